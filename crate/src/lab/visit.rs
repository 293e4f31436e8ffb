//! Who asks, and by which name: what the lab may show, and how its origins are called in it.

use super::Ports;
use super::http::Received;
use std::io;
use std::net::{IpAddr, TcpStream};

/// One connection.
#[derive(Debug, Clone, Copy)]
pub(super) struct Visit {
    /// The port that was asked.
    pub(super) port: u16,
    /// The address that was asked.
    local: IpAddr,
    /// The address that asks.
    peer: IpAddr,
}

/// How the lab is called by whoever asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Called {
    /// By a name of this machine, or by an address.
    By(Ports),
    /// By a name that means this machine somewhere; its pages are at these origins.
    Elsewhere(Ports),
}

impl Visit {
    pub(super) fn of(socket: &TcpStream, port: u16) -> io::Result<Self> {
        Ok(Self {
            port,
            local: socket.local_addr()?.ip().to_canonical(),
            peer: socket.peer_addr()?.ip().to_canonical(),
        })
    }

    /// Does this very machine ask?
    fn is_from_here(self) -> bool {
        self.peer.is_loopback() || self.peer == self.local
    }

    /// What the origins are called. An address in `Host` is written anew from its bytes, and no other text of a `Host`
    /// gets into a page: a name counts for nothing but as one of this machine's.
    pub(super) fn called(self, request: &Received, ports: Ports) -> Called {
        let name = name_of(request.host());
        let address = name.trim_matches(['[', ']']).parse::<IpAddr>().ok();
        match address.map(|address| address.to_canonical()) {
            _ if self.local.is_loopback() || is_loopback_name(name) => Called::By(ports),
            Some(address) if !address.is_unspecified() => Called::By(ports.opened_by(address)),
            _ => Called::Elsewhere(ports.opened_by(self.local)),
        }
    }

    /// May the log be shown? It may hold cookies that another program on this machine set for `localhost`, so this machine
    /// must ask, and by a name that can mean nothing else: one that was rebound to it is none.
    pub(super) fn may_read_the_log(self, request: &Received) -> bool {
        let name = name_of(request.host());
        let is_own = || name.trim_matches(['[', ']']).parse() == Ok(self.local);
        self.is_from_here() && (is_loopback_name(name) || is_own())
    }
}

/// A host without its port.
fn name_of(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    }
}

/// A name that can only mean this machine.
fn is_loopback_name(name: &str) -> bool {
    name == "localhost"
        || name.ends_with(".localhost")
        || name
            .trim_matches(['[', ']'])
            .parse::<IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lab::Alias;

    fn visit(peer: &str, local: &str) -> Visit {
        Visit {
            port: 1,
            local: local.parse().unwrap(),
            peer: peer.parse().unwrap(),
        }
    }

    fn asking(host: &str) -> Received {
        Received {
            method: "GET".into(),
            target: "/".into(),
            headers: vec![("Host".into(), host.into())],
        }
    }

    #[test]
    fn the_log_is_for_this_machine() {
        let here = visit("127.0.0.1", "127.0.0.1");
        let by_its_address = visit("10.9.8.7", "10.9.8.7");
        let other = visit("10.9.8.6", "10.9.8.7");
        for (visit, host, may) in [
            (here, "localhost:48101", true),
            (here, "[::1]:48101", true),
            (here, "rebound.test:48101", false),
            (here, "", false),
            (by_its_address, "10.9.8.7:48101", true),
            (by_its_address, "rebound.test", false),
            (visit("::1", "::1"), "www.localhost", true),
            // Whatever another machine calls it.
            (other, "localhost:48101", false),
            (other, "127.0.0.1", false),
            (other, "10.9.8.7:48101", false),
        ] {
            let told = visit.may_read_the_log(&asking(host));
            assert_eq!(told, may, "{visit:?} {host}");
        }
    }

    #[test]
    fn origins_are_called_by_the_address_that_was_asked() {
        let ports = Ports::above(48_100).unwrap();
        let app = |visit: Visit, host: &str| match visit.called(&asking(host), ports) {
            Called::By(ports) => ports.origin(Alias::App),
            Called::Elsewhere(ports) => format!("to {}", ports.origin(Alias::App)),
        };
        let here = visit("127.0.0.1", "127.0.0.1");
        let other = visit("10.9.8.6", "10.9.8.7");
        // On loopback, whatever the tests' names are.
        assert_eq!(app(here, "app.test:48101"), "http://localhost:48101");
        assert_eq!(app(other, "10.9.8.7:48101"), "http://10.9.8.7:48101");
        // Behind a forwarded port the visitor knows better.
        assert_eq!(app(other, "localhost:48101"), "http://localhost:48101");
        assert_eq!(app(other, "192.168.1.1:48101"), "http://192.168.1.1:48101");
        assert_eq!(app(other, "[fd00::1]:48101"), "http://[fd00::1]:48101");
        // No name gets into a page.
        for host in ["trainer.local:48101", "", "\"><script>", "0.0.0.0:48101"] {
            assert_eq!(app(other, host), "to http://10.9.8.7:48101", "{host}");
        }
    }
}
