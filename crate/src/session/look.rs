//! What a recording tells about its requests besides the changes it reports.

use super::leaving::is_of_api;
use super::{Change, Session, Success};
use crate::exchange::{Exchange, allows_credentials, asking};
use crate::har::Log;
use crate::redact::Redacted;
use crate::report::diagnose::diagnose_exchange;
use crate::report::v1::{Diagnosis, Input, Redaction};
use crate::report::{self, Format, Source};

/// What a report speaks of besides its failures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// Everything that the list covers.
    All,
    /// What concerns the APIs of these failures.
    Their,
}

/// A request that CORS was asked about, and that ended well: it may be one that failed before.
pub fn success(log: &Log, id: u64, exchange: &Exchange) -> Option<Success> {
    let entry = exchange.main_entry(log)?;
    let is_answered = entry.status != 0 && !entry.is_stated_failed() && entry.settled;
    if !is_answered || !entry.request_headers.contains("Origin") {
        return None;
    }
    Some(Success {
        id,
        method: entry.method.to_string(),
        url: entry.url.to_string(),
        asking: asking(log, exchange)?,
        allows_credentials: allows_credentials(log, exchange),
    })
}

impl Session {
    /// That a request passed, if it did.
    pub(super) fn passed(&self, id: u64, exchange: &Exchange) -> Option<Change> {
        success(&self.log, id, exchange).map(Change::Passed)
    }

    /// The diagnosis of a request by the id that its changes carry, made again from what was recorded of it.
    pub fn examine(&mut self, id: u64) -> Option<(Diagnosis, &Redacted<Log>, &Exchange)> {
        let position = *self.position_of.get(&id)?;
        let exchange = self.judged.get(&position)?;
        let mut diagnosis = diagnose_exchange(&self.log, exchange)?;
        self.planner.plan(&self.log, exchange, &mut diagnosis);
        self.calls.see(position, &mut diagnosis);
        Some((diagnosis, &self.log, exchange))
    }

    /// What works in the recording and could be better.
    pub fn advice(&self) -> Vec<report::advice::Advice> {
        let exchanges = self.judged.values();
        report::advice::of_part(&self.log, exchanges, |position| self.is_covered(position))
    }

    /// A report of some of the diagnoses that [`Self::receive`] gave, and what was masked in it. It speaks of the pages that
    /// the list covers, or of the APIs of these failures only.
    pub fn report(
        &self,
        format: Format,
        diagnoses: Vec<Diagnosis>,
        about: About,
    ) -> (String, Redaction) {
        let exchanges = self.judged.values();
        let advice = report::advice::of_part(&self.log, exchanges, |position| {
            let is_theirs = || is_of_api(self.log.entries.get(position), &diagnoses);
            self.is_covered(position) && (about == About::All || is_theirs())
        });
        let first = self.sequence_of.partition_point(|it| *it < self.from);
        let input = Input {
            path: "DevTools".to_owned(),
            creator: None,
            entries: self.log.entries.len() - first,
            gaps: Vec::new(),
            advice,
            redaction: report::redaction(&self.log, &diagnoses),
            diagnoses,
        };
        let source = Source {
            input: &input,
            log: &self.log,
            first,
        };
        (report::render(format, &[source]), input.redaction)
    }
}
