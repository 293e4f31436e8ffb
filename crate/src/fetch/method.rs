//! Methods.

/// Is `text` a token of HTTP: one or more of the characters a method or header name may hold?
///
/// <https://httpwg.org/specs/rfc9110.html#rule.token.separators>, used by <https://fetch.spec.whatwg.org/#concept-method>
pub fn is_token(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}

/// Is `method` a CORS-safelisted method: `GET`, `HEAD` or `POST`, in exactly this case?
///
/// <https://fetch.spec.whatwg.org/#cors-safelisted-method>
pub fn is_cors_safelisted_method(method: &str) -> bool {
    matches!(method, "GET" | "HEAD" | "POST")
}

/// "Normalize" a method: six names are upper-cased, all others keep their case (`patch` stays `patch`).
///
/// <https://fetch.spec.whatwg.org/#concept-method-normalize>
pub fn normalize(method: &str) -> String {
    const NORMALIZED: [&str; 6] = ["DELETE", "GET", "HEAD", "OPTIONS", "POST", "PUT"];
    match NORMALIZED
        .iter()
        .find(|name| name.eq_ignore_ascii_case(method))
    {
        Some(name) => (*name).to_owned(),
        None => method.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn methods_are_case_sensitive() {
        assert!(is_cors_safelisted_method("POST"));
        assert!(!is_cors_safelisted_method("post"));
        assert_eq!(normalize("put"), "PUT");
        assert_eq!(normalize("patch"), "patch");
    }

    #[test]
    fn tokens() {
        assert!(is_token("x-a_b"));
        for text in ["", "a b", "\"a\"", "a;b", "ä", "a:"] {
            assert!(!is_token(text), "{text:?}");
        }
    }
}
