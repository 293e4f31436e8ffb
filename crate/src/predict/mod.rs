//! Foretells what Chromium does with a request and the answers that it would get: "will it pass?".
//!
//! The way round of a diagnosis: nothing was logged yet. The request is taken through the browser's steps with the same
//! functions that judge a log ([`crate::fetch`], [`crate::chromium`]), hop by hop, and every check is kept, so that a
//! learner sees which one refuses. No cache takes part: each request is the first of its kind.

mod body;
mod browser;
mod ends;
mod headers;
mod words;

use serde::{Deserialize, Serialize};

/// What is to be foretold.
#[derive(Debug, Clone, Deserialize)]
pub struct Question {
    /// The origin of the page.
    pub page: String,
    /// The URL that it asks.
    pub url: String,
    /// How it asks.
    pub request: Request,
    /// What is answered, by URL.
    pub answers: Vec<Answer>,
    /// Origins of servers that answer 404, without any CORS header, to every other URL; beyond them nobody listens.
    #[serde(default)]
    pub origins: Vec<String>,
    /// Beginnings of paths at which those servers answer what the question does not hold.
    #[serde(default)]
    pub untold: Vec<String>,
}

/// How the page asks, in the words of a scenario.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    /// `fetch` or `xhr`.
    #[serde(default)]
    pub api: String,
    /// The method in the author's spelling.
    #[serde(default = "get")]
    pub method: String,
    /// Headers that the author sets.
    #[serde(default)]
    pub headers: Vec<(String, String)>,
    /// `omit`, `same-origin` or `include`.
    #[serde(default)]
    pub credentials: String,
    /// `cors`, `no-cors` or `same-origin`.
    #[serde(default)]
    pub mode: String,
    /// `follow`, `error` or `manual`.
    #[serde(default)]
    pub redirect: String,
    /// The body.
    #[serde(default)]
    pub body: Option<String>,
    /// Does an XMLHttpRequest listen for the progress of its upload?
    #[serde(default)]
    pub upload_listener: bool,
    /// The digest that the response must have.
    #[serde(default)]
    pub integrity: Option<String>,
}

fn get() -> String {
    "GET".to_owned()
}

/// What one URL answers.
#[derive(Debug, Clone, Deserialize)]
pub struct Answer {
    /// The URL, without user information and fragment.
    pub url: String,
    /// Is it answered so below that path, too, whatever the query?
    #[serde(default)]
    pub below: bool,
    /// To a preflight.
    #[serde(default)]
    pub preflight: Option<Response>,
    /// To everything else.
    #[serde(default)]
    pub actual: Option<Response>,
}

/// One response; one character of a header is one byte.
#[derive(Debug, Clone, Deserialize)]
pub struct Response {
    /// `respond`; anything else breaks the connection.
    #[serde(default = "respond")]
    pub action: String,
    /// The status.
    #[serde(default = "ok")]
    pub status: u16,
    /// Header lines.
    #[serde(default)]
    pub headers: Vec<(String, String)>,
    /// The body.
    #[serde(default)]
    pub body: String,
}

fn respond() -> String {
    "respond".to_owned()
}

const fn ok() -> u16 {
    200
}

/// What Chromium will do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Prediction {
    /// How it ends.
    pub outcome: Outcome,
    /// The name of Chromium's CORS error.
    pub chromium: Option<String>,
    /// What Chromium prints with it; none where it prints nothing, or one of several names that cannot be known.
    pub parameter: Option<String>,
    /// In one sentence.
    pub words: String,
    /// Does anything leave the browser? Not where the page's own call throws.
    pub sent: bool,
    /// Why the browser asks first: what each preflight of the first hop asks for; empty if it does not.
    pub reasons: Vec<String>,
    /// All checks in their order.
    pub checks: Vec<Check>,
}

/// How a request ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// The page gets the answer.
    Passes,
    /// CORS refuses it.
    Cors,
    /// It fails for another reason.
    Fails,
    /// The question does not hold what decides.
    Untold,
}

/// One check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Check {
    /// Its id, as in a diagnosis.
    pub id: &'static str,
    /// The URL whose answer is checked.
    pub url: String,
    /// What is compared.
    pub words: String,
    /// How it ends.
    pub state: State,
}

/// How a check ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// It passes.
    Passed,
    /// It refuses.
    Failed,
    /// An earlier one refuses.
    NotReached,
}

/// Foretells what Chromium does.
pub fn predict(question: &Question) -> Prediction {
    browser::Browser::ask(question)
}

/// The same as JSON; a question that is none is answered by `{"error": …}`.
pub fn predict_json(question: &str) -> String {
    let answer = match serde_json::from_str::<Question>(question) {
        Ok(question) => serde_json::to_string(&predict(&question)),
        Err(error) => serde_json::to_string(&Refused {
            error: error.to_string(),
        }),
    };
    // Texts, numbers and lists can always be written.
    answer.unwrap_or_default()
}

#[derive(Serialize)]
struct Refused {
    error: String,
}
