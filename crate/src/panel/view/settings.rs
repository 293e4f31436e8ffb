//! The box of settings: what is kept, what the panel promises, and how to try it.

use wasm_bindgen::JsCast as _;
use web_sys::HtmlDialogElement;

use super::copy::{notice, place_of_notices};
use super::dom::{El, button, el, heading, select, set_chosen, take};
use super::mark::icon_button;
use super::store;
use crate::panel::tab::Shell;
use crate::panel::words::{fill, say};

/// The box.
pub(super) struct SettingsBox {
    pub(super) root: El,
    shell: El,
}

impl SettingsBox {
    pub(super) fn new() -> Self {
        Self {
            root: dialog("settings-box", say("settings")),
            shell: el("div"),
        }
    }

    /// Opens it, with what holds now.
    pub(super) fn open(&self) {
        let shells = Shell::ALL.map(|each| (each.key().to_owned(), each.label().to_owned()));
        let key = store::read(|state| state.shell().key());
        let choice = select("settings-shell", &shells, key, |key| {
            let shell = Shell::from_key(key);
            store::set(|it| it.shell = shell);
        });
        let of_reset = choice.clone();
        self.shell.fill([el("label")
            .class("choice")
            .add(&el("span").text(say("settings_shell")))
            .add(&choice)]);
        fill_dialog(
            &self.root,
            say("settings"),
            [
                self.shell.clone(),
                el("p")
                    .class("ways")
                    .add(
                        &button("settings-reset", say("settings_reset")).click(move || {
                            set_chosen(&of_reset, Shell::default().key());
                            store::reset();
                            notice(say("settings_were_reset"));
                        }),
                    ),
                heading(say("settings_lab")),
                el("p").class("prose").text(say("settings_lab_how")),
                el("p").add(&el("code").text("whycors lab")),
                heading(say("settings_promise")),
                el("p").class("prose").text(say("settings_promise_text")),
                el("p")
                    .class("note")
                    .text(&fill("settings_version", &[env!("CARGO_PKG_VERSION")])),
            ],
        );
        show(&self.root);
    }
}

/// An empty dialogue. DevTools takes Escape for itself where a page does not, so the dialogue closes itself.
pub(super) fn dialog(testid: &str, label: &str) -> El {
    el("dialog")
        .class("box")
        .test(testid)
        .attr("aria-label", label)
        .on("keydown", |event| {
            let dialog = event.current_target();
            if let Some(dialog) = dialog.and_then(|it| it.dyn_into::<HtmlDialogElement>().ok())
                && let Some(event) = event.dyn_ref::<web_sys::KeyboardEvent>()
                && event.key() == "Escape"
            {
                take(event);
                dialog.close();
            }
        })
}

/// Its heading, a button that closes it, and its content.
pub(super) fn fill_dialog(dialog: &El, title: &str, content: impl IntoIterator<Item = El>) {
    let closed = dialog.clone();
    let head = el("header")
        .class("box-head")
        .add(&el("h1").text(title))
        // What is said outside of an open box is not heard.
        .add(&place_of_notices())
        .add(&icon_button("close-box", "close", say("close_box")).click(move || close(&closed)));
    dialog.fill([head, el("div").class("box-body").all(content)]);
}

/// Opens a dialogue before everything else; Escape closes it, the keyboard returns to where it was.
pub(super) fn show(dialog: &El) {
    if let Some(dialog) = dialog.node().dyn_ref::<HtmlDialogElement>() {
        // It refuses only when it is open already.
        let _ = dialog.show_modal();
    }
}

fn close(dialog: &El) {
    if let Some(dialog) = dialog.node().dyn_ref::<HtmlDialogElement>() {
        dialog.close();
    }
}
