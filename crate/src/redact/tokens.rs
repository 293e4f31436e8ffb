//! Tokens that are told by how they begin, and credentials by the word before them, whatever their name.

use std::ops::Range;

use super::looks::{is_long, is_random};
use super::secrets::is_placeholder;

/// How tokens of well-known issuers begin.
const PREFIXES: &[&str] = &[
    "ghp_",
    "gho_",
    "ghu_",
    "ghs_",
    "ghr_",
    "github_pat_",
    "glpat-",
    "glptt-",
    "xoxa-",
    "xoxb-",
    "xoxp-",
    "xoxr-",
    "xoxs-",
    "xapp-",
    "sk_live_",
    "sk_test_",
    "rk_live_",
    "rk_test_",
    "whsec_",
    "AKIA",
    "ASIA",
    "AIza",
    "GOCSPX-",
    "ya29.",
    "npm_",
    "pypi-AgE",
    "dckr_pat_",
    "dop_v1_",
    "shpat_",
    "shpss_",
    "shpca_",
    "shppa_",
    "glsa_",
    "sntrys_",
    "sntryu_",
    "lin_api_",
    "ATATT3x",
    // A web socket has no header to put it in.
    "base64url.bearer.authorization.k8s.io.",
];

/// Beginnings that hosts and names have, too: what follows them must be mixed as no word is.
const WEAK_PREFIXES: &[&str] = &["sk-", "hvs.", "hvb.", "hf_", "SG.", "PMAK-"];

/// Where tokens stand in a text: JSON Web Tokens, and those of well-known issuers.
pub(super) fn tokens(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    // Most texts have no run that is long enough.
    if !is_long(text) {
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
    if let Some(length) = marked_token(text) {
        found.retain(|range| range.start >= length);
        found.insert(0, 0..length);
    }
    found
}

/// Length of the token that a text begins with, if it is one of those with slashes or stars in them. Only what such a
/// beginning is followed by tells them from a path: it is long, mixed, and has no further slash.
pub(super) fn marked_token(text: &str) -> Option<usize> {
    // Google's for another session, and its authorization codes.
    const SLASHED: [&str; 2] = ["1//0", "4/0A"];
    /// Shorter than any of them.
    const LEAST: usize = 30;
    let run = |from: usize, marks: &[u8]| -> Option<usize> {
        let rest = text.get(from..)?;
        let is_part = |byte: u8| byte.is_ascii_alphanumeric() || marks.contains(&byte);
        let length = rest.bytes().position(|byte| !is_part(byte));
        let end = from + length.unwrap_or(rest.len());
        (!text.get(end..)?.starts_with('/')).then_some(end)
    };
    if !matches!(text.as_bytes().first(), Some(b'1' | b'4' | b'F')) || !is_long(text) {
        return None;
    }
    if let Some(prefix) = SLASHED.iter().find(|prefix| text.starts_with(**prefix)) {
        let end = run(prefix.len(), b"-_")?;
        let rest = text.get(prefix.len()..end)?;
        return (rest.len() >= LEAST && is_mixed(rest)).then_some(end);
    }
    // Sealed by iron: version, password's id, salt, vector, body, salt, digest.
    let sealed = text.starts_with("Fe26.2*").then(|| run(0, b"-_.*~"));
    sealed?.filter(|end| *end >= LEAST)
}

/// Where a token begins in a run of its characters.
fn token_in(run: &str) -> Option<usize> {
    if !is_long(run) {
        return None;
    }
    let last_dot = run.rfind('.');
    let jwt = run.match_indices("eyJ").map(|(at, _)| at);
    let jwt = jwt
        .take_while(|at| is_long(run.get(*at..).unwrap_or_default()))
        .find(|at| last_dot.is_some_and(|dot| dot > *at));
    jwt.or_else(|| {
        let after_weak = || {
            let prefix = WEAK_PREFIXES
                .iter()
                .find(|prefix| run.starts_with(**prefix))?;
            run.get(prefix.len()..)
        };
        (PREFIXES.iter().any(|prefix| run.starts_with(prefix))
            || after_weak().is_some_and(is_mixed)
            || is_of_hugging_face(run))
        .then_some(0)
    })
}

/// Letters alone, often: in one piece, as long as no name is, and of both cases, which a host has not.
fn is_of_hugging_face(run: &str) -> bool {
    run.strip_prefix("hf_").is_some_and(|rest| {
        rest.len() >= 30
            && rest.bytes().all(|byte| byte.is_ascii_alphanumeric())
            && rest.bytes().any(|byte| byte.is_ascii_uppercase())
            && rest.bytes().any(|byte| byte.is_ascii_lowercase())
    })
}

/// Small and capital letters and digits, or drawn at random.
fn is_mixed(text: &str) -> bool {
    let has = |is: fn(&u8) -> bool| text.bytes().any(|byte| is(&byte));
    (has(u8::is_ascii_digit) && has(u8::is_ascii_lowercase) && has(u8::is_ascii_uppercase))
        || is_random(text)
}

/// Is it a JSON Web Token as a whole?
pub(super) fn is_jwt(word: &str) -> bool {
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
    is_long(word)
        && word.starts_with("eyJ")
        && word.bytes().filter(|byte| *byte == b'.').count() >= 2
        && word.bytes().all(is_part)
}

/// Does this word announce credentials, and are these some? `Basic` and its like are words of the language, too.
pub(super) fn is_credentials(scheme: &str, text: &str) -> bool {
    let is = |name: &str| scheme.eq_ignore_ascii_case(name);
    if text.is_empty() || text.contains("=\"") {
        return false;
    }
    if is("bearer") || is("dpop") || is("apikey") {
        return true;
    }
    // Masked before, they are still what follows on the scheme.
    let was_masked = is_placeholder(text);
    if is("basic") {
        return was_masked || holds_colon(text);
    }
    let has = |is: fn(&u8) -> bool| text.bytes().any(|byte| is(&byte));
    let is_no_word = || text.len() >= 6 && has(u8::is_ascii_digit) && has(u8::is_ascii_alphabetic);
    ((is("jwt") || is("token")) && is_no_word())
        || ((is("negotiate") || is("ntlm")) && (was_masked || is_long(text)))
}

/// Is there a colon in what this text is the base64 of, as there is between every name and its password?
fn holds_colon(text: &str) -> bool {
    let text = text.trim_end_matches('=').as_bytes();
    let sextet = |byte: u8| {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => return None,
        };
        Some(u32::from(value))
    };
    let mut has_colon = false;
    for four in text.chunks(4) {
        let mut bits = 0;
        for byte in four {
            let Some(value) = sextet(*byte) else {
                return false;
            };
            bits = bits << 6 | value;
        }
        let bytes = (bits << (6 * (4 - four.len()))).to_be_bytes();
        has_colon |= bytes
            .iter()
            .skip(1)
            .take(four.len() - 1)
            .any(|it| *it == b':');
    }
    has_colon
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn names_that_begin_like_tokens_are_none() {
        for text in [
            "sk-frontend.pages.test",
            "hvs.internal.example.com",
            "sk-analytics-correlation-id",
            "Sk-Analytics-Correlation-Id",
            "sk-2-frontend-of-the-shop.test",
            "hf_models_of_the_whole_department_and_more",
            "hf_modelsofthewholedepartmentandmore",
            "Hf_Models_Of_The_Whole_Department_And_More",
            "1//0/some/path/of/the/shop/that/is/longer/than/a/token",
            "1//0some-path-of-the-shop-that-is-longer-than-a-token",
            "4/0A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6/items",
            "4/0Albums-of-The-Year-and-all-that-was-in-them",
            "Fe26.2-is-iron-and-this-is-a-text-about-it",
        ] {
            assert!(tokens(text).is_empty(), "{text}");
        }
        for text in [
            "sk-aB3dE5fG7hI9jK1lM3nO5pQ7",
            "sk-proj-aB3dE5fG-7hI9jK1lM3nO5pQ7",
            "sk-8f14e45fceea167a5a36dedd4bea2543",
            "hvs.CAESIJaB3dE5fG7hI9jK1l",
            "hf_aBcdefGhijklmnopQrstuvwxyzabCdefgh",
            "1//03aB3dE5fG7hI9jK1lM3nO5pQ7-rS9tU1vW3xY5z",
            "4/0AaB3dE5fG7hI9jK1lM3nO5pQ7_rS9tU1vW3xY5z",
            "Fe26.2**0cdd607945dd1dffb7da0b0bf5f1a7daa6218cbae14cac51dcbd91fb077aeb5b*aOZLCKLhCt0D5IU1qLTtYw",
        ] {
            assert_eq!(tokens(text).len(), 1, "{text}");
        }
    }

    #[test]
    fn credentials_are_told_from_words() {
        for (scheme, text) in [
            ("Basic", "Ym9iOmh1bnRlcjI="),
            ("basic", "dXNlcjpodW50ZXIy"),
            ("Bearer", "hunter2"),
            ("ApiKey", "hunter2"),
            ("Token", "hunter2"),
        ] {
            assert!(is_credentials(scheme, text), "{scheme} {text}");
        }
        for (scheme, text) in [
            ("Basic", "monthly1"),
            ("Basic", "realm=\"api\""),
            ("Bearer", "error=\"invalid_token\""),
            ("Token", "expired"),
            ("Plan", "Ym9iOmh1bnRlcjI="),
        ] {
            assert!(!is_credentials(scheme, text), "{scheme} {text}");
        }
    }
}
