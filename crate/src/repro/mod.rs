//! Commands that show the same failure without a browser: the preflight and the actual request.

mod quote;
mod request;
mod shells;

use crate::exchange::{Exchange, infer};
use crate::har::{Entry, Log};
use crate::redact::Redacted;
use request::Request;

/// curl commands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repro {
    /// The preflight, where one was logged.
    pub preflight: Option<Command>,
    /// The actual request.
    pub actual: Command,
}

/// One command, for each shell that can say it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Command {
    /// bash and zsh.
    pub bash: String,
    /// PowerShell: what curl is to do goes to it as a configuration, because versions of PowerShell disagree on how a
    /// quotation mark reaches a program. None where a value is not ASCII: they disagree on that too.
    pub powershell: Option<String>,
    /// The prompt of Windows' cmd. None where a value is not printable ASCII, or too long for it.
    pub cmd: Option<String>,
}

/// Headers that the browser sets by itself and that do not matter to the server's CORS answer. One that the preflight
/// asked for was set by the page.
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

/// What curl writes by itself, whoever set it.
const OWN_OF_CURL: [&str; 3] = ["origin", "content-length", "transfer-encoding"];

/// How everything begins that a preflight asks.
const ASKS: &str = "access-control-request-";

/// The commands for an exchange; none without an entry, or where its address is none that curl should ask.
pub fn repro(log: &Redacted<Log>, exchange: &Exchange) -> Option<Repro> {
    let preflight = exchange
        .preflight()
        .and_then(|position| log.entries.get(position));
    let hop = exchange.hops.len().saturating_sub(1);
    let origin = infer::hop_origin(log, exchange, hop)
        .value()
        .map(|origin| origin.as_str().to_owned());
    let actual = match exchange.last() {
        Some(last) => {
            let entry = log.entries.get(last.actual)?;
            actual_request(entry, preflight, origin.as_deref())
        }
        // Only the preflight was logged: what it asked for tells method and header names.
        None => asked_request(preflight?, origin.as_deref()),
    };
    let policy = log.policy();
    Some(Repro {
        preflight: preflight
            .and_then(preflight_request)
            .map(|request| request.command(policy)),
        actual: actual?.command(policy),
    })
}

/// The request of an entry with an origin that no server has a reason to allow: proves or disproves that it asks a list.
pub fn foreign_origin(log: &Redacted<Log>, position: usize) -> Option<String> {
    let entry = log.entries.get(position)?;
    let mut request = Request::new(&entry.url)?;
    if &*entry.method != "GET" {
        request.method(&entry.method);
    }
    request.header("Origin", "https://whycors-test.example");
    Some(request.command(log.policy()).bash)
}

/// `curl -i -X OPTIONS …` with all that the browser asked.
fn preflight_request(preflight: &Entry) -> Option<Request> {
    let mut request = Request::new(&preflight.url)?;
    request.method("OPTIONS");
    if let Some(origin) = preflight.request_headers.get("Origin") {
        request.header("Origin", &origin);
    }
    let named = [
        "Access-Control-Request-Method",
        "Access-Control-Request-Headers",
    ];
    for name in named {
        if let Some(value) = preflight.request_headers.get(name) {
            request.header(name, &value);
        }
    }
    // Of a private or local network, by the names of several years.
    for line in &preflight.request_headers {
        let name = line.name.to_ascii_lowercase();
        if name.starts_with(ASKS) && !named.iter().any(|it| it.eq_ignore_ascii_case(&name)) {
            request.header(line.name, line.value);
        }
    }
    Some(request)
}

/// Does a header of this name, lower-case, belong into the command?
fn is_shown(name: &str, asked_for: &str) -> bool {
    let of_browser = BROWSER_HEADERS.contains(&name) || name.starts_with("sec-");
    let mut asked_for = asked_for.split(',').map(str::trim);
    !of_browser
        || (asked_for.any(|asked| asked.eq_ignore_ascii_case(name)) && !OWN_OF_CURL.contains(&name))
}

/// The actual request, with the true Origin even where the log lost it.
fn actual_request(
    entry: &Entry,
    preflight: Option<&Entry>,
    origin: Option<&str>,
) -> Option<Request> {
    let mut request = Request::new(&entry.url)?;
    let body = entry
        .post_data
        .as_ref()
        .filter(|data| !data.text.is_empty());
    match (&*entry.method, body) {
        ("GET", None) | ("POST", Some(_)) => {}
        (method, _) => request.method(method),
    }
    if let Some(origin) = origin {
        request.header("Origin", origin);
    }
    let asked_for = preflight.and_then(|preflight| {
        preflight
            .request_headers
            .get("Access-Control-Request-Headers")
    });
    let asked_for = asked_for.unwrap_or_default();
    for line in &entry.request_headers {
        if is_shown(&line.name.to_ascii_lowercase(), &asked_for) {
            request.header(line.name, line.value);
        }
    }
    match (body, &entry.post_data) {
        (Some(body), _) => request.body(&body.text),
        (None, Some(data)) => request.lacks_body = !data.is_whole,
        (None, None) => {}
    }
    Some(request)
}

/// The request that a lone preflight asked for.
fn asked_request(preflight: &Entry, origin: Option<&str>) -> Option<Request> {
    let mut request = Request::new(&preflight.url)?;
    if let Some(method) = preflight
        .request_headers
        .get("Access-Control-Request-Method")
        .filter(|method| method != "GET")
    {
        request.method(&method);
    }
    if let Some(origin) = origin {
        request.header("Origin", origin);
    }
    Some(request)
}
