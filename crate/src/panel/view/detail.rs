//! The detail of the chosen row: headline and tabs.

use std::sync::Arc;

use leptos::{ev, html, prelude::*};

use super::diagnosis::DiagnosisTab;
use super::exchange::ExchangeTab;
use super::list::focus;
use super::mark::{Icon, Mark};
use super::origin::OriginTab;
use super::reproduce::ReproduceTab;
use super::store;
use crate::panel::plain::plain;
use crate::panel::row::Row;
use crate::panel::state::{Event, State};
use crate::panel::tab::Tab;

#[component]
pub(super) fn Detail() -> impl IntoView {
    let row = Memo::new(|_| store::read(|state| state.selected_row().cloned()));
    let tab = Memo::new(|_| store::read(State::tab));
    let scroller = NodeRef::<html::Div>::new();
    let shown = Memo::new(|_| store::read(|state| (state.selected(), state.tab())));
    // Another request or another tab is read from its beginning; a request judged again stays where it was.
    Effect::new(move || {
        // Read, not only tracked: a memo nobody reads never learns what it depends on.
        let _ = shown.get();
        if let Some(scroller) = scroller.get_untracked() {
            scroller.set_scroll_top(0);
        }
    });
    let close = || {
        store::dispatch(Event::Deselect);
        focus("list");
    };
    view! {
        <section
            id="detail"
            class="detail"
            data-testid="detail"
            tabindex="-1"
            aria-labelledby="headline"
            on:keydown=move |event: ev::KeyboardEvent| if event.key() == "Escape" { close() }
        >
            <header class="detail-head">
                {move || row.get().map(|row| view! { <Head row/> })}
                <button
                    type="button"
                    class="icon-button"
                    data-testid="close-detail"
                    title="Close (Escape)"
                    aria-label="Close the detail"
                    on:click=move |_| close()
                >
                    <Icon name="close"/>
                </button>
            </header>
            <div class="tabs" role="tablist" aria-label="Views of this request">
                {Tab::ALL.map(|each| view! { <TabButton each tab/> })}
            </div>
            <div node_ref=scroller class="tab-panel" id="tab-panel" role="tabpanel" tabindex="0" aria-labelledby=move || tab.get().id()>
                {move || row.get().map(|row| match tab.get() {
                    Tab::Diagnosis => view! { <DiagnosisTab row/> }.into_any(),
                    Tab::Exchange => view! { <ExchangeTab row/> }.into_any(),
                    Tab::Origin => view! { <OriginTab row/> }.into_any(),
                    Tab::Reproduce => view! { <ReproduceTab row/> }.into_any(),
                })}
            </div>
        </section>
    }
}

#[component]
fn Head(row: Arc<Row>) -> impl IntoView {
    view! {
        <div class="head-words">
            <h1 id="headline" data-testid="headline">
                <Mark name=row.severity.mark() words=row.severity.words()/>
                <span>{plain(&row.headline())}</span>
            </h1>
            <p class="address">
                <span class="method">{plain(&row.diagnosis.method)}</span>
                " "
                <span class="mono" data-testid="url">{plain(&row.diagnosis.url)}</span>
            </p>
        </div>
    }
}

#[component]
fn TabButton(each: Tab, tab: Memo<Tab>) -> impl IntoView {
    let chosen = move || tab.get() == each;
    let go = |to: Tab| {
        store::dispatch(Event::Tab(to));
        focus(to.id());
    };
    let on_key = move |event: ev::KeyboardEvent| {
        match event.key().as_str() {
            "ArrowRight" => go(each.beyond(1)),
            "ArrowLeft" => go(each.beyond(-1)),
            "Home" => go(Tab::ALL[0]),
            "End" => go(Tab::ALL[0].beyond(-1)),
            _ => return,
        }
        event.prevent_default();
    };
    view! {
        <button
            type="button"
            class="tab"
            role="tab"
            id=each.id()
            data-testid=each.id()
            aria-controls="tab-panel"
            aria-selected=move || chosen().to_string()
            tabindex=move || if chosen() { "0" } else { "-1" }
            on:click=move |_| store::dispatch(Event::Tab(each))
            on:keydown=on_key
        >
            {each.label()}
        </button>
    }
}
