//! What the summary admits besides its count.

use super::*;

#[test]
fn a_pause_is_said() {
    let mut state = state(1);
    state.apply(Event::Record(false));
    assert_eq!(state.summary(), "1 failed request · recording is paused");
}

#[test]
fn failures_that_wait_for_a_second_reading_are_counted() {
    let mut state = state(1);
    state.apply(Event::Pending(2));
    assert_eq!(state.summary(), "1 failed request · 2 being read again");
    state.apply(Event::Pending(0));
    assert_eq!(state.summary(), "1 failed request");
}

#[test]
fn recorded_requests_that_were_let_go_are_admitted() {
    let mut state = state(1);
    state.apply(Event::Dropped(1_024));
    assert_eq!(
        state.summary(),
        "1 failed request · the oldest 1024 recorded requests were let go"
    );
    for ends in [
        Event::Clear,
        Event::Navigated("http://localhost:48101/".into(), Some(2)),
    ] {
        state.apply(Event::Dropped(1_024));
        state.apply(ends);
        assert_eq!(state.summary(), "No failed requests");
    }
}
