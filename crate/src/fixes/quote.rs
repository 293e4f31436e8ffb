//! The only place where observed text becomes part of a snippet: one function for each syntax.
//!
//! Each either gives a literal that stands for exactly this text, or refuses with the reason. A refused value makes the
//! whole snippet "not expressible here": half a policy would look like a whole one.

use std::fmt::Write;

/// Why a syntax cannot hold a value: a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused(pub String);

/// A literal, or the reason why there is none.
pub type Quoted = Result<String, Refused>;

/// A syntax that snippets are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is named after its syntax")]
pub enum Syntax {
    JavaScript,
    Json,
    Python,
    Ruby,
    Php,
    Go,
    Rust,
    Java,
    CSharp,
    Yaml,
    Xml,
    Nginx,
    Apache,
    Caddyfile,
    Haproxy,
    Lighttpd,
}

impl Syntax {
    /// A string literal of this syntax, quotes included, that stands for exactly this text.
    pub fn literal(self, text: &str) -> Quoted {
        match self {
            Self::JavaScript => Ok(escaped(text, '\'', "", |out, other| {
                let _ = write!(out, "\\u{{{:x}}}", u32::from(other));
            })),
            // In Ruby `#{` within double quotes is code; a backslash before `#` takes its meaning away.
            Self::Ruby => Ok(escaped(text, '"', "#", |out, other| {
                let _ = write!(out, "\\u{{{:x}}}", u32::from(other));
            })),
            Self::Rust => Ok(escaped(text, '"', "", |out, other| {
                let _ = write!(out, "\\u{{{:x}}}", u32::from(other));
            })),
            Self::Python | Self::Go | Self::CSharp | Self::Yaml => {
                Ok(escaped(text, '"', "", |out, other| {
                    let _ = write!(out, "\\U{:08x}", u32::from(other));
                }))
            }
            Self::Json => Ok(escaped(text, '"', "", utf16)),
            // Java reads `\uXXXX` before it reads strings, so that an escaped quote would end one.
            Self::Java => printable(text, "Java", "").map(|text| escaped(text, '"', "", utf16)),
            Self::Php => printable(text, "PHP", "").map(|text| escaped(text, '\'', "", utf16)),
            Self::Xml => printable(text, "XML", "").map(|text| {
                let text = text.replace('&', "&amp;").replace('<', "&lt;");
                format!("\"{}\"", text.replace('>', "&gt;").replace('"', "&quot;"))
            }),
            Self::Nginx => printable(text, "nginx", "$").map(|text| escaped(text, '"', "", utf16)),
            Self::Apache => {
                printable(text, "Apache httpd", "$%\\").map(|text| escaped(text, '"', "", utf16))
            }
            Self::Caddyfile => {
                printable(text, "Caddy", "{}\\").map(|text| escaped(text, '"', "", utf16))
            }
            Self::Haproxy if text.is_empty() => {
                Err(Refused("HAProxy takes no empty value.".to_owned()))
            }
            Self::Haproxy => printable(text, "HAProxy", "'%").map(|text| format!("'{text}'")),
            Self::Lighttpd => {
                printable(text, "lighttpd", "$%\\").map(|text| escaped(text, '"', "", utf16))
            }
        }
    }
}

/// A regular expression, anchored at both ends, that fits exactly this text. Whatever is neither letter nor digit is
/// escaped as a number, so that no configuration sees quotes, variables or spaces in it.
pub fn regex(text: &str) -> Quoted {
    let text = printable(text, "a regular expression", "")?;
    let mut out = String::from("^");
    for character in text.chars() {
        match character {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '/' | ':' | '-' | '_' | '~' => out.push(character),
            '.' => out.push_str("\\."),
            other => {
                let _ = write!(out, "\\x{:02x}", u32::from(other));
            }
        }
    }
    out.push('$');
    Ok(out)
}

/// The text between quotes, with backslashes before the quote, the backslash and `special`; what is not printable ASCII is
/// written by `other`.
fn escaped(text: &str, quote: char, special: &str, other: impl Fn(&mut String, char)) -> String {
    let mut out = String::from(quote);
    for character in text.chars() {
        if character == quote || character == '\\' || special.contains(character) {
            out.push('\\');
            out.push(character);
        } else if (' '..='~').contains(&character) {
            out.push(character);
        } else {
            other(&mut out, character);
        }
    }
    out.push(quote);
    out
}

/// `\uXXXX`, twice for a character beyond the first plane.
fn utf16(out: &mut String, character: char) {
    for unit in character.encode_utf16(&mut [0; 2]) {
        // Writing to a String cannot fail.
        let _ = write!(out, "\\u{unit:04x}");
    }
}

/// Printable ASCII without any of `forbidden`.
fn printable<'text>(
    text: &'text str,
    syntax: &str,
    forbidden: &str,
) -> Result<&'text str, Refused> {
    let bad = text
        .chars()
        .find(|character| !(' '..='~').contains(character) || forbidden.contains(*character));
    match bad {
        None => Ok(text),
        Some(bad) if (' '..='~').contains(&bad) => Err(Refused(format!(
            "A value holds `{bad}`, which {syntax} reads as more than text in every notation it has."
        ))),
        Some(bad) => Err(Refused(format!(
            "A value holds the character U+{:04X}, which {syntax} cannot hold as text.",
            u32::from(bad)
        ))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals() {
        let text = "it's \"$x\" #{y} `z` \\ %d <?";
        let of = |syntax: Syntax| syntax.literal(text);
        assert_eq!(
            of(Syntax::JavaScript),
            Ok(r#"'it\'s "$x" #{y} `z` \\ %d <?'"#.into())
        );
        assert_eq!(
            of(Syntax::Ruby),
            Ok(r#""it's \"$x\" \#{y} `z` \\ %d <?""#.into())
        );
        assert_eq!(
            of(Syntax::Php),
            Ok(r#"'it\'s "$x" #{y} `z` \\ %d <?'"#.into())
        );
        assert_eq!(
            of(Syntax::Xml),
            Ok("\"it's &quot;$x&quot; #{y} `z` \\ %d &lt;?\"".into())
        );
        for syntax in [
            Syntax::Nginx,
            Syntax::Apache,
            Syntax::Caddyfile,
            Syntax::Haproxy,
            Syntax::Lighttpd,
        ] {
            assert!(of(syntax).is_err(), "{syntax:?}");
        }
    }

    #[test]
    fn what_is_not_printable_is_escaped_or_refused() {
        assert_eq!(
            Syntax::JavaScript.literal("a\n\u{2028}"),
            Ok(r"'a\u{a}\u{2028}'".into())
        );
        assert_eq!(
            Syntax::Json.literal("\u{1F600}"),
            Ok(r#""\ud83d\ude00""#.into())
        );
        assert_eq!(Syntax::Python.literal("a\n"), Ok(r#""a\U0000000a""#.into()));
        assert!(Syntax::Java.literal("a\n").is_err());
        assert!(Syntax::Nginx.literal("a\n").is_err());
    }

    #[test]
    fn a_regular_expression_fits_its_text_only() {
        assert_eq!(
            regex("https://a.test:1").as_deref(),
            Ok(r"^https://a\.test:1$")
        );
        assert_eq!(regex("a+[\"$").as_deref(), Ok(r"^a\x2b\x5b\x22\x24$"));
    }
}
