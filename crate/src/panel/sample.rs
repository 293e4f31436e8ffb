//! One diagnosis for the unit tests of the panel's plain parts.

use crate::report::v1::{
    Basis, Certainty, Check, Credentials, CredentialsMode, Diagnosis, Evidence, Outcome, Side, Step,
};

/// A `GET` of `/orders` at entry 3, answered 401, blocked for a trailing slash; three checks, the second failed.
pub(crate) fn diagnosis() -> Diagnosis {
    let step = |number: &str| Step {
        algorithm: "CORS check".into(),
        number: number.into(),
        url: "https://fetch.spec.whatwg.org/#concept-cors-check".into(),
    };
    let check = |id: &str, number: &str, passed| Check {
        id: id.into(),
        step: step(number),
        passed,
        note: String::new(),
    };
    Diagnosis {
        entry: Some(3),
        preflight: None,
        redirects: Vec::new(),
        method: "GET".into(),
        url: "http://localhost:48102/orders".into(),
        started_date_time: "2026-01-02T03:04:05.678Z".into(),
        resource_type: Some("fetch".into()),
        status: Some(401),
        preflight_status: None,
        origin: Some("http://localhost:48101".into()),
        initiator: None,
        outcome: Outcome::Cors,
        chromium: Some("AllowOriginMismatch".into()),
        parameter: Some("http://localhost:48101/".into()),
        firefox: None,
        firefox_basis: None,
        credentials: Credentials {
            mode: CredentialsMode::Unknown,
            basis: Basis::Unknown,
            because: String::new(),
            hints: Vec::new(),
        },
        alternatives: Vec::new(),
        cause: Some("allow-origin-trailing-slash".into()),
        title: "Access-Control-Allow-Origin ends with a slash".into(),
        certainty: Certainty::Certain,
        what: String::new(),
        why: String::new(),
        advice: String::new(),
        door: None,
        step: Some(step("4")),
        evidence: vec![Evidence {
            entry: 3,
            side: Side::Response,
            header: ":status".into(),
            value: Some("401".into()),
            basis: Basis::Observed,
        }],
        checks: vec![
            check("allow-origin-present", "2", Some(true)),
            check("allow-origin-match", "4", Some(false)),
            check("allow-credentials", "5", None),
        ],
        also: Vec::new(),
        origin_diff: None,
        preflight_reasons: Vec::new(),
        repro: None,
        fixes: Vec::new().into(),
        remedy: crate::remedy::Remedy::default(),
    }
}
