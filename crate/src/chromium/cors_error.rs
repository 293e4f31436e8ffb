//! `Network.CorsError`, the 28 names of Chromium 156.

/// A name of the DevTools protocol's `Network.CorsError`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(
    missing_docs,
    reason = "the variants are the protocol's names; `rule` says when each is raised"
)]
pub enum CorsError {
    DisallowedByMode,
    InvalidResponse,
    WildcardOriginNotAllowed,
    MissingAllowOriginHeader,
    MultipleAllowOriginValues,
    InvalidAllowOriginValue,
    AllowOriginMismatch,
    InvalidAllowCredentials,
    CorsDisabledScheme,
    PreflightInvalidStatus,
    PreflightDisallowedRedirect,
    PreflightWildcardOriginNotAllowed,
    PreflightMissingAllowOriginHeader,
    PreflightMultipleAllowOriginValues,
    PreflightInvalidAllowOriginValue,
    PreflightAllowOriginMismatch,
    PreflightInvalidAllowCredentials,
    PreflightMissingAllowExternal,
    PreflightInvalidAllowExternal,
    InvalidAllowMethodsPreflightResponse,
    InvalidAllowHeadersPreflightResponse,
    MethodDisallowedByPreflightResponse,
    HeaderDisallowedByPreflightResponse,
    RedirectContainsCredentials,
    InsecureLocalNetwork,
    InvalidLocalNetworkAccess,
    NoCorsRedirectModeNotFollow,
    LocalNetworkAccessPermissionDenied,
}

/// Whether a log can show a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Visibility {
    /// It follows from the headers of an entry.
    Decided,
    /// An entry exists, but a bare one can have other reasons.
    Ambiguous(&'static str),
    /// No entry shows it; the reason.
    Never(&'static str),
}

impl CorsError {
    /// All names, in the protocol's order.
    pub const ALL: [Self; 28] = [
        Self::DisallowedByMode,
        Self::InvalidResponse,
        Self::WildcardOriginNotAllowed,
        Self::MissingAllowOriginHeader,
        Self::MultipleAllowOriginValues,
        Self::InvalidAllowOriginValue,
        Self::AllowOriginMismatch,
        Self::InvalidAllowCredentials,
        Self::CorsDisabledScheme,
        Self::PreflightInvalidStatus,
        Self::PreflightDisallowedRedirect,
        Self::PreflightWildcardOriginNotAllowed,
        Self::PreflightMissingAllowOriginHeader,
        Self::PreflightMultipleAllowOriginValues,
        Self::PreflightInvalidAllowOriginValue,
        Self::PreflightAllowOriginMismatch,
        Self::PreflightInvalidAllowCredentials,
        Self::PreflightMissingAllowExternal,
        Self::PreflightInvalidAllowExternal,
        Self::InvalidAllowMethodsPreflightResponse,
        Self::InvalidAllowHeadersPreflightResponse,
        Self::MethodDisallowedByPreflightResponse,
        Self::HeaderDisallowedByPreflightResponse,
        Self::RedirectContainsCredentials,
        Self::InsecureLocalNetwork,
        Self::InvalidLocalNetworkAccess,
        Self::NoCorsRedirectModeNotFollow,
        Self::LocalNetworkAccessPermissionDenied,
    ];

    /// The protocol's name.
    pub fn name(self) -> String {
        format!("{self:?}")
    }

    /// The name that the same fault of a preflight's response has.
    #[must_use]
    pub fn in_preflight(self) -> Self {
        match self {
            Self::WildcardOriginNotAllowed => Self::PreflightWildcardOriginNotAllowed,
            Self::MissingAllowOriginHeader => Self::PreflightMissingAllowOriginHeader,
            Self::MultipleAllowOriginValues => Self::PreflightMultipleAllowOriginValues,
            Self::InvalidAllowOriginValue => Self::PreflightInvalidAllowOriginValue,
            Self::AllowOriginMismatch => Self::PreflightAllowOriginMismatch,
            Self::InvalidAllowCredentials => Self::PreflightInvalidAllowCredentials,
            other => other,
        }
    }

    /// The name of the fault without the word `Preflight`.
    #[must_use]
    pub fn without_preflight(self) -> Self {
        Self::ALL
            .into_iter()
            .find(|name| *name != self && name.in_preflight() == self)
            .unwrap_or(self)
    }

    /// Can an entry of a log show it?
    pub fn visibility(self) -> Visibility {
        match self {
            Self::DisallowedByMode => {
                Visibility::Never("the request is refused before the network; no entry is made")
            }
            Self::CorsDisabledScheme => Visibility::Ambiguous(
                "decided where a redirect led to the scheme; asked for directly it leaves no entry",
            ),
            Self::NoCorsRedirectModeNotFollow => {
                Visibility::Never("Blink refuses the call itself; no entry is made")
            }
            Self::InvalidResponse => {
                Visibility::Never("a warning beside a network error, never the reason of a failure")
            }
            Self::PreflightMissingAllowExternal | Self::PreflightInvalidAllowExternal => {
                Visibility::Never("left over from a removed feature; Chromium does not raise it")
            }
            Self::InvalidLocalNetworkAccess => {
                Visibility::Ambiguous("a bare entry: status 0, no headers, no preflight")
            }
            Self::InsecureLocalNetwork | Self::LocalNetworkAccessPermissionDenied => {
                Visibility::Ambiguous(
                    "decided by the net error of the preflight or of a frame; else a bare entry",
                )
            }
            _ => Visibility::Decided,
        }
    }

    /// When Chromium raises it, in a line.
    pub fn rule(self) -> &'static str {
        match self {
            Self::DisallowedByMode => "a cross-origin request in mode `same-origin`",
            Self::InvalidResponse => "the preflight died of a network error that is not CORS",
            Self::WildcardOriginNotAllowed => {
                "`*` in Access-Control-Allow-Origin, credentials included"
            }
            Self::MissingAllowOriginHeader => "no Access-Control-Allow-Origin",
            Self::MultipleAllowOriginValues => {
                "the value is not the origin and holds a space or a comma"
            }
            Self::InvalidAllowOriginValue => "the value is not the origin and not a URL",
            Self::AllowOriginMismatch => "the value is another URL, or `null`",
            Self::InvalidAllowCredentials => {
                "credentials included, Access-Control-Allow-Credentials is not `true`"
            }
            Self::CorsDisabledScheme => "the URL's scheme does not support CORS",
            Self::PreflightInvalidStatus => {
                "the preflight's CORS check passed, its status is not 200 to 299"
            }
            Self::PreflightDisallowedRedirect => "the preflight was answered by a redirect",
            Self::PreflightWildcardOriginNotAllowed
            | Self::PreflightMissingAllowOriginHeader
            | Self::PreflightMultipleAllowOriginValues
            | Self::PreflightInvalidAllowOriginValue
            | Self::PreflightAllowOriginMismatch
            | Self::PreflightInvalidAllowCredentials => {
                "the same check on the preflight's response"
            }
            Self::PreflightMissingAllowExternal | Self::PreflightInvalidAllowExternal => "never",
            Self::InvalidAllowMethodsPreflightResponse => {
                "an item of Access-Control-Allow-Methods is not a token"
            }
            Self::InvalidAllowHeadersPreflightResponse => {
                "an item of Access-Control-Allow-Headers is not a token"
            }
            Self::MethodDisallowedByPreflightResponse => {
                "the method is neither listed nor safelisted"
            }
            Self::HeaderDisallowedByPreflightResponse => "an unsafe request-header is not listed",
            Self::RedirectContainsCredentials => {
                "a redirect points to a URL with a user name or password"
            }
            Self::InsecureLocalNetwork => "a page that is not secure asks a more private network",
            Self::InvalidLocalNetworkAccess => "`targetAddressSpace` is not the address's space",
            Self::NoCorsRedirectModeNotFollow => {
                "mode `no-cors` with a redirect mode other than `follow`"
            }
            Self::LocalNetworkAccessPermissionDenied => {
                "the permission for local network access is not granted"
            }
        }
    }
}

impl std::fmt::Display for CorsError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Debug::fmt(self, formatter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn six_names_have_a_preflight_twin() {
        let twins = CorsError::ALL
            .into_iter()
            .filter(|name| name.in_preflight() != *name)
            .count();
        assert_eq!(twins, 6);
        for name in CorsError::ALL {
            assert_eq!(
                name.in_preflight().without_preflight(),
                name.without_preflight(),
                "{name}"
            );
        }
    }
}
