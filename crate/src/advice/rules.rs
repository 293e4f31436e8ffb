//! The kinds of advice, each with the question that it asks of one answer.

use std::collections::{BTreeMap, BTreeSet};

use super::Kind;
use crate::causes::{Certainty, Side, shown};
use crate::exchange::{Exchange, Hop, infer};
use crate::fetch::CredentialsMode;
use crate::har::{Entry, Log, authority};

/// Firefox keeps a permission for a day at most, Chromium for two hours: what lies between is of use to one of them.
const LONGEST_CAP: u64 = 86400;
const EXPOSE: &str = "Access-Control-Expose-Headers";
/// Fewer preflights than this are no habit.
const OFTEN: usize = 3;

/// What a rule noticed.
pub(super) struct Noticed {
    pub(super) certainty: Certainty,
    pub(super) what: String,
    pub(super) lines: &'static [(Side, &'static str)],
    pub(super) has_test: bool,
}

#[expect(clippy::unnecessary_wraps, reason = "every rule ends with it")]
fn noticed(
    certainty: Certainty,
    what: String,
    lines: &'static [(Side, &'static str)],
) -> Option<Noticed> {
    Some(Noticed {
        certainty,
        what,
        lines,
        has_test: false,
    })
}

/// What the other entries of the log tell.
#[derive(Default)]
pub(super) struct Around {
    /// The origins that each host gave permission to.
    allowed: BTreeMap<String, BTreeSet<String>>,
    /// How many preflights each URL had.
    preflights: BTreeMap<String, usize>,
    /// The entries that expose `*` to a request with credentials, by [`Entry::index`].
    with_credentials: BTreeSet<usize>,
}

impl Around {
    pub(super) fn of<'log>(log: &Log, entries: impl Iterator<Item = (usize, &'log Entry)>) -> Self {
        let mut around = Self::default();
        for (position, entry) in entries {
            if value(entry, EXPOSE).is_some_and(|exposed| exposed.contains('*'))
                && sends_credentials(log, position)
            {
                around.with_credentials.insert(entry.index);
            }
            if entry.is_preflight() {
                *around.preflights.entry(entry.url.to_string()).or_default() += 1;
            }
            if let Some(allowed) = value(entry, "Access-Control-Allow-Origin") {
                let host = authority(&entry.url).to_owned();
                around.allowed.entry(host).or_default().insert(allowed);
            }
        }
        around
    }

    /// Does the host give several origins permission?
    fn varies(&self, entry: &Entry) -> bool {
        self.allowed
            .get(authority(&entry.url))
            .is_some_and(|allowed| allowed.len() > 1)
    }
}

type Rule = fn(&Entry, &Around) -> Option<Noticed>;

/// All of them, the most useful first.
pub(super) const ALL: &[(Kind, Rule)] = &[
    (
        Kind {
            id: "vary-origin-missing",
            title: "Vary: Origin is missing",
            why: "A cache that is not told that the answer depends on `Origin` gives it to pages of other origins, where \
                  it then fails.",
            advice: "Send `Vary: Origin` with every answer of this address, also to requests without `Origin`.",
        },
        |entry, around| {
            let allowed =
                value(entry, "Access-Control-Allow-Origin").filter(|it| it.contains("://"))?;
            let vary = names(entry, "Vary");
            if entry.is_preflight() || vary.iter().any(|name| name == "origin" || name == "*") {
                return None;
            }
            // One fixed origin needs no Vary; several show that the answer depends on who asks.
            let certainty = if around.varies(entry) {
                Certainty::Likely
            } else {
                Certainty::Possible
            };
            let what = format!(
                "The answer allows {} and does not say that it varies by origin.",
                shown(&allowed)
            );
            noticed(
                certainty,
                what,
                &[
                    (Side::Response, "Access-Control-Allow-Origin"),
                    (Side::Response, "Vary"),
                ],
            )
        },
    ),
    (
        Kind {
            id: "origin-reflected",
            title: "Any origin may be allowed, with credentials",
            why: "A server that sends back whatever origin asks lets every site read what the user may read.",
            advice: "Run the command: if its answer allows the made-up origin, compare origins with a list on the server.",
        },
        |entry, around| {
            let allowed = value(entry, "Access-Control-Allow-Origin")?;
            let origin = entry.request_headers.get("Origin")?;
            let with_credentials = value(entry, "Access-Control-Allow-Credentials")? == "true";
            if entry.is_preflight() || allowed != origin || !with_credentials {
                return None;
            }
            let certainty = if around.varies(entry) {
                Certainty::Likely
            } else {
                Certainty::Possible
            };
            let what = format!(
                "The answer allows {}, the origin that asked. A log does not show whether a list was asked.",
                shown(&allowed)
            );
            noticed(
                certainty,
                what,
                &[
                    (Side::Request, "Origin"),
                    (Side::Response, "Access-Control-Allow-Origin"),
                    (Side::Response, "Access-Control-Allow-Credentials"),
                ],
            )
            .map(|noticed| Noticed {
                has_test: true,
                ..noticed
            })
        },
    ),
    (
        Kind {
            id: "null-allowed",
            title: "The origin null is allowed",
            why: "Every sandboxed frame and every local file has the origin `null`; any site can make such a frame.",
            advice: "Take `null` off the server's list, and serve the page that needed it from an origin of its own.",
        },
        |entry, _| {
            let is_null = value(entry, "Access-Control-Allow-Origin")? == "null";
            let what = "The answer allows the origin `null`.".to_owned();
            is_null.then(|| {
                noticed(
                    Certainty::Certain,
                    what,
                    &[(Side::Response, "Access-Control-Allow-Origin")],
                )
            })?
        },
    ),
    (
        Kind {
            id: "wildcard-beside-credentials",
            title: "* and Allow-Credentials contradict each other",
            why: "With credentials `*` is refused, and without them the second header says nothing.",
            advice: "Leave Access-Control-Allow-Credentials out where `*` is meant, or name the origin.",
        },
        |entry, _| {
            let is_star = value(entry, "Access-Control-Allow-Origin")? == "*";
            let with_credentials = value(entry, "Access-Control-Allow-Credentials")? == "true";
            let what = "The answer allows `*` and credentials at once.".to_owned();
            (is_star && with_credentials).then(|| {
                noticed(
                    Certainty::Certain,
                    what,
                    &[
                        (Side::Response, "Access-Control-Allow-Origin"),
                        (Side::Response, "Access-Control-Allow-Credentials"),
                    ],
                )
            })?
        },
    ),
    (
        Kind {
            id: "authorization-under-wildcard",
            title: "Authorization is allowed by * only",
            why: "The standard leaves Authorization out of `*`. Chromium and Firefox still let it through and warn; a \
                  browser that follows the standard refuses.",
            advice: "List `Authorization` by name in Access-Control-Allow-Headers.",
        },
        |entry, _| {
            let allowed = value(entry, "Access-Control-Allow-Headers")?.to_ascii_lowercase();
            let asked = entry
                .request_headers
                .get("Access-Control-Request-Headers")?;
            let is_asked = asked.split(',').any(|name| name.trim() == "authorization");
            let names: Vec<&str> = allowed.split(',').map(str::trim).collect();
            if !entry.is_preflight()
                || !is_asked
                || !names.contains(&"*")
                || names.contains(&"authorization")
            {
                return None;
            }
            let what = format!(
                "The preflight asks for Authorization, and the answer allows {}.",
                shown(&allowed)
            );
            noticed(
                Certainty::Certain,
                what,
                &[
                    (Side::Request, "Access-Control-Request-Headers"),
                    (Side::Response, "Access-Control-Allow-Headers"),
                ],
            )
        },
    ),
    (
        Kind {
            id: "response-header-not-exposed",
            title: "Scripts cannot read some response headers",
            why: "Of another origin's answer a script sees seven headers; each other one has to be exposed. The rest read \
                  as null.",
            advice: "List the headers that the page reads in Access-Control-Expose-Headers.",
        },
        |entry, around| {
            let kind = entry.resource_type.as_deref().unwrap_or("fetch");
            let exposed = names(entry, EXPOSE);
            let is_star = exposed.iter().any(|name| name == "*");
            let is_literal = is_star && around.with_credentials.contains(&entry.index);
            let are_all_exposed = is_star && !is_literal;
            if entry.is_preflight() || !matches!(kind, "fetch" | "xhr") || are_all_exposed {
                return None;
            }
            let mut hidden: Vec<String> = entry
                .response_headers
                .iter()
                .map(|line| line.name.to_ascii_lowercase())
                .filter(|name| is_for_scripts(name) && !exposed.contains(name))
                .collect();
            hidden.dedup();
            if hidden.is_empty() {
                return None;
            }
            let what = format!(
                "The answer carries {}, which no script can read{}.",
                crate::causes::listed(&hidden),
                if is_literal {
                    ": `*` exposes nothing to a request with credentials"
                } else {
                    ""
                }
            );
            noticed(Certainty::Certain, what, &[(Side::Response, EXPOSE)])
        },
    ),
    (
        Kind {
            id: "max-age-above-cap",
            title: "Max-Age is above what browsers keep",
            why: "Chromium keeps a permission for two hours at most, Firefox for a day; a larger number changes nothing.",
            advice: "Send 86400 at most, and count on 7200.",
        },
        |entry, _| {
            let age = value(entry, "Access-Control-Max-Age")?;
            let is_above = age.trim().parse::<u64>().is_ok_and(|age| age > LONGEST_CAP);
            let what = format!(
                "Access-Control-Max-Age is {}; Chromium takes it for 7200, Firefox for 86400.",
                shown(&age)
            );
            (entry.is_preflight() && is_above).then(|| {
                noticed(
                    Certainty::Certain,
                    what,
                    &[(Side::Response, "Access-Control-Max-Age")],
                )
            })?
        },
    ),
    (
        Kind {
            id: "preflight-every-call",
            title: "The browser asks before every call",
            why: "Without Access-Control-Max-Age a permission is kept for five seconds, and each later call costs one more \
                  round trip.",
            advice: "Send `Access-Control-Max-Age: 7200` with the preflight's answer.",
        },
        |entry, around| {
            let count = around
                .preflights
                .get(&*entry.url)
                .copied()
                .unwrap_or_default();
            if !entry.is_preflight()
                || count < OFTEN
                || value(entry, "Access-Control-Max-Age").is_some()
            {
                return None;
            }
            let what = format!("{count} preflights were sent for this address.");
            noticed(
                Certainty::Certain,
                what,
                &[(Side::Response, "Access-Control-Max-Age")],
            )
        },
    ),
    (
        Kind {
            id: "private-network-header",
            title: "Access-Control-Allow-Private-Network does nothing",
            why: "The preflight it belonged to was given up; the user's permission for the local network took its place.",
            advice: "Remove the header.",
        },
        |entry, _| {
            let found = value(entry, "Access-Control-Allow-Private-Network")?;
            let what = format!(
                "The answer carries Access-Control-Allow-Private-Network: {}.",
                shown(&found)
            );
            noticed(
                Certainty::Certain,
                what,
                &[(Side::Response, "Access-Control-Allow-Private-Network")],
            )
        },
    ),
];

/// Does the log show that the request had credentials?
fn sends_credentials(log: &Log, position: usize) -> bool {
    let alone = Exchange {
        hops: vec![Hop {
            actual: position,
            preflight: None,
        }],
        lone_preflight: None,
    };
    infer::credentials(log, &alone).value() == Some(&CredentialsMode::Include)
}

/// The names that a header lists, in small letters.
fn names(entry: &Entry, header: &str) -> Vec<String> {
    let listed = value(entry, header).unwrap_or_default();
    listed
        .split(',')
        .map(|name| name.trim().to_ascii_lowercase())
        .collect()
}

fn value(entry: &Entry, name: &str) -> Option<String> {
    entry
        .response_headers
        .get(name)
        .map(std::borrow::Cow::into_owned)
}

/// Is it a header that applications send for their own scripts to read?
fn is_for_scripts(name: &str) -> bool {
    const NAMES: [&str; 9] = [
        "etag",
        "link",
        "location",
        "retry-after",
        "content-disposition",
        "content-range",
        "www-authenticate",
        "x-request-id",
        "x-total-count",
    ];
    const STARTS: [&str; 4] = ["ratelimit", "x-ratelimit", "x-pagination", "x-total"];
    NAMES.contains(&name) || STARTS.iter().any(|start| name.starts_with(start))
}
