//! How many rows a frame may draw here: measured, since a quick machine need not show a page in two halves and a slow one
//! must not stand still over it.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;

use super::{host, store};
use crate::panel::window::{LEAST_ROWS, pace};

/// Rows of the first frames, of which nothing is known yet.
const AT_FIRST: usize = 24;

/// Rows that a frame may draw.
pub(super) struct Pace(Rc<Cell<usize>>);

impl Default for Pace {
    fn default() -> Self {
        Self(Rc::new(Cell::new(AT_FIRST)))
    }
}

impl Pace {
    /// So many.
    pub(super) fn rows(&self) -> usize {
        self.0.get()
    }

    /// A frame begins to draw: what it takes, with all that the browser makes of it, is known at its end.
    pub(super) fn watch(&self, rows: usize) {
        if rows < LEAST_ROWS {
            return;
        }
        let (began, kept) = (store::now(), Rc::clone(&self.0));
        spawn_local(async move {
            host::pause().await;
            if let Some(rows) = pace(rows, store::now() - began) {
                kept.set(rows);
            }
        });
    }
}
