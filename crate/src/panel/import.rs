//! Reading a file piece by piece, then judging it slice by slice: between two of them the panel paints, and the reader
//! may cancel.

use super::detail::Detail;
use super::row::Row;
use crate::exchange::{self, Exchange};
use crate::har::{self, Log, Stream};
use crate::redact::{Policy, Redacted};
use crate::report::advice::Advice;
use crate::report::diagnose::{Depth, diagnose_exchange, diagnose_to};
use crate::report::fixes::Planner;
use crate::report::v1::{Diagnosis, Input, Redaction};
use crate::report::{self, Format, Source};

/// So many requests are judged at once: a few milliseconds' worth.
const SLICE: usize = 100;

/// A file on its way in.
pub struct Import {
    name: String,
    stream: Stream,
    log: Redacted<Log>,
}

/// A file that was read, being judged.
#[derive(Debug)]
pub struct Judging {
    file: Imported,
    next: usize,
    rows: Vec<Row>,
}

/// A file that was read and judged.
#[derive(Debug)]
pub struct Imported {
    /// Its name.
    pub name: String,
    /// How many places of it could not be read.
    pub gaps: usize,
    log: Redacted<Log>,
    exchanges: Vec<Exchange>,
    /// What each API was asked for, and what it is.
    planner: Planner,
}

impl Import {
    /// Nothing read yet.
    pub fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            stream: Stream::default(),
            log: Redacted::empty_by(Policy::Mask),
        }
    }

    /// Reads one more piece of `length` bytes, which `fill` writes where it is read; pieces may end anywhere.
    pub fn feed_with(&mut self, length: usize, fill: impl FnOnce(&mut [u8])) {
        self.stream.feed_with(length, fill);
        for entry in self.stream.take_entries() {
            self.log.push(entry);
        }
    }

    /// The end of the file. None if the text is damaged: then it must be read as a whole.
    pub fn finish(mut self) -> Option<Judging> {
        let (rest, gaps) = self.stream.finish().ok()?;
        for entry in rest.entries {
            self.log.push(entry);
        }
        Some(judging(self.name, self.log, gaps.len()))
    }
}

/// Reads a whole file, as far as it can be read.
pub fn whole(name: &str, bytes: &[u8]) -> Judging {
    let (log, gaps) = har::read(bytes);
    judging(
        name.to_owned(),
        crate::redact::log(log, Policy::Mask),
        gaps.len(),
    )
}

fn judging(name: String, log: Redacted<Log>, gaps: usize) -> Judging {
    let exchanges = exchange::join(&log);
    Judging {
        file: Imported {
            name,
            gaps,
            log,
            exchanges,
            planner: Planner::default(),
        },
        next: 0,
        rows: Vec::new(),
    }
}

impl Judging {
    /// Judges one slice; true when all is judged.
    pub fn judge_on(&mut self) -> bool {
        let end = (self.next + SLICE).min(self.file.exchanges.len());
        for position in self.next..end {
            let Some(exchange) = self.file.exchanges.get(position) else {
                continue;
            };
            for hop in &exchange.hops {
                for member in [Some(hop.actual), hop.preflight].into_iter().flatten() {
                    self.file.planner.see(&self.file.log, member);
                }
            }
            if let Some(diagnosis) = diagnose_to(Depth::Line, &self.file.log, exchange) {
                self.file.planner.learn(&diagnosis);
                let asking = exchange::asking(&self.file.log, exchange);
                self.rows
                    .push(Row::new(position as u64, &diagnosis).asking(asking));
            }
        }
        self.next = end;
        end == self.file.exchanges.len()
    }

    /// How far it has come, of a hundred.
    pub fn percent(&self) -> usize {
        self.next * 100 / self.file.exchanges.len().max(1)
    }

    /// The file and its failures.
    pub fn done(self) -> (Imported, Vec<Row>) {
        (self.file, self.rows)
    }
}

impl Imported {
    /// Everything about one failure; the id is its position among the requests.
    pub fn detail(&mut self, id: u64) -> Option<Detail> {
        let diagnosis = self.diagnosis(id)?;
        let exchange = self.exchanges.get(usize::try_from(id).ok()?)?;
        Some(Detail::new(id, diagnosis, &self.log, exchange))
    }

    /// The diagnosis of one failure.
    pub fn diagnosis(&mut self, id: u64) -> Option<Diagnosis> {
        let exchange = self.exchanges.get(usize::try_from(id).ok()?)?;
        let mut diagnosis = diagnose_exchange(&self.log, exchange)?;
        self.planner.plan(&self.log, exchange, &mut diagnosis);
        Some(diagnosis)
    }

    /// What works in it and could be better.
    pub fn advice(&self) -> Vec<Advice> {
        report::advice::of(&self.log)
    }

    /// A report of some of its failures, and what was masked in it.
    pub fn report(&self, format: Format, diagnoses: Vec<Diagnosis>) -> (String, Redaction) {
        let input = Input {
            path: self.name.clone(),
            creator: self.log.creator.clone(),
            entries: self.log.entries.len(),
            gaps: Vec::new(),
            advice: report::advice::of(&self.log),
            redaction: report::redaction(&self.log, &diagnoses),
            diagnoses,
        };
        let source = Source {
            input: &input,
            log: &self.log,
        };
        (report::render(format, &[source]), input.redaction)
    }

    /// How many entries the log has.
    pub fn entries(&self) -> usize {
        self.log.entries.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn har(count: usize) -> String {
        let entries: Vec<String> = (0..count)
            .map(|number| {
                format!(
                    r#"{{"startedDateTime":"2026-01-02T03:04:05.000Z","_resourceType":"fetch",
                    "request":{{"method":"GET","url":"http://localhost:48102/{number}","headers":[
                      {{"name":"Origin","value":"http://localhost:48101"}}]}},
                    "response":{{"status":200,"headers":[],"_error":"net::ERR_FAILED"}}}}"#
                )
            })
            .collect();
        format!(r#"{{"log":{{"entries":[{}]}}}}"#, entries.join(","))
    }

    fn judged(mut judging: Judging) -> (Imported, Vec<Row>) {
        while !judging.judge_on() {
            assert!(judging.percent() <= 100);
        }
        judging.done()
    }

    #[test]
    fn pieces_and_whole_give_the_same_rows_and_details() {
        let text = har(SLICE + 3);
        let mut import = Import::new("a.har");
        for piece in text.as_bytes().chunks(777) {
            import.feed_with(piece.len(), |room| room.copy_from_slice(piece));
        }
        let (mut file, rows) = judged(import.finish().unwrap());
        let (_, at_once) = judged(whole("a.har", text.as_bytes()));
        assert_eq!((rows.len(), file.entries()), (SLICE + 3, SLICE + 3));
        assert_eq!(rows, at_once);
        let detail = file.detail(SLICE as u64).unwrap();
        assert_eq!(
            detail.diagnosis.url,
            format!("http://localhost:48102/{SLICE}")
        );
        assert_eq!(detail.messages.len(), 1);
        assert!(file.detail(9_999).is_none());
    }

    #[test]
    fn a_damaged_file_asks_to_be_read_as_a_whole_and_keeps_what_was_read() {
        let text = har(3);
        let cut = &text.as_bytes()[..text.len() - 40];
        let mut import = Import::new("cut.har");
        import.feed_with(cut.len(), |room| room.copy_from_slice(cut));
        assert!(import.finish().is_none());
        let (file, rows) = judged(whole("cut.har", cut));
        assert!(file.gaps > 0);
        assert!(rows.len() >= 2, "{}", rows.len());
    }

    #[test]
    fn an_empty_file_is_judged_at_once() {
        let (file, rows) = judged(whole("empty.har", b""));
        assert_eq!((file.entries(), rows.len()), (0, 0));
    }
}
