//! What was looked at before and holds no secret: a log repeats its headers and addresses in nearly every entry.

/// Where a text stands; the same text may be a secret in one place and none in another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// The value of a request header.
    RequestHeader,
    /// The value of a response header.
    ResponseHeader,
    /// A URL; it has no name.
    Url,
    /// The name of a header, without a value.
    HeaderName,
    /// The name of a parameter, without a value.
    ParameterName,
    /// What stands in a text before `=` or `:`, without what follows.
    Word,
}

/// So many are remembered; another one of the same number takes the place of the one before.
const SLOTS: usize = 1024;

/// Longer ones are not remembered.
const LONGEST: usize = 400;

/// The last texts that hold no secret. They are compared byte by byte: a digest alone could let a secret pass.
#[derive(Debug, Clone, Default)]
pub(super) struct Clean {
    slots: Vec<Option<Line>>,
}

#[derive(Debug, Clone)]
struct Line {
    place: Place,
    name_length: usize,
    /// Name and value, one after the other.
    text: Box<str>,
}

/// What is remembered changes nothing but the time that a masking takes.
impl PartialEq for Clean {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Clean {
    /// Was it noted?
    pub(super) fn holds(&self, place: Place, name: &str, value: &str) -> bool {
        let slot = self.slots.get(slot(place, name, value));
        slot.and_then(Option::as_ref).is_some_and(|line| {
            line.place == place
                && line.name_length == name.len()
                && line
                    .text
                    .strip_prefix(name)
                    .is_some_and(|rest| rest == value)
        })
    }

    /// Notes that it holds no secret.
    pub(super) fn note(&mut self, place: Place, name: &str, value: &str) {
        if name.len() + value.len() > LONGEST {
            return;
        }
        if self.slots.is_empty() {
            self.slots.resize(SLOTS, None);
        }
        if let Some(slot) = self.slots.get_mut(slot(place, name, value)) {
            *slot = Some(Line {
                place,
                name_length: name.len(),
                text: [name, value].concat().into(),
            });
        }
    }
}

/// A number from the lengths and from the beginning, the middle and the end of both: it only spreads, and what it finds is
/// compared.
fn slot(place: Place, name: &str, value: &str) -> usize {
    let mut hash = (place as u64) ^ (name.len() as u64) << 8 ^ (value.len() as u64) << 32;
    for text in [name.as_bytes(), value.as_bytes()] {
        let word = |from: usize| {
            let eight = text.get(from..).and_then(|rest| rest.first_chunk());
            eight.map_or(0, |eight| u64::from_le_bytes(*eight))
        };
        let end = text.len().saturating_sub(8);
        let short = text
            .iter()
            .take(8)
            .fold(0, |bits, byte| bits << 8 | u64::from(*byte));
        let words = if end == 0 {
            [short, 0, 0]
        } else {
            [word(0), word(end / 2), word(end)]
        };
        for word in words {
            hash = (hash ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            hash ^= hash >> 32;
        }
    }
    usize::try_from(hash % SLOTS as u64).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_same_text_in_the_same_place_is_known() {
        let mut clean = Clean::default();
        assert!(!clean.holds(Place::RequestHeader, "accept", "text/html"));
        clean.note(Place::RequestHeader, "accept", "text/html");
        assert!(clean.holds(Place::RequestHeader, "accept", "text/html"));
        for (place, name, value) in [
            (Place::ResponseHeader, "accept", "text/html"),
            (Place::RequestHeader, "acceptt", "ext/html"),
            (Place::RequestHeader, "accept", "text/htm"),
        ] {
            assert!(!clean.holds(place, name, value), "{name} {value}");
        }
    }

    #[test]
    fn what_takes_its_slot_is_not_mistaken_for_it() {
        let mut clean = Clean::default();
        let texts: Vec<String> = (0..SLOTS * 4).map(|number| format!("/{number}")).collect();
        for text in &texts {
            clean.note(Place::Url, "", text);
        }
        let known = texts
            .iter()
            .filter(|text| clean.holds(Place::Url, "", text))
            .count();
        assert!((SLOTS / 2..=SLOTS).contains(&known), "{known}");
        assert!(!clean.holds(Place::Url, "", "/-1"));
    }

    #[test]
    fn long_texts_are_not_kept() {
        let mut clean = Clean::default();
        let long = "x".repeat(LONGEST + 1);
        clean.note(Place::Url, "", &long);
        assert!(!clean.holds(Place::Url, "", &long));
    }
}
