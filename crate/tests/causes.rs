//! The causes as a set: complete both ways, and true to the examples of their own explanations.

#[path = "causes/example.rs"]
mod example;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use example::{Example, Told};
use whycors::causes::{self, ALL, Cause};
use whycors::chromium::judge::Failure;
use whycors::exchange::walk::CheckName;
use whycors::fetch::cors_check::CorsCheckFailure;
use whycors::fetch::cors_preflight_fetch::PreflightFailure;

/// Sections that every explanation has, in this order.
const SECTIONS: [&str; 5] = ["What", "Why", "Fix", "Ask", "References"];
/// The one that causes beside CORS may leave out.
const OPTIONAL: &str = "Not this when";

/// Files of the room that are no cause.
const ROOM: [&str; 9] = [
    "blind_spots",
    "catalogue",
    "error_status",
    "finding",
    "look",
    "mod",
    "places",
    "seen",
    "text",
];

/// Causes of failures that are no refusal by CORS, or of entries that say nothing: a near miss is no header away.
const BESIDE_CORS: [&str; 6] = [
    "blocked-by-client",
    "mixed-content",
    "network-failure",
    "resource-policy",
    "unexplained",
    "unsafe-port",
];

fn directory() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/causes")
}

fn examples(cause: &Cause) -> Vec<Example> {
    example::examples(cause.explanation).unwrap_or_else(|problem| panic!("{}: {problem}", cause.id))
}

#[test]
fn every_example_is_told_as_its_explanation_says() {
    let mut wrong = Vec::new();
    for cause in ALL {
        for example in examples(cause) {
            let told = example.told();
            // Where the credentials mode is left open, each reading is told by itself.
            let first: BTreeSet<&str> = told.iter().filter_map(Told::first).collect();
            if first.contains(cause.id) != example.fires {
                let must = if example.fires { "must" } else { "must not" };
                wrong.push(format!(
                    "{} line {}: {must} be first, found {first:?}",
                    cause.id, example.line
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_example_that_must_fire_is_a_failure_with_words_and_evidence() {
    for cause in ALL {
        for example in examples(cause).iter().filter(|example| example.fires) {
            for finding in example.told().iter().flat_map(|told| &told.findings) {
                let place = format!("{}: {}", cause.id, finding.cause);
                for (part, text) in [
                    ("what", &finding.what),
                    ("why", &finding.why),
                    ("advice", &finding.advice),
                ] {
                    assert!(!text.is_empty(), "{place}: {part} is empty");
                    // Four lines of 120 characters.
                    assert!(
                        text.chars().count() <= 480,
                        "{place}: {part} is long: {text}"
                    );
                    assert!(text.ends_with('.'), "{place}: {part} has no end: {text}");
                    assert!(!text.contains("  "), "{place}: two spaces: {text}");
                }
                assert!(!finding.evidence.is_empty(), "{place}: no evidence");
            }
        }
    }
}

#[test]
fn files_ids_and_registry_are_one_set() {
    let mut files: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for entry in std::fs::read_dir(directory()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let (stem, extension) = name.rsplit_once('.').unwrap();
        if ROOM.contains(&stem) {
            continue;
        }
        let extension = if extension == "md" { "md" } else { "rs" };
        files
            .entry(stem.replace('_', "-"))
            .or_default()
            .insert(extension);
    }
    let registered: BTreeSet<&str> = ALL.iter().map(|cause| cause.id).collect();
    assert_eq!(registered.len(), ALL.len(), "an id is registered twice");
    let stems: BTreeSet<&str> = files.keys().map(String::as_str).collect();
    assert_eq!(stems, registered);
    for (id, extensions) in &files {
        assert_eq!(extensions.len(), 2, "{id}: {extensions:?}");
    }
    for cause in ALL {
        assert_eq!(causes::by_id(cause.id).unwrap().id, cause.id);
        let file = cause.id.replace('-', "_");
        let source = std::fs::read_to_string(directory().join(format!("{file}.rs"))).unwrap();
        assert!(
            source.contains(&format!("id: \"{}\"", cause.id)),
            "{file}.rs"
        );
        assert!(source.contains(&format!("\"{file}.md\"")), "{file}.rs");
    }
    assert_eq!(ALL.last().unwrap().id, "unexplained");
}

#[test]
fn explanations_have_the_same_shape() {
    for cause in ALL {
        let text = cause.explanation;
        assert_eq!(
            text.lines().next(),
            Some(&*format!("# {}", cause.title)),
            "{}",
            cause.id
        );
        let length = cause.title.chars().count();
        assert!(length <= 60, "{}: a title of {length}", cause.id);
        let sections: Vec<&str> = text
            .lines()
            .filter_map(|line| line.strip_prefix("## "))
            .filter(|section| *section != OPTIONAL)
            .collect();
        assert_eq!(sections, SECTIONS, "{}", cause.id);
        for section in SECTIONS {
            assert!(
                !cause.section(section).is_empty(),
                "{}: {section}",
                cause.id
            );
        }
        if !BESIDE_CORS.contains(&cause.id) {
            let examples = examples(cause);
            let count = |fires| examples.iter().filter(|it| it.fires == fires).count();
            assert!(count(true) > 0, "{}: no example that fires", cause.id);
            assert!(count(false) > 0, "{}: no near miss", cause.id);
            assert!(text.contains(&format!("\n## {OPTIONAL}\n")), "{}", cause.id);
        }
    }
}

#[test]
fn every_failure_has_a_cause_of_its_own() {
    let mut explained: BTreeSet<&str> = BTreeSet::new();
    for cause in ALL.iter().filter(|cause| cause.id != "unexplained") {
        for example in examples(cause).iter().filter(|example| example.fires) {
            for told in example.told() {
                if told.findings.first().is_some_and(|it| it.cause == cause.id) {
                    explained.extend(told.failure.as_ref().map(name_of));
                }
            }
        }
    }
    let all: BTreeSet<&str> = NAMES.into_iter().collect();
    assert_eq!(explained, all);
}

/// One name for each way to fail. A new variant does not compile until it is named here, and then has to be in [`NAMES`]
/// and in an example.
fn name_of(failure: &Failure) -> &'static str {
    let check = |failure: &CorsCheckFailure, preflight: bool| match (failure, preflight) {
        (CorsCheckFailure::AllowOriginAbsent, false) => NAMES[0],
        (CorsCheckFailure::AllowOriginDiffers { .. }, false) => NAMES[1],
        (CorsCheckFailure::AllowCredentialsNotTrue { .. }, false) => NAMES[2],
        (CorsCheckFailure::AllowOriginAbsent, true) => NAMES[3],
        (CorsCheckFailure::AllowOriginDiffers { .. }, true) => NAMES[4],
        (CorsCheckFailure::AllowCredentialsNotTrue { .. }, true) => NAMES[5],
    };
    match failure {
        Failure::CorsCheck(failure) => check(failure, false),
        Failure::Preflight(failure) => match failure {
            PreflightFailure::CorsCheck(failure) => check(failure, true),
            PreflightFailure::NotOkStatus(_) => NAMES[6],
            PreflightFailure::AllowMethodsUnreadable(_) => NAMES[7],
            PreflightFailure::AllowHeadersUnreadable(_) => NAMES[8],
            PreflightFailure::MethodNotAllowed(_) => NAMES[9],
            PreflightFailure::HeadersNotAllowed(_) => NAMES[10],
        },
        Failure::PreflightRedirect { .. } => NAMES[11],
        Failure::RedirectCredentials { .. } => NAMES[12],
        Failure::LocalNetworkAccess => NAMES[13],
        Failure::RedirectScheme { .. } => NAMES[14],
    }
}

const NAMES: [&str; 15] = [
    "no Allow-Origin",
    "another Allow-Origin",
    "no Allow-Credentials",
    "preflight: no Allow-Origin",
    "preflight: another Allow-Origin",
    "preflight: no Allow-Credentials",
    "preflight: status",
    "preflight: unreadable methods",
    "preflight: unreadable headers",
    "preflight: method",
    "preflight: headers",
    "preflight: redirect",
    "redirect with credentials",
    "local network access",
    "redirect to another scheme",
];

#[test]
fn every_check_of_the_walk_is_named_in_an_example() {
    let mut seen = BTreeSet::new();
    for cause in ALL {
        for told in examples(cause).iter().flat_map(Example::told) {
            seen.extend(
                told.failure
                    .as_ref()
                    .map(|failure| CheckName::of(failure).id()),
            );
        }
    }
    let all = CheckName::PREFLIGHT
        .into_iter()
        .chain(CheckName::ACTUAL)
        .chain(CheckName::REDIRECT)
        .chain([CheckName::PreflightLocalNetworkAccess])
        .map(CheckName::id)
        .collect();
    assert_eq!(seen, all);
}

#[test]
fn specific_causes_stand_before_general_ones() {
    // The order in `ALL` decides among equals, so that general ones may not stand between specific ones.
    let first_general = ALL.iter().position(|cause| cause.general).unwrap();
    for cause in &ALL[first_general..] {
        assert!(cause.general, "{} stands behind a general cause", cause.id);
    }
    let sorted_as_promised = |told: &Told| {
        told.findings
            .windows(2)
            .all(|pair| rank(&pair[0]) <= rank(&pair[1]))
    };
    for cause in ALL {
        for told in examples(cause).iter().flat_map(Example::told) {
            assert!(sorted_as_promised(&told), "{}: {told:?}", cause.id);
        }
    }
}

fn rank(finding: &causes::Finding) -> (bool, bool, causes::Certainty, usize) {
    let is_this = |cause: &&Cause| cause.id == finding.cause;
    (
        finding.cause == "unexplained",
        ALL.iter().find(is_this).is_some_and(|cause| cause.general),
        finding.certainty,
        ALL.iter().take_while(|cause| !is_this(cause)).count(),
    )
}

#[test]
fn a_likely_reason_stands_before_a_certain_commonplace() {
    let text = "```http fires\nGET /orders HTTP/1.1\nHost: api.test\nOrigin: https://app.test\n\n\
                HTTP/1.1 200 OK\nVary: Origin\n```\n";
    let told = example::examples(text).unwrap()[0].told();
    let found: Vec<_> = told[0]
        .findings
        .iter()
        .map(|finding| (finding.cause, finding.certainty))
        .collect();
    assert_eq!(
        found,
        [
            ("origin-not-in-allow-list", causes::Certainty::Likely),
            ("allow-origin-missing", causes::Certainty::Certain),
        ]
    );
}

#[test]
fn hostile_values_stay_inside_their_quotation() {
    let hostile = format!("https://a`\u{1b}[31m{}", "x".repeat(5000));
    let answers = [
        format!(
            "Origin: https://app.test\n\nHTTP/1.1 200 OK\nAccess-Control-Allow-Origin: {hostile}"
        ),
        format!("Origin: {hostile}\n\nHTTP/1.1 200 OK\nVary: Origin"),
        format!(
            "Origin: {hostile}\n\nHTTP/1.1 200 OK\nAccess-Control-Allow-Origin: https://b.test"
        ),
        format!("Origin: https://app.test\n\nHTTP/1.1 302 Found\nLocation: {hostile}"),
        format!("Origin: https://app.test\n\nHTTP/1.1 401 Unauthorized\nServer: nginx {hostile}"),
    ];
    for answer in answers {
        let text = format!("```http fires\nGET /orders HTTP/1.1\nHost: api.test\n{answer}\n```\n");
        let told = example::examples(&text).unwrap()[0].told();
        let findings = &told[0].findings;
        for sentence in findings.iter().flat_map(|it| [&it.what, &it.advice]) {
            assert!(sentence.len() < 700, "{}: {sentence:?}", sentence.len());
            assert!(!sentence.contains('\u{1b}'), "{sentence:?}");
            assert_eq!(sentence.matches('`').count() % 2, 0, "{sentence}");
        }
        // What a sentence cuts, the evidence keeps.
        let is_whole =
            |value: &Option<String>| value.as_ref().is_some_and(|value| value.contains(&hostile));
        let kept = findings
            .iter()
            .flat_map(|it| &it.evidence)
            .any(|line| is_whole(&line.value));
        assert!(kept, "{:?}", findings[0].cause);
    }
}

#[test]
fn scenarios_name_causes_that_exist() {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/scenarios");
    let mut named = 0;
    for entry in std::fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.file_name().unwrap() == "schema.json" {
            continue;
        }
        let scenario: serde_json::Value =
            serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        let expectations = scenario["steps"]
            .as_array()
            .unwrap()
            .iter()
            .map(|step| &step["expect"]);
        for expect in expectations {
            let also = expect["also"].as_array().into_iter().flatten();
            let other = expect["alternatives"].as_array().into_iter().flatten();
            let ids = [&expect["cause"]]
                .into_iter()
                .chain(also)
                .chain(other.map(|alternative| &alternative["cause"]))
                .filter_map(serde_json::Value::as_str);
            for id in ids {
                assert!(causes::by_id(id).is_some(), "{}: {id}", path.display());
                named += 1;
            }
        }
    }
    assert!(named > 40, "{named}");
}

/// Sentences that were refuted by a measurement or by the standard, and what stands in their place.
#[test]
fn what_was_refuted_is_not_said_again() {
    for (id, refuted, said) in [
        ("mixed-content", "Only addresses", "`.local`"),
        ("mixed-content", "Only addresses", "targetAddressSpace"),
        ("method-not-allowed", "because a form", "HEAD is a GET"),
        (
            "request-aborted",
            "its promise is rejected.",
            "was fulfilled already",
        ),
        (
            "proxy-header-inheritance",
            "put the block",
            "`if` and `return` stay in `server { }`",
        ),
    ] {
        let cause = ALL.iter().find(|cause| cause.id == id).unwrap();
        let text = cause.explanation.split_whitespace();
        let text = text.collect::<Vec<_>>().join(" ");
        assert!(
            !text.contains(refuted) && text.contains(said),
            "{id}: {text}"
        );
    }
}
