//! The JSON export, version 1: the one shape that leaves the tool. Panel, CLI and tests read these structs.
//! The file name is the version; a change of meaning makes a `v2.rs`.

use std::sync::Arc;

use serde::Serialize;

mod credentials;

pub use credentials::{Credentials, CredentialsHint, CredentialsMode};

use crate::remedy::Remedy;

/// Everything one run of `whycors diagnose` says.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// Always 1.
    pub version: u8,
    /// Which program wrote this.
    pub tool: Tool,
    /// One item for each input, in the order given.
    pub inputs: Vec<Input>,
}

/// The program that wrote a report.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Tool {
    /// `whycors`.
    pub name: String,
    /// Its version.
    pub version: String,
}

/// What was read from one file, and what was found in it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Input {
    /// The path as given; `-` for standard input.
    pub path: String,
    /// `log.creator`, name and version.
    pub creator: Option<String>,
    /// Number of elements of `log.entries`, unreadable ones counted.
    pub entries: usize,
    /// What could not be read, and where.
    pub gaps: Vec<Gap>,
    /// What was masked before anything was said.
    pub redaction: Redaction,
    /// One for each failed request, in the log's order.
    pub diagnoses: Vec<Diagnosis>,
    /// What works and could be better.
    pub advice: Vec<super::advice::Advice>,
}

/// A place in the input that could not be read as expected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Gap {
    /// Where: a path such as `log.entries[3].response.status`, or line and column.
    pub at: String,
    /// What was found there.
    pub problem: String,
}

/// What happened to secrets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Redaction {
    /// Masked, or kept because it was asked for.
    pub policy: RedactionPolicy,
    /// What is masked in the entries that the diagnoses are about, by kind.
    pub masked: Vec<Masked>,
}

/// Masked or kept?
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RedactionPolicy {
    /// Placeholders such as `***token1` stand where secrets stood; the same secret has the same placeholder.
    Masked,
    /// Kept (`--no-redact`).
    Kept,
}

/// The masked secrets of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Masked {
    /// `token`, `cookie`, `key`, `signature`, `password`, `user`, `code`, `secret` or `body`.
    pub kind: String,
    /// Different ones.
    pub secrets: usize,
    /// Places where one of them stood.
    pub places: usize,
}

/// One failed request, explained.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Diagnosis {
    /// Index of the actual request's last hop in `log.entries`; null when only a preflight was logged.
    pub entry: Option<usize>,
    /// Index of its preflight.
    pub preflight: Option<usize>,
    /// Indices of the earlier hops of a redirect chain.
    pub redirects: Vec<usize>,
    /// Method of the actual request.
    pub method: String,
    /// URL of the last hop.
    pub url: String,
    /// As the log states it.
    pub started_date_time: String,
    /// Chromium's resource type (`fetch`, `xhr`, `script`…), where the log states it.
    pub resource_type: Option<String>,
    /// Status of the last hop's answer, also where CORS kept it from the page; null when none arrived.
    pub status: Option<u16>,
    /// Status of the preflight's answer.
    pub preflight_status: Option<u16>,
    /// The request's origin as it was serialized; `"null"` is an opaque origin, null is unknown.
    pub origin: Option<String>,
    /// The line that made the call.
    pub initiator: Option<Initiator>,
    /// Whether CORS blocked it.
    pub outcome: Outcome,
    /// Chromium's name for the failure (`Network.CorsError`).
    pub chromium: Option<String>,
    /// The value Chromium prints with it.
    pub parameter: Option<String>,
    /// Firefox's name for the failure.
    pub firefox: Option<String>,
    /// How it is known what Firefox says.
    pub firefox_basis: Option<FirefoxBasis>,
    /// The request's credentials mode, and how that is known.
    pub credentials: Credentials,
    /// What else it would be, where the log cannot decide.
    pub alternatives: Vec<Alternative>,
    /// Id of the root cause.
    pub cause: Option<String>,
    /// The cause in at most 60 characters.
    pub title: String,
    /// How sure the cause is.
    pub certainty: Certainty,
    /// What happened, with the observed values.
    pub what: String,
    /// Which rule of the browser, and what it protects.
    pub why: String,
    /// What to do.
    #[serde(rename = "do")]
    pub advice: String,
    /// Which team's door to knock on; null where the log leaves the cause open.
    pub door: Option<super::advice::Door>,
    /// The step of the standard that failed.
    pub step: Option<Step>,
    /// The header lines that say so.
    pub evidence: Vec<Evidence>,
    /// The whole walk of checks, in the browser's order.
    pub checks: Vec<Check>,
    /// What fails next once this is mended, in order.
    pub also: Vec<Also>,
    /// Origin against Access-Control-Allow-Origin, byte by byte.
    pub origin_diff: Option<OriginDiff>,
    /// Why the browser asked first.
    pub preflight_reasons: Vec<PreflightReason>,
    /// Commands that show the same failure without a browser.
    pub repro: Option<Repro>,
    /// Server fixes, recognised stacks first; shared by all failures of one API that they mend.
    #[serde(serialize_with = "fix::shared")]
    pub fixes: Arc<[Fix]>,
    /// What the fixes are written from, for stacks that are not among them.
    #[serde(skip)]
    pub remedy: Remedy,
}

/// The call that made a request, counted from 1 as Sources shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Initiator {
    /// URL of the script or document.
    pub url: String,
    /// Line, from 1.
    pub line: Option<u64>,
    /// Column, from 1.
    pub column: Option<u64>,
    /// Name of the function; empty for an anonymous one.
    pub function: Option<String>,
}

/// Was it CORS?
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// A `Network.CorsError`.
    Cors,
    /// It failed, or answered 4xx/5xx, for another reason.
    NotCors,
    /// The log cannot tell.
    Unclear,
}

/// How it is known what Firefox says of a failure that another browser logged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FirefoxBasis {
    /// Firefox was seen to say this of the same fault.
    Measured,
    /// It follows from the order of checks in Firefox's source.
    Derived,
}

/// How something is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// It stands in the log.
    Observed,
    /// It follows from what stands in the log.
    Inferred,
    /// Neither.
    Unknown,
}

/// How sure a cause is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Certainty {
    /// Nothing else explains what was observed.
    Certain,
    /// The observed signature is typical; other explanations remain.
    Likely,
    /// One of several explanations.
    Possible,
}

/// One reading of a failure that the log cannot decide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Alternative {
    /// The condition under which this reading holds.
    #[serde(rename = "if")]
    pub condition: String,
    /// Chromium's name; null: not a CORS failure.
    pub chromium: Option<String>,
    /// Firefox's name.
    pub firefox: Option<String>,
    /// Id of the cause.
    pub cause: Option<String>,
}

/// A step of a standard's algorithm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step {
    /// Name of the algorithm, for example `CORS check`.
    pub algorithm: String,
    /// Number of the step, for example `4` or `7.4`.
    pub number: String,
    /// The anchor.
    pub url: String,
}

/// Which message a header stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// The request.
    Request,
    /// The response.
    Response,
}

/// A header line (or its absence, `value: null`) that supports a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Evidence {
    /// Index in `log.entries`.
    pub entry: usize,
    /// Which message.
    pub side: Side,
    /// Header name, or `:status`, `:error` and `:url` for the status, Chromium's net error and the URL.
    pub header: String,
    /// The value; null: the header is absent.
    pub value: Option<String>,
    /// Observed or inferred.
    pub basis: Basis,
}

/// One check of the walk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Check {
    /// Stable id, for example `preflight-allow-origin`.
    pub id: String,
    /// The step of the standard.
    pub step: Step,
    /// true passed, false failed, null not reached or not known.
    pub passed: Option<bool>,
    /// What was compared, in words.
    pub note: String,
}

/// A further fault, met once the first is mended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Also {
    /// Id of the cause.
    pub cause: String,
    /// Chromium's name.
    pub chromium: Option<String>,
    /// The cause in at most 60 characters.
    pub title: String,
}

/// Origin against Access-Control-Allow-Origin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OriginDiff {
    /// The origin the request was made with.
    pub expected: String,
    /// The value found.
    pub found: String,
    /// Index of the first differing byte; null when one is a prefix of the other and nothing differs before its end.
    pub first_difference: Option<usize>,
    /// Scheme, host, port and rest, aligned.
    pub parts: Vec<OriginPart>,
    /// Byte by byte, as they were on the wire.
    pub bytes: Vec<OriginByte>,
}

/// One aligned part of two origins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OriginPart {
    /// `scheme`, `host`, `port` or `rest`.
    pub part: String,
    /// In the request's origin.
    pub expected: String,
    /// In the header's value.
    pub found: String,
    /// Are they the same?
    pub same: bool,
    /// What the difference is, in words; empty when there is none.
    pub note: String,
}

/// One byte position of two origins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OriginByte {
    /// Position, from 0.
    pub index: usize,
    /// Byte of the request's origin; null past its end.
    pub expected: Option<u8>,
    /// Byte of the header's value; null past its end.
    pub found: Option<u8>,
    /// Name of the character that the found byte belongs to, where it is invisible or looks like another.
    pub name: Option<String>,
}

/// One reason for a preflight.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PreflightReason {
    /// `method`, `header` or `forced`.
    pub kind: String,
    /// The header's name, for `header`.
    pub header: Option<String>,
    /// The method or the header's value.
    pub value: Option<String>,
}

/// Commands that show the failure again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Repro {
    /// The preflight, where there was one.
    pub preflight: Option<Command>,
    /// The actual request.
    pub actual: Command,
}

/// One command, for each shell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Command {
    /// bash and zsh.
    pub bash: String,
    /// PowerShell, with `curl.exe`.
    pub powershell: Option<String>,
    /// Windows cmd.
    pub cmd: Option<String>,
}

mod fix;
pub use fix::Fix;
