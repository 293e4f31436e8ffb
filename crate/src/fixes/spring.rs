//! Spring Boot, with or without Spring Security.

use super::detect::{Test, medium, strong};
use super::quote::Syntax;
use super::{BLANK, Layer, Stack};
use crate::har::Entry;

/// The stack.
pub(super) const STACK: Stack = Stack {
    key: "spring",
    title: "Spring Boot and Spring Security",
    versions: "Spring Boot 3, with or without Spring Security 6",
    language: "java",
    file: "In a `@Configuration` class",
    restart: "Build and restart the application.",
    trap: "`@CrossOrigin` and `addCorsMappings` come after Spring Security, whose 401 preflights then get: this filter stands before it.",
    layer: Layer::App,
    fingerprints: &[
        strong("Vary", Test::Fits(is_three_lines)),
        strong("X-XSS-Protection", Test::Fits(has_security_defaults)),
        medium("Set-Cookie", Test::Starts("JSESSIONID=")),
    ],
    syntax: Syntax::Java,
    template: TEMPLATE,
    ..BLANK
};

/// Three lines of Vary, in this order.
fn is_three_lines(_: &str, entry: &Entry) -> bool {
    entry.response_headers.lines("Vary").eq([
        "Origin",
        "Access-Control-Request-Method",
        "Access-Control-Request-Headers",
    ]) && !entry
        .response_headers
        .contains("Access-Control-Allow-Origin")
        && entry.status >= 400
}

/// The headers that Spring Security adds, all together.
fn has_security_defaults(value: &str, entry: &Entry) -> bool {
    let is = |name: &str, wanted: &str| {
        entry
            .response_headers
            .get(name)
            .is_some_and(|value| value == wanted)
    };
    value == "0"
        && is(
            "Cache-Control",
            "no-cache, no-store, max-age=0, must-revalidate",
        )
        && is("Pragma", "no-cache")
        && is("Expires", "0")
}

const TEMPLATE: &str = r#"@org.springframework.context.annotation.Bean
org.springframework.web.cors.UrlBasedCorsConfigurationSource corsConfigurationSource() {
    var cors = new org.springframework.web.cors.CorsConfiguration();
    cors.setAllowedOrigins(java.util.List.of(<<origins>>));
<<?credentials>>    cors.setAllowCredentials(true);
    cors.setAllowedMethods(java.util.List.of(<<methods>>));
<<?headers>>    cors.setAllowedHeaders(java.util.List.of(<<headers>>));
<<?expose>>    cors.setExposedHeaders(java.util.List.of(<<expose>>));
    cors.setMaxAge(600L);
    var source = new org.springframework.web.cors.UrlBasedCorsConfigurationSource();
    source.registerCorsConfiguration("/**", cors);
    return source;
}

@org.springframework.context.annotation.Bean
org.springframework.boot.web.servlet.FilterRegistrationBean<org.springframework.web.filter.CorsFilter> corsFilterFirst(
        org.springframework.web.cors.UrlBasedCorsConfigurationSource source) {
    var filter = new org.springframework.boot.web.servlet.FilterRegistrationBean<>(
            new org.springframework.web.filter.CorsFilter(source));
    filter.setOrder(org.springframework.core.Ordered.HIGHEST_PRECEDENCE);
    return filter;
}
"#;
