//! What stands on either side of the browser: the page's own call, and the servers.

use url::Url;

use super::{Answer, Question, Request, Response};
use crate::fetch::method::{is_cors_safelisted_method, is_token, normalize};
use crate::fetch::origin::SerializedOrigin;

/// What the page's own call would throw, before anything is sent.
pub(super) fn thrown(request: &Request, mode: &str) -> Option<String> {
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
        .find(|answer| Url::parse(&answer.url).is_ok_and(|url| url == plain));
    let response = match found {
        Some(answer) => of_kind(answer, is_preflight),
        None if question
            .origins
            .iter()
            .any(|origin| *origin == SerializedOrigin::of_url(url).to_string()) =>
        {
            bare(404)
        }
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
    }
}
