//! Which header values are secrets, and what of them may stay.

use super::{MASK, mask_userinfo};

/// Headers whose whole value is a secret, beside those whose name says so.
const SECRET_NAMES: &[&str] = &[
    "api-key",
    "apikey",
    "x-api-key",
    "x-auth-token",
    "x-access-token",
    "x-csrf-token",
    "x-xsrf-token",
    "x-amz-security-token",
    "x-goog-api-key",
    "x-functions-key",
    "ocp-apim-subscription-key",
    "private-token",
    "dpop",
];

/// The masked value of a header; none where nothing is masked.
pub(super) fn mask(name: &str, value: &str) -> Option<String> {
    let name = name.to_ascii_lowercase();
    match name.as_str() {
        "authorization" | "proxy-authorization" => Some(match value.split_once(' ') {
            // The scheme tells bearer from basic, and is no secret.
            Some((scheme, _)) => format!("{scheme} {MASK}"),
            None => MASK.to_owned(),
        }),
        "cookie" => Some(
            value
                .split(';')
                .map(mask_pair)
                .collect::<Vec<_>>()
                .join("; "),
        ),
        "set-cookie" => Some(match value.split_once(';') {
            Some((pair, attributes)) => format!("{};{attributes}", mask_pair(pair)),
            None => mask_pair(value),
        }),
        // Where they point to may carry a user name and password.
        "location" | "referer" | "origin" | "access-control-allow-origin" | "content-location" => {
            mask_userinfo(value)
        }
        _ if SECRET_NAMES.contains(&name.as_str()) => Some(MASK.to_owned()),
        _ => None,
    }
}

/// `name=***`.
fn mask_pair(pair: &str) -> String {
    match pair.trim().split_once('=') {
        Some((name, _)) => format!("{name}={MASK}"),
        None => MASK.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemes_and_names_stay() {
        let table = [
            ("Authorization", "Bearer abc.def", Some("Bearer ***")),
            ("authorization", "abc", Some("***")),
            ("Cookie", "sid=1; theme=dark", Some("sid=***; theme=***")),
            (
                "Set-Cookie",
                "sid=1; Path=/; HttpOnly",
                Some("sid=***; Path=/; HttpOnly"),
            ),
            ("X-Api-Key", "k", Some("***")),
            ("Origin", "https://app.test", None),
            ("Accept", "*/*", None),
        ];
        for (name, value, masked) in table {
            assert_eq!(mask(name, value).as_deref(), masked, "{name}");
        }
    }
}
