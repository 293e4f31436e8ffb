//! Any other text: addresses in it, words that are tokens, and what a name or a scheme announces.

use super::addresses::{address_in, next_address};
use super::announced::holds_named_secret;
use super::clean::Place;
use super::compared::veiled;
use super::looks::{is_long, is_random, is_random_base64};
use super::names::of_word;
use super::secrets::{Kind, Secrets};
use super::tokens::{is_credentials, marked_token, tokens};
use super::trail::is_step;
use super::url::{self, bare_userinfo};
use super::values::masked_value;

/// How the words of a text are looked at.
#[derive(Debug, Clone, Copy)]
pub(super) struct Manner {
    /// Are words secrets that look drawn at random? Answers are full of such numbers that are none.
    pub(super) finds_random: bool,
    /// Is what follows on the name of a secret one?
    pub(super) finds_named: bool,
    /// Does the text keep its length and all but letters and digits?
    pub(super) keeps_length: bool,
}

/// A word with more tokens of slashes than this is a secret as a whole: each is looked for in all that is left of it.
const MOST_MARKED: usize = 8;

/// What a word ends with.
fn is_end(byte: u8) -> bool {
    byte.is_ascii_whitespace() || matches!(byte, b'"' | b'<' | b'>' | b'\'')
}

/// What the parts of a word end with.
fn is_mark(byte: u8) -> bool {
    matches!(
        byte,
        b',' | b';'
            | b'='
            | b':'
            | b'('
            | b')'
            | b'{'
            | b'}'
            | b'['
            | b']'
            | b'&'
            | b'|'
            | b'!'
            | b'@'
    )
}

fn is_mark_of(character: char) -> bool {
    u8::try_from(character).is_ok_and(is_mark)
}

/// How much of a text stands before such a byte.
fn length_until(text: &str, is: fn(u8) -> bool) -> usize {
    let found = text.bytes().position(is);
    found.unwrap_or(text.len())
}

/// A text with what is masked in it: what stays is copied only where something was masked.
struct Text<'text, 'secrets> {
    value: &'text str,
    secrets: &'secrets mut Secrets,
    manner: Manner,
    /// The text up to `copied`, masked.
    masked: String,
    copied: usize,
}

/// The text without its secrets; none if it has none.
pub(super) fn masked_words(secrets: &mut Secrets, manner: Manner, value: &str) -> Option<String> {
    let mut text = Text {
        value,
        secrets,
        manner,
        masked: String::new(),
        copied: 0,
    };
    if manner.finds_named && holds_named_secret(value) {
        text.hide(0, value.len(), Kind::Secret);
    } else {
        text.walk();
    }
    if text.copied == 0 {
        return None;
    }
    let rest = value.get(text.copied..).unwrap_or_default();
    text.masked.push_str(rest);
    Some(text.masked)
}

impl Text<'_, '_> {
    fn between(&self, start: usize, end: usize) -> &str {
        self.value.get(start..end).unwrap_or_default()
    }

    fn replace(&mut self, start: usize, end: usize, with: &str) {
        if start >= self.copied && start < end {
            let before = self.value.get(self.copied..start).unwrap_or_default();
            self.masked.push_str(before);
            self.masked.push_str(with);
            self.copied = end;
        }
    }

    fn hide(&mut self, start: usize, end: usize, kind: Kind) {
        let secret = self.value.get(start..end).unwrap_or_default();
        let hidden = if self.manner.keeps_length {
            veiled(secret)
        } else {
            self.secrets.placeholder(kind, secret)
        };
        self.replace(start, end, &hidden);
    }

    /// Goes from word to word.
    fn walk(&mut self) {
        let mut at = 0;
        // Does a scheme of authentication that stands here announce what follows, or is it a word of a sentence?
        let mut is_first = true;
        while at < self.value.len() {
            let rest = self.value.get(at..).unwrap_or_default();
            let end = at + length_until(rest, is_end);
            let mark = self.value.as_bytes().get(end).copied();
            let mut next = end + 1;
            if end > at {
                if let Some(after) = self.word(at, end, is_first) {
                    next = next.max(after);
                }
                is_first = false;
            }
            is_first |= mark.is_some_and(|mark| !mark.is_ascii_whitespace())
                || self.between(at, end).ends_with([',', ';', ':', '=']);
            at = next;
        }
    }

    /// Masks what is a secret in a word; where the text goes on, if what it announces was masked with it.
    fn word(&mut self, start: usize, end: usize, is_first: bool) -> Option<usize> {
        let mut start = start;
        let mut found = 0;
        while let Some(until) = self.marked(start, end) {
            if found == MOST_MARKED {
                self.hide(start, end, Kind::Token);
                return None;
            }
            self.parts(start, until, is_first);
            start = until;
            found += 1;
        }
        let word = self.value.get(start..end).unwrap_or_default();
        // A number in base64 may begin with a slash.
        let address =
            address_in(word).filter(|at| !is_random_base64(word.get(*at..).unwrap_or_default()));
        let encoded = || word.contains('%') && !self.manner.keeps_length;
        let Some(address) = address else {
            if word.contains('@') && bare_userinfo(word).is_some() {
                self.addresses(start, end);
                return None;
            }
            if encoded() {
                let masked = masked_value(self.secrets, "", word, 0);
                if masked != word {
                    self.replace(start, end, &masked);
                }
                return None;
            }
            return self.parts(start, end, is_first);
        };
        // `token=/…`: a secret may have slashes.
        let before = word.get(..address).unwrap_or_default();
        let name = before
            .strip_suffix('=')
            .and_then(|it| it.rsplit(is_mark_of).next());
        if self.manner.finds_named && name.is_some_and(|name| self.kind_of(name).is_some()) {
            return self.parts(start, end, is_first);
        }
        self.parts(start, start + address, is_first);
        self.addresses(start + address, end);
        None
    }

    /// Where a token with slashes in it ends that could be taken for an address: the first one of the word, at its beginning
    /// or behind a mark, if no address comes before it.
    fn marked(&self, start: usize, end: usize) -> Option<usize> {
        let word = self.value.get(start..end)?;
        if !is_long(word) {
            return None;
        }
        let marks = word.bytes().enumerate().filter(|(_, byte)| is_mark(*byte));
        let mut places = std::iter::once(0).chain(marks.map(|(at, _)| at + 1));
        let (at, length) = places.find_map(|at| Some((at, marked_token(word.get(at..)?)?)))?;
        let is_address = address_in(word).is_some_and(|address| address < at);
        (!is_address).then_some(start + at + length)
    }

    /// One address, or several with commas between.
    fn addresses(&mut self, start: usize, end: usize) {
        let mut start = start;
        while start < end {
            let rest = self.value.get(start..end).unwrap_or_default();
            let length = next_address(rest).unwrap_or(rest.len());
            let address = rest.get(..length).unwrap_or_default();
            if let Some(masked) = url::mask(self.secrets, address) {
                let masked = if self.manner.keeps_length {
                    veiled(address)
                } else {
                    masked
                };
                self.replace(start, start + length, &masked);
            }
            // The mark between two of them stays.
            start += length + 1;
        }
    }

    /// The parts of a word: `a=1;token=x`.
    fn parts(&mut self, start: usize, end: usize, is_first: bool) -> Option<usize> {
        let mut at = start;
        while at < end {
            let rest = self.value.get(at..end).unwrap_or_default();
            let length = length_until(rest, is_mark);
            let bare = rest.get(..length).unwrap_or_default();
            let mark = rest.as_bytes().get(length).copied();
            if self.may_hold(bare) {
                self.hide(at, at + length, Kind::Token);
            } else if let Some(mark @ (b'=' | b':')) = mark
                && self.manner.finds_named
                && let Some(kind) = self.kind_of(bare)
                && let Some(after) = self.named(at + length + 1, end, mark, kind)
            {
                if after > end {
                    return Some(after);
                }
                at = after;
                continue;
            } else if mark.is_none()
                && (is_first || at > start)
                && let Some(after) = self.announced(bare, end)
            {
                return Some(after);
            }
            at += length + 1;
        }
        None
    }

    /// What a name announces. There are few names, and each is looked at once.
    fn kind_of(&mut self, name: &str) -> Option<Kind> {
        // Times and dates are full of short ones.
        if name.len() < 3 || self.secrets.clean.holds(Place::Word, name, "") {
            return None;
        }
        let kind = of_word(name);
        if kind.is_none() {
            self.secrets.clean.note(Place::Word, name, "");
        }
        kind
    }

    fn may_hold(&self, word: &str) -> bool {
        !tokens(word).is_empty()
            || (self.manner.finds_random && (is_random(word) || is_random_base64(word)))
    }

    /// Masks what follows on a name and its mark: the rest of the word up to the next mark, or what stands in quotes.
    fn named(&mut self, start: usize, end: usize, mark: u8, kind: Kind) -> Option<usize> {
        let rest = self.value.get(start..end).unwrap_or_default();
        if rest.is_empty() {
            let start = end + 1;
            let inner = self.value.get(start..)?;
            let length = match self.value.as_bytes().get(end)? {
                quote @ (b'"' | b'\'') => inner.find(char::from(*quote)).unwrap_or(inner.len()),
                // `password: …`, unless a sentence goes on.
                _ => length_until(inner, is_end),
            };
            let next = inner.get(..length)?;
            let is_quoted = self.value.get(end..)?.starts_with(['"', '\'']);
            let is_scheme = || self.announced_range(next, start + length).is_some();
            if !is_quoted && (next.is_empty() || is_step(next) || is_scheme()) {
                return None;
            }
            self.hide(start, start + length, kind);
            return Some(start + length + 1);
        }
        let length = rest.find([',', ';', '&', ')', '}', ']', '|']);
        let length = length.unwrap_or(rest.len());
        let secret = rest.get(..length).unwrap_or_default();
        // `token:read` is a permission. Of `authorization=Bearer …` the scheme stays.
        let is_permission = mark == b':' && kind != Kind::Password && is_step(secret);
        if is_permission || (length == rest.len() && self.announced_range(secret, end).is_some()) {
            return None;
        }
        self.hide(start, start + length, kind);
        Some(start + length)
    }

    /// Masks the credentials that a scheme announces.
    fn announced(&mut self, scheme: &str, end: usize) -> Option<usize> {
        let (start, end) = self.announced_range(scheme, end)?;
        self.hide(start, end, Kind::Token);
        Some(end)
    }

    /// The next word, if it is the credentials of this scheme. Behind them no further words are expected if they could be
    /// the next word of a sentence.
    fn announced_range(&self, scheme: &str, end: usize) -> Option<(usize, usize)> {
        // None is longer; most words are no schemes.
        if !(3..=9).contains(&scheme.len()) {
            return None;
        }
        let rest = self.value.get(end..)?;
        let trimmed = rest.trim_start_matches([' ', '\t']);
        let start = end + (rest.len() - trimmed.len());
        if start == end {
            return None;
        }
        let length = length_until(trimmed, is_end);
        let after = trimmed.get(length..).unwrap_or_default().trim_start();
        let word = trimmed.get(..length).unwrap_or_default();
        let word = word.trim_end_matches([',', ';', ')', '}', ']']);
        // A parameter in quotes follows: `realm="…"`.
        let is_parameter = word.strip_suffix('=').is_some_and(is_step);
        let is_sentence = is_step(word) && !after.is_empty();
        (!is_parameter && !is_sentence && is_credentials(scheme, word))
            .then_some((start, start + word.len()))
    }
}

#[cfg(test)]
#[path = "words_tests.rs"]
mod tests;
