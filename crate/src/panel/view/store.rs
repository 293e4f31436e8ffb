//! The one state of the panel and the only ways to it: `read` to look, `dispatch` to change. Whatever changes in one
//! frame is painted once, at its end.

use std::cell::{Cell, RefCell};

use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::spawn_local;
use web_sys::Storage;

use super::{detail, host, root};
use crate::panel::import::{Imported, Listed};
use crate::panel::library::Library;
use crate::panel::settings::Settings;
use crate::panel::state::{Event, State};
use crate::panel::tab::Tab;

/// Where the settings are kept.
const KEY: &str = "whycors-settings";

/// So many milliseconds of a frame may be spent on sifting rows.
const SIFTING: f64 = 4.0;

thread_local! {
    static STATE: RefCell<State> = RefCell::new(State::default());
    static LIBRARY: RefCell<Library> = RefCell::new(Library::default());
    static PAINT_DUE: Cell<bool> = const { Cell::new(false) };
    static IS_REHEARSED: Cell<bool> = const { Cell::new(false) };
    static PAINTER: Closure<dyn Fn()> = Closure::new(paint);
}

/// Looks at the state.
pub(super) fn read<T>(look: impl FnOnce(&State) -> T) -> T {
    STATE.with_borrow(look)
}

/// Applies one change.
pub(super) fn dispatch(event: Event) {
    dispatch_all(vec![event]);
}

/// Applies several changes.
fn dispatch_all(events: Vec<Event>) {
    STATE.with_borrow_mut(|state| {
        let before = state.sheet().selected();
        let mut is_stale = false;
        for event in events {
            is_stale |= match &event {
                Event::Upsert(row) => Some(row.id) == before,
                Event::Opened(..) | Event::Closed => true,
                _ => false,
            };
            state.apply(event);
        }
        let selected = state.sheet().selected();
        if is_stale || selected != state.detail().map(|detail| detail.id) {
            let made =
                selected.and_then(|id| LIBRARY.with_borrow_mut(|library| library.detail(id)));
            if made.as_ref() != state.detail() {
                state.apply(Event::Shown(made.map(Box::new)));
            }
        }
    });
    repaint();
}

/// Takes a message of the recorder.
pub(super) fn receive(text: &str) {
    let events = LIBRARY.with_borrow_mut(|library| library.receive(text));
    if !events.is_empty() {
        dispatch_all(events);
    }
}

/// Shows a file that was read.
pub(super) fn open(file: Imported, listed: Listed) {
    LIBRARY.with_borrow_mut(|library| library.open(file));
    dispatch(Event::Opened(listed));
}

/// Closes the file.
pub(super) fn close() {
    LIBRARY.with_borrow_mut(Library::close);
    dispatch(Event::Closed);
}

/// Another number whenever another log is shown: ids of one say nothing in another.
pub(super) fn shown() -> u32 {
    read(State::log)
}

/// Looks at the logs.
pub(super) fn library<T>(look: impl FnOnce(&mut Library) -> T) -> T {
    LIBRARY.with_borrow_mut(look)
}

/// Changes a setting, and keeps it. Of what is kept nothing else changes: another DevTools window may have chosen that. Here
/// its choices hold from the next start: nothing moves under the reader's hands.
pub(super) fn set(change: impl FnOnce(&mut Settings)) {
    let before = read(|state| state.settings().clone());
    let mut settings = before.clone();
    change(&mut settings);
    keep(
        &kept()
            .unwrap_or_else(|| before.clone())
            .with(&before, &settings),
    );
    dispatch(Event::Set(settings));
}

/// Sets everything back, whoever chose it.
pub(super) fn reset() {
    let settings = Settings::default();
    keep(&settings);
    dispatch(Event::Set(settings));
}

/// Takes up the settings of the last run.
pub(super) fn restore() {
    if let Some(settings) = kept() {
        dispatch(Event::Set(settings));
    }
}

fn kept() -> Option<Settings> {
    let text = storage()?.get_item(KEY).ok()??;
    Some(Settings::from_text(&text))
}

fn keep(settings: &Settings) {
    if let Some(storage) = storage() {
        // A storage that is full or forbidden keeps nothing; the choice still holds for now.
        let _ = storage.set_item(KEY, &settings.to_text());
    }
}

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}

/// Asks for the next frame.
pub(super) fn repaint() {
    if PAINT_DUE.replace(true) {
        return;
    }
    PAINTER.with(|painter| {
        let window = web_sys::window();
        window.map(|it| it.request_animation_frame(painter.as_ref().unchecked_ref()))
    });
}

fn paint() {
    PAINT_DUE.set(false);
    let began = now();
    let (was_sieving, is_sieving) = STATE.with_borrow_mut(|state| {
        let was_sieving = state.sheet().is_sieving();
        while state.sheet().is_sieving() && now() < began + SIFTING {
            state.apply(Event::Sieve);
        }
        (was_sieving, state.sheet().is_sieving())
    });
    if is_sieving {
        repaint();
    } else if was_sieving && now() > began + SIFTING / 2.0 {
        // What is left is drawn in a frame of its own: it changes every row in view.
        return repaint();
    }
    STATE.with_borrow_mut(|state| state.sheet_mut().arrange());
    read(root::paint);
    let first = read(|state| state.sheet().visible().first().copied());
    if let Some(id) = first.filter(|_| !IS_REHEARSED.replace(true)) {
        spawn_local(rehearse(id));
    }
}

/// Goes through what choosing a row will do, once, while the browser has nothing else to do.
async fn rehearse(id: u64) {
    host::idle().await;
    let Some(model) = library(|library| library.detail(id)) else {
        return;
    };
    for tab in Tab::ALL {
        host::idle().await;
        read(|state| detail::rehearse(state, &model, tab));
    }
}

/// Milliseconds since the page was opened.
pub(super) fn now() -> f64 {
    let performance = web_sys::window().and_then(|window| window.performance());
    performance.map_or(0.0, |it| it.now())
}
