//! The lab: real servers, on loopback unless told otherwise, that answer exactly what a scenario says, with pages that ask them.
//!
//! One server, three uses: tests and recordings ask it, and a trainer opens it in a browser. It answers by the
//! scenario and reports what it saw; it has no logic of its own, so that a wrong diagnosis cannot hide behind a
//! clever server. Native only, and the one room of the library that opens sockets.
//!
//! The way of a request: `server` accepts, `http` reads it, `log` notes it, `server` finds the answer in the
//! `library` of scenarios or in the URL itself (`policy`), or takes a page from `pages`, and `http` writes the bytes. With
//! `--https` further ports do the same over TLS (`tls`, `stream`), one of them in HTTP/2 (`http2`).

mod bad_ports;
mod base64url;
mod error;
mod http;
mod http2;
mod library;
mod log;
mod origins;
mod pages;
mod policy;
pub mod scenario;
mod server;
mod stream;
mod tls;
mod validate;
mod visit;

pub use error::{Error, Problem};
pub use library::Library;
use origins::Protocol;
pub use origins::{Alias, Ports};
pub use server::Lab;

use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;

/// The base port that recordings are made with: `app` is one above it.
pub const DEFAULT_PORT: u16 = 48_100;

/// What the lab needs to know before it starts.
#[derive(Debug, Clone)]
pub struct Options {
    /// The base port; the servers listen on the four ports above it, and over TLS on four more.
    pub port: u16,
    /// An address to listen on, beside 127.0.0.1 and ::1; one that is no loopback address opens the lab to the network.
    pub host: IpAddr,
    /// Serves the origins over TLS too, with a certificate made now.
    pub https: bool,
    /// A directory of scenario files; without one `tests/scenarios`, or the copy inside the program.
    pub scenarios: Option<PathBuf>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            port: DEFAULT_PORT,
            host: IpAddr::V4(Ipv4Addr::LOCALHOST),
            https: false,
            scenarios: None,
        }
    }
}

/// Starts the lab and answers requests until the process ends.
pub fn run(options: &Options) -> Result<(), Error> {
    Lab::start(options)?.wait();
    Ok(())
}
