//! The box of exports: which format, which failures, what was masked, and exactly what will leave.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::copy::{copy, save};
use super::dom::{El, button, el, heading, select};
use super::settings::{dialog, fill_dialog, show};
use super::store;
use crate::panel::export::{Exported, FORMATS, Which, export, format_label};
use crate::panel::plain::shorten;
use crate::panel::state::State;
use crate::panel::words::{count, say};
use crate::report::Format;

/// Most characters shown beforehand; the file has all.
const PREVIEW: usize = 20_000;

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
    made: RefCell<Option<Exported>>,
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
            made: RefCell::default(),
        };
        Self {
            root: dialog("export-box", say("export")),
            inside: Rc::new(inside),
        }
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
        let (of_copy, of_save) = (Rc::clone(&inside), Rc::clone(&inside));
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
                el("p")
                    .class("ways")
                    .add(&button("copy-report", say("copy")).click(move || {
                        if let Some(made) = &*of_copy.made.borrow() {
                            copy(&made.text);
                        }
                    }))
                    .add(
                        &button("download-report", say("export_save")).click(move || {
                            if let Some(made) = &*of_save.made.borrow() {
                                let _ = save(&made.name, made.kind, &made.text);
                            }
                        }),
                    ),
            ],
        );
        inside.make();
        show(&self.root);
    }
}

impl Inside {
    /// Writes the report anew, and shows what it is.
    fn make(&self) {
        let ids = store::read(|state| ids(state, self.which.get()));
        let made = store::library(|library| export(library, &ids, self.form.get()));
        self.preview.set_text(&shorten(&made.text, PREVIEW));
        let mut lines = vec![count("export_count_one", "export_count_many", ids.len())];
        if made.masked.is_empty() {
            lines.push(say("export_masked_nothing").to_owned());
        }
        lines.extend(made.masked.iter().cloned());
        self.masked
            .fill(lines.iter().map(|line| el("li").text(line)));
        self.made.replace(Some(made));
    }
}

fn ids(state: &State, which: Which) -> Vec<u64> {
    let sheet = state.sheet();
    match which {
        Which::Selected => sheet.selected().into_iter().collect(),
        Which::Shown => sheet.visible().to_vec(),
        Which::All => sheet.rows().map(|row| row.id).collect(),
    }
}
