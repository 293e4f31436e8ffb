//! The Exchange tab: the sequence between page, browser and server, to be stepped through one step at a time.

use wasm_bindgen::JsCast as _;
use web_sys::{HtmlButtonElement, ScrollIntoViewOptions, ScrollLogicalPosition};

use super::dom::{El, button, el};
use super::lanes::{answered, draw, lane_heads, narrate};
use super::store;
use crate::panel::detail::Detail;
use crate::panel::message::{Message, Role};
use crate::panel::state::Event;
use crate::panel::words::{fill, say};

/// What is drawn of one exchange.
pub(super) struct Exchange {
    pub(super) root: El,
    lines: Vec<El>,
    count: El,
    told: El,
    previous: El,
    next: El,
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
        let root = el("div")
            .class("exchange")
            .add(
                &el("div")
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
                    .add(&told),
            )
            .add(&lane_heads())
            .add(
                &el("ol")
                    .class("sequence")
                    .attr("aria-label", say("sequence"))
                    .all(lines.iter().cloned()),
            );
        Self {
            root,
            lines,
            count,
            told,
            previous,
            next,
        }
    }

    /// Marks a step as the one being looked at; those after it step back.
    pub(super) fn go(&self, model: &Detail, step: usize) {
        let total = self.lines.len();
        // Its words first: they may take another line, and what is scrolled into view would move out of it.
        let told = model.steps.get(step).map(|step| narrate(model, *step));
        self.told.set_text(&told.unwrap_or_default());
        for (position, line) in self.lines.iter().enumerate() {
            line.toggle("current", position == step);
            line.toggle("ahead", position > step);
            if position == step {
                line.set("aria-current", "step");
                let nearest = ScrollIntoViewOptions::new();
                nearest.set_block(ScrollLogicalPosition::Nearest);
                line.node()
                    .scroll_into_view_with_scroll_into_view_options(&nearest);
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
