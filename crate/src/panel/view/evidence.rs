//! The header lines that say so, each marked as observed or inferred.

use super::diagnosis::basis;
use super::dom::{El, el, heading};
use crate::panel::plain::{plain, shorten};
use crate::panel::row::message;
use crate::panel::words::say;
use crate::report::v1::{Basis, Diagnosis, Evidence, Side};

/// Longest value drawn in a line of evidence; the tooltip shows more.
const LONGEST: usize = 400;

pub(super) fn evidence(diagnosis: &Diagnosis) -> Option<El> {
    let lines = diagnosis.evidence.iter().map(|it| line(diagnosis, it));
    (!diagnosis.evidence.is_empty()).then(|| {
        el("section")
            .add(&heading(say("heading_evidence")))
            .add(&el("ul").class("evidence").all(lines))
    })
}

fn line(diagnosis: &Diagnosis, evidence: &Evidence) -> El {
    let (name, word) = match evidence.basis {
        Basis::Observed => ("observed", say("observed")),
        Basis::Inferred => ("inferred", say("inferred")),
        Basis::Unknown => ("unknown", say("unknown")),
    };
    let side = match evidence.side {
        Side::Request => "request",
        Side::Response => "response",
    };
    let header = match evidence.header.as_str() {
        ":status" => say("evidence_status").to_owned(),
        ":error" => say("evidence_error").to_owned(),
        ":url" => say("evidence_url").to_owned(),
        header => plain(header),
    };
    el("li")
        .test("evidence")
        .attr("data-entry", &evidence.entry.to_string())
        .attr("data-side", side)
        .attr("data-header", &evidence.header)
        .attr("data-basis", name)
        .add(&basis(name, word))
        .add(
            &el("span")
                .class("message")
                .text(&message(diagnosis, evidence)),
        )
        .add(
            &el("span")
                .class("header")
                .add(&el("span").class("header-name").text(&header))
                .text(": ")
                .add(&value(evidence.value.as_deref())),
        )
}

/// A header's value, its absence, or its emptiness.
pub(super) fn value(value: Option<&str>) -> El {
    match value {
        None => el("em").class("absent").text(say("absent")),
        Some("") => el("em").class("absent").text(say("empty_value")),
        Some(value) => el("span")
            .class("mono")
            .attr("title", &plain(value))
            .text(&shorten(value, LONGEST)),
    }
}
