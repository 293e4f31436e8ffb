//! How far a string goes on without anything that needs a look: eight bytes at a time.

/// A byte of one in each of the eight.
const ONES: u64 = 0x0101_0101_0101_0101;
/// The highest bit of each of the eight.
const HIGHS: u64 = 0x8080_8080_8080_8080;

/// The place of the next quotation mark, backslash or control character, or the end.
pub(super) fn plain_run(bytes: &[u8], from: usize) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    let mut at = from;
    let (words, _) = rest.as_chunks::<8>();
    for word in words {
        let marks = marks(u64::from_le_bytes(*word));
        if marks != 0 {
            return at + (marks.trailing_zeros() / 8) as usize;
        }
        at += 8;
    }
    let tail = bytes.get(at..).unwrap_or_default();
    let plain = tail.iter().take_while(|byte| !is_mark(**byte));
    at + plain.count()
}

fn is_mark(byte: u8) -> bool {
    matches!(byte, b'"' | b'\\' | ..0x20)
}

/// The highest bit of each byte that is a mark. A borrow can set it in bytes above one, too, so only the lowest counts.
fn marks(word: u64) -> u64 {
    let zeros = |word: u64| word.wrapping_sub(ONES) & !word & HIGHS;
    let quotation_marks = zeros(word ^ (ONES * 0x22));
    let backslashes = zeros(word ^ (ONES * 0x5C));
    let controls = word.wrapping_sub(ONES * 0x20) & !word & HIGHS;
    quotation_marks | backslashes | controls
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_at_every_place_is_told_as_one_by_one() {
        for byte in 0..=255 {
            for place in 0..20 {
                for beside in [b'a', 0x80, 0xFF, 0x21, 0x5D] {
                    let mut text = [beside; 20];
                    text[place] = byte;
                    for from in 0..=place {
                        let slow = text.iter().skip(from).take_while(|it| !is_mark(**it));
                        assert_eq!(
                            plain_run(&text, from),
                            from + slow.count(),
                            "{byte} {place}"
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn the_end_is_the_end() {
        assert_eq!(plain_run(b"", 0), 0);
        assert_eq!(plain_run(b"abc", 3), 3);
        assert_eq!(plain_run(b"abc", 9), 9);
    }
}
