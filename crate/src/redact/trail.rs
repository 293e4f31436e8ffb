//! Which segments of a path are secrets by what stands before them.

use super::looks::is_long;
use super::names::plain;

/// Words of a path after which a secret follows.
const BEFORE_SECRETS: [&str; 42] = [
    "otp",
    "totp",
    "mfa",
    "reset",
    "resetpassword",
    "passwordreset",
    "password",
    "forgotpassword",
    "setpassword",
    "newpassword",
    "changepassword",
    "createpassword",
    "recoverpassword",
    "passwordrecovery",
    "recover",
    "recovery",
    "passcode",
    "secret",
    "token",
    "tokens",
    "accesstoken",
    "apikey",
    "acceptinvite",
    "acceptinvitation",
    "invite",
    "invites",
    "invitation",
    "invitations",
    "verify",
    "verifyemail",
    "emailverification",
    "verification",
    "confirm",
    "confirmemail",
    "confirmation",
    "activate",
    "activation",
    "magic",
    "magiclink",
    "magiclogin",
    "loginlink",
    "unsubscribe",
];

/// The last segments of a path that is walked through.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Trail<'path> {
    before: &'path str,
    second: &'path str,
    /// The segment before was a secret, because a word announced it.
    is_open: bool,
}

impl<'path> Trail<'path> {
    /// Goes on to the next segment: is it a secret?
    pub(super) fn meets(&mut self, segment: &'path str) -> bool {
        // `/reset//X1` is read as `/reset/X1`.
        if segment.is_empty() || segment == "." {
            return false;
        }
        let word = match segment.split_once(';') {
            Some((word, _)) => word,
            None => segment,
        };
        let is_announced = !is_step(word) && is_before_secret(self.before);
        let is_secret = is_announced || (self.is_open && is_second(word)) || self.is_hook(word);
        self.is_open = is_announced;
        self.second = self.before;
        self.before = word;
        is_secret
    }

    /// The last part of an address that lets whoever knows it post: `/services/T…/B…/…`, `/webhooks/1234567/…`.
    fn is_hook(&self, word: &str) -> bool {
        if !is_long(word) {
            return false;
        }
        let is_name = |text: &str, first: char| {
            let rest = text.strip_prefix(first).unwrap_or_default();
            let is_part = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
            rest.len() >= 7 && rest.bytes().all(is_part)
        };
        let is_number = |text: &str| !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
        (is_name(self.second, 'T') && is_name(self.before, 'B'))
            || (self.second == "webhooks" && is_number(self.before))
    }
}

/// The next step of an address such as `/password/forgot` or `/otp/v1/send`, and no secret.
pub(super) fn is_step(segment: &str) -> bool {
    if segment.len() >= 16 {
        return false;
    }
    let is_word = || {
        segment
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte == b'-')
    };
    let is_version = || {
        let number = segment.strip_prefix('v').unwrap_or_default();
        (1..=2).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit())
    };
    is_word() || is_version()
}

/// What follows on the number of a user, `/reset/MQ/c4x-5f0e`: letters and digits, and not few.
fn is_second(segment: &str) -> bool {
    let has = |is: fn(&u8) -> bool| segment.bytes().any(|byte| is(&byte));
    segment.len() >= 6
        && has(u8::is_ascii_digit)
        && has(u8::is_ascii_alphabetic)
        && !is_step(segment)
}

/// Does a secret follow on this segment of a path?
fn is_before_secret(segment: &str) -> bool {
    // No word is shorter.
    if segment.len() < 3 {
        return false;
    }
    if segment.is_ascii() && !segment.contains('%') {
        // As below, without a copy: every segment of every address is asked for.
        let letters = || segment.bytes().filter(u8::is_ascii_alphanumeric);
        let length = letters().count();
        let is = |word: &str| {
            letters()
                .map(|byte| byte.to_ascii_lowercase())
                .eq(word.bytes())
        };
        return BEFORE_SECRETS
            .iter()
            .any(|word| word.len() == length && is(word));
    }
    BEFORE_SECRETS.contains(&plain(segment).as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secrets(path: &str) -> Vec<&str> {
        let mut trail = Trail::default();
        path.split('/')
            .filter(|segment| trail.meets(segment))
            .collect()
    }

    #[test]
    fn words_of_a_path_are_told_in_any_writing() {
        for word in [
            "otp",
            "api-key",
            "API_KEY",
            "forgot-password",
            "set%2Dpassword",
            "reset",
            "reset/",
            "reset;v=1",
        ] {
            assert_eq!(secrets(&format!("/{word}/X1")), ["X1"], "{word}");
        }
        for word in ["", "v1", "api-keys", "passwords", "otpx"] {
            assert_eq!(secrets(&format!("/{word}/X1")), [""; 0], "{word}");
        }
    }

    #[test]
    fn what_follows_is_told_by_what_stands_before() {
        let table: [(&str, &[&str]); 9] = [
            ("/password/forgot", &[]),
            ("/otp/v1/send", &[]),
            ("/reset/MQ/c4x-5f0e/done", &["MQ", "c4x-5f0e"]),
            ("/tokens/12/items/5", &["12"]),
            ("/reset/MQ/set-password/Xy1", &["MQ", "Xy1"]),
            (
                "/services/T024BE7LD/B024BE7LH/qWeRtYuIoPaSdFgHjKlZxCvB",
                &["qWeRtYuIoPaSdFgHjKlZxCvB"],
            ),
            (
                "/api/webhooks/123456789/abcdefghijklmnopqrstuvwxyz",
                &["abcdefghijklmnopqrstuvwxyz"],
            ),
            ("/api/webhooks/123456789/deliveries", &[]),
            ("/services/Tools/Bread/qWeRtYuIoPaSdFgHjKlZxCvB", &[]),
        ];
        for (path, wanted) in table {
            assert_eq!(secrets(path), wanted, "{path}");
        }
    }
}
