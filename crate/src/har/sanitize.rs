//! Mends what a JSON parser for Rust strings refuses though JavaScript reads it. Every change keeps the length, so
//! that lines and columns of later errors stay those of the file.

use super::Gap;

/// Replaces lone surrogate escapes by U+FFFD, numbers beyond f64's range by `null`, and bytes that are not UTF-8
/// by `?`. Says what was changed and where.
pub(super) fn sanitize(bytes: &[u8]) -> (Vec<u8>, Vec<Gap>) {
    let mut mended = bytes.to_vec();
    let mut gaps = Vec::new();
    mend_utf8(&mut mended, &mut gaps);
    let mut position = 0;
    while let Some(byte) = mended.get(position).copied() {
        match byte {
            b'"' => position = mend_string(&mut mended, position + 1, &mut gaps),
            b'-' | b'0'..=b'9' => position = mend_number(&mut mended, position, &mut gaps),
            _ => position += 1,
        }
    }
    (mended, gaps)
}

fn note(gaps: &mut Vec<Gap>, byte: usize, problem: &str) {
    if gaps.len() < 100 {
        gaps.push(Gap {
            at: format!("byte {byte}"),
            problem: problem.into(),
        });
    }
}

fn mend_utf8(bytes: &mut [u8], gaps: &mut Vec<Gap>) {
    let mut start = 0;
    while let Some(Err(error)) = bytes.get(start..).map(std::str::from_utf8) {
        let bad = start + error.valid_up_to();
        note(gaps, bad, "a byte that is not UTF-8; read as `?`");
        if let Some(byte) = bytes.get_mut(bad) {
            *byte = b'?';
        }
        start = bad + 1;
    }
}

/// Mends the string whose content starts at `position`; returns the place after it.
fn mend_string(bytes: &mut [u8], mut position: usize, gaps: &mut Vec<Gap>) -> usize {
    while let Some(byte) = bytes.get(position).copied() {
        match byte {
            b'"' => return position + 1,
            b'\\' => match escaped_unit(bytes, position) {
                Some(0xD800..=0xDBFF)
                    if matches!(escaped_unit(bytes, position + 6), Some(0xDC00..=0xDFFF)) =>
                {
                    position += 12;
                }
                Some(0xD800..=0xDFFF) => {
                    note(gaps, position, "half of a surrogate pair; read as U+FFFD");
                    if let Some(digits) = bytes.get_mut(position + 2..position + 6) {
                        digits.copy_from_slice(b"fffd");
                    }
                    position += 6;
                }
                _ => position += 2,
            },
            _ => position += 1,
        }
    }
    position
}

/// The code unit of a `\uXXXX` escape at `position`.
fn escaped_unit(bytes: &[u8], position: usize) -> Option<u32> {
    let digits = bytes.get(position..position + 6)?.strip_prefix(b"\\u")?;
    u32::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

/// Mends the number at `position`; returns the place after it.
fn mend_number(bytes: &mut [u8], position: usize, gaps: &mut Vec<Gap>) -> usize {
    let is_part = |byte: &u8| matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E');
    let length = bytes.get(position..).map_or(0, |rest| {
        rest.iter().take_while(|byte| is_part(byte)).count()
    });
    let Some(number) = bytes.get_mut(position..position + length) else {
        return position + 1;
    };
    let value: Option<f64> = std::str::from_utf8(number)
        .ok()
        .and_then(|text| text.parse().ok());
    if value.is_some_and(f64::is_infinite) {
        note(
            gaps,
            position,
            "a number beyond the range of a double; read as none",
        );
        // As long as `1e309` at least, so that there is room.
        number.fill(b' ');
        if let Some(start) = number.get_mut(..4) {
            start.copy_from_slice(b"null");
        }
    }
    position + length.max(1)
}
