//! What else is said about a failure: the problems behind it, the readings that cannot be told apart, and why the
//! browser asked first.

use super::dom::{El, el, heading};
use crate::panel::plain::plain;
use crate::panel::row::cause_title;
use crate::panel::words::{fill, say};
use crate::report::v1::Diagnosis;

/// "1 of 3 problems": this one, and those that would be met once it is mended.
pub(super) fn problems(diagnosis: &Diagnosis) -> Option<El> {
    let also = &diagnosis.also;
    let count = (also.len() + 1).to_string();
    let further = also.iter().map(|next| {
        el("li")
            .test("also")
            .attr("data-cause", &next.cause)
            .maybe_attr("data-chromium", next.chromium.as_deref())
            .text(&plain(&next.title))
            .maybe(
                next.chromium
                    .as_ref()
                    .map(|name| el("span").class("code").text(&plain(name))),
            )
    });
    (!also.is_empty()).then(|| {
        el("section")
            .add(&heading(&fill("heading_problems", &[&count])))
            .add(&el("p").class("lead").text(say("problems_lead")))
            .add(
                &el("ol")
                    .class("problems")
                    .add(
                        &el("li")
                            .class("current")
                            .attr("aria-current", "true")
                            .text(&plain(&diagnosis.title)),
                    )
                    .all(further),
            )
    })
}

/// What else it may be, each with the condition under which it is.
pub(super) fn alternatives(diagnosis: &Diagnosis) -> Option<El> {
    let readings = diagnosis.alternatives.iter().map(|alternative| {
        let reading = alternative
            .cause
            .as_deref()
            .map_or(say("no_cors_failure"), cause_title);
        el("li")
            .test("alternative")
            .maybe_attr("data-cause", alternative.cause.as_deref())
            .maybe_attr("data-chromium", alternative.chromium.as_deref())
            .add(
                &el("span")
                    .class("condition")
                    .text(&fill("alternative_if", &[&plain(&alternative.condition)])),
            )
            .add(&el("span").class("reading").text(&plain(reading)))
            .maybe(
                alternative
                    .chromium
                    .as_ref()
                    .map(|name| el("span").class("code").text(&plain(name))),
            )
    });
    (!diagnosis.alternatives.is_empty()).then(|| {
        el("section")
            .add(&heading(say("heading_alternatives")))
            .add(&el("ul").class("alternatives").all(readings))
    })
}

/// The properties of the request that made the browser send a preflight.
pub(super) fn preflight_reasons(diagnosis: &Diagnosis) -> Option<El> {
    let reasons = diagnosis.preflight_reasons.iter().map(|reason| {
        let value = reason.value.as_deref().map(plain).unwrap_or_default();
        let (words, shown) = match (reason.kind.as_str(), reason.header.as_deref()) {
            ("method", _) => (say("reason_method"), value),
            ("header", Some(header)) if value.is_empty() => (say("reason_header"), plain(header)),
            ("header", Some(header)) => {
                (say("reason_header"), plain(&format!("{header}: {value}")))
            }
            _ => (say("reason_forced"), value),
        };
        el("li")
            .test("preflight-reason")
            .add(&el("span").class("reason").text(words))
            .add(&el("span").class("mono").text(&shown))
    });
    (!diagnosis.preflight_reasons.is_empty()).then(|| {
        el("section")
            .add(&heading(say("heading_preflight")))
            .add(&el("ul").class("reasons").all(reasons))
    })
}
