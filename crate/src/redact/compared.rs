//! Values that CORS compares or counts: what is masked in them keeps its length, and hosts, names and methods stay.

use super::looks::{is_random, is_random_base64, percent_decoded};
use super::names::{of_parameter, of_word};
use super::secrets::Secrets;
use super::tokens::{is_jwt, tokens};
use super::trail::Trail;
use super::url;

/// Origins, as many as the value holds.
pub(super) fn covered_origins(secrets: &mut Secrets, value: &str) -> Option<String> {
    covered_each(secrets, value, covered_origin)
}

/// Names of headers or methods: what can be one stays, because it is compared with one.
pub(super) fn covered_names(secrets: &mut Secrets, value: &str) -> Option<String> {
    covered_each(secrets, value, covered_name)
}

type Covering = fn(&mut Secrets, &str) -> Option<String>;

fn covered_each(secrets: &mut Secrets, value: &str, covered: Covering) -> Option<String> {
    let marks = [' ', ',', '\t'];
    let mut text: Option<String> = None;
    let mut at = 0;
    for piece in value.split_inclusive(marks) {
        let word = piece.trim_end_matches(marks);
        if let Some(covered) = covered(secrets, word) {
            let text = text.get_or_insert_with(|| value.get(..at).unwrap_or_default().to_owned());
            text.push_str(&covered);
            text.push_str(piece.get(word.len()..).unwrap_or_default());
        } else if let Some(text) = &mut text {
            text.push_str(piece);
        }
        at += piece.len();
    }
    text.filter(|text| text != value)
}

/// Scheme, host and port of an origin are no secrets, whatever they look like; a wrong value may hold more than them.
fn covered_origin(secrets: &mut Secrets, word: &str) -> Option<String> {
    let scheme = url::scheme_length(word);
    let (scheme, rest) = word.split_at(scheme);
    let end = rest.find(['/', '\\', '?', '#']).unwrap_or(rest.len());
    let (authority, tail) = rest.split_at(end);
    if scheme.is_empty() && is_token(word) {
        return Some(secrets.cover(word));
    }
    let userinfo = authority.rsplit_once('@');
    if userinfo.is_none() && tail.len() <= 1 {
        return None;
    }
    let mut text = String::with_capacity(word.len());
    text.push_str(scheme);
    let host = match userinfo {
        Some((userinfo, host)) => {
            for (index, part) in userinfo.splitn(2, ':').enumerate() {
                if index > 0 {
                    text.push(':');
                }
                push_covered(secrets, &mut text, part);
            }
            text.push('@');
            host
        }
        None => authority,
    };
    text.push_str(host);
    push_tail(secrets, &mut text, tail, host.ends_with(':'));
    Some(text)
}

/// A token where an origin was meant. A host without its scheme has dots and small letters, or a port behind it.
fn is_token(word: &str) -> bool {
    let is_one = tokens(word).first() == Some(&(0..word.len()));
    is_one && (!word.contains('.') || word.bytes().any(|byte| byte.is_ascii_uppercase()))
}

/// Path, query and fragment, and the host that may follow on `https:`.
fn push_tail(secrets: &mut Secrets, text: &mut String, rest: &str, after_scheme: bool) {
    const MARKS: [char; 7] = ['/', '\\', '?', '&', '#', ';', '|'];
    let mut trail = Trail::default();
    let mut is_path = true;
    let mut is_host = after_scheme;
    // A secret that was named may hold such marks itself.
    let mut goes_on = false;
    for piece in rest.split_inclusive(MARKS) {
        let part = piece.trim_end_matches(MARKS);
        let mark = piece.get(part.len()..).unwrap_or_default();
        let is_announced = is_path && trail.meets(part);
        let (name, value) = match part.split_once('=') {
            Some((name, value)) => (name, value),
            None => ("", part),
        };
        goes_on &= name.is_empty();
        goes_on |= of_parameter(name).is_some();
        text.push_str(part.get(..part.len() - value.len()).unwrap_or_default());
        let host = value
            .rsplit_once('@')
            .filter(|(userinfo, _)| is_host || userinfo.contains(':'));
        if let Some((userinfo, host)) = host.filter(|_| !goes_on) {
            push_covered(secrets, text, userinfo);
            text.push('@');
            text.push_str(host);
        } else if goes_on
            || (!is_host && is_secret(value))
            // Shorter covers would be read as a pattern of the server's.
            || (is_announced && value.len() > 3)
        {
            push_covered(secrets, text, value);
        } else {
            text.push_str(value);
        }
        if !part.is_empty() {
            is_host = part.ends_with(':');
        }
        text.push_str(mark);
        is_path &= !mark.contains(['?', '#']);
        let ends = mark.contains(['&', '#']) || (is_path && mark.contains('/'));
        goes_on &= !ends;
    }
}

fn is_secret(value: &str) -> bool {
    let decoded = percent_decoded(value);
    is_random(&decoded) || is_random_base64(&decoded) || !tokens(&decoded).is_empty()
}

fn push_covered(secrets: &mut Secrets, text: &mut String, secret: &str) {
    if !secret.is_empty() {
        text.push_str(&secrets.cover(secret));
    }
}

fn covered_name(secrets: &mut Secrets, word: &str) -> Option<String> {
    // Nobody names a header so. Browsers ask in small letters, in which it would be none.
    if is_jwt(word) {
        return Some(secrets.cover(word));
    }
    // No name has one of these.
    let at = word.find(['=', ':', '/', '?', '@'])?;
    let (name, rest) = word.split_at(at);
    if rest.starts_with(['=', ':']) && rest.len() > 1 && of_word(name).is_some() {
        let (mark, secret) = rest.split_at(1);
        return Some(format!("{name}{mark}{}", secrets.cover(secret)));
    }
    if word.contains("//") {
        return covered_origin(secrets, word);
    }
    if rest.starts_with('?') {
        let mut text = name.to_owned();
        push_tail(secrets, &mut text, rest, false);
        return Some(text);
    }
    let mut text = word.to_owned();
    for range in tokens(word).into_iter().rev() {
        let cover = secrets.cover(word.get(range.clone()).unwrap_or_default());
        text.replace_range(range, &cover);
    }
    Some(text)
}

/// A secret in a header whose length and bytes decide whether the browser asks first: each letter and digit is a star.
pub(super) fn veiled(secret: &str) -> String {
    let veil = |character: char| {
        if character.is_alphanumeric() {
            '*'
        } else {
            character
        }
    };
    secret.chars().map(veil).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origins(value: &str) -> String {
        covered_origins(&mut Secrets::default(), value).unwrap_or_else(|| value.to_owned())
    }

    #[test]
    fn hosts_stay_whatever_they_look_like() {
        for value in [
            "https://sk-frontend.pages.test",
            "https://hvs.internal.example.com:8443",
            "https://sk-8f14e45fceea167a5a36dedd4bea2543.test",
            "https://eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.test/",
            "sk-frontend.pages.test",
            "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.test:8443",
            "ghp-8f14e45fceea167a5a36dedd.test",
            "https://a.test;https://sk-8f14e45fceea167a5a36dedd4bea2543.test",
            "https://sk-a-frontend.pages.test,https://sk-b-frontend.pages.test",
            "*",
            "null",
            "",
        ] {
            assert_eq!(origins(value), value);
        }
    }

    #[test]
    fn what_is_no_origin_is_covered_in_place() {
        let table = [
            ("https://u:pass@app.test", "https://*:***2@app.test"),
            ("https://:pass@app.test", "https://:***1@app.test"),
            ("u:pass@app.test", "*:***2@app.test"),
            (
                "https://a.test;https://u:pass@app.test",
                "https://a.test;https://*****1@app.test",
            ),
            ("https://a.test/?code=abcd", "https://a.test/?code=***1"),
            ("https://a.test/reset/Abc12", "https://a.test/reset/****1"),
            ("https://a.test/reset/X1", "https://a.test/reset/X1"),
            (
                "https://a.test/p/https://u:pass@b.test/",
                "https://a.test/p/https://*****1@b.test/",
            ),
            (
                "https://a.test/?token=ab/cd;ef&page=2;3",
                "https://a.test/?token=*1/*2;*3&page=2;3",
            ),
            (
                "https://a.test/#access_token=abcd",
                "https://a.test/#access_token=***1",
            ),
            ("ghp_abcdefghijklmnop1234", "***********************1"),
            (
                "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln",
                "****************************************1",
            ),
        ];
        for (value, wanted) in table {
            assert_eq!(origins(value), wanted, "{value}");
            assert_eq!(origins(wanted), wanted, "{value}, masked again");
        }
    }

    #[test]
    fn names_stay() {
        let names = |value| covered_names(&mut Secrets::default(), value);
        for value in [
            "sk-analytics-correlation-id, Sk-Analytics-Correlation-Id",
            "sk-8f14e45fceea167a5a36dedd4bea2543",
            "ghp_abcdefghijklmnop1234",
            "GET, PUT",
            "x-token,authorization",
            "*",
        ] {
            assert_eq!(names(value), None);
        }
        let table = [
            (
                "x-a, eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln",
                "x-a, ****************************************1",
            ),
            ("X-A, token=hunter2", "X-A, token=******1"),
            ("https://u:pass@a.test/, x-a", "https://*:***2@a.test/, x-a"),
        ];
        for (value, wanted) in table {
            assert_eq!(names(value).as_deref(), Some(wanted));
            assert_eq!(names(wanted), None, "{value}, masked again");
        }
    }
}
