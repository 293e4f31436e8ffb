use super::*;
use crate::panel::sample;

fn row(id: u64) -> Row {
    let mut diagnosis = sample::diagnosis();
    diagnosis.url = format!("http://localhost:48102/{}?{id}", id % 3);
    Row::new(id, &diagnosis)
}

fn sheet(count: u64) -> Sheet {
    let mut sheet = Sheet::default();
    for id in 0..count {
        sheet.upsert(row(id), true);
    }
    sheet
}

/// The lines as texts: a group's count and state, a row's id.
fn lines(sheet: &mut Sheet) -> Vec<String> {
    sheet.arrange();
    let shown = (0..sheet.line_count()).filter_map(|at| sheet.line(at));
    shown
        .map(|line| match line {
            Line::Row(id) => id.to_string(),
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
    let mut sheet = sheet(5);
    sheet.group(true);
    assert_eq!(
        lines(&mut sheet),
        ["2xtrue", "0", "3", "2xtrue", "1", "4", "2"]
    );
    assert_eq!(sheet.position(4), Ok(5));
    sheet.toggle("GET http://localhost:48102/1");
    assert_eq!(lines(&mut sheet), ["2xtrue", "0", "3", "2xfalse", "2"]);
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
