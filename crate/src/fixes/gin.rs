//! Gin without a package.

use super::detect::{Test, medium};
use super::quote::Syntax;
use super::{BLANK, Layer, Stack};
use crate::har::Entry;

/// The stack.
pub(super) const STACK: Stack = Stack {
    key: "gin",
    title: "Gin",
    versions: "Gin 1",
    language: "go",
    file: "main.go: after `router := gin.Default()`, above every route",
    restart: "Build and restart the server.",
    trap: "On a group only, a preflight has no route and gets 404: use it on the router.",
    layer: Layer::App,
    fingerprints: &[medium("Content-Type", Test::Fits(is_own_not_found))],
    syntax: Syntax::Go,
    template: TEMPLATE,
    ..BLANK
};

/// Its own 404: `404 page not found` without a line feed, as plain text without a character set.
fn is_own_not_found(value: &str, entry: &Entry) -> bool {
    let headers = &entry.response_headers;
    entry.status == 404
        && value == "text/plain"
        && headers
            .get("Content-Length")
            .is_some_and(|length| length == "18")
        && !headers.contains("Server")
}

const TEMPLATE: &str = r#"	allowedOrigins := map[string]bool{
<<each>>
		<<origin>>: true,
<<end>>
	}
	router.Use(func(c *gin.Context) {
		c.Writer.Header().Add("Vary", "Origin")
		origin := c.GetHeader("Origin")
		allowed := allowedOrigins[origin]
		preflight := c.Request.Method == "OPTIONS" && c.GetHeader("Access-Control-Request-Method") != ""
		if allowed {
			c.Header("Access-Control-Allow-Origin", origin)
<<?credentials>>			c.Header("Access-Control-Allow-Credentials", "true")
<<?expose>>			c.Header("Access-Control-Expose-Headers", <<expose-text>>)
		}
		if allowed && preflight {
			c.Header("Access-Control-Allow-Methods", <<methods-text>>)
<<?headers>>			c.Header("Access-Control-Allow-Headers", <<headers-text>>)
			c.Header("Access-Control-Max-Age", "600")
		}
		if preflight {
			c.AbortWithStatus(204)
			return
		}
		c.Next()
	})
"#;
