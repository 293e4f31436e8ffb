//! The command line.

mod cli;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Names why a cross-origin request was blocked.
#[derive(Debug, Parser)]
#[command(version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Diagnose(cli::diagnose::DiagnoseArguments),
    Causes(cli::causes::CausesArguments),
    Explain(cli::causes::ExplainArguments),
    Fix(cli::fix::FixArguments),
    Stacks(cli::stacks::StacksArguments),
    Lab(cli::lab::LabArguments),
}

fn main() -> ExitCode {
    match Arguments::parse().command {
        Command::Diagnose(arguments) => cli::diagnose::run(&arguments),
        Command::Causes(arguments) => cli::causes::list(&arguments),
        Command::Explain(arguments) => cli::causes::explain(&arguments),
        Command::Fix(arguments) => cli::fix::run(&arguments),
        Command::Stacks(arguments) => cli::stacks::run(&arguments),
        Command::Lab(arguments) => cli::lab::run(arguments),
    }
}
