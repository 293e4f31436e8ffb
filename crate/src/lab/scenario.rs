//! The scenario: what a page asks, what each server answers, what must be said about it. The one source of truth for
//! lab, recordings and tests; `tests/scenarios/schema.json` is the same shape for editors.

use super::Alias;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One file of `tests/scenarios`; its id is the file's name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Scenario {
    /// One line for the list of scenarios.
    pub title: String,
    /// The group it is listed in.
    pub topic: Topic,
    /// The origin of the asking page.
    #[serde(default = "app")]
    pub page: Alias,
    /// Further headers of the asking page; placeholders are filled.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub page_headers: Vec<(String, String)>,
    /// What happens, in order; a later step may rely on cookies and caches of an earlier one.
    pub steps: Vec<Step>,
}

/// The groups of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Topic {
    /// The value of Access-Control-Allow-Origin.
    Origins,
    /// Requests without a preflight.
    Simple,
    /// The preflight and its answer.
    Preflight,
    /// Cookies and other credentials.
    Credentials,
    /// Redirects, of either request.
    Redirects,
    /// Preflight cache and HTTP cache.
    Caches,
    /// Layers between page and application.
    Proxies,
    /// Failures that are not CORS.
    NotCors,
}

/// One request, its answers, and what must be said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// What the page asks.
    pub request: Request,
    /// What is answered, by name; the request goes to `main`.
    pub answers: BTreeMap<String, Answer>,
    /// What must be said.
    pub expect: Expect,
}

/// What the page asks, and with which browser API.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Request {
    /// The API.
    pub api: Api,
    /// The origin asked; the same as the `at` of the answer `main`.
    pub to: Alias,
    /// The method, in the author's spelling.
    #[serde(default = "get")]
    pub method: String,
    /// Headers that the author sets.
    #[serde(default)]
    pub headers: Vec<(String, String)>,
    /// `include` is `withCredentials` for XMLHttpRequest and EventSource, `use-credentials` for elements.
    #[serde(default)]
    pub credentials: Credentials,
    /// The body.
    #[serde(default)]
    pub body: Option<String>,
    /// The request mode, for `fetch`.
    #[serde(default)]
    pub mode: Mode,
    /// The redirect mode, for `fetch`.
    #[serde(default)]
    pub redirect: Redirect,
    /// The digest that the response must have, for `fetch`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub integrity: Option<String>,
    /// `keepalive`, for `fetch`.
    #[serde(default, skip_serializing_if = "is_false")]
    pub keepalive: bool,
    /// Ends the request after so many milliseconds: an `AbortSignal.timeout()`, or XMLHttpRequest's `timeout`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub abort_after: Option<u32>,
    /// `targetAddressSpace`, for `fetch`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target_address_space: Option<String>,
    /// Appended to the URL after a `?`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub query: Option<String>,
    /// Listens for upload progress, which alone makes an XMLHttpRequest ask first.
    #[serde(default, skip_serializing_if = "is_false")]
    pub upload_listener: bool,
    /// Asks the answers of an earlier step again, at the same URL, so that a cache can take part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub same_as_step: Option<usize>,
}

/// How the page asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Api {
    /// `fetch()`.
    Fetch,
    /// `XMLHttpRequest`.
    Xhr,
    /// `EventSource`.
    #[serde(rename = "eventsource")]
    EventSource,
    /// `<img crossorigin>`.
    Image,
    /// `<script crossorigin>`.
    Script,
    /// `<script type="module">`.
    ModuleScript,
    /// `FontFace`.
    Font,
    /// `<link rel="stylesheet" crossorigin>`.
    Style,
    /// `fetch()` in a dedicated worker.
    Worker,
    /// `fetch()` in a shared worker.
    SharedWorker,
    /// `fetch()` of a page whose service worker answers with a `fetch()` of its own.
    ServiceWorker,
    /// `fetch()` in `<iframe srcdoc>`: its origin is the page's.
    SrcdocFrame,
    /// `fetch()` in a frame with a `data:` address: its origin is opaque.
    DataFrame,
    /// `navigator.sendBeacon()`.
    Beacon,
}

/// The credentials mode.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Credentials {
    /// Never.
    Omit,
    /// Not across origins: the default.
    #[default]
    SameOrigin,
    /// Always.
    Include,
}

/// The request mode.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// The default.
    #[default]
    Cors,
    /// An opaque response.
    NoCors,
    /// Refused across origins.
    SameOrigin,
}

/// The redirect mode.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Redirect {
    /// The default.
    #[default]
    Follow,
    /// A redirect is a network error.
    Error,
    /// A redirect is an opaque response.
    Manual,
}

/// What one URL answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// The origin that serves it.
    pub at: Alias,
    /// To an OPTIONS request with Access-Control-Request-Method.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preflight: Option<Response>,
    /// To everything else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actual: Option<Response>,
    /// Instead of `actual`, to a request that asks whether what a cache holds is still current.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revalidated: Option<Response>,
}

/// One response, byte for byte.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Response {
    /// What is done with the connection.
    #[serde(default)]
    pub action: Action,
    /// The status.
    #[serde(default = "ok")]
    pub status: u16,
    /// The reason phrase; the registered one if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Header lines: order, case and duplicates are kept, one character from U+0000 to U+00FF is one byte.
    #[serde(default)]
    pub headers: Vec<(String, String)>,
    /// The body, as UTF-8.
    #[serde(default)]
    pub body: String,
}

/// What is done with the connection once the request is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    /// Answers.
    #[default]
    Respond,
    /// Breaks the connection with a TCP reset.
    Reset,
    /// Keeps it open and says nothing.
    Hang,
    /// Nothing listens: only for answers at `closed` and its like.
    Refuse,
}

/// What must be said about a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expect {
    /// Was it CORS?
    pub outcome: Outcome,
    /// Chromium's `Network.CorsError`, as the DevTools protocol reports it.
    #[serde(default)]
    pub chromium: Option<String>,
    /// Chromium's `failedParameter`; the protocol does not tell empty from absent.
    #[serde(default)]
    pub parameter: Option<String>,
    /// Id of the root cause.
    #[serde(default)]
    pub cause: Option<String>,
    /// Its title, where one cause has several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// How sure it is.
    #[serde(default)]
    pub certainty: Option<Certainty>,
    /// What the log tells about the credentials mode.
    #[serde(default)]
    pub credentials: KnownCredentials,
    /// What else it would be, where the log cannot decide.
    #[serde(default)]
    pub alternatives: Vec<Alternative>,
    /// Causes that fail next once this one is mended, in order.
    #[serde(default)]
    pub also: Vec<String>,
    /// What `DevTools` gives an extension of it.
    #[serde(default, skip_serializing_if = "Logged::is_whole")]
    pub logged: Logged,
    /// The verdict differs between the credentials modes and the log does not state the mode: `chromium` is what
    /// the browser said, and a diagnosis may put it among the alternatives.
    #[serde(default, skip_serializing_if = "is_false")]
    pub undecided: bool,
}

/// Was it CORS?
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// A `Network.CorsError`.
    Cors,
    /// It failed, or answered 4xx/5xx, for another reason.
    NotCors,
    /// The log cannot tell.
    Unclear,
    /// Nothing failed: no diagnosis at all.
    Passes,
}

/// How sure a cause is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Certainty {
    /// The headers show it.
    Certain,
    /// It fits best.
    Likely,
    /// One of several.
    Possible,
}

/// What `DevTools` gives an extension of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Logged {
    /// Its entry.
    #[default]
    Whole,
    /// Its entry without the response, so that no reading can name what the browser said.
    NoResponse,
    /// No entry, so that nothing is shown.
    Nothing,
    /// An entry as of a success, although the page's call fails; nothing is shown of it.
    Success,
    /// The entry of a service worker, and beside it the page's, which is bare and therefore called unclear.
    PageToo,
}

impl Logged {
    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "serde calls it with a reference"
    )]
    fn is_whole(&self) -> bool {
        *self == Self::Whole
    }
}

/// What a log tells about the credentials mode.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum KnownCredentials {
    /// Credentialed.
    Include,
    /// Not credentialed.
    NotInclude,
    /// It does not say.
    #[default]
    Unknown,
}

/// What a step would be under one condition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Alternative {
    /// The condition, such as `credentials: include`.
    #[serde(rename = "if")]
    pub condition: String,
    /// Chromium's name for the failure then.
    #[serde(default)]
    pub chromium: Option<String>,
    /// The cause then.
    #[serde(default)]
    pub cause: Option<String>,
}

const fn app() -> Alias {
    Alias::App
}

fn get() -> String {
    "GET".to_owned()
}

const fn ok() -> u16 {
    200
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde calls it with a reference"
)]
const fn is_false(value: &bool) -> bool {
    !*value
}
