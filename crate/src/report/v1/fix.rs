//! A server fix.

use std::sync::Arc;

use serde::{Serialize, Serializer};

/// A server fix for one stack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fix {
    /// Key of the stack.
    pub stack: String,
    /// Its title.
    pub title: String,
    /// How strongly the stack was recognised.
    pub detected: Option<String>,
    /// By which header.
    pub because: Option<String>,
    /// Language of the snippet, for highlighting.
    pub language: String,
    /// The file it goes into.
    pub file: String,
    /// The snippet.
    pub text: String,
    /// What to restart, which version, the trap.
    pub notes: Vec<String>,
    /// Does it allow more than was seen to be needed?
    pub widening: bool,
    /// How it was proven.
    pub proof: String,
}

/// All failures of one API share the list of its fixes.
pub(super) fn shared<S: Serializer>(fixes: &Arc<[Fix]>, serializer: S) -> Result<S::Ok, S::Error> {
    fixes.serialize(serializer)
}
