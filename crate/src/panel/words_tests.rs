use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::*;

/// All Rust sources of the panel, and the extension's scripts.
fn sources() -> Vec<(PathBuf, String)> {
    let crate_root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![
        crate_root.join("src/panel"),
        crate_root.join("../extension"),
    ];
    let mut sources = Vec::new();
    while let Some(folder) = folders.pop() {
        for item in std::fs::read_dir(&folder).unwrap() {
            let path = item.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() && name != "wasm" && name != "_locales" {
                folders.push(path);
            } else if !name.starts_with("words")
                && [".rs", ".js", ".json"]
                    .iter()
                    .any(|end| name.ends_with(end))
            {
                let text = std::fs::read_to_string(&path).unwrap();
                sources.push((path, text));
            }
        }
    }
    sources
}

/// Keys that the sources name in a call of `say`, `fill` or `count`, or as `__MSG_key__`.
fn asked() -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    for (_, text) in sources() {
        for call in ["say(", "fill(", "count(", "getMessage(", "key: "] {
            for rest in text.split(call).skip(1) {
                // `count` takes two keys, one after the other.
                let strings = rest.split(['"', '\'']).skip(1).step_by(2);
                let most = if call == "count(" { 2 } else { 1 };
                let starts = rest.trim_start().starts_with(['"', '\'']);
                keys.extend(
                    strings
                        .take(if starts { most } else { 0 })
                        .map(str::to_owned),
                );
            }
        }
        for rest in text.split("__MSG_").skip(1) {
            keys.extend(rest.split("__").next().map(str::to_owned));
        }
    }
    keys
}

#[test]
fn every_key_that_is_asked_for_has_words() {
    let missing: Vec<String> = asked()
        .into_iter()
        .filter(|key| !messages().contains_key(key.as_str()))
        .collect();
    assert!(missing.is_empty(), "not in messages.json: {missing:?}");
}

#[test]
fn no_words_are_without_a_use() {
    let text: String = sources().into_iter().map(|(_, text)| text).collect();
    let unused: Vec<&str> = messages()
        .keys()
        .map(AsRef::as_ref)
        .filter(|key| {
            !["\"", "'"]
                .iter()
                .any(|quote| text.contains(&format!("{quote}{key}{quote}")))
                && !text.contains(&format!("__MSG_{key}__"))
        })
        .collect();
    assert!(unused.is_empty(), "nobody says: {unused:?}");
}

#[test]
fn every_place_has_its_value_and_every_value_its_place() {
    for (key, message) in messages() {
        assert!(!message.message.is_empty(), "{key}");
        let parts: Vec<&str> = message.message.split('$').collect();
        assert_eq!(parts.len() % 2, 1, "{key}: a place has two dollar signs");
        let named: BTreeSet<String> = parts
            .iter()
            .skip(1)
            .step_by(2)
            .map(|it| it.to_lowercase())
            .collect();
        let known: BTreeSet<String> = message
            .placeholders
            .keys()
            .map(ToString::to_string)
            .collect();
        assert_eq!(named, known, "{key}");
        let numbers: BTreeSet<&str> = message
            .placeholders
            .values()
            .map(|it| it.content.as_ref())
            .collect();
        assert_eq!(
            numbers.len(),
            known.len(),
            "{key}: two places with one value"
        );
    }
}

#[test]
fn values_stand_at_their_places_and_are_not_read() {
    assert_eq!(
        fill("shown_of", &["3", "7"]),
        "3 of 7 failed requests shown"
    );
    assert_eq!(
        fill("shown_of", &["$TOTAL$", "$1"]),
        "$TOTAL$ of $1 failed requests shown"
    );
    assert_eq!(fill("shown_of", &[]), " of  failed requests shown");
    assert_eq!(
        count("failures_one", "failures_many", 1),
        "1 failed request"
    );
    assert_eq!(say("no such key"), "no such key");
}

#[test]
fn thousands_stand_apart() {
    assert_eq!(grouped(0), "0");
    assert_eq!(grouped(4096), "4096");
    assert_eq!(grouped(100_000), "100\u{2009}000");
    assert_eq!(grouped(1_234_567), "1\u{2009}234\u{2009}567");
}
