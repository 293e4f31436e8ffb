//! The connection failed: DNS, refused, reset, TLS, timeout. Not CORS.

use super::look::status_of;
use super::text::shown;
use super::{Cause, Certainty, Finding, RemedyKind, Seen};
use crate::exchange::Answer;
use crate::neighbours::Neighbour;

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "network-failure",
    title: "The connection failed; this is not CORS",
    explanation: include_str!("network_failure.md"),
    general: false,
    remedy: RemedyKind::Elsewhere(
        "No whole answer arrived: the connection must work before headers matter.",
    ),
    explains,
};

/// What failed: the title, what the error means, and what to do.
fn words(neighbour: Neighbour, error: &str) -> Option<(&'static str, &'static str, &'static str)> {
    let words = match neighbour {
        Neighbour::ConnectionRefused => (
            "Nothing listens at that address; this is not CORS",
            "nothing listens at that host and port",
            "Start the server, or correct host and port.",
        ),
        Neighbour::NameNotResolved => (
            "The host name is not known; this is not CORS",
            "the host name is not known to DNS",
            "Check the spelling of the host, and DNS or VPN.",
        ),
        Neighbour::ConnectionCut => (
            "The connection was cut; this is not CORS",
            "the server, or something on the way, ended the connection before an answer",
            "Look for a crash or a limit in the server's log, and for a proxy or firewall on the way. A server that speaks \
             TLS at that port also does this when it is asked over http.",
        ),
        Neighbour::TimedOut => (
            "The server did not answer in time; this is not CORS",
            "the server did not answer in time",
            "Check that the host is reachable, and that no firewall drops what is sent to it.",
        ),
        Neighbour::Unreachable => (
            "The address cannot be reached; this is not CORS",
            "there is no way to that address",
            "Check network, VPN and firewall.",
        ),
        Neighbour::Offline => (
            "The machine was offline; this is not CORS",
            "the machine had no network, or changed to another",
            "Connect to the network, and switch `Offline` off in the Network tab.",
        ),
        Neighbour::Tls => (
            "TLS failed; this is not CORS",
            "the server does not speak TLS at that port, or no version in common",
            "Use the scheme that the server speaks. Chromium itself asks for images over https on an https page, and a \
             policy of `upgrade-insecure-requests` does so for all requests.",
        ),
        Neighbour::Certificate => (
            "The certificate is not trusted; this is not CORS",
            "the server's certificate is not trusted",
            "Open the URL in a tab to see why, and install a valid certificate. A request of a page offers no way to \
             accept one.",
        ),
        Neighbour::Proxy => (
            "The proxy of this machine failed; this is not CORS",
            "the proxy that this machine is told to use did not carry the request",
            "Check the proxy settings of browser and system.",
        ),
        Neighbour::ProxyAuthentication => (
            "The server answered 407, as only a proxy may",
            "the server answered 407, which only a proxy may; Chromium drops such an answer whole",
            "Answer with 401 or 403.",
        ),
        Neighbour::BrokenAnswer => (
            "The answer is not valid HTTP; this is not CORS",
            "the answer is not valid HTTP, or its headers contradict each other",
            "Ask the same with curl and `--verbose`, and look for headers that are set twice, or for another protocol at \
             that port.",
        ),
        Neighbour::Http2Stream => (
            "The HTTP/2 stream was ended; this is not CORS",
            "the server, or a proxy on the way, ended the HTTP/2 stream instead of answering, or sent what HTTP/2 forbids",
            "Look into the log of server and proxy for a crash, a timeout or a limit, and ask the same with curl, once with \
             `--http2` and once with `--http1.1`: if only the former fails, HTTP/2 is what to look at.",
        ),
        Neighbour::BrokenBody => (
            "The answer's body is broken; this is not CORS",
            "the body ended early, or is not encoded as its headers say",
            "Compare `Content-Length`, `Transfer-Encoding` and `Content-Encoding` with what the server sends, and look for \
             a proxy that compresses twice.",
        ),
        // Only Chromium's names are the browser's own words; a proxy writes its own in the same place.
        Neighbour::NetError if error.starts_with("net::") => (
            "The request failed with a network error, not CORS",
            "the browser's network layer ended it",
            "Look the error up under `chrome://network-errors`.",
        ),
        Neighbour::NetError => (
            "The request failed on its way, not by CORS",
            "so says the program that wrote the log, and it is no name of a browser",
            "Look the text up in that program's documentation or log, and ask the same with curl from the same machine.",
        ),
        _ => return None,
    };
    Some(words)
}

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    let neighbour = seen.neighbour()?;
    let (title, meaning, advice) = words(neighbour, seen.net_error_text())?;
    // A browser that is told of no other reason gives this one.
    let certainty = match neighbour {
        Neighbour::NetError => Certainty::Possible,
        _ => Certainty::Certain,
    };
    let finding = Finding::new(&CAUSE, certainty)
        .all_evidence(seen.failing_error())
        .all_evidence(seen.main_url());
    let error = shown(seen.net_error_text());
    let is_unanswered = matches!(
        neighbour,
        Neighbour::BrokenAnswer | Neighbour::ProxyAuthentication
    );
    if let Some((position, answered)) = seen.answered_and_failed()
        && !is_unanswered
    {
        let asked = if answered.is_preflight() {
            "The preflight"
        } else {
            "The request"
        };
        let status = answered.status;
        let finding = match neighbour {
            Neighbour::ConnectionCut
            | Neighbour::TimedOut
            | Neighbour::Unreachable
            | Neighbour::Offline
            | Neighbour::Http2Stream => finding
                .title("The answer was cut off; this is not CORS")
                .what(format!(
                    "{asked} was answered with {status}, and failed with {error} before the answer had come to its end."
                ))
                .advice(
                    "Ask the same with curl until the body has come whole, and look for a crash, a timeout or a limit in the \
                     logs of the server and of what stands before it.",
                ),
            _ => finding
                .title(title)
                .what(format!("{asked} was answered with {status}, and failed with {error}: {meaning}."))
                .advice(advice),
        };
        return Some(
            finding
                .why(after_the_headers(seen.answer()))
                .evidence(status_of(position, answered)),
        );
    }
    let why = if is_unanswered {
        "Where there is no answer to read, no CORS check is made. Its headers cannot change that."
    } else {
        "No response arrived, so no CORS check was made. Headers on the server cannot change that."
    };
    Some(
        finding
            .title(title)
            .what(format!("The request failed with {error}: {meaning}."))
            .why(why)
            .advice(advice),
    )
}

/// What was said of CORS before the rest of the answer failed to come: its headers are checked as soon as they are there.
fn after_the_headers(answer: Answer) -> String {
    match answer {
        Answer::Passes => "The CORS check passed when the headers came; the page is told of what followed in the same words \
                           as of a refusal."
            .to_owned(),
        Answer::NotAsked => "CORS was not asked: only what a page asks of another origin in mode `cors` is checked.".to_owned(),
        Answer::Depends => "Headers are checked when they come, and the browser names what followed. Without credentials these \
                            pass; with credentials they would not."
            .to_owned(),
        Answer::NotKnown => "Headers are checked when they come, and the browser names what followed. The log lacks them."
            .to_owned(),
        Answer::Refuses(error) => format!(
            "The browser names the connection as the reason. The headers in the log would be refused besides, with {error}: \
             an answer that comes whole shows it."
        ),
    }
}
