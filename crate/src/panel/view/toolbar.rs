//! Clear, filter, scope, preserve log.

use leptos::prelude::*;

use super::mark::Icon;
use super::store;
use crate::panel::state::{Event, Scope, State};

#[component]
pub(super) fn Toolbar() -> impl IntoView {
    let scope = Memo::new(|_| store::read(State::scope));
    let choice = move |value: Scope, key: &'static str, label: &'static str| {
        view! {
            <label class="segment">
                <input
                    type="radio"
                    name="scope"
                    value=key
                    data-testid=format!("scope-{key}")
                    prop:checked=move || scope.get() == value
                    on:change=move |_| store::dispatch(Event::Scope(value))
                />
                <span>{label}</span>
            </label>
        }
    };
    view! {
        <div class="toolbar" role="toolbar" aria-label="Failed requests">
            <button
                type="button"
                class="icon-button"
                data-testid="clear"
                title="Clear the list"
                aria-label="Clear the list"
                on:click=|_| store::dispatch(Event::Clear)
            >
                <Icon name="clear"/>
            </button>
            <span class="divider"></span>
            <input
                type="search"
                class="filter"
                data-testid="filter"
                placeholder="Filter"
                aria-label="Filter: text, cause:, origin:, method:, status:, a leading minus excludes"
                title="Text, or cause: origin: method: status: followed by a value. A leading minus excludes. For example: status:4xx -method:get"
                spellcheck="false"
                autocomplete="off"
                prop:value=|| store::read(|state| state.filter_text().to_owned())
                on:input=|event| store::dispatch(Event::Filter(event_target_value(&event)))
            />
            <fieldset class="segments" data-testid="scope">
                <legend class="unseen">"Which failures are shown"</legend>
                {choice(Scope::CorsOnly, "cors", "CORS only")}
                {choice(Scope::All, "all", "All failures")}
            </fieldset>
            <label class="tick" title="Keep the rows when the page goes elsewhere">
                <input
                    type="checkbox"
                    data-testid="preserve-log"
                    prop:checked=|| store::read(State::preserve_log)
                    on:change=|event| store::dispatch(Event::PreserveLog(event_target_checked(&event)))
                />
                <span>"Preserve log"</span>
            </label>
        </div>
    }
}
