//! Small drawings. Their shapes stand in `panel.html`, so that they can be looked at and changed without Rust.

use leptos::prelude::*;

/// A drawing without words: what it means is said beside it.
#[component]
pub(super) fn Icon(#[prop(into)] name: String) -> impl IntoView {
    view! {
        <svg class=format!("icon icon-{name}") aria-hidden="true">
            <use href=format!("#icon-{name}")/>
        </svg>
    }
}

/// A drawing that says something, read aloud as words and shown as a tooltip.
#[component]
pub(super) fn Mark(name: &'static str, words: &'static str) -> impl IntoView {
    view! {
        <span class="mark" role="img" aria-label=words title=words>
            <Icon name/>
        </span>
    }
}
