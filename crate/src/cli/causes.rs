//! `whycors causes` and `whycors explain`: the catalogue of root causes.

use std::process::ExitCode;

use super::output::{print, warn};
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
    let text = if arguments.markdown {
        catalogue::markdown()
    } else {
        catalogue::list()
    };
    print(&text, ExitCode::SUCCESS)
}

/// Exit status: 2 for an id that does not exist.
pub(crate) fn explain(arguments: &ExplainArguments) -> ExitCode {
    if let Some(entry) = catalogue::find(&arguments.id) {
        let text = catalogue::explain(entry, arguments.examples);
        return print(&text, ExitCode::SUCCESS);
    }
    let nearest = catalogue::nearest(&arguments.id).join(", ");
    warn(&format!(
        "no cause has the id {:?}; the nearest are {nearest}. `whycors causes` lists all.",
        arguments.id
    ));
    ExitCode::from(2)
}
