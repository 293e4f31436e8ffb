//! The browser's steps from a page's request to its end.

use url::Url;

use super::body::{self, Body, sound};
use super::ends::{
    answer, asks_for_any_digest, asks_for_digest, departure, has_user_information, kept_away,
    untold,
};
use super::headers::{asks_for_part, is_unsafe_target, location, redirected, sent, unsafe_names};
use super::{Check, Outcome, Prediction, Question, Response, State, words};
use crate::chromium::judge::{Failure, Refusal};
use crate::chromium::{CorsError, check_access, judge_preflight};
use crate::exchange::walk::CheckName;
use crate::fetch::cors_preflight_fetch::PreflightQuestion;
use crate::fetch::http_redirect_fetch::{
    RedirectFailure, is_redirect_status, judge_redirect, method_after_redirect,
};
use crate::fetch::method::{is_cors_safelisted_method, normalize};
use crate::fetch::origin::{RedirectTaint, SerializedOrigin, is_same_origin, redirect_taint};
use crate::fetch::{CredentialsMode, HeaderList};

/// Chromium follows so many redirects.
const MOST_REDIRECTS: usize = 20;

/// A request on its way.
pub(super) struct Browser<'a> {
    question: &'a Question,
    page: SerializedOrigin,
    credentials: CredentialsMode,
    method: String,
    /// The author's headers and the browser's own that the safelist is asked about.
    headers: Vec<(String, String)>,
    urls: Vec<Url>,
    has_crossed: bool,
    reasons: Vec<String>,
    checks: Vec<Check>,
}

/// Why it ended.
enum End {
    Cors(CorsError, Option<String>),
    Fails(String),
    Passes(String),
    Untold(String),
}

impl<'a> Browser<'a> {
    /// Takes the request to its end.
    pub(super) fn ask(question: &'a Question) -> Prediction {
        let mut browser = Self {
            question,
            page: SerializedOrigin::from_header(&question.page),
            credentials: match question.request.credentials.as_str() {
                "include" => CredentialsMode::Include,
                _ => CredentialsMode::NotInclude,
            },
            method: normalize(&question.request.method),
            headers: sent(&question.request),
            urls: Vec::new(),
            has_crossed: false,
            reasons: Vec::new(),
            checks: Vec::new(),
        };
        let end = browser.run();
        let (outcome, chromium, parameter, words) = match end {
            End::Passes(words) => (Outcome::Passes, None, None, words),
            End::Fails(words) => (Outcome::Fails, None, None, words),
            End::Untold(words) => (Outcome::Untold, None, None, words),
            End::Cors(error, parameter) => {
                let words = format!("CORS refuses it: {}.", error.name());
                (Outcome::Cors, Some(error.name()), parameter, words)
            }
        };
        Prediction {
            outcome,
            chromium,
            parameter,
            words,
            sent: !browser.urls.is_empty(),
            reasons: browser.reasons,
            checks: browser.checks,
        }
    }

    fn run(&mut self) -> End {
        let mut url = match departure(self.question, &self.page, self.mode()) {
            Ok(url) => url,
            Err(why) => return End::Fails(why),
        };
        let (mode, redirect) = (self.mode(), self.question.request.redirect.as_str());
        for _ in 0..=MOST_REDIRECTS {
            self.urls.push(url.clone());
            self.has_crossed |= !self.is_own(&url);
            if let Err(end) = self.preflight(&url) {
                return end;
            }
            let response = match answer(self.question, &url, false) {
                Ok(response) => response,
                Err(why) => return End::Fails(why),
            };
            let headers = match sound(&response, asks_for_part(&self.headers, mode)) {
                Ok(headers) => headers,
                Err(why) => return End::Fails(why),
            };
            if mode == "no-cors"
                && self.has_crossed
                && let Some(why) = kept_away(&self.page, &url, &headers)
            {
                return End::Fails(why);
            }
            let location = match location(response.status, &headers, &url) {
                Ok(location) => location,
                Err(why) => return End::Fails(why),
            };
            if let Err(end) = self.checked(&url, &response, &headers, location.as_deref()) {
                return end;
            }
            let Some(location) = location else {
                return self.ended(&response, &headers);
            };
            match redirect {
                // What the page gets has no body whose digest could be right.
                "manual" if !asks_for_any_digest(&self.question.request) => {
                    return End::Passes(
                        "The page gets an opaque redirect: it asked not to follow.".to_owned(),
                    );
                }
                "manual" => return wrong_digest(),
                "error" => {
                    return End::Fails(
                        "The page asked for no redirect, and there is one.".to_owned(),
                    );
                }
                _ => {}
            }
            let Ok(next) = url.join(&location) else {
                return End::Fails("The redirect's address is no URL.".to_owned());
            };
            // `XMLHttpRequest` follows one within the page's own origin, `fetch` none (measured in every mode).
            if has_user_information(&next) && self.question.request.api != "xhr" {
                return End::Fails(
                    "The redirect's address holds a user name: `fetch` asks for none such."
                        .to_owned(),
                );
            }
            if !matches!(next.scheme(), "http" | "https")
                || (mode == "same-origin" && !self.is_own(&next))
            {
                return End::Fails("The redirect leads where the request may not go.".to_owned());
            }
            if let Some(why) = untold(self.question, &next) {
                return End::Untold(why);
            }
            self.follow(response.status, &url, &next);
            url = next;
        }
        End::Fails("It is redirected too often.".to_owned())
    }

    fn mode(&self) -> &'a str {
        match self.question.request.mode.as_str() {
            "" => "cors",
            mode => mode,
        }
    }

    fn is_own(&self, url: &Url) -> bool {
        is_same_origin(&self.page, &SerializedOrigin::of_url(url))
    }

    /// The origin as it goes over the wire: a second foreign origin turns it into `null`.
    fn origin(&self) -> SerializedOrigin {
        let urls: Vec<&Url> = self.urls.iter().collect();
        match redirect_taint(&self.page, &urls) {
            RedirectTaint::SameOrigin => self.page.clone(),
            RedirectTaint::NotSameOrigin => SerializedOrigin::from_header("null"),
        }
    }

    /// Are answers checked? Only in mode `cors`, once the request has left its origin.
    fn is_checked(&self) -> bool {
        self.has_crossed && self.mode() == "cors"
    }

    /// Asks first where it must, and has the answer judged.
    fn preflight(&mut self, url: &Url) -> Result<(), End> {
        let unsafe_names = unsafe_names(&self.headers);
        let request = &self.question.request;
        let is_forced = request.api == "xhr"
            && request.upload_listener
            && request.body.is_some()
            && !matches!(normalize(&request.method).as_str(), "GET" | "HEAD");
        if !self.is_checked()
            || (is_cors_safelisted_method(&self.method) && unsafe_names.is_empty() && !is_forced)
        {
            return Ok(());
        }
        if self.urls.len() == 1 {
            if !is_cors_safelisted_method(&self.method) {
                self.reasons.push(format!("method {}", self.method));
            }
            self.reasons
                .extend(unsafe_names.iter().map(|name| format!("header {name}")));
            if self.reasons.is_empty() {
                self.reasons.push("an upload listener".to_owned());
            }
        }
        let asked = PreflightQuestion {
            origin: self.origin(),
            method: self.method.clone(),
            header_names: unsafe_names,
            credentials: self.credentials,
        };
        let response = answer(self.question, url, true).map_err(End::Fails)?;
        let headers = sound(&response, false).map_err(End::Fails)?;
        let location = location(response.status, &headers, url).map_err(End::Fails)?;
        let refusal = judge_preflight(&asked, response.status, location.as_deref(), &headers).err();
        self.note(
            &CheckName::PREFLIGHT,
            url,
            &asked,
            response.status,
            &headers,
            refusal.as_ref(),
        );
        match refusal {
            None => Ok(()),
            Some(refusal) => {
                // The request is never sent; its checks are shown as not reached.
                for name in CheckName::ACTUAL {
                    self.push(
                        name,
                        url,
                        words::not_sent(name).to_owned(),
                        State::NotReached,
                    );
                }
                Err(End::Cors(refusal.error, refusal.parameter))
            }
        }
    }

    /// Has the request's own answer judged, and where it redirects to.
    fn checked(
        &mut self,
        url: &Url,
        response: &Response,
        headers: &HeaderList,
        location: Option<&str>,
    ) -> Result<(), End> {
        let asked = PreflightQuestion {
            origin: self.origin(),
            method: self.method.clone(),
            header_names: Vec::new(),
            credentials: self.credentials,
        };
        if self.is_checked() {
            let refusal = check_access(&asked.origin, self.credentials, headers).err();
            self.note(
                &CheckName::ACTUAL,
                url,
                &asked,
                response.status,
                headers,
                refusal.as_ref(),
            );
            if let Some(refusal) = refusal {
                return Err(End::Cors(refusal.error, refusal.parameter));
            }
        }
        let Some(location) = location.filter(|_| self.mode() == "cors") else {
            return Ok(());
        };
        if self.question.request.redirect == "manual" {
            return Ok(());
        }
        let refusal = match judge_redirect(&asked.origin, url, location) {
            Err(RedirectFailure::LocationIncludesCredentials) => Some(Refusal {
                error: CorsError::RedirectContainsCredentials,
                parameter: None,
                failure: Failure::RedirectCredentials {
                    location: location.to_owned(),
                },
            }),
            // Where no redirect is wanted, its scheme is no longer looked at; a user name in it is (measured).
            Err(RedirectFailure::SchemeNotHttp)
                if self.question.request.redirect != "error"
                    && !is_unsafe_target(url, location) =>
            {
                Some(Refusal {
                    error: CorsError::CorsDisabledScheme,
                    parameter: None,
                    failure: Failure::RedirectScheme {
                        location: location.to_owned(),
                    },
                })
            }
            _ => None,
        };
        if self.has_crossed || refusal.is_some() {
            self.note(
                &CheckName::REDIRECT,
                url,
                &asked,
                response.status,
                headers,
                refusal.as_ref(),
            );
        }
        refusal.map_or(Ok(()), |refusal| {
            Err(End::Cors(refusal.error, refusal.parameter))
        })
    }

    fn note(
        &mut self,
        names: &[CheckName],
        url: &Url,
        asked: &PreflightQuestion,
        status: u16,
        headers: &HeaderList,
        refusal: Option<&Refusal>,
    ) {
        let failing = refusal.map(|refusal| CheckName::of(&refusal.failure));
        let mut state = State::Passed;
        for name in names {
            let own = if failing == Some(*name) {
                State::Failed
            } else {
                state
            };
            self.push(
                *name,
                url,
                words::of_check(*name, asked, status, headers),
                own,
            );
            if own == State::Failed {
                state = State::NotReached;
            }
        }
    }

    fn push(&mut self, name: CheckName, url: &Url, words: String, state: State) {
        let (id, url) = (name.id(), url.as_str().to_owned());
        self.checks.push(Check {
            id,
            url,
            words,
            state,
        });
    }

    fn ended(&self, response: &Response, headers: &HeaderList) -> End {
        let is_opaque = self.mode() == "no-cors" && self.has_crossed;
        let is_redirect =
            self.question.request.redirect == "manual" && is_redirect_status(response.status);
        match body::read(&self.method, response, headers) {
            // The page reads nothing of an opaque answer, so nothing breaks (measured).
            _ if is_opaque || is_redirect => {}
            Body::Breaks(why) => return End::Fails(why),
            Body::Untold(why) => return End::Untold(why),
            Body::Readable => {}
        }
        if asks_for_digest(&self.question.request)
            || (is_opaque && asks_for_any_digest(&self.question.request))
        {
            return wrong_digest();
        }
        End::Passes(if is_opaque {
            "The page gets an opaque answer: it cannot read it.".to_owned()
        } else {
            format!("The page gets the answer, status {}.", response.status)
        })
    }

    /// Changes the request as a redirect does.
    fn follow(&mut self, status: u16, from: &Url, to: &Url) {
        let method = method_after_redirect(status, &self.method).to_owned();
        let crosses = !is_same_origin(
            &SerializedOrigin::of_url(from),
            &SerializedOrigin::of_url(to),
        );
        let leads_home = self.is_own(to);
        redirected(
            &mut self.headers,
            method != self.method,
            crosses,
            leads_home,
        );
        self.method = method;
    }
}

fn wrong_digest() -> End {
    End::Fails("The answer has not the digest that the page asks for.".to_owned())
}
