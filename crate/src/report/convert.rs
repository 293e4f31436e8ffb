//! The parts of a diagnosis in the shape of version 1.

use super::v1::{self, Basis};
use crate::causes::{self, Certainty, Side};
use crate::exchange::verdict::Blocked;
use crate::exchange::{self, Exchange, Known};
use crate::fetch::CredentialsMode;
use crate::fetch::main_fetch::{PreflightReason, stated_preflight_reasons};
use crate::firefox;
use crate::har::{Entry, Log};
use crate::origin_diff;
use crate::repro;

pub(super) fn to_credentials(credentials: &Known<CredentialsMode>) -> v1::Credentials {
    let mode = credentials
        .value()
        .map_or(v1::CredentialsMode::Unknown, |mode| to_mode(*mode));
    let basis = match credentials {
        Known::Observed(..) => Basis::Observed,
        Known::Inferred(..) => Basis::Inferred,
        Known::Unknown(_) => Basis::Unknown,
    };
    v1::Credentials {
        mode,
        basis,
        because: credentials.because().to_owned(),
        hints: Vec::new(),
    }
}

pub(crate) fn to_mode(mode: CredentialsMode) -> v1::CredentialsMode {
    match mode {
        CredentialsMode::Include => v1::CredentialsMode::Include,
        CredentialsMode::NotInclude => v1::CredentialsMode::NotInclude,
    }
}

/// What other requests of the log say of the mode.
pub(super) fn to_hints(log: &Log, exchange: &Exchange) -> Vec<v1::CredentialsHint> {
    exchange::hints::of_log(log, exchange)
        .into_iter()
        .map(|hint| v1::CredentialsHint {
            mode: to_mode(hint.mode),
            because: hint.because,
            entry: hint
                .entry
                .and_then(|position| Some(log.entries.get(position)?.index)),
        })
        .collect()
}

pub(super) fn to_firefox_basis(basis: firefox::Basis) -> v1::FirefoxBasis {
    match basis {
        firefox::Basis::Measured => v1::FirefoxBasis::Measured,
        firefox::Basis::Derived => v1::FirefoxBasis::Derived,
    }
}

pub(super) fn to_certainty(certainty: Certainty) -> v1::Certainty {
    match certainty {
        Certainty::Certain => v1::Certainty::Certain,
        Certainty::Likely => v1::Certainty::Likely,
        Certainty::Possible => v1::Certainty::Possible,
    }
}

pub(super) fn to_evidence(log: &Log, evidence: &causes::Evidence) -> Option<v1::Evidence> {
    Some(v1::Evidence {
        entry: log.entries.get(evidence.entry)?.index,
        side: match evidence.side {
            Side::Request => v1::Side::Request,
            Side::Response => v1::Side::Response,
        },
        header: evidence.header.clone(),
        value: evidence.value.clone(),
        basis: if evidence.inferred {
            Basis::Inferred
        } else {
            Basis::Observed
        },
    })
}

pub(super) fn initiator(entry: &Entry) -> Option<v1::Initiator> {
    let frame = entry.initiator.as_ref()?.frame.as_ref()?;
    Some(v1::Initiator {
        url: frame.url.to_string(),
        line: frame.line,
        column: frame.column,
        function: frame.function.as_deref().map(str::to_owned),
    })
}

/// Only where a value was found and is not the origin is there something to compare.
pub(super) fn origin_diff_of(log: &Log, blocked: &Blocked) -> Option<v1::OriginDiff> {
    let entry = log.entries.get(blocked.entry)?;
    let found = entry.response_headers.get("Access-Control-Allow-Origin")?;
    let diff = origin_diff::compare(blocked.origin.as_str(), &found);
    diff.first_difference?;
    let length = diff.expected.len().max(diff.found.len());
    Some(v1::OriginDiff {
        expected: blocked.origin.to_string(),
        found: found.into_owned(),
        first_difference: diff.first_difference,
        parts: diff
            .parts
            .into_iter()
            .map(|part| v1::OriginPart {
                part: part.part.to_owned(),
                same: part.expected == part.found,
                expected: part.expected,
                found: part.found,
                note: part.note,
            })
            .collect(),
        bytes: (0..length)
            .map(|index| v1::OriginByte {
                index,
                expected: diff.expected.get(index).copied(),
                found: diff.found.get(index).copied(),
                name: diff
                    .names
                    .iter()
                    .find(|(at, _)| *at == index)
                    .map(|(_, name)| name.clone()),
            })
            .collect(),
    })
}

pub(super) fn preflight_reasons(
    log: &Log,
    exchange: &Exchange,
    preflight: &Entry,
) -> Vec<v1::PreflightReason> {
    let method = preflight
        .request_headers
        .get("Access-Control-Request-Method")
        .unwrap_or_default();
    let names: Vec<String> = exchange::asked_names(preflight).collect();
    let actual = exchange.last().and_then(|hop| log.entries.get(hop.actual));
    stated_preflight_reasons(&method, &names)
        .into_iter()
        .map(|reason| match reason {
            PreflightReason::Method(method) => v1::PreflightReason {
                kind: "method".into(),
                header: None,
                value: Some(method),
            },
            PreflightReason::Header(name) => v1::PreflightReason {
                kind: "header".into(),
                value: actual
                    .and_then(|actual| actual.request_headers.get(&name))
                    .map(std::borrow::Cow::into_owned),
                header: Some(name),
            },
            PreflightReason::Forced => v1::PreflightReason {
                kind: "forced".into(),
                header: None,
                value: None,
            },
        })
        .collect()
}

pub(super) fn to_command(command: repro::Command) -> v1::Command {
    v1::Command {
        bash: command.bash,
        powershell: command.powershell,
        cmd: command.cmd,
    }
}
