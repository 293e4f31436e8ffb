//! A sentence whose values stand out.

use leptos::prelude::*;

use crate::panel::plain::{Stretch, plain, stretches};

/// Text with what stood between backticks as code; line breaks are kept by the style sheet.
#[component]
pub(super) fn Prose(#[prop(into)] text: String) -> impl IntoView {
    let whole = plain(&text);
    stretches(&whole)
        .into_iter()
        .map(|stretch| match stretch {
            Stretch::Words(words) => view! { {words.to_owned()} }.into_any(),
            Stretch::Code(value) => view! { <code>{value.to_owned()}</code> }.into_any(),
        })
        .collect_view()
}
