//! Every recording's commands, run by bash and curl against the lab: the answer that the browser got.

use std::path::{Path, PathBuf};
use std::process::Command;

use whycors::lab::{Error, Lab, Options};
use whycors::redact::Policy;
use whycors::report;

fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests")
}

/// The lab on the first free base port; a multiple of ten, so that it takes the place of the recorded one in addresses.
fn start() -> (Lab, u16) {
    for base in (41_000..47_000).step_by(10) {
        let options = Options {
            port: base,
            https: true,
            scenarios: Some(tests().join("scenarios")),
            ..Options::default()
        };
        match Lab::start(&options) {
            Ok(lab) => return (lab, base),
            Err(Error::PortInUse(_)) => {}
            Err(error) => panic!("{error}"),
        }
    }
    panic!("no free port");
}

/// Status and CORS headers of the last answer that curl printed.
fn answer(text: &str) -> (u16, Vec<String>) {
    let head = text.split("\r\n\r\n").next().unwrap_or_default();
    let mut lines = head.split("\r\n");
    let status = lines
        .next()
        .and_then(|line| line.split(' ').nth(1)?.parse().ok());
    let mut headers: Vec<String> = lines
        .filter_map(|line| line.split_once(':'))
        .filter(|(name, _)| is_cors(name))
        .map(|(name, value)| format!("{}: {}", name.to_ascii_lowercase(), value.trim()))
        .collect();
    headers.sort();
    (status.unwrap_or(0), headers)
}

fn is_cors(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.starts_with("access-control-") || name == "vary"
}

#[test]
#[expect(clippy::print_stdout, reason = "how many were compared is what counts")]
fn every_command_gets_what_the_browser_got() {
    let (_lab, base) = start();
    let mut files: Vec<PathBuf> = std::fs::read_dir(tests().join("recorded"))
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    files.sort();
    let (mut run, mut problems) = (0, Vec::new());
    for path in files {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let har = std::fs::read_to_string(&path).unwrap();
        // Header values hold the port too; what the lab answers follows the port it is served at.
        let har = har.replace(":4810", &format!(":{}", base / 10));
        let log: serde_json::Value = serde_json::from_str(&har).unwrap();
        let entries = log["log"]["entries"].as_array().unwrap();
        for diagnosis in report::input(&name, har.as_bytes(), Policy::Keep).diagnoses {
            let Some(repro) = diagnosis.repro.filter(|_| diagnosis.url.contains("/s/")) else {
                continue;
            };
            let commands = [
                (diagnosis.preflight, repro.preflight),
                (diagnosis.entry, Some(repro.actual)),
            ];
            for (index, command) in commands {
                let (Some(index), Some(command)) = (index, command) else {
                    continue;
                };
                let response = &entries[index]["response"];
                let status = u16::try_from(response["status"].as_u64().unwrap_or(0)).unwrap();
                // A request that its preflight kept from leaving has no answer to compare with.
                if status == 0 {
                    continue;
                }
                let mut wanted: Vec<String> = response["headers"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .filter(|header| is_cors(header["name"].as_str().unwrap()))
                    .map(|header| {
                        let name = header["name"].as_str().unwrap().to_ascii_lowercase();
                        let value = whycors::wire_bytes::of(header["value"].as_str().unwrap());
                        format!("{name}: {}", String::from_utf8_lossy(&value).trim())
                    })
                    .collect();
                wanted.sort();
                // The lab's certificate is made anew for each run, and a default port is only where the tests say so.
                let here = format!(
                    "curl -s -k --connect-to api.test:443:127.0.0.1:{} --max-time 10 ",
                    base + 6
                );
                let script = command.bash.replacen("curl ", &here, 1);
                let output = Command::new("bash").args(["-c", &script]).output().unwrap();
                let got = answer(&String::from_utf8_lossy(&output.stdout));
                run += 1;
                if got != (status, wanted.clone()) {
                    problems.push(format!(
                        "{name}: {got:?}, the browser got {status} {wanted:?}\n{}",
                        command.bash
                    ));
                }
            }
        }
    }
    println!(
        "{} of {run} commands got what the browser got",
        run - problems.len()
    );
    assert!(
        problems.is_empty(),
        "{} of {run} differ\n{}",
        problems.len(),
        problems.join("\n")
    );
    assert!(run > 90, "{run} commands run");
}
