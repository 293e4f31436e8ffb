use std::path::Path;

use super::*;
use crate::fetch::CredentialsMode as Mode;
use crate::fetch::HeaderList;
use crate::fetch::cors_check::cors_check;
use crate::fetch::origin::SerializedOrigin;
use crate::panel::import::whole;

/// Every failure of every recorded scenario.
fn recorded() -> Vec<(String, Detail)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/recorded");
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|item| item.unwrap().path())
        .collect();
    paths.sort();
    paths
        .iter()
        .flat_map(|path| {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            details(&name, &std::fs::read(path).unwrap())
        })
        .collect()
}

fn details(name: &str, har: &[u8]) -> Vec<(String, Detail)> {
    let mut judging = whole(name, har);
    while !judging.judge_on() {}
    let (mut file, listed) = judging.done();
    let rows = listed.rows.iter();
    rows.enumerate()
        .map(|(number, row)| (format!("{name} {number}"), file.detail(row.id).unwrap()))
        .collect()
}

fn told(model: &Detail) -> Vec<String> {
    (0..model.steps.len())
        .map(|position| narration(model, position))
        .collect()
}

fn header<'a>(lines: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let mut lines = lines.iter();
    let line = lines.find(|(other, _)| other.eq_ignore_ascii_case(name))?;
    Some(&line.1)
}

/// A header that a page cannot set, or that is sent at once whatever its value: what the recorded scenarios hold of them.
fn is_harmless((name, value): &(String, String)) -> bool {
    let name = name.to_ascii_lowercase();
    let plain = [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
    ];
    name.starts_with("sec-")
        || name == "content-type" && plain.iter().any(|essence| value.starts_with(essence))
        || [
            "accept",
            "accept-encoding",
            "accept-language",
            "cache-control",
            "connection",
            "content-length",
            "cookie",
            "host",
            "origin",
            "pragma",
            "priority",
            "referer",
            "user-agent",
        ]
        .contains(&name.as_str())
}

/// Could the answer have passed a check of its `Access-Control-Allow-Origin`?
fn allows(message: &Message, origin: &str) -> bool {
    let mut response = HeaderList::new();
    for (name, value) in &message.response {
        response.append(name, value);
    }
    let origin = SerializedOrigin::from_header(origin);
    cors_check(&origin, Mode::NotInclude, &response).is_ok()
}

#[test]
fn every_step_of_every_recording_is_told_as_it_was_recorded() {
    let all = recorded();
    assert!(all.len() > 150, "{}", all.len());
    for (name, model) in &all {
        let mut answered = None;
        let mut stopped = false;
        for (step, said) in model.steps.iter().zip(told(model)) {
            let at = format!("{name}: {step:?}: {said}");
            assert!(said.ends_with('.') && !said.contains(['$', '_']), "{at}");
            match *step {
                Step::Call => call_is_true(model, &said, &at),
                Step::Send(position) => sending_is_true(model, position, &said, &at),
                Step::NotSent(position) => {
                    let message = &model.messages[position];
                    assert!(said.contains("never sent"), "{at}");
                    assert!(!message.is_final && message.status.is_none(), "{at}");
                    let before = &model.messages[position - 1];
                    let is_unanswered = before.status.is_none();
                    assert_eq!(said.contains("got no answer"), is_unanswered, "{at}");
                    assert!(stopped || is_unanswered, "{at}");
                }
                Step::Answer(position) => {
                    let message = &model.messages[position];
                    let status = message.status.map(|status| format!("answers {status}"));
                    assert_eq!(said.contains("answers"), status.is_some(), "{at}");
                    assert!(status.is_none_or(|status| said.contains(&status)), "{at}");
                    let leads = message.role != Role::Preflight
                        && message.status.is_some_and(|it| (300..400).contains(&it))
                        && header(&message.response, "Location").is_some();
                    assert_eq!(said.contains("points elsewhere"), leads, "{at}");
                    let is_preflight = message.role == Role::Preflight;
                    assert!(
                        !said.contains("may see the answer") || !is_preflight,
                        "{at}"
                    );
                    answered = Some(message);
                }
                Step::Check(position) => {
                    let check = &model.diagnosis.checks[position];
                    assert_eq!(
                        said.contains("It stopped before"),
                        check.passed.is_none() && stopped && !is_undecided(check),
                        "{at}"
                    );
                    if check.passed == Some(true) {
                        passing_is_true(check, answered.unwrap(), &said, &at);
                    }
                    stopped |= stops(check);
                }
                Step::End => {
                    let is_blocked = model.diagnosis.outcome == Outcome::Cors;
                    assert_eq!(said.contains("kept from it"), is_blocked, "{at}");
                }
            }
        }
    }
}

fn call_is_true(model: &Detail, said: &str, at: &str) {
    let first = &model.messages[0];
    let own = model.messages.iter().find(|it| it.role != Role::Preflight);
    let must_be_asked = own.is_some_and(|own| {
        !["GET", "HEAD", "POST"].contains(&own.method.as_str())
            || !own.request.iter().all(is_harmless)
    });
    let is_preflighted = first.role == Role::Preflight;
    if said.contains("without asking first") {
        assert!(!is_preflighted && !must_be_asked, "{at}");
    }
    if said.contains("so the browser asks the server first") {
        let names = header(&first.request, "Access-Control-Request-Headers");
        assert!(is_preflighted && (must_be_asked || names.is_some()), "{at}");
    }
    if said.contains("No question is seen here") {
        assert!(!is_preflighted && must_be_asked, "{at}");
    }
    if said.contains("to its own origin") {
        let origin = model.page.as_deref().unwrap();
        assert!(first.url.starts_with(&format!("{origin}/")), "{at}");
    }
    if said.contains("another mode than cors") {
        assert_ne!(
            header(&first.request, "Sec-Fetch-Mode"),
            Some("cors"),
            "{at}"
        );
    }
}

fn sending_is_true(model: &Detail, position: usize, said: &str, at: &str) {
    let message = &model.messages[position];
    let origin = header(&message.request, "Origin");
    // The page is known by what it sent first, and by the addresses that it names.
    let first = model
        .messages
        .iter()
        .find_map(|it| header(&it.request, "Origin"));
    let referrer = header(&message.request, "Referer");
    if said.contains("with the page's origin in Origin") {
        assert!(origin.is_some_and(|origin| origin != "null"), "{at}");
        assert_eq!(origin, first, "{at}");
        let is_page = |referrer: &str| referrer.starts_with(&format!("{}/", origin.unwrap()));
        assert!(referrer.is_none_or(is_page), "{at}");
    }
    assert_eq!(
        said.contains("null in Origin"),
        said.contains("null"),
        "{at}"
    );
    assert!(
        !said.contains("null in Origin") || origin == Some("null"),
        "{at}"
    );
    if said.contains("the way led over another origin") {
        assert_ne!(first, Some("null"), "{at}");
        let hops = model.messages[..position]
            .iter()
            .filter(|it| it.role != Role::Preflight);
        assert!(hops.count() > 0, "{at}");
    }
    assert!(
        !said.contains("No Origin header") || origin.is_none(),
        "{at}"
    );
    // Not merely planned: only what went out has lines of the network's own.
    let is_out = message.status.is_some()
        || message.role != Role::Preflight && header(&message.request, "Sec-Fetch-Mode").is_some();
    let claims = ["browser sends", "browser asks", "browser follows"];
    assert_eq!(
        claims.iter().any(|claim| said.contains(claim)) || said.contains("browser makes"),
        is_out,
        "{at}"
    );
}

fn passing_is_true(check: &Check, answered: &Message, said: &str, at: &str) {
    assert!(answered.status.is_some(), "{at}");
    assert!(
        said.contains("It holds") || said.contains("It stops nothing"),
        "{at}"
    );
    // Checks are made in one mode only.
    let mode = header(&answered.request, "Sec-Fetch-Mode");
    assert!(mode.is_none_or(|mode| mode == "cors"), "{at}");
    let has = |name: &str| header(&answered.response, name).is_some();
    match check.id.as_str() {
        "allow-origin" | "preflight-allow-origin" => {
            let origin = header(&answered.request, "Origin").unwrap();
            assert!(allows(answered, origin), "{at}");
        }
        "allow-credentials" | "preflight-allow-credentials" => {
            assert!(
                !said.contains("It holds") || has("Access-Control-Allow-Credentials"),
                "{at}"
            );
        }
        "preflight-status" => assert!(answered.status.is_some_and(|it| it / 100 == 2), "{at}"),
        "redirect-scheme" => {
            let location = header(&answered.response, "Location").unwrap();
            let is_web = location.starts_with("http") || !location.contains(':');
            assert!(is_web, "{at}");
        }
        _ => {}
    }
}

/// What is told of a failure of a recorded scenario, by its number.
fn of(scenario: &str, number: usize) -> Vec<String> {
    let path = format!("../tests/recorded/{scenario}.har");
    let har = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap();
    told(&details(scenario, &har)[number].1)
}

#[test]
fn what_was_stopped_before_the_network_is_not_called_simple_or_sent() {
    let put = of("blocked-by-extension", 1);
    assert!(put[0].contains("have to be asked for first"), "{put:?}");
    assert!(
        put[1].contains("Nothing that was recorded shows"),
        "{put:?}"
    );
    assert!(
        put[3].contains("Nothing that was recorded shows"),
        "{put:?}"
    );
    let get = of("blocked-by-extension", 0);
    assert!(get[0].contains("simple enough"), "{get:?}");
}

#[test]
fn a_redirect_is_told_by_its_own_header() {
    let tainted = of("redirect-taints-origin", 0);
    assert!(
        tainted
            .iter()
            .any(|it| it.contains("follows the redirect with null in Origin"))
    );
    let asked = of("redirect-then-refused-preflight", 0);
    assert!(asked[0].contains("to its own origin"), "{asked:?}");
    assert!(
        asked[1].contains("No Origin header was recorded"),
        "{asked:?}"
    );
    assert!(asked[2].contains("points elsewhere"), "{asked:?}");
    assert!(
        !asked
            .iter()
            .any(|it| it.contains("page's origin in Origin")),
        "{asked:?}"
    );
}

#[test]
fn a_question_without_an_answer_is_told_as_one() {
    let reset = of("preflight-reset", 0);
    assert!(reset[1].contains("sets out to ask"), "{reset:?}");
    assert!(
        reset.iter().any(|it| it.contains("got no answer")),
        "{reset:?}"
    );
}

#[test]
fn an_answer_in_another_mode_is_not_checked() {
    for name in ["embedder-policy", "opaque-response-blocked"] {
        let image = of(name, 0);
        assert!(image[0].contains("another mode than cors"), "{image:?}");
        assert!(
            !image.iter().any(|it| it.contains("browser checks")),
            "{image:?}"
        );
        assert_eq!(image[2], "The server answers 200.");
    }
}

#[test]
fn a_method_that_a_redirect_changed_is_not_the_one_that_was_called() {
    let entry = |method: &str, path: &str, response: &str, at: u8| {
        format!(
            r#"{{"startedDateTime":"2026-01-02T03:04:05.00{at}Z","time":1,"_resourceType":"fetch",
            "request":{{"method":"{method}","url":"http://api.test/{path}","headers":[{{"name":"Origin","value":"http://app.test"}}]}},
            "response":{response}}}"#
        )
    };
    let redirected = r#"{"status":303,"redirectURL":"/next","_error":null,"headers":[{"name":"Location","value":"/next"},
        {"name":"Access-Control-Allow-Origin","value":"*"}]}"#;
    let refused = r#"{"status":200,"headers":[],"_error":"net::ERR_FAILED"}"#;
    let har = format!(
        r#"{{"log":{{"entries":[{},{}]}}}}"#,
        entry("POST", "first", redirected, 0),
        entry("GET", "next", refused, 2)
    );
    let all = details("made", har.as_bytes());
    let (_, model) = &all[0];
    assert_eq!(
        (called_method(model), model.diagnosis.method.as_str()),
        ("POST", "GET")
    );
    let said = told(model);
    assert!(
        said.contains(
            &"The browser follows the redirect, with the page's origin in Origin.".to_owned()
        ),
        "{said:?}"
    );
}
