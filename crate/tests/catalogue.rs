//! The causes as a reader's list: the document, the headings, the answer to an unknown id.

use std::path::Path;

use whycors::causes::{self, ALL};

#[test]
fn the_document_is_made_from_the_explanations() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/causes.md");
    let written = std::fs::read_to_string(path).unwrap();
    assert!(
        written == causes::catalogue::markdown(),
        "docs/causes.md is out of date: run scripts/generate"
    );
    for cause in ALL {
        assert!(
            written.contains(&format!("\n### {}\n", cause.id)),
            "{}",
            cause.id
        );
        let door = cause.door();
        assert!(!door.teams.is_empty(), "{}: `Ask` names no team", cause.id);
        assert!(door.say.ends_with('.'), "{}: {}", cause.id, door.say);
    }
}

#[test]
fn every_heading_of_the_list_starts_at_a_cause() {
    let place = |id: &str| ALL.iter().position(|cause| cause.id == id);
    let places: Vec<_> = causes::catalogue::HEADINGS
        .iter()
        .map(|(_, first)| place(first))
        .collect();
    assert!(places.iter().all(Option::is_some), "{places:?}");
    assert!(places.is_sorted());
    assert_eq!(places[0], Some(0));
}

#[test]
fn an_unknown_id_is_answered_with_its_neighbours() {
    use causes::catalogue::{find, nearest};
    assert!(find("allow-origin-misssing").is_none());
    assert_eq!(nearest("allow-origin-misssing")[0], "allow-origin-missing");
    assert!(nearest("trailing_slash").contains(&"allow-origin-trailing-slash"));
    assert_eq!(nearest("security policy")[0], "content-security-policy");
    assert!(
        find("content-security-policy").is_some(),
        "what no log can show is explained too"
    );
}
