//! HAProxy: a frontend.

use super::detect::{Test, medium};
use super::quote::Syntax;
use super::{BLANK, Layer, Stack};
use crate::har::Entry;

/// The stack.
pub(super) const STACK: Stack = Stack {
    key: "haproxy",
    title: "HAProxy",
    versions: "HAProxy 2.2 and later",
    language: "haproxy",
    file: "haproxy.cfg: in the `frontend`, above every `http-request auth` and `deny`",
    restart: "Check it with `haproxy -c -f haproxy.cfg`, then reload.",
    trap: "`http-response` rules do not reach answers that HAProxy makes itself; `http-after-response` does.",
    layer: Layer::Proxy,
    fingerprints: &[medium("Cache-Control", Test::Fits(is_own_error))],
    syntax: Syntax::Haproxy,
    template: TEMPLATE,
    ..BLANK
};

/// Its own error page: HTML, not to be cached, without the name of a server.
fn is_own_error(value: &str, entry: &Entry) -> bool {
    let headers = &entry.response_headers;
    value == "no-cache"
        && entry.status >= 500
        && headers
            .get("Content-Type")
            .is_some_and(|value| value == "text/html")
        && !["Server", "Date", "X-Powered-By"]
            .iter()
            .any(|name| headers.contains(name))
}

const TEMPLATE: &str = r"acl cors_allowed req.fhdr(Origin) -m str <<origins-words>>
acl cors_options method OPTIONS
acl cors_asks req.hdr(Access-Control-Request-Method) -m found
http-request set-var(txn.cors_origin) req.fhdr(Origin) if cors_allowed
http-request set-var(txn.cors_preflight) bool(true) if cors_allowed cors_options cors_asks
http-request return status 204 if cors_options cors_asks
http-after-response del-header Access-Control-Allow-Origin
http-after-response del-header Access-Control-Allow-Credentials
http-after-response set-header Access-Control-Allow-Origin %[var(txn.cors_origin)] if { var(txn.cors_origin) -m found }
<<?credentials>>http-after-response set-header Access-Control-Allow-Credentials true if { var(txn.cors_origin) -m found }
<<?expose>>http-after-response set-header Access-Control-Expose-Headers <<expose-text>> if { var(txn.cors_origin) -m found }
http-after-response set-header Access-Control-Allow-Methods <<methods-text>> if { var(txn.cors_preflight) -m bool }
<<?headers>>http-after-response set-header Access-Control-Allow-Headers <<headers-text>> if { var(txn.cors_preflight) -m bool }
http-after-response set-header Access-Control-Max-Age 600 if { var(txn.cors_preflight) -m bool }
http-after-response add-header Vary Origin
";
