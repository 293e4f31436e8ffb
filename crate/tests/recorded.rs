//! What Chromium was seen to log for each scenario (`scripts/record`), diagnosed without a browser: the same cause and the
//! same verdict as the scenario states.

use std::path::{Path, PathBuf};

use serde_json::Value;
use whycors::redact::Policy;
use whycors::report;
use whycors::report::v1::{Certainty, Diagnosis, Outcome};

fn tests_directory() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests")
}

fn outcome(diagnosis: &Diagnosis) -> &'static str {
    match diagnosis.outcome {
        Outcome::Cors => "cors",
        Outcome::NotCors => "not-cors",
        Outcome::Unclear => "unclear",
    }
}

fn certainty(diagnosis: &Diagnosis) -> &'static str {
    match diagnosis.certainty {
        Certainty::Certain => "certain",
        Certainty::Likely => "likely",
        Certainty::Possible => "possible",
    }
}

/// What is said of one step, against what its scenario expects; empty when they agree.
fn disagreements(expect: &Value, diagnosis: &Diagnosis) -> Vec<String> {
    let mut problems = Vec::new();
    let mut compare = |what: &str, found: Option<&str>, wanted: Option<&str>| {
        if found != wanted {
            problems.push(format!("{what}: {found:?}, expected {wanted:?}"));
        }
    };
    let text = |key: &str| expect[key].as_str();
    compare("outcome", Some(outcome(diagnosis)), text("outcome"));
    let is_undecided = expect["undecided"] == true || text("outcome") == Some("unclear");
    if is_undecided {
        let mut named = diagnosis
            .alternatives
            .iter()
            .filter_map(|it| it.chromium.as_deref());
        let is_named = text("chromium").is_none_or(|name| named.any(|other| other == name));
        compare("verdict", diagnosis.chromium.as_deref(), None);
        compare(
            "named among the alternatives",
            Some(if is_named { "yes" } else { "no" }),
            Some(if expect["logged"] == "no-response" {
                "no"
            } else {
                "yes"
            }),
        );
        return problems;
    }
    compare("verdict", diagnosis.chromium.as_deref(), text("chromium"));
    compare("cause", diagnosis.cause.as_deref(), text("cause"));
    if text("title").is_some() {
        compare("title", Some(&diagnosis.title), text("title"));
    }
    if text("certainty").is_some() {
        compare("certainty", Some(certainty(diagnosis)), text("certainty"));
    }
    problems
}

#[test]
fn recordings_are_diagnosed_as_their_scenarios_say() {
    let mut problems = Vec::new();
    let mut steps = 0;
    let mut files: Vec<PathBuf> = std::fs::read_dir(tests_directory().join("scenarios"))
        .unwrap()
        .map(|file| file.unwrap().path())
        .filter(|path| {
            path.extension().is_some_and(|it| it == "json") && !path.ends_with("schema.json")
        })
        .collect();
    files.sort();
    for path in files {
        let id = path.file_stem().unwrap().to_string_lossy().into_owned();
        let scenario: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        let recording = tests_directory().join("recorded").join(format!("{id}.har"));
        let Ok(bytes) = std::fs::read(&recording) else {
            problems.push(format!("{id}: no recording; run scripts/record {id}"));
            continue;
        };
        let mut diagnoses = report::input(&id, &bytes, Policy::Mask).diagnoses;
        // A page asks for its icon too, and the steps run one after the other.
        diagnoses.retain(|it| it.url.contains(&format!("/s/{id}/")) || it.url.contains(":48109/"));
        diagnoses.sort_by(|one, other| one.started_date_time.cmp(&other.started_date_time));
        let expected: Vec<&Value> = scenario["steps"]
            .as_array()
            .unwrap()
            .iter()
            .map(|step| &step["expect"])
            .collect();
        steps += expected.len();
        // The page's entry beside its service worker's.
        let page = serde_json::json!({ "outcome": "unclear" });
        let failing: Vec<&Value> = expected
            .into_iter()
            .filter(|expect| {
                let is_shown = expect["logged"] != "nothing" && expect["logged"] != "success";
                expect["outcome"] != "passes" && is_shown
            })
            .flat_map(|expect| {
                (expect["logged"] == "page-too")
                    .then_some(&page)
                    .into_iter()
                    .chain([expect])
            })
            .collect();
        if failing.len() != diagnoses.len() {
            problems.push(format!(
                "{id}: {} diagnoses, expected {}",
                diagnoses.len(),
                failing.len()
            ));
            continue;
        }
        for (expect, diagnosis) in failing.into_iter().zip(&diagnoses) {
            let found = disagreements(expect, diagnosis);
            problems.extend(found.into_iter().map(|problem| format!("{id}: {problem}")));
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    assert!(steps >= 100, "{steps} steps");
}

#[test]
fn no_recording_holds_a_cause_that_is_not_registered() {
    for file in std::fs::read_dir(tests_directory().join("recorded")).unwrap() {
        let path = file.unwrap().path();
        for diagnosis in report::input("-", &std::fs::read(&path).unwrap(), Policy::Mask).diagnoses
        {
            let cause = diagnosis.cause.as_deref();
            assert!(
                cause.is_none_or(|id| whycors::causes::by_id(id).is_some()),
                "{}: {cause:?}",
                path.display()
            );
            assert!(
                !diagnosis.evidence.is_empty(),
                "{}: a finding without evidence",
                path.display()
            );
        }
    }
}

/// The walk that the Exchange draws: what CORS refused failed at one check, and nothing is said to have passed after it.
#[test]
fn the_walk_of_a_refusal_stops_once_and_an_open_one_claims_nothing() {
    let mut open = 0;
    for file in std::fs::read_dir(tests_directory().join("recorded")).unwrap() {
        let path = file.unwrap().path();
        let bytes = std::fs::read(&path).unwrap();
        for diagnosis in report::input("-", &bytes, Policy::Mask).diagnoses {
            let is_open = diagnosis
                .alternatives
                .iter()
                .any(|it| it.condition.starts_with("credentials"));
            if diagnosis.outcome != Outcome::Cors || diagnosis.checks.is_empty() {
                continue;
            }
            let failed = |passed: Option<bool>| passed == Some(false);
            let failures = diagnosis.checks.iter().filter(|it| failed(it.passed));
            let depends = |note: &str| note.starts_with(report::DEPENDS);
            let stop = diagnosis
                .checks
                .iter()
                .position(|it| failed(it.passed) || depends(&it.note));
            let place = format!("{}: {}", path.display(), diagnosis.url);
            assert_eq!(failures.count(), usize::from(!is_open), "{place}");
            let after =
                &diagnosis.checks[stop.unwrap_or_else(|| panic!("{place} does not stop"))..];
            assert!(
                after.iter().all(|it| it.passed != Some(true)),
                "{place} goes on"
            );
            open += usize::from(is_open);
        }
    }
    assert!(open >= 2, "{open} recordings leave the mode open");
}
