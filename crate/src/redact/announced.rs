//! Secrets in a value that is no secret as a whole: what a scheme, a name or a key announces, and what looks random between
//! other marks.

use std::borrow::Cow;

use super::looks::{is_long, random_runs};
use super::names::{of_parameter, of_word};
use super::secrets::{Kind, Secrets};
use super::tokens::is_credentials;
use super::trail::is_step;

/// `Bearer%20…`. Several words are a text, and so is one that is a word of the language.
pub(super) fn masked_credentials(secrets: &mut Secrets, text: &str) -> Option<String> {
    let at = text.find([' ', '+'])?;
    let (scheme, rest) = text.split_at(at);
    let mark = rest.get(..1)?;
    let credentials = rest.get(1..)?;
    let is_text = credentials.contains(' ') || (mark == "+" && credentials.contains('+'));
    if is_text || is_step(credentials) {
        return None;
    }
    is_credentials(scheme, credentials).then(|| {
        format!(
            "{scheme}{mark}{}",
            secrets.placeholder(Kind::Token, credentials)
        )
    })
}

/// Secrets among what is none: after a name and a colon, and what looks random between other marks.
pub(super) fn masked_pieces(secrets: &mut Secrets, text: &str) -> Option<String> {
    if let Some(at) = named_by_colon(text) {
        let (before, secret) = text.split_at(at.0);
        return Some(format!("{before}{}", secrets.placeholder(at.1, secret)));
    }
    let found = random_runs(text);
    if found.is_empty() {
        return None;
    }
    let mut masked = Cow::Borrowed(text);
    for range in found.into_iter().rev() {
        let secret = text.get(range.clone()).unwrap_or_default();
        let placeholder = secrets.placeholder(Kind::Secret, secret);
        masked.to_mut().replace_range(range, &placeholder);
    }
    Some(masked.into_owned())
}

/// Where the secret of `token:…` or `bot123456:…` begins.
fn named_by_colon(text: &str) -> Option<(usize, Kind)> {
    let mut start = 0;
    while let Some(length) = text.get(start..)?.find(':') {
        let before = text.get(start..start + length)?;
        let after = start + length + 1;
        let rest = text.get(after..)?;
        if !rest.is_empty() {
            // A chat's bot: its number, and what lets its holder speak for it.
            let number = before.strip_prefix("bot").unwrap_or_default();
            let is_bot = !number.is_empty()
                && number.bytes().all(|byte| byte.is_ascii_digit())
                && is_long(rest);
            if is_bot {
                return Some((after, Kind::Token));
            }
            let name = before.rsplit([' ', ',', '"', '{', '(']).next();
            // `token:read` is a permission, `session:expired` an event.
            let kind = name.and_then(of_word);
            let kind = kind.filter(|kind| *kind == Kind::Password || !begins_with_step(rest));
            if let Some(kind) = kind {
                return Some((after, kind));
            }
        }
        start = after;
    }
    None
}

/// Is the first word of a text a step? None is longer than this, and a text may have a colon at every other place.
fn begins_with_step(text: &str) -> bool {
    let text = text.trim_start_matches([' ', '+']);
    let end = text
        .bytes()
        .take(16)
        .position(|byte| matches!(byte, b' ' | b'+' | b','));
    is_step(text.get(..end.unwrap_or(text.len())).unwrap_or_default())
}

/// JSON with a key that names a secret, also inside a string of JSON; XML with such an element.
pub(super) fn holds_named_secret(text: &str) -> bool {
    let text = text.trim_start();
    if text.starts_with('<') {
        let names = text.split('<').skip(1);
        return names
            .filter_map(|rest| rest.split(['>', ' ', '/']).next())
            .any(|name| of_word(name).is_some());
    }
    // A string may hold the whole of it.
    if !text.starts_with(['{', '[', '"']) {
        return false;
    }
    let mut before = "";
    text.split(['"', '\'']).any(|piece| {
        let is_key = piece.trim_start().starts_with(':');
        // `"key\"` where the quote itself is quoted.
        let name = std::mem::replace(&mut before, piece);
        let bare = || {
            let names = piece.split(['{', ',']).skip(1);
            let mut names = names.filter_map(|rest| rest.split_once(':'));
            names.any(|(name, _)| of_word(name.trim()).is_some())
        };
        (is_key && of_parameter(name.trim_end_matches('\\')).is_some()) || bare()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_told_from_values() {
        for text in [
            "{\"password\":1}",
            " [{'api_key' : 1}]",
            "{\"a\":\"{\\\"token\\\":1}\"}",
            "{a:1,token:x}",
            "\"{\\\"token\\\":1}\"",
            "<a><password>x</password></a>",
            "<a token=\"1\"><pin/>",
        ] {
            assert!(holds_named_secret(text), "{text}");
        }
        for text in [
            "{\"a\":\"password\"}",
            "[\"token\",\"code\"]",
            "password: 1",
            "{\"time\":\"12:30\"}",
            "<a>token</a>",
            "{",
            "",
        ] {
            assert!(!holds_named_secret(text), "{text}");
        }
    }

    #[test]
    fn names_announce_secrets_and_permissions_do_not() {
        let found = |text| named_by_colon(text).map(|(at, _)| at);
        assert_eq!(found("token:hunter2"), Some(6));
        assert_eq!(found("a:b, Authorization: Bearer x1"), Some(19));
        assert_eq!(found("Authorization:+Bearer+x1"), Some(14));
        assert_eq!(found("password:letmein"), Some(9));
        assert_eq!(found("bot1234:abcdefghijklmnopqrstuvwxyz"), Some(8));
        for text in [
            "token:read session:write",
            "bot:abc",
            "12:30:00",
            "token:",
            ":x",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
