//! What the calling code says of the credentials mode.
//!
//! The live panel can read the page's scripts. What stands at the call is evidence and no proof: a wrapper may be called
//! with other options elsewhere. So it is shown beside the readings and decides none.

use crate::fetch::CredentialsMode;

/// What the code at a call says, and the words for it; none where it says nothing that can be read.
///
/// `before` and `after` are the text around the place that the log names as the call.
pub fn read(before: &str, after: &str) -> Option<(CredentialsMode, &'static str)> {
    if after.starts_with("send") {
        return of_xml_http_request(before);
    }
    let arguments = Arguments::of(after)?;
    match arguments.value_of("credentials") {
        Some(Value::Text("include")) => {
            return Some((CredentialsMode::Include, "`credentials: 'include'`"));
        }
        Some(Value::Text("omit")) => {
            return Some((CredentialsMode::NotInclude, "`credentials: 'omit'`"));
        }
        Some(Value::Text("same-origin")) => {
            return Some((CredentialsMode::NotInclude, "`credentials: 'same-origin'`"));
        }
        Some(_) => return None,
        None => {}
    }
    match arguments.value_of("withCredentials") {
        Some(Value::True) => return Some((CredentialsMode::Include, "`withCredentials: true`")),
        Some(Value::False) => {
            return Some((CredentialsMode::NotInclude, "`withCredentials: false`"));
        }
        Some(_) => return None,
        None => {}
    }
    let is_plain_call = after.starts_with("fetch") || after.starts_with("new EventSource");
    (is_plain_call && arguments.are_whole()).then_some((
        CredentialsMode::NotInclude,
        "no credentials, and the default leaves them out across origins",
    ))
}

/// `xhr.withCredentials = …` stands before `xhr.send()`.
fn of_xml_http_request(before: &str) -> Option<(CredentialsMode, &'static str)> {
    let (_, assigned) = before.rsplit_once("withCredentials")?;
    let value = assigned.trim_start().strip_prefix('=')?.trim_start();
    if value.starts_with("true") || value.starts_with("!0") {
        Some((CredentialsMode::Include, "`withCredentials = true`"))
    } else if value.starts_with("false") || value.starts_with("!1") {
        Some((CredentialsMode::NotInclude, "`withCredentials = false`"))
    } else {
        None
    }
}

/// A piece of code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Token<'code> {
    /// A name, a number or a keyword.
    Word(&'code str),
    /// A text in quotes, without them.
    Text(&'code str),
    /// Anything else.
    Mark(char),
}

/// A value that a key is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Value<'code> {
    Text(&'code str),
    True,
    False,
    Other,
}

/// The tokens between a call's parentheses.
struct Arguments<'code>(Vec<Token<'code>>);

impl<'code> Arguments<'code> {
    /// Of the first call in the code; none if it does not end there.
    fn of(code: &'code str) -> Option<Self> {
        let open = code.find('(')?;
        let mut tokens = Vec::new();
        let mut depth = 0_usize;
        let mut rest = code.get(open..)?;
        loop {
            let (token, length) = next(rest)?;
            rest = rest.get(length..)?;
            match token {
                Some(Token::Mark('(' | '{' | '[')) => depth += 1,
                Some(Token::Mark(')' | '}' | ']')) => depth = depth.checked_sub(1)?,
                _ => {}
            }
            tokens.extend(token);
            if depth == 0 {
                return Some(Self(tokens));
            }
        }
    }

    /// What a key of an object is given.
    fn value_of(&self, name: &str) -> Option<Value<'code>> {
        self.0.windows(3).find_map(|three| match three {
            [Token::Word(key) | Token::Text(key), Token::Mark(':'), value] if *key == name => {
                Some(match value {
                    Token::Text(text) => Value::Text(text),
                    Token::Word("true") => Value::True,
                    Token::Word("false") => Value::False,
                    _ => Value::Other,
                })
            }
            // `{ credentials }` takes a variable's value.
            [
                Token::Mark('{' | ','),
                Token::Word(key),
                Token::Mark(',' | '}'),
            ] if *key == name => Some(Value::Other),
            _ => None,
        })
    }

    /// Do they state everything: a text alone, or a second argument that is an object without spread?
    fn are_whole(&self) -> bool {
        let inside = self
            .0
            .get(1..self.0.len().saturating_sub(1))
            .unwrap_or_default();
        let spreads = inside
            .windows(3)
            .any(|three| three.iter().all(|token| *token == Token::Mark('.')));
        match inside {
            [Token::Text(_)] => true,
            [.., Token::Mark('}')] => {
                let mut depth = 0_usize;
                let second = inside.iter().position(|token| {
                    match token {
                        Token::Mark('(' | '{' | '[') => depth += 1,
                        Token::Mark(')' | '}' | ']') => depth = depth.saturating_sub(1),
                        _ => {}
                    }
                    depth == 0 && *token == Token::Mark(',')
                });
                !spreads
                    && second.is_some_and(|comma| inside.get(comma + 1) == Some(&Token::Mark('{')))
            }
            _ => false,
        }
    }
}

/// The next token and how many bytes it takes; no token for space and comments, none at all at the end.
fn next(code: &str) -> Option<(Option<Token<'_>>, usize)> {
    let first = code.chars().next()?;
    if first.is_whitespace() {
        return Some((None, first.len_utf8()));
    }
    if code.starts_with("//") {
        return Some((None, code.find('\n')?));
    }
    if code.starts_with("/*") {
        return Some((None, code.find("*/")? + 2));
    }
    if matches!(first, '"' | '\'' | '`') {
        let mut escaped = false;
        let end = code.char_indices().skip(1).find_map(|(at, character)| {
            let ends = !escaped && character == first;
            escaped = !escaped && character == '\\';
            ends.then_some(at)
        })?;
        return Some((Some(Token::Text(code.get(1..end)?)), end + 1));
    }
    let is_word = |character: char| character.is_alphanumeric() || matches!(character, '_' | '$');
    if is_word(first) {
        let end = code
            .find(|character| !is_word(character))
            .unwrap_or(code.len());
        return Some((Some(Token::Word(code.get(..end)?)), end));
    }
    Some((Some(Token::Mark(first)), first.len_utf8()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use CredentialsMode::{Include, NotInclude};

    #[test]
    fn what_the_code_at_a_call_says() {
        let table = [
            ("", "fetch(url, { credentials: 'include' })", Some(Include)),
            (
                "",
                "fetch(url,{method:\"PUT\",credentials:\"include\"}).then(f)",
                Some(Include),
            ),
            (
                "",
                "fetch(url, {\n  // mode\n  'credentials': `omit`,\n})",
                Some(NotInclude),
            ),
            (
                "",
                "fetch(url, { method: 'PUT', headers: { a: 'b' } })",
                Some(NotInclude),
            ),
            ("", "fetch('/orders')", Some(NotInclude)),
            ("", "fetch(request)", None),
            ("", "fetch(url, options)", None),
            ("", "fetch(url, { ...options, method: 'PUT' })", None),
            ("", "fetch(url, { credentials })", None),
            ("", "fetch(url, { credentials: mode })", None),
            (
                "",
                "fetch(url, { body: 'credentials: include' })",
                Some(NotInclude),
            ),
            (
                "",
                "fetch(url, { body: JSON.stringify({ credentials: 'include' ",
                None,
            ),
            (
                "",
                "fetch(`/a/${id})`, { credentials: 'include' })",
                Some(Include),
            ),
            (
                "",
                "new EventSource(url, { withCredentials: true })",
                Some(Include),
            ),
            (
                "",
                "request(url, { credentials: 'include' })",
                Some(Include),
            ),
            ("", "request(url, {})", None),
            (
                "x.open('GET', u); x.withCredentials = true; x.",
                "send()",
                Some(Include),
            ),
            ("x.withCredentials=!0,x.", "send(b)", Some(Include)),
            ("x.withCredentials = false; x.", "send()", Some(NotInclude)),
            ("x.withCredentials = wanted; x.", "send()", None),
            ("x.open('GET', u); x.", "send()", None),
            ("", "", None),
            ("", "fetch(", None),
            ("", "fetch(url))", None),
        ];
        for (before, after, mode) in table {
            assert_eq!(
                read(before, after).map(|(mode, _)| mode),
                mode,
                "{before}{after}"
            );
        }
    }
}
