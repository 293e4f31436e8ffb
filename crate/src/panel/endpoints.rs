//! What became of each failed request later: one that asks the same may have passed since, or fail otherwise. Of one that
//! asks for less (no header of its own, another origin, no credentials) nothing can be told.

use std::collections::BTreeMap;

use super::row::Row;
use crate::report::v1::CredentialsMode;

/// What is known of requests that are alike and failed at least once.
#[derive(Debug, Clone, PartialEq)]
struct Endpoint {
    /// The latest of them.
    latest: u64,
    /// How it ended.
    end: End,
}

#[derive(Debug, Clone, PartialEq)]
enum End {
    /// It failed; its cause, and that in words.
    Failed(Box<str>, Box<str>),
    /// It passed; would it have with credentials, too?
    Passed { with_credentials: bool },
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
        let now = Endpoint {
            latest: row.id,
            end: End::Failed(row.cause.clone().unwrap_or_default(), row.title.clone()),
        };
        match self.known.get_mut(likeness.as_str()) {
            Some(known) if row.id < known.latest => {}
            Some(known) => *known = now,
            None => drop(self.known.insert(likeness.into(), now)),
        }
    }

    /// A request passed. Only one like those that failed before is of interest; true if that changed what is known.
    pub fn passed(&mut self, pass: &Pass) -> bool {
        let Some(known) = self.known.get_mut(pass.likeness.as_str()) else {
            return false;
        };
        if pass.id <= known.latest {
            return false;
        }
        known.latest = pass.id;
        let now = End::Passed {
            with_credentials: pass.allows_credentials,
        };
        let before = std::mem::replace(&mut known.end, now);
        before != known.end
    }

    /// What became of a row's request after it.
    pub fn later(&self, row: &Row) -> Later<'_> {
        let known = row
            .likeness()
            .and_then(|likeness| self.known.get(likeness.as_str()));
        let Some(known) = known.filter(|known| known.latest > row.id) else {
            return Later::Same;
        };
        match &known.end {
            // That it passes without credentials says nothing about one with them.
            End::Passed {
                with_credentials: true,
            } => Later::Fixed,
            End::Passed {
                with_credentials: false,
            } => match row.credentials {
                CredentialsMode::NotInclude => Later::Fixed,
                CredentialsMode::Include => Later::Same,
                CredentialsMode::Unknown => Later::FixedWithoutCredentials,
            },
            End::Failed(cause, _) if Some(cause) == row.cause.as_ref() => Later::Same,
            End::Failed(_, title) => Later::FailsOtherwise(title),
        }
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
        assert_eq!(endpoints.later(&first), Later::Same);
        assert!(!endpoints.passed(&pass(2, "http://a.test/other")));
        assert!(endpoints.passed(&pass(3, "http://a.test/x")));
        assert_eq!(endpoints.later(&first), Later::Fixed);
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
        assert_eq!(endpoints.later(&late), Later::Same);
    }

    #[test]
    fn a_request_that_asks_for_less_fixes_nothing() {
        let mut endpoints = Endpoints::default();
        let preflighted = asking(1, "http://a.test/x", "one", "http://app.test authorization");
        let elsewhere = asking(2, "http://a.test/x", "one", "http://other.test ");
        endpoints.failed(&preflighted);
        endpoints.failed(&elsewhere);
        assert!(!endpoints.passed(&pass(3, "http://a.test/x")));
        assert_eq!(endpoints.later(&preflighted), Later::Same);
        assert_eq!(endpoints.later(&elsewhere), Later::Same);
    }

    #[test]
    fn one_with_credentials_is_fixed_by_an_answer_that_allows_them() {
        let mut endpoints = Endpoints::default();
        let mut included = row(1, "http://a.test/x", "one");
        included.credentials = CredentialsMode::Include;
        endpoints.failed(&included);
        endpoints.passed(&pass(2, "http://a.test/x"));
        assert_eq!(endpoints.later(&included), Later::Same);
        let mut allowed = pass(3, "http://a.test/x");
        allowed.allows_credentials = true;
        assert!(endpoints.passed(&allowed));
        assert_eq!(endpoints.later(&included), Later::Fixed);
    }

    #[test]
    fn where_the_mode_is_not_known_a_pass_without_credentials_is_no_more_than_that() {
        let mut endpoints = Endpoints::default();
        let mut unknown = row(1, "http://a.test/x", "one");
        unknown.credentials = CredentialsMode::Unknown;
        endpoints.failed(&unknown);
        endpoints.passed(&pass(2, "http://a.test/x"));
        assert_eq!(endpoints.later(&unknown), Later::FixedWithoutCredentials);
        let mut allowed = pass(3, "http://a.test/x");
        allowed.allows_credentials = true;
        endpoints.passed(&allowed);
        assert_eq!(endpoints.later(&unknown), Later::Fixed);
    }

    #[test]
    fn what_is_asked_must_be_known() {
        let mut endpoints = Endpoints::default();
        let mut unknown = row(1, "http://a.test/x", "one");
        unknown = unknown.asking(None);
        endpoints.failed(&unknown);
        assert!(!endpoints.passed(&pass(2, "http://a.test/x")));
        assert_eq!(endpoints.later(&unknown), Later::Same);
    }

    #[test]
    fn another_reason_is_named_and_the_same_one_is_not() {
        let mut endpoints = Endpoints::default();
        let (first, again, other) = (
            row(1, "http://a.test/x", "one"),
            row(2, "http://a.test/x", "one"),
            row(3, "http://a.test/x", "two"),
        );
        endpoints.failed(&first);
        endpoints.failed(&again);
        assert_eq!(endpoints.later(&first), Later::Same);
        endpoints.failed(&other);
        assert_eq!(
            endpoints.later(&first),
            Later::FailsOtherwise("Title of two")
        );
        assert_eq!(endpoints.later(&other), Later::Same);
        endpoints.passed(&pass(4, "http://a.test/x"));
        assert_eq!(endpoints.later(&other), Later::Fixed);
    }
}
