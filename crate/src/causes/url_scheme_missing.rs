//! An address without a scheme, or with one that pages may not ask.

use super::text::shown;
use super::{Cause, Certainty, Finding, RemedyKind, Seen};
use crate::fetch::origin::{SerializedOrigin, is_same_origin};
use crate::har::Entry;
use crate::neighbours::Neighbour;
use url::Url;

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "url-scheme-missing",
    title: "The address lacks http:// or https://",
    explanation: include_str!("url_scheme_missing.md"),
    general: false,
    remedy: RemedyKind::Elsewhere(
        "The call's address must begin with https:// or http://: no server was asked.",
    ),
    explains,
};

/// Last labels that make a path's first part look like a host; file names end otherwise.
const LABELS: &[&str] = &[
    "ai",
    "app",
    "cloud",
    "co",
    "com",
    "de",
    "dev",
    "example",
    "fr",
    "internal",
    "invalid",
    "io",
    "local",
    "localhost",
    "net",
    "org",
    "test",
    "uk",
];

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    let entry = seen.main_entry()?;
    match seen.neighbour()? {
        Neighbour::FileUrl => Some(
            Finding::new(&CAUSE, Certainty::Certain)
                .title("A page may not ask for a file: address")
                .what(format!(
                    "The page asked for {}; a page may not read files.",
                    shown(&entry.url)
                ))
                .advice("Serve the file over http, and ask for it there.")
                .all_evidence(seen.net_error())
                .all_evidence(seen.main_url()),
        ),
        Neighbour::HttpStatus(404 | 405) => {
            let part = host_in_path(seen, entry)?;
            Some(
                Finding::new(&CAUSE, Certainty::Likely)
                    .what(format!(
                        "The page's own server answered {}: the path holds {}, which looks like a host whose address lost \
                         its scheme.",
                        entry.status,
                        shown(&part)
                    ))
                    .all_evidence(seen.main_url()),
            )
        }
        _ => None,
    }
}

/// What looks like a host where an address relative to the page puts one: the page's own server was asked, and the host
/// comes right after the folder of the page, or after the root where a base says so.
fn host_in_path(seen: &Seen<'_>, entry: &Entry) -> Option<String> {
    let url = Url::parse(&entry.url).ok()?;
    let page = seen.page_origin();
    let is_own = is_same_origin(page.value()?, &SerializedOrigin::of_url(&url));
    if !is_own || seen.exchange.hops.len() > 1 {
        return None;
    }
    let referrer = entry.request_headers.get("Referer");
    let referrer = referrer.and_then(|referrer| Url::parse(&referrer).ok());
    let folder = referrer.as_ref().and_then(|page| {
        let (folder, _) = page.path().rsplit_once('/')?;
        url.path().strip_prefix(folder)?.strip_prefix('/')
    });
    let parts = [url.path().strip_prefix('/'), folder];
    parts
        .into_iter()
        .flatten()
        .filter_map(|rest| rest.split('/').next())
        .find(|part| is_like_a_host(part) || is_known_host(seen, &url, part))
        .map(str::to_owned)
}

/// `api.example.com`, with or without a port; not `index.html`.
fn is_like_a_host(part: &str) -> bool {
    let name = part.split(':').next().unwrap_or_default();
    let is_name = |label: &str| {
        !label.is_empty()
            && label
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    name.split('.').all(is_name)
        && name
            .rsplit_once('.')
            .is_some_and(|(_, last)| LABELS.contains(&last.to_ascii_lowercase().as_str()))
}

/// Is it the host of another request of the log?
fn is_known_host(seen: &Seen<'_>, own: &Url, part: &str) -> bool {
    let host = part.split(':').next().unwrap_or_default();
    let host = host.to_ascii_lowercase();
    host.contains('.') && own.host_str() != Some(&*host) && seen.log.has_host(&host)
}
