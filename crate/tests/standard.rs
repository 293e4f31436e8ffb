//! The standard and Chromium's order, by table: `tests/standard/*.json`, each named as its algorithm.

#[path = "common/tables.rs"]
mod tables;

/// Each table as a test of its own, and the list of them.
macro_rules! algorithms {
    ($($test:ident $name:literal,)*) => {
        const TESTED: &[&str] = &[$($name),*];
        $(
            #[test]
            fn $test() {
                assert!(tables::run($name) > 0, "a table without rows proves nothing");
            }
        )*
    };
}

algorithms! {
    cache_entry_match "cache-entry-match",
    chromium_check_access "chromium-check-access",
    chromium_judge_preflight "chromium-judge-preflight",
    cors_check "cors-check",
    cors_preflight_response "cors-preflight-response",
    cors_safelisted_method "cors-safelisted-method",
    cors_safelisted_request_header "cors-safelisted-request-header",
    cors_unsafe_request_header_names "cors-unsafe-request-header-names",
    extract_header_list_values "extract-header-list-values",
    header_list_get "header-list-get",
    header_list_get_decode_and_split "header-list-get-decode-and-split",
    judge_redirect "judge-redirect",
    max_age "max-age",
    method_after_redirect "method-after-redirect",
    normalize_method "normalize-method",
    origin_of_url "origin-of-url",
    redirect_taint "redirect-taint",
    stated_preflight_reasons "stated-preflight-reasons",
}

#[test]
fn every_table_is_run() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/standard");
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| {
            file.unwrap()
                .file_name()
                .to_string_lossy()
                .replace(".json", "")
        })
        .collect();
    names.sort();
    assert_eq!(names, TESTED, "a table that no test runs proves nothing");
    let embedded: Vec<&str> = tables::TABLES.iter().map(|(name, _)| *name).collect();
    assert_eq!(embedded, TESTED, "the browser runs the same tables");
}
