//! A report for a build server: JUnit's XML, one suite an input and one case a failed request.
//!
//! What CORS blocked is a failure and an input that could not be read whole an error. Requests that failed otherwise, or
//! whose log does not say why, are skipped cases: a build that watches CORS does not break for them, and says them.

use std::fmt::Write;

use super::v1::{Diagnosis, Input, Outcome, RedactionPolicy, Report};
use super::{html, text};

/// The whole report.
pub(super) fn write(report: &Report) -> String {
    let mut xml =
        String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"whycors\">\n");
    for input in &report.inputs {
        // Writing to a String cannot fail.
        let _ = write_suite(&mut xml, input);
    }
    xml.push_str("</testsuites>\n");
    xml
}

fn write_suite(xml: &mut String, input: &Input) -> std::fmt::Result {
    let blocked = input
        .diagnoses
        .iter()
        .filter(|it| it.outcome == Outcome::Cors)
        .count();
    // Some build servers refuse a suite without a case.
    let quiet = input.diagnoses.is_empty() && input.gaps.is_empty();
    writeln!(
        xml,
        "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{blocked}\" errors=\"{}\" skipped=\"{}\">",
        escaped(&input.path),
        input.diagnoses.len() + input.gaps.len() + usize::from(quiet),
        input.gaps.len(),
        input.diagnoses.len() - blocked
    )?;
    if input.redaction.policy == RedactionPolicy::Kept {
        writeln!(
            xml,
            "    <properties>\n      <property name=\"secrets\" value=\"kept in this report (--no-redact)\"/>\n    </properties>"
        )?;
    }
    for gap in &input.gaps {
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
