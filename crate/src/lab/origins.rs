//! The lab's origins: short names with fixed ports, so that recordings do not change from run to run.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::net::IpAddr;

/// A short name of one origin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Alias {
    /// The page's usual origin, `http://localhost:48101`.
    App,
    /// The usual server, `http://localhost:48102`: another origin, the same site.
    Api,
    /// A second server, `http://localhost:48103`.
    Api2,
    /// The page's server by address, `http://127.0.0.1:48101`.
    AppLoopback,
    /// The page's server as a subdomain, `http://www.localhost:48101`.
    AppWww,
    /// The page's server by IPv6 address, `http://[::1]:48101`.
    AppIpv6,
    /// The page's server by a name outside ASCII, `http://bücher.test:48101`; the tests map the name.
    AppIdn,
    /// The usual server by address, `http://127.0.0.1:48102`: another site than `app`.
    ApiLoopback,
    /// A page that Chromium takes for one of the internet, `http://localhost:48104`, where it is started with
    /// `--ip-address-space-overrides`, as the tests and the demonstration do.
    AppPublic,
    /// The same by a name that is no secure context, `http://app.test:48104`; the tests map the name.
    AppInsecure,
    /// The usual server by a public name, `http://api.test:48102`; the tests map the name.
    ApiNamed,
    /// A port on which nothing listens, `http://localhost:48109`.
    Closed,
    /// A port that browsers refuse, `http://localhost:6000`.
    UnsafePort,
    /// A name that does not exist, `http://api.invalid:48102`.
    UnknownHost,
    /// The usual server over https, which it does not speak, `https://localhost:48102`.
    NoTls,
    /// A page over https, `https://localhost:48105`.
    AppHttps,
    /// A server over https, `https://localhost:48106`.
    ApiHttps,
    /// A server that speaks HTTP/2 and nothing else, `https://localhost:48107`.
    ApiH2,
    /// A server whose certificate nobody accepts, `https://localhost:48108`.
    ApiUntrusted,
    /// The page's server at its scheme's own port, `http://app.test`; the tests map name and port.
    AppDefault,
    /// The same over https, `https://app.test`.
    AppDefaultHttps,
    /// A server at https's own port, `https://api.test`.
    ApiDefaultHttps,
}

impl Alias {
    /// All of them.
    pub const ALL: [Self; 22] = [
        Self::App,
        Self::Api,
        Self::Api2,
        Self::AppLoopback,
        Self::AppWww,
        Self::AppIpv6,
        Self::AppIdn,
        Self::ApiLoopback,
        Self::AppPublic,
        Self::AppInsecure,
        Self::ApiNamed,
        Self::Closed,
        Self::UnsafePort,
        Self::UnknownHost,
        Self::NoTls,
        Self::AppHttps,
        Self::ApiHttps,
        Self::ApiH2,
        Self::ApiUntrusted,
        Self::AppDefault,
        Self::AppDefaultHttps,
        Self::ApiDefaultHttps,
    ];

    /// The name as scenarios write it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::App => "app",
            Self::Api => "api",
            Self::Api2 => "api2",
            Self::AppLoopback => "app-loopback",
            Self::AppWww => "app-www",
            Self::AppIpv6 => "app-ipv6",
            Self::AppIdn => "app-idn",
            Self::ApiLoopback => "api-loopback",
            Self::AppPublic => "app-public",
            Self::AppInsecure => "app-insecure",
            Self::ApiNamed => "api-named",
            Self::Closed => "closed",
            Self::UnsafePort => "unsafe-port",
            Self::UnknownHost => "unknown-host",
            Self::NoTls => "no-tls",
            Self::AppHttps => "app-https",
            Self::ApiHttps => "api-https",
            Self::ApiH2 => "api-h2",
            Self::ApiUntrusted => "api-untrusted",
            Self::AppDefault => "app-default",
            Self::AppDefaultHttps => "app-default-https",
            Self::ApiDefaultHttps => "api-default-https",
        }
    }

    /// The alias of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|alias| alias.name() == name)
    }

    const fn hostname(self) -> &'static str {
        match self {
            Self::App
            | Self::Api
            | Self::Api2
            | Self::AppPublic
            | Self::Closed
            | Self::UnsafePort
            | Self::NoTls
            | Self::AppHttps
            | Self::ApiHttps
            | Self::ApiH2
            | Self::ApiUntrusted => "localhost",
            Self::AppInsecure | Self::AppDefault | Self::AppDefaultHttps => "app.test",
            Self::ApiNamed | Self::ApiDefaultHttps => "api.test",
            Self::UnknownHost => "api.invalid",
            Self::AppLoopback | Self::ApiLoopback => "127.0.0.1",
            Self::AppWww => "www.localhost",
            Self::AppIpv6 => "[::1]",
            Self::AppIdn => "xn--bcher-kva.test",
        }
    }

    const fn offset(self) -> u16 {
        match self {
            Self::App
            | Self::AppLoopback
            | Self::AppWww
            | Self::AppIpv6
            | Self::AppIdn
            | Self::AppDefault => 1,
            Self::Api | Self::ApiLoopback | Self::ApiNamed | Self::UnknownHost | Self::NoTls => 2,
            Self::Api2 => 3,
            Self::AppPublic | Self::AppInsecure => 4,
            Self::AppHttps | Self::AppDefaultHttps => 5,
            Self::ApiHttps | Self::ApiDefaultHttps => 6,
            Self::ApiH2 => 7,
            Self::ApiUntrusted => 8,
            Self::Closed | Self::UnsafePort => 9,
        }
    }

    const fn scheme(self) -> &'static str {
        if matches!(self, Self::NoTls) || self.needs_https() {
            "https"
        } else {
            "http"
        }
    }

    /// Is it served with `--https` only?
    pub const fn needs_https(self) -> bool {
        matches!(
            self,
            Self::AppHttps
                | Self::ApiHttps
                | Self::ApiH2
                | Self::ApiUntrusted
                | Self::AppDefaultHttps
                | Self::ApiDefaultHttps
        )
    }

    /// Does another machine that opens the lab by its address reach something else by it, or nothing? `localhost` is
    /// written as that address there; other names and the certificate are this machine's own.
    pub(super) const fn is_of_this_machine(self) -> bool {
        self.needs_https()
            || matches!(
                self,
                Self::AppLoopback
                    | Self::AppWww
                    | Self::AppIpv6
                    | Self::AppIdn
                    | Self::ApiLoopback
                    | Self::AppPublic
                    | Self::AppInsecure
                    | Self::ApiNamed
                    | Self::AppDefault
            )
    }

    /// Does its origin leave out the port, because it is its scheme's own?
    const fn is_default_port(self) -> bool {
        matches!(
            self,
            Self::AppDefault | Self::AppDefaultHttps | Self::ApiDefaultHttps
        )
    }

    /// Does it speak HTTP/2, which cannot say all that HTTP/1.1 can?
    pub(super) const fn is_http2(self) -> bool {
        matches!(self, Self::ApiH2)
    }

    /// Is there nobody to answer, so that only the action `refuse` can stand there?
    pub const fn is_silent(self) -> bool {
        matches!(
            self,
            Self::Closed | Self::UnsafePort | Self::UnknownHost | Self::NoTls | Self::ApiUntrusted
        )
    }
}

impl fmt::Display for Alias {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

/// What a port speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Protocol {
    /// HTTP/1.1 without TLS.
    Http,
    /// HTTP/1.1 over TLS.
    Https,
    /// HTTP/2 over TLS.
    Http2,
    /// HTTP/1.1 over TLS, with a certificate that nobody is told of.
    HttpsUntrusted,
}

/// X11's: one of the ports that browsers send nothing to.
const UNSAFE_PORT: u16 = 6000;

/// The ports of one running lab.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ports {
    base: u16,
    /// Stands for `localhost` where the lab is opened by an address of the network.
    address: Option<IpAddr>,
}

impl Ports {
    /// The ports above `base`; none if they would not fit. Zero is none: elsewhere it means any free port, and these are
    /// nine in a row, which addresses name.
    pub const fn above(base: u16) -> Option<Self> {
        if base > 0 && base <= u16::MAX - 9 {
            Some(Self {
                base,
                address: None,
            })
        } else {
            None
        }
    }

    /// The same as whoever opened the lab by this address must name it.
    pub(super) const fn opened_by(self, address: IpAddr) -> Self {
        Self {
            address: Some(address),
            ..self
        }
    }

    /// Is the lab opened by an address of the network?
    pub(super) const fn is_open_by_address(self) -> bool {
        self.address.is_some()
    }

    /// Can whoever opened the lab reach what the alias names?
    pub(super) const fn reaches(self, alias: Alias) -> bool {
        self.address.is_none() || !alias.is_of_this_machine()
    }

    /// The port that serves one origin.
    pub const fn of(self, alias: Alias) -> u16 {
        match alias {
            Alias::UnsafePort => UNSAFE_PORT,
            _ => self.base + alias.offset(),
        }
    }

    /// The ports that are listened on, in order, and what each speaks.
    pub(super) const fn listening(self) -> [(u16, Protocol); 8] {
        [
            (self.base + 1, Protocol::Http),
            (self.base + 2, Protocol::Http),
            (self.base + 3, Protocol::Http),
            (self.base + 4, Protocol::Http),
            (self.base + 5, Protocol::Https),
            (self.base + 6, Protocol::Https),
            (self.base + 7, Protocol::Http2),
            (self.base + 8, Protocol::HttpsUntrusted),
        ]
    }

    /// Host and port, `localhost:48101`, as an origin writes them: without a port that is its scheme's own.
    pub fn host(self, alias: Alias) -> String {
        if alias.is_default_port() {
            return alias.hostname().to_owned();
        }
        let port = self.of(alias);
        match self.address.filter(|_| alias.hostname() == "localhost") {
            Some(IpAddr::V6(address)) => format!("[{address}]:{port}"),
            Some(IpAddr::V4(address)) => format!("{address}:{port}"),
            None => format!("{}:{port}", alias.hostname()),
        }
    }

    /// The serialized origin, `http://localhost:48101`.
    pub fn origin(self, alias: Alias) -> String {
        format!("{}://{}", alias.scheme(), self.host(alias))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_alias_has_its_own_origin_and_is_found_by_its_name() {
        let ports = Ports::above(48_100).unwrap();
        let mut origins: Vec<String> = Alias::ALL
            .iter()
            .map(|alias| ports.origin(*alias))
            .collect();
        assert_eq!(origins[0], "http://localhost:48101");
        assert_eq!(origins[5], "http://[::1]:48101");
        origins.sort();
        origins.dedup();
        assert_eq!(origins.len(), Alias::ALL.len());
        for alias in Alias::ALL {
            assert_eq!(Alias::from_name(alias.name()), Some(alias));
            assert_eq!(serde_json::to_value(alias).unwrap(), alias.name());
        }
    }

    #[test]
    fn an_address_stands_for_localhost_and_for_nothing_else() {
        let ports = Ports::above(48_100)
            .unwrap()
            .opened_by("10.9.8.7".parse().unwrap());
        assert_eq!(ports.origin(Alias::App), "http://10.9.8.7:48101");
        assert_eq!(ports.origin(Alias::NoTls), "https://10.9.8.7:48102");
        assert_eq!(ports.origin(Alias::AppWww), "http://www.localhost:48101");
        let ports = ports.opened_by("fd00::1".parse().unwrap());
        assert_eq!(ports.origin(Alias::Api2), "http://[fd00::1]:48103");
        assert!(ports.reaches(Alias::Closed) && !ports.reaches(Alias::ApiLoopback));
    }

    #[test]
    fn a_base_port_without_room_above_it_is_none() {
        assert_eq!(Ports::above(u16::MAX - 8), None);
        assert!(Ports::above(u16::MAX - 9).is_some());
        assert_eq!(Ports::above(0), None);
    }
}
