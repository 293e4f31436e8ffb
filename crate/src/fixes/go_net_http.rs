//! Go net/http without a package.

use super::detect::{Test, medium};
use super::quote::Syntax;
use super::{BLANK, Layer, Stack};
use crate::har::Entry;

/// The stack.
pub(super) const STACK: Stack = Stack {
    key: "go-net-http",
    title: "Go net/http",
    versions: "Go 1.21 and later",
    language: "go",
    file: "main.go: above ListenAndServe, which serves `handler`; it is declared `var handler http.Handler = mux`",
    restart: "Build and restart the server.",
    trap: "Around the whole mux: within one route, the mux answers OPTIONS with 405 before it.",
    layer: Layer::App,
    fingerprints: &[medium("X-Content-Type-Options", Test::Fits(is_own_error))],
    syntax: Syntax::Go,
    template: TEMPLATE,
    ..BLANK
};

/// An error of the package: plain text and `nosniff`, without the name of a server.
fn is_own_error(value: &str, entry: &Entry) -> bool {
    let headers = &entry.response_headers;
    // `404 page not found` and `Method Not Allowed`, each with a line feed, are equally long.
    matches!(entry.status, 404 | 405)
        && value == "nosniff"
        && headers
            .get("Content-Type")
            .is_some_and(|value| value == "text/plain; charset=utf-8")
        && headers
            .get("Content-Length")
            .is_some_and(|value| value == "19")
        && !headers.contains("Server")
        && !headers.contains("X-Powered-By")
}

const TEMPLATE: &str = r#"	allowedOrigins := map[string]bool{
<<each>>
		<<origin>>: true,
<<end>>
	}
	withoutCORS := handler
	handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		header := w.Header()
		header.Add("Vary", "Origin")
		origin := r.Header.Get("Origin")
		allowed := allowedOrigins[origin]
		preflight := r.Method == http.MethodOptions && r.Header.Get("Access-Control-Request-Method") != ""
		if allowed {
			header.Set("Access-Control-Allow-Origin", origin)
<<?credentials>>			header.Set("Access-Control-Allow-Credentials", "true")
<<?expose>>			header.Set("Access-Control-Expose-Headers", <<expose-text>>)
		}
		if allowed && preflight {
			header.Set("Access-Control-Allow-Methods", <<methods-text>>)
<<?headers>>			header.Set("Access-Control-Allow-Headers", <<headers-text>>)
			header.Set("Access-Control-Max-Age", "600")
		}
		if preflight {
			w.WriteHeader(http.StatusNoContent)
			return
		}
		withoutCORS.ServeHTTP(w, r)
	})
"#;
