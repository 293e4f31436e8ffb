//! The gate that everything passes on its way out. A log is masked before anything is said about it, so no sentence,
//! command or table can hold what was masked. What CORS reads stays byte-exact, so the verdict does not change.
//!
//! Only this room builds a [`Redacted`]; [`crate::report`] takes nothing else.

mod addresses;
mod announced;
mod clean;
mod compared;
mod cookies;
mod evident;
mod headers;
mod looks;
mod names;
mod path;
mod secrets;
mod summary;
mod tokens;
mod trail;
mod url;
mod values;
mod words;

pub use secrets::{Kind, MASK, Placeholder, Secrets, placeholders};
pub use summary::{Masked, masked_in};

use std::borrow::Cow;

use crate::fetch::HeaderList;
use crate::fetch::method::is_token;
use crate::har::{Entry, Log, NetError};
use headers::Side;

/// A value without secrets, or one whose owner asked to keep them.
#[derive(Debug, Clone, PartialEq)]
pub struct Redacted<T> {
    value: T,
    policy: Policy,
    secrets: Secrets,
}

impl<T> Redacted<T> {
    /// The value.
    pub fn get(&self) -> &T {
        &self.value
    }

    /// Whether secrets were masked.
    pub fn policy(&self) -> Policy {
        self.policy
    }
}

impl<T> std::ops::Deref for Redacted<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

/// Mask or keep.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Policy {
    /// Secrets are masked.
    #[default]
    Mask,
    /// Asked for explicitly (`--no-redact`).
    Keep,
}

/// Masks a log.
pub fn log(log: Log, policy: Policy) -> Redacted<Log> {
    log_after(Secrets::default(), log, policy)
}

/// Masks a log of several: secrets that were met in others keep their placeholders.
pub fn log_after(mut secrets: Secrets, mut log: Log, policy: Policy) -> Redacted<Log> {
    if policy == Policy::Mask {
        // Taken out and put back: the log lists its entries by address, and addresses change.
        for mut entry in log.take_entries() {
            mask_entry(&mut secrets, &mut entry);
            log.push(entry);
        }
        mask_creator(&mut secrets, &mut log.creator);
    }
    Redacted {
        value: log,
        policy,
        secrets,
    }
}

impl Redacted<Log> {
    /// An empty log that grows entry by entry, each masked at the door.
    pub fn empty() -> Self {
        Self::empty_by(Policy::Mask)
    }

    /// An empty log that grows entry by entry, by this policy.
    pub fn empty_by(policy: Policy) -> Self {
        Self::empty_after(Secrets::default(), policy)
    }

    /// An empty log of several, as in [`log_after`].
    pub fn empty_after(secrets: Secrets, policy: Policy) -> Self {
        Self {
            value: Log::default(),
            policy,
            secrets,
        }
    }

    /// The secrets met so far, in this log and in those before it.
    pub fn secrets(&self) -> &Secrets {
        &self.secrets
    }

    /// Adds an entry at the end, masked unless the policy keeps secrets; its position.
    pub fn push(&mut self, mut entry: Entry) -> usize {
        self.mask(&mut entry);
        self.value.raw_entries = self.value.entries.len() + 1;
        self.value.push(entry)
    }

    /// Replaces an entry, masked.
    pub fn replace(&mut self, position: usize, mut entry: Entry) {
        self.mask(&mut entry);
        self.value.replace(position, entry);
    }

    /// Says which program wrote it, masked.
    pub fn name_creator(&mut self, creator: Option<String>) {
        self.value.creator = creator;
        if self.policy == Policy::Mask {
            mask_creator(&mut self.secrets, &mut self.value.creator);
        }
    }

    /// Lets so many of the oldest entries go.
    pub fn let_go(&mut self, count: usize) {
        for entry in self.value.take_entries().into_iter().skip(count) {
            self.value.push(entry);
        }
    }

    /// The entries at some positions, in the order of the log: a log that holds nothing else.
    #[must_use]
    pub fn only(&self, positions: &std::collections::BTreeSet<usize>) -> Self {
        let mut log = Log::default();
        log.creator.clone_from(&self.value.creator);
        log.readable = true;
        for entry in positions
            .iter()
            .filter_map(|position| self.value.entries.get(*position))
        {
            let mut entry = entry.clone();
            entry.index = log.entries.len();
            log.push(entry);
        }
        log.raw_entries = log.entries.len();
        Self {
            value: log,
            policy: self.policy,
            secrets: Secrets::default(),
        }
    }

    /// The entries of several logs one after the other, in one log; their secrets are kept if any of them keeps its own.
    #[must_use]
    pub fn joined(parts: &[Self]) -> Self {
        let mut log = Log::default();
        log.readable = true;
        for entry in parts.iter().flat_map(|part| &part.value.entries) {
            let mut entry = entry.clone();
            entry.index = log.entries.len();
            log.push(entry);
        }
        log.raw_entries = log.entries.len();
        let keeps = parts.iter().any(|part| part.policy == Policy::Keep);
        Self {
            value: log,
            policy: if keeps { Policy::Keep } else { Policy::Mask },
            secrets: Secrets::default(),
        }
    }

    fn mask(&mut self, entry: &mut Entry) {
        if self.policy == Policy::Mask {
            mask_entry(&mut self.secrets, entry);
        }
    }
}

/// Masks all that an entry holds.
fn mask_entry(secrets: &mut Secrets, entry: &mut Entry) {
    let redirect = Redirect::of(entry);
    for (side, list) in [
        (Side::Request, &mut entry.request_headers),
        (Side::Response, &mut entry.response_headers),
    ] {
        list.map_values(|name, value| headers::mask(secrets, side, name, value));
        mask_names(secrets, list);
    }
    for text in [&mut entry.url, &mut entry.redirect_url] {
        mask_url(secrets, text);
    }
    redirect.keep(secrets, entry);
    if let Some(initiator) = &mut entry.initiator {
        let frame = initiator.frame.as_mut().map(|frame| &mut frame.url);
        for text in initiator.url.iter_mut().chain(frame) {
            mask_url(secrets, text);
        }
        let function = initiator.frame.as_mut();
        if let Some(function) = function.and_then(|frame| frame.function.as_mut()) {
            mask_words(secrets, function);
        }
        if let Some(id) = &mut initiator.request_id {
            mask_words(secrets, id);
        }
    }
    // A net error's name holds nothing; a proxy or a program that drives a browser writes sentences in its place.
    if let NetError::Text(text) | NetError::Words(text) = &mut entry.error {
        mask_words(secrets, text);
    }
    for word in entry
        .resource_type
        .iter_mut()
        .chain([&mut entry.http_version])
    {
        // A word of the reader's own list holds nothing.
        if let Cow::Owned(text) = word
            && let Some(masked) = masked_text(secrets, text)
        {
            *word = masked.into();
        }
    }
    // Names of pages are the logging program's own; some write the page's address.
    if let Some(page) = &mut entry.page {
        mask_url(secrets, page);
    }
    // A date that cannot be read may be anything.
    if entry.started.is_none() && !entry.started_date_time.is_empty() {
        entry.started_date_time = MASK.into();
    }
    mask_words(secrets, &mut entry.server_ip_address);
    if let Some(data) = &mut entry.post_data {
        mask_words(secrets, &mut data.mime_type);
        // A body may hold anything; commands refer to it by name.
        if !data.text.is_empty() {
            data.text = secrets.placeholder(Kind::Body, &data.text).into();
        }
    }
}

fn mask_url(secrets: &mut Secrets, text: &mut Box<str>) {
    if let Some(masked) = url::mask(secrets, text) {
        *text = masked.into();
    }
}

fn mask_words(secrets: &mut Secrets, text: &mut Box<str>) {
    if let Some(masked) = masked_text(secrets, text) {
        *text = masked.into();
    }
}

fn mask_creator(secrets: &mut Secrets, creator: &mut Option<String>) {
    if let Some(text) = creator
        && let Some(masked) = masked_text(secrets, text)
    {
        *text = masked;
    }
}

/// A text of no certain kind without its secrets; none if it has none.
fn masked_text(secrets: &mut Secrets, text: &str) -> Option<String> {
    headers::mask(secrets, Side::Response, "", text)
}

/// Names of headers are compared as they are, whatever they look like; what is no name at all can be compared with none.
fn mask_names(secrets: &mut Secrets, list: &mut HeaderList) {
    if list.iter().all(|line| is_token(line.name)) {
        return;
    }
    let names: Vec<Option<String>> = list
        .iter()
        .map(|line| masked_name(secrets, line.name))
        .collect();
    *list = list
        .iter()
        .zip(&names)
        .map(|(line, name)| (name.as_deref().unwrap_or(line.name), line.value))
        .collect();
}

/// A pair that stands in the place of a name keeps its first half.
fn masked_name(secrets: &mut Secrets, name: &str) -> Option<String> {
    match name.split_once('=') {
        _ if is_token(name) => None,
        Some((before, after)) if !after.is_empty() && !secrets::is_placeholder(after) => Some(
            format!("{before}={}", secrets.placeholder(Kind::Token, after)),
        ),
        _ => masked_text(secrets, name),
    }
}

/// Where an entry redirects to, before it was masked. A relative address is masked by what it says itself, the next
/// entry's by the whole: where the two would no longer name the same place, the whole is written instead.
struct Redirect {
    target: Option<::url::Url>,
}

impl Redirect {
    fn of(entry: &Entry) -> Self {
        let location = crate::exchange::location(entry);
        let base = location
            .as_ref()
            .and_then(|_| ::url::Url::parse(&entry.url).ok());
        Self {
            target: base.and_then(|base| base.join(&location?).ok()),
        }
    }

    fn keep(self, secrets: &mut Secrets, entry: &mut Entry) {
        let Some(target) = self.target else {
            return;
        };
        let wanted = url::mask(secrets, target.as_str());
        let wanted = wanted.unwrap_or_else(|| target.to_string());
        let base = ::url::Url::parse(&entry.url).ok();
        let is_kept = |location: &str| {
            let joined = base.as_ref().and_then(|base| base.join(location).ok());
            joined.is_some_and(|joined| joined.as_str() == wanted)
        };
        if crate::exchange::location(entry).is_some_and(|location| is_kept(&location)) {
            return;
        }
        if !entry.redirect_url.is_empty() {
            entry.redirect_url = wanted.clone().into();
        }
        let mut is_first = true;
        entry.response_headers.map_values(|name, _| {
            let is_location = is_first && name.eq_ignore_ascii_case("Location");
            is_first &= !is_location;
            is_location.then(|| wanted.clone())
        });
    }
}
