//! Origins, as they are compared: by their serialization.

use url::Url;

/// A serialized origin such as `https://app.test:8443`, or `null` for an opaque one.
///
/// <https://html.spec.whatwg.org/multipage/browsers.html#ascii-serialisation-of-an-origin>
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SerializedOrigin(Box<str>);

impl SerializedOrigin {
    /// The text of an `Origin` header.
    ///
    /// <https://fetch.spec.whatwg.org/#origin-header>
    pub fn from_header(value: &str) -> Self {
        Self(value.into())
    }

    /// The origin of a URL; `null` where it is opaque. URLs of a scheme that the URL standard gives an opaque origin but
    /// that browsers treat as a tuple (`chrome-extension:`, `capacitor:`) keep scheme and host.
    ///
    /// <https://url.spec.whatwg.org/#concept-url-origin>
    pub fn of_url(url: &Url) -> Self {
        let serialized = url.origin().ascii_serialization();
        match (serialized.as_str(), url.host_str()) {
            ("null", Some(host)) if !host.is_empty() && url.scheme() != "file" => {
                Self(format!("{}://{host}", url.scheme()).into())
            }
            _ => Self(serialized.into()),
        }
    }

    /// Is it the serialization of an opaque origin?
    ///
    /// <https://html.spec.whatwg.org/multipage/browsers.html#concept-origin-opaque>
    pub fn is_null(&self) -> bool {
        &*self.0 == "null"
    }

    /// The text.
    ///
    /// <https://fetch.spec.whatwg.org/#byte-serializing-a-request-origin>
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for SerializedOrigin {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Are they the same origin? An opaque origin is the same as none.
///
/// <https://html.spec.whatwg.org/multipage/browsers.html#same-origin>
pub fn is_same_origin(one: &SerializedOrigin, other: &SerializedOrigin) -> bool {
    !one.is_null() && one == other
}

/// A request's redirect-taint, as far as the CORS check reads it.
///
/// <https://fetch.spec.whatwg.org/#concept-request-redirect-taint>
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RedirectTaint {
    /// `same-origin`: the request keeps its origin.
    SameOrigin,
    /// `same-site` or `cross-site`: the request's origin is serialized as `null`.
    NotSameOrigin,
}

/// Redirect-taint of a chain of URLs for a request of `origin`: a hop that leaves an origin which is not the
/// request's own taints everything after it.
///
/// <https://fetch.spec.whatwg.org/#concept-request-redirect-taint>
pub fn redirect_taint(origin: &SerializedOrigin, urls: &[&Url]) -> RedirectTaint {
    for hop in urls.windows(2) {
        let [last, next] = hop else { continue };
        let (last, next) = (
            SerializedOrigin::of_url(last),
            SerializedOrigin::of_url(next),
        );
        // 3.1-3.3 A URL of another origin than the last, where the last is not the request's origin.
        if !is_same_origin(&next, &last) && !is_same_origin(origin, &last) {
            return RedirectTaint::NotSameOrigin;
        }
    }
    RedirectTaint::SameOrigin
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taint(origin: &str, urls: &[&str]) -> RedirectTaint {
        let urls: Vec<Url> = urls.iter().filter_map(|url| Url::parse(url).ok()).collect();
        redirect_taint(
            &SerializedOrigin::from_header(origin),
            &urls.iter().collect::<Vec<_>>(),
        )
    }

    #[test]
    fn second_foreign_origin_taints() {
        assert_eq!(
            taint("http://a.test", &["http://b.test/", "http://c.test/"]),
            RedirectTaint::NotSameOrigin
        );
        assert_eq!(
            taint("http://a.test", &["http://b.test/", "http://a.test/"]),
            RedirectTaint::NotSameOrigin
        );
        assert_eq!(
            taint("http://a.test", &["http://a.test/", "http://b.test/"]),
            RedirectTaint::SameOrigin
        );
        assert_eq!(
            taint("http://a.test", &["http://b.test/1", "http://b.test/2"]),
            RedirectTaint::SameOrigin
        );
    }

    #[test]
    fn origins_of_urls() {
        let of = |url: &str| {
            Url::parse(url)
                .map(|url| SerializedOrigin::of_url(&url).to_string())
                .unwrap_or_default()
        };
        assert_eq!(of("https://App.test:443/x"), "https://app.test");
        assert_eq!(
            of("chrome-extension://abc/x.html"),
            "chrome-extension://abc"
        );
        assert_eq!(of("file:///x"), "null");
        assert_eq!(of("data:text/html,x"), "null");
    }
}
