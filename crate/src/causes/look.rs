//! Questions that several causes ask of what was seen.

use super::seen::{Seen, header};
use super::{Evidence, Side};
use crate::chromium::CorsError;
use crate::fetch::cors_check::CorsCheckFailure;
use crate::fetch::cors_preflight_fetch::PreflightFailure;
use crate::fetch::is_ok_status;
use crate::fetch::origin::SerializedOrigin;
use crate::har::Entry;
use crate::origin_diff::{OriginDiff, compare};

use crate::chromium::judge::Failure;

/// Most answers of a host that are looked through for evidence.
const LOOKED_THROUGH: usize = 64;

impl<'log> Seen<'log> {
    /// Is the refusal the absence of Access-Control-Allow-Origin?
    pub fn lacks_allow_origin(&self) -> bool {
        self.error()
            .is_some_and(|error| error.without_preflight() == CorsError::MissingAllowOriginHeader)
    }

    /// The status of the refused answer.
    pub fn refused_status(&self) -> Option<u16> {
        Some(self.refused()?.1.status)
    }

    /// A response header of the refused answer, combined.
    pub fn refused_header(&self, name: &str) -> Option<String> {
        Some(self.refused()?.1.response_headers.get(name)?.into_owned())
    }

    /// Does a response header of the refused answer hold `part`, in any case?
    pub fn header_holds(&self, name: &str, part: &str) -> bool {
        self.refused_header(name)
            .is_some_and(|value| value.to_ascii_lowercase().contains(part))
    }

    /// A response header as evidence, only where it is there.
    pub fn present(&self, name: &str) -> Option<Evidence> {
        self.response_header(name)
            .filter(|evidence| evidence.value.is_some())
    }

    /// The name of the refused answer's request in a sentence.
    pub fn asked(&self) -> &'static str {
        if self.is_preflight() {
            "the preflight (OPTIONS)"
        } else {
            "the request"
        }
    }

    /// The failed check of Access-Control-Allow-Origin or -Credentials, of either response.
    pub fn cors_check_failure(&self) -> Option<&'log CorsCheckFailure> {
        match self.failure()? {
            Failure::CorsCheck(failure)
            | Failure::Preflight(PreflightFailure::CorsCheck(failure)) => Some(failure),
            _ => None,
        }
    }

    /// The value of Access-Control-Allow-Origin that was compared and is not the origin.
    pub fn differing_value(&self) -> Option<&'log str> {
        match self.cors_check_failure()? {
            CorsCheckFailure::AllowOriginDiffers { found } => Some(found),
            _ => None,
        }
    }

    /// The origin and the refused value, part by part; only where the value is one text, not several.
    pub fn compared(&self) -> Option<OriginDiff> {
        let found = self.differing_value()?;
        let origin = self.origin()?;
        (found.is_ascii() && !found.contains([',', ' ']) && !origin.is_null())
            .then(|| compare(origin.as_str(), found))
    }

    /// The request-header names that the preflight's answer does not allow, all of them.
    pub fn headers_not_allowed(&self) -> Option<&'log [String]> {
        match self.failure()? {
            Failure::Preflight(PreflightFailure::HeadersNotAllowed(names)) => Some(names),
            _ => None,
        }
    }

    /// The method that the preflight's answer does not allow.
    pub fn method_not_allowed(&self) -> Option<&'log str> {
        match self.failure()? {
            Failure::Preflight(PreflightFailure::MethodNotAllowed(method)) => Some(method),
            _ => None,
        }
    }

    /// The preflight of the refused hop, if its answer carries Access-Control-Allow-Origin.
    pub fn own_preflight_with_cors(&self) -> Option<(usize, &'log Entry)> {
        let position = self.exchange.hops.get(self.blocked?.hop)?.preflight?;
        let entry = self.log.entries.get(position)?;
        entry
            .response_headers
            .contains("Access-Control-Allow-Origin")
            .then_some((position, entry))
    }

    /// Another answer of the same host, no error, that carries Access-Control-Allow-Origin.
    pub fn neighbour_with_cors(&self) -> Option<(usize, &'log Entry)> {
        let own = |position: usize| self.exchange.hops.iter().any(|hop| hop.actual == position);
        let (_, refused) = self.refused()?;
        self.log
            .answers_with_cors(&refused.url)
            .find(|(position, entry)| {
                entry.status < 400 && !entry.is_preflight() && !own(*position)
            })
    }

    /// Does the refused answer show that a CORS layer ran: it varies by origin, or carries other Access-Control headers?
    pub fn shows_cors_layer(&self) -> bool {
        self.header_holds("Vary", "origin") || self.other_cors_header().is_some()
    }

    /// An Access-Control header of the refused answer beside Access-Control-Allow-Origin.
    pub fn other_cors_header(&self) -> Option<&'static str> {
        [
            "Access-Control-Allow-Methods",
            "Access-Control-Allow-Headers",
            "Access-Control-Allow-Credentials",
            "Access-Control-Expose-Headers",
            "Access-Control-Max-Age",
        ]
        .into_iter()
        .find(|name| self.refused_header(name).is_some())
    }

    /// Answers of the same host that allow the very origin that was refused.
    pub fn allowed_elsewhere(&self) -> impl Iterator<Item = (usize, &'log Entry)> {
        let url = self.refused().map_or("", |(_, refused)| &*refused.url);
        let origin = self.origin().map_or("", SerializedOrigin::as_str);
        self.log
            .answers_with_cors(url)
            .take(LOOKED_THROUGH)
            .filter(move |(_, entry)| {
                let allowed = entry.response_headers.get("Access-Control-Allow-Origin");
                allowed.is_some_and(|allowed| !origin.is_empty() && allowed == origin)
            })
    }

    /// An answer of the same address, of the same kind, that allows the other origin that asked for it.
    pub fn other_origin_allowed(&self) -> Option<(usize, &'log Entry)> {
        let (_, refused) = self.refused()?;
        let origin = self.origin()?.as_str();
        self.log
            .answers_with_cors(&refused.url)
            .take(LOOKED_THROUGH)
            .find(|(_, entry)| {
                if entry.url != refused.url || entry.is_preflight() != refused.is_preflight() {
                    return false;
                }
                let asked = entry.request_headers.get("Origin");
                asked.as_deref().is_some_and(|asked| asked != origin)
                    && entry.response_headers.get("Access-Control-Allow-Origin") == asked
            })
    }

    /// Does the refused answer show a cache on its way, hit or not?
    pub fn is_cached_on_the_way(&self) -> bool {
        let is_aged = self
            .refused_header("Age")
            .is_some_and(|age| age.trim() != "0");
        is_aged
            || ["X-Cache", "CF-Cache-Status", "X-Served-By"]
                .iter()
                .any(|name| self.refused_header(name).is_some())
    }

    /// A permitted preflight of another path on the same host, for the same origin.
    pub fn other_path_permitted(&self) -> Option<(usize, &'log Entry)> {
        let path = self.refused_url()?;
        self.allowed_elsewhere().find(|(_, entry)| {
            entry.is_preflight()
                && is_ok_status(entry.status)
                && url::Url::parse(&entry.url).is_ok_and(|url| url.path() != path.path())
        })
    }

    /// Is the page's own origin opaque, before any redirect?
    pub fn page_is_opaque(&self) -> bool {
        self.page_origin()
            .value()
            .is_some_and(SerializedOrigin::is_null)
    }

    /// The URL of the refused entry.
    pub fn refused_url(&self) -> Option<url::Url> {
        url::Url::parse(&self.refused()?.1.url).ok()
    }

    /// Where the refused answer redirects to.
    pub fn redirect_target(&self) -> Option<url::Url> {
        url::Url::parse(&crate::exchange::redirect_target(self.refused()?.1)?).ok()
    }

    /// The URL of the refused entry as evidence.
    pub fn url_evidence(&self) -> Option<Evidence> {
        let (position, entry) = self.refused()?;
        Some(header(
            position,
            Side::Request,
            ":url",
            Some(entry.url.to_string()),
        ))
    }

    /// Does the refused answer allow reading only, and come through a cache, as files do?
    pub fn serves_files_only(&self) -> bool {
        let reads_only = self.refused_header("Allow").is_some_and(|allow| {
            allow
                .split(',')
                .all(|method| matches!(method.trim(), "GET" | "HEAD"))
        });
        reads_only && self.is_cached_on_the_way()
    }

    /// Was the answer taken from a cache on the way?
    pub fn from_shared_cache(&self) -> Option<Evidence> {
        let is_hit = [
            "X-Cache",
            "X-Cache-Status",
            "CF-Cache-Status",
            "X-Proxy-Cache",
        ]
        .into_iter()
        .find(|name| self.header_holds(name, "hit"));
        let is_aged = || {
            let age = self.refused_header("Age")?;
            age.trim()
                .parse::<u64>()
                .is_ok_and(|age| age > 0)
                .then_some("Age")
        };
        self.present(is_hit.or_else(is_aged)?)
    }
}

/// A response header of another entry as evidence.
pub(super) fn response_of(position: usize, entry: &Entry, name: &str) -> Evidence {
    let value = entry.response_headers.get(name);
    header(
        position,
        Side::Response,
        name,
        value.map(std::borrow::Cow::into_owned),
    )
}

/// The status of another entry as evidence.
pub(super) fn status_of(position: usize, entry: &Entry) -> Evidence {
    header(
        position,
        Side::Response,
        ":status",
        Some(entry.status.to_string()),
    )
}
