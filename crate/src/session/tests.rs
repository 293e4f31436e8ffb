//! The live recording.

use super::*;

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
            Change::Upsert(id, diagnosis) => format!(
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
        [r#"0 Cors "MissingAllowOriginHeader""#]
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
    assert_eq!(later, [r#"0 Cors "PreflightMissingAllowOriginHeader""#]);
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
