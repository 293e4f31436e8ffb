//! Reports that the native build wrote, to be compared byte for byte with those of the WASM build.
//!
//! `crate/tests/golden.rs` writes them, below the native target; it runs before the browser's tests (`cargo test --test golden`).

macro_rules! golden {
    ($($name:literal),* $(,)?) => {
        /// Name, HAR, and the report of the native build.
        pub(crate) const GOLDEN: &[(&str, &str, &str)] = &[$((
            $name,
            include_str!(concat!("../../../tests/files/", $name)),
            include_str!(concat!(env!("CARGO_TARGET_TMPDIR"), "/../../tmp/golden/", $name, ".json")),
        )),*];
    };
}

golden!("charles.har", "chromium.har", "firefox.har", "safari.har");
