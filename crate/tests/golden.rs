//! Writes the native build's reports, which the browser's tests compare with their own byte for byte.
//!
//! Nothing is committed: words of a diagnosis may change every day, equality of the two builds may not.

use std::path::Path;

use whycors::redact::Policy;
use whycors::report;

#[test]
fn reports_are_written_for_the_browsers_tests() {
    let files = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/files");
    let golden = Path::new(env!("CARGO_TARGET_TMPDIR")).join("golden");
    std::fs::create_dir_all(&golden).unwrap();
    let mut diagnoses = 0;
    for file in std::fs::read_dir(files).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let input = report::input(&name, &std::fs::read(&path).unwrap(), Policy::Mask);
        assert!(input.gaps.is_empty(), "{name}: {:?}", input.gaps);
        diagnoses += input.diagnoses.len();
        let text = report::to_json(&report::report(vec![input]));
        assert_eq!(
            text.matches("s3cr3t").count(),
            0,
            "{name}: the golden report holds what should be masked"
        );
        std::fs::write(golden.join(format!("{name}.json")), text).unwrap();
    }
    assert!(diagnoses >= 8, "{diagnoses} diagnoses");
}
