//! Reading JSON of any type where one type is expected: a wrong type is noted, never an error.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

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

/// A type that can be read from some types of JSON.
pub(super) trait Shape: Sized {
    fn from_text(_: &str) -> Option<Self> {
        None
    }
    fn from_number(_: f64) -> Option<Self> {
        None
    }
    fn from_boolean(_: bool) -> Option<Self> {
        None
    }
    fn from_array<'de, A: SeqAccess<'de>>(mut array: A) -> Result<Option<Self>, A::Error> {
        while array.next_element::<IgnoredAny>()?.is_some() {}
        Ok(None)
    }
    fn from_object<'de, A: MapAccess<'de>>(mut object: A) -> Result<Option<Self>, A::Error> {
        while object.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(None)
    }
}

impl Shape for Box<str> {
    fn from_text(text: &str) -> Option<Self> {
        Some(text.into())
    }
}

impl Shape for f64 {
    fn from_number(number: f64) -> Option<Self> {
        Some(number)
    }
    /// Some programs write numbers as text.
    fn from_text(text: &str) -> Option<Self> {
        text.trim().parse().ok()
    }
}

impl Shape for bool {
    fn from_boolean(value: bool) -> Option<Self> {
        Some(value)
    }
}

impl<T: Shape> Shape for Vec<Lenient<T>> {
    fn from_array<'de, A: SeqAccess<'de>>(mut array: A) -> Result<Option<Self>, A::Error> {
        let mut items = Self::new();
        while let Some(item) = array.next_element::<Lenient<T>>()? {
            items.push(item);
        }
        Ok(Some(items))
    }
}

impl<'de, T: Shape> Deserialize<'de> for Lenient<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyVisitor(PhantomData))
    }
}

struct AnyVisitor<T>(PhantomData<T>);

impl<'de, T: Shape> Visitor<'de> for AnyVisitor<T> {
    type Value = Lenient<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("any JSON")
    }
    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Lenient::Null)
    }
    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(T::from_text(text).map_or(Lenient::Wrong("a string"), Lenient::Value))
    }
    fn visit_bool<E>(self, value: bool) -> Result<Self::Value, E> {
        Ok(T::from_boolean(value).map_or(Lenient::Wrong("a boolean"), Lenient::Value))
    }
    fn visit_f64<E>(self, number: f64) -> Result<Self::Value, E> {
        Ok(T::from_number(number).map_or(Lenient::Wrong("a number"), Lenient::Value))
    }
    #[expect(
        clippy::cast_precision_loss,
        reason = "a HAR's numbers are JavaScript's, that is f64"
    )]
    fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<Self::Value, E> {
        self.visit_f64(number as f64)
    }
    #[expect(
        clippy::cast_precision_loss,
        reason = "a HAR's numbers are JavaScript's, that is f64"
    )]
    fn visit_i64<E: serde::de::Error>(self, number: i64) -> Result<Self::Value, E> {
        self.visit_f64(number as f64)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, array: A) -> Result<Self::Value, A::Error> {
        Ok(T::from_array(array)?.map_or(Lenient::Wrong("an array"), Lenient::Value))
    }
    fn visit_map<A: MapAccess<'de>>(self, object: A) -> Result<Self::Value, A::Error> {
        Ok(T::from_object(object)?.map_or(Lenient::Wrong("an object"), Lenient::Value))
    }
}

/// A key of an object, borrowed from the input where it has no escapes.
pub(super) struct Key<'de>(pub(super) std::borrow::Cow<'de, str>);

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
                    $($key => self.$field = object.next_value()?,)*
                    _ => return Ok(false),
                }
                Ok(true)
            }
        }

        impl Shape for $name {
            fn from_object<'de, A: serde::de::MapAccess<'de>>(mut object: A) -> Result<Option<Self>, A::Error> {
                let mut value = Self::default();
                while let Some(key) = object.next_key::<$crate::har::lenient::Key<'de>>()? {
                    if !value.read_field(&key.0, &mut object)? {
                        object.next_value::<serde::de::IgnoredAny>()?;
                    }
                }
                Ok(Some(value))
            }
        }
    };
}
pub(super) use lenient_object;
