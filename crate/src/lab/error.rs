//! Why the lab could not start, in words that name the way out.

use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;

/// Something wrong in one scenario file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The file, as a path or as a name inside the program.
    pub file: String,
    /// Where in it: line and column, or a path such as `steps[0].answers.main.at`.
    pub place: String,
    /// What was found there.
    pub what: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}: {}", self.file, self.place, self.what)
    }
}

/// Why the lab could not start.
#[derive(Debug)]
pub enum Error {
    /// The base port leaves no room for the ports above it, or is none at all.
    NoBase(u16),
    /// Another program, often another lab, listens there.
    PortInUse(SocketAddr),
    /// Browsers send nothing to this port.
    PortRefused(u16),
    /// The system refused to listen for another reason.
    Listen(SocketAddr, io::Error),
    /// The certificate for https could not be made.
    Certificate(String),
    /// A scenario file or its directory could not be read.
    Read(PathBuf, io::Error),
    /// The directory holds no scenario.
    Empty(PathBuf),
    /// Scenario files that do not say what they must; all of them, so that one run shows every fault.
    Scenarios(Vec<Problem>),
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoBase(port) => {
                let why = match port {
                    0 => "is none that pages could name",
                    _ => "leaves no room for the nine ports above it",
                };
                write!(
                    formatter,
                    "base port {port} {why}; choose one from 1024 to 65526"
                )
            }
            Self::PortInUse(address) => write!(
                formatter,
                "port {} is already in use ({address}); end the program that listens there (perhaps another `whycors lab`) or choose other ports with --port",
                address.port()
            ),
            Self::PortRefused(port) => write!(
                formatter,
                "browsers refuse port {port}, one of the nine above the base port; choose other ports with --port"
            ),
            Self::Listen(address, error) => {
                write!(formatter, "cannot listen on {address}: {error}")
            }
            Self::Certificate(why) => {
                write!(formatter, "cannot make a certificate for https: {why}")
            }
            Self::Read(path, error) => write!(formatter, "cannot read {}: {error}", path.display()),
            Self::Empty(path) => write!(formatter, "{} holds no scenario (*.json)", path.display()),
            Self::Scenarios(problems) => {
                for (index, problem) in problems.iter().enumerate() {
                    if index > 0 {
                        writeln!(formatter)?;
                    }
                    write!(formatter, "{problem}")?;
                }
                Ok(())
            }
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Listen(_, error) | Self::Read(_, error) => Some(error),
            _ => None,
        }
    }
}
