//! How each snippet was proven. `tests/stacks/proofs.json` is written by `scripts/prove-stacks` and by nothing else.

use std::collections::BTreeMap;

use serde::Deserialize;

/// How a snippet was proven.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Proof {
    /// The real server ran it, and a real browser passed.
    Ran,
    /// An emulator of the service ran it.
    Emulator,
    /// A parser, a schema or the vendor's own tool took it.
    Checked,
    /// It was read against the documentation.
    Reviewed,
}

impl Proof {
    /// The word in reports.
    pub fn word(self) -> &'static str {
        match self {
            Self::Ran => "ran",
            Self::Emulator => "emulator",
            Self::Checked => "checked",
            Self::Reviewed => "reviewed",
        }
    }
}

#[derive(Deserialize)]
struct Line {
    proof: Proof,
    version: Option<String>,
}

/// Snippets that a parser takes in `crate/tests/fixes/parsed.rs`, whatever else is shown of them.
pub const CHECKED: &[&str] = &[
    "angular",
    "apollo",
    "aws-lambda",
    "aws-lambda-url",
    "aws-s3",
    "azure-app-service",
    "azure-blob",
    "cloudflare-workers",
    "cra",
    "express4",
    "express5",
    "express-by-hand",
    "fastify",
    "firebase-functions",
    "firebase-hosting",
    "gcs",
    "google-cloud-functions",
    "hono",
    "http-proxy-middleware",
    "koa",
    "netlify",
    "nextjs",
    "nextjs-rewrites",
    "node-http",
    "vercel",
    "vercel-function",
    "vite",
    "webpack-dev-server",
];

/// The proof of a stack's snippet, and the version it was proven with.
pub fn of(key: &str) -> (Proof, Option<String>) {
    let text = include_str!("../../../tests/stacks/proofs.json");
    let mut lines: BTreeMap<String, Line> = serde_json::from_str(text).unwrap_or_default();
    match lines.remove(key) {
        Some(line) => (line.proof, line.version),
        None if CHECKED.contains(&key) => (Proof::Checked, None),
        None => (Proof::Reviewed, None),
    }
}
