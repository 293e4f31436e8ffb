//! What an address alone tells: a place to sign in, a host of the local network.

/// Does the URL look like a place to sign in?
pub(super) fn is_sign_in(url: &url::Url) -> bool {
    const WORDS: [&str; 10] = [
        "login",
        "signin",
        "sign-in",
        "sign_in",
        "authorize",
        "oauth",
        "sso",
        "saml",
        "openid",
        "auth",
    ];
    let host = url.host_str().unwrap_or_default();
    let labels = host.split('.').take(1);
    let segments = url.path().split('/').chain(labels);
    segments.map(str::to_ascii_lowercase).any(|segment| {
        WORDS
            .iter()
            .any(|word| *word == segment || (word.len() > 4 && segment.starts_with(word)))
    })
}

/// Is the host a loopback, private or link-local address, or a name of one?
pub(super) fn is_local_host(host: &str) -> bool {
    // An address that is not part of a URL has no brackets.
    let parsed = if host.contains(':') && !host.starts_with('[') {
        url::Host::parse(&format!("[{host}]"))
    } else {
        url::Host::parse(host)
    };
    match parsed {
        Ok(url::Host::Ipv4(address)) => {
            let [first, second, ..] = address.octets();
            address.is_loopback()
                || address.is_private()
                || address.is_link_local()
                || (first == 100 && (64..128).contains(&second))
        }
        Ok(url::Host::Ipv6(address)) => {
            address.is_loopback() || address.is_unique_local() || address.is_unicast_link_local()
        }
        Ok(url::Host::Domain(name)) => {
            name == "localhost"
                || [".localhost", ".local"]
                    .iter()
                    .any(|end| name.ends_with(end))
        }
        Err(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_to_sign_in() {
        let is = |url: &str| url::Url::parse(url).is_ok_and(|url| is_sign_in(&url));
        for url in [
            "https://app.test/login",
            "https://app.test/users/sign_in?next=1",
            "https://login.example.com/common",
            "https://id.test/oauth2/authorize",
        ] {
            assert!(is(url), "{url}");
        }
        for url in [
            "https://app.test/authors",
            "https://app.test/ssow",
            "https://blog.test/x?login=1",
        ] {
            assert!(!is(url), "{url}");
        }
    }

    #[test]
    fn hosts_of_the_local_network() {
        for host in [
            "localhost",
            "127.0.0.1",
            "[::1]",
            "10.1.2.3",
            "192.168.0.7",
            "100.64.0.1",
            "printer.local",
            "[fe80::1]",
            "::1",
        ] {
            assert!(is_local_host(host), "{host}");
        }
        for host in [
            "app.test",
            "8.8.8.8",
            "100.128.0.1",
            "localhost.test",
            "[2001:db8::1]",
        ] {
            assert!(!is_local_host(host), "{host}");
        }
    }
}
