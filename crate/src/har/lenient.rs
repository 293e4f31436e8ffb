//! Reading JSON of any type where one type is expected: a wrong type is noted, never an error.

use std::borrow::Cow;
use std::fmt;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor,
};

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
    fn read_array<'de, A: SeqAccess<'de>>(&mut self, mut array: A) -> Result<bool, A::Error> {
        while array.next_element::<IgnoredAny>()?.is_some() {}
        Ok(false)
    }
    fn read_object<'de, A: MapAccess<'de>>(&mut self, mut object: A) -> Result<bool, A::Error> {
        while object.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(false)
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

impl<T: Shape> Shape for Vec<Lenient<T>> {
    fn read_array<'de, A: SeqAccess<'de>>(&mut self, mut array: A) -> Result<bool, A::Error> {
        while let Some(item) = array.next_element::<Lenient<T>>()? {
            self.push(item);
        }
        Ok(true)
    }
}

impl<'de, T: Shape> Deserialize<'de> for Lenient<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut place = Self::Absent;
        InPlace(&mut place).deserialize(deserializer)?;
        Ok(place)
    }
}

/// Reads a value where it is to stand.
pub(super) struct InPlace<'place, T>(pub(super) &'place mut Lenient<T>);

impl<T: Shape> InPlace<'_, T> {
    /// Starts with the default and keeps what was read into it, unless that JSON type is not expected.
    fn read<Error>(
        self,
        kind: &'static str,
        read: impl FnOnce(&mut T) -> Result<bool, Error>,
    ) -> Result<(), Error> {
        *self.0 = Lenient::Value(T::default());
        if let Lenient::Value(value) = self.0
            && !read(value)?
        {
            *self.0 = Lenient::Wrong(kind);
        }
        Ok(())
    }
}

impl<'de, T: Shape> DeserializeSeed<'de> for InPlace<'_, T> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, T: Shape> Visitor<'de> for InPlace<'_, T> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("any JSON")
    }
    fn visit_unit<E>(self) -> Result<(), E> {
        *self.0 = Lenient::Null;
        Ok(())
    }
    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        self.read("a string", |value| Ok(value.read_text(text)))
    }
    fn visit_bool<E>(self, boolean: bool) -> Result<(), E> {
        self.read("a boolean", |value| Ok(value.read_boolean(boolean)))
    }
    fn visit_f64<E>(self, number: f64) -> Result<(), E> {
        self.read("a number", |value| Ok(value.read_number(number)))
    }
    #[expect(
        clippy::cast_precision_loss,
        reason = "a HAR's numbers are JavaScript's, that is f64"
    )]
    fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<(), E> {
        self.visit_f64(number as f64)
    }
    #[expect(
        clippy::cast_precision_loss,
        reason = "a HAR's numbers are JavaScript's, that is f64"
    )]
    fn visit_i64<E: serde::de::Error>(self, number: i64) -> Result<(), E> {
        self.visit_f64(number as f64)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, array: A) -> Result<(), A::Error> {
        self.read("an array", |value| value.read_array(array))
    }
    fn visit_map<A: MapAccess<'de>>(self, object: A) -> Result<(), A::Error> {
        self.read("an object", |value| value.read_object(object))
    }
}

/// A key of an object, borrowed from the input where it has no escapes.
pub(super) struct Key<'de>(pub(super) Cow<'de, str>);

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct KeyVisitor;
        impl<'de> Visitor<'de> for KeyVisitor {
            type Value = Key<'de>;
            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a key")
            }
            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Key(text.into()))
            }
            fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Key(text.to_owned().into()))
            }
        }
        deserializer.deserialize_str(KeyVisitor)
    }
}

/// An object of which some keys are read: the last of a repeated key counts, unknown ones are skipped unparsed.
macro_rules! lenient_object {
    ($(#[$attribute:meta])* $name:ident { $($key:literal => $field:ident: $type:ty),* $(,)? }) => {
        $(#[$attribute])*
        #[derive(Debug, Default, Clone, PartialEq)]
        pub(super) struct $name { $(pub(super) $field: Lenient<$type>),* }

        impl $name {
            /// Reads the value of `key` if it is one of ours; tells whether it was.
            pub(super) fn read_field<'de, A: serde::de::MapAccess<'de>>(
                &mut self, key: &str, object: &mut A,
            ) -> Result<bool, A::Error> {
                match key {
                    $($key => object.next_value_seed($crate::har::lenient::InPlace(&mut self.$field))?,)*
                    _ => return Ok(false),
                }
                Ok(true)
            }
        }

        impl Shape for $name {
            fn read_object<'de, A: serde::de::MapAccess<'de>>(&mut self, mut object: A) -> Result<bool, A::Error> {
                while let Some(key) = object.next_key::<$crate::har::lenient::Key<'de>>()? {
                    if !self.read_field(&key.0, &mut object)? {
                        object.next_value::<serde::de::IgnoredAny>()?;
                    }
                }
                Ok(true)
            }
        }
    };
}
pub(super) use lenient_object;
