//! One entry, reduced to what a diagnosis reads.

use std::borrow::Cow;

use crate::fetch::HeaderList;

/// A text that is nearly always one of a few words, such as a method or a protocol.
pub type Word = Cow<'static, str>;

/// Which program's habits an entry shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// Chromium's DevTools: `_error`, `_resourceType`, `_initiator`.
    Chromium,
    /// Anything else; a failure stands only in the headers and in status 0.
    Other,
}

/// Chromium's `response._error`, and what Playwright writes of it as `response._failureText`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NetError {
    /// The field is absent.
    NotStated,
    /// `null`: the request succeeded, or was under way.
    None,
    /// A net error such as `net::ERR_FAILED`; the empty text stands for a block before the network (mixed content).
    Text(Box<str>),
    /// The words of another browser than Chromium: it failed, and they are no net error's name.
    Words(Box<str>),
}

impl NetError {
    /// The text, if one is stated.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) | Self::Words(text) => Some(text),
            Self::NotStated | Self::None => None,
        }
    }
}

/// `_initiator`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Initiator {
    /// `script`, `parser`, `preflight`, `other`…
    pub kind: Word,
    /// `_initiator.url`; of a preflight: the actual request's URL.
    pub url: Option<Box<str>>,
    /// Of a preflight: Chromium's id of the actual request.
    pub request_id: Option<Box<str>>,
    /// The first frame that has a URL: URL, line from 1, column from 1, function.
    pub frame: Option<Box<Frame>>,
}

/// A stack frame.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Frame {
    /// URL of the script.
    pub url: Box<str>,
    /// Line, from 1.
    pub line: Option<u64>,
    /// Column, from 1.
    pub column: Option<u64>,
    /// Name of the function; empty for an anonymous one.
    pub function: Option<Box<str>>,
}

/// `request.postData`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostData {
    /// Its MIME type.
    pub mime_type: Box<str>,
    /// Its text.
    pub text: Box<str>,
    /// Is the text all of it? Some programs write the fields of a form only, which do not tell how they were sent.
    pub is_whole: bool,
}

/// One entry.
#[derive(Debug, Clone, PartialEq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own, and none follows from another"
)]
pub struct Entry {
    /// Position in `log.entries`, unreadable elements counted.
    pub index: usize,
    /// Whose habits it shows.
    pub dialect: Dialect,
    /// As stated.
    pub started_date_time: Box<str>,
    /// In milliseconds since 1970; none if it cannot be read.
    pub started: Option<f64>,
    /// Duration in milliseconds; 0 if not stated.
    pub time: f64,
    /// Request method, case kept.
    pub method: Word,
    /// Request URL.
    pub url: Box<str>,
    /// `HTTP/1.1`, `h2`…
    pub http_version: Word,
    /// Request headers, pseudo-headers of HTTP/2 removed.
    pub request_headers: HeaderList,
    /// Are they all that the request had? Lines that the log holds in no readable form may be missing.
    pub knows_request_headers: bool,
    /// Request body.
    pub post_data: Option<Box<PostData>>,
    /// Status; 0 where there was no response, or none that can be read.
    pub status: u16,
    /// Response headers, pseudo-headers removed.
    pub response_headers: HeaderList,
    /// Are they all that the response had? Otherwise the absence of a header says nothing.
    pub knows_response_headers: bool,
    /// `response.redirectURL`, empty if none.
    pub redirect_url: Box<str>,
    /// `response._error`, else `response._failureText`.
    pub error: NetError,
    /// `_resourceType`, lower-case.
    pub resource_type: Option<Word>,
    /// `_initiator`.
    pub initiator: Option<Initiator>,
    /// `serverIPAddress`, empty if none.
    pub server_ip_address: Box<str>,
    /// `response._fetchedViaServiceWorker`.
    pub via_service_worker: bool,
    /// `pageref`.
    pub page: Option<Box<str>>,
    /// Has the entry a response object at all? Some programs log requests only; those did not fail.
    pub has_response: bool,
    /// Could the entry be read to its end by the recorder? A half-read one is never judged.
    pub settled: bool,
}

impl Entry {
    /// Is it a CORS preflight: `OPTIONS` with `Access-Control-Request-Method`?
    pub fn is_preflight(&self) -> bool {
        &*self.method == "OPTIONS"
            && (self.resource_type.as_deref() == Some("preflight")
                || (self
                    .request_headers
                    .contains("Access-Control-Request-Method")
                    && self.request_headers.contains("Origin")))
    }

    /// Did the program that wrote the log call it failed?
    pub fn is_stated_failed(&self) -> bool {
        self.error.text().is_some()
    }

    /// Is there no response at all?
    pub fn is_without_response(&self) -> bool {
        self.status == 0 && self.response_headers.is_empty()
    }

    /// Were the request's headers seen as they went out? A request that never left has provisional ones.
    pub fn has_final_request_headers(&self) -> bool {
        ["Host", "Sec-Fetch-Mode", "Connection"]
            .iter()
            .any(|name| self.request_headers.contains(name))
            || (!self.is_without_response() && !self.request_headers.is_empty())
    }

    /// When it ended, in milliseconds since 1970.
    pub fn ended(&self) -> Option<f64> {
        self.started.map(|started| started + self.time.max(0.0))
    }
}
