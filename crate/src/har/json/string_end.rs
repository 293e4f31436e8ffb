//! Where a string ends that nobody reads: 64 bytes at a time. Most of a log is such strings, and many of those are JSON
//! themselves, so that every other byte stands behind a backslash.

/// A bit for each of 64 bytes, the first byte lowest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Found {
    quotes: u64,
    backslashes: u64,
    controls: u64,
}

/// The place of the quotation mark that ends the string, of a control character before it, or the end of the text. What
/// escapes stand for is not looked at.
pub(super) fn string_end(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    // Is the byte at this place behind a backslash that counts? Then the bit is 1.
    let mut is_escaped = 0;
    let rest = bytes.get(from..).unwrap_or_default();
    let (blocks, _) = rest.as_chunks::<64>();
    for block in blocks {
        let marks = marks(block);
        let escaped = escaped(marks.backslashes, &mut is_escaped);
        let ends = marks.quotes & !escaped | marks.controls;
        if ends != 0 {
            return at + ends.trailing_zeros() as usize;
        }
        at += 64;
    }
    while let Some(byte) = bytes.get(at) {
        match byte {
            ..0x20 => return at,
            b'"' if is_escaped == 0 => return at,
            b'\\' => is_escaped = 1 - is_escaped,
            _ => is_escaped = 0,
        }
        at += 1;
    }
    at
}

/// Which bytes stand behind a backslash that is not itself behind one. `carry` is 1 if the first byte does; then, if the
/// first byte after these does.
fn escaped(backslashes: u64, carry: &mut u64) -> u64 {
    let mut rest = backslashes & !*carry;
    let mut escaped = *carry;
    if rest & rest << 1 == 0 {
        *carry = rest >> 63;
        return escaped | rest << 1;
    }
    // Of each run every other one counts.
    *carry = 0;
    while rest != 0 {
        let start = rest.trailing_zeros();
        let length = (rest >> start).trailing_ones();
        let mut place = start + 1;
        while place <= start + length {
            if place == 64 {
                *carry = 1;
            } else {
                escaped |= 1 << place;
            }
            place += 2;
        }
        rest = match start + length {
            64 => 0,
            end => rest >> end << end,
        };
    }
    escaped
}

/// The marks among 64 bytes: sixteen at a time, which every browser has been able to do since 2023.
#[cfg(target_arch = "wasm32")]
#[target_feature(enable = "simd128")]
fn marks(block: &[u8; 64]) -> Found {
    use std::arch::wasm32::{u8x16_bitmask, u8x16_eq, u8x16_lt, u8x16_splat, u64x2};
    let mut marks = Found {
        quotes: 0,
        backslashes: 0,
        controls: 0,
    };
    let (halves, _) = block.as_chunks::<8>();
    let (pairs, _) = halves.as_chunks::<2>();
    for (index, [low, high]) in pairs.iter().enumerate() {
        let bytes = u64x2(u64::from_le_bytes(*low), u64::from_le_bytes(*high));
        let bits = |found| u64::from(u8x16_bitmask(found)) << (index * 16);
        marks.quotes |= bits(u8x16_eq(bytes, u8x16_splat(b'"')));
        marks.backslashes |= bits(u8x16_eq(bytes, u8x16_splat(b'\\')));
        marks.controls |= bits(u8x16_lt(bytes, u8x16_splat(0x20)));
    }
    marks
}

/// The marks among 64 bytes: compilers turn it into whatever the machine has.
#[cfg(not(target_arch = "wasm32"))]
fn marks(block: &[u8; 64]) -> Found {
    let bits = |is_mark: fn(u8) -> bool| {
        block
            .iter()
            .rev()
            .fold(0, |bits, byte| bits << 1 | u64::from(is_mark(*byte)))
    };
    Found {
        quotes: bits(|byte| byte == b'"'),
        backslashes: bits(|byte| byte == b'\\'),
        controls: bits(|byte| byte < 0x20),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one_by_one(bytes: &[u8], from: usize) -> usize {
        let mut at = from;
        while let Some(byte) = bytes.get(at) {
            match byte {
                b'"' | ..0x20 => return at,
                // A control character is none, even there.
                b'\\' if bytes.get(at + 1).is_some_and(|next| *next >= 0x20) => at += 2,
                _ => at += 1,
            }
        }
        at.min(bytes.len())
    }

    #[test]
    fn blocks_end_where_single_bytes_do() {
        // A generator of our own: the same texts on every machine, and in WASM too.
        let mut seed: u32 = 1;
        let mut draw = |below: u32| {
            seed ^= seed << 13;
            seed ^= seed >> 17;
            seed ^= seed << 5;
            seed % below
        };
        for _ in 0..20_000 {
            let length = draw(200);
            let rare = 2 + draw(60);
            let text: Vec<u8> = (0..length)
                .map(|_| match draw(rare) {
                    0 => b'\\',
                    1 => [b'"', b'\\', b'\n', 0x80, 0xFF, 0x1F, 0x20, b'\\'][draw(8) as usize],
                    _ => b'a',
                })
                .collect();
            let from = draw(length + 1) as usize;
            assert_eq!(
                string_end(&text, from),
                one_by_one(&text, from),
                "{text:?} from {from}"
            );
        }
    }

    #[test]
    fn runs_of_backslashes_of_every_length_and_place() {
        for place in 0..130 {
            for length in 0..140 {
                let text = ["a".repeat(place), "\\".repeat(length), "\"\"".to_owned()].concat();
                let bytes = text.as_bytes();
                assert_eq!(
                    string_end(bytes, 0),
                    place + length + length % 2,
                    "{place} {length}"
                );
            }
        }
    }
}
