//! A running lab with one scenario, and plain sockets to ask it.

use std::fs;
use std::io::{Read, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpStream};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU16, Ordering};
use std::time::Duration;

use whycors::lab::{Error, Lab, Options};

pub(crate) const SCENARIO: &str = r#"{
  "title": "Every byte <as> written",
  "topic": "simple",
  "page": "app-loopback",
  "steps": [
    {
      "request": { "api": "fetch", "to": "api", "method": "PUT", "query": "a=1" },
      "answers": {
        "main": {
          "at": "api",
          "preflight": { "status": 204, "headers": [["access-control-allow-origin", "{app}"]] },
          "actual": {
            "status": 418, "reason": "Short And Stout",
            "headers": [
              ["X-B", "{host:app} {path:next} ${ENV}"],
              ["x-a", "one"],
              ["X-A", "two"],
              ["Access-Control-Allow-Origin", "\u00e2\u0080\u008b{app-ipv6}"],
              ["Location", "{url:next}"]
            ],
            "body": "{\"name\":\"Łódź\"}"
          }
        },
        "next": { "at": "api2", "actual": { "status": 204 } },
        "broken": { "at": "api", "actual": { "action": "reset" } },
        "silent": { "at": "api", "actual": { "action": "hang" } }
      },
      "expect": { "outcome": "passes" }
    }
  ]
}"#;

/// Served with `--https` only.
pub(crate) const OVER_TLS: &str = r#"{
  "title": "Over TLS",
  "topic": "simple",
  "page": "app-https",
  "steps": [
    {
      "request": { "api": "fetch", "to": "api-h2" },
      "answers": {
        "main": {
          "at": "api-h2",
          "actual": {
            "status": 418,
            "headers": [["X-A", "one"], ["x-a", "\u00e2\u0080\u008btwo"], ["Location", "{url:secure}"]],
            "body": "tea"
          }
        },
        "secure": { "at": "api-https", "actual": { "status": 200, "headers": [["X-A", "{app-https}"]] } },
        "broken": { "at": "api-h2", "actual": { "action": "reset" } },
        "named": { "at": "api-default-https", "actual": { "status": 204, "headers": [["X-A", "{app-default} {app-default-https}"]] } }
      },
      "expect": { "outcome": "passes" }
    }
  ]
}"#;

/// A lab on free ports, with a directory of its own.
pub(crate) struct Fixture {
    pub(crate) lab: Lab,
    pub(crate) base: u16,
    pub(crate) directory: PathBuf,
}

impl Drop for Fixture {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.directory).unwrap();
    }
}

pub(crate) fn directory(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let directory = std::env::temp_dir().join(format!("whycors-lab-{}-{name}", std::process::id()));
    fs::create_dir_all(&directory).unwrap();
    for (file, text) in files {
        fs::write(directory.join(file), text).unwrap();
    }
    directory
}

/// Other programs may hold some of these ports, so bases are tried until one is free.
static NEXT: AtomicU16 = AtomicU16::new(21_000);

pub(crate) fn start(name: &str) -> Fixture {
    start_with(name, false)
}

pub(crate) fn start_with(name: &str, https: bool) -> Fixture {
    start_as(name, https, Options::default().host)
}

pub(crate) fn start_at(name: &str, host: IpAddr) -> Fixture {
    start_as(name, false, host)
}

fn start_as(name: &str, https: bool, host: IpAddr) -> Fixture {
    let directory = directory(
        name,
        &[
            ("every-byte.json", SCENARIO),
            ("over-tls.json", OVER_TLS),
            ("schema.json", "not a scenario"),
        ],
    );
    loop {
        let base = NEXT.fetch_add(10, Ordering::SeqCst);
        assert!(base < 31_000, "no free base port found");
        let options = Options {
            port: base,
            host,
            https,
            scenarios: Some(directory.clone()),
        };
        match Lab::start(&options) {
            Ok(lab) => {
                return Fixture {
                    lab,
                    base,
                    directory,
                };
            }
            Err(Error::PortInUse(_)) => {}
            Err(error) => panic!("{error}"),
        }
    }
}

impl Fixture {
    pub(crate) fn connect(&self, host: IpAddr, offset: u16) -> TcpStream {
        let stream = TcpStream::connect(SocketAddr::new(host, self.base + offset)).unwrap();
        stream
            .set_read_timeout(Some(Duration::from_secs(10)))
            .unwrap();
        stream
    }

    pub(crate) fn ask_bytes(&self, offset: u16, request: &str) -> Vec<u8> {
        let mut stream = self.connect(Ipv4Addr::LOCALHOST.into(), offset);
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        answer
    }

    pub(crate) fn ask(&self, offset: u16, request: &str) -> String {
        String::from_utf8(self.ask_bytes(offset, request)).unwrap()
    }
}
