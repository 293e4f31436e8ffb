//! The whole panel: toolbar, the bar of an open file, list and detail side by side, status line.

use std::cell::RefCell;

use super::advice::AdviceBox;
use super::detail::Detail;
use super::dom::{El, by_id, el, with_document};
use super::empty::{empty, empty_file};
use super::export::Export;
use super::files::{self, FileBar};
use super::keyboard;
use super::list::List;
use super::list_width::Width;
use super::search;
use super::settings::SettingsBox;
use super::splitter::splitter;
use super::status::Status;
use super::store;
use super::toolbar::Toolbar;
use crate::panel::state::State;
use crate::panel::tab::Theme;
use crate::panel::words::say;

struct View {
    toolbar: Toolbar,
    file_bar: FileBar,
    split: El,
    empty: El,
    empty_place: El,
    holder: El,
    bar: El,
    list: List,
    detail: Detail,
    status: Status,
    export: Export,
    settings: SettingsBox,
    advice: AdviceBox,
    drawn: RefCell<Drawn>,
}

/// What was painted last, as far as it is this file's business.
#[derive(Default, PartialEq, Clone)]
struct Drawn {
    is_empty: bool,
    /// Is a file shown, and was its list emptied?
    file: Option<bool>,
    is_open: bool,
    share: i32,
    theme: Theme,
}

thread_local! {
    static VIEW: RefCell<Option<View>> = const { RefCell::new(None) };
}

/// Builds the panel into the element `app`.
pub(super) fn build() {
    let (list, detail, status) = (List::new(), Detail::new(), Status::new());
    let (toolbar, file_bar) = (Toolbar::new(), FileBar::new());
    let (export, settings, advice) = (Export::new(), SettingsBox::new(), AdviceBox::new());
    let (empty, empty_place) = (empty(), el("div").class("empty").test("empty-file"));
    let holder = el("div").class("list-holder").add(&list.root);
    let bar = splitter();
    let pane = el("section")
        .class("list-pane")
        .attr("aria-label", say("list_label"))
        .add(&empty)
        .add(&empty_place)
        .add(&holder);
    let split = el("main")
        .class("split")
        .add(&pane)
        .add(&bar)
        .add(&detail.root);
    let Some(place) = by_id("app") else {
        return;
    };
    place.set_text_content(None);
    for part in [
        &toolbar.root,
        &file_bar.root,
        &split,
        &status.root,
        &export.root,
        &settings.root,
        &advice.root,
    ] {
        let _ = place.append_child(part.node());
    }
    files::listen_everywhere();
    keyboard::keep();
    search::listen_everywhere();
    list.observe_size();
    let drawn = Drawn {
        share: -1,
        ..Drawn::default()
    };
    empty.show(false);
    empty_place.show(false);
    bar.show(false);
    detail.root.show(false);
    VIEW.replace(Some(View {
        toolbar,
        file_bar,
        split,
        empty,
        empty_place,
        holder,
        bar,
        list,
        detail,
        status,
        export,
        settings,
        advice,
        drawn: RefCell::new(drawn),
    }));
    store::repaint();
}

/// Paints what has changed.
pub(super) fn paint(state: &State) {
    VIEW.with_borrow(|view| {
        let Some(view) = view else { return };
        let was_open = view.drawn.borrow().is_open;
        let is_open = state.detail().is_some();
        if is_open != was_open {
            // While it still has its old width: it asks the browser for sizes, and all its rows would be laid out for that.
            view.list.paint(state, Width::Changes);
        }
        view.frame(state);
        if is_open == was_open {
            let is_awaited = is_open && !view.detail.has_begun();
            let width = if is_awaited { Width::Kept } else { Width::Free };
            view.list.paint(state, width);
        }
        view.toolbar.paint(state);
        view.file_bar.paint(state);
        if is_open && !was_open {
            // The list begins to take its new width in this frame; what stands beside it is drawn in the next.
            store::repaint();
        } else {
            view.detail.paint(state);
        }
        view.status.paint(state);
    });
}

/// Does something with the list.
pub(super) fn with_list(work: impl FnOnce(&List)) {
    VIEW.with_borrow(|view| view.as_ref().map(|view| work(&view.list)));
}

/// Opens the box of exports.
pub(super) fn open_export() {
    VIEW.with_borrow(|view| view.as_ref().map(|view| view.export.open()));
}

/// Opens the box of advice.
pub(super) fn open_advice() {
    VIEW.with_borrow(|view| view.as_ref().map(|view| view.advice.open()));
}

/// Opens the box of settings.
pub(super) fn open_settings() {
    VIEW.with_borrow(|view| view.as_ref().map(|view| view.settings.open()));
}

impl View {
    fn frame(&self, state: &State) {
        let now = Drawn {
            is_empty: state.sheet().total() == 0,
            file: state.file().map(|_| state.was_file_emptied()),
            is_open: state.detail().is_some(),
            share: state.settings().share,
            theme: state.theme(),
        };
        let mut before = self.drawn.borrow_mut();
        let is_first = before.share < 0;
        if (now.is_empty, now.file) != (before.is_empty, before.file) || is_first {
            self.empty.show(now.is_empty && now.file.is_none());
            let of_file = now.file.filter(|_| now.is_empty);
            self.empty_place.show(of_file.is_some());
            if let Some(was_emptied) = of_file {
                self.empty_place.fill(empty_file(was_emptied));
            }
            self.holder.show(!now.is_empty);
        }
        if now.is_open != before.is_open {
            self.split.toggle("open", now.is_open);
            self.bar.show(now.is_open);
            self.detail.root.show(now.is_open);
        }
        if now.share != before.share {
            self.split.style("--list-share", &format!("{}%", now.share));
            self.bar.set("aria-valuenow", &now.share.to_string());
        }
        if now.theme != before.theme {
            follow(now.theme);
        }
        *before = now;
    }
}

/// Follows DevTools' colours. Until DevTools has spoken the style sheet follows the system.
fn follow(theme: Theme) {
    let (add, drop) = match theme {
        Theme::System => return,
        Theme::Light => ("theme-light", "theme-dark"),
        Theme::Dark => ("theme-dark", "theme-light"),
    };
    with_document(|document| {
        let classes = document.document_element()?.class_list();
        // Neither can fail: both names are non-empty and hold no space.
        let _ = classes.remove_1(drop);
        classes.add_1(add).ok()
    });
}
