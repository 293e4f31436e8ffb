//! An input that arrives in pieces: each entry is masked and reduced as soon as it is there, so that what a large file
//! costs is what is kept of it. The CLI reads large files so, and a browser a file that was dropped.

use super::{Examined, Masked};
use crate::har::Log;
use crate::har::{NeedsWhole, Stream};
use crate::redact::{Policy, Redacted, Secrets};

/// A log on its way in.
pub struct Reading {
    stream: Stream,
    log: Redacted<Log>,
}

impl Reading {
    /// Nothing read yet.
    pub fn new(policy: Policy) -> Self {
        Self::after(Secrets::default(), policy)
    }

    /// Nothing read yet, of an input that others came before, as in [`crate::redact::log_after`].
    pub fn after(secrets: Secrets, policy: Policy) -> Self {
        Self {
            stream: Stream::default(),
            log: Redacted::empty_after(secrets, policy),
        }
    }

    /// Reads one more piece; pieces may end anywhere.
    pub fn feed(&mut self, piece: &[u8]) {
        self.stream.feed(piece);
        for entry in self.stream.take_entries() {
            self.log.push(entry);
        }
    }

    /// Entries read so far.
    pub fn entries(&self) -> usize {
        self.log.entries.len()
    }

    /// Diagnoses what was read: the same as [`super::examine`] of the whole, which a damaged file must be given to.
    pub fn finish(self, path: &str) -> Result<Examined, NeedsWhole> {
        Ok(self.masked()?.examine(path))
    }

    /// What was read, before anything is said of it.
    pub fn masked(mut self) -> Result<Masked, NeedsWhole> {
        let (rest, gaps) = self.stream.finish()?;
        let entries = rest.raw_entries;
        self.log.name_creator(rest.creator);
        for entry in rest.entries {
            self.log.push(entry);
        }
        Ok(Masked {
            entries,
            gaps,
            log: self.log,
        })
    }
}
