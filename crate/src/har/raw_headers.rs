//! Headers as a log holds them, read straight into a list: no line is copied before its place is known.

use std::borrow::Cow;

use super::json::{Broken, Json, Start};
use super::lenient::{Lenient, Shape};
use crate::fetch::HeaderList;

/// The readable lines, and the JSON types that stood in place of others.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct RawHeaders {
    pub(super) list: HeaderList,
    pub(super) wrong: Vec<&'static str>,
}

impl Shape for RawHeaders {
    fn read_array(&mut self, json: &mut Json<'_>) -> Result<bool, Broken> {
        // Collected in a list that is used again, so that each is allocated once and exactly.
        let mut list = json.take_lines();
        let mut is_first = true;
        while json.next_element(&mut is_first)? {
            match read_header(json)? {
                Lenient::Value(header) => {
                    if let Some((name, value)) = header.into_line(&mut self.wrong) {
                        // A value with line feeds is several lines.
                        value.split('\n').for_each(|line| list.append(&name, line));
                    }
                }
                Lenient::Wrong(kind) => self.wrong.push(kind),
                Lenient::Absent | Lenient::Null => {}
            }
        }
        self.list = list.clone();
        json.keep_lines(list);
        Ok(true)
    }
}

/// One header of the log, its texts borrowed from the input where they have no escapes.
#[derive(Default)]
struct RawHeader<'text> {
    name: Lenient<Cow<'text, str>>,
    value: Lenient<Cow<'text, str>>,
}

impl<'text> RawHeader<'text> {
    /// Name and value; none for a pseudo-header of HTTP/2, which is no header, and where no name can be read.
    fn into_line(
        self,
        wrong: &mut Vec<&'static str>,
    ) -> Option<(Cow<'text, str>, Cow<'text, str>)> {
        let mut take = |text| match text {
            Lenient::Value(text) => Some(text),
            Lenient::Wrong(kind) => {
                wrong.push(kind);
                None
            }
            Lenient::Absent | Lenient::Null => None,
        };
        let name: Cow<'text, str> = take(self.name)?;
        let value = take(self.value).unwrap_or_default();
        (!name.starts_with(':')).then_some((name, value))
    }
}

/// An element of the array: a header, or what stood in its place.
fn read_header<'text>(json: &mut Json<'text>) -> Result<Lenient<RawHeader<'text>>, Broken> {
    match json.start()? {
        Start::Object => {
            let mut header = RawHeader::default();
            let mut is_first = true;
            while let Some(key) = json.next_key(&mut is_first)? {
                match &*key {
                    "name" => header.name = read_text(json)?,
                    "value" => header.value = read_text(json)?,
                    _ => json.skip()?,
                }
            }
            Ok(Lenient::Value(header))
        }
        other => read_wrong(json, &other),
    }
}

/// A text, or what stood in its place.
fn read_text<'text>(json: &mut Json<'text>) -> Result<Lenient<Cow<'text, str>>, Broken> {
    match json.start()? {
        Start::Text(text) => Ok(Lenient::Value(text)),
        other => read_wrong(json, &other),
    }
}

fn read_wrong<T>(json: &mut Json<'_>, start: &Start<'_>) -> Result<Lenient<T>, Broken> {
    Ok(Lenient::Wrong(match start {
        Start::Null => return Ok(Lenient::Null),
        Start::Text(_) => "a string",
        Start::Boolean(_) => "a boolean",
        Start::Number(_) => "a number",
        Start::Array => {
            json.skip_array()?;
            "an array"
        }
        Start::Object => {
            json.skip_object()?;
            "an object"
        }
    }))
}
