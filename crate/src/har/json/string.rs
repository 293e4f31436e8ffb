//! Strings, read or skipped.

use std::borrow::Cow;

use super::plain_run::plain_run;
use super::string_end::string_end;
use super::{Broken, Json, Read};

const IN_STRING: &str = "a control character inside a string";
const ESCAPE: &str = "an escape that JSON does not know";
const HALF: &str = "half of a surrogate pair";

impl<'text> Json<'text> {
    /// The rest of a string, its opening quotation mark read.
    pub(super) fn string(&mut self) -> Read<Cow<'text, str>> {
        let from = self.at;
        let mut text: Option<String> = None;
        let mut run = from;
        loop {
            self.at = plain_run(self.text.as_bytes(), self.at);
            let piece = self.text.get(run..self.at).unwrap_or_default();
            match self.byte() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(match text {
                        None => Cow::Borrowed(piece),
                        Some(mut text) => {
                            text.push_str(piece);
                            Cow::Owned(text)
                        }
                    });
                }
                Some(b'\\') => {
                    let text = text.get_or_insert_default();
                    text.push_str(piece);
                    text.push(self.escaped()?);
                    run = self.at;
                }
                _ => return Err(self.broken(IN_STRING)),
            }
        }
    }

    /// Past the rest of a string. What its escapes stand for does not matter, nor whether JSON knows them.
    pub(super) fn skip_string(&mut self) -> Read<()> {
        // Most are short and without a backslash, and need no more than this.
        self.at = plain_run(self.text.as_bytes(), self.at);
        if self.byte() == Some(b'\\') {
            self.at = string_end(self.text.as_bytes(), self.at);
        }
        match self.byte() {
            Some(b'"') => {
                self.at += 1;
                Ok(())
            }
            _ => Err(self.broken(IN_STRING)),
        }
    }

    /// The character that an escape stands for; a pair of surrogates is one.
    fn escaped(&mut self) -> Read<char> {
        let start = self.at;
        self.at += 1;
        let character = match self.byte() {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                self.at += 1;
                return self.escaped_unit(start);
            }
            _ => return Err(self.broken(ESCAPE)),
        };
        self.at += 1;
        Ok(character)
    }

    fn escaped_unit(&mut self, start: usize) -> Read<char> {
        let unit = self.four_digits()?;
        let code = if (0xD800..0xDC00).contains(&unit) {
            for expected in *b"\\u" {
                match self.byte() {
                    Some(byte) if byte == expected => self.at += 1,
                    None => return Err(self.broken(HALF)),
                    Some(_) => return Err(self.half(start)),
                }
            }
            let low = self.four_digits()?;
            if !(0xDC00..0xE000).contains(&low) {
                return Err(self.half(start));
            }
            0x1_0000 + ((unit - 0xD800) << 10) + (low - 0xDC00)
        } else {
            unit
        };
        char::from_u32(code).ok_or_else(|| self.half(start))
    }

    fn half(&self, at: usize) -> Broken {
        Broken {
            at,
            ..self.broken(HALF)
        }
    }

    fn four_digits(&mut self) -> Read<u32> {
        let mut unit = 0;
        for _ in 0..4 {
            let digit = self.byte().and_then(|byte| char::from(byte).to_digit(16));
            unit = unit << 4 | digit.ok_or_else(|| self.broken(ESCAPE))?;
            self.at += 1;
        }
        Ok(unit)
    }
}
