//! The whole panel: toolbar, list and detail side by side, status line.

use leptos::prelude::*;

use super::detail::Detail;
use super::empty::Empty;
use super::list::List;
use super::splitter::Splitter;
use super::store;
use super::toolbar::Toolbar;
use crate::panel::state::State;
use crate::panel::tab::Theme;

#[component]
pub(super) fn App() -> impl IntoView {
    let empty = Memo::new(|_| store::read(|state| state.total() == 0));
    let open = Memo::new(|_| store::read(|state| state.selected().is_some()));
    let list_share = RwSignal::new(42);
    follow_theme();
    view! {
        <Toolbar/>
        <main
            class="split"
            class:open=move || open.get()
            style=("--list-share", move || format!("{}%", list_share.get()))
        >
            <section class="list-pane" aria-label="Failed requests">
                <Show when=move || empty.get()>
                    <Empty/>
                </Show>
                // Hidden rather than taken away: what measures it lives as long as the panel.
                <div class="list-holder" prop:hidden=move || empty.get()>
                    <List/>
                </div>
            </section>
            <Show when=move || open.get()>
                <Splitter list_share/>
                <Detail/>
            </Show>
        </main>
        <footer class="status-line">
            <span role="status" data-testid="status">{move || store::read(State::summary)}</span>
            <span role="status" data-testid="notice">
                {move || store::read(|state| state.notice().to_owned())}
            </span>
        </footer>
    }
}

/// Follows DevTools' colours while the panel is open. Until DevTools has spoken the classes are left as they are:
/// the bootstrap may have set one, and the style sheet follows the system where none is set.
fn follow_theme() {
    let theme = Memo::new(|_| store::read(State::theme));
    Effect::new(move || {
        let Some(root) = document().document_element() else {
            return;
        };
        let classes = root.class_list();
        let (add, drop) = match theme.get() {
            Theme::System => return,
            Theme::Light => ("theme-light", "theme-dark"),
            Theme::Dark => ("theme-dark", "theme-light"),
        };
        // Neither can fail: both names are non-empty and hold no space.
        let _ = classes.remove_1(drop);
        let _ = classes.add_1(add);
    });
}
