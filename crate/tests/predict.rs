//! What is foretold, without a browser: the same questions are compared with Chromium in tests/e2e.

use serde_json::{Value, json};
use whycors::predict::predict_json;

fn foretold(request: &Value, preflight: &Value, actual: &Value) -> Value {
    let question = json!({
        "page": "http://localhost:1",
        "url": "http://localhost:2/p/main",
        "request": request,
        "answers": [
            { "url": "http://localhost:2/p/main", "preflight": preflight, "actual": actual },
            { "url": "http://localhost:3/p/next", "actual": { "headers": [["Access-Control-Allow-Origin", "http://localhost:1"]] } },
        ],
        "origins": ["http://localhost:2"],
    });
    serde_json::from_str(&predict_json(&question.to_string())).unwrap_or_default()
}

fn allowed(more: &[(&str, &str)]) -> Value {
    let mut headers = vec![("Access-Control-Allow-Origin", "http://localhost:1")];
    headers.extend(more);
    json!({ "status": 200, "headers": headers })
}

#[test]
fn each_kind_of_end_is_told_with_the_check_that_decided() {
    let bare = json!({ "status": 200 });
    let put = json!({ "method": "put" });
    let next = json!({ "status": 307, "headers": [["Access-Control-Allow-Origin", "*"], ["Location", "http://localhost:3/p/next"]] });
    let table = [
        (json!({}), &bare, &allowed(&[]), "passes", Value::Null, 2),
        (
            json!({}),
            &bare,
            &bare,
            "cors",
            json!("MissingAllowOriginHeader"),
            2,
        ),
        (
            put.clone(),
            &bare,
            &allowed(&[]),
            "cors",
            json!("PreflightMissingAllowOriginHeader"),
            10,
        ),
        (
            put.clone(),
            &allowed(&[]),
            &allowed(&[]),
            "cors",
            json!("MethodDisallowedByPreflightResponse"),
            10,
        ),
        (
            put,
            &allowed(&[("Access-Control-Allow-Methods", "PUT")]),
            &allowed(&[]),
            "passes",
            Value::Null,
            10,
        ),
        (
            json!({ "credentials": "include" }),
            &bare,
            &allowed(&[]),
            "cors",
            json!("InvalidAllowCredentials"),
            2,
        ),
        (
            json!({ "mode": "no-cors" }),
            &bare,
            &bare,
            "passes",
            Value::Null,
            0,
        ),
        (
            json!({ "mode": "same-origin" }),
            &bare,
            &bare,
            "fails",
            Value::Null,
            0,
        ),
        (
            json!({ "method": "TRACE" }),
            &bare,
            &bare,
            "fails",
            Value::Null,
            0,
        ),
        // The second foreign origin is asked as `null`.
        (
            json!({}),
            &bare,
            &next,
            "cors",
            json!("AllowOriginMismatch"),
            6,
        ),
        (
            json!({ "redirect": "error" }),
            &bare,
            &next,
            "fails",
            Value::Null,
            4,
        ),
    ];
    for (request, preflight, actual, outcome, chromium, checks) in table {
        let prediction = foretold(&request, preflight, actual);
        assert_eq!(prediction["outcome"], outcome, "{request}: {prediction}");
        assert_eq!(prediction["chromium"], chromium, "{request}: {prediction}");
        assert_eq!(
            prediction["checks"].as_array().map(Vec::len),
            Some(checks),
            "{request}: {prediction}"
        );
        let failed = prediction["checks"]
            .as_array()
            .into_iter()
            .flatten()
            .filter(|check| check["state"] == "failed")
            .count();
        assert_eq!(
            failed,
            usize::from(outcome == "cors"),
            "{request}: {prediction}"
        );
    }
}

#[test]
fn the_browsers_own_order_of_checks_is_kept_and_a_later_one_is_not_reached() {
    let request = json!({ "method": "PATCH", "headers": [["X-A", "1"], ["Accept", "a"]] });
    let prediction = foretold(
        &request,
        &json!({ "status": 500, "headers": [["Access-Control-Allow-Origin", "*"]] }),
        &allowed(&[]),
    );
    let states: Vec<(&str, &str)> = prediction["checks"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|check| Some((check["id"].as_str()?, check["state"].as_str()?)))
        .take(5)
        .collect();
    assert_eq!(
        states,
        [
            ("preflight-redirect", "passed"),
            ("preflight-allow-origin", "passed"),
            ("preflight-allow-credentials", "passed"),
            ("preflight-status", "failed"),
            ("preflight-allow-methods-syntax", "not-reached"),
        ]
    );
    assert_eq!(prediction["reasons"], json!(["method PATCH", "header x-a"]));
}

#[test]
fn a_question_that_is_none_is_answered_with_the_reason() {
    for text in ["", "{}", "[]", "{\"page\":1}", "\u{0}"] {
        let answer: Value = serde_json::from_str(&predict_json(text)).unwrap_or_default();
        assert!(answer["error"].is_string(), "{text}: {answer}");
    }
    // A redirect to itself ends.
    let circle = json!({ "status": 302, "headers": [["Access-Control-Allow-Origin", "*"], ["Location", "/p/main"]] });
    assert_eq!(foretold(&json!({}), &circle, &circle)["outcome"], "fails");
}

#[test]
fn a_redirect_to_a_user_name_is_followed_by_xhr_within_the_pages_origin_only() {
    for (api, outcome) in [("xhr", "passes"), ("fetch", "fails")] {
        let question = json!({
            "page": "http://localhost:1",
            "url": "http://localhost:1/p/main",
            "request": { "api": api },
            "answers": [
                { "url": "http://localhost:1/p/main", "actual": { "status": 302, "headers": [["Location", "http://user:pass@localhost:1/p/next"]] } },
                { "url": "http://localhost:1/p/next", "actual": { "status": 200, "headers": [] } },
            ],
            "origins": ["http://localhost:1"],
        });
        let prediction: Value =
            serde_json::from_str(&predict_json(&question.to_string())).unwrap_or_default();
        assert_eq!(prediction["outcome"], outcome, "{api}: {prediction}");
    }
}

/// As measured in Chromium 156.
#[test]
fn redirects_and_digests_end_as_in_the_browser() {
    let digest = "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    let to = |location: &str| json!({ "status": 302, "headers": [["Access-Control-Allow-Origin", "*"], ["Location", location]] });
    let answer = allowed(&[]);
    let of_site = allowed(&[("Cross-Origin-Resource-Policy", "same-site")]);
    let ftp = to("ftp://localhost:2/");
    let table = [
        (json!({ "redirect": "error" }), &ftp, "fails"),
        (json!({ "redirect": "follow" }), &ftp, "cors"),
        (json!({ "redirect": "manual" }), &ftp, "passes"),
        (
            json!({ "redirect": "error" }),
            &to("http://a@localhost:2/"),
            "cors",
        ),
        (
            json!({ "redirect": "manual", "integrity": "" }),
            &ftp,
            "passes",
        ),
        (
            json!({ "redirect": "manual", "integrity": "md5-a" }),
            &ftp,
            "fails",
        ),
        (
            json!({ "redirect": "manual", "integrity": digest }),
            &ftp,
            "fails",
        ),
        (json!({ "integrity": "md5-a" }), &answer, "passes"),
        (json!({ "integrity": digest }), &answer, "fails"),
        (
            json!({ "mode": "no-cors", "integrity": "" }),
            &answer,
            "passes",
        ),
        (
            json!({ "mode": "no-cors", "integrity": "md5-a" }),
            &answer,
            "fails",
        ),
        (json!({ "mode": "no-cors" }), &of_site, "passes"),
    ];
    for (request, actual, outcome) in table {
        let prediction = foretold(&request, &answer, actual);
        assert_eq!(prediction["outcome"], outcome, "{request}: {prediction}");
    }
    let elsewhere = json!({
        "page": "http://localhost:1", "url": "http://127.0.0.1:1/", "request": { "mode": "no-cors" },
        "answers": [{ "url": "http://127.0.0.1:1/", "actual": of_site }],
    });
    let prediction: Value =
        serde_json::from_str(&predict_json(&elsewhere.to_string())).unwrap_or_default();
    assert_eq!(prediction["outcome"], "fails", "{prediction}");
}

/// As measured in Chromium 156.
#[test]
fn what_breaks_an_answer_fails_whatever_cors_says() {
    let next = json!({ "status": 302, "body": "{}", "headers": [["Access-Control-Allow-Origin", "*"],
        ["Content-Length", "99"], ["Location", "http://localhost:2/p/none"]] });
    let with = |more: &[(&str, &str)]| {
        let mut answer = allowed(more);
        answer["body"] = json!("{}");
        answer
    };
    let put = json!({ "method": "PUT" });
    let table = [
        (
            json!({}),
            allowed(&[]),
            with(&[("Content-Encoding", "gzip")]),
            "fails",
        ),
        (
            json!({}),
            allowed(&[]),
            with(&[("Content-Length", "100")]),
            "fails",
        ),
        (
            json!({}),
            allowed(&[]),
            with(&[("Content-Length", "2")]),
            "passes",
        ),
        (
            json!({ "method": "HEAD" }),
            allowed(&[]),
            with(&[("Content-Length", "100")]),
            "passes",
        ),
        // Of an answer to a preflight and of a redirect nobody reads the body.
        (
            put.clone(),
            with(&[
                ("Access-Control-Allow-Methods", "PUT"),
                ("Content-Encoding", "gzip"),
            ]),
            with(&[]),
            "passes",
        ),
        (json!({}), allowed(&[]), next, "cors"),
        (
            put,
            with(&[
                ("Access-Control-Allow-Methods", "PUT"),
                ("Content-Length", "2, 3"),
            ]),
            with(&[]),
            "fails",
        ),
        // What CORS refuses it refuses first.
        (
            json!({ "credentials": "include" }),
            allowed(&[]),
            with(&[("Content-Encoding", "gzip")]),
            "cors",
        ),
        (
            json!({}),
            allowed(&[]),
            with(&[("Content-Encoding", "deflate")]),
            "passes",
        ),
    ];
    for (request, preflight, actual, outcome) in table {
        let prediction = foretold(&request, &preflight, &actual);
        assert_eq!(prediction["outcome"], outcome, "{actual}: {prediction}");
        assert_eq!(prediction["sent"], true, "{prediction}");
    }
    let mut packed = with(&[("Content-Encoding", "br")]);
    packed["body"] = json!("[1]");
    let prediction = foretold(&json!({}), &packed, &packed);
    assert_eq!(prediction["outcome"], "untold", "{prediction}");
}

#[test]
fn a_redirect_leads_to_the_same_answer_below_its_path_and_to_others_that_nobody_told_of() {
    let ask = |location: &str| -> Value {
        let question = json!({
            "page": "http://localhost:1",
            "url": "http://localhost:2/p/main/own",
            "request": {},
            "answers": [{ "url": "http://localhost:2/p/main", "below": true,
                "actual": { "status": 302, "headers": [["Access-Control-Allow-Origin", "*"], ["Location", location]] } }],
            "origins": ["http://localhost:1", "http://localhost:2"],
            "untold": ["/s/", "/p/"],
        });
        serde_json::from_str(&predict_json(&question.to_string())).unwrap_or_default()
    };
    for location in ["next", "?a=1", "/p/main", "/p/main/own#b"] {
        let prediction = ask(location);
        assert_eq!(
            prediction["words"], "It is redirected too often.",
            "{location}"
        );
    }
    for location in [
        "http://localhost:2/s/exact-origin-passes/0/main",
        "/p/mainly",
        "../other",
    ] {
        let prediction = ask(location);
        assert_eq!(prediction["outcome"], "untold", "{location}: {prediction}");
    }
    assert_eq!(ask("/elsewhere")["chromium"], "MissingAllowOriginHeader");
    assert_eq!(ask("http://localhost:9/s/")["outcome"], "fails");
}

#[test]
fn line_ends_around_a_value_do_not_count_and_a_call_that_throws_sends_nothing() {
    let answer = allowed(&[]);
    let of = |value: &str| foretold(&json!({ "headers": [["Accept", value]] }), &answer, &answer);
    for value in ["text/html\n", "\r\n text/html"] {
        assert_eq!(of(value)["outcome"], "passes", "{value:?}");
    }
    for value in ["text\nhtml", "text/html\u{0}"] {
        let prediction = of(value);
        assert_eq!(
            (&prediction["outcome"], &prediction["sent"]),
            (&json!("fails"), &json!(false)),
            "{value:?}"
        );
    }
}
