//! The connection failed: DNS, refused, reset, TLS, timeout. Not CORS.

use super::text::shown;
use super::{Cause, Certainty, Finding, RemedyKind, Seen};
use crate::exchange::NotCors;

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "network-failure",
    title: "The connection failed; this is not CORS",
    explanation: include_str!("network_failure.md"),
    general: false,
    remedy: RemedyKind::Elsewhere(
        "No answer arrived: there is nothing that headers could be added to.",
    ),
    explains,
};

/// Net errors that a reader can act on, and what they mean.
const MEANINGS: &[(&str, &str, &str)] = &[
    (
        "net::ERR_CONNECTION_REFUSED",
        "nothing listens at that host and port",
        "Start the server, or correct host and port.",
    ),
    (
        "net::ERR_NAME_NOT_RESOLVED",
        "the host name is not known to DNS",
        "Check the spelling of the host, and DNS or VPN.",
    ),
    (
        "net::ERR_EMPTY_RESPONSE",
        "the server closed the connection without an answer",
        "Look for a crash or a limit in the server's log.",
    ),
    (
        "net::ERR_CONNECTION_RESET",
        "the connection was cut",
        "Look for a crash, a proxy or a firewall on the way.",
    ),
    (
        "net::ERR_CONNECTION_CLOSED",
        "the connection was closed",
        "Look for a crash, a proxy or a firewall on the way.",
    ),
    (
        "net::ERR_CONNECTION_TIMED_OUT",
        "the server did not answer in time",
        "Check that the host is reachable.",
    ),
    (
        "net::ERR_TIMED_OUT",
        "the server did not answer in time",
        "Check that the host is reachable.",
    ),
    (
        "net::ERR_SSL_PROTOCOL_ERROR",
        "the server does not speak TLS at that port",
        "Use the scheme that the server speaks.",
    ),
    (
        "net::ERR_INTERNET_DISCONNECTED",
        "the machine is offline",
        "Connect to the network.",
    ),
    (
        "net::ERR_ADDRESS_UNREACHABLE",
        "the address cannot be reached",
        "Check network and VPN.",
    ),
    (
        "net::ERR_UNEXPECTED_PROXY_AUTH",
        "the server answered 407, which only a proxy may",
        "Answer with another status.",
    ),
];

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    let NotCors::NetworkError(error) = seen.not_cors()? else {
        return None;
    };
    let known = MEANINGS.iter().find(|(name, _, _)| name == error);
    let (meaning, advice) = match known {
        Some((_, meaning, advice)) => (*meaning, *advice),
        None if error.starts_with("net::ERR_CERT_") => (
            "the server's certificate is not trusted",
            "Open the URL in a tab to see why, and install a valid certificate.",
        ),
        None => return None,
    };
    Some(
        Finding::new(&CAUSE, Certainty::Certain)
            .what(format!("The request failed with {}: {meaning}.", shown(error)))
            .why("No response arrived, so no CORS check was made. Headers on the server cannot change that.")
            .advice(advice)
            .all_evidence(seen.net_error()),
    )
}
