//! The Origin tab: what was expected against what was found, by part and by byte.

use super::dom::{El, el, heading};
use super::mark::mark;
use super::origin_bytes::bytes;
use crate::panel::plain::{plain, spelt};
use crate::panel::words::say;
use crate::report::v1::{Diagnosis, OriginDiff, OriginPart};

pub(super) fn origin(diagnosis: &Diagnosis) -> El {
    let Some(diff) = &diagnosis.origin_diff else {
        return el("p").class("nothing").text(say("origin_nothing"));
    };
    let first = first_difference(diff);
    let lines = [
        (
            say("origin_expected"),
            "origin-expected",
            "expected",
            spelt(&diff.expected),
        ),
        (
            say("origin_found"),
            "origin-found",
            "found",
            spelt(&as_sent(diff)),
        ),
    ];
    let compared = lines.into_iter().map(|(words, testid, class, value)| {
        el("div")
            .class(class)
            .add(&el("dt").text(words))
            .add(&el("dd").class("mono").test(testid).text(&value))
    });
    el("article")
        .class("origin")
        .test("origin-difference")
        .maybe_attr("data-byte", first.map(|index| index.to_string()).as_deref())
        .add(&el("dl").class("compared").all(compared))
        .add(&heading(say("heading_parts")))
        .add(&parts(&diff.parts))
        .add(&heading(say("heading_bytes")))
        .all(bytes(&diff.bytes, first))
}

/// The value as its bytes were meant. DevTools reads each as a letter of its own, which no configuration holds.
fn as_sent(diff: &OriginDiff) -> String {
    let bytes = diff.bytes.iter().filter_map(|byte| byte.found).collect();
    String::from_utf8(bytes).unwrap_or_else(|_| diff.found.clone())
}

/// The first byte that differs, the end of the shorter value counted as a difference.
fn first_difference(diff: &OriginDiff) -> Option<usize> {
    diff.first_difference.or_else(|| {
        let byte = diff.bytes.iter().find(|byte| byte.expected != byte.found)?;
        Some(byte.index)
    })
}

/// Scheme, host, port and rest, one under the other.
fn parts(parts: &[OriginPart]) -> El {
    let cell = |text: &str| {
        if text.is_empty() {
            el("em").class("absent").text(say("nothing_there"))
        } else {
            el("span").class("mono").text(&spelt(text))
        }
    };
    let rows = parts.iter().map(|part| {
        let (name, words) = if part.same {
            ("passed", say("same"))
        } else {
            ("failed", say("different"))
        };
        let note = (!part.note.is_empty()).then(|| el("p").class("note").text(&plain(&part.note)));
        el("tr")
            .class(if part.same { "same" } else { "different" })
            .attr("data-part", &part.part)
            .add(&el("td").add(&mark(name, words)))
            .add(&el("th").attr("scope", "row").text(part_name(&part.part)))
            .add(&el("td").add(&cell(&part.expected)))
            .add(&el("td").add(&cell(&part.found)).maybe(note))
    });
    let column = |words: &str| el("th").attr("scope", "col").text(words);
    el("table")
        .class("parts")
        .add(
            &el("thead").add(
                &el("tr")
                    .add(
                        &el("th")
                            .attr("scope", "col")
                            .add(&el("span").class("unseen").text(say("same"))),
                    )
                    .add(&column(say("column_part")))
                    .add(&column(say("column_expected")))
                    .add(&column(say("column_found"))),
            ),
        )
        .add(&el("tbody").all(rows))
}

fn part_name(part: &str) -> &str {
    match part {
        "scheme" => say("part_scheme"),
        "host" => say("part_host"),
        "port" => say("part_port"),
        "rest" => say("part_rest"),
        other => other,
    }
}
