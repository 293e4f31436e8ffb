//! What pages were seen to ask of one API origin, over a whole log: grown entry by entry, so that a live recording pays for
//! an entry once.

use std::collections::BTreeSet;

use super::{Credentials, Policy, Remedy};
use crate::fetch::header::is_cors_safelisted_request_header;
use crate::fetch::method::is_token;
use crate::har::Entry;
use std::sync::Arc;

/// A page that makes up names must not make a policy without end.
const MOST_NAMES: usize = 64;
/// Longer names than this are not taken in.
const LONGEST_NAME: usize = 200;
/// The order in which methods are written; others follow by name.
const COMMON: [&str; 6] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

/// What was asked of one API origin.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    api: Box<str>,
    origins: BTreeSet<Box<str>>,
    methods: BTreeSet<Box<str>>,
    headers: BTreeSet<Box<str>>,
    expose: BTreeSet<Box<str>>,
    paths: BTreeSet<Box<str>>,
    credentials: BTreeSet<Sign>,
    left_out: BTreeSet<String>,
}

/// What was seen of credentials.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sign {
    /// A request included them.
    Included,
    /// A request did not.
    NotIncluded,
    /// The log does not state it of a request.
    NotStated,
    /// An answer allowed them.
    Allowed,
}

impl Asked {
    /// Nothing yet, of the API that this URL belongs to.
    pub fn of(url: &str) -> Self {
        let api = url::Url::parse(url)
            .map(|url| url.origin().ascii_serialization())
            .unwrap_or_default();
        Self {
            api: api.into(),
            ..Self::default()
        }
    }

    /// Takes in one entry of this API, if it is a request of another origin in mode `cors`.
    pub fn see(&mut self, entry: &Entry) {
        let headers = &entry.request_headers;
        let Some(origin) = headers.get("Origin") else {
            return;
        };
        if *origin == *self.api
            || headers
                .get("Sec-Fetch-Mode")
                .is_some_and(|mode| mode != "cors")
        {
            return;
        }
        self.origin(&origin);
        if self.paths.len() < MOST_NAMES
            && let Some(part) = first_part(&entry.url)
            && !self.paths.contains(part)
        {
            self.paths.insert(part.into());
        }
        if entry.is_preflight() {
            if let Some(method) = headers.get("Access-Control-Request-Method") {
                self.method(&method);
            }
            let names = headers.get("Access-Control-Request-Headers");
            for name in names.iter().flat_map(|names| names.split(',')) {
                self.header(name.trim());
            }
        } else {
            self.method(&entry.method);
            for line in headers.iter().filter(|line| is_authors(line.name)) {
                if !is_cors_safelisted_request_header(line.name, line.value) {
                    self.header(line.name);
                }
            }
            if headers.contains("Cookie") || headers.contains("Sec-Fetch-Storage-Access") {
                self.credentials.insert(Sign::Included);
            }
        }
        let answer = &entry.response_headers;
        let allowed = answer.get("Access-Control-Allow-Credentials");
        if allowed.is_some_and(|value| value == "true") {
            self.credentials.insert(Sign::Allowed);
        }
        let exposed = answer.get("Access-Control-Expose-Headers");
        for name in exposed.iter().flat_map(|names| names.split(',')) {
            let name = name.trim();
            if is_plain_name(name) && self.expose.len() < MOST_NAMES {
                self.expose.insert(capitalised(name).into());
            }
        }
    }

    /// An origin that asked.
    pub fn origin(&mut self, origin: &str) {
        if origin == "null" {
            self.left_out.insert(
                "Requests of the origin `null` are not allowed: every sandboxed page has it."
                    .to_owned(),
            );
        } else if !is_plain_origin(origin) {
            self.left_out.insert(
                "An origin was left out: its name holds characters that servers read as a pattern or as code."
                    .to_owned(),
            );
        } else if *origin != *self.api
            && self.origins.len() < MOST_NAMES
            && !self.origins.contains(origin)
        {
            self.origins.insert(origin.into());
        }
    }

    /// Whether a request included credentials; none where the log does not state it.
    pub fn credentials(&mut self, included: Option<bool>) {
        self.credentials.insert(match included {
            Some(true) => Sign::Included,
            Some(false) => Sign::NotIncluded,
            None => Sign::NotStated,
        });
    }

    /// A method that was asked for. One in small letters is a fault of the page; what it meant is allowed.
    pub fn method(&mut self, method: &str) {
        if self.methods.contains(method) {
            return;
        }
        let upper = method.to_ascii_uppercase();
        let is_usable = is_token(&upper) && upper.len() <= LONGEST_NAME && upper != "*";
        if is_usable && self.methods.len() < MOST_NAMES {
            self.methods.insert(upper.into());
        }
    }

    fn header(&mut self, name: &str) {
        if !is_plain_name(name) {
            if !name.is_empty() {
                self.left_out.insert(
                    "A request header was left out: its name is no name that a policy can hold."
                        .to_owned(),
                );
            }
        } else if name.to_ascii_lowercase().starts_with("access-control-") {
            self.left_out.insert(
                "The page sends a header that only answers carry (`Access-Control-…`): remove it there."
                    .to_owned(),
            );
        } else if self.headers.len() < MOST_NAMES {
            self.headers.insert(capitalised(name).into());
        }
    }

    fn needed_credentials(&self) -> Credentials {
        let saw = |sign| self.credentials.contains(&sign);
        if saw(Sign::Included) {
            Credentials::Needed
        } else if saw(Sign::Allowed) {
            Credentials::Likely
        } else if saw(Sign::NotIncluded) && !saw(Sign::NotStated) {
            Credentials::NotNeeded
        } else {
            Credentials::Unknown
        }
    }

    /// What the API must allow; a reason where no page's origin is known.
    pub fn remedy(&self) -> Remedy {
        if self.origins.is_empty() {
            let reason = self.left_out.first().cloned();
            return Remedy::None(
                reason.unwrap_or_else(|| "The log does not state the page's origin.".to_owned()),
            );
        }
        let mut methods: Vec<Box<str>> = self.methods.iter().cloned().collect();
        if methods.is_empty() {
            methods.push("GET".into());
        }
        methods.sort_by_key(|method| {
            let place = COMMON.iter().position(|common| **common == **method);
            place.unwrap_or(COMMON.len())
        });
        Remedy::Policy(Arc::new(Policy {
            api: self.api.clone(),
            origins: self.origins.iter().cloned().collect(),
            credentials: self.needed_credentials(),
            methods,
            headers: self.headers.iter().cloned().collect(),
            expose: self.expose.iter().cloned().collect(),
            paths: if self.paths.is_empty() {
                vec!["/api".into()]
            } else {
                self.paths.iter().cloned().collect()
            },
            left_out: self.left_out.iter().cloned().collect(),
        }))
    }
}

/// Does a page's code, not the browser, set a header of this name?
fn is_authors(name: &str) -> bool {
    name.eq_ignore_ascii_case("authorization")
        || name.eq_ignore_ascii_case("content-type")
        || name
            .get(..2)
            .is_some_and(|start| start.eq_ignore_ascii_case("x-"))
}

/// `scheme://host` or `scheme://host:port`, of letters that are neither pattern nor code in any configuration.
fn is_plain_origin(origin: &str) -> bool {
    let Some((scheme, rest)) = origin.split_once("://") else {
        return false;
    };
    let is_scheme = !scheme.is_empty()
        && scheme
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"+.-".contains(&byte));
    let (host, port) = match rest.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, Some(port)),
        _ => (rest, None),
    };
    let is_port = port.is_none_or(|port| {
        !port.is_empty() && port.len() <= 5 && port.bytes().all(|byte| byte.is_ascii_digit())
    });
    let is_host = match host
        .strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'))
    {
        Some(address) => {
            !address.is_empty()
                && address
                    .bytes()
                    .all(|byte| byte.is_ascii_hexdigit() || b":.".contains(&byte))
        }
        None => {
            !host.is_empty()
                && host
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || b"._~-".contains(&byte))
        }
    };
    is_scheme && is_host && is_port && origin.len() <= LONGEST_NAME
}

/// A header name, but for `*`, which is a wildcard wherever names are listed.
fn is_plain_name(name: &str) -> bool {
    is_token(name) && !name.contains('*') && name.len() <= LONGEST_NAME
}

/// As names are written in documents: `X-Request-Id`. Case means nothing in a header's name.
fn capitalised(name: &str) -> String {
    let mut start = true;
    let letters = name.chars().map(|letter| {
        let written = if start {
            letter.to_ascii_uppercase()
        } else {
            letter.to_ascii_lowercase()
        };
        start = letter == '-';
        written
    });
    letters.collect()
}

/// The first part of a URL's path, such as `/api`; none if it holds more than plain letters.
fn first_part(url: &str) -> Option<&str> {
    let path = url.get(crate::har::authority(url).len()..)?;
    let part = path.strip_prefix('/')?;
    let length = part.find(['/', '?', '#']).unwrap_or(part.len());
    let is_plain = (1..=LONGEST_NAME).contains(&length)
        && part
            .bytes()
            .take(length)
            .all(|byte| byte.is_ascii_alphanumeric() || b"._~-".contains(&byte));
    // `/.` and `/..` are no parts: a browser resolves them.
    (is_plain && !part.starts_with('.'))
        .then(|| path.get(..=length))
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn origins_that_a_policy_may_hold() {
        for origin in [
            "https://app.test",
            "http://localhost:5173",
            "http://[::1]:48101",
            "capacitor://localhost",
            "chrome-extension://abcdefgh",
        ] {
            assert!(is_plain_origin(origin), "{origin}");
        }
        for origin in [
            "",
            "*",
            "null",
            "https://",
            "https://*.app.test",
            "https://app.test/",
            "https://app.test:",
            "https://app.test:8x",
            "https://a'b.test",
            "https://a$b.test",
            "https://a\nb.test",
            "https://a`b.test",
            "https://[x]",
            "app.test",
        ] {
            assert!(!is_plain_origin(origin), "{origin}");
        }
    }

    #[test]
    fn names_are_written_as_in_documents() {
        assert_eq!(capitalised("x-request-id"), "X-Request-Id");
        assert_eq!(capitalised("AUTHORIZATION"), "Authorization");
    }

    #[test]
    fn null_and_patterns_are_never_allowed() {
        let mut asked = Asked::of("https://api.test/x");
        asked.origin("null");
        asked.origin("https://*.test");
        asked.header("*");
        assert!(asked.remedy().policy().is_none());
        asked.origin("https://app.test");
        let remedy = asked.remedy();
        let policy = remedy.policy().unwrap();
        assert_eq!(policy.origins, [Box::from("https://app.test")]);
        assert!(policy.headers.is_empty());
        assert_eq!(policy.left_out.len(), 3);
    }
}
