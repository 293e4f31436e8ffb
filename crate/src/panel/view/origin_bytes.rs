//! Two values byte by byte, as they were on the wire: character and number one under the other, a caret at the first
//! difference, and a name for every byte whose character the eye cannot tell.

use super::dom::{El, el};
use crate::panel::plain::plain;
use crate::panel::words::{count, fill, say};
use crate::report::v1::OriginByte;

/// Most byte positions drawn: a longer value has shown its difference by then.
const MOST: usize = 256;

pub(super) fn bytes(bytes: &[OriginByte], first: Option<usize>) -> Vec<El> {
    let lead = match first {
        Some(index) => fill("bytes_first", &[&index.to_string()]),
        None => say("bytes_same").to_owned(),
    };
    let legend = el("div")
        .class("byte byte-legend")
        .add(&el("span").class("index").text(say("legend_byte")))
        .add(&el("span").class("letter").text(say("column_expected")))
        .add(&el("span"))
        .add(&el("span").class("letter found").text(say("column_found")))
        .add(&el("span"));
    // An end is named once; beyond it nothing is.
    let ends = [
        bytes.iter().find(|byte| byte.expected.is_none()),
        bytes.iter().find(|byte| byte.found.is_none()),
    ]
    .map(|end| end.map(|byte| byte.index));
    let drawn = el("div")
        .class("bytes")
        .attr("role", "img")
        .attr("aria-label", &fill("bytes_label", &[&lead]))
        .add(&legend)
        .all(
            bytes
                .iter()
                .take(MOST)
                .map(|byte| column(byte, first, &ends)),
        );
    let mut parts = vec![el("p").class("lead").text(&lead), drawn];
    let named = bytes.iter().filter_map(|byte| {
        let (name, found) = (byte.name.as_ref()?, byte.found?);
        let words = fill(
            "byte_named",
            &[
                &byte.index.to_string(),
                &format!("{found:02X}"),
                &plain(name),
            ],
        );
        Some(el("li").text(&words))
    });
    let named: Vec<El> = named.take(MOST).collect();
    if !named.is_empty() {
        parts.push(el("ul").class("named-bytes").test("named-bytes").all(named));
    }
    if bytes.len() > MOST {
        let words = count("bytes_more_one", "bytes_more_many", bytes.len() - MOST);
        parts.push(el("p").class("lead").text(&words));
    }
    parts
}

fn column(byte: &OriginByte, first: Option<usize>, ends: &[Option<usize>; 2]) -> El {
    let hex =
        |value: Option<u8>| value.map_or_else(|| "··".to_owned(), |value| format!("{value:02X}"));
    let letter = |value: Option<u8>| match value {
        None if ends.contains(&Some(byte.index)) => say("byte_end").to_owned(),
        None => "·".to_owned(),
        Some(b' ') => "␠".to_owned(),
        Some(value) if value.is_ascii_graphic() => char::from(value).to_string(),
        Some(_) => "▯".to_owned(),
    };
    let mut class = String::from("byte");
    if byte.expected != byte.found {
        class.push_str(" different");
    }
    if first == Some(byte.index) {
        class.push_str(" first");
    }
    el("div")
        .class(&class)
        .maybe_attr("title", byte.name.as_deref().map(plain).as_deref())
        .add(&el("span").class("index").text(&byte.index.to_string()))
        .add(&el("span").class("letter").text(&letter(byte.expected)))
        .add(&el("span").class("hex").text(&hex(byte.expected)))
        .add(&el("span").class("letter found").text(&letter(byte.found)))
        .add(&el("span").class("hex found").text(&hex(byte.found)))
}
