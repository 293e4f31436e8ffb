//! What is printed: results on standard output, and words about them on standard error.

use std::io::{ErrorKind, Write};
use std::process::ExitCode;

/// Prints a result; `status`, unless it could not be written. A closed pipe (`| head`) is no failure of ours, a full disk is.
pub(super) fn print(text: &str, status: ExitCode) -> ExitCode {
    let mut output = std::io::stdout().lock();
    match output
        .write_all(text.as_bytes())
        .and_then(|()| output.flush())
    {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            warn(&format!("the output cannot be written: {error}"));
            ExitCode::from(2)
        }
        Ok(()) | Err(_) => status,
    }
}

/// Says something about a result; where nobody can hear it, that is all the same.
pub(super) fn warn(message: &str) {
    let _ = writeln!(std::io::stderr(), "whycors: {message}");
}
