//! The scenarios as a set: all readable, none a repetition of another, every failure seen from more than one side.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use whycors::lab::scenario::{Action, Logged, Outcome, Response, Scenario, Step};
use whycors::lab::{Alias, Library};

/// `Network.CorsError` values that a log entry can show: the others leave no entry, or are never raised.
const CODES: [&str; 23] = [
    "AllowOriginMismatch",
    "CorsDisabledScheme",
    "HeaderDisallowedByPreflightResponse",
    "InsecureLocalNetwork",
    "InvalidAllowCredentials",
    "InvalidAllowHeadersPreflightResponse",
    "InvalidAllowMethodsPreflightResponse",
    "InvalidAllowOriginValue",
    "InvalidLocalNetworkAccess",
    "LocalNetworkAccessPermissionDenied",
    "MethodDisallowedByPreflightResponse",
    "MissingAllowOriginHeader",
    "MultipleAllowOriginValues",
    "PreflightAllowOriginMismatch",
    "PreflightDisallowedRedirect",
    "PreflightInvalidAllowCredentials",
    "PreflightInvalidAllowOriginValue",
    "PreflightInvalidStatus",
    "PreflightMissingAllowOriginHeader",
    "PreflightMultipleAllowOriginValues",
    "PreflightWildcardOriginNotAllowed",
    "RedirectContainsCredentials",
    "WildcardOriginNotAllowed",
];

fn directory() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/scenarios")
}

fn library() -> Library {
    Library::from_directory(&directory()).unwrap_or_else(|error| panic!("{error}"))
}

/// The step whose answers are asked: itself, or the earlier one that it repeats.
fn answering<'a>(scenario: &'a Scenario, step: &'a Step) -> &'a Step {
    step.request
        .same_as_step
        .map_or(step, |earlier| &scenario.steps[earlier])
}

/// The first digit of the response that decides, or what is done instead of answering.
fn status_class(scenario: &Scenario, step: &Step) -> String {
    let main = &answering(scenario, step).answers["main"];
    let is_preflight = |name: &str| name.contains("Preflight");
    let class = |response: &Response| match response.action {
        Action::Respond => format!("{}xx", response.status / 100),
        other => format!("{other:?}"),
    };
    let preflight = main.preflight.as_ref().map(class).unwrap_or_default();
    // Asked again, a server that knows of 304 answers with it.
    let again = step.request.same_as_step.and(main.revalidated.as_ref());
    let actual = again.or(main.actual.as_ref());
    let actual = actual.map(class).unwrap_or_default();
    match &step.expect.chromium {
        Some(name) if is_preflight(name) => preflight,
        Some(_) => actual,
        None => format!("{preflight} {actual}"),
    }
}

const fn protocol(to: Alias) -> &'static str {
    match to {
        Alias::ApiH2 => "HTTP/2",
        to if to.needs_https() => "https",
        _ => "http",
    }
}

#[test]
fn no_two_steps_share_verdict_cause_title_api_status_class_and_protocol() {
    let library = library();
    let mut seen = BTreeMap::new();
    for (id, scenario) in library.iter() {
        for (index, step) in scenario.steps.iter().enumerate() {
            let expect = &step.expect;
            // Where nothing is shown, nothing can repeat.
            let is_shown = !matches!(expect.logged, Logged::Nothing | Logged::Success);
            if expect.outcome == Outcome::Passes || !is_shown {
                continue;
            }
            let key = (
                expect.outcome,
                expect.chromium.as_deref(),
                expect.cause.as_deref(),
                expect.title.as_deref(),
                // What is known of credentials belongs to the verdict: `*` reads differently with them.
                format!("{:?}", expect.credentials),
                step.request.api,
                status_class(scenario, step),
                // Over another protocol the same is logged in other words.
                protocol(step.request.to),
            );
            let place = format!("{id} step {index}");
            if let Some(other) = seen.insert(key.clone(), place.clone()) {
                panic!("{place} repeats {other}: {key:?}");
            }
        }
    }
    assert!(seen.len() >= 45, "{} different failures", seen.len());
}

#[test]
fn every_code_that_an_entry_can_show_has_two_scenarios_or_more() {
    let library = library();
    let mut count: BTreeMap<&str, usize> = CODES.into_iter().map(|code| (code, 0)).collect();
    for (id, scenario) in library.iter() {
        for code in scenario
            .steps
            .iter()
            .filter_map(|step| step.expect.chromium.as_deref())
        {
            let known = count.get_mut(code);
            *known.unwrap_or_else(|| panic!("{id}: {code} is not among the codes of this test")) +=
                1;
        }
    }
    let few: Vec<_> = count.into_iter().filter(|(_, count)| *count < 2).collect();
    assert!(few.is_empty(), "{few:?}");
}

#[test]
fn few_steps_are_left_undecided() {
    let library = library();
    let undecided: Vec<&str> = library
        .iter()
        .filter(|(_, scenario)| scenario.steps.iter().any(|step| step.expect.undecided))
        .map(|(id, _)| id)
        .collect();
    assert!(undecided.len() <= 3, "{undecided:?}");
}

#[test]
fn every_answer_is_reached_by_a_request_or_a_redirect() {
    let library = library();
    for (id, scenario) in library.iter() {
        for (index, step) in scenario.steps.iter().enumerate() {
            let text: String = step
                .answers
                .values()
                .flat_map(|answer| [&answer.preflight, &answer.actual])
                .flatten()
                .flat_map(|response| response.headers.iter().map(|(_, value)| value.as_str()))
                .collect();
            for name in step.answers.keys().filter(|name| *name != "main") {
                let is_named = text.contains(&format!("{{url:{name}}}"))
                    || text.contains(&format!("{{path:{name}}}"));
                assert!(
                    is_named,
                    "{id} step {index}: nothing leads to the answer {name}"
                );
            }
        }
    }
}

#[test]
fn titles_and_aliases_are_as_the_schema_and_the_list_need_them() {
    let library = library();
    let mut titles = BTreeSet::new();
    for (id, scenario) in library.iter() {
        assert!(
            titles.insert(scenario.title.as_str()),
            "{id}: another scenario has this title"
        );
        assert!(
            scenario.title.chars().count() <= 80,
            "{id}: a title is one line of at most 80 characters"
        );
    }
    let schema = std::fs::read_to_string(directory().join("schema.json")).unwrap();
    let schema: serde_json::Value = serde_json::from_str(&schema).unwrap();
    let names: Vec<&str> = Alias::ALL.iter().map(|alias| alias.name()).collect();
    assert_eq!(schema["$defs"]["alias"]["enum"], serde_json::json!(names));
}

#[test]
fn the_program_carries_scenarios_of_its_own() {
    let embedded = Library::embedded().unwrap_or_else(|error| panic!("{error}"));
    assert!(embedded.get("allow-origin-trailing-slash").is_some());
    assert!(embedded.get("schema").is_none());
}
