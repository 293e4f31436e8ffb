//! What the lab saw, as JSON lines, oldest first.

use super::http::Received;
use serde_json::json;
use std::collections::VecDeque;

/// Older lines are forgotten, so that a lab left running does not grow without end.
const KEPT: usize = 10_000;

/// Nor does one that is asked long URLs: a URL may hold a whole policy.
const CHARACTERS: usize = 64 * 1024 * 1024;

/// The requests seen, each with its number.
#[derive(Debug, Default)]
pub(super) struct Log {
    seen: u64,
    lines: VecDeque<String>,
    characters: usize,
}

impl Log {
    /// Notes one request that came to `port`.
    pub(super) fn note(&mut self, port: u16, request: &Received) {
        self.seen += 1;
        let line = json!({
            "number": self.seen,
            "port": port,
            "method": request.method,
            "path": request.target,
            "headers": request.headers,
        })
        .to_string();
        self.characters += line.len();
        self.lines.push_back(line);
        while self.lines.len() > KEPT || self.characters > CHARACTERS {
            let forgotten = self.lines.pop_front().unwrap_or_default();
            self.characters -= forgotten.len();
        }
    }

    /// All lines.
    pub(super) fn text(&self) -> String {
        self.lines
            .iter()
            .fold(String::new(), |text, line| text + line + "\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_go_on_when_old_lines_are_forgotten() {
        let request = Received {
            method: "GET".into(),
            target: "/".into(),
            headers: vec![("A".into(), "é\"".into())],
        };
        let mut log = Log::default();
        for _ in 0..=KEPT {
            log.note(1, &request);
        }
        let text = log.text();
        assert_eq!(text.lines().count(), KEPT);
        assert_eq!(
            text.lines().next(),
            Some(r#"{"headers":[["A","é\""]],"method":"GET","number":2,"path":"/","port":1}"#)
        );
    }
}
