//! Reading JSON of any type where one type is expected: a wrong type is noted, never an error.

use std::borrow::Cow;

use super::json::{Broken, Json, Start};

/// A value of the expected type, or what stood there instead.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) enum Lenient<T> {
    /// The key is missing.
    #[default]
    Absent,
    /// `null`.
    Null,
    /// As expected.
    Value(T),
    /// Another type; its name.
    Wrong(&'static str),
}

impl<T> Lenient<T> {
    /// Does nothing stand there?
    pub(super) fn is_nothing(&self) -> bool {
        matches!(self, Self::Absent | Self::Null)
    }

    /// The value, or a note of what stood there.
    pub(super) fn take(
        self,
        at: &'static str,
        wrong: &mut Vec<(&'static str, &'static str)>,
    ) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Wrong(kind) => {
                wrong.push((at, kind));
                None
            }
            Self::Absent | Self::Null => None,
        }
    }
}

/// A type that can be read from some types of JSON. Each reader fills the value where it stands and tells whether that
/// JSON type is one of the expected: an entry is half a kilobyte, and returning it would move it five times.
pub(super) trait Shape: Default {
    fn read_text(&mut self, _: &str) -> bool {
        false
    }
    fn read_number(&mut self, _: f64) -> bool {
        false
    }
    fn read_boolean(&mut self, _: bool) -> bool {
        false
    }
    fn read_array(&mut self, json: &mut Json<'_>) -> Result<bool, Broken> {
        json.skip_array()?;
        Ok(false)
    }
    fn read_object(&mut self, json: &mut Json<'_>) -> Result<bool, Broken> {
        json.skip_object()?;
        Ok(false)
    }
}

impl<T: Shape> Lenient<T> {
    /// Reads a value where it is to stand. Where the text breaks, what was read of the value so far is kept.
    pub(super) fn read(&mut self, json: &mut Json<'_>) -> Result<(), Broken> {
        let start = json.start()?;
        if start == Start::Null {
            *self = Self::Null;
            return Ok(());
        }
        *self = Self::Value(T::default());
        let Self::Value(value) = self else {
            return Ok(());
        };
        let (kind, is_expected) = match start {
            Start::Null => return Ok(()),
            Start::Text(text) => ("a string", value.read_text(&text)),
            Start::Number(number) => ("a number", value.read_number(number)),
            Start::Boolean(boolean) => ("a boolean", value.read_boolean(boolean)),
            Start::Array => ("an array", value.read_array(json)?),
            Start::Object => ("an object", value.read_object(json)?),
        };
        if !is_expected {
            *self = Self::Wrong(kind);
        }
        Ok(())
    }
}

impl Shape for Box<str> {
    fn read_text(&mut self, text: &str) -> bool {
        *self = text.into();
        true
    }
}

/// A text that is nearly always one of a few words: those are not allocated.
impl Shape for Cow<'static, str> {
    fn read_text(&mut self, text: &str) -> bool {
        let known = WORDS.iter().find(|word| **word == text);
        *self = known.map_or_else(|| Cow::Owned(text.to_owned()), |word| Cow::Borrowed(*word));
        true
    }
}

/// Methods, protocols, resource types and initiators as Chromium writes them, the most frequent first.
const WORDS: &[&str] = &[
    "GET",
    "script",
    "http/1.1",
    "h2",
    "fetch",
    "xhr",
    "HTTP/1.1",
    "POST",
    "OPTIONS",
    "preflight",
    "image",
    "stylesheet",
    "document",
    "font",
    "other",
    "parser",
    "h3",
    "http/2.0",
    "PUT",
    "DELETE",
    "PATCH",
    "HEAD",
    "manifest",
    "media",
    "websocket",
    "eventsource",
    "ping",
    "",
];

impl Shape for f64 {
    fn read_number(&mut self, number: f64) -> bool {
        *self = number;
        true
    }
    /// Some programs write numbers as text.
    fn read_text(&mut self, text: &str) -> bool {
        let number = text.trim().parse();
        number.map(|number| *self = number).is_ok()
    }
}

impl Shape for bool {
    fn read_boolean(&mut self, value: bool) -> bool {
        *self = value;
        true
    }
}

/// An object of which some keys are read: the last of a repeated key counts, unknown ones are skipped.
macro_rules! lenient_object {
    ($(#[$attribute:meta])* $name:ident { $($key:literal => $field:ident: $type:ty),* $(,)? }) => {
        $(#[$attribute])*
        #[derive(Debug, Default, Clone, PartialEq)]
        pub(super) struct $name { $(pub(super) $field: Lenient<$type>),* }

        impl $name {
            /// Reads the value of `key` if it is one of ours; tells whether it was.
            pub(super) fn read_field(
                &mut self, key: &str, json: &mut $crate::har::json::Json<'_>,
            ) -> Result<bool, $crate::har::json::Broken> {
                match key {
                    $($key => self.$field.read(json)?,)*
                    _ => return Ok(false),
                }
                Ok(true)
            }
        }

        impl Shape for $name {
            fn read_object(&mut self, json: &mut $crate::har::json::Json<'_>) -> Result<bool, $crate::har::json::Broken> {
                let mut is_first = true;
                while let Some(key) = json.next_key(&mut is_first)? {
                    if !self.read_field(&key, json)? {
                        json.skip()?;
                    }
                }
                Ok(true)
            }
        }
    };
}
pub(super) use lenient_object;
