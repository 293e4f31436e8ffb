//! A log read piece by piece is the log read whole: same entries, same gaps, wherever the pieces end. What a stream cannot
//! read it leaves to the whole reading, and says so.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on says so by panicking"
)]

use std::path::Path;

use proptest::prelude::*;
use proptest::test_runner::Config;
use whycors::har::{self, Gap, Log, NeedsWhole, Stream};
use whycors::redact::Policy;
use whycors::report::{self, reading::Reading};

fn recordings() -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/recorded");
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    paths.sort();
    paths
        .iter()
        .map(|path| std::fs::read(path).unwrap())
        .collect()
}

fn streamed(bytes: &[u8], size: usize) -> Result<(Log, Vec<Gap>), NeedsWhole> {
    let mut stream = Stream::default();
    bytes.chunks(size).for_each(|piece| stream.feed(piece));
    stream.finish()
}

#[test]
fn every_recording_in_pieces_of_every_size_is_the_recording() {
    let recordings = recordings();
    assert!(recordings.len() >= 90);
    for bytes in recordings {
        for size in [1, 2, 3, 7, 64, 1000, 65536] {
            assert_eq!(
                streamed(&bytes, size),
                Ok(har::read(&bytes)),
                "pieces of {size}"
            );
        }
    }
}

#[test]
fn a_diagnosis_in_pieces_is_the_diagnosis_of_the_whole() {
    for bytes in recordings() {
        let mut reading = Reading::new(Policy::Mask);
        bytes.chunks(1000).for_each(|piece| reading.feed(piece));
        assert!(reading.entries() > 0);
        let whole = report::input("x.har", &bytes, Policy::Mask);
        assert_eq!(reading.finish("x.har").map(|it| it.input), Ok(whole));
    }
}

#[test]
fn odd_logs_are_read_alike() {
    let entry = r#"{"request":{"method":"GET","url":"http://a.test/","headers":[]},"response":{"status":200,"headers":[],"content":{"text":"]}\\\",[{"}}}"#;
    for text in [
        format!(r#"{{"log":{{"entries":[{entry},null,3 , "x]",{entry}]}}}}"#),
        format!(
            r#" {{ "log" : {{ "entries" : [ {entry} ] , "creator":{{"name":"N","version":"1"}} }} }} "#
        ),
        format!(r#"{{"log":{{"creator":3,"entries":[{entry}]}}}}"#),
        r#"{"log":{"entries":[]}}"#.to_owned(),
        r#"{"log":{"entries":null}}"#.to_owned(),
        format!(r#"{{"log":{{"entries":[{entry}]}}}}{{"log":{{"entries":[{entry}]}}}}"#),
        format!(r#"{{"log":{{"entries":[{entry}],"entries":[{entry}]}}}}"#),
        format!("\u{feff}{{\"log\":{{\"entries\":[{entry}]}}}}"),
        // No element is cut out of these.
        format!("[{entry},{entry}]"),
        entry.to_owned(),
        format!(r#"{{"lo\u0067":{{"entries":[{entry}]}}}}"#),
        String::new(),
        "not JSON".to_owned(),
    ] {
        for size in [1, 5, 4096] {
            assert_eq!(
                streamed(text.as_bytes(), size),
                Ok(har::read(text.as_bytes())),
                "{text} in pieces of {size}"
            );
        }
    }
}

#[test]
fn damage_is_left_to_the_whole_reading() {
    let entry = r#"{"request":{"url":"http://a.test/"}}"#;
    for damaged in [
        format!(r#"{{"log":{{"entries":[{entry}"#),
        format!(r#"{{"log":{{"entries":[{entry}{entry}]}}}}"#),
        format!(r#"{{"log":{{"entries":[{entry},]}}}}"#),
        format!(r#"{{"log":{{"entries":[,{entry}]}}}}"#),
        format!(r#"{{"log":{{"entries":[{entry},{{"request":]]}}}}"#),
        format!(r#"{{"log":{{"entries":[{entry}]}}"#),
        format!(r#"{{"log":{{"entries":[{entry}]}}}} trailing"#),
        format!(r#"{{"log":{{"entries":[{entry}, tru]}}}}"#),
        r#"{"log":{"entries":[{"request":{"url":"\ud800"}}]}}"#.to_owned(),
    ] {
        assert_eq!(
            streamed(damaged.as_bytes(), 9),
            Err(NeedsWhole),
            "{damaged}"
        );
    }
    let not_utf8 = [
        br#"{"log":{"entries":[{"request":{"url":""#.as_slice(),
        b"\xff",
        br#""}}]}}"#,
    ]
    .concat();
    assert_eq!(streamed(&not_utf8, 9), Err(NeedsWhole));
}

proptest! {
    #![proptest_config(Config { failure_persistence: None, ..Config::default() })]

    /// One byte of a recording replaced: the stream reads the same or leaves it to the whole reading.
    #[test]
    fn a_changed_byte_changes_nothing_else(number in 0_usize..90, at in 0.0..1.0_f64, byte in any::<u8>(), size in 1_usize..5000) {
        let mut bytes = recordings().swap_remove(number);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a place in a file")]
        let at = (at * bytes.len() as f64) as usize;
        bytes[at] = byte;
        if let Ok(read) = streamed(&bytes, size) {
            prop_assert_eq!(read, har::read(&bytes));
        }
    }
}
