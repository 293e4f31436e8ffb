//! `whycors stacks`: the stacks that fixes are written for.

use std::process::ExitCode;

use super::output::print;
use clap::Args;
use whycors::fixes::catalogue;

/// Lists the stacks that fixes are written for
#[derive(Debug, Args)]
pub(crate) struct StacksArguments {
    /// As a Markdown document
    #[arg(long, conflicts_with = "summary")]
    markdown: bool,
    /// As a short table of what was proven how
    #[arg(long)]
    summary: bool,
}

pub(crate) fn run(arguments: &StacksArguments) -> ExitCode {
    let text = if arguments.markdown {
        catalogue::markdown()
    } else if arguments.summary {
        catalogue::summary()
    } else {
        catalogue::list()
    };
    print(&text, ExitCode::SUCCESS)
}
