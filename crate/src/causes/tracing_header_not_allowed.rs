//! sentry-trace, baggage, traceparent and kin.

use super::text::listed;
use super::{Cause, Certainty, Finding, RemedyKind, Seen};

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "tracing-header-not-allowed",
    title: "A tracing header is not allowed",
    explanation: include_str!("tracing_header_not_allowed.md"),
    general: false,
    remedy: RemedyKind::Policy,
    explains,
};

/// Headers that tracing and monitoring libraries add, lower-case.
const TRACING: [&str; 14] = [
    "sentry-trace",
    "baggage",
    "traceparent",
    "tracestate",
    "request-id",
    "request-context",
    "correlation-context",
    "newrelic",
    "uber-trace-id",
    "b3",
    "x-amzn-trace-id",
    "elastic-apm-traceparent",
    "x-cloud-trace-context",
    "sw8",
];
const TRACING_STARTS: [&str; 3] = ["x-b3-", "x-datadog-", "ot-tracer-"];

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    let names = seen.headers_not_allowed()?;
    let is_tracing = |name: &String| {
        TRACING.contains(&&**name) || TRACING_STARTS.iter().any(|start| name.starts_with(start))
    };
    if !names.iter().all(is_tracing) {
        return None;
    }
    Some(
        Finding::new(&CAUSE, Certainty::Certain)
            .what(format!("The preflight (OPTIONS) asked for {}, which a tracing library adds; the answer does not \
                 allow {}.", listed(names), if names.len() == 1 { "it" } else { "them" }))
            .all_evidence(seen.request_header("Access-Control-Request-Headers"))
            .all_evidence(seen.response_header("Access-Control-Allow-Headers")),
    )
}
