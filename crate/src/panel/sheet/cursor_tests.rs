use super::*;
use crate::panel::row::Row;
use crate::panel::sample;

fn row(id: u64, path: &str) -> Row {
    let mut diagnosis = sample::diagnosis();
    diagnosis.url = format!("http://a.test/{path}?{id}");
    Row::new(id, &diagnosis)
}

#[expect(clippy::unnecessary_wraps, reason = "as `active` tells it")]
fn head(path: &str) -> Option<Spot> {
    Some(Spot::Head(format!("GET http://a.test/{path}").into()))
}

#[expect(clippy::unnecessary_wraps, reason = "as `active` tells it")]
fn at(id: u64) -> Option<Spot> {
    Some(Spot::Row(id))
}

/// Rows 1 to as many as there are paths, in groups: those of a path that occurs once stand by themselves.
fn sheet(paths: &[&str]) -> Sheet {
    let mut sheet = Sheet::default();
    sheet.group(true);
    sheet.begin_sieve(&|_: &Row| true);
    for (id, path) in (1..).zip(paths) {
        sheet.upsert(row(id, path), true);
    }
    sheet
}

fn moved(sheet: &mut Sheet, step: Move) -> Option<Spot> {
    sheet.go(step);
    sheet.arrange();
    sheet.active()
}

#[test]
fn arrow_keys_come_to_heads_and_the_detail_stays_as_it_was() {
    let mut sheet = sheet(&["x", "x", "y", "z", "z"]);
    let way = [head("x"), at(1), at(2), at(3), head("z"), at(4), at(5)];
    for line in &way {
        assert_eq!(&moved(&mut sheet, Move::By(1)), line);
    }
    assert_eq!(moved(&mut sheet, Move::By(1)), at(5), "the end");
    for line in way.iter().rev().skip(1) {
        assert_eq!(&moved(&mut sheet, Move::By(-1)), line);
    }
    assert_eq!(sheet.selected(), Some(1), "what was chosen last is shown");
    assert_eq!(moved(&mut sheet, Move::Last), at(5));
    assert_eq!(moved(&mut sheet, Move::First), head("x"));
}

#[test]
fn a_group_is_left_closed_and_opened_again_by_keys_alone() {
    let mut sheet = sheet(&["x", "x", "y"]);
    sheet.select(Some(2));
    assert_eq!(
        moved(&mut sheet, Move::Out),
        head("x"),
        "from a row to its head"
    );
    assert_eq!(sheet.line_count(), 4);
    assert_eq!(moved(&mut sheet, Move::Out), head("x"));
    assert_eq!(sheet.line_count(), 2, "the head closes");
    assert_eq!(moved(&mut sheet, Move::Out), head("x"));
    assert_eq!(moved(&mut sheet, Move::By(1)), at(3));
    assert_eq!(
        moved(&mut sheet, Move::By(-1)),
        head("x"),
        "it can be come to"
    );
    assert_eq!(moved(&mut sheet, Move::In), head("x"));
    assert_eq!(sheet.line_count(), 4, "and opens");
    assert_eq!(moved(&mut sheet, Move::In), at(1), "then its first row");
    assert_eq!(
        moved(&mut sheet, Move::In),
        at(1),
        "a row has nothing inside"
    );
}

#[test]
fn keys_go_on_where_all_groups_are_closed() {
    let mut sheet = sheet(&["x", "x", "y", "y"]);
    sheet.toggle("GET http://a.test/x");
    sheet.toggle("GET http://a.test/y");
    assert_eq!(moved(&mut sheet, Move::By(1)), head("x"));
    assert_eq!(moved(&mut sheet, Move::By(1)), head("y"));
    assert_eq!(sheet.selected(), None);
    sheet.select(None);
    assert_eq!(sheet.active(), None);
    assert_eq!(moved(&mut sheet, Move::Last), head("y"));
}

#[test]
fn a_row_that_stands_by_itself_is_not_closed_so_that_the_next_one_does_not_hide_it() {
    let mut sheet = sheet(&["x", "y"]);
    sheet.select(Some(1));
    assert_eq!(moved(&mut sheet, Move::Out), at(1));
    sheet.upsert(row(3, "x"), true);
    sheet.arrange();
    assert_eq!((sheet.position(1), sheet.active()), (Ok(1), at(1)));
}

#[test]
fn a_head_that_is_closed_by_the_mouse_stands_for_the_chosen_row() {
    let mut sheet = sheet(&["w", "x", "x", "y"]);
    sheet.select(Some(3));
    sheet.toggle("GET http://a.test/x");
    assert_eq!((sheet.active(), sheet.selected()), (head("x"), Some(3)));
    assert_eq!(
        moved(&mut sheet, Move::In),
        at(3),
        "opened, it is where it was"
    );
    sheet.toggle("GET http://a.test/x");
    assert_eq!(moved(&mut sheet, Move::By(1)), at(4));
    sheet.select(Some(3));
    assert_eq!(moved(&mut sheet, Move::By(-1)), at(1));
}

#[test]
fn a_head_that_is_gone_leaves_the_keyboard_where_its_last_row_stands() {
    let mut sheet = sheet(&["w", "x", "x", "y"]);
    sheet.go(Move::First);
    assert_eq!(moved(&mut sheet, Move::By(1)), head("x"));
    sheet.remove(2);
    sheet.arrange();
    assert_eq!(sheet.active(), at(1), "the row whose detail is shown");
    assert_eq!(moved(&mut sheet, Move::By(1)), at(4));
    sheet.group(false);
    assert_eq!(moved(&mut sheet, Move::Out), at(4), "no groups, no way out");
}

#[test]
fn a_line_is_found_again_wherever_it_stands() {
    let mut sheet = sheet(&["w", "x", "x", "y", "y"]);
    sheet.arrange();
    let x = Spot::Head("GET http://a.test/x".into());
    assert_eq!(sheet.find(&x), Some(1));
    sheet.upsert(row(9, "x"), true);
    sheet.arrange();
    assert_eq!(sheet.find(&x), Some(1), "its rows grow below it");
    assert_eq!(sheet.find(&Spot::Row(4)), Some(6));
    sheet.toggle("GET http://a.test/x");
    sheet.arrange();
    assert_eq!(sheet.find(&Spot::Row(3)), Some(1), "its head stands for it");
    sheet.remove(1);
    sheet.arrange();
    assert_eq!(sheet.find(&x), Some(0));
    assert_eq!(
        sheet.find(&Spot::Row(1)),
        None,
        "nobody knows where it stood"
    );
}
