//! Origin against Access-Control-Allow-Origin, part by part and byte by byte as they were on the wire.

use crate::{punycode, wire_bytes};

/// The comparison of an expected origin with a found value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OriginDiff {
    /// Bytes of the request's origin.
    pub expected: Vec<u8>,
    /// Bytes of the header's value.
    pub found: Vec<u8>,
    /// Index of the first byte that differs, or where the shorter one ends; none if they are equal.
    pub first_difference: Option<usize>,
    /// Scheme, host, port and rest of both.
    pub parts: [Part; 4],
    /// Names of the unusual characters in the found value, each at the index of its first byte.
    pub names: Vec<(usize, String)>,
}

/// One part of both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// `scheme`, `host`, `port` or `rest`.
    pub part: &'static str,
    /// In the expected origin.
    pub expected: String,
    /// In the found value.
    pub found: String,
    /// The difference in words; empty if there is none.
    pub note: String,
}

/// Compares an origin with a value of Access-Control-Allow-Origin.
pub fn compare(expected: &str, found: &str) -> OriginDiff {
    let expected_bytes = wire_bytes::of(expected);
    let found_bytes = wire_bytes::of(found);
    let common = expected_bytes
        .iter()
        .zip(&found_bytes)
        .take_while(|(one, other)| one == other)
        .count();
    let first_difference = (expected_bytes != found_bytes).then_some(common);
    let readable = |value: &str| wire_bytes::to_utf8(value).unwrap_or_else(|| value.to_owned());
    let (expected, found) = (split(&readable(expected)), split(&readable(found)));
    let parts = ["scheme", "host", "port", "rest"];
    let parts = std::array::from_fn(|index| {
        let (expected, found) = (expected[index].clone(), found[index].clone());
        let note = if expected == found {
            String::new()
        } else {
            note(parts[index], &expected, &found)
        };
        Part {
            part: parts[index],
            expected,
            found,
            note,
        }
    });
    let names = unusual_characters(&found_bytes);
    OriginDiff {
        expected: expected_bytes,
        found: found_bytes,
        first_difference,
        parts,
        names,
    }
}

/// Scheme, host, port and rest of a text that may be no origin at all.
fn split(text: &str) -> [String; 4] {
    let (scheme, rest) = match text.split_once("://") {
        Some((scheme, rest)) => (scheme, rest),
        None => ("", text),
    };
    let end = rest.find(['/', '?', '#', ',', ' ']).unwrap_or(rest.len());
    let (authority, tail) = rest.split_at(end);
    // An IPv6 literal holds colons; its port follows the bracket.
    let port_at = authority
        .rfind(':')
        .filter(|colon| !authority[*colon..].contains(']'));
    let (host, port) = match port_at {
        Some(colon) => (&authority[..colon], &authority[colon + 1..]),
        None => (authority, ""),
    };
    [
        scheme.to_owned(),
        host.to_owned(),
        port.to_owned(),
        tail.to_owned(),
    ]
}

fn note(part: &str, expected: &str, found: &str) -> String {
    match part {
        "scheme" if found.is_empty() => "the scheme is missing".into(),
        "scheme" => format!("{expected} and {found} are different origins"),
        "host" if found.eq_ignore_ascii_case(expected) => {
            "only the case differs; origins are lower-case".into()
        }
        "host" if found.strip_suffix('.') == Some(expected) => "a dot stands at the end".into(),
        "host"
            if found.strip_prefix("www.") == Some(expected)
                || expected.strip_prefix("www.") == Some(found) =>
        {
            "with and without `www.` are different origins".into()
        }
        "host" if punycode::is_same_host(expected, found) => {
            "the same host in letters; an origin has it in Punycode".into()
        }
        "host" if is_loopback(expected) && is_loopback(found) => {
            "localhost, 127.0.0.1 and [::1] are different origins".into()
        }
        "host" => "another host".into(),
        "port" if found.is_empty() => "the port is missing".into(),
        "port" if expected.is_empty() => {
            "the origin has the scheme's default port, which is not written".into()
        }
        "port" => "another port".into(),
        _ if found == "/" => "an origin has no slash at its end".into(),
        _ if expected.is_empty() => "an origin ends after the port".into(),
        _ => "differs".into(),
    }
}

fn is_loopback(host: &str) -> bool {
    host == "localhost" || host == "[::1]" || host.starts_with("127.")
}

/// Characters that cannot be seen or are taken for others.
fn unusual_characters(bytes: &[u8]) -> Vec<(usize, String)> {
    let mut names = Vec::new();
    let mut index = 0;
    for chunk in bytes.utf8_chunks() {
        for character in chunk.valid().chars() {
            if let Some(name) = name_of(character) {
                names.push((index, name));
            }
            index += character.len_utf8();
        }
        for byte in chunk.invalid() {
            names.push((index, format!("byte {byte:02X}, not UTF-8")));
            index += 1;
        }
    }
    names
}

/// The name of a character that is not plain visible ASCII.
fn name_of(character: char) -> Option<String> {
    let name = match character {
        '!'..='~' => return None,
        ' ' => "space",
        '\u{a0}' => "no-break space",
        '\u{ad}' => "soft hyphen",
        '\u{200b}' => "zero-width space",
        '\u{200c}' => "zero-width non-joiner",
        '\u{200d}' => "zero-width joiner",
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            "direction mark"
        }
        '\u{2060}' => "word joiner",
        '\u{feff}' => "byte order mark",
        '\u{430}' => "Cyrillic а",
        '\u{435}' => "Cyrillic е",
        '\u{43e}' => "Cyrillic о",
        '\u{440}' => "Cyrillic р",
        '\u{441}' => "Cyrillic с",
        '\u{445}' => "Cyrillic х",
        '\u{456}' => "Cyrillic і",
        '\u{400}'..='\u{4ff}' => "Cyrillic letter",
        '\u{370}'..='\u{3ff}' => "Greek letter",
        control if control.is_control() => "control character",
        _ => "character outside ASCII",
    };
    Some(format!("{name} (U+{:04X})", u32::from(character)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn notes(expected: &str, found: &str) -> Vec<(&'static str, String)> {
        let diff = compare(expected, found);
        diff.parts
            .into_iter()
            .filter(|part| !part.note.is_empty())
            .map(|part| (part.part, part.note))
            .collect()
    }

    #[test]
    fn differences_in_words() {
        assert_eq!(
            notes("https://app.test", "https://app.test/"),
            [("rest", "an origin has no slash at its end".into())]
        );
        assert_eq!(
            notes("http://localhost:1", "http://127.0.0.1:1")[0].0,
            "host"
        );
        assert_eq!(
            notes("http://[::1]:1", "http://[::1]"),
            [("port", "the port is missing".into())]
        );
        assert_eq!(
            notes("https://a.test", "a.test"),
            [("scheme", "the scheme is missing".into())]
        );
        assert_eq!(
            compare("https://a.test", "https://a.test").first_difference,
            None
        );
    }

    #[test]
    fn invisible_characters_have_names() {
        let diff = compare("http://a", "http://a\u{e2}\u{20ac}\u{2039}");
        assert_eq!(diff.first_difference, Some(8));
        assert_eq!(diff.names, [(8, "zero-width space (U+200B)".to_owned())]);
        assert_eq!(diff.found.len(), 11);
    }
}
