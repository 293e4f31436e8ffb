//! Every stack's snippets, as they are: one file a stack below `snippets/`. `WHYCORS_WRITE=1 cargo test --test fixes` writes
//! them anew; what changed is then read in the diff.

use std::path::{Path, PathBuf};

use whycors::fixes::ALL;
use whycors::remedy::{Credentials, Policy};

use crate::stacks::{least, whole};

/// Names that are valid on the wire and hostile in a file.
pub(crate) fn odd() -> Policy {
    let boxed = |names: &[&str]| names.iter().map(|name| Box::from(*name)).collect();
    Policy {
        origins: boxed(&["http://[::1]:8080", "https://a_b~c.test"]),
        credentials: Credentials::Unknown,
        methods: boxed(&["GET", "M'$`%^"]),
        headers: boxed(&["X-'$`%^", "X-|#!&+"]),
        ..whole()
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixes/snippets")
}

#[test]
fn every_stack_has_a_snippet_for_every_policy_or_says_why_not() {
    let writes = std::env::var_os("WHYCORS_WRITE").is_some();
    let mut problems = Vec::new();
    for stack in ALL {
        let mut text = String::new();
        for (name, policy) in [("whole", whole()), ("least", least()), ("odd", odd())] {
            let snippet = match stack.render(&policy) {
                Ok(snippet) => snippet,
                Err(refused) => {
                    assert!(refused.0.ends_with('.'), "{}: {}", stack.key, refused.0);
                    format!("Not expressible here: {}\n", refused.0)
                }
            };
            text.push_str("===== ");
            text.push_str(name);
            text.push('\n');
            text.push_str(&snippet);
        }
        let file = folder().join(format!("{}.txt", stack.key));
        if writes {
            std::fs::write(&file, &text).unwrap();
        } else if std::fs::read_to_string(&file).unwrap_or_default() != text {
            problems.push(format!("{}:\n{text}", file.display()));
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn every_snippet_on_record_is_of_a_stack() {
    for file in std::fs::read_dir(folder()).unwrap() {
        let path = file.unwrap().path();
        let key = path.file_stem().unwrap().to_string_lossy().into_owned();
        assert!(ALL.iter().any(|stack| stack.key == key), "{key}");
    }
}
