//! Which preflight belongs to which request, over traffic that nobody wrote by hand: nothing is lost, nothing is used
//! twice, and the order in which entries arrive changes no diagnosis.

#[path = "pairing/traffic.rs"]
mod traffic;

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::test_runner::Config;
use serde_json::{Value, json};
use traffic::{Fate, Request, entries, last_entry, request};
use whycors::exchange;
use whycors::har::{self, Log};
use whycors::redact::Policy;
use whycors::report;
use whycors::report::v1::Diagnosis;
use whycors::session::{Change, Session};

/// A diagnosis without positions: what the entries are, and what was said of them.
type Said = (String, String, String, String);

fn har_of(entries: &[Value]) -> Vec<u8> {
    json!({ "log": { "version": "1.2", "entries": entries } })
        .to_string()
        .into_bytes()
}

fn log_of(entries: &[Value]) -> Log {
    let (log, gaps) = har::read(&har_of(entries));
    assert!(gaps.is_empty(), "{gaps:?}");
    log
}

fn said(diagnosis: &Diagnosis, entry: impl Fn(usize) -> String) -> Said {
    let redirects: Vec<String> = diagnosis
        .redirects
        .iter()
        .map(|index| entry(*index))
        .collect();
    (
        diagnosis.entry.map(&entry).unwrap_or_default(),
        diagnosis.preflight.map(&entry).unwrap_or_default(),
        redirects.join("\n"),
        format!(
            "{:?} {:?} {:?} {:?} {:?}",
            diagnosis.outcome,
            diagnosis.chromium,
            diagnosis.parameter,
            diagnosis.origin,
            diagnosis.credentials
        ),
    )
}

fn batch(entries: &[Value]) -> Vec<Said> {
    let input = report::input("", &har_of(entries), Policy::Mask);
    let mut all: Vec<Said> = input
        .diagnoses
        .iter()
        .map(|diagnosis| said(diagnosis, |index| entries[index].to_string()))
        .collect();
    all.sort();
    all
}

/// What a live recording shows at its end, entries arriving in this order, some at a time.
fn live(entries: &[Value], order: &[usize], at_once: usize) -> Vec<Said> {
    let mut session = Session::new();
    let mut shown: BTreeMap<u64, Diagnosis> = BTreeMap::new();
    let last = [entries.len()];
    let parts = order.chunks(at_once.max(1)).chain([last.as_slice()]);
    let end = last_entry();
    for part in parts {
        let items: Vec<Value> = part
            .iter()
            .map(|index| {
                let entry = entries.get(*index).unwrap_or(&end);
                json!({ "kind": "entry", "sequence": index, "settled": true, "entry": entry })
            })
            .collect();
        for change in session.receive(&Value::from(items).to_string()) {
            match change {
                Change::Upsert(id, diagnosis, _) => {
                    shown.insert(id, *diagnosis);
                }
                Change::Remove(id) => {
                    shown.remove(&id);
                }
                _ => {}
            }
        }
    }
    let mut all: Vec<Said> = shown
        .values()
        .map(|diagnosis| said(diagnosis, |index| entries[index].to_string()))
        .collect();
    all.sort();
    all
}

/// Requests and an order of their entries.
fn shuffled(most: usize) -> impl Strategy<Value = (Vec<Request>, Vec<usize>)> {
    proptest::collection::vec(request(), 1..most).prop_flat_map(|requests| {
        let positions: Vec<usize> = (0..entries(&requests).len()).collect();
        (Just(requests), Just(positions).prop_shuffle())
    })
}

fn config(cases: u32) -> Config {
    // A failure is printed with its smallest form; a file of seeds beside the test would say less.
    Config {
        cases,
        failure_persistence: None,
        max_shrink_iters: 600,
        ..Config::default()
    }
}

proptest! {
    #![proptest_config(config(64))]

    #[test]
    fn every_entry_belongs_to_exactly_one_request((requests, order) in shuffled(120)) {
        let all = entries(&requests);
        let entries: Vec<Value> = order.iter().map(|index| all[*index].clone()).collect();
        let log = log_of(&entries);
        let mut uses = vec![0; entries.len()];
        for exchange in exchange::join(&log) {
            let lone = exchange.lone_preflight;
            for position in exchange.hops.iter().flat_map(|hop| [Some(hop.actual), hop.preflight]).chain([lone]).flatten() {
                uses[position] += 1;
            }
            for (actual, preflight) in exchange.hops.iter().filter_map(|hop| Some((hop.actual, hop.preflight?))) {
                let (actual, preflight) = (&log.entries[actual], &log.entries[preflight]);
                let asked = preflight.request_headers.get("Access-Control-Request-Method");
                prop_assert_eq!(asked.as_deref(), Some(&*actual.method));
                prop_assert_eq!(&actual.page, &preflight.page, "a page's preflight serves that page's request");
                prop_assert!(preflight.is_preflight() && !actual.is_preflight());
            }
        }
        prop_assert!(uses.iter().all(|count| *count == 1), "lost or used twice: {:?}", uses);
    }

    #[test]
    fn every_failure_is_in_a_diagnosis((requests, order) in shuffled(120)) {
        let all = entries(&requests);
        let entries: Vec<Value> = order.iter().map(|index| all[*index].clone()).collect();
        let input = report::input("", &har_of(&entries), Policy::Mask);
        for (index, entry) in entries.iter().enumerate() {
            let is_refused_preflight = entry["response"]["status"] == 404;
            let has_failed = entry["response"]["_error"].is_string();
            let said = input.diagnoses.iter().any(|diagnosis| {
                diagnosis.entry == Some(index) || (is_refused_preflight && diagnosis.preflight == Some(index))
            });
            prop_assert!(said || !(is_refused_preflight || has_failed), "nothing said of {}", entry);
            prop_assert!(!said || is_refused_preflight || has_failed, "{} did not fail", entry);
        }
    }

    #[test]
    fn order_of_arrival_changes_no_diagnosis((requests, order) in shuffled(120)) {
        let all = entries(&requests);
        let moved: Vec<Value> = order.iter().map(|index| all[*index].clone()).collect();
        prop_assert_eq!(batch(&all), batch(&moved));
    }
}

proptest! {
    #![proptest_config(config(32))]

    #[test]
    fn a_live_recording_ends_where_the_file_does((requests, order) in shuffled(40), at_once in 1..12usize) {
        let entries = entries(&requests);
        prop_assert_eq!(batch(&entries), live(&entries, &order, at_once));
    }
}

/// A burst of one method to one URL, as a page makes it in a loop.
fn burst(count: u32, fate: Fate) -> Vec<Request> {
    let one = |number: u32| Request {
        start: number,
        page: 0,
        url: 0,
        method: "PUT",
        headers: vec!["x-a"],
        fate,
        delay: 7,
    };
    (0..count).map(one).collect()
}

#[test]
fn hundreds_at_once_each_find_their_preflight() {
    let requests = burst(400, Fate::Refused);
    let said = batch(&entries(&requests));
    assert_eq!(said.len(), 400);
    assert!(
        said.iter()
            .all(|(entry, preflight, ..)| !entry.is_empty() && !preflight.is_empty())
    );
}

#[test]
fn retries_after_a_refusal_are_each_a_request_of_their_own() {
    let mut requests = burst(3, Fate::Refused);
    for (number, request) in requests.iter_mut().enumerate() {
        request.start = [0, 1_000, 31_000][number];
    }
    requests.extend(burst(1, Fate::Cached));
    let entries = entries(&requests);
    let said = batch(&entries);
    assert_eq!(said.len(), 3);
    for (number, request) in [0, 2, 4].into_iter().enumerate() {
        let pair = (
            entries[request + 1].to_string(),
            entries[request].to_string(),
        );
        assert!(
            said.iter()
                .any(|(entry, preflight, ..)| (entry, preflight) == (&pair.0, &pair.1)),
            "retry {number} lost its preflight"
        );
    }
}

#[test]
fn redirects_that_point_at_each_other_are_not_lost() {
    let mut requests = burst(2, Fate::Redirected);
    for (number, request) in requests.iter_mut().enumerate() {
        (request.start, request.url) = (7, number);
    }
    // Only the two redirects: neither has a hop to follow but the other.
    let entries: Vec<Value> = entries(&requests).into_iter().step_by(2).collect();
    let exchanges = exchange::join(&log_of(&entries));
    let hops: usize = exchanges.iter().map(|exchange| exchange.hops.len()).sum();
    assert_eq!(hops, 2, "{exchanges:?}");
}
