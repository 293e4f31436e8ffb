//! Names that say that what follows is a secret.

use super::looks::percent_decoded;
use super::secrets::Kind;

/// Whole names, without case and punctuation.
const WHOLE: &[(&str, Kind)] = &[
    ("code", Kind::Code),
    ("usercode", Kind::Code),
    ("devicecode", Kind::Code),
    ("codeverifier", Kind::Code),
    ("pin", Kind::Code),
    ("otp", Kind::Code),
    ("totp", Kind::Code),
    ("state", Kind::Secret),
    ("relaystate", Kind::Secret),
    ("nonce", Kind::Secret),
    ("sid", Kind::Secret),
    ("ticket", Kind::Secret),
    ("sig", Kind::Signature),
    ("sign", Kind::Signature),
    ("hmac", Kind::Signature),
    ("key", Kind::Key),
    ("pass", Kind::Password),
    ("pw", Kind::Password),
    ("auth", Kind::Token),
    ("authorization", Kind::Token),
    ("bearer", Kind::Token),
    ("assertion", Kind::Token),
    ("dpop", Kind::Token),
];

/// Parts of names, the first that is found decides.
const PARTS: &[(&str, Kind)] = &[
    ("passw", Kind::Password),
    ("passphrase", Kind::Password),
    ("pwd", Kind::Password),
    ("signature", Kind::Signature),
    ("token", Kind::Token),
    ("jwt", Kind::Token),
    ("saml", Kind::Token),
    ("csrf", Kind::Token),
    ("xsrf", Kind::Token),
    ("apikey", Kind::Key),
    ("accesskey", Kind::Key),
    ("credential", Kind::Key),
    ("secret", Kind::Secret),
    ("session", Kind::Secret),
    ("authcode", Kind::Code),
    ("authorizationcode", Kind::Code),
];

/// Headers whose name ends like that of a key and whose value is none.
const NO_KEYS: [&str; 5] = [
    "surrogatekey",
    "idempotencykey",
    "cachekey",
    "xcachekey",
    "secwebsocketkey",
];

/// Words of a path after which a secret follows.
const BEFORE_SECRETS: [&str; 21] = [
    "reset",
    "resetpassword",
    "passwordreset",
    "password",
    "token",
    "tokens",
    "accesstoken",
    "invite",
    "invites",
    "invitation",
    "invitations",
    "verify",
    "verifyemail",
    "verification",
    "confirm",
    "confirmation",
    "activate",
    "activation",
    "magic",
    "magiclink",
    "unsubscribe",
];

/// What a parameter of this name holds, if it is a secret.
pub(super) fn of_parameter(name: &str) -> Option<Kind> {
    let name = plain(name);
    if name.starts_with("xamz") || name.starts_with("xgoog") {
        // All parts of a signed address: together they are the permission.
        return Some(Kind::Signature);
    }
    of_plain(&name)
}

/// What a header of this name (lower-case) holds, if it is a secret.
pub(super) fn of_header(name: &str) -> Option<Kind> {
    let name = plain(name);
    if NO_KEYS.contains(&name.as_str()) {
        return None;
    }
    of_plain(&name).or_else(|| {
        let is_about_access =
            name.contains("auth") && !name.contains("author") && !name.contains("authority");
        (is_about_access || name.contains("authoriz")).then_some(Kind::Token)
    })
}

/// Does a secret follow on this segment of a path?
pub(super) fn is_before_secret(segment: &str) -> bool {
    // No word is shorter.
    if segment.len() < 5 {
        return false;
    }
    if segment.is_ascii() && !segment.contains('%') {
        // As below, without a copy: every segment of every address is asked for.
        let letters = || segment.bytes().filter(u8::is_ascii_alphanumeric);
        let is = |word: &str| {
            letters()
                .map(|byte| byte.to_ascii_lowercase())
                .eq(word.bytes())
        };
        return BEFORE_SECRETS.into_iter().any(is);
    }
    BEFORE_SECRETS.contains(&plain(segment).as_str())
}

fn of_plain(name: &str) -> Option<Kind> {
    if name.is_empty() {
        return None;
    }
    let whole = WHOLE.iter().find(|(whole, _)| *whole == name);
    let part = || PARTS.iter().find(|(part, _)| holds(name, part));
    let is_key = || name.ends_with("key").then_some(Kind::Key);
    whole.or_else(part).map(|(_, kind)| *kind).or_else(is_key)
}

/// `contains` of the standard library prepares a search first, which takes longer than looking through a name.
fn holds(name: &str, part: &str) -> bool {
    name.as_bytes()
        .windows(part.len())
        .any(|window| window == part.as_bytes())
}

/// Lower-case letters and digits only: `X-Api_Key` and `apiKey` are one name.
fn plain(name: &str) -> String {
    let decoded = percent_decoded(name);
    let letters = decoded
        .chars()
        .filter(|character| character.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_by_their_letters() {
        for name in [
            "access_token",
            "X-Amz-Signature",
            "x-amz-date",
            "user[password]",
            "sig",
            "api%5Fkey",
            "sentry_key",
            "state",
        ] {
            assert!(of_parameter(name).is_some(), "{name}");
        }
        for name in ["page", "sort", "q", "monkeys", "statement", "zipcode"] {
            assert_eq!(of_parameter(name), None, "{name}");
        }
    }

    #[test]
    fn headers_that_causes_read_are_no_secrets() {
        for name in [
            "x-amz-request-id",
            "x-amzn-errortype",
            "x-cache-key",
            "x-author",
            "x-amz-date",
        ] {
            assert_eq!(of_header(name), None, "{name}");
        }
        for name in [
            "x-api-key",
            "x-amz-security-token",
            "x-amzn-remapped-authorization",
            "x-auth",
            "x-hub-signature-256",
            "cf-access-jwt-assertion",
        ] {
            assert!(of_header(name).is_some(), "{name}");
        }
    }
}
