//! Drawn rows that still say what they said before the list changed: where all of them do, they are drawn again some at a
//! time.

use std::cell::Cell;
use std::collections::VecDeque;

use super::list_row::ListRow;
use crate::panel::sheet::Sheet;
use crate::panel::window::Window;

/// Where they are.
#[derive(Default)]
pub(super) struct Stale(Cell<Window>);

impl Stale {
    /// All drawn rows.
    pub(super) fn mark(&self, drawn: Window) {
        self.0.set(drawn);
    }

    /// How many.
    pub(super) fn len(&self) -> usize {
        self.0.get().len()
    }

    /// Draws the rows of a window, of the stale ones as many as show another line then, and no more than `most` of those.
    /// How many show another line.
    pub(super) fn draw(
        &self,
        rows: &mut VecDeque<ListRow>,
        sheet: &Sheet,
        window: Window,
        most: usize,
    ) -> usize {
        let (before, mut changed, mut left) = (self.0.get(), 0, Window::default());
        for (position, row) in (window.first..window.end).zip(rows) {
            let is_stale = before.contains(position);
            if is_stale && changed >= most {
                let first = if left.is_empty() {
                    position
                } else {
                    left.first
                };
                left = Window {
                    first,
                    end: position + 1,
                };
            } else if let Some(line) = sheet.line(position) {
                changed += usize::from(row.draw(sheet, &line, position, is_stale));
            }
        }
        self.0.set(left);
        changed
    }
}
