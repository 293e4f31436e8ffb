//! Which stacks answer at an address, as far as headers say so. Nothing is asserted beyond them: each detection names the
//! header that it rests on.

use std::collections::BTreeMap;

use super::{ALL, Layer};
use crate::har::Entry;

/// How much a sign proves; the strongest sorts first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// Nothing else answers so.
    Strong,
    /// Typical; a few others answer so.
    Medium,
    /// It fits; so do many others.
    Weak,
}

impl Strength {
    /// The word in reports.
    pub fn word(self) -> &'static str {
        match self {
            Self::Strong => "strong",
            Self::Medium => "medium",
            Self::Weak => "weak",
        }
    }
}

/// One sign of a stack.
#[derive(Debug, Clone, Copy)]
pub struct Fingerprint {
    /// How much it proves.
    pub strength: Strength,
    /// The response header that says so; `:host` for the address.
    pub header: &'static str,
    /// What it must be.
    pub test: Test,
}

/// What a header must be.
#[derive(Debug, Clone, Copy)]
pub enum Test {
    /// There.
    Present,
    /// Exactly this, in any case.
    Is(&'static str),
    /// It starts so, in any case.
    Starts(&'static str),
    /// It holds this, in any case.
    Holds(&'static str),
    /// It fits, together with the rest of the answer.
    Fits(fn(&str, &Entry) -> bool),
}

/// A strong sign.
pub(super) const fn strong(header: &'static str, test: Test) -> Fingerprint {
    Fingerprint {
        strength: Strength::Strong,
        header,
        test,
    }
}

/// A typical sign.
pub(super) const fn medium(header: &'static str, test: Test) -> Fingerprint {
    Fingerprint {
        strength: Strength::Medium,
        header,
        test,
    }
}

/// A sign that fits.
pub(super) const fn weak(header: &'static str, test: Test) -> Fingerprint {
    Fingerprint {
        strength: Strength::Weak,
        header,
        test,
    }
}

impl Fingerprint {
    /// The header as the answer holds it, if this sign is in it.
    fn found(&self, entry: &Entry) -> Option<String> {
        let value = if self.header == ":host" {
            host(&entry.url)?.to_owned()
        } else {
            entry.response_headers.get(self.header)?.into_owned()
        };
        let fits = match self.test {
            Test::Present => true,
            Test::Is(text) => value.eq_ignore_ascii_case(text),
            Test::Starts(text) => value
                .get(..text.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(text)),
            Test::Holds(text) => value.to_ascii_lowercase().contains(text),
            Test::Fits(fits) => fits(&value, entry),
        };
        fits.then_some(value)
    }
}

/// Host and port of a URL.
fn host(url: &str) -> Option<&str> {
    let authority = crate::har::authority(url).split_once("://")?.1;
    authority.rsplit('@').next()
}

/// A stack that was recognised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Detected {
    /// Its key.
    pub stack: &'static str,
    /// How surely.
    pub strength: Strength,
    /// The header line that says so.
    pub because: String,
    /// Does an answer that was refused say so, too? Then this layer made it, or let it through.
    pub in_refused: bool,
}

/// What was recognised at one address; it grows entry by entry.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Detections {
    found: BTreeMap<&'static str, (Strength, String)>,
    /// The stacks that each kind of answer shows; answers of a kind already seen say nothing new.
    kinds: BTreeMap<u64, Vec<&'static str>>,
}

/// More kinds of answers than this, and the rest say nothing new either.
const MOST_KINDS: usize = 256;

impl Detections {
    /// Takes in one answer.
    pub fn see(&mut self, entry: &Entry) {
        if entry.is_without_response() || self.kinds.len() >= MOST_KINDS {
            return;
        }
        let kind = kind(entry);
        if self.kinds.contains_key(&kind) {
            return;
        }
        let signs = signs(entry);
        self.kinds
            .insert(kind, signs.iter().map(|(stack, ..)| *stack).collect());
        for (stack, strength, because) in signs {
            let better = self
                .found
                .get(stack)
                .is_none_or(|(known, _)| strength < *known);
            if better {
                self.found.insert(stack, (strength, because));
            }
        }
    }

    /// The stacks, the surest first. Among equals the layer that must change stands first: the application, unless the
    /// refused answer shows a proxy's signs and none of an application; then the proxy made it.
    pub fn sorted(&self, refused: Option<&Entry>) -> Vec<Detected> {
        let shown = refused.and_then(|entry| self.kinds.get(&kind(entry)));
        let mut all: Vec<(Layer, Detected)> = self
            .found
            .iter()
            .filter_map(|(key, (strength, because))| {
                let detected = Detected {
                    stack: key,
                    strength: *strength,
                    because: because.clone(),
                    in_refused: shown.is_some_and(|shown| shown.contains(key)),
                };
                Some((super::by_key(key)?.layer, detected))
            })
            .collect();
        let is_made_in_front = all
            .iter()
            .any(|(layer, it)| it.in_refused && layer.is_in_front())
            && !all
                .iter()
                .any(|(layer, it)| it.in_refused && !layer.is_in_front());
        let place = |key: &str| ALL.iter().position(|stack| stack.key == key);
        all.sort_by_key(|(layer, it)| {
            let must_change = layer.is_in_front() == is_made_in_front;
            (it.strength, !must_change, *layer, place(it.stack))
        });
        all.into_iter().map(|(_, detected)| detected).collect()
    }
}

/// A number for what an answer shows: equal where status, header names and the telling values are.
fn kind(entry: &Entry) -> u64 {
    // FNV-1a: small, and the same on every machine.
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let mut take = |bytes: &[u8]| {
        for byte in bytes.iter().chain(b"\n") {
            hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    };
    take(entry.method.as_bytes());
    take(&entry.status.to_be_bytes());
    for line in &entry.response_headers {
        take(line.name.as_bytes());
        let is_telling = [
            "Server",
            "X-Powered-By",
            "Allow",
            "Via",
            "Vary",
            "Content-Type",
        ]
        .iter()
        .any(|name| line.name.eq_ignore_ascii_case(name));
        if is_telling {
            take(line.value.as_bytes());
        }
    }
    hash
}

/// All signs of one answer, at most one for each stack: the strongest.
fn signs(entry: &Entry) -> Vec<(&'static str, Strength, String)> {
    ALL.iter()
        .filter_map(|stack| {
            let found = stack
                .fingerprints
                .iter()
                .filter_map(|sign| Some((sign, sign.found(entry)?)));
            let (sign, value) = found.min_by_key(|(sign, _)| sign.strength)?;
            Some((stack.key, sign.strength, line(sign.header, &value)))
        })
        .collect()
}

/// The header line, cut where it is long. It is shown as text only.
fn line(header: &str, value: &str) -> String {
    let short: String = value.chars().take(80).collect();
    let cut = if short.len() < value.len() { "…" } else { "" };
    match header {
        ":host" => format!("the address is at {short}{cut}"),
        _ => format!("{header}: {short}{cut}"),
    }
}
