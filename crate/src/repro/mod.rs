//! Commands that show the same failure without a browser: the preflight and the actual request.

mod quote;

use crate::exchange::{Exchange, infer};
use crate::har::{Entry, Log};
use crate::redact::{Redacted, placeholders};
use crate::wire_bytes;

/// curl commands for bash and zsh.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repro {
    /// The preflight, where one was logged.
    pub preflight: Option<String>,
    /// The actual request.
    pub actual: String,
}

/// Headers that the browser sets by itself and that do not matter to the server's CORS answer.
const BROWSER_HEADERS: &[&str] = &[
    "host",
    "connection",
    "content-length",
    "accept-encoding",
    "accept-language",
    "user-agent",
    "origin",
    "priority",
    "pragma",
    "upgrade-insecure-requests",
    "te",
    "dnt",
    "keep-alive",
    "transfer-encoding",
];

/// The commands for an exchange; none without an entry.
pub fn repro(log: &Redacted<Log>, exchange: &Exchange) -> Option<Repro> {
    let preflight = exchange
        .preflight()
        .and_then(|position| log.entries.get(position));
    let hop = exchange.hops.len().saturating_sub(1);
    let origin = infer::hop_origin(log, exchange, hop)
        .value()
        .map(|origin| origin.as_str().to_owned());
    let actual = match exchange.last() {
        Some(last) => actual_command(log.entries.get(last.actual)?, origin.as_deref()),
        // Only the preflight was logged: what it asked for tells method and header names.
        None => asked_command(preflight?, origin.as_deref()),
    };
    Some(Repro {
        preflight: preflight.map(preflight_command),
        actual,
    })
}

/// The request of an entry with an origin that no server has a reason to allow: proves or disproves that it asks a list.
pub fn foreign_origin(log: &Redacted<Log>, position: usize) -> Option<String> {
    let entry = log.entries.get(position)?;
    let mut command = Command::new(&entry.url);
    if &*entry.method != "GET" {
        command.option("-X", &entry.method);
    }
    command.header("Origin", "https://whycors-test.example");
    Some(command.finish())
}

/// `curl -i -X OPTIONS …` exactly as the browser asked.
fn preflight_command(preflight: &Entry) -> String {
    let mut command = Command::new(&preflight.url);
    command.option("-X", "OPTIONS");
    for name in [
        "Origin",
        "Access-Control-Request-Method",
        "Access-Control-Request-Headers",
    ] {
        if let Some(value) = preflight.request_headers.get(name) {
            command.header(name, &value);
        }
    }
    command.finish()
}

/// The actual request, with the true Origin even where the log lost it.
fn actual_command(entry: &Entry, origin: Option<&str>) -> String {
    let mut command = Command::new(&entry.url);
    let body = entry
        .post_data
        .as_ref()
        .filter(|data| !data.text.is_empty());
    match (&*entry.method, body) {
        ("HEAD", _) => command.flag("-I"),
        ("GET", None) | ("POST", Some(_)) => {}
        (method, _) => command.option("-X", method),
    }
    if let Some(origin) = origin {
        command.header("Origin", origin);
    }
    for line in &entry.request_headers {
        let name = line.name.to_ascii_lowercase();
        if !BROWSER_HEADERS.contains(&name.as_str()) && !name.starts_with("sec-") {
            command.header(line.name, line.value);
        }
    }
    if let Some(body) = body {
        command.body(&body.text);
    }
    command.finish()
}

/// The request that a lone preflight asked for.
fn asked_command(preflight: &Entry, origin: Option<&str>) -> String {
    let mut command = Command::new(&preflight.url);
    if let Some(method) = preflight
        .request_headers
        .get("Access-Control-Request-Method")
        .filter(|method| method != "GET")
    {
        command.option("-X", &method);
    }
    if let Some(origin) = origin {
        command.header("Origin", origin);
    }
    command.finish()
}

/// A command under construction: words, each quoted.
struct Command {
    words: Vec<String>,
    variables: Vec<String>,
}

impl Command {
    fn new(url: &str) -> Self {
        // `--globoff`: brackets and braces in a URL are not patterns.
        let words = vec!["curl -i --globoff --path-as-is".to_owned()];
        let mut command = Self {
            words,
            variables: Vec::new(),
        };
        let word = command.word(url, |text| text.as_bytes().to_vec());
        command.words.push(word);
        command
    }

    fn flag(&mut self, flag: &str) {
        self.words.push(flag.to_owned());
    }

    fn option(&mut self, option: &str, value: &str) {
        self.words
            .push(format!("{option} {}", quote::bash(value.as_bytes())));
    }

    fn header(&mut self, name: &str, value: &str) {
        let word = if value.is_empty() {
            // curl drops a header without value unless it ends with a semicolon.
            quote::bash(format!("{name};").as_bytes())
        } else {
            self.word(&format!("{name}: {value}"), wire_bytes::of)
        };
        self.words.push(format!("-H {word}"));
    }

    fn body(&mut self, text: &str) {
        let word = self.word(text, |text| text.as_bytes().to_vec());
        self.words.push(format!("--data-raw {word}"));
    }

    /// One word of the shell; a masked secret in it becomes a variable.
    fn word(&mut self, text: &str, bytes: fn(&str) -> Vec<u8>) -> String {
        let mut word = String::new();
        let mut from = 0;
        for found in placeholders(text) {
            let before = text.get(from..found.start).unwrap_or_default();
            if !before.is_empty() {
                word.push_str(&quote::bash(&bytes(before)));
            }
            let name = format!("{}{}", found.kind.word().to_uppercase(), found.number);
            word.extend(["\"$", &name, "\""]);
            if !self.variables.contains(&name) {
                self.variables.push(name);
            }
            from = found.end;
        }
        let rest = text.get(from..).unwrap_or_default();
        if !rest.is_empty() || word.is_empty() {
            word.push_str(&quote::bash(&bytes(rest)));
        }
        word
    }

    fn finish(self) -> String {
        let command = self.words.join(" \\\n  ");
        if self.variables.is_empty() {
            return command;
        }
        let names: Vec<String> = self
            .variables
            .iter()
            .map(|name| format!("${name}"))
            .collect();
        format!(
            "# set {} first: masked here\n{command}",
            names.join(" and ")
        )
    }
}
