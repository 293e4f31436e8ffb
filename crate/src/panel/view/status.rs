//! The line at the bottom: counts, shown at once and said politely when they have come to rest, and notices.

use std::cell::{Cell, RefCell};

use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;

use super::dom::{El, el};
use super::root;
use super::spoken::say_in;
use crate::panel::state::State;
use crate::panel::words::say;

/// So many milliseconds counts must rest before they are said: of a page that goes on failing each would be read out.
const REST: i32 = 1_000;

/// The status line.
pub(super) struct Status {
    pub(super) root: El,
    counts: El,
    notice: El,
    drawn: RefCell<(String, u32)>,
    /// The clock that runs, and what it does at its end.
    clock: Cell<Option<i32>>,
    say: Closure<dyn Fn()>,
}

impl Status {
    pub(super) fn new() -> Self {
        // Seen at once and heard later, it would be read twice.
        let counts = el("span").attr("aria-hidden", "true").test("status");
        let spoken = el("span")
            .class("unseen")
            .attr("role", "status")
            .test("status-spoken");
        let notice = el("span").attr("role", "status").test("notice");
        Self {
            root: el("footer")
                .class("status-line")
                .add(&counts)
                .add(&spoken)
                .add(&notice)
                .add(&el("span").class("spring"))
                .add(
                    &el("button")
                        .attr("type", "button")
                        .class("link-button")
                        .test("advice")
                        .attr("title", say("advice_title"))
                        .text(say("advice"))
                        .click(root::open_advice),
                ),
            say: {
                let counts = counts.clone();
                Closure::new(move || {
                    let text = counts.node().text_content();
                    spoken.set_text(&text.unwrap_or_default());
                })
            },
            counts,
            notice,
            drawn: RefCell::default(),
            clock: Cell::default(),
        }
    }

    pub(super) fn paint(&self, state: &State) {
        let now = (state.summary(), state.notices());
        let mut drawn = self.drawn.borrow_mut();
        if drawn.0 != now.0 {
            self.counts.set_text(&now.0);
            // In a narrow window the end is cut off.
            self.counts.set("title", &now.0);
            self.say_after_rest();
        }
        if drawn.1 != now.1 {
            say_in(self.notice.node(), state.notice());
        }
        *drawn = now;
    }

    fn say_after_rest(&self) {
        let Some(window) = web_sys::window() else {
            return;
        };
        if let Some(clock) = self.clock.take() {
            window.clear_timeout_with_handle(clock);
        }
        let heard = self.say.as_ref().unchecked_ref();
        let clock = window.set_timeout_with_callback_and_timeout_and_arguments_0(heard, REST);
        self.clock.set(clock.ok());
    }
}
