//! One row of the list: an element that shows one request now and another after a scroll.

use std::cell::Cell;
use std::rc::Rc;

use web_sys::Text;

use super::dom::{El, el, svg, with_document};
use super::store;
use super::time::local_time;
use crate::panel::endpoints::Later;
use crate::panel::plain::{plain, shorten};
use crate::panel::row::Row;
use crate::panel::sheet::{Group, Line, Sheet};
use crate::panel::state::Event;
use crate::panel::words::{count, fill, say};
use crate::report::v1::Outcome;

/// Longest text drawn in a cell; more than any cell can show.
const CELL: usize = 300;

/// The columns, and the words above them.
pub(super) fn header() -> El {
    let columns = [
        ("cell-mark", say("column_severity")),
        ("cell-method", say("column_method")),
        ("cell-path", say("column_path")),
        ("cell-cause", say("column_cause")),
        ("cell-status", say("column_status")),
        ("cell-origin", say("column_origin")),
        ("cell-credentials", say("column_credentials")),
        ("cell-time", say("column_time")),
    ];
    let cells = columns.map(|(class, words)| {
        let cell = el("span")
            .class(&format!("cell {class}"))
            .attr("role", "columnheader");
        if class == "cell-mark" {
            cell.add(&el("span").class("unseen").text(words))
        } else {
            cell.text(words)
        }
    });
    el("div")
        .class("list-row list-header")
        .attr("role", "row")
        .attr("aria-rowindex", "1")
        .all(cells)
}

/// A text that is written only when it changes.
struct Slot {
    node: Option<Text>,
    text: String,
}

impl Slot {
    /// A new one at the end of an element.
    fn at(parent: &El) -> Self {
        let node = with_document(|document| Some(document.create_text_node("")));
        if let Some(node) = &node {
            let _ = parent.node().append_child(node);
        }
        Self {
            node,
            text: String::new(),
        }
    }

    fn write(&mut self, text: &str) {
        if self.text != text {
            if let Some(node) = &self.node {
                node.set_data(text);
            }
            text.clone_into(&mut self.text);
        }
    }
}

/// What an element shows now; the click on it is meant for that.
#[derive(Clone, PartialEq, Default)]
enum Shown {
    #[default]
    Nothing,
    Row(u64),
    Group(Box<str>),
}

/// The element and its cells.
pub(super) struct ListRow {
    pub(super) root: El,
    mark: El,
    shape: El,
    cells: [El; 8],
    method: Slot,
    path: Slot,
    host: Slot,
    cause: Slot,
    later: (El, Slot),
    status: Slot,
    origin: Slot,
    credentials: Slot,
    time: Slot,
    shown: Rc<std::cell::RefCell<Shown>>,
    position: usize,
    is_selected: Cell<bool>,
}

impl ListRow {
    pub(super) fn new() -> Self {
        let shape = svg("use");
        let mark = el("span").class("mark").attr("role", "img").add(
            &svg("svg")
                .class("icon")
                .attr("aria-hidden", "true")
                .add(&shape),
        );
        let names = [
            "mark",
            "method",
            "path",
            "cause",
            "status",
            "origin",
            "credentials",
            "time",
        ];
        let cells = names.map(|name| {
            el("span")
                .class(&format!("cell cell-{name}"))
                .attr("role", "gridcell")
        });
        let [
            at_mark,
            at_method,
            at_path,
            at_cause,
            at_status,
            at_origin,
            at_credentials,
            at_time,
        ] = &cells;
        let _ = at_mark.node().append_child(mark.node());
        let part = |parent: &El, class: &str| {
            let child = el("span").class(class);
            let _ = parent.node().append_child(child.node());
            child
        };
        let (path, host) = (part(at_path, "path"), part(at_path, "host"));
        let later = part(at_cause, "later");
        later.show(false);
        let later_text = Slot::at(&later);
        let shown = Rc::new(std::cell::RefCell::new(Shown::default()));
        let clicked = Rc::clone(&shown);
        let root = el("div")
            .class("list-row")
            .attr("role", "row")
            .all(cells.iter().cloned())
            .click(move || {
                let event = match &*clicked.borrow() {
                    Shown::Nothing => return,
                    Shown::Row(id) => Event::Select(*id),
                    Shown::Group(endpoint) => Event::Toggle(endpoint.clone()),
                };
                store::dispatch(event);
            });
        Self {
            root,
            shape,
            method: Slot::at(at_method),
            path: Slot::at(&path),
            host: Slot::at(&host),
            cause: Slot::at(at_cause),
            later: (later, later_text),
            status: Slot::at(at_status),
            origin: Slot::at(at_origin),
            credentials: Slot::at(at_credentials),
            time: Slot::at(at_time),
            mark,
            cells,
            shown,
            position: usize::MAX,
            is_selected: Cell::new(false),
        }
    }

    /// Marks it as chosen, or not.
    pub(super) fn select(&self, selected: Option<u64>) {
        let is_selected = matches!(&*self.shown.borrow(), Shown::Row(id) if selected == Some(*id));
        if self.is_selected.replace(is_selected) != is_selected {
            self.root.toggle("selected", is_selected);
            self.root
                .set("aria-selected", if is_selected { "true" } else { "false" });
        }
    }

    /// Shows a line; `again` when what it shows may have changed.
    pub(super) fn draw(&mut self, sheet: &Sheet, line: &Line, position: usize, again: bool) {
        let now = match line {
            Line::Row(id) => Shown::Row(*id),
            Line::Group(group) => Shown::Group(group.endpoint.clone()),
        };
        if self.position != position {
            self.position = position;
            self.root.set("aria-rowindex", &(position + 2).to_string());
        }
        if !again && *self.shown.borrow() == now {
            return;
        }
        self.shown.replace(now);
        match line {
            Line::Group(group) => self.draw_group(group),
            Line::Row(id) => {
                if let Some(row) = sheet.row(*id) {
                    self.draw_row(row, sheet.later(row));
                }
            }
        }
    }

    fn draw_row(&mut self, row: &Row, later: Later<'_>) {
        let root = &self.root;
        root.set("id", &format!("row-{}", row.id));
        root.set("data-testid", "row");
        root.set(
            "aria-selected",
            if self.is_selected.get() {
                "true"
            } else {
                "false"
            },
        );
        self.set_or_remove("data-entry", row.entry.map(|it| it.to_string()).as_deref());
        self.set_or_remove("data-cause", row.cause.as_deref());
        self.set_or_remove("data-chromium", row.chromium.as_deref());
        self.set_or_remove("aria-expanded", None);
        let root = &self.root;
        root.set(
            "data-outcome",
            match row.outcome {
                Outcome::Cors => "cors",
                Outcome::NotCors => "not-cors",
                Outcome::Unclear => "unclear",
            },
        );
        self.root.toggle("group", false);
        self.draw_mark(row.severity.mark(), row.severity.words());
        self.method.write(&shorten(&row.method, CELL));
        self.path.write(&shorten(row.path(), CELL));
        self.host.write(&shorten(row.host(), CELL));
        self.cause.write(&shorten(&row.title, CELL));
        self.status.write(&row.status_short());
        let origin = row.origin.as_deref().unwrap_or(say("origin_unknown"));
        self.origin.write(&shorten(origin, CELL));
        self.credentials.write(row.credentials());
        self.time.write(&local_time(&row.started));
        let [_, _, at_path, at_cause, at_status, at_origin, ..] = &self.cells;
        at_path.set("title", &plain(&row.url));
        at_cause.set("title", &plain(&row.title));
        at_status.set("title", &plain(&row.status_long()));
        at_origin.set("title", &plain(origin));
        self.draw_later(later);
    }

    fn draw_later(&mut self, later: Later<'_>) {
        let (element, slot) = &mut self.later;
        let (name, words) = match later {
            Later::Same => ("same", String::new()),
            Later::Fixed => ("fixed", say("later_fixed").to_owned()),
            Later::FailsOtherwise(title) => (
                "otherwise",
                fill("later_otherwise", &[&shorten(title, CELL)]),
            ),
        };
        element.show(later != Later::Same);
        slot.write(&words);
        self.root.set("data-later", name);
    }

    fn draw_group(&mut self, group: &Group) {
        self.root.toggle("group", true);
        self.root.set("data-testid", "row-group");
        self.root
            .set("aria-expanded", if group.open { "true" } else { "false" });
        for name in [
            "id",
            "data-entry",
            "data-cause",
            "data-chromium",
            "data-outcome",
            "data-later",
            "aria-selected",
        ] {
            self.set_or_remove(name, None);
        }
        let words = if group.open {
            say("group_close")
        } else {
            say("group_open")
        };
        self.draw_mark(if group.open { "open" } else { "closed" }, words);
        let (method, address) = group
            .endpoint
            .split_once(' ')
            .unwrap_or(("", &group.endpoint));
        self.method.write(&shorten(method, CELL));
        self.path.write(&shorten(address, CELL));
        self.cause
            .write(&count("requests_one", "requests_many", group.count));
        self.draw_later(Later::Same);
        for slot in [
            &mut self.host,
            &mut self.status,
            &mut self.origin,
            &mut self.credentials,
            &mut self.time,
        ] {
            slot.write("");
        }
        let [_, _, at_path, at_cause, at_status, at_origin, ..] = &self.cells;
        at_path.set("title", &plain(address));
        for cell in [at_cause, at_status, at_origin] {
            cell.set("title", "");
        }
    }

    fn draw_mark(&self, name: &str, words: &str) {
        self.shape.set("href", &format!("#icon-{name}"));
        self.mark.set("class", &format!("mark icon-{name}"));
        self.mark.set("aria-label", words);
        self.mark.set("title", words);
    }

    fn set_or_remove(&self, name: &str, value: Option<&str>) {
        match value {
            Some(value) => self.root.set(name, value),
            None => {
                let _ = self.root.node().remove_attribute(name);
            }
        }
    }
}
