//! A request before it is written for a shell: what curl is told, each value as text and variables.

use std::fmt::Write;

use super::{Command, shells};
use crate::har::authority;
use crate::redact::{Policy, placeholders};

/// Bodies beyond this are referred to as a file.
const LONG_BODY: usize = 8 * 1024;

/// What a command asks for.
pub(super) struct Request {
    pub(super) url: String,
    pub(super) method: Option<String>,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Option<Body>,
    /// Did it carry a body that the log does not hold?
    pub(super) lacks_body: bool,
    /// Did it carry a body that curl sends with no such method?
    pub(super) leaves_body: bool,
}

/// What a request carries.
pub(super) enum Body {
    Text(String),
    /// None that a command can hold, and why.
    File(&'static str),
}

/// A part of a value.
pub(super) enum Piece<'text> {
    Text(&'text str),
    /// A masked secret: the variable's name.
    Variable(String),
}

impl Request {
    /// None where the address is no address of the web: `file:` would read this machine.
    pub(super) fn new(url: &str) -> Option<Self> {
        let url = sendable(&line(url));
        let is_web = ["http://", "https://"].iter().any(|scheme| {
            url.get(..scheme.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
        });
        is_web.then_some(Self {
            url,
            method: None,
            headers: Vec::new(),
            body: None,
            lacks_body: false,
            leaves_body: false,
        })
    }

    pub(super) fn method(&mut self, method: &str) {
        self.method = Some(line(method));
    }

    /// A name that is no token was never sent, and curl reads `@name` as a file.
    pub(super) fn header(&mut self, name: &str, value: &str) {
        let is_token =
            |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
        if !name.is_empty() && name.bytes().all(is_token) {
            self.headers.push((name.to_owned(), line(value)));
        }
    }

    pub(super) fn body(&mut self, text: &str) {
        if self.method.as_deref() == Some("HEAD") {
            self.leaves_body = true;
            return;
        }
        self.body = Some(if text.contains('\0') {
            Body::File("it holds a NUL byte, which no command can")
        } else if text.len() > LONG_BODY {
            Body::File("it is too long for a command")
        } else {
            Body::Text(text.to_owned())
        });
    }

    /// Written for each shell.
    pub(super) fn command(&self, policy: Policy) -> Command {
        Command {
            bash: shells::for_bash(self, policy),
            powershell: shells::for_powershell(self, policy),
            cmd: shells::for_cmd(self, policy),
        }
    }

    /// Names of the variables that must be set first, in order.
    pub(super) fn variables(&self, policy: Policy) -> Vec<String> {
        let headers = self.headers.iter().map(|(_, value)| value.as_str());
        let body = match &self.body {
            Some(Body::Text(text)) => Some(text.as_str()),
            Some(Body::File(_)) | None => None,
        };
        let mut names = Vec::new();
        for text in [self.url.as_str()].into_iter().chain(headers).chain(body) {
            for piece in pieces(text, policy) {
                if let Piece::Variable(name) = piece
                    && !names.contains(&name)
                {
                    names.push(name);
                }
            }
        }
        names
    }
}

/// A text and the secrets that were masked in it.
pub(super) fn pieces(text: &str, policy: Policy) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut from = 0;
    if policy == Policy::Mask {
        for found in placeholders(text) {
            if found.start > from {
                pieces.push(Piece::Text(text.get(from..found.start).unwrap_or_default()));
            }
            let name = format!("{}{}", found.kind.word().to_uppercase(), found.number);
            pieces.push(Piece::Variable(name));
            from = found.end;
        }
    }
    if from < text.len() {
        pieces.push(Piece::Text(text.get(from..).unwrap_or_default()));
    }
    pieces
}

/// What one line of a request can hold: a line feed in it was never sent.
fn line(text: &str) -> String {
    text.replace(['\r', '\n', '\0'], "")
}

/// An address whose path and query a line of a request can hold: a log may have them decoded. Hosts are curl's own matter.
fn sendable(url: &str) -> String {
    let (authority, rest) = url.split_at(authority(url).len());
    let mut sendable = authority.to_owned();
    for byte in rest.bytes() {
        if byte.is_ascii_graphic() {
            sendable.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(sendable, "%{byte:02X}");
        }
    }
    sendable
}
