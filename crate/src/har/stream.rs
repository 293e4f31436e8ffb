//! A log read piece by piece, so that what is kept of it is all that stands in memory: bodies pass by.
//!
//! The elements of `log.entries` go to the parser one at a time, as soon as they are whole; what stands around them is
//! kept and read at the end. Anything unusual (a syntax error, bytes that are not UTF-8) is left to [`read`](super::read),
//! which needs the whole text to say where it stands: [`Stream::finish`] then answers [`NeedsWhole`].

use memchr::memchr2;

use super::json::Json;
use super::lenient::Lenient;
use super::reader::{Collector, read};
use super::{Entry, Gap, Log};

/// The text is damaged or unusual: it must be read as a whole, with [`read`](super::read).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NeedsWhole;

/// A log that arrives in pieces.
///
/// ```
/// let mut stream = whycors::har::Stream::default();
/// for piece in [r#"{"log":{"entries":[{"request":"#, r#"{"url":"http://a.test/"}}]}}"#] {
///     stream.feed(piece.as_bytes());
/// }
/// let (log, gaps) = stream.finish().unwrap();
/// assert_eq!(log.entries.len(), 1);
/// ```
#[derive(Default)]
pub struct Stream {
    collector: Collector,
    /// What has arrived and was not read yet; it begins where the stream stands.
    buffer: Vec<u8>,
    /// Length of the buffer at which an element that was not whole is tried again: twice that of the last attempt, so that
    /// a large element is not parsed once for each piece of it.
    try_again_at: usize,
    /// All but the elements of `log.entries`.
    rest: Vec<u8>,
    around: Around,
    place: Place,
    has_failed: bool,
}

/// Where the stream stands.
#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Not between the brackets of `log.entries`.
    #[default]
    Around,
    /// After the opening bracket.
    ElementOrEnd,
    /// After a comma.
    Element,
    /// After an element.
    CommaOrEnd,
}

/// What is known of the text around the entries: just enough to find them.
#[derive(Default)]
struct Around {
    /// Open brackets and braces.
    depth: usize,
    /// Inside a string?
    in_string: bool,
    /// Is the next byte one after a backslash?
    is_escaped: bool,
    /// Where the last string began in the rest, its quotation mark included.
    string_start: usize,
    /// The last string, as a place in the rest.
    string: (usize, usize),
    /// The key whose value is being read, at the first and at the second depth.
    keys: [(usize, usize); 2],
}

/// The depth between the brackets of `log.entries`: object, `log`, array.
const DEPTH: usize = 3;

impl Stream {
    /// Reads one more piece; pieces may end anywhere.
    pub fn feed(&mut self, piece: &[u8]) {
        if self.has_failed {
            return;
        }
        self.buffer.extend_from_slice(piece);
        self.advance_if_due();
    }

    /// Reads one more piece of `length` bytes, which is written where it is read: `fill` finds zeros. For pieces that lie
    /// where only copying reaches them, such as a browser's.
    pub fn feed_with(&mut self, length: usize, fill: impl FnOnce(&mut [u8])) {
        if self.has_failed {
            return;
        }
        let before = self.buffer.len();
        self.buffer.resize(before + length, 0);
        if let Some(room) = self.buffer.get_mut(before..) {
            fill(room);
        }
        self.advance_if_due();
    }

    /// The entries read since the last call, so that they need not wait for the end.
    pub fn take_entries(&mut self) -> Vec<Entry> {
        self.collector.log.take_entries()
    }

    /// The log with the entries that were not taken, and what could not be read.
    pub fn finish(mut self) -> Result<(Log, Vec<Gap>), NeedsWhole> {
        self.advance(true);
        let is_whole = self.buffer.is_empty() && self.around.depth == 0;
        let has_found = self.collector.log.readable;
        if self.has_failed || (has_found && !is_whole) {
            return Err(NeedsWhole);
        }
        if !has_found {
            // Nothing was taken out of the text.
            self.rest.append(&mut self.buffer);
            return Ok(read(&self.rest));
        }
        let (around, gaps) = read(&self.rest);
        if around.raw_entries > 0 || gaps.iter().any(|gap| !gap.at.starts_with("log.")) {
            return Err(NeedsWhole);
        }
        self.collector.log.creator = around.creator;
        Ok(self.collector.finish(gaps, &self.rest))
    }

    fn advance_if_due(&mut self) {
        if self.buffer.len() >= self.try_again_at {
            self.advance(false);
        }
    }

    /// Goes on as far as the buffer allows.
    fn advance(&mut self, is_end: bool) {
        let buffer = std::mem::take(&mut self.buffer);
        // A character may be cut by the end of a piece; any other byte that is not UTF-8 is damage.
        let text = match std::str::from_utf8(&buffer) {
            Ok(text) => text,
            Err(error) if error.error_len().is_none() => {
                std::str::from_utf8(buffer.get(..error.valid_up_to()).unwrap_or_default())
                    .unwrap_or_default()
            }
            Err(_) => {
                self.has_failed = true;
                return;
            }
        };
        let mut at = 0;
        let mut json = Json::new(text);
        while !self.has_failed && at < text.len() {
            let step = match self.place {
                Place::Around => Some(self.read_around(text.as_bytes(), at)),
                _ => self.read_entries(&mut json, text, at, is_end),
            };
            match step {
                Some(next) => at = next,
                None => break,
            }
        }
        self.buffer = buffer;
        self.buffer.drain(..at);
        let is_waiting = self.place != Place::Around && !self.buffer.is_empty();
        self.try_again_at = if is_waiting { self.buffer.len() * 2 } else { 0 };
    }

    /// Reads what stands around the entries: to their opening bracket, or to the end of the text.
    fn read_around(&mut self, text: &[u8], from: usize) -> usize {
        let mut at = from;
        while self.place == Place::Around
            && let Some(&byte) = text.get(at)
        {
            if self.around.in_string {
                at = self.skip_string(text, at);
                continue;
            }
            self.rest.push(byte);
            self.around_byte(byte);
            at += 1;
        }
        at
    }

    /// A byte outside of entries and strings.
    fn around_byte(&mut self, byte: u8) {
        let around = &mut self.around;
        match byte {
            b'{' => around.depth += 1,
            b'[' => {
                around.depth += 1;
                let [outer, inner] = around.keys.map(|(start, end)| self.rest.get(start..end));
                let is_entries = outer == Some(b"\"log\"") && inner == Some(b"\"entries\"");
                if around.depth == DEPTH && is_entries {
                    self.place = Place::ElementOrEnd;
                    self.collector.log.readable = true;
                }
            }
            b'}' | b']' => around.depth = around.depth.saturating_sub(1),
            b'"' => {
                around.in_string = true;
                around.string_start = self.rest.len() - 1;
            }
            b':' => {
                let level = around.depth.checked_sub(1);
                if let Some(key) = level.and_then(|level| around.keys.get_mut(level)) {
                    *key = around.string;
                }
            }
            _ => {}
        }
    }

    /// Goes on inside a string; the place after it, or the end of the text.
    fn skip_string(&mut self, text: &[u8], from: usize) -> usize {
        let mut at = from;
        if std::mem::take(&mut self.around.is_escaped) {
            at += 1;
        }
        while let Some(found) = text
            .get(at..)
            .and_then(|rest| memchr2(b'"', b'\\', rest))
            .map(|found| at + found)
        {
            if text.get(found) == Some(&b'"') {
                self.around.in_string = false;
                at = found + 1;
                break;
            }
            // The byte after a backslash is never an end; it may stand in the next piece.
            self.around.is_escaped = found + 1 == text.len();
            at = found + 2;
        }
        let end = if self.around.in_string {
            text.len()
        } else {
            at
        };
        self.rest
            .extend_from_slice(text.get(from..end).unwrap_or_default());
        self.around.string = (self.around.string_start, self.rest.len());
        end
    }

    /// Reads an element, or what stands between two; the place after it, or none if it is not whole.
    fn read_entries(
        &mut self,
        json: &mut Json<'_>,
        text: &str,
        from: usize,
        is_end: bool,
    ) -> Option<usize> {
        let byte = *text.as_bytes().get(from)?;
        match (byte, self.place) {
            (b' ' | b'\t' | b'\n' | b'\r', _) => {}
            (b']', Place::ElementOrEnd | Place::CommaOrEnd) => {
                self.place = Place::Around;
                self.around.depth = DEPTH - 1;
                self.rest.push(byte);
            }
            (b',', Place::CommaOrEnd) => self.place = Place::Element,
            (_, Place::ElementOrEnd | Place::Element) => {
                return self.read_element(json, text, from, is_end);
            }
            _ => self.has_failed = true,
        }
        Some(from + 1)
    }

    fn read_element(
        &mut self,
        json: &mut Json<'_>,
        text: &str,
        from: usize,
        is_end: bool,
    ) -> Option<usize> {
        json.go_to(from);
        let mut raw = Lenient::Absent;
        match raw.read(json) {
            // A number that ends with the piece may go on in the next.
            Ok(())
                if json.position() == text.len() && !is_end && !text.ends_with(['}', ']', '"']) =>
            {
                None
            }
            Ok(()) => {
                self.collector.add(raw);
                self.place = Place::CommaOrEnd;
                Some(json.position())
            }
            // It is not whole yet.
            Err(broken) if broken.is_end && !is_end => None,
            Err(_) => {
                self.has_failed = true;
                None
            }
        }
    }
}
