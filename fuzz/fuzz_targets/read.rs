//! Any bytes can be read: no panic, every entry stands at a position of its own, and in pieces they read the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use whycors::har;

fuzz_target!(|bytes: &[u8]| {
    let (log, gaps) = har::read(bytes);
    assert!(log.entries.len() <= log.raw_entries);
    assert!(log.entries.windows(2).all(|pair| pair[0].index < pair[1].index));
    assert!(log.readable || !gaps.is_empty(), "what cannot be read is said");
    // The size of the pieces comes from the input, so that a crash shows itself again.
    let size = 1 + bytes.first().map_or(0, |byte| usize::from(*byte) * 8);
    let mut stream = har::Stream::default();
    bytes.chunks(size).for_each(|piece| stream.feed(piece));
    if let Ok(streamed) = stream.finish() {
        assert_eq!(streamed, (log, gaps));
    }
});
