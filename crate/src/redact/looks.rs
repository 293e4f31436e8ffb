//! Texts that look like secrets whatever their name.

use std::borrow::Cow;
use std::ops::Range;

/// Length from which a text can be told from a word or a number.
const LONG: usize = 20;

/// Long enough for a secret that is told by its looks?
pub(super) fn is_long(text: &str) -> bool {
    text.len() >= LONG
}

/// Does it look drawn at random: long, letters and digits mixed as no word mixes them? A UUID is a name, not a secret.
pub(super) fn is_random(text: &str) -> bool {
    if text.len() < LONG || is_uuid(text) {
        return false;
    }
    if !text.bytes().all(is_part) || is_file_name(text) {
        return false;
    }
    let (length, digits, changes) = counts(text);
    // Words change class at their beginning, numbers at both ends: far less often than one time in four.
    let mixed = changes * 4 > length;
    let wild = changes * 5 > length * 2;
    length >= 16 && digits < length && ((mixed && digits >= 2) || (wild && length >= 32))
}

/// The characters of such a text.
fn is_part(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'~' | b'+' | b'=')
}

/// How many letters and digits, how many of them digits, and how often one class follows on another.
fn counts(text: &str) -> (usize, usize, usize) {
    let letters = || text.bytes().filter(u8::is_ascii_alphanumeric);
    let digits = letters().filter(u8::is_ascii_digit).count();
    let changes = letters()
        .zip(letters().skip(1))
        .filter(|(one, other)| class(*one) != class(*other))
        .count();
    (letters().count(), digits, changes)
}

/// The same where slashes are letters of base64. A path has them too, so that more is asked for: no other punctuation, a
/// piece of all three classes, and more changes between them than words with numbers have.
pub(super) fn is_random_base64(text: &str) -> bool {
    if text.len() < LONG || !text.contains('/') {
        return false;
    }
    let letters = text.trim_end_matches('=').as_bytes();
    let is_base64 = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    // In one piece: dates, names and numbers beside one another are a path.
    let is_mixed = |piece: &str| {
        let has = |is: fn(&u8) -> bool| piece.bytes().any(|byte| is(&byte));
        has(u8::is_ascii_lowercase) && has(u8::is_ascii_uppercase) && has(u8::is_ascii_digit)
    };
    let (length, digits, changes) = counts(text);
    letters.iter().all(is_base64)
        && text.split('/').any(is_mixed)
        && length >= LONG
        && digits >= 2
        && changes * 5 > length * 2
}

/// Where a text that is not random as a whole holds what is: `bot1234:…`, `…|…`. Digests of contents and decentralised
/// identifiers are names.
pub(super) fn random_runs(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    if text.len() <= LONG || text.starts_with("did:") || text.starts_with("urn:") {
        return found;
    }
    let mut at = 0;
    for run in text.split(|character: char| !character.is_ascii() || !is_part(character as u8)) {
        let range = at..at + run.len();
        // All that ends a run is as long as it is written.
        let rest = text.get(range.end..).unwrap_or_default();
        at = range.end + rest.chars().next().map_or(0, char::len_utf8);
        if run.len() >= LONG && is_random(run) {
            let before = text.get(..range.start).unwrap_or_default();
            let is_digest = DIGESTS.iter().any(|digest| before.ends_with(digest));
            if !is_digest {
                found.push(range);
            }
        }
    }
    found
}

/// What stands before the digest of a content.
const DIGESTS: [&str; 6] = ["sha1:", "sha256:", "sha384:", "sha512:", "md5:", "blake3:"];

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
    fn base64_with_slashes_is_told_from_paths() {
        for text in [
            "aB3dE5fG7hI9jK1lM3nO5pQ7/rS9tU1vW3xY5zA7bC9dE1fG3",
            "wJ4lrXUtnFEM9/K7MDeNG/bPxRf1CYzQm3TkLaBn",
            "k3J9sdf/82KLsdf0asd+fLK23Q==",
        ] {
            assert!(is_random_base64(text), "{text}");
        }
        for text in [
            "projects/myProject1/locations/USEast1/keyRings/kR2",
            "application/vnd.github.v3+json",
            "2026/01/02/AbcDef/GhiJkl/MnoPqr",
            "objects/8f/14e45fceea167a5a36dedd4bea2543",
            "Mozilla/5.0/AppleWebKit/537/Chrome/140",
            "k3J9sdf82KLsdf0asdfLK23",
        ] {
            assert!(!is_random_base64(text), "{text}");
        }
    }

    #[test]
    fn random_runs_stand_between_other_marks() {
        let runs = |text: &'static str| -> Vec<&str> {
            let found = random_runs(text).into_iter();
            found.filter_map(|range| text.get(range)).collect()
        };
        assert_eq!(
            runs("bot1234:k3J9sdf82KLsdf0asdfLK23é|x"),
            ["k3J9sdf82KLsdf0asdfLK23"]
        );
        for text in [
            "sha256:8f14e45fceea167a5a36dedd4bea25438f14e45fceea167a5a36dedd4bea2543",
            "did:plc:z72i7hdynmk6r22z27h6tvur",
            "x:550e8400-e29b-41d4-a716-446655440000",
            "2026-01-01T00:00:00.000Z",
        ] {
            assert!(runs(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn percent_signs_that_escape_nothing_stay() {
        assert_eq!(percent_decoded("a%41%zz%4"), "aA%zz%4");
    }
}
