//! What stands where a secret stood: a placeholder that names its kind and a number. The same secret has the same
//! placeholder wherever it stands, so that a flow can still be followed.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::clean::Clean;

/// How every placeholder begins.
pub const MASK: &str = "***";

/// What was masked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A bearer token, a JWT, anything that lets its holder in.
    Token,
    /// A cookie's value.
    Cookie,
    /// An API key.
    Key,
    /// A signature.
    Signature,
    /// A password.
    Password,
    /// The user name beside a password.
    User,
    /// An authorization code.
    Code,
    /// What looks random, or is named as something to keep.
    Secret,
    /// A body.
    Body,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Token,
        Self::Cookie,
        Self::Key,
        Self::Signature,
        Self::Password,
        Self::User,
        Self::Code,
        Self::Secret,
        Self::Body,
    ];

    /// The word in the placeholder.
    pub fn word(self) -> &'static str {
        match self {
            Self::Token => "token",
            Self::Cookie => "cookie",
            Self::Key => "key",
            Self::Signature => "signature",
            Self::Password => "password",
            Self::User => "user",
            Self::Code => "code",
            Self::Secret => "secret",
            Self::Body => "body",
        }
    }
}

/// A placeholder found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placeholder<'text> {
    /// What it stands for.
    pub kind: Kind,
    /// Its number among those of its kind, as written.
    pub number: &'text str,
    /// Where it begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

/// All placeholders of a text, in order.
pub fn placeholders(text: &str) -> impl Iterator<Item = Placeholder<'_>> {
    text.match_indices(MASK).filter_map(|(start, _)| {
        let rest = text.get(start + MASK.len()..)?;
        let kind = Kind::ALL
            .into_iter()
            .find(|kind| rest.starts_with(kind.word()))?;
        let digits = rest.get(kind.word().len()..)?;
        let length = digits.bytes().take_while(u8::is_ascii_digit).count();
        (length > 0).then_some(Placeholder {
            kind,
            number: digits.get(..length)?,
            start,
            end: start + MASK.len() + kind.word().len() + length,
        })
    })
}

/// Is the whole text one placeholder?
pub(super) fn is_placeholder(text: &str) -> bool {
    // Nearly no text is one: it is not searched.
    text.starts_with(MASK)
        && placeholders(text).any(|found| found.start == 0 && found.end == text.len())
}

/// The secrets met so far, none of them kept: a digest tells whether one was met before. What is no secret may be kept.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Secrets {
    met: BTreeMap<(u64, u64), (Kind, u32)>,
    last_of: BTreeMap<Kind, u32>,
    pub(super) clean: Clean,
}

impl Secrets {
    /// The placeholder of a secret. What was masked before stays as it is, so that a report can be read again.
    pub(super) fn placeholder(&mut self, kind: Kind, secret: &str) -> String {
        if is_placeholder(secret) {
            self.remember(secret);
            return secret.to_owned();
        }
        let (kind, number) = self.number(kind, secret);
        format!("{MASK}{}{number}", kind.word())
    }

    /// Covers a secret where every byte's place matters: as long as it was, with its number at the end if that fits.
    pub(super) fn cover(&mut self, secret: &str) -> String {
        let length = secret.chars().count();
        let stars = secret.trim_end_matches(|character: char| character.is_ascii_digit());
        if !stars.is_empty() && stars.bytes().all(|byte| byte == b'*') {
            return secret.to_owned();
        }
        let number = self.number(Kind::Token, secret).1.to_string();
        if number.len() < length {
            format!("{}{number}", "*".repeat(length - number.len()))
        } else {
            "*".repeat(length)
        }
    }

    fn number(&mut self, kind: Kind, secret: &str) -> (Kind, u32) {
        let digest = |salt: u8| {
            let mut hasher = DefaultHasher::new();
            (salt, secret).hash(&mut hasher);
            hasher.finish()
        };
        let last_of = &mut self.last_of;
        let key = (digest(0), digest(1));
        *self.met.entry(key).or_insert_with(|| {
            let last = last_of.entry(kind).or_default();
            *last += 1;
            (kind, *last)
        })
    }

    /// Numbers that a masked log uses already are not given to other secrets.
    fn remember(&mut self, text: &str) {
        for found in placeholders(text) {
            let last = self.last_of.entry(found.kind).or_default();
            *last = (*last).max(found.number.parse().unwrap_or(0));
        }
    }
}
