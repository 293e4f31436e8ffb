//! Secrets in URLs: user information, path, query and fragment. The text is cut by hand and not by a parser, because what
//! a log holds need not parse, and because what is not a secret must stay byte for byte.

use super::clean::Place;
use super::evident::is_evidently_clean;
use super::looks::percent_decoded;
use super::path::masked_path;
use super::secrets::{Kind, Secrets};
use super::values::masked_parameters;

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
    let (scheme, rest) = rest.split_at(scheme_length(rest));
    let mut parts = Parts {
        scheme,
        userinfo: None,
        host: "",
        path: rest,
        query,
        fragment,
    };
    let has_authority = scheme.ends_with(['/', '\\']);
    let end = rest.find(['/', '\\']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    let userinfo = if has_authority {
        authority.rsplit_once('@')
    } else {
        bare_userinfo(authority)
    };
    if let Some((userinfo, host)) = userinfo {
        (parts.userinfo, parts.host, parts.path) = (Some(userinfo), host, path);
    } else if has_authority {
        (parts.host, parts.path) = (authority, path);
    }
    parts
}

/// `user:password@host` without a scheme, as proxies are asked. Addresses of mail have a name before them, too.
pub(super) fn bare_userinfo(text: &str) -> Option<(&str, &str)> {
    const NAMES: [&str; 16] = [
        "mailto", "acct", "sip", "sips", "xmpp", "im", "pres", "cid", "mid", "urn", "email",
        "mail", "from", "to", "cc", "bcc",
    ];
    let (userinfo, host) = text.rsplit_once('@')?;
    let (user, password) = userinfo.split_once(':')?;
    let is_name = NAMES.iter().any(|name| user.eq_ignore_ascii_case(name));
    let name = match host.split_once(':') {
        Some((name, _)) => name,
        None => host,
    };
    // A version is no host: `pkg:a@1.2.3`.
    let last = name.rsplit('.').next().unwrap_or_default();
    let is_host = name.eq_ignore_ascii_case("localhost")
        || (name.contains('.') && last.starts_with(|first: char| first.is_alphabetic()))
        || name.parse::<std::net::Ipv4Addr>().is_ok();
    (!user.is_empty() && !password.is_empty() && !is_name && is_host).then_some((userinfo, host))
}

pub(super) fn cut(text: &str, mark: char) -> (&str, Option<&str>) {
    match text.split_once(mark) {
        Some((before, after)) => (before, Some(after)),
        None => (text, None),
    }
}

/// Length of the scheme with its colon and slashes, or of the slashes of a reference without scheme. Nothing where no
/// host follows: `blob:` and `localhost:` stand before a path.
pub(super) fn scheme_length(url: &str) -> usize {
    let slashes = |text: &str| {
        text.bytes()
            .take_while(|byte| matches!(byte, b'/' | b'\\'))
            .count()
    };
    let name = url.bytes().take_while(|byte| is_of_scheme(*byte)).count();
    let after = url.get(name..).unwrap_or_default();
    let Some(rest) = after.strip_prefix(':').filter(|_| name > 0) else {
        let count = slashes(url);
        return if count >= 2 { count } else { 0 };
    };
    let count = slashes(rest);
    // Browsers read `http:/host` and `http:\\host` as `http://host`.
    let is_one = count >= 2 || (count > 0 && is_special(url.get(..name).unwrap_or_default()));
    if is_one { name + 1 + count } else { 0 }
}

pub(super) fn is_of_scheme(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.')
}

/// Schemes of which browsers read a host after one slash, too.
pub(super) fn is_special(scheme: &str) -> bool {
    ["http", "https", "ws", "wss", "ftp"]
        .iter()
        .any(|special| scheme.eq_ignore_ascii_case(special))
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
    // `user=a&token=b`, encoded in a value.
    if depth > 0 && is_parameters(url) {
        return masked_parameters(secrets, url, depth);
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
    // `#/callback#code=…` is written, too.
    for fragment in parts.fragment.into_iter().flat_map(|it| it.split('#')) {
        text.push('#');
        // `#access_token=…` is a query, `#/reset/…?…` a path with one.
        if is_parameters(fragment) {
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

/// Does a name with its value come before all that a URL is cut at?
fn is_parameters(text: &str) -> bool {
    text.find(['=', '/', '?', '#', ':'])
        .is_some_and(|at| text.get(at..).is_some_and(|rest| rest.starts_with('=')))
}

/// Whether there is a password decides how a browser refuses it, so an empty part stays empty.
pub(super) fn masked_userinfo(secrets: &mut Secrets, userinfo: &str) -> String {
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
            (
                "http://a.test/proxy/https://bob:hunter2@b.test/x",
                "http://a.test/proxy/https://***user1:***password1@b.test/x",
            ),
            (
                "http://a.test/p/http:/bob:hunter2@b.test/",
                "http://a.test/p/http:/***user1:***password1@b.test/",
            ),
            (
                "http://a.test/x=redis://:hunter2@b/",
                "http://a.test/x=redis://:***password1@b/",
            ),
            (
                "http://a.test/p/bob:hunter2@b.test/",
                "http://a.test/p/***user1:***password1@b.test/",
            ),
            (
                "blob:https://bob:hunter2@a.test/x",
                "blob:https://***user1:***password1@a.test/x",
            ),
            (
                "http://a.test/?u=bob%3Ahunter2%40b.test",
                "http://a.test/?u=***user1%3A***password1%40b.test",
            ),
            (
                "http://a.test/?r=acct:bob@b.test&m=mailto:a@b.test",
                "http://a.test/?r=acct:bob@b.test&m=mailto:a@b.test",
            ),
            ("/npm/pkg:a@1.2.3/@scope/b", "/npm/pkg:a@1.2.3/@scope/b"),
            (
                "/cb#state=/dash&code=hunter2",
                "/cb#state=***secret1&code=***code1",
            ),
            (
                "/cb#access_token=abc/hunter2&x=1",
                "/cb#access_token=***token1&x=1",
            ),
            ("/cb#/cb#code=hunter2", "/cb#/cb#code=***code1"),
            ("/#/a?b=c/d#e", "/#/a?b=c/d#e"),
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
