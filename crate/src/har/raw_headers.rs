//! Headers as a log holds them, read straight into a list: no line is copied before its place is known.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::lenient::{Key, Lenient, Shape};
use crate::fetch::HeaderList;

/// The readable lines, and the JSON types that stood in place of others.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct RawHeaders {
    pub(super) list: HeaderList,
    pub(super) wrong: Vec<&'static str>,
}

impl Shape for RawHeaders {
    fn read_array<'de, A: SeqAccess<'de>>(&mut self, mut array: A) -> Result<bool, A::Error> {
        // Collected first, so that the list is allocated once and exactly. Most have fewer lines than this.
        let mut lines = Vec::with_capacity(20);
        while let Some(element) = array.next_element::<Element<'de>>()? {
            match element.0 {
                Lenient::Value(header) => lines.extend(header.into_line(&mut self.wrong)),
                Lenient::Wrong(kind) => self.wrong.push(kind),
                Lenient::Absent | Lenient::Null => {}
            }
        }
        let bytes = lines.iter().map(|(name, value)| name.len() + value.len());
        self.list = HeaderList::with_capacity(lines.len(), bytes.sum());
        for (name, value) in &lines {
            // A value with line feeds is several lines.
            value
                .split('\n')
                .for_each(|line| self.list.append(name, line));
        }
        Ok(true)
    }
}

/// One header of the log, its texts borrowed from the input where they have no escapes.
#[derive(Default)]
struct RawHeader<'de> {
    name: Lenient<Cow<'de, str>>,
    value: Lenient<Cow<'de, str>>,
}

impl<'de> RawHeader<'de> {
    /// Name and value; none for a pseudo-header of HTTP/2, which is no header, and where no name can be read.
    fn into_line(self, wrong: &mut Vec<&'static str>) -> Option<(Cow<'de, str>, Cow<'de, str>)> {
        let mut take = |text| match text {
            Lenient::Value(text) => Some(text),
            Lenient::Wrong(kind) => {
                wrong.push(kind);
                None
            }
            Lenient::Absent | Lenient::Null => None,
        };
        let name: Cow<'de, str> = take(self.name)?;
        let value = take(self.value).unwrap_or_default();
        (!name.starts_with(':')).then_some((name, value))
    }
}

/// An element of the array: a header, or what stood in its place.
struct Element<'de>(Lenient<RawHeader<'de>>);

/// A text, or what stood in its place.
struct Text<'de>(Lenient<Cow<'de, str>>);

/// What both visitors answer for every type but the one they expect.
macro_rules! others_are_wrong {
    ($wrap:expr) => {
        fn visit_unit<E>(self) -> Result<Self::Value, E> {
            Ok($wrap(Lenient::Null))
        }
        fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
            Ok($wrap(Lenient::Wrong("a boolean")))
        }
        fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
            Ok($wrap(Lenient::Wrong("a number")))
        }
        fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
            Ok($wrap(Lenient::Wrong("a number")))
        }
        fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
            Ok($wrap(Lenient::Wrong("a number")))
        }
        fn visit_seq<A: SeqAccess<'de>>(self, mut array: A) -> Result<Self::Value, A::Error> {
            while array.next_element::<IgnoredAny>()?.is_some() {}
            Ok($wrap(Lenient::Wrong("an array")))
        }
    };
}

impl<'de> Deserialize<'de> for Element<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ElementVisitor;
        impl<'de> Visitor<'de> for ElementVisitor {
            type Value = Element<'de>;
            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a header")
            }
            others_are_wrong!(Element);
            fn visit_str<E>(self, _: &str) -> Result<Self::Value, E> {
                Ok(Element(Lenient::Wrong("a string")))
            }
            fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Self::Value, A::Error> {
                let mut header = RawHeader::default();
                while let Some(key) = object.next_key::<Key<'de>>()? {
                    match &*key.0 {
                        "name" => header.name = object.next_value::<Text<'de>>()?.0,
                        "value" => header.value = object.next_value::<Text<'de>>()?.0,
                        _ => {
                            object.next_value::<IgnoredAny>()?;
                        }
                    }
                }
                Ok(Element(Lenient::Value(header)))
            }
        }
        deserializer.deserialize_any(ElementVisitor)
    }
}

impl<'de> Deserialize<'de> for Text<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TextVisitor;
        impl<'de> Visitor<'de> for TextVisitor {
            type Value = Text<'de>;
            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a text")
            }
            others_are_wrong!(Text);
            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Text(Lenient::Value(Cow::Borrowed(text))))
            }
            fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Text(Lenient::Value(Cow::Owned(text.to_owned()))))
            }
            fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Self::Value, A::Error> {
                while object.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                Ok(Text(Lenient::Wrong("an object")))
            }
        }
        deserializer.deserialize_any(TextVisitor)
    }
}
