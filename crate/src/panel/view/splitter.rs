//! The bar between list and detail: dragged, or moved with the arrow keys.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::JsCast as _;
use web_sys::{HtmlElement, PointerEvent};

use super::dom::{El, el, listen};
use super::store;
use crate::panel::window::{LEAST_SHARE, MOST_SHARE, share};
use crate::panel::words::say;

/// When the detail stands below the list; `panel.css` says it with the same words.
const BELOW: &str = "(width < 760px)";

/// How far an arrow key moves it, in per cent.
const STEP: i32 = 5;

pub(super) fn splitter() -> El {
    let dragging = Rc::new(Cell::new(false));
    let (down, moved, up) = (dragging.clone(), dragging.clone(), dragging);
    let bar = el("div")
        .class("splitter")
        .test("splitter")
        .attr("role", "separator")
        .attr("tabindex", "0")
        .attr("aria-label", say("splitter"))
        .attr("aria-valuemin", &LEAST_SHARE.to_string())
        .attr("aria-valuemax", &MOST_SHARE.to_string())
        .on("pointerdown", move |event| {
            let Some((event, bar)) = pointer(&event) else {
                return;
            };
            // Without the capture a fast drag leaves the bar behind; it then only ends sooner.
            let _ = bar.set_pointer_capture(event.pointer_id());
            down.set(true);
            event.prevent_default();
        })
        .on("pointermove", move |event| {
            if moved.get() {
                drag(&event);
            }
        })
        .on("lostpointercapture", move |_| up.set(false))
        .key(|event| {
            let step = match event.key().as_str() {
                "ArrowLeft" | "ArrowUp" => -STEP,
                "ArrowRight" | "ArrowDown" => STEP,
                _ => return,
            };
            event.prevent_default();
            store::set(|it| it.share = (it.share + step).clamp(LEAST_SHARE, MOST_SHARE));
        });
    say_how_it_stands(&bar);
    bar
}

/// Upright between the two, or lying where the detail stands below the list; again whenever that changes.
fn say_how_it_stands(bar: &El) {
    let query = web_sys::window().and_then(|window| window.match_media(BELOW).ok().flatten());
    let Some(query) = query else {
        return;
    };
    let (element, asked) = (bar.clone(), query.clone());
    let say = move || {
        let stands = if asked.matches() {
            "horizontal"
        } else {
            "vertical"
        };
        element.set("aria-orientation", stands);
    };
    say();
    listen(&query, "change", Box::new(move |_| say()));
}

fn pointer(event: &web_sys::Event) -> Option<(PointerEvent, HtmlElement)> {
    let event = event.dyn_ref::<PointerEvent>()?.clone();
    let bar = event.current_target()?.dyn_into().ok()?;
    Some((event, bar))
}

fn drag(event: &web_sys::Event) {
    let Some((event, bar)) = pointer(event) else {
        return;
    };
    let Some(room) = bar
        .parent_element()
        .and_then(|room| room.dyn_into::<HtmlElement>().ok())
    else {
        return;
    };
    // The bar lies across when the detail stands below the list.
    let moved = if bar.offset_width() > bar.offset_height() {
        share(event.client_y(), room.offset_top(), room.offset_height())
    } else {
        share(event.client_x(), room.offset_left(), room.offset_width())
    };
    store::set(|it| it.share = moved);
}
