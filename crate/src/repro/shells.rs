//! A request as a command of each shell.

use super::quote;
use super::request::{Body, Piece, Request, pieces};
use crate::redact::Policy;
use crate::wire_bytes;

/// `--globoff`: brackets and braces in an address are no patterns.
const OPTIONS: &str = "-i --globoff --path-as-is";
/// Where a long body is to be saved.
const BODY_FILE: &str = "body.bin";
/// By the shell and not by curl, which would send an empty body where there is no such file.
const FROM_FILE: &str = "--data-binary @- < body.bin";
/// What cmd takes in one line, with room to spare.
const CMD_LIMIT: usize = 8000;

/// For bash and zsh.
pub(super) fn for_bash(request: &Request, policy: Policy) -> String {
    let mut words = vec![format!("curl {OPTIONS}")];
    let word = |text: &str, bytes: fn(&str) -> Vec<u8>| {
        let pieces = pieces(text, policy);
        let words = pieces.iter().map(|piece| match piece {
            Piece::Text(text) => quote::bash(&bytes(text)),
            Piece::Variable(name) => format!("\"${name}\""),
        });
        let word: String = words.collect();
        if word.is_empty() {
            quote::bash(b"")
        } else {
            word
        }
    };
    let utf8 = |text: &str| text.as_bytes().to_vec();
    words.push(word(&request.url, utf8));
    match request.method.as_deref() {
        Some("HEAD") => words.push("-I".to_owned()),
        Some(method) => words.push(format!("-X {}", word(method, utf8))),
        None => {}
    }
    for (name, value) in headers(request) {
        let word = match value {
            "" => word(&format!("{name};"), utf8),
            _ => word(&format!("{name}: {value}"), wire_bytes::of),
        };
        words.push(format!("-H {word}"));
    }
    if let Some(header) = unwanted_type(request) {
        words.push(format!("-H {}", quote::bash(header.as_bytes())));
    }
    match &request.body {
        Some(Body::Text(text)) => words.push(format!("--data-raw {}", word(text, utf8))),
        Some(Body::File(_)) => words.push(FROM_FILE.to_owned()),
        None => {}
    }
    let names = request.variables(policy);
    let names: Vec<String> = names.iter().map(|name| format!("${name}")).collect();
    format!("{}{}", remarks("#", request, &names), words.join(" \\\n  "))
}

/// For PowerShell 5 and 7.
pub(super) fn for_powershell(request: &Request, policy: Policy) -> Option<String> {
    let line = |option: &str, text: &str| -> Option<String> {
        let mut line = format!("{option} = \"");
        let mut parts = Vec::new();
        for piece in pieces(text, policy) {
            match piece {
                Piece::Text(text) => line.push_str(&quote::curl_config(text)?),
                Piece::Variable(name) => {
                    parts.push(quote::powershell(&line)?);
                    parts.push(format!("${name}"));
                    line.clear();
                }
            }
        }
        line.push('"');
        parts.push(quote::powershell(&line)?);
        Some(format!("  {}", parts.join(" + ")))
    };
    let mut lines = vec!["@(".to_owned(), line("url", &request.url)?];
    match request.method.as_deref() {
        Some("HEAD") => lines.push("  'head'".to_owned()),
        Some(method) => lines.push(line("request", method)?),
        None => {}
    }
    for (name, value) in headers(request) {
        let text = if value.is_empty() {
            format!("{name};")
        } else {
            format!("{name}: {value}")
        };
        lines.push(line("header", &text)?);
    }
    if let Some(header) = unwanted_type(request) {
        lines.push(line("header", header)?);
    }
    match &request.body {
        Some(Body::Text(text)) => lines.push(line("data-raw", text)?),
        Some(Body::File(_)) => lines.push(line("data-binary", &format!("@{BODY_FILE}"))?),
        None => {}
    }
    let names = request.variables(policy);
    let names: Vec<String> = names.iter().map(|name| format!("${name}")).collect();
    let remarks = remarks("#", request, &names);
    let command = format!("{}\n) | curl.exe {OPTIONS} -K -", lines.join("\n"));
    Some(match &request.body {
        Some(Body::File(_)) => format!(
            "{remarks}if (Test-Path {BODY_FILE}) {{ {command} }} else {{ Write-Error 'there is no {BODY_FILE}' }}"
        ),
        Some(Body::Text(_)) | None => format!("{remarks}{command}"),
    })
}

/// For the prompt of Windows' cmd.
pub(super) fn for_cmd(request: &Request, policy: Policy) -> Option<String> {
    let word = |text: &str| {
        let pieces = pieces(text, policy);
        let parts: Vec<(bool, &str)> = pieces
            .iter()
            .map(|piece| match piece {
                Piece::Text(text) => (false, *text),
                Piece::Variable(name) => (true, name.as_str()),
            })
            .collect();
        quote::cmd(&parts)
    };
    let mut words = vec![format!("curl.exe {OPTIONS}"), word(&request.url)?];
    match request.method.as_deref() {
        Some("HEAD") => words.push("-I".to_owned()),
        Some(method) => words.push(format!("-X {}", word(method)?)),
        None => {}
    }
    for (name, value) in headers(request) {
        let text = if value.is_empty() {
            format!("{name};")
        } else {
            format!("{name}: {value}")
        };
        words.push(format!("-H {}", word(&text)?));
    }
    if let Some(header) = unwanted_type(request) {
        words.push(format!("-H {}", word(header)?));
    }
    match &request.body {
        Some(Body::Text(text)) => words.push(format!("--data-raw {}", word(text)?)),
        Some(Body::File(_)) => words.push(FROM_FILE.to_owned()),
        None => {}
    }
    let names = request.variables(policy);
    let names: Vec<String> = names.iter().map(|name| format!("%{name}%")).collect();
    let command = words.join(" ^\n  ");
    let fits = command.len() < CMD_LIMIT;
    fits.then(|| format!("{}{command}", remarks("rem", request, &names)))
}

fn headers(request: &Request) -> impl Iterator<Item = (&str, &str)> {
    let headers = request.headers.iter();
    headers.map(|(name, value)| (name.as_str(), value.as_str()))
}

/// With a body, curl states a type by itself; the browser stated none.
fn unwanted_type(request: &Request) -> Option<&'static str> {
    let states = headers(request).any(|(name, _)| name.eq_ignore_ascii_case("content-type"));
    (request.body.is_some() && !states).then_some("Content-Type:")
}

fn remarks(mark: &str, request: &Request, names: &[String]) -> String {
    let mut text = String::new();
    if !names.is_empty() {
        text = format!("{mark} set {} first: masked here\n", names.join(" and "));
    }
    if let Some(Body::File(why)) = request.body {
        text = format!("{text}{mark} save the body as {BODY_FILE} first: {why}\n");
    }
    if request.leaves_body {
        text = format!("{text}{mark} without the body: curl sends none with HEAD\n");
    }
    if request.lacks_body {
        text = format!(
            "{text}{mark} add the body: the log names its fields only, not how they were sent\n"
        );
    }
    text
}
