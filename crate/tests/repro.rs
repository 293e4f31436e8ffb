//! Commands as shells read them: bash itself, and PowerShell and cmd by the rules they document. Hostile values arrive byte
//! for byte, and nothing of them is ever run.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on says so by panicking"
)]

#[path = "repro/lab.rs"]
mod lab;
#[path = "repro/shells.rs"]
mod shells;
#[path = "repro/whole.rs"]
mod whole;

use std::io::Write as _;
use std::process::{Command, Stdio};

use serde_json::{Value, json};
use whycors::redact::Policy;
use whycors::report;
use whycors::wire_bytes;

/// Values for each request.
const EACH: usize = 20;
/// Values in all.
const VALUES: usize = 10_000;

/// The same numbers on every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }
}

const ASCII: &[&str] = &[
    "'",
    "\"",
    "\\",
    "$(touch injected)",
    "`touch injected`",
    "!",
    "!!",
    "!touch",
    "-",
    "--",
    "-o",
    "@",
    "*",
    "?",
    "[a]",
    "{b,c}",
    "~",
    "#",
    ";",
    "&",
    "&&touch injected",
    "|",
    "||",
    "<",
    ">",
    ">injected",
    "(",
    ")",
    "%",
    "%PATH%",
    "%%",
    "^",
    "^^",
    "^&",
    "$HOME",
    "${IFS}",
    "$TOKEN1",
    "a",
    "b c",
    " ",
    "=",
    "://",
    "\\\"",
    "\\\\",
    "''",
    "\"\"",
    "'; touch injected; '",
    "\" & calc & \"",
    "\"@\n",
    "%TOKEN1",
    ":",
    ",",
    "-H",
    "%COMSPEC:~0,1%",
    "--%",
];
const OTHER: &[&str] = &[
    "\n",
    "\r\n",
    "\0",
    "\t",
    "\u{e9}",
    "\u{2019}",
    "\u{201c}",
    "\u{1b}[2J",
    "\u{7f}",
    "\u{4e16}",
    "\u{1f600}",
    "\u{202e}",
    "\u{85}",
    "\u{a0}",
];

fn value(numbers: &mut Numbers, with_other: bool) -> String {
    let length = 1 + numbers.below(8);
    let pick = |numbers: &mut Numbers| {
        if with_other && numbers.below(4) == 0 {
            OTHER[numbers.below(OTHER.len())]
        } else {
            ASCII[numbers.below(ASCII.len())]
        }
    };
    let mut text: String = (0..length).map(|_| pick(numbers)).collect();
    // Too long for one line of cmd, so for bash alone.
    if with_other && numbers.below(500) == 0 {
        text = text.repeat(100 * 1024 / text.len() + 1);
    }
    text
}

/// One failed request whose headers hold the values.
fn har(values: &[String]) -> String {
    let mut headers = vec![json!({ "name": "Origin", "value": "http://app.test" })];
    let named = values.iter().enumerate();
    headers.extend(
        named.map(|(number, value)| json!({ "name": format!("X-{number}"), "value": value })),
    );
    json!({ "log": { "entries": [{ "startedDateTime": "2026-01-01T00:00:00Z", "time": 1, "_resourceType": "fetch",
        "request": { "method": "GET", "url": "http://api.test/", "headers": headers },
        "response": { "status": 200, "headers": [], "_error": "net::ERR_FAILED" } }] } })
    .to_string()
}

fn commands(har: &str) -> Value {
    let input = report::input("-", har.as_bytes(), Policy::Keep);
    serde_json::to_value(&input.diagnoses[0].repro.as_ref().unwrap().actual).unwrap()
}

/// What the server must receive: a line feed parts two lines, a zero was never in a header, and blanks around a value are not
/// part of it.
fn sent(value: &str) -> Vec<Vec<u8>> {
    let lines = value.split('\n').map(|line| {
        let trimmed = line.trim_matches(['\t', '\r', ' ']);
        wire_bytes::of(&trimmed.replace(['\r', '\0'], ""))
    });
    lines.collect()
}

/// The values of `X-…` headers among curl's words.
fn headers_of(words: &[Vec<u8>]) -> Vec<Vec<u8>> {
    let pairs = words.windows(2).filter(|pair| pair[0] == b"-H");
    let lines = pairs
        .map(|pair| &pair[1])
        .filter(|line| line.starts_with(b"X-"));
    let values = lines.map(|line| {
        let at = line
            .iter()
            .position(|byte| matches!(byte, b':' | b';'))
            .unwrap();
        if line[at] == b';' {
            Vec::new()
        } else {
            line[at + 2..].to_vec()
        }
    });
    values.collect()
}

fn batches(with_other: bool) -> Vec<Vec<String>> {
    let mut numbers = Numbers(if with_other { 7 } else { 11 });
    let each = |numbers: &mut Numbers| (0..EACH).map(|_| value(numbers, with_other)).collect();
    (0..VALUES / EACH).map(|_| each(&mut numbers)).collect()
}

#[test]
fn bash_reads_ten_thousand_hostile_values_back() {
    let folder = std::env::temp_dir().join(format!("whycors-repro-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let batches = batches(true);
    // In bash's own place for curl stands a function that prints its words; history is on as at a prompt.
    let mut script =
        b"set -o history; set -H\ncurl() { printf '%s\\0' \"$@\"; printf 'END\\0'; }\n".to_vec();
    for values in &batches {
        script.extend(commands(&har(values))["bash"].as_str().unwrap().as_bytes());
        script.push(b'\n');
    }
    let mut bash = Command::new("bash")
        .args(["--norc", "--noprofile"])
        .current_dir(&folder)
        .env("LC_ALL", "C")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut stdin = bash.stdin.take().unwrap();
    let writer = std::thread::spawn(move || stdin.write_all(&script));
    let output = bash.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    let mut calls: Vec<Vec<Vec<u8>>> = vec![Vec::new()];
    for word in output.stdout.split(|byte| *byte == 0) {
        if word == b"END" {
            calls.push(Vec::new());
        } else {
            calls.last_mut().unwrap().push(word.to_vec());
        }
    }
    calls.pop();
    assert_eq!(
        calls.len(),
        batches.len(),
        "one call of curl for each command"
    );
    for (values, words) in batches.iter().zip(&calls) {
        let wanted: Vec<Vec<u8>> = values.iter().flat_map(|value| sent(value)).collect();
        assert!(headers_of(words) == wanted, "{values:?}");
    }
    assert!(
        std::fs::read_dir(&folder).unwrap().next().is_none(),
        "nothing was run"
    );
    std::fs::remove_dir(&folder).unwrap();
}

#[test]
fn powershell_and_cmd_read_ten_thousand_hostile_values_back() {
    let (mut by_powershell, mut by_cmd) = (0, 0);
    for values in batches(false) {
        let commands = commands(&har(&values));
        let wanted: Vec<Vec<u8>> = values.iter().flat_map(|value| sent(value)).collect();
        if let Some(command) = commands["powershell"].as_str() {
            by_powershell += values.len();
            let words = shells::powershell(command)
                .unwrap_or_else(|problem| panic!("{problem}: {command}"));
            assert_eq!(headers_of(&words), wanted, "{command}");
        }
        if let Some(command) = commands["cmd"].as_str() {
            by_cmd += values.len();
            let words =
                shells::cmd(command).unwrap_or_else(|problem| panic!("{problem}: {command}"));
            assert_eq!(headers_of(&words), wanted, "{command}");
        }
    }
    assert!(
        by_powershell > VALUES * 9 / 10 && by_cmd > VALUES * 9 / 10,
        "{by_powershell} and {by_cmd}"
    );
}

#[test]
fn what_is_no_request_becomes_no_command() {
    for (url, header) in [
        ("file:///etc/passwd", "X-A"),
        ("-o/tmp/x", "X-A"),
        ("http://api.test/", "@/etc/passwd"),
        ("http://api.test/", "A B"),
    ] {
        let har = har(&[String::from("v")])
            .replace("http://api.test/", url)
            .replace("X-0", header);
        let input = report::input("-", har.as_bytes(), Policy::Keep);
        for diagnosis in input.diagnoses {
            let text = serde_json::to_string(&diagnosis.repro).unwrap();
            assert!(
                !text.contains("passwd") && !text.contains("-o/tmp") && !text.contains("A B"),
                "{text}"
            );
        }
    }
}

#[test]
fn secrets_are_variables_and_long_bodies_are_files() {
    let har = har(&[String::from("v")])
        .replace("\"X-0\"", "\"Authorization\"")
        .replace("\"v\"", "\"Bearer s3cr3t\"");
    let input = report::input("-", har.as_bytes(), Policy::Mask);
    let command = &input.diagnoses[0].repro.as_ref().unwrap().actual;
    assert!(
        command.bash.starts_with("# set $TOKEN1 first")
            && command.bash.contains("'Authorization: Bearer '\"$TOKEN1\""),
        "{}",
        command.bash
    );
    assert!(command.powershell.as_ref().unwrap().contains("+ $TOKEN1 +"));
    assert!(
        command
            .cmd
            .as_ref()
            .unwrap()
            .contains("\"Authorization: Bearer %TOKEN1%\"")
    );
    let body = json!({ "mimeType": "text/plain", "text": "x".repeat(100_000) });
    let har = har.replace(
        "\"method\":\"GET\"",
        &format!("\"method\":\"POST\",\"postData\":{body}"),
    );
    let command = commands(&har);
    for shell in ["bash", "powershell", "cmd"] {
        assert!(
            command[shell].as_str().unwrap().contains("body.bin first"),
            "{shell}"
        );
    }
}

/// Programs that write the fields of a form and no text beside them.
#[test]
fn fields_of_a_form_are_its_body_and_other_fields_are_said_to_be_missing() {
    let with = |mime_type: &str, post_data: Value| {
        let mut har: Value = serde_json::from_str(&har(&[])).unwrap();
        let request = &mut har["log"]["entries"][0]["request"];
        request["method"] = json!("POST");
        request["headers"] = json!([{ "name": "Content-Type", "value": mime_type }]);
        request["postData"] = post_data;
        request["postData"]["mimeType"] = json!(mime_type);
        har.to_string()
    };
    let form = "application/x-www-form-urlencoded; charset=UTF-8";
    let params = json!([{ "name": "user", "value": "Zoë & co" }, { "name": "a%20b", "value": "" }]);
    for post_data in [
        json!({ "params": params }),
        json!({ "params": params, "text": "" }),
        json!({ "text": null, "params": params }),
    ] {
        let har = with(form, post_data);
        for shell in ["bash", "powershell", "cmd"] {
            let command = commands(&har);
            let command = command[shell].as_str().unwrap();
            // cmd has a quotation of its own for `%`.
            let command = command.replace("\"^%\"", "%");
            assert!(command.contains("user=Zo%C3%AB+%26+co&a%20b="), "{command}");
            assert!(!command.contains("add the body"), "{command}");
        }
        // Masked as any body is.
        let input = report::input("-", har.as_bytes(), Policy::Mask);
        let command = &input.diagnoses[0].repro.as_ref().unwrap().actual.bash;
        assert!(command.contains("--data-raw \"$BODY1\"") && !command.contains("Zo"));
    }
    // A text that is there is what was sent.
    let both = commands(&with(form, json!({ "params": params, "text": "own=1" })));
    assert!(
        both["bash"]
            .as_str()
            .unwrap()
            .contains("--data-raw 'own=1'")
    );
    let file = json!([{ "name": "file", "fileName": "a.txt" }]);
    for (mime_type, params) in [("multipart/form-data", params), (form, file)] {
        let command = commands(&with(mime_type, json!({ "params": params })));
        for shell in ["bash", "powershell", "cmd"] {
            let command = command[shell].as_str().unwrap();
            assert!(command.contains("add the body: "), "{mime_type}: {command}");
            assert!(!command.contains("data-raw"), "{mime_type}: {command}");
        }
    }
    let none = commands(&with(form, json!({ "params": [] })));
    assert!(!none["bash"].as_str().unwrap().contains("add the body"));
}
