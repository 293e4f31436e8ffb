//! The fallback: says what was seen.

use super::seen::header;
use super::text::shown;
use super::{Cause, Certainty, Finding, RemedyKind, Seen, Side};
use crate::exchange::Answer;
use crate::exchange::verdict::{Lack, Verdict};
use crate::har::NetError;
use crate::neighbours::Neighbour;

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "unexplained",
    title: "The log does not say why it failed",
    explanation: include_str!("unexplained.md"),
    general: true,
    remedy: RemedyKind::Elsewhere("Nothing in the log says that a header was refused."),
    explains,
};

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    let entry = seen.main_entry()?;
    let position = seen.main_position()?;
    let (what, why, advice) = match (seen.blocked, seen.verdict) {
        (Some(blocked), _) => (
            format!("Chromium refuses the response with {}: {}.", blocked.refusal.error, blocked.refusal.error.rule()),
            "The check of the Fetch standard failed at the step named here.",
            "Compare the response's headers with the step.",
        ),
        (None, Verdict::Bare(_)) => (
            format!(
                "{} {} failed without a response and without a preflight{}{}.",
                shown(&entry.method),
                shown(&entry.url),
                if entry.request_headers.is_empty() { ", and the log holds no header of it" } else { "" },
                match &entry.error {
                    NetError::Words(words) => format!("; the program that wrote the log says {}", shown(words)),
                    _ => String::new(),
                },
            ),
            "A cached response that fails the check, a refused local network access and a request of a worker all leave \
             such an entry; the log cannot tell them apart.",
            "Tick `Disable cache` in the Network tab and reload: if the entry then has a response, the cache was the reason. \
             Else look at the site's permissions for local network access.",
        ),
        (None, Verdict::Unsettled(Lack::Headers(_))) => (
            format!(
                "The log lacks the headers that decide whether CORS allowed {} {}.",
                shown(&entry.method),
                shown(&entry.url)
            ),
            "Whoever wrote the log left headers out, or in a form that cannot be read. A header that is not in such a log \
             may well have been sent.",
            "Record the request again in the browser's own Network tab.",
        ),
        (None, Verdict::Unsettled(Lack::Stored) | Verdict::Revalidated(_)) => (
            format!(
                "{} {} was answered with 304: the browser checks the answer that it had stored, and the log does not show which \
                 that was.",
                shown(&entry.method),
                shown(&entry.url)
            ),
            "A 304 says that the stored answer is still current, and updates the headers that it names. The page gets the stored \
             answer, and it is checked.",
            "Tick `Disable cache` in the Network tab and repeat the request: then the whole answer is in the log.",
        ),
        (None, Verdict::Unsettled(Lack::Browser)) => (
            format!(
                "A browser would refuse the answer to {} {}. That a browser asked is not in the log, nor that the request failed.",
                shown(&entry.method),
                shown(&entry.url)
            ),
            "The check is the browser's. The request names another program, and programs that are no browsers read every \
             answer, whatever Origin they send.",
            "If a page of a browser made the call, record it in that browser's Network tab.",
        ),
        (None, Verdict::Unsettled(Lack::End)) => (
            "The log holds this request without its end: it was under way when the log was taken, or only half of it was written \
             down.".to_owned(),
            "Nothing is said of a request that was not seen whole.",
            "Repeat the request and let it come to its end before the log is saved; in DevTools with `Preserve log` on.",
        ),
        (None, Verdict::NotCors(Neighbour::HttpStatus(status))) => (
            match seen.answer() {
                Answer::Passes | Answer::Depends => format!(
                    "The server answered {status}; every CORS check passed, and the page may read the answer."
                ),
                Answer::NotAsked => format!(
                    "The server answered {status}. CORS was not asked: only what a page asks of another origin in mode \
                     `cors` is checked."
                ),
                Answer::NotKnown => format!(
                    "The server answered {status}, and nothing says that the browser refused it; the log lacks its headers."
                ),
                Answer::Refuses(error) => format!(
                    "The server answered {status}, and the browser says that it let the page have it, though the headers \
                     in the log would be refused with {error}."
                ),
            },
            "An error status is the server's answer, not the browser's refusal.",
            "Look at the response's body and the server's log.",
        ),
        (None, _) => (
            match seen.answer() {
                Answer::NotAsked => format!(
                    "{} {} failed, and CORS was not asked: only what a page asks of another origin in mode `cors` is checked.",
                    shown(&entry.method),
                    shown(&entry.url)
                ),
                _ => format!("{} {} failed, though every CORS check that the log allows passes.", shown(&entry.method), shown(&entry.url)),
            },
            "A service worker, a relaxing extension or a failed check of the body leave such an entry.",
            "Look at the call's options and at the Application tab for service workers.",
        ),
    };
    let error = entry.error.text().map(str::to_owned);
    let title = match seen.verdict {
        Verdict::Unsettled(Lack::Headers(_)) => "The log lacks the headers that decide",
        Verdict::Unsettled(Lack::Stored) => "The stored answer decides, and it is not in the log",
        Verdict::Unsettled(Lack::Browser) => "The log does not say that a browser asked",
        _ => CAUSE.title,
    };
    Some(
        Finding::new(&CAUSE, Certainty::Possible)
            .title(title)
            .what(what)
            .why(why)
            .advice(advice)
            .evidence(header(
                position,
                Side::Response,
                ":status",
                Some(entry.status.to_string()),
            ))
            .evidence(header(position, Side::Response, ":error", error)),
    )
}
