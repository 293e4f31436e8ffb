//! The panel's words. They stand in `extension/_locales/en/messages.json`, in the form that Chromium's own translation
//! uses, so that one file is translated and one is read. No sentence is made by joining pieces: values have places.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

const ENGLISH: &str = include_str!("../../../extension/_locales/en/messages.json");

/// One message: its text, and which value each `$PLACE$` stands for.
#[derive(Deserialize)]
struct Message {
    #[serde(borrow)]
    message: Cow<'static, str>,
    #[serde(default, borrow)]
    placeholders: BTreeMap<Cow<'static, str>, Place>,
}

#[derive(Deserialize)]
struct Place {
    /// `$1` is the first value, `$2` the second.
    #[serde(borrow)]
    content: Cow<'static, str>,
}

fn messages() -> &'static BTreeMap<Cow<'static, str>, Message> {
    static MESSAGES: OnceLock<BTreeMap<Cow<'static, str>, Message>> = OnceLock::new();
    // A unit test reads the file; were it damaged, every text would show its key.
    MESSAGES.get_or_init(|| serde_json::from_str(ENGLISH).unwrap_or_default())
}

/// The text of a key; a key that is not there stands for itself.
pub fn say(key: &'static str) -> &'static str {
    messages()
        .get(key)
        .map_or(key, |message| message.message.as_ref())
}

/// The text of a key with values at its places.
pub fn fill(key: &'static str, values: &[&str]) -> String {
    let Some(message) = messages().get(key) else {
        return key.to_owned();
    };
    let mut filled = String::with_capacity(message.message.len() + 16);
    // Between dollar signs stands a place, outside them text: what a value holds is never looked at.
    for (position, part) in message.message.split('$').enumerate() {
        if position % 2 == 0 {
            filled.push_str(part);
            continue;
        }
        let place = message.placeholders.get(part.to_ascii_lowercase().as_str());
        let number = place.and_then(|place| place.content.trim_start_matches('$').parse().ok());
        let value = number.and_then(|number: usize| values.get(number.checked_sub(1)?));
        filled.push_str(value.copied().unwrap_or_default());
    }
    filled
}

/// A count in one of two texts: many languages say one thing otherwise than several.
pub fn count(one: &'static str, many: &'static str, number: usize) -> String {
    let shown = grouped(number);
    fill(if number == 1 { one } else { many }, &[&shown])
}

/// A number with its thousands apart, by a narrow space that no language reads as a decimal point.
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut shown = String::with_capacity(digits.len() + digits.len() / 3);
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) && digits.len() > 4 {
            shown.push('\u{2009}');
        }
        shown.push(digit);
    }
    shown
}

#[cfg(test)]
#[path = "words_tests.rs"]
mod tests;
