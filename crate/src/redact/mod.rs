//! The gate that everything passes on its way out. A log is masked before anything is said about it, so no sentence,
//! command or table can hold what was masked. What CORS reads stays byte-exact, so the verdict does not change.
//!
//! Only this room builds a [`Redacted`]; [`crate::report`] takes nothing else.

mod headers;

use crate::har::{Entry, Log};

/// What stands where a secret stood.
pub const MASK: &str = "***";

/// A value without secrets, or one whose owner asked to keep them.
#[derive(Debug, Clone, PartialEq)]
pub struct Redacted<T> {
    value: T,
    policy: Policy,
}

impl<T> Redacted<T> {
    /// The value.
    pub fn get(&self) -> &T {
        &self.value
    }

    /// Whether secrets were masked.
    pub fn policy(&self) -> Policy {
        self.policy
    }
}

impl<T> std::ops::Deref for Redacted<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

/// Mask or keep.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Policy {
    /// Secrets are masked.
    #[default]
    Mask,
    /// Asked for explicitly (`--no-redact`).
    Keep,
}

/// Masks a log.
pub fn log(mut log: Log, policy: Policy) -> Redacted<Log> {
    if policy == Policy::Mask {
        log.entries.iter_mut().for_each(mask_entry);
    }
    Redacted { value: log, policy }
}

impl Redacted<Log> {
    /// An empty log that grows entry by entry, each masked at the door.
    pub fn empty() -> Self {
        Self {
            value: Log::default(),
            policy: Policy::Mask,
        }
    }

    /// An empty log that grows entry by entry, by this policy.
    pub fn empty_by(policy: Policy) -> Self {
        Self {
            value: Log::default(),
            policy,
        }
    }

    /// Adds an entry at the end, masked unless the policy keeps secrets; its position.
    pub fn push(&mut self, mut entry: Entry) -> usize {
        if self.policy == Policy::Mask {
            mask_entry(&mut entry);
        }
        self.value.raw_entries = self.value.entries.len() + 1;
        self.value.push(entry)
    }

    /// Replaces an entry, masked.
    pub fn replace(&mut self, position: usize, mut entry: Entry) {
        mask_entry(&mut entry);
        self.value.replace(position, entry);
    }
}

/// Masks all that an entry holds.
fn mask_entry(entry: &mut Entry) {
    entry.request_headers.map_values(headers::mask);
    entry.response_headers.map_values(headers::mask);
    for url in [&mut entry.url, &mut entry.redirect_url] {
        if let Some(masked) = mask_userinfo(url) {
            *url = masked.into();
        }
    }
    if let Some(initiator) = &mut entry.initiator {
        let frame = initiator.frame.as_mut().map(|frame| &mut frame.url);
        for url in initiator.url.iter_mut().chain(frame) {
            if let Some(masked) = mask_userinfo(url) {
                *url = masked.into();
            }
        }
    }
    // A body may hold anything; commands refer to it by name.
    if let Some(data) = &mut entry.post_data
        && !data.text.is_empty()
    {
        data.text = MASK.into();
    }
}

/// The URL with the user name and password of its authority masked; none if it has none.
pub(crate) fn mask_userinfo(url: &str) -> Option<String> {
    let start = url.find("://")? + 3;
    let rest = url.get(start..)?;
    let authority = rest.get(..rest.find(['/', '?', '#']).unwrap_or(rest.len()))?;
    let at = authority.rfind('@')?;
    // A password stays recognisable as one: the browser refuses both alike.
    let mask = if authority.get(..at)?.contains(':') {
        format!("{MASK}:{MASK}")
    } else {
        MASK.to_owned()
    };
    Some(format!("{}{mask}{}", url.get(..start)?, rest.get(at..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn userinfo_is_masked() {
        assert_eq!(
            mask_userinfo("http://u:p@a.test/x@y").as_deref(),
            Some("http://***:***@a.test/x@y")
        );
        assert_eq!(
            mask_userinfo("http://u@a.test").as_deref(),
            Some("http://***@a.test")
        );
        assert_eq!(mask_userinfo("http://a.test/?m=x@y"), None);
    }
}
