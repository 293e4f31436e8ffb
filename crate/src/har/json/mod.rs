//! JSON, read from front to back by whoever knows what should stand there; everything else is skipped in place.
//!
//! A log is mostly bodies, timings and cookies that no diagnosis reads. A general parser looks at each of their characters
//! one by one, which took longer than the rest of the reading; this one goes through a string eight bytes at a time, or 64,
//! and hands out borrowed texts. It accepts what RFC 8259 calls JSON, with one exception: in a string that is skipped, what
//! follows a backslash is not looked at. What is not skipped may be 128 brackets deep.

mod plain_run;
mod string;
mod string_end;

use std::borrow::Cow;

use crate::fetch::HeaderList;

/// So many brackets may be open in what is read: more are no log, and reading is recursive.
const DEEPEST: u32 = 128;

/// The text is no JSON from here on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Broken {
    /// The byte that is wrong, counted from the beginning of the text.
    pub(super) at: usize,
    /// What is wrong.
    pub(super) problem: &'static str,
    /// Is it only that the text ends here?
    pub(super) is_end: bool,
}

/// A value without parts, or the opening bracket of one with parts.
#[derive(Debug, PartialEq)]
pub(super) enum Start<'text> {
    Null,
    Boolean(bool),
    Number(f64),
    Text(Cow<'text, str>),
    /// Its elements follow: [`Json::next_element`].
    Array,
    /// Its keys follow: [`Json::next_key`].
    Object,
}

/// A place in a text, and how many brackets are open there.
pub(super) struct Json<'text> {
    text: &'text str,
    at: usize,
    depth: u32,
    /// Of the brackets that are open in what is skipped: does it begin an object?
    skipped: Vec<bool>,
    lines: HeaderList,
}

type Read<T> = Result<T, Broken>;

impl<'text> Json<'text> {
    pub(super) fn new(text: &'text str) -> Self {
        Self {
            text,
            at: 0,
            depth: 0,
            skipped: Vec::new(),
            lines: HeaderList::new(),
        }
    }

    /// Goes to another place of the text, where no bracket is open.
    pub(super) fn go_to(&mut self, at: usize) {
        self.at = at;
        self.depth = 0;
    }

    /// An empty list, of a size that was enough before.
    pub(super) fn take_lines(&mut self) -> HeaderList {
        std::mem::take(&mut self.lines)
    }

    /// Keeps a list for the next time.
    pub(super) fn keep_lines(&mut self, mut lines: HeaderList) {
        lines.clear();
        self.lines = lines;
    }

    /// How many bytes were read.
    pub(super) fn position(&self) -> usize {
        self.at
    }

    /// The next byte that is no whitespace; it stays unread.
    pub(super) fn peek(&mut self) -> Option<u8> {
        loop {
            match self.byte() {
                Some(b' ' | b'\t' | b'\n' | b'\r') => self.at += 1,
                other => return other,
            }
        }
    }

    /// Reads a value, or steps into it.
    pub(super) fn start(&mut self) -> Read<Start<'text>> {
        Ok(match self.peek() {
            Some(b'"') => {
                self.at += 1;
                Start::Text(self.string()?)
            }
            Some(b'{') => {
                self.open()?;
                Start::Object
            }
            Some(b'[') => {
                self.open()?;
                Start::Array
            }
            Some(b'n') => self.word("null", Start::Null)?,
            Some(b't') => self.word("true", Start::Boolean(true))?,
            Some(b'f') => self.word("false", Start::Boolean(false))?,
            Some(b'-' | b'0'..=b'9') => Start::Number(self.number()?),
            _ => return Err(self.broken("a value is expected")),
        })
    }

    /// Steps to the next element of an array; false where it ends.
    pub(super) fn next_element(&mut self, is_first: &mut bool) -> Read<bool> {
        match self.peek() {
            Some(b']') => {
                self.close();
                Ok(false)
            }
            Some(b',') if !*is_first => {
                self.at += 1;
                Ok(true)
            }
            Some(_) if std::mem::take(is_first) => Ok(true),
            _ => Err(self.broken("a comma or the end of the array is expected")),
        }
    }

    /// Reads the next key of an object and steps to its value; none where the object ends.
    pub(super) fn next_key(&mut self, is_first: &mut bool) -> Read<Option<Cow<'text, str>>> {
        match self.peek() {
            Some(b'}') => {
                self.close();
                return Ok(None);
            }
            Some(b',') if !*is_first => self.at += 1,
            Some(_) if *is_first => {}
            _ => return Err(self.broken("a comma or the end of the object is expected")),
        }
        *is_first = false;
        self.quotation_mark()?;
        let key = self.string()?;
        self.colon()?;
        Ok(Some(key))
    }

    /// Goes past a value, however deep it is.
    pub(super) fn skip(&mut self) -> Read<()> {
        self.skipped.clear();
        loop {
            let mut is_open = false;
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    self.skip_string()?;
                }
                Some(bracket @ (b'{' | b'[')) => {
                    self.at += 1;
                    self.skipped.push(bracket == b'{');
                    is_open = true;
                }
                Some(b'n') => self.word("null", ())?,
                Some(b't') => self.word("true", ())?,
                Some(b'f') => self.word("false", ())?,
                Some(b'-' | b'0'..=b'9') => self.skip_number()?,
                _ => return Err(self.broken("a value is expected")),
            }
            // Out of what ends here, and on to the next value.
            loop {
                let Some(is_object) = self.skipped.last().copied() else {
                    return Ok(());
                };
                match self.peek() {
                    Some(b'}') if is_object => self.at += 1,
                    Some(b']') if !is_object => self.at += 1,
                    next => {
                        match next {
                            Some(b',') if !is_open => self.at += 1,
                            Some(_) if is_open => {}
                            _ => {
                                return Err(self.broken("a comma or a closing bracket is expected"));
                            }
                        }
                        if is_object {
                            self.skip_key()?;
                        }
                        break;
                    }
                }
                self.skipped.pop();
                is_open = false;
            }
        }
    }

    /// Goes past the rest of an array that was stepped into, none of its elements read.
    pub(super) fn skip_array(&mut self) -> Read<()> {
        let mut is_first = true;
        while self.next_element(&mut is_first)? {
            self.skip()?;
        }
        Ok(())
    }

    /// Goes past the rest of an object that was stepped into, none of its keys read.
    pub(super) fn skip_object(&mut self) -> Read<()> {
        let mut is_first = true;
        while self.next_key(&mut is_first)?.is_some() {
            self.skip()?;
        }
        Ok(())
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn broken(&self, problem: &'static str) -> Broken {
        let is_end = self.at >= self.text.len();
        Broken {
            at: self.at.min(self.text.len()),
            problem: if is_end {
                "the text ends here"
            } else {
                problem
            },
            is_end,
        }
    }

    fn open(&mut self) -> Read<()> {
        if self.depth == DEEPEST {
            return Err(self.broken("more than 128 brackets are open"));
        }
        self.depth += 1;
        self.at += 1;
        Ok(())
    }

    fn close(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        self.at += 1;
    }

    fn skip_key(&mut self) -> Read<()> {
        self.quotation_mark()?;
        self.skip_string()?;
        self.colon()
    }

    fn quotation_mark(&mut self) -> Read<()> {
        if self.peek() != Some(b'"') {
            return Err(self.broken("a key is expected"));
        }
        self.at += 1;
        Ok(())
    }

    fn colon(&mut self) -> Read<()> {
        if self.peek() != Some(b':') {
            return Err(self.broken("a colon is expected"));
        }
        self.at += 1;
        Ok(())
    }

    fn word<T>(&mut self, word: &'static str, value: T) -> Read<T> {
        for expected in word.bytes() {
            if self.byte() != Some(expected) {
                return Err(self.broken("`null`, `true` or `false` is expected"));
            }
            self.at += 1;
        }
        Ok(value)
    }

    fn number(&mut self) -> Read<f64> {
        let from = self.at;
        self.skip_number()?;
        let digits = self.text.get(from..self.at).unwrap_or_default();
        match digits.parse() {
            Ok(number) if f64::is_finite(number) => Ok(number),
            _ => Err(Broken {
                at: from,
                ..self.broken("a number that is too large")
            }),
        }
    }

    /// Past a number: minus, digits without a leading zero, fraction, exponent.
    fn skip_number(&mut self) -> Read<()> {
        if self.byte() == Some(b'-') {
            self.at += 1;
        }
        if self.byte() == Some(b'0') {
            self.at += 1;
        } else {
            self.digits()?;
        }
        if self.byte() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if let Some(b'e' | b'E') = self.byte() {
            self.at += 1;
            if let Some(b'+' | b'-') = self.byte() {
                self.at += 1;
            }
            self.digits()?;
        }
        Ok(())
    }

    /// At least one digit.
    fn digits(&mut self) -> Read<()> {
        let from = self.at;
        while self.byte().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        if self.at == from {
            return Err(self.broken("a digit is expected"));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
