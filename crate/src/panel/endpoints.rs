//! What became of each failed request later: one that asks the same may have passed since, or fail otherwise. Of one that
//! asks for less (no header of its own, another origin, no credentials) nothing can be told.

use std::collections::BTreeMap;

use super::row::Row;
use crate::report::v1::CredentialsMode;

/// What is known of requests that are alike and failed at least once.
#[derive(Debug, Default)]
struct Endpoint {
    /// The rows of those that failed, in ascending order. What they failed by stands in the rows: one that is judged again
    /// or taken away leaves nothing behind.
    failed: Vec<u64>,
    /// The latest that passed: its id; would it have passed with credentials, too?
    passed: Option<(u64, bool)>,
}

/// A request that passed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pass {
    /// Later ones have higher ones.
    pub id: u64,
    /// Equal for requests that ask the same: [`Row::likeness`].
    pub likeness: String,
    /// Would its answers have passed with credentials as well?
    pub allows_credentials: bool,
}

/// All endpoints that failed.
#[derive(Debug, Default)]
pub struct Endpoints {
    known: BTreeMap<Box<str>, Endpoint>,
}

/// What became of a failure later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Later<'text> {
    /// Nothing, or the same again.
    Same,
    /// The same request passed.
    Fixed,
    /// It passed without credentials, and whether this one was sent with them is not known.
    FixedWithoutCredentials,
    /// The same request fails for another reason now: its title.
    FailsOtherwise(&'text str),
}

impl Endpoints {
    /// A request failed.
    pub fn failed(&mut self, row: &Row) {
        let Some(likeness) = row.likeness() else {
            return;
        };
        let known = match self.known.get_mut(likeness.as_str()) {
            Some(known) => known,
            None => self.known.entry(likeness.into()).or_default(),
        };
        if let Err(place) = known.failed.binary_search(&row.id) {
            known.failed.insert(place, row.id);
        }
        // Judged again: what passed before has not passed after all.
        known.passed = known.passed.filter(|(id, _)| *id != row.id);
    }

    /// A row is no longer in the list, or is about to be replaced.
    pub fn removed(&mut self, row: &Row) {
        let Some(likeness) = row.likeness() else {
            return;
        };
        if let Some(known) = self.known.get_mut(likeness.as_str()) {
            if let Ok(place) = known.failed.binary_search(&row.id) {
                known.failed.remove(place);
            }
            // A pass is kept for the row that may be there again in a moment; `forget_before` ends that.
            if known.failed.is_empty() && known.passed.is_none() {
                self.known.remove(likeness.as_str());
            }
        }
    }

    /// A request passed. Only one like those that failed before is of interest; true if that changed what is known.
    pub fn passed(&mut self, pass: &Pass) -> bool {
        let Some(known) = self.known.get_mut(pass.likeness.as_str()) else {
            return false;
        };
        if known.passed.is_some_and(|(id, _)| pass.id < id) {
            return false;
        }
        let now = (pass.id, pass.allows_credentials);
        let before = known.passed.replace(now);
        let last = known.failed.last().copied().unwrap_or_default();
        let said = |(id, allows): (u64, bool)| (id > last).then_some(allows);
        said(now) != before.and_then(said)
    }

    /// What became of a row's request after it. `find` gives a row of the list.
    pub fn later<'list>(
        &self,
        row: &Row,
        find: impl Fn(u64) -> Option<&'list Row>,
    ) -> Later<'list> {
        let known = row
            .likeness()
            .and_then(|likeness| self.known.get(likeness.as_str()));
        let Some(known) = known else {
            return Later::Same;
        };
        let failed = known.failed.last().copied().filter(|id| *id > row.id);
        let since = failed.unwrap_or(row.id);
        match known.passed.filter(|(id, _)| *id > since) {
            // That it passes without credentials says nothing about one with them.
            Some((_, true)) => Later::Fixed,
            Some((_, false)) => match row.credentials {
                CredentialsMode::NotInclude => Later::Fixed,
                CredentialsMode::Include => Later::Same,
                CredentialsMode::Unknown => Later::FixedWithoutCredentials,
            },
            None => match failed.and_then(find) {
                Some(latest) if latest.cause != row.cause => Later::FailsOtherwise(&latest.title),
                _ => Later::Same,
            },
        }
    }

    /// Forgets what is no longer in the list: the rows below an id, and what passed of those that have no other row.
    pub fn forget_before(&mut self, id: u64) {
        self.known.retain(|_, known| {
            let gone = known.failed.partition_point(|other| *other < id);
            known.failed.drain(..gone);
            !known.failed.is_empty()
        });
    }

    /// How many are known.
    #[cfg(test)]
    pub(super) fn count(&self) -> usize {
        self.known.len()
    }

    /// Forgets all.
    pub fn clear(&mut self) {
        self.known.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::panel::sample;

    fn asking(id: u64, url: &str, cause: &str, asking: &str) -> Row {
        let mut diagnosis = sample::diagnosis();
        diagnosis.url = url.to_owned();
        diagnosis.cause = Some(cause.to_owned());
        diagnosis.title = format!("Title of {cause}");
        diagnosis.credentials.mode = CredentialsMode::NotInclude;
        Row::new(id, &diagnosis).asking(Some(asking.to_owned()))
    }

    fn row(id: u64, url: &str, cause: &str) -> Row {
        asking(id, url, cause, "http://app.test ")
    }

    /// Where no other failure is told of.
    fn later(endpoints: &Endpoints, row: &Row) -> Later<'static> {
        endpoints.later(row, |_| None)
    }

    fn pass(id: u64, url: &str) -> Pass {
        Pass {
            id,
            likeness: format!("GET {url} http://app.test "),
            allows_credentials: false,
        }
    }

    #[test]
    fn a_request_that_passes_later_is_fixed_whatever_its_query() {
        let mut endpoints = Endpoints::default();
        let first = row(1, "http://a.test/x?page=1", "one");
        endpoints.failed(&first);
        assert_eq!(later(&endpoints, &first), Later::Same);
        assert!(!endpoints.passed(&pass(2, "http://a.test/other")));
        assert!(endpoints.passed(&pass(3, "http://a.test/x")));
        assert_eq!(later(&endpoints, &first), Later::Fixed);
        assert!(
            !endpoints.passed(&pass(4, "http://a.test/x")),
            "nothing new"
        );
    }

    #[test]
    fn an_earlier_success_fixes_nothing() {
        let mut endpoints = Endpoints::default();
        let late = row(5, "http://a.test/x", "one");
        endpoints.failed(&late);
        assert!(!endpoints.passed(&pass(4, "http://a.test/x")));
        assert_eq!(later(&endpoints, &late), Later::Same);
    }

    #[test]
    fn a_request_that_asks_for_less_fixes_nothing() {
        let mut endpoints = Endpoints::default();
        let preflighted = asking(1, "http://a.test/x", "one", "http://app.test authorization");
        let elsewhere = asking(2, "http://a.test/x", "one", "http://other.test ");
        endpoints.failed(&preflighted);
        endpoints.failed(&elsewhere);
        assert!(!endpoints.passed(&pass(3, "http://a.test/x")));
        assert_eq!(later(&endpoints, &preflighted), Later::Same);
        assert_eq!(later(&endpoints, &elsewhere), Later::Same);
    }

    #[test]
    fn one_with_credentials_is_fixed_by_an_answer_that_allows_them() {
        let mut endpoints = Endpoints::default();
        let mut included = row(1, "http://a.test/x", "one");
        included.credentials = CredentialsMode::Include;
        endpoints.failed(&included);
        endpoints.passed(&pass(2, "http://a.test/x"));
        assert_eq!(later(&endpoints, &included), Later::Same);
        let mut allowed = pass(3, "http://a.test/x");
        allowed.allows_credentials = true;
        assert!(endpoints.passed(&allowed));
        assert_eq!(later(&endpoints, &included), Later::Fixed);
    }

    #[test]
    fn where_the_mode_is_not_known_a_pass_without_credentials_is_no_more_than_that() {
        let mut endpoints = Endpoints::default();
        let mut unknown = row(1, "http://a.test/x", "one");
        unknown.credentials = CredentialsMode::Unknown;
        endpoints.failed(&unknown);
        endpoints.passed(&pass(2, "http://a.test/x"));
        assert_eq!(later(&endpoints, &unknown), Later::FixedWithoutCredentials);
        let mut allowed = pass(3, "http://a.test/x");
        allowed.allows_credentials = true;
        endpoints.passed(&allowed);
        assert_eq!(later(&endpoints, &unknown), Later::Fixed);
    }

    #[test]
    fn what_is_asked_must_be_known() {
        let mut endpoints = Endpoints::default();
        let mut unknown = row(1, "http://a.test/x", "one");
        unknown = unknown.asking(None);
        endpoints.failed(&unknown);
        assert!(!endpoints.passed(&pass(2, "http://a.test/x")));
        assert_eq!(later(&endpoints, &unknown), Later::Same);
    }

    #[test]
    fn another_reason_is_named_and_the_same_one_is_not() {
        let mut endpoints = Endpoints::default();
        let rows = [
            row(1, "http://a.test/x", "one"),
            row(2, "http://a.test/x", "one"),
            row(3, "http://a.test/x", "two"),
        ];
        let [first, again, other] = &rows;
        let find = |id: u64| rows.iter().find(|row| row.id == id);
        endpoints.failed(first);
        endpoints.failed(again);
        assert_eq!(endpoints.later(first, find), Later::Same);
        endpoints.failed(other);
        assert_eq!(
            endpoints.later(first, find),
            Later::FailsOtherwise("Title of two")
        );
        assert_eq!(endpoints.later(other, find), Later::Same);
        endpoints.passed(&pass(4, "http://a.test/x"));
        assert_eq!(endpoints.later(other, find), Later::Fixed);
    }
}
