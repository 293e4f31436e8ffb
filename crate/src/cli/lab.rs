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
    /// An address to listen on, beside 127.0.0.1 and ::1. Any but a loopback address opens the lab to the network; 0.0.0.0 and
    /// :: are all of this machine's
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
            let _ = writeln!(std::io::stdout(), "{}", who_reaches_it(&lab, host, port));
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

/// Said at start: who else can open it, and what that means.
fn who_reaches_it(lab: &Lab, host: IpAddr, port: u16) -> String {
    if host.is_loopback() {
        return "It listens on loopback only: no other machine reaches it. Ctrl-C ends it."
            .to_owned();
    }
    let all = lab.library().iter().count();
    let others = lab.library_for_others().iter().count();
    let address = match host {
        host if host.is_unspecified() => "ADDRESS-OF-THIS-MACHINE".to_owned(),
        IpAddr::V4(host) => host.to_string(),
        IpAddr::V6(host) => format!("[{host}]"),
    };
    format!(
        "WARNING: it listens on {host}: every machine that reaches this one can open it at http://{address}:{}/, unencrypted, \
         and can have it answer with any status and header. It reads and changes nothing else here. Its log is shown on this \
         machine only. Use it among people you know, and end it (Ctrl-C) with the lesson.\n\
         Other machines are shown {others} of {all} scenarios: the others need localhost, another name of this machine, https or \
         a secure page.",
        port + 1
    )
}
