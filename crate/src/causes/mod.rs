//! Root causes: the explanation above the code. One `<id>.rs` and one `<id>.md` each.
//!
//! A cause reads what was seen and never changes the verdict. Several may explain one failure; [`explain`] puts them in
//! this order:
//! 1. specific causes before general ones ([`Cause::general`]); `unexplained` only where there is no other;
//! 2. the most certain first;
//! 3. among equals the one that stands first in [`ALL`].
//!
//! The first rule is what lets a likely reason stand before a certain commonplace: that Access-Control-Allow-Origin is
//! missing is certain whenever it is, and "the proxy leaves it out of error answers" is what helps.

mod blind_spots;
pub mod catalogue;
mod error_status;
mod finding;
mod look;
mod places;
mod seen;
pub(crate) mod text;

mod allow_credentials_missing;
mod allow_credentials_not_true;
mod allow_list_syntax;
mod allow_origin_added_twice;
mod allow_origin_case_or_dot;
mod allow_origin_config_leak;
mod allow_origin_empty;
mod allow_origin_has_path;
mod allow_origin_invisible_bytes;
mod allow_origin_list_in_one_header;
mod allow_origin_loopback_name_differs;
mod allow_origin_missing;
mod allow_origin_other_origin;
mod allow_origin_port_differs;
mod allow_origin_scheme_differs;
mod allow_origin_scheme_missing;
mod allow_origin_trailing_slash;
mod allow_origin_wildcard_subdomain;
mod allow_origin_www_differs;
mod app_shell_origin;
mod auth_proxy_401;
mod beacon_preflight;
mod blocked_by_client;
mod body_too_large_at_proxy;
mod browser_cache_without_cors;
mod cdn_error_without_headers;
mod client_sends_response_header;
mod content_security_policy;
mod content_type_not_allowed;
mod error_outside_cors_middleware;
mod framework_any_origin_with_credentials;
mod function_forgets_headers;
mod gateway_authorizer_on_options;
mod gateway_default_response;
mod header_name_misspelt;
mod local_network_access;
mod method_lower_case;
mod method_not_allowed;
mod mixed_content;
mod network_failure;
mod object_store_no_cors_rule;
mod origin_not_in_allow_list;
mod origin_null;
mod preflight_auth_after_cors;
mod preflight_auth_before_cors;
mod preflight_automatic_answer;
mod preflight_handled_as_request;
mod preflight_hsts_upgrade;
mod preflight_https_redirect;
mod preflight_iis_options_verb_handler;
mod preflight_layer_order;
mod preflight_no_options_route;
mod preflight_not_ok_status;
mod preflight_other_redirect;
mod preflight_refused_as_a_whole;
mod preflight_static_host;
mod preflight_trailing_slash_redirect;
mod preflight_windows_authentication;
mod private_address_by_dns;
mod proxy_error_without_always;
mod proxy_header_inheritance;
mod redirect_refused;
mod redirect_taints_origin;
mod redirect_to_login;
mod redirect_with_userinfo;
mod redirect_without_headers;
mod refusal_without_headers;
mod relaxer_extension;
mod request_aborted;
mod request_header_not_allowed;
mod requested_with_not_allowed;
mod resource_policy;
mod service_worker;
mod shared_cache_without_vary;
mod stale_preflight_cache;
mod static_asset_without_headers;
mod tracing_header_not_allowed;
mod unexplained;
mod unsafe_port;
mod upstream_down;
mod url_scheme_missing;
mod waf_challenge;
mod wildcard_headers_with_credentials;
mod wildcard_with_credentials;
mod wrong_route_or_verb;

use crate::exchange;
use crate::fetch::is_ok_status;

pub use blind_spots::{BLIND_SPOTS, BlindSpot};
pub use finding::{Cause, Certainty, Door, Evidence, Finding, RemedyKind, Side, TEAMS};
pub use seen::Seen;
pub(crate) use text::{listed, shown};

/// All causes, specific before general. `unexplained` is last, and stands alone.
pub const ALL: &[Cause] = &[
    // Not CORS, or a rule beside it: decided by the net error or the address.
    blocked_by_client::CAUSE,
    mixed_content::CAUSE,
    content_security_policy::CAUSE,
    url_scheme_missing::CAUSE,
    unsafe_port::CAUSE,
    resource_policy::CAUSE,
    private_address_by_dns::CAUSE,
    local_network_access::CAUSE,
    service_worker::CAUSE,
    relaxer_extension::CAUSE,
    // Redirects.
    redirect_refused::CAUSE,
    redirect_with_userinfo::CAUSE,
    preflight_hsts_upgrade::CAUSE,
    preflight_https_redirect::CAUSE,
    preflight_trailing_slash_redirect::CAUSE,
    redirect_to_login::CAUSE,
    redirect_taints_origin::CAUSE,
    // Caches.
    browser_cache_without_cors::CAUSE,
    shared_cache_without_vary::CAUSE,
    stale_preflight_cache::CAUSE,
    // Who asks.
    origin_null::CAUSE,
    app_shell_origin::CAUSE,
    beacon_preflight::CAUSE,
    // Who answers, before the server's own CORS layer is reached.
    waf_challenge::CAUSE,
    gateway_authorizer_on_options::CAUSE,
    gateway_default_response::CAUSE,
    object_store_no_cors_rule::CAUSE,
    preflight_windows_authentication::CAUSE,
    preflight_iis_options_verb_handler::CAUSE,
    preflight_static_host::CAUSE,
    preflight_auth_before_cors::CAUSE,
    preflight_auth_after_cors::CAUSE,
    upstream_down::CAUSE,
    body_too_large_at_proxy::CAUSE,
    preflight_refused_as_a_whole::CAUSE,
    wrong_route_or_verb::CAUSE,
    preflight_layer_order::CAUSE,
    preflight_no_options_route::CAUSE,
    preflight_automatic_answer::CAUSE,
    preflight_handled_as_request::CAUSE,
    header_name_misspelt::CAUSE,
    auth_proxy_401::CAUSE,
    refusal_without_headers::CAUSE,
    cdn_error_without_headers::CAUSE,
    proxy_error_without_always::CAUSE,
    error_outside_cors_middleware::CAUSE,
    proxy_header_inheritance::CAUSE,
    function_forgets_headers::CAUSE,
    origin_not_in_allow_list::CAUSE,
    static_asset_without_headers::CAUSE,
    // The value of Access-Control-Allow-Origin.
    allow_origin_added_twice::CAUSE,
    allow_origin_empty::CAUSE,
    allow_origin_invisible_bytes::CAUSE,
    allow_origin_config_leak::CAUSE,
    allow_origin_trailing_slash::CAUSE,
    allow_origin_list_in_one_header::CAUSE,
    allow_origin_wildcard_subdomain::CAUSE,
    allow_origin_scheme_missing::CAUSE,
    allow_origin_scheme_differs::CAUSE,
    allow_origin_port_differs::CAUSE,
    allow_origin_loopback_name_differs::CAUSE,
    allow_origin_www_differs::CAUSE,
    allow_origin_case_or_dot::CAUSE,
    allow_origin_has_path::CAUSE,
    // Credentials.
    framework_any_origin_with_credentials::CAUSE,
    allow_credentials_missing::CAUSE,
    allow_credentials_not_true::CAUSE,
    // What the preflight asked for.
    allow_list_syntax::CAUSE,
    method_lower_case::CAUSE,
    method_not_allowed::CAUSE,
    client_sends_response_header::CAUSE,
    wildcard_headers_with_credentials::CAUSE,
    tracing_header_not_allowed::CAUSE,
    content_type_not_allowed::CAUSE,
    requested_with_not_allowed::CAUSE,
    request_header_not_allowed::CAUSE,
    // The connection, and who ended it.
    network_failure::CAUSE,
    request_aborted::CAUSE,
    // In general.
    redirect_without_headers::CAUSE,
    preflight_other_redirect::CAUSE,
    preflight_not_ok_status::CAUSE,
    wildcard_with_credentials::CAUSE,
    allow_origin_other_origin::CAUSE,
    allow_origin_missing::CAUSE,
    unexplained::CAUSE,
];

/// What stands behind the reason where the log shows no browser that checked the answer.
const PRESUMED: &str = " The log says neither in which mode the request was made nor that it failed: that a browser \
                        refused the answer is concluded from its Origin header.";

/// All findings for a failure, the best first. Never empty for a failure: [`ALL`] ends with `unexplained`.
pub fn explain(seen: &Seen<'_>) -> Vec<Finding> {
    let mut findings: Vec<Finding> = ALL
        .iter()
        .filter(|cause| cause.id != unexplained::CAUSE.id)
        .filter_map(|cause| (cause.explains)(seen))
        .collect();
    if findings.is_empty() {
        findings.extend((unexplained::CAUSE.explains)(seen));
    }
    // A stable sort keeps the order of `ALL` among equals.
    findings.sort_by_key(|finding| {
        let general = by_id(finding.cause).is_some_and(|cause| cause.general);
        (general, finding.certainty)
    });
    // Last, so that it changes nobody's place: all of them rest on the same refusal.
    if seen
        .blocked
        .is_some_and(|blocked| !exchange::is_shown(seen.log, seen.exchange, blocked))
    {
        for finding in &mut findings {
            finding.certainty = finding.certainty.max(Certainty::Likely);
            finding.why.push_str(PRESUMED);
        }
    }
    findings
}

/// Does what a cause advises replace the refused answer whole, its status included? A preflight that authentication, a router or
/// a firewall refused has no headers and an error status for one reason; a cause that speaks of the headers alone leaves the
/// status, and the browser refuses it next.
pub fn replaces_answer(seen: &Seen<'_>, id: &str) -> bool {
    let is_error = seen
        .refused_preflight()
        .is_some_and(|(_, preflight)| !is_ok_status(preflight.status));
    let is_of_headers =
        id == proxy_error_without_always::CAUSE.id || by_id(id).is_some_and(|cause| cause.general);
    is_error && seen.lacks_allow_origin() && !is_of_headers
}

/// The cause of an id.
pub fn by_id(id: &str) -> Option<&'static Cause> {
    ALL.iter().find(|cause| cause.id == id)
}
