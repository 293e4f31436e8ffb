//! A secret in every field that the reader keeps, in each form a secret takes, through every format: none comes out.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on says so by panicking"
)]

use std::collections::BTreeSet;
use std::fmt::Write;

use serde_json::{Value, json};
use whycors::redact::Policy;
use whycors::report::{self, Format};
use whycors::session::{About, Change, Session};

/// The reader's own list of fields.
const READER: &str = include_str!("../src/har/raw.rs");

/// Where a text of the reader can hold a secret, or why it cannot. A field that is added there must be added here.
const FIELDS: &[(&str, Holds)] = &[
    (
        "RawEntry.startedDateTime",
        Holds::Text("/log/entries/0/startedDateTime"),
    ),
    (
        "RawEntry._resourceType",
        Holds::Token("/log/entries/0/_resourceType"),
    ),
    (
        "RawEntry.serverIPAddress",
        Holds::Token("/log/entries/0/serverIPAddress"),
    ),
    ("RawEntry.pageref", Holds::Url("/log/entries/0/pageref")),
    ("RawRequest.method", Holds::Word),
    ("RawRequest.url", Holds::Url("/log/entries/0/request/url")),
    (
        "RawRequest.httpVersion",
        Holds::Token("/log/entries/0/request/httpVersion"),
    ),
    (
        "RawRequest.headers",
        Holds::Headers("/log/entries/0/request/headers"),
    ),
    (
        "RawResponse.headers",
        Holds::Headers("/log/entries/0/response/headers"),
    ),
    (
        "RawResponse.redirectURL",
        Holds::Url("/log/entries/0/response/redirectURL"),
    ),
    (
        "RawResponse._error",
        Holds::Sentence("/log/entries/0/response/_error"),
    ),
    // Read where the other is absent, and masked as the same field.
    ("RawResponse._failureText", Holds::Word),
    (
        "RawPostData.mimeType",
        Holds::Token("/log/entries/0/request/postData/mimeType"),
    ),
    (
        "RawPostData.text",
        Holds::Text("/log/entries/0/request/postData/text"),
    ),
    ("RawInitiator.type", Holds::Word),
    (
        "RawInitiator.url",
        Holds::Url("/log/entries/0/_initiator/url"),
    ),
    (
        "RawInitiator.requestId",
        Holds::Token("/log/entries/0/_initiator/requestId"),
    ),
    (
        "RawFrame.functionName",
        Holds::Token("/log/entries/0/_initiator/stack/callFrames/0/functionName"),
    ),
    (
        "RawFrame.url",
        Holds::Url("/log/entries/0/_initiator/stack/callFrames/0/url"),
    ),
    ("RawCreator.name", Holds::Token("/log/creator/name")),
    ("RawCreator.version", Holds::Token("/log/creator/version")),
];

/// What can stand in a field.
#[derive(Clone, Copy)]
enum Holds {
    /// A word of the browser's own: a method, a protocol, a version.
    Word,
    /// Anything at all.
    Text(&'static str),
    /// A secret only if it looks like one: a token among words.
    Token(&'static str),
    /// An address with its secrets among the words of a program.
    Sentence(&'static str),
    /// A secret in each part of an address.
    Url(&'static str),
    /// A secret in each header that carries one.
    Headers(&'static str),
}

#[test]
fn every_text_of_the_reader_is_in_the_list() {
    let mut found = BTreeSet::new();
    let mut object = "";
    for line in READER.lines() {
        if let Some(name) = line.strip_prefix("lenient_object!(") {
            object = name.split(' ').next().unwrap();
        }
        for part in line.split(['{', ',']) {
            let Some((name, kind)) = part.split_once(" => ") else {
                continue;
            };
            let kind = kind
                .split_once(": ")
                .map_or("", |(_, kind)| kind.trim_end_matches([' ', '}', ')', ';']));
            // Numbers and flags hold no text; objects are listed by their own fields.
            if ["Box<str>", "Word", "RawHeaders"].contains(&kind) {
                found.insert(format!("{object}.{}", name.trim().trim_matches('"')));
            }
        }
    }
    let listed: BTreeSet<String> = FIELDS.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(found, listed);
}

const BASE64: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

fn base64(text: &str) -> String {
    let mut encoded = String::new();
    for chunk in text.as_bytes().chunks(3) {
        let bits = chunk
            .iter()
            .fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte))
            << (8 * (3 - chunk.len()));
        for index in 0..=chunk.len() {
            encoded.push(char::from(BASE64[(bits >> (18 - 6 * index) & 63) as usize]));
        }
    }
    encoded
}

/// Secrets put in, and texts that must not come out.
#[derive(Default)]
struct Canaries {
    count: usize,
    forbidden: Vec<String>,
}

#[derive(Clone, Copy, PartialEq)]
enum Form {
    Plain,
    Percent,
    Base64,
    Jwt,
}

const FORMS: [Form; 4] = [Form::Plain, Form::Percent, Form::Base64, Form::Jwt];

impl Canaries {
    fn make(&mut self, form: Form) -> String {
        self.count += 1;
        let plain = format!("Canary{:04}k7Xq9Zt2", self.count);
        let text = match form {
            Form::Plain => plain,
            Form::Percent => plain.bytes().fold(String::new(), |mut text, byte| {
                let _ = write!(text, "%{byte:02X}");
                text
            }),
            Form::Base64 => base64(&format!("{plain}-{plain}")),
            Form::Jwt => {
                let body = base64(&json!({ "sub": plain }).to_string());
                format!(
                    "{}.{body}.{}",
                    base64("{\"alg\":\"HS256\"}"),
                    base64(&plain)
                )
            }
        };
        self.forbidden.push(text.clone());
        if form == Form::Jwt {
            self.forbidden
                .extend(text.split('.').skip(1).map(str::to_owned));
        }
        text
    }

    /// An address with a secret in each part of it.
    fn url(&mut self, base: &str, form: Form) -> String {
        let mut secret = || self.make(form);
        format!(
            "{base}/reset/{};token={}/x?access_token={}&code={}&state={}&sig={}&X-Amz-Signature={}&key={}&passwd={}&next={}#access_token={}",
            secret(),
            secret(),
            secret(),
            secret(),
            secret(),
            secret(),
            secret(),
            secret(),
            secret(),
            format_args!("http%3A%2F%2Fapp.test%2F%3Fcode%3D{}", secret()),
            secret()
        )
    }

    fn headers(&mut self, form: Form) -> Vec<Value> {
        let mut list = Vec::new();
        let mut add =
            |name: &str, value: String| list.push(json!({ "name": name, "value": value }));
        for scheme in ["Bearer ", "Basic ", ""] {
            add("Authorization", format!("{scheme}{}", self.make(form)));
        }
        add(
            "Cookie",
            format!(
                "sid={}; theme={}; {}",
                self.make(form),
                self.make(form),
                self.make(form)
            ),
        );
        add(
            "Set-Cookie",
            format!(
                "sid={}; Path=/reset/{}; HttpOnly",
                self.make(form),
                self.make(form)
            ),
        );
        for name in [
            "Proxy-Authorization",
            "X-Api-Key",
            "X-Auth-Token",
            "X-CSRF-Token",
            "X-Amz-Security-Token",
            "X-Hub-Signature-256",
            "X-Session-Id",
            "DPoP",
            "X-Password",
            "X-Client-Secret",
            "Private-Token",
            "Ocp-Apim-Subscription-Key",
        ] {
            add(name, self.make(form));
        }
        for name in [
            "Referer",
            "Location",
            "Content-Location",
            "X-Original-URL",
            "SourceMap",
        ] {
            let url = self.url("http://user:pass@app.test", form);
            add(name, url);
        }
        let url = self.url("http://app.test", form);
        add("Link", format!("<{url}>; rel=\"next\""));
        let url = self.url("http://app.test", form);
        add(
            "Content-Security-Policy",
            format!("default-src 'self'; report-uri {url}"),
        );
        let url = self.url("", form);
        add("Refresh", format!("0; url={url}"));
        let jwt = self.make(Form::Jwt);
        add("X-Anything", format!("v={jwt}, w"));
        list
    }
}

fn har() -> (Value, Canaries) {
    let mut canaries = Canaries::default();
    let mut har = json!({ "log": { "version": "1.2", "creator": { "name": "a", "version": "1" }, "entries": [] } });
    for (number, form) in FORMS.into_iter().enumerate() {
        let mut one = json!({ "log": { "creator": { "name": "a", "version": "1" }, "entries": [{
            "startedDateTime": format!("2026-01-01T00:00:0{number}Z"), "time": 1, "_resourceType": "fetch", "pageref": "page_1", "serverIPAddress": "127.0.0.1",
            "_initiator": { "type": "script", "url": "", "requestId": "1", "stack": { "callFrames": [{ "functionName": "f", "url": "http://app.test/", "lineNumber": 1, "columnNumber": 1 }] } },
            "request": { "method": "POST", "url": "http://api.test/", "httpVersion": "http/1.1", "headers": [], "postData": { "mimeType": "text/plain", "text": "" },
                "queryString": [{ "name": "token", "value": canaries.make(form) }], "cookies": [{ "name": "sid", "value": canaries.make(form) }] },
            "response": { "status": 200, "httpVersion": "http/1.1", "headers": [], "redirectURL": "", "_error": "net::ERR_FAILED",
                "content": { "mimeType": "text/plain", "text": canaries.make(form) }, "cookies": [{ "name": "sid", "value": canaries.make(form) }] } }] } });
        for (name, holds) in FIELDS {
            let (place, value) = match holds {
                Holds::Word => continue,
                Holds::Text(place) => (place, json!(canaries.make(form))),
                Holds::Token(place) => (
                    place,
                    json!(format!("text/x; v={}", canaries.make(Form::Jwt))),
                ),
                // In one entry only: the others are refused by CORS, and so have more that is said of them.
                Holds::Sentence(_) if form != Form::Percent => continue,
                Holds::Sentence(place) => {
                    let said = FORMS.map(|form| {
                        let (user, password) = (canaries.make(form), canaries.make(form));
                        let url = canaries.url(&format!("https://{user}:{password}@db.test"), form);
                        let token = canaries.make(form);
                        format!("Get \"{url}\": dial tcp 10.0.0.1:443: token={token}")
                    });
                    (place, json!(said.join("; ")))
                }
                Holds::Url(place) => (place, json!(canaries.url("http://api.test", form))),
                Holds::Headers(place) => {
                    let mut list = canaries.headers(form);
                    list.push(json!({ "name": "Origin", "value": "http://app.test" }));
                    if place.contains("response") {
                        let jwt = canaries.make(Form::Jwt);
                        list.push(json!({ "name": "Access-Control-Allow-Origin", "value": format!("http://app.test/?token={jwt}") }));
                    }
                    (place, Value::Array(list))
                }
            };
            *one.pointer_mut(place)
                .unwrap_or_else(|| panic!("{name}: no {place}")) = value;
        }
        har["log"]["creator"] = one["log"]["creator"].take();
        har["log"]["entries"]
            .as_array_mut()
            .unwrap()
            .push(one["log"]["entries"][0].take());
    }
    (har, canaries)
}

fn assert_none(canaries: &Canaries, text: &str, where_to: &str) {
    let found: Vec<&String> = canaries
        .forbidden
        .iter()
        .filter(|canary| text.contains(canary.as_str()))
        .collect();
    assert!(
        found.is_empty(),
        "{where_to}: {} of {}: {:?}",
        found.len(),
        canaries.forbidden.len(),
        &found[..found.len().min(5)]
    );
}

#[test]
fn no_secret_comes_out_of_any_format() {
    let (har, canaries) = har();
    assert!(canaries.count > 600, "{} canaries", canaries.count);
    let examined = report::examine("-", har.to_string().as_bytes(), Policy::Mask);
    assert_eq!(examined.input.diagnoses.len(), FORMS.len());
    for format in Format::ALL {
        assert_none(
            &canaries,
            &report::render(format, &[examined.source()]),
            format.key(),
        );
    }
    // The test can fail: kept secrets are found.
    let kept = report::examine("-", har.to_string().as_bytes(), Policy::Keep);
    let text = report::render(Format::Har, &[kept.source()]);
    let found = canaries
        .forbidden
        .iter()
        .filter(|canary| text.contains(canary.as_str()))
        .count();
    assert!(
        found * 10 > canaries.forbidden.len() * 9,
        "{found} of {}",
        canaries.forbidden.len()
    );
}

#[test]
fn no_secret_comes_out_of_a_live_recording() {
    let (har, canaries) = har();
    let mut session = Session::new();
    let mut diagnoses = Vec::new();
    for (sequence, entry) in har["log"]["entries"].as_array().unwrap().iter().enumerate() {
        let message =
            json!([{ "kind": "entry", "sequence": sequence, "settled": true, "entry": entry }]);
        for change in session.receive(&message.to_string()) {
            assert_none(&canaries, &format!("{change:?}"), "what the panel is told");
            if let Change::Upsert(_, diagnosis, _) = change {
                diagnoses.push(*diagnosis);
            }
        }
    }
    assert!(diagnoses.len() >= FORMS.len());
    for format in Format::ALL {
        let (text, redaction) = session.report(format, diagnoses.clone(), About::All);
        assert_none(&canaries, &text, format.key());
        assert!(redaction.masked.iter().map(|it| it.secrets).sum::<usize>() > 100);
    }
}
