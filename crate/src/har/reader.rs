//! One pass over the bytes. What is read is collected outside the parser, so that a syntax error keeps it.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::lenient::{InPlace, Key, Lenient};
use super::raw::{RawCreator, RawEntry, Wrong, to_creator};
use super::sanitize::sanitize;
use super::{Entry, Gap, Log};

/// Most gaps that are listed one by one; beyond it they are counted.
const LISTED_GAPS: usize = 1000;

/// Reads a log, a bare array of entries, a bare entry, or several of these one after another (NDJSON).
pub fn read(bytes: &[u8]) -> (Log, Vec<Gap>) {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut gaps = Vec::new();
    if is_utf16(text) {
        gaps.push(Gap {
            at: "line 1, column 1".into(),
            problem: "the file is UTF-16, and a HAR is UTF-8: save it again as UTF-8".into(),
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
        (collector, Some(failure)) => match sanitize(text) {
            (_, notes) if notes.is_empty() => {
                gaps.push(failure.into_gap());
                collector.finish(gaps, text)
            }
            _ => read_mended(text),
        },
    }
}

/// Reads what could only be read after mending: in place, so that places stay true.
fn read_mended(text: &[u8]) -> (Log, Vec<Gap>) {
    let (mended, notes) = sanitize(text);
    let (collector, failure) = parse(&String::from_utf8_lossy(&mended));
    // Of a picture or an archive, the first sentence says enough.
    let is_log = collector.log.readable || failure.is_none();
    let mut gaps = if is_log { notes } else { Vec::new() };
    gaps.extend(failure.map(Failure::into_gap));
    collector.finish(gaps, text)
}

/// Reads one entry, as the recorder hands it over.
pub fn read_entry(text: &str, index: usize) -> Option<Entry> {
    let raw: Lenient<RawEntry> = serde_json::from_str(text)
        .or_else(|_| serde_json::from_str(&String::from_utf8_lossy(&sanitize(text.as_bytes()).0)))
        .ok()?;
    let Lenient::Value(raw) = raw else {
        return None;
    };
    raw.into_entry(index, &mut Wrong::new())
}

/// A byte order mark of UTF-16, or the zero beside the first brace that such a file has without one.
fn is_utf16(text: &[u8]) -> bool {
    let starts: [&[u8]; 6] = [b"\xff\xfe", b"\xfe\xff", b"{\0", b"[\0", b"\0{", b"\0["];
    starts.iter().any(|start| text.starts_with(start))
}

/// Where the parser stopped, and why.
struct Failure {
    line: usize,
    column: usize,
    problem: String,
}

impl Failure {
    fn into_gap(self) -> Gap {
        Gap {
            at: format!("line {}, column {}", self.line, self.column),
            problem: self.problem,
        }
    }
}

/// Reads values until the end of the input.
fn parse(text: &str) -> (Collector, Option<Failure>) {
    let mut collector = Collector::default();
    let mut deserializer = serde_json::Deserializer::from_str(text);
    loop {
        // Nothing more but whitespace: the end.
        if deserializer.end().is_ok() {
            return (collector, None);
        }
        if let Err(error) = (TopLevel {
            collector: &mut collector,
        })
        .deserialize(&mut deserializer)
        {
            let problem = error.to_string();
            let problem = problem
                .split(" at line ")
                .next()
                .unwrap_or_default()
                .to_owned();
            return (
                collector,
                Some(Failure {
                    line: error.line(),
                    column: error.column(),
                    problem,
                }),
            );
        }
    }
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
                at: "log.entries".into(),
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
struct TopLevel<'log> {
    collector: &'log mut Collector,
}

impl<'de> DeserializeSeed<'de> for TopLevel<'_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for TopLevel<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a HAR")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<(), A::Error> {
        let mut bare_entry = RawEntry::default();
        let mut has_entry_field = false;
        while let Some(key) = object.next_key::<Key<'de>>()? {
            match &*key.0 {
                "log" => object.next_value_seed(TopLevel {
                    collector: &mut *self.collector,
                })?,
                "entries" => {
                    self.collector.log.readable = true;
                    object.next_value_seed(Entries {
                        collector: &mut *self.collector,
                    })?;
                }
                "creator" => {
                    let mut wrong = Wrong::new();
                    let creator: Lenient<RawCreator> = object.next_value()?;
                    self.collector.log.creator = creator
                        .take("creator", &mut wrong)
                        .and_then(|creator| to_creator(creator, &mut wrong));
                    for (at, kind) in wrong {
                        self.collector
                            .note(format!("log.{at}"), format!("{kind} stands here"));
                    }
                }
                name => {
                    if bare_entry.read_field(name, &mut object)? {
                        has_entry_field |= name == "request";
                    } else {
                        object.next_value::<IgnoredAny>()?;
                    }
                }
            }
        }
        if has_entry_field {
            self.collector.add(Lenient::Value(bare_entry));
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut array: A) -> Result<(), A::Error> {
        while array
            .next_element_seed(TopLevel {
                collector: &mut *self.collector,
            })?
            .is_some()
        {}
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }
    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }
    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }
    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }
    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }
}

/// The elements of `log.entries`.
struct Entries<'log> {
    collector: &'log mut Collector,
}

impl<'de> DeserializeSeed<'de> for Entries<'_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Entries<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an array of entries")
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut array: A) -> Result<(), A::Error> {
        let mut raw = Lenient::Absent;
        while array.next_element_seed(InPlace(&mut raw))?.is_some() {
            self.collector.add(std::mem::take(&mut raw));
        }
        Ok(())
    }
    fn visit_unit<E>(self) -> Result<(), E> {
        self.collector
            .note("log.entries".into(), "null stands here".into());
        Ok(())
    }
    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<(), A::Error> {
        while object.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        self.collector
            .note("log.entries".into(), "an object stands here".into());
        Ok(())
    }
}
