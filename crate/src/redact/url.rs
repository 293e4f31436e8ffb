//! Secrets in URLs: user information, path, query and fragment. The text is cut by hand and not by a parser, because what
//! a log holds need not parse, and because what is not a secret must stay byte for byte.

use super::clean::Place;
use super::evident::is_evidently_clean;
use super::looks::{is_random, percent_decoded, tokens};
use super::names::{is_before_secret, of_parameter};
use super::secrets::{Kind, Secrets, is_placeholder};

/// A URL inside a parameter of a URL inside a parameter: deeper ones are masked whole.
const DEPTH: usize = 2;

/// The URL without its secrets; none if it has none.
pub(super) fn mask(secrets: &mut Secrets, url: &str) -> Option<String> {
    if is_evidently_clean(secrets, url) || secrets.clean.holds(Place::Url, "", url) {
        return None;
    }
    let masked = masked(secrets, url, 0);
    if masked == url {
        secrets.clean.note(Place::Url, "", url);
        return None;
    }
    Some(masked)
}

/// The parts of a URL as they are written, each with its mark: `scheme://`, `user:password@`, host, path, `?…`, `#…`.
pub(super) struct Parts<'url> {
    pub(super) scheme: &'url str,
    pub(super) userinfo: Option<&'url str>,
    pub(super) host: &'url str,
    pub(super) path: &'url str,
    pub(super) query: Option<&'url str>,
    pub(super) fragment: Option<&'url str>,
}

/// Cuts a URL, or a reference relative to one.
pub(super) fn parts(url: &str) -> Parts<'_> {
    let (rest, fragment) = cut(url, '#');
    let (rest, query) = cut(rest, '?');
    let scheme_end = scheme_length(rest);
    let (scheme, rest) = rest.split_at(scheme_end);
    let has_authority = scheme.ends_with(['/', '\\']);
    let host_end = if has_authority {
        rest.find(['/', '\\']).unwrap_or(rest.len())
    } else {
        0
    };
    let (authority, path) = rest.split_at(host_end);
    let (userinfo, host) = match authority.rsplit_once('@') {
        Some((userinfo, host)) => (Some(userinfo), host),
        None => (None, authority),
    };
    Parts {
        scheme,
        userinfo,
        host,
        path,
        query,
        fragment,
    }
}

pub(super) fn cut(text: &str, mark: char) -> (&str, Option<&str>) {
    match text.split_once(mark) {
        Some((before, after)) => (before, Some(after)),
        None => (text, None),
    }
}

/// Length of the scheme with its colon and slashes, or of the slashes of a reference without scheme.
pub(super) fn scheme_length(url: &str) -> usize {
    let slashes = |text: &str| {
        text.bytes()
            .take_while(|byte| matches!(byte, b'/' | b'\\'))
            .count()
    };
    let name = url
        .bytes()
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'));
    let name = name.count();
    let after = url.get(name..).unwrap_or_default();
    let Some(rest) = after.strip_prefix(':').filter(|_| name > 0) else {
        let count = slashes(url);
        return if count >= 2 { count } else { 0 };
    };
    // Browsers read `http:/host` and `http:\\host` as `http://host`.
    let scheme = url.get(..name).unwrap_or_default();
    let is_special = ["http", "https", "ws", "wss", "ftp"]
        .iter()
        .any(|special| scheme.eq_ignore_ascii_case(special));
    let count = slashes(rest);
    if count >= 2 || is_special {
        name + 1 + count
    } else {
        name + 1
    }
}

/// The URL as it is written where nothing in it is evident.
pub(super) fn masked(secrets: &mut Secrets, url: &str, depth: usize) -> String {
    // What `data:` carries is a body.
    if let Some((head, body)) = url.split_once(',').filter(|(head, _)| {
        head.get(..5)
            .is_some_and(|scheme| scheme.eq_ignore_ascii_case("data:"))
    }) {
        return match body {
            "" => url.to_owned(),
            _ => format!("{head},{}", secrets.placeholder(Kind::Body, body)),
        };
    }
    let parts = parts(url);
    let mut text = String::with_capacity(url.len() + 16);
    text.push_str(parts.scheme);
    if let Some(userinfo) = parts.userinfo {
        text.push_str(&masked_userinfo(secrets, userinfo));
        text.push('@');
    }
    text.push_str(parts.host);
    text.push_str(&masked_path(secrets, parts.path, depth));
    if let Some(query) = parts.query {
        text.push('?');
        text.push_str(&masked_parameters(secrets, query, depth));
    }
    if let Some(fragment) = parts.fragment {
        text.push('#');
        // `#access_token=…` is a query, `#/reset/…?…` a path with one.
        let is_parameters = fragment.contains('=') && !fragment.contains(['/', '?']);
        if is_parameters {
            text.push_str(&masked_parameters(secrets, fragment, depth));
        } else {
            let (path, query) = cut(fragment, '?');
            text.push_str(&masked_path(secrets, path, depth));
            if let Some(query) = query {
                text.push('?');
                text.push_str(&masked_parameters(secrets, query, depth));
            }
        }
    }
    text
}

/// Whether there is a password decides how a browser refuses it, so an empty part stays empty.
fn masked_userinfo(secrets: &mut Secrets, userinfo: &str) -> String {
    let mut cover = |kind, part: &str| {
        if part.is_empty() {
            String::new()
        } else {
            secrets.placeholder(kind, &percent_decoded(part))
        }
    };
    match userinfo.split_once(':') {
        Some((user, password)) => {
            let user = cover(Kind::User, user);
            format!("{user}:{}", cover(Kind::Password, password))
        }
        // A name alone is often a token: `https://TOKEN@host`.
        None => cover(Kind::User, userinfo),
    }
}

fn masked_path(secrets: &mut Secrets, path: &str, depth: usize) -> String {
    let mut text = String::with_capacity(path.len());
    let mut before = "";
    for (index, segment) in path.split('/').enumerate() {
        if index > 0 {
            text.push('/');
        }
        for (index, part) in segment.split(';').enumerate() {
            if index > 0 {
                text.push(';');
            }
            let masked = match part.split_once('=') {
                Some((name, value)) => {
                    format!("{name}={}", masked_value(secrets, name, value, depth))
                }
                None if index == 0 && is_before_secret(before) && !is_word(part) => {
                    covered(secrets, Kind::Token, part)
                }
                None => masked_value(secrets, "", part, depth),
            };
            text.push_str(&masked);
        }
        before = segment;
    }
    text
}

/// The next step of an address such as `/password/forgot`, and no secret.
fn is_word(segment: &str) -> bool {
    segment.len() < 16
        && segment
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte == b'-')
}

fn masked_parameters(secrets: &mut Secrets, query: &str, depth: usize) -> String {
    let mut text = String::with_capacity(query.len());
    for (index, pair) in query.split('&').enumerate() {
        if index > 0 {
            text.push('&');
        }
        match pair.split_once('=') {
            Some((name, value)) => {
                text.push_str(name);
                text.push('=');
                text.push_str(&masked_value(secrets, name, value, depth));
            }
            None => text.push_str(&masked_value(secrets, "", pair, depth)),
        }
    }
    text
}

fn covered(secrets: &mut Secrets, kind: Kind, value: &str) -> String {
    secrets.placeholder(kind, &percent_decoded(value))
}

/// A value by its name, or by what it looks like.
fn masked_value(secrets: &mut Secrets, name: &str, value: &str, depth: usize) -> String {
    if value.is_empty() || is_placeholder(value) {
        return value.to_owned();
    }
    if let Some(kind) = of_parameter(name) {
        return covered(secrets, kind, value);
    }
    let decoded = percent_decoded(value);
    if !tokens(&decoded).is_empty() {
        return covered(secrets, Kind::Token, value);
    }
    if is_random(&decoded) || holds_named_secret(&decoded) {
        return covered(secrets, Kind::Secret, value);
    }
    // A URL as a value: `?next=https%3A%2F%2F…%3Fcode%3D…`.
    let is_encoded = *decoded != *value;
    let is_nested = decoded.contains('?')
        || decoded.contains("//")
        || (is_encoded && decoded.contains(['=', '/', '#']));
    if !is_nested {
        return value.to_owned();
    }
    if depth >= DEPTH {
        return covered(secrets, Kind::Secret, value);
    }
    let inner = masked(secrets, &decoded, depth + 1);
    if inner == *decoded {
        value.to_owned()
    } else if is_encoded {
        percent_encoded(&inner)
    } else {
        inner
    }
}

/// JSON with a key that names a secret.
fn holds_named_secret(text: &str) -> bool {
    text.starts_with(['{', '['])
        && text
            .split('"')
            .skip(1)
            .step_by(2)
            .any(|word| of_parameter(word).is_some())
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
    use super::*;

    fn shown(url: &str) -> String {
        mask(&mut Secrets::default(), url).unwrap_or_else(|| url.to_owned())
    }

    #[test]
    fn each_part_is_masked() {
        let table = [
            (
                "http://u:p@a.test/x@y",
                "http://***user1:***password1@a.test/x@y",
            ),
            ("http://u@a.test", "http://***user1@a.test"),
            ("http://:p@a.test", "http://:***password1@a.test"),
            ("http:/u:p@a.test/", "http:/***user1:***password1@a.test/"),
            ("//u:p@a.test/", "//***user1:***password1@a.test/"),
            ("http://a.test/?m=x@y", "http://a.test/?m=x@y"),
            (
                "http://a.test/?code=1&page=2&access_token=x%20y&b=",
                "http://a.test/?code=***code1&page=2&access_token=***token1&b=",
            ),
            ("/reset/Abc123?x", "/reset/***token1?x"),
            ("/password/forgot", "/password/forgot"),
            ("/a;jsessionid=1F/b", "/a;jsessionid=***secret1/b"),
            (
                "http://a.test/#access_token=1",
                "http://a.test/#access_token=***token1",
            ),
            (
                "http://a.test/#/invite/X1?state=2",
                "http://a.test/#/invite/***token1?state=***secret1",
            ),
            (
                "http://a.test/?next=http%3A%2F%2Fb.test%2F%3Fcode%3D7",
                "http://a.test/?next=http%3A%2F%2Fb.test%2F%3Fcode%3D***code1",
            ),
            ("data:text/plain,hello", "data:text/plain,***body1"),
            (
                "http://a.test/?{\"password\":\"x\"}",
                "http://a.test/?***secret1",
            ),
            ("localhost:3000/a", "localhost:3000/a"),
            ("", ""),
        ];
        for (url, wanted) in table {
            assert_eq!(shown(url), wanted, "{url}");
        }
    }

    #[test]
    fn the_same_secret_has_the_same_placeholder() {
        let mut secrets = Secrets::default();
        let mut shown = |url: &str| mask(&mut secrets, url).unwrap_or_default();
        assert_eq!(shown("/?token=a%20b"), "/?token=***token1");
        assert_eq!(shown("/?token=other"), "/?token=***token2");
        assert_eq!(shown("/reset/a%20b1"), "/reset/***token3");
        assert_eq!(shown("/?access_token=a b"), "/?access_token=***token1");
    }

    #[test]
    fn masking_twice_changes_nothing() {
        for url in [
            "http://u:p@a.test/reset/X1;token=2?code=1&next=http%3A%2F%2Fb%2F%3Fsig%3D1#state=3",
            "https://a.test/?X-Amz-Signature=1",
        ] {
            let once = shown(url);
            assert_ne!(once, url);
            assert_eq!(shown(&once), once);
        }
    }

    #[test]
    fn what_is_masked_still_parses_to_itself() {
        let once = shown("http://u:p@a.test/reset/X1/?code=1#state=3");
        let parsed = url::Url::parse(&once).map(|url| url.to_string());
        assert_eq!(parsed, Ok(once));
    }
}
