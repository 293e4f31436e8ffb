//! The detail of the chosen row: headline and tabs.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen::JsCast as _;
use web_sys::{Element, KeyboardEvent};

use super::diagnosis::{diagnosis, later_note};
use super::dom::{El, by_id, el, focus, take, with_document};
use super::exchange::Exchange;
use super::fix::fix;
use super::headers::headers;
use super::mark::{icon_button, shape};
use super::origin::origin;
use super::reproduce::reproduce;
use super::store;
use crate::panel::detail::Detail as Model;
use crate::panel::plain::plain;
use crate::panel::row::{Severity, headline};
use crate::panel::state::{Event, State};
use crate::panel::tab::{Shell, Tab};
use crate::panel::words::say;

/// So many parts of a tab are drawn in one frame when another request is shown, those at the top first: more than these are
/// seldom in view, and a frame is soon full.
const PARTS: usize = 4;

/// The pane.
pub(super) struct Detail {
    pub(super) root: El,
    head: El,
    tabs: [(Tab, El); 6],
    panel: El,
    /// How far the tab is scrolled, as the browser said last: asking it now would make it lay out all that is being drawn.
    scrolled: Rc<Cell<i32>>,
    exchange: RefCell<Option<Exchange>>,
    /// Parts that are still to be drawn, and where they go.
    rest: RefCell<Option<(El, Vec<Element>)>>,
    drawn: RefCell<Option<Drawn>>,
}

/// What was painted last.
#[derive(PartialEq)]
struct Drawn {
    log: u32,
    model: Model,
    tab: Tab,
    shell: Shell,
    stack: Option<String>,
    step: usize,
    later: (&'static str, String),
    /// Is the tab drawn, too?
    is_filled: bool,
}

impl Detail {
    pub(super) fn new() -> Self {
        let head = el("div").class("head-words");
        let panel = el("div")
            .class("tab-panel")
            .attr("id", "tab-panel")
            .attr("role", "tabpanel")
            .attr("tabindex", "0")
            .key(step_by_key);
        let scrolled = Rc::new(Cell::new(0));
        let (element, noted) = (panel.node().clone(), Rc::clone(&scrolled));
        let panel = panel.on("scroll", move |_| noted.set(element.scroll_top()));
        let tabs = Tab::ALL.map(|tab| (tab, tab_button(tab)));
        let close = || {
            store::dispatch(Event::Deselect);
            focus("list");
        };
        let root = el("section")
            .class("detail")
            .attr("id", "detail")
            .test("detail")
            .attr("tabindex", "-1")
            .attr("aria-labelledby", "headline")
            .key(move |event| {
                if event.key() == "Escape" {
                    take(event);
                    close();
                }
            })
            .add(
                &el("header")
                    .class("detail-head")
                    .add(&head)
                    .add(&icon_button("close-detail", "close", say("close_detail")).click(close)),
            )
            .add(
                &el("div")
                    .class("tabs")
                    .attr("role", "tablist")
                    .attr("aria-label", say("tabs_label"))
                    .all(tabs.iter().map(|(_, button)| button.clone())),
            )
            .add(&panel);
        Self {
            root,
            head,
            tabs,
            panel,
            scrolled,
            exchange: RefCell::default(),
            rest: RefCell::default(),
            drawn: RefCell::default(),
        }
    }

    pub(super) fn paint(&self, state: &State) {
        let Some(model) = state.detail() else {
            if self.drawn.take().is_some() {
                // Or the next one would begin with a frame of what stood here before.
                self.head.fill([]);
                self.panel.fill([]);
                self.exchange.replace(None);
                self.rest.replace(None);
            }
            return;
        };
        let settings = state.settings();
        let now = Drawn {
            log: state.log(),
            model: model.clone(),
            tab: state.tab(),
            shell: settings.shell,
            stack: settings.stack.clone(),
            step: state.step(),
            later: later_note(state).unwrap_or_default(),
            is_filled: true,
        };
        let before = self.drawn.take();
        let before = before.as_ref();
        let is_same_log = before.is_some_and(|it| it.log == now.log);
        let is_same_model =
            is_same_log && before.is_some_and(|it| it.model == now.model && it.later == now.later);
        let is_same_row = is_same_log && before.is_some_and(|it| it.model.id == model.id);
        let is_same_tab = before.is_some_and(|it| it.tab == now.tab);
        let is_same_choice =
            before.is_some_and(|it| it.shell == now.shell && it.stack == now.stack);
        let is_same_step = before.is_some_and(|it| it.step == now.step);
        if !is_same_model {
            self.head.fill(head(model));
        }
        if !is_same_tab {
            self.mark_tab(now.tab);
        }
        if before.is_none() {
            // It has only just appeared: headline and tabs first, the tab in the next frame.
            self.panel.fill([]);
            self.drawn.replace(Some(Drawn {
                is_filled: false,
                ..now
            }));
            store::repaint();
            return;
        }
        let is_filled = before.is_some_and(|it| it.is_filled);
        let rest = self.rest.take();
        if !(is_filled && is_same_model && is_same_tab && is_same_choice) {
            let is_kept = is_same_row && is_same_tab;
            self.refill(state, model, now.tab, is_kept, is_filled && is_kept);
        } else if let Some((place, mut parts)) = rest {
            let later = parts.split_off(PARTS.min(parts.len()));
            for part in &parts {
                place.adopt(part);
            }
            self.follow_with(place, later);
        } else if !is_same_step && let Some(exchange) = &*self.exchange.borrow() {
            exchange.mark(model, now.step);
            exchange.reveal(now.step);
        }
        self.drawn.replace(Some(now));
    }

    /// Is there something to read, and not headline and tabs alone?
    pub(super) fn has_begun(&self) -> bool {
        self.drawn.borrow().as_ref().is_some_and(|it| it.is_filled)
    }

    fn mark_tab(&self, chosen: Tab) {
        for (tab, button) in &self.tabs {
            let is_chosen = *tab == chosen;
            button.set("aria-selected", if is_chosen { "true" } else { "false" });
            button.set("tabindex", if is_chosen { "0" } else { "-1" });
        }
        self.panel.set("aria-labelledby", chosen.id());
    }

    /// Draws a tab. Another request or another tab is read from its beginning; a request judged again stays where it
    /// was, and so does the keyboard.
    fn refill(&self, state: &State, model: &Model, tab: Tab, kept: bool, at_once: bool) {
        let scrolled = self.scrolled.get();
        let focused = kept.then(|| held_by(&self.panel)).flatten();
        let step = self.exchange.take().map(|before| before.step());
        let content = match content(state, model, tab) {
            Content::Exchange(exchange) => {
                self.panel.fill([exchange.root.clone()]);
                exchange.mark(model, state.step());
                if at_once {
                    self.panel.node().set_scroll_top(scrolled);
                }
                if !(at_once && step == Some(state.step())) {
                    exchange.reveal(state.step());
                }
                self.exchange.replace(Some(exchange));
                hand_over(&self.panel, focused.as_ref());
                return;
            }
            Content::Other(content) => content,
        };
        if !at_once {
            let first = content.node().first_element_child();
            let parts = std::iter::successors(first, Element::next_element_sibling);
            let rest: Vec<Element> = parts.skip(PARTS).collect();
            for part in &rest {
                part.remove();
            }
            self.follow_with(content.clone(), rest);
        }
        self.panel.fill([content]);
        // Where nothing was scrolled, the new text stands at its beginning anyway.
        if scrolled > 0 {
            let top = if kept { scrolled } else { 0 };
            self.panel.node().set_scroll_top(top);
        }
        hand_over(&self.panel, focused.as_ref());
    }

    /// Leaves parts to the next frames.
    fn follow_with(&self, place: El, parts: Vec<Element>) {
        if !parts.is_empty() {
            self.rest.replace(Some((place, parts)));
            store::repaint();
        }
    }
}

/// What a tab shows.
enum Content {
    Exchange(Exchange),
    Other(El),
}

fn content(state: &State, model: &Model, tab: Tab) -> Content {
    Content::Other(match tab {
        Tab::Diagnosis => diagnosis(state, model),
        Tab::Exchange => return Content::Exchange(Exchange::new(model)),
        Tab::Origin => origin(&model.diagnosis),
        Tab::Reproduce => reproduce(&model.diagnosis, state.shell()),
        Tab::Fix => fix(state, &model.diagnosis),
        Tab::Headers => headers(model),
    })
}

/// Builds a tab and lets it go again: the browser compiles each function when it is first called, and that had better not
/// be when somebody waits for it.
pub(super) fn rehearse(state: &State, model: &Model, tab: Tab) {
    drop((head(model), content(state, model, tab)));
}

/// What has the keyboard, as it is found again among new elements.
struct Held {
    /// Elements like it: of its test id, of its address, or of its kind.
    like: (&'static str, String),
    /// Its place among them.
    place: u32,
}

fn held_by(panel: &El) -> Option<Held> {
    let active = with_document(web_sys::Document::active_element)?;
    if active == *panel.node() || !panel.node().contains(Some(&active)) {
        return None;
    }
    let named = |name| Some((name, active.get_attribute(name)?));
    let like = named("data-testid").or_else(|| named("href"));
    let like = like.unwrap_or_else(|| ("", active.tag_name()));
    let place = likes(panel, &like).position(|it| it == active)?;
    let place = u32::try_from(place).ok()?;
    Some(Held { like, place })
}

/// Gives the keyboard to what stands where its holder stood.
fn hand_over(panel: &El, held: Option<&Held>) {
    let found = held.and_then(|held| {
        let mut likes = likes(panel, &held.like).collect::<Vec<_>>();
        let place = usize::try_from(held.place).ok()?;
        let last = likes.len().checked_sub(1)?;
        Some(likes.swap_remove(place.min(last)))
    });
    if let Some(element) = found {
        super::dom::wrap(element).focus();
    }
}

fn likes(panel: &El, (name, value): &(&'static str, String)) -> impl Iterator<Item = Element> {
    let selector = if name.is_empty() {
        value.to_ascii_lowercase()
    } else {
        format!("[{name}]")
    };
    let all = panel.node().query_selector_all(&selector).ok();
    let (name, value) = (*name, value.clone());
    let length = all.as_ref().map_or(0, web_sys::NodeList::length);
    (0..length)
        .filter_map(move |at| all.as_ref()?.item(at)?.dyn_into::<Element>().ok())
        .filter(move |it| name.is_empty() || it.get_attribute(name).as_deref() == Some(&*value))
}

fn head(model: &Model) -> [El; 2] {
    let diagnosis = &model.diagnosis;
    let severity = Severity::of(diagnosis);
    [
        el("h1")
            .attr("id", "headline")
            .test("headline")
            .add(&shape(severity.mark(), severity.words()))
            .add(&el("span").text(&plain(&headline(diagnosis)))),
        el("p")
            .class("address")
            .add(&el("span").class("method").text(&plain(&diagnosis.method)))
            .text(" ")
            .add(
                &el("span")
                    .class("mono")
                    .test("url")
                    .text(&plain(&diagnosis.url)),
            ),
    ]
}

fn tab_button(tab: Tab) -> El {
    let go = |to: Tab| {
        store::dispatch(Event::Tab(to));
        focus(to.id());
    };
    el("button")
        .attr("type", "button")
        .class("tab")
        .attr("role", "tab")
        .attr("id", tab.id())
        .test(tab.id())
        .attr("aria-controls", "tab-panel")
        .attr("aria-selected", "false")
        .text(tab.label())
        .click(move || store::dispatch(Event::Tab(tab)))
        .key(move |event| {
            let to = match event.key().as_str() {
                "ArrowRight" => tab.beyond(1),
                "ArrowLeft" => tab.beyond(-1),
                "Home" => Tab::ALL[0],
                "End" => Tab::ALL[0].beyond(-1),
                _ => return,
            };
            event.prevent_default();
            go(to);
        })
}

/// In the exchange, the arrow keys step; in the other tabs they scroll, as the browser does.
fn step_by_key(event: &KeyboardEvent) {
    let is_exchange = store::read(|state| state.tab() == Tab::Exchange);
    if !is_exchange || by_id("tab-panel").is_none() {
        return;
    }
    let by = match event.key().as_str() {
        "ArrowDown" | "ArrowRight" => 1,
        "ArrowUp" | "ArrowLeft" => -1,
        "Home" => isize::MIN / 2,
        "End" => isize::MAX / 2,
        _ => return,
    };
    event.prevent_default();
    store::dispatch(Event::Step(by));
}
