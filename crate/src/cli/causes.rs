//! `whycors causes` and `whycors explain`: the catalogue of root causes.

use std::io::Write;
use std::process::ExitCode;

use clap::Args;
use whycors::causes::catalogue;

/// Lists the root causes that are known
#[derive(Debug, Args)]
pub(crate) struct CausesArguments {
    /// All explanations as one Markdown document
    #[arg(long)]
    markdown: bool,
}

/// Explains a root cause
#[derive(Debug, Args)]
pub(crate) struct ExplainArguments {
    /// Its id, as `whycors causes` lists it
    #[arg(value_name = "ID")]
    id: String,
    /// Show examples of traffic on which it fires and on which it stays quiet
    #[arg(long)]
    examples: bool,
}

pub(crate) fn list(arguments: &CausesArguments) -> ExitCode {
    print(&if arguments.markdown {
        catalogue::markdown()
    } else {
        catalogue::list()
    });
    ExitCode::SUCCESS
}

/// Exit status: 2 for an id that does not exist.
pub(crate) fn explain(arguments: &ExplainArguments) -> ExitCode {
    if let Some(entry) = catalogue::find(&arguments.id) {
        print(&catalogue::explain(entry, arguments.examples));
        return ExitCode::SUCCESS;
    }
    let nearest = catalogue::nearest(&arguments.id).join(", ");
    let _ = writeln!(
        std::io::stderr(),
        "whycors: no cause has the id {:?}; the nearest are {nearest}. `whycors causes` lists all.",
        arguments.id
    );
    ExitCode::from(2)
}

/// A closed pipe (`| head`) is no failure of ours.
fn print(text: &str) {
    let _ = std::io::stdout().write_all(text.as_bytes());
}
