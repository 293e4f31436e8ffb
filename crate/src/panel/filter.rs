//! The language of the filter box: words, `key:value` terms, and a leading `-` that turns a term round.
//!
//! Terms are separated by spaces and all must hold. A value with spaces goes in double quotes. A key that is not
//! known is text like any other, so that an address such as `http://localhost:3000` can be pasted as it is.

use super::plain::shorten;
use super::row::Row;
use super::words::{fill, say};

/// Longest piece of a mistyped key that is said again.
const LONGEST_KEY: usize = 40;

/// A filter text, taken apart once and asked for every row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    terms: Vec<Term>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Term {
    negated: bool,
    key: Key,
    /// Never empty.
    value: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Key {
    Text,
    Cause,
    Origin,
    Method,
    Status,
}

impl Filter {
    /// Takes a filter text apart. Every text is a filter; a term without a value (still being typed) is left out.
    pub fn parse(text: &str) -> Self {
        Self {
            terms: split(text).iter().filter_map(|word| term(word)).collect(),
        }
    }

    /// Whether a row satisfies every term.
    pub fn admits(&self, row: &Row) -> bool {
        self.terms
            .iter()
            .all(|term| term.holds(row) != term.negated)
    }

    /// What to say when no row is left. Whoever mistypes a key has looked for a text, and is told so.
    pub fn nothing_left(&self) -> String {
        match self.terms.iter().find_map(Term::unknown_key) {
            Some(key) => fill("hidden_by_unknown_key", &[&shorten(key, LONGEST_KEY)]),
            None => say("hidden_by_filter").to_owned(),
        }
    }

    /// Whether every row is admitted.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }
}

impl Term {
    /// What looks like a key and is none: letters before a colon, and no address.
    fn unknown_key(&self) -> Option<&str> {
        let (key, value) = self.value.split_once(':')?;
        let is_word = !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphabetic());
        let is_address = value.starts_with("//") || key.eq_ignore_ascii_case("localhost");
        (self.key == Key::Text && is_word && !is_address).then_some(key)
    }

    fn holds(&self, row: &Row) -> bool {
        let within = |text: &str| contains(text, &self.value);
        let within_some = |text: &Option<Box<str>>| text.as_deref().is_some_and(within);
        match self.key {
            Key::Method => row.method.eq_ignore_ascii_case(&self.value),
            Key::Origin => within_some(&row.origin),
            Key::Cause => {
                within_some(&row.cause) || within_some(&row.chromium) || within(&row.title)
            }
            Key::Status => row
                .code()
                .is_some_and(|code| status_matches(code, &self.value)),
            Key::Text => {
                within(&row.url)
                    || within(&row.method)
                    || within(&row.title)
                    || within_some(&row.cause)
                    || within_some(&row.chromium)
                    || within_some(&row.origin)
            }
        }
    }
}

/// Whether a text holds a value, letters A to Z in either case. Asked for every row at every key stroke: it makes no
/// lower-case copy of anything.
fn contains(text: &str, value: &str) -> bool {
    let (text, value) = (text.as_bytes(), value.as_bytes());
    let Some(first) = value.first() else {
        return true;
    };
    let last_start = text.len().checked_sub(value.len());
    last_start.is_some_and(|last| {
        (0..=last).any(|start| {
            text[start].eq_ignore_ascii_case(first)
                && text[start..start + value.len()].eq_ignore_ascii_case(value)
        })
    })
}

/// `401` is that status, `4` and `4xx` are its class.
fn status_matches(code: u16, value: &str) -> bool {
    let digits = value.trim_end_matches(['x', 'X']);
    code.to_string().starts_with(digits)
}

/// Cuts at spaces outside double quotes; the quotes themselves fall away.
fn split(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut quoted = false;
    for character in text.chars() {
        match character {
            '"' => quoted = !quoted,
            space if space.is_whitespace() && !quoted => words.push(std::mem::take(&mut word)),
            other => word.push(other),
        }
    }
    words.push(word);
    words
}

fn term(word: &str) -> Option<Term> {
    let (negated, rest) = word
        .strip_prefix('-')
        .map_or((false, word), |rest| (true, rest));
    let known = rest.split_once(':').and_then(|(key, value)| {
        let key = match key.to_ascii_lowercase().as_str() {
            "cause" => Key::Cause,
            "origin" => Key::Origin,
            "method" => Key::Method,
            "status" => Key::Status,
            _ => return None,
        };
        Some((key, value))
    });
    let (key, value) = known.unwrap_or((Key::Text, rest));
    (!value.is_empty()).then(|| Term {
        negated,
        key,
        value: value.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::panel::sample;

    fn admits(text: &str) -> bool {
        let mut diagnosis = sample::diagnosis();
        diagnosis.method = "PUT".into();
        diagnosis.url = "http://localhost:48102/orders?page=2".into();
        Filter::parse(text).admits(&Row::new(7, &diagnosis))
    }

    #[test]
    fn an_empty_text_and_a_term_still_being_typed_admit_everything() {
        for text in ["", "   ", "cause:", "-", "-origin:", "\"\""] {
            assert!(Filter::parse(text).is_empty(), "{text:?}");
            assert!(admits(text), "{text:?}");
        }
    }

    #[test]
    fn words_are_sought_in_address_cause_title_and_origin_without_case() {
        for text in [
            "ORDERS",
            "page=2",
            "trailing",
            "AllowOriginMismatch",
            "localhost:48101",
            "slash orders",
        ] {
            assert!(admits(text), "{text:?}");
        }
        assert!(!admits("customers"));
        assert!(!admits("orders customers"));
    }

    #[test]
    fn keys_look_in_one_place_only() {
        assert!(admits("cause:trailing-slash"));
        assert!(!admits("cause:orders"));
        assert!(admits("origin:48101"));
        assert!(!admits("origin:48102"));
        assert!(admits("method:put"));
        assert!(!admits("method:pu"), "a method is compared whole");
    }

    #[test]
    fn a_status_is_matched_whole_or_by_class() {
        for text in ["status:401", "status:4xx", "status:4"] {
            assert!(admits(text), "{text:?}");
        }
        assert!(!admits("status:404"));
        assert!(!admits("status:5xx"));
    }

    #[test]
    fn a_minus_turns_a_term_round() {
        assert!(!admits("-orders"));
        assert!(admits("-customers"));
        assert!(!admits("-cause:trailing"));
        assert!(admits("orders -method:get"));
    }

    #[test]
    fn a_key_that_is_not_known_is_named_when_nothing_is_left() {
        let said = |text: &str| Filter::parse(text).nothing_left();
        for text in ["staus:401", "orders -url:x", "foo:"] {
            assert!(said(text).contains("cause:"), "{text}");
        }
        for text in [
            "",
            "orders",
            "http://localhost",
            "localhost:48101",
            "a.b:c",
            ":x",
            "status:x",
        ] {
            assert_eq!(said(text), say("hidden_by_filter"), "{text}");
        }
    }

    #[test]
    fn an_address_is_text_and_quotes_keep_spaces() {
        assert!(admits("http://localhost:48102/orders"));
        assert!(admits("\"ends with a slash\""));
        assert!(!admits("\"slash a with\""));
    }
}
