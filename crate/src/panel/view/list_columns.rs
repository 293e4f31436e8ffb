//! The columns of the list: the words above them, and the lines between them.

use super::dom::{El, el};
use crate::panel::words::say;

/// The cells of a row, as the style sheet calls them.
const CELLS: [&str; 8] = [
    "mark",
    "method",
    "path",
    "cause",
    "status",
    "origin",
    "credentials",
    "time",
];

/// The words above the columns.
pub(super) fn header() -> El {
    let cells = CELLS.map(|name| {
        let words = match name {
            "mark" => say("column_severity"),
            "method" => say("column_method"),
            "path" => say("column_path"),
            "cause" => say("column_cause"),
            "status" => say("column_status"),
            "origin" => say("column_origin"),
            "credentials" => say("column_credentials"),
            _ => say("column_time"),
        };
        let cell = el("span")
            .class(&format!("cell cell-{name}"))
            .attr("role", "columnheader");
        if name == "mark" {
            cell.add(&el("span").class("unseen").text(words))
        } else {
            cell.text(words)
        }
    });
    el("div")
        .class("list-row list-header")
        .attr("role", "row")
        .attr("aria-rowindex", "1")
        .all(cells)
}

/// The lines between the columns, over all rows at once: laid out like their cells, they are as wide.
pub(super) fn columns() -> El {
    let cells = CELLS.map(|name| el("span").class(&format!("cell cell-{name}")));
    el("div")
        .class("columns")
        .attr("role", "presentation")
        .all(cells)
}
