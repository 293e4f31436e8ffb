//! The remedy in the words of each stack: how it shows itself, where the snippet goes, and the snippet. One file a stack.

pub mod detect;
pub mod proofs;
pub mod quote;
mod template;

mod express4;
mod express5;
mod nginx;

pub use detect::{Detected, Detections, Strength};
pub use proofs::Proof;
pub use quote::Refused;

use crate::remedy::Policy;
use detect::Fingerprint;
use quote::Syntax;
use template::Item;

/// A kind of server, and how CORS is configured on it.
#[derive(Debug, Clone, Copy)]
pub struct Stack {
    /// Kebab-case; the file's name with underscores.
    pub key: &'static str,
    /// For the list of stacks.
    pub title: &'static str,
    /// Which versions the snippet is for.
    pub versions: &'static str,
    /// Language of the snippet, for highlighting.
    pub language: &'static str,
    /// The file, and the place in it.
    pub file: &'static str,
    /// What makes it take effect.
    pub restart: &'static str,
    /// What goes wrong most often, in a line.
    pub trap: &'static str,
    /// Where it stands between page and data.
    pub layer: Layer,
    /// How it shows itself.
    pub fingerprints: &'static [Fingerprint],
    /// How values are written in it.
    syntax: Syntax,
    /// Names that are not written as plain literals.
    item: Option<Item>,
    /// The snippet, see [`template`].
    template: &'static str,
    /// What it cannot say at all, if anything.
    cannot: fn(&Policy) -> Option<&'static str>,
}

/// Where a stack stands between the page and the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    /// The application itself.
    App,
    /// A place for files.
    Storage,
    /// A proxy or gateway in front of it.
    Proxy,
    /// A network of caches in front of everything.
    Edge,
    /// A way around CORS on a developer's machine only.
    Development,
}

impl Layer {
    /// Does it stand in front of the application?
    pub fn is_in_front(self) -> bool {
        matches!(self, Self::Proxy | Self::Edge)
    }
}

/// All stacks, in the order in which they are offered.
pub const ALL: &[Stack] = &[express5::STACK, express4::STACK, nginx::STACK];

/// The stacks that are offered where none was recognised.
pub const COMMONEST: [&str; 3] = ["express5", "nginx", "express4"];

/// The stack of a key.
pub fn by_key(key: &str) -> Option<&'static Stack> {
    ALL.iter().find(|stack| stack.key == key)
}

impl Stack {
    /// The snippet; an error where the stack cannot express the policy, with the reason.
    pub fn render(&self, policy: &Policy) -> Result<String, Refused> {
        if let Some(reason) = (self.cannot)(policy) {
            return Err(Refused(reason.to_owned()));
        }
        template::fill(self.template, self.syntax, self.item, policy)
    }

    /// Does it help on a developer's machine only?
    pub fn is_development_only(&self) -> bool {
        self.layer == Layer::Development
    }

    /// What a reader must know beside the snippet: version, restart, trap.
    pub fn notes(&self) -> Vec<String> {
        let mut notes = vec![
            format!("For {}.", self.versions),
            self.restart.to_owned(),
            self.trap.to_owned(),
        ];
        if self.is_development_only() {
            notes.insert(
                0,
                "For development only: it avoids CORS on this machine and changes nothing in production.".to_owned(),
            );
        }
        notes
    }
}

/// It can express every policy.
fn anything(_: &Policy) -> Option<&'static str> {
    None
}
