//! A report for a build server: JUnit's XML, one suite an input and one case a failed request.
//!
//! What CORS blocked is a failure, and an input that is no log or breaks off an error, as for the exit status; smaller gaps are
//! told in the suite's output. Requests that failed otherwise, or
//! whose log does not say why, are skipped cases: a build that watches CORS does not break for them, and says them.

use std::fmt::Write;

use super::v1::{Diagnosis, Gap, Outcome, RedactionPolicy};
use super::{Source, html, text};

/// The whole report.
pub(super) fn write(sources: &[Source<'_>]) -> String {
    let mut xml =
        String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"whycors\">\n");
    for source in sources {
        // Writing to a String cannot fail.
        let _ = write_suite(&mut xml, source);
    }
    xml.push_str("</testsuites>\n");
    xml
}

fn write_suite(xml: &mut String, source: &Source<'_>) -> std::fmt::Result {
    let input = source.input;
    // What leaves the rest of the log as it is fails no build, as it fails no exit status.
    let (damage, left): (Vec<&Gap>, Vec<&Gap>) =
        input.gaps.iter().partition(|gap| source.is_damage(gap));
    let blocked = input
        .diagnoses
        .iter()
        .filter(|it| it.outcome == Outcome::Cors)
        .count();
    // Some build servers refuse a suite without a case.
    let quiet = input.diagnoses.is_empty() && damage.is_empty();
    writeln!(
        xml,
        "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{blocked}\" errors=\"{}\" skipped=\"{}\">",
        escaped(&input.path),
        input.diagnoses.len() + damage.len() + usize::from(quiet),
        damage.len(),
        input.diagnoses.len() - blocked
    )?;
    if input.redaction.policy == RedactionPolicy::Kept {
        writeln!(
            xml,
            "    <properties>\n      <property name=\"secrets\" value=\"kept in this report (--no-redact)\"/>\n    </properties>"
        )?;
    }
    for gap in &damage {
        writeln!(
            xml,
            "    <testcase classname=\"whycors\" name=\"not readable at {}\">\n      <error message=\"{}\"/>\n    </testcase>",
            escaped(&gap.at),
            escaped(&gap.problem)
        )?;
    }
    if quiet {
        writeln!(
            xml,
            "    <testcase classname=\"whycors\" name=\"no request failed\"/>"
        )?;
    }
    for diagnosis in &input.diagnoses {
        write_case(xml, diagnosis)?;
    }
    if !left.is_empty() {
        writeln!(xml, "    <system-out>")?;
        for gap in left {
            writeln!(
                xml,
                "not readable at {}: {}",
                escaped(&gap.at),
                escaped(&gap.problem)
            )?;
        }
        writeln!(xml, "    </system-out>")?;
    }
    writeln!(xml, "  </testsuite>")
}

fn write_case(xml: &mut String, diagnosis: &Diagnosis) -> std::fmt::Result {
    let cause = diagnosis.cause.as_deref().unwrap_or("none");
    writeln!(
        xml,
        "    <testcase classname=\"whycors.{}\" name=\"{} {}\">",
        escaped(cause),
        escaped(&diagnosis.method),
        escaped(&diagnosis.url)
    )?;
    if diagnosis.outcome == Outcome::Cors {
        writeln!(
            xml,
            "      <failure type=\"{}\" message=\"{}\">{}</failure>",
            escaped(diagnosis.chromium.as_deref().unwrap_or("undecided")),
            escaped(&diagnosis.title),
            escaped(&text::of_diagnosis(diagnosis))
        )?;
    } else {
        writeln!(
            xml,
            "      <skipped message=\"{}\"/>",
            escaped(&format!("{}: {}", diagnosis.title, diagnosis.what))
        )?;
    }
    writeln!(xml, "    </testcase>")
}

/// Text as it may stand in an element or in quotes. XML 1.0 has no way to write most controls and two other characters.
fn escaped(text: &str) -> String {
    let is_unwritable = |character: char| {
        matches!(character, '\u{fffe}' | '\u{ffff}')
            || (character != '\n' && text::is_hidden(character))
    };
    html::escaped(&text.replace(is_unwritable, "\u{fffd}"))
}
