use super::*;
use crate::exchange::AskedFirst;
use crate::panel::sample;
use crate::panel::sheet::Spot;
use crate::report::v1::Diagnosis;

#[path = "state_summary_tests.rs"]
mod summary;

fn event(id: u64, change: impl FnOnce(&mut Diagnosis)) -> Event {
    let mut diagnosis = sample::diagnosis();
    change(&mut diagnosis);
    Event::Upsert(Box::new(Row::new(id, &diagnosis)))
}

/// Changes the settings.
fn set(state: &mut State, change: impl FnOnce(&mut Settings)) {
    let mut settings = state.settings().clone();
    change(&mut settings);
    state.apply(Event::Set(settings));
}

/// Rows 1 to `count`, each with its number as the path.
fn state(count: u64) -> State {
    let mut state = State::default();
    for id in 1..=count {
        state.apply(event(id, |diagnosis| {
            diagnosis.url = format!("http://localhost:48102/{id}");
        }));
    }
    state
}

fn visible(state: &State) -> Vec<u64> {
    state.sheet().visible().to_vec()
}

#[test]
fn rows_stand_in_the_order_of_their_ids_whenever_they_arrive() {
    let mut state = State::default();
    for id in [5, 2, 9, 3] {
        state.apply(event(id, |_| {}));
    }
    assert_eq!(visible(&state), [2, 3, 5, 9]);
}

#[test]
fn a_replacement_keeps_place_and_selection_and_is_drawn_anew() {
    let mut state = state(3);
    state.apply(Event::Select(2));
    let before = state.selected_row().cloned();
    state.apply(event(2, |diagnosis| diagnosis.title = "Read again".into()));
    assert_eq!(visible(&state), [1, 2, 3]);
    assert_eq!(state.sheet().selected(), Some(2));
    let after = state.selected_row().cloned();
    assert_ne!(before, after);
    assert_eq!(after.map(|row| row.title).as_deref(), Some("Read again"));
}

#[test]
fn new_rows_do_not_move_the_selection() {
    let mut state = state(3);
    state.apply(Event::Select(2));
    state.apply(event(40, |_| {}));
    state.apply(event(0, |_| {}));
    assert_eq!(state.sheet().selected(), Some(2));
    assert_eq!(state.sheet().position(2), Ok(2));
}

#[test]
fn removal_of_the_selected_row_closes_the_detail_and_of_another_does_not() {
    let mut state = state(3);
    state.apply(Event::Select(2));
    state.apply(Event::Remove(1));
    assert_eq!(state.sheet().selected(), Some(2));
    state.apply(Event::Remove(2));
    assert_eq!(state.sheet().selected(), None);
    assert_eq!(visible(&state), [3]);
    state.apply(Event::Remove(77));
    assert_eq!(state.sheet().total(), 1);
}

#[test]
fn an_unknown_row_cannot_be_selected() {
    let mut state = state(1);
    state.apply(Event::Select(9));
    assert_eq!(state.sheet().selected(), None);
}

#[test]
fn the_scope_hides_other_failures_and_never_undecided_ones() {
    let mut state = state(1);
    state.apply(event(2, |diagnosis| diagnosis.outcome = Outcome::NotCors));
    state.apply(event(3, |diagnosis| diagnosis.outcome = Outcome::Unclear));
    assert_eq!(visible(&state), [1, 3]);
    assert_eq!(state.summary(), "2 of 3 failed requests shown");
    set(&mut state, |it| it.scope = Scope::All);
    assert_eq!(visible(&state), [1, 2, 3]);
    assert_eq!(state.summary(), "3 failed requests");
}

#[test]
fn a_replacement_may_leave_or_enter_what_is_shown() {
    let mut state = state(2);
    state.apply(event(1, |diagnosis| diagnosis.outcome = Outcome::NotCors));
    assert_eq!(visible(&state), [2]);
    state.apply(event(1, |_| {}));
    assert_eq!(visible(&state), [1, 2]);
}

#[test]
fn a_filter_applies_to_rows_present_and_to_come_and_keeps_the_selection() {
    let mut state = state(12);
    state.apply(Event::Select(5));
    state.apply(Event::Filter("48102/1".into()));
    assert_eq!(visible(&state), [1, 10, 11, 12]);
    assert_eq!(
        state.sheet().selected(),
        Some(5),
        "what is being read stays open"
    );
    state.apply(event(13, |diagnosis| {
        diagnosis.url = "http://localhost:48102/2".into();
    }));
    assert_eq!(state.sheet().visible().len(), 4);
    state.apply(Event::Filter(String::new()));
    assert_eq!(state.sheet().visible().len(), 13);
}

#[test]
fn the_selection_moves_through_what_is_visible_and_stops_at_the_ends() {
    let mut state = state(5);
    let moved = |state: &mut State, step| {
        state.apply(Event::Move(step));
        state.sheet().selected()
    };
    assert_eq!(
        moved(&mut state, Move::By(1)),
        Some(1),
        "from nothing, down is the first row"
    );
    assert_eq!(moved(&mut state, Move::By(-1)), Some(1));
    assert_eq!(moved(&mut state, Move::By(3)), Some(4));
    assert_eq!(moved(&mut state, Move::By(9)), Some(5));
    assert_eq!(moved(&mut state, Move::First), Some(1));
    assert_eq!(moved(&mut state, Move::Last), Some(5));
}

#[test]
fn from_a_hidden_row_the_selection_goes_to_its_neighbours() {
    let mut state = state(5);
    state.apply(Event::Select(3));
    state.apply(Event::Filter("-48102/3".into()));
    state.apply(Event::Move(Move::By(1)));
    assert_eq!(state.sheet().selected(), Some(4));
    state.apply(Event::Filter(String::new()));
    state.apply(Event::Select(3));
    state.apply(Event::Filter("-48102/3".into()));
    state.apply(Event::Move(Move::By(-1)));
    assert_eq!(state.sheet().selected(), Some(2));
}

#[test]
fn moving_in_an_empty_list_does_nothing() {
    let mut state = State::default();
    state.apply(Event::Move(Move::Last));
    assert_eq!(state.sheet().selected(), None);
}

#[test]
fn a_navigation_empties_the_list_unless_the_log_is_preserved() {
    let mut state = state(2);
    state.apply(Event::Navigated("http://localhost:48101/".into(), None));
    assert_eq!(state.sheet().total(), 2);
    state.apply(Event::Select(1));
    state.apply(Event::Navigated(
        "http://localhost:48101/next".into(),
        Some(4),
    ));
    assert_eq!(
        (
            state.sheet().total(),
            state.sheet().visible().len(),
            state.sheet().selected()
        ),
        (0, 0, None)
    );
    assert_eq!(state.page(), Some("http://localhost:48101/next"));
    state.apply(event(3, |_| {}));
    assert!(
        visible(&state).is_empty(),
        "its second reading came after the page was left"
    );
    state.apply(event(4, |_| {}));
    assert_eq!(visible(&state), [4]);
}

#[test]
fn what_was_cleared_stays_away_when_it_is_judged_again() {
    let mut state = state(3);
    state.apply(Event::Clear);
    state.apply(event(2, |_| {}));
    state.apply(event(4, |_| {}));
    assert_eq!(visible(&state), [4]);
}

#[test]
fn clearing_keeps_filter_and_scope() {
    let mut state = state(3);
    state.apply(Event::Filter("method:put".into()));
    set(&mut state, |it| it.scope = Scope::All);
    state.apply(Event::Clear);
    assert_eq!(state.summary(), "No failed requests");
    assert_eq!(
        (state.filter_text(), state.settings().scope),
        ("method:put", Scope::All)
    );
}

/// The detail of a row, with the sample's three checks.
fn detail(id: u64) -> Event {
    let diagnosis = sample::diagnosis();
    let steps = crate::panel::sequence::steps(&[], &diagnosis.checks, diagnosis.outcome);
    Event::Shown(Some(Box::new(Detail {
        id,
        diagnosis,
        messages: Vec::new(),
        steps,
        page: None,
        asked: AskedFirst::Unknown,
    })))
}

#[test]
fn the_exchange_opens_at_the_failed_check_and_stays_within_its_ends() {
    let mut state = state(2);
    state.apply(detail(1));
    assert_eq!(state.step(), 2);
    for _ in 0..9 {
        state.apply(Event::Step(1));
    }
    assert_eq!(state.step(), 4);
    state.apply(Event::Step(-9));
    assert_eq!(state.step(), 0);
    state.apply(detail(1));
    assert_eq!(state.step(), 0, "judged again, read on");
    state.apply(detail(2));
    assert_eq!(state.step(), 2);
}

#[test]
fn a_file_is_shown_apart_and_the_live_list_is_there_when_it_is_closed() {
    let mut state = state(3);
    state.apply(Event::Select(2));
    let row = Row::new(0, &sample::diagnosis());
    state.apply(Event::Opened(Listed {
        name: "a.har".into(),
        gaps: 2,
        rows: vec![row],
        ..Listed::default()
    }));
    assert_eq!((state.file(), state.gaps()), (Some("a.har"), 2));
    assert_eq!(visible(&state), [0]);
    state.apply(event(4, |_| {}));
    assert_eq!(visible(&state), [0], "what is recorded meanwhile waits");
    state.apply(Event::Closed);
    assert_eq!(visible(&state), [1, 2, 3, 4]);
    assert_eq!(
        (state.sheet().selected(), state.file(), state.gaps()),
        (Some(2), None, 0)
    );
}

#[test]
fn another_file_of_the_same_name_is_another() {
    let open = |state: &mut State| {
        state.apply(Event::Opened(Listed {
            name: "pasted.har".into(),
            rows: vec![Row::new(0, &sample::diagnosis())],
            ..Listed::default()
        }));
    };
    let mut state = state(1);
    let mut logs = vec![state.log()];
    for _ in 0..2 {
        open(&mut state);
        logs.push(state.log());
        state.apply(Event::Select(0));
        state.apply(detail(0));
        assert_eq!(state.step(), 2, "the check that failed");
        state.apply(Event::Step(-2));
    }
    state.apply(Event::Closed);
    logs.push(state.log());
    assert!(logs.windows(2).all(|it| it[0] != it[1]), "{logs:?}");
    assert_eq!(state.detail().map(|it| it.id), None);
}

#[test]
fn the_same_notice_twice_is_two() {
    let mut state = State::default();
    for count in 1..=2 {
        state.apply(Event::Notice("Copied".into()));
        assert_eq!((state.notice(), state.notices()), ("Copied", count));
    }
}

#[test]
fn to_empty_a_files_list_says_nothing_about_the_recording() {
    let mut state = state(1);
    state.apply(Event::Pending(3));
    state.apply(Event::Opened(Listed::default()));
    state.apply(Event::Clear);
    state.apply(Event::Closed);
    assert_eq!(state.summary(), "1 failed request · 3 being read again");
}

#[test]
fn keys_come_to_the_heads_of_groups_and_leave_what_is_chosen() {
    let mut state = State::default();
    for id in 1..=4 {
        state.apply(event(id, |_| {}));
    }
    set(&mut state, |it| it.grouped = true);
    let head = || Some(Spot::Head("GET http://localhost:48102/orders".into()));
    state.apply(Event::Move(Move::First));
    assert_eq!(
        (state.sheet().active(), state.sheet().selected()),
        (head(), None)
    );
    state.apply(Event::Move(Move::In));
    assert_eq!(state.sheet().selected(), Some(1));
    state.apply(Event::Move(Move::Out));
    assert_eq!(
        (state.sheet().active(), state.sheet().selected()),
        (head(), Some(1))
    );
    state.apply(Event::Select(1));
    assert_eq!(state.sheet().active(), Some(Spot::Row(1)), "by the mouse");
    state.apply(Event::Move(Move::Out));
    state.apply(Event::Deselect);
    assert_eq!(
        (state.sheet().active(), state.sheet().selected()),
        (None, None)
    );
}

#[test]
fn a_list_that_is_not_shown_is_grouped_when_it_is_shown_again() {
    let mut state = State::default();
    for id in 1..=3 {
        state.apply(event(id, |_| {}));
    }
    state.apply(Event::Opened(Listed::default()));
    set(&mut state, |it| it.grouped = true);
    state.apply(event(4, |_| {}));
    assert!(state.sheet().is_grouped() && !state.live().is_grouped());
    state.apply(Event::Closed);
    state.sheet_mut().arrange();
    assert_eq!(
        (state.sheet().is_grouped(), state.sheet().line_count()),
        (true, 5)
    );
    set(&mut state, |it| it.grouped = false);
    assert_eq!(
        (state.sheet().is_grouped(), state.sheet().line_count()),
        (false, 4)
    );
}

#[test]
fn what_came_before_the_navigation_was_told_is_the_next_pages() {
    let mut state = state(3);
    state.apply(Event::Select(3));
    state.apply(Event::Navigated("http://localhost:48101/".into(), Some(3)));
    assert_eq!(visible(&state), [3]);
    assert_eq!(state.sheet().selected(), Some(3));
    state.apply(event(2, |_| {}));
    assert_eq!(visible(&state), [3]);
}
