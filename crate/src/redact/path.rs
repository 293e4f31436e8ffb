//! Secrets in the path of a URL.

use super::secrets::{Kind, Secrets};
use super::trail::Trail;
use super::url::{bare_userinfo, is_of_scheme, is_special, masked_userinfo};
use super::values::{covered, kind_of, masked_value, named, push_named};

pub(super) fn masked_path(secrets: &mut Secrets, path: &str, depth: usize) -> String {
    let mut text = String::with_capacity(path.len());
    let mut trail = Trail::default();
    // `https:` was met, and a host may follow: `/proxy/https://user:password@host/`.
    let mut scheme: Option<bool> = None;
    for (index, segment) in path.split('/').enumerate() {
        if index > 0 {
            text.push('/');
        }
        if segment.is_empty() {
            // Any scheme that two slashes follow.
            scheme = scheme.map(|_| true);
            continue;
        }
        let is_secret = trail.meets(segment);
        let userinfo = match scheme {
            Some(true) => segment.rsplit_once('@'),
            _ => bare_userinfo(segment),
        };
        let rest = match userinfo {
            Some((userinfo, host)) => {
                text.push_str(&masked_userinfo(secrets, userinfo));
                text.push('@');
                host
            }
            None => segment,
        };
        push_segment(secrets, &mut text, rest, is_secret, depth);
        scheme = scheme_at_end(segment).map(is_special);
    }
    text
}

/// The scheme that a segment ends with.
fn scheme_at_end(segment: &str) -> Option<&str> {
    let text = segment.strip_suffix(':')?;
    let length = text
        .bytes()
        .rev()
        .take_while(|byte| is_of_scheme(*byte))
        .count();
    text.get(text.len() - length..)
        .filter(|scheme| !scheme.is_empty())
}

/// A segment with its parameters: `a;jsessionid=1`, and `&` where a `?` was forgotten.
fn push_segment(
    secrets: &mut Secrets,
    text: &mut String,
    segment: &str,
    is_secret: bool,
    depth: usize,
) {
    for (index, piece) in segment.split_inclusive([';', '&']).enumerate() {
        let part = piece.strip_suffix([';', '&']).unwrap_or(piece);
        let is_secret = is_secret && index == 0;
        match named(part) {
            Some((name, value)) if !is_secret || kind_of(secrets, name).is_some() => {
                push_named(secrets, text, name, value, depth);
            }
            _ if is_secret => text.push_str(&covered(secrets, Kind::Token, part)),
            _ => text.push_str(&masked_value(secrets, "", part, depth)),
        }
        text.push_str(piece.get(part.len()..).unwrap_or_default());
    }
}
