//! The native budgets, each as a ratio or a cost measured in one run, beside what is allowed. `scripts/bench` runs it.
//!
//! It prints a table and the same as JSON; a budget that is not kept ends it with status 1.

#![allow(clippy::print_stdout, reason = "a command")]

use std::process::ExitCode;
use std::time::Instant;

use serde::de::IgnoredAny;
use serde_json::{Value, json};
use whycors::har;
use whycors::session::Session;

/// One measurement beside its budget.
struct Measured {
    name: &'static str,
    value: f64,
    budget: f64,
    unit: &'static str,
}

fn main() -> ExitCode {
    let mut all = vec![
        reader("reader, 2,000 entries of 20 KB", 2_000, 20_000, 2.0),
        reader("reader, 10,000 small entries", 10_000, 100, 3.0),
    ];
    let few = live(1_000, 20);
    all.push(Measured {
        name: "live entry, after 1,000",
        value: few,
        budget: 50.0,
        unit: "µs",
    });
    let many = live(100_000, 20);
    all.push(Measured {
        name: "live entry, after 100,000",
        value: many,
        budget: 50.0,
        unit: "µs",
    });
    all.push(Measured {
        name: "live entry, 100,000 against 1,000",
        value: many / few,
        budget: 2.0,
        unit: "times",
    });
    // A page that polls and fails: all its entries share one URL.
    all.push(Measured {
        name: "live entry, one failing URL polled 1,000 times",
        value: live(1_000, 1),
        budget: 50.0,
        unit: "µs",
    });
    let mut kept = true;
    for Measured {
        name,
        value,
        budget,
        unit,
    } in &all
    {
        kept &= value <= budget;
        let mark = if value <= budget { "ok  " } else { "OVER" };
        println!("{mark} {name:<48} {value:>8.2} {unit} (at most {budget})");
    }
    let rows: Vec<Value> = all
        .iter()
        .map(|it| json!({ "name": it.name, "value": it.value, "budget": it.budget, "unit": it.unit }))
        .collect();
    println!("{}", json!({ "native": rows }));
    if kept {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// A request that is refused one time in ten, with the headers that browsers send.
fn entry(number: usize, urls: usize, body: usize) -> Value {
    let started = format!(
        "2026-01-01T{:02}:{:02}:{:02}.{:03}Z",
        number / 36_000 % 24,
        number / 600 % 60,
        number / 10 % 60,
        number % 10 * 100
    );
    let has_failed = urls == 1 || number.is_multiple_of(10);
    let lines = |lines: &[(&str, &str)]| -> Vec<Value> {
        lines
            .iter()
            .map(|(name, value)| json!({ "name": name, "value": value }))
            .collect()
    };
    let allow: &[(&str, &str)] = if has_failed {
        &[("Content-Type", "application/json")]
    } else {
        &[("Access-Control-Allow-Origin", "*")]
    };
    json!({
        "startedDateTime": started, "time": 12.5, "_resourceType": "fetch", "serverIPAddress": "127.0.0.1",
        "_initiator": { "type": "script", "stack": { "callFrames": [{ "functionName": "load", "url": "http://app.test/app.js", "lineNumber": 3, "columnNumber": 9 }] } },
        "request": { "method": "GET", "url": format!("http://api.test/items/{}", number % urls), "httpVersion": "http/1.1",
            "headers": lines(&[("Host", "api.test"), ("Origin", "http://app.test"), ("Sec-Fetch-Mode", "cors"), ("Accept", "*/*"), ("Referer", "http://app.test/")]) },
        "response": { "status": 200, "httpVersion": "http/1.1", "headers": lines(allow), "redirectURL": "",
            "_error": if has_failed { json!("net::ERR_FAILED") } else { Value::Null },
            "content": { "size": body, "mimeType": "application/json", "text": "{\"a\":\"b\"},".repeat(body / 10) } },
    })
}

fn har_of(count: usize, body: usize) -> Vec<u8> {
    let entries: Vec<Value> = (0..count).map(|number| entry(number, 50, body)).collect();
    json!({ "log": { "version": "1.2", "entries": entries } })
        .to_string()
        .into_bytes()
}

/// Our reader against a parser that keeps nothing, over the same bytes: the best of five.
fn reader(name: &'static str, count: usize, body: usize, budget: f64) -> Measured {
    let bytes = har_of(count, body);
    let ours = best(|| assert_eq!(har::read(&bytes).0.entries.len(), count));
    let floor = best(|| assert!(serde_json::from_slice::<IgnoredAny>(&bytes).is_ok()));
    Measured {
        name,
        value: ours / floor,
        budget,
        unit: "times",
    }
}

fn best(run: impl Fn()) -> f64 {
    let time = || {
        let start = Instant::now();
        run();
        start.elapsed().as_secs_f64()
    };
    (0..5).map(|_| time()).fold(f64::INFINITY, f64::min)
}

/// Microseconds that one more entry costs, once so many are there.
#[allow(clippy::cast_precision_loss, reason = "a few hundred entries")]
fn live(count: usize, urls: usize) -> f64 {
    const MEASURED: usize = 500;
    let message = |number: usize| {
        let entry = entry(number, urls, 0);
        json!([{ "kind": "entry", "sequence": number, "settled": true, "entry": entry }])
            .to_string()
    };
    let mut session = Session::new();
    for number in 0..count {
        session.receive(&message(number));
    }
    let messages: Vec<String> = (count..count + MEASURED).map(message).collect();
    let start = Instant::now();
    let changes: usize = messages
        .iter()
        .map(|message| session.receive(message).len())
        .sum();
    let taken = start.elapsed().as_secs_f64() * 1e6 / MEASURED as f64;
    assert!(changes > 0, "failures are shown");
    taken
}
