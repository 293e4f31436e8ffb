//! What a cause may look at: one failure and the log around it.

use super::finding::{Evidence, Side};
use crate::chromium::CorsError;
use crate::chromium::judge::Failure;
use crate::exchange::verdict::{Blocked, Verdict};
use crate::exchange::{self, Answer, Exchange, Known, infer};
use crate::fetch::CredentialsMode;
use crate::fetch::origin::SerializedOrigin;
use crate::har::{Entry, Log};
use crate::neighbours::Neighbour;

/// One failed request as the verdict left it.
#[derive(Debug, Clone, Copy)]
pub struct Seen<'log> {
    /// The log around it.
    pub log: &'log Log,
    /// The request.
    pub exchange: &'log Exchange,
    /// Its verdict.
    pub verdict: &'log Verdict,
    /// The refusal that is to be explained: that of the verdict, or of one reading of an undecided one.
    pub blocked: Option<&'log Blocked>,
    /// The credentials mode.
    pub credentials: &'log Known<CredentialsMode>,
}

impl<'log> Seen<'log> {
    /// Chromium's name of the refusal.
    pub fn error(&self) -> Option<CorsError> {
        self.blocked.map(|blocked| blocked.refusal.error)
    }

    /// The refusal in the standard's terms.
    pub fn failure(&self) -> Option<&'log Failure> {
        self.blocked.map(|blocked| &blocked.refusal.failure)
    }

    /// What made it fail, where CORS did not.
    pub fn neighbour(&self) -> Option<Neighbour> {
        match self.verdict {
            Verdict::NotCors(neighbour) => Some(*neighbour),
            Verdict::Blocked(_)
            | Verdict::Undecided(_)
            | Verdict::Bare(_)
            | Verdict::Unsettled(_) => None,
        }
    }

    /// The entry whose response was refused, and its position.
    pub fn refused(&self) -> Option<(usize, &'log Entry)> {
        let position = self.blocked?.entry;
        Some((position, self.log.entries.get(position)?))
    }

    /// Was the preflight's response refused?
    pub fn is_preflight(&self) -> bool {
        self.refused()
            .is_some_and(|(_, entry)| entry.is_preflight())
    }

    /// The preflight, if the refused response is one.
    pub fn refused_preflight(&self) -> Option<(usize, &'log Entry)> {
        self.refused().filter(|(_, entry)| entry.is_preflight())
    }

    /// The last hop's entry, or the lone preflight's.
    pub fn main_entry(&self) -> Option<&'log Entry> {
        self.exchange.main_entry(self.log)
    }

    /// Position of the main entry.
    pub fn main_position(&self) -> Option<usize> {
        self.exchange
            .last()
            .map(|hop| hop.actual)
            .or(self.exchange.lone_preflight)
    }

    /// The origin that the refused check was made with.
    pub fn origin(&self) -> Option<&'log SerializedOrigin> {
        self.blocked.map(|blocked| &blocked.origin)
    }

    /// The origin of the page.
    pub fn page_origin(&self) -> Known<SerializedOrigin> {
        infer::page_origin(self.log, self.exchange)
    }

    /// The value of Access-Control-Allow-Origin that was refused, combined; none if absent.
    pub fn allow_origin(&self) -> Option<String> {
        Some(
            self.refused()?
                .1
                .response_headers
                .get("Access-Control-Allow-Origin")?
                .into_owned(),
        )
    }

    /// The response header of the refused entry as evidence, present or absent.
    pub fn response_header(&self, name: &str) -> Option<Evidence> {
        let (entry, refused) = self.refused()?;
        Some(header(
            entry,
            Side::Response,
            name,
            refused
                .response_headers
                .get(name)
                .map(std::borrow::Cow::into_owned),
        ))
    }

    /// The request header of the refused entry as evidence.
    pub fn request_header(&self, name: &str) -> Option<Evidence> {
        let (entry, refused) = self.refused()?;
        Some(header(
            entry,
            Side::Request,
            name,
            refused
                .request_headers
                .get(name)
                .map(std::borrow::Cow::into_owned),
        ))
    }

    /// The status of the refused entry as evidence.
    pub fn status(&self) -> Option<Evidence> {
        let (entry, refused) = self.refused()?;
        Some(header(
            entry,
            Side::Response,
            ":status",
            Some(refused.status.to_string()),
        ))
    }

    /// Chromium's net error as a text: the request's, or the preflight's that says more.
    pub fn net_error_text(&self) -> &'log str {
        self.exchange.net_error(self.log).unwrap_or_default()
    }

    /// The net error that says why, of the request or of its preflight, as evidence.
    pub fn failing_error(&self) -> Option<Evidence> {
        let error = self.exchange.net_error(self.log)?;
        let own = self.main_entry()?.error.text() == Some(error);
        let position = if own {
            self.main_position()?
        } else {
            self.exchange.preflight()?
        };
        Some(header(
            position,
            Side::Response,
            ":error",
            Some(error.to_owned()),
        ))
    }

    /// The entry that states why it failed, if it was answered all the same.
    pub fn answered_and_failed(&self) -> Option<(usize, &'log Entry)> {
        let error = self.exchange.net_error(self.log)?;
        let at = |position: usize| Some((position, self.log.entries.get(position)?));
        [self.main_position(), self.exchange.preflight()]
            .into_iter()
            .flatten()
            .filter_map(at)
            .find(|(_, entry)| entry.error.text() == Some(error))
            .filter(|(_, entry)| entry.status != 0)
    }

    /// Chromium's net error of the main entry as evidence.
    pub fn net_error(&self) -> Option<Evidence> {
        let error = self.main_entry()?.error.text()?;
        Some(header(
            self.main_position()?,
            Side::Response,
            ":error",
            Some(error.to_owned()),
        ))
    }

    /// The URL of the main entry as evidence.
    pub fn main_url(&self) -> Option<Evidence> {
        let url = self.main_entry()?.url.to_string();
        Some(header(
            self.main_position()?,
            Side::Request,
            ":url",
            Some(url),
        ))
    }

    /// What CORS had to say of the answer, where it is not what stopped the request.
    pub fn answer(&self) -> Answer {
        exchange::answer(self.log, self.exchange)
    }

    /// How the credentials mode is known, in words for a sentence's end; empty when it is unknown.
    pub fn credentials_because(&self) -> &'log str {
        match self.credentials {
            Known::Unknown(_) => "",
            known => known.because(),
        }
    }
}

/// A header line as evidence.
pub(super) fn header(entry: usize, side: Side, name: &str, value: Option<String>) -> Evidence {
    Evidence {
        entry,
        side,
        header: name.to_owned(),
        value,
        inferred: false,
    }
}
