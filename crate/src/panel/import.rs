//! Reading a file piece by piece, then judging it slice by slice: between two of them the panel paints, and the reader
//! may cancel.

use std::collections::BTreeSet;

use super::detail::Detail;
use super::endpoints::Pass;
use super::library::pass;
use super::row::{Row, endpoint};
use crate::exchange::{self, Exchange};
use crate::har::{self, Gap, Log, Stream};
use crate::redact::{Policy, Redacted};
use crate::report::advice::Advice;
use crate::report::diagnose::{Depth, diagnose_exchange, diagnose_to};
use crate::report::fixes::Planner;
use crate::report::v1::{Diagnosis, Input, Redaction};
use crate::report::{self, Format, Source};
use crate::session::{About, is_of_api, success};

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
    /// Methods and addresses of the rows.
    failed: BTreeSet<String>,
    /// The next request that may have passed.
    next_well: usize,
    /// Positions of the requests without a row.
    well: Vec<usize>,
    passed: Vec<Pass>,
}

/// What a list shows of a file.
#[derive(Debug, Default, PartialEq)]
pub struct Listed {
    /// Its name.
    pub name: String,
    /// How many places of it could not be read.
    pub gaps: usize,
    /// Its failures.
    pub rows: Vec<Row>,
    /// Requests like those that failed, and that passed.
    pub passed: Vec<Pass>,
}

/// A file that was read and judged.
#[derive(Debug)]
pub struct Imported {
    name: String,
    /// What could not be read, and where.
    gaps: Vec<Gap>,
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
        Some(judging(self.name, self.log, gaps))
    }
}

/// Reads a whole file, as far as it can be read.
pub fn whole(name: &str, bytes: &[u8]) -> Judging {
    let (log, gaps) = har::read(bytes);
    judging(name.to_owned(), crate::redact::log(log, Policy::Mask), gaps)
}

fn judging(name: String, log: Redacted<Log>, gaps: Vec<Gap>) -> Judging {
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
        failed: BTreeSet::new(),
        next_well: 0,
        well: Vec::new(),
        passed: Vec::new(),
    }
}

impl Judging {
    /// Judges one slice; true when all is judged.
    pub fn judge_on(&mut self) -> bool {
        if self.next == self.file.exchanges.len() {
            return self.look_for_passed();
        }
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
                let row = Row::new(position as u64, &diagnosis).asking(asking);
                self.failed.insert(row.endpoint());
                self.rows.push(row);
            } else {
                self.well.push(position);
            }
        }
        self.next = end;
        end == self.file.exchanges.len() && (self.failed.is_empty() || self.well.is_empty())
    }

    /// Looks among a slice of the others for requests like those that failed: they may have passed later.
    fn look_for_passed(&mut self) -> bool {
        let end = (self.next_well + SLICE).min(self.well.len());
        for position in self.well.get(self.next_well..end).unwrap_or_default() {
            let log = &self.file.log;
            let success = self.file.exchanges.get(*position).and_then(|exchange| {
                let entry = exchange.main_entry(log)?;
                let endpoint = endpoint(&entry.method, &entry.url);
                let is_of_interest = self.failed.contains(&endpoint);
                is_of_interest.then(|| success(log, *position as u64, exchange))?
            });
            self.passed.extend(success.as_ref().map(pass));
        }
        self.next_well = end;
        end == self.well.len()
    }

    /// How far it has come, of a hundred.
    pub fn percent(&self) -> usize {
        self.next * 100 / self.file.exchanges.len().max(1)
    }

    /// The file, and what a list shows of it.
    pub fn done(self) -> (Imported, Listed) {
        let listed = Listed {
            name: self.file.name.clone(),
            gaps: self.file.gaps.len(),
            rows: self.rows,
            passed: self.passed,
        };
        (self.file, listed)
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
        report::advice::of(&self.log, &self.exchanges)
    }

    /// A report of some of its failures, and what was masked in it.
    pub fn report(
        &self,
        format: Format,
        diagnoses: Vec<Diagnosis>,
        about: About,
    ) -> (String, Redaction) {
        let advice = report::advice::of_part(&self.log, &self.exchanges, |position| {
            about == About::All || is_of_api(self.log.entries.get(position), &diagnoses)
        });
        let input = Input {
            path: self.name.clone(),
            creator: self.log.creator.clone(),
            entries: self.log.entries.len(),
            gaps: report::gaps(&self.gaps),
            advice,
            redaction: report::redaction(&self.log, &diagnoses),
            diagnoses,
        };
        let source = Source {
            input: &input,
            log: &self.log,
            first: 0,
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
    use crate::panel::endpoints::Later;
    use crate::panel::sheet::Sheet;

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

    fn judged(mut judging: Judging) -> (Imported, Listed) {
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
        let (mut file, listed) = judged(import.finish().unwrap());
        let (_, at_once) = judged(whole("a.har", text.as_bytes()));
        assert_eq!((listed.rows.len(), file.entries()), (SLICE + 3, SLICE + 3));
        assert_eq!(listed, at_once);
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
        let (mut file, listed) = judged(whole("cut.har", cut));
        assert!(listed.gaps > 0);
        assert!(listed.rows.len() >= 2, "{}", listed.rows.len());
        let diagnosis = file.diagnosis(0).unwrap();
        let (report, _) = file.report(Format::Json, vec![diagnosis], About::All);
        let report: serde_json::Value = serde_json::from_str(&report).unwrap();
        let gaps = report["inputs"][0]["gaps"].as_array().unwrap();
        assert_eq!(gaps.len(), listed.gaps, "{report}");
    }

    #[test]
    fn an_empty_file_is_judged_at_once() {
        let (file, listed) = judged(whole("empty.har", b""));
        assert_eq!((file.entries(), listed.rows.len()), (0, 0));
    }

    #[test]
    fn a_failure_that_passes_later_in_the_file_is_fixed() {
        let allowed = |number: usize| {
            har(number + 1).replace(
                r#""headers":[],"_error":"net::ERR_FAILED""#,
                r#""headers":[{"name":"Access-Control-Allow-Origin","value":"*"}]"#,
            )
        };
        let entries = |text: &str| {
            let log: serde_json::Value = serde_json::from_str(text).unwrap();
            log["log"]["entries"].as_array().unwrap().clone()
        };
        // 0 and 1 fail, then 1 passes, and something else.
        let mut all = entries(&har(2));
        all.extend(entries(&allowed(2)).into_iter().skip(1));
        let text = serde_json::json!({"log": {"entries": all}}).to_string();
        let (_, listed) = judged(whole("a.har", text.as_bytes()));
        assert_eq!(listed.passed.len(), 1, "{:?}", listed.passed);
        let mut sheet = Sheet::default();
        for row in listed.rows {
            sheet.upsert(row, true);
        }
        listed.passed.iter().for_each(|pass| sheet.passed(pass));
        let later: Vec<Later<'_>> = sheet.rows().map(|row| sheet.later(row)).collect();
        assert_eq!(later.len(), 2);
        assert_eq!(later[0], Later::Same);
        assert_ne!(later[1], Later::Same, "{later:?}");
    }
}
