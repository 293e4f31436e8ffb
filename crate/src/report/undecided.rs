//! A failure that depends on the credentials mode, which the log does not state: both readings, and the test that decides.

use super::convert::to_evidence;
use super::diagnose::{Explained, condition, finding_of};
use super::v1;
use crate::causes::text::shown;
use crate::causes::{Finding, Seen};
use crate::exchange::verdict::Reading;

/// Both readings at once: the log does not state the credentials mode.
pub(super) fn explain(seen: &Seen<'_>, readings: &[Reading]) -> Explained {
    let findings: Vec<Option<Finding>> = readings
        .iter()
        .map(|reading| finding_of(seen, reading))
        .collect();
    let mut causes: Vec<Option<&'static str>> = findings
        .iter()
        .map(|finding| finding.as_ref().map(|it| it.cause))
        .collect();
    causes.dedup();
    let sentences: Vec<String> = readings
        .iter()
        .zip(&findings)
        .map(|(reading, finding)| match finding {
            Some(finding) => format!("With {}: {}", condition(reading.condition), finding.what),
            None => format!(
                "With {}: the check passes, and the failure has another reason.",
                condition(reading.condition)
            ),
        })
        .collect();
    let evidence = findings
        .iter()
        .flatten()
        .flat_map(|finding| &finding.evidence);
    let mut lines: Vec<v1::Evidence> = Vec::new();
    for line in evidence.filter_map(|evidence| to_evidence(seen.log, evidence)) {
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    Explained {
        cause: match causes.as_slice() {
            [only] => *only,
            _ => None,
        },
        title: match (causes.as_slice(), findings.first()) {
            ([Some(_)], Some(Some(finding))) => finding.title.to_owned(),
            _ => "Two readings: the credentials mode decides".to_owned(),
        },
        certainty: v1::Certainty::Possible,
        what: sentences.join(" "),
        why: "The check depends on whether the request includes credentials. A log does not state that, and this \
              one shows no cookie that would tell; exports often leave cookies out."
            .to_owned(),
        advice: test(seen, readings),
        evidence: lines,
    }
}

/// The one test that decides. Chromium knows the code, and prints it where an extension cannot read it.
fn test(seen: &Seen<'_>, readings: &[Reading]) -> String {
    let code = |reading: &Reading| match &reading.blocked {
        Some(blocked) => format!("`{}`", blocked.refusal.error),
        None => "no CORS error".to_owned(),
    };
    let named: Vec<String> = readings
        .iter()
        .map(|reading| format!("{} means {}", code(reading), condition(reading.condition)))
        .collect();
    let place = seen
        .main_entry()
        .and_then(|entry| entry.initiator.as_ref()?.frame.as_ref())
        .and_then(|frame| Some((frame, frame.line?)));
    let call = match place {
        Some((frame, line)) => {
            let file = frame.url.rsplit('/').next().unwrap_or_default();
            let file = file.split(['?', '#']).next().unwrap_or_default();
            format!("the call at line {line} of {}", shown(file))
        }
        None => "the call".to_owned(),
    };
    format!(
        "The test that decides: Chromium names its code in the Network tab, as the tooltip of `CORS error`, and in the Issues \
         tab: {}. Without the browser at hand look at {call}: `credentials: 'include'` or `withCredentials = true`.",
        named.join("; ")
    )
}
