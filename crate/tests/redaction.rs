//! Masking comes before judging, so it must change no judgement; and it must leave no secret.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on says so by panicking"
)]

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use whycors::redact::Policy;
use whycors::report;
use whycors::report::v1::Diagnosis;

fn recordings() -> Vec<(String, String)> {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests");
    let mut files: Vec<PathBuf> = ["recorded", "files"]
        .iter()
        .flat_map(|folder| std::fs::read_dir(tests.join(folder)).unwrap())
        .map(|file| file.unwrap().path())
        .filter(|path| path.extension().is_some_and(|it| it == "har"))
        .collect();
    files.sort();
    let read = |path: PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        (name, std::fs::read_to_string(path).unwrap())
    };
    files.into_iter().map(read).collect()
}

/// What is decided, without the words that show observed values.
fn judgement(diagnosis: &Diagnosis) -> Value {
    let whole = serde_json::to_value(diagnosis).unwrap();
    let also: Vec<&Value> = whole["also"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| &it["cause"])
        .collect();
    let checks: Vec<Value> = whole["checks"]
        .as_array()
        .unwrap()
        .iter()
        .map(|check| json!([check["id"], check["passed"]]))
        .collect();
    let fixes: Vec<&Value> = whole["fixes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| &it["stack"])
        .collect();
    json!({
        "places": [whole["entry"], whole["preflight"], whole["redirects"]],
        "verdict": [whole["outcome"], whole["chromium"], whole["firefox"], whole["origin"]],
        "cause": [whole["cause"], whole["certainty"], whole["title"]],
        "credentials": whole["credentials"], "alternatives": whole["alternatives"],
        "also": also, "checks": checks, "fixes": fixes,
    })
}

fn judgements(har: &str, policy: Policy) -> Vec<Value> {
    let input = report::input("-", har.as_bytes(), policy);
    input.diagnoses.iter().map(judgement).collect()
}

#[test]
fn no_verdict_changes() {
    let mut compared = 0;
    for (name, har) in recordings() {
        // As recorded, and with a secret in every address: in its path, where a redirect repeats it, and in its query.
        // Hosts and names of headers that look like tokens are compared as they are.
        let tenant = |name: &str| {
            har.replace("x-tenant", &name.to_ascii_lowercase())
                .replace("X-Tenant", name)
        };
        let allowed = |slashes: &str| {
            let allow = "\"Access-Control-Allow-Origin\",";
            let parts = har.split_inclusive(allow).enumerate();
            let value = |(index, part): (usize, &str)| match part.find("//") {
                // Only where it begins the value that follows on the name.
                Some(at) if index > 0 && at < 60 => part.replacen("//", slashes, 1),
                _ => part.to_owned(),
            };
            parts.map(value).collect::<String>()
        };
        let variants = [
            har.clone(),
            har.replace("localhost:", "sk-frontend-of-the-shop.test:"),
            har.replace("localhost:", "hvs.a1b2c3d4e5f6a7b8c9d0.test:"),
            har.replace("localhost:", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.test:"),
            tenant("Sk-Analytics-Correlation-Id"),
            tenant("Sk-8f14e45fceea167a5a36dedd4bea2543"),
            tenant("ghp_abcdefghijklmnop1234"),
            tenant("hf_aBcdefGhijklmnopQrstuvwxyzabCdefgh"),
            har.replace("localhost:", "hf-abcdefghijklmnopqrstuvwxyzabcdefgh.test:"),
            har.replace("/s/", "/1//03aB3dE5fG7hI9jK1lM3nO5pQ7-rS9tU1vW3xY5z/s/"),
            har.replace(
                "/main",
                "/main?v=Fe26.2**0cdd607945dd1dffb7da0b0bf5f1a7da&oobCode=X1",
            ),
            har.replace("/s/", "/invite/k3J9sdf82KLsdf0asdfLK23/s/"),
            har.replace("/main", "/main?access_token=a%20b&next=%2Freset%2FX1"),
            har.replace("://localhost:48103/", "://user:p4ss@localhost:48103/"),
            allowed("//user:p4ss@"),
            allowed("//www."),
        ];
        for har in variants {
            let kept = judgements(&har, Policy::Keep);
            compared += kept.len();
            assert_eq!(judgements(&har, Policy::Mask), kept, "{name}");
        }
    }
    assert!(compared > 300, "{compared} judgements compared");
}

/// What the masked report says, beside what was masked, is what the other says, where there is no secret.
#[test]
fn nothing_is_masked_where_only_hosts_and_names_look_like_secrets() {
    let lines = |lines: &[(&str, &str)]| -> Vec<Value> {
        let lines = lines.iter();
        lines
            .map(|(name, value)| json!({ "name": name, "value": value }))
            .collect()
    };
    for host in [
        "sk-frontend-of-the-shop.test",
        "hvs.internal-of-the-shop.test",
        "a1b2c3d4e5f6a7b8c9d0e1f2.test",
    ] {
        let origin = format!("https://{host}");
        let name = "sk-analytics-correlation-id";
        let har = json!({ "log": { "entries": [
            { "startedDateTime": "2026-01-01T00:00:00Z", "time": 1, "_resourceType": "preflight",
                "request": { "method": "OPTIONS", "url": format!("https://api.{host}/v1/items"), "headers": lines(&[
                    ("Host", &format!("api.{host}")), ("Origin", &origin), ("Access-Control-Request-Method", "GET"),
                    ("Access-Control-Request-Headers", name)]) },
                "response": { "status": 204, "headers": lines(&[("Access-Control-Allow-Origin", &origin),
                    ("Access-Control-Allow-Headers", "Sk-Analytics-Correlation-Id"), ("Vary", "Origin, sk-analytics-correlation-id")]) } },
            { "startedDateTime": "2026-01-01T00:00:00Z", "time": 2, "_resourceType": "fetch",
                "request": { "method": "GET", "url": format!("https://api.{host}/v1/items"), "headers": lines(&[
                    ("Host", &format!("api.{host}")), ("Origin", &origin), ("Referer", &format!("{origin}/")), (name, "1")]) },
                "response": { "status": 200, "headers": lines(&[("Access-Control-Allow-Origin", &format!("https://www.{host}"))]),
                    "_error": "net::ERR_FAILED" } },
        ] } });
        let written = |policy| {
            let examined = report::examine("-", har.to_string().as_bytes(), policy);
            let diagnoses = serde_json::to_value(&examined.input.diagnoses).unwrap();
            assert_eq!(diagnoses.as_array().unwrap().len(), 1, "{host}");
            diagnoses
        };
        assert_eq!(written(Policy::Mask), written(Policy::Keep), "{host}");
    }
}

#[test]
fn a_masked_report_can_be_masked_again() {
    for (name, har) in recordings() {
        let har = har.replace("/s/", "/invite/k3J9sdf82KLsdf0asdfLK23/s/");
        let once = report::to_json(&report::report(vec![report::input(
            "-",
            har.as_bytes(),
            Policy::Mask,
        )]));
        assert!(!once.contains("k3J9sdf82KLsdf0asdfLK23"), "{name}");
    }
}

/// One request that leads to another by a relative address: the relation must outlive the mask.
fn redirected(location: &str, target: &str) -> String {
    let entry = |url: &str, at: u32, status: u16, headers: Value| {
        json!({ "startedDateTime": format!("2026-01-01T00:00:0{at}Z"), "time": 1, "_resourceType": "fetch",
            "request": { "method": "GET", "url": url, "headers": [{ "name": "Origin", "value": "http://app.test" }, { "name": "Host", "value": "a" }] },
            "response": { "status": status, "headers": headers, "_error": if status == 200 { json!("net::ERR_FAILED") } else { Value::Null } } })
    };
    let allow = json!([{ "name": "Access-Control-Allow-Origin", "value": "*" }, { "name": "Location", "value": location }]);
    json!({ "log": { "entries": [entry("http://api.test/reset/start", 0, 302, allow), entry(target, 1, 200, json!([]))] } }).to_string()
}

#[test]
fn redirects_stay_joined() {
    let table = [
        ("Xk1", "http://api.test/reset/Xk1"),
        ("?token=a b", "http://api.test/reset/start?token=a%20b"),
        ("/x/../invite/Y7/", "http://api.test/invite/Y7/"),
        ("//other.test/?code=1", "http://other.test/?code=1"),
        (
            "http://u:p@other.test:80/#state=1",
            "http://u:p@other.test/",
        ),
        (
            "http:/\\other.test/a?sig=%41",
            "http://other.test/a?sig=%41",
        ),
    ];
    for (location, target) in table {
        let har = redirected(location, target);
        let kept = judgements(&har, Policy::Keep);
        assert_eq!(kept.len(), 1, "{location}: one request: {kept:#?}");
        assert_eq!(judgements(&har, Policy::Mask), kept, "{location}");
    }
}

#[test]
fn words_about_a_failure_are_masked_and_names_of_errors_are_not() {
    let told = |error: &str| {
        let har = json!({ "log": { "creator": { "name": "tool token=Zq001Secr", "version": "1.2.3" }, "entries": [{
            "startedDateTime": "2026-01-01T00:00:00Z", "time": 1, "_resourceType": "token=Zq002Secr",
            "_initiator": { "type": "script", "requestId": "token=Zq003Secr" },
            "request": { "method": "GET", "url": "https://api.test/", "httpVersion": "token=Zq004Secr", "headers": [
                { "name": "Origin", "value": "https://app.test" }, { "name": "X-Tok=Zq005Secr", "value": "v" }, { "name": "token=Zq006Secr", "value": "v" }] },
            "response": { "status": 0, "headers": [], "_error": error } }] } });
        let examined = report::examine("-", har.to_string().as_bytes(), Policy::Mask);
        let all = report::Format::ALL.map(|format| report::render(format, &[examined.source()]));
        all.concat()
    };
    for name in [
        "net::ERR_CERT_AUTHORITY_INVALID",
        "net::ERR_BLOCKED_BY_RESPONSE.NotSameOriginAfterDefaultedToSameOriginByCoep",
        "net::ERR_FAILED",
    ] {
        let all = told(name);
        assert!(all.contains(name), "{name}");
        assert!(!all.contains("Secr"), "{name}: {all}");
        assert!(all.contains("tool token=***") && all.contains("1.2.3"));
    }
    let all = told(
        "Get \"https://bob:hunter4a@db.test/x?access_token=hunter4b\": dial tcp 10.0.0.1:443: connect: connection refused",
    );
    assert!(!all.contains("bob") && !all.contains("hunter4"), "{all}");
    assert!(all.contains("connection refused") && all.contains("db.test"));
}
