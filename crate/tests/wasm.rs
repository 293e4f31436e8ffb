//! The same tables and the same reports, as WASM in a browser.
#![cfg(target_arch = "wasm32")]

use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use whycors::redact::Policy;
use whycors::report;

#[path = "common/tables.rs"]
mod tables;

#[path = "common/golden.rs"]
mod golden;

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn the_standards_tables_hold_in_the_browser() {
    let rows: usize = tables::TABLES
        .iter()
        .map(|(name, _)| tables::run(name))
        .sum();
    assert!(rows > 450, "{rows} rows");
}

#[wasm_bindgen_test]
fn reports_have_the_bytes_that_the_native_build_wrote() {
    for (name, har, expected) in golden::GOLDEN {
        let input = report::input(name, har.as_bytes(), Policy::Mask);
        assert_eq!(
            report::to_json(&report::report(vec![input])),
            *expected,
            "{name}"
        );
    }
}

#[wasm_bindgen_test]
fn the_door_to_javascript_says_the_same() {
    for (name, har, expected) in golden::GOLDEN {
        assert_eq!(
            whycors::wasm::diagnose(har.as_bytes(), name),
            *expected,
            "{name}"
        );
    }
}

/// The browser's build goes through bodies by instructions that the native one does not have.
#[wasm_bindgen_test]
fn bodies_of_every_shape_are_passed_to_their_end() {
    for place in 0..70 {
        for length in 0..70 {
            let body = ["a".repeat(place), "\\\"".repeat(length), "é\n".to_owned()].concat();
            let text = serde_json::to_string(&body).unwrap_or_default();
            let entry = format!(
                r#"{{"response":{{"status":200,"headers":[],"content":{{"text":{text}}}}},"request":{{"headers":[],"url":"/{length}"}}}}"#
            );
            let (log, gaps) = whycors::har::read(entry.as_bytes());
            assert_eq!(gaps, [], "{text}");
            assert_eq!(&*log.entries[0].url, format!("/{length}"), "{text}");
        }
    }
}
