//! One row of the list: an element that shows one request now and another after a scroll.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsCast as _;
use web_sys::Element;

use super::dom::{el, listen};
use super::kept::{Kept, Slot};
use super::store;
use super::time::local_time;
use crate::panel::endpoints::Later;
use crate::panel::plain::{plain, shorten};
use crate::panel::row::{Row, in_short};
use crate::panel::sheet::{Group, Line, Sheet, Spot};
use crate::panel::state::Event;
use crate::panel::words::{count, fill, say};
use crate::report::v1::Outcome;

/// Longest text drawn in a cell; more than any cell can show.
const CELL: usize = 300;

/// What an element shows now; the click on it is meant for that.
#[derive(Clone, PartialEq, Default)]
enum Shown {
    #[default]
    Nothing,
    Row(u64),
    Group(Rc<str>),
}

/// The element and its cells.
pub(super) struct ListRow {
    root: Kept,
    /// The first cell, which is a drawing as a whole: a row has as few elements as it can, for each costs in every frame.
    mark: Kept,
    /// Path, cause, status and origin: cells that say more when pointed at.
    titled: [Kept; 4],
    method: Slot,
    path: Slot,
    host: Slot,
    cause: Slot,
    later: (Kept, Slot),
    status: Slot,
    origin: Slot,
    credentials: Slot,
    time: Slot,
    shown: Rc<RefCell<Shown>>,
    /// Does it stand below the head of a group?
    is_member: bool,
    is_selected: bool,
    /// Has it the keyboard?
    is_active: bool,
}

/// A row without words.
fn blank() -> Element {
    let cell = |name: &str| {
        el("span")
            .class(&format!("cell cell-{name}"))
            .attr("role", "gridcell")
    };
    let part = |class: &str| el("span").class(class).text("");
    let row = el("div")
        .attr("role", "row")
        .add(&cell("mark"))
        .add(&cell("method").text(""))
        .add(
            // The browser notes when it has painted it, for the benchmark.
            &cell("path")
                .attr("elementtiming", "row")
                .add(&part("path"))
                .add(&part("host")),
        )
        .add(&cell("cause").add(&part("later")).text(""))
        .all(["status", "origin", "credentials", "time"].map(|name| cell(name).text("")));
    row.node().clone()
}

/// The elements in an element, in their order.
fn parts<const N: usize>(element: &Element) -> [Option<Element>; N] {
    let mut next = element.first_element_child();
    std::array::from_fn(|_| {
        let here = next.take();
        next = here.as_ref().and_then(Element::next_element_sibling);
        here
    })
}

impl ListRow {
    /// A new row; none only where there is no document. Copying a row that is `like` it is one call of the browser, building
    /// one would be fifty, and most of what they say is the same.
    pub(super) fn new(like: Option<&Self>) -> Option<Self> {
        let root = match like {
            Some(like) => like
                .node()
                .clone_node_with_deep(true)
                .ok()?
                .dyn_into()
                .ok()?,
            None => blank(),
        };
        let [
            Some(mark),
            Some(method),
            Some(path),
            Some(cause),
            Some(status),
            Some(origin),
            Some(credentials),
            Some(time),
        ] = parts(&root)
        else {
            return None;
        };
        let ([Some(at_path), Some(at_host)], [Some(later)]) = (parts(&path), parts(&cause)) else {
            return None;
        };
        let shown = Rc::new(RefCell::new(Shown::default()));
        let clicked = Rc::clone(&shown);
        let heard = move |_| {
            let event = match &*clicked.borrow() {
                Shown::Nothing => return,
                Shown::Row(id) => Event::Select(*id),
                Shown::Group(endpoint) => Event::Toggle(endpoint.clone()),
            };
            store::dispatch(event);
        };
        listen(&root, "click", Box::new(heard));
        let slot = |parent: &Element, of: fn(&Self) -> &Slot| {
            // The text stands last: in the cell of the cause after the mark of what became of it.
            let text = parent.last_child()?.dyn_into().ok()?;
            Some(Slot::of(text, like.map(of)))
        };
        let kept = |element: Element, of: fn(&Self) -> &Kept| Kept::of(element, like.map(of));
        Some(Self {
            method: slot(&method, |it| &it.method)?,
            path: slot(&at_path, |it| &it.path)?,
            host: slot(&at_host, |it| &it.host)?,
            cause: slot(&cause, |it| &it.cause)?,
            status: slot(&status, |it| &it.status)?,
            origin: slot(&origin, |it| &it.origin)?,
            credentials: slot(&credentials, |it| &it.credentials)?,
            time: slot(&time, |it| &it.time)?,
            later: (
                kept(later.clone(), |it| &it.later.0),
                slot(&later, |it| &it.later.1)?,
            ),
            titled: [
                kept(path, |it| &it.titled[0]),
                kept(cause, |it| &it.titled[1]),
                kept(status, |it| &it.titled[2]),
                kept(origin, |it| &it.titled[3]),
            ],
            mark: kept(mark, |it| &it.mark),
            root: kept(root, |it| &it.root),
            shown,
            is_member: like.is_some_and(|it| it.is_member),
            is_selected: like.is_some_and(|it| it.is_selected),
            is_active: like.is_some_and(|it| it.is_active),
        })
    }

    /// Keeps the row as wide as it is, in pixels, or gives it the list's width again.
    pub(super) fn hold(&self, width: Option<i32>) {
        let width = width.map_or_else(String::new, |pixels| format!("{pixels}px"));
        self.root.element.style("width", &width);
    }

    /// The element.
    pub(super) fn node(&self) -> &Element {
        self.root.element.node()
    }

    /// Does it show this line?
    pub(super) fn shows(&self, line: &Line) -> bool {
        match (&*self.shown.borrow(), line) {
            (Shown::Row(shown), Line::Row(id) | Line::Member(id)) => shown == id,
            (Shown::Group(shown), Line::Group(group)) => *shown == group.endpoint,
            _ => false,
        }
    }

    /// Its id in the document.
    pub(super) fn id(&self) -> Option<&str> {
        self.root.get("id")
    }

    /// Marks it as chosen or not, and as the line that has the keyboard or not; true if it has.
    pub(super) fn mark(&mut self, selected: Option<u64>, active: Option<&Spot>) -> bool {
        let (is_selected, is_active) = match &*self.shown.borrow() {
            Shown::Nothing => (false, false),
            Shown::Row(id) => (
                selected == Some(*id),
                matches!(active, Some(Spot::Row(other)) if other == id),
            ),
            Shown::Group(endpoint) => (
                false,
                matches!(active, Some(Spot::Head(other)) if other == endpoint),
            ),
        };
        if (self.is_selected, self.is_active) != (is_selected, is_active) {
            self.is_selected = is_selected;
            self.is_active = is_active;
            self.say_what_it_is();
        }
        is_active
    }

    /// Whether it is a group's head or below one, whether it is chosen, and whether it has the keyboard.
    fn say_what_it_is(&mut self) {
        let is_group = matches!(&*self.shown.borrow(), Shown::Group(_));
        let classes = match (is_group, self.is_member, self.is_selected, self.is_active) {
            (true, _, _, false) => "list-row group",
            (true, _, _, true) => "list-row group active",
            (false, false, false, _) => "list-row",
            (false, false, true, false) => "list-row selected",
            (false, false, true, true) => "list-row selected active",
            (false, true, false, _) => "list-row member",
            (false, true, true, false) => "list-row member selected",
            (false, true, true, true) => "list-row member selected active",
        };
        let selected = if self.is_selected { "true" } else { "false" };
        self.root.set("class", classes);
        self.root
            .put("aria-selected", (!is_group).then_some(selected));
    }

    /// Forgets what it shows: when it is next used that may have changed.
    pub(super) fn forget(&self) {
        self.shown.replace(Shown::Nothing);
    }

    /// Shows a line; `again` when what it shows may have changed. True if it showed another.
    pub(super) fn draw(
        &mut self,
        sheet: &Sheet,
        line: &Line,
        position: usize,
        again: bool,
    ) -> bool {
        self.root.set("aria-rowindex", &(position + 2).to_string());
        let is_other = !self.shows(line);
        if !again && !is_other {
            return false;
        }
        self.shown.replace(match line {
            Line::Row(id) | Line::Member(id) => Shown::Row(*id),
            Line::Group(group) => Shown::Group(Rc::clone(&group.endpoint)),
        });
        self.is_member = matches!(line, Line::Member(_));
        self.say_what_it_is();
        let level = if self.is_member { "2" } else { "1" };
        self.root
            .put("aria-level", sheet.is_grouped().then_some(level));
        match line {
            Line::Group(group) => self.draw_group(group, sheet.row(group.latest)),
            Line::Row(id) | Line::Member(id) => {
                if let Some(row) = sheet.row(*id) {
                    self.draw_row(row, sheet.later(row));
                }
            }
        }
        is_other
    }

    fn draw_row(&mut self, row: &Row, later: Later<'_>) {
        let root = &mut self.root;
        root.set("id", &format!("row-{}", row.id));
        root.set("data-testid", "row");
        root.put("data-entry", row.entry.map(|it| it.to_string()).as_deref());
        root.put("data-cause", row.cause.as_deref());
        root.put("data-chromium", row.chromium.as_deref());
        root.remove("aria-expanded");
        root.set(
            "data-outcome",
            match row.outcome {
                Outcome::Cors => "cors",
                Outcome::NotCors => "not-cors",
                Outcome::Unclear => "unclear",
            },
        );
        self.draw_mark(row.severity.mark(), row.severity.words());
        self.method.write(&shorten(&row.method, CELL));
        self.path.write(&shorten(row.path(), CELL));
        self.host.write(&shorten(row.host(), CELL));
        self.cause.write(&shorten(&row.title_short(), CELL));
        self.status.write(&row.status_short());
        let origin = row.origin.as_deref().unwrap_or(say("origin_unknown"));
        self.origin.write(&shorten(origin, CELL));
        self.credentials.write(row.credentials());
        self.time.write(&local_time(&row.started));
        let titles = [&row.url, &row.title, &*row.status_long(), origin];
        for (cell, title) in self.titled.iter_mut().zip(titles) {
            cell.set("title", &plain(title));
        }
        self.draw_later(later);
    }

    fn draw_later(&mut self, later: Later<'_>) {
        let (element, slot) = &mut self.later;
        let (name, words) = match later {
            Later::Same => ("same", String::new()),
            // The mark is the endpoint's; what it leaves open stands in the detail.
            Later::Fixed | Later::FixedWithoutCredentials => {
                ("fixed", say("later_fixed").to_owned())
            }
            Later::FailsOtherwise(title) => (
                "otherwise",
                fill("later_otherwise", &[&shorten(&in_short(title), CELL)]),
            ),
        };
        element.put("hidden", (later == Later::Same).then_some(""));
        slot.write(&words);
        self.root.set("data-later", name);
    }

    /// The head of a group: how many, and what the latest of them failed by.
    fn draw_group(&mut self, group: &Group, latest: Option<&Row>) {
        self.draw_later(Later::Same);
        self.root.set("id", &format!("group-{}", group.number));
        self.root.set("data-testid", "row-group");
        self.root
            .set("aria-expanded", if group.open { "true" } else { "false" });
        for name in [
            "data-entry",
            "data-cause",
            "data-chromium",
            "data-outcome",
            "data-later",
        ] {
            self.root.remove(name);
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
        // As in its rows: what tells endpoints apart stands first.
        let path = latest.and_then(|row| row.path().split(['?', '#']).next());
        self.path.write(&shorten(path.unwrap_or(address), CELL));
        let host = latest.map(Row::host).unwrap_or_default();
        self.host.write(&shorten(host, CELL));
        let requests = count("requests_one", "requests_many", group.count);
        let title = latest.map(Row::title_short).unwrap_or_default();
        let words = fill("group_latest", &[&requests, &shorten(&title, CELL)]);
        self.cause.write(&words);
        for slot in [
            &mut self.status,
            &mut self.origin,
            &mut self.credentials,
            &mut self.time,
        ] {
            slot.write("");
        }
        for (cell, title) in
            self.titled
                .iter_mut()
                .zip([plain(address).as_str(), words.as_str(), "", ""])
        {
            cell.set("title", title);
        }
    }

    fn draw_mark(&mut self, name: &str, words: &str) {
        self.mark
            .set("class", &format!("cell-mark shape shape-{name}"));
        self.mark.set("aria-label", words);
        self.mark.set("title", words);
    }
}
