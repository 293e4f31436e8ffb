//! Hostile text made safe to look at: what came off the wire may hold control characters, marks that turn the
//! writing direction round, and megabytes. It is shown as text only, with such characters named.

use super::words::{fill, grouped};

/// Longest piece of a foreign value that the panel draws; the whole value is kept in the diagnosis.
const LONGEST: usize = 2_000;

/// A value for one place on the screen: invisible characters named, cut when long.
pub fn plain(value: &str) -> String {
    shorten(value, LONGEST)
}

/// As [`plain`], cut after `longest` characters.
pub fn shorten(value: &str, longest: usize) -> String {
    let mut shown = String::with_capacity(value.len().min(longest));
    for (position, character) in value.chars().enumerate() {
        if position == longest {
            let left = value.chars().count() - longest;
            let key = if left == 1 { "cut_one" } else { "cut_many" };
            return fill(key, &[&shown, &grouped(left)]);
        }
        if is_deceptive(character) {
            shown.push_str(&named(character));
        } else {
            shown.push(character);
        }
    }
    shown
}

/// A value that is made of ASCII where it is right, such as an origin: every other character is named, because many
/// look like one of ASCII.
pub fn spelt(value: &str) -> String {
    let spell = |character: char| {
        if character.is_ascii() {
            String::from(character)
        } else {
            named(character)
        }
    };
    plain(&value.chars().map(spell).collect::<String>())
}

/// A stretch of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stretch<'text> {
    /// Words.
    Words(&'text str),
    /// A value, which stood between backticks.
    Code(&'text str),
}

/// Cuts a sentence at its backticks. Where they do not pair up nothing is cut: an observed value may hold one.
pub fn stretches(text: &str) -> Vec<Stretch<'_>> {
    if text.matches('`').count() % 2 == 1 {
        return vec![Stretch::Words(text)];
    }
    let cut = text.split('`').enumerate();
    let marked = cut.map(|(position, stretch)| {
        if position % 2 == 1 {
            Stretch::Code(stretch)
        } else {
            Stretch::Words(stretch)
        }
    });
    marked
        .filter(|stretch| !matches!(stretch, Stretch::Words("")))
        .collect()
}

/// A character by its number, for what cannot be drawn.
fn named(character: char) -> String {
    format!("[U+{:04X}]", u32::from(character))
}

/// Whether a character draws nothing, or changes how its neighbours are drawn.
fn is_deceptive(character: char) -> bool {
    (character.is_control() && character != '\n' && character != '\t')
        || matches!(character,
            '\u{00A0}' | '\u{00AD}' | '\u{061C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202F}'
            | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_text_is_left_as_it_is() {
        for text in [
            "",
            "https://app.example",
            "<img src=x onerror=alert(1)>",
            "naïve 漢字\n\tline",
        ] {
            assert_eq!(plain(text), text);
        }
    }

    #[test]
    fn letters_of_other_scripts_are_named_where_none_belongs() {
        assert_eq!(spelt("http://l\u{043E}calhost"), "http://l[U+043E]calhost");
        assert_eq!(spelt("http://a.test"), "http://a.test");
    }

    #[test]
    fn characters_that_deceive_the_eye_are_named() {
        assert_eq!(plain("a\u{202E}b"), "a[U+202E]b");
        assert_eq!(
            plain("\u{FEFF}https://a\u{00A0}"),
            "[U+FEFF]https://a[U+00A0]"
        );
        assert_eq!(plain("a\0\r"), "a[U+0000][U+000D]");
    }

    #[test]
    fn values_between_backticks_are_told_from_words() {
        use Stretch::{Code, Words};
        assert_eq!(
            stretches("allows `a/`; not `a`"),
            [Words("allows "), Code("a/"), Words("; not "), Code("a")]
        );
        assert_eq!(stretches("plain"), [Words("plain")]);
        assert_eq!(stretches(""), []);
        assert_eq!(stretches("one ` alone"), [Words("one ` alone")]);
        assert_eq!(stretches("an empty ``"), [Words("an empty "), Code("")]);
    }

    #[test]
    fn a_long_value_is_cut_and_says_by_how_much() {
        let value = "é".repeat(LONGEST + 30);
        let shown = plain(&value);
        assert!(
            shown.starts_with("éé") && shown.ends_with("… (30 more characters)"),
            "{shown}"
        );
        assert_eq!(plain(&"x".repeat(LONGEST)), "x".repeat(LONGEST));
        assert_eq!(shorten("$COUNT$!", 7), "$COUNT$… (1 more character)");
    }
}
