//! What a scenario must hold beyond its shape. Each problem is a place and a sentence.

use super::scenario::{Action, Answer, Api, Expect, Mode, Outcome, Response, Scenario, Step};
use super::{Alias, http2};

/// Everything wrong in one scenario.
pub(super) fn problems(id: &str, scenario: &Scenario) -> Vec<(String, String)> {
    let mut found = Found::default();
    if !is_kebab(id) {
        found.add(
            "the file's name",
            "an id is lower-case words joined by hyphens".to_owned(),
        );
    }
    if scenario.title.trim().is_empty() {
        found.add("title", "is empty".to_owned());
    }
    if scenario.page.is_silent() {
        found.add("page", format!("nothing answers at `{}`", scenario.page));
    }
    if scenario.steps.is_empty() {
        found.add("steps", "is empty".to_owned());
    }
    for (index, step) in scenario.steps.iter().enumerate() {
        check_step(&mut found, scenario, index, step);
    }
    found.problems
}

/// What was found wrong.
#[derive(Default)]
pub(super) struct Found {
    pub(super) problems: Vec<(String, String)>,
}

impl Found {
    pub(super) fn add(&mut self, place: &str, what: String) {
        self.problems.push((place.to_owned(), what));
    }
}

fn check_step(found: &mut Found, scenario: &Scenario, index: usize, step: &Step) {
    let place = format!("steps[{index}]");
    let answers = match step.request.same_as_step {
        None => &step.answers,
        Some(earlier)
            if earlier < index && scenario.steps[earlier].request.same_as_step.is_none() =>
        {
            if !step.answers.is_empty() {
                found.add(
                    &format!("{place}.answers"),
                    "must be empty where `sameAsStep` is given".to_owned(),
                );
            }
            &scenario.steps[earlier].answers
        }
        Some(earlier) => {
            found.add(
                &format!("{place}.request.sameAsStep"),
                format!("{earlier} is not an earlier step with answers of its own"),
            );
            return;
        }
    };
    match answers.get("main") {
        None => found.add(
            &format!("{place}.answers"),
            "has no `main`, to which the request goes".to_owned(),
        ),
        Some(main) if main.at != step.request.to => found.add(
            &format!("{place}.request.to"),
            format!(
                "is `{}`, but the answer `main` is at `{}`",
                step.request.to, main.at
            ),
        ),
        Some(_) => {}
    }
    check_request(found, &place, step);
    for (name, answer) in &step.answers {
        check_answer(
            found,
            &format!("{place}.answers.{name}"),
            name,
            answer,
            step,
        );
    }
    check_expect(found, &format!("{place}.expect"), &step.expect);
}

fn check_request(found: &mut Found, place: &str, step: &Step) {
    let request = &step.request;
    let is_fetch = matches!(
        request.api,
        Api::Fetch
            | Api::Worker
            | Api::SharedWorker
            | Api::ServiceWorker
            | Api::SrcdocFrame
            | Api::DataFrame
    );
    let takes_headers = is_fetch || matches!(request.api, Api::Xhr | Api::Beacon);
    let is_plain = request.headers.is_empty() && request.body.is_none() && request.method == "GET";
    if !takes_headers && !is_plain {
        found.add(
            &format!("{place}.request"),
            "this API sends a GET without author headers or body".to_owned(),
        );
    }
    if !is_fetch && request.mode != Mode::Cors && request.api != Api::Image {
        found.add(
            &format!("{place}.request.mode"),
            "only fetch and image have a mode".to_owned(),
        );
    }
    if request.keepalive && request.api != Api::Fetch {
        found.add(
            &format!("{place}.request.keepalive"),
            "only fetch has one".to_owned(),
        );
    }
    if request.integrity.is_some() && request.api != Api::Fetch {
        found.add(
            &format!("{place}.request.integrity"),
            "only fetch has one".to_owned(),
        );
    }
    if request.abort_after.is_some() && !matches!(request.api, Api::Fetch | Api::Xhr) {
        found.add(
            &format!("{place}.request.abortAfter"),
            "only fetch and xhr have one".to_owned(),
        );
    }
    if request.target_address_space.is_some() && request.api != Api::Fetch {
        found.add(
            &format!("{place}.request.targetAddressSpace"),
            "only fetch has one".to_owned(),
        );
    }
    if request.upload_listener && request.api != Api::Xhr {
        found.add(
            &format!("{place}.request.uploadListener"),
            "only xhr has one".to_owned(),
        );
    }
}

fn check_answer(found: &mut Found, place: &str, name: &str, answer: &Answer, step: &Step) {
    if !is_kebab(name) {
        found.add(
            place,
            "an answer's name is lower-case words joined by hyphens".to_owned(),
        );
    }
    if answer.preflight.is_none() && answer.actual.is_none() {
        found.add(
            place,
            "answers nothing: `preflight` and `actual` are both absent".to_owned(),
        );
    }
    let responses = [
        ("preflight", &answer.preflight),
        ("actual", &answer.actual),
        ("revalidated", &answer.revalidated),
    ];
    for (kind, response) in responses
        .into_iter()
        .filter_map(|(kind, response)| Some((kind, response.as_ref()?)))
    {
        let place = format!("{place}.{kind}");
        if (response.action == Action::Refuse) != answer.at.is_silent() {
            found.add(
                &format!("{place}.action"),
                "`refuse` belongs to answers where nothing listens, such as `closed`, and nothing else does".to_owned(),
            );
        }
        check_response(found, &place, response, |name| {
            step.answers.contains_key(name)
        });
        if answer.at.is_http2() {
            for (index, (name, value)) in response.headers.iter().enumerate() {
                if http2::header(name, value).is_none() {
                    found.add(
                        &format!("{place}.headers[{index}]"),
                        "cannot be sent over HTTP/2".to_owned(),
                    );
                }
            }
        }
    }
}

/// What cannot be sent as a response, or points to no answer.
pub(super) fn check_response(
    found: &mut Found,
    place: &str,
    response: &Response,
    has_answer: impl Fn(&str) -> bool,
) {
    if !(200..=599).contains(&response.status) {
        found.add(
            &format!("{place}.status"),
            format!("{} is not between 200 and 599", response.status),
        );
    }
    if let Some(reason) = &response.reason
        && !reason.chars().all(is_header_character)
    {
        found.add(
            &format!("{place}.reason"),
            "holds a line break or a character above U+00FF".to_owned(),
        );
    }
    for (index, (name, value)) in response.headers.iter().enumerate() {
        let place = format!("{place}.headers[{index}]");
        // One that begins with a blank would go on with the line before.
        if name.is_empty()
            || name.starts_with([' ', '\t'])
            || name.contains(':')
            || !name.chars().all(is_header_character)
        {
            found.add(&place, format!("{name:?} cannot be sent as a header name"));
        }
        if !value.chars().all(is_header_character) {
            found.add(&place, "the value holds a line break, a zero byte or a character above U+00FF (one character is one byte)".to_owned());
        }
        for placeholder in placeholders(value) {
            if let Some((kind, inside)) = placeholder.split_once(':') {
                let known = match kind {
                    "host" | "port" => Alias::from_name(inside).is_some(),
                    "url" | "path" => has_answer(inside),
                    _ => true,
                };
                if !known {
                    found.add(&place, format!("{{{placeholder}}} names nothing"));
                }
            }
        }
    }
}

fn check_expect(found: &mut Found, place: &str, expect: &Expect) {
    let causes = expect.cause.iter().chain(&expect.also).chain(
        expect
            .alternatives
            .iter()
            .filter_map(|other| other.cause.as_ref()),
    );
    for cause in causes.filter(|cause| !is_kebab(cause)) {
        found.add(
            place,
            format!("{cause:?} is not a cause id: lower-case words joined by hyphens"),
        );
    }
    let names = expect.chromium.iter().chain(
        expect
            .alternatives
            .iter()
            .filter_map(|other| other.chromium.as_ref()),
    );
    for name in names.filter(|name| {
        !name
            .chars()
            .all(|character| character.is_ascii_alphanumeric())
    }) {
        found.add(
            place,
            format!("{name:?} is not a name of `Network.CorsError`"),
        );
    }
    let wrong = match expect.outcome {
        Outcome::Cors if expect.chromium.is_none() => Some("`cors` needs `chromium`"),
        Outcome::Cors if expect.cause.is_none() => Some("`cors` needs `cause`"),
        Outcome::Cors if expect.certainty.is_none() => Some("`cors` needs `certainty`"),
        Outcome::NotCors | Outcome::Passes if expect.chromium.is_some() => {
            Some("`chromium` belongs to `cors` and `unclear`")
        }
        Outcome::Passes if expect.cause.is_some() => Some("`passes` has no cause"),
        _ => None,
    };
    if let Some(wrong) = wrong {
        found.add(place, wrong.to_owned());
    }
}

/// What stands between braces.
fn placeholders(text: &str) -> impl Iterator<Item = &str> {
    text.split('{')
        .skip(1)
        .filter_map(|after| after.split_once('}').map(|(inside, _)| inside))
}

const fn is_header_character(character: char) -> bool {
    matches!(character, '\u{1}'..='\u{ff}') && !matches!(character, '\r' | '\n')
}

fn is_kebab(text: &str) -> bool {
    !text.is_empty()
        && text.split('-').all(|word| {
            !word.is_empty()
                && word
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        })
}
