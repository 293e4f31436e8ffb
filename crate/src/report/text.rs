//! A report for a terminal.

use std::fmt::Write;

use super::v1::{
    Basis, Certainty, CredentialsMode, Diagnosis, FirefoxBasis, Input, Outcome, RedactionPolicy,
    Report,
};

/// The whole report; plain text, no colours.
pub fn to_text(report: &Report) -> String {
    let mut text = String::new();
    for input in &report.inputs {
        // Writing to a String cannot fail.
        let _ = write_input(&mut text, input);
    }
    text
}

fn write_input(text: &mut String, input: &Input) -> std::fmt::Result {
    let count = |outcome: Outcome| {
        input
            .diagnoses
            .iter()
            .filter(|it| it.outcome == outcome)
            .count()
    };
    writeln!(
        text,
        "{}: {} entries, {} blocked by CORS, {} failed otherwise, {} unclear",
        visible(&input.path),
        input.entries,
        count(Outcome::Cors),
        count(Outcome::NotCors),
        count(Outcome::Unclear)
    )?;
    if input.redaction.policy == RedactionPolicy::Kept {
        writeln!(text, "  secrets are kept in this report (--no-redact)")?;
    }
    for gap in &input.gaps {
        writeln!(
            text,
            "  not readable at {}: {}",
            visible(&gap.at),
            visible(&gap.problem)
        )?;
    }
    input
        .diagnoses
        .iter()
        .try_for_each(|diagnosis| write_diagnosis(text, diagnosis))
}

/// One diagnosis, as it stands in the report.
pub(super) fn of_diagnosis(diagnosis: &Diagnosis) -> String {
    let mut text = String::new();
    let _ = write_diagnosis(&mut text, diagnosis);
    text
}

fn write_diagnosis(text: &mut String, diagnosis: &Diagnosis) -> std::fmt::Result {
    let mark = match diagnosis.outcome {
        Outcome::Cors => "CORS",
        Outcome::NotCors => "not CORS",
        Outcome::Unclear => "unclear",
    };
    writeln!(
        text,
        "\n[{mark}] {} {}",
        visible(&diagnosis.method),
        visible(&diagnosis.url)
    )?;
    let certainty = match diagnosis.certainty {
        Certainty::Certain => "certain",
        Certainty::Likely => "likely",
        Certainty::Possible => "possible",
    };
    let cause = diagnosis
        .cause
        .as_deref()
        .map(|cause| format!(" ({cause}, {certainty})"))
        .unwrap_or_default();
    writeln!(text, "  {}{cause}", visible(&diagnosis.title))?;
    if let Some(chromium) = &diagnosis.chromium {
        let parameter = diagnosis
            .parameter
            .as_deref()
            .map(|value| format!(" `{}`", visible(value)))
            .unwrap_or_default();
        writeln!(text, "  Chromium  {chromium}{parameter}")?;
    }
    if let Some(firefox) = &diagnosis.firefox {
        let basis = match diagnosis.firefox_basis {
            Some(FirefoxBasis::Derived) => " (derived from its order of checks)",
            Some(FirefoxBasis::Measured) | None => "",
        };
        writeln!(text, "  Firefox   {firefox}{basis}")?;
    }
    for (label, words) in [
        ("What", &diagnosis.what),
        ("Why", &diagnosis.why),
        ("Do", &diagnosis.advice),
    ] {
        writeln!(text, "  {label:<8}  {}", visible(words))?;
    }
    if let Some(door) = &diagnosis.door {
        writeln!(
            text,
            "  {:<8}  {}: {}",
            "Ask",
            door.teams.join(" or "),
            door.say
        )?;
    }
    write_fix(text, diagnosis)?;
    for next in &diagnosis.also {
        writeln!(
            text,
            "  Then      {} ({})",
            visible(&next.title),
            next.cause
        )?;
    }
    if let Some(diff) = &diagnosis.origin_diff {
        writeln!(text, "  Origin    {}", visible(&diff.expected))?;
        writeln!(text, "  Allowed   {}", visible(&diff.found))?;
        if let Some(first) = diff.first_difference {
            writeln!(text, "            {}^ byte {first}", " ".repeat(first))?;
        }
        for name in diff
            .bytes
            .iter()
            .filter_map(|byte| Some((byte.index, byte.name.as_deref()?)))
        {
            writeln!(text, "            byte {}: {}", name.0, name.1)?;
        }
    }
    let mode = match diagnosis.credentials.mode {
        CredentialsMode::Include => "include",
        CredentialsMode::NotInclude => "not include",
        CredentialsMode::Unknown => "unknown",
    };
    let basis = match diagnosis.credentials.basis {
        Basis::Observed => ", observed",
        Basis::Inferred => ", inferred",
        Basis::Unknown => "",
    };
    writeln!(
        text,
        "  Credentials  {mode}{basis}: {}",
        visible(&diagnosis.credentials.because)
    )?;
    for hint in &diagnosis.credentials.hints {
        let mode = match hint.mode {
            CredentialsMode::Include => "include",
            CredentialsMode::NotInclude => "not include",
            CredentialsMode::Unknown => "unknown",
        };
        writeln!(text, "    speaks for {mode}: {}", visible(&hint.because))?;
    }
    for alternative in &diagnosis.alternatives {
        let chromium = alternative.chromium.as_deref().unwrap_or("not CORS");
        writeln!(text, "  If {}: {chromium}", visible(&alternative.condition))?;
    }
    if let Some(repro) = &diagnosis.repro {
        for command in repro.preflight.iter().chain([&repro.actual]) {
            writeln!(text, "\n    {}", visible_lines(&command.bash))?;
        }
    }
    Ok(())
}

/// Where the server's setting is to be had: a snippet is long, and one of many.
fn write_fix(text: &mut String, diagnosis: &Diagnosis) -> std::fmt::Result {
    let recognised = diagnosis
        .fixes
        .iter()
        .find_map(|fix| Some((fix, fix.because.as_deref()?)));
    match recognised {
        Some((fix, because)) => {
            let sureness = match fix.detected.as_deref() {
                Some("strong") => "recognised",
                _ => "perhaps, judging",
            };
            writeln!(
                text,
                "  Fix       {} ({sureness} by {}): whycors fix --stack {} FILE",
                visible(&fix.title),
                visible(because),
                fix.stack
            )
        }
        None if diagnosis.fixes.is_empty() => Ok(()),
        None => writeln!(
            text,
            "  Fix       whycors fix --stack KEY FILE, with your server's key from `whycors stacks`"
        ),
    }
}

/// Text with control characters shown: a header value must not steer a terminal.
pub(super) fn visible(text: &str) -> String {
    text.chars()
        .map(|character| {
            if is_hidden(character) {
                '\u{fffd}'
            } else {
                character
            }
        })
        .collect()
}

pub(super) fn visible_lines(text: &str) -> String {
    text.lines().map(visible).collect::<Vec<_>>().join("\n    ")
}

/// Controls and direction marks.
pub(super) fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
