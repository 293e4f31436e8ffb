//! The one state of the panel and the only ways to it: `read` inside a reactive closure, `dispatch` from anywhere.

use leptos::prelude::{ArcRwSignal, Update as _, With as _};

use crate::panel::state::{Event, State};

thread_local! {
    // Outside the component tree on purpose: diagnoses may arrive before the panel is mounted.
    static STATE: ArcRwSignal<State> = ArcRwSignal::new(State::default());
}

/// Reads the state; a reactive closure that calls this runs again after every change.
pub(super) fn read<T>(look: impl FnOnce(&State) -> T) -> T {
    STATE.with(|state| state.with(look))
}

/// Applies one change.
pub(super) fn dispatch(event: Event) {
    dispatch_all([event]);
}

/// Applies several changes; what is drawn is worked out once, after the last.
pub(super) fn dispatch_all(events: impl IntoIterator<Item = Event>) {
    STATE.with(|state| {
        state.update(|state| events.into_iter().for_each(|event| state.apply(event)));
    });
}
