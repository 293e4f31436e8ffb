//! `postData.params`: the fields of a form, from a program that writes no text beside them.

use url::form_urlencoded;

use super::json::{Broken, Json};
use super::lenient::{Lenient, Shape, lenient_object};

lenient_object!(RawParam {
    "name" => name: Box<str>,
    "value" => value: Box<str>,
});

/// The fields as a form sends them.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct RawParams {
    /// Names and values, encoded.
    pub(super) form: String,
    /// Is there a field at all?
    pub(super) has_fields: bool,
    /// Could a field not be read, or is it a file?
    pub(super) has_lost: bool,
}

impl Shape for RawParams {
    fn read_array(&mut self, json: &mut Json<'_>) -> Result<bool, Broken> {
        let mut is_first = true;
        while json.next_element(&mut is_first)? {
            let mut param: Lenient<RawParam> = Lenient::Absent;
            param.read(json)?;
            self.has_fields = true;
            let Lenient::Value(RawParam {
                name: Lenient::Value(name),
                value: Lenient::Value(value),
            }) = param
            else {
                self.has_lost = true;
                continue;
            };
            if !self.form.is_empty() {
                self.form.push('&');
            }
            self.form.push_str(&encoded(&name));
            self.form.push('=');
            self.form.push_str(&encoded(&value));
        }
        Ok(true)
    }
}

/// A name or value as it is sent. Some programs write it as it was sent, others as it was meant: what holds escapes and
/// nothing that would have to be escaped is taken for the former.
fn encoded(text: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"*-._+".contains(&byte);
    let mut parts = text.split('%');
    let is_start_plain = parts
        .next()
        .is_some_and(|start| start.bytes().all(is_plain));
    let mut is_escaped = text.contains('%') && is_start_plain;
    for part in parts {
        let (digits, rest) = part.as_bytes().split_at(part.len().min(2));
        is_escaped &= digits.len() == 2 && digits.iter().all(u8::is_ascii_hexdigit);
        is_escaped &= rest.iter().copied().all(is_plain);
    }
    if is_escaped {
        text.to_owned()
    } else {
        form_urlencoded::byte_serialize(text.as_bytes()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_encoded_stays_and_the_rest_is_encoded() {
        for (text, sent) in [
            ("plain", "plain"),
            ("a b&c=d", "a+b%26c%3Dd"),
            ("a%20b", "a%20b"),
            ("a%26b+c", "a%26b+c"),
            ("100%", "100%25"),
            ("5%zz", "5%25zz"),
            ("%2", "%252"),
            ("a%20b c", "a%2520b+c"),
            ("ä", "%C3%A4"),
            ("", ""),
        ] {
            assert_eq!(encoded(text), sent, "{text}");
        }
    }
}
