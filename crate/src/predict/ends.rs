//! What stands on either side of the browser: the page's own call, and the servers.

use url::Url;

use super::headers::normalized;
use super::{Answer, Question, Request, Response};
use crate::fetch::HeaderList;
use crate::fetch::method::{is_cors_safelisted_method, is_token, normalize};
use crate::fetch::origin::{SerializedOrigin, is_same_origin};

/// The URL that the request goes to, or why nothing is sent.
pub(super) fn departure(
    question: &Question,
    page: &SerializedOrigin,
    mode: &str,
) -> Result<Url, String> {
    let request = &question.request;
    if let Some(why) = thrown(request, mode) {
        return Err(why);
    }
    let Ok(url) = Url::parse(&question.url) else {
        return Err("The address is no URL: the page's own call throws.".to_owned());
    };
    if has_user_information(&url) {
        return Err("The address holds a user name: the page's own call throws.".to_owned());
    }
    let is_own = is_same_origin(page, &SerializedOrigin::of_url(&url));
    if mode == "same-origin" && !is_own {
        return Err("Mode same-origin refuses another origin; nothing is sent.".to_owned());
    }
    if mode == "no-cors" && !matches!(request.redirect.as_str(), "" | "follow") && !is_own {
        return Err("Mode no-cors must follow redirects; nothing is sent.".to_owned());
    }
    Ok(url)
}

pub(super) fn has_user_information(url: &Url) -> bool {
    !url.username().is_empty() || url.password().is_some()
}

/// What the page's own call would throw, before anything is sent.
fn thrown(request: &Request, mode: &str) -> Option<String> {
    let throws = |why: &str| Some(format!("{why}: the page's own call throws."));
    if !is_token(&request.method)
        || matches!(
            request.method.to_ascii_uppercase().as_str(),
            "CONNECT" | "TRACE" | "TRACK"
        )
    {
        return throws("The method is not allowed to pages");
    }
    if request.headers.iter().any(|(name, value)| {
        let value = normalized(value);
        !is_token(name)
            || value.contains(['\r', '\n', '\0'])
            || value.chars().any(|letter| letter > '\u{ff}')
    }) {
        return throws("A header cannot be sent");
    }
    if request.api != "xhr"
        && request.body.is_some()
        && matches!(normalize(&request.method).as_str(), "GET" | "HEAD")
    {
        return throws("GET and HEAD have no body");
    }
    if mode == "no-cors" && !is_cors_safelisted_method(&normalize(&request.method)) {
        return throws("Mode no-cors knows GET, HEAD and POST only");
    }
    None
}

/// Does the page ask for a digest? One of an algorithm that the browser does not know counts for nothing.
pub(super) fn asks_for_digest(request: &Request) -> bool {
    let digests = request.integrity.as_deref().unwrap_or_default();
    digests.split_ascii_whitespace().any(|digest| {
        ["sha256-", "sha384-", "sha512-"]
            .iter()
            .any(|algorithm| digest.starts_with(algorithm))
    })
}

/// An answer of which the page sees nothing has no digest, not even one of an unknown algorithm (measured).
pub(super) fn asks_for_any_digest(request: &Request) -> bool {
    let digests = request.integrity.as_deref();
    digests.is_some_and(|digests| !digests.is_empty())
}

/// What is answered at a URL; an error where no answer comes.
pub(super) fn answer(
    question: &Question,
    url: &Url,
    is_preflight: bool,
) -> Result<Response, String> {
    let mut plain = url.clone();
    plain.set_fragment(None);
    // A URL that can hold no user information holds none.
    let _ = plain.set_username("");
    let _ = plain.set_password(None);
    let found = question
        .answers
        .iter()
        .find(|answer| is_answered_by(&plain, answer));
    let response = match found {
        Some(answer) => of_kind(answer, is_preflight),
        None if answers(question, url) => bare(404),
        None => return Err("Nobody listens at the address.".to_owned()),
    };
    if response.action != "respond" {
        return Err("The connection breaks.".to_owned());
    }
    // Only a proxy may ask for its own authentication.
    if response.status == 407 {
        return Err("A server answers 407, as only a proxy may.".to_owned());
    }
    Ok(response)
}

/// Is it the answer's own address, or one below it?
fn is_answered_by(plain: &Url, answer: &Answer) -> bool {
    if !answer.below {
        return Url::parse(&answer.url).is_ok_and(|url| url == *plain);
    }
    let rest = plain.as_str().strip_prefix(&answer.url);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']))
}

/// Does one of the known servers listen there?
fn answers(question: &Question, url: &Url) -> bool {
    let origin = SerializedOrigin::of_url(url).to_string();
    question.origins.contains(&origin)
}

/// Why nothing is foretold of an address: something is answered there that the question does not hold.
pub(super) fn untold(question: &Question, url: &Url) -> Option<String> {
    let mut plain = url.clone();
    plain.set_fragment(None);
    let mut beginnings = question.untold.iter();
    let is_untold = answers(question, url)
        && beginnings.any(|beginning| url.path().starts_with(beginning))
        && !question
            .answers
            .iter()
            .any(|answer| is_answered_by(&plain, answer));
    is_untold.then(|| "The redirect leads to another answer of the lab, which the core does not know: it foretells no further.".to_owned())
}

fn of_kind(answer: &Answer, is_preflight: bool) -> Response {
    let response = if is_preflight {
        &answer.preflight
    } else {
        &answer.actual
    };
    // The lab answers so where a policy says nothing.
    response.clone().unwrap_or_else(|| bare(501))
}

fn bare(status: u16) -> Response {
    Response {
        action: "respond".to_owned(),
        status,
        headers: Vec::new(),
        body: String::new(),
    }
}

/// What a resource policy says to a request whose answer is not checked otherwise.
pub(super) fn kept_away(
    page: &SerializedOrigin,
    url: &Url,
    headers: &HeaderList,
) -> Option<String> {
    let policy = headers.get("Cross-Origin-Resource-Policy")?;
    let keeps = match policy.as_ref() {
        // A redirect may have led home.
        "same-origin" => !is_same_origin(page, &SerializedOrigin::of_url(url)),
        "same-site" => !is_same_site(page, url),
        _ => false,
    };
    keeps.then(|| format!("Cross-Origin-Resource-Policy: {policy} keeps it from this page."))
}

/// Are both one site? The lab's hosts are, if they have one name: neither addresses nor `localhost` have a domain above.
fn is_same_site(page: &SerializedOrigin, url: &Url) -> bool {
    Url::parse(&page.to_string())
        .is_ok_and(|page| page.scheme() == url.scheme() && page.host_str() == url.host_str())
}
