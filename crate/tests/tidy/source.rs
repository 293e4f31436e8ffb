//! The repository's own text, as the rules read it.

use std::path::{Path, PathBuf};

/// A file and its text.
pub(crate) struct Source {
    /// Path from the repository's root, with `/`.
    pub(crate) path: String,
    /// Its text.
    pub(crate) text: String,
}

impl Source {
    /// Lines that run in the product, with their numbers from 1: no comments, and nothing from the test module on.
    pub(crate) fn product_lines(&self) -> Vec<(usize, &str)> {
        if self.path.ends_with("/tests.rs") || self.path.ends_with("_tests.rs") {
            return Vec::new();
        }
        self.text
            .lines()
            .enumerate()
            .map(|(index, line)| (index + 1, line.trim()))
            .take_while(|(_, line)| *line != "#[cfg(test)]")
            .filter(|(_, line)| !line.starts_with("//"))
            .collect()
    }

    /// The text before the test module.
    pub(crate) fn product_text(&self) -> &str {
        self.text.split("\n#[cfg(test)]").next().unwrap_or_default()
    }

    /// Product lines that hold one of the words, each as `path:line: text`.
    pub(crate) fn lines_with(&self, words: &[&str]) -> Vec<String> {
        self.product_lines()
            .into_iter()
            .filter(|(_, line)| words.iter().any(|word| line.contains(word)))
            .map(|(number, line)| format!("{}:{number}: {line}", self.path))
            .collect()
    }

    /// Does it stand in one of these rooms (folders, with `/` at their end) or files?
    pub(crate) fn is_in(&self, places: &[&str]) -> bool {
        places.iter().any(|place| {
            self.path == *place || (place.ends_with('/') && self.path.starts_with(place))
        })
    }
}

/// The repository's root.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// All files below some folders with one of the extensions; an extension of "" means any file that is text.
pub(crate) fn files(folders: &[&str], extensions: &[&str]) -> Vec<Source> {
    let mut found = Vec::new();
    for folder in folders {
        collect(&root().join(folder), folder, extensions, &mut found);
    }
    found.sort_by(|one, other| one.path.cmp(&other.path));
    assert!(
        !found.is_empty(),
        "no file in {folders:?}: a rule without text to read proves nothing"
    );
    found
}

/// The Rust of the product.
pub(crate) fn rust() -> Vec<Source> {
    files(&["crate/src"], &["rs"])
}

fn collect(folder: &Path, name: &str, extensions: &[&str], found: &mut Vec<Source>) {
    let Ok(children) = std::fs::read_dir(folder) else {
        return;
    };
    for child in children.flatten() {
        let file_name = child.file_name().to_string_lossy().into_owned();
        // What is built or fetched is not ours.
        if matches!(file_name.as_str(), "node_modules" | "target" | "wasm") {
            continue;
        }
        let (path, inner) = (child.path(), format!("{name}/{file_name}"));
        if path.is_dir() {
            collect(&path, &inner, extensions, found);
            continue;
        }
        let extension = path
            .extension()
            .map(|extension| extension.to_string_lossy().into_owned())
            .unwrap_or_default();
        let wanted = extensions.contains(&"") || extensions.contains(&extension.as_str());
        if wanted && let Ok(text) = std::fs::read_to_string(&path) {
            found.push(Source { path: inner, text });
        }
    }
}

/// Fails with the rule, its reason and every line that breaks it.
pub(crate) fn assert_none(broken: &[String], why: &str) {
    assert!(broken.is_empty(), "{why}\n  {}", broken.join("\n  "));
}
