//! The CORS check.

use super::origin::SerializedOrigin;
use super::{CredentialsMode, HeaderList};

/// Why a CORS check returned failure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CorsCheckFailure {
    /// Step 2: no `Access-Control-Allow-Origin`.
    AllowOriginAbsent,
    /// Step 4: its value is not the request's origin.
    AllowOriginDiffers {
        /// The combined value.
        found: String,
    },
    /// Step 8: the value of `Access-Control-Allow-Credentials` is not `true`.
    AllowCredentialsNotTrue {
        /// The combined value; none if the header is absent.
        found: Option<String>,
    },
}

impl CorsCheckFailure {
    /// The number of the step that returned failure.
    ///
    /// <https://fetch.spec.whatwg.org/#concept-cors-check>
    pub fn step(&self) -> &'static str {
        match self {
            Self::AllowOriginAbsent => "2",
            Self::AllowOriginDiffers { .. } => "4",
            Self::AllowCredentialsNotTrue { .. } => "8",
        }
    }
}

/// The CORS check of a response against a request's origin and credentials mode.
///
/// <https://fetch.spec.whatwg.org/#concept-cors-check>
pub fn cors_check(
    request_origin: &SerializedOrigin,
    credentials: CredentialsMode,
    response: &HeaderList,
) -> Result<(), CorsCheckFailure> {
    // 1. Get `Access-Control-Allow-Origin`.  2. Null: failure.
    let Some(origin) = response.get("Access-Control-Allow-Origin") else {
        return Err(CorsCheckFailure::AllowOriginAbsent);
    };
    // 3. Credentials mode is not "include" and the value is `*`: success.
    if credentials == CredentialsMode::NotInclude && origin == "*" {
        return Ok(());
    }
    // 4. The value is not the byte-serialized request origin: failure.
    if origin != request_origin.as_str() {
        return Err(CorsCheckFailure::AllowOriginDiffers {
            found: origin.into_owned(),
        });
    }
    // 5. Credentials mode is not "include": success.
    if credentials == CredentialsMode::NotInclude {
        return Ok(());
    }
    // 6. Get `Access-Control-Allow-Credentials`.  7. It is `true`: success.  8. Failure.
    match response.get("Access-Control-Allow-Credentials") {
        Some(value) if value == "true" => Ok(()),
        found => Err(CorsCheckFailure::AllowCredentialsNotTrue {
            found: found.map(std::borrow::Cow::into_owned),
        }),
    }
}
