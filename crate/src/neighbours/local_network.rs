//! Local network access: which of its three codes an entry can hold.
//!
//! Measured with pages in a public address space: a page that is not a secure context is told `InsecureLocalNetwork`,
//! whatever it asks; a secure one `LocalNetworkAccessPermissionDenied`. `InvalidLocalNetworkAccess`, for a
//! `targetAddressSpace` that is not the address's, is told only of requests without a preflight: with one, the refused
//! permission comes first.

use super::is_trustworthy;
use crate::chromium::CorsError;
use crate::fetch::origin::SerializedOrigin;

/// The code of a request that has a preflight, or whose net error names the rule.
pub fn code(page: Option<&SerializedOrigin>) -> CorsError {
    if is_insecure(page) {
        CorsError::InsecureLocalNetwork
    } else {
        CorsError::LocalNetworkAccessPermissionDenied
    }
}

/// The codes that a bare entry leaves open.
pub fn possible_codes(page: Option<&SerializedOrigin>) -> &'static [CorsError] {
    if is_insecure(page) {
        &[CorsError::InsecureLocalNetwork]
    } else if page.is_some_and(|page| !page.is_null()) {
        &[
            CorsError::LocalNetworkAccessPermissionDenied,
            CorsError::InvalidLocalNetworkAccess,
        ]
    } else {
        &[
            CorsError::LocalNetworkAccessPermissionDenied,
            CorsError::InsecureLocalNetwork,
            CorsError::InvalidLocalNetworkAccess,
        ]
    }
}

/// Is the page known not to be a secure context?
fn is_insecure(page: Option<&SerializedOrigin>) -> bool {
    page.is_some_and(|page| page.as_str().starts_with("http://") && !is_trustworthy(page.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_decides_the_code() {
        let code_of = |origin: &str| code(Some(&SerializedOrigin::from_header(origin)));
        for secure in [
            "https://app.test",
            "http://localhost:3000",
            "http://www.localhost",
            "http://127.8.0.1",
            "http://[::1]:80",
            "null",
        ] {
            assert_eq!(
                code_of(secure),
                CorsError::LocalNetworkAccessPermissionDenied,
                "{secure}"
            );
        }
        for insecure in [
            "http://app.test",
            "http://192.168.0.2",
            "http://localhost.test",
        ] {
            assert_eq!(
                code_of(insecure),
                CorsError::InsecureLocalNetwork,
                "{insecure}"
            );
        }
    }
}
