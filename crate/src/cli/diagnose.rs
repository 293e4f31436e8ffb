//! `whycors diagnose`: files in, a report out.

use std::fs::File;
use std::io::{Read, Seek};
use std::process::ExitCode;
use std::sync::mpsc::{Receiver, Sender, channel};

use super::output::{print, warn};
use clap::Args;
use clap::builder::PossibleValuesParser;
use whycors::har::{self, NeedsWhole};
use whycors::redact::{self, Policy, Secrets};
use whycors::report::reading::Reading;
use whycors::report::v1::Outcome;
use whycors::report::{self, Examined, Format, Masked, Source};

/// Names why requests in HAR files failed
#[derive(Debug, Args)]
pub(crate) struct DiagnoseArguments {
    /// HAR files; `-` reads standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<String>,
    /// How to write the report
    #[arg(long, value_name = "FORMAT", default_value = "text", value_parser = format_value())]
    format: String,
    /// Keep Authorization, cookies and other secrets in the report
    #[arg(long)]
    no_redact: bool,
    /// Say also what works and could be better, in text; JSON, Markdown and HTML always hold it, HAR and JUnit never
    #[arg(long)]
    advice: bool,
}

fn format_value() -> PossibleValuesParser {
    PossibleValuesParser::new(Format::ALL.map(Format::key))
}

/// Exit status: 2 if an input is unreadable or the report cannot be written, else 1 if CORS blocked anything, else 0.
pub(crate) fn run(arguments: &DiagnoseArguments) -> ExitCode {
    let policy = if arguments.no_redact {
        Policy::Keep
    } else {
        Policy::Mask
    };
    if policy == Policy::Keep {
        warn("secrets are kept in this report (--no-redact)");
    }
    if arguments.files.iter().filter(|path| *path == "-").count() > 1 {
        warn("standard input can be read once only: give `-` once");
        return ExitCode::from(2);
    }
    let read = diagnose_files(&arguments.files, policy);
    let mut unreadable = false;
    let mut inputs = Vec::new();
    for (path, result) in arguments.files.iter().zip(read) {
        match result {
            Ok(examined) => {
                // A damaged file is diagnosed as far as it could be read, and still counts as unreadable.
                unreadable |= warn_of_damage(path, &examined);
                inputs.push(examined);
            }
            Err(problem) => {
                warn(&format!("{path}: {problem}"));
                unreadable = true;
            }
        }
    }
    let count = |outcome| {
        inputs
            .iter()
            .flat_map(|examined| &examined.input.diagnoses)
            .filter(|it| it.outcome == outcome)
            .count()
    };
    let (blocked, unclear) = (count(Outcome::Cors), count(Outcome::Unclear));
    if unclear > 0 {
        warn(&format!(
            "{unclear} failed requests cannot be decided from the log"
        ));
    }
    let sources: Vec<Source<'_>> = inputs.iter().map(Examined::source).collect();
    let format = Format::from_key(&arguments.format).unwrap_or(Format::Text);
    let rendered = match format {
        Format::Har => report::common_har(&sources),
        _ => Ok(report::render(format, &sources)),
    };
    let mut output = match rendered {
        Ok(output) => output,
        Err(apart) => {
            warn(&apart.to_string());
            return ExitCode::from(2);
        }
    };
    match format {
        Format::Text if arguments.advice => {
            output.extend(inputs.iter().map(|it| report::advice::to_text(&it.input)));
        }
        Format::Har | Format::Junit if arguments.advice => {
            warn(&format!("--format {} holds no advice", format.key()));
        }
        _ => {}
    }
    let status = match (unreadable, blocked) {
        (true, _) => ExitCode::from(2),
        (false, 0) => ExitCode::SUCCESS,
        (false, _) => ExitCode::FAILURE,
    };
    print(&output, status)
}

/// Names the first places of a file that is damaged; is it so badly that it counts as unreadable?
pub(super) fn warn_of_damage(path: &str, examined: &Examined) -> bool {
    let gaps = &examined.input.gaps;
    let is_unreadable = examined.is_unreadable();
    if is_unreadable || gaps.iter().any(|gap| gap.at.starts_with("byte ")) {
        for gap in gaps.iter().take(3) {
            warn(&format!("{path}: {}: {}", gap.at, gap.problem));
        }
    }
    is_unreadable
}

/// Files beyond this are read in pieces, so that their bodies are never all in memory; below it, one reading is quicker.
const LARGE: u64 = 16 * 1024 * 1024;

/// Files are read and diagnosed side by side; the report keeps the order given, and so do the numbers of secrets.
fn diagnose_files(paths: &[String], policy: Policy) -> Vec<Result<Examined, String>> {
    std::thread::scope(|scope| {
        let (first, mut before) = channel();
        // Whoever waits for it hears of its end, too.
        let _ = first.send(Secrets::default());
        let workers: Vec<_> = paths
            .iter()
            .map(|path| {
                let (after, next) = channel();
                let turn = Turn {
                    before: std::mem::replace(&mut before, next),
                    after,
                    met: None,
                };
                scope.spawn(move || Ok(read_file(path, policy, turn)?.examine(path)))
            })
            .collect();
        let stopped = |_| Err("stopped unexpectedly".into());
        let results = workers.into_iter();
        results
            .map(|worker| worker.join().unwrap_or_else(stopped))
            .collect()
    })
}

/// A file's turn to be masked: the same secret has the same placeholder in all files, numbered in the order of the files.
struct Turn {
    before: Receiver<Secrets>,
    after: Sender<Secrets>,
    met: Option<Secrets>,
}

impl Turn {
    /// Waits for the files before it.
    fn secrets(&mut self) -> Secrets {
        let before = &self.before;
        let met = self
            .met
            .get_or_insert_with(|| before.recv().unwrap_or_default());
        met.clone()
    }
}

impl Drop for Turn {
    /// Whatever became of a file, the next one has its turn.
    fn drop(&mut self) {
        let secrets = self.secrets();
        // Behind the last file nobody listens.
        let _ = self.after.send(secrets);
    }
}

fn read_file(path: &str, policy: Policy, mut turn: Turn) -> Result<Masked, String> {
    let problem = |error: std::io::Error| format!("cannot be read: {error}");
    let mut bytes = Vec::new();
    if path == "-" {
        std::io::stdin().read_to_end(&mut bytes).map_err(problem)?;
    } else {
        let mut file = File::open(path).map_err(problem)?;
        let about = file.metadata().map_err(problem)?;
        // A pipe (`<(zcat x.har.gz)`, `/dev/stdin`) gives its bytes once: whatever may be read twice must be a file.
        if about.is_file() && about.len() > LARGE {
            let reading = Reading::after(turn.secrets(), policy);
            if let Ok(masked) = read_in_pieces(&mut file, reading).map_err(problem)? {
                turn.met = Some(masked.secrets().clone());
                return Ok(masked);
            }
            file.rewind().map_err(problem)?;
        }
        file.read_to_end(&mut bytes).map_err(problem)?;
    }
    let (log, gaps) = har::read(&bytes);
    let masked = Masked::of(redact::log_after(turn.secrets(), log, policy), gaps);
    turn.met = Some(masked.secrets().clone());
    Ok(masked)
}

fn read_in_pieces(
    file: &mut File,
    mut reading: Reading,
) -> std::io::Result<Result<Masked, NeedsWhole>> {
    let mut piece = vec![0; 1024 * 1024];
    loop {
        let length = file.read(&mut piece)?;
        if length == 0 {
            return Ok(reading.masked());
        }
        reading.feed(piece.get(..length).unwrap_or_default());
    }
}
