//! Runs a table of `tests/standard/` row by row, natively and as WASM.

use serde_json::{Value, json};
use url::Url;
use whycors::chromium::{self, Refusal};
use whycors::fetch::cors_check::{CorsCheckFailure, cors_check};
use whycors::fetch::cors_preflight_fetch::{
    AuthorizationUnderWildcard, PreflightFailure, PreflightQuestion, judge_preflight_response,
};
use whycors::fetch::header_list::{ExtractedValues, extract_header_list_values};
use whycors::fetch::http_redirect_fetch::{RedirectFailure, judge_redirect, method_after_redirect};
use whycors::fetch::main_fetch::{PreflightReason, stated_preflight_reasons};
use whycors::fetch::origin::{RedirectTaint, SerializedOrigin, redirect_taint};
use whycors::fetch::preflight_cache::{CacheEntry, is_cache_entry_match, max_age_seconds};
use whycors::fetch::{CredentialsMode, HeaderList, header, method};

macro_rules! tables {
    ($($name:literal),* $(,)?) => {
        /// Name and text of every table.
        pub(crate) const TABLES: &[(&str, &str)] = &[
            $(($name, include_str!(concat!("../../../tests/standard/", $name, ".json")))),*
        ];
    };
}

tables!(
    "cache-entry-match",
    "chromium-check-access",
    "chromium-judge-preflight",
    "cors-check",
    "cors-preflight-response",
    "cors-safelisted-method",
    "cors-safelisted-request-header",
    "cors-unsafe-request-header-names",
    "extract-header-list-values",
    "header-list-get",
    "header-list-get-decode-and-split",
    "judge-redirect",
    "max-age",
    "method-after-redirect",
    "normalize-method",
    "origin-of-url",
    "redirect-taint",
    "stated-preflight-reasons",
);

/// Runs one table and gives its number of rows; fails with every row that is not as it says.
pub(crate) fn run(name: &str) -> usize {
    let (_, text) = TABLES
        .iter()
        .find(|(table, _)| *table == name)
        .unwrap_or_else(|| panic!("no table {name}"));
    let table: Value = serde_json::from_str(text).unwrap_or_else(|error| panic!("{name}: {error}"));
    assert_eq!(
        table["algorithm"], name,
        "a table is named as the algorithm that it is about"
    );
    let rows = table["rows"]
        .as_array()
        .unwrap_or_else(|| panic!("{name}: no rows"));
    let mut wrong = Vec::new();
    for row in rows {
        let found = apply(name, &row["given"]);
        if found != row["then"] {
            wrong.push(format!(
                "{}: {} expected, {found} found",
                row["name"], row["then"]
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "{name} ({}):\n  {}",
        table["anchor"],
        wrong.join("\n  ")
    );
    rows.len()
}

/// What the algorithm says to what is given.
fn apply(algorithm: &str, given: &Value) -> Value {
    match algorithm {
        "header-list-get" => json!(list(&given["lines"]).get(string(&given["name"]))),
        "header-list-get-decode-and-split" => {
            json!(list(&given["lines"]).get_decode_and_split(string(&given["name"])))
        }
        "extract-header-list-values" => {
            match extract_header_list_values(&list(&given["lines"]), string(&given["name"])) {
                ExtractedValues::Null => Value::Null,
                ExtractedValues::Failure(item) => json!({ "failure": item }),
                ExtractedValues::Values(values) => json!({ "values": values }),
            }
        }
        "cors-safelisted-method" => json!(method::is_cors_safelisted_method(string(given))),
        "normalize-method" => json!(method::normalize(string(given))),
        "cors-safelisted-request-header" => json!(header::is_cors_safelisted_request_header(
            string(&given["name"]),
            &text(&given["value"])
        )),
        "cors-unsafe-request-header-names" => {
            json!(header::cors_unsafe_request_header_names(&list(given)))
        }
        "cors-check" => {
            match cors_check(&origin(given), credentials(given), &list(&given["headers"])) {
                Ok(()) => json!("success"),
                Err(failure) => json!(failure.step()),
            }
        }
        "cors-preflight-response" => preflight_response(given),
        "redirect-taint" => {
            let urls: Vec<Url> = strings(&given["urls"])
                .iter()
                .map(|url| parse(url))
                .collect();
            match redirect_taint(&origin(given), &urls.iter().collect::<Vec<_>>()) {
                RedirectTaint::SameOrigin => json!("same-origin"),
                RedirectTaint::NotSameOrigin => json!("tainted"),
            }
        }
        "judge-redirect" => {
            match judge_redirect(
                &origin(given),
                &parse(string(&given["current"])),
                string(&given["location"]),
            ) {
                Ok(url) => json!({ "url": url.as_str() }),
                Err(RedirectFailure::LocationUnparsable) => json!("location-unparsable"),
                Err(RedirectFailure::SchemeNotHttp) => json!("scheme-not-http"),
                Err(RedirectFailure::LocationIncludesCredentials) => {
                    json!("location-includes-credentials")
                }
            }
        }
        "method-after-redirect" => json!(method_after_redirect(
            number(&given["status"]),
            string(&given["method"])
        )),
        "max-age" => json!(max_age_seconds(given.as_str())),
        "cache-entry-match" => json!(cache_entry_match(given)),
        "chromium-check-access" => named(chromium::check_access(
            &origin(given),
            credentials(given),
            &list(&given["headers"]),
        )),
        "chromium-judge-preflight" => named(chromium::judge_preflight(
            &question(given),
            number(&given["status"]),
            given["location"].as_str(),
            &list(&given["headers"]),
        )),
        "stated-preflight-reasons" => {
            let reasons =
                stated_preflight_reasons(string(&given["method"]), &strings(&given["headerNames"]));
            let words = reasons.into_iter().map(|reason| match reason {
                PreflightReason::Method(method) => format!("method {method}"),
                PreflightReason::Header(name) => format!("header {name}"),
                PreflightReason::Forced => "forced".to_owned(),
            });
            json!(words.collect::<Vec<_>>())
        }
        "origin-of-url" => json!(SerializedOrigin::of_url(&parse(string(given))).as_str()),
        other => panic!("no algorithm {other}"),
    }
}

fn preflight_response(given: &Value) -> Value {
    let authorization = match string(&given["authorization"]) {
        "covered" => AuthorizationUnderWildcard::Covered,
        _ => AuthorizationUnderWildcard::NotCovered,
    };
    let judged = judge_preflight_response(
        &question(given),
        number(&given["status"]),
        &list(&given["headers"]),
        authorization,
    );
    let Err(failure) = judged else {
        return json!("success");
    };
    let step = failure.step();
    match failure {
        // Only where the table wants to tell the two halves of step 7 apart.
        PreflightFailure::CorsCheck(CorsCheckFailure::AllowOriginAbsent)
            if number(&given["status"]) >= 400 =>
        {
            json!({ "step": step, "check": "2" })
        }
        PreflightFailure::CorsCheck(_) | PreflightFailure::NotOkStatus(_) => {
            json!({ "step": step })
        }
        PreflightFailure::AllowMethodsUnreadable(item)
        | PreflightFailure::AllowHeadersUnreadable(item)
        | PreflightFailure::MethodNotAllowed(item) => json!({ "step": step, "items": [item] }),
        PreflightFailure::HeadersNotAllowed(items) => json!({ "step": step, "items": items }),
    }
}

fn question(given: &Value) -> PreflightQuestion {
    PreflightQuestion {
        origin: origin(given),
        method: string(&given["method"]).to_owned(),
        header_names: strings(&given["headerNames"]),
        credentials: credentials(given),
    }
}

fn named(judged: Result<(), Refusal>) -> Value {
    match judged {
        Ok(()) => json!("passes"),
        Err(refusal) => json!({ "name": refusal.error.name(), "parameter": refusal.parameter }),
    }
}

fn cache_entry_match(given: &Value) -> bool {
    let entry = &given["entry"];
    let entry = CacheEntry {
        origin: origin(entry),
        url: string(&entry["url"]).to_owned(),
        made_at: entry["madeAt"].as_f64().unwrap_or_default(),
        max_age_seconds: entry["maxAge"].as_u64().unwrap_or_default(),
        credentials: credentials(entry),
        methods: Vec::new(),
        header_names: Vec::new(),
    };
    let now = given["now"].as_f64().unwrap_or_default();
    is_cache_entry_match(
        &entry,
        &origin(given),
        string(&given["url"]),
        credentials(given),
        now,
    )
}

fn origin(given: &Value) -> SerializedOrigin {
    SerializedOrigin::from_header(string(&given["origin"]))
}

fn credentials(given: &Value) -> CredentialsMode {
    match string(&given["credentials"]) {
        "include" => CredentialsMode::Include,
        "not-include" => CredentialsMode::NotInclude,
        other => panic!("{other:?} is no credentials mode: {given}"),
    }
}

fn list(lines: &Value) -> HeaderList {
    let lines = lines.as_array().map(Vec::as_slice).unwrap_or_default();
    lines
        .iter()
        .map(|line| (string(&line[0]).to_owned(), text(&line[1])))
        .collect()
}

/// A text, or a long one described: `before`, then `repeat` so many `times`, then `then`.
fn text(value: &Value) -> String {
    let times = value["times"]
        .as_u64()
        .and_then(|times| usize::try_from(times).ok());
    match (value.as_str(), times) {
        (Some(text), _) => text.to_owned(),
        (None, Some(times)) => {
            let middle = string(&value["repeat"]).repeat(times);
            format!(
                "{}{middle}{}",
                string(&value["before"]),
                string(&value["then"])
            )
        }
        (None, None) => panic!("{value} is no text"),
    }
}

fn parse(url: &str) -> Url {
    Url::parse(url).unwrap_or_else(|error| panic!("{url}: {error}"))
}

fn string(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn strings(value: &Value) -> Vec<String> {
    let items = value.as_array().map(Vec::as_slice).unwrap_or_default();
    items.iter().map(|item| string(item).to_owned()).collect()
}

fn number(value: &Value) -> u16 {
    value
        .as_u64()
        .and_then(|number| u16::try_from(number).ok())
        .unwrap_or_default()
}
