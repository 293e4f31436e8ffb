//! Which rows of a long list are drawn: whole-pixel arithmetic, free of the browser.

/// Height of a row in CSS pixels; `panel.css` draws rows of exactly this height (`--row-height`).
pub const ROW_HEIGHT: usize = 21;

/// Rows drawn beyond each edge, so that a short scroll shows no empty strip before the next frame.
const OVERSCAN: usize = 12;

/// Rows beyond the edges that one frame adds at each end, until [`OVERSCAN`] is reached: what is in view comes first. Even,
/// see [`Window::of`].
const GROWTH: usize = 4;

/// Rows that the first frame of a list draws. It styles, lays out and paints for the first time, which takes long; the
/// others in view come in the next one.
pub const FIRST: usize = 12;

/// Milliseconds that the rows of one frame may take, of the sixteen that a frame has.
const ROWS_OF_A_FRAME: f64 = 11.0;

/// Least and most rows that a frame is given, however slow or quick they seem to be.
pub const LEAST_ROWS: usize = 12;
/// See [`LEAST_ROWS`].
const MOST_ROWS: usize = 96;

/// How many rows the next frames may draw, when one that drew `rows` took so many milliseconds. Of a few rows nothing can
/// be told: what a frame takes without any would count for them.
pub fn pace(rows: usize, milliseconds: f64) -> Option<usize> {
    if rows < LEAST_ROWS {
        return None;
    }
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a positive number of rows, cut where it is too large"
    )]
    let rows = (rows as f64 * ROWS_OF_A_FRAME / milliseconds.max(0.1)) as usize;
    Some(rows.clamp(LEAST_ROWS, MOST_ROWS))
}

/// A half-open range of row positions to draw.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Window {
    /// First row drawn.
    pub first: usize,
    /// One past the last row drawn.
    pub end: usize,
}

impl Window {
    /// The rows to draw of `total`, when `scrolled` pixels lie above a view of `height` pixels.
    /// Never out of range, whatever the browser reports (a list may shrink while it is scrolled).
    pub fn of(total: usize, scrolled: usize, height: usize) -> Self {
        Self::around(total, scrolled, height, OVERSCAN)
    }

    /// The rows in view alone.
    pub fn in_view(total: usize, scrolled: usize, height: usize) -> Self {
        Self::around(total, scrolled, height, 0)
    }

    fn around(total: usize, scrolled: usize, height: usize, beyond: usize) -> Self {
        let top = (scrolled / ROW_HEIGHT).min(total);
        let shown = height.div_ceil(ROW_HEIGHT) + 1;
        // Even and odd rows differ in shade: starting at an even row keeps the shades from jumping.
        let first = top.saturating_sub(beyond) & !1;
        Self {
            first,
            end: top.saturating_add(shown + beyond).min(total),
        }
    }

    /// What one frame shall draw on the way to this window: those of its rows that are drawn already, of those in view as
    /// many more as `most`, and, once all in view are drawn, a few at each end. A jump in a long list thus costs no more than
    /// what is seen of it, and on a slow machine no frame costs all of that.
    #[must_use]
    pub fn on_the_way(self, in_view: Self, drawn: Self, most: usize) -> Self {
        let most = most & !1;
        let (first, end) = (drawn.first.max(self.first), drawn.end.min(self.end));
        if first > in_view.end || in_view.first > end {
            return in_view.beginning(most);
        }
        let above = first.saturating_sub(in_view.first).min(most);
        let below = in_view.end.saturating_sub(end).min(most - above);
        let (first, end) = (first - above, end + below);
        if first > in_view.first || end < in_view.end {
            return Self { first, end };
        }
        Self {
            first: first.saturating_sub(GROWTH).max(self.first).min(first),
            end: end.saturating_add(GROWTH).min(self.end).max(end),
        }
    }

    /// The rows at its beginning.
    #[must_use]
    pub fn beginning(self, most: usize) -> Self {
        let end = self.end.min(self.first.saturating_add(most));
        Self { end, ..self }
    }

    /// How many rows it has.
    pub fn len(self) -> usize {
        self.end.saturating_sub(self.first)
    }

    /// Is a row in it?
    pub fn contains(self, position: usize) -> bool {
        (self.first..self.end).contains(&position)
    }

    /// Is no row in it?
    pub fn is_empty(self) -> bool {
        self.end <= self.first
    }

    /// How far the drawn rows are pushed down.
    pub fn offset(self) -> usize {
        self.first * ROW_HEIGHT
    }
}

/// Where to scroll so that the row at `position` is wholly in view; `None` if it is already.
pub fn scroll_to_show(position: usize, scrolled: usize, height: usize) -> Option<usize> {
    let top = position * ROW_HEIGHT;
    let bottom = top + ROW_HEIGHT;
    if top < scrolled {
        Some(top)
    } else if bottom > scrolled + height {
        Some(bottom.saturating_sub(height.max(ROW_HEIGHT)))
    } else {
        None
    }
}

/// How many rows a Page key moves: one less than fits, so that one row stays in view as a landmark.
pub fn page(height: usize) -> usize {
    (height / ROW_HEIGHT).saturating_sub(1).max(1)
}

/// Least and most part of the room, in per cent, that the list can be given beside the detail.
pub const LEAST_SHARE: i32 = 15;
/// See [`LEAST_SHARE`].
pub const MOST_SHARE: i32 = 80;

/// The list's part of the room, in per cent, when the bar beside it is dragged to `position` in a room that begins
/// at `start` and is `length` pixels long.
pub fn share(position: i32, start: i32, length: i32) -> i32 {
    let length = length.max(1);
    (position
        .saturating_sub(start)
        .saturating_mul(100)
        .saturating_add(length / 2)
        / length)
        .clamp(LEAST_SHARE, MOST_SHARE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_list_is_drawn_whole() {
        assert_eq!(Window::of(5, 0, 400), Window { first: 0, end: 5 });
        assert_eq!(Window::of(0, 0, 400), Window { first: 0, end: 0 });
    }

    #[test]
    fn a_long_list_is_drawn_around_the_view_only() {
        let window = Window::of(100_000, 50_000 * ROW_HEIGHT, 420);
        assert!(window.first <= 50_000 && window.first >= 50_000 - 2 * OVERSCAN);
        assert!(window.end >= 50_000 + 20);
        assert!(window.end - window.first < 60, "{window:?}");
        assert_eq!(window.offset(), window.first * ROW_HEIGHT);
        assert_eq!(window.first % 2, 0);
    }

    #[test]
    fn every_pixel_of_the_view_is_covered_at_any_scroll_position() {
        for scrolled in 0..5 * ROW_HEIGHT {
            let window = Window::of(1_000, scrolled, 100);
            assert!(window.offset() <= scrolled);
            assert!(
                window.end * ROW_HEIGHT >= scrolled + 100,
                "{scrolled}: {window:?}"
            );
        }
    }

    #[test]
    fn a_jump_draws_what_is_in_view_and_the_rest_of_the_window_follows_in_steps() {
        let (total, height) = (100_000, 420);
        let of = |row: usize| {
            (
                Window::of(total, row * ROW_HEIGHT, height),
                Window::in_view(total, row * ROW_HEIGHT, height),
            )
        };
        let (aim, in_view) = of(50_001);
        let mut drawn = aim.on_the_way(in_view, Window::of(total, 0, height), MOST_ROWS);
        assert_eq!(drawn, in_view, "nothing of what was drawn is left");
        let mut frames = 0;
        while drawn != aim {
            let next = aim.on_the_way(in_view, drawn, MOST_ROWS);
            assert!(next.first <= drawn.first && next.end >= drawn.end);
            assert!(next != drawn && next.first % 2 == 0, "{next:?}");
            assert!(next.end - next.first <= drawn.end - drawn.first + 2 * GROWTH);
            drawn = next;
            frames += 1;
        }
        assert!(frames > 0);
        let (aim, in_view) = of(50_003);
        assert_eq!(
            aim.on_the_way(in_view, drawn, MOST_ROWS),
            aim,
            "a short scroll needs one frame"
        );
        let shrunk = Window::of(5, 0, height);
        assert_eq!(
            shrunk.on_the_way(Window::in_view(5, 0, height), drawn, MOST_ROWS),
            shrunk
        );
    }

    #[test]
    fn the_first_frame_draws_a_beginning_and_the_next_what_is_in_view() {
        let (total, height) = (100_000, 420);
        let (aim, in_view) = (
            Window::of(total, 0, height),
            Window::in_view(total, 0, height),
        );
        let first = in_view.beginning(FIRST);
        assert_eq!(
            first,
            Window {
                first: 0,
                end: FIRST
            }
        );
        let second = aim.on_the_way(in_view, first, MOST_ROWS);
        assert!(second.first <= in_view.first && second.end >= in_view.end);
        let short = Window { first: 0, end: 3 };
        assert_eq!(short.beginning(FIRST), short);
        assert!(!short.is_empty() && Window::default().is_empty());
    }

    #[test]
    fn a_slow_machine_takes_a_jump_in_several_frames_and_leaves_nothing_out() {
        let (total, height) = (100_000, 740);
        for row in [50_001, 49_990, 50_020] {
            let aim = Window::of(total, row * ROW_HEIGHT, height);
            let in_view = Window::in_view(total, row * ROW_HEIGHT, height);
            for from in [0, 49_980, 50_000, 50_010, 90_000] {
                let mut drawn = Window::of(total, from * ROW_HEIGHT, height);
                let mut frames = 0;
                while drawn != aim {
                    let next = aim.on_the_way(in_view, drawn, 12);
                    let added = (next.first..next.end).filter(|at| !drawn.contains(*at));
                    assert!(added.count() <= 12 + 2 * GROWTH, "{drawn:?} {next:?}");
                    assert!(next.first.is_multiple_of(2) && !next.is_empty());
                    drawn = next;
                    frames += 1;
                    assert!(frames < 20, "{drawn:?} is not {aim:?}");
                }
            }
        }
    }

    #[test]
    fn a_frame_gets_as_many_rows_as_it_has_time_for() {
        assert_eq!(pace(36, 22.0), Some(18));
        assert_eq!(pace(36, 200.0), Some(LEAST_ROWS));
        assert_eq!(pace(36, 0.0), Some(MOST_ROWS));
        assert_eq!(pace(3, 40.0), None, "what else the frame did took it");
    }

    #[test]
    fn a_list_that_shrank_under_the_scroll_position_is_not_overrun() {
        let window = Window::of(10, 90_000, 400);
        assert!(window.first <= window.end && window.end <= 10, "{window:?}");
    }

    #[test]
    fn a_row_out_of_view_is_brought_to_the_nearer_edge() {
        assert_eq!(scroll_to_show(3, 0, 210), None);
        assert_eq!(scroll_to_show(0, 50, 210), Some(0));
        assert_eq!(scroll_to_show(10, 0, 210), Some(11 * ROW_HEIGHT - 210));
        assert_eq!(
            scroll_to_show(10, 0, 0),
            Some(10 * ROW_HEIGHT),
            "a view of no height still shows the row's top"
        );
    }

    #[test]
    fn the_bar_stays_within_its_room() {
        assert_eq!(share(450, 50, 800), 50);
        assert_eq!(
            (share(453, 50, 800), share(455, 50, 800)),
            (50, 51),
            "the nearest"
        );
        assert_eq!(share(-20, 50, 800), LEAST_SHARE);
        assert_eq!(share(9_000, 50, 800), MOST_SHARE);
        assert_eq!(
            share(10, 10, 0),
            LEAST_SHARE,
            "a room of no length divides nothing"
        );
    }

    #[test]
    fn a_page_keeps_one_row_and_always_moves() {
        assert_eq!(page(210), 9);
        assert_eq!(page(0), 1);
    }
}
