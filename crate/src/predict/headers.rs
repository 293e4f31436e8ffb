//! What a request's and an answer's header lines come to.

use url::Url;

use super::{Request, Response};
use crate::chromium::safelist;
use crate::fetch::HeaderList;
use crate::fetch::http_redirect_fetch::is_redirect_status;
use crate::fetch::method::normalize;

/// All safelisted values together may be so long (measured: 1,024 is sent at once, 1,025 is asked for).
const SAFELISTED_TOTAL: usize = 1024;

/// The lines that say what a body is, and go with it.
const OF_BODY: [&str; 4] = [
    "content-encoding",
    "content-language",
    "content-location",
    "content-type",
];

/// The header list of a response; a name's trailing blanks do not count.
pub(super) fn header_list(response: &Response) -> HeaderList {
    let mut list = HeaderList::new();
    for (name, value) in &response.headers {
        list.append(name.trim_end(), value);
    }
    list
}

/// Where a response redirects to; an error where it says two things at once.
pub(super) fn location(
    status: u16,
    headers: &HeaderList,
    url: &Url,
) -> Result<Option<String>, String> {
    let mut lines: Vec<&str> = headers.lines("Location").collect();
    lines.dedup();
    if lines.len() > 1 {
        return Err("Two different Location lines make the answer invalid.".to_owned());
    }
    let location = lines
        .first()
        .filter(|line| is_redirect_status(status) && !line.is_empty());
    match location {
        Some(line) if url.join(line).is_err() => {
            Err("The redirect's address is no URL.".to_owned())
        }
        Some(line) => Ok(Some((*line).to_owned())),
        None => Ok(None),
    }
}

/// Targets that the network refuses before CORS is asked.
pub(super) fn is_unsafe_target(url: &Url, location: &str) -> bool {
    url.join(location).is_ok_and(|next| {
        matches!(
            next.scheme(),
            "data" | "about" | "file" | "filesystem" | "blob"
        )
    })
}

/// The header lines that the safelist is asked about: the author's, and what the page's call adds to them. The browser's
/// own `Accept` and `Content-Type` count among the values together, and are asked for with them (measured).
pub(super) fn sent(request: &Request) -> Vec<(String, String)> {
    let mut all = combined(&request.headers);
    // XMLHttpRequest leaves the body of a GET out; `fetch` has thrown by now.
    let has_body =
        request.body.is_some() && !matches!(normalize(&request.method).as_str(), "GET" | "HEAD");
    if has_body && request.api == "xhr" {
        all.iter_mut()
            .filter(|(name, _)| name.eq_ignore_ascii_case("content-type"))
            .for_each(|(_, value)| *value = with_own_charset(value));
    }
    let mut own = |name: &str, value: &str| {
        if !all
            .iter()
            .any(|(other, _)| other.eq_ignore_ascii_case(name))
        {
            all.push((name.to_owned(), value.to_owned()));
        }
    };
    own("Accept", "*/*");
    if has_body {
        own("Content-Type", "text/plain;charset=UTF-8");
    }
    all
}

/// The charset in which XMLHttpRequest sends a text, in the place of whatever an author names (measured).
fn with_own_charset(value: &str) -> String {
    let is_blank = |letter: char| letter <= ' ';
    let mut told = String::new();
    let mut rest = value;
    while let Some(at) = rest.to_ascii_lowercase().find("charset") {
        let (before, word) = rest.split_at(at);
        let after = &word["charset".len()..];
        told.push_str(before);
        told.push_str(&word[..word.len() - after.len()]);
        rest = after;
        let begins = told[..told.len() - "charset".len()]
            .ends_with(|letter| is_blank(letter) || letter == ';');
        let Some(named) = after.trim_start_matches(is_blank).strip_prefix('=') else {
            continue;
        };
        let named =
            named.trim_start_matches(|letter| is_blank(letter) || matches!(letter, '"' | '\''));
        let end = named
            .find(|letter| is_blank(letter) || matches!(letter, '"' | '\'' | ';'))
            .unwrap_or(named.len());
        if begins && end > 0 {
            told.push_str(&after[..after.len() - named.len()]);
            told.push_str("UTF-8");
            rest = &named[end..];
        }
    }
    told + rest
}

/// A value as the page's call takes it: blanks and line ends around it do not count.
pub(super) fn normalized(value: &str) -> &str {
    value.trim_matches([' ', '\t', '\r', '\n'])
}

/// Lines of one name become one, and what a page may not set is left out.
fn combined(headers: &[(String, String)]) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = Vec::new();
    for (name, value) in headers
        .iter()
        .filter(|(name, value)| !safelist::is_forbidden(name, value))
    {
        let value = normalized(value);
        match all
            .iter_mut()
            .find(|(other, _)| other.eq_ignore_ascii_case(name))
        {
            Some((_, before)) => {
                before.push_str(", ");
                before.push_str(value);
            }
            None => all.push((name.clone(), value.to_owned())),
        }
    }
    all
}

/// Does the request ask for a part of the answer? Mode `no-cors` leaves such a line out.
pub(super) fn asks_for_part(headers: &[(String, String)], mode: &str) -> bool {
    let mut names = headers.iter().map(|(name, _)| name);
    mode != "no-cors" && names.any(|name| name.eq_ignore_ascii_case("range"))
}

/// What a redirect takes off a request. Hints about the device are for the page's own origin alone: a redirect to any
/// other takes them off, one to it leaves them, wherever it comes from (measured).
pub(super) fn redirected(
    headers: &mut Vec<(String, String)>,
    is_new_method: bool,
    is_new_origin: bool,
    leads_home: bool,
) {
    headers.retain(|(name, _)| {
        let is = |other: &str| name.eq_ignore_ascii_case(other);
        !(is_new_method && OF_BODY.into_iter().any(is)
            || is_new_origin && is("authorization")
            || !leads_home && safelist::is_client_hint(name))
    });
}

/// The names that must be asked for, lower-case and sorted.
pub(super) fn unsafe_names(headers: &[(String, String)]) -> Vec<String> {
    let (safe, mut names): (Vec<_>, Vec<_>) = headers
        .iter()
        .partition(|(name, value)| safelist::is_safelisted(name, value));
    if safe
        .iter()
        .map(|(_, value)| value.chars().count())
        .sum::<usize>()
        > SAFELISTED_TOTAL
    {
        names.extend(safe);
    }
    let mut names: Vec<String> = names
        .into_iter()
        .map(|(name, _)| name.to_ascii_lowercase())
        .collect();
    names.sort_unstable();
    names.dedup();
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A request with header values of these lengths, all of them on the safelist.
    fn names(lengths: &[(&str, usize)], method: &str, body: Option<&str>) -> Vec<String> {
        let headers: Vec<(String, String)> = lengths
            .iter()
            .map(|&(name, length)| {
                let value = match name {
                    "Content-Type" => format!("text/plain;{}", "a".repeat(length - 11)),
                    name if name.starts_with(['A', 'C', 'U']) => "a".repeat(length),
                    _ => "1".repeat(length),
                };
                (name.to_owned(), value)
            })
            .collect();
        let request = serde_json::json!({ "method": method, "headers": headers, "body": body });
        let request: Request = serde_json::from_value(request).expect("a request");
        unsafe_names(&sent(&request))
    }

    const SEVEN: [(&str, usize); 7] = [
        ("Accept", 128),
        ("Accept-Language", 128),
        ("Content-Language", 128),
        ("Content-Type", 128),
        ("DPR", 128),
        ("Device-Memory", 128),
        ("Downlink", 128),
    ];

    /// As measured in Chromium 156, `fetch` and `XMLHttpRequest` alike.
    #[test]
    fn values_together_are_asked_for_beyond_1024() {
        let and = |more: &[(&'static str, usize)]| [&SEVEN[..], more].concat();
        let none: [&str; 0] = [];
        assert_eq!(names(&and(&[("RTT", 128)]), "GET", None), none);
        let over = names(&and(&[("RTT", 128), ("Width", 1)]), "GET", None);
        assert_eq!(over.len(), 9);
        // Nothing but the safelisted counts, and a page's User-Agent is never sent.
        assert_eq!(
            names(&and(&[("RTT", 128), ("X-A", 9)]), "GET", None),
            ["x-a"]
        );
        assert_eq!(
            names(&and(&[("RTT", 128), ("User-Agent", 9)]), "GET", None),
            none
        );
    }

    #[test]
    fn what_the_browser_adds_counts() {
        let without = |name: &str| -> Vec<(&'static str, usize)> {
            let rest = SEVEN.into_iter().filter(|(other, _)| *other != name);
            rest.chain([("RTT", 128)]).collect()
        };
        let with = |mut all: Vec<(&'static str, usize)>, width| {
            all.push(("Width", width));
            all
        };
        // `*/*` has 3 bytes.
        assert!(names(&with(without("Accept"), 125), "GET", None).is_empty());
        let over = names(&with(without("Accept"), 126), "GET", None);
        assert_eq!((over.len(), over[0].as_str()), (9, "accept"));
        // `text/plain;charset=UTF-8` has 24.
        let typed = without("Content-Type");
        assert!(names(&with(typed.clone(), 104), "POST", Some("x")).is_empty());
        let over = names(&with(typed.clone(), 105), "POST", Some("x"));
        assert!(over.contains(&"content-type".to_owned()), "{over:?}");
        assert!(names(&with(typed, 128), "POST", None).is_empty());
    }

    #[test]
    fn xhr_names_its_own_charset() {
        for (value, told) in [
            ("text/plain;charset=x", "text/plain;charset=UTF-8"),
            (
                "text/plain; Charset = \"x\"; a=b",
                "text/plain; Charset = \"UTF-8\"; a=b",
            ),
            ("a;charset=x;charset=y", "a;charset=UTF-8;charset=UTF-8"),
            ("a;acharset=x", "a;acharset=x"),
            ("a;charset=", "a;charset="),
            ("charset=x", "charset=x"),
            ("text/plain", "text/plain"),
        ] {
            assert_eq!(with_own_charset(value), told);
        }
    }

    #[test]
    fn a_redirect_takes_hints_off_unless_it_leads_home() {
        let left = |is_new_method, is_new_origin, leads_home| {
            let mut headers: Vec<(String, String)> =
                ["DPR", "Save-Data", "Authorization", "Content-Language"]
                    .map(|name| (name.to_owned(), "1".to_owned()))
                    .to_vec();
            redirected(&mut headers, is_new_method, is_new_origin, leads_home);
            headers
                .into_iter()
                .map(|(name, _)| name)
                .collect::<Vec<_>>()
        };
        assert_eq!(
            left(false, false, false),
            ["Save-Data", "Authorization", "Content-Language"]
        );
        assert_eq!(
            left(false, true, true),
            ["DPR", "Save-Data", "Content-Language"]
        );
        assert_eq!(left(true, true, false), ["Save-Data"]);
    }
}
