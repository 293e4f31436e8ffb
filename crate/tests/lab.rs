//! The lab's server, asked over plain sockets: what a scenario says is what goes over the wire.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on says so by panicking"
)]

use std::fs;
use std::io::{Read, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, TcpStream};
use std::time::Duration;
use whycors::lab::{Alias, Lab, Options};

#[path = "lab/fixture.rs"]
mod fixture;
#[path = "lab/https.rs"]
mod https;
#[path = "lab/policy.rs"]
mod policy;

use fixture::{SCENARIO, directory, start, start_at};

#[test]
fn header_lines_go_out_byte_for_byte_with_order_and_duplicates_kept() {
    let fixture = start("bytes");
    let base = fixture.base;
    let answer = fixture.ask_bytes(
        2,
        "PUT /s/every-byte/0/main?a=1 HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc",
    );
    let mut expected = format!(
        "HTTP/1.1 418 Short And Stout\r\nX-B: localhost:{} /s/every-byte/0/next ${{ENV}}\r\nx-a: one\r\nX-A: two\r\n\
         Access-Control-Allow-Origin: ",
        base + 1
    )
    .into_bytes();
    expected.extend_from_slice(b"\xe2\x80\x8b");
    expected.extend_from_slice(
        format!(
            "http://[::1]:{}\r\nLocation: http://localhost:{}/s/every-byte/0/next\r\n\
             Content-Length: 18\r\nConnection: close\r\n\r\n{{\"name\":\"Łódź\"}}",
            base + 1,
            base + 3
        )
        .as_bytes(),
    );
    assert_eq!(
        String::from_utf8_lossy(&answer),
        String::from_utf8_lossy(&expected)
    );
    assert_eq!(answer, expected);
}

#[test]
fn only_options_with_a_requested_method_is_a_preflight() {
    let fixture = start("preflight");
    let preflight =
        "OPTIONS /s/every-byte/0/main HTTP/1.1\r\nAccess-Control-Request-Method: PUT\r\n\r\n";
    assert_eq!(
        fixture.ask(2, preflight),
        format!(
            "HTTP/1.1 204 No Content\r\naccess-control-allow-origin: http://localhost:{}\r\nConnection: close\r\n\r\n",
            fixture.base + 1
        )
    );
    let actual = fixture.ask_bytes(
        2,
        "OPTIONS /s/every-byte/0/main HTTP/1.1\r\nOrigin: http://x\r\n\r\n",
    );
    assert!(actual.starts_with(b"HTTP/1.1 418 "));
    let head = fixture.ask_bytes(2, "HEAD /s/every-byte/0/main HTTP/1.1\r\n\r\n");
    assert!(head.ends_with(b"Content-Length: 18\r\nConnection: close\r\n\r\n"));
    let unanswered = fixture.ask(
        3,
        "OPTIONS /s/every-byte/0/next HTTP/1.1\r\nAccess-Control-Request-Method: PUT\r\n\r\n",
    );
    assert!(unanswered.starts_with("HTTP/1.1 501 "), "{unanswered}");
}

#[test]
fn an_answer_lives_on_its_own_port_and_on_both_loopback_addresses() {
    let fixture = start("ports");
    let request = "GET /s/every-byte/0/next HTTP/1.1\r\nHost: x\r\n\r\n";
    assert!(
        fixture
            .ask(3, request)
            .starts_with("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")
    );
    assert!(fixture.ask(2, request).starts_with("HTTP/1.1 404 "));
    assert!(
        fixture
            .ask(2, "GET /s/every-byte/0/none HTTP/1.1\r\n\r\n")
            .starts_with("HTTP/1.1 404 ")
    );
    assert!(
        fixture
            .ask(2, "GET /s/every-byte/7/main HTTP/1.1\r\n\r\n")
            .starts_with("HTTP/1.1 404 ")
    );
    if TcpListener::bind((Ipv6Addr::LOCALHOST, 0)).is_ok() {
        let mut stream = fixture.connect(Ipv6Addr::LOCALHOST.into(), 3);
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 204 "), "{answer}");
    }
    assert_eq!(
        fixture.lab.address_of(Alias::ApiLoopback),
        format!("http://127.0.0.1:{}", fixture.base + 2)
    );
}

#[test]
fn reset_breaks_the_connection_and_hang_keeps_it_silent() {
    let fixture = start("actions");
    let mut stream = fixture.connect(Ipv4Addr::LOCALHOST.into(), 2);
    stream
        .write_all(b"GET /s/every-byte/0/broken HTTP/1.1\r\n\r\n")
        .unwrap();
    let error = stream.read(&mut [0; 1]).unwrap_err();
    assert_eq!(error.kind(), std::io::ErrorKind::ConnectionReset);

    let mut stream = fixture.connect(Ipv4Addr::LOCALHOST.into(), 2);
    stream
        .set_read_timeout(Some(Duration::from_millis(300)))
        .unwrap();
    stream
        .write_all(b"GET /s/every-byte/0/silent HTTP/1.1\r\n\r\n")
        .unwrap();
    let error = stream.read(&mut [0; 1]).unwrap_err();
    assert!(
        matches!(
            error.kind(),
            std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut
        ),
        "{error}"
    );
}

#[test]
fn the_log_tells_what_was_seen_in_order() {
    let fixture = start("log");
    fixture.ask(
        3,
        "GET /s/every-byte/0/next?q=%22 HTTP/1.1\r\nX-Two: 2\r\nx-one: \"1\"\r\n\r\n",
    );
    fixture.ask(
        2,
        "OPTIONS /s/every-byte/0/main HTTP/1.1\r\nAccess-Control-Request-Method: PUT\r\n\r\n",
    );
    let answer = fixture.ask(1, "GET /log HTTP/1.1\r\nHost: localhost:1\r\n\r\n");
    let lines: Vec<&str> = answer.split_once("\r\n\r\n").unwrap().1.lines().collect();
    let (api, api2) = (fixture.base + 2, fixture.base + 3);
    assert_eq!(
        lines,
        [
            format!(
                r#"{{"headers":[["X-Two","2"],["x-one","\"1\""]],"method":"GET","number":1,"path":"/s/every-byte/0/next?q=%22","port":{api2}}}"#
            ),
            format!(
                r#"{{"headers":[["Access-Control-Request-Method","PUT"]],"method":"OPTIONS","number":2,"path":"/s/every-byte/0/main","port":{api}}}"#
            ),
        ]
    );
    assert!(!answer.to_ascii_lowercase().contains("access-control-allow"));
    let rebound = fixture.ask(1, "GET /log HTTP/1.1\r\nHost: rebound.test:1\r\n\r\n");
    assert!(rebound.starts_with("HTTP/1.1 421 "), "{rebound}");
}

#[test]
fn pages_name_the_scenario_and_escape_it() {
    let fixture = start("pages");
    let list = fixture.ask(1, "GET / HTTP/1.1\r\n\r\n");
    // It asks from 127.0.0.1, so the course leads to its own page.
    let link = format!(
        "<a class=\"button\" href=\"http://127.0.0.1:{}/page/every-byte\">",
        fixture.base + 1
    );
    assert!(list.contains(&link), "{list}");
    assert!(list.contains("<span class=\"title\">Every byte &lt;as&gt; written</span>"));
    assert!(!list.contains("<as>"));
    assert!(list.contains(
        "Content-Security-Policy: default-src 'none'; script-src 'self' 'wasm-unsafe-eval';"
    ));
    assert!(
        list.contains("418 Short And Stout\nX-B: localhost:"),
        "what will be answered"
    );
    assert!(list.contains("Access-Control-Allow-Origin: \\xE2\\x80\\x8Bhttp://[::1]:"));
    let page = fixture.ask(1, "GET /page/every-byte HTTP/1.1\r\n\r\n");
    assert!(
        page.contains("data-step=\"0\"")
            && page.contains("Object.assign(window, { perform, runStep })"),
        "{page}"
    );
    assert!(
        page.contains(&format!(
            "http://localhost:{}/s/every-byte/0/main?a=1",
            fixture.base + 2
        )),
        "{page}"
    );
    assert!(
        fixture
            .ask(1, "GET /demo HTTP/1.1\r\n\r\n")
            .starts_with("HTTP/1.1 200 OK\r\n")
    );
    assert!(
        fixture
            .ask(1, "GET /page/none HTTP/1.1\r\n\r\n")
            .starts_with("HTTP/1.1 404 ")
    );
    assert!(
        fixture
            .ask(1, "DELETE / HTTP/1.1\r\n\r\n")
            .starts_with("HTTP/1.1 405 ")
    );
}

#[test]
fn a_request_that_is_no_http_or_too_long_is_refused() {
    let fixture = start("refused");
    assert!(fixture.ask(1, "hello\r\n").starts_with("HTTP/1.1 400 "));
    assert!(
        fixture
            .ask(1, "POST / HTTP/1.1\r\nContent-Length: 9999999\r\n\r\n")
            .starts_with("HTTP/1.1 413 ")
    );
}

#[test]
fn a_faulty_scenario_is_refused_with_file_and_place() {
    let cases = [
        (
            SCENARIO.replace("\"title\"", "\"titel\""),
            "line 2, column 9: unknown field `titel`",
        ),
        (
            SCENARIO.replace("\"simple\"", "\"simpel\""),
            "line 3, column 19: unknown variant `simpel`",
        ),
        (
            SCENARIO.replace("\"to\": \"api\"", "\"to\": \"api3\""),
            "line 7, column 47: unknown variant `api3`",
        ),
        (
            SCENARIO.replace("\"to\": \"api\"", "\"to\": \"api2\""),
            "steps[0].request.to: is `api2`, but the answer `main` is at `api`",
        ),
        (
            SCENARIO.replace("\"main\"", "\"first\""),
            "steps[0].answers: has no `main`",
        ),
        (
            SCENARIO.replace("{url:next}", "{url:nowhere}"),
            "steps[0].answers.main.actual.headers[4]: {url:nowhere} names nothing",
        ),
        (
            SCENARIO.replace("\"two\"", "\"two\\r\\nX: y\""),
            "steps[0].answers.main.actual.headers[2]: the value holds a line break",
        ),
        (
            SCENARIO.replace("\"two\"", "\"Łódź\""),
            "steps[0].answers.main.actual.headers[2]: the value holds",
        ),
        (
            SCENARIO.replace("418", "99"),
            "steps[0].answers.main.actual.status: 99 is not between",
        ),
        (
            SCENARIO.replace("\"reset\"", "\"refuse\""),
            "steps[0].answers.broken.actual.action: `refuse` belongs to",
        ),
        (
            SCENARIO.replace("\"passes\"", "\"passes\", \"cause\": \"A B\""),
            "steps[0].expect: \"A B\" is not a cause id",
        ),
        (
            SCENARIO.replace("\"passes\"", "\"cors\""),
            "steps[0].expect: `cors` needs `chromium`",
        ),
    ];
    for (index, (text, expected)) in cases.iter().enumerate() {
        let directory = directory(&format!("faulty-{index}"), &[("faulty.json", text)]);
        let options = Options {
            port: 31_000,
            scenarios: Some(directory.clone()),
            ..Options::default()
        };
        let message = Lab::start(&options).unwrap_err().to_string();
        let expected = format!("{}: {expected}", directory.join("faulty.json").display());
        assert!(
            message.starts_with(&expected),
            "expected {expected}\nfound    {message}"
        );
        fs::remove_dir_all(directory).unwrap();
    }
}

#[test]
fn it_says_why_it_cannot_start() {
    let fixture = start("in-use");
    let again = |options: Options| Lab::start(&options).unwrap_err().to_string();
    let options = || Options {
        port: fixture.base,
        scenarios: Some(fixture.directory.clone()),
        ..Options::default()
    };
    let in_use = again(options());
    assert!(
        in_use.contains(&format!("port {} is already in use", fixture.base + 1)),
        "{in_use}"
    );
    assert!(in_use.contains("--port"), "{in_use}");
    // Every address holds the loopback ones, and they are taken.
    let everywhere = again(Options {
        host: Ipv4Addr::UNSPECIFIED.into(),
        ..options()
    });
    assert!(everywhere.contains("already in use"), "{everywhere}");
    let high = again(Options {
        port: 65_530,
        ..options()
    });
    assert!(high.contains("65530 leaves no room"), "{high}");
    let zero = again(Options {
        port: 0,
        ..options()
    });
    assert!(zero.contains("base port 0 is none"), "{zero}");
    let refused = again(Options {
        port: 6664,
        ..options()
    });
    assert!(refused.contains("browsers refuse port 6665"), "{refused}");
    let nowhere = fixture.directory.join("nowhere");
    let missing = again(Options {
        scenarios: Some(nowhere.clone()),
        ..options()
    });
    assert!(
        missing.contains(&format!("cannot read {}", nowhere.display())),
        "{missing}"
    );
}

/// What the network sees of it is told by the unit tests of `visit`: a test must not open a port to others for long.
#[test]
fn told_to_listen_on_every_address_it_is_on_loopback_what_it_always_is() {
    for host in [
        IpAddr::from(Ipv4Addr::UNSPECIFIED),
        Ipv6Addr::UNSPECIFIED.into(),
    ] {
        let fixture = start_at("everywhere", host);
        for loopback in [Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()] {
            let mut stream = fixture.connect(loopback, 1);
            let request = format!(
                "GET / HTTP/1.1\r\nHost: localhost:{}\r\n\r\n",
                fixture.base + 1
            );
            stream.write_all(request.as_bytes()).unwrap();
            let mut page = String::new();
            stream.read_to_string(&mut page).unwrap();
            assert!(
                page.contains(&format!(
                    "http://127.0.0.1:{}/page/every-byte",
                    fixture.base + 1
                )),
                "{page}"
            );
        }
        let log = fixture.ask(1, "GET /log HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
        assert!(log.starts_with("HTTP/1.1 200 "), "{log}");
        // What asks from one of its origins can be had by its address nowhere but here.
        assert_eq!(fixture.lab.library().iter().count(), 1);
        assert_eq!(fixture.lab.library_for_others().iter().count(), 0);
        let address = SocketAddr::new(Ipv4Addr::LOCALHOST.into(), fixture.base + 1);
        drop(fixture);
        assert!(TcpStream::connect(address).is_err());
    }
}

#[test]
fn a_lab_that_is_dropped_no_longer_listens() {
    let fixture = start("stop");
    let address = SocketAddr::new(Ipv4Addr::LOCALHOST.into(), fixture.base + 1);
    assert!(TcpStream::connect(address).is_ok());
    drop(fixture);
    assert!(TcpStream::connect(address).is_err());
}
