//! The walk of checks as it is read: which message each check belongs to, and its name in words.

use std::ops::Range;

use super::words::say;
use crate::report::DEPENDS;
use crate::report::v1::Check;

/// The checks made on one answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leg {
    /// Was it the preflight that was answered?
    pub preflight: bool,
    /// How many answers of the same kind came before.
    pub earlier: usize,
    /// Positions of its checks in the walk.
    pub checks: Range<usize>,
}

/// Cuts the walk where another answer begins: a preflight's checks are named so, and no answer is checked twice
/// for the same thing.
pub fn legs(checks: &[Check]) -> Vec<Leg> {
    let mut legs: Vec<Leg> = Vec::new();
    for (position, check) in checks.iter().enumerate() {
        let preflight = check.id.starts_with("preflight-");
        let continues = legs.last().is_some_and(|leg| {
            leg.preflight == preflight
                && checks
                    .get(leg.checks.clone())
                    .is_some_and(|leg| leg.iter().all(|other| other.id != check.id))
        });
        match legs.last_mut() {
            Some(leg) if continues => leg.checks.end = position + 1,
            _ => {
                let earlier = legs.iter().filter(|leg| leg.preflight == preflight).count();
                legs.push(Leg {
                    preflight,
                    earlier,
                    checks: position..position + 1,
                });
            }
        }
    }
    legs
}

/// Whether the log leaves open how a check ended.
pub fn is_undecided(check: &Check) -> bool {
    check.passed.is_none() && check.note.starts_with(DEPENDS)
}

/// What a check asks, as a short statement that holds when it passes.
pub fn name(id: &str) -> &str {
    match id {
        "preflight-local-network-access" => say("check_local_network"),
        "preflight-redirect" => say("check_preflight_redirect"),
        "preflight-allow-origin" | "allow-origin" => say("check_allow_origin"),
        "preflight-allow-credentials" | "allow-credentials" => say("check_allow_credentials"),
        "preflight-status" => say("check_preflight_status"),
        "preflight-allow-methods-syntax" => say("check_methods_syntax"),
        "preflight-allow-headers-syntax" => say("check_headers_syntax"),
        "preflight-method" => say("check_method"),
        "preflight-headers" => say("check_headers"),
        "redirect-scheme" => say("check_redirect_scheme"),
        "redirect-credentials" => say("check_redirect_credentials"),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::panel::sample;

    fn walk(ids: &[&str]) -> Vec<Leg> {
        let model = sample::diagnosis().checks.remove(0);
        let checks: Vec<Check> = ids
            .iter()
            .map(|id| Check {
                id: (*id).to_owned(),
                ..model.clone()
            })
            .collect();
        legs(&checks)
    }

    fn leg(preflight: bool, earlier: usize, checks: Range<usize>) -> Leg {
        Leg {
            preflight,
            earlier,
            checks,
        }
    }

    #[test]
    fn a_preflight_and_its_request_are_two_legs() {
        assert_eq!(
            walk(&[
                "preflight-allow-origin",
                "preflight-status",
                "allow-origin",
                "allow-credentials"
            ]),
            [leg(true, 0, 0..2), leg(false, 0, 2..4)]
        );
    }

    #[test]
    fn each_hop_of_a_redirect_is_a_leg() {
        assert_eq!(
            walk(&[
                "allow-origin",
                "redirect-credentials",
                "allow-origin",
                "preflight-status",
                "allow-origin"
            ]),
            [
                leg(false, 0, 0..2),
                leg(false, 1, 2..3),
                leg(true, 0, 3..4),
                leg(false, 2, 4..5)
            ]
        );
    }

    #[test]
    fn no_checks_are_no_legs() {
        assert!(walk(&[]).is_empty());
    }

    #[test]
    fn an_unknown_check_is_named_by_its_id() {
        assert_eq!(name("some-new-check"), "some-new-check");
        assert_eq!(name("preflight-status"), "The status is 200 to 299");
    }
}
