//! The native budgets, each as a ratio or a cost measured in one run, beside what is allowed. `scripts/bench` runs it.
//!
//! It prints a table and the same as JSON; a budget that is not kept ends it with status 1. With `--read FILE` it reads that
//! file in pieces, as the command line does, and prints what it took at most: memory is measured in a process of its own.

#![allow(clippy::print_stdout, reason = "a command")]

use std::io::Read;
use std::process::ExitCode;
use std::time::Instant;

use serde::de::IgnoredAny;
use serde_json::{Value, json};
use whycors::causes::{self, Seen};
use whycors::exchange::verdict::Verdict;
use whycors::panel::import;
use whycors::panel::settings::Settings;
use whycors::panel::state::{Event, State};
use whycors::redact::Policy;
use whycors::report::reading::Reading;
use whycors::report::{self, Format};
use whycors::session::Session;
use whycors::{exchange, har};

/// One measurement beside its budget.
struct Measured {
    name: &'static str,
    value: f64,
    budget: f64,
    unit: &'static str,
}

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    if let (Some("--read"), Some(path)) = (arguments.next().as_deref(), arguments.next()) {
        return read_in_pieces(&path);
    }
    let mut all = vec![
        reader("reader, 2,000 entries of 20 KB", 2_000, 20_000, 2.0, whole),
        reader("reader, 10,000 small entries", 10_000, 100, 3.0, whole),
        reader(
            "in pieces, 2,000 entries of 20 KB",
            2_000,
            20_000,
            2.0,
            in_pieces,
        ),
        reader(
            "in pieces, 10,000 small entries",
            10_000,
            100,
            3.0,
            in_pieces,
        ),
    ];
    all.extend(memory("memory an entry, 100,000 small", 100_000, 100));
    all.extend(memory("memory an entry, 5,000 of 20 KB", 5_000, 20_000));
    all.push(explained(
        "causes of 10,000 failures against judging",
        20_000,
    ));
    let few = live(1_000, 20);
    all.push(Measured {
        name: "live entry, after 1,000",
        value: few,
        budget: 50.0,
        unit: "µs",
    });
    let many = live(99_000, 20);
    all.push(Measured {
        name: "live entry, after 99,000",
        value: many,
        budget: 50.0,
        unit: "µs",
    });
    all.push(Measured {
        name: "live entry, 99,000 against 1,000",
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
    // Groups of two thousand rows, and as many groups as rows.
    for (name, urls) in [
        ("a row in 100,000 in groups, 50 endpoints", 50),
        ("a row in 100,000 in groups, all different", 100_000),
    ] {
        all.push(Measured {
            name,
            value: grouped(urls),
            budget: 2.0,
            unit: "ms",
        });
    }
    for format in Format::ALL {
        all.push(Measured {
            name: match format {
                Format::Text => "report of 1,000 failures, text",
                Format::Json => "report of 1,000 failures, json",
                Format::Markdown => "report of 1,000 failures, markdown",
                Format::Html => "report of 1,000 failures, html",
                Format::Har => "report of 1,000 failures, har",
                Format::Junit => "report of 1,000 failures, junit",
            },
            value: report_of(1_000, format),
            budget: 1_000.0,
            unit: "ms",
        });
    }
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

/// A request that is refused one time in so many, with the headers that browsers send.
fn entry(number: usize, urls: usize, body: usize, refused_every: usize) -> Value {
    let started = format!(
        "2026-01-01T{:02}:{:02}:{:02}.{:03}Z",
        number / 36_000 % 24,
        number / 600 % 60,
        number / 10 % 60,
        number % 10 * 100
    );
    let has_failed = urls == 1 || number.is_multiple_of(refused_every);
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

fn har_of(count: usize, body: usize, refused_every: usize) -> Vec<u8> {
    let entries: Vec<Value> = (0..count)
        .map(|number| entry(number, 50, body, refused_every))
        .collect();
    json!({ "log": { "version": "1.2", "entries": entries } })
        .to_string()
        .into_bytes()
}

/// Our reader against a parser that keeps nothing, over the same bytes: the best of five.
fn reader(
    name: &'static str,
    count: usize,
    body: usize,
    budget: f64,
    read: fn(&[u8]) -> usize,
) -> Measured {
    let bytes = har_of(count, body, 10);
    let ours = best(|| assert_eq!(read(&bytes), count));
    let floor = best(|| assert!(serde_json::from_slice::<IgnoredAny>(&bytes).is_ok()));
    Measured {
        name,
        value: ours / floor,
        budget,
        unit: "times",
    }
}

fn whole(bytes: &[u8]) -> usize {
    har::read(bytes).0.entries.len()
}

fn in_pieces(bytes: &[u8]) -> usize {
    let mut stream = har::Stream::default();
    bytes.chunks(PIECE).for_each(|piece| stream.feed(piece));
    stream.finish().map_or(0, |(log, _)| log.entries.len())
}

/// As the command line reads large files.
const PIECE: usize = 1024 * 1024;

/// What a process that diagnoses a file takes at most, in KB an entry beyond the 20 MB that are allowed it. One request in
/// a hundred is refused: a diagnosis weighs 5 KB, and what is measured here is the log.
#[allow(
    clippy::cast_precision_loss,
    reason = "megabytes and thousands of entries"
)]
fn memory(name: &'static str, count: usize, body: usize) -> Option<Measured> {
    let path = std::env::temp_dir().join(format!("whycors-bench-{}.har", std::process::id()));
    std::fs::write(&path, har_of(count, body, 100)).ok()?;
    let child = std::process::Command::new(std::env::current_exe().ok()?)
        .arg("--read")
        .arg(&path)
        .output();
    let _ = std::fs::remove_file(&path);
    let peak: f64 = String::from_utf8_lossy(&child.ok()?.stdout)
        .trim()
        .parse()
        .ok()?;
    Some(Measured {
        name,
        value: (peak - 20.0 * 1024.0).max(0.0) / count as f64,
        budget: 1.0,
        unit: "KB",
    })
}

/// Diagnoses a file in pieces and prints the most memory that took, in KB. Linux states it; elsewhere nothing is measured.
fn read_in_pieces(path: &str) -> ExitCode {
    let Ok(mut file) = std::fs::File::open(path) else {
        return ExitCode::FAILURE;
    };
    let mut reading = Reading::new(Policy::Mask);
    let mut piece = vec![0; PIECE];
    while let Ok(length @ 1..) = file.read(&mut piece) {
        reading.feed(piece.get(..length).unwrap_or_default());
    }
    let Ok(input) = reading.finish(path) else {
        return ExitCode::FAILURE;
    };
    assert!(!input.input.diagnoses.is_empty(), "failures are in it");
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    println!(
        "{}",
        peak.map_or("", |peak| peak.trim().trim_end_matches(" kB"))
    );
    ExitCode::SUCCESS
}

/// Joining, judging and explaining a log of which every second entry failed, against joining and judging it.
fn explained(name: &'static str, count: usize) -> Measured {
    let (log, _) = har::read(&har_of(count, 0, 2));
    let judged = best(|| assert_eq!(failures(&log, |_| 1), count / 2));
    let explained =
        best(|| assert!(failures(&log, |seen| causes::explain(seen).len()) >= count / 2));
    Measured {
        name,
        value: explained / judged,
        budget: 2.0,
        unit: "times",
    }
}

/// What `told` counts of each refused request.
fn failures(log: &har::Log, told: impl Fn(&Seen<'_>) -> usize) -> usize {
    let exchanges = exchange::join(log);
    let refused = exchanges.iter().filter_map(|exchange| {
        let (verdict, credentials) = exchange::judge(log, exchange)?;
        let Verdict::Blocked(blocked) = &verdict else {
            return None;
        };
        Some(told(&Seen {
            log,
            exchange,
            verdict: &verdict,
            blocked: Some(blocked),
            credentials: &credentials,
        }))
    });
    refused.sum()
}

/// Milliseconds from the bytes of a log of failures to the bytes of its report.
fn report_of(count: usize, format: Format) -> f64 {
    let entries: Vec<Value> = (0..count).map(|number| entry(number, 1, 0, 1)).collect();
    let har = json!({ "log": { "version": "1.2", "entries": entries } }).to_string();
    let seconds = best(|| {
        let examined = report::examine("-", har.as_bytes(), Policy::Mask);
        assert_eq!(examined.input.diagnoses.len(), count);
        assert!(!report::render(format, &[examined.source()]).is_empty());
    });
    seconds * 1e3
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
        let entry = entry(number, urls, 0, 10);
        json!([{ "kind": "entry", "sequence": number, "settled": true, "entry": entry }])
            .to_string()
    };
    let mut session = Session::for_a_list();
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

/// Milliseconds that one more row costs in a long list that stands in groups, with the lines in view: the median of 100.
fn grouped(urls: usize) -> f64 {
    const ROWS: usize = 100_000;
    const VIEW: usize = 60;
    let entries: Vec<String> = (0..ROWS + 100)
        .map(|it| entry(it, urls, 0, 1).to_string())
        .collect();
    let har = format!(r#"{{"log":{{"entries":[{}]}}}}"#, entries.join(","));
    drop(entries);
    let mut judging = import::whole("-", har.as_bytes());
    while !judging.judge_on() {}
    let mut rows = judging.done().1.rows;
    let later = rows.split_off(ROWS);
    let mut state = State::default();
    state.apply(Event::Set(Settings {
        grouped: true,
        ..Settings::default()
    }));
    for row in rows {
        state.apply(Event::Upsert(Box::new(row)));
    }
    state.apply(Event::Select(0));
    state.sheet_mut().arrange();
    let mut taken: Vec<f64> = later
        .into_iter()
        .map(|row| {
            let start = Instant::now();
            state.apply(Event::Upsert(Box::new(row)));
            state.sheet_mut().arrange();
            let sheet = state.sheet();
            let middle = sheet.line_count() / 2;
            let lines = (middle..middle + VIEW).filter_map(|at| sheet.line(at));
            assert_eq!(lines.count(), VIEW);
            assert!(sheet.position(0).is_ok());
            start.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    taken.sort_by(f64::total_cmp);
    taken.get(taken.len() / 2).copied().unwrap_or_default()
}
