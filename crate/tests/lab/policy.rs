//! Answers that travel in the URL: what they say goes over the wire, and what could do harm is refused.
use std::fmt::Write as _;

use super::fixture::{Fixture, start};

/// base64url, written another way than the server does: bit by bit.
fn encode(bytes: &[u8]) -> String {
    let alphabet: Vec<char> = ('A'..='Z')
        .chain('a'..='z')
        .chain('0'..='9')
        .chain(['-', '_'])
        .collect();
    let bits = bytes.iter().fold(String::new(), |mut bits, byte| {
        write!(bits, "{byte:08b}").unwrap();
        bits
    });
    bits.as_bytes()
        .chunks(6)
        .map(|six| format!("{:0<6}", std::str::from_utf8(six).unwrap()))
        .map(|six| alphabet[usize::from_str_radix(&six, 2).unwrap()])
        .collect()
}

fn ask(fixture: &Fixture, offset: u16, policy: &str, more: &str) -> String {
    let target = format!("/p/{}/case-7", encode(policy.as_bytes()));
    fixture.ask(offset, &format!("GET {target} HTTP/1.1\r\n{more}\r\n"))
}

fn objection(fixture: &Fixture, policy: &str) -> String {
    let target = format!("/lab/policy/{}", encode(policy.as_bytes()));
    fixture.ask(1, &format!("GET {target} HTTP/1.1\r\n\r\n"))
}

#[test]
fn a_policy_is_answered_byte_for_byte_on_every_origin() {
    let fixture = start("policy");
    let policy = r#"{"preflight":{"status":204},"actual":{"status":418,"reason":"Tea","headers":
        [["X-a","\u00e2\u0080"],["x-A","{app}/"],["X-Self","{path:self}"]],"body":"ż"}}"#;
    let target = format!("/p/{}/case-7?x=1", encode(policy.as_bytes()));
    for offset in [1, 2, 3] {
        let answer =
            fixture.ask_bytes(offset, &format!("GET {target} HTTP/1.1\r\nHost: a\r\n\r\n"));
        let mut expected = b"HTTP/1.1 418 Tea\r\nX-a: \xe2\x80\r\nx-A: http://localhost:".to_vec();
        expected.extend_from_slice(
            format!(
                "{}/\r\nX-Self: {target}\r\nContent-Length: 2\r\nConnection: close\r\n\r\nż",
                fixture.base + 1
            )
            .as_bytes(),
        );
        assert_eq!(answer, expected, "{}", String::from_utf8_lossy(&answer));
    }
    let preflight =
        format!("OPTIONS {target} HTTP/1.1\r\nAccess-Control-Request-Method: PUT\r\n\r\n");
    assert!(
        fixture
            .ask(2, &preflight)
            .starts_with("HTTP/1.1 204 No Content\r\nConnection")
    );
}

#[test]
fn a_redirect_points_to_the_policy_inside_the_policy_and_keeps_the_rest_of_the_path() {
    let fixture = start("policy-redirect");
    let policy = r#"{"actual":{"status":302,"headers":[["Location","{url:next}"]]},"answers":{"next":
        {"at":"api2","actual":{"status":307,"headers":[["Location","http://u:p@{host:app}{path:home}"]]},
         "answers":{"home":{"at":"app","actual":{"status":299}}}}}}"#;
    let mut answer = ask(&fixture, 2, policy, "");
    for (offset, origin) in [(3, "http://localhost:"), (1, "http://u:p@localhost:")] {
        let location = answer
            .lines()
            .find_map(|line| line.strip_prefix("Location: "))
            .unwrap()
            .to_owned();
        let start = format!("{origin}{}", fixture.base + offset);
        let path = location.strip_prefix(&start).unwrap();
        assert!(path.ends_with("/case-7"), "{path}");
        answer = fixture.ask(offset, &format!("GET {path} HTTP/1.1\r\n\r\n"));
    }
    assert!(answer.starts_with("HTTP/1.1 299 "), "{answer}");
}

#[test]
fn a_hostile_policy_is_refused_with_its_reason_and_the_lab_goes_on() {
    let fixture = start("policy-hostile");
    let many = (0..65).fold(String::new(), |mut text, index| {
        let comma = if index > 0 { "," } else { "" };
        write!(text, "{comma}[\"X\",\"{index}\"]").unwrap();
        text
    });
    let deep = format!("{}{}", "{\"answers\":{\"a\":".repeat(400), "}}".repeat(400));
    let cases = [
        ("{", "400", "EOF while parsing"),
        ("7", "400", "invalid type: integer"),
        (r#"{"actuel":{}}"#, "400", "unknown field `actuel`"),
        (&deep, "400", "recursion limit"),
        (
            r#"{"actual":{"headers":[["X","a\r\nSet-Cookie: b"]]}}"#,
            "400",
            "policy.actual.headers[0]: the value holds a line break",
        ),
        (
            r#"{"actual":{"headers":[["X","\u0000"]]}}"#,
            "400",
            "policy.actual.headers[0]: the value holds",
        ),
        (
            r#"{"preflight":{"headers":[["X\r\nY","a"]]}}"#,
            "400",
            "policy.preflight.headers[0]",
        ),
        (
            r#"{"actual":{"headers":[["A","1"],[" X","a"]]}}"#,
            "400",
            "policy.actual.headers[1]: \" X\" cannot be sent as a header name",
        ),
        (
            r#"{"actual":{"reason":"a\nb"}}"#,
            "400",
            "policy.actual.reason",
        ),
        (
            r#"{"actual":{"status":101}}"#,
            "400",
            "101 is not between 200 and 599",
        ),
        (
            r#"{"actual":{"action":"hang"}}"#,
            "400",
            "policy.actual.action: only respond and reset",
        ),
        (
            &format!(r#"{{"actual":{{"headers":[{many}]}}}}"#),
            "400",
            "more than 64 lines",
        ),
        (
            r#"{"actual":{"headers":[["Location","{url:next}"]]}}"#,
            "400",
            "{url:next} names nothing",
        ),
        (
            r#"{"actual":{},"answers":{"next":{"actual":{}}}}"#,
            "400",
            "policy.answers.next.at: names no origin",
        ),
        (
            r#"{"actual":{},"answers":{"next":{"at":"api","actual":{"action":"hang"}}}}"#,
            "400",
            "policy.answers.next.actual.action",
        ),
        (
            r#"{"preflight":{}}"#,
            "501",
            "does not answer this kind of request",
        ),
        (
            &format!(r#"{{"actual":{{"body":"{}"}}}}"#, "a".repeat(26_000)),
            "414",
            "longer than 32768 characters",
        ),
    ];
    let swelling = format!(
        r#"{{"actual":{{"headers":[["X","{}"]]}},"answers":{{"a":{{"at":"api"}}}}}}"#,
        "{url:a}".repeat(65)
    );
    let cases = cases
        .into_iter()
        .chain([(&*swelling, "400", "more than 64 placeholders")]);
    for (policy, status, reason) in cases {
        let answer = ask(&fixture, 2, policy, "");
        assert!(
            answer.starts_with(&format!("HTTP/1.1 {status} ")) && answer.contains(reason),
            "{policy}: expected {status} {reason}, found {answer}"
        );
        // The forms are told the same before anything is sent.
        let told = objection(&fixture, policy);
        let is_refused = status != "501";
        assert!(told.starts_with("HTTP/1.1 200 "), "{policy}: {told}");
        assert_eq!(told.contains(reason), is_refused, "{policy}: {told}");
        assert_eq!(told.ends_with("\r\n\r\n"), !is_refused, "{policy}: {told}");
    }
    for target in ["/p/", "/p/!", "/p/Z", "/p/%7B%7D"] {
        let answer = fixture.ask(2, &format!("GET {target} HTTP/1.1\r\n\r\n"));
        assert!(answer.starts_with("HTTP/1.1 400 "), "{target}: {answer}");
    }
    assert!(ask(&fixture, 2, r#"{"actual":{}}"#, "").starts_with("HTTP/1.1 200 OK\r\n"));
}

#[test]
fn a_policy_is_no_page_of_the_lab() {
    let fixture = start("policy-page");
    let page =
        r#"{"actual":{"headers":[["Content-Type","text/html"]],"body":"<script></script>"}}"#;
    let answer = ask(&fixture, 1, page, "Sec-Fetch-Mode: navigate\r\n");
    assert!(answer.starts_with("HTTP/1.1 403 "), "{answer}");
    assert!(!answer.contains("<script>"), "{answer}");
    assert!(ask(&fixture, 1, page, "Sec-Fetch-Mode: cors\r\n").contains("<script>"));
}

#[test]
fn the_page_of_the_differential_test_offers_to_perform() {
    let fixture = start("policy-differential");
    let page = fixture.ask(1, "GET /differential HTTP/1.1\r\n\r\n");
    assert!(page.contains("Object.assign(window, { perform,"), "{page}");
}
