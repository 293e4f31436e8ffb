//! The Exchange tab: the sequence between page, browser and server, to be stepped through one step at a time.

use std::cell::Cell;

use wasm_bindgen::JsCast as _;
use web_sys::{HtmlButtonElement, HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition};

use super::dom::{El, button, el};
use super::lanes::{answered, draw, lane_heads};
use super::store;
use crate::panel::detail::Detail;
use crate::panel::message::{Message, Role};
use crate::panel::narration::narration;
use crate::panel::state::Event;
use crate::panel::words::{fill, say};

/// What is drawn of one exchange.
pub(super) struct Exchange {
    pub(super) root: El,
    /// What stays in view: the steps' buttons and words, and the names of the lanes.
    head: El,
    lines: Vec<El>,
    count: El,
    told: El,
    previous: El,
    next: El,
    /// The step that is marked.
    at: Cell<usize>,
}

impl Exchange {
    pub(super) fn new(model: &Detail) -> Self {
        let previous = button("step-previous", say("step_previous"))
            .click(|| store::dispatch(Event::Step(-1)));
        let next = button("step-next", say("step_next")).click(|| store::dispatch(Event::Step(1)));
        let count = el("span").class("count").test("step-count");
        let told = el("p")
            .class("told")
            .test("step-text")
            .attr("role", "status");
        let lines: Vec<El> = model
            .steps
            .iter()
            .enumerate()
            .map(|(position, step)| {
                draw(model, position, *step).on("click", move |_| {
                    let here = store::read(crate::panel::state::State::step);
                    store::dispatch(Event::Step(position.cast_signed() - here.cast_signed()));
                })
            })
            .collect();
        let stepper = el("div")
            .class("stepper")
            .attr("role", "group")
            .attr("aria-label", say("stepper"))
            .add(
                &el("div")
                    .class("stepper-buttons")
                    .add(&previous)
                    .add(&next)
                    .add(&count),
            )
            .add(&told);
        let head = el("div")
            .class("exchange-head")
            .add(&stepper)
            .add(&lane_heads());
        let root = el("div").class("exchange").add(&head).add(
            &el("ol")
                .class("sequence")
                .attr("aria-label", say("sequence"))
                .all(lines.iter().cloned()),
        );
        Self {
            root,
            head,
            lines,
            count,
            told,
            previous,
            next,
            at: Cell::default(),
        }
    }

    /// Marks a step as the one being looked at; those after it step back.
    pub(super) fn mark(&self, model: &Detail, step: usize) {
        let total = self.lines.len();
        self.at.set(step);
        self.told.set_text(&narration(model, step));
        for (position, line) in self.lines.iter().enumerate() {
            line.toggle("current", position == step);
            line.toggle("ahead", position > step);
            if position == step {
                line.set("aria-current", "step");
            } else {
                let _ = line.node().remove_attribute("aria-current");
            }
        }
        self.count.set_text(&fill(
            "step_count",
            &[&(step + 1).to_string(), &total.to_string()],
        ));
        for (button, is_last) in [(&self.previous, step == 0), (&self.next, step + 1 >= total)] {
            if let Some(button) = button.node().dyn_ref::<HtmlButtonElement>() {
                // A disabled button would let go of the keyboard: this one says that it does nothing.
                let _ =
                    button.set_attribute("aria-disabled", if is_last { "true" } else { "false" });
            }
        }
    }

    /// Position of the step that is marked.
    pub(super) fn step(&self) -> usize {
        self.at.get()
    }

    /// Brings a step into view, below what stays there: its words may take another line than those before.
    pub(super) fn reveal(&self, step: usize) {
        let Some(line) = self.lines.get(step) else {
            return;
        };
        if let Some(head) = self.head.node().dyn_ref::<HtmlElement>() {
            let height = format!("{}px", head.offset_height());
            self.root.style("--head-height", &height);
        }
        let nearest = ScrollIntoViewOptions::new();
        nearest.set_block(ScrollLogicalPosition::Nearest);
        line.node()
            .scroll_into_view_with_scroll_into_view_options(&nearest);
    }
}

/// What a message is called.
pub(super) fn message_name(message: &Message) -> String {
    match message.role {
        Role::Preflight => say("message_name_preflight").to_owned(),
        Role::Redirected(number) => fill("message_name_redirected", &[&number.to_string()]),
        Role::Request => say("message_name_request").to_owned(),
    }
}

/// What was answered.
pub(super) fn outcome_words(message: &Message) -> String {
    answered(message)
}
