//! Texts that look like secrets whatever their name.

use std::borrow::Cow;
use std::ops::Range;

/// How tokens of well-known issuers begin.
const PREFIXES: &[&str] = &[
    "ghp_",
    "gho_",
    "ghu_",
    "ghs_",
    "ghr_",
    "github_pat_",
    "glpat-",
    "xoxa-",
    "xoxb-",
    "xoxp-",
    "xoxr-",
    "xoxs-",
    "sk_live_",
    "sk_test_",
    "rk_live_",
    "sk-",
    "AKIA",
    "ASIA",
    "AIza",
    "ya29.",
    "npm_",
    "dop_v1_",
    "shpat_",
    "hvs.",
];

/// Length from which a text can be told from a word or a number.
const LONG: usize = 20;

/// Long enough for a secret that is told by its looks?
pub(super) fn is_long(text: &str) -> bool {
    text.len() >= LONG
}

/// Where tokens stand in a text: JSON Web Tokens, and those of well-known issuers.
pub(super) fn tokens(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    // Most texts have no run that is long enough.
    if text.len() < LONG {
        return found;
    }
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
    while let Some(rest) = text.get(start..) {
        let Some(offset) = rest.bytes().position(is_part) else {
            break;
        };
        let run = rest.get(offset..).unwrap_or_default();
        let length = run.bytes().position(|byte| !is_part(byte));
        let length = length.unwrap_or(run.len());
        let run = run.get(..length).unwrap_or_default();
        if let Some(inner) = token_in(run) {
            found.push(start + offset + inner..start + offset + length);
        }
        start += offset + length;
    }
    found
}

/// Where a token begins in a run of its characters.
fn token_in(run: &str) -> Option<usize> {
    if run.len() < LONG {
        return None;
    }
    let jwt = run.match_indices("eyJ").map(|(at, _)| at).find(|at| {
        let token = run.get(*at..).unwrap_or_default();
        token.len() >= LONG && token.contains('.')
    });
    jwt.or_else(|| {
        PREFIXES
            .iter()
            .any(|prefix| run.starts_with(prefix))
            .then_some(0)
    })
}

/// Does it look drawn at random: long, letters and digits mixed as no word mixes them? A UUID is a name, not a secret.
pub(super) fn is_random(text: &str) -> bool {
    if text.len() < LONG || is_uuid(text) {
        return false;
    }
    let is_part = |byte: u8| {
        byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'~' | b'+' | b'=')
    };
    if !text.bytes().all(is_part) || is_file_name(text) {
        return false;
    }
    let letters = || text.bytes().filter(u8::is_ascii_alphanumeric);
    let length = letters().count();
    let digits = letters().filter(u8::is_ascii_digit).count();
    let changes = letters()
        .zip(letters().skip(1))
        .filter(|(one, other)| class(*one) != class(*other))
        .count();
    // Words change class at their beginning, numbers at both ends: far less often than one time in four.
    let mixed = changes * 4 > length;
    let wild = changes * 5 > length * 2;
    length >= 16 && digits < length && ((mixed && digits >= 2) || (wild && length >= 32))
}

fn class(byte: u8) -> u8 {
    match byte {
        b'0'..=b'9' => 0,
        b'A'..=b'Z' => 1,
        _ => 2,
    }
}

fn is_uuid(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    parts.iter().map(|part| part.len()).eq([8, 4, 4, 4, 12])
        && parts
            .iter()
            .all(|part| part.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// A built file carries a digest of its content in its name.
fn is_file_name(text: &str) -> bool {
    let extension = text.rsplit('.').next().unwrap_or_default();
    matches!(
        extension,
        "js" | "mjs"
            | "css"
            | "map"
            | "html"
            | "htm"
            | "json"
            | "wasm"
            | "svg"
            | "png"
            | "jpg"
            | "jpeg"
            | "gif"
            | "webp"
            | "avif"
            | "ico"
            | "woff"
            | "woff2"
            | "ttf"
            | "otf"
            | "mp4"
            | "webm"
            | "pdf"
    ) && !text.starts_with("eyJ")
}

/// `%41` is `A`: a secret is the same secret however it is written.
pub(super) fn percent_decoded(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    let digit = |at: usize| {
        let digit = char::from(*bytes.get(at)?).to_digit(16)?;
        u8::try_from(digit).ok()
    };
    while let Some(byte) = bytes.get(at) {
        if let (b'%', Some(high), Some(low)) = (byte, digit(at + 1), digit(at + 2)) {
            decoded.push(high * 16 + low);
            at += 3;
        } else {
            decoded.push(*byte);
            at += 1;
        }
    }
    Cow::Owned(String::from_utf8_lossy(&decoded).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn random_texts_are_told_from_names() {
        for text in [
            "8f14e45fceea167a5a36dedd4bea2543",
            "Q0FOQVJZLTE3LXBsYWlu",
            "dGhpcyBpcyBhIHNlY3JldCB0b2tlbg",
            "k3J9sdf82KLsdf0asdfLK23",
        ] {
            assert!(is_random(text), "{text}");
        }
        for text in [
            "allow-origin-trailing-slash",
            "2026-11-21T06-37-44-661Z",
            "550e8400-e29b-41d4-a716-446655440000",
            "getUserInformationByAccountName",
            "12345678901234567890",
            "main.8f14e45fceea167a5a36.js",
            "application-2-version-14-beta",
        ] {
            assert!(!is_random(text), "{text}");
        }
    }

    #[test]
    fn tokens_are_found_inside_a_text() {
        let text = "a=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln; ghp_abcdefghijklmnop1234 x";
        let found: Vec<&str> = tokens(text)
            .into_iter()
            .filter_map(|range| text.get(range))
            .collect();
        assert_eq!(
            found,
            [
                "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln",
                "ghp_abcdefghijklmnop1234"
            ]
        );
    }

    #[test]
    fn percent_signs_that_escape_nothing_stay() {
        assert_eq!(percent_decoded("a%41%zz%4"), "aA%zz%4");
    }
}
