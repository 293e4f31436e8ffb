//! Bringing in a file: by the button, dropped, or pasted. It is read piece by piece; between two the panel paints, and
//! the reader may cancel.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

use js_sys::Uint8Array;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    ClipboardEvent, DataTransfer, DragEvent, Element, File, FileList, HtmlElement, HtmlInputElement,
};

use super::copy::notice;
use super::dom::{El, button, el, listen, with_document};
use super::spoken::say_in;
use super::{host, store};
use crate::panel::import::{Import, Judging, whole};
use crate::panel::plain::shorten;
use crate::panel::state::{Event, Progress, State};
use crate::panel::words::{count, fill, grouped, say};

/// Bytes read at once. With half as many and two pieces asked for, the browser took half as long again to bring a file.
const PIECE: f64 = 8.0 * 1024.0 * 1024.0;

/// Bytes of the first piece, so that reading begins while the browser brings the rest; each is twice the one before.
const FIRST_PIECE: f64 = 512.0 * 1024.0;

/// So many pieces are asked for before they are needed: the browser brings them while others are read.
const AHEAD: usize = 4;

/// Milliseconds between two words on how far it has come: each is a frame.
const TELLING: f64 = 100.0;

/// Milliseconds of judging between two frames.
const JUDGING: f64 = 8.0;

thread_local! {
    /// Counts the imports: one that is not the latest has been cancelled.
    static LATEST: Cell<u32> = const { Cell::new(0) };
}

/// The bar that says which file is shown, or how far its reading has come.
pub(super) struct FileBar {
    pub(super) root: El,
    name: El,
    meter: El,
    cancel: El,
    close: El,
    drawn: RefCell<(u32, Option<Progress>)>,
}

impl FileBar {
    pub(super) fn new() -> Self {
        let name = el("span")
            .class("file-name")
            .test("file")
            .attr("role", "status");
        let meter = el("progress")
            .test("progress")
            .attr("max", "100")
            .attr("aria-label", say("progress"));
        let cancel = button("cancel", say("cancel")).click(|| {
            LATEST.set(LATEST.get() + 1);
            store::dispatch(Event::Progress(None));
        });
        let close = button("close-file", say("close_file")).click(store::close);
        let root = el("section")
            .class("file-bar")
            .attr("aria-label", say("file_label"))
            .add(&name)
            .add(&meter)
            .add(&cancel)
            .add(&close);
        root.show(false);
        Self {
            root,
            name,
            meter,
            cancel,
            close,
            drawn: RefCell::default(),
        }
    }

    pub(super) fn paint(&self, state: &State) {
        let now = (state.log(), state.progress().cloned());
        if *self.drawn.borrow() == now {
            return;
        }
        let (file, progress) = (state.file(), &now.1);
        self.root.show(file.is_some() || progress.is_some());
        for part in [&self.meter, &self.cancel] {
            part.show(progress.is_some());
        }
        self.close.show(progress.is_none());
        let words = match (progress, file) {
            (Some(progress), _) => {
                self.meter.set("value", &progress.percent.to_string());
                let name = shorten(&progress.name, 80);
                if progress.is_judging {
                    fill("judging_file", &[&name])
                } else {
                    fill("reading_file", &[&name])
                }
            }
            (None, Some(file)) if state.gaps() == 0 => fill("file_shown", &[&shorten(file, 80)]),
            (None, Some(file)) => {
                let gaps = count("gaps_short_one", "gaps_short_many", state.gaps());
                fill("file_shown_in_part", &[&shorten(file, 80), &gaps])
            }
            (None, None) => String::new(),
        };
        // Said again at every percent it would be heard at every percent; another file of the same name is heard.
        let is_other = self.drawn.borrow().0 != now.0;
        if is_other || self.name.node().text_content().as_deref() != Some(&*words) {
            say_in(self.name.node(), &words);
        }
        self.drawn.replace(now);
    }
}

/// Lets the reader choose a file.
pub(super) fn choose() {
    let input = el("input")
        .attr("type", "file")
        .attr("accept", ".har,.json,application/json");
    let input = input.on("change", |event| {
        let target = event
            .target()
            .and_then(|it| it.dyn_into::<HtmlInputElement>().ok());
        if let Some(file) = target.and_then(|it| it.files()?.get(0)) {
            take(file, 1);
        }
    });
    if let Some(element) = input.node().dyn_ref::<HtmlElement>() {
        element.click();
    }
}

/// Listens for files that are dropped or pasted anywhere on the panel.
pub(super) fn listen_for_drops(target: &web_sys::EventTarget) {
    listen(
        target,
        "dragover",
        Box::new(|event| {
            if !is_text_for_a_field(&event) {
                // Without this the browser opens the file instead.
                event.prevent_default();
            }
        }),
    );
    listen(
        target,
        "drop",
        Box::new(|event| {
            if !is_text_for_a_field(&event) {
                event.prevent_default();
                let data = event
                    .dyn_ref::<DragEvent>()
                    .and_then(DragEvent::data_transfer);
                if let Some(data) = data {
                    take_transfer(&data, say("dropped_file"), say("drop_not_har"));
                }
            }
        }),
    );
    listen(
        target,
        "paste",
        Box::new(|event| {
            let data = event
                .dyn_ref::<ClipboardEvent>()
                .and_then(ClipboardEvent::clipboard_data);
            if let Some(data) = data.filter(|_| !is_for_a_field(&event)) {
                take_transfer(&data, say("pasted_file"), say("paste_not_har"));
            }
        }),
    );
}

/// Does it come to a field that takes text? A tick box is none.
fn is_for_a_field(event: &web_sys::Event) -> bool {
    let target = event.target().and_then(|it| it.dyn_into::<Element>().ok());
    target.is_some_and(|it| {
        it.matches("input[type=\"search\"], textarea")
            .unwrap_or(false)
    })
}

/// Is it text that is dragged to such a field? The browser puts it there.
fn is_text_for_a_field(event: &web_sys::Event) -> bool {
    let data = event
        .dyn_ref::<DragEvent>()
        .and_then(DragEvent::data_transfer);
    let files = JsValue::from("Files");
    is_for_a_field(event) && data.is_none_or(|data| !data.types().includes(&files, 0))
}

/// Listens on the document.
pub(super) fn listen_everywhere() {
    with_document(|document| {
        listen_for_drops(document);
        Some(())
    });
}

/// Takes the first file, or text as a file of that name; of any other text it is said that it is none.
fn take_transfer(data: &DataTransfer, name: &str, is_none: &str) {
    let files = data.files();
    let given = files.as_ref().map_or(0, FileList::length);
    let text = data.get_data("text/plain").unwrap_or_default();
    let file = if let Some(file) = files.and_then(|files| files.get(0)) {
        file
    } else if text.trim_start().starts_with('{')
        && let Ok(file) =
            File::new_with_str_sequence(&js_sys::Array::of1(&text.as_str().into()), name)
    {
        file
    } else {
        if !text.is_empty() {
            notice(is_none);
        }
        return;
    };
    // What an open box is about must not be exchanged behind it.
    let open = with_document(|document| document.query_selector("dialog[open]").ok()?);
    if open.is_some() {
        notice(say("file_behind_box"));
    } else {
        take(file, given);
    }
}

/// Reads a file and shows it, unless another is chosen or this one cancelled meanwhile. So many were `given` at once.
fn take(file: File, given: u32) {
    let number = LATEST.get() + 1;
    LATEST.set(number);
    spawn_local(async move {
        match read(&file, number).await {
            // The bar and the empty list say of the file itself what there is to say.
            Some(()) if given > 1 && is_latest(number) => {
                notice(&fill("file_first", &[&grouped(given as usize)]));
            }
            None if is_latest(number) => {
                store::dispatch(Event::Progress(None));
                notice(say("file_unreadable"));
            }
            _ => {}
        }
    });
}

/// Has no other file been chosen, and this one not been cancelled?
fn is_latest(number: u32) -> bool {
    LATEST.get() == number
}

/// None if it could not be read. After each wait it may be that nobody waits for it any more.
async fn read(file: &File, number: u32) -> Option<()> {
    let name = file.name();
    let size = file.size();
    let mut teller = Teller {
        name: &name,
        last: 0.0,
    };
    teller.tell(0.0, false);
    let mut import = Import::new(&name);
    let mut asked = 0.0;
    let mut next = FIRST_PIECE;
    let mut read = 0.0;
    let mut coming = VecDeque::new();
    while read < size {
        while coming.len() < AHEAD && asked < size {
            coming.push_back(fetch(file, asked, asked + next)?);
            asked += next;
            next = (next * 2.0).min(PIECE);
        }
        let piece = bytes(coming.pop_front()?).await?;
        if !is_latest(number) {
            return Some(());
        }
        import.feed_with(piece.length() as usize, |room| piece.copy_to(room));
        read += f64::from(piece.length());
        teller.tell(read / size.max(1.0) / 2.0, false);
        host::pause().await;
        if !is_latest(number) {
            return Some(());
        }
    }
    let mut judging = if let Some(judging) = import.finish() {
        judging
    } else {
        // Damaged: only the whole of it can be read as far as it goes.
        let all = bytes(fetch(file, 0.0, size)?).await?;
        if !is_latest(number) {
            return Some(());
        }
        whole(&name, &all.to_vec())
    };
    while !judge_for_a_frame(&mut judging) {
        #[expect(clippy::cast_precision_loss, reason = "0 to 100")]
        teller.tell(0.5 + judging.percent() as f64 / 200.0, true);
        host::pause().await;
        if !is_latest(number) {
            return Some(());
        }
    }
    let (file, listed) = judging.done();
    let (gaps, entries) = (listed.gaps, file.entries());
    store::open(file, listed);
    if gaps > 0 {
        notice(&count("gaps_one", "gaps_many", gaps));
    } else if entries == 0 {
        notice(say("file_empty"));
    }
    Some(())
}

/// Says how far a file has come, now and then.
struct Teller<'name> {
    name: &'name str,
    last: f64,
}

impl Teller<'_> {
    /// Of the whole, a part between 0 and 1 is done.
    fn tell(&mut self, done: f64, is_judging: bool) {
        let now = store::now();
        if now < self.last + TELLING && done > 0.0 {
            return;
        }
        self.last = now;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "0 to 100"
        )]
        let percent = (done * 100.0).clamp(0.0, 100.0) as usize;
        store::dispatch(Event::Progress(Some(Progress {
            name: self.name.to_owned(),
            percent,
            is_judging,
        })));
    }
}

fn judge_for_a_frame(judging: &mut Judging) -> bool {
    let until = store::now() + JUDGING;
    while store::now() < until {
        if judging.judge_on() {
            return true;
        }
    }
    false
}

/// Asks for a part of a file; beyond its end there is nothing.
fn fetch(file: &File, from: f64, until: f64) -> Option<JsFuture> {
    let size = file.size();
    let piece = file.slice_with_f64_and_f64(from.min(size), until.min(size));
    Some(piece.ok()?.array_buffer().into())
}

async fn bytes(part: JsFuture) -> Option<Uint8Array> {
    Some(Uint8Array::new(&part.await.ok()?))
}
