//! The line at the bottom: counts, said politely when they have come to rest, and notices.

use std::cell::RefCell;

use super::dom::{El, el};
use super::root;
use crate::panel::state::State;
use crate::panel::words::say;

/// The status line.
pub(super) struct Status {
    pub(super) root: El,
    counts: El,
    notice: El,
    said: RefCell<(String, String)>,
}

impl Status {
    pub(super) fn new() -> Self {
        let counts = el("span").attr("role", "status").test("status");
        let notice = el("span").attr("role", "status").test("notice");
        Self {
            root: el("footer")
                .class("status-line")
                .add(&counts)
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
            counts,
            notice,
            said: RefCell::default(),
        }
    }

    pub(super) fn paint(&self, state: &State) {
        let now = (state.summary(), state.notice().to_owned());
        let mut said = self.said.borrow_mut();
        if said.0 != now.0 {
            self.counts.set_text(&now.0);
            // In a narrow window the end is cut off.
            self.counts.set("title", &now.0);
        }
        if said.1 != now.1 {
            self.notice.set_text(&now.1);
        }
        *said = now;
    }
}
