//! What was masked, told without telling it: for the preview before something is copied or saved.

use std::collections::{BTreeMap, BTreeSet};

use super::secrets::{Kind, placeholders};

/// How many secrets of one kind are masked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Masked {
    /// Of which kind.
    pub kind: Kind,
    /// Different ones.
    pub secrets: usize,
    /// Places where one of them stood.
    pub places: usize,
}

/// What is masked in some texts, by kind.
pub fn masked_in<'text>(texts: impl IntoIterator<Item = &'text str>) -> Vec<Masked> {
    let mut found: BTreeMap<Kind, (BTreeSet<&str>, usize)> = BTreeMap::new();
    for placeholder in texts.into_iter().flat_map(placeholders) {
        let (numbers, places) = found.entry(placeholder.kind).or_default();
        numbers.insert(placeholder.number);
        *places += 1;
    }
    let masked = found.into_iter().map(|(kind, (numbers, places))| Masked {
        kind,
        secrets: numbers.len(),
        places,
    });
    masked.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_and_places_are_counted() {
        let masked = masked_in([
            "Bearer ***token1",
            "a=***cookie1; b=***cookie2",
            "***token1 *** ***x",
        ]);
        let counts: Vec<_> = masked
            .iter()
            .map(|it| (it.kind.word(), it.secrets, it.places))
            .collect();
        assert_eq!(counts, [("token", 1, 2), ("cookie", 2, 2)]);
    }
}
