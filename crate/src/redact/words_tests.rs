//! What is masked in a text, and what stays.

use super::*;

fn shown(value: &str) -> String {
    let manner = Manner {
        finds_random: true,
        finds_named: true,
        keeps_length: false,
    };
    let masked = masked_words(&mut Secrets::default(), manner, value);
    masked.unwrap_or_else(|| value.to_owned())
}

#[test]
fn what_is_announced_is_masked() {
    let table = [
        ("Bearer hunter2", "Bearer ***token1"),
        ("Basic Ym9iOmh1bnRlcjI=", "Basic ***token1"),
        ("h=Bearer hunter2, x", "h=Bearer ***token1, x"),
        ("\"Basic Ym9iOmh1bnRlcjI=\"", "\"Basic ***token1\""),
        (
            "user=bob password=hunter2",
            "user=bob password=***password1",
        ),
        ("token=hunter2;x=1", "token=***token1;x=1"),
        (
            "token=\"hunter two\", x=\"1\"",
            "token=\"***token1\", x=\"1\"",
        ),
        ("password='hunter2", "password='***password1"),
        ("password:hunter2", "password:***password1"),
        (
            "authorization=Bearer hunter2",
            "authorization=Bearer ***token1",
        ),
        ("{\"password\":\"hunter2\"}", "***secret1"),
        ("password: hunter2", "password: ***password1"),
        (
            "/aB3dE5fG7hI9jK1lM3nO5pQ7/rS9tU1vW3xY5zA7bC9dE1fG3=",
            "***token1=",
        ),
        (
            "Authorization: Bearer hunter2",
            "Authorization: Bearer ***token1",
        ),
        (
            "authorization: Basic Ym9iOmh1bnRlcjI=, x",
            "authorization: Basic ***token1, x",
        ),
        ("token=/hun?ter2", "token=***token1"),
        ("x;token=hun/ter?2;y", "x;token=***token1;y"),
        ("a%3D1%26token%3Dhunter2", "a%3D1%26token%3D***token1"),
        ("Bearer%20hunter2", "Bearer%20***token1"),
        ("sid=hunter2; Path=/", "sid=***secret1; Path=/"),
        ("Token hunter2", "Token ***token1"),
        (
            "h3=\"bob:hunter2@a.test:443\"",
            "h3=\"***user1:***password1@a.test:443\"",
        ),
        ("v=aB3dE5fG7hI9jK1lM3nO/rS9tU1vW3", "v=***token1"),
    ];
    for (value, wanted) in table {
        assert_eq!(shown(value), wanted, "{value}");
        assert_eq!(shown(wanted), wanted, "{value}, masked again");
    }
}

#[test]
fn addresses_are_masked_wherever_they_stand() {
    let table = [
        (
            "</users?access_token=hunter2&page=2>; rel=\"next\"",
            "</users?access_token=***token1&page=2>; rel=\"next\"",
        ),
        (
            "default-src 'self'; report-uri /csp?token=hunter2",
            "default-src 'self'; report-uri /csp?token=***token1",
        ),
        ("users?code=hunter2", "users?code=***code1"),
        ("url=../reset/X1", "url=../reset/***token1"),
        (
            "/login?token=x&next=https://a.test/?code=1",
            "/login?token=***token1&next=https://a.test/?code=***code1",
        ),
        (
            "https://a.test/?sig=a,b,https://u:p@b.test/",
            "https://a.test/?sig=***signature1,https://***user1:***password1@b.test/",
        ),
        (
            "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln,https://a.test/",
            "***token1,https://a.test/",
        ),
        (
            "{\"endpoints\":[{\"url\":\"https://r.test/?token=x\"}]}",
            "{\"endpoints\":[{\"url\":\"https://r.test/?token=***token1\"}]}",
        ),
    ];
    for (value, wanted) in table {
        assert_eq!(shown(value), wanted, "{value}");
        assert_eq!(shown(wanted), wanted, "{value}, masked again");
    }
}

#[test]
fn other_texts_stay() {
    for value in [
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0",
        "text/html,application/xml;q=0.9,*/*;q=0.8",
        "Bearer token required",
        "Invalid password: must be long",
        "100% of x%20y",
        "invalid bearer token given",
        "Basic monthly plan",
        "Bearer realm=\"api\", error=\"invalid_token\"",
        "scope=token:read, session:write",
        "code=200 state=HIT key=a",
        "db;dur=53;desc=\"token cache\"",
        "sk-frontend.pages.test:443",
        "max-age=31536000; includeSubDomains",
        "Wed, 21 Oct 2026 07:28:00 GMT",
        "é?ü/ ' \" <",
        "",
    ] {
        assert_eq!(shown(value), value);
    }
}

#[test]
fn tokens_with_slashes_and_stars_are_no_addresses() {
    const REFRESH: &str = "1//03aB3dE5fG7hI9jK1lM3nO5pQ7-rS9tU1vW3xY5z";
    const CODE: &str = "4/0AaB3dE5fG7hI9jK1lM3nO5pQ7_rS9tU1vW3xY5z";
    const SEALED: &str = "Fe26.2**0cdd607945dd1dffb7da0b0bf5f1a7da*aOZLCKLhCt0D5IU1qLTtYw*x~2";
    for token in [REFRESH, CODE, SEALED] {
        for (text, wanted) in [
            ("{}", "***token1"),
            ("v={};x=1", "v=***token1;x=1"),
            ("token={}", "token=***token1"),
            ("\"{}\", x", "\"***token1\", x"),
            ("Bearer {}", "Bearer ***token1"),
            ("a,{},b", "a,***token1,b"),
            (
                "{},https://u:p@a.test/",
                "***token1,https://***user1:***password1@a.test/",
            ),
            (
                "https://u:p@a.test/?v={}",
                "https://***user1:***password1@a.test/?v=***token1",
            ),
        ] {
            assert_eq!(shown(&text.replace("{}", token)), wanted, "{token}");
        }
    }
    for text in [
        "https://a.test/x/1//0/some/path/of/the/shop/that/is/longer",
        "/4/0Albums/of/The/Year/and/all/that/was/in/them/2026/01",
        "text/html;q=1//0",
    ] {
        assert_eq!(shown(text), text);
    }
    // Each of them begins again at every mark.
    let hostile =
        [REFRESH, SEALED, "1//0,", "Fe26.2*;"].map(|unit| format!("{unit},").repeat(4000));
    for text in hostile {
        assert!(shown(&text).len() <= text.len());
    }
}

#[test]
fn what_decides_whether_the_browser_asks_keeps_its_length() {
    let manner = Manner {
        finds_random: false,
        finds_named: true,
        keeps_length: true,
    };
    let masked = masked_words(
        &mut Secrets::default(),
        manner,
        "text/plain; token=hun-ter2; u=https://u:p@a.test/",
    );
    assert_eq!(
        masked.as_deref(),
        Some("text/plain; token=***-****; u=*****://*:*@*.****/")
    );
}
