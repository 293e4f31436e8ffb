//! What is written to the page only when it changes: an element that shows one row after another keeps most of what it
//! says, and each needless write costs as much as a needful one.

use web_sys::{Element, Text};

use super::dom::{El, wrap};

/// An element whose attributes are written when they change.
pub(super) struct Kept {
    pub(super) element: El,
    written: Vec<(&'static str, String)>,
}

impl Kept {
    /// An element on which nothing is written yet, or what is written on the one that it is a copy of.
    pub(super) fn of(element: Element, copied: Option<&Self>) -> Self {
        Self {
            element: wrap(element),
            written: copied.map(|it| it.written.clone()).unwrap_or_default(),
        }
    }

    /// An attribute as it is written.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let written = self.written.iter().find(|(other, _)| *other == name);
        written.map(|(_, value)| value.as_str())
    }

    /// Writes an attribute.
    pub(super) fn set(&mut self, name: &'static str, value: &str) {
        match self.written.iter_mut().find(|(other, _)| *other == name) {
            Some((_, before)) if before == value => return,
            Some((_, before)) => value.clone_into(before),
            None => self.written.push((name, value.to_owned())),
        }
        self.element.set(name, value);
    }

    /// Takes an attribute away.
    pub(super) fn remove(&mut self, name: &'static str) {
        if let Some(place) = self.written.iter().position(|(other, _)| *other == name) {
            self.written.swap_remove(place);
            let _ = self.element.node().remove_attribute(name);
        }
    }

    /// Writes an attribute, or takes it away.
    pub(super) fn put(&mut self, name: &'static str, value: Option<&str>) {
        match value {
            Some(value) => self.set(name, value),
            None => self.remove(name),
        }
    }
}

/// A text that is written when it changes.
pub(super) struct Slot {
    node: Text,
    text: String,
}

impl Slot {
    /// A text that is empty, or what is written in the one that it is a copy of.
    pub(super) fn of(node: Text, copied: Option<&Self>) -> Self {
        Self {
            node,
            text: copied.map(|it| it.text.clone()).unwrap_or_default(),
        }
    }

    /// Writes it.
    pub(super) fn write(&mut self, text: &str) {
        if self.text != text {
            self.node.set_data(text);
            text.clone_into(&mut self.text);
        }
    }
}
