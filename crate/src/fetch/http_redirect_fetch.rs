//! HTTP-redirect fetch: what a hop may do, and what it does to the request.

use url::Url;

use super::origin::{SerializedOrigin, is_same_origin};

/// Is `status` a redirect status?
///
/// <https://fetch.spec.whatwg.org/#redirect-status>
pub fn is_redirect_status(status: u16) -> bool {
    matches!(status, 301 | 302 | 303 | 307 | 308)
}

/// Why a redirect was not followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RedirectFailure {
    /// Step 3: `Location` is not a URL.
    LocationUnparsable,
    /// Step 6: the scheme is not HTTP(S).
    SchemeNotHttp,
    /// Step 9 or 10: the URL carries a user name or password on a CORS request.
    LocationIncludesCredentials,
}

/// Judges the URL a redirect points to, for a request in mode `cors`: steps 3 to 10.
///
/// <https://fetch.spec.whatwg.org/#http-redirect-fetch>
pub fn judge_redirect(
    origin: &SerializedOrigin,
    current: &Url,
    location: &str,
) -> Result<Url, RedirectFailure> {
    // 3.-5. The location URL; failure: a network error.
    let Ok(next) = current.join(location) else {
        return Err(RedirectFailure::LocationUnparsable);
    };
    // 6. Not an HTTP(S) scheme: a network error.
    if !matches!(next.scheme(), "http" | "https") {
        return Err(RedirectFailure::SchemeNotHttp);
    }
    // 9. Mode "cors", credentials in the URL, and the URL is not of the request's origin: a network error.
    // 10. Response tainting is "cors" and credentials in the URL: a network error.
    let has_credentials = !next.username().is_empty() || next.password().is_some();
    let tainting_is_cors = !is_same_origin(origin, &SerializedOrigin::of_url(current));
    if has_credentials
        && (tainting_is_cors || !is_same_origin(origin, &SerializedOrigin::of_url(&next)))
    {
        return Err(RedirectFailure::LocationIncludesCredentials);
    }
    Ok(next)
}

/// The method after a redirect: 301 and 302 turn `POST` into `GET`, 303 turns all but `GET` and `HEAD` into `GET`.
///
/// <https://fetch.spec.whatwg.org/#http-redirect-fetch> step 12
pub fn method_after_redirect(status: u16, method: &str) -> &str {
    let becomes_get = (matches!(status, 301 | 302) && method == "POST")
        || (status == 303 && !matches!(method, "GET" | "HEAD"));
    if becomes_get { "GET" } else { method }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judge(origin: &str, current: &str, location: &str) -> Result<Url, RedirectFailure> {
        let Ok(current) = Url::parse(current) else {
            return Err(RedirectFailure::LocationUnparsable);
        };
        judge_redirect(&SerializedOrigin::from_header(origin), &current, location)
    }

    #[test]
    fn credentials_in_location() {
        let api = "http://api.test/a";
        assert_eq!(
            judge("http://app.test", api, "http://u:p@api.test/"),
            Err(RedirectFailure::LocationIncludesCredentials)
        );
        assert_eq!(
            judge("http://app.test", "http://app.test/", "http://u@api.test/"),
            Err(RedirectFailure::LocationIncludesCredentials)
        );
        assert!(judge("http://app.test", "http://app.test/", "http://u@app.test/").is_ok());
        assert!(judge("http://app.test", api, "/b").is_ok());
        assert_eq!(
            judge("http://app.test", api, "ftp://x/"),
            Err(RedirectFailure::SchemeNotHttp)
        );
    }

    #[test]
    fn methods_change() {
        assert_eq!(method_after_redirect(303, "PUT"), "GET");
        assert_eq!(method_after_redirect(302, "POST"), "GET");
        assert_eq!(method_after_redirect(302, "PUT"), "PUT");
        assert_eq!(method_after_redirect(307, "POST"), "POST");
        assert_eq!(method_after_redirect(303, "HEAD"), "HEAD");
    }
}
