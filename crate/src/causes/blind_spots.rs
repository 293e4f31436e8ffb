//! Causes that a log cannot show: what is seen instead, and the test that decides.

/// A cause without a signature.
#[derive(Debug, Clone, Copy)]
pub struct BlindSpot {
    /// Kebab-case, as causes have it.
    pub id: &'static str,
    /// At most 60 characters.
    pub title: &'static str,
    /// What goes wrong.
    pub what: &'static str,
    /// Why no log shows it.
    pub why: &'static str,
    /// How to find out.
    pub test: &'static str,
}

impl BlindSpot {
    /// The texts under their headings.
    pub fn sections(&self) -> String {
        format!(
            "## What\n{}\n\n## Why no log shows it\n{}\n\n## How to find out\n{}\n",
            self.what, self.why, self.test
        )
    }
}

/// All of them.
pub const BLIND_SPOTS: &[BlindSpot] = &[
    BlindSpot {
        id: "call-refused-by-policy",
        title: "The page's own policy forbids a call of fetch",
        what: "The page's `Content-Security-Policy` does not list the address in `connect-src`, and the browser stops the\n\
               request before it exists.",
        why: "The request never starts, so no entry is written. The policy may also stand in a `<meta>` element, which a\n\
              log does not hold.",
        test: "Open the console: it names the directive and the address. Then add the address's origin to `connect-src`.",
    },
    BlindSpot {
        id: "call-of-unknown-scheme",
        title: "A call of fetch lacks http:// or https://",
        what: "`fetch('localhost:8080/orders')` takes `localhost:` for a scheme, and a browser asks only http and https\n\
               across origins.",
        why: "The request never starts, so no entry is written.",
        test: "Open the console: it says that the scheme is not supported. Then write `http://` or `https://` in front.",
    },
    BlindSpot {
        id: "same-origin-mode",
        title: "The call's own mode forbids other origins",
        what: "`fetch` with `mode: 'same-origin'` asks another origin. The browser refuses it before the network.",
        why: "The request never starts, so no entry is written. Only one that a redirect leads elsewhere leaves one.",
        test: "Open the console: it names the mode. Then leave `mode` out, and let the server allow the page.",
    },
    BlindSpot {
        id: "integrity-mismatch",
        title: "The body is not the one that the page expects",
        what: "The call or the element has an `integrity` digest, and the body has another. The page is told `Failed to\n\
               fetch`, as for CORS.",
        why: "The request itself succeeded, and the log says so: status 200, no error.",
        test: "Open the console: it prints both digests. Then correct the digest, or find out who changes the file.",
    },
    BlindSpot {
        id: "tracking-protection",
        title: "The browser's tracking protection stopped the request",
        what: "A browser's protection against tracking, or its private mode, refuses to ask hosts on its list.",
        why: "Firefox logs such a request as one without an answer, as it logs a connection that failed.",
        test: "Turn the protection off for this site (the shield in the address bar) and repeat the request.",
    },
];
