//! What the recorder says, and what it changes.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::report::v1::Diagnosis;

/// A request that passed, as far as it tells what became of one that failed before.
#[derive(Debug, PartialEq)]
pub struct Success {
    /// The sequence number of its last entry.
    pub id: u64,
    /// Its method.
    pub method: String,
    /// Its address.
    pub url: String,
    /// What it asks besides: equal for requests that are judged alike. See [`exchange::asking`](crate::exchange::asking).
    pub asking: String,
    /// Would its answers have passed with credentials as well?
    pub allows_credentials: bool,
}

/// What a message changed.
#[derive(Debug, PartialEq)]
pub enum Change {
    /// A failed request, new or judged again. The id is the sequence number of its last entry; the text is what it asks,
    /// where that is known: see [`Success::asking`].
    Upsert(u64, Box<Diagnosis>, Option<String>),
    /// It did not fail after all.
    Remove(u64),
    /// A request of a page to another origin passed.
    Passed(Success),
    /// The page went elsewhere.
    Navigated {
        /// Where to.
        url: String,
        /// What was recorded before has a lower id than this, also what is still to be judged of it.
        next: u64,
        /// Did the reader want rows to outlive their page, then?
        preserved: bool,
    },
    /// Recording goes on, or pauses.
    Recording(bool),
    /// DevTools' theme.
    Theme(String),
    /// So many entries wait for their second reading.
    Pending(usize),
    /// So many of the oldest entries were let go, before the panel was opened and since.
    Dropped(u64),
    /// Failures with a lower id than this were let go with them.
    LetGo(u64),
}

/// The items of a message; those that cannot be read are left out.
pub(super) fn items(text: &str) -> Vec<Item<'_>> {
    // Nearly always all of them can: only otherwise is each looked at by itself, which costs another pass.
    serde_json::from_str(text).unwrap_or_else(|_| {
        let items: Vec<&RawValue> = serde_json::from_str(text).unwrap_or_default();
        let read = items
            .into_iter()
            .map(|item| serde_json::from_str(item.get()));
        read.filter_map(Result::ok).collect()
    })
}

/// One item of the recorder's messages; which fields it has depends on its kind.
#[derive(Deserialize)]
pub(super) struct Item<'text> {
    pub(super) kind: Cow<'text, str>,
    #[serde(default)]
    pub(super) sequence: u64,
    /// `true`, `false` or `"pending"`.
    #[serde(borrow)]
    pub(super) settled: Option<&'text RawValue>,
    #[serde(borrow)]
    pub(super) entry: Option<&'text RawValue>,
    #[serde(default)]
    pub(super) url: String,
    #[serde(default)]
    pub(super) name: String,
    #[serde(default)]
    pub(super) count: u64,
    #[serde(default)]
    pub(super) next: u64,
    #[serde(default)]
    pub(super) preserves: bool,
    #[serde(default)]
    pub(super) on: bool,
    #[serde(default)]
    pub(super) line: u64,
    #[serde(default)]
    pub(super) column: u64,
    #[serde(default)]
    pub(super) before: String,
    #[serde(default)]
    pub(super) after: String,
}
