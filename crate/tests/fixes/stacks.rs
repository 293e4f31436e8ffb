//! Every stack is complete, and can express every policy or says why not.

use std::collections::BTreeSet;
use std::sync::Arc;

use whycors::fixes::{ALL, COMMONEST, by_key};
use whycors::remedy::{Credentials, Policy};

/// A policy with everything in it.
pub(crate) fn whole() -> Policy {
    let boxed = |names: &[&str]| names.iter().map(|name| Box::from(*name)).collect();
    Policy {
        api: "https://api.test".into(),
        origins: boxed(&["https://admin.test", "https://app.test"]),
        credentials: Credentials::Needed,
        methods: boxed(&["GET", "POST", "PUT"]),
        headers: boxed(&["Authorization", "Content-Type", "X-Request-Id"]),
        expose: boxed(&["X-Total-Count"]),
        paths: boxed(&["/api"]),
        left_out: Vec::new(),
    }
}

/// A policy with as little in it as there can be.
pub(crate) fn least() -> Policy {
    Policy {
        origins: vec!["https://app.test".into()],
        credentials: Credentials::NotNeeded,
        methods: vec!["GET".into()],
        headers: Vec::new(),
        expose: Vec::new(),
        ..whole()
    }
}

#[test]
fn every_stack_is_complete() {
    let mut keys = BTreeSet::new();
    for stack in ALL {
        let key = stack.key;
        assert!(keys.insert(key), "{key} stands twice");
        assert_eq!(by_key(key).map(|found| found.key), Some(key));
        for (what, text) in [
            ("title", stack.title),
            ("versions", stack.versions),
            ("language", stack.language),
            ("file", stack.file),
            ("restart", stack.restart),
            ("trap", stack.trap),
        ] {
            assert!(!text.trim().is_empty(), "{key}: no {what}");
        }
        assert!(stack.restart.ends_with('.'), "{key}: {}", stack.restart);
        assert!(stack.trap.ends_with('.'), "{key}: {}", stack.trap);
    }
    for key in COMMONEST {
        assert!(by_key(key).is_some(), "{key}");
    }
}

#[test]
fn no_snippet_holds_a_place_that_was_not_filled_or_a_policy_that_is_too_wide() {
    for policy in [Arc::new(whole()), Arc::new(least())] {
        for stack in ALL {
            let Ok(text) = stack.render(&policy) else {
                continue;
            };
            let key = stack.key;
            assert!(text.ends_with('\n'), "{key}: no line feed at its end");
            assert!(
                !text.contains("<<") || text.contains("<<'JSON'"),
                "{key}:\n{text}"
            );
            assert!(!text.contains(">>"), "{key}:\n{text}");
            assert!(!text.contains("\n\n\n\n"), "{key}:\n{text}");
            if stack.is_development_only() {
                continue;
            }
            for origin in &policy.origins {
                let host = origin.trim_start_matches("https://");
                assert!(
                    text.contains(&**origin) || text.contains(&host.replace('.', "\\.")),
                    "{key} leaves out {origin}:\n{text}"
                );
            }
            // What it cannot limit it does not name; its note says so.
            let named = if stack.widens.is_some() {
                &[][..]
            } else {
                &policy.headers
            };
            for name in named.iter().chain(&policy.expose) {
                let text = text.to_ascii_lowercase();
                assert!(
                    text.contains(&name.to_ascii_lowercase()),
                    "{key} leaves out {name}:\n{text}"
                );
            }
        }
    }
}

#[test]
fn nothing_is_replaced_that_the_application_says_it_varies_by() {
    // Node's own: set before the application says anything, as its trap tells.
    let first = ["node-http", "vercel-function"];
    for stack in ALL.iter().filter(|stack| !first.contains(&stack.key)) {
        let text = stack.render(&whole()).unwrap_or_default();
        for replaced in [
            "[\"Vary\"] =",
            "set-response-header = ( \"Vary\"",
            "        \"Vary\" =>",
            ".setHeader('Vary'",
            "Header always set Vary",
            "set-header Vary",
            "{ ...answer.headers, ...headers }",
        ] {
            assert!(!text.contains(replaced), "{}: {replaced}", stack.key);
        }
    }
}

#[test]
fn nginx_is_never_told_to_put_an_if_into_a_location() {
    let nginx = by_key("nginx").unwrap();
    assert!(nginx.file.contains("not in a `location"), "{}", nginx.file);
    assert!(
        nginx
            .trap
            .contains("repeat the `add_header` lines there, and nothing else"),
        "{}",
        nginx.trap
    );
}

#[test]
fn a_method_that_a_service_refuses_is_said_to_be_inexpressible() {
    let policy = |method: &str| Policy {
        methods: vec!["GET".into(), method.into()],
        ..whole()
    };
    let cloudfront = by_key("cloudfront").unwrap();
    for method in ["HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] {
        assert!(cloudfront.render(&policy(method)).is_ok(), "{method}");
    }
    for method in ["PURGE", "patch"] {
        assert!(cloudfront.render(&policy(method)).is_err(), "{method}");
    }
}

#[test]
fn no_snippet_switches_off_the_check_of_certificates() {
    for stack in ALL {
        let text = stack.render(&whole()).unwrap_or_default();
        assert!(!text.contains("secure: false"), "{}", stack.key);
    }
}
