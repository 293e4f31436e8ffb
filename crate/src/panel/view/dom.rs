//! Building elements, in as few words as possible. What is built here is plain: no text is ever read as markup.

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, Event, HtmlElement, KeyboardEvent};

const SVG: &str = "http://www.w3.org/2000/svg";

/// An element that is being built.
#[derive(Clone, Debug)]
pub(super) struct El(Element);

thread_local! {
    static DOCUMENT: Option<Document> = web_sys::window().and_then(|window| window.document());
}

/// Does something with the document.
pub(super) fn with_document<T>(work: impl FnOnce(&Document) -> Option<T>) -> Option<T> {
    DOCUMENT.with(|document| work(document.as_ref()?))
}

/// An element by its id.
pub(super) fn by_id(id: &str) -> Option<Element> {
    with_document(|document| document.get_element_by_id(id))
}

/// A new element. There is always a document where a panel is, and the names are ours and good.
pub(super) fn el(tag: &str) -> El {
    El(with_document(|document| document.create_element(tag).ok())
        .unwrap_or_else(|| JsValue::UNDEFINED.unchecked_into()))
}

/// A new element of a drawing.
pub(super) fn svg(tag: &str) -> El {
    El(
        with_document(|document| document.create_element_ns(Some(SVG), tag).ok())
            .unwrap_or_else(|| JsValue::UNDEFINED.unchecked_into()),
    )
}

/// An element that is there already.
pub(super) fn wrap(element: Element) -> El {
    El(element)
}

impl El {
    /// Gives it its classes.
    pub(super) fn class(self, names: &str) -> Self {
        self.attr("class", names)
    }

    /// Gives it an attribute; no name that is used can be refused.
    pub(super) fn attr(self, name: &str, value: &str) -> Self {
        let _ = self.0.set_attribute(name, value);
        self
    }

    /// Gives it an attribute, if there is a value.
    pub(super) fn maybe_attr(self, name: &str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.attr(name, value),
            None => self,
        }
    }

    /// The name by which tests find it.
    pub(super) fn test(self, id: &str) -> Self {
        self.attr("data-testid", id)
    }

    /// Adds text.
    pub(super) fn text(self, text: &str) -> Self {
        with_document(|document| self.0.append_child(&document.create_text_node(text)).ok());
        self
    }

    /// Adds a child.
    pub(super) fn add(self, child: &El) -> Self {
        let _ = self.0.append_child(&child.0);
        self
    }

    /// Adds a child, if there is one.
    pub(super) fn maybe(self, child: Option<El>) -> Self {
        match child {
            Some(child) => self.add(&child),
            None => self,
        }
    }

    /// Adds children in their order.
    pub(super) fn all(self, children: impl IntoIterator<Item = El>) -> Self {
        children
            .into_iter()
            .fold(self, |parent, child| parent.add(&child))
    }

    /// Listens.
    pub(super) fn on(self, kind: &str, heard: impl Fn(Event) + 'static) -> Self {
        listen(&self.0, kind, Box::new(heard));
        self
    }

    /// Listens for clicks; a button's keys click it as well.
    pub(super) fn click(self, clicked: impl Fn() + 'static) -> Self {
        self.on("click", move |_| clicked())
    }

    /// Listens for keys.
    pub(super) fn key(self, pressed: impl Fn(&KeyboardEvent) + 'static) -> Self {
        self.on("keydown", move |event| {
            if let Some(event) = event.dyn_ref::<KeyboardEvent>() {
                pressed(event);
            }
        })
    }

    /// The element itself.
    pub(super) fn node(&self) -> &Element {
        &self.0
    }

    /// Replaces its text.
    pub(super) fn set_text(&self, text: &str) {
        self.0.set_text_content(Some(text));
    }

    /// Replaces its children.
    pub(super) fn fill(&self, children: impl IntoIterator<Item = El>) {
        self.0.set_text_content(None);
        for child in children {
            let _ = self.0.append_child(&child.0);
        }
    }

    /// Adds a child that was built before.
    pub(super) fn adopt(&self, child: &Element) {
        let _ = self.0.append_child(child);
    }

    /// Sets an attribute later.
    pub(super) fn set(&self, name: &str, value: &str) {
        let _ = self.0.set_attribute(name, value);
    }

    /// Shows or hides it.
    pub(super) fn show(&self, shown: bool) {
        // Neither can fail: the name is good.
        let _ = if shown {
            self.0.remove_attribute("hidden")
        } else {
            self.0.set_attribute("hidden", "")
        };
    }

    /// Puts the keyboard into it.
    pub(super) fn focus(&self) {
        if let Some(element) = self.0.dyn_ref::<HtmlElement>() {
            // Only an element that was removed meanwhile refuses, and then there is nothing to focus.
            let _ = element.focus();
        }
    }

    /// Sets or removes a class.
    pub(super) fn toggle(&self, class: &str, on: bool) {
        let _ = self.0.class_list().toggle_with_force(class, on);
    }

    /// Sets a custom property or another style.
    pub(super) fn style(&self, name: &str, value: &str) {
        if let Some(element) = self.0.dyn_ref::<HtmlElement>() {
            let _ = element.style().set_property(name, value);
        }
    }
}

/// Listens on any target. The closure belongs to the element from now on and is collected with it.
pub(super) fn listen(target: &web_sys::EventTarget, kind: &str, heard: Box<dyn Fn(Event)>) {
    let closure = Closure::<dyn Fn(Event)>::wrap(heard).into_js_value();
    let _ = target.add_event_listener_with_callback(kind, closure.unchecked_ref());
}

/// Keeps a key from whoever else waits for it. What reaches the document DevTools hears, too, handled or not: at Escape it
/// opens its drawer and puts the keyboard there.
pub(super) fn take(event: &KeyboardEvent) {
    event.prevent_default();
    event.stop_propagation();
}

/// Puts the keyboard into an element.
pub(super) fn focus(id: &str) {
    if let Some(element) = by_id(id) {
        El(element).focus();
    }
}

/// A push button with words.
pub(super) fn button(testid: &str, words: &str) -> El {
    el("button")
        .attr("type", "button")
        .class("button")
        .test(testid)
        .text(words)
}

/// A heading inside the detail.
pub(super) fn heading(words: &str) -> El {
    el("h2").text(words)
}

/// A choice from a list: its options as (value, words), and what to do with the chosen value.
pub(super) fn select(
    testid: &str,
    options: &[(String, String)],
    chosen: &str,
    choose: impl Fn(&str) + 'static,
) -> El {
    let made = options.iter().map(|(value, words)| {
        let option = el("option").attr("value", value).text(words);
        if value == chosen {
            option.attr("selected", "")
        } else {
            option
        }
    });
    el("select")
        .test(testid)
        .all(made)
        .on("change", move |event| {
            let target = event.target();
            if let Some(select) =
                target.and_then(|it| it.dyn_into::<web_sys::HtmlSelectElement>().ok())
            {
                choose(&select.value());
            }
        })
}

/// Chooses in such a list; nobody is told of it.
pub(super) fn set_chosen(select: &El, value: &str) {
    if let Some(select) = select.0.dyn_ref::<web_sys::HtmlSelectElement>() {
        select.set_value(value);
    }
}

/// A tick box with its words, and what to do with its state.
pub(super) fn tick(
    testid: &str,
    words: &str,
    choose: impl Fn(bool) + 'static,
) -> (El, web_sys::HtmlInputElement) {
    let input = el("input")
        .attr("type", "checkbox")
        .test(testid)
        .on("change", move |event| {
            let target = event.target();
            if let Some(input) =
                target.and_then(|it| it.dyn_into::<web_sys::HtmlInputElement>().ok())
            {
                choose(input.checked());
            }
        });
    let label = el("label")
        .class("tick")
        .add(&input)
        .add(&el("span").text(words));
    (label, input.node().clone().unchecked_into())
}
