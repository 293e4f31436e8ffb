//! The walls between the rooms of `crate/src`.

use crate::source::{assert_none, rust};

#[test]
fn the_standard_imports_no_other_room() {
    let broken: Vec<String> = rust()
        .iter()
        .filter(|file| file.is_in(&["crate/src/fetch/"]))
        .flat_map(|file| file.lines_with(&["crate::", "whycors::"]))
        .filter(|line| {
            line.replace("crate::fetch", "").contains("crate::") || line.contains("whycors::")
        })
        .collect();
    assert_none(
        &broken,
        "fetch/ is the standard alone: it must be readable, and testable, beside the standard's text",
    );
}

#[test]
fn only_the_browsers_rooms_mention_its_bindings() {
    let broken: Vec<String> = rust()
        .iter()
        .filter(|file| !file.is_in(&["crate/src/wasm.rs", "crate/src/panel/"]))
        .flat_map(|file| file.lines_with(&["wasm_bindgen", "js_sys", "web_sys", "leptos", "gloo"]))
        .collect();
    assert_none(
        &broken,
        "only wasm.rs and panel/ may speak to the browser: everything else gives the same answer natively",
    );
}

#[test]
fn only_the_doors_touch_the_machine() {
    let broken: Vec<String> = rust()
        .iter()
        .filter(|file| {
            !file.is_in(&[
                "crate/src/main.rs",
                "crate/src/cli/",
                "crate/src/lab/",
                "crate/src/cli.rs",
                "crate/src/lab.rs",
            ])
        })
        .flat_map(|file| {
            file.lines_with(&[
                "std::fs",
                "std::net::{",
                "std::net::Tcp",
                "std::net::Udp",
                "std::env",
                "std::process",
                "std::thread",
                "std::io",
                "println!",
                "print!(",
                "SystemTime",
                "Instant::now",
                "include_dir",
            ])
        })
        .collect();
    assert_none(
        &broken,
        "only main.rs, cli/ and lab/ touch files, sockets, the environment, clocks or print: the core also runs as WASM",
    );
}

#[test]
fn only_redact_builds_a_redacted() {
    let broken: Vec<String> = rust()
        .iter()
        .filter(|file| !file.is_in(&["crate/src/redact/"]))
        .flat_map(|file| {
            file.lines_with(&[
                "Redacted {",
                "Redacted{",
                "Redacted::<",
                "redact::Redacted {",
            ])
        })
        .collect();
    assert_none(
        &broken,
        "only redact/ builds a Redacted: whoever holds one may trust that it was masked",
    );
}

#[test]
fn reports_take_a_log_only_when_it_is_redacted() {
    let sources = rust();
    let mut seen = 0;
    let mut broken = Vec::new();
    for file in sources
        .iter()
        .filter(|file| file.is_in(&["crate/src/report/"]))
    {
        for signature in signatures(&file.text) {
            if !signature.starts_with("pub fn") {
                continue;
            }
            seen += usize::from(signature.contains("Redacted<"));
            let bare = signature
                .replace("Redacted<Log>", "")
                .replace("Redacted<Entry>", "");
            if names(&bare).any(|name| matches!(name, "Log" | "Entry")) {
                broken.push(format!("{}: {signature}", file.path));
            }
        }
    }
    assert_none(
        &broken,
        "report/ takes a log only as Redacted<Log>: nothing leaves the tool that was not masked",
    );
    assert!(
        seen >= 2,
        "report/ has functions that take a Redacted<Log>; {seen} found"
    );
}

#[test]
fn only_one_file_quotes_for_shells() {
    let broken: Vec<String> = rust()
        .iter()
        .filter(|file| !file.is_in(&["crate/src/repro/quote.rs", "crate/src/fixes/quote.rs"]))
        .flat_map(|file| {
            // The marks of shell quoting: a quote that ends, escapes and reopens, and ANSI-C quoting.
            file.lines_with(&[
                r#"r"'\''""#,
                r#""'\\''""#,
                r#""$'""#,
                "fn quote(",
                "fn bash(",
                "fn escape_shell",
            ])
        })
        .collect();
    assert_none(
        &broken,
        "only quote.rs turns observed text into a command or a snippet: one place to prove, one place to attack",
    );
}

#[test]
fn every_public_function_of_the_standard_names_its_anchor() {
    let anchors = [
        "https://fetch.spec.whatwg.org",
        "https://url.spec.whatwg.org",
        "https://html.spec.whatwg.org",
        "https://mimesniff.spec.whatwg.org",
        "https://httpwg.org",
        "https://wicg.github.io",
    ];
    let mut functions = 0;
    let mut broken = Vec::new();
    for file in rust()
        .iter()
        .filter(|file| file.is_in(&["crate/src/fetch/"]))
    {
        let mut comment = String::new();
        for (number, line) in file.product_text().lines().enumerate() {
            let line = line.trim();
            if let Some(words) = line.strip_prefix("///") {
                comment.push_str(words);
            } else if line.starts_with("pub fn") || line.starts_with("pub const fn") {
                functions += 1;
                if !anchors.iter().any(|anchor| comment.contains(anchor)) {
                    broken.push(format!("{}:{}: {line}", file.path, number + 1));
                }
                comment.clear();
            } else if !line.starts_with("#[") {
                comment.clear();
            }
        }
    }
    assert_none(
        &broken,
        "every public function in fetch/ carries the address of what it implements, so that both can be compared",
    );
    assert!(
        functions > 30,
        "{functions} public functions found in fetch/"
    );
}

#[test]
fn no_hash_order_reaches_the_output() {
    let broken: Vec<String> = rust()
        .iter()
        .filter(|file| !file.is_in(&["crate/src/lab/"]))
        .flat_map(|file| file.lines_with(&["HashMap", "HashSet", "RandomState"]))
        .collect();
    assert_none(
        &broken,
        "no hash order: the same log must give the same bytes on every run, natively and as WASM (use BTreeMap)",
    );
}

/// Function signatures from `fn` or `pub fn` to the body, on one line each.
fn signatures(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut open: Option<String> = None;
    for line in text
        .lines()
        .map(str::trim)
        .take_while(|line| *line != "#[cfg(test)]")
    {
        if open.is_none()
            && (line.starts_with("pub") || line.starts_with("fn "))
            && line.contains("fn ")
        {
            open = Some(String::new());
        }
        if let Some(mut signature) = open.take() {
            signature.push_str(line);
            signature.push(' ');
            if line.ends_with('{') || line.ends_with(';') || line.ends_with('}') {
                found.push(signature);
            } else {
                open = Some(signature);
            }
        }
    }
    found
}

/// The identifiers of a signature.
fn names(signature: &str) -> impl Iterator<Item = &str> {
    signature.split(|character: char| !character.is_alphanumeric() && character != '_')
}
