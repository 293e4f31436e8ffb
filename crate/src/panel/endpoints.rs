//! What became of each endpoint later: the same method and address that failed may have passed since, or fail otherwise.

use std::collections::BTreeMap;

use super::row::Row;

/// What is known of an endpoint that failed at least once.
#[derive(Debug, Clone, PartialEq)]
struct Endpoint {
    /// The latest request of it.
    latest: u64,
    /// Its cause; none when it passed.
    failure: Option<Box<str>>,
    /// Its cause in words.
    title: Box<str>,
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
    /// The same endpoint passed.
    Fixed,
    /// The same endpoint fails for another reason now: its title.
    FailsOtherwise(&'text str),
}

impl Endpoints {
    /// A request failed.
    pub fn failed(&mut self, row: &Row) {
        let cause = row.cause.clone().unwrap_or_default();
        let known = self.known.entry(row.endpoint().into()).or_insert(Endpoint {
            latest: row.id,
            failure: None,
            title: Box::default(),
        });
        if row.id >= known.latest {
            *known = Endpoint {
                latest: row.id,
                failure: Some(cause),
                title: row.title.clone(),
            };
        }
    }

    /// A request passed. Only an endpoint that failed before is of interest; true if that changed what is known.
    pub fn passed(&mut self, id: u64, endpoint: &str) -> bool {
        match self.known.get_mut(endpoint) {
            Some(known) if id > known.latest => {
                known.latest = id;
                known.failure.take().is_some()
            }
            _ => false,
        }
    }

    /// What became of a row's endpoint after it.
    pub fn later(&self, row: &Row) -> Later<'_> {
        let Some(known) = self.known.get(row.endpoint().as_str()) else {
            return Later::Same;
        };
        match &known.failure {
            _ if known.latest <= row.id => Later::Same,
            None => Later::Fixed,
            Some(cause) if Some(cause) == row.cause.as_ref() => Later::Same,
            Some(_) => Later::FailsOtherwise(&known.title),
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

    fn row(id: u64, url: &str, cause: &str) -> Row {
        let mut diagnosis = sample::diagnosis();
        diagnosis.url = url.to_owned();
        diagnosis.cause = Some(cause.to_owned());
        diagnosis.title = format!("Title of {cause}");
        Row::new(id, &diagnosis)
    }

    #[test]
    fn an_endpoint_that_passes_later_is_fixed_whatever_its_query() {
        let mut endpoints = Endpoints::default();
        let first = row(1, "http://a.test/x?page=1", "one");
        endpoints.failed(&first);
        assert_eq!(endpoints.later(&first), Later::Same);
        assert!(!endpoints.passed(2, "GET http://a.test/other"));
        assert!(endpoints.passed(3, "GET http://a.test/x"));
        assert_eq!(endpoints.later(&first), Later::Fixed);
        assert!(!endpoints.passed(4, "GET http://a.test/x"), "nothing new");
    }

    #[test]
    fn an_earlier_success_fixes_nothing() {
        let mut endpoints = Endpoints::default();
        let late = row(5, "http://a.test/x", "one");
        endpoints.failed(&late);
        assert!(!endpoints.passed(4, "GET http://a.test/x"));
        assert_eq!(endpoints.later(&late), Later::Same);
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
        endpoints.passed(4, "GET http://a.test/x");
        assert_eq!(endpoints.later(&other), Later::Fixed);
    }
}
