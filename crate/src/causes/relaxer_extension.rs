//! The same wide permission on answers of unrelated hosts: an extension adds it.

use super::look::response_of;
use super::text::listed;
use super::{Cause, Certainty, Evidence, Finding, RemedyKind, Seen};
use crate::chromium::CorsError;
use crate::har::Entry;

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "relaxer-extension",
    title: "An extension that relaxes CORS adds the headers",
    explanation: include_str!("relaxer_extension.md"),
    general: false,
    remedy: RemedyKind::Elsewhere(
        "An extension in the browser adds these headers; turn it off and repeat the request.",
    ),
    explains,
};

/// As many other hosts with the same lines are no accident.
const HOSTS: usize = 2;
/// Most entries that are looked through.
const MOST: usize = 500;

/// The method list that comes with the permission; extensions send one fixed text everywhere.
fn fingerprint(entry: &Entry) -> Option<(String, String)> {
    let headers = &entry.response_headers;
    let origin = headers.get("Access-Control-Allow-Origin")?.into_owned();
    let methods = headers.get("Access-Control-Allow-Methods")?.into_owned();
    Some((origin, methods))
}

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    let is_conflict = matches!(
        seen.error()?.without_preflight(),
        CorsError::WildcardOriginNotAllowed
            | CorsError::MultipleAllowOriginValues
            | CorsError::InvalidAllowCredentials
    );
    let (_, refused) = seen.refused()?;
    // A server names its methods in answers to preflights only.
    if !is_conflict || seen.is_preflight() {
        return None;
    }
    let (_, methods) = fingerprint(refused)?;
    let own = seen.refused_url()?;
    let mut hosts: Vec<String> = Vec::new();
    let mut witnesses: Vec<Evidence> = Vec::new();
    for (position, entry) in seen.log.entries.iter().enumerate().take(MOST) {
        if entry.is_preflight() || fingerprint(entry).is_none_or(|(_, other)| other != methods) {
            continue;
        }
        let Some(origin) = url::Url::parse(&entry.url)
            .ok()
            .filter(|url| url.origin() != own.origin())
            .map(|url| url.origin().ascii_serialization())
        else {
            continue;
        };
        if !hosts.contains(&origin) && hosts.len() < HOSTS {
            hosts.push(origin);
            witnesses.push(response_of(position, entry, "Access-Control-Allow-Methods"));
        }
    }
    if hosts.len() < HOSTS {
        return None;
    }
    Some(
        Finding::new(&CAUSE, Certainty::Likely)
            .what(format!(
                "This answer and those of {} carry the same Access-Control-Allow-Methods, on requests that were no \
                 preflights: something in the browser adds it.",
                listed(&hosts),
            ))
            .all_evidence(seen.response_header("Access-Control-Allow-Origin"))
            .all_evidence(seen.response_header("Access-Control-Allow-Methods"))
            .all_evidence(witnesses),
    )
}
