//! Record, clear, filter, scope, group, preserve log, import, export, settings.

use std::cell::RefCell;

use wasm_bindgen::JsCast as _;
use web_sys::HtmlInputElement;

use super::dom::{El, el, tick};
use super::mark::icon_button;
use super::{files, host, root, store};
use crate::panel::library::Library;
use crate::panel::settings::Settings;
use crate::panel::state::{Event, Scope, State};
use crate::panel::words::say;

/// The toolbar.
pub(super) struct Toolbar {
    pub(super) root: El,
    record: El,
    filter: HtmlInputElement,
    scopes: [(Scope, HtmlInputElement); 2],
    group: HtmlInputElement,
    preserve: HtmlInputElement,
    export: El,
    drawn: RefCell<Option<Drawn>>,
}

#[derive(PartialEq)]
struct Drawn {
    settings: Settings,
    is_paused: bool,
    filter: String,
    is_empty: bool,
}

impl Toolbar {
    pub(super) fn new() -> Self {
        let record = icon_button("record", "record", say("record")).click(|| {
            let on = store::read(State::is_paused);
            host::record(on);
            store::dispatch(Event::Record(on));
        });
        let clear = icon_button("clear", "clear", say("clear")).click(|| {
            if store::read(|state| state.file().is_none()) {
                host::forget();
                store::library(Library::forget);
            }
            store::dispatch(Event::Clear);
        });
        let filter = filter();
        let scopes = [
            (Scope::CorsOnly, "cors", say("scope_cors")),
            (Scope::All, "all", say("scope_all")),
        ]
        .map(|(value, key, words)| scope(value, key, words));
        let (group_label, group) =
            tick("group", say("group"), |on| store::set(|it| it.grouped = on));
        let (preserve_label, preserve) = tick("preserve-log", say("preserve"), |on| {
            host::preserve(on);
            store::set(|it| it.preserve_log = on);
        });
        let export = icon_button("export", "export", say("export")).click(root::open_export);
        let divider = || el("span").class("divider");
        let root = el("header")
            .class("toolbar")
            .attr("aria-label", say("toolbar"))
            .add(&el("h1").class("unseen").text(say("panel_title")))
            .add(&record)
            .add(&clear)
            .add(&divider())
            .add(&filter)
            .add(
                &el("fieldset")
                    .class("segments")
                    .test("scope")
                    .add(&el("legend").class("unseen").text(say("scope_label")))
                    .all(scopes.iter().map(|(_, label, _)| label.clone())),
            )
            .add(&group_label.attr("title", say("group_title")))
            .add(&preserve_label.attr("title", say("preserve_title")))
            .add(&el("span").class("spring"))
            .add(&icon_button("import", "import", say("import")).click(files::choose))
            .add(&export)
            .add(&divider())
            .add(&icon_button("settings", "settings", say("settings")).click(root::open_settings));
        Self {
            root,
            record,
            filter: filter.node().clone().unchecked_into(),
            scopes: scopes.map(|(value, _, input)| (value, input)),
            group,
            preserve,
            export,
            drawn: RefCell::default(),
        }
    }

    pub(super) fn paint(&self, state: &State) {
        let now = Drawn {
            settings: state.settings().clone(),
            is_paused: state.is_paused(),
            filter: state.filter_text().to_owned(),
            is_empty: state.sheet().total() == 0,
        };
        if self.drawn.borrow().as_ref() == Some(&now) {
            return;
        }
        self.record
            .set("aria-pressed", if now.is_paused { "false" } else { "true" });
        for (value, input) in &self.scopes {
            input.set_checked(*value == now.settings.scope);
        }
        self.group.set_checked(now.settings.grouped);
        self.preserve.set_checked(now.settings.preserve_log);
        // Setting what stands there already would move the cursor.
        if self.filter.value() != now.filter {
            self.filter.set_value(&now.filter);
        }
        if let Some(button) = self.export.node().dyn_ref::<web_sys::HtmlButtonElement>() {
            button.set_disabled(now.is_empty);
        }
        self.drawn.replace(Some(now));
    }
}

fn filter() -> El {
    el("input")
        .attr("type", "search")
        .class("filter")
        .test("filter")
        .attr("placeholder", say("filter"))
        .attr("aria-label", say("filter_label"))
        .attr("title", say("filter_title"))
        .attr("spellcheck", "false")
        .attr("autocomplete", "off")
        .on("input", |event| {
            let target = event.target();
            if let Some(input) = target.and_then(|it| it.dyn_into::<HtmlInputElement>().ok()) {
                store::dispatch(Event::Filter(input.value()));
            }
        })
}

fn scope(value: Scope, key: &str, words: &str) -> (Scope, El, HtmlInputElement) {
    let input = el("input")
        .attr("type", "radio")
        .attr("name", "scope")
        .attr("value", key)
        .test(&format!("scope-{key}"))
        .on("change", move |_| store::set(|it| it.scope = value));
    let label = el("label")
        .class("segment")
        .add(&input)
        .add(&el("span").text(words));
    (value, label, input.node().clone().unchecked_into())
}
