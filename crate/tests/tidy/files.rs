//! Files as a whole: their length, what they may contact, what the extension may hold.

use std::collections::{BTreeMap, BTreeSet};

use crate::source::{assert_none, files, root, rust};

/// Most lines of a file that is written by hand.
const MOST_LINES: usize = 400;

/// Folders with files that are written by hand.
const OURS: [&str; 5] = ["crate", "extension", "scripts", "tests", "fuzz"];

#[test]
fn no_file_is_longer_than_a_reader_can_hold() {
    let broken: Vec<String> = files(&OURS, &["rs", "js", "css", "sh", "mjs", "py", ""])
        .iter()
        .filter(|file| is_code(&file.path))
        .filter(|file| file.text.lines().count() > MOST_LINES)
        .map(|file| format!("{}: {} lines", file.path, file.text.lines().count()))
        .collect();
    assert_none(
        &broken,
        "a file holds one thing, in at most 400 lines: split it by what it says, not by its length",
    );
}

/// Written by hand and run: by its extension, or a script without one.
fn is_code(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    match name.rsplit_once('.') {
        Some((_, extension)) => matches!(extension, "rs" | "js" | "css" | "sh" | "mjs" | "py"),
        None => path.starts_with("scripts/"),
    }
}

#[test]
fn no_test_is_switched_off() {
    let word = concat!("#[", "ignore");
    let broken: Vec<String> = files(&["crate"], &["rs"])
        .iter()
        .filter(|file| file.text.contains(word))
        .map(|file| file.path.clone())
        .collect();
    assert_none(
        &broken,
        "a test that does not run proves nothing and looks as if it did",
    );
}

#[test]
fn no_text_becomes_markup_by_itself() {
    let words = [
        concat!("inner", "HTML"),
        concat!("inner_", "html"),
        concat!("outer", "HTML"),
        concat!("insertAdjacent", "HTML"),
    ];
    let broken: Vec<String> = files(&["crate/src", "extension"], &["rs", "js", "mjs", "html"])
        .iter()
        .flat_map(|file| file.lines_with(&words))
        .collect();
    assert_none(
        &broken,
        "header values are hostile text: they reach the page as text nodes only",
    );
}

#[test]
fn one_file_touches_each_namespace_of_the_browser() {
    let mut places: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in files(&["extension"], &["js", "mjs", "html"]) {
        for (number, line) in file.product_lines() {
            if line.starts_with('*') || line.starts_with("/*") {
                continue;
            }
            for (at, _) in line.match_indices("chrome.") {
                let name: Vec<&str> = line[at..]
                    .split(|character: char| !character.is_alphanumeric() && character != '.')
                    .next()
                    .unwrap_or_default()
                    .split('.')
                    .collect();
                // `chrome.devtools.network` is a namespace of its own; `chrome.runtime` another. `const { panels } =
                // chrome.devtools` names it on the left.
                let taken_apart = line
                    .split_once('{')
                    .and_then(|(_, rest)| rest.split_once('}'));
                let namespace = match name.as_slice() {
                    ["chrome", "devtools", part, ..] => format!("chrome.devtools.{part}"),
                    ["chrome", "devtools"] => {
                        let (part, _) = taken_apart.unwrap_or_default();
                        assert!(
                            part.trim().bytes().all(|byte| byte.is_ascii_alphabetic())
                                && !part.trim().is_empty(),
                            "{}:{number}: which part of chrome.devtools? {line}",
                            file.path
                        );
                        format!("chrome.devtools.{}", part.trim())
                    }
                    ["chrome", part, ..] => format!("chrome.{part}"),
                    _ => continue,
                };
                places
                    .entry(namespace)
                    .or_default()
                    .insert(file.path.clone());
            }
        }
    }
    assert!(
        places.len() >= 2,
        "the extension uses chrome.devtools: {places:?}"
    );
    let broken: Vec<String> = places
        .iter()
        .filter(|(_, files)| files.len() > 1)
        .map(|(namespace, files)| format!("{namespace}: {files:?}"))
        .collect();
    assert_none(
        &broken,
        "one file touches each chrome.* namespace: one place to change when the browser does",
    );
}

#[test]
fn the_extension_asks_for_nothing() {
    let text = std::fs::read_to_string(root().join("extension/manifest.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&text).unwrap();
    for key in [
        "permissions",
        "host_permissions",
        "optional_permissions",
        "optional_host_permissions",
        "content_scripts",
        "background",
        "web_accessible_resources",
        "externally_connectable",
        "update_url",
    ] {
        assert!(
            manifest.get(key).is_none(),
            "manifest.json has {key}: the extension promises to need nothing but its panel"
        );
    }
    assert_eq!(
        manifest["content_security_policy"],
        serde_json::json!({ "extension_pages": "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
            img-src 'self' data:; connect-src 'none'; object-src 'none'" }),
        "the policy is what makes \"nothing leaves\" true; without connect-src 'none' a fetch from the panel does leave"
    );
    assert_eq!(manifest["manifest_version"], 3);
}

#[test]
fn nothing_names_a_host_that_could_be_contacted() {
    let mut broken = Vec::new();
    let mut seen = 0;
    let sources = files(
        &["scripts", "tests", "crate/tests", "crate/src", "extension"],
        &[""],
    );
    // These files say which hosts are meant, and a formatter's URL in a message is no contact.
    // An explanation cites documents; whoever reads it decides whether to open them.
    // A lock file names where packages say they come from; the registry's client decides whom it asks.
    let is_citing = |path: &str| {
        path.contains("tests/tidy/")
            || path.rsplit('.').next() == Some("md")
            || path.ends_with("/package-lock.json")
            || path.ends_with("/Cargo.lock")
    };
    for file in sources.iter().filter(|file| !is_citing(&file.path)) {
        for (at, _) in file.text.match_indices("://") {
            let scheme = file.text[..at]
                .rsplit(|character: char| !character.is_ascii_alphabetic())
                .next()
                .unwrap_or_default();
            if !matches!(scheme, "http" | "https") {
                continue;
            }
            seen += 1;
            let host = host(&file.text[at + 3..]);
            if !is_harmless(host) {
                let line = file.text[..at].lines().count();
                broken.push(format!("{}:{line}: {host}", file.path));
            }
        }
    }
    broken.sort();
    broken.dedup();
    assert_none(
        &broken,
        "nothing contacts a host beyond loopback; examples use names that cannot resolve (.test, .example, example.com)",
    );
    assert!(seen > 100, "{seen} URLs found");
}

/// The host of what follows `://`.
fn host(rest: &str) -> &str {
    let end = rest
        .find(|character: char| "/\"'`<>() \\?#,;|\n\t".contains(character))
        .unwrap_or(rest.len());
    let authority = &rest[..end];
    let authority = authority
        .rsplit_once('@')
        .map_or(authority, |(_, host)| host);
    if authority.starts_with('[') {
        return authority.split_inclusive(']').next().unwrap_or_default();
    }
    authority.split([':', ']']).next().unwrap_or_default()
}

/// Loopback, names kept free for examples, placeholders, and addresses of documents that are cited, not fetched.
fn is_harmless(host: &str) -> bool {
    const CITED: [&str; 14] = [
        "w3c.github.io",
        "nginx.org",
        "fetch.spec.whatwg.org",
        "url.spec.whatwg.org",
        "html.spec.whatwg.org",
        "mimesniff.spec.whatwg.org",
        "httpwg.org",
        "wicg.github.io",
        "www.w3.org",
        "json-schema.org",
        "rustup.rs",
        "nodejs.org",
        "developer.mozilla.org",
        "developer.chrome.com",
    ];
    // A placeholder or a byte outside ASCII is a test's own value; it names no host.
    let is_placeholder = host.contains(['{', '}', '$', '%', '*', '…']) || !host.is_ascii();
    // A single label cannot be another's host.
    let is_label = !host.contains('.');
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    is_placeholder
        || is_label
        || (host.starts_with("127.")
            && host
                .bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b'.'))
        || host == "[::1]"
        || host
            .parse::<std::net::Ipv4Addr>()
            .is_ok_and(|address| address.is_loopback() || is_documentation(address))
        || [
            "localhost",
            "test",
            "example",
            "invalid",
            "internal",
            "local",
            "example.com",
            "example.org",
            "example.net",
        ]
        .iter()
        .any(|name| host == *name || host.ends_with(&format!(".{name}")))
        || CITED.contains(&host.as_str())
}

/// Private and documentation ranges stand in examples of local networks.
fn is_documentation(address: std::net::Ipv4Addr) -> bool {
    address.is_private()
        || matches!(
            address.octets(),
            [192, 0, 2, _] | [198, 51, 100, _] | [203, 0, 113, _]
        )
}

#[test]
fn the_invariants_are_listed_where_the_code_begins() {
    let library = rust()
        .into_iter()
        .find(|file| file.path == "crate/src/lib.rs")
        .unwrap();
    for number in 1..=11 {
        assert!(
            library.text.contains(&format!("//! {number}. ")),
            "lib.rs lists the invariants that these tests hold; {number} is missing"
        );
    }
}
