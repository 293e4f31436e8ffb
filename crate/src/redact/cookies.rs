//! Cookies: names and attributes stay, values do not.

use super::looks::is_random;
use super::secrets::{Kind, Secrets};
use super::tokens::tokens;
use super::url;

/// Attributes that decide whether a cookie is sent; a path may hold more.
const PLAIN: [&str; 7] = [
    "domain", "expires", "max-age", "samesite", "priority", "version", "path",
];

/// The cookies of a request.
pub(super) fn masked_cookies(secrets: &mut Secrets, value: &str) -> String {
    let pairs = value.split(';').map(|pair| masked_cookie(secrets, pair));
    pairs.collect::<Vec<_>>().join("; ")
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

/// A cookie that is set, with its attributes; some programs write several into one line, with commas or line ends between.
pub(super) fn masked_set_cookie(secrets: &mut Secrets, value: &str) -> String {
    let mut text = String::with_capacity(value.len() + 16);
    for (index, line) in value.split('\n').enumerate() {
        if index > 0 {
            text.push('\n');
        }
        for (index, part) in line.split(';').enumerate() {
            if index == 0 {
                text.push_str(&masked_cookie(secrets, part));
            } else {
                text.push(';');
                push_attribute(secrets, &mut text, part);
            }
        }
    }
    text
}

/// An attribute, and the cookie that may follow it.
fn push_attribute(secrets: &mut Secrets, text: &mut String, attribute: &str) {
    let (own, next) = match next_cookie(attribute) {
        Some(at) => attribute.split_at(at),
        None => (attribute, ""),
    };
    match own.split_once('=') {
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
        None if tokens(own).is_empty() && !is_random(own.trim()) => text.push_str(own),
        None => text.push_str(&secrets.placeholder(Kind::Cookie, own.trim())),
    }
    if !next.is_empty() {
        let rest = next.trim_start_matches([',', ' ']);
        text.push_str(next.get(..next.len() - rest.len()).unwrap_or_default());
        text.push_str(&masked_cookie(secrets, rest));
    }
}

/// Where the comma stands behind which another cookie begins: a name and `=`, without a blank between them, as after the
/// comma of a date. What follows there is that cookie's value up to the next `;`, commas and all.
fn next_cookie(attribute: &str) -> Option<usize> {
    let (name, _) = attribute.split_once('=').unwrap_or((attribute, ""));
    let name = name.trim();
    let is_date = name.eq_ignore_ascii_case("expires");
    let may_hold_comma = is_date || name.eq_ignore_ascii_case("path");
    let mut commas = attribute.match_indices(',').map(|(at, _)| at);
    commas.find(|at| {
        let rest = attribute.get(at + 1..).unwrap_or_default().trim_start();
        let name = rest.find(['=', ' ', ',']);
        let is_named = name
            .is_some_and(|end| end > 0 && rest.get(end..).is_some_and(|it| it.starts_with('=')));
        is_named || (!may_hold_comma && !rest.is_empty())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_cookies_may_stand_in_one_line() {
        let table = [
            (
                "a=1; Path=/, MYAPP=hunter2; HttpOnly",
                "a=***cookie1; Path=/, MYAPP=***cookie2; HttpOnly",
            ),
            (
                "a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT, MYAPP=x, y; Secure",
                "a=***cookie1; Expires=Wed, 21 Oct 2026 07:28:00 GMT, MYAPP=***cookie2; Secure",
            ),
            (
                "a=1; SameSite=Lax, sid=hunter2",
                "a=***cookie1; SameSite=Lax, sid=***cookie2",
            ),
            (
                "a=1; HttpOnly,sid=hunter2; Path=/a,b",
                "a=***cookie1; HttpOnly,sid=***cookie2; Path=/a,b",
            ),
            ("a=1; Secure, hunter2", "a=***cookie1; Secure, ***cookie2"),
            (
                "a=1; Path=/\nb=hunter2; Path=/",
                "a=***cookie1; Path=/\nb=***cookie2; Path=/",
            ),
            (
                "a=b, c=d; Path=/reset/X1, e=f",
                "a=***cookie1; Path=/reset/***token1, e=***cookie2",
            ),
            ("a=; Max-Age=0, b=", "a=; Max-Age=0, b="),
        ];
        for (value, wanted) in table {
            let secrets = &mut Secrets::default();
            assert_eq!(masked_set_cookie(secrets, value), wanted);
            assert_eq!(masked_set_cookie(secrets, wanted), wanted);
        }
    }

    #[test]
    fn names_stay() {
        let masked = masked_cookies(&mut Secrets::default(), "sid=1; theme=dark; x; ; =y");
        assert_eq!(
            masked,
            "sid=***cookie1; theme=***cookie2; ***cookie3; ; =***cookie4"
        );
    }
}
