//! The live recording.

use super::*;
use crate::report::Format;

/// A picked entry as the recorder hands it over.
fn entry(
    sequence: u64,
    settled: &str,
    second: u32,
    method: &str,
    status: u16,
    error: &str,
) -> String {
    let (kind, asked) = match method {
        "OPTIONS" => (
            "preflight",
            r#",{"name":"Access-Control-Request-Method","value":"PUT"}"#,
        ),
        _ => ("fetch", ""),
    };
    format!(
        r#"{{"kind":"entry","sequence":{sequence},"settled":{settled},"entry":{{"startedDateTime":"2026-01-01T00:00:{second:02}.000Z",
            "time":5,"_resourceType":"{kind}","request":{{"method":"{method}","url":"http://api.test/x",
            "headers":[{{"name":"Origin","value":"http://app.test"}},{{"name":"Host","value":"api.test"}}{asked}]}},
            "response":{{"status":{status},"headers":[],"redirectURL":"","_error":{error}}}}}}}"#
    )
}

fn receive(session: &mut Session, items: &[String]) -> Vec<String> {
    let changes = session.receive(&format!("[{}]", items.join(",")));
    changes
        .into_iter()
        .map(|change| match change {
            Change::Passed(it) => format!("Passed({}, {:?}, {:?})", it.id, it.method, it.url),
            Change::Upsert(id, diagnosis, _) => format!(
                "{id} {:?} {:?}",
                diagnosis.outcome,
                diagnosis.chromium.unwrap_or_default()
            ),
            other => format!("{other:?}"),
        })
        .collect()
}

const FAILED: &str = "\"net::ERR_FAILED\"";

#[test]
fn a_failure_is_shown_at_once() {
    let mut session = Session::new();
    assert_eq!(
        receive(&mut session, &[entry(0, "true", 1, "GET", 200, FAILED)]),
        [r#"0 Cors "MissingAllowOriginHeader""#]
    );
    assert_eq!(
        receive(&mut session, &[entry(1, "true", 2, "GET", 200, "null")]),
        [
            r#"0 Cors "MissingAllowOriginHeader""#,
            r#"Passed(1, "GET", "http://api.test/x")"#
        ]
    );
}

#[test]
fn a_half_read_entry_waits_and_is_replaced() {
    let mut session = Session::new();
    assert_eq!(
        receive(
            &mut session,
            &[entry(0, "\"pending\"", 1, "GET", 0, FAILED)]
        ),
        ["Pending(1)"]
    );
    let settled = receive(&mut session, &[entry(0, "true", 1, "GET", 200, FAILED)]);
    assert_eq!(
        settled,
        [r#"0 Cors "MissingAllowOriginHeader""#, "Pending(0)"]
    );
}

#[test]
fn what_could_not_settle_is_never_judged() {
    let mut session = Session::new();
    assert_eq!(
        receive(&mut session, &[entry(0, "false", 1, "GET", 0, FAILED)]),
        [r#"0 Unclear """#]
    );
}

#[test]
fn a_preflight_waits_for_its_request() {
    let mut session = Session::new();
    assert_eq!(
        receive(&mut session, &[entry(0, "true", 1, "OPTIONS", 404, "null")]),
        Vec::<String>::new()
    );
    let actual = receive(&mut session, &[entry(1, "true", 1, "PUT", 0, FAILED)]);
    assert_eq!(actual, [r#"1 Cors "PreflightMissingAllowOriginHeader""#]);
}

#[test]
fn a_lone_preflight_is_shown_when_the_log_moves_on() {
    let mut session = Session::new();
    receive(&mut session, &[entry(0, "true", 1, "OPTIONS", 404, "null")]);
    let later = receive(&mut session, &[entry(1, "true", 9, "GET", 200, "null")]);
    assert_eq!(
        later,
        [
            r#"0 Cors "PreflightMissingAllowOriginHeader""#,
            r#"Passed(1, "GET", "http://api.test/x")"#
        ]
    );
}

#[test]
fn a_refused_preflight_is_shown_before_its_request_has_settled() {
    let mut session = Session::new();
    receive(&mut session, &[entry(0, "true", 1, "OPTIONS", 404, "null")]);
    let refused = r#"1 Cors "PreflightMissingAllowOriginHeader""#;
    let first = receive(
        &mut session,
        &[entry(1, "\"pending\"", 1, "PUT", 0, FAILED)],
    );
    assert_eq!(first, [refused, "Pending(1)"]);
    let lost = receive(&mut session, &[entry(1, "false", 1, "PUT", 0, FAILED)]);
    assert_eq!(lost, [refused, "Pending(0)"]);
}

#[test]
fn a_request_waits_for_its_half_read_preflight() {
    let mut session = Session::new();
    let both = [
        entry(0, "\"pending\"", 1, "OPTIONS", 0, "null"),
        entry(1, "true", 1, "PUT", 0, FAILED),
    ];
    assert_eq!(receive(&mut session, &both), ["Pending(1)"]);
    assert_eq!(
        receive(&mut session, &[entry(0, "true", 1, "OPTIONS", 404, "null")]),
        [
            r#"1 Cors "PreflightMissingAllowOriginHeader""#,
            "Pending(0)"
        ]
    );
}

/// A preflight that fails in both credentials modes, with different codes, and its request, called at a line.
fn undecided(sequence: u64) -> Vec<String> {
    let called = r#""_initiator":{"type":"script","stack":{"callFrames":[{"url":"http://app.test/app.js","lineNumber":6,"columnNumber":4,"functionName":""}]}}"#;
    let of = |sequence: u64, kind: &str, method: &str, headers: &str, response: &str| {
        format!(
            r#"{{"kind":"entry","sequence":{sequence},"settled":true,"entry":{{"startedDateTime":"2026-01-01T00:00:01.000Z","time":5,
            "_resourceType":"{kind}",{called},"request":{{"method":"{method}","url":"http://api.test/x","headers":[{headers}]}},
            "response":{response}}}}}"#
        )
    };
    let origin = r#"{"name":"Origin","value":"http://app.test"}"#;
    vec![
        of(
            sequence,
            "preflight",
            "OPTIONS",
            &format!(r#"{origin},{{"name":"Access-Control-Request-Method","value":"PUT"}}"#),
            r#"{"status":403,"headers":[{"name":"Access-Control-Allow-Origin","value":"*"}],"redirectURL":"","_error":null}"#,
        ),
        of(
            sequence + 1,
            "fetch",
            "PUT",
            r#"{"name":"Referer","value":"http://app.test/"}"#,
            r#"{"status":0,"headers":[],"redirectURL":"","_error":"net::ERR_FAILED"}"#,
        ),
    ]
}

fn hints(changes: &[Change]) -> Vec<String> {
    changes
        .iter()
        .filter_map(|change| match change {
            Change::Upsert(_, diagnosis, _) => Some(&diagnosis.credentials.hints),
            _ => None,
        })
        .flatten()
        .map(|hint| format!("{:?}: {}", hint.mode, hint.because))
        .collect()
}

#[test]
fn the_code_of_an_undecided_call_is_wanted_once_and_told() {
    let mut session = Session::new();
    let changes = session.receive(&format!("[{}]", undecided(0).join(",")));
    assert_eq!(hints(&changes), [""; 0]);
    let place = Place {
        url: "http://app.test/app.js".to_owned(),
        line: 7,
        column: 5,
    };
    assert_eq!(session.wanted(), [place]);
    assert!(session.wanted().is_empty());
    let call = r#"[{"kind":"call","url":"http://app.test/app.js","line":7,"column":5,"before":"",
        "after":"fetch(url, { method: 'PUT', credentials: 'include' })"}]"#;
    let told = ["Include: the calling line says `credentials: 'include'`"];
    assert_eq!(hints(&session.receive(call)), told);
    // The next call from there needs no second reading.
    let changes = session.receive(&format!("[{}]", undecided(2).join(",")));
    assert!(hints(&changes).iter().all(|hint| hint == told[0]) && !hints(&changes).is_empty());
    assert!(session.wanted().is_empty());
    session.receive(r#"[{"kind":"navigated","url":"http://app.test/","next":4}]"#);
    session.receive(&format!("[{}]", undecided(4).join(",")));
    assert_eq!(session.wanted().len(), 1);
}

#[test]
fn a_decided_failure_wants_no_code() {
    let mut session = Session::new();
    session.receive(&format!("[{}]", entry(0, "true", 1, "GET", 200, FAILED)));
    assert!(session.wanted().is_empty());
}

#[test]
fn a_preflight_that_permits_in_one_mode_does_not_explain_a_half_read_request() {
    let mut session = Session::new();
    let permits = entry(0, "true", 1, "OPTIONS", 204, "null").replace(
        r#""status":204,"headers":[]"#,
        r#""status":204,"headers":[{"name":"Access-Control-Allow-Origin","value":"http://app.test"},{"name":"Access-Control-Allow-Methods","value":"PUT"}]"#,
    );
    receive(&mut session, &[permits]);
    let half = entry(1, "\"pending\"", 1, "PUT", 0, FAILED);
    assert_eq!(receive(&mut session, &[half]), ["Pending(1)"]);
    let whole = entry(1, "true", 1, "PUT", 500, FAILED);
    assert_eq!(
        receive(&mut session, &[whole]),
        [r#"1 Cors "MissingAllowOriginHeader""#, "Pending(0)"]
    );
}

#[test]
fn what_was_forgotten_is_no_evidence_and_does_not_come_back() {
    let mut session = Session::new();
    receive(&mut session, &[entry(0, "true", 1, "OPTIONS", 404, "null")]);
    receive(
        &mut session,
        &[entry(1, "\"pending\"", 1, "PUT", 0, FAILED)],
    );
    session.forget();
    assert_eq!(
        receive(&mut session, &[entry(1, "true", 1, "PUT", 0, FAILED)]),
        Vec::<String>::new()
    );
    assert!(session.examine(1).is_none());
    // The preflight that would explain it is gone.
    let after = receive(&mut session, &[entry(2, "true", 1, "PUT", 0, FAILED)]);
    assert_eq!(after.len(), 1);
    assert!(!after[0].contains("Preflight"), "{after:?}");
}

#[test]
fn a_long_recording_lets_its_oldest_go_and_says_so() {
    let mut session = Session::for_a_list().keeping(20);
    for sequence in 0..20 {
        receive(
            &mut session,
            &[entry(sequence, "true", 1, "GET", 200, FAILED)],
        );
    }
    let changes = receive(&mut session, &[entry(20, "true", 2, "GET", 200, FAILED)]);
    assert!(
        changes.ends_with(&["LetGo(3)".to_owned(), "Dropped(3)".to_owned()]),
        "{changes:?}"
    );
    assert_eq!(session.log.entries.len(), 18);
    assert!(session.examine(2).is_none());
    let (diagnosis, ..) = session.examine(20).unwrap();
    assert_eq!(diagnosis.entry, Some(20));
    assert!(
        diagnosis.repro.is_some(),
        "all of it is told when it is asked for"
    );
    assert!(
        receive(&mut session, &[entry(1, "true", 1, "GET", 200, FAILED)]).is_empty(),
        "what is gone stays away"
    );
}

#[test]
fn a_request_that_would_lose_its_preflight_goes_with_it() {
    let mut session = Session::for_a_list().keeping(10);
    let items = [
        entry(0, "true", 1, "OPTIONS", 200, "null"),
        entry(1, "true", 1, "PUT", 0, FAILED),
    ];
    receive(&mut session, &items);
    for sequence in 2..10 {
        receive(
            &mut session,
            &[entry(sequence, "true", 30, "GET", 200, FAILED)],
        );
    }
    session.most = 9;
    let changes = receive(&mut session, &[entry(10, "true", 31, "GET", 200, FAILED)]);
    assert!(
        changes.iter().any(|it| it.starts_with("LetGo")),
        "{changes:?}"
    );
    assert!(session.examine(1).is_none());
    assert!(session.examine(10).is_some());
}

#[test]
fn an_item_that_cannot_be_read_does_not_hide_its_neighbours() {
    let mut session = Session::new();
    let good = entry(0, "true", 1, "GET", 200, FAILED);
    let items = [r#"{"kind":7}"#.to_owned(), good, "3".to_owned()];
    assert_eq!(
        receive(&mut session, &items),
        [r#"0 Cors "MissingAllowOriginHeader""#]
    );
    assert!(session.receive("[").is_empty());
}

#[test]
fn of_a_page_that_was_left_nothing_is_planned_advised_or_reported() {
    let mut session = Session::for_a_list();
    let of = |sequence, app: &str, path: &str, headers: &str| {
        entry(sequence, "true", 1, "GET", 200, FAILED)
            .replace("http://app.test", app)
            .replace("api.test/x", path)
            .replace(
                r#"200,"headers":[]"#,
                &format!(r#"200,"headers":[{headers}]"#),
            )
    };
    let passes = r#"{"name":"Access-Control-Allow-Origin","value":"http://left.test"}"#;
    let success = of(0, "http://left.test", "api.test/passed", passes).replace(FAILED, "null");
    let other = of(3, "http://app.test", "else.test/y", passes)
        .replace("http://left.test", "http://app.test")
        .replace(FAILED, "null");
    receive(
        &mut session,
        &[
            success,
            of(1, "http://left.test", "api.test/x", ""),
            // Told before it was known that the page was left.
            of(2, "http://app.test", "api.test/x", ""),
            other,
        ],
    );
    assert_eq!(session.advice().len(), 2);
    receive(
        &mut session,
        &[r#"{"kind":"navigated","url":"http://app.test/","next":2,"preserves":true}"#.to_owned()],
    );
    assert_eq!(session.advice().len(), 2);
    receive(
        &mut session,
        &[
            r#"{"kind":"navigated","url":"http://app.test/","next":2,"preserves":false}"#
                .to_owned(),
        ],
    );
    assert_eq!(session.advice().len(), 1);
    let Some((diagnosis, ..)) = session.examine(2) else {
        panic!("it is listed");
    };
    assert!(!diagnosis.fixes.is_empty());
    for (about, advice) in [(About::All, 1), (About::Their, 0)] {
        let (text, _) = session.report(Format::Json, vec![diagnosis.clone()], about);
        assert!(!text.contains("left.test"), "{text}");
        let report: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(report["inputs"][0]["entries"], 2);
        let found = report["inputs"][0]["advice"].as_array().unwrap();
        assert_eq!(found.len(), advice, "{text}");
        let (har, _) = session.report(Format::Har, vec![diagnosis.clone()], about);
        assert!(!har.contains("left.test"), "{har}");
    }
}
