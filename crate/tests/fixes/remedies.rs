//! A policy, put on a copy of what was recorded, must let the request pass, or let it come to a later check.

use std::path::{Path, PathBuf};

use whycors::exchange::walk::CheckName;
use whycors::exchange::{self, Blocked, Exchange, first_refusal};
use whycors::fetch::CredentialsMode;
use whycors::har::{self, Log};
use whycors::redact::{self, Redacted};
use whycors::remedy::{Credentials, Remedy, apply};
use whycors::report::diagnose::diagnose;
use whycors::report::v1::{CredentialsMode as Mode, Diagnosis, Outcome};

fn recordings() -> Vec<PathBuf> {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests");
    let mut files: Vec<PathBuf> = ["recorded", "files"]
        .iter()
        .flat_map(|folder| std::fs::read_dir(tests.join(folder)).unwrap())
        .map(|file| file.unwrap().path())
        .filter(|path| path.extension().is_some_and(|it| it == "har"))
        .collect();
    files.sort();
    files
}

/// All failures of a log, with the policy that the whole log asks for.
fn planned(log: &Redacted<Log>) -> Vec<(Exchange, Diagnosis)> {
    let exchanges = exchange::join(log)
        .into_iter()
        .filter(|exchange| exchange::judge(log, exchange).is_some());
    exchanges.zip(diagnose(log)).collect()
}

/// Where a check stands in the walk over all hops.
fn place(blocked: &Blocked, log: &Log) -> (usize, bool, usize) {
    let name = CheckName::of(&blocked.refusal.failure);
    let of = |names: &[CheckName]| names.iter().position(|other| *other == name);
    let is_actual = log
        .entries
        .get(blocked.entry)
        .is_some_and(|entry| !entry.is_preflight());
    let order = of(&CheckName::PREFLIGHT).or(of(&CheckName::ACTUAL));
    (blocked.hop, is_actual, order.unwrap_or(usize::MAX))
}

#[test]
fn a_policy_lets_what_was_recorded_pass_or_come_to_a_later_check() {
    let mut problems = Vec::new();
    let (mut policies, mut passed) = (0, 0);
    for path in recordings() {
        let (log, _) = har::read(&std::fs::read(&path).unwrap());
        let log = redact::log(log, redact::Policy::Mask);
        for (exchange, diagnosis) in planned(&log) {
            let Remedy::Policy(policy) = &diagnosis.remedy else {
                continue;
            };
            policies += 1;
            let modes: &[CredentialsMode] = match diagnosis.credentials.mode {
                Mode::Include => &[CredentialsMode::Include],
                Mode::NotInclude => &[CredentialsMode::NotInclude],
                Mode::Unknown => &[CredentialsMode::NotInclude, CredentialsMode::Include],
            };
            for mode in modes {
                // What the policy leaves open is stated in a note, and mended by what the note says.
                let policy = match (mode, policy.credentials) {
                    (CredentialsMode::Include, Credentials::Unknown | Credentials::NotNeeded) => {
                        assert!(policy.credentials.note().is_some(), "{}", path.display());
                        &policy.with_credentials()
                    }
                    _ => policy,
                };
                let before = first_refusal(&log, &exchange, *mode).err();
                let (with, applied) = apply(policy, &log, &exchange);
                let after = first_refusal(&with, &applied, *mode).err();
                passed += usize::from(after.is_none());
                let is_later = match (&before, &after) {
                    (_, None) => true,
                    (Some(before), Some(after)) => place(after, &with) > place(before, &log),
                    (None, Some(_)) => false,
                };
                if !is_later {
                    problems.push(format!(
                        "{} {} {mode:?}: {:?} remains {:?}",
                        path.display(),
                        diagnosis.url,
                        before.map(|it| it.refusal.error),
                        after.map(|it| it.refusal.error),
                    ));
                }
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    assert!(policies >= 60, "{policies} policies");
    assert!(passed >= 60, "{passed} passed");
}

#[test]
fn a_policy_is_no_wider_than_what_was_seen() {
    for path in recordings() {
        let bytes = std::fs::read(&path).unwrap();
        let (log, _) = har::read(&bytes);
        let log = redact::log(log, redact::Policy::Mask);
        let text = String::from_utf8_lossy(&bytes).to_ascii_lowercase();
        for (_, diagnosis) in planned(&log) {
            let Some(policy) = diagnosis.remedy.policy() else {
                continue;
            };
            for name in policy.origins.iter().chain(&policy.methods) {
                assert!(
                    text.contains(&name.to_ascii_lowercase()),
                    "{}: {name} was not seen",
                    path.display()
                );
                assert!(&**name != "*" && &**name != "null", "{}", path.display());
            }
            for name in policy.headers.iter().chain(&policy.expose) {
                assert!(
                    text.contains(&name.to_ascii_lowercase()) && &**name != "*",
                    "{}: {name} was not seen",
                    path.display()
                );
            }
            assert_eq!(policy.answer_headers("https://evil.test", true).len(), 1);
            assert_eq!(policy.answer_headers("null", false).len(), 1);
        }
    }
}

#[test]
fn only_refusals_by_cors_have_fixes_and_each_refusal_has_one_or_a_reason() {
    for path in recordings() {
        let (log, _) = har::read(&std::fs::read(&path).unwrap());
        let log = redact::log(log, redact::Policy::Mask);
        for (_, diagnosis) in planned(&log) {
            match &diagnosis.remedy {
                Remedy::Policy(_) => {
                    assert_eq!(diagnosis.outcome, Outcome::Cors, "{}", path.display());
                    assert!(!diagnosis.fixes.is_empty(), "{}", path.display());
                }
                Remedy::None(reason) => {
                    assert!(reason.ends_with('.'), "{}: {reason}", path.display());
                    assert!(diagnosis.fixes.is_empty(), "{}", path.display());
                }
            }
            for fix in diagnosis.fixes.iter() {
                assert!(!fix.widening);
                assert_eq!(fix.detected.is_some(), fix.because.is_some());
            }
        }
    }
}
