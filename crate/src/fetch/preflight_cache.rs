//! The CORS-preflight cache. Times are given, in milliseconds; there is no clock here.

use super::CredentialsMode;
use super::origin::SerializedOrigin;

/// Seconds that an answer without a readable `Access-Control-Max-Age` is kept.
pub const DEFAULT_MAX_AGE_SECONDS: u64 = 5;
/// Most seconds that Chromium keeps any answer: two hours.
pub const MAX_AGE_CAP_SECONDS: u64 = 7200;

/// The max-age of an answer, in seconds: absent or unreadable 5, negative 0, at most two hours.
///
/// <https://fetch.spec.whatwg.org/#cors-preflight-fetch> steps 7.8 to 7.10
pub fn max_age_seconds(header: Option<&str>) -> u64 {
    let Some(text) = header.map(str::trim) else {
        return DEFAULT_MAX_AGE_SECONDS;
    };
    if let Some(digits) = text.strip_prefix('-') {
        let negative = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        return if negative { 0 } else { DEFAULT_MAX_AGE_SECONDS };
    }
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return DEFAULT_MAX_AGE_SECONDS;
    }
    // A number too large for the type is above the cap.
    text.parse()
        .unwrap_or(MAX_AGE_CAP_SECONDS)
        .min(MAX_AGE_CAP_SECONDS)
}

/// One entry of the cache: what a method or header was allowed for, and until when.
///
/// <https://fetch.spec.whatwg.org/#concept-cache>
#[derive(Debug, Clone, PartialEq)]
pub struct CacheEntry {
    /// The request's origin.
    pub origin: SerializedOrigin,
    /// The request's URL.
    pub url: String,
    /// When it was made, in milliseconds.
    pub made_at: f64,
    /// How long it is kept, in seconds.
    pub max_age_seconds: u64,
    /// Was it made with credentials?
    pub credentials: CredentialsMode,
    /// The methods allowed, `*` included.
    pub methods: Vec<String>,
    /// The header names allowed, `*` included.
    pub header_names: Vec<String>,
}

/// Is the entry usable at `now` for a request of this origin, URL and credentials mode?
///
/// <https://fetch.spec.whatwg.org/#concept-cache-match>
pub fn is_cache_entry_match(
    entry: &CacheEntry,
    origin: &SerializedOrigin,
    url: &str,
    credentials: CredentialsMode,
    now: f64,
) -> bool {
    #[expect(clippy::cast_precision_loss, reason = "at most 7,200 seconds")]
    let lifetime = entry.max_age_seconds as f64 * 1000.0;
    entry.origin == *origin
        && entry.url == url
        && (entry.credentials == CredentialsMode::Include
            || credentials == CredentialsMode::NotInclude)
        && (0.0..lifetime).contains(&(now - entry.made_at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn max_ages() {
        let table: [(Option<&str>, u64); 9] = [
            (None, 5),
            (Some(""), 5),
            (Some("600"), 600),
            (Some("86400"), 7200),
            (Some("-1"), 0),
            (Some("-x"), 5),
            (Some("1.5"), 5),
            (Some("99999999999999999999999"), 7200),
            (Some("0"), 0),
        ];
        for (header, seconds) in table {
            assert_eq!(max_age_seconds(header), seconds, "{header:?}");
        }
    }
}
