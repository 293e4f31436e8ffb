//! Header lists: every line as it came, combined only where the standard combines.

use std::borrow::Cow;

/// One header line of a [`HeaderList`]. The value holds one `char` for each byte as the log decoded it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeaderLine<'list> {
    /// The name, in the case it was sent.
    pub name: &'list str,
    /// The value without surrounding whitespace.
    pub value: &'list str,
}

/// A header list: order, case and duplicates kept.
///
/// All names and values stand in one text, each line known by where its two parts end: a log of 100,000 entries holds
/// millions of lines, and a pair of allocations for each was a third of the reader's time.
///
/// <https://fetch.spec.whatwg.org/#concept-header-list>
#[derive(Clone, PartialEq, Eq, Default)]
pub struct HeaderList {
    text: String,
    ends: Vec<Ends>,
}

/// Where the name and the value of a line end in the text; the name starts where the line before ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Ends {
    name: u32,
    value: u32,
}

impl HeaderList {
    /// An empty list.
    ///
    /// <https://fetch.spec.whatwg.org/#concept-header-list>
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a line at the end; whitespace around the value is not part of it. A line that would make the list larger than
    /// 4 GiB is left out: no server sends such headers, and no browser takes them.
    ///
    /// <https://fetch.spec.whatwg.org/#concept-header-list-append>
    pub fn append(&mut self, name: &str, value: &str) {
        let value = value.trim_matches(is_http_whitespace);
        let name_end = self.text.len() + name.len();
        if let (Ok(name_end), Ok(value_end)) = (
            u32::try_from(name_end),
            u32::try_from(name_end + value.len()),
        ) {
            self.text.push_str(name);
            self.text.push_str(value);
            self.ends.push(Ends {
                name: name_end,
                value: value_end,
            });
        }
    }

    /// Removes all lines; the room that they took is kept.
    ///
    /// <https://fetch.spec.whatwg.org/#concept-header-list>
    pub fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
    }

    /// All lines in order.
    ///
    /// <https://fetch.spec.whatwg.org/#concept-header-list>
    pub fn iter(&self) -> HeaderLines<'_> {
        HeaderLines {
            text: &self.text,
            start: 0,
            ends: self.ends.iter(),
        }
    }

    /// Number of lines.
    ///
    /// <https://fetch.spec.whatwg.org/#concept-header-list>
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Has it no line?
    ///
    /// <https://fetch.spec.whatwg.org/#concept-header-list>
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Keeps the lines for which `keep` holds.
    ///
    /// <https://fetch.spec.whatwg.org/#concept-header-list>
    pub fn retain(&mut self, mut keep: impl FnMut(HeaderLine<'_>) -> bool) {
        *self = self
            .iter()
            .filter(|line| keep(*line))
            .map(|line| (line.name, line.value))
            .collect();
    }

    /// Replaces the values for which `change` gives another.
    ///
    /// <https://fetch.spec.whatwg.org/#concept-header-list>
    pub fn map_values(&mut self, mut change: impl FnMut(&str, &str) -> Option<String>) {
        let changed: Vec<Option<String>> = self
            .iter()
            .map(|line| change(line.name, line.value))
            .collect();
        // Most lists hold no secret, and stay as they are.
        if changed.iter().all(Option::is_none) {
            return;
        }
        let lines = self.iter().zip(&changed);
        *self = lines
            .map(|(line, value)| (line.name, value.as_deref().unwrap_or(line.value)))
            .collect();
    }

    /// Removes all lines of `name`, then adds one.
    ///
    /// <https://fetch.spec.whatwg.org/#concept-header-list-set>
    pub fn set(&mut self, name: &str, value: &str) {
        self.retain(|line| !line.name.eq_ignore_ascii_case(name));
        self.append(name, value);
    }

    /// Is there a line of this name?
    ///
    /// <https://fetch.spec.whatwg.org/#header-list-contains>
    pub fn contains(&self, name: &str) -> bool {
        self.iter().any(|line| line.name.eq_ignore_ascii_case(name))
    }

    /// The values of the lines of this name, in order.
    ///
    /// <https://fetch.spec.whatwg.org/#concept-header-list-get>
    pub fn lines<'list>(&'list self, name: &'list str) -> impl Iterator<Item = &'list str> {
        self.iter()
            .filter(move |line| line.name.eq_ignore_ascii_case(name))
            .map(|line| line.value)
    }

    /// "Get": the values of all lines of this name joined by comma and space; none if there is no such line.
    ///
    /// <https://fetch.spec.whatwg.org/#concept-header-list-get>
    pub fn get<'list>(&'list self, name: &'list str) -> Option<Cow<'list, str>> {
        let mut lines = self.lines(name);
        // 1. No such header: null.
        let first = lines.next()?;
        // 2. All values, in order, separated by 0x2C 0x20.
        let mut combined = Cow::Borrowed(first);
        for line in lines {
            let text = combined.to_mut();
            text.push_str(", ");
            text.push_str(line);
        }
        Some(combined)
    }

    /// "Get, decode, and split": the combined value cut at commas outside quoted strings.
    ///
    /// <https://fetch.spec.whatwg.org/#concept-header-list-get-decode-split>
    pub fn get_decode_and_split(&self, name: &str) -> Option<Vec<String>> {
        Some(split_outside_quotes(&self.get(name)?))
    }
}

/// The lines of a [`HeaderList`], in order.
#[derive(Debug, Clone)]
pub struct HeaderLines<'list> {
    text: &'list str,
    start: usize,
    ends: std::slice::Iter<'list, Ends>,
}

impl<'list> Iterator for HeaderLines<'list> {
    type Item = HeaderLine<'list>;

    fn next(&mut self) -> Option<Self::Item> {
        let ends = self.ends.next()?;
        let (name, value) = (ends.name as usize, ends.value as usize);
        let line = HeaderLine {
            name: self.text.get(self.start..name)?,
            value: self.text.get(name..value)?,
        };
        self.start = value;
        Some(line)
    }
}

impl<'list> IntoIterator for &'list HeaderList {
    type Item = HeaderLine<'list>;
    type IntoIter = HeaderLines<'list>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// As the lines that it is, not as the text behind them.
impl std::fmt::Debug for HeaderList {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_list().entries(self).finish()
    }
}

impl<Name: AsRef<str>, Value: AsRef<str>> FromIterator<(Name, Value)> for HeaderList {
    fn from_iter<Lines: IntoIterator<Item = (Name, Value)>>(lines: Lines) -> Self {
        let mut list = Self::new();
        for (name, value) in lines {
            list.append(name.as_ref(), value.as_ref());
        }
        list
    }
}

/// "Get, decode, and split" a value.
///
/// <https://fetch.spec.whatwg.org/#header-value-get-decode-and-split>
fn split_outside_quotes(input: &str) -> Vec<String> {
    let mut values = Vec::new();
    let mut value = String::new();
    let mut characters = input.chars();
    let mut quoted = false;
    while let Some(character) = characters.next() {
        match character {
            // 5.2 A quoted string is collected whole, its escapes with it.
            '\\' if quoted => {
                value.push(character);
                value.extend(characters.next());
            }
            '"' => {
                quoted = !quoted;
                value.push(character);
            }
            // 5.3 A comma ends the value; 5.4 whitespace around it is removed.
            ',' if !quoted => values.push(
                std::mem::take(&mut value)
                    .trim_matches(is_tab_or_space)
                    .to_owned(),
            ),
            _ => value.push(character),
        }
    }
    values.push(value.trim_matches(is_tab_or_space).to_owned());
    values
}

/// The list of tokens in the lines of one header, or why there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExtractedValues {
    /// No such header.
    Null,
    /// An item is not a token; it is kept.
    Failure(String),
    /// The tokens, in order. Empty items are skipped, as the list syntax of HTTP allows them.
    Values(Vec<String>),
}

/// "Extract header list values" for the headers whose syntax is a list of tokens.
///
/// <https://fetch.spec.whatwg.org/#extract-header-list-values>
pub fn extract_header_list_values(list: &HeaderList, name: &str) -> ExtractedValues {
    // 1. No such header: null.
    let Some(combined) = list.get(name) else {
        return ExtractedValues::Null;
    };
    let mut values = Vec::new();
    // 2.-3. Parse each line by the header's syntax; failure if one does not match.
    for item in combined.split(',') {
        let item = item.trim_matches(is_tab_or_space);
        if item.is_empty() {
            continue;
        }
        if !super::method::is_token(item) {
            return ExtractedValues::Failure(item.to_owned());
        }
        values.push(item.to_owned());
    }
    // 4. The values.
    ExtractedValues::Values(values)
}

/// HTTP whitespace: tab, line feed, carriage return, space.
fn is_http_whitespace(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | ' ')
}

/// HTTP tab or space.
fn is_tab_or_space(character: char) -> bool {
    matches!(character, '\t' | ' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(lines: &[(&str, &str)]) -> HeaderList {
        lines.iter().copied().collect()
    }

    #[test]
    fn get_joins_lines_in_order() {
        let headers = list(&[("A", " 1\t"), ("b", "x"), ("a", "2")]);
        assert_eq!(headers.get("a").as_deref(), Some("1, 2"));
        assert_eq!(headers.get("c"), None);
    }

    #[test]
    fn split_keeps_quoted_commas() {
        let headers = list(&[("A", r#"text/html, "a,\"b", , x"#)]);
        assert_eq!(
            headers.get_decode_and_split("a").unwrap_or_default(),
            ["text/html", r#""a,\"b""#, "", "x"]
        );
    }

    #[test]
    fn lists_of_tokens() {
        let of = |value: &str| extract_header_list_values(&list(&[("M", value)]), "m");
        assert_eq!(
            of("GET,, PUT ,"),
            ExtractedValues::Values(vec!["GET".into(), "PUT".into()])
        );
        assert_eq!(of("GET PUT"), ExtractedValues::Failure("GET PUT".into()));
        assert_eq!(of(""), ExtractedValues::Values(vec![]));
        assert_eq!(
            extract_header_list_values(&HeaderList::new(), "m"),
            ExtractedValues::Null
        );
    }
}
