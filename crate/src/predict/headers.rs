//! What a request's and an answer's header lines come to.

use url::Url;

use super::Response;
use crate::chromium::safelist;
use crate::fetch::HeaderList;
use crate::fetch::http_redirect_fetch::is_redirect_status;

/// All safelisted values together may be so long.
const SAFELISTED_TOTAL: usize = 1024;

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

/// Lines of one name become one, and what a page may not set is left out.
pub(super) fn combined(headers: &[(String, String)]) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = Vec::new();
    for (name, value) in headers
        .iter()
        .filter(|(name, _)| !safelist::is_forbidden(name))
    {
        let value = value.trim_matches([' ', '\t', '\r', '\n']);
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
