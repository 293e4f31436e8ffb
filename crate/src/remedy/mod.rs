//! What the server's CORS policy must become: the only word between causes and fixes. Pure.
//!
//! A policy is minimal and whole: it names exactly the origins, methods, headers and credentials that pages were seen to
//! need from one API origin in the whole log, and nothing wider. Never `*`, never an origin reflected unseen, never `null`.
//! [`apply`] puts it on a copy of what was recorded, so that each policy can prove itself.

mod apply;
mod asked;

use std::sync::Arc;

pub use apply::apply;
pub use asked::Asked;

use crate::causes::{self, RemedyKind};

/// How long a browser may remember a preflight, in seconds. Browsers cap it at 600 (WebKit), 7,200 (Chromium) and 86,400
/// (Firefox): this is within all of them.
pub const MAX_AGE: u32 = 600;

/// What the server must allow, or why no policy helps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remedy {
    /// This policy mends it.
    Policy(Arc<Policy>),
    /// No policy helps; why, in a sentence.
    None(String),
}

impl Remedy {
    /// The policy, if one helps.
    pub fn policy(&self) -> Option<&Policy> {
        match self {
            Self::Policy(policy) => Some(policy),
            Self::None(_) => None,
        }
    }
}

impl Default for Remedy {
    fn default() -> Self {
        Self::None("Nothing was refused.".to_owned())
    }
}

/// What one API origin must allow. Every name in it is made of characters that a policy may hold ([`Asked`] sees to that);
/// what could not be taken in stands in `left_out`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// The origin of the API.
    pub api: Box<str>,
    /// Origins of the pages that asked it, in order; at least one.
    pub origins: Vec<Box<str>>,
    /// Whether requests include credentials.
    pub credentials: Credentials,
    /// Methods asked for, the common ones first.
    pub methods: Vec<Box<str>>,
    /// Request headers that need permission, in order.
    pub headers: Vec<Box<str>>,
    /// Response headers that the server already lets pages read, in order: no log states that a page asked for one.
    pub expose: Vec<Box<str>>,
    /// The first parts of the API's paths, such as `/api`, in order; at least one.
    pub paths: Vec<Box<str>>,
    /// What was seen and is not in the policy, and why: sentences.
    pub left_out: Vec<String>,
}

/// Whether requests to an API include credentials.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Credentials {
    /// At least one does.
    Needed,
    /// The server allows them already; no request states that it includes any.
    Likely,
    /// No log states it.
    Unknown,
    /// None does.
    NotNeeded,
}

impl Credentials {
    /// Does the policy allow them?
    pub fn are_allowed(self) -> bool {
        matches!(self, Self::Needed | Self::Likely)
    }

    /// What a reader must know about it; none where it is certain.
    pub fn note(self) -> Option<&'static str> {
        match self {
            Self::Likely => Some(
                "Credentials are allowed because the server allows them already; no request in the log states that it \
                 includes any.",
            ),
            Self::Unknown => Some(
                "The log does not state whether the page includes credentials. If its call says `credentials: 'include'` \
                 or `withCredentials = true`, allow credentials for these origins as well.",
            ),
            Self::Needed | Self::NotNeeded => None,
        }
    }
}

impl Policy {
    /// The same policy with credentials allowed.
    #[must_use]
    pub fn with_credentials(&self) -> Self {
        Self {
            credentials: Credentials::Needed,
            ..self.clone()
        }
    }

    /// Does it allow this origin?
    pub fn allows(&self, origin: &str) -> bool {
        self.origins.iter().any(|allowed| &**allowed == origin)
    }

    /// The headers of an answer to a request of `origin`, a preflight or not. For an origin that is not listed only
    /// `Vary` is left.
    pub fn answer_headers(&self, origin: &str, preflight: bool) -> Vec<(&'static str, String)> {
        let mut headers = vec![("Vary", "Origin".to_owned())];
        if !self.allows(origin) {
            return headers;
        }
        headers.push(("Access-Control-Allow-Origin", origin.to_owned()));
        if self.credentials.are_allowed() {
            headers.push(("Access-Control-Allow-Credentials", "true".to_owned()));
        }
        if preflight {
            headers.push(("Access-Control-Allow-Methods", self.methods.join(", ")));
            if !self.headers.is_empty() {
                headers.push(("Access-Control-Allow-Headers", self.headers.join(", ")));
            }
            headers.push(("Access-Control-Max-Age", MAX_AGE.to_string()));
        } else if !self.expose.is_empty() {
            headers.push(("Access-Control-Expose-Headers", self.expose.join(", ")));
        }
        headers
    }
}

/// What must be done besides the policy for one of these causes; an error, with its reason, where no policy helps any.
pub fn of_causes<'id>(
    ids: impl IntoIterator<Item = &'id str>,
) -> Result<Option<&'static str>, &'static str> {
    let mut reason = None;
    for id in ids {
        match causes::by_id(id).map(|cause| cause.remedy) {
            Some(RemedyKind::Policy) => return Ok(None),
            Some(RemedyKind::PolicyAnd(more)) => return Ok(Some(more)),
            Some(RemedyKind::Elsewhere(why)) => reason = reason.or(Some(why)),
            None => {}
        }
    }
    Err(reason.unwrap_or("The log does not tell why the request failed."))
}
