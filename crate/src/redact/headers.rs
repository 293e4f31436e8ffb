//! Which header values are secrets, and what of them may stay.

use super::clean::Place;
use super::compared::{covered_names, covered_origins};
use super::cookies::{masked_cookies, masked_set_cookie};
use super::looks::is_random;
use super::names;
use super::secrets::{Kind, Secrets, is_placeholder};
use super::tokens::tokens;
use super::url;
use super::words::{Manner, masked_words};

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
        "cookie2" => masked_cookies(secrets, value),
        _ if name.ends_with("set-cookie") || name == "set-cookie2" => {
            masked_set_cookie(secrets, value)
        }
        _ if name.ends_with("cookie") => masked_cookies(secrets, value),
        _ if name.ends_with("www-authenticate") || name == "proxy-authenticate" => {
            masked_challenge(secrets, value)
        }
        "origin" | "timing-allow-origin" | "access-control-allow-origin" => {
            covered_origins(secrets, value)?
        }
        "vary" => covered_names(secrets, value)?,
        _ if name.starts_with("access-control-") => covered_names(secrets, value)?,
        _ if HOSTS.contains(&name) => covered_origins(secrets, value)?,
        "refresh" => masked_refresh(secrets, value)?,
        _ => match of_header(secrets, name) {
            Some(kind) => masked_credentials(secrets, kind, value),
            None if ADDRESSES.iter().any(|end| name.ends_with(end)) && !value.starts_with('{') => {
                url::mask(secrets, value)?
            }
            None if is_short(value) => return None,
            None => masked_words(secrets, manner_of(side, name), value)?,
        },
    };
    (masked != value).then_some(masked)
}

/// Headers that name a host, which is no secret whatever it looks like.
const HOSTS: [&str; 6] = [
    "host",
    ":authority",
    "x-forwarded-host",
    "x-original-host",
    "x-host",
    "alt-used",
];

/// Ends of names of headers that hold an address: `X-Original-URL`, `HX-Redirect`, `:path`.
const ADDRESSES: [&str; 11] = [
    "location",
    "referer",
    "referrer",
    "sourcemap",
    "-url",
    "-uri",
    "redirect",
    "redirect-to",
    "-path",
    ":path",
    "-href",
];

/// Headers whose value decides whether the browser asks first: by its length and some of its bytes.
const COUNTED: [&str; 5] = [
    "accept",
    "accept-language",
    "content-language",
    "content-type",
    "range",
];

/// How the words of a header are looked at that has no name of a secret.
fn manner_of(side: Side, name: &str) -> Manner {
    let is_harmless =
        || HARMLESS.contains(&name) || HARMLESS_STARTS.iter().any(|start| name.starts_with(start));
    Manner {
        finds_random: side == Side::Request && (name == "sec-websocket-protocol" || !is_harmless()),
        // Permissions have names like `otp-credentials`.
        finds_named: !name.ends_with("-policy") || name.starts_with("content-security"),
        keeps_length: side == Side::Request && COUNTED.contains(&name),
    }
}

/// Too short for a token, and not made of several parts.
fn is_short(value: &str) -> bool {
    value.len() < 16
        && !value.starts_with(['/', '.'])
        && value
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-._,/*;+%\"".contains(&byte))
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

/// A challenge names scheme and realm; what follows a bare scheme is a token of the handshake.
fn masked_challenge(secrets: &mut Secrets, value: &str) -> String {
    let mut before = "";
    let words = value.split(' ').map(|word| {
        let (name, text) = word.split_once('=').unwrap_or(("", word));
        let bare = text.trim_matches(['"', ',']);
        let is_shaken = ["negotiate", "ntlm"]
            .iter()
            .any(|scheme| before.eq_ignore_ascii_case(scheme));
        before = word;
        let is_scheme = SCHEMES.contains(&bare.to_ascii_lowercase().as_str());
        let is_secret = ["nonce", "opaque", "cnonce", "ticket"].contains(&name)
            || (is_shaken && !is_scheme && !text.starts_with('"'))
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
    let masked = words.collect::<Vec<_>>().join(" ");
    // Addresses of a challenge, and what it names.
    let manner = Manner {
        finds_random: false,
        finds_named: true,
        keeps_length: false,
    };
    masked_words(secrets, manner, &masked).unwrap_or(masked)
}

/// `5; url=/reset/…`, where `url=` may be left out.
fn masked_refresh(secrets: &mut Secrets, value: &str) -> Option<String> {
    let rest = value.get(value.find([';', ','])? + 1..)?.trim_start();
    let named = rest
        .get(..3)
        .filter(|name| name.eq_ignore_ascii_case("url"))
        .and_then(|_| rest.get(3..)?.trim_start().strip_prefix('='));
    let target = named.unwrap_or(rest).trim_start();
    let target = target.strip_prefix(['"', '\'']).unwrap_or(target);
    let before = value.get(..value.len() - target.len())?;
    Some(format!("{before}{}", url::mask(secrets, target)?))
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
    fn headers_are_looked_at_by_what_they_hold() {
        let table = [
            ("X-ID", "Basic Ym9iOmh1bnRlcjI=", "Basic ***token1"),
            ("X-Bearer", "Bearer hunter2", "Bearer ***token1"),
            ("X-Otp", "123456", "***code1"),
            ("X-Data", "token=hunter2", "token=***token1"),
            ("X-Json", "{\"password\":\"hunter2\"}", "***secret1"),
            ("HX-Redirect", "/cb?code=a b", "/cb?code=***code1"),
            ("X-Inertia-Location", "/cb?code=x", "/cb?code=***code1"),
            (":path", "/a?code=1", "/a?code=***code1"),
            ("X-Any", "/a?code=1", "/a?code=***code1"),
            ("X-Set-Cookie", "a=1; Path=/", "a=***cookie1; Path=/"),
            ("X-Cookie", "a=1", "a=***cookie1"),
            (
                "WWW-Authenticate",
                "Bearer error=\"invalid_token\", token=\"hunter2\"",
                "Bearer error=\"invalid_token\", token=\"***token1\"",
            ),
            (
                "WWW-Authenticate",
                "Bearer realm=\"https://u:p@a.test/\"",
                "Bearer realm=\"https://***user1:***password1@a.test/\"",
            ),
            ("WWW-Authenticate", "Negotiate x1", "Negotiate ***token1"),
            ("WWW-Authenticate", "Negotiate, NTLM", "Negotiate, NTLM"),
            ("Refresh", "0; URL='/cb?code=x", "0; URL='/cb?code=***code1"),
            (
                "Refresh",
                "0; URL = /cb?code=x",
                "0; URL = /cb?code=***code1",
            ),
            ("Refresh", "0;/cb?code=x", "0;/cb?code=***code1"),
            ("Refresh", "5", "5"),
            (
                "Sec-WebSocket-Protocol",
                "k3J9sdf82KLsdf0asdfLK23, v1",
                "***token1, v1",
            ),
            (
                "Access-Control-Request-Headers",
                "sk-analytics-correlation-id",
                "sk-analytics-correlation-id",
            ),
            ("Host", "sk-frontend.pages.test", "sk-frontend.pages.test"),
            (
                "Permissions-Policy",
                "otp-credentials=(self), publickey-credentials-get=()",
                "otp-credentials=(self), publickey-credentials-get=()",
            ),
            (
                "Content-Type",
                "multipart/form-data; boundary=----WebKitFormBoundaryA1b2C3d4E5f6G7h8",
                "multipart/form-data; boundary=----WebKitFormBoundaryA1b2C3d4E5f6G7h8",
            ),
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
