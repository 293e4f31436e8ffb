//! Firefox's reasons, as MDN lists them and as the console's link names them.

/// A reason that Firefox gives in the console for a request that CORS blocked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(
    missing_docs,
    reason = "the variants are the names of MDN's pages; `rule` says when each is given"
)]
pub enum Reason {
    Disabled,
    DidNotSucceed,
    OriginHeaderNotAdded,
    ExternalRedirectNotAllowed,
    RequestNotHttp,
    MissingAllowOrigin,
    AllowOriginNotMatchingOrigin,
    NotSupportingCredentials,
    MethodNotFound,
    MissingAllowCredentials,
    PreflightDidNotSucceed,
    InvalidAllowMethod,
    InvalidAllowHeader,
    MissingAllowHeaderFromPreflight,
    MultipleAllowOriginNotAllowed,
}

impl Reason {
    /// All reasons, in the order of MDN's list.
    pub const ALL: [Self; 15] = [
        Self::Disabled,
        Self::DidNotSucceed,
        Self::OriginHeaderNotAdded,
        Self::ExternalRedirectNotAllowed,
        Self::RequestNotHttp,
        Self::MissingAllowOrigin,
        Self::AllowOriginNotMatchingOrigin,
        Self::NotSupportingCredentials,
        Self::MethodNotFound,
        Self::MissingAllowCredentials,
        Self::PreflightDidNotSucceed,
        Self::InvalidAllowMethod,
        Self::InvalidAllowHeader,
        Self::MissingAllowHeaderFromPreflight,
        Self::MultipleAllowOriginNotAllowed,
    ];

    /// The last part of the address of MDN's page.
    pub fn name(self) -> String {
        format!("CORS{self:?}")
    }

    /// When Firefox gives it, in a line.
    pub fn rule(self) -> &'static str {
        match self {
            Self::Disabled => "CORS is switched off in Firefox's settings (content.cors.disable)",
            Self::DidNotSucceed => {
                "the connection failed, or a redirect points to a URL with a user name or password"
            }
            Self::OriginHeaderNotAdded => "Firefox could not add the Origin header",
            Self::ExternalRedirectNotAllowed => "the preflight was answered by a redirect",
            Self::RequestNotHttp => "the URL's scheme is neither http nor https",
            Self::MissingAllowOrigin => "no Access-Control-Allow-Origin",
            Self::AllowOriginNotMatchingOrigin => {
                "one Access-Control-Allow-Origin, and it is not the origin"
            }
            Self::NotSupportingCredentials => {
                "`*` in Access-Control-Allow-Origin, credentials included"
            }
            Self::MethodNotFound => "the method is neither listed nor safelisted",
            Self::MissingAllowCredentials => {
                "credentials included, Access-Control-Allow-Credentials is not `true`"
            }
            Self::PreflightDidNotSucceed => {
                "the preflight's CORS check passed, its status is not 200 to 299"
            }
            Self::InvalidAllowMethod => "an item of Access-Control-Allow-Methods is not a token",
            Self::InvalidAllowHeader => "an item of Access-Control-Allow-Headers is not a token",
            Self::MissingAllowHeaderFromPreflight => {
                "an unsafe request-header is not listed; the first by the alphabet is named"
            }
            Self::MultipleAllowOriginNotAllowed => {
                "two or more lines of Access-Control-Allow-Origin"
            }
        }
    }
}

impl std::fmt::Display for Reason {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.name())
    }
}
