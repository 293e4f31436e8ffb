//! The Reproduce tab: commands that show the same failure without a browser.

use std::sync::Arc;

use leptos::prelude::*;

use super::copy::copy;
use super::store;
use crate::panel::row::Row;
use crate::panel::state::{Event, State};
use crate::panel::tab::Shell;
use crate::report::v1::Command;

#[component]
pub(super) fn ReproduceTab(row: Arc<Row>) -> impl IntoView {
    let Some(repro) = &row.diagnosis.repro else {
        return view! { <p class="nothing">"No command can show this failure: it did not depend on what a server answered."</p> }
            .into_any();
    };
    let shell = Memo::new(|_| store::read(State::shell));
    view! {
        <article class="reproduce">
            <label class="shell">
                "Shell "
                <select
                    data-testid="shell"
                    prop:value=move || shell.get().key()
                    on:change=|event| store::dispatch(Event::Shell(Shell::from_key(&event_target_value(&event))))
                >
                    {Shell::ALL.map(|each| view! { <option value=each.key()>{each.label()}</option> })}
                </select>
            </label>
            {repro.preflight.clone().map(|command| view! {
                <Snippet command shell name="preflight" heading="1. The question the browser asks first"/>
            })}
            <Snippet
                command=repro.actual.clone()
                shell
                name="actual"
                heading=if repro.preflight.is_some() { "2. The request itself" } else { "The request itself" }
            />
        </article>
    }
    .into_any()
}

#[component]
fn Snippet(
    command: Command,
    shell: Memo<Shell>,
    name: &'static str,
    heading: &'static str,
) -> impl IntoView {
    let text = Memo::new(move |_| match shell.get() {
        Shell::Bash => Some(command.bash.clone()),
        Shell::PowerShell => command.powershell.clone(),
        Shell::Cmd => command.cmd.clone(),
    });
    view! {
        <div class="snippet-head">
            <h2>{heading}</h2>
            <button
                type="button"
                class="button"
                data-testid=format!("copy-curl-{name}")
                prop:disabled=move || text.with(Option::is_none)
                on:click=move |_| if let Some(text) = text.get_untracked() { copy(text, "The command") }
            >
                "Copy"
            </button>
        </div>
        <pre class="snippet" tabindex="0" data-testid=format!("curl-{name}")>
            {move || text.get().unwrap_or_else(|| "This command cannot be written for this shell.".to_owned())}
        </pre>
    }
}
