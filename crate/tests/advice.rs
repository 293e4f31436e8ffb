//! Advice on answers that pass: each kind on traffic that deserves it, and quiet once its own advice is followed.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use whycors::redact::Policy;
use whycors::report;

type Lines<'a> = &'a [(&'a str, &'a str)];

/// A request of `https://app.test`, or of the origin that it names, and its answer.
fn entry(method: &str, request: Lines<'_>, response: Lines<'_>) -> Value {
    let lines = |lines: Lines<'_>| -> Vec<Value> {
        lines
            .iter()
            .map(|(name, value)| json!({ "name": name, "value": value }))
            .collect()
    };
    let mut asked = lines(request);
    if !request.iter().any(|(name, _)| *name == "Origin") {
        asked.push(json!({ "name": "Origin", "value": "https://app.test" }));
    }
    json!({
        "startedDateTime": "2026-01-01T00:00:00.000Z", "time": 5, "_resourceType": "fetch",
        "request": { "method": method, "url": "https://api.test/orders?page=1", "httpVersion": "HTTP/1.1", "headers": asked },
        "response": { "status": 200, "httpVersion": "HTTP/1.1", "headers": lines(response), "redirectURL": "", "_error": null },
    })
}

fn advised(entries: &[Value]) -> report::v1::Input {
    let har = json!({ "log": { "version": "1.2", "entries": entries } }).to_string();
    report::input("-", har.as_bytes(), Policy::Mask)
}

const ORIGIN: (&str, &str) = ("Access-Control-Allow-Origin", "https://app.test");
const STAR: (&str, &str) = ("Access-Control-Allow-Origin", "*");
const VARY: (&str, &str) = ("Vary", "Origin");
const TRUE: (&str, &str) = ("Access-Control-Allow-Credentials", "true");
const ASKS: (&str, &str) = ("Access-Control-Request-Method", "PUT");

/// Kind, traffic that deserves it, and the same with the advice followed.
fn cases() -> Vec<(&'static str, Vec<Value>, Vec<Value>)> {
    let one = |request: Lines<'_>, response: Lines<'_>| {
        let method = if request.contains(&ASKS) {
            "OPTIONS"
        } else {
            "GET"
        };
        vec![entry(method, request, response)]
    };
    let tokens = ("Access-Control-Request-Headers", "authorization");
    let methods = ("Access-Control-Allow-Methods", "PUT");
    let three = |response: Lines<'_>| vec![entry("OPTIONS", &[ASKS], response); 3];
    vec![
        (
            "vary-origin-missing",
            one(&[], &[ORIGIN]),
            one(&[], &[ORIGIN, VARY]),
        ),
        (
            "origin-reflected",
            one(&[], &[ORIGIN, VARY, TRUE]),
            one(&[], &[ORIGIN, VARY]),
        ),
        (
            "null-allowed",
            one(
                &[("Origin", "null")],
                &[("Access-Control-Allow-Origin", "null")],
            ),
            one(&[], &[STAR]),
        ),
        (
            "wildcard-beside-credentials",
            one(&[], &[STAR, TRUE]),
            one(&[], &[STAR]),
        ),
        (
            "authorization-under-wildcard",
            one(
                &[ASKS, tokens],
                &[STAR, methods, ("Access-Control-Allow-Headers", "*")],
            ),
            one(
                &[ASKS, tokens],
                &[
                    STAR,
                    methods,
                    ("Access-Control-Allow-Headers", "*, Authorization"),
                ],
            ),
        ),
        (
            "response-header-not-exposed",
            one(&[], &[STAR, ("X-Total-Count", "7")]),
            one(
                &[],
                &[
                    STAR,
                    ("X-Total-Count", "7"),
                    ("Access-Control-Expose-Headers", "x-total-count"),
                ],
            ),
        ),
        (
            "max-age-above-cap",
            one(
                &[ASKS],
                &[STAR, methods, ("Access-Control-Max-Age", "86401")],
            ),
            one(
                &[ASKS],
                &[STAR, methods, ("Access-Control-Max-Age", "86400")],
            ),
        ),
        (
            "preflight-every-call",
            three(&[STAR, methods]),
            three(&[STAR, methods, ("Access-Control-Max-Age", "7200")]),
        ),
        (
            "private-network-header",
            one(
                &[],
                &[STAR, ("Access-Control-Allow-Private-Network", "true")],
            ),
            one(&[], &[STAR]),
        ),
    ]
}

#[test]
fn each_kind_is_given_where_it_is_due_and_only_there() {
    for (id, due, followed) in cases() {
        let kinds = |entries: &[Value]| -> BTreeSet<String> {
            advised(entries)
                .advice
                .into_iter()
                .map(|it| it.id)
                .collect()
        };
        assert!(kinds(&due).contains(id), "{id} is due: {:?}", kinds(&due));
        assert!(!kinds(&followed).contains(id), "{id} was followed");
    }
}

#[test]
fn advice_has_words_evidence_and_one_item_an_endpoint() {
    for (id, due, _) in cases() {
        let input = advised(&due);
        let given: Vec<_> = input.advice.iter().filter(|it| it.id == id).collect();
        assert_eq!(given.len(), 1, "{id}");
        for advice in given {
            assert_eq!(advice.count, due.len(), "{id}");
            assert!(!advice.endpoint.contains('?'), "{id}: {}", advice.endpoint);
            assert!(
                !advice.evidence.is_empty() && advice.title.chars().count() <= 60,
                "{id}"
            );
            for text in [&advice.what, &advice.why, &advice.advice] {
                assert!(
                    text.ends_with('.') && text.len() <= 480 && !text.contains("  "),
                    "{id}: {text}"
                );
            }
        }
    }
}

#[test]
fn what_a_log_cannot_decide_comes_with_the_command_that_does() {
    let input = advised(&[entry("GET", &[], &[ORIGIN, VARY, TRUE])]);
    let reflected = input.advice.iter().find(|it| it.id == "origin-reflected");
    let test = reflected.and_then(|it| it.test.clone()).unwrap_or_default();
    assert!(
        test.contains("Origin: https://whycors-test.example"),
        "{test}"
    );
    assert!(test.contains("https://api.test/orders"), "{test}");
}

#[test]
fn advice_is_no_failure_and_quiet_in_the_text() {
    let input = advised(&[entry("GET", &[], &[ORIGIN])]);
    assert!(input.diagnoses.is_empty());
    assert!(!input.advice.is_empty());
    assert!(report::advice::to_text(&input).contains("[advice] GET https://api.test/orders\n"));
    let text = report::text::to_text(&report::report(vec![input]));
    assert!(!text.contains("advice"), "{text}");
}

/// Every kind that is given, of one request that was not asked for with a preflight.
fn kinds(request: Lines<'_>, response: Lines<'_>) -> Vec<String> {
    let input = advised(&[entry("GET", request, response)]);
    input.advice.into_iter().map(|it| it.id).collect()
}

#[test]
fn a_page_that_asks_its_own_origin_gets_no_advice() {
    let mut own = entry("POST", &[], &[ORIGIN, TRUE, ("ETag", "1")]);
    own["request"]["url"] = json!("https://app.test/orders");
    assert_eq!(advised(&[own]).advice, []);
}

#[test]
fn an_answer_that_was_refused_gets_a_diagnosis_and_no_advice() {
    let other = ("Access-Control-Allow-Origin", "https://other.test");
    let cookie = ("Cookie", "a=b");
    let asked = ("Sec-Fetch-Mode", "cors");
    for (request, response) in [
        (vec![asked], [other, ("ETag", "1")]),
        // Allowed without credentials, and these were sent.
        (vec![asked, cookie], [STAR, TRUE]),
    ] {
        let mut refused = entry("GET", &request, &response);
        // Whether a request failed is stated by browsers only.
        refused["response"]
            .as_object_mut()
            .unwrap()
            .remove("_error");
        let input = advised(&[refused]);
        assert_eq!((input.diagnoses.len(), input.advice), (1, Vec::new()));
    }
}

#[test]
fn a_preflight_is_one_of_the_answers_that_can_be_refused() {
    let input = advised(&[entry(
        "OPTIONS",
        &[ASKS],
        &[STAR, ("Access-Control-Max-Age", "100000")],
    )]);
    assert_eq!((input.diagnoses.len(), input.advice), (1, Vec::new()));
}

#[test]
fn names_in_vary_are_compared_whole() {
    let vary = |value| kinds(&[], &[ORIGIN, ("Vary", value)]);
    for other in ["X-Original-Host", "Accept, Original", ""] {
        assert_eq!(vary(other), ["vary-origin-missing"], "{other}");
    }
    for said in ["Accept,ORIGIN", "*"] {
        assert!(vary(said).is_empty(), "{said}");
    }
}

#[test]
fn a_star_exposes_nothing_to_a_request_with_credentials() {
    let exposed = |request: Lines<'_>, exposed| {
        let all = ("Access-Control-Expose-Headers", exposed);
        kinds(request, &[ORIGIN, VARY, TRUE, all, ("X-Total-Count", "7")])
            .contains(&"response-header-not-exposed".to_owned())
    };
    let cookie = ("Cookie", "a=b");
    assert!(exposed(&[cookie], "*"));
    assert!(!exposed(&[cookie], "*, X-Total-Count"));
    // Where the log does not show credentials, it is taken for the wildcard.
    assert!(!exposed(&[], "*"));
}
