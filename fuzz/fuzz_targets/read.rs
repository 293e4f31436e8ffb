//! Any bytes can be read: no panic, and every entry stands at a position of its own.
#![no_main]

use libfuzzer_sys::fuzz_target;
use whycors::har;

fuzz_target!(|bytes: &[u8]| {
    let (log, gaps) = har::read(bytes);
    assert!(log.entries.len() <= log.raw_entries);
    assert!(log.entries.windows(2).all(|pair| pair[0].index < pair[1].index));
    assert!(log.readable || !gaps.is_empty(), "what cannot be read is said");
});
