//! Hosts in Punycode, as an Origin header has them, against hosts with the letters that they stand for.
//!
//! The tables of IDNA would weigh more than all of the panel's words: a browser has already mapped the page's host, and only
//! its way back to letters is needed (RFC 3492, section 6.2).

const BASE: u32 = 36;
const LEAST: u32 = 1;
const MOST: u32 = 26;

/// Do both name one host, the first as an origin does, the second in letters outside ASCII?
///
/// ```
/// assert!(whycors::punycode::is_same_host("xn--bcher-kva.test", "Bücher.test"));
/// assert!(!whycors::punycode::is_same_host("app.test", "büro.test"));
/// ```
pub fn is_same_host(of_origin: &str, in_letters: &str) -> bool {
    !in_letters.is_ascii()
        && in_letters_of(of_origin).is_some_and(|host| host == in_letters.to_lowercase())
}

/// A host with the letters that its labels stand for; none if one stands for nothing.
fn in_letters_of(host: &str) -> Option<String> {
    let labels = host
        .split('.')
        .map(|label| match label.strip_prefix("xn--") {
            Some(encoded) => decoded(encoded),
            None => Some(label.to_owned()),
        });
    Some(labels.collect::<Option<Vec<_>>>()?.join("."))
}

/// Longer labels are none of a host; what stands in a log may be of any length.
const LONGEST: usize = 63;

/// A label without its prefix.
fn decoded(label: &str) -> Option<String> {
    if label.len() > LONGEST {
        return None;
    }
    let (basic, extended) = label.rsplit_once('-').unwrap_or(("", label));
    let mut letters: Vec<char> = basic.chars().collect();
    let mut digits = extended.bytes().map(to_digit);
    let (mut code, mut place, mut bias) = (128_u32, 0_u32, 72_u32);
    while let Some(first) = digits.next() {
        let before = place;
        let (mut digit, mut weight, mut step) = (first?, 1_u32, BASE);
        loop {
            place = place.checked_add(digit.checked_mul(weight)?)?;
            let threshold = step.saturating_sub(bias).clamp(LEAST, MOST);
            if digit < threshold {
                break;
            }
            weight = weight.checked_mul(BASE - threshold)?;
            step = step.checked_add(BASE)?;
            digit = digits.next()??;
        }
        let count = u32::try_from(letters.len()).ok()?.checked_add(1)?;
        bias = adapted(place - before, count, before == 0);
        code = code.checked_add(place / count)?;
        place %= count;
        letters.insert(usize::try_from(place).ok()?, char::from_u32(code)?);
        place += 1;
    }
    Some(letters.into_iter().collect())
}

fn to_digit(byte: u8) -> Option<u32> {
    match byte {
        b'a'..=b'z' => Some(u32::from(byte - b'a')),
        b'0'..=b'9' => Some(u32::from(byte - b'0') + MOST),
        _ => None,
    }
}

/// How the thresholds move with what was read (section 6.1).
fn adapted(delta: u32, count: u32, is_first: bool) -> u32 {
    let mut delta = delta / if is_first { 700 } else { 2 };
    delta += delta / count;
    let mut bias = 0;
    while delta > (BASE - LEAST) * MOST / 2 {
        delta /= BASE - LEAST;
        bias += BASE;
    }
    bias + (BASE - LEAST + 1) * delta / (delta + 38)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_stand_for_letters() {
        let table = [
            ("bcher-kva", Some("bücher")),
            ("mnchen-3ya", Some("münchen")),
            ("fsqu00a", Some("例子")),
            ("e1afmkfd", Some("пример")),
            ("strae-oqa", Some("straße")),
            // RFC 3492, section 7.1 (L): the letters stand between digits.
            ("3b-ww4c5e180e575a65lsy2b", Some("3年b組金八先生")),
            ("", Some("")),
            ("!", None),
            ("9", None),
            ("99999999999", None),
            (&"a".repeat(64), None),
        ];
        for (label, letters) in table {
            assert_eq!(decoded(label).as_deref(), letters, "{label}");
        }
    }

    #[test]
    fn hosts_are_compared_whole() {
        assert!(is_same_host("www.xn--mnchen-3ya.test", "www.MÜNCHEN.test"));
        assert!(!is_same_host("xn--mnchen-3ya.test", "münchen.example"));
        assert!(!is_same_host("xn--bcher-kva.test", "xn--bcher-kva.test"));
    }
}
