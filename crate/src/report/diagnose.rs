//! From a log to diagnoses: joins, judges, explains, and writes it in the shape of version 1.

use super::convert::{
    initiator, origin_diff_of, preflight_reasons, to_certainty, to_command, to_credentials,
    to_evidence, to_firefox_basis, to_hints,
};
use super::fixes::Planner;
use super::v1::{self, Outcome};
use super::{steps, undecided, walk};
use crate::causes::{self, Finding, Seen};
use crate::chromium::CorsError;
use crate::exchange::look_ahead;
use crate::exchange::verdict::{Blocked, Condition, Reading, Verdict};
use crate::exchange::{self, Answer, Exchange, infer};
use crate::fetch::CredentialsMode;
use crate::har::Log;
use crate::neighbours::{Neighbour, local_network};
use crate::redact::Redacted;
use crate::remedy::Remedy;
use crate::repro;

/// Diagnoses of all failed requests, in the log's order.
pub fn diagnose(log: &Redacted<Log>) -> Vec<v1::Diagnosis> {
    among(log, &exchange::join(log))
}

/// The same, of exchanges that were joined before.
pub(super) fn among(log: &Redacted<Log>, exchanges: &[Exchange]) -> Vec<v1::Diagnosis> {
    let mut planner = Planner::default();
    for position in 0..log.entries.len() {
        planner.see(log, position);
    }
    let mut failures: Vec<(&Exchange, v1::Diagnosis)> = exchanges
        .iter()
        .filter_map(|exchange| Some((exchange, diagnose_exchange(log, exchange)?)))
        .collect();
    for (_, diagnosis) in &failures {
        planner.learn(diagnosis);
    }
    for (exchange, diagnosis) in &mut failures {
        planner.plan(log, exchange, diagnosis);
    }
    failures
        .into_iter()
        .map(|(_, diagnosis)| diagnosis)
        .collect()
}

/// How much of a diagnosis is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Depth {
    /// What a line of a list says: verdict, cause and evidence. The rest is empty; it is half of the work.
    Line,
    /// All of it.
    #[default]
    Whole,
}

/// The diagnosis of one request, without its fixes; none if it did not fail.
pub fn diagnose_exchange(log: &Redacted<Log>, exchange: &Exchange) -> Option<v1::Diagnosis> {
    diagnose_to(Depth::Whole, log, exchange)
}

/// The same, as deep as it is wanted.
pub fn diagnose_to(
    depth: Depth,
    log: &Redacted<Log>,
    exchange: &Exchange,
) -> Option<v1::Diagnosis> {
    let is_whole = depth == Depth::Whole;
    let (verdict, credentials) = exchange::judge(log, exchange)?;
    let blocked = match &verdict {
        Verdict::Blocked(blocked) => Some(&**blocked),
        Verdict::Undecided(_)
        | Verdict::Bare(_)
        | Verdict::Revalidated(_)
        | Verdict::NotCors(_)
        | Verdict::Unsettled(_) => None,
    };
    let seen = Seen {
        log,
        exchange,
        verdict: &verdict,
        blocked,
        credentials: &credentials,
    };
    let explained = explain(&seen, &verdict);
    let firefox = is_whole
        .then(|| exchange::in_firefox(log, exchange, &verdict))
        .flatten();
    let in_depth = blocked.filter(|_| is_whole);
    let main = exchange.main_entry(log)?;
    let preflight = exchange
        .preflight()
        .and_then(|position| log.entries.get(position));
    let index = |position: usize| log.entries.get(position).map(|entry| entry.index);
    let last = exchange.hops.len().saturating_sub(1);
    let origin = infer::hop_origin(log, exchange, blocked.map_or(last, |blocked| blocked.hop));
    let asked_method = preflight.and_then(|preflight| {
        preflight
            .request_headers
            .get("Access-Control-Request-Method")
    });
    Some(v1::Diagnosis {
        entry: exchange.last().and_then(|hop| index(hop.actual)),
        preflight: exchange.preflight().and_then(index),
        redirects: exchange
            .hops
            .iter()
            .take(last)
            .filter_map(|hop| index(hop.actual))
            .collect(),
        method: match (exchange.lone_preflight, asked_method) {
            (Some(_), Some(method)) => method.into_owned(),
            _ => main.method.to_string(),
        },
        url: main.url.to_string(),
        started_date_time: main.started_date_time.to_string(),
        status: exchange.last().and_then(|hop| answered(log, hop.actual)),
        preflight_status: exchange
            .preflight()
            .and_then(|preflight| answered(log, preflight)),
        resource_type: main
            .resource_type
            .as_deref()
            .filter(|_| exchange.lone_preflight.is_none())
            .map(str::to_owned),
        origin: origin.value().map(ToString::to_string),
        initiator: initiator(main),
        outcome: outcome(&verdict),
        chromium: blocked.map(|blocked| blocked.refusal.error.name()),
        parameter: blocked.and_then(|blocked| blocked.refusal.parameter.clone()),
        firefox: firefox.map(|it| it.reason.name()),
        firefox_basis: firefox.map(|it| to_firefox_basis(it.basis)),
        credentials: v1::Credentials {
            hints: match &verdict {
                Verdict::Undecided(_) => to_hints(log, exchange),
                _ => Vec::new(),
            },
            ..to_credentials(&credentials)
        },
        alternatives: alternatives(&seen, &verdict),
        cause: explained.cause.map(str::to_owned),
        title: explained.title,
        certainty: explained.certainty,
        what: explained.what,
        why: explained.why,
        advice: explained.advice,
        door: super::advice::door(explained.cause.filter(|_| is_whole)),
        step: in_depth.map(|blocked| steps::of_failure(&blocked.refusal.failure)),
        evidence: explained.evidence,
        checks: if is_whole {
            walk::checks(log, exchange, &verdict)
        } else {
            Vec::new()
        },
        also: in_depth
            .filter(|_| {
                let replaces = |cause| causes::replaces_answer(&seen, cause);
                !explained.cause.is_some_and(replaces)
            })
            .map(|blocked| also(&seen, blocked))
            .unwrap_or_default(),
        origin_diff: in_depth.and_then(|blocked| origin_diff_of(log, blocked)),
        preflight_reasons: preflight
            .filter(|_| is_whole)
            .map(|preflight| preflight_reasons(log, exchange, preflight))
            .unwrap_or_default(),
        repro: is_whole
            .then(|| repro::repro(log, exchange))
            .flatten()
            .map(|repro| v1::Repro {
                preflight: repro.preflight.map(to_command),
                actual: to_command(repro.actual),
            }),
        fixes: Vec::new().into(),
        remedy: Remedy::default(),
    })
}

/// The status that an entry was answered with.
fn answered(log: &Log, position: usize) -> Option<u16> {
    let status = log.entries.get(position)?.status;
    (status != 0).then_some(status)
}

/// The words of a diagnosis.
pub(super) struct Explained {
    pub(super) cause: Option<&'static str>,
    pub(super) title: String,
    pub(super) certainty: v1::Certainty,
    pub(super) what: String,
    pub(super) why: String,
    pub(super) advice: String,
    pub(super) evidence: Vec<v1::Evidence>,
}

fn explain(seen: &Seen<'_>, verdict: &Verdict) -> Explained {
    let finding = match verdict {
        Verdict::Undecided(readings) => return undecided::explain(seen, readings),
        Verdict::Blocked(_)
        | Verdict::Bare(_)
        | Verdict::Revalidated(_)
        | Verdict::NotCors(_)
        | Verdict::Unsettled(_) => causes::explain(seen).into_iter().next(),
    };
    let Some(finding) = finding else {
        return Explained {
            cause: None,
            title: String::new(),
            certainty: v1::Certainty::Possible,
            what: String::new(),
            why: String::new(),
            advice: String::new(),
            evidence: Vec::new(),
        };
    };
    let evidence = finding
        .evidence
        .iter()
        .filter_map(|evidence| to_evidence(seen.log, evidence))
        .collect();
    let answered = match verdict {
        Verdict::NotCors(Neighbour::HttpStatus(status)) if finding.cause == "unexplained" => {
            Some(*status)
        }
        _ => None,
    };
    Explained {
        // An answer with an error status is explained by its status: there is no cause to look for in the browser.
        cause: answered.is_none().then_some(finding.cause),
        title: answered.map_or(finding.title.to_owned(), |status| match seen.answer() {
            Answer::Passes | Answer::Depends => {
                format!("The server answered {status}; CORS passed")
            }
            Answer::NotAsked | Answer::NotKnown | Answer::Refuses(_) => {
                format!("The server answered {status}; this is not CORS")
            }
        }),
        certainty: if answered.is_some() {
            v1::Certainty::Certain
        } else {
            to_certainty(finding.certainty)
        },
        what: finding.what,
        why: finding.why,
        advice: finding.advice,
        evidence,
    }
}

/// What fails next, once this is mended.
fn also(seen: &Seen<'_>, blocked: &Blocked) -> Vec<v1::Also> {
    let faults = look_ahead::further_faults(seen.log, seen.exchange, blocked);
    let explained = faults.iter().filter_map(|fault| {
        let verdict = Verdict::Blocked(Box::new(fault.blocked.clone()));
        let seen = Seen {
            log: &fault.log,
            exchange: &fault.exchange,
            verdict: &verdict,
            blocked: Some(&fault.blocked),
            credentials: seen.credentials,
        };
        let finding = causes::explain(&seen).into_iter().next()?;
        Some(v1::Also {
            cause: finding.cause.to_owned(),
            chromium: Some(fault.blocked.refusal.error.name()),
            title: finding.title.to_owned(),
        })
    });
    explained.collect()
}

/// The best finding of one reading.
pub(super) fn finding_of(seen: &Seen<'_>, reading: &Reading) -> Option<Finding> {
    let blocked = reading.blocked.as_ref()?;
    causes::explain(&Seen {
        blocked: Some(blocked),
        ..*seen
    })
    .into_iter()
    .next()
}

fn outcome(verdict: &Verdict) -> Outcome {
    match verdict {
        verdict if verdict.is_refusal() => Outcome::Cors,
        Verdict::Blocked(_)
        | Verdict::Undecided(_)
        | Verdict::Bare(_)
        | Verdict::Revalidated(_)
        | Verdict::Unsettled(_) => Outcome::Unclear,
        Verdict::NotCors(_) => Outcome::NotCors,
    }
}

/// A condition in words.
pub(super) fn condition(condition: Condition) -> &'static str {
    match condition {
        Condition::Credentials(CredentialsMode::Include) => "credentials: include",
        Condition::Credentials(CredentialsMode::NotInclude) => "credentials: not-include",
        Condition::Cached(_) => "the response came from the HTTP cache",
        Condition::LocalNetworkAccess => "the permission for local network access was not granted",
        Condition::Worker => "a worker or service worker made the request",
    }
}

fn alternatives(seen: &Seen<'_>, verdict: &Verdict) -> Vec<v1::Alternative> {
    let readings = match verdict {
        Verdict::Undecided(readings) | Verdict::Bare(readings) => readings.as_slice(),
        Verdict::Revalidated(reading) => std::slice::from_ref(&**reading),
        Verdict::Blocked(_) | Verdict::NotCors(_) | Verdict::Unsettled(_) => return Vec::new(),
    };
    readings
        .iter()
        .flat_map(|reading| to_alternatives(seen, reading))
        .collect()
}

fn to_alternatives(seen: &Seen<'_>, reading: &Reading) -> Vec<v1::Alternative> {
    let alternative =
        |condition: &str, chromium: Option<String>, cause: Option<&str>| v1::Alternative {
            condition: condition.to_owned(),
            chromium,
            firefox: reading.blocked.as_ref().and_then(|blocked| {
                let judged = exchange::of_refusal(seen.log, seen.exchange, blocked)?;
                Some(judged.reason.name())
            }),
            cause: cause.map(str::to_owned),
        };
    match reading.condition {
        Condition::Credentials(_) => {
            let chromium = reading
                .blocked
                .as_ref()
                .map(|blocked| blocked.refusal.error.name());
            vec![alternative(
                condition(reading.condition),
                chromium,
                finding_of(seen, reading).map(|it| it.cause),
            )]
        }
        Condition::Cached(_) => {
            let chromium = reading
                .blocked
                .as_ref()
                .map(|blocked| blocked.refusal.error.name());
            vec![alternative(
                condition(reading.condition),
                chromium,
                Some("browser-cache-without-cors"),
            )]
        }
        // Three codes say that a page asked a more private network; the page tells most of them apart.
        Condition::LocalNetworkAccess => {
            let page = infer::page_origin(seen.log, seen.exchange);
            local_network::possible_codes(page.value())
                .iter()
                .map(|code| {
                    let text = match code {
                        CorsError::InsecureLocalNetwork => {
                            "the page is not a secure context and asks a more private network"
                        }
                        CorsError::InvalidLocalNetworkAccess => {
                            "the call's targetAddressSpace is not that of the address"
                        }
                        _ => condition(reading.condition),
                    };
                    alternative(text, Some(code.name()), Some("local-network-access"))
                })
                .collect()
        }
        Condition::Worker => vec![alternative(
            condition(reading.condition),
            None,
            Some("service-worker"),
        )],
    }
}
