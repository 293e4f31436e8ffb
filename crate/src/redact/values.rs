//! Secrets in the parameters of a URL, and in any value of one.

use super::announced::{holds_named_secret, masked_credentials, masked_pieces};
use super::clean::Place;
use super::looks::{is_long, is_random, is_random_base64, percent_decoded};
use super::names::of_parameter;
use super::secrets::{Kind, Secrets, is_placeholder};
use super::tokens::tokens;
use super::url::{bare_userinfo, masked};

/// A URL inside a parameter of a URL inside a parameter: deeper ones are masked whole.
const DEPTH: usize = 2;

/// What a value is cut into otherwise is cut so often at most; each time there is one mark less to cut at.
const CUTS: usize = 8;

/// What a parameter of this name holds, if it is a secret. There are few names, and each is looked at once.
pub(super) fn kind_of(secrets: &mut Secrets, name: &str) -> Option<Kind> {
    if name.is_empty() || secrets.clean.holds(Place::ParameterName, name, "") {
        return None;
    }
    let kind = of_parameter(name);
    if kind.is_none() {
        secrets.clean.note(Place::ParameterName, name, "");
    }
    kind
}

/// Name and value. The padding of base64 is no value.
pub(super) fn named(pair: &str) -> Option<(&str, &str)> {
    pair.split_once('=')
        .filter(|(_, value)| value.bytes().any(|byte| byte != b'='))
}

pub(super) fn masked_parameters(secrets: &mut Secrets, query: &str, depth: usize) -> String {
    let mut text = String::with_capacity(query.len());
    for (index, pair) in query.split('&').enumerate() {
        if index > 0 {
            text.push('&');
        }
        push_pair(secrets, &mut text, pair, depth);
    }
    text
}

/// A name with its value, or several of them with `;` between. What follows on a secret belongs to it, unless it has a name.
fn push_pair(secrets: &mut Secrets, text: &mut String, pair: &str, depth: usize) {
    let whole = named(pair).unwrap_or(("", pair));
    if !pair.contains(';') || is_whole(secrets, whole.0, whole.1) {
        return push_one(secrets, text, pair, depth);
    }
    let mut rest = pair;
    while let Some((piece, after)) = rest.split_once(';') {
        if named(piece).is_some_and(|(name, _)| kind_of(secrets, name).is_some()) {
            break;
        }
        push_one(secrets, text, piece, depth);
        text.push(';');
        rest = after;
    }
    push_one(secrets, text, rest, depth);
}

fn push_one(secrets: &mut Secrets, text: &mut String, pair: &str, depth: usize) {
    match named(pair) {
        Some((name, value)) => push_named(secrets, text, name, value, depth),
        None => text.push_str(&masked_value(secrets, "", pair, depth)),
    }
}

pub(super) fn push_named(
    secrets: &mut Secrets,
    text: &mut String,
    name: &str,
    value: &str,
    depth: usize,
) {
    if is_long(name) && !tokens(&percent_decoded(name)).is_empty() {
        text.push_str(&covered(secrets, Kind::Token, name));
    } else {
        text.push_str(name);
    }
    text.push('=');
    text.push_str(&masked_value(secrets, name, value, depth));
}

pub(super) fn covered(secrets: &mut Secrets, kind: Kind, value: &str) -> String {
    secrets.placeholder(kind, &percent_decoded(value))
}

/// What all of a value is, if it is a secret as a whole: by its name, or by what it looks like.
fn whole(secrets: &mut Secrets, name: &str, decoded: &str) -> Option<Kind> {
    if let Some(kind) = kind_of(secrets, name) {
        return Some(kind);
    }
    if !tokens(decoded).is_empty() {
        return Some(Kind::Token);
    }
    (is_random(decoded) || is_random_base64(decoded) || holds_named_secret(decoded))
        .then_some(Kind::Secret)
}

fn is_whole(secrets: &mut Secrets, name: &str, value: &str) -> bool {
    whole(secrets, name, &percent_decoded(value)).is_some()
}

/// A value by its name, or by what it looks like.
pub(super) fn masked_value(secrets: &mut Secrets, name: &str, value: &str, depth: usize) -> String {
    if value.is_empty() || is_placeholder(value) {
        return value.to_owned();
    }
    let decoded = percent_decoded(value);
    if let Some(kind) = whole(secrets, name, &decoded) {
        return covered(secrets, kind, value);
    }
    let is_encoded = *decoded != *value;
    let inner = if let Some(masked) = masked_credentials(secrets, &decoded) {
        Some(masked)
    } else if is_nested(&decoded, is_encoded) {
        if is_too_deep(&decoded, is_encoded, depth) {
            return covered(secrets, Kind::Secret, value);
        }
        Some(masked(secrets, &decoded, depth + 1))
    } else {
        masked_pieces(secrets, &decoded)
    };
    match inner {
        Some(inner) if inner == *decoded => value.to_owned(),
        Some(inner) if is_encoded => percent_encoded(&inner),
        Some(inner) => inner,
        None => value.to_owned(),
    }
}

/// A URL as a value, or other parameters: `?next=https%3A%2F%2F…%3Fcode%3D…`, `?a=1;token=…`.
fn is_nested(decoded: &str, is_encoded: bool) -> bool {
    decoded.contains(['?', '/', ';'])
        || named(decoded).is_some()
        || bare_userinfo(decoded).is_some()
        || (is_encoded && decoded.contains(['#', '%', '&']))
}

/// Whether it is masked whole, because there is too much in it to look at.
fn is_too_deep(decoded: &str, is_encoded: bool, depth: usize) -> bool {
    let is_address = decoded.contains('?')
        || decoded.contains("//")
        || (is_encoded && decoded.contains(['=', '/', '#', '%', '&']));
    depth >= CUTS || (depth >= DEPTH && is_address)
}

/// Everything encoded that a query reads as its own mark.
fn percent_encoded(text: &str) -> String {
    use std::fmt::Write;
    let mut encoded = String::with_capacity(text.len() * 2);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'*') {
            encoded.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::super::url::mask;
    use super::*;

    fn shown(url: &str) -> String {
        mask(&mut Secrets::default(), url).unwrap_or_else(|| url.to_owned())
    }

    #[test]
    fn secrets_are_found_behind_every_mark() {
        let table = [
            (
                "/?page=1;access_token=hun/ter2",
                "/?page=1;access_token=***token1",
            ),
            ("/?page=1;token=a;b&c=d;e", "/?page=1;token=***token1&c=d;e"),
            ("/?a=b&amp;code=hunter2", "/?a=b&amp;code=***code1"),
            (
                "/?payload=user%3Dbob%26password%3Dhun/ter2",
                "/?payload=user%3Dbob%26password%3D***password1",
            ),
            (
                "/?payload=user%253Dbob%2526password%253Dhunter2",
                "/?payload=user%253Dbob%2526password%253D***password1",
            ),
            ("/?token%3Dhunter2", "/?token%3D***token1"),
            ("/?a=token=hunter2", "/?a=token=***token1"),
            ("/?a=x%3Btoken=hunter2", "/?a=x%3Btoken%3D***token1"),
            ("/?next=/reset/X1", "/?next=/reset/***token1"),
            ("/cb&code=hunter2", "/cb&code=***code1"),
            ("/a;v=1;sid=hunter2/b", "/a;v=1;sid=***secret1/b"),
            ("/?q=%20{%22password%22:%22hunter2%22}", "/?q=***secret1"),
            (
                "/?v={%22input%22:%22{\\%22password\\%22:\\%22hunter2\\%22}%22}",
                "/?v=***secret1",
            ),
            ("/?q={password:hunter2}", "/?q=***secret1"),
            ("/?q=%3Ca%3E%3Cpassword%3Ehunter2%3C/a%3E", "/?q=***secret1"),
            ("/?h=Bearer%20hunter2", "/?h=Bearer%20***token1"),
            ("/?h=Bearer+hunter2", "/?h=Bearer+***token1"),
            ("/?h=Basic%20Ym9iOmh1bnRlcjI%3D", "/?h=Basic%20***token1"),
            ("/?h=Authorization:hunter2", "/?h=Authorization:***token1"),
            (
                "/?d=aB3dE5fG7hI9jK1lM3nO5pQ7%2FrS9tU1vW3xY5zA7bC9",
                "/?d=***secret1",
            ),
            (
                "/?d=aB3dE5fG7hI9jK1lM3nO5pQ7/rS9tU1vW3xY5zA7bC9",
                "/?d=***secret1",
            ),
            ("/?k3J9sdf82KLsdf0asdfLK23==", "/?***secret1"),
            ("/x/k3J9sdf82KLsdf0asdfLK23=/y", "/x/***secret1/y"),
            (
                "/?x=1234%7Ck3J9sdf82KLsdf0asdfLK23",
                "/?x=1234%7C***secret1",
            ),
            (
                "/bot123456789:AAHdqTcvCHvGWJxfSeofSAsKPALDsaw/sendMessage",
                "/bot123456789:***token1/sendMessage",
            ),
            (
                "/services/T024BE7LD/B024BE7LH/qWeRtYuIoPaSdFgHjKlZxCvB",
                "/services/T024BE7LD/B024BE7LH/***token1",
            ),
            ("/reset//X1", "/reset//***token1"),
            (
                "/?user[pass]=x&PHPSESSID=y",
                "/?user[pass]=***password1&PHPSESSID=***secret1",
            ),
        ];
        for (url, wanted) in table {
            assert_eq!(shown(url), wanted, "{url}");
            assert_eq!(shown(wanted), wanted, "{url}, masked again");
        }
    }

    #[test]
    fn names_and_words_stay() {
        for url in [
            "/v2/blobs/sha256:8f14e45fceea167a5a36dedd4bea25438f14e45fceea167a5a36dedd4bea2543",
            "/xrpc/a?repo=did:plc:z72i7hdynmk6r22z27h6tvur",
            "/a?id=550e8400-e29b-41d4-a716-446655440000&at=2026-01-01T12:30:00.000Z",
            "/a?q=bearer+bond&r=Bearer+of+bad+news&s=basic%20income",
            "/a?scope=token:read+session:write&sort=name:asc",
            "/a?filter={\"name\":\"code\",\"sort\":\"token\"}",
            "/a?p=projects/myProject1/locations/USEast1/keyRings/kR2",
            "/a?type=application/json;charset=utf-8&x=a=b=c&y=abc==",
            "/v1/documents:batchGet?ids=a,b,c&x=100%25",
            "/otp/v1/send/password/forgot",
            "/a;b;c/d;e=f",
        ] {
            assert_eq!(shown(url), url);
        }
    }

    #[test]
    fn a_hostile_address_is_masked_in_one_go() {
        // Each of these nests, or begins again at every mark.
        for unit in [
            "/http:/", "?a=//", "%25", ";a=b", "=", "#", "u:p@h.t/", "{\"",
        ] {
            let url = format!("/x?v={}", unit.repeat(20_000 / unit.len()));
            let masked = shown(&url);
            assert!(masked.len() < url.len() * 4, "{unit}");
        }
    }
}
