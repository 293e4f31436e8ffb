//! The calls of undecided requests: which lines of the page's code are wanted, and what they say.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::message::Item;
use super::{Change, Session};
use crate::exchange::calling_code;
use crate::report::convert::to_mode;
use crate::report::v1::{CredentialsHint, CredentialsMode, Diagnosis};

/// At most so many places are asked for until the page goes elsewhere: reading a script costs the page's DevTools time.
const MOST_PLACES: usize = 200;

/// A place in the page's code, counted from 1.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Place {
    /// Of the script or document.
    pub url: String,
    /// Its line.
    pub line: u64,
    /// Its column.
    pub column: u64,
}

/// What is wanted, and what was read.
#[derive(Debug, Default)]
pub(super) struct Calls {
    wanted: Vec<Place>,
    /// Positions of the undecided requests that each place made.
    asked: BTreeMap<Place, BTreeSet<usize>>,
    read: BTreeMap<Place, CredentialsHint>,
}

impl Calls {
    /// Adds what the call says to a diagnosis that depends on it, or notes that its code is wanted.
    pub(super) fn see(&mut self, position: usize, diagnosis: &mut Diagnosis) {
        let depends = diagnosis.credentials.mode == CredentialsMode::Unknown
            && diagnosis
                .alternatives
                .iter()
                .any(|alternative| alternative.condition.starts_with("credentials"));
        let Some(place) = place(diagnosis).filter(|_| depends) else {
            return;
        };
        if let Some(hint) = self.read.get(&place) {
            diagnosis.credentials.hints.push(hint.clone());
        }
        if let Some(positions) = self.asked.get_mut(&place) {
            positions.insert(position);
        } else if self.asked.len() < MOST_PLACES {
            self.asked.insert(place.clone(), BTreeSet::from([position]));
            self.wanted.push(place);
        }
    }

    /// The places that are wanted since this was last asked.
    pub(super) fn take_wanted(&mut self) -> Vec<Place> {
        std::mem::take(&mut self.wanted)
    }

    /// Takes the code around a place; the positions of the requests that it says something of.
    pub(super) fn take_in(&mut self, place: Place, before: &str, after: &str) -> Vec<usize> {
        let Some((mode, words)) = calling_code::read(before, after) else {
            return Vec::new();
        };
        let Some(positions) = self.asked.get(&place) else {
            return Vec::new();
        };
        let hint = CredentialsHint {
            mode: to_mode(mode),
            because: format!("the calling line says {words}"),
            entry: None,
        };
        self.read.insert(place, hint);
        positions.iter().copied().collect()
    }

    /// The page went elsewhere, and its scripts may be others under the same addresses.
    pub(super) fn forget(&mut self) {
        *self = Self::default();
    }
}

impl Session {
    /// The places in the page's code that would tell more, since this was last asked.
    pub fn wanted(&mut self) -> Vec<Place> {
        self.calls.take_wanted()
    }

    /// Takes the code around a call, and tells the requests that it made anew.
    pub(super) fn read_call(&mut self, item: Item<'_>, changes: &mut Vec<Change>) {
        let place = Place {
            url: item.url,
            line: item.line,
            column: item.column,
        };
        for position in self.calls.take_in(place, &item.before, &item.after) {
            if let Some(exchange) = self.judged.get(&position).cloned() {
                self.judge_one(position, exchange, changes);
            }
        }
    }
}

fn place(diagnosis: &Diagnosis) -> Option<Place> {
    let initiator = diagnosis.initiator.as_ref()?;
    Some(Place {
        url: initiator.url.clone(),
        line: initiator.line?,
        column: initiator.column?,
    })
}
