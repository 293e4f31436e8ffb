//! Where addresses stand in a word.

use super::url::is_of_scheme;

/// Where the address in a word begins: with its scheme, or with a slash. `text/html` is none.
pub(super) fn address_in(word: &str) -> Option<usize> {
    let mark = word.bytes().position(|byte| matches!(byte, b'/' | b'?'))?;
    let before = word.get(..mark)?;
    let rest = word.get(mark..)?;
    let start = before
        .rfind([',', ';', '=', '(', '[', '{', '|'])
        .map_or(0, |at| at + 1);
    let is_whole = rest.starts_with('/') && before.ends_with(':');
    let is_relative = word
        .get(start..mark)
        .is_some_and(|begin| begin.bytes().all(|byte| byte == b'.'));
    let has_query = word.contains('?');
    if is_whole || is_relative || has_query {
        return Some(start);
    }
    // `text/html,https://…`
    let at = word.find("://")?;
    let start = word.get(..at)?.rfind([',', ';', '=', '(', '|']);
    Some(start.map_or(0, |at| at + 1))
}

/// Where the mark stands behind which another address begins.
pub(super) fn next_address(text: &str) -> Option<usize> {
    let mut from = 1;
    while let Some(at) = text.get(from..)?.find("://") {
        let before = text.get(..from + at)?;
        let name = before
            .bytes()
            .rev()
            .take_while(|byte| is_of_scheme(*byte))
            .count();
        let start = before.len() - name;
        if name > 0 && before.get(..start)?.ends_with([',', ';', '|']) {
            return Some(start - 1);
        }
        from += at + 3;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_from_other_slashes() {
        let table = [
            ("/a", Some(0)),
            ("../a", Some(0)),
            ("url=/a", Some(4)),
            ("https://a.test/", Some(0)),
            ("x,https://a.test/", Some(2)),
            ("text/html,https://a.test/", Some(10)),
            ("users?a=b", Some(0)),
            ("/a?next=https://a.test/", Some(0)),
            ("text/html", None),
            ("Mozilla/5.0", None),
            ("W/", None),
            ("*/*;q=0.8", None),
            ("", None),
        ];
        for (word, wanted) in table {
            assert_eq!(address_in(word), wanted, "{word}");
        }
    }

    #[test]
    fn several_addresses_have_a_mark_between() {
        assert_eq!(next_address("https://a.test/,b;http://c.test"), Some(17));
        assert_eq!(next_address("https://a.test/,http://c.test"), Some(15));
        assert_eq!(next_address("https://a.test/?u=http://c.test"), None);
    }
}
