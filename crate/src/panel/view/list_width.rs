//! Rows that keep their width for a few frames when the list gives room to the detail, or gets it back: laid out all at
//! once they would fill a frame by themselves, and more.

use std::cell::Cell;
use std::collections::VecDeque;

use super::list_row::ListRow;

/// So many rows take the list's new width in one frame.
const ROWS_AT_ONCE: usize = 12;

/// What becomes of the list's width in a frame.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Width {
    /// The detail appears or leaves: no more rows than need be stay, and those keep their width.
    Changes,
    /// They keep it in this frame, too: what was asked for comes first.
    Kept,
    /// They take the new one, some in each frame.
    Free,
}

/// The first of the drawn rows that still have the list's former width; all after it have it, too.
#[derive(Default)]
pub(super) struct Held(Cell<Option<usize>>);

impl Held {
    /// Lets all rows keep the width that the list has now, in pixels.
    pub(super) fn hold(&self, rows: &VecDeque<ListRow>, width: i32) {
        for row in rows {
            row.hold(Some(width));
        }
        self.0.set(Some(0));
    }

    /// Gives the next rows the list's width.
    pub(super) fn release_some(&self, rows: &VecDeque<ListRow>) {
        self.release(rows, ROWS_AT_ONCE);
    }

    /// Gives all rows the list's width, since they will be needed elsewhere.
    pub(super) fn release_all(&self, rows: &VecDeque<ListRow>) {
        self.release(rows, rows.len());
    }

    fn release(&self, rows: &VecDeque<ListRow>, count: usize) {
        let Some(first) = self.0.take() else {
            return;
        };
        for row in rows.iter().skip(first).take(count) {
            row.hold(None);
        }
        if first + count < rows.len() {
            self.0.set(Some(first + count));
        }
    }

    /// Are there any? Then another frame is needed.
    pub(super) fn is_any(&self) -> bool {
        self.0.get().is_some()
    }
}
