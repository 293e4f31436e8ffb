//! The lab's origins: short names with fixed ports, so that recordings do not change from run to run.

use serde::{Deserialize, Serialize};
use std::fmt;

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
}

impl Alias {
    /// All of them.
    pub const ALL: [Self; 15] = [
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
            | Self::NoTls => "localhost",
            Self::AppInsecure => "app.test",
            Self::ApiNamed => "api.test",
            Self::UnknownHost => "api.invalid",
            Self::AppLoopback | Self::ApiLoopback => "127.0.0.1",
            Self::AppWww => "www.localhost",
            Self::AppIpv6 => "[::1]",
            Self::AppIdn => "xn--bcher-kva.test",
        }
    }

    const fn offset(self) -> u16 {
        match self {
            Self::App | Self::AppLoopback | Self::AppWww | Self::AppIpv6 | Self::AppIdn => 1,
            Self::Api | Self::ApiLoopback | Self::ApiNamed | Self::UnknownHost | Self::NoTls => 2,
            Self::Api2 => 3,
            Self::AppPublic | Self::AppInsecure => 4,
            Self::Closed | Self::UnsafePort => 9,
        }
    }

    const fn scheme(self) -> &'static str {
        match self {
            Self::NoTls => "https",
            _ => "http",
        }
    }

    /// Is there nobody to answer, so that only the action `refuse` can stand there?
    pub const fn is_silent(self) -> bool {
        matches!(
            self,
            Self::Closed | Self::UnsafePort | Self::UnknownHost | Self::NoTls
        )
    }
}

impl fmt::Display for Alias {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

/// X11's: one of the ports that browsers send nothing to.
const UNSAFE_PORT: u16 = 6000;

/// The ports of one running lab.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ports {
    base: u16,
}

impl Ports {
    /// The ports above `base`; none if they would not fit.
    pub const fn above(base: u16) -> Option<Self> {
        if base <= u16::MAX - 9 {
            Some(Self { base })
        } else {
            None
        }
    }

    /// The port of one origin.
    pub const fn of(self, alias: Alias) -> u16 {
        match alias {
            Alias::UnsafePort => UNSAFE_PORT,
            _ => self.base + alias.offset(),
        }
    }

    /// The ports that are listened on, in order.
    pub const fn listening(self) -> [u16; 4] {
        [self.base + 1, self.base + 2, self.base + 3, self.base + 4]
    }

    /// Host and port, `localhost:48101`.
    pub fn host(self, alias: Alias) -> String {
        format!("{}:{}", alias.hostname(), self.of(alias))
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
    fn a_base_port_without_room_above_it_is_none() {
        assert_eq!(Ports::above(u16::MAX - 8), None);
        assert!(Ports::above(u16::MAX - 9).is_some());
    }
}
