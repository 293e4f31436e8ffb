//! The list: a grid of which only the rows in view are drawn.

use leptos::{ev, html, prelude::*};
use wasm_bindgen::{JsCast as _, closure::Closure};

use super::list_row::ListRow;
use super::store;
use crate::panel::state::{Event, Move, State};
use crate::panel::window::{ROW_HEIGHT, Window, page, scroll_to_show};

/// Where the reader is: the row at the top edge and how far it is scrolled over it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Anchor {
    row: Option<u64>,
    position: usize,
    offset: usize,
    at_end: bool,
}

/// What the browser says about the scrolling element, in whole pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct View {
    scrolled: usize,
    /// Height for rows: the element without its sticky header.
    height: usize,
}

#[component]
pub(super) fn List() -> impl IntoView {
    let grid = NodeRef::<html::Div>::new();
    let header = NodeRef::<html::Div>::new();
    let view = RwSignal::new(View {
        scrolled: 0,
        height: 800,
    });
    let anchor = StoredValue::new(Anchor {
        at_end: true,
        ..Anchor::default()
    });
    let total = Memo::new(|_| store::read(State::visible_len));
    let selected = Memo::new(|_| store::read(State::selected));
    let window = Memo::new(move |_| {
        let View { scrolled, height } = view.get();
        Window::of(total.get(), scrolled, height)
    });
    let rows = Memo::new(move |_| {
        let Window { first, end } = window.get();
        store::read(|state| state.visible_rows(first..end))
    });

    let measure = move || {
        let (Some(grid), Some(header)) = (grid.get_untracked(), header.get_untracked()) else {
            return;
        };
        let now = View {
            scrolled: pixels(grid.scroll_top()),
            height: pixels(grid.client_height() - header.offset_height()),
        };
        let position = now.scrolled / ROW_HEIGHT;
        anchor.set_value(Anchor {
            row: untrack(|| store::read(|state| state.id_at(position))),
            position,
            offset: now.scrolled % ROW_HEIGHT,
            at_end: now.scrolled + now.height + ROW_HEIGHT >= total.get_untracked() * ROW_HEIGHT,
        });
        view.set(now);
    };
    let scroll_to = move |top: usize| {
        if let Some(grid) = grid.get_untracked() {
            grid.set_scroll_top(i32::try_from(top).unwrap_or(i32::MAX));
        }
        measure();
    };

    // Rows that arrive, leave or are filtered must not move what is being read: the row at the top edge stays there.
    // A list shown to its end, with nothing chosen, goes on showing its end.
    Effect::new(move || {
        let count = total.get();
        let Anchor {
            row,
            position,
            offset,
            at_end,
        } = anchor.get_value();
        let place = store::read(|state| row.map(|id| state.position(id).unwrap_or_else(|gap| gap)));
        let follow = at_end && selected.get_untracked().is_none();
        // After the drawn rows have their new height, and still before they are painted.
        request_animation_frame(move || match place {
            _ if follow => scroll_to(count * ROW_HEIGHT),
            Some(place) if place != position => scroll_to(place * ROW_HEIGHT + offset),
            _ => measure(),
        });
    });
    grid.on_load(move |element| observe_size(&element, measure));

    let move_to = move |step: Move| {
        store::dispatch(Event::Move(step));
        let position = untrack(|| {
            store::read(|state| state.selected().and_then(|id| state.position(id).ok()))
        });
        let View { scrolled, height } = view.get_untracked();
        if let Some(top) = position.and_then(|position| scroll_to_show(position, scrolled, height))
        {
            scroll_to(top);
        }
    };
    let on_key = move |event: ev::KeyboardEvent| {
        let rows_of_a_page = || page(view.get_untracked().height).cast_signed();
        match event.key().as_str() {
            "ArrowDown" => move_to(Move::By(1)),
            "ArrowUp" => move_to(Move::By(-1)),
            "PageDown" => move_to(Move::By(rows_of_a_page())),
            "PageUp" => move_to(Move::By(-rows_of_a_page())),
            "Home" => move_to(Move::First),
            "End" => move_to(Move::Last),
            "Enter" => focus("detail"),
            "Escape" => store::dispatch(Event::Deselect),
            _ => return,
        }
        event.prevent_default();
    };

    view! {
        <div
            node_ref=grid
            id="list"
            class="list"
            data-testid="list"
            role="grid"
            tabindex="0"
            aria-label="Failed requests"
            aria-rowcount=move || total.get() + 1
            aria-activedescendant=move || selected.get().map(|id| format!("row-{id}"))
            on:scroll=move |_| measure()
            on:keydown=on_key
        >
            <div node_ref=header class="list-row list-header" role="row" aria-rowindex="1">
                <span role="columnheader" class="cell cell-mark"><span class="unseen">"Severity"</span></span>
                <span role="columnheader" class="cell cell-method">"Method"</span>
                <span role="columnheader" class="cell cell-path">"Path"</span>
                <span role="columnheader" class="cell cell-cause">"Cause"</span>
                <span role="columnheader" class="cell cell-status">"Status"</span>
                <span role="columnheader" class="cell cell-origin">"Origin"</span>
                <span role="columnheader" class="cell cell-credentials">"Credentials"</span>
                <span role="columnheader" class="cell cell-time">"Time"</span>
            </div>
            <div role="rowgroup" class="rows" style:height=move || format!("{}px", total.get() * ROW_HEIGHT)>
                <div
                    role="presentation"
                    class="drawn"
                    style:transform=move || format!("translateY({}px)", window.get().offset())
                >
                    <For each=move || rows.get() key=|row| (row.id, row.revision) let:row>
                        <ListRow row selected/>
                    </For>
                </div>
            </div>
            <Show when=move || total.get() == 0>
                <p class="hidden-by-filter">"No failed request matches the filter and the choice above."</p>
            </Show>
        </div>
    }
}

/// The browser never reports a negative length here; if it does, nothing is scrolled.
fn pixels(length: i32) -> usize {
    usize::try_from(length).unwrap_or(0)
}

/// Puts the keyboard into an element.
pub(super) fn focus(id: &str) {
    let element = document()
        .get_element_by_id(id)
        .and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(element) = element {
        // Only an element that was removed meanwhile refuses, and then there is nothing to focus.
        let _ = element.focus();
    }
}

/// Measures again whenever the list's size changes: the window, the dock side, the detail opening.
fn observe_size(element: &web_sys::Element, measure: impl Fn() + 'static) {
    let changed = Closure::<dyn Fn()>::new(measure);
    if let Ok(observer) = web_sys::ResizeObserver::new(changed.as_ref().unchecked_ref()) {
        observer.observe(element);
        // The list stays for the panel's life, and so does what watches it.
        changed.forget();
    }
}
