//! Hostile values in snippets: each syntax's literal is read back by that syntax's own reader, byte for byte.
//!
//! JavaScript, JSON and Rust have their readers wherever this runs. With `WHYCORS_CASES=FOLDER` all cases are written there,
//! and `scripts/prove-quoting` gives them to the readers of the other syntaxes.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on says so by panicking"
)]

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use proptest::prelude::*;
use serde_json::{Value, json};
use whycors::fixes::ALL;
use whycors::fixes::quote::{Syntax, regex};
use whycors::har;
use whycors::remedy::Asked;

const SYNTAXES: [Syntax; 16] = [
    Syntax::JavaScript,
    Syntax::Json,
    Syntax::Python,
    Syntax::Ruby,
    Syntax::Php,
    Syntax::Go,
    Syntax::Rust,
    Syntax::Java,
    Syntax::CSharp,
    Syntax::Yaml,
    Syntax::Xml,
    Syntax::Nginx,
    Syntax::Apache,
    Syntax::Caddyfile,
    Syntax::Haproxy,
    Syntax::Lighttpd,
];

/// What ends, opens or means something in at least one of the syntaxes.
const PARTS: &[&str] = &[
    "'",
    "\"",
    "`",
    "$",
    "${x}",
    "$host",
    "$(id)",
    "#{1+1}",
    "#{",
    "%",
    "%{x}e",
    "%[src]",
    "%0",
    "<?",
    "?>",
    "<%",
    "%>",
    "\\",
    "\\n",
    "\\u0022",
    "\\x22",
    "\n",
    "\r",
    "\t",
    "\0",
    "\u{7f}",
    "\u{e9}",
    "\u{2028}",
    "\u{1f600}",
    "{",
    "}",
    "[",
    "]",
    "(",
    ")",
    ";",
    ",",
    " ",
    "//",
    "*/",
    "/*",
    "#",
    "--",
    "||",
    "&&",
    "&",
    "<",
    ">",
    "</x>",
    "&quot;",
    "*",
    ".*",
    "^",
    "a",
    "Z",
    "0",
    "-",
    "_",
    "~",
    ".",
    ":",
    "!",
    "=",
    "@",
    "+",
    "|",
    "{header.Origin}",
    "<<origins>>",
    "<<end>>",
];

/// A thousand texts: each part alone, and mixed by a fixed rule, so that a failure can be repeated.
fn texts() -> Vec<String> {
    let mut all: Vec<String> = PARTS.iter().map(ToString::to_string).collect();
    all.push(String::new());
    all.push("it's \"$x\" `y` \\ %d <? #{z} {w}".to_owned());
    let mut state: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut next = move |below: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % below
    };
    while all.len() < 1000 {
        let parts = 1 + next(8);
        all.push((0..parts).map(|_| PARTS[next(PARTS.len())]).collect());
    }
    all
}

/// Text and literal of all that a syntax can hold; what it refuses has a reason.
fn cases(syntax: Syntax) -> Vec<(String, String)> {
    texts()
        .into_iter()
        .filter_map(|text| match syntax.literal(&text) {
            Ok(literal) => Some((text, literal)),
            Err(refused) => {
                assert!(
                    refused.0.ends_with('.') && refused.0.len() > 20,
                    "{refused:?}"
                );
                None
            }
        })
        .collect()
}

fn folder() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("hostile");
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn run(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program} {arguments:?}: {errors}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn node_reads_every_javascript_literal_back() {
    let cases = cases(Syntax::JavaScript);
    let literals: Vec<&str> = cases.iter().map(|(_, literal)| &**literal).collect();
    let file = folder().join("literals.mjs");
    let program = format!(
        "console.log(JSON.stringify([\n{}\n]));\n",
        literals.join(",\n")
    );
    std::fs::write(&file, program).unwrap();
    let read: Vec<String> = serde_json::from_str(&run("node", &[&file.to_string_lossy()])).unwrap();
    let texts: Vec<String> = cases.into_iter().map(|(text, _)| text).collect();
    assert_eq!(read, texts);
    assert_eq!(texts.len(), 1000, "JavaScript can hold every text");
}

#[test]
fn json_literals_are_read_back() {
    let cases = cases(Syntax::Json);
    assert_eq!(cases.len(), 1000, "JSON can hold every text");
    for (text, literal) in cases {
        assert_eq!(serde_json::from_str::<String>(&literal).unwrap(), text);
    }
}

#[test]
fn rust_reads_every_literal_back() {
    let cases = cases(Syntax::Rust);
    assert_eq!(cases.len(), 1000, "Rust can hold every text");
    let literals: Vec<&str> = cases.iter().map(|(_, literal)| &**literal).collect();
    let source = folder().join("literals.rs");
    let program = folder().join("literals");
    let text = format!(
        "fn main() {{ for text in [\n{}\n] {{ for byte in text.bytes() {{ print!(\"{{byte:02x}}\"); }} println!(); }} }}\n",
        literals.join(",\n")
    );
    std::fs::write(&source, text).unwrap();
    run(
        "rustc",
        &[
            "--edition",
            "2024",
            "-o",
            &program.to_string_lossy(),
            &source.to_string_lossy(),
        ],
    );
    let read = run(&program.to_string_lossy(), &[]);
    let texts: Vec<String> = cases
        .iter()
        .map(|(text, _)| {
            text.bytes().fold(String::new(), |mut line, byte| {
                // Writing to a String cannot fail.
                let _ = write!(line, "{byte:02x}");
                line
            })
        })
        .collect();
    assert_eq!(read.lines().collect::<Vec<_>>(), texts);
}

#[test]
fn csharp_is_written_as_go_is() {
    // `\UXXXXXXXX`, `\"` and `\\` mean the same in both; Go's reader takes part in scripts/prove-quoting.
    for (text, literal) in cases(Syntax::Go) {
        assert_eq!(Syntax::CSharp.literal(&text).as_ref(), Ok(&literal));
    }
}

#[test]
fn a_regular_expression_fits_its_text_and_no_other() {
    let patterns: Vec<Value> = texts()
        .into_iter()
        .filter_map(|text| Some(json!([text, regex(&text).ok()?])))
        .collect();
    assert!(patterns.len() > 300, "{}", patterns.len());
    let program =
        "for (const [text, pattern] of JSON.parse(require('fs').readFileSync(process.argv[1]))) {
      const fits = (other) => new RegExp(pattern).test(other);
      if (!fits(text)) throw new Error(`${pattern} does not fit ${text}`);
      for (const other of [text + 'x', 'x' + text, text.replaceAll('.', 'x')])
        if (other !== text && fits(other)) throw new Error(`${pattern} fits ${other}`);
    }";
    let file = folder().join("patterns.json");
    std::fs::write(&file, serde_json::to_string(&patterns).unwrap()).unwrap();
    run("node", &["-e", program, &file.to_string_lossy()]);
}

#[test]
fn the_cases_of_every_syntax_are_written_where_asked() {
    for syntax in SYNTAXES {
        let cases = cases(syntax);
        assert!(
            cases.len() > 200,
            "{syntax:?} holds {} of 1000",
            cases.len()
        );
        let Some(folder) = std::env::var_os("WHYCORS_CASES") else {
            continue;
        };
        let file = PathBuf::from(folder).join(format!("{syntax:?}.json"));
        std::fs::write(file, serde_json::to_string(&cases).unwrap()).unwrap();
    }
    if let Some(folder) = std::env::var_os("WHYCORS_CASES") {
        let patterns: Vec<(String, String)> = texts()
            .into_iter()
            .filter_map(|text| Some((text.clone(), format!("\"{}\"", regex(&text).ok()?))))
            .collect();
        let file = PathBuf::from(folder).join("ApacheRegex.json");
        std::fs::write(file, serde_json::to_string(&patterns).unwrap()).unwrap();
    }
}

/// A text of hostile parts.
fn hostile() -> impl Strategy<Value = String> {
    proptest::collection::vec(proptest::sample::select(PARTS), 1..6)
        .prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Whatever a log holds, a policy names plain origins and header names only, and each stack writes it or says why not.
    #[test]
    fn no_log_makes_a_snippet_that_holds_more_than_names(
        origins in proptest::collection::vec(hostile(), 1..4),
        methods in proptest::collection::vec(hostile(), 1..4),
        names in proptest::collection::vec(hostile(), 1..4),
        paths in proptest::collection::vec(hostile(), 1..4),
    ) {
        let mut asked = Asked::of("https://api.test/x");
        asked.origin("https://app.test");
        for ((origin, method), (name, path)) in origins.iter().zip(&methods).zip(names.iter().zip(&paths)) {
            let entry = json!({
                "startedDateTime": "2026-01-02T03:04:05.678Z",
                "time": 1,
                "request": { "method": "OPTIONS", "url": format!("https://api.test/{path}"), "httpVersion": "HTTP/1.1", "headers": [
                    { "name": "Origin", "value": format!("https://{origin}") },
                    { "name": "Access-Control-Request-Method", "value": method },
                    { "name": "Access-Control-Request-Headers", "value": name },
                ] },
                "response": { "status": 404, "statusText": "", "httpVersion": "HTTP/1.1", "headers": [
                    { "name": "Access-Control-Expose-Headers", "value": name },
                ], "content": {} },
            });
            if let Some(entry) = har::read_entry(&entry.to_string(), 0) {
                asked.see(&entry);
            }
        }
        let remedy = asked.remedy();
        let policy = remedy.policy().unwrap();
        let plain = |text: &str, more: &str| text.chars().all(|letter| letter.is_ascii_alphanumeric() || more.contains(letter));
        for origin in &policy.origins {
            prop_assert!(plain(origin, ":/.-_~[]"), "{origin}");
        }
        for path in &policy.paths {
            prop_assert!(plain(path, "/.-_~"), "{path}");
        }
        for name in policy.methods.iter().chain(&policy.headers).chain(&policy.expose) {
            prop_assert!(plain(name, "!#$%&'*+-.^_`|~") && &**name != "*", "{name}");
        }
        for name in policy.headers.iter().chain(&policy.expose) {
            prop_assert!(!name.contains('*'), "{name}");
        }
        for stack in ALL {
            if let Ok(text) = stack.render(policy) {
                prop_assert!(!text.contains("<<") && !text.contains('\0') && text.is_ascii(), "{}: {text}", stack.key);
            }
        }
    }
}
