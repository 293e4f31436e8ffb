//! What is said of a request's credentials mode.

use serde::Serialize;

use super::Basis;

/// The credentials mode of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Credentials {
    /// The mode.
    pub mode: CredentialsMode,
    /// How it is known.
    pub basis: Basis,
    /// The observation behind it, in words.
    pub because: String,
    /// What speaks for a mode without proving it; only where the mode is unknown and the verdict depends on it.
    pub hints: Vec<CredentialsHint>,
}

/// An observation that speaks for a credentials mode.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CredentialsHint {
    /// The mode it speaks for.
    pub mode: CredentialsMode,
    /// The observation, in words.
    pub because: String,
    /// The entry it was made on; null: the page's code.
    pub entry: Option<usize>,
}

/// Whether cookies, TLS certificates and HTTP authentication go with a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum CredentialsMode {
    /// `include`.
    Include,
    /// `omit`, or `same-origin` on a cross-origin request: the CORS check treats them alike.
    NotInclude,
    /// The log does not say.
    Unknown,
}
