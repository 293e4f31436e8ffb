//! The fields of HAR that are read, and how they become an [`Entry`].

use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::entry::{Dialect, Entry, Frame, Initiator, NetError, PostData, Word};
use super::json::{Broken, Json};
use super::lenient::{Lenient, Shape, lenient_object};
use super::raw_headers::RawHeaders;
use super::raw_params::RawParams;
use crate::fetch::HeaderList;

lenient_object!(RawEntry {
    "startedDateTime" => started_date_time: Box<str>,
    "time" => time: f64,
    "request" => request: RawRequest,
    "response" => response: RawResponse,
    "_resourceType" => resource_type: Word,
    "_initiator" => initiator: RawInitiator,
    "serverIPAddress" => server_ip_address: Box<str>,
    "pageref" => page: Box<str>,
});
lenient_object!(RawRequest {
    "method" => method: Word,
    "url" => url: Box<str>,
    "httpVersion" => http_version: Word,
    "headers" => headers: RawHeaders,
    "_headersIncomplete" => headers_incomplete: bool,
    "postData" => post_data: RawPostData,
});
lenient_object!(RawResponse {
    "status" => status: f64,
    "headers" => headers: RawHeaders,
    "_headersIncomplete" => headers_incomplete: bool,
    "redirectURL" => redirect_url: Box<str>,
    "_error" => error: Box<str>,
    "_failureText" => failure_text: Box<str>,
    "_fetchedViaServiceWorker" => via_service_worker: bool,
});
lenient_object!(RawPostData {
    "mimeType" => mime_type: Box<str>,
    "text" => text: Box<str>,
    "params" => params: RawParams,
});
lenient_object!(RawInitiator {
    "type" => kind: Word,
    "url" => url: Box<str>,
    "requestId" => request_id: Box<str>,
    "lineNumber" => line_number: f64,
    "columnNumber" => column_number: f64,
    "stack" => stack: RawStack,
});
lenient_object!(RawStack { "callFrames" => call_frames: RawFrames, "parent" => parent: RawParentStack });
lenient_object!(RawParentStack { "callFrames" => call_frames: RawFrames });
lenient_object!(RawFrame {
    "functionName" => function_name: Box<str>,
    "url" => url: Box<str>,
    "lineNumber" => line_number: f64,
    "columnNumber" => column_number: f64,
});
lenient_object!(RawCreator { "name" => name: Box<str>, "version" => version: Box<str> });

/// Paths and JSON types of what was not as expected.
pub(super) type Wrong = Vec<(&'static str, &'static str)>;

impl RawEntry {
    /// Turns it into an entry; none if it has no request at all.
    pub(super) fn into_entry(self, index: usize, wrong: &mut Wrong) -> Option<Entry> {
        let request = self.request.take("request", wrong)?;
        let response_stated = matches!(self.response, Lenient::Value(_));
        let response = self.response.take("response", wrong).unwrap_or_default();
        if !response_stated {
            wrong.push(("response", "nothing"));
        }
        let url = request.url.take("request.url", wrong).unwrap_or_default();
        let error = match response.error {
            Lenient::Value(text) => NetError::Text(text),
            Lenient::Null => NetError::None,
            Lenient::Absent => {
                let words = response.failure_text.take("response._failureText", wrong);
                of_playwright(words, &response.status)
            }
            Lenient::Wrong(kind) => {
                wrong.push(("response._error", kind));
                NetError::NotStated
            }
        };
        let resource_type = self.resource_type.take("_resourceType", wrong);
        let dialect = match error {
            NetError::Text(_) | NetError::None => Dialect::Chromium,
            NetError::NotStated if resource_type.is_some() => Dialect::Chromium,
            NetError::NotStated | NetError::Words(_) => Dialect::Other,
        };
        let started_date_time = self
            .started_date_time
            .take("startedDateTime", wrong)
            .unwrap_or_default();
        let status = match response.status.take("response.status", wrong) {
            None if response_stated && error.text().is_none() => {
                wrong.push(("response.status", "no number"));
                0
            }
            status => to_status(status.unwrap_or(0.0)),
        };
        let request_headers = ReadHeaders::of(
            request.headers,
            request.headers_incomplete,
            "request.headers",
            wrong,
        );
        // Where nothing was answered, there are no headers to miss.
        let response_headers = if status == 0 && response.headers.is_nothing() {
            ReadHeaders::none()
        } else {
            ReadHeaders::of(
                response.headers,
                response.headers_incomplete,
                "response.headers",
                wrong,
            )
        };
        Some(Entry {
            index,
            dialect,
            started: to_milliseconds(&started_date_time),
            started_date_time,
            time: self
                .time
                .take("time", wrong)
                .filter(|time| time.is_finite())
                .unwrap_or(0.0),
            method: request
                .method
                .take("request.method", wrong)
                .unwrap_or_default(),
            url,
            http_version: request
                .http_version
                .take("request.httpVersion", wrong)
                .unwrap_or_default(),
            request_headers: request_headers.list,
            knows_request_headers: request_headers.is_whole,
            post_data: request
                .post_data
                .take("request.postData", wrong)
                .map(|data| Box::new(to_post_data(data, wrong))),
            status,
            response_headers: response_headers.list,
            knows_response_headers: response_headers.is_whole,
            redirect_url: response
                .redirect_url
                .take("response.redirectURL", wrong)
                .unwrap_or_default(),
            error,
            resource_type: resource_type.map(|kind| {
                if kind.bytes().any(|byte| byte.is_ascii_uppercase()) {
                    Word::Owned(kind.to_ascii_lowercase())
                } else {
                    kind
                }
            }),
            initiator: self
                .initiator
                .take("_initiator", wrong)
                .map(|raw| to_initiator(raw, wrong)),
            server_ip_address: self
                .server_ip_address
                .take("serverIPAddress", wrong)
                .unwrap_or_default(),
            via_service_worker: response
                .via_service_worker
                .take("response._fetchedViaServiceWorker", wrong)
                == Some(true),
            page: self.page.take("pageref", wrong),
            has_response: response_stated,
            settled: true,
        })
    }
}

/// What Playwright states of a request that it saw fail, in the words of the browser that it drives; before there is an answer
/// or a failure the status is -1.
fn of_playwright(words: Option<Box<str>>, status: &Lenient<f64>) -> NetError {
    match (words, status) {
        (Some(text), _) if text.starts_with("net::") => NetError::Text(text),
        (Some(text), _) => NetError::Words(text),
        (None, Lenient::Value(-1.0)) => NetError::None,
        (None, _) => NetError::NotStated,
    }
}

fn to_post_data(raw: RawPostData, wrong: &mut Wrong) -> PostData {
    let mime_type = raw
        .mime_type
        .take("request.postData.mimeType", wrong)
        .unwrap_or_default();
    let text = raw
        .text
        .take("request.postData.text", wrong)
        .unwrap_or_default();
    // Only where there is no text: a program that writes both writes the same twice.
    let params = raw.params.take("request.postData.params", wrong);
    let params = params.filter(|params| params.has_fields && text.is_empty());
    let essence = mime_type.split(';').next().unwrap_or_default().trim();
    let is_form = essence.eq_ignore_ascii_case("application/x-www-form-urlencoded");
    let (text, is_whole) = match params {
        None => (text, true),
        Some(params) if is_form && !params.has_lost => (params.form.into_boxed_str(), true),
        Some(_) => (text, false),
    };
    PostData {
        mime_type,
        text,
        is_whole,
    }
}

/// `name version`, where a log states them.
pub(super) fn to_creator(raw: RawCreator, wrong: &mut Wrong) -> Option<String> {
    let name = raw.name.take("creator.name", wrong)?;
    match raw.version.take("creator.version", wrong) {
        Some(version) if !version.is_empty() => Some(format!("{name} {version}")),
        _ => Some(name.into()),
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the range is checked first"
)]
fn to_status(number: f64) -> u16 {
    if (0.0..=999.0).contains(&number) && number.fract() == 0.0 {
        number as u16
    } else {
        0
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "milliseconds since 1970 fit f64 exactly for 285,000 years"
)]
fn to_milliseconds(text: &str) -> Option<f64> {
    let instant = OffsetDateTime::parse(text, &Rfc3339).ok()?;
    Some((instant.unix_timestamp_nanos() / 1000) as f64 / 1000.0)
}

/// The lines that could be read, and whether they are all that a verdict may rest on.
struct ReadHeaders {
    list: HeaderList,
    is_whole: bool,
}

impl ReadHeaders {
    fn none() -> Self {
        Self {
            list: HeaderList::default(),
            is_whole: true,
        }
    }

    /// With a note of each line that could not be read, and of a list that is not there.
    fn of(
        raw: Lenient<RawHeaders>,
        incomplete: Lenient<bool>,
        at: &'static str,
        wrong: &mut Wrong,
    ) -> Self {
        match raw {
            Lenient::Absent => wrong.push((at, "nothing")),
            Lenient::Null => wrong.push((at, "null")),
            Lenient::Value(_) | Lenient::Wrong(_) => {}
        }
        let Some(raw) = raw.take(at, wrong) else {
            return Self {
                list: HeaderList::default(),
                is_whole: false,
            };
        };
        wrong.extend(raw.wrong.into_iter().map(|kind| (at, kind)));
        // Our own files say so of what they could not read themselves.
        let was_incomplete = incomplete.take(at, wrong) == Some(true);
        Self {
            list: raw.list,
            is_whole: !raw.has_lost && !was_incomplete,
        }
    }
}

/// The first frame that has a URL, and the elements before it that could not be read. The frames below are not kept: a
/// stack is often fifty frames deep, and the top is where the call was made.
#[derive(Debug, Default, Clone, PartialEq)]
pub(super) struct RawFrames {
    first: Option<RawFrame>,
    wrong: Vec<&'static str>,
}

impl Shape for RawFrames {
    fn read_array(&mut self, json: &mut Json<'_>) -> Result<bool, Broken> {
        let mut is_first = true;
        while json.next_element(&mut is_first)? {
            if self.first.is_some() {
                json.skip()?;
                continue;
            }
            let mut frame: Lenient<RawFrame> = Lenient::Absent;
            frame.read(json)?;
            match frame {
                Lenient::Value(frame) => match &frame.url {
                    Lenient::Value(url) if !url.is_empty() => self.first = Some(frame),
                    Lenient::Wrong(kind) => self.wrong.push(kind),
                    _ => {}
                },
                Lenient::Wrong(kind) => self.wrong.push(kind),
                Lenient::Absent | Lenient::Null => {}
            }
        }
        Ok(true)
    }
}

fn to_frame(raw: Lenient<RawFrames>, wrong: &mut Wrong) -> Option<Box<Frame>> {
    let at = "_initiator.stack.callFrames";
    let frames = raw.take(at, wrong)?;
    wrong.extend(frames.wrong.into_iter().map(|kind| (at, kind)));
    let frame = frames.first?;
    Some(Box::new(Frame {
        url: frame.url.take(at, wrong)?,
        line: from_zero(frame.line_number, wrong),
        column: from_zero(frame.column_number, wrong),
        function: frame
            .function_name
            .take("_initiator.stack.callFrames.functionName", wrong),
    }))
}

fn to_initiator(raw: RawInitiator, wrong: &mut Wrong) -> Initiator {
    let url = raw.url.take("_initiator.url", wrong);
    let stack = raw.stack.take("_initiator.stack", wrong);
    let mut frame = stack.and_then(|stack| {
        let own = to_frame(stack.call_frames, wrong);
        own.or_else(|| {
            let parent = stack.parent.take("_initiator.stack.parent", wrong)?;
            to_frame(parent.call_frames, wrong)
        })
    });
    // Without a stack, Chromium states where the parser met the request.
    let kind = raw.kind.take("_initiator.type", wrong).unwrap_or_default();
    if let (None, Some(url), true) = (&frame, &url, &*kind != "preflight") {
        frame = Some(Box::new(Frame {
            url: url.clone(),
            line: from_zero(raw.line_number, wrong),
            column: from_zero(raw.column_number, wrong),
            function: None,
        }));
    }
    Initiator {
        kind,
        url,
        request_id: raw.request_id.take("_initiator.requestId", wrong),
        frame,
    }
}

/// A number counted from 0, counted from 1.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the range is checked first"
)]
fn from_zero(number: Lenient<f64>, wrong: &mut Wrong) -> Option<u64> {
    let number = number.take("_initiator.lineNumber", wrong)?;
    // Lazily: beyond the range, the sum itself would overflow.
    (0.0..1e15).contains(&number).then(|| number as u64 + 1)
}
