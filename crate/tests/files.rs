//! Files as they really come: cut off, mended by hand, written by other programs, or no HAR at all. Reading never fails;
//! it says what is missing and where.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on says so by panicking"
)]

#[path = "files/programs.rs"]
mod programs;

use serde_json::{Value, json};
use whycors::har::{self, Gap, Log};

fn entry(number: usize) -> Value {
    json!({
        "startedDateTime": "2026-01-01T00:00:00.000Z", "time": 5, "_resourceType": "fetch",
        "request": { "method": "GET", "url": format!("http://api.test/{number}"), "httpVersion": "http/1.1",
            "headers": [{ "name": "Origin", "value": "http://app.test" }] },
        "response": { "status": 200, "headers": [{ "name": "X-Text", "value": "ä \"\\ €" }], "redirectURL": "", "_error": null,
            "content": { "text": "{\"a\": [1, 2]}" } },
    })
}

fn har_of(entries: &[Value]) -> String {
    json!({ "log": { "version": "1.2", "creator": { "name": "Test", "version": "1" }, "entries": entries } }).to_string()
}

fn read(text: impl AsRef<[u8]>) -> (Log, Vec<Gap>) {
    har::read(text.as_ref())
}

/// Reads one entry with one of its values replaced.
fn read_with(pointer: &str, value: Value) -> (Log, Vec<Gap>) {
    let mut entry = entry(0);
    *entry.pointer_mut(pointer).unwrap() = value;
    read(har_of(&[entry]))
}

fn names_a_place(gap: &Gap) -> bool {
    gap.at.starts_with("line ") && gap.at.contains(", column ") && !gap.problem.is_empty()
}

#[test]
fn a_file_cut_anywhere_keeps_the_entries_before_the_cut() {
    let entries = [entry(0), entry(1), entry(2)];
    let text = har_of(&entries);
    let ends: Vec<usize> = entries
        .iter()
        .map(|entry| {
            let entry = entry.to_string();
            text.find(&entry).unwrap() + entry.len()
        })
        .collect();
    for cut in 0..text.len() {
        let (log, gaps) = read(&text.as_bytes()[..cut]);
        let whole = ends.iter().filter(|end| **end <= cut).count();
        assert_eq!(
            log.entries.len(),
            whole,
            "cut at byte {cut}: entries before the cut are kept"
        );
        assert!(
            gaps.iter().any(names_a_place),
            "cut at byte {cut}: {gaps:?} names no line and column"
        );
    }
    assert!(read(&text).1.is_empty(), "the whole file has no gap");
}

#[test]
fn the_place_of_the_cut_is_that_of_the_file() {
    let text = format!("{{\n \"log\": {{\n  \"entries\": [\n{},\n", entry(0));
    let (log, gaps) = read(&text);
    assert_eq!(log.entries.len(), 1);
    assert_eq!(gaps.len(), 1, "{gaps:?}");
    let line: usize = gaps[0].at["line ".len()..]
        .split(',')
        .next()
        .unwrap()
        .parse()
        .unwrap();
    assert!((4..=5).contains(&line), "{gaps:?}");
}

#[test]
fn a_byte_order_mark_is_no_part_of_the_text() {
    let (log, gaps) = read(format!("\u{feff}{}", har_of(&[entry(0)])));
    assert_eq!((log.entries.len(), gaps.len()), (1, 0));
}

#[test]
fn utf_16_is_named() {
    let text = har_of(&[entry(0)]);
    let little = std::iter::once(0xfeff)
        .chain(text.encode_utf16())
        .flat_map(u16::to_le_bytes);
    let big = std::iter::once(0xfeff)
        .chain(text.encode_utf16())
        .flat_map(u16::to_be_bytes);
    for bytes in [little.collect::<Vec<u8>>(), big.collect()] {
        let (log, gaps) = read(bytes);
        assert!(!log.readable && log.entries.is_empty());
        assert_eq!(
            gaps.len(),
            1,
            "one sentence, not one for each byte: {gaps:?}"
        );
        assert!(
            names_a_place(&gaps[0])
                && gaps[0].problem.contains("UTF-16")
                && gaps[0].problem.contains("UTF-8"),
            "{gaps:?}"
        );
    }
}

#[test]
fn what_is_no_har_is_said_in_one_sentence() {
    let picture: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0\0\0\x01\0\x08\x06\0\0\0\x5c\x72\xa8\x66\xff\xfe\xfd";
    let cases: [&[u8]; 9] = [
        b"",
        b"  \r\n\t",
        b"null",
        b"true",
        b"12",
        b"{}",
        b"[]",
        b"<!doctype html><p>Sign in</p>",
        picture,
    ];
    for bytes in cases {
        let (log, gaps) = read(bytes);
        let shown = String::from_utf8_lossy(bytes);
        assert!(log.entries.is_empty() && !log.readable, "{shown:?}");
        assert_eq!(gaps.len(), 1, "{shown:?}: {gaps:?}");
        assert!(names_a_place(&gaps[0]), "{shown:?}: {gaps:?}");
    }
    assert!(read("").1[0].problem.contains("empty"));
    assert!(read("{}").1[0].problem.contains("HAR"));
}

#[test]
fn an_empty_log_is_a_log() {
    let (log, gaps) = read(har_of(&[]));
    assert!(log.readable && log.entries.is_empty() && gaps.is_empty());
    assert_eq!(log.creator.as_deref(), Some("Test 1"));
}

#[test]
fn a_status_in_another_shape_is_still_a_status() {
    for value in [json!(200), json!(200.0), json!("200"), json!(" 200 ")] {
        let (log, gaps) = read_with("/response/status", value.clone());
        assert_eq!((log.entries[0].status, gaps.len()), (200, 0), "{value}");
    }
    for value in [
        json!(null),
        json!("two hundred"),
        json!([]),
        json!({}),
        json!(true),
    ] {
        let (log, gaps) = read_with("/response/status", value.clone());
        assert_eq!(log.entries[0].status, 0, "{value}");
        assert!(
            gaps.iter()
                .any(|gap| gap.at == "log.entries[0].response.status"),
            "{value}: {gaps:?}"
        );
    }
    for value in [json!(-1), json!(200.5), json!(70_000), json!(1e18)] {
        assert_eq!(
            read_with("/response/status", value.clone()).0.entries[0].status,
            0,
            "{value}"
        );
    }
}

#[test]
fn a_line_number_that_no_file_has_is_no_line() {
    for (number, line) in [
        (json!(4), Some(5)),
        (json!(-1), None),
        (json!(1e18), None),
        (json!(1e300), None),
    ] {
        let mut entry = entry(0);
        entry["_initiator"] = json!({ "type": "script", "stack": { "callFrames": [{ "url": "http://app.test/app.js", "lineNumber": number }] } });
        let (log, _) = read(har_of(&[entry]));
        let frame = log.entries[0]
            .initiator
            .as_ref()
            .and_then(|initiator| initiator.frame.as_ref());
        assert_eq!(frame.unwrap().line, line, "{number}");
    }
}

#[test]
fn a_wrong_type_anywhere_loses_no_entry() {
    let places = [
        "/startedDateTime",
        "/time",
        "/_resourceType",
        "/request/method",
        "/request/url",
        "/request/httpVersion",
        "/request/headers",
        "/request/headers/0",
        "/request/headers/0/name",
        "/request/headers/0/value",
        "/response",
        "/response/headers",
        "/response/redirectURL",
        "/response/_error",
        "/response/content",
    ];
    for place in places {
        for value in [
            json!(null),
            json!(7),
            json!("x"),
            json!([1, [2]]),
            json!({ "a": { "b": 1 } }),
            json!(false),
        ] {
            let mut entries = [entry(0), entry(1)];
            *entries[0].pointer_mut(place).unwrap() = value.clone();
            let (log, _) = read(har_of(&entries));
            assert_eq!(log.entries.len(), 2, "{place} = {value}");
            assert_eq!(
                &*log.entries[1].url, "http://api.test/1",
                "{place} = {value}"
            );
        }
    }
    let (log, gaps) = read(har_of(&[
        json!(null),
        json!(3),
        json!({}),
        json!({ "request": null }),
        entry(4),
    ]));
    assert_eq!(
        (log.raw_entries, log.entries.len(), log.entries[0].index),
        (5, 1, 4),
        "unreadable ones count as positions"
    );
    assert!(
        gaps.iter().any(|gap| gap.at.starts_with("log.entries[1]")),
        "{gaps:?}"
    );
}

#[test]
fn headers_null_are_headers_that_are_not_known() {
    let (log, gaps) = read_with("/response/headers", json!(null));
    assert!(log.entries[0].response_headers.is_empty() && log.entries[0].has_response);
    assert!(!log.entries[0].knows_response_headers && log.entries[0].knows_request_headers);
    assert_eq!(gaps[0].at, "log.entries[0].response.headers");
    assert!(read_with("/response/headers", json!([])).0.entries[0].knows_response_headers);
}

#[test]
fn the_last_of_a_repeated_key_counts() {
    let text = r#"{"log":{"entries":[{"request":{"method":"GET","url":"http://a.test/","url":"http://b.test/","headers":[]},
        "response":{"status":404,"status":200,"headers":[]}}]}}"#;
    let (log, gaps) = read(text);
    assert_eq!(
        (&*log.entries[0].url, log.entries[0].status, gaps.len()),
        ("http://b.test/", 200, 0)
    );
}

#[test]
fn what_javascript_reads_and_rust_refuses_is_mended() {
    let text = har_of(&[entry(0), entry(1)]);
    let broken = [
        (
            text.replacen("\"time\":5", "\"time\":1e400", 1)
                .into_bytes(),
            "a double",
        ),
        (
            text.replacen("\"time\":5", "\"time\":-1E+999", 1)
                .into_bytes(),
            "a double",
        ),
        (
            text.replacen("ä \\\"", "\\ud83d \\\"", 1).into_bytes(),
            "surrogate",
        ),
        (
            text.replacen("ä \\\"", "\\udc00 \\\"", 1).into_bytes(),
            "surrogate",
        ),
        (replace_bytes(&text, "ä".as_bytes(), b"\xe4"), "UTF-8"),
        (replace_bytes(&text, "€".as_bytes(), b"\xe2\x82"), "UTF-8"),
    ];
    for (bytes, word) in broken {
        let (log, gaps) = read(&bytes);
        let shown = String::from_utf8_lossy(&bytes);
        assert_eq!(log.entries.len(), 2, "{shown}");
        assert!(
            !gaps.is_empty()
                && gaps
                    .iter()
                    .all(|gap| gap.at.starts_with("byte ") && gap.problem.contains(word)),
            "{gaps:?}"
        );
        assert!(
            log.entries
                .iter()
                .all(|entry| entry.time.is_finite() && entry.status == 200),
            "{shown}"
        );
    }
    for number in ["1e309", "-1E+999", &"9".repeat(400)] {
        let status = text.replacen("\"status\":200", &format!("\"status\":{number}"), 1);
        let (log, gaps) = read(status);
        assert_eq!((log.entries[0].status, log.entries[1].status), (0, 200));
        let places: Vec<&str> = gaps.iter().map(|gap| &*gap.at).collect();
        assert!(
            places.contains(&"log.entries[0].response.status"),
            "{places:?}"
        );
    }
    let pair = text.replace("ä", "\\ud83d\\ude00");
    let (log, gaps) = read(pair);
    assert!(
        gaps.is_empty()
            && log.entries[0]
                .response_headers
                .get("x-text")
                .unwrap()
                .starts_with('😀'),
        "a whole pair is a character"
    );
}

fn replace_bytes(text: &str, from: &[u8], to: &[u8]) -> Vec<u8> {
    let at = text
        .as_bytes()
        .windows(from.len())
        .position(|window| window == from)
        .unwrap();
    [
        &text.as_bytes()[..at],
        to,
        &text.as_bytes()[at + from.len()..],
    ]
    .concat()
}

#[test]
fn deep_nesting_does_not_overflow_the_stack() {
    let deep =
        |open: &str, close: &str| format!("{}{}", open.repeat(100_000), close.repeat(100_000));
    let entry = entry(0).to_string();
    let body = deep("[", "]");
    let texts = [
        "[".repeat(100_000),
        body.clone(),
        deep("{\"log\":", "}"),
        deep("{\"entries\":[", "]}"),
        format!("{{\"log\":{{\"entries\":[{entry},{body},{entry}]}}}}"),
        format!(
            "{{\"log\":{{\"entries\":[{entry},{}]}}}}",
            entry.replace("\"fetch\"", &body)
        ),
        format!("{{\"log\":{{\"extra\":{body},\"entries\":[{entry}]}}}}"),
    ];
    let kept: Vec<usize> = texts
        .iter()
        .map(|text| read(text).0.entries.len())
        .collect();
    assert_eq!(kept[..4], [0; 4]);
    assert!(
        kept[4] >= 1 && kept[5] >= 1,
        "what stands before the depth is kept: {kept:?}"
    );
    assert_eq!(kept[6], 1, "an unknown field is skipped, however deep");
}

#[test]
fn pseudo_headers_are_no_headers() {
    let headers = json!([{ "name": ":authority", "value": "api.test" }, { "name": ":status", "value": "200" }, { "name": "a", "value": "1\n2" }]);
    let (log, _) = read_with("/request/headers", headers);
    let lines: Vec<(&str, &str)> = log.entries[0]
        .request_headers
        .iter()
        .map(|line| (line.name, line.value))
        .collect();
    assert_eq!(
        lines,
        [("a", "1"), ("a", "2")],
        "line feeds in a value are several lines, as Safari and Firefox join them"
    );
}
