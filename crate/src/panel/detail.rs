//! All that is shown of one failure. It is made when its row is chosen, from the log that is kept anyway.

use super::message::{Message, messages};
use super::sequence::{Step, first_step, steps};
use crate::exchange::{AskedFirst, Exchange, asked_first, infer};
use crate::har::Log;
use crate::redact::Redacted;
use crate::report::v1::Diagnosis;

/// One failure in full.
#[derive(Debug, Clone, PartialEq)]
pub struct Detail {
    /// The row it belongs to.
    pub id: u64,
    /// What was found out.
    pub diagnosis: Diagnosis,
    /// What was sent and answered.
    pub messages: Vec<Message>,
    /// The same as a sequence of steps.
    pub steps: Vec<Step>,
    /// The origin of the page that called, as far as it is known.
    pub page: Option<String>,
    /// Was the call asked for before it was sent?
    pub asked: AskedFirst,
}

impl Detail {
    /// Makes it of a diagnosis and what it was made from.
    pub fn new(id: u64, diagnosis: Diagnosis, log: &Redacted<Log>, exchange: &Exchange) -> Self {
        let messages = messages(log, exchange);
        let steps = steps(&messages, &diagnosis.checks, diagnosis.outcome);
        Self {
            id,
            diagnosis,
            messages,
            steps,
            page: infer::page_origin(log, exchange)
                .value()
                .map(ToString::to_string),
            asked: asked_first(log, exchange, 0),
        }
    }

    /// Where stepping through the exchange begins.
    pub fn first_step(&self) -> usize {
        first_step(&self.steps, &self.diagnosis.checks)
    }
}
