//! Which URLs evidently hold no secret.

use super::looks::is_long;
use super::secrets::Secrets;
use super::trail::Trail;
use super::url::{cut, scheme_length};
use super::values::kind_of;

/// Most addresses are made of short words and numbers: of those it can be told without cutting them up that masking
/// would leave them as they are.
pub(super) fn is_evidently_clean(secrets: &mut Secrets, url: &str) -> bool {
    // None of the marks of user information, escapes, fragments, parameters of a segment, JSON and `data:`.
    let is_plain = |byte: u8| {
        byte.is_ascii_alphanumeric()
            || matches!(
                byte,
                b':' | b'/' | b'?' | b'&' | b'=' | b'-' | b'.' | b'_' | b'~'
            )
    };
    if !url.bytes().all(is_plain) {
        return false;
    }
    let (rest, query) = cut(url, '?');
    let (scheme, rest) = rest.split_at(scheme_length(rest));
    let path = if scheme.ends_with('/') {
        rest.find('/').and_then(|host_end| rest.get(host_end..))
    } else {
        Some(rest)
    };
    // What stands before a colon may name a secret, and what stands after one be it.
    let path = path.unwrap_or_default();
    if path.contains(':') {
        return false;
    }
    let mut trail = Trail::default();
    for segment in path.split('/') {
        if is_long(segment) || segment.contains(['=', '&']) || trail.meets(segment) {
            return false;
        }
    }
    let Some(query) = query else {
        return true;
    };
    !query.contains(['?', '/', ':'])
        && query.split('&').all(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or(("", pair));
            !is_long(name)
                && !is_long(value)
                && !value.contains('=')
                && (value.is_empty() || kind_of(secrets, name).is_none())
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::redact::url::masked;

    #[test]
    fn what_is_evidently_clean_is_not_masked() {
        // All addresses of four of these parts: every mark beside every kind of word.
        let parts = [
            "http://",
            "a.test",
            "/",
            "?",
            "&",
            "=",
            "reset",
            "token",
            "X1",
            "code",
            "bot123",
            "8f14e45fceea167a5a36dedd4bea2543",
            ":",
            "@",
            "#",
            ";",
            "%2F",
            "//",
            "v1",
            "b:c@d.test",
        ];
        let mut evident = 0;
        for number in 0..parts.len().pow(4) {
            let mut rest = number;
            let mut url = String::new();
            for _ in 0..4 {
                url.push_str(parts.get(rest % parts.len()).copied().unwrap_or_default());
                rest /= parts.len();
            }
            for url in [url.as_str(), &format!("http://a.test/{url}")] {
                if is_evidently_clean(&mut Secrets::default(), url) {
                    evident += 1;
                    assert_eq!(masked(&mut Secrets::default(), url, 0), url);
                }
            }
        }
        assert!(evident > 1_000, "{evident}");
    }
}
