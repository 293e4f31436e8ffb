//! One pass over the bytes. What is read is collected outside the parser, so that a syntax error keeps it.

use super::json::{Broken, Json, Start};
use super::lenient::Lenient;
use super::raw::{RawCreator, RawEntry, Wrong, to_creator};
use super::sanitize::sanitize;
use super::{Entry, Gap, Log};

/// Most gaps that are listed one by one; beyond it they are counted.
const LISTED_GAPS: usize = 1000;

/// Reads a log, a bare array of entries, a bare entry, or several of these one after another (NDJSON).
pub fn read(bytes: &[u8]) -> (Log, Vec<Gap>) {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut gaps = Vec::new();
    if let Some(problem) = other_than_text(text) {
        gaps.push(Gap {
            at: "line 1, column 1".into(),
            problem: problem.into(),
        });
        return (Log::default(), gaps);
    }
    // Checked as UTF-8 once; the parser would check each string by itself.
    let Ok(valid) = std::str::from_utf8(text) else {
        return read_mended(text);
    };
    match parse(valid) {
        (collector, None) => collector.finish(gaps, text),
        // Lone surrogates and numbers beyond f64 are refused by the parser, and by no browser.
        (collector, Some(broken)) => match sanitize(text) {
            (_, notes) if notes.is_empty() => {
                gaps.push(gap(valid, broken));
                collector.finish(gaps, text)
            }
            _ => read_mended(text),
        },
    }
}

/// Reads what could only be read after mending: in place, so that places stay true.
fn read_mended(text: &[u8]) -> (Log, Vec<Gap>) {
    let (mended, notes) = sanitize(text);
    let mended = String::from_utf8_lossy(&mended);
    let (collector, broken) = parse(&mended);
    // Of a picture or an archive, the first sentence says enough.
    let is_log = collector.log.readable || broken.is_none();
    let mut gaps = if is_log { notes } else { Vec::new() };
    gaps.extend(broken.map(|broken| gap(&mended, broken)));
    collector.finish(gaps, text)
}

/// Reads one entry, as the recorder hands it over.
pub fn read_entry(text: &str, index: usize) -> Option<Entry> {
    let read = |text: &str| {
        let mut raw: Lenient<RawEntry> = Lenient::Absent;
        let mut json = Json::new(text);
        let read = raw.read(&mut json);
        (read.is_ok() && json.peek().is_none()).then_some(raw)
    };
    let raw =
        read(text).or_else(|| read(&String::from_utf8_lossy(&sanitize(text.as_bytes()).0)))?;
    let Lenient::Value(raw) = raw else {
        return None;
    };
    raw.into_entry(index, &mut Wrong::new())
}

/// What is to be done with a file that is no text in UTF-8, told by how it begins: an archive, or a byte order mark of other
/// units, or the zeros beside the first brace that such a file has without one.
fn other_than_text(text: &[u8]) -> Option<&'static str> {
    const UTF_16: &str = "the file is UTF-16, and a HAR is UTF-8: save it again as UTF-8";
    const UTF_32: &str = "the file is UTF-32, and a HAR is UTF-8: save it again as UTF-8";
    const PACKED: &str = "the file is compressed (gzip, xz or zstd): unpack it first";
    const ARCHIVE: &str = "the file is a zip archive: unpack it, and read the HAR that is in it";
    // UTF-32 begins as UTF-16 does.
    let starts: [(&[u8], &str); 16] = [
        (b"\x1f\x8b", PACKED),
        (b"\xfd7zXZ\0", PACKED),
        (b"\x28\xb5\x2f\xfd", PACKED),
        (b"PK\x03\x04", ARCHIVE),
        (b"\xff\xfe\0\0", UTF_32),
        (b"\0\0\xfe\xff", UTF_32),
        (b"{\0\0\0", UTF_32),
        (b"[\0\0\0", UTF_32),
        (b"\0\0\0{", UTF_32),
        (b"\0\0\0[", UTF_32),
        (b"\xff\xfe", UTF_16),
        (b"\xfe\xff", UTF_16),
        (b"{\0", UTF_16),
        (b"[\0", UTF_16),
        (b"\0{", UTF_16),
        (b"\0[", UTF_16),
    ];
    let found = starts.iter().find(|(start, _)| text.starts_with(start));
    found.map(|(_, problem)| *problem)
}

/// Where a text is no JSON, and why.
fn gap(text: &str, broken: Broken) -> Gap {
    let before = text.as_bytes().get(..broken.at).unwrap_or_default();
    let line = 1 + memchr::memchr_iter(b'\n', before).count();
    let column = before.len() - memchr::memrchr(b'\n', before).map_or(0, |end| end + 1) + 1;
    Gap {
        at: format!("line {line}, column {column}"),
        problem: broken.problem.to_owned(),
    }
}

/// Reads values until the end of the input.
fn parse(text: &str) -> (Collector, Option<Broken>) {
    let mut collector = Collector::default();
    let mut json = Json::new(text);
    // Nothing more but whitespace: the end.
    while json.peek().is_some() {
        if let Err(broken) = read_top(&mut collector, &mut json) {
            return (collector, Some(broken));
        }
    }
    (collector, None)
}

/// What was read so far.
#[derive(Default)]
pub(super) struct Collector {
    pub(super) log: Log,
    gaps: Vec<Gap>,
    unlisted: usize,
}

impl Collector {
    fn note(&mut self, at: String, problem: String) {
        if self.gaps.len() < LISTED_GAPS {
            self.gaps.push(Gap { at, problem });
        } else {
            self.unlisted += 1;
        }
    }

    pub(super) fn add(&mut self, raw: Lenient<RawEntry>) {
        let index = self.log.raw_entries;
        self.log.raw_entries += 1;
        self.log.readable = true;
        let mut wrong = Wrong::new();
        let entry = raw
            .take("", &mut wrong)
            .and_then(|raw| raw.into_entry(index, &mut wrong));
        if entry.is_none() && wrong.is_empty() {
            wrong.push(("request", "nothing"));
        }
        for (at, kind) in wrong {
            let dot = if at.is_empty() { "" } else { "." };
            self.note(
                format!("log.entries[{index}]{dot}{at}"),
                format!("{kind} stands here"),
            );
        }
        if let Some(entry) = entry {
            self.log.push(entry);
        }
    }

    pub(super) fn finish(mut self, mut gaps: Vec<Gap>, text: &[u8]) -> (Log, Vec<Gap>) {
        gaps.append(&mut self.gaps);
        if self.unlisted > 0 {
            gaps.push(Gap {
                at: "log".into(),
                problem: format!("{} more places like these", self.unlisted),
            });
        }
        if !self.log.readable && gaps.is_empty() {
            let problem = if text.iter().all(u8::is_ascii_whitespace) {
                "the input is empty"
            } else {
                "no `log.entries` and no entry in it: this is not a HAR"
            };
            gaps.push(Gap {
                at: "line 1, column 1".into(),
                problem: problem.into(),
            });
        }
        (self.log, gaps)
    }
}

/// A top-level value: a HAR, a log, an entry, or an array of them.
fn read_top(collector: &mut Collector, json: &mut Json<'_>) -> Result<(), Broken> {
    let mut is_first = true;
    match json.start()? {
        Start::Object => read_object(collector, json),
        Start::Array => {
            while json.next_element(&mut is_first)? {
                read_top(collector, json)?;
            }
            Ok(())
        }
        Start::Null | Start::Boolean(_) | Start::Number(_) | Start::Text(_) => Ok(()),
    }
}

fn read_object(collector: &mut Collector, json: &mut Json<'_>) -> Result<(), Broken> {
    let mut bare_entry = RawEntry::default();
    let mut has_entry_field = false;
    let mut is_first = true;
    while let Some(key) = json.next_key(&mut is_first)? {
        match &*key {
            "log" => read_top(collector, json)?,
            "entries" => {
                collector.log.readable = true;
                read_entries(collector, json)?;
            }
            "creator" => {
                let mut wrong = Wrong::new();
                let mut creator: Lenient<RawCreator> = Lenient::Absent;
                creator.read(json)?;
                collector.log.creator = creator
                    .take("creator", &mut wrong)
                    .and_then(|creator| to_creator(creator, &mut wrong));
                for (at, kind) in wrong {
                    collector.note(format!("log.{at}"), format!("{kind} stands here"));
                }
            }
            name => {
                if bare_entry.read_field(name, json)? {
                    has_entry_field |= name == "request";
                } else {
                    json.skip()?;
                }
            }
        }
    }
    if has_entry_field {
        collector.add(Lenient::Value(bare_entry));
    }
    Ok(())
}

/// The elements of `log.entries`.
fn read_entries(collector: &mut Collector, json: &mut Json<'_>) -> Result<(), Broken> {
    let kind = match json.start()? {
        Start::Array => {
            let mut is_first = true;
            while json.next_element(&mut is_first)? {
                let mut raw = Lenient::Absent;
                raw.read(json)?;
                collector.add(raw);
            }
            return Ok(());
        }
        Start::Object => {
            json.skip_object()?;
            "an object"
        }
        Start::Null => "null",
        Start::Boolean(_) => "a boolean",
        Start::Number(_) => "a number",
        Start::Text(_) => "a string",
    };
    collector.note("log.entries".into(), format!("{kind} stands here"));
    Ok(())
}
