//! The messages of one exchange as the log holds them: each request with its answer, in the order they were sent.

use crate::exchange::Exchange;
use crate::fetch::http_redirect_fetch::is_redirect_status;
use crate::har::{Entry, Log};
use crate::redact::Redacted;

/// A header line.
pub type Line = (String, String);

/// A request and its answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Message {
    /// What it was for.
    pub role: Role,
    /// Request method.
    pub method: String,
    /// Address.
    pub url: String,
    /// Protocol, where it is stated.
    pub version: String,
    /// Request headers, in the log's order.
    pub request: Vec<Line>,
    /// Status of the answer; none where there was none.
    pub status: Option<u16>,
    /// Response headers, in the log's order.
    pub response: Vec<Line>,
    /// What the network said instead of an answer.
    pub error: Option<String>,
    /// Are the request headers those that went out? Before a request is sent its log holds only the first of them.
    pub is_final: bool,
}

/// What a message was for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The question that the browser asks first.
    Preflight,
    /// The request before redirect so many, from 1.
    Redirected(usize),
    /// The request itself.
    Request,
}

/// All messages of an exchange. A preflight stands before its request, whichever was logged first.
pub fn messages(log: &Redacted<Log>, exchange: &Exchange) -> Vec<Message> {
    let last = exchange.hops.len().saturating_sub(1);
    let hops = exchange.hops.iter().enumerate().flat_map(|(number, hop)| {
        let role = if number == last {
            Role::Request
        } else {
            Role::Redirected(number + 1)
        };
        let asked = hop.preflight.map(|position| (Role::Preflight, position));
        asked.into_iter().chain([(role, hop.actual)])
    });
    let lone = exchange.lone_preflight.map(|it| (Role::Preflight, it));
    hops.chain(lone)
        .filter_map(|(role, position)| Some(message(role, log.entries.get(position)?)))
        .collect()
}

fn message(role: Role, entry: &Entry) -> Message {
    let lines = |list: &crate::fetch::HeaderList| {
        list.iter()
            .map(|line| (line.name.to_owned(), line.value.to_owned()))
            .collect()
    };
    Message {
        role,
        method: entry.method.to_string(),
        url: entry.url.to_string(),
        version: entry.http_version.to_string(),
        request: lines(&entry.request_headers),
        status: (entry.status != 0).then_some(entry.status),
        response: lines(&entry.response_headers),
        error: entry
            .error
            .text()
            .filter(|it| !it.is_empty())
            .map(str::to_owned),
        is_final: entry.has_final_request_headers(),
    }
}

impl Message {
    /// Does the log show that it left the browser? A question is logged with the headers that it was planned with, so only
    /// its answer shows it.
    pub fn is_seen_sent(&self) -> bool {
        self.status.is_some() || self.is_final && self.role != Role::Preflight
    }

    /// The origin that it names.
    pub fn origin(&self) -> Option<&str> {
        let mut lines = self.request.iter();
        let line = lines.find(|(name, _)| name.eq_ignore_ascii_case("origin"))?;
        Some(&line.1)
    }

    /// Does its answer lead elsewhere?
    pub fn is_redirected(&self) -> bool {
        let names_a_place = || {
            let mut lines = self.response.iter();
            lines.any(|(name, _)| name.eq_ignore_ascii_case("location"))
        };
        match self.role {
            Role::Preflight => false,
            Role::Redirected(_) => true,
            Role::Request => self.status.is_some_and(is_redirect_status) && names_a_place(),
        }
    }

    /// The request headers that CORS reads or writes.
    pub fn asked(&self) -> impl Iterator<Item = &Line> {
        self.request.iter().filter(|(name, _)| matters(name))
    }

    /// The response headers that CORS reads.
    pub fn answered(&self) -> impl Iterator<Item = &Line> {
        self.response.iter().filter(|(name, _)| matters(name))
    }
}

/// Whether a header has a part in the decision.
pub fn matters(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.starts_with("access-control-")
        || matches!(
            name.as_str(),
            "origin"
                | "vary"
                | "location"
                | "cross-origin-resource-policy"
                | "cookie"
                | "authorization"
                | "timing-allow-origin"
                | "www-authenticate"
        )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{exchange, har, redact};

    #[test]
    fn a_preflight_stands_before_its_request_with_the_headers_that_matter() {
        let har = r#"{"log":{"entries":[
            {"startedDateTime":"2026-01-02T03:04:05.000Z","_resourceType":"fetch",
             "request":{"method":"PUT","url":"http://localhost:48102/x","headers":[{"name":"X-A","value":"1"}]},
             "response":{"status":0,"headers":[],"_error":"net::ERR_FAILED"}},
            {"startedDateTime":"2026-01-02T03:04:05.001Z","_resourceType":"preflight",
             "_initiator":{"type":"preflight","url":"http://localhost:48102/x"},
             "request":{"method":"OPTIONS","url":"http://localhost:48102/x","headers":[
               {"name":"Origin","value":"http://localhost:48101"},{"name":"Host","value":"localhost:48102"},
               {"name":"Access-Control-Request-Method","value":"PUT"}]},
             "response":{"status":401,"headers":[{"name":"Date","value":"now"},{"name":"Vary","value":"Origin"}]}}]}}"#;
        let (log, _) = har::read(har.as_bytes());
        let log = redact::log(log, redact::Policy::Mask);
        let [exchange] = &exchange::join(&log)[..] else {
            panic!("one exchange");
        };
        let [preflight, request] = &messages(&log, exchange)[..] else {
            panic!("two messages");
        };
        assert_eq!(
            (preflight.role, request.role),
            (Role::Preflight, Role::Request)
        );
        assert_eq!((preflight.status, request.status), (Some(401), None));
        assert_eq!(request.error.as_deref(), Some("net::ERR_FAILED"));
        let names: Vec<&str> = preflight.asked().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["Origin", "Access-Control-Request-Method"]);
        assert_eq!(preflight.answered().count(), 1);
    }
}
