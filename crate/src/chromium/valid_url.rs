//! Is a value of Access-Control-Allow-Origin a URL to Chromium? It decides between two names of a refusal, and Chromium's
//! parser is not quite the standard's: a space or `xn--` in a host passes, and letters outside ASCII go by ICU's tables.
//!
//! The tables would add half of what the panel weighs, and their answer is one of four for each letter. Those were
//! measured: `host_letters.txt` holds what Chromium 156 says of every code point from U+0080 on, as runs.

use std::borrow::Cow;

use url::Url;

/// Runs of code points from U+0080 on: a [`Letter`] and how many there are, in base 36 with capitals; one if no number.
/// Made by `tests/e2e/differential/letters.js`, which the end-to-end tests compare with the browser.
const LETTERS: &str = include_str!("host_letters.txt");

/// What a letter outside ASCII is in a host.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Letter {
    /// Valid, or mapped to what is, or ignored.
    Valid,
    /// A mark: valid, but not at the start of a label.
    Mark,
    /// Written from right to left: not beside letters of the other direction.
    RightToLeft,
    /// Not allowed.
    Disallowed,
}

/// Is the value, read as it was on the wire, a URL to Chromium?
pub(super) fn is_valid_url(value: &str) -> bool {
    let bytes = crate::wire_bytes::of(value);
    let text = String::from_utf8_lossy(&bytes);
    let text: String = text
        .trim_matches(|character| character <= ' ')
        .chars()
        .filter(|character| !matches!(character, '\t' | '\r' | '\n'))
        .collect();
    let Some((scheme, rest)) = text.split_once(':') else {
        return false;
    };
    let is_special = ["http", "https", "ws", "wss", "ftp", "file"]
        .iter()
        .any(|special| scheme.eq_ignore_ascii_case(special));
    if !is_special {
        // Chromium reads what stands behind `filesystem:` as a URL, and the standard knows no such scheme.
        if scheme.eq_ignore_ascii_case("filesystem") {
            return rest.contains(':') && is_valid_url(rest);
        }
        // A user without a host is none, and the standard's parser lets it pass where the scheme is not its own.
        let authority = rest.strip_prefix("//").unwrap_or_default();
        let authority = authority.split(['/', '?', '#']).next().unwrap_or_default();
        return !authority.ends_with('@') && Url::parse(&text).is_ok();
    }
    let is_slash = |character| matches!(character, '/' | '\\');
    let authority_and_rest = if scheme.eq_ignore_ascii_case("file") {
        let Some(after) = rest.get(2..).filter(|_| rest.starts_with(['/', '\\'])) else {
            return Url::parse(&text).is_ok();
        };
        after
    } else {
        rest.trim_start_matches(is_slash)
    };
    let end = authority_and_rest
        .find(|character| is_slash(character) || matches!(character, '?' | '#'))
        .unwrap_or(authority_and_rest.len());
    let authority = &authority_and_rest[..end];
    let host_and_port = authority.rsplit('@').next().unwrap_or(authority);
    if host_and_port.starts_with('[') {
        return Url::parse(&text).is_ok();
    }
    let (host, port) = match host_and_port.split_once(':') {
        Some((host, port)) => (host, Some(port)),
        None => (host_and_port, None),
    };
    let Some(host) = plain_host(host) else {
        return false;
    };
    // What is left for the standard's parser: an empty host, numbers as addresses, the port.
    let port = port.map_or(String::new(), |port| format!(":{port}"));
    Url::parse(&format!("{scheme}://{host}{port}")).is_ok()
}

/// A host that the standard's parser takes for valid exactly if Chromium does; none where Chromium does not.
fn plain_host(host: &str) -> Option<String> {
    let host = percent_decoded(host)?;
    let is_forbidden =
        |character: char| character.is_ascii_control() || "#%/:<>?@[\\]^|".contains(character);
    if host.contains(is_forbidden) || (!host.is_empty() && host.trim_matches(' ').is_empty()) {
        return None;
    }
    let is_bidirectional = host
        .chars()
        .any(|character| letter(character) == Letter::RightToLeft);
    let labels: Vec<&str> = host
        .split(['.', '\u{3002}', '\u{ff0e}', '\u{ff61}'])
        .collect();
    let plain: Option<Vec<String>> = labels
        .iter()
        .map(|label| plain_label(label, is_bidirectional))
        .collect();
    Some(plain?.join("."))
}

/// A label in letters that say nothing; digits stay, as they may be an address.
fn plain_label(label: &str, is_bidirectional: bool) -> Option<String> {
    let label: String = label
        .chars()
        .filter(|character| !is_ignored(*character))
        .collect();
    if label.is_ascii() && !is_bidirectional {
        let is_encoded = label
            .get(..4)
            .is_some_and(|start| start.eq_ignore_ascii_case("xn--"));
        let plain = label.replace(' ', "a");
        return Some(if is_encoded { "a".to_owned() } else { plain });
    }
    let letters: Vec<Letter> = label.chars().map(letter).collect();
    if letters.contains(&Letter::Disallowed)
        || letters.first() == Some(&Letter::Mark)
        || label.starts_with("xn--")
    {
        return None;
    }
    if is_bidirectional && !is_of_one_direction(&label, &letters) {
        return None;
    }
    let plain = label.chars().map(|character| {
        if character.is_ascii_alphanumeric() || character == '-' {
            character
        } else {
            'a'
        }
    });
    Some(plain.collect())
}

/// The rule of bidirectional hosts (RFC 5893, section 2), as far as four kinds of letters can tell.
fn is_of_one_direction(label: &str, letters: &[Letter]) -> bool {
    let last = letters
        .iter()
        .zip(label.chars())
        .filter(|(letter, _)| **letter != Letter::Mark)
        .last();
    let Some((last, last_character)) = last else {
        return label.is_empty();
    };
    if letters.contains(&Letter::RightToLeft) {
        let has_other_letters = letters
            .iter()
            .zip(label.chars())
            .any(|(letter, character)| {
                *letter == Letter::Valid
                    && (character.is_ascii_alphabetic() || !character.is_ascii())
            });
        letters.first() == Some(&Letter::RightToLeft)
            && !has_other_letters
            && (*last == Letter::RightToLeft || last_character.is_ascii_digit())
    } else {
        let starts_well = label.starts_with(|character: char| {
            !character.is_ascii() || character.is_ascii_alphabetic()
        });
        starts_well && (!last_character.is_ascii() || last_character.is_ascii_alphanumeric())
    }
}

/// Percent escapes of a host as what they stand for; none where one is broken.
fn percent_decoded(host: &str) -> Option<Cow<'_, str>> {
    if !host.contains('%') {
        return Some(host.into());
    }
    let mut bytes = Vec::with_capacity(host.len());
    let mut rest = host.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        if *first == b'%' {
            let digits = std::str::from_utf8(after.get(..2)?).ok()?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
            rest = after.get(2..)?;
        } else {
            bytes.push(*first);
        }
    }
    Some(String::from_utf8_lossy(&bytes).into_owned().into())
}

fn letter(character: char) -> Letter {
    let Some(mut place) = u32::from(character).checked_sub(0x80) else {
        return Letter::Valid;
    };
    let mut runs = LETTERS.bytes().filter(u8::is_ascii_graphic).peekable();
    while let Some(kind) = runs.next() {
        let mut count = 0_u32;
        while let Some(digit) = runs.next_if(|byte| !byte.is_ascii_lowercase()) {
            let digit = char::from(digit).to_digit(36).unwrap_or_default();
            count = count.saturating_mul(36).saturating_add(digit);
        }
        let count = count.max(1);
        if place < count {
            return match kind {
                b'v' => Letter::Valid,
                b'm' => Letter::Mark,
                b'r' => Letter::RightToLeft,
                _ => Letter::Disallowed,
            };
        }
        place -= count;
    }
    Letter::Disallowed
}

/// Characters that IDNA's mapping removes; a host of nothing else is empty.
fn is_ignored(character: char) -> bool {
    matches!(
        character,
        '\u{ad}'
            | '\u{34f}'
            | '\u{115f}'
            | '\u{1160}'
            | '\u{17b4}'
            | '\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'
            | '\u{2060}'..='\u{2064}'
            | '\u{206a}'..='\u{206f}'
            | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0100}'..='\u{e01ef}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What `URL.canParse` says in Chromium 156; `~` stands for `http://`, so that nobody takes a host for one to ask.
    const VALID: &[&str] = &[
        "~a%20b",
        "~%41",
        "~xn--",
        "~xn--a",
        "~-a",
        "~a..b",
        "~.",
        "~..",
        "~a.",
        "~1.2.3",
        "~1.",
        "~0x",
        "~0xg",
        "~a:",
        "~/a",
        "http:a",
        "http:\\\\a",
        "file:",
        "file://a b",
        "a:",
        "a:b",
        "a://",
        "a:// ",
        "a://b%",
        "about:",
        "javascript:",
        "a-b:",
        "a+b:c",
        "blob:",
        "blob:x",
        "filesystem:~a/t/",
        "data:",
        "urn:",
        "mailto:",
        " ~a ",
        "\t~a",
        "ht\ttp://a",
        "~a\tb",
        "~a\u{1}",
        "\u{1}~a",
        "localhost:3000",
        "localhost:",
        "LOCALHOST:1",
        "x:y z",
        "~a,b",
        "~a b",
        "~1e3",
        "~0x1p",
        "~4294967295",
        "~%31%32",
        "~\u{ff11}\u{ff12}",
        "~\u{ff48}ttp",
        "~XN--abc",
        "~\u{130}",
        "~\u{1e9e}",
        "~\u{5d0}",
        "~\u{5d0}1",
        "~\u{5d0}\u{5d1}.\u{5d2}",
        "~a.\u{5d0}",
        "~\u{5d0}.a",
        "~\u{e9}\u{301}",
        "~\u{627}0",
        "~\u{640}",
        "~\u{627}\u{301}",
    ];

    const INVALID: &[&str] = &[
        "~a%zz",
        "~a%b",
        "~a%",
        "~1.2.3.4.5",
        "~256.1.1.1",
        "~a.1",
        "~a.0x1",
        "~09",
        "~a.09",
        "~[::1]a",
        "~[]",
        "~%5B::1%5D",
        "~a:80:80",
        "~a:65536",
        "~a:-1",
        "~a: 80",
        "~@",
        "~:80",
        "~u@",
        "http:/",
        "~//",
        "https:",
        "file://a:80",
        "ws:",
        "a://b c",
        "a://[",
        "a://b:x",
        "a://@",
        "a://b<",
        "1:",
        "a b:",
        "filesystem:x",
        "*",
        "",
        "null",
        "~4294967296",
        "~1.16777216",
        "~08.1",
        "~a\u{ff20}b",
        "~a\u{ff1a}80",
        "~\u{ad}",
        "~\u{200d}",
        "~a\u{200c}b",
        "~xn--\u{e4}",
        "~1\u{5d0}",
        "~\u{5d0}.1a",
        "~\u{660}",
        "~\u{6f0}\u{627}",
        "~\u{627}-",
        "~-\u{627}",
        "~a-.\u{627}",
        "~\u{627}.a-",
        "~\u{301}\u{627}",
        "~\u{627}!",
        "~!\u{627}",
    ];

    /// A text's UTF-8 as it may stand in a log: one character for each byte.
    fn logged(text: &str) -> String {
        let text = text.replace('~', "http://");
        text.bytes().map(char::from).collect()
    }

    #[test]
    fn what_chromium_takes_for_a_url() {
        for text in VALID {
            assert!(is_valid_url(&logged(text)), "{text:?} is valid");
        }
        for text in INVALID {
            assert!(!is_valid_url(&logged(text)), "{text:?} is not valid");
        }
        assert!(!is_valid_url("http://\u{fc}"), "a lone byte is not UTF-8");
    }
}
