//! Header values as they were on the wire. Chromium's log decodes each byte as windows-1252; this maps back.

/// Code points of windows-1252's 0x80 to 0x9F, by byte. Unassigned bytes map to the C1 control of the same number.
const WINDOWS_1252: [u32; 32] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
    0x0152, 0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
];

/// The byte that a character of a log stands for; none if no byte decodes to it.
fn to_byte(character: char) -> Option<u8> {
    let code = u32::from(character);
    if let Some(position) = WINDOWS_1252.iter().position(|candidate| *candidate == code) {
        return u8::try_from(position + 0x80).ok();
    }
    u8::try_from(code).ok()
}

/// The bytes of a header value as they were sent. A log of another tool may hold real Unicode text; then its UTF-8
/// encoding is taken.
///
/// ```
/// assert_eq!(whycors::wire_bytes::of("a\u{e2}\u{20ac}\u{2039}"), b"a\xe2\x80\x8b");
/// ```
pub fn of(value: &str) -> Vec<u8> {
    let bytes: Option<Vec<u8>> = value.chars().map(to_byte).collect();
    bytes.unwrap_or_else(|| value.as_bytes().to_vec())
}

/// The value read as UTF-8, where its bytes are UTF-8.
pub fn to_utf8(value: &str) -> Option<String> {
    if value.is_ascii() {
        return Some(value.to_owned());
    }
    String::from_utf8(of(value)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_byte_comes_back() {
        for byte in 0..=255_u8 {
            let decoded = match byte {
                0x80..=0x9F => char::from_u32(WINDOWS_1252[usize::from(byte) - 0x80]),
                _ => Some(char::from(byte)),
            };
            assert_eq!(decoded.and_then(to_byte), Some(byte));
        }
    }

    #[test]
    fn unicode_text_is_kept() {
        assert_eq!(of("\u{200b}x"), "\u{200b}x".as_bytes());
        assert_eq!(to_utf8("\u{ff}"), None);
        assert_eq!(
            to_utf8("\u{e2}\u{20ac}\u{2039}").as_deref(),
            Some("\u{200b}")
        );
    }
}
