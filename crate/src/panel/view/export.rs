//! The box of exports: which format, which failures, what was masked, and exactly what will leave.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlButtonElement;

use super::copy::{copy, save};
use super::dom::{El, button, el, heading, select};
use super::settings::{dialog, fill_dialog, show};
use super::{host, store};
use crate::panel::export::{Exported, FORMATS, Making, Which, format_label};
use crate::panel::plain::shorten;
use crate::panel::state::State;
use crate::panel::words::{count, say};
use crate::report::Format;

/// Most characters shown beforehand; the file has all.
const PREVIEW: usize = 20_000;

/// Milliseconds of work between two turns of the browser.
const WORKING: f64 = 8.0;

/// The box.
pub(super) struct Export {
    pub(super) root: El,
    inside: Rc<Inside>,
}

/// What its controls share.
struct Inside {
    form: Cell<Format>,
    which: Cell<Which>,
    masked: El,
    preview: El,
    progress: El,
    meter: El,
    /// Copy and save: they wait for the report.
    leave: [El; 2],
    made: RefCell<Option<Exported>>,
    /// Counts the reports: one that is not the latest is made no further.
    latest: Cell<u32>,
}

impl Export {
    pub(super) fn new() -> Self {
        let inside = Inside {
            form: Cell::new(Format::Markdown),
            which: Cell::new(Which::Selected),
            masked: el("ul").class("masked plain-list").test("report-masked"),
            preview: el("pre")
                .class("snippet preview")
                .attr("tabindex", "0")
                .attr("role", "region")
                .attr("aria-label", say("export_preview"))
                .test("report-preview"),
            progress: el("p").class("ways"),
            meter: el("progress")
                .test("report-progress")
                .attr("max", "100")
                .attr("aria-label", say("report_progress")),
            leave: [
                button("copy-report", say("copy")),
                button("download-report", say("export_save")),
            ],
            made: RefCell::default(),
            latest: Cell::new(0),
        };
        let inside = Rc::new(inside);
        let [of_cancel, of_copy, of_save, of_close] = [0; 4].map(|_| Rc::clone(&inside));
        let cancel = button("cancel-report", say("cancel")).click(move || of_cancel.cancel());
        inside.progress.clone().add(&inside.meter).add(&cancel);
        inside.leave[0].clone().click(move || of_copy.copy());
        inside.leave[1].clone().click(move || of_save.save());
        // Nobody waits for it any more.
        let root = dialog("export-box", say("export")).on("close", move |_| of_close.cancel());
        Self { root, inside }
    }

    /// Opens it for the chosen failure, or for all that are shown.
    pub(super) fn open(&self) {
        let has_selection = store::read(|state| state.selected_row().is_some());
        let inside = Rc::clone(&self.inside);
        inside.which.set(if has_selection {
            Which::Selected
        } else {
            Which::Shown
        });
        let forms =
            FORMATS.map(|format| (format.key().to_owned(), format_label(format).to_owned()));
        let of_forms = Rc::clone(&inside);
        let form = select(
            "report-format",
            &forms,
            inside.form.get().key(),
            move |key| {
                of_forms
                    .form
                    .set(Format::from_key(key).unwrap_or(Format::Markdown));
                of_forms.make();
            },
        );
        let options: Vec<(String, String)> = Which::ALL
            .iter()
            .filter(|which| has_selection || **which != Which::Selected)
            .map(|which| (which.key().to_owned(), which.label().to_owned()))
            .collect();
        let of_which = Rc::clone(&inside);
        let which = select(
            "report-which",
            &options,
            inside.which.get().key(),
            move |key| {
                of_which.which.set(Which::from_key(key));
                of_which.make();
            },
        );
        let choice = |words: &str, select: &El| {
            el("label")
                .class("choice")
                .add(&el("span").text(words))
                .add(select)
        };
        fill_dialog(
            &self.root,
            say("export"),
            [
                el("div")
                    .class("choices")
                    .add(&choice(say("export_format"), &form))
                    .add(&choice(say("export_which"), &which)),
                heading(say("export_masked")),
                inside.masked.clone(),
                heading(say("export_preview")),
                inside.preview.clone(),
                inside.progress.clone(),
                el("p")
                    .class("ways")
                    .add(&inside.leave[0])
                    .add(&inside.leave[1]),
            ],
        );
        inside.make();
        show(&self.root);
    }
}

impl Inside {
    /// Writes the report anew, and shows what it is. Another choice, or closing the box, ends one that is being made.
    fn make(self: &Rc<Self>) {
        let number = self.latest.get() + 1;
        self.latest.set(number);
        self.made.replace(None);
        let inside = Rc::clone(self);
        spawn_local(async move {
            let ids = store::read(|state| ids(state, inside.which.get()));
            if ids.is_empty() {
                return inside.say_gone();
            }
            let count = ids.len();
            let mut making = Making::new(ids, inside.which.get());
            let shown = store::shown();
            inside.wait(true);
            while !go_on(&mut making) {
                inside.meter.set("value", &making.percent().to_string());
                host::pause().await;
                if inside.latest.get() != number {
                    return;
                }
                if store::shown() != shown {
                    // A file has come, or gone: the failures that were chosen are not those of this log.
                    return inside.make();
                }
            }
            let form = inside.form.get();
            inside.show(count, store::library(|library| making.done(library, form)));
            inside.wait(false);
        });
    }

    /// What was chosen has left the list while the box was open, with its page for example: there is nothing to report.
    fn say_gone(&self) {
        self.wait(true);
        self.progress.show(false);
        self.masked.fill([]);
        self.preview.set_text(say("export_gone"));
    }

    /// Ends what is being made.
    fn cancel(&self) {
        self.latest.set(self.latest.get() + 1);
        self.progress.show(false);
        self.preview.set_text(say("export_cancelled"));
    }

    fn wait(&self, is_waiting: bool) {
        self.progress.show(is_waiting);
        self.meter.set("value", "0");
        for button in &self.leave {
            if let Some(button) = button.node().dyn_ref::<HtmlButtonElement>() {
                button.set_disabled(is_waiting);
            }
        }
    }

    fn show(&self, failures: usize, made: Exported) {
        self.preview.set_text(&shorten(&made.text, PREVIEW));
        let mut lines = vec![count("export_count_one", "export_count_many", failures)];
        if made.masked.is_empty() {
            lines.push(say("export_masked_nothing").to_owned());
        }
        lines.extend(made.masked.iter().cloned());
        self.masked
            .fill(lines.iter().map(|line| el("li").text(line)));
        self.made.replace(Some(made));
    }

    fn copy(&self) {
        if let Some(made) = &*self.made.borrow() {
            copy(&made.text);
        }
    }

    fn save(&self) {
        if let Some(made) = &*self.made.borrow() {
            let _ = save(&made.name, made.kind, &made.text);
        }
    }
}

/// Diagnoses until a frame's time is used up; true when all is diagnosed.
fn go_on(making: &mut Making) -> bool {
    let until = store::now() + WORKING;
    while store::now() < until {
        if store::library(|library| making.go_on(library)) {
            return true;
        }
    }
    false
}

fn ids(state: &State, which: Which) -> Vec<u64> {
    let sheet = state.sheet();
    match which {
        Which::Selected => sheet.selected().into_iter().collect(),
        Which::Shown => sheet.visible().to_vec(),
        Which::All => sheet.rows().map(|row| row.id).collect(),
    }
}
