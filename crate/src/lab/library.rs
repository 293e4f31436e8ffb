//! All scenarios of a lab: read from a directory, or the copy that travels inside the program.

use super::scenario::{Api, Response, Scenario, Step};
use super::{Alias, Error, Ports, Problem, validate};
use include_dir::{Dir, include_dir};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The copy inside the program, so that an installed `whycors` has a lab too. In the repository the directory itself
/// is read, so a new file counts without a build.
static EMBEDDED: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../tests/scenarios");

/// Where the scenarios are in the repository.
const IN_THE_REPOSITORY: &str = "tests/scenarios";

/// The file that describes the others and is none of them.
const SCHEMA: &str = "schema.json";

/// All scenarios, by id.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Library {
    scenarios: BTreeMap<String, Scenario>,
}

impl Library {
    /// The given directory; without one `tests/scenarios` below the current directory, or else the copy inside the
    /// program.
    pub fn find(directory: Option<&Path>) -> Result<Self, Error> {
        match directory {
            Some(directory) => Self::from_directory(directory),
            None if Path::new(IN_THE_REPOSITORY).join(SCHEMA).is_file() => {
                Self::from_directory(Path::new(IN_THE_REPOSITORY))
            }
            None => Self::embedded(),
        }
    }

    /// Every `*.json` of a directory but the schema.
    pub fn from_directory(directory: &Path) -> Result<Self, Error> {
        let unreadable = |error| Error::Read(directory.to_owned(), error);
        let mut files = Vec::new();
        for entry in fs::read_dir(directory).map_err(unreadable)? {
            let path = entry.map_err(unreadable)?.path();
            let name = path
                .file_name()
                .map(|name| name.to_string_lossy().into_owned())
                .unwrap_or_default();
            if path
                .extension()
                .is_some_and(|extension| extension == "json")
                && name != SCHEMA
            {
                let bytes = fs::read(&path).map_err(|error| Error::Read(path.clone(), error))?;
                files.push((path.display().to_string(), name, bytes));
            }
        }
        if files.is_empty() {
            return Err(Error::Empty(directory.to_owned()));
        }
        // The file system's order is its own affair; problems are reported in ours.
        files.sort();
        Self::from_files(
            files
                .iter()
                .map(|(path, name, bytes)| (path.as_str(), name.as_str(), bytes.as_slice())),
        )
    }

    /// The copy inside the program.
    pub fn embedded() -> Result<Self, Error> {
        let files = EMBEDDED.files().filter_map(|file| {
            let name = file.path().file_name()?.to_str()?;
            let is_scenario = file
                .path()
                .extension()
                .is_some_and(|extension| extension == "json")
                && name != SCHEMA;
            is_scenario.then(|| (name, name, file.contents()))
        });
        Self::from_files(files)
    }

    fn from_files<'a>(
        files: impl Iterator<Item = (&'a str, &'a str, &'a [u8])>,
    ) -> Result<Self, Error> {
        let mut scenarios = BTreeMap::new();
        let mut problems = Vec::new();
        for (file, name, bytes) in files {
            let id = name.strip_suffix(".json").unwrap_or(name);
            match serde_json::from_slice::<Scenario>(bytes) {
                Ok(scenario) => {
                    let found = validate::problems(id, &scenario);
                    problems.extend(found.into_iter().map(|(place, what)| Problem {
                        file: file.to_owned(),
                        place,
                        what,
                    }));
                    scenarios.insert(id.to_owned(), scenario);
                }
                Err(error) => {
                    let place = format!("line {}, column {}", error.line(), error.column());
                    let told = error.to_string();
                    // The message of serde_json ends with the place, which stands before it already.
                    let what = told.split(" at line ").next().unwrap_or(&told).to_owned();
                    problems.push(Problem {
                        file: file.to_owned(),
                        place,
                        what,
                    });
                }
            }
        }
        if problems.is_empty() {
            Ok(Self { scenarios })
        } else {
            Err(Error::Scenarios(problems))
        }
    }

    /// Leaves out the scenarios that need https, for a lab that does not serve it.
    pub(super) fn without_https(mut self) -> Self {
        self.scenarios.retain(|_, scenario| !scenario.needs_https());
        self
    }

    /// Those that work where the lab is opened by an address of the network: all their origins can be reached, and no
    /// part of the browser that is closed to pages without https is needed.
    #[must_use]
    pub fn for_others(&self) -> Self {
        let mut others = self.clone();
        others.scenarios.retain(|_, scenario| {
            let mut answers = scenario.steps.iter().flat_map(|step| step.answers.values());
            !scenario.page.is_of_this_machine()
                && !answers.any(|answer| answer.at.is_of_this_machine())
                && !scenario.steps.iter().any(Step::needs_this_machine)
        });
        others
    }

    /// The scenario of that id.
    pub fn get(&self, id: &str) -> Option<&Scenario> {
        self.scenarios.get(id)
    }

    /// All of them, ordered by id.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Scenario)> {
        self.scenarios
            .iter()
            .map(|(id, scenario)| (id.as_str(), scenario))
    }
}

/// Where one step is served, so that its placeholders can be filled.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'a> {
    pub(super) ports: Ports,
    pub(super) id: &'a str,
    pub(super) index: usize,
    pub(super) step: &'a Step,
}

impl<'a> Place<'a> {
    /// Step `index` of a scenario, or the earlier step that it asks again.
    pub(super) fn of_answers(
        ports: Ports,
        id: &'a str,
        scenario: &'a Scenario,
        index: usize,
    ) -> Option<Self> {
        let step = scenario.steps.get(index)?;
        let index = step.request.same_as_step.unwrap_or(index);
        Some(Self {
            ports,
            id,
            index,
            step: scenario.steps.get(index)?,
        })
    }

    /// The path of an answer.
    pub(super) fn path(&self, answer: &str) -> String {
        format!("/s/{}/{}/{answer}", self.id, self.index)
    }

    /// The absolute URL of an answer.
    pub(super) fn url(&self, answer: &str) -> Option<String> {
        let at = self.step.answers.get(answer)?.at;
        Some(format!("{}{}", self.ports.origin(at), self.path(answer)))
    }

    /// The URL that the step's request goes to.
    pub(super) fn request_url(&self, query: Option<&str>) -> Option<String> {
        let url = self.url("main")?;
        Some(query.map_or_else(|| url.clone(), |query| format!("{url}?{query}")))
    }

    /// Fills the placeholders of a text.
    pub(super) fn fill(&self, text: &str) -> String {
        fill(text, self.ports, |kind, name| match kind {
            "path" => self
                .step
                .answers
                .contains_key(name)
                .then(|| self.path(name)),
            _ => self.url(name),
        })
    }
}

impl Scenario {
    /// Is one of its origins served with `--https` only?
    pub fn needs_https(&self) -> bool {
        let mut answers = self.steps.iter().flat_map(|step| step.answers.values());
        self.page.needs_https() || answers.any(|answer| answer.at.needs_https())
    }
}

impl Step {
    /// Service workers are for secure pages only; a value that writes `localhost` out means it; and one that begins with
    /// a host is read as a scheme, which a name can be and an address cannot.
    fn needs_this_machine(&self) -> bool {
        let responses = self
            .answers
            .values()
            .flat_map(|answer| [&answer.preflight, &answer.actual, &answer.revalidated])
            .flatten();
        let values = responses.flat_map(|response| response.headers.iter().map(|(_, value)| value));
        let means_a_name = |value: &String| {
            value.starts_with("{host:") || value.to_ascii_lowercase().contains("localhost")
        };
        self.request.api == Api::ServiceWorker
            || values.chain(&self.expect.parameter).any(means_a_name)
    }
}

impl Response {
    /// The same with its header values filled.
    pub(super) fn filled(&self, fill: impl Fn(&str) -> String) -> Self {
        let headers = self.headers.iter();
        Self {
            headers: headers
                .map(|(name, value)| (name.clone(), fill(value)))
                .collect(),
            ..self.clone()
        }
    }
}

/// Fills `{alias}`, `{host:alias}`, `{port:alias}`, `{url:answer}` and `{path:answer}`; other braces stay as they are.
/// `answer` is asked for the last two.
pub(super) fn fill(
    text: &str,
    ports: Ports,
    answer: impl Fn(&str, &str) -> Option<String>,
) -> String {
    let value_of = |placeholder: &str| match placeholder.split_once(':') {
        None => Alias::from_name(placeholder).map(|alias| ports.origin(alias)),
        Some(("host", alias)) => Alias::from_name(alias).map(|alias| ports.host(alias)),
        Some(("port", alias)) => Alias::from_name(alias).map(|alias| ports.of(alias).to_string()),
        Some((kind @ ("url" | "path"), name)) => answer(kind, name),
        Some(_) => None,
    };
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        let (before, from_brace) = rest.split_at(open);
        filled.push_str(before);
        let inside = from_brace.find('}').map(|close| &from_brace[1..close]);
        if let Some((inside, value)) = inside.and_then(|inside| Some((inside, value_of(inside)?))) {
            filled.push_str(&value);
            rest = &from_brace[inside.len() + 2..];
        } else {
            filled.push('{');
            rest = &from_brace[1..];
        }
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn others_are_shown_what_works_by_an_address() {
        let all = Library::embedded().unwrap();
        let others = all.for_others();
        for id in [
            "allow-origin-loopback-name-differs",
            "allow-origin-scheme-missing",
            "allow-origin-case-or-dot",
            "service-worker-without-header",
            "https-allow-origin-missing",
            "ipv6-page-by-name",
            "local-network-access",
        ] {
            assert!(all.get(id).is_some() && others.get(id).is_none(), "{id}");
        }
        for id in [
            "allow-origin-trailing-slash",
            "redirect-taints-origin",
            "connection-refused",
        ] {
            assert!(others.get(id).is_some(), "{id}");
        }
        assert!(others.iter().count() > 120);
    }

    #[test]
    fn placeholders_are_filled_and_other_braces_stay() {
        let text = r#"{"title":"t","topic":"simple","steps":[{"request":{"api":"fetch","to":"api"},
            "answers":{"main":{"at":"api","actual":{}}},"expect":{"outcome":"passes"}}]}"#;
        let scenario: Scenario = serde_json::from_str(text).unwrap();
        let place = Place::of_answers(Ports::above(100).unwrap(), "one", &scenario, 0).unwrap();
        assert_eq!(place.fill("{app}/"), "http://localhost:101/");
        assert_eq!(
            place.fill("https://{host:app-www}{path:main}"),
            "https://www.localhost:101/s/one/0/main"
        );
        assert_eq!(
            place.fill("<{url:main}>{port:api}"),
            "<http://localhost:102/s/one/0/main>102"
        );
        assert_eq!(
            place.fill("${ORIGIN} {{api}} {url:none} {"),
            "${ORIGIN} {http://localhost:102} {url:none} {"
        );
        assert_eq!(
            place.request_url(Some("a=1")).as_deref(),
            Some("http://localhost:102/s/one/0/main?a=1")
        );
    }
}
