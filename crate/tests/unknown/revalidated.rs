//! A 304 says that what the browser has stored is still current: the log may not show what that was.

use super::*;

/// A request with a condition that its browser made, answered with 304 and those headers besides.
fn confirmed(tag: &str, response: &[(&str, &str)]) -> Value {
    let mut request = of_browser();
    request.push(("If-None-Match", tag));
    let mut entry = plain(&request, 304, response);
    entry["startedDateTime"] = json!("2026-01-01T00:00:09.000Z");
    entry
}

/// What was stored before, with this mark and those headers besides.
fn stored(tag: &str, response: &[(&str, &str)]) -> Value {
    let mut entry = plain(&[("Host", "api.test")], 200, response);
    if let Some(lines) = entry["response"]["headers"].as_array_mut() {
        lines.push(json!({ "name": "ETag", "value": tag }));
    }
    entry["_resourceType"] = json!("fetch");
    entry["response"]["_error"] = json!(null);
    entry
}

#[test]
fn a_304_is_no_failure_where_the_log_states_none() {
    for response in [&[][..], &[("Access-Control-Allow-Origin", PAGE)]] {
        assert!(diagnoses(&[confirmed("1", response)]).0.is_empty());
        assert!(
            diagnoses(&[stored("1", &[]), confirmed("1", response)])
                .0
                .is_empty()
        );
    }
}

#[test]
fn a_304_is_judged_by_what_it_confirms() {
    let allow = |origin| [("Access-Control-Allow-Origin", origin)];
    // Nothing that it can be is in the log, or another answer is.
    let refused = [("Access-Control-Allow-Origin", "https://b.test")];
    let both = [
        ("Access-Control-Allow-Origin", PAGE),
        ("Access-Control-Allow-Credentials", "true"),
    ];
    let earlier = [
        vec![],
        vec![stored("2", &refused)],
        vec![failed(stored("1", &refused))],
        // What is stored passes in both modes: something else made it fail.
        vec![stored("1", &both)],
    ];
    for before in earlier {
        let mut entries = before.clone();
        entries.push(failed(confirmed("1", &[])));
        let found = diagnoses(&entries).0.pop().unwrap();
        assert_eq!(found.outcome, Outcome::Unclear, "{before:?}");
        assert!(found.what.contains("304"), "{}", found.what);
        assert!(found.alternatives.is_empty(), "{before:?}");
        assert!(found.checks.iter().all(|check| check.passed.is_none()));
    }
    // The answer of that mark is a reading, with what each 304 since has put in its place.
    let cases: [(Lines, Lines, &str); 3] = [
        (&[], &[], "MissingAllowOriginHeader"),
        (&allow("https://b.test"), &[], "AllowOriginMismatch"),
        (
            &allow(PAGE),
            &allow("https://b.test, https://c.test"),
            "MultipleAllowOriginValues",
        ),
    ];
    for (first, second, name) in cases {
        let mut between = confirmed("1", second);
        between["startedDateTime"] = json!("2026-01-01T00:00:05.000Z");
        between["_resourceType"] = json!("fetch");
        between["response"]["_error"] = json!(null);
        let entries = [stored("1", first), between, failed(confirmed("1", &[]))];
        let found = diagnosis(&entries);
        assert_eq!(
            (found.outcome, found.chromium),
            (Outcome::Unclear, None),
            "{name}"
        );
        let named = found
            .alternatives
            .iter()
            .filter_map(|it| it.chromium.as_deref());
        assert_eq!(named.collect::<Vec<_>>(), [name]);
        assert_eq!(found.cause.as_deref(), Some("browser-cache-without-cors"));
    }
}

#[test]
fn a_304_that_nobody_asked_for_is_its_own_answer() {
    let earlier = stored("1", &[("Access-Control-Allow-Origin", PAGE)]);
    let answered = |request: &[(&str, &str)]| {
        let mut entry = failed(plain(request, 304, &[]));
        entry["startedDateTime"] = json!("2026-01-01T00:00:09.000Z");
        diagnosis(&[earlier.clone(), entry])
    };
    let found = answered(&of_browser());
    assert_eq!(found.chromium.as_deref(), Some("MissingAllowOriginHeader"));
    // Its condition is seen; and a request that was not seen going out may have had one.
    let mut conditional = of_browser();
    conditional.push(("If-Modified-Since", "Sun, 22 Nov 2026 00:00:00 GMT"));
    for request in [conditional, vec![("Origin", PAGE)]] {
        let found = answered(&request);
        assert_eq!(found.outcome, Outcome::Unclear, "{request:?}");
    }
}

#[test]
fn a_304_that_names_an_origin_itself_is_refused_for_it() {
    let other = [("Access-Control-Allow-Origin", "https://b.test")];
    let entries = [
        stored("1", &[("Access-Control-Allow-Origin", PAGE)]),
        failed(confirmed("1", &other)),
    ];
    let found = diagnosis(&entries);
    assert_eq!(found.chromium.as_deref(), Some("AllowOriginMismatch"));
    assert_eq!(found.certainty, Certainty::Certain);
    // A condition that the page set makes the 304 its own answer.
    let [mut preflight, _] = asked(json!([]), 0);
    preflight["request"]["headers"] = lines(&[
        ("Origin", PAGE),
        ("Access-Control-Request-Method", "GET"),
        ("Access-Control-Request-Headers", "if-none-match"),
    ]);
    let allowed = [
        ("Access-Control-Allow-Origin", PAGE),
        ("Access-Control-Allow-Headers", "if-none-match"),
        ("Access-Control-Allow-Credentials", "true"),
    ];
    preflight["response"]["headers"] = lines(&allowed);
    preflight["startedDateTime"] = json!("2026-01-01T00:00:09.001Z");
    let found = diagnosis(&[preflight, failed(confirmed("1", &[]))]);
    assert_eq!(found.chromium.as_deref(), Some("MissingAllowOriginHeader"));
    assert_eq!(found.certainty, Certainty::Certain);
}
