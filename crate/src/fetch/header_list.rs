//! Header lists: every line as it came, combined only where the standard combines.

use std::borrow::Cow;

/// One header line. The value holds one `char` for each byte as the log decoded it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeaderLine {
    /// The name, in the case it was sent.
    pub name: Box<str>,
    /// The value without surrounding whitespace.
    pub value: Box<str>,
}

/// A header list: order, case and duplicates kept.
///
/// <https://fetch.spec.whatwg.org/#concept-header-list>
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HeaderList(Vec<HeaderLine>);

impl HeaderList {
    /// An empty list.
    ///
    /// <https://fetch.spec.whatwg.org/#concept-header-list>
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a line at the end; whitespace around the value is not part of it.
    ///
    /// <https://fetch.spec.whatwg.org/#concept-header-list-append>
    pub fn append(&mut self, name: &str, value: &str) {
        let value = value.trim_matches(is_http_whitespace);
        self.0.push(HeaderLine {
            name: name.into(),
            value: value.into(),
        });
    }

    /// Adds a line at the end without copying it, where nothing has to be trimmed.
    ///
    /// <https://fetch.spec.whatwg.org/#concept-header-list-append>
    pub fn append_owned(&mut self, name: Box<str>, value: Box<str>) {
        if value.len() == value.trim_matches(is_http_whitespace).len() {
            self.0.push(HeaderLine { name, value });
        } else {
            self.append(&name, &value);
        }
    }

    /// An empty list with room for so many lines.
    ///
    /// <https://fetch.spec.whatwg.org/#concept-header-list>
    pub fn with_capacity(lines: usize) -> Self {
        Self(Vec::with_capacity(lines))
    }

    /// All lines in order.
    ///
    /// <https://fetch.spec.whatwg.org/#concept-header-list>
    pub fn iter(&self) -> std::slice::Iter<'_, HeaderLine> {
        self.0.iter()
    }

    /// Number of lines.
    ///
    /// <https://fetch.spec.whatwg.org/#concept-header-list>
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Has it no line?
    ///
    /// <https://fetch.spec.whatwg.org/#concept-header-list>
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Keeps the lines for which `keep` holds.
    ///
    /// <https://fetch.spec.whatwg.org/#concept-header-list>
    pub fn retain(&mut self, keep: impl FnMut(&HeaderLine) -> bool) {
        self.0.retain(keep);
        self.0.shrink_to_fit();
    }

    /// Replaces the values for which `change` gives another.
    ///
    /// <https://fetch.spec.whatwg.org/#concept-header-list>
    pub fn map_values(&mut self, change: impl Fn(&str, &str) -> Option<String>) {
        for line in &mut self.0 {
            if let Some(value) = change(&line.name, &line.value) {
                line.value = value.into();
            }
        }
    }

    /// Removes all lines of `name`, then adds one.
    ///
    /// <https://fetch.spec.whatwg.org/#concept-header-list-set>
    pub fn set(&mut self, name: &str, value: &str) {
        self.0.retain(|line| !line.name.eq_ignore_ascii_case(name));
        self.append(name, value);
    }

    /// Is there a line of this name?
    ///
    /// <https://fetch.spec.whatwg.org/#header-list-contains>
    pub fn contains(&self, name: &str) -> bool {
        self.0
            .iter()
            .any(|line| line.name.eq_ignore_ascii_case(name))
    }

    /// The values of the lines of this name, in order.
    ///
    /// <https://fetch.spec.whatwg.org/#concept-header-list-get>
    pub fn lines<'list>(&'list self, name: &'list str) -> impl Iterator<Item = &'list str> {
        self.0
            .iter()
            .filter(move |line| line.name.eq_ignore_ascii_case(name))
            .map(|line| &*line.value)
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

impl<'list> IntoIterator for &'list HeaderList {
    type Item = &'list HeaderLine;
    type IntoIter = std::slice::Iter<'list, HeaderLine>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
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
