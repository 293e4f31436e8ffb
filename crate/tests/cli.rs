//! `whycors diagnose` as a user meets it: exit status, order, standard input, damaged files, secrets.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on says so by panicking"
)]

#[path = "cli/documents.rs"]
mod documents;
#[path = "cli/said.rs"]
mod said;
#[path = "cli/several.rs"]
mod several;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// A folder that goes away with the test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("whycors-cli-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn file(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let path = self.0.join(name);
        std::fs::write(&path, content).unwrap();
        path.to_string_lossy().into_owned()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // A folder that stays behind fails no test.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn whycors(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_whycors"))
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

fn fed(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_whycors"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap()
}

fn shipped(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../tests/files")
        .join(name);
    path.to_string_lossy().into_owned()
}

const PASSES: &str = r#"{"log":{"entries":[{"startedDateTime":"2026-01-01T00:00:00Z","request":{"method":"GET","url":"http://a.test/","headers":[]},
    "response":{"status":200,"headers":[],"_error":null}}]}}"#;
const UNCLEAR: &str = r#"{"log":{"entries":[{"startedDateTime":"2026-01-01T00:00:00Z","_resourceType":"fetch","request":{"method":"GET",
    "url":"http://a.test/","headers":[{"name":"Origin","value":"http://b.test"}]},"response":{"status":0,"headers":[],"_error":"net::ERR_FAILED"}}]}}"#;

#[test]
fn the_exit_status_tells_what_was_found() {
    let folder = Folder::new("status");
    let passes = folder.file("passes.har", PASSES);
    let unclear = folder.file("unclear.har", UNCLEAR);
    let damaged = folder.file("damaged.har", PASSES.trim_end_matches("]}}"));
    let blocked = shipped("chromium.har");
    let cases: [(&[&str], i32); 8] = [
        (&[&passes], 0),
        (&[&unclear], 0),
        (&[&blocked], 1),
        (&[&passes, &blocked], 1),
        (&[&damaged], 2),
        (&[&blocked, &damaged], 2),
        (&[&passes, "/no/such/file.har"], 2),
        (&[], 2),
    ];
    for (files, status) in cases {
        let arguments: Vec<&str> = std::iter::once("diagnose")
            .chain(files.iter().copied())
            .collect();
        assert_eq!(whycors(&arguments).status.code(), Some(status), "{files:?}");
    }
    let output = whycors(&["diagnose", &unclear]);
    assert!(
        said(&output).contains("cannot be decided"),
        "an open question is said: {}",
        said(&output)
    );
}

#[test]
fn several_files_are_reported_in_the_order_given() {
    let folder = Folder::new("order");
    let passes = folder.file("passes.har", PASSES);
    let files = [
        shipped("safari.har"),
        shipped("chromium.har"),
        passes,
        shipped("firefox.har"),
        shipped("safari.har"),
    ];
    let mut arguments = vec!["diagnose", "--format", "json"];
    arguments.extend(files.iter().map(String::as_str));
    let report = json(&whycors(&arguments));
    assert_eq!(report["version"], 1);
    let paths: Vec<&str> = report["inputs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|input| input["path"].as_str().unwrap())
        .collect();
    assert_eq!(paths, files);
    assert_eq!(report["inputs"][2]["diagnoses"], serde_json::json!([]));
    assert_eq!(
        report["inputs"][0]["diagnoses"], report["inputs"][4]["diagnoses"],
        "the same file says the same"
    );
}

#[test]
fn a_hyphen_reads_standard_input() {
    let content = std::fs::read(shipped("chromium.har")).unwrap();
    let piped = fed(&["diagnose", "--format", "json", "-"], &content);
    assert_eq!(piped.status.code(), Some(1));
    let (piped, direct) = (
        json(&piped),
        json(&whycors(&[
            "diagnose",
            "--format",
            "json",
            &shipped("chromium.har"),
        ])),
    );
    assert_eq!(piped["inputs"][0]["path"], "-");
    assert_eq!(
        piped["inputs"][0]["diagnoses"],
        direct["inputs"][0]["diagnoses"]
    );
}

#[test]
fn a_damaged_file_is_diagnosed_as_far_as_it_goes() {
    let folder = Folder::new("damaged");
    let whole = std::fs::read_to_string(shipped("chromium.har")).unwrap();
    let cut = whole.find("/users/1").unwrap();
    let path = folder.file("cut.har", &whole[..cut]);
    let output = whycors(&["diagnose", "--format", "json", &path]);
    assert_eq!(output.status.code(), Some(2));
    let report = json(&output);
    let input = &report["inputs"][0];
    assert_eq!(
        input["diagnoses"][0]["cause"], "allow-origin-trailing-slash",
        "what stands before the cut is diagnosed"
    );
    assert!(
        input["gaps"][0]["at"]
            .as_str()
            .unwrap()
            .starts_with("line "),
        "{}",
        input["gaps"]
    );
    assert!(
        said(&output).contains(&path) && said(&output).contains("column"),
        "file, line and column: {}",
        said(&output)
    );
}

#[test]
fn what_cannot_be_read_is_named_with_its_file() {
    let folder = Folder::new("unreadable");
    for (name, content, word) in [
        ("empty.har", &b""[..], "empty"),
        ("page.har", b"<!doctype html>", "line 1"),
        ("wide.har", b"\xff\xfe{\0}\0", "UTF-16"),
        ("wider.har", b"\xff\xfe\0\0{\0\0\0}\0\0\0", "UTF-32"),
        ("no-mark.har", b"{\0\0\0}\0\0\0", "UTF-32"),
        ("a.har.gz", b"\x1f\x8b\x08\0\0\0\0\0\0\x03", "compressed"),
        ("a.har.zip", b"PK\x03\x04\x14\0\0\0\x08\0", "zip archive"),
        ("other.har", b"{\"version\": 1}", "HAR"),
    ] {
        let path = folder.file(name, content);
        let output = whycors(&["diagnose", &path]);
        assert_eq!(output.status.code(), Some(2), "{name}");
        assert!(
            said(&output).contains(&path) && said(&output).contains(word),
            "{name}: {}",
            said(&output)
        );
    }
    let output = whycors(&["diagnose", "/no/such/file.har"]);
    assert!(
        said(&output).contains("/no/such/file.har"),
        "{}",
        said(&output)
    );
}

#[test]
fn secrets_stay_out_of_every_format() {
    let path = shipped("chromium.har");
    for format in ["text", "json", "markdown", "html", "har"] {
        let output = whycors(&["diagnose", "--format", format, &path]);
        let text = out(&output);
        assert!(!text.contains("s3cr3t"), "{format}: {text}");
        assert!(!said(&output).contains("s3cr3t"));
        assert!(
            text.contains("http://app.test/"),
            "{format}: what CORS reads stays"
        );
    }
}

#[test]
fn kept_secrets_are_warned_of() {
    let path = shipped("chromium.har");
    let masked = whycors(&["diagnose", "--format", "json", &path]);
    let kept = whycors(&["diagnose", "--format", "json", "--no-redact", &path]);
    assert!(
        said(&kept).contains("--no-redact") && said(&kept).contains("secrets"),
        "{}",
        said(&kept)
    );
    assert!(!said(&masked).contains("--no-redact"));
    assert!(out(&kept).contains("s3cr3t-token"), "asked for, so kept");
    assert_eq!(
        masked.status.code(),
        kept.status.code(),
        "masking changes no verdict"
    );
    let verdicts = |report: &Value| -> Vec<Value> {
        let diagnoses = report["inputs"][0]["diagnoses"].as_array().unwrap();
        diagnoses
            .iter()
            .map(|it| {
                serde_json::json!([
                    it["entry"],
                    it["chromium"],
                    it["cause"],
                    it["credentials"]["mode"]
                ])
            })
            .collect()
    };
    assert_eq!(verdicts(&json(&masked)), verdicts(&json(&kept)));
}

#[test]
fn hostile_text_does_not_steer_a_terminal() {
    let folder = Folder::new("hostile");
    let har = PASSES
        .replace("\"status\":200,\"headers\":[]", "\"status\":200,\"headers\":[{\"name\":\"Access-Control-Allow-Origin\",\"value\":\"http://x\\u001b[2J\\u202ey\"}]")
        .replace("\"_error\":null", "\"_error\":\"net::ERR_FAILED\"")
        .replace("\"url\":\"http://a.test/\",\"headers\":[]", "\"url\":\"http://a.test/\\u001b]0;x\\u0007\",\"headers\":[{\"name\":\"Origin\",\"value\":\"http://b.test\"}]");
    let output = whycors(&["diagnose", &folder.file("hostile.har", har)]);
    assert_eq!(output.status.code(), Some(1));
    let text = out(&output);
    assert!(
        text.chars()
            .all(|character| character == '\n' || !character.is_control()),
        "{text:?}"
    );
    assert!(!text.contains('\u{202e}'), "{text:?}");
}

#[test]
fn a_closed_pipe_is_no_failure() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_whycors"))
        .args(["diagnose", "--format", "json", &shipped("chromium.har")])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    assert!(!said(&output).contains("panic"), "{}", said(&output));
}

/// Logs of which nothing can be read, each with what is said of it.
const UNREADABLE: [(&str, &str); 6] = [
    (r#"{"log":{"entries":null}}"#, "log.entries: null"),
    (r#"{"log":{"entries":{}}}"#, "log.entries: an object"),
    (
        r#"{"log":{"entries":[null,1,"x",{}]}}"#,
        "log.entries[0].request: nothing",
    ),
    (r#"[{"request":null}]"#, "log.entries[0].request: nothing"),
    ("{}", "not a HAR"),
    ("no JSON", "line 1, column"),
];

#[test]
fn a_log_of_which_nothing_can_be_read_is_never_silent() {
    let folder = Folder::new("unreadable");
    for (index, (text, words)) in UNREADABLE.into_iter().enumerate() {
        let path = folder.file(&format!("{index}.har"), text);
        for arguments in [
            vec!["diagnose", path.as_str()],
            vec!["fix", "--stack", "nginx", path.as_str()],
        ] {
            let output = whycors(&arguments);
            assert_eq!(output.status.code(), Some(2), "{arguments:?}: {text}");
            assert!(said(&output).contains(words), "{}", said(&output));
        }
    }
    // An empty log is whole, and so is one that was mended or lost an entry among others.
    let some = PASSES.replace("[{\"started", "[null,{\"started");
    for text in [r#"{"log":{"entries":[]}}"#, PASSES, &some] {
        let path = folder.file("whole.har", text);
        assert_eq!(whycors(&["diagnose", &path]).status.code(), Some(0));
        let fix = whycors(&["fix", "--stack", "nginx", &path]);
        assert_eq!(fix.status.code(), Some(1));
        assert!(said(&fix).contains("No request of this file was refused."));
    }
}

#[cfg(unix)]
#[test]
fn a_pipe_is_read_once_whatever_its_name() {
    for path in ["/dev/stdin", "-"] {
        let output = fed(&["diagnose", "--format", "json", path], PASSES.as_bytes());
        assert_eq!(output.status.code(), Some(0), "{path}: {}", said(&output));
        assert_eq!(json(&output)["inputs"][0]["entries"], 1);
        let output = fed(&["diagnose", path], b"{");
        assert_eq!(output.status.code(), Some(2), "{path}");
        assert!(said(&output).contains("line 1"), "{}", said(&output));
    }
}
