//! Observed values in sentences. They are hostile text: cut when long, and never able to end their own quotation.

use std::fmt::Write;

/// Most characters of an observed value in a sentence; the evidence and the byte view hold the whole.
const LONGEST: usize = 120;

/// An observed value as a quotation. A long one is cut and says so; control characters and backticks are written as
/// `\xNN`, so that nothing is dropped and nothing breaks out.
pub(crate) fn shown(value: &str) -> String {
    if value.is_empty() {
        return "(empty)".to_owned();
    }
    let mut text = String::from("`");
    for character in value.chars().take(LONGEST) {
        if character.is_control() || character == '`' {
            // Writing to a String cannot fail.
            let _ = write!(text, "\\x{:02X}", u32::from(character));
        } else {
            text.push(character);
        }
    }
    let length = value.chars().count();
    if length > LONGEST {
        let _ = write!(text, "…` (cut, {length} characters)");
    } else {
        text.push('`');
    }
    text
}

/// Names as a list in a sentence: `a`, `b` and `c`.
pub(crate) fn listed<Name: AsRef<str>>(names: &[Name]) -> String {
    let all: Vec<String> = names.iter().map(|name| shown(name.as_ref())).collect();
    match all.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, before)) => format!("{} and {last}", before.join(", ")),
    }
}

/// Levenshtein's distance, one row at a time.
pub(super) fn distance(one: &str, other: &str) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (index, byte) in one.bytes().enumerate() {
        let mut diagonal = index;
        let mut left = index + 1;
        for (cell, wanted) in row.iter_mut().skip(1).zip(other.bytes()) {
            let above = *cell;
            left = (above + 1)
                .min(left + 1)
                .min(diagonal + usize::from(byte != wanted));
            diagonal = above;
            *cell = left;
        }
        if let Some(first) = row.first_mut() {
            *first = index + 1;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_values_are_cut_and_marked() {
        assert_eq!(shown("https://app.test"), "`https://app.test`");
        let long = shown(&"x".repeat(4000));
        assert!(long.ends_with("…` (cut, 4000 characters)"), "{long}");
        assert!(long.len() < 200);
    }

    #[test]
    fn a_value_cannot_end_its_quotation() {
        assert_eq!(shown("a`b\n\u{1b}"), "`a\\x60b\\x0A\\x1B`");
        assert_eq!(shown(""), "(empty)");
    }

    #[test]
    fn lists() {
        assert_eq!(listed(&["a", "b", "c"]), "`a`, `b` and `c`");
        assert_eq!(listed(&["a"]), "`a`");
    }
}
