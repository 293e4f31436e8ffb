//! Small drawings. Their shapes stand in `panel.html`, so that they can be looked at and changed without Rust.

use super::dom::{El, el, svg};

/// A drawing without words: what it means is said beside it.
pub(super) fn icon(name: &str) -> El {
    svg("svg")
        .class(&format!("icon icon-{name}"))
        .attr("aria-hidden", "true")
        .add(&svg("use").attr("href", &format!("#icon-{name}")))
}

/// A drawing that says something, read aloud as words and shown as a tooltip.
pub(super) fn mark(name: &str, words: &str) -> El {
    el("span")
        .class("mark")
        .attr("role", "img")
        .attr("aria-label", words)
        .attr("title", words)
        .add(&icon(name))
}

/// How grave a failure is, drawn by the style sheet as in its row.
pub(super) fn shape(name: &str, words: &str) -> El {
    el("span")
        .class(&format!("shape shape-{name}"))
        .attr("role", "img")
        .attr("aria-label", words)
        .attr("title", words)
}

/// A button with a drawing.
pub(super) fn icon_button(testid: &str, name: &str, words: &str) -> El {
    el("button")
        .attr("type", "button")
        .class("icon-button")
        .test(testid)
        .attr("title", words)
        .attr("aria-label", words)
        .add(&icon(name))
}
