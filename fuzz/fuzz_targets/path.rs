//! Any bytes go the whole way, from file to JSON, and the same bytes give the same report.
#![no_main]

use libfuzzer_sys::fuzz_target;
use whycors::redact::Policy;
use whycors::report;

fuzz_target!(|bytes: &[u8]| {
    let written = || report::to_json(&report::report(vec![report::input("-", bytes, Policy::Mask)]));
    assert_eq!(written(), written());
});
