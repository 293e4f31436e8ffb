//! Request headers that a page may send without asking first.

use data_url::mime::Mime;

use super::HeaderList;

/// Most bytes that a safelisted header's value may have.
const SAFELISTED_VALUE_LIMIT: usize = 128;
/// Most bytes that all safelisted headers' values may have together.
const SAFELISTED_TOTAL_LIMIT: usize = 1024;

/// Is `byte` a CORS-unsafe request-header byte: a control other than tab, or one of `"():<>?@[\]{}` or DEL?
///
/// <https://fetch.spec.whatwg.org/#cors-unsafe-request-header-byte>
pub fn is_cors_unsafe_request_header_byte(byte: u8) -> bool {
    (byte < 0x20 && byte != b'\t') || b"\"():<>?@[\\]{}\x7f".contains(&byte)
}

/// Is the header a CORS-safelisted request-header? `value` holds one `char` a byte.
///
/// <https://fetch.spec.whatwg.org/#cors-safelisted-request-header>
pub fn is_cors_safelisted_request_header(name: &str, value: &str) -> bool {
    // 1. A value of more than 128 bytes is never safe.
    if value.chars().count() > SAFELISTED_VALUE_LIMIT {
        return false;
    }
    // 2. By name, lower-cased:
    match name.to_ascii_lowercase().as_str() {
        // `accept`: no unsafe byte.
        "accept" => !has_unsafe_byte(value),
        // `accept-language`, `content-language`: letters, digits and ` *,-.;=` only.
        "accept-language" | "content-language" => value.bytes().all(|byte| {
            byte.is_ascii_alphanumeric()
                || matches!(byte, b' ' | b'*' | b',' | b'-' | b'.' | b';' | b'=')
        }),
        // `content-type`: no unsafe byte, and one of three MIME essences.
        "content-type" => !has_unsafe_byte(value) && has_safelisted_essence(value),
        // `range`: a simple range with a start.
        "range" => is_simple_range(value),
        // Anything else: not safe.
        _ => false,
    }
}

/// The names of the CORS-unsafe request-headers of a list, lower-cased and sorted, each once.
///
/// Precondition: `headers` holds the author's lines only, or lines whose names are never safelisted are excluded by
/// the caller; a log does not say which lines the author set.
///
/// <https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names>
pub fn cors_unsafe_request_header_names(headers: &HeaderList) -> Vec<String> {
    // 1.-2. Unsafe names, and potentially unsafe ones with their summed size.
    let mut unsafe_names = Vec::new();
    let mut potentially_unsafe_names = Vec::new();
    let mut safelist_value_size = 0;
    // 3. Each header: unsafe at once, or counted.
    for line in headers {
        if is_cors_safelisted_request_header(line.name, line.value) {
            potentially_unsafe_names.push(line.name.to_ascii_lowercase());
            safelist_value_size += line.value.chars().count();
        } else {
            unsafe_names.push(line.name.to_ascii_lowercase());
        }
    }
    // 4. Over 1,024 bytes in total, the counted ones are unsafe too.
    if safelist_value_size > SAFELISTED_TOTAL_LIMIT {
        unsafe_names.append(&mut potentially_unsafe_names);
    }
    // 5. Sorted, lower-case, a set.
    unsafe_names.sort_unstable();
    unsafe_names.dedup();
    unsafe_names
}

/// Is it a CORS non-wildcard request-header name? `Authorization` alone.
///
/// <https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name>
pub fn is_cors_non_wildcard_request_header_name(name: &str) -> bool {
    name.eq_ignore_ascii_case("authorization")
}

fn has_unsafe_byte(value: &str) -> bool {
    value
        .chars()
        .any(|character| u8::try_from(character).is_ok_and(is_cors_unsafe_request_header_byte))
}

fn has_safelisted_essence(value: &str) -> bool {
    let Ok(mime) = value.parse::<Mime>() else {
        return false;
    };
    matches!(
        (mime.type_.as_str(), mime.subtype.as_str()),
        ("application", "x-www-form-urlencoded") | ("multipart", "form-data") | ("text", "plain")
    )
}

/// "Parse a single range header value", without whitespace, with a start.
///
/// <https://fetch.spec.whatwg.org/#simple-range-header-value>
fn is_simple_range(value: &str) -> bool {
    let Some(range) = value.strip_prefix("bytes=") else {
        return false;
    };
    let Some((start, end)) = range.split_once('-') else {
        return false;
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(start) || !(end.is_empty() || digits(end)) {
        return false;
    }
    // A start beyond the end is a failure; numbers of any length compare by length, then by digits.
    let number = |text: &str| {
        let text = text.trim_start_matches('0').to_owned();
        (text.len(), text)
    };
    end.is_empty() || number(start) <= number(end)
}
