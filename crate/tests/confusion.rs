//! Each cause on its own traffic and on every other's: the explanations' examples and what Chromium was seen to log.
//!
//! `cargo test --test confusion -- --nocapture` prints the table.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test that cannot go on says so by panicking, and this one prints a table"
)]

#[path = "causes/example.rs"]
#[expect(dead_code, reason = "the other test uses more of it")]
mod example;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use whycors::causes::{self, ALL, Evidence, Finding, Seen, Side};
use whycors::chromium::CorsError;
use whycors::exchange::verdict::{Blocked, Verdict};
use whycors::exchange::{join, judge};
use whycors::har::Log;

/// Causes that are named second on another cause's traffic, why that is right, and on whose. An entry that has become
/// needless fails too.
const BESIDE: &[(&str, &str, &[&str])] = &[
    (
        "error-outside-cors-middleware",
        "an error answer without the headers looks the same whoever gave it; who did is said first",
        &[
            "cdn-error-without-headers",
            "gateway-default-response",
            "proxy-error-without-always",
            "upstream-down",
        ],
    ),
    (
        "local-network-access",
        "the permission is the other way out where a name resolves to a private address",
        &["private-address-by-dns"],
    ),
    (
        "method-not-allowed",
        "a method in other letter case is not in the list either",
        &["method-lower-case"],
    ),
    (
        "origin-not-in-allow-list",
        "the layer's silence is the same; a misspelt name or a known origin says more",
        &["header-name-misspelt", "preflight-refused-as-a-whole"],
    ),
    (
        "preflight-auth-before-cors",
        "a 401 or 403 of a firewall, gateway, store or Windows is one of authentication as well",
        &[
            "gateway-authorizer-on-options",
            "gateway-default-response",
            "object-store-no-cors-rule",
            "preflight-windows-authentication",
            "waf-challenge",
        ],
    ),
    (
        "preflight-automatic-answer",
        "IIS is one of the servers that answer by themselves",
        &["preflight-iis-options-verb-handler"],
    ),
    (
        "preflight-https-redirect",
        "the browser's own upgrade is a redirect to https as well",
        &["preflight-hsts-upgrade"],
    ),
    (
        "preflight-no-options-route",
        "nothing answers OPTIONS in these either; the first says why, or what else is wrong",
        &[
            "beacon-preflight",
            "preflight-layer-order",
            "preflight-static-host",
            "wrong-route-or-verb",
        ],
    ),
    (
        "proxy-error-without-always",
        "nginx gave the error answer; what the error is comes first",
        &["auth-proxy-401", "body-too-large-at-proxy", "upstream-down"],
    ),
    (
        "refusal-without-headers",
        "access was refused; who refused it, or that other answers are fine, says more",
        &[
            "auth-proxy-401",
            "error-outside-cors-middleware",
            "gateway-default-response",
        ],
    ),
    (
        "request-header-not-allowed",
        "each of these is about a header that is not allowed, and knows which kind",
        &[
            "client-sends-response-header",
            "content-type-not-allowed",
            "requested-with-not-allowed",
            "tracing-header-not-allowed",
            "wildcard-headers-with-credentials",
        ],
    ),
];

/// Chromium's names that one cause explains, and why.
const ONE_CAUSE: &[(&str, &str)] = &[
    (
        "CorsDisabledScheme",
        "the name itself says all: the address has a scheme that CORS does not know",
    ),
    (
        "InsecureLocalNetwork",
        "the browser's own rule; nothing on a server takes part in it",
    ),
    (
        "InvalidAllowHeadersPreflightResponse",
        "an item that is no name is one fault, whichever character it holds",
    ),
    (
        "InvalidAllowMethodsPreflightResponse",
        "an item that is no name is one fault, whichever character it holds",
    ),
    (
        "RedirectContainsCredentials",
        "only a user name or password in the redirect's address raises it",
    ),
];

/// Causes that are alone with their name, so that no near miss can have it.
const NO_NEAR_MISS: &[&str] = &[
    "allow-list-syntax",
    "redirect-refused",
    "redirect-with-userinfo",
];

/// One reading of one failure.
struct Told {
    place: String,
    code: Option<CorsError>,
    findings: Vec<Finding>,
}

impl Told {
    fn first(&self) -> &'static str {
        self.findings.first().map_or("(none)", |first| first.cause)
    }

    fn fires(&self, id: &str) -> bool {
        self.findings.iter().any(|finding| finding.cause == id)
    }
}

/// Everything that is told of a log; evidence that does not stand in the log fails.
fn tell(place: &str, bytes: &[u8], last_only: bool) -> Vec<Told> {
    let (log, _) = whycors::har::read(bytes);
    let exchanges = join(&log);
    let from = if last_only {
        exchanges.len().saturating_sub(1)
    } else {
        0
    };
    let mut all = Vec::new();
    for exchange in exchanges.iter().skip(from) {
        let Some((verdict, credentials)) = judge(&log, exchange) else {
            continue;
        };
        let readings: Vec<Option<&Blocked>> = match &verdict {
            Verdict::Blocked(blocked) => vec![Some(&**blocked)],
            Verdict::Undecided(readings) => readings
                .iter()
                .map(|reading| reading.blocked.as_ref())
                .collect(),
            Verdict::Bare(_) | Verdict::NotCors(_) | Verdict::Unsettled(_) => vec![None],
        };
        for blocked in readings {
            let findings = causes::explain(&Seen {
                log: &log,
                exchange,
                verdict: &verdict,
                blocked,
                credentials: &credentials,
            });
            for finding in &findings {
                assert!(
                    !finding.evidence.is_empty(),
                    "{place}: {} has no evidence",
                    finding.cause
                );
                for line in &finding.evidence {
                    assert!(
                        stands_in(&log, line),
                        "{place}: {}: {line:?}",
                        finding.cause
                    );
                }
            }
            all.push(Told {
                place: place.to_owned(),
                code: blocked.map(|blocked| blocked.refusal.error),
                findings,
            });
        }
    }
    all
}

/// Does a line of evidence say what the log says?
fn stands_in(log: &Log, line: &Evidence) -> bool {
    let Some(entry) = log.entries.get(line.entry) else {
        return false;
    };
    let headers = match line.side {
        Side::Request => &entry.request_headers,
        Side::Response => &entry.response_headers,
    };
    match &*line.header {
        ":status" => line.value.as_deref() == Some(&*entry.status.to_string()),
        ":url" => line.value.as_deref() == Some(&*entry.url),
        ":error" => line.value.as_deref() == entry.error.text(),
        name if name.starts_with(':') => true,
        name => line.inferred || line.value.as_deref() == headers.get(name).as_deref(),
    }
}

/// All examples, and all recordings without the page's own icon.
fn everything() -> Vec<Told> {
    let mut all = Vec::new();
    for cause in ALL {
        for example in example::examples(cause.explanation).unwrap() {
            let place = format!("{} line {}", cause.id, example.line);
            all.extend(tell(&place, example.har().as_bytes(), true));
        }
    }
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/recorded");
    let mut files: Vec<_> = std::fs::read_dir(directory)
        .unwrap()
        .map(|file| file.unwrap().path())
        .filter(|path| path.extension().is_some_and(|it| it == "har"))
        .collect();
    files.sort();
    for path in files {
        let place = path.file_name().unwrap().to_string_lossy().into_owned();
        all.extend(tell(&place, &std::fs::read(&path).unwrap(), false));
    }
    all
}

#[test]
fn each_cause_fires_on_its_own_traffic_and_on_no_others() {
    let all = everything();
    let mut own: BTreeMap<&str, usize> = BTreeMap::new();
    let mut beside: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for told in &all {
        *own.entry(told.first()).or_default() += 1;
        for finding in told.findings.iter().skip(1) {
            if causes::by_id(finding.cause).is_some_and(|cause| !cause.general) {
                *beside.entry((finding.cause, told.first())).or_default() += 1;
            }
        }
    }
    println!(
        "{} failures; a cause, how often it is first, and where it is named second",
        all.len()
    );
    let mut broken = Vec::new();
    for cause in ALL {
        let count = own.get(cause.id).copied().unwrap_or_default();
        let others: Vec<String> = beside
            .iter()
            .filter(|((fires, _), _)| *fires == cause.id)
            .map(|((_, on), count)| format!("{on} {count}"))
            .collect();
        println!("{:<40}{count:>4}  {}", cause.id, others.join(", "));
        if count == 0 {
            broken.push(format!("{}: nothing makes it fire", cause.id));
        }
    }
    let named: BTreeSet<(&str, &str)> = BESIDE
        .iter()
        .flat_map(|(fires, _, on)| on.iter().map(move |on| (*fires, *on)))
        .collect();
    for pair in beside.keys().filter(|pair| !named.contains(*pair)) {
        broken.push(format!(
            "{} fires on {}: no exception names it",
            pair.0, pair.1
        ));
    }
    for pair in named.iter().filter(|pair| !beside.contains_key(*pair)) {
        broken.push(format!(
            "{} no longer fires on {}: remove the exception",
            pair.0, pair.1
        ));
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn each_cause_stays_quiet_on_a_near_miss_of_the_same_name() {
    let all = everything();
    let mut broken = Vec::new();
    for cause in ALL.iter().filter(|cause| cause.id != "unexplained") {
        let codes: BTreeSet<_> = all
            .iter()
            .filter(|told| told.first() == cause.id)
            .filter_map(|told| told.code.map(CorsError::name))
            .collect();
        // A general cause, or one that is named second with a reason, is quiet where another explains the failure.
        let gives_way = cause.general || BESIDE.iter().any(|(id, _, _)| *id == cause.id);
        let is_quiet =
            |told: &Told| told.first() != cause.id && (gives_way || !told.fires(cause.id));
        let missed = codes.iter().find_map(|code| {
            all.iter().find(|told| {
                let is_same = told.code.is_some_and(|told| told.name() == *code);
                is_same && is_quiet(told)
            })
        });
        let excepted = NO_NEAR_MISS.contains(&cause.id);
        match missed {
            Some(told) => println!("{:<40}{}", cause.id, told.place),
            None if codes.is_empty() => println!("{:<40}is no refusal by CORS", cause.id),
            None if !excepted => broken.push(format!("{}: {codes:?}", cause.id)),
            None => {}
        }
        if excepted && missed.is_some() {
            broken.push(format!("{}: remove the exception", cause.id));
        }
    }
    assert!(
        broken.is_empty(),
        "no near miss with the same name:\n{}",
        broken.join("\n")
    );
}

#[test]
fn every_name_of_chromium_has_two_causes() {
    let all = everything();
    let mut causes: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for told in &all {
        if let Some(code) = told.code {
            causes.entry(code.name()).or_default().insert(told.first());
        }
    }
    let mut broken = Vec::new();
    for (code, causes) in &causes {
        println!(
            "{code:<44}{:>3}  {}",
            causes.len(),
            causes.iter().copied().collect::<Vec<_>>().join(", ")
        );
        let excepted = ONE_CAUSE.iter().any(|(name, _)| name == code);
        if (causes.len() < 2) != excepted {
            broken.push(format!("{code}: {causes:?}, excepted: {excepted}"));
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}
