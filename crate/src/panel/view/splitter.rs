//! The bar between list and detail: dragged, or moved with the arrow keys.

use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast as _;

use crate::panel::window::{LEAST_SHARE, MOST_SHARE, share};

/// How far an arrow key moves it, in per cent.
const STEP: i32 = 5;

/// `list_share` is the part of the room, in per cent, that the list takes.
#[component]
pub(super) fn Splitter(list_share: RwSignal<i32>) -> impl IntoView {
    let bar = NodeRef::<html::Div>::new();
    let dragging = RwSignal::new(false);
    let on_down = move |event: ev::PointerEvent| {
        let Some(bar) = bar.get_untracked() else {
            return;
        };
        // Without the capture a fast drag leaves the bar behind; it then only ends sooner.
        let _ = bar.set_pointer_capture(event.pointer_id());
        dragging.set(true);
        event.prevent_default();
    };
    let on_move = move |event: ev::PointerEvent| {
        if !dragging.get_untracked() {
            return;
        }
        let Some(bar) = bar.get_untracked() else {
            return;
        };
        let room = bar
            .parent_element()
            .and_then(|room| room.dyn_into::<web_sys::HtmlElement>().ok());
        let Some(room) = room else { return };
        // The bar lies across when the detail stands below the list.
        let moved = if bar.offset_width() > bar.offset_height() {
            share(event.client_y(), room.offset_top(), room.offset_height())
        } else {
            share(event.client_x(), room.offset_left(), room.offset_width())
        };
        list_share.set(moved);
    };
    let on_key = move |event: ev::KeyboardEvent| {
        let step = match event.key().as_str() {
            "ArrowLeft" | "ArrowUp" => -STEP,
            "ArrowRight" | "ArrowDown" => STEP,
            _ => return,
        };
        list_share.update(|share| *share = (*share + step).clamp(LEAST_SHARE, MOST_SHARE));
        event.prevent_default();
    };
    view! {
        <div
            node_ref=bar
            class="splitter"
            class:dragging=move || dragging.get()
            data-testid="splitter"
            role="separator"
            tabindex="0"
            aria-label="Room for the list"
            aria-valuemin=LEAST_SHARE
            aria-valuemax=MOST_SHARE
            aria-valuenow=move || list_share.get()
            on:pointerdown=on_down
            on:pointermove=on_move
            on:pointerup=move |_| dragging.set(false)
            on:lostpointercapture=move |_| dragging.set(false)
            on:keydown=on_key
        ></div>
    }
}
