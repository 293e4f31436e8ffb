//! What we were given: a lenient reading of HAR, entry by entry.
//!
//! [`read`] cannot fail. A field of a wrong type is a [`Gap`]; a syntax error ends the log and keeps what was read.

mod entry;
mod lenient;
mod raw;
mod reader;
mod sanitize;

pub use entry::{Dialect, Entry, Initiator, NetError, PostData};
pub use reader::{read, read_entry};

/// A place that could not be read as expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// A path such as `log.entries[3].response.status`, or line and column.
    pub at: String,
    /// What stands there.
    pub problem: String,
}

/// A log, as far as it could be read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Log {
    /// `log.creator`: name and version.
    pub creator: Option<String>,
    /// The readable entries; [`Entry::index`] is the raw position.
    pub entries: Vec<Entry>,
    /// Number of elements of `log.entries`, unreadable ones counted.
    pub raw_entries: usize,
    /// Did the input hold anything that is a log?
    pub readable: bool,
}
