use std::collections::BTreeSet;

use super::*;
use crate::panel::sample;

fn row(id: u64) -> Row {
    row_of(id, id % 3)
}

fn row_of(id: u64, path: u64) -> Row {
    let mut diagnosis = sample::diagnosis();
    diagnosis.url = format!("http://localhost:48102/{path}?{id}");
    Row::new(id, &diagnosis)
}

fn sheet(count: u64) -> Sheet {
    let mut sheet = Sheet::default();
    for id in 0..count {
        sheet.upsert(row(id), true);
    }
    sheet
}

fn grouped(count: u64) -> Sheet {
    let mut sheet = sheet(count);
    sheet.group(true);
    sheet.begin_sieve(&|_: &Row| true);
    sheet
}

/// The lines as texts: a group's count and state, a row's id, with a dash below a head.
fn lines(sheet: &mut Sheet) -> Vec<String> {
    sheet.arrange();
    let shown = (0..sheet.line_count()).filter_map(|at| sheet.line(at));
    shown
        .map(|line| match line {
            Line::Row(id) => id.to_string(),
            Line::Member(id) => format!("-{id}"),
            Line::Group(group) => format!("{}x{}", group.count, group.open),
        })
        .collect()
}

#[test]
fn a_long_list_is_sifted_in_slices_and_changes_once() {
    let mut sheet = sheet(SLICE as u64 * 2 + 10);
    let admits = |row: &Row| row.id.is_multiple_of(1_000);
    sheet.begin_sieve(&admits);
    assert!(sheet.is_sieving());
    assert_eq!(sheet.visible().len(), SLICE * 2 + 10, "as it was");
    sheet.sieve_on(&admits);
    // What arrives meanwhile is neither lost nor doubled, before and behind the slice.
    sheet.upsert(row(9_000), true);
    sheet.remove(1_000);
    sheet.sieve_on(&admits);
    sheet.sieve_on(&admits);
    assert!(!sheet.is_sieving());
    assert_eq!(sheet.visible(), [0, 2_000, 3_000, 4_000, 9_000]);
}

#[test]
fn a_short_list_is_sifted_at_once() {
    let mut sheet = sheet(9);
    sheet.begin_sieve(&|row: &Row| row.id > 6);
    assert_eq!(
        (sheet.is_sieving(), sheet.visible()),
        (false, [7, 8].as_slice())
    );
}

#[test]
fn groups_count_their_rows_open_and_close_and_a_group_of_one_is_a_row() {
    let mut sheet = grouped(5);
    assert_eq!(
        lines(&mut sheet),
        ["2xtrue", "-0", "-3", "2xtrue", "-1", "-4", "2"]
    );
    assert_eq!(sheet.position(4), Ok(5));
    sheet.toggle("GET http://localhost:48102/1");
    assert_eq!(lines(&mut sheet), ["2xtrue", "-0", "-3", "2xfalse", "2"]);
    assert_eq!(sheet.position(4), Err(3), "its head stands for it");
    sheet.toggle("GET http://localhost:48102/1");
    sheet.group(false);
    assert_eq!(lines(&mut sheet), ["0", "1", "2", "3", "4"]);
}

#[test]
fn the_same_row_again_changes_nothing() {
    let mut sheet = sheet(3);
    let before = sheet.revision();
    sheet.upsert(row(1), true);
    assert_eq!(sheet.revision(), before);
}

#[test]
fn old_rows_can_be_let_go() {
    let mut sheet = sheet(6);
    sheet.select(Some(1));
    assert_eq!(sheet.forget_before(4), 4);
    assert_eq!(
        (sheet.total(), sheet.visible(), sheet.selected()),
        (2, [4, 5].as_slice(), None)
    );
}

#[test]
fn rows_that_come_leave_and_are_judged_again_leave_the_groups_as_if_worked_out_anew() {
    let mut sheet = grouped(0);
    let mut seed = 7_u64;
    for turn in 0..600 {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let (id, what) = (seed >> 40 & 63, seed >> 50 & 7);
        match what {
            0 => sheet.remove(id),
            // Judged again, it is another endpoint's, or no longer admitted.
            1 => sheet.upsert(row_of(id, (id + turn) % 5), true),
            2 => sheet.upsert(row_of(id, id % 3), false),
            3 => sheet.toggle(&format!("GET http://localhost:48102/{}", id % 3)),
            4 if turn % 100 == 0 => drop(sheet.forget_before(id / 4)),
            _ => sheet.upsert(row(id), true),
        }
        let admitted: BTreeSet<u64> = sheet.visible().iter().copied().collect();
        let now = lines(&mut sheet);
        for at in 0..sheet.line_count() {
            let spot = Spot::from(sheet.line(at).unwrap());
            assert_eq!(sheet.find(&spot), Some(at));
        }
        assert_eq!(sheet.line(sheet.line_count()), None);
        sheet.begin_sieve(&|row: &Row| admitted.contains(&row.id));
        assert_eq!(now, lines(&mut sheet), "turn {turn}");
    }
}

#[test]
fn a_long_list_is_grouped_in_slices_and_changes_once() {
    let mut sheet = sheet(SLICE as u64 * 2 + 10);
    let admits = |_: &Row| true;
    sheet.group(true);
    sheet.begin_sieve(&admits);
    assert!(!sheet.is_grouped(), "not yet");
    sheet.toggle("GET http://localhost:48102/1");
    sheet.upsert(row_of(2, 0), true);
    while sheet.is_sieving() {
        assert!(!sheet.is_grouped());
        sheet.sieve_on(&admits);
    }
    sheet.arrange();
    assert_eq!(sheet.line(1), Some(Line::Member(0)));
    assert_eq!(sheet.line(2), Some(Line::Member(2)));
    let second = (0..sheet.line_count()).find_map(|at| match sheet.line(at) {
        Some(Line::Group(group)) if &*group.endpoint == "GET http://localhost:48102/1" => {
            Some(group.open)
        }
        _ => None,
    });
    assert_eq!(second, Some(false));
    sheet.clear();
    sheet.upsert(row(9_000), true);
    assert!(sheet.is_grouped(), "also what comes later");
}

#[test]
fn what_is_let_go_leaves_nothing_behind() {
    let mut sheet = grouped(0);
    for id in 0..30 {
        let mut diagnosis = sample::diagnosis();
        diagnosis.url = format!("http://localhost:48102/{id}");
        sheet.upsert(
            Row::new(id, &diagnosis).asking(Some("http://app.test ".into())),
            true,
        );
        sheet.passed(&Pass {
            id: 1_000,
            likeness: format!("GET http://localhost:48102/{id} http://app.test "),
            allows_credentials: true,
        });
    }
    assert_eq!(sheet.endpoints.count(), 30);
    sheet.forget_before(20);
    assert_eq!((sheet.endpoints.count(), lines(&mut sheet).len()), (10, 10));
    assert_eq!(sheet.later(sheet.row(25).unwrap()), Later::Fixed);
}

#[test]
fn a_failure_that_is_taken_back_is_no_longer_what_became_of_others() {
    let likeness = "GET http://a.test/x http://app.test ";
    let failed = |id: u64, cause: &str| {
        let mut diagnosis = sample::diagnosis();
        diagnosis.url = "http://a.test/x".into();
        diagnosis.cause = Some(cause.into());
        diagnosis.title = cause.into();
        Row::new(id, &diagnosis).asking(Some("http://app.test ".into()))
    };
    let pass = |id: u64| Pass {
        id,
        likeness: likeness.into(),
        allows_credentials: true,
    };
    let mut sheet = Sheet::default();
    sheet.upsert(failed(1, "one"), true);
    sheet.upsert(failed(5, "two"), true);
    let of_first = |sheet: &Sheet| match sheet.later(sheet.row(1).unwrap()) {
        Later::FailsOtherwise(title) => title.to_owned(),
        other => format!("{other:?}"),
    };
    assert_eq!(of_first(&sheet), "two");
    sheet.remove(5);
    assert_eq!(of_first(&sheet), "Same", "nothing is left of it");
    sheet.upsert(failed(5, "two"), true);
    sheet.remove(5);
    sheet.passed(&pass(5));
    assert_eq!(of_first(&sheet), "Fixed", "it was judged again, and passed");
    sheet.upsert(failed(5, "three"), true);
    assert_eq!(of_first(&sheet), "three", "and again, and failed");
    sheet.upsert(failed(5, "one"), true);
    assert_eq!(of_first(&sheet), "Same");
    sheet.passed(&pass(3));
    assert_eq!(of_first(&sheet), "Same");
    sheet.remove(5);
    assert_eq!(of_first(&sheet), "Fixed", "by what passed before it");
}
