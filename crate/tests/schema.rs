//! The published schema is written from the structs themselves, so the two cannot drift; every recording's JSON fulfils it.
//! After a change of `v1.rs`: `WHYCORS_WRITE=1 cargo test --test schema`.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on says so by panicking"
)]

use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};
use whycors::redact::Policy;
use whycors::report::{self, Format};

/// The files whose structs make up version 1.
const STRUCTS: &[&str] = &[
    include_str!("../src/report/v1.rs"),
    include_str!("../src/report/v1/credentials.rs"),
    include_str!("../src/report/v1/fix.rs"),
    include_str!("../src/report/advice.rs"),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// What stands inside `outer<…>`.
fn inside<'a>(kind: &'a str, outer: &str, end: &str) -> Option<&'a str> {
    kind.strip_prefix(outer)?.strip_suffix(end)
}

fn schema_of(kind: &str) -> Value {
    if let Some(kind) = inside(kind, "Option<", ">") {
        return json!({ "anyOf": [schema_of(kind), { "type": "null" }] });
    }
    if let Some(kind) = inside(kind, "Vec<", ">").or(inside(kind, "Arc<[", "]>")) {
        return json!({ "type": "array", "items": schema_of(kind) });
    }
    match kind {
        "String" | "&'static str" => json!({ "type": "string" }),
        "bool" => json!({ "type": "boolean" }),
        "u8" | "u16" | "u32" | "u64" | "usize" => json!({ "type": "integer", "minimum": 0 }),
        path => {
            let name = path.rsplit("::").next().unwrap();
            json!({ "$ref": format!("#/$defs/{name}") })
        }
    }
}

fn cased(name: &str, case: Option<&str>) -> String {
    let mut text = String::new();
    for (index, character) in name.chars().enumerate() {
        match case {
            Some("kebab-case") if character.is_uppercase() => {
                text.push_str(if index > 0 { "-" } else { "" });
                text.extend(character.to_lowercase());
            }
            Some("camelCase") if character == '_' => {}
            Some("camelCase") if index > 0 && name.as_bytes()[index - 1] == b'_' => {
                text.extend(character.to_uppercase());
            }
            _ => text.push(character),
        }
    }
    text
}

/// What stands before an item.
#[derive(Default)]
struct Before {
    words: Vec<String>,
    case: Option<&'static str>,
    rename: Option<String>,
    is_skipped: bool,
}

/// The structs and enums of `v1.rs` as definitions of a schema.
fn definitions() -> Map<String, Value> {
    let mut definitions = Map::new();
    let mut before = Before::default();
    let mut open: Option<(String, Value, Option<&'static str>)> = None;
    for line in STRUCTS.iter().flat_map(|text| text.lines()) {
        let text = line.trim();
        if let Some(words) = text.strip_prefix("///") {
            before.words.push(words.trim().to_owned());
        } else if let Some(attribute) = text.strip_prefix("#[serde(") {
            before.is_skipped |= attribute.starts_with("skip)");
            if let Some((_, rest)) = attribute.split_once("rename_all = \"") {
                before.case = ["camelCase", "kebab-case"]
                    .into_iter()
                    .find(|case| rest.starts_with(case));
                assert!(
                    before.case.is_some(),
                    "a case that this test does not know: {text}"
                );
            } else if let Some(rest) = attribute.strip_prefix("rename = \"") {
                before.rename = rest.split('"').next().map(str::to_owned);
            }
        } else if text.starts_with("#[") || text.is_empty() {
        } else if let Some((kind, name)) = text
            .strip_suffix(" {")
            .and_then(|text| text.strip_prefix("pub ")?.split_once(' '))
            .filter(|(kind, _)| ["struct", "enum"].contains(kind))
        {
            let Before { words, case, .. } = std::mem::take(&mut before);
            let definition = if kind == "struct" {
                json!({ "description": words.join(" "), "type": "object", "properties": {}, "required": [], "additionalProperties": false })
            } else {
                json!({ "description": words.join(" "), "enum": [] })
            };
            open = Some((name.to_owned(), definition, case));
        } else if let Some((name, mut definition, case)) = open.take() {
            if text == "}" {
                definitions.insert(name, definition);
                continue;
            }
            let Before {
                words,
                rename,
                is_skipped,
                ..
            } = std::mem::take(&mut before);
            if let Some((field, kind)) = text
                .strip_prefix("pub ")
                .and_then(|text| text.trim_end_matches(',').split_once(": "))
            {
                let field = rename.unwrap_or_else(|| cased(field, case));
                if !is_skipped {
                    let mut schema = schema_of(kind);
                    schema["description"] = json!(words.join(" "));
                    definition["properties"][&field] = schema;
                    definition["required"]
                        .as_array_mut()
                        .unwrap()
                        .push(json!(field));
                }
            } else {
                let variant = rename.unwrap_or_else(|| cased(text.trim_end_matches(','), case));
                definition["enum"]
                    .as_array_mut()
                    .unwrap()
                    .push(json!(variant));
            }
            open = Some((name, definition, case));
        } else {
            before = Before::default();
        }
    }
    definitions
}

fn schema() -> Value {
    let mut definitions = definitions();
    let mut report = definitions.remove("Report").unwrap();
    report["properties"]["version"] = json!({ "const": 1, "description": "Always 1." });
    report["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    report["title"] = json!("WhyCORS diagnosis, version 1");
    report["$defs"] = Value::Object(definitions);
    report
}

#[test]
fn the_published_schema_is_that_of_the_structs() {
    let path = root().join("docs/diagnosis-v1.schema.json");
    let wanted = serde_json::to_string_pretty(&schema()).unwrap() + "\n";
    if std::env::var_os("WHYCORS_WRITE").is_some() {
        std::fs::write(&path, &wanted).unwrap();
    }
    let published = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        published == wanted,
        "docs/diagnosis-v1.schema.json is not that of v1.rs: WHYCORS_WRITE=1 cargo test --test schema"
    );
}

/// What of a value does not fulfil a schema, by place: the few keywords that ours uses, and no others.
fn problems(root: &Value, schema: &Value, value: &Value, place: &str, found: &mut Vec<String>) {
    for (keyword, rule) in schema.as_object().unwrap() {
        let is_kept = match keyword.as_str() {
            "description" | "title" | "$schema" | "$defs" | "required" | "additionalProperties" => {
                true
            }
            "$ref" => {
                let target = root
                    .pointer(rule.as_str().unwrap().trim_start_matches('#'))
                    .unwrap();
                problems(root, target, value, place, found);
                true
            }
            "type" => match rule.as_str().unwrap() {
                "object" => value.is_object(),
                "array" => value.is_array(),
                "string" => value.is_string(),
                "boolean" => value.is_boolean(),
                "integer" => value.is_u64() || value.is_i64(),
                "null" => value.is_null(),
                other => panic!("unknown type {other}"),
            },
            "minimum" => value.as_i64() >= rule.as_i64(),
            "const" => value == rule,
            "enum" => rule.as_array().unwrap().contains(value),
            "items" => {
                for (index, item) in value.as_array().into_iter().flatten().enumerate() {
                    problems(root, rule, item, &format!("{place}/{index}"), found);
                }
                true
            }
            "anyOf" => rule.as_array().unwrap().iter().any(|schema| {
                let mut inner = Vec::new();
                problems(root, schema, value, place, &mut inner);
                inner.is_empty()
            }),
            "properties" => {
                let (Some(known), Some(object)) = (rule.as_object(), value.as_object()) else {
                    continue;
                };
                for (name, schema) in known {
                    match object.get(name) {
                        Some(value) => {
                            problems(root, schema, value, &format!("{place}/{name}"), found);
                        }
                        None => found.push(format!("{place}/{name}: missing")),
                    }
                }
                object.keys().all(|name| known.contains_key(name))
            }
            other => panic!("unknown keyword {other}"),
        };
        if !is_kept {
            found.push(format!("{place}: {keyword} {rule}"));
        }
    }
}

#[test]
fn every_recordings_json_fulfils_it() {
    let published = std::fs::read_to_string(root().join("docs/diagnosis-v1.schema.json")).unwrap();
    let schema: Value = serde_json::from_str(&published).unwrap();
    let mut diagnoses = 0;
    for folder in ["tests/recorded", "tests/files"] {
        for file in std::fs::read_dir(root().join(folder)).unwrap() {
            let path = file.unwrap().path();
            if path.extension().is_none_or(|it| it != "har") {
                continue;
            }
            let examined = report::examine("-", &std::fs::read(&path).unwrap(), Policy::Mask);
            diagnoses += examined.input.diagnoses.len();
            let json: Value =
                serde_json::from_str(&report::render(Format::Json, &[examined.source()])).unwrap();
            let mut found = Vec::new();
            problems(&schema, &schema, &json, "", &mut found);
            assert!(found.is_empty(), "{}: {found:?}", path.display());
            // The check can fail.
            let mut wrong = json.clone();
            wrong["version"] = json!(2);
            wrong["inputs"][0]["extra"] = json!(1);
            problems(&schema, &schema, &wrong, "", &mut found);
            assert_eq!(found.len(), 2, "{found:?}");
        }
    }
    assert!(diagnoses > 100, "{diagnoses} diagnoses");
}
