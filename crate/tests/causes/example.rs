//! Examples of the explanations: blocks of HTTP, made into a log and told through the whole way.
//!
//! The fence says what is expected and what HTTP cannot say: `` ```http fires `` or `` ```http quiet ``, then any of
//! `credentials=include` (the request sends a cookie), `error=net::…` (the last entry's net error, empty for a block
//! before the network, `none` for an answer that is an error by its status), `preflight-error=net::…`, `type=font` (the resource type), `address=…` (the server's, of the last
//! entry) and `via=service-worker` (the last entry). Exchanges are separated by `---`;
//! one without a response got none. The last one has failed. A preflight is followed by its actual request unless the
//! block has its own.

use serde_json::{Value, json};
use whycors::causes::{self, Finding, Seen};
use whycors::chromium::judge::Failure;
use whycors::exchange::verdict::{Blocked, Verdict};
use whycors::exchange::{join, judge};

/// The attributes of a fence.
const KNOWN: [&str; 6] = [
    "credentials",
    "error",
    "preflight-error",
    "type",
    "address",
    "via",
];

/// A block.
pub(crate) struct Example {
    /// Must the cause come first?
    pub(crate) fires: bool,
    /// Where it stands in the explanation.
    pub(crate) line: usize,
    attributes: Vec<(String, String)>,
    text: String,
}

/// What is told of one reading of the failure.
#[derive(Debug)]
pub(crate) struct Told {
    /// All findings, the best first.
    pub(crate) findings: Vec<Finding>,
    /// The refusal.
    pub(crate) failure: Option<Failure>,
}

impl Told {
    /// The cause that comes first.
    pub(crate) fn first(&self) -> Option<&'static str> {
        self.findings.first().map(|finding| finding.cause)
    }
}

/// All examples of an explanation.
pub(crate) fn examples(explanation: &str) -> Result<Vec<Example>, String> {
    let mut found = Vec::new();
    let mut lines = explanation.lines().enumerate();
    while let Some((line, text)) = lines.next() {
        let Some(fence) = text.strip_prefix("```") else {
            continue;
        };
        let mut words = fence.split(' ');
        let fires = match (words.next(), words.next()) {
            (Some("http"), Some("fires")) => true,
            (Some("http"), Some("quiet")) => false,
            _ => return Err(format!("line {}: an unknown block {fence:?}", line + 1)),
        };
        let attributes: Vec<(String, String)> = words
            .map(|word| word.split_once('=').unwrap_or((word, "")))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        for (name, _) in &attributes {
            if !KNOWN.contains(&name.as_str()) {
                return Err(format!("line {}: an unknown attribute {name}", line + 1));
            }
        }
        let body: Vec<&str> = lines
            .by_ref()
            .map(|(_, text)| text)
            .take_while(|text| *text != "```")
            .collect();
        found.push(Example {
            fires,
            line: line + 1,
            attributes,
            text: body.join("\n"),
        });
    }
    Ok(found)
}

impl Example {
    fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(found, _)| found == name)
            .map(|(_, value)| &**value)
    }

    /// As a HAR file.
    pub(crate) fn har(&self) -> String {
        json!({ "log": { "version": "1.2", "entries": self.entries() } }).to_string()
    }

    /// What is told of the last request, once for each reading.
    pub(crate) fn told(&self) -> Vec<Told> {
        let text = self.har();
        let (log, gaps) = whycors::har::read(text.as_bytes());
        assert!(gaps.is_empty(), "{gaps:?}");
        let exchanges = join(&log);
        let Some(exchange) = exchanges.last() else {
            return Vec::new();
        };
        let Some((verdict, credentials)) = judge(&log, exchange) else {
            return Vec::new();
        };
        let readings: Vec<Option<&Blocked>> = match &verdict {
            Verdict::Blocked(blocked) => vec![Some(&**blocked)],
            Verdict::Undecided(readings) => readings
                .iter()
                .map(|reading| reading.blocked.as_ref())
                .collect(),
            Verdict::Bare(_) | Verdict::NotCors(_) | Verdict::Unsettled(_) => vec![None],
        };
        readings
            .into_iter()
            .map(|blocked| Told {
                findings: causes::explain(&Seen {
                    log: &log,
                    exchange,
                    verdict: &verdict,
                    blocked,
                    credentials: &credentials,
                }),
                failure: blocked.map(|blocked| blocked.refusal.failure.clone()),
            })
            .collect()
    }

    fn entries(&self) -> Vec<Value> {
        let mut messages: Vec<Message> = self.text.split("\n---\n").map(Message::parse).collect();
        // A refused preflight leaves its request without a response.
        if let Some(last) = messages.last().filter(|last| last.is_preflight()) {
            let actual = last.refused_actual();
            messages.push(actual);
        }
        let count = messages.len();
        // One after another, but a preflight and its request start together.
        let mut second = 0;
        let mut starts = vec![0; count];
        for (index, pair) in messages.windows(2).enumerate() {
            let [before, after] = pair else { continue };
            second += usize::from(!before.asks_for(after));
            starts[index + 1] = second;
        }
        messages
            .into_iter()
            .zip(starts)
            .enumerate()
            .map(|(index, (message, second))| self.entry(message, second, index + 1 == count))
            .collect()
    }

    fn entry(&self, mut message: Message, second: usize, is_last: bool) -> Value {
        let is_preflight = message.is_preflight();
        if is_last && self.attribute("credentials") == Some("include") {
            message.request.push(("Cookie".into(), "sid=1".into()));
        }
        let error = match (is_last, is_preflight) {
            (true, false) => match self.attribute("error") {
                Some("none") => None,
                stated => Some(stated.unwrap_or("net::ERR_FAILED")),
            },
            (_, true) => self.attribute("preflight-error"),
            _ => None,
        };
        let kind = if is_preflight {
            "preflight"
        } else {
            self.attribute("type").unwrap_or("fetch")
        };
        let started = format!("2026-01-01T00:00:{second:02}.000Z");
        let via_worker = is_last && self.attribute("via") == Some("service-worker");
        json!({
            "serverIPAddress": self.attribute("address").filter(|_| is_last).unwrap_or_default(),
            "startedDateTime": started,
            "time": 900,
            "_resourceType": kind,
            "request": {
                "method": message.method,
                "url": message.url,
                "httpVersion": "HTTP/1.1",
                "headers": headers(&message.request),
            },
            "response": {
                "status": message.status,
                "statusText": "",
                "httpVersion": "HTTP/1.1",
                "headers": headers(&message.response),
                "redirectURL": "",
                "_error": error,
                "_fetchedViaServiceWorker": via_worker,
            },
        })
    }
}

type Lines = Vec<(String, String)>;

fn headers(lines: &Lines) -> Vec<Value> {
    lines
        .iter()
        .map(|(name, value)| json!({ "name": name, "value": value }))
        .collect()
}

struct Message {
    method: String,
    url: String,
    request: Lines,
    status: u16,
    response: Lines,
}

impl Message {
    fn parse(text: &str) -> Self {
        let (request, response) = text.split_once("\n\n").unwrap_or((text, ""));
        let (line, lines) = request.split_once('\n').unwrap_or((request, ""));
        let mut words = line.split(' ');
        let (Some(method), Some(target), Some("HTTP/1.1")) =
            (words.next(), words.next(), words.next())
        else {
            panic!("no request line: {line}");
        };
        let mut request = parse_lines(lines);
        let host = request.iter().find(|(name, _)| name == "Host");
        // A target in absolute form states its scheme; the rest is taken for https.
        let url = match host {
            Some((_, host)) => format!("https://{host}{target}"),
            None => target.to_owned(),
        };
        // A request that got no answer shows provisional headers only.
        if response.is_empty() {
            request.retain(|(name, _)| name != "Host");
        }
        let (status, lines) = response.split_once('\n').unwrap_or((response, ""));
        let status = match status.split(' ').nth(1) {
            Some(status) => status
                .parse()
                .unwrap_or_else(|_| panic!("no status: {status}")),
            None => 0,
        };
        Self {
            method: method.to_owned(),
            url,
            request,
            status,
            response: parse_lines(lines),
        }
    }

    fn header(&self, name: &str) -> Option<&str> {
        let line = self.request.iter().find(|(found, _)| found == name);
        line.map(|(_, value)| &**value)
    }

    fn is_preflight(&self) -> bool {
        self.method == "OPTIONS" && self.header("Access-Control-Request-Method").is_some()
    }

    fn asks_for(&self, other: &Self) -> bool {
        self.header("Access-Control-Request-Method") == Some(&other.method) && self.url == other.url
    }

    /// The request that this preflight asked for, as it is logged when the answer is a refusal.
    fn refused_actual(&self) -> Self {
        let asked = self
            .header("Access-Control-Request-Headers")
            .unwrap_or_default();
        let author = asked.split(',').filter(|name| !name.is_empty());
        Self {
            method: self
                .header("Access-Control-Request-Method")
                .unwrap_or_default()
                .to_owned(),
            url: self.url.clone(),
            request: author
                .map(|name| (name.trim().to_owned(), "1".to_owned()))
                .collect(),
            status: 0,
            response: Lines::new(),
        }
    }
}

fn parse_lines(text: &str) -> Lines {
    text.lines()
        .filter(|line| !line.is_empty())
        .map(|line| {
            line.split_once(':')
                .unwrap_or_else(|| panic!("no header line: {line}"))
        })
        .map(|(name, value)| (name.to_owned(), value.trim_matches(' ').to_owned()))
        .collect()
}
