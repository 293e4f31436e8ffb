//! Headers as a log holds them, read straight into a list: no line is copied before its place is known.

use std::borrow::Cow;

use super::json::{Broken, Json, Start};
use super::lenient::Shape;
use crate::fetch::HeaderList;

/// The readable lines, and the JSON types that stood in place of others.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct RawHeaders {
    pub(super) list: HeaderList,
    pub(super) wrong: Vec<&'static str>,
    /// Was a line lost that a verdict may rest on? Then its absence from the list says nothing.
    pub(super) has_lost: bool,
}

impl RawHeaders {
    /// A line that cannot be read: what stands there, and the name where that much is known.
    fn lose(&mut self, kind: &'static str, name: Option<&str>) {
        self.wrong.push(kind);
        self.has_lost |= name.is_none_or(is_decisive);
    }
}

/// Does a verdict read this header? The others only help to explain it.
fn is_decisive(name: &str) -> bool {
    let starts = |start: &str| {
        name.get(..start.len())
            .is_some_and(|it| it.eq_ignore_ascii_case(start))
    };
    ["Origin", "Location"]
        .iter()
        .any(|it| name.eq_ignore_ascii_case(it))
        || starts("Access-Control-")
        || starts("Sec-Fetch-")
}

impl Shape for RawHeaders {
    fn read_array(&mut self, json: &mut Json<'_>) -> Result<bool, Broken> {
        // Collected in a list that is used again, so that each is allocated once and exactly.
        let mut list = json.take_lines();
        let mut is_first = true;
        while json.next_element(&mut is_first)? {
            let header = match read_header(json)? {
                Ok(header) => header,
                Err(kind) => {
                    self.lose(kind, None);
                    continue;
                }
            };
            match (header.name, header.value) {
                // A pseudo-header of HTTP/2, which is no header.
                (Ok(name), _) if name.starts_with(':') => {}
                // A value with line feeds is several lines.
                (Ok(name), Ok(value)) => {
                    value.split('\n').for_each(|line| list.append(&name, line));
                }
                // Without its value a line says nothing: an empty one would be refused for being empty.
                (Ok(name), Err(kind)) => self.lose(kind, Some(&name)),
                (Err(kind), _) => self.lose(kind, None),
            }
        }
        self.list = list.clone();
        json.keep_lines(list);
        Ok(true)
    }
}

/// A text of the log, borrowed where it has no escapes, or what stood in its place.
type Text<'text> = Result<Cow<'text, str>, &'static str>;

/// One header of the log.
struct RawHeader<'text> {
    name: Text<'text>,
    value: Text<'text>,
}

/// An element of the array: a header, or what stood in its place.
fn read_header<'text>(
    json: &mut Json<'text>,
) -> Result<Result<RawHeader<'text>, &'static str>, Broken> {
    match json.start()? {
        Start::Object => {
            let mut header = RawHeader {
                name: Err("nothing"),
                value: Err("nothing"),
            };
            let mut is_first = true;
            while let Some(key) = json.next_key(&mut is_first)? {
                match &*key {
                    "name" => header.name = read_text(json)?,
                    "value" => header.value = read_text(json)?,
                    _ => json.skip()?,
                }
            }
            Ok(Ok(header))
        }
        other => read_wrong(json, &other).map(Err),
    }
}

fn read_text<'text>(json: &mut Json<'text>) -> Result<Text<'text>, Broken> {
    match json.start()? {
        Start::Text(text) => Ok(Ok(text)),
        other => read_wrong(json, &other).map(Err),
    }
}

/// Passes what stands in the place of a header or text; its JSON type.
fn read_wrong(json: &mut Json<'_>, start: &Start<'_>) -> Result<&'static str, Broken> {
    Ok(match start {
        Start::Null => "null",
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
    })
}
