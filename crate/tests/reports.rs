//! Every format of every recording: the same bytes each time, and a HAR that leads back to the same diagnoses.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on says so by panicking"
)]

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use whycors::redact::Policy;
use whycors::report::v1::{Diagnosis, Outcome};
use whycors::report::{self, Format};

fn recordings() -> Vec<(String, Vec<u8>)> {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests");
    let mut files: Vec<PathBuf> = ["recorded", "files"]
        .iter()
        .flat_map(|folder| std::fs::read_dir(tests.join(folder)).unwrap())
        .map(|file| file.unwrap().path())
        .filter(|path| path.extension().is_some_and(|it| it == "har"))
        .collect();
    files.sort();
    let read = |path: PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        (name, std::fs::read(path).unwrap())
    };
    files.into_iter().map(read).collect()
}

/// What a diagnosis says, without positions in a log.
fn said(diagnosis: &Diagnosis) -> Value {
    let mut value = serde_json::to_value(diagnosis).unwrap();
    let object = value.as_object_mut().unwrap();
    for position in ["entry", "preflight", "redirects"] {
        object.remove(position);
    }
    for evidence in object["evidence"].as_array_mut().unwrap() {
        evidence.as_object_mut().unwrap().remove("entry");
    }
    value
}

/// Names the field that differs.
fn assert_same(one: &Value, other: &Value, name: &str) {
    for (key, value) in one.as_object().unwrap() {
        assert_eq!(value, &other[key], "{name}: {key}");
    }
}

#[test]
fn a_minimal_har_leads_to_the_same_diagnoses() {
    let (mut compared, mut before, mut after) = (0, 0, 0);
    for (name, bytes) in recordings() {
        let whole = report::examine("-", &bytes, Policy::Mask);
        let har = report::render(Format::Har, &[whole.source()]);
        let again = report::input("-", har.as_bytes(), Policy::Mask);
        assert!(again.gaps.is_empty(), "{name}: {:?}", again.gaps);
        let (one, other): (Vec<Value>, Vec<Value>) = (
            whole.input.diagnoses.iter().map(said).collect(),
            again.diagnoses.iter().map(said).collect(),
        );
        assert_eq!(one.len(), other.len(), "{name}");
        for (one, other) in one.iter().zip(&other) {
            assert_same(one, other, &name);
        }
        compared += one.len();
        before += whole.input.entries;
        after += again.entries;
    }
    assert!(compared > 70 && after * 3 < before * 2);
}

#[test]
fn one_failure_of_many_can_be_taken_out() {
    for (name, bytes) in recordings() {
        let whole = report::examine("-", &bytes, Policy::Mask);
        for diagnosis in &whole.input.diagnoses {
            let mut input = whole.input.clone();
            input.diagnoses = vec![diagnosis.clone()];
            let source = report::Source {
                input: &input,
                ..whole.source()
            };
            let har = report::render(Format::Har, &[source]);
            let again = report::input("-", har.as_bytes(), Policy::Mask);
            let wanted = said(diagnosis);
            assert!(
                again.diagnoses.iter().any(|it| said(it) == wanted),
                "{name}: {}",
                diagnosis.url
            );
            for format in [Format::Text, Format::Markdown, Format::Html] {
                let text = report::render(format, &[source]);
                assert_eq!(
                    text,
                    report::render(format, &[source]),
                    "{name}: the same bytes each time"
                );
            }
        }
    }
}

const HOSTILE: &str =
    "<script>alert(1)</script>\"'`|](http://evil.test)\u{1b}[2J\u{202e}@team #1 ```\n# x";

fn hostile() -> Vec<u8> {
    let header = |name: &str| json!({ "name": name, "value": HOSTILE });
    json!({ "log": { "creator": { "name": HOSTILE, "version": HOSTILE }, "entries": [{
        "startedDateTime": "2026-01-01T00:00:00Z", "time": 1, "_resourceType": "fetch", "pageref": HOSTILE,
        "_initiator": { "type": "script", "stack": { "callFrames": [{ "functionName": HOSTILE, "url": HOSTILE, "lineNumber": 1 }] } },
        "request": { "method": HOSTILE, "url": format!("http://api.test/{HOSTILE}"),
            "headers": [{ "name": "Origin", "value": "http://app.test" }, header("X-A"), { "name": HOSTILE, "value": "1" }],
            "postData": { "mimeType": HOSTILE, "text": HOSTILE } },
        "response": { "status": 200, "headers": [header("Access-Control-Allow-Origin"), header("Server")], "_error": "net::ERR_FAILED" } }] } })
    .to_string()
    .into_bytes()
}

#[test]
fn observed_text_is_never_markup() {
    let examined = report::examine(HOSTILE, &hostile(), Policy::Keep);
    assert_eq!(examined.input.diagnoses.len(), 1);
    let html = report::render(Format::Html, &[examined.source()]);
    assert!(!html.contains("<script"), "{html}");
    assert!(!html.contains('\u{1b}') && !html.contains('\u{202e}'));
    let markdown = report::render(Format::Markdown, &[examined.source()]);
    assert!(!markdown.contains('\u{1b}') && !markdown.contains('\u{202e}'));
    // Outside code nothing of it may stand as it is.
    let mut fence: Option<String> = None;
    for line in markdown.lines() {
        let marks: String = line.chars().take_while(|it| *it == '`').collect();
        match &fence {
            Some(open) if line == open => fence = None,
            Some(_) => {}
            None if marks.len() >= 3 => fence = Some(marks),
            None => {
                assert!(!line.starts_with("# x"), "{markdown}");
                // Escaped characters are drawn and mean nothing.
                let outside = ["\\<", "\\[", "\\]", "\\#"]
                    .iter()
                    .fold(outside_code(line), |text, mark| text.replace(mark, ""));
                assert!(
                    !outside.contains("<script")
                        && !outside.contains("](")
                        && !outside.contains("@team"),
                    "{line}"
                );
            }
        }
    }
    assert_eq!(fence, None);
}

/// A line of Markdown without what stands between equal runs of backticks.
fn outside_code(line: &str) -> String {
    let mut rest = line;
    let mut outside = String::new();
    while let Some(at) = rest.find('`') {
        if rest[..at].ends_with('\\') {
            outside.push_str(&rest[..=at]);
            rest = &rest[at + 1..];
            continue;
        }
        outside.push_str(&rest[..at]);
        let marks = rest[at..].bytes().take_while(|byte| *byte == b'`').count();
        rest = &rest[at + marks..];
        let mut from = 0;
        let end = loop {
            let Some(next) = rest[from..].find('`').map(|next| from + next) else {
                return outside + rest;
            };
            let run = rest[next..]
                .bytes()
                .take_while(|byte| *byte == b'`')
                .count();
            if run == marks {
                break next;
            }
            from = next + run;
        };
        rest = &rest[end + marks..];
    }
    outside + rest
}

#[test]
fn kept_secrets_are_said_to_be_kept() {
    for format in Format::ALL {
        let examined = report::examine("-", &hostile(), Policy::Keep);
        let text = report::render(format, &[examined.source()]);
        let says = text.contains("--no-redact") || text.contains("\"kept\"");
        assert!(says, "{}", format.key());
        let masked = report::examine("-", &hostile(), Policy::Mask);
        assert!(!report::render(format, &[masked.source()]).contains("--no-redact"));
    }
}

#[test]
fn a_build_server_can_read_the_report() {
    let (mut blocked, mut cases) = (0, 0);
    let recordings = recordings().into_iter();
    let broken = ("broken".to_owned(), b"{\"log\":{\"entries\":[{".to_vec());
    for (name, bytes) in recordings.chain([("hostile".to_owned(), hostile()), broken]) {
        let examined = report::examine(&name, &bytes, Policy::Mask);
        let text = report::render(Format::Junit, &[examined.source()]);
        let document = roxmltree::Document::parse(&text).unwrap();
        let all = |tag: &str| {
            document
                .descendants()
                .filter(|it| it.has_tag_name(tag))
                .count()
        };
        let input = &examined.input;
        let of = |outcome| {
            input
                .diagnoses
                .iter()
                .filter(|it| it.outcome == outcome)
                .count()
        };
        assert_eq!(all("failure"), of(Outcome::Cors), "{name}");
        assert_eq!(
            all("skipped"),
            of(Outcome::NotCors) + of(Outcome::Unclear),
            "{name}"
        );
        assert_eq!(all("error"), input.gaps.len(), "{name}");
        let suite = document
            .descendants()
            .find(|it| it.has_tag_name("testsuite"))
            .unwrap();
        assert_eq!(
            suite.attribute("tests"),
            Some(&*all("testcase").to_string()),
            "{name}"
        );
        blocked += all("failure");
        cases += all("testcase");
    }
    assert!(blocked > 80 && cases > blocked, "{blocked} of {cases}");
}

#[test]
fn a_build_server_is_told_of_errors_where_the_exit_status_is() {
    let entry = |initiator: &str| {
        format!(
            r#"{{"startedDateTime":"2026-01-01T00:00:00Z","time":1,"_initiator":{initiator},
                "request":{{"method":"GET","url":"http://api.test/","headers":[]}},"response":{{"status":200,"headers":[],"redirectURL":"","_error":null}}}}"#
        )
    };
    let table = [
        // A field that is not as expected, twice: all else is as it was.
        (
            format!(r#"{{"log":{{"entries":[{0},{0}]}}}}"#, entry("\"a&b\"")),
            false,
            0,
        ),
        // No log at all, and one that breaks off behind such a field.
        ("[1,2".to_owned(), true, 1),
        (
            format!(r#"{{"log":{{"entries":[{},{{"startedDateTime""#, entry("1")),
            true,
            1,
        ),
    ];
    for (text, is_unreadable, errors) in table {
        let examined = report::examine("a.har", text.as_bytes(), Policy::Mask);
        let gaps = examined.input.gaps.len();
        assert!(gaps > 0);
        assert_eq!(examined.is_unreadable(), is_unreadable, "{text}");
        let xml = report::render(Format::Junit, &[examined.source()]);
        assert!(xml.contains(&format!(" errors=\"{errors}\"")), "{xml}");
        assert_eq!(xml.matches("<error ").count(), errors, "{xml}");
        assert_eq!(xml.matches("not readable at").count(), gaps, "{xml}");
        assert_eq!(xml.contains("<system-out>"), gaps > errors, "{xml}");
        // Some build servers refuse a suite without a case.
        assert!(xml.contains("<testcase "), "{xml}");
    }
}
