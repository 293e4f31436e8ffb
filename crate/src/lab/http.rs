//! HTTP/1.1 as plain bytes. An HTTP library would correct what a scenario wants wrong, so nothing here does more than
//! framing needs.

use super::scenario::Response;
use std::io::{self, BufRead, BufReader, Read, Write};

/// The longest request line with headers that is read.
pub(super) const HEAD_LIMIT: u64 = 64 * 1024;

/// The longest request body that is read.
pub(super) const BODY_LIMIT: u64 = 1024 * 1024;

/// A request as it came, one character for one byte.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Received {
    pub(super) method: String,
    pub(super) target: String,
    pub(super) headers: Vec<(String, String)>,
}

impl Received {
    /// The first value of a header.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(found, _)| found.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    /// Whom it is for; HTTP/2 says so in a pseudo-header.
    pub(super) fn host(&self) -> &str {
        self.header("host")
            .or_else(|| self.header(":authority"))
            .unwrap_or_default()
    }

    /// The path, without the query.
    pub(super) fn path(&self) -> &str {
        self.target.split('?').next().unwrap_or_default()
    }

    /// A CORS preflight: OPTIONS with Access-Control-Request-Method.
    pub(super) fn is_preflight(&self) -> bool {
        self.method == "OPTIONS" && self.header("access-control-request-method").is_some()
    }
}

/// Why a request was not read.
#[derive(Debug)]
pub(super) enum Unread {
    /// The client went away, said nothing in time, or the connection broke.
    Gone,
    /// It is not HTTP/1, or longer than the lab reads; answered with this status.
    Refused(u16),
}

impl From<io::Error> for Unread {
    fn from(_: io::Error) -> Self {
        Self::Gone
    }
}

/// Reads one request with its body, which is thrown away: a connection closed on an unread body would be reset.
pub(super) fn read(stream: impl Read) -> Result<Received, Unread> {
    let mut reader = BufReader::new(stream);
    let mut head = (&mut reader).take(HEAD_LIMIT);
    let request_line = read_line(&mut head)?;
    let mut words = request_line.split(' ');
    let (Some(method), Some(target), Some(version)) = (words.next(), words.next(), words.next())
    else {
        return Err(Unread::Refused(400));
    };
    if !version.starts_with("HTTP/1.") || !target.starts_with('/') {
        return Err(Unread::Refused(400));
    }
    let mut received = Received {
        method: method.to_owned(),
        target: target.to_owned(),
        headers: Vec::new(),
    };
    loop {
        let line = read_line(&mut head)?;
        if line.is_empty() {
            break;
        }
        let (name, value) = line.split_once(':').ok_or(Unread::Refused(400))?;
        received
            .headers
            .push((name.to_owned(), value.trim_matches([' ', '\t']).to_owned()));
    }
    if received.header("transfer-encoding").is_some() {
        return Err(Unread::Refused(411));
    }
    let length = match received.header("content-length").map(str::parse::<u64>) {
        None => 0,
        Some(Ok(length)) if length <= BODY_LIMIT => length,
        Some(Ok(_)) => return Err(Unread::Refused(413)),
        Some(Err(_)) => return Err(Unread::Refused(400)),
    };
    io::copy(&mut reader.take(length), &mut io::sink())?;
    Ok(received)
}

/// One line without its end; an end of input before the end of the line means that the client left or said too much.
fn read_line(head: &mut io::Take<impl BufRead>) -> Result<String, Unread> {
    let mut line = Vec::new();
    head.read_until(b'\n', &mut line)?;
    match line.as_slice() {
        [text @ .., b'\r', b'\n'] | [text @ .., b'\n'] => {
            Ok(text.iter().copied().map(char::from).collect())
        }
        _ if head.limit() == 0 => Err(Unread::Refused(431)),
        _ => Err(Unread::Gone),
    }
}

/// May a body follow a response of that status to that method?
pub(super) fn has_body(request_method: &str, status: u16) -> bool {
    !matches!(status, 204 | 304) && request_method != "HEAD"
}

/// Writes one response. Added is only what framing needs: Content-Length where the status allows a body and the scenario
/// says nothing of length, and Connection.
pub(super) fn write(
    stream: &mut impl Write,
    request_method: &str,
    response: &Response,
) -> io::Result<()> {
    let mut bytes = Vec::new();
    push_bytes(
        &mut bytes,
        &format!("HTTP/1.1 {} {}\r\n", response.status, reason(response)),
    );
    for (name, value) in &response.headers {
        push_bytes(&mut bytes, &format!("{name}: {value}\r\n"));
    }
    let has = |wanted: &str| {
        response
            .headers
            .iter()
            .any(|(name, _)| name.eq_ignore_ascii_case(wanted))
    };
    let has_length = !matches!(response.status, 204 | 304);
    if has_length && !has("content-length") && !has("transfer-encoding") {
        push_bytes(
            &mut bytes,
            &format!("Content-Length: {}\r\n", response.body.len()),
        );
    }
    if !has("connection") {
        bytes.extend_from_slice(b"Connection: close\r\n");
    }
    bytes.extend_from_slice(b"\r\n");
    if has_body(request_method, response.status) {
        bytes.extend_from_slice(response.body.as_bytes());
    }
    stream.write_all(&bytes)?;
    stream.flush()
}

/// One character is one byte; validation has refused characters above U+00FF, and a lab page has none in its headers.
fn push_bytes(bytes: &mut Vec<u8>, text: &str) {
    bytes.extend(
        text.chars()
            .map(|character| u8::try_from(u32::from(character)).unwrap_or(b'?')),
    );
}

/// A response's reason phrase: its own, or the registered one.
pub(super) fn reason(response: &Response) -> &str {
    response
        .reason
        .as_deref()
        .unwrap_or_else(|| registered_reason(response.status))
}

const fn registered_reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        201 => "Created",
        202 => "Accepted",
        204 => "No Content",
        206 => "Partial Content",
        300 => "Multiple Choices",
        301 => "Moved Permanently",
        302 => "Found",
        303 => "See Other",
        304 => "Not Modified",
        307 => "Temporary Redirect",
        308 => "Permanent Redirect",
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        407 => "Proxy Authentication Required",
        411 => "Length Required",
        413 => "Content Too Large",
        415 => "Unsupported Media Type",
        421 => "Misdirected Request",
        422 => "Unprocessable Content",
        429 => "Too Many Requests",
        431 => "Request Header Fields Too Large",
        500 => "Internal Server Error",
        501 => "Not Implemented",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        504 => "Gateway Timeout",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_a_request_and_keeps_bytes_as_characters() {
        let received = read(
            &b"POST /s/x?a=b HTTP/1.1\r\nHost: a\r\nX: \xe2\x80\r\nContent-Length: 2\r\n\r\n{}"[..],
        )
        .unwrap();
        assert_eq!(
            (received.method.as_str(), received.path()),
            ("POST", "/s/x")
        );
        assert_eq!(received.header("x"), Some("\u{e2}\u{80}"));
        assert!(!received.is_preflight());
    }

    #[test]
    fn refuses_what_is_too_long_or_not_http() {
        let refused = |bytes: &[u8]| match read(bytes) {
            Err(Unread::Refused(status)) => Some(status),
            _ => None,
        };
        assert_eq!(refused(b"\x16\x03\x01 hello there\r\n"), Some(400));
        assert_eq!(
            refused(&[b"GET / HTTP/1.1\r\nX: ".as_slice(), &vec![b'a'; 70_000]].concat()),
            Some(431)
        );
        assert_eq!(
            refused(b"POST / HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n"),
            Some(413)
        );
        assert_eq!(
            refused(b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"),
            Some(411)
        );
        assert!(matches!(read(&b"GET / HT"[..]), Err(Unread::Gone)));
    }
}
