//! What an error status says by itself: the failure that remains once the page may read the answer.

/// What a status of the client's side says, as a clause, and what to look at; none for those that have a cause of their own
/// or say too little.
const SAYINGS: [(u16, &str, &str); 11] = [
    (
        400,
        "the server could not use the request as it was sent",
        "Compare address, headers and body with what the API expects.",
    ),
    (
        406,
        "the server has no form of the answer that the request accepts",
        "Compare the request's Accept headers with what the API offers.",
    ),
    (
        408,
        "the request did not arrive in time",
        "Look for what delays it on the way.",
    ),
    (
        409,
        "the request contradicts what the server holds",
        "Look up in the server's log, or in the answer's body, what stands against it.",
    ),
    (
        412,
        "a condition of the request does not hold",
        "Compare the request's If- headers with what the server holds.",
    ),
    (
        414,
        "the address is longer than the server takes",
        "Send what makes it long in the body.",
    ),
    (
        415,
        "the server does not take a body of this type",
        "Compare the request's Content-Type with what the API takes.",
    ),
    (
        422,
        "the server read the request and refused what it says",
        "Look at the answer's body or the server's log: most APIs name the field.",
    ),
    (
        429,
        "too many requests came in a short time",
        "Send fewer, or wait as long as Retry-After says where the answer has it.",
    ),
    (
        431,
        "the request's headers are larger than the server takes",
        "Send fewer or smaller cookies and headers.",
    ),
    (
        451,
        "the server refuses it for legal reasons",
        "Ask whoever runs the server.",
    ),
];

/// What a status says, for the middle of a sentence: empty where the status alone has to do.
pub(super) fn meaning(status: u16) -> &'static str {
    saying(status).map_or("", |(_, meaning, _)| meaning)
}

/// What to do about it: one or two sentences.
pub(super) fn advice(status: u16) -> &'static str {
    match saying(status) {
        Some((.., advice)) => advice,
        None if status >= 500 => "Look up the error in the server's log.",
        None => "Look up in the server's log why it refused the request.",
    }
}

fn saying(status: u16) -> Option<&'static (u16, &'static str, &'static str)> {
    SAYINGS.iter().find(|(listed, ..)| *listed == status)
}

/// The status with what it says: `429 (too many requests came in a short time)`.
pub(super) fn named(status: u16) -> String {
    match meaning(status) {
        "" => status.to_string(),
        meaning => format!("{status} ({meaning})"),
    }
}
