use serde::de::IgnoredAny;
use serde_json::Value;

use super::*;

/// Reads everything, as whoever knows all keys would.
fn value(json: &mut Json<'_>) -> Read<Value> {
    let mut is_first = true;
    Ok(match json.start()? {
        Start::Null => Value::Null,
        Start::Boolean(boolean) => boolean.into(),
        Start::Number(number) => number.into(),
        Start::Text(text) => text.into(),
        Start::Array => {
            let mut elements = Vec::new();
            while json.next_element(&mut is_first)? {
                elements.push(value(json)?);
            }
            elements.into()
        }
        Start::Object => {
            let mut object = serde_json::Map::new();
            while let Some(key) = json.next_key(&mut is_first)? {
                object.insert(key.into_owned(), value(json)?);
            }
            object.into()
        }
    })
}

fn read(text: &str) -> Option<Value> {
    let mut json = Json::new(text);
    let value = value(&mut json).ok()?;
    json.peek().is_none().then_some(value)
}

fn is_skipped(text: &str) -> bool {
    let mut json = Json::new(text);
    json.skip().is_ok() && json.peek().is_none() && json.depth == 0
}

/// Are they the same but for the last digit of numbers? The other reader rounds less exactly.
fn is_alike(ours: &Value, theirs: &Value) -> bool {
    match (ours, theirs) {
        (Value::Number(ours), Value::Number(theirs)) => match (ours.as_f64(), theirs.as_f64()) {
            (Some(ours), Some(theirs)) => (ours - theirs).abs() <= theirs.abs() * 1e-15,
            _ => false,
        },
        (Value::Array(ours), Value::Array(theirs)) => {
            ours.len() == theirs.len()
                && ours
                    .iter()
                    .zip(theirs)
                    .all(|(one, other)| is_alike(one, other))
        }
        (Value::Object(ours), Value::Object(theirs)) => {
            ours.len() == theirs.len()
                && ours
                    .iter()
                    .zip(theirs)
                    .all(|(one, other)| one.0 == other.0 && is_alike(one.1, other.1))
        }
        _ => ours == theirs,
    }
}

fn assert_reads_as(text: &str, theirs: Option<&Value>) {
    match (read(text), theirs) {
        (Some(ours), Some(theirs)) => {
            assert!(is_alike(&ours, theirs), "{text}: {ours} for {theirs}");
        }
        (ours, theirs) => assert_eq!(ours.as_ref(), theirs, "{text}"),
    }
}

#[test]
fn it_reads_and_skips_what_another_reader_reads_and_skips() {
    // All texts of four of these: every mark of the syntax after every other.
    let parts = [
        "{", "}", "[", "]", ",", ":", "\"a\"", "\"b\\n\"", "1", "-0.5e1", "true", " ", "x",
    ];
    let mut valid = 0;
    for number in 0..parts.len().pow(4) {
        let mut rest = number;
        let mut text = String::new();
        for _ in 0..4 {
            text.push_str(parts[rest % parts.len()]);
            rest /= parts.len();
        }
        for text in [format!("[{text}]"), format!("{{\"a\":{text}}}"), text] {
            let theirs: Option<Value> = serde_json::from_str(&text).ok();
            valid += usize::from(theirs.is_some());
            let is_theirs = serde_json::from_str::<IgnoredAny>(&text).is_ok();
            assert_eq!(is_skipped(&text), is_theirs, "{text}");
            assert_reads_as(&text, theirs.as_ref());
        }
    }
    assert!(valid > 300, "{valid}");
}

#[test]
fn strings_and_numbers_are_those_of_the_standard() {
    for text in [
        r#""""#,
        r#""a\"b\\c\/d\b\f\n\r\t""#,
        r#""\u00e9\uD83D\uDE00 é😀""#,
        r#""\ud83d""#,
        r#""\ud83dx""#,
        r#""\ude00""#,
        r#""\ud83d\u0041""#,
        r#""\x""#,
        r#""\u12g4""#,
        "\"a\nb\"",
        "\"\u{7f}\"",
        "\"a",
        "\"a\\",
        r#""\u12"#,
        "0",
        "-0",
        "01",
        "-",
        "1.",
        ".5",
        "1.5",
        "1e5",
        "1e",
        "1E+",
        "1E-7",
        "+1",
        "123456789012345678901234567890",
        "0.1234567890123456789",
        "1e308",
        "2.2250738585072011e-308",
        "nul",
        "nulll",
        "truefalse",
        "NaN",
    ] {
        let theirs: Option<Value> = serde_json::from_str(text).ok();
        assert_reads_as(text, theirs.as_ref());
        // What the escapes of a string say that nobody reads is not looked at.
        let without_escapes = text.replace("\\x", "").replace("\\u12", "");
        let is_theirs = serde_json::from_str::<IgnoredAny>(&without_escapes).is_ok();
        assert_eq!(is_skipped(text), is_theirs, "{text}");
    }
    assert_eq!(read("1e999"), None);
}

#[test]
fn what_is_cut_is_told_from_what_is_wrong() {
    let whole = r#"{"a":[1.5e3,"\ud83d\ude00\n",true,null,{"b":false}],"c":-1}"#;
    for end in (1..whole.len()).filter(|end| whole.is_char_boundary(*end)) {
        let cut = &whole[..end];
        for broken in [
            Json::new(cut).skip(),
            value(&mut Json::new(cut)).map(|_| ()),
        ] {
            let broken = broken.expect_err(cut);
            assert!(broken.is_end && broken.at == end, "{cut}: {broken:?}");
        }
        let wrong = format!("{cut}\u{1}");
        let broken = value(&mut Json::new(&wrong)).expect_err(&wrong);
        assert!(!broken.is_end && broken.at <= end, "{wrong}: {broken:?}");
    }
}

#[test]
fn only_what_is_skipped_may_be_deep() {
    let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    assert!(is_skipped(&nested(128)) && read(&nested(128)).is_some());
    assert!(is_skipped(&nested(129)) && read(&nested(129)).is_none());
    assert!(is_skipped(&nested(100_000)));
    assert!(!is_skipped(&"{\"a\":".repeat(100_000)));
}
