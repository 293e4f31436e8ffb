//! The list: a grid of which only the rows in view are drawn, each in an element that was another row's before.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;

use super::dom::{El, el};
use super::list_columns::{columns, header};
use super::list_keys::on_key;
use super::list_row::ListRow;
use super::list_width::{Held, Width};
use super::pace::Pace;
use super::stale::Stale;
use super::store;
use crate::panel::sheet::{Sheet, Spot};
use crate::panel::state::State;
use crate::panel::window::{FIRST, ROW_HEIGHT, Window, page, scroll_to_show};
use crate::panel::words::say;

/// The grid.
pub(super) struct List {
    pub(super) root: El,
    head: El,
    rows: El,
    drawn: El,
    nothing: El,
    nodes: RefCell<VecDeque<ListRow>>,
    /// Rows that are not needed now.
    spare: RefCell<Vec<ListRow>>,
    view: Cell<View>,
    anchor: RefCell<Anchor>,
    held: Held,
    pace: Pace,
    stale: Stale,
    painted: RefCell<Painted>,
}

/// What the browser says about the scrolling element, in whole pixels.
#[derive(Clone, Copy, Default, PartialEq)]
struct View {
    scrolled: usize,
    /// Height for rows: the element without its sticky head.
    height: usize,
}

/// Where the reader is: the line at the top edge, its position, and how far it is scrolled over it.
#[derive(Default)]
struct Anchor {
    line: Option<Spot>,
    position: usize,
    offset: usize,
    at_end: bool,
}

#[derive(Default, PartialEq, Clone)]
struct Painted {
    log: u32,
    revision: u64,
    selected: Option<u64>,
    active: Option<Spot>,
    grouped: bool,
    total: usize,
    window: Window,
}

impl List {
    pub(super) fn new() -> Self {
        let head = header();
        let drawn = el("div").class("drawn").attr("role", "presentation");
        let rows = el("div")
            .class("rows")
            .attr("role", "rowgroup")
            .add(&drawn)
            .add(&columns());
        let nothing = el("p").class("hidden-by-filter");
        let root = el("div")
            .class("list")
            .attr("id", "list")
            .test("list")
            .attr("tabindex", "0")
            .attr("aria-label", say("list_label"))
            .add(&head)
            .add(&rows)
            .on("scroll", |_| store::repaint())
            .key(on_key);
        Self {
            root: el("div").class("list-frame").add(&root).add(&nothing),
            head,
            rows,
            drawn,
            nothing,
            nodes: RefCell::default(),
            spare: RefCell::default(),
            view: Cell::default(),
            anchor: RefCell::new(Anchor {
                at_end: true,
                ..Anchor::default()
            }),
            held: Held::default(),
            pace: Pace::default(),
            stale: Stale::default(),
            painted: RefCell::default(),
        }
    }

    /// The scrolling element.
    fn scroller(&self) -> Option<web_sys::Element> {
        self.root.node().first_element_child()
    }

    /// Measures again whenever the list's size changes: the window, the dock side, the detail opening.
    pub(super) fn observe_size(&self) {
        let changed = Closure::<dyn Fn()>::new(store::repaint);
        if let Ok(observer) = web_sys::ResizeObserver::new(changed.as_ref().unchecked_ref()) {
            observer.observe(self.root.node());
            // The list stays for the panel's life, and so does what watches it.
            changed.forget();
        }
    }

    /// Draws what changed.
    pub(super) fn paint(&self, state: &State, width: Width) {
        let Some(scroller) = self.scroller() else {
            return;
        };
        let sheet = state.sheet();
        let view = View {
            scrolled: pixels(scroller.scroll_top()),
            height: pixels(scroller.client_height() - self.head.node().client_height()),
        };
        // Without its scroll bar; asked before anything is written, after which it would cost a layout.
        let room = scroller.client_width();
        let before = self.painted.borrow().clone();
        let mut now = Painted {
            log: state.log(),
            revision: sheet.revision(),
            selected: sheet.selected(),
            active: sheet.active(),
            grouped: sheet.is_grouped(),
            total: sheet.line_count(),
            window: before.window,
        };
        let is_other = now.log != before.log;
        if is_other {
            // Rows of the same ids and as many may say something else.
            self.nodes.borrow().iter().for_each(ListRow::forget);
        }
        let has_changed =
            is_other || now.revision != before.revision || now.grouped != before.grouped;
        let mut top_edge = view.scrolled;
        if has_changed || self.painted.borrow().total == 0 {
            self.rows
                .style("height", &format!("{}px", now.total * ROW_HEIGHT));
            let is_hidden = now.total == 0 && sheet.total() > 0;
            self.nothing.show(is_hidden);
            if is_hidden {
                self.nothing.set_text(&state.nothing_left());
            }
            scroller_attributes(&scroller, &now);
            if let Some(top) = self.kept_in_place(sheet, is_other, view) {
                scroller.set_scroll_top(i32::try_from(top).unwrap_or(i32::MAX));
                top_edge = pixels(scroller.scroll_top());
            }
        }
        let aim = Window::of(now.total, top_edge, view.height);
        let in_view = Window::in_view(now.total, top_edge, view.height);
        let is_elsewhere = has_changed || in_view != before.window;
        if is_elsewhere {
            self.held.release_all(&self.nodes.borrow());
        } else if width == Width::Free {
            self.held.release_some(&self.nodes.borrow());
        }
        let rows = self.pace.rows();
        let is_other_content = has_changed && !self.shows_the_same(sheet, before.window);
        now.window = if before.window.is_empty() {
            in_view.beginning(FIRST)
        } else if is_other_content {
            // Whatever is drawn stays until it is its turn; only a few more come.
            in_view.beginning(before.window.len().max(rows))
        } else if self.held.is_any() || width == Width::Changes {
            in_view
        } else {
            let most = rows.saturating_sub(self.stale.len());
            aim.on_the_way(in_view, before.window, most)
        };
        if has_changed {
            self.stale.mark(now.window);
        }
        let most = if is_other_content || !has_changed {
            rows
        } else {
            usize::MAX
        };
        let is_drawn = has_changed || now.window != before.window || self.stale.len() > 0;
        if is_drawn {
            self.draw(state, before.window, now.window, most);
        }
        if now.window != aim || self.stale.len() > 0 {
            store::repaint();
        }
        let is_same = (now.selected, &now.active) == (before.selected, &before.active);
        if is_drawn || !is_same {
            self.mark(&scroller, &now);
        }
        if width == Width::Changes {
            self.held.hold(&self.nodes.borrow(), room);
        }
        if self.held.is_any() {
            store::repaint();
        }
        self.remember(sheet, top_edge, view.height, state.file().is_none());
        self.view.set(View {
            scrolled: top_edge,
            ..view
        });
        self.painted.replace(now);
    }

    /// Marks the chosen row and the line that has the keyboard, as far as they are drawn.
    fn mark(&self, scroller: &web_sys::Element, now: &Painted) {
        let mut active = None;
        for node in self.nodes.borrow_mut().iter_mut() {
            if node.mark(now.selected, now.active.as_ref()) {
                active = node.id().map(str::to_owned);
            }
        }
        let _ = match active {
            Some(id) => scroller.set_attribute("aria-activedescendant", &id),
            None => scroller.remove_attribute("aria-activedescendant"),
        };
    }

    /// Where to scroll when rows arrive, leave or are filtered: what is being read must not move, so the line at the top
    /// edge stays there. A list shown to its end, in which nobody is anywhere, goes on showing its end.
    fn kept_in_place(&self, sheet: &Sheet, is_other: bool, view: View) -> Option<usize> {
        let anchor = self.anchor.borrow();
        if is_other {
            return Some(0);
        }
        let top = anchor.position * ROW_HEIGHT + anchor.offset;
        // Whoever has scrolled up since the last frame has left the end to read something.
        if anchor.at_end && !sheet.is_anywhere() && view.scrolled >= top {
            return Some(sheet.line_count() * ROW_HEIGHT);
        }
        // Who stands at the beginning stays there.
        if anchor.position == 0 && anchor.offset == 0 {
            return None;
        }
        let place = sheet.find(anchor.line.as_ref()?)?;
        let is_scrolled_meanwhile = view.scrolled != top;
        (place != anchor.position && !is_scrolled_meanwhile)
            .then_some(place * ROW_HEIGHT + anchor.offset)
    }

    /// Notes where the reader is; a file is read from its beginning, so only the live list `follows` its end.
    fn remember(&self, sheet: &Sheet, scrolled: usize, height: usize, follows: bool) {
        let position = scrolled / ROW_HEIGHT;
        self.anchor.replace(Anchor {
            line: sheet.line(position).map(Spot::from),
            position,
            offset: scrolled % ROW_HEIGHT,
            at_end: follows && scrolled + height + ROW_HEIGHT >= sheet.line_count() * ROW_HEIGHT,
        });
    }

    /// Do the lines at both ends of what is drawn stand where they stood? Then little of it has changed.
    fn shows_the_same(&self, sheet: &Sheet, drawn: Window) -> bool {
        let nodes = self.nodes.borrow();
        let stands = |node: Option<&ListRow>, position: usize| match (node, sheet.line(position)) {
            (Some(node), Some(line)) => node.shows(&line),
            _ => false,
        };
        stands(nodes.front(), drawn.first) && stands(nodes.back(), drawn.end.wrapping_sub(1))
    }

    /// Draws a window. Elements of rows that stay in it stay; those that left at one edge come in at the other. Of the stale
    /// ones no more than `most` are drawn again.
    fn draw(&self, state: &State, before: Window, window: Window, most: usize) {
        let mut nodes = self.nodes.borrow_mut();
        let mut drawn = before.first..before.first + nodes.len();
        let is_elsewhere = drawn.end <= window.first || window.end <= drawn.start;
        if is_elsewhere {
            drawn = window.first..window.first + nodes.len();
        }
        let mut free = Vec::new();
        while drawn.start < window.first && !drawn.is_empty() {
            free.extend(nodes.pop_front());
            drawn.start += 1;
        }
        while drawn.end > window.end && !drawn.is_empty() {
            free.extend(nodes.pop_back());
            drawn.end -= 1;
        }
        let place = self.drawn.node();
        let mut spare = self.spare.borrow_mut();
        let mut next = |like: Option<&ListRow>| {
            let unused = free.pop().or_else(|| spare.pop());
            unused.or_else(|| ListRow::new(like))
        };
        while drawn.start > window.first
            && let Some(node) = next(nodes.front())
        {
            let _ = place.insert_before(node.node(), place.first_child().as_ref());
            nodes.push_front(node);
            drawn.start -= 1;
        }
        while drawn.end < window.end
            && let Some(mut node) = next(nodes.back())
        {
            if nodes.is_empty()
                && let Some(line) = state.sheet().line(drawn.end)
            {
                // The others will be copies of it.
                node.draw(state.sheet(), &line, drawn.end, true);
            }
            let _ = place.append_child(node.node());
            nodes.push_back(node);
            drawn.end += 1;
        }
        for node in free {
            node.node().remove();
            node.forget();
            spare.push(node);
        }
        let offset = format!("translateY({}px)", window.offset());
        self.drawn.style("transform", &offset);
        let changed = self.stale.draw(&mut nodes, state.sheet(), window, most);
        self.pace.watch(changed);
    }

    /// So many lines does a Page key move.
    pub(super) fn page(&self) -> isize {
        page(self.view.get().height).cast_signed()
    }

    /// Brings the line that has the keyboard into view.
    pub(super) fn reveal(&self, sheet: &Sheet) {
        let View {
            scrolled, height, ..
        } = self.view.get();
        let place = sheet.active().and_then(|spot| sheet.find(&spot));
        let top = place.and_then(|position| scroll_to_show(position, scrolled, height));
        if let (Some(top), Some(scroller)) = (top, self.scroller()) {
            scroller.set_scroll_top(i32::try_from(top).unwrap_or(i32::MAX));
        }
    }
}

/// What is said of the grid as a whole. Rows with levels, which can be opened, make it a tree.
fn scroller_attributes(scroller: &web_sys::Element, now: &Painted) {
    let role = if now.grouped { "treegrid" } else { "grid" };
    let count = (now.total + 1).to_string();
    for (name, value) in [("role", role), ("aria-rowcount", &count)] {
        // Neither name can be refused.
        let _ = scroller.set_attribute(name, value);
    }
}

/// The browser never reports a negative length here; if it does, nothing is scrolled.
fn pixels(length: i32) -> usize {
    usize::try_from(length).unwrap_or(0)
}
