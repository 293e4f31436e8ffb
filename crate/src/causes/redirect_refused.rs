//! Redirects that are not followed, whatever their headers.

use super::text::shown;
use super::{Cause, Certainty, Finding, RemedyKind, Seen};
use crate::chromium::judge::Failure;
use crate::exchange::redirect_target;
use crate::neighbours::Neighbour;

/// The cause.
pub(super) const CAUSE: Cause = Cause {
    id: "redirect-refused",
    title: "The browser did not follow the redirect",
    explanation: include_str!("redirect_refused.md"),
    general: false,
    remedy: RemedyKind::Elsewhere(
        "No header makes a browser follow this redirect: correct where it leads, or the call's modes.",
    ),
    explains,
};

fn explains(seen: &Seen<'_>) -> Option<Finding> {
    let neighbour = seen.neighbour();
    let to_a_scheme = match seen.failure() {
        Some(Failure::RedirectScheme { location }) => Some(location),
        _ => None,
    };
    if neighbour.is_none() && to_a_scheme.is_none() {
        return None;
    }
    let entry = seen.main_entry()?;
    let target = redirect_target(entry);
    let leads = match &target {
        Some(target) => format!("{} redirects to {}", shown(&entry.url), shown(target)),
        None => format!("{} was redirected", shown(&entry.url)),
    };
    let finding = |certainty, title| Finding::new(&CAUSE, certainty).title(title);
    let finding = if let Some(location) = to_a_scheme {
        finding(
            Certainty::Certain,
            "A redirect leads to a scheme without CORS",
        )
        .what(format!(
            "The answer redirects to {}, which is neither http nor https.",
            shown(location)
        ))
    } else {
        match neighbour? {
            Neighbour::TooManyRedirects => finding(Certainty::Certain, "The redirects never end; this is not CORS")
                .what(format!(
                    "After {} redirects the browser gave up: {}.",
                    seen.exchange.hops.len().saturating_sub(1),
                    shown(seen.net_error_text())
                ))
                .advice(
                    "Follow the redirects with curl and `--location`: two rules send to each other, often one for https and \
                     one for the host's name, or a sign-in that does not keep its cookie.",
                ),
            Neighbour::UnsafeRedirect => finding(Certainty::Certain, "The redirect leads where none may")
                .what(format!("{leads}: {}.", shown(seen.net_error_text())))
                .advice("Look at the `Location` header: it must be a whole or relative http or https URL."),
            Neighbour::SameOriginMode => finding(Certainty::Certain, "A same-origin call was redirected to another origin")
                .what(format!("{leads}, and the call's mode is `same-origin`."))
                .advice("Call the final address, or leave the call's `mode` at `cors` and let that server allow the page."),
            // The entry of a request that was asked with redirect mode `manual` is no failure to its page.
            Neighbour::RedirectMode if entry.is_without_response() => {
                finding(Certainty::Likely, "The call asked not to follow redirects").what(format!(
                    "The redirect to {} was not followed, as `redirect: 'manual'` asks; the page got an opaque redirect.",
                    shown(&entry.url)
                ))
                .advice("Nothing, if the page meant to. Else call the final address, or leave `redirect` at `follow`.")
            }
            Neighbour::RedirectMode => finding(Certainty::Likely, "The call asked to fail at redirects")
                .what(format!("{leads}, and was not followed, as `redirect: 'error'` asks."))
                .advice("Call the final address, or leave the call's `redirect` at `follow`."),
            _ => return None,
        }
    };
    Some(
        finding
            .all_evidence(seen.net_error())
            .all_evidence(seen.main_url())
            .evidence(super::look::response_of(
                seen.main_position()?,
                entry,
                "Location",
            )),
    )
}
