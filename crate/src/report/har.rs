//! A minimal HAR: the entries that a selection of diagnoses rests on and no others, such that reading it again leads to
//! the same verdicts, causes and fixes. That is not hoped for: what was chosen is diagnosed, and where anything differs
//! more is taken in.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::Serialize;
use serde_json::{Value, json};

use super::diagnose::diagnose;
use super::format::Source;
use super::text::visible;
use super::v1::Diagnosis;
use crate::exchange::without_fragment;
use crate::har::{self, Entry, Log, NetError};
use crate::redact::{Policy, Redacted};

/// One log cannot stand for several: a request would be diagnosed otherwise beside the entries of the others.
#[derive(Debug)]
pub struct Apart {
    path: String,
    request: String,
}

impl fmt::Display for Apart {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{}: in one log with the other files something else would be said of {}; write a HAR of each file by itself",
            visible(&self.path),
            visible(&self.request)
        )
    }
}

/// The entries of all sources in one log, if that says of each request what its own log says. Logs of other times and
/// pages would tell something of each other's requests.
pub fn common_har(sources: &[Source<'_>]) -> Result<String, Apart> {
    let parts: Vec<Redacted<Log>> = sources.iter().map(minimal).collect();
    let joined = Redacted::joined(&parts);
    // One alone is proven already.
    if parts.len() > 1 {
        let mut wanted = Vec::new();
        let mut offset = 0;
        for (part, source) in parts.iter().zip(sources) {
            let of_part = diagnose(part).into_iter();
            wanted.extend(of_part.filter_map(|it| Some((offset + index_of(&it)?, source, it))));
            offset += part.entries.len();
        }
        let mut found: BTreeMap<usize, Diagnosis> = diagnose(&joined)
            .into_iter()
            .filter_map(|it| Some((index_of(&it)?, it)))
            .collect();
        let apart = |source: &Source<'_>, diagnosis: &Diagnosis| Apart {
            path: source.input.path.clone(),
            request: format!("{} {}", diagnosis.method, diagnosis.url),
        };
        for (index, source, diagnosis) in &wanted {
            let again = found.remove(index);
            if again.is_none_or(|again| !says_the_same(diagnosis, &again)) {
                return Err(apart(source, diagnosis));
            }
        }
        if let (Some((_, more)), Some(source)) = (found.pop_first(), sources.first()) {
            return Err(apart(source, &more));
        }
    }
    Ok(write_log(&joined))
}

/// Where a diagnosis stands in its log.
fn index_of(diagnosis: &Diagnosis) -> Option<usize> {
    diagnosis.entry.or(diagnosis.preflight)
}

fn write_log(part: &Redacted<Log>) -> String {
    let entries = || part.entries.iter();
    let mut pages: Vec<&str> = Vec::new();
    for page in entries().filter_map(|entry| entry.page.as_deref()) {
        if !pages.contains(&page) {
            pages.push(page);
        }
    }
    let mut log = json!({
        "version": "1.2",
        "creator": { "name": env!("CARGO_PKG_NAME"), "version": env!("CARGO_PKG_VERSION") },
        "pages": pages.iter().map(|page| json!({ "startedDateTime": first_start(entries(), page), "id": page, "title": page, "pageTimings": {} })).collect::<Vec<_>>(),
    });
    if part.policy() == Policy::Keep
        && let Some(log) = log.as_object_mut()
    {
        log.insert(
            "comment".into(),
            json!("Secrets are kept in this file (--no-redact)."),
        );
    }
    if let Some(log) = log.as_object_mut() {
        log.insert(
            "entries".into(),
            Value::Array(entries().map(to_value).collect()),
        );
    }
    let har = Har { log };
    // Texts and numbers only; none of these can fail to be written.
    let mut text = serde_json::to_string_pretty(&har).unwrap_or_default();
    text.push('\n');
    text
}

#[derive(Serialize)]
struct Har {
    log: Value,
}

fn first_start<'log>(mut entries: impl Iterator<Item = &'log Entry>, page: &str) -> String {
    let first = entries.find(|entry| entry.page.as_deref() == Some(page));
    first
        .map(|entry| entry.started_date_time.to_string())
        .unwrap_or_default()
}

/// The smallest of a few choices that leads to the same diagnoses.
fn minimal(source: &Source<'_>) -> Redacted<Log> {
    let Source { input, log, first } = *source;
    if input.diagnoses.is_empty() {
        return log.only(&BTreeSet::new());
    }
    let position_of: BTreeMap<usize, usize> = log
        .entries
        .iter()
        .enumerate()
        .map(|(position, entry)| (entry.index, position))
        .collect();
    let mut chosen: BTreeSet<usize> = input
        .diagnoses
        .iter()
        .flat_map(concerned)
        .filter_map(|index| position_of.get(&index).copied())
        .collect();
    for widen in [same_url, one_of_each_kind, same_api] {
        let part = log.only(&chosen);
        let differing = differing(input.diagnoses.iter(), log, &chosen, &part);
        if differing.is_empty() {
            return part;
        }
        let of: Vec<usize> = differing
            .iter()
            .flat_map(|diagnosis| concerned(diagnosis))
            .filter_map(|index| position_of.get(&index).copied())
            .collect();
        chosen.extend(widen(log, &of).into_iter().filter(|it| *it >= first));
    }
    let part = log.only(&chosen);
    if differing(input.diagnoses.iter(), log, &chosen, &part).is_empty() {
        return part;
    }
    chosen.extend(first..log.entries.len());
    log.only(&chosen)
}

/// Indices of the entries that a diagnosis names.
fn concerned(diagnosis: &Diagnosis) -> impl Iterator<Item = usize> + '_ {
    let own = [diagnosis.entry, diagnosis.preflight].into_iter().flatten();
    let evidence = diagnosis.evidence.iter().map(|evidence| evidence.entry);
    own.chain(diagnosis.redirects.iter().copied())
        .chain(evidence)
}

/// The diagnoses that a part of the log does not lead to.
fn differing<'a>(
    wanted: impl Iterator<Item = &'a Diagnosis>,
    log: &Redacted<Log>,
    chosen: &BTreeSet<usize>,
    part: &Redacted<Log>,
) -> Vec<&'a Diagnosis> {
    let original: Vec<usize> = chosen
        .iter()
        .filter_map(|position| Some(log.entries.get(*position)?.index))
        .collect();
    let found: BTreeMap<usize, Diagnosis> = diagnose(part)
        .into_iter()
        .filter_map(|diagnosis| Some((*original.get(index_of(&diagnosis)?)?, diagnosis)))
        .collect();
    wanted
        .filter(|diagnosis| {
            let again = index_of(diagnosis).and_then(|index| found.get(&index));
            again.is_none_or(|again| !says_the_same(diagnosis, again))
        })
        .collect()
}

fn says_the_same(one: &Diagnosis, other: &Diagnosis) -> bool {
    let verdict = one.outcome == other.outcome
        && one.chromium == other.chromium
        && one.parameter == other.parameter
        && one.firefox == other.firefox
        && one.credentials == other.credentials
        && one.alternatives == other.alternatives
        && one.origin == other.origin;
    let cause = one.cause == other.cause
        && one.title == other.title
        && one.what == other.what
        && one.advice == other.advice
        && one.certainty == other.certainty
        && one.also == other.also
        && one.checks == other.checks;
    verdict && cause && one.fixes == other.fixes && one.redirects.len() == other.redirects.len()
}

/// Entries with the address of one that is concerned.
fn same_url(log: &Redacted<Log>, of: &[usize]) -> Vec<usize> {
    let url = |position: &usize| Some(without_fragment(&log.entries.get(*position)?.url));
    let urls: BTreeSet<&str> = of.iter().filter_map(url).collect();
    positions_where(log, |entry| urls.contains(without_fragment(&entry.url)))
}

/// Of each API concerned, the first entry of each kind: fixes follow from all that was asked of an API.
fn one_of_each_kind(log: &Redacted<Log>, of: &[usize]) -> Vec<usize> {
    let mut seen = BTreeSet::new();
    let api = same_api(log, of);
    api.into_iter()
        .filter(|position| {
            log.entries.get(*position).is_some_and(|entry| {
                let names = |list: &crate::fetch::HeaderList| -> BTreeSet<String> {
                    list.iter()
                        .map(|line| line.name.to_ascii_lowercase())
                        .collect()
                };
                seen.insert((
                    har::authority(&entry.url).to_owned(),
                    entry.method.to_string(),
                    entry.status,
                    entry
                        .request_headers
                        .get("Origin")
                        .map(std::borrow::Cow::into_owned),
                    entry
                        .request_headers
                        .get("Access-Control-Request-Headers")
                        .map(std::borrow::Cow::into_owned),
                    names(&entry.request_headers),
                    names(&entry.response_headers),
                ))
            })
        })
        .collect()
}

/// Entries of an API that is concerned.
fn same_api(log: &Redacted<Log>, of: &[usize]) -> Vec<usize> {
    let authority = |position: &usize| Some(har::authority(&log.entries.get(*position)?.url));
    let apis: BTreeSet<&str> = of.iter().filter_map(authority).collect();
    positions_where(log, |entry| apis.contains(har::authority(&entry.url)))
}

fn positions_where(log: &Redacted<Log>, holds: impl Fn(&Entry) -> bool) -> Vec<usize> {
    let entries = log.entries.iter().enumerate();
    entries
        .filter(|(_, entry)| holds(entry))
        .map(|(position, _)| position)
        .collect()
}

/// Our own field: the list of headers misses lines that could not be read, so what is absent from it says nothing.
const INCOMPLETE: &str = "_headersIncomplete";

/// An entry as HAR 1.2 writes it, with Chromium's own fields where it had them.
fn to_value(entry: &Entry) -> Value {
    let headers = |list: &crate::fetch::HeaderList| -> Vec<Value> {
        list.iter()
            .map(|line| json!({ "name": line.name, "value": line.value }))
            .collect()
    };
    let post_data = entry
        .post_data
        .as_ref()
        .map(|data| json!({ "mimeType": data.mime_type, "text": data.text }));
    let mut response = json!({
        "status": entry.status, "statusText": "", "httpVersion": entry.http_version, "cookies": [],
        "headers": headers(&entry.response_headers), "content": { "size": 0, "mimeType": "" },
        "redirectURL": entry.redirect_url, "headersSize": -1, "bodySize": -1,
    });
    if let Some(response) = response.as_object_mut() {
        if !entry.knows_response_headers {
            response.insert(INCOMPLETE.into(), json!(true));
        }
        match &entry.error {
            NetError::NotStated => None,
            NetError::None => response.insert("_error".into(), Value::Null),
            NetError::Text(text) => response.insert("_error".into(), json!(text)),
            NetError::Words(text) => response.insert("_failureText".into(), json!(text)),
        };
        if entry.via_service_worker {
            response.insert("_fetchedViaServiceWorker".into(), json!(true));
        }
    }
    let mut request = json!({
        "method": entry.method, "url": entry.url, "httpVersion": entry.http_version, "cookies": [],
        "headers": headers(&entry.request_headers), "queryString": [], "headersSize": -1, "bodySize": -1,
    });
    if let Some(request) = request.as_object_mut() {
        if let Some(data) = post_data {
            request.insert("postData".into(), data);
        }
        if !entry.knows_request_headers {
            request.insert(INCOMPLETE.into(), json!(true));
        }
    }
    let mut value = json!({
        "startedDateTime": entry.started_date_time, "time": entry.time, "request": request,
        "response": if entry.has_response { response } else { Value::Null },
        "cache": {}, "timings": { "send": 0, "wait": entry.time, "receive": 0 },
    });
    if let Some(value) = value.as_object_mut() {
        let mut state = |name: &str, stated: Option<Value>| {
            if let Some(stated) = stated {
                value.insert(name.to_owned(), stated);
            }
        };
        state(
            "_resourceType",
            entry.resource_type.as_ref().map(|it| json!(it)),
        );
        state("_initiator", entry.initiator.as_ref().map(to_initiator));
        state("pageref", entry.page.as_ref().map(|it| json!(it)));
        let address = Some(&entry.server_ip_address).filter(|it| !it.is_empty());
        state("serverIPAddress", address.map(|it| json!(it)));
    }
    value
}

fn to_initiator(initiator: &har::Initiator) -> Value {
    let mut value = json!({ "type": initiator.kind });
    if let Some(object) = value.as_object_mut() {
        if let Some(url) = &initiator.url {
            object.insert("url".into(), json!(url));
        }
        if let Some(id) = &initiator.request_id {
            object.insert("requestId".into(), json!(id));
        }
        if let Some(frame) = &initiator.frame {
            let from_zero = |number: Option<u64>| number.map(|number| number.saturating_sub(1));
            let mut place = json!({ "url": frame.url,
                "lineNumber": from_zero(frame.line), "columnNumber": from_zero(frame.column) });
            if let (Some(place), Some(function)) = (place.as_object_mut(), &frame.function) {
                place.insert("functionName".into(), json!(function));
            }
            object.insert("stack".into(), json!({ "callFrames": [place] }));
        }
    }
    value
}
