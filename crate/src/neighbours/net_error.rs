//! Chromium's net errors, as far as they mean something to whoever reads a log.
//!
//! Names from `net/base/net_error_list.h`; those marked there as never reaching a page are left out.

use super::Neighbour;

/// Net errors by what they mean; `ERR_` and the rest of the name.
const MEANINGS: &[(Neighbour, &[&str])] = &[
    (
        Neighbour::Extension,
        &["BLOCKED_BY_CLIENT", "BLOCKED_BY_FINGERPRINTING_PROTECTION"],
    ),
    (
        Neighbour::Administrator,
        &[
            "BLOCKED_BY_ADMINISTRATOR",
            "BLOCKED_ENROLLMENT_CHECK_PENDING",
        ],
    ),
    (Neighbour::ContentSecurityPolicy, &["BLOCKED_BY_CSP"]),
    (Neighbour::OpaqueResponseBlocking, &["BLOCKED_BY_ORB"]),
    (
        Neighbour::ResourcePolicy,
        &[
            "BLOCKED_BY_RESPONSE.NotSameOrigin",
            "BLOCKED_BY_RESPONSE.NotSameSite",
        ],
    ),
    (Neighbour::UnsafePort, &["UNSAFE_PORT"]),
    (
        Neighbour::NameNotResolved,
        &[
            "NAME_NOT_RESOLVED",
            "NAME_RESOLUTION_FAILED",
            "ICANN_NAME_COLLISION",
            "DNS_TIMED_OUT",
            "DNS_SERVER_FAILED",
            "DNS_NO_MATCHING_SUPPORTED_ALPN",
        ],
    ),
    (Neighbour::ConnectionRefused, &["CONNECTION_REFUSED"]),
    (
        Neighbour::ConnectionCut,
        &[
            "CONNECTION_RESET",
            "CONNECTION_CLOSED",
            "CONNECTION_ABORTED",
            "CONNECTION_FAILED",
            "EMPTY_RESPONSE",
            "QUIC_PROTOCOL_ERROR",
            "HTTP2_PING_FAILED",
        ],
    ),
    (Neighbour::TimedOut, &["TIMED_OUT", "CONNECTION_TIMED_OUT"]),
    (
        Neighbour::Unreachable,
        &[
            "ADDRESS_UNREACHABLE",
            "ADDRESS_INVALID",
            "NETWORK_ACCESS_DENIED",
        ],
    ),
    (
        Neighbour::Offline,
        &[
            "INTERNET_DISCONNECTED",
            "NETWORK_CHANGED",
            "NETWORK_IO_SUSPENDED",
        ],
    ),
    (
        Neighbour::Certificate,
        &[
            "BAD_SSL_CLIENT_AUTH_CERT",
            "SSL_PINNED_KEY_NOT_IN_CERT_CHAIN",
        ],
    ),
    (
        Neighbour::ProxyAuthentication,
        &[
            "UNEXPECTED_PROXY_AUTH",
            "PROXY_AUTH_UNSUPPORTED",
            "PROXY_AUTH_REQUESTED",
        ],
    ),
    (
        Neighbour::BrokenBody,
        &[
            "CONTENT_LENGTH_MISMATCH",
            "CONTENT_DECODING_FAILED",
            "CONTENT_DECODING_INIT_FAILED",
            "INVALID_CHUNKED_ENCODING",
            "INCOMPLETE_CHUNKED_ENCODING",
            "INCOMPLETE_HTTP2_FRAME",
        ],
    ),
    (
        Neighbour::BrokenAnswer,
        &[
            "INVALID_HTTP_RESPONSE",
            "INVALID_RESPONSE",
            "DISALLOWED_URL_SCHEME",
        ],
    ),
    (
        Neighbour::Http2Stream,
        &[
            "HTTP2_PROTOCOL_ERROR",
            "HTTP2_COMPRESSION_ERROR",
            "HTTP2_FRAME_SIZE_ERROR",
            "HTTP2_FLOW_CONTROL_ERROR",
            "HTTP2_SERVER_REFUSED_STREAM",
            "HTTP2_STREAM_CLOSED",
        ],
    ),
    (Neighbour::TooManyRedirects, &["TOO_MANY_REDIRECTS"]),
    (
        Neighbour::UnsafeRedirect,
        &["UNSAFE_REDIRECT", "INVALID_REDIRECT"],
    ),
];

/// Beginnings of names, for families of errors; looked at after the whole names.
const FAMILIES: &[(Neighbour, &str)] = &[
    (Neighbour::Extension, "BLOCKED_BY_CLIENT"),
    (Neighbour::EmbedderPolicy, "BLOCKED_BY_RESPONSE"),
    (Neighbour::Certificate, "CERT_"),
    (Neighbour::Certificate, "SSL_CLIENT_AUTH_"),
    (Neighbour::Tls, "SSL_"),
    (Neighbour::Tls, "ECH_"),
    (Neighbour::Proxy, "PROXY_"),
    (Neighbour::Proxy, "TUNNEL_"),
    (Neighbour::Proxy, "SOCKS_"),
    (Neighbour::Proxy, "PAC_"),
    (Neighbour::Proxy, "MANDATORY_PROXY_"),
    (Neighbour::BrokenAnswer, "RESPONSE_HEADERS_"),
];

/// What a net error means; none for one that is not listed.
fn meaning(error: &str) -> Option<Neighbour> {
    let name = error.strip_prefix("net::ERR_")?;
    let whole = MEANINGS
        .iter()
        .find(|(_, names)| names.contains(&name))
        .map(|(neighbour, _)| *neighbour);
    whole.or_else(|| {
        FAMILIES
            .iter()
            .find(|(_, start)| name.starts_with(start))
            .map(|(neighbour, _)| *neighbour)
    })
}

/// What a net error is called; none for those that say nothing by themselves.
pub fn named(error: &str) -> Option<Neighbour> {
    match error {
        "" | "net::ERR_FAILED" => None,
        "net::ERR_ABORTED" => Some(Neighbour::Aborted),
        error => Some(meaning(error).unwrap_or(Neighbour::NetError)),
    }
}

/// What Firefox calls a connection that failed, where a program that drives it writes that down; none for its other names: the
/// one that it has for a refusal by CORS is also that of other refusals.
pub fn of_firefox(name: &str) -> Option<Neighbour> {
    let neighbour = match name.strip_prefix("NS_ERROR_")? {
        "CONNECTION_REFUSED" => Neighbour::ConnectionRefused,
        "UNKNOWN_HOST" => Neighbour::NameNotResolved,
        "NET_RESET" | "NET_INTERRUPT" | "NET_EMPTY_RESPONSE" => Neighbour::ConnectionCut,
        "NET_TIMEOUT" => Neighbour::TimedOut,
        "OFFLINE" => Neighbour::Offline,
        "PROXY_CONNECTION_REFUSED" | "UNKNOWN_PROXY_HOST" => Neighbour::Proxy,
        _ => return None,
    };
    Some(neighbour)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_is_listed_twice_and_whole_names_win() {
        let mut names: Vec<&str> = MEANINGS
            .iter()
            .flat_map(|(_, names)| *names)
            .copied()
            .collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
        let table = [
            ("net::ERR_PROXY_CONNECTION_FAILED", Some(Neighbour::Proxy)),
            (
                "net::ERR_PROXY_AUTH_UNSUPPORTED",
                Some(Neighbour::ProxyAuthentication),
            ),
            ("net::ERR_CERT_DATE_INVALID", Some(Neighbour::Certificate)),
            (
                "net::ERR_SSL_VERSION_OR_CIPHER_MISMATCH",
                Some(Neighbour::Tls),
            ),
            (
                "net::ERR_BLOCKED_BY_RESPONSE.NotSameOriginAfterDefaultedToSameOriginByCoep",
                Some(Neighbour::EmbedderPolicy),
            ),
            (
                "net::ERR_BLOCKED_BY_RESPONSE.NotSameOrigin",
                Some(Neighbour::ResourcePolicy),
            ),
            ("net::ERR_FAILED", None),
            ("ERR_CONNECTION_REFUSED", None),
        ];
        for (error, meaning_of_it) in table {
            assert_eq!(meaning(error), meaning_of_it, "{error}");
        }
    }
}
