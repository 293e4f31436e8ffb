//! What other programs make of a HAR: wrappings and habits.

use whycors::har::{Dialect, NetError};

use super::{entry, har_of, names_a_place, read};

#[test]
fn a_log_in_other_wrappings_is_a_log() {
    let (one, two) = (entry(1).to_string(), entry(2).to_string());
    let cases = [
        ("a bare entry", one.clone(), 1),
        ("a bare array", format!("[{one},{two}]"), 2),
        ("an entry a line", format!("{one}\n{two}\r\n"), 2),
        (
            "a HAR a line",
            format!("{}\n{}\n", har_of(&[entry(1)]), har_of(&[entry(2)])),
            2,
        ),
        (
            "an array of HARs",
            format!("[{},{}]", har_of(&[entry(1)]), har_of(&[entry(2)])),
            2,
        ),
        (
            "a log without its wrapping",
            format!("{{\"entries\":[{one}]}}"),
            1,
        ),
    ];
    for (name, text, count) in cases {
        let (log, gaps) = read(&text);
        assert_eq!(
            (log.entries.len(), gaps.len()),
            (count, 0),
            "{name}: {gaps:?}"
        );
        let indices: Vec<usize> = log.entries.iter().map(|entry| entry.index).collect();
        assert_eq!(indices, (0..count).collect::<Vec<_>>(), "{name}");
    }
    let (log, gaps) = read(format!("{one}\n{{\"request\":\n{two}"));
    assert_eq!(
        log.entries.len(),
        1,
        "what stands before a broken line is kept"
    );
    assert!(gaps.iter().any(names_a_place));
}

#[test]
fn every_programs_habits_are_read() {
    let file = |name: &str| {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../tests/files")
            .join(name);
        let (log, gaps) = read(std::fs::read(path).unwrap());
        assert!(gaps.is_empty(), "{name}: {gaps:?}");
        log
    };
    let chromium = file("chromium.har");
    assert!(
        chromium
            .entries
            .iter()
            .all(|entry| entry.dialect == Dialect::Chromium)
    );
    assert_eq!(
        chromium.entries[1].error,
        NetError::Text("net::ERR_FAILED".into())
    );
    assert!(chromium.entries[3].is_preflight());
    for (name, creator, count) in [
        ("firefox.har", "Firefox 153.7", 3),
        ("safari.har", "WebKit Web Inspector 1.0", 2),
        ("charles.har", "Charles Proxy 4.6", 2),
    ] {
        let log = file(name);
        assert_eq!(
            (log.creator.as_deref(), log.entries.len()),
            (Some(creator), count)
        );
        for entry in &log.entries {
            assert_eq!(
                (entry.dialect, &entry.error),
                (Dialect::Other, &NetError::NotStated),
                "{name}"
            );
            assert!(
                entry.started.is_some() && entry.request_headers.contains("origin"),
                "{name}"
            );
            assert!(
                entry
                    .request_headers
                    .iter()
                    .all(|line| !line.name.starts_with(':')),
                "{name}"
            );
        }
    }
    let firefox = file("firefox.har");
    assert!(
        firefox.entries[1].is_preflight(),
        "Firefox states no resource type; the headers tell"
    );
    assert_eq!(
        firefox.entries[0].started,
        chromium.entries[0].started.map(|start| start + 100.0),
        "an offset of time zones counts"
    );
}
