//! `whycors lab`: the scenario servers, until the process is ended.

use clap::Args;
use std::io::Write;
use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;
use std::process::ExitCode;
use whycors::lab::{Alias, DEFAULT_PORT, Lab, Options};

/// Starts servers on this machine that fail CORS in known ways, with pages that ask them
#[derive(Debug, Args)]
pub(crate) struct LabArguments {
    /// Base port: pages are served one above it, the servers they ask two and three above
    #[arg(long, default_value_t = DEFAULT_PORT)]
    port: u16,
    /// A loopback address to listen on, beside 127.0.0.1 and ::1
    #[arg(long, default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    host: IpAddr,
    /// Serves pages and servers over https and HTTP/2 too, on the ports from five above the base port on
    #[arg(long)]
    https: bool,
    /// A directory of scenario files [default: tests/scenarios, or the copy inside this program]
    #[arg(long, value_name = "DIR")]
    scenarios: Option<PathBuf>,
}

/// Runs the lab; returns only if it cannot start.
pub(crate) fn run(arguments: LabArguments) -> ExitCode {
    let LabArguments {
        port,
        host,
        https,
        scenarios,
    } = arguments;
    match Lab::start(&Options {
        port,
        host,
        https,
        scenarios,
    }) {
        Ok(lab) => {
            if let Some(fingerprint) = lab.fingerprint() {
                let _ = writeln!(
                    std::io::stdout(),
                    "https at {}/ with a certificate made for this run. Open that address once and accept it (Advanced, \
                     Proceed); Chromium then accepts it at the other ports too. To be asked nothing, start Chromium with \
                     --user-data-dir=DIR --ignore-certificate-errors-spki-list={fingerprint}",
                    lab.address_of(Alias::AppHttps)
                );
            }
            let _ = writeln!(
                std::io::stdout(),
                "It listens on loopback only: no other machine reaches it. Ctrl-C ends it."
            );
            // Scripts wait for this line. A closed standard output is no reason to stop serving.
            let _ = writeln!(
                std::io::stdout(),
                "lab ready at {}/",
                lab.address_of(Alias::App)
            );
            lab.wait();
            ExitCode::SUCCESS
        }
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "whycors lab: {error}");
            ExitCode::from(2)
        }
    }
}
