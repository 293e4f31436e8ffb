//! Snippets that no proof runs are taken by a parser at least: Node's for JavaScript, our own for JSON.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use whycors::fixes::proofs::CHECKED;
use whycors::fixes::{ALL, Stack};

use crate::snippets::odd;
use crate::stacks::{least, whole};

fn snippets(stack: &Stack) -> Vec<String> {
    let policies = [whole(), least(), odd()];
    policies
        .iter()
        .filter_map(|policy| stack.render(policy).ok())
        .collect()
}

/// A part of a file in as much of the rest as its parser needs.
fn surrounded(stack: &Stack, text: &str) -> String {
    match stack.key {
        // Within a function.
        "node-http" | "google-cloud-functions" | "firebase-functions" => {
            format!("const listener = (req, res) => {{\n{text}}};\n")
        }
        // Within an object.
        "webpack-dev-server" => format!("const devServer = {{\n{text}}};\n"),
        _ => text.to_owned(),
    }
}

#[test]
fn node_takes_every_snippet_in_javascript() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("snippets");
    std::fs::create_dir_all(&folder).unwrap();
    let mut files = Vec::new();
    for stack in ALL.iter().filter(|stack| stack.language == "js") {
        for (index, text) in snippets(stack).iter().enumerate() {
            let file = folder.join(format!("{}-{index}.mjs", stack.key));
            std::fs::write(&file, surrounded(stack, text)).unwrap();
            files.push(file);
        }
    }
    // One process for all: a module that is only parsed runs nothing.
    let program = "const { SourceTextModule } = require('vm');
      for (const file of process.argv.slice(1)) {
        try { new SourceTextModule(require('fs').readFileSync(file, 'utf8')); } catch (error) {
          console.error(file, error.message); process.exitCode = 1;
        }
      }";
    let output = Command::new("node")
        .args(["--experimental-vm-modules", "--no-warnings", "-e", program])
        .args(&files)
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    assert!(files.len() >= 60, "{} snippets", files.len());
}

/// A handler with an opinion of its own on CORS, in small letters, behind a snippet that wraps it; what friend and stranger get.
#[test]
fn a_wrapped_function_keeps_its_vary_and_loses_its_own_cors_headers() {
    const OWN: &str = "{ vary: 'Cookie', 'access-control-allow-origin': '*', 'x-own': '1' }";
    let fetching = "new Request('https://api.test/', { headers: { Origin: origin } })";
    let cases = [
        (
            "aws-lambda",
            format!("const work = async () => ({{ statusCode: 200, headers: {OWN} }});"),
            "new Headers((await handler({ headers: { origin } })).headers)".to_owned(),
        ),
        (
            "aws-lambda",
            "const work = async () => ({ multiValueHeaders: { VARY: ['Cookie'], 'access-control-allow-origin': ['*'] }, headers: { 'x-own': '1' } });".to_owned(),
            "await handler({ headers: { origin } }).then((it) => new Headers(Object.entries({ ...it.multiValueHeaders, ...it.headers })))".to_owned(),
        ),
        (
            "cloudflare-workers",
            format!("const worker = {{ fetch: async () => new Response('', {{ headers: {OWN} }}) }};"),
            format!("(await worker.fetch({fetching})).headers"),
        ),
        (
            "netlify",
            format!("const work = async () => new Response('', {{ headers: {OWN} }});"),
            format!("(await handler({fetching})).headers"),
        ),
    ];
    for (key, before, call) in cases {
        let snippet = whycors::fixes::by_key(key)
            .unwrap()
            .render(&least())
            .unwrap();
        let snippet = snippet
            .replace("export const handler", "const handler")
            .replace("export default", "const handler =");
        let program = format!(
            "{before}\n{snippet}\n(async () => {{ for (const origin of ['https://app.test', 'https://evil.test']) {{
               const headers = {call};
               console.log(['access-control-allow-origin', 'vary', 'x-own'].map((name) => headers.get(name)).join('; '));
             }} }})();"
        );
        let output = Command::new("node")
            .args(["-e", &program])
            .output()
            .unwrap();
        assert_eq!(
            String::from_utf8_lossy(&output.stdout),
            "https://app.test; Cookie, Origin; 1\n; Cookie, Origin; 1\n",
            "{key}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
}

#[test]
fn every_snippet_in_json_is_json() {
    let mut seen = 0;
    for stack in ALL.iter().filter(|stack| stack.language == "json") {
        for text in snippets(stack) {
            // A member of an object that is there already.
            let whole = if text.starts_with('"') {
                format!("{{{text}}}")
            } else {
                text
            };
            let parsed = serde_json::from_str::<serde_json::Value>(&whole);
            assert!(parsed.is_ok(), "{}: {parsed:?}\n{whole}", stack.key);
            seen += 1;
        }
    }
    assert!(seen >= 12, "{seen} snippets");
}

#[test]
fn checked_are_those_that_a_parser_takes() {
    let taken: BTreeSet<&str> = ALL
        .iter()
        .filter(|stack| matches!(stack.language, "js" | "json") && !snippets(stack).is_empty())
        .map(|stack| stack.key)
        .collect();
    assert_eq!(CHECKED.iter().copied().collect::<BTreeSet<_>>(), taken);
}
