//! Which header values are secrets, and what of them may stay.

use super::clean::Place;
use super::looks::{is_random, tokens};
use super::names;
use super::secrets::{Kind, Secrets, is_placeholder};
use super::url;

/// Which message a header stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Request,
    Response,
}

/// Authentication schemes that are no secret: they tell bearer from basic.
const SCHEMES: &[&str] = &[
    "basic",
    "bearer",
    "digest",
    "negotiate",
    "ntlm",
    "dpop",
    "hoba",
    "mutual",
    "gnap",
    "hawk",
    "oauth",
    "token",
    "apikey",
    "jwt",
    "sharedkey",
    "aws4-hmac-sha256",
    "scram-sha-1",
    "scram-sha-256",
    "vapid",
];

/// Request headers whose words may be long and mixed, and are known to be no secrets.
const HARMLESS: &[&str] = &[
    "user-agent",
    "host",
    "te",
    "dnt",
    "range",
    "cache-control",
    "pragma",
    "priority",
    "connection",
    "traceparent",
    "tracestate",
    "baggage",
    "sentry-trace",
    "x-request-id",
    "x-correlation-id",
    "x-requested-with",
    "x-amzn-trace-id",
    "x-cloud-trace-context",
    "x-client-data",
];

/// Beginnings of such names.
const HARMLESS_STARTS: &[&str] = &["accept", "content-", "if-", "sec-", "x-b3-", "x-datadog-"];

/// The masked value of a header; none where nothing is masked.
pub(super) fn mask(secrets: &mut Secrets, side: Side, name: &str, value: &str) -> Option<String> {
    if value.is_empty() || is_placeholder(value) {
        return None;
    }
    let place = match side {
        Side::Request => Place::RequestHeader,
        Side::Response => Place::ResponseHeader,
    };
    if secrets.clean.holds(place, name, value) {
        return None;
    }
    let masked = masked(secrets, side, &name.to_ascii_lowercase(), value);
    if masked.is_none() {
        secrets.clean.note(place, name, value);
    }
    masked
}

/// The same, of a header that was not met before; the name in small letters.
fn masked(secrets: &mut Secrets, side: Side, name: &str, value: &str) -> Option<String> {
    let masked = match name {
        "cookie" | "cookie2" => value
            .split(';')
            .map(|pair| masked_cookie(secrets, pair))
            .collect::<Vec<_>>()
            .join("; "),
        "set-cookie" | "set-cookie2" => masked_set_cookie(secrets, value),
        "www-authenticate" | "proxy-authenticate" => masked_challenge(secrets, value),
        "location" | "content-location" | "referer" | "sourcemap" | "x-sourcemap"
        | "x-original-url" | "x-rewrite-url" | "x-forwarded-uri" | "x-original-uri"
        | "next-url" | "hx-current-url" => url::mask(secrets, value)?,
        "refresh" => masked_refresh(secrets, value),
        "origin" | "vary" | "timing-allow-origin" => covered_in_place(secrets, value),
        _ if name.starts_with("access-control-") => covered_in_place(secrets, value),
        _ => match of_header(secrets, name) {
            Some(kind) => masked_credentials(secrets, kind, value),
            None if is_short(value) => return None,
            None => masked_words(secrets, side, name, value),
        },
    };
    (masked != value).then_some(masked)
}

/// What a header of this name holds, if it is a secret. There are few names, and each is looked at once.
fn of_header(secrets: &mut Secrets, name: &str) -> Option<Kind> {
    if secrets.clean.holds(Place::HeaderName, name, "") {
        return None;
    }
    let kind = names::of_header(name);
    if kind.is_none() {
        secrets.clean.note(Place::HeaderName, name, "");
    }
    kind
}

/// `Bearer ***token1`: the scheme stays where it is one.
fn masked_credentials(secrets: &mut Secrets, kind: Kind, value: &str) -> String {
    match value.split_once(' ') {
        Some((scheme, rest)) if SCHEMES.contains(&scheme.to_ascii_lowercase().as_str()) => {
            format!("{scheme} {}", secrets.placeholder(kind, rest.trim()))
        }
        _ => secrets.placeholder(kind, value),
    }
}

/// `name=***cookie1`.
fn masked_cookie(secrets: &mut Secrets, pair: &str) -> String {
    match pair.trim().split_once('=') {
        Some((name, "")) => format!("{name}="),
        Some((name, value)) => format!("{name}={}", secrets.placeholder(Kind::Cookie, value)),
        None if pair.trim().is_empty() => String::new(),
        None => secrets.placeholder(Kind::Cookie, pair.trim()),
    }
}

/// The attributes decide whether a cookie is sent, so they stay; a path may hold more.
fn masked_set_cookie(secrets: &mut Secrets, value: &str) -> String {
    const PLAIN: [&str; 7] = [
        "domain", "expires", "max-age", "samesite", "priority", "version", "path",
    ];
    let (pair, attributes) = match value.split_once(';') {
        Some((pair, attributes)) => (pair, Some(attributes)),
        None => (value, None),
    };
    let mut text = masked_cookie(secrets, pair);
    for attribute in attributes.into_iter().flat_map(|it| it.split(';')) {
        text.push(';');
        match attribute.split_once('=') {
            Some((name, value)) if PLAIN.contains(&name.trim().to_ascii_lowercase().as_str()) => {
                let masked = url::mask(secrets, value);
                text.push_str(name);
                text.push('=');
                text.push_str(masked.as_deref().unwrap_or(value));
            }
            Some((name, value)) => {
                text.push_str(name);
                text.push('=');
                text.push_str(&secrets.placeholder(Kind::Cookie, value));
            }
            None if tokens(attribute).is_empty() && !is_random(attribute.trim()) => {
                text.push_str(attribute);
            }
            None => text.push_str(&secrets.placeholder(Kind::Cookie, attribute.trim())),
        }
    }
    text
}

/// A challenge names scheme and realm; what follows a bare scheme is a token of the handshake.
fn masked_challenge(secrets: &mut Secrets, value: &str) -> String {
    let words = value.split(' ').map(|word| {
        let (name, text) = word.split_once('=').unwrap_or(("", word));
        let bare = text.trim_matches(['"', ',']);
        let is_secret = ["nonce", "opaque", "cnonce"].contains(&name)
            || is_random(bare)
            || is_random(word.trim_matches(','))
            || !tokens(word).is_empty();
        if !is_secret || bare.is_empty() {
            return word.to_owned();
        }
        if name.is_empty() || text.is_empty() || text.bytes().all(|byte| byte == b'=') {
            return secrets.placeholder(Kind::Token, word.trim_matches(','));
        }
        word.replacen(bare, &secrets.placeholder(Kind::Token, bare), 1)
    });
    words.collect::<Vec<_>>().join(" ")
}

/// `5; url=/reset/…`.
fn masked_refresh(secrets: &mut Secrets, value: &str) -> String {
    let lower = value.to_ascii_lowercase();
    let Some(at) = lower.find("url=").map(|at| at + 4) else {
        return value.to_owned();
    };
    let (before, target) = value.split_at(at);
    let masked = url::mask(secrets, target);
    format!("{before}{}", masked.as_deref().unwrap_or(target))
}

/// Too short for anything that is looked for.
fn is_short(value: &str) -> bool {
    value.len() < 16 && !value.contains("://")
}

/// Any other value: URLs in it, and words that are tokens.
fn masked_words(secrets: &mut Secrets, side: Side, name: &str, value: &str) -> String {
    let is_searched = side == Side::Request
        && !HARMLESS.contains(&name)
        && !HARMLESS_STARTS.iter().any(|start| name.starts_with(start));
    let may_hold =
        |word: &str| !tokens(word).is_empty() || (is_searched && is_random(word.trim_matches('=')));
    let is_end = |character: char| character.is_whitespace() || "\"<>'".contains(character);
    let mut text = String::with_capacity(value.len());
    for piece in value.split_inclusive(is_end) {
        let word = piece.trim_end_matches(is_end);
        let mark = piece.get(word.len()..).unwrap_or_default();
        let masked = if word.contains("://") {
            let start = word
                .find("://")
                .and_then(|at| word.get(..at)?.rfind(['=', ',', ';', '(']))
                .map_or(0, |at| at + 1);
            let (before, target) = word.split_at(start);
            url::mask(secrets, target).map(|masked| format!("{before}{masked}"))
        } else {
            let parts = word.split_inclusive([',', ';', '=', ':', '(', ')']);
            let masked: String = parts
                .map(|part| {
                    let bare = part.trim_end_matches([',', ';', ':', '(', ')']);
                    if may_hold(bare) {
                        let rest = part.get(bare.len()..).unwrap_or_default();
                        format!("{}{rest}", secrets.placeholder(Kind::Token, bare))
                    } else {
                        part.to_owned()
                    }
                })
                .collect();
            Some(masked)
        };
        text.push_str(masked.as_deref().unwrap_or(word));
        text.push_str(mark);
    }
    text
}

/// What CORS compares keeps its length and every byte that is no secret.
fn covered_in_place(secrets: &mut Secrets, value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    for piece in value.split_inclusive([' ', ',', '\t']) {
        let word = piece.trim_end_matches([' ', ',', '\t']);
        text.push_str(&covered_word(secrets, word));
        text.push_str(piece.get(word.len()..).unwrap_or_default());
    }
    text
}

fn covered_word(secrets: &mut Secrets, word: &str) -> String {
    let mut covered = word.to_owned();
    if word.contains("//") || word.contains('?') {
        let parts = url::parts(word);
        let secret_parts = [parts.query, parts.fragment].into_iter().flatten();
        let pairs = secret_parts.flat_map(|part| part.split('&'));
        let values = pairs.filter_map(|pair| match pair.split_once('=') {
            Some((name, value)) if names::of_parameter(name).is_some() => Some(value),
            Some((_, value)) if is_random(value) => Some(value),
            None if is_random(pair) => Some(pair),
            _ => None,
        });
        let userinfo = parts.userinfo.into_iter().flat_map(|it| it.splitn(2, ':'));
        let segments = parts.path.split('/').filter(|segment| is_random(segment));
        let found: Vec<&str> = userinfo.chain(values).chain(segments).collect();
        for secret in found.into_iter().filter(|secret| !secret.is_empty()) {
            // Each stands after a mark of the URL: a host is never mistaken for it.
            for mark in ["//", ":", "=", "/", "&", "?", "#"] {
                let place = format!("{mark}{secret}");
                if let Some(at) = covered.find(&place) {
                    let cover = secrets.cover(secret);
                    covered.replace_range(at + mark.len()..at + place.len(), &cover);
                    break;
                }
            }
        }
    }
    let found = tokens(&covered);
    for range in found.into_iter().rev() {
        let cover = secrets.cover(covered.get(range.clone()).unwrap_or_default());
        covered.replace_range(range, &cover);
    }
    covered
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemes_and_names_stay() {
        let table = [
            ("Authorization", "Bearer abc.def", "Bearer ***token1"),
            ("authorization", "abc def", "***token1"),
            (
                "Cookie",
                "sid=1; theme=dark",
                "sid=***cookie1; theme=***cookie2",
            ),
            (
                "Set-Cookie",
                "sid=1; Path=/; HttpOnly",
                "sid=***cookie1; Path=/; HttpOnly",
            ),
            ("X-Api-Key", "k", "***key1"),
            ("Origin", "https://app.test", "https://app.test"),
            ("Accept", "*/*", "*/*"),
            ("X-Hub-Signature-256", "sha256=00", "***signature1"),
            (
                "Referer",
                "http://a.test/?code=1",
                "http://a.test/?code=***code1",
            ),
            ("Location", "/reset/X1", "/reset/***token1"),
            (
                "Link",
                "<http://a.test/?sig=a,b>; rel=next",
                "<http://a.test/?sig=***signature1>; rel=next",
            ),
            (
                "X-Anything",
                "v=8f14e45fceea167a5a36dedd4bea2543",
                "v=***token1",
            ),
            ("ETag", "\"v1\"", "\"v1\""),
            (
                "WWW-Authenticate",
                "Basic realm=\"api\"",
                "Basic realm=\"api\"",
            ),
            ("WWW-Authenticate", "Negotiate", "Negotiate"),
            (
                "WWW-Authenticate",
                "Digest realm=\"a\", nonce=\"x1\"",
                "Digest realm=\"a\", nonce=\"***token1\"",
            ),
            (
                "Access-Control-Allow-Origin",
                "https://u:pass@app.test",
                "https://*:***2@app.test",
            ),
            (
                "Access-Control-Allow-Headers",
                "x-token, authorization",
                "x-token, authorization",
            ),
            ("Access-Control-Allow-Origin", "*", "*"),
        ];
        for (name, value, wanted) in table {
            let masked = mask(&mut Secrets::default(), Side::Request, name, value);
            assert_eq!(masked.as_deref().unwrap_or(value), wanted, "{name}");
        }
    }

    #[test]
    fn what_cors_compares_keeps_its_length() {
        let mut secrets = Secrets::default();
        for value in [
            "https://user:password@app.test/x",
            "https://app.test/?access_token=abcdef",
            "https://app.test, eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln",
        ] {
            let masked = mask(
                &mut secrets,
                Side::Response,
                "Access-Control-Allow-Origin",
                value,
            );
            let masked = masked.unwrap_or_default();
            assert_eq!(masked.len(), value.len(), "{masked}");
            assert!(
                masked.contains("https://") && masked.contains("app.test"),
                "{masked}"
            );
        }
    }
}
