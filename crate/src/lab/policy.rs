//! Answers that travel in the URL: `/p/<policy>/…`, where the policy is a scenario's answer as JSON in base64url.
//!
//! A generator can thereby ask for any answer without a file, and the server still decides nothing. Whoever can name a
//! URL can name a policy, so one that is too large, malformed or could do harm is refused with the reason.

use super::http::Received;
use super::scenario::{Action, Response};
use super::{Alias, Ports, base64url, library, pages, validate};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The longest encoded policy.
const LONGEST: usize = 32 * 1024;

/// The most header lines of one response.
const MOST_HEADERS: usize = 64;

/// What one URL answers, with the answers that it points to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Policy {
    /// The origin that serves it; needed where another answer points here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at: Option<Alias>,
    /// To an OPTIONS request with Access-Control-Request-Method.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    preflight: Option<Response>,
    /// To everything else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    actual: Option<Response>,
    /// What `{url:NAME}` and `{path:NAME}` in its header values point to.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    answers: BTreeMap<String, Policy>,
}

/// A policy that was asked for, with what stands behind it in the path: it is handed on from hop to hop, so that a
/// whole chain of redirects is known by one name.
#[derive(Debug)]
pub(super) struct Asked {
    policy: Policy,
    tail: String,
}

/// The policy and what follows it in what stands behind its prefix.
fn split(below: &str) -> (&str, &str) {
    let end = below.find(['/', '?']).unwrap_or(below.len());
    below.split_at(end)
}

/// The policy of a URL, or the status and the reason of its refusal.
fn read(encoded: &str) -> Result<Policy, (u16, String)> {
    if encoded.len() > LONGEST {
        let why = format!("The policy is longer than {LONGEST} characters.");
        return Err((414, why));
    }
    let Some(bytes) = base64url::decode(encoded) else {
        return Err((400, "The policy is not base64url.".to_owned()));
    };
    let policy: Policy = serde_json::from_slice(&bytes)
        .map_err(|error| (400, format!("The policy is not one: {error}.")))?;
    match policy.problems("policy").into_iter().next() {
        Some((place, what)) => Err((400, format!("{place}: {what}."))),
        None => Ok(policy),
    }
}

/// Would this policy be answered? For the lab's own forms, which say the reason before anything is sent: an empty text, or why not.
pub(super) fn objection(below: &str) -> Response {
    let why = read(split(below).0).err().map(|(_, why)| why);
    pages::plain(200, &why.unwrap_or_default())
}

impl Asked {
    /// The policy in what follows `/p/`, or the refusal.
    pub(super) fn of(below: &str, request: &Received) -> Result<Self, Response> {
        let refused = |status, why: &str| pages::plain(status, &format!("{why}\n"));
        // A page of the lab's own origin, written by whoever linked to it, could read the lab's log.
        if request.header("sec-fetch-mode") == Some("navigate") {
            let why = "A policy answers requests of pages; it is no page.";
            return Err(refused(403, why));
        }
        let (encoded, tail) = split(below);
        let policy = read(encoded).map_err(|(status, why)| refused(status, &why))?;
        Ok(Self {
            policy,
            tail: tail.to_owned(),
        })
    }

    /// The response to this kind of request.
    pub(super) fn response(&self, request: &Received) -> Result<&Response, Response> {
        let response = if request.is_preflight() {
            &self.policy.preflight
        } else {
            &self.policy.actual
        };
        response
            .as_ref()
            .ok_or_else(|| pages::plain(501, "The policy does not answer this kind of request.\n"))
    }

    /// Fills the placeholders that a scenario knows, and `{path:self}` for a redirect to the same URL.
    pub(super) fn fill(&self, text: &str, ports: Ports, request: &Received) -> String {
        library::fill(text, ports, |kind, name| {
            if (kind, name) == ("path", "self") {
                return Some(request.target.clone());
            }
            let next = self.policy.answers.get(name)?;
            let json = serde_json::to_vec(next).ok()?;
            let path = format!("/p/{}{}", base64url::encode(&json), self.tail);
            match kind {
                "path" => Some(path),
                _ => Some(format!("{}{path}", ports.origin(next.at?))),
            }
        })
    }
}

impl Policy {
    /// Everything wrong in it: what scenarios forbid too, and what a URL must not ask of the server.
    fn problems(&self, place: &str) -> Vec<(String, String)> {
        let mut found = validate::Found::default();
        let responses = [("preflight", &self.preflight), ("actual", &self.actual)];
        for (kind, response) in responses
            .into_iter()
            .filter_map(|(kind, response)| Some((kind, response.as_ref()?)))
        {
            let place = format!("{place}.{kind}");
            // A connection left hanging holds a thread for minutes; the scenarios that need one are files.
            if !matches!(response.action, Action::Respond | Action::Reset) {
                found.add(&format!("{place}.action"), "only respond and reset".into());
            }
            if response.headers.len() > MOST_HEADERS {
                let what = format!("more than {MOST_HEADERS} lines");
                found.add(&format!("{place}.headers"), what);
            }
            // Each may stand for thousands of characters, and a short URL must not ask for a long answer.
            let braces = |(_, value): &(String, String)| value.matches('{').count();
            if response.headers.iter().map(braces).sum::<usize>() > MOST_HEADERS {
                let what = format!("more than {MOST_HEADERS} placeholders");
                found.add(&format!("{place}.headers"), what);
            }
            validate::check_response(&mut found, &place, response, |name| {
                name == "self" || self.answers.contains_key(name)
            });
        }
        let mut problems = found.problems;
        for (name, next) in &self.answers {
            let place = format!("{place}.answers.{name}");
            if next.at.is_none_or(Alias::is_silent) {
                let what = "names no origin that answers".to_owned();
                problems.push((format!("{place}.at"), what));
            }
            problems.extend(next.problems(&place));
        }
        problems
    }
}
