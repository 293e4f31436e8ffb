//! Names that say that what follows is a secret.

use super::looks::percent_decoded;
use super::secrets::Kind;

/// Whole names, without case and punctuation.
const WHOLE: &[(&str, Kind)] = &[
    ("code", Kind::Code),
    ("usercode", Kind::Code),
    ("devicecode", Kind::Code),
    ("oobcode", Kind::Code),
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
    ("sess", Kind::Secret),
    ("mfa", Kind::Code),
    ("2fa", Kind::Code),
    ("cvv", Kind::Code),
    ("cvc", Kind::Code),
    ("pass", Kind::Password),
    ("userpass", Kind::Password),
    ("pw", Kind::Password),
    ("auth", Kind::Token),
    ("authorization", Kind::Token),
    ("bearer", Kind::Token),
    ("assertion", Kind::Token),
    ("dpop", Kind::Token),
];

/// Of those, the ones that behind `X-` are as often something else: an error, a cache.
const OFTEN_OTHERS: [&str; 2] = ["code", "state"];

/// Last words of names: `X-GitHub-OTP`, `user[pass]`, `loginPin`.
const LAST: &[(&str, Kind)] = &[
    ("otp", Kind::Code),
    ("totp", Kind::Code),
    ("hotp", Kind::Code),
    ("pin", Kind::Code),
    ("pass", Kind::Password),
    ("pw", Kind::Password),
    ("cred", Kind::Key),
    ("creds", Kind::Key),
    ("sig", Kind::Signature),
    ("hmac", Kind::Signature),
    ("nonce", Kind::Secret),
    ("auth", Kind::Token),
    ("authorization", Kind::Token),
    ("bearer", Kind::Token),
    ("assertion", Kind::Token),
];

/// What stands before `code` where it is one to keep.
const CODES: [&str; 20] = [
    "otp",
    "verification",
    "verify",
    "sms",
    "mfa",
    "2fa",
    "tfa",
    "login",
    "reset",
    "confirmation",
    "confirm",
    "security",
    "access",
    "pass",
    "recovery",
    "backup",
    "activation",
    "invite",
    "invitation",
    "onetime",
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
    ("sessid", Kind::Secret),
    ("verifier", Kind::Code),
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

/// Ends of names that in any text say that a secret follows: `password=…`, `token:…`.
const ENDS: [&str; 17] = [
    "password",
    "passwd",
    "passphrase",
    "pwd",
    "secret",
    "token",
    "jwt",
    "apikey",
    "accesskey",
    "secretkey",
    "privatekey",
    "signature",
    "credential",
    "credentials",
    "session",
    "sessionid",
    "sessid",
];

/// What a parameter of this name holds, if it is a secret.
pub(super) fn of_parameter(name: &str) -> Option<Kind> {
    let letters = plain(name);
    if letters.starts_with("xamz") || letters.starts_with("xgoog") {
        // All parts of a signed address: together they are the permission.
        return Some(Kind::Signature);
    }
    of_name(name, &letters)
}

/// What a header of this name (lower-case) holds, if it is a secret.
pub(super) fn of_header(name: &str) -> Option<Kind> {
    let letters = plain(name);
    if NO_KEYS.contains(&letters.as_str()) {
        return None;
    }
    of_name(name, &letters).or_else(|| {
        let is_about_access = letters.contains("auth")
            && !letters.contains("author")
            && !letters.contains("authority");
        (is_about_access || letters.contains("authoriz")).then_some(Kind::Token)
    })
}

/// What follows on this name in any text, `name=…` or `name:…`. Fewer names than those of parameters: a text has states,
/// keys and codes that are none to keep.
pub(super) fn of_word(name: &str) -> Option<Kind> {
    // Longer ones are no names, and a text is full of words.
    if !(3..=64).contains(&name.len()) {
        return None;
    }
    let letters = plain(name);
    if letters == "sid" || ENDS.iter().any(|end| letters.ends_with(end)) {
        return of_plain(&letters);
    }
    of_last_word(name)
}

/// By the name as it is written, and by its letters.
fn of_name(name: &str, letters: &str) -> Option<Kind> {
    let behind_x = || {
        let rest = name.strip_prefix(['x', 'X'])?.strip_prefix(['-', '_'])?;
        let rest = plain(rest);
        of_whole(&rest).filter(|_| !OFTEN_OTHERS.contains(&rest.as_str()))
    };
    of_plain(letters)
        .or_else(|| of_last_word(name))
        .or_else(behind_x)
}

fn of_plain(name: &str) -> Option<Kind> {
    if name.is_empty() {
        return None;
    }
    let part = || PARTS.iter().find(|(part, _)| holds(name, part));
    let is_key = || name.ends_with("key").then_some(Kind::Key);
    let is_code = || {
        let before = name.strip_suffix("code")?;
        let is_one = CODES.iter().any(|word| before.ends_with(word));
        is_one.then_some(Kind::Code)
    };
    of_whole(name)
        .or_else(|| part().map(|(_, kind)| *kind))
        .or_else(is_key)
        .or_else(is_code)
        .or_else(|| name.ends_with("nonce").then_some(Kind::Secret))
}

fn of_whole(name: &str) -> Option<Kind> {
    let whole = WHOLE.iter().find(|(whole, _)| *whole == name);
    whole.map(|(_, kind)| *kind)
}

/// By the last word of a name, without a number or brackets behind it. Words end at other marks and before a capital.
fn of_last_word(name: &str) -> Option<Kind> {
    let name = percent_decoded(name);
    let name = name.trim_end_matches(|character: char| !character.is_alphabetic());
    let start = name.rfind(|character: char| !character.is_alphanumeric());
    let word = start.map_or(name, |start| {
        let next = name.get(start..).and_then(|rest| rest.chars().next());
        let length = next.map_or(0, char::len_utf8);
        name.get(start + length..).unwrap_or_default()
    });
    let kind = LAST.iter().find(|(last, _)| {
        let Some(at) = word.len().checked_sub(last.len()) else {
            return false;
        };
        let is_last = word
            .get(at..)
            .is_some_and(|end| end.eq_ignore_ascii_case(last));
        let before = word.as_bytes().get(..at).unwrap_or_default().last();
        let first = word.as_bytes().get(at);
        is_last
            && before.is_none_or(|before| {
                before.is_ascii_lowercase() && first.is_some_and(u8::is_ascii_uppercase)
            })
    });
    kind.map(|(_, kind)| *kind)
}

/// `contains` of the standard library prepares a search first, which takes longer than looking through a name.
fn holds(name: &str, part: &str) -> bool {
    name.as_bytes()
        .windows(part.len())
        .any(|window| window == part.as_bytes())
}

/// Lower-case letters and digits only: `X-Api_Key` and `apiKey` are one name.
pub(super) fn plain(name: &str) -> String {
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
            "PHPSESSID",
            "sessid",
            "passcode",
            "otp_code",
            "verification_code",
            "user[pass]",
            "user%5Bpass%5D",
            "user[pin]",
            "pass[0]",
            "userOtp",
            "otp1",
            "x_auth",
            "basic_auth",
            "oauth_verifier",
            "_wpnonce",
            "x_ticket",
            "cred",
            "dbCred",
            "oobCode",
        ] {
            assert!(of_parameter(name).is_some(), "{name}");
        }
        for name in [
            "page",
            "sort",
            "q",
            "monkeys",
            "statement",
            "zipcode",
            "countryCode",
            "filter[state]",
            "filter[code]",
            "compass",
            "bypass",
            "spin",
            "HTTPin",
            "announce",
            "author",
            "pinned",
            "sacred",
            "accred",
            "foobCode",
            "x",
        ] {
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
            "x-error-code",
            "x-code",
            "x-state",
            "x-cache-state",
            "x-frame-options",
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
            "x-github-otp",
            "x-otp",
            "x-pin",
            "x-sid",
            "x-pass",
            "x-sig",
            "x-hmac",
            "x-ticket",
            "x-2fa-code",
            "x-user-creds",
            "x-wp-nonce",
        ] {
            assert!(of_header(name).is_some(), "{name}");
        }
    }

    #[test]
    fn in_a_text_fewer_names_count() {
        for name in ["token", "X-Password", "db_pass", "access-token", "userOtp"] {
            assert!(of_word(name).is_some(), "{name}");
        }
        for name in [
            "code",
            "state",
            "key",
            "token-type",
            "publickey-credentials-get",
            "desc",
            "",
        ] {
            assert_eq!(of_word(name), None, "{name}");
        }
    }
}
