//! What breaks an answer whatever CORS says of it: lines that contradict each other, and a body that is not what they say.

use super::Response;
use super::headers::header_list;
use crate::fetch::HeaderList;
use crate::fetch::http_redirect_fetch::is_redirect_status;

/// Of these Chromium takes no two different values; a list counts as several (measured).
const OF_ONE_VALUE: [&str; 2] = ["Content-Disposition", "Content-Length"];

/// How the page's reading of the body ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Body {
    /// It can be read.
    Readable,
    /// It breaks, and why.
    Breaks(String),
    /// Only unpacking it would tell, and why.
    Untold(String),
}

/// The lines, unless they are such that the answer is thrown away before anything of it is looked at.
pub(super) fn sound(response: &Response, asks_for_part: bool) -> Result<HeaderList, String> {
    let headers = header_list(response);
    let leads_on = is_redirect_status(response.status)
        && headers.lines("Location").any(|line| !line.is_empty());
    // How a redirect is packed the browser does not ask (measured).
    let void = if leads_on {
        contradiction(&headers)
    } else {
        void_coding(&headers, asks_for_part).or_else(|| contradiction(&headers))
    };
    void.map_or(Ok(headers), Err)
}

/// What makes the list of codings void. Where a part is asked for (`Range`), the browser takes no packed answer.
fn void_coding(headers: &HeaderList, asks_for_part: bool) -> Option<String> {
    let coding = headers.get("Content-Encoding").unwrap_or_default();
    let mut pieces = coding.split(',').filter(|piece| !piece.is_empty());
    let is_word = |piece: &str| {
        let word = piece.trim_matches([' ', '\t']);
        !word.is_empty() && !word.contains([' ', '\t', '"', '=', ';', '*'])
    };
    if !pieces.all(is_word) {
        return Some("Content-Encoding is no list of codings.".to_owned());
    }
    if asks_for_part
        && values(headers, "Content-Encoding")
            .iter()
            .any(|coding| is_known(coding))
    {
        return Some("A packed answer (Content-Encoding) to a request for a part (Range) is none to the browser.".to_owned());
    }
    None
}

/// Two values where there can be one.
fn contradiction(headers: &HeaderList) -> Option<String> {
    OF_ONE_VALUE
        .into_iter()
        // Chunks say their own length, and no other counts.
        .filter(|name| *name != "Content-Length" || !is_chunked(headers))
        .find(|name| {
            let values = values(headers, name);
            values.iter().any(|value| *value != values[0])
        })
        .map(|name| format!("Two different values of {name} make the answer invalid."))
}

/// Can the body be read that stands behind these lines?
pub(super) fn read(method: &str, response: &Response, headers: &HeaderList) -> Body {
    if method == "HEAD" || matches!(response.status, 204 | 205 | 304) {
        return Body::Readable;
    }
    // Of no length at all it is read, in chunks or not (measured).
    if is_chunked(headers) && stated_length(headers) != Some(0) {
        return Body::Breaks(
            "The answer says that its body comes in chunks, and it does not.".to_owned(),
        );
    }
    let mut bytes = response.body.as_bytes();
    if let Some(length) = stated_length(headers) {
        let Some(part) = bytes.get(..length) else {
            return Body::Breaks(format!(
                "The answer says that its body has {length} bytes, and it has {}.",
                bytes.len()
            ));
        };
        bytes = part;
    }
    unpacked(&codings(headers), bytes)
}

/// Only an answer with bytes can fail to be what it says: an empty one is read as it is (measured).
fn unpacked(codings: &[String], bytes: &[u8]) -> Body {
    if bytes.is_empty() {
        return Body::Readable;
    }
    // Undone in the opposite order. A packed body begins with bytes that no text begins with, but for two of the codings.
    let Some(coding) = codings.last() else {
        return Body::Readable;
    };
    match (coding.as_str(), bytes) {
        // The beginning of a packed body, of which the rest never comes (measured).
        ("deflate", b"{}") if codings.len() == 1 => Body::Readable,
        ("gzip" | "x-gzip" | "zstd", _) | ("br", b"{}") => Body::Breaks(format!(
            "The answer says that its body is packed ({coding}), and it is not."
        )),
        _ => Body::Untold(format!(
            "The answer says that its body is packed ({coding}): the core does not foretell what comes of unpacking it."
        )),
    }
}

/// The codings to undo; where one is unknown, none is undone (measured).
fn codings(headers: &HeaderList) -> Vec<String> {
    let all: Vec<String> = values(headers, "Content-Encoding")
        .iter()
        .map(|coding| coding.to_ascii_lowercase())
        .collect();
    if all.iter().all(|coding| is_known(coding)) {
        all
    } else {
        Vec::new()
    }
}

fn is_known(coding: &str) -> bool {
    matches!(
        coding.to_ascii_lowercase().as_str(),
        "gzip" | "x-gzip" | "deflate" | "br" | "zstd"
    )
}

/// What `Content-Length` says; a value that is no number counts for nothing.
fn stated_length(headers: &HeaderList) -> Option<usize> {
    let values = values(headers, "Content-Length");
    let digits = values.first()?;
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|_| is_number)
}

fn is_chunked(headers: &HeaderList) -> bool {
    values(headers, "Transfer-Encoding")
        .iter()
        .any(|value| value.eq_ignore_ascii_case("chunked"))
}

fn values(headers: &HeaderList, name: &str) -> Vec<String> {
    headers.get_decode_and_split(name).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(lines: &[(&str, &str)], status: u16, body: &str) -> Response {
        Response {
            action: "respond".to_owned(),
            status,
            headers: lines
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect(),
            body: body.to_owned(),
        }
    }

    fn kind(lines: &[(&str, &str)], body: &str) -> &'static str {
        let response = answer(lines, 200, body);
        match read("GET", &response, &header_list(&response)) {
            Body::Readable => "readable",
            Body::Breaks(_) => "breaks",
            Body::Untold(_) => "untold",
        }
    }

    /// As measured in Chromium 156, with the body that the lab's forms send.
    #[test]
    fn a_body_must_be_what_its_lines_say() {
        let length = |value| [("Content-Length", value)];
        for (value, is) in [
            ("0", "readable"),
            ("1", "readable"),
            ("2", "readable"),
            ("3", "breaks"),
            ("abc", "readable"),
            ("+9", "readable"),
            ("-1", "readable"),
        ] {
            assert_eq!(kind(&length(value), "{}"), is, "{value}");
        }
        for (value, is) in [
            ("gzip", "breaks"),
            ("X-GZIP", "breaks"),
            ("br", "breaks"),
            ("zstd", "breaks"),
            ("deflate", "readable"),
            ("identity", "readable"),
            ("foo, gzip", "readable"),
            ("", "readable"),
        ] {
            assert_eq!(kind(&[("Content-Encoding", value)], "{}"), is, "{value}");
            assert_eq!(kind(&[("Content-Encoding", value)], ""), "readable");
        }
        assert_eq!(kind(&[("Content-Encoding", "br")], "{\"a\":1}"), "untold");
        let empty_first = [("Content-Encoding", ""), ("Content-Encoding", "gzip")];
        assert_eq!(kind(&empty_first, "{}"), "readable");
        assert_eq!(kind(&[("Transfer-Encoding", "Chunked")], "{}"), "breaks");
        assert_eq!(kind(&[("Transfer-Encoding", "identity")], "{}"), "readable");
        let both = [("Transfer-Encoding", "chunked"), ("Content-Length", "0")];
        assert_eq!(kind(&both, "{}"), "readable");
    }

    #[test]
    fn where_no_body_stands_none_breaks() {
        let lines = [("Transfer-Encoding", "chunked"), ("Content-Length", "9")];
        for (method, status) in [("HEAD", 200), ("GET", 204), ("GET", 205), ("GET", 304)] {
            let response = answer(&lines, status, "{}");
            let body = read(method, &response, &header_list(&response));
            assert_eq!(body, Body::Readable, "{method} {status}");
        }
    }

    #[test]
    fn lines_of_one_value_may_not_differ() {
        let of = |lines: &[(&str, &str)]| sound(&answer(lines, 200, "{}"), false).err();
        let twice = |name, one, two| of(&[(name, one), (name, two)]);
        assert_eq!(twice("Content-Length", "2", "2"), None);
        assert!(twice("Content-Length", "2", "3").is_some());
        assert!(of(&[("Content-Length", "2, 3")]).is_some());
        assert!(twice("Content-Disposition", "inline", "attachment").is_some());
        assert_eq!(twice("Content-Type", "text/plain", "text/html"), None);
        let chunked = [
            ("Content-Length", "2"),
            ("Content-Length", "3"),
            ("Transfer-Encoding", "chunked"),
        ];
        assert_eq!(of(&chunked), None);
        assert!(twice("Content-Encoding", "zstd", "").is_some());
        assert!(of(&[("Content-Encoding", "gz ip")]).is_some());
        assert_eq!(of(&[("Content-Encoding", "")]), None);
        let part = |coding| {
            let answer = answer(&[("Content-Encoding", coding)], 200, "");
            sound(&answer, true).is_err()
        };
        let redirect = [("Location", "/"), ("Content-Encoding", "gzip")];
        assert!(sound(&answer(&redirect, 302, ""), true).is_ok());
        assert!(part("gzip") && part("foo, BR") && !part("foo") && !part("identity"));
    }
}
