//! `whycors fix`: the snippet of one stack, and nothing else, on standard output.

use std::io::Read;
use std::process::ExitCode;

use super::diagnose::warn_of_damage;
use super::output::{print, warn};
use clap::Args;
use whycors::fixes;
use whycors::redact::Policy as Redaction;
use whycors::remedy::{Policy, Remedy};
use whycors::report;

/// Prints the snippet that mends a failed request of a HAR file
#[derive(Debug, Args)]
pub(crate) struct FixArguments {
    /// Which stack; `whycors stacks` lists them
    #[arg(long, value_name = "KEY")]
    stack: String,
    /// Origin of the API, where the file holds failures of several
    #[arg(long, value_name = "ORIGIN")]
    api: Option<String>,
    /// A HAR file; `-` reads standard input
    file: String,
}

/// Exit status: 2 if the file, the stack or the snippet is out of reach, 1 if there is nothing to mend, else 0.
pub(crate) fn run(arguments: &FixArguments) -> ExitCode {
    let Some(stack) = fixes::by_key(&arguments.stack) else {
        warn(&format!(
            "no stack is called {}; `whycors stacks` lists them",
            arguments.stack
        ));
        return ExitCode::from(2);
    };
    let mut bytes = Vec::new();
    let read = if arguments.file == "-" {
        std::io::stdin().read_to_end(&mut bytes).map(|_| ())
    } else {
        std::fs::read(&arguments.file).map(|content| bytes = content)
    };
    if let Err(error) = read {
        warn(&format!("{}: cannot be read: {error}", arguments.file));
        return ExitCode::from(2);
    }
    let examined = report::examine(&arguments.file, &bytes, Redaction::Mask);
    let is_unreadable = warn_of_damage(&arguments.file, &examined);
    let input = examined.input;
    let asked = arguments.api.as_deref().map(origin_of);
    let is_asked = |api: &str| asked.as_deref().is_none_or(|asked| asked == api);
    let apis = distinct(input.diagnoses.iter().map(|it| origin_of(&it.url)));
    if let Some(asked) = &asked
        && !apis.is_empty()
        && !apis.contains(asked)
    {
        warn(&format!(
            "{}: no failure of {asked}; this file has failures of: {}",
            arguments.file,
            apis.join(", ")
        ));
        return ExitCode::from(2);
    }
    let failures = || {
        let failures = input.diagnoses.iter();
        failures.filter(|it| is_asked(&origin_of(&it.url)))
    };
    let policies: Vec<&Policy> = failures().filter_map(|it| it.remedy.policy()).collect();
    // The last policy of an API knows what all its failures asked for.
    let Some(policy) = policies
        .first()
        .and_then(|first| policies.iter().rev().find(|last| last.api == first.api))
    else {
        if is_unreadable {
            return ExitCode::from(2);
        }
        let reason = failures().find_map(|it| match &it.remedy {
            Remedy::None(reason) => Some(reason.as_str()),
            Remedy::Policy(_) => None,
        });
        let reason = reason.unwrap_or("No request of this file was refused.");
        warn(&format!("{}: {reason}", arguments.file));
        return ExitCode::FAILURE;
    };
    let others = policies.iter().map(|it| it.api.to_string());
    let others = distinct(others.filter(|api| **api != *policy.api));
    if !others.is_empty() {
        warn(&format!(
            "this is for {}; --api gives another: {}",
            policy.api,
            others.join(", ")
        ));
    }
    match stack.render(policy) {
        Ok(text) => {
            let is_of_api = |other: &Policy| other.api == policy.api;
            let of_api = failures().filter(|it| it.remedy.policy().is_some_and(is_of_api));
            let more = report::fixes::besides_policy(of_api);
            warn(&format!("{}: {}", stack.title, stack.file));
            for note in report::fixes::notes(stack, policy, &more) {
                warn(&note);
            }
            print(&text, ExitCode::SUCCESS)
        }
        Err(refused) => {
            warn(&format!(
                "{} cannot express this: {}",
                stack.title, refused.0
            ));
            ExitCode::from(2)
        }
    }
}

/// The origin of an address as browsers write it, so that a slash behind it or capitals make no difference; what is no
/// address stays as it is.
fn origin_of(address: &str) -> String {
    let url = url::Url::parse(address);
    url.map_or_else(
        |_| address.to_owned(),
        |url| url.origin().ascii_serialization(),
    )
}

/// Each text once, in order.
fn distinct(texts: impl Iterator<Item = String>) -> Vec<String> {
    let mut distinct = Vec::new();
    for text in texts {
        if !distinct.contains(&text) {
            distinct.push(text);
        }
    }
    distinct
}
