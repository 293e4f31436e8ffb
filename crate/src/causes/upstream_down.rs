//! 502, 503, 504.

use super::{Cause, Certainty, Finding, RemedyKind, Seen};
use crate::chromium::CorsError;

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "upstream-down",
    title: "The proxy could not reach the application",
    explanation: include_str!("upstream_down.md"),
    general: false,
    remedy: RemedyKind::Elsewhere(
        "The proxy could not reach the application: it must run again before its headers matter.",
    ),
    explains,
};

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    let status = seen.refused_status()?;
    let is_refusal =
        seen.lacks_allow_origin() || seen.error()? == CorsError::PreflightInvalidStatus;
    // By their definition a gateway's answers; but an application may give them itself, and a gateway gives 502 also where
    // the application ran and answered what it could not use.
    if !is_refusal || !matches!(status, 502..=504) {
        return None;
    }
    let names_its_error = seen.refused_header("x-amzn-ErrorType").is_some();
    if names_its_error && seen.lacks_allow_origin() {
        // A gateway that names its own error is a cause of its own.
        return None;
    }
    let is_of_aws = names_its_error
        || seen.refused_header("x-amzn-RequestId").is_some()
        || seen.refused_header("x-amz-apigw-id").is_some()
        || seen.header_holds("Server", "awselb");
    let reason = if is_of_aws {
        "a load balancer or gateway of AWS speaks for an application that did not answer, or for a function that ran and \
         returned what it could not use"
    } else {
        "a proxy speaks for an application that did not answer, or whose answer it could not use"
    };
    Some(
        Finding::new(&CAUSE, Certainty::Likely)
            .what(format!(
                "The answer to {} is {status}: {reason}.",
                seen.asked()
            ))
            .all_evidence(seen.status())
            .all_evidence(seen.present("Server"))
            .all_evidence(seen.present("Via"))
            .all_evidence(seen.response_header("Access-Control-Allow-Origin")),
    )
}
