//! From what each API was asked to the fixes of a failure. Grown entry by entry, so that a live recording pays for an entry
//! once; the fixes of an API are rendered again only when its policy or what was recognised of it changed.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::v1::{CredentialsMode, Diagnosis, Fix, Outcome};
use crate::exchange::Exchange;
use crate::fixes::{self, COMMONEST, Detected, Detections, Layer, Stack, Strength, proofs};
use crate::har::{self, Log};
use crate::redact::Redacted;
use crate::remedy::{self, Asked, Policy, Remedy};

/// No more fixes than this in a report; the panel renders any other when it is chosen.
const MOST_FIXES: usize = 6;

/// What each API was asked for, and what it is.
#[derive(Debug, Default)]
pub struct Planner {
    apis: BTreeMap<Box<str>, Api>,
}

#[derive(Debug)]
struct Api {
    asked: Asked,
    detections: Detections,
    /// What was rendered last, and from what.
    last: Option<(Plan, Arc<[Fix]>)>,
}

/// All that the fixes of a failure follow from.
#[derive(Debug, PartialEq)]
struct Plan {
    policy: Arc<Policy>,
    detected: Vec<Detected>,
    more: Option<&'static str>,
}

impl Planner {
    /// Takes in one entry.
    pub fn see(&mut self, log: &Redacted<Log>, position: usize) {
        let Some(entry) = log.entries.get(position) else {
            return;
        };
        let api = self.api(&entry.url);
        api.asked.see(entry);
        api.detections.see(entry);
    }

    fn api(&mut self, url: &str) -> &mut Api {
        let authority = har::authority(url);
        self.apis.entry(authority.into()).or_insert_with(|| Api {
            asked: Asked::of(url),
            detections: Detections::default(),
            last: None,
        })
    }

    /// Takes in what was concluded of one failure, beyond what its entries state.
    pub fn learn(&mut self, diagnosis: &Diagnosis) {
        let api = self.api(&diagnosis.url);
        if let Some(origin) = &diagnosis.origin {
            api.asked.origin(origin);
        }
        if diagnosis.entry.is_some() {
            api.asked.method(&diagnosis.method);
        }
        api.asked.credentials(match diagnosis.credentials.mode {
            CredentialsMode::Include => Some(true),
            CredentialsMode::NotInclude => Some(false),
            CredentialsMode::Unknown => None,
        });
    }

    /// Fills in the remedy and the fixes of one failure.
    pub fn plan(&mut self, log: &Redacted<Log>, exchange: &Exchange, diagnosis: &mut Diagnosis) {
        let of_page = diagnosis
            .origin
            .as_deref()
            .and_then(|origin| self.apis.get(origin))
            .map(|page| page.detections.sorted(None))
            .unwrap_or_default();
        self.learn(diagnosis);
        let api = self.api(&diagnosis.url);
        let more = match besides(diagnosis) {
            Ok(more) => more,
            Err(reason) => {
                diagnosis.remedy = Remedy::None(reason.to_owned());
                return;
            }
        };
        diagnosis.remedy = api.asked.remedy();
        let Remedy::Policy(policy) = &diagnosis.remedy else {
            return;
        };
        // The preflight was refused, or what came after it.
        let refused = exchange
            .main_entry(log)
            .filter(|entry| !entry.is_without_response())
            .or(exchange
                .preflight()
                .and_then(|position| log.entries.get(position)));
        let is_development = |it: &Detected| {
            fixes::by_key(it.stack).is_some_and(|stack| stack.layer == Layer::Development)
        };
        let mut detected: Vec<Detected> = api.detections.sorted(refused);
        detected.retain(|it| !is_development(it));
        // Ways around CORS in development are a matter of the page's own server.
        detected.extend(of_page.into_iter().filter(is_development));
        let plan = Plan {
            policy: Arc::clone(policy),
            detected,
            more,
        };
        if let Some((last, fixes)) = &api.last
            && *last == plan
        {
            diagnosis.fixes = Arc::clone(fixes);
            return;
        }
        let fixes: Arc<[Fix]> = plan.render().into();
        diagnosis.fixes = Arc::clone(&fixes);
        api.last = Some((plan, fixes));
    }
}

/// What must be done besides the policy; an error, with its reason, where no policy helps.
fn besides(diagnosis: &Diagnosis) -> Result<Option<&'static str>, &'static str> {
    match diagnosis.outcome {
        Outcome::Cors => {}
        Outcome::NotCors => return Err("CORS did not refuse this request."),
        Outcome::Unclear => return Err("The log does not tell why the request failed."),
    }
    let cause = diagnosis.cause.as_deref();
    let readings = diagnosis
        .alternatives
        .iter()
        .filter_map(|reading| reading.cause.as_deref());
    match cause {
        Some(cause) => remedy::of_causes([cause]),
        None => remedy::of_causes(readings),
    }
}

impl Plan {
    fn render(&self) -> Vec<Fix> {
        let is_sure = |it: &&Detected| it.strength != Strength::Weak;
        let mut chosen: Vec<(&Stack, Option<&Detected>)> = self
            .detected
            .iter()
            .filter(is_sure)
            .filter_map(|it| Some((fixes::by_key(it.stack)?, Some(it))))
            .take(MOST_FIXES)
            .collect();
        // Caches in front are shown, but what must change stands behind them.
        let has_server = chosen.iter().any(|(stack, _)| {
            !matches!(stack.layer, Layer::Development | Layer::Edge)
                && stack.render(&self.policy).is_ok()
        });
        if !has_server {
            let guesses = self.detected.iter().filter(|it| !is_sure(it));
            let guesses = guesses.filter_map(|it| Some((fixes::by_key(it.stack)?, Some(it))));
            let common = COMMONEST
                .iter()
                .filter_map(|key| Some((fixes::by_key(key)?, None)));
            for (stack, detected) in guesses.chain(common) {
                if !chosen.iter().any(|(other, _)| other.key == stack.key) {
                    chosen.push((stack, detected));
                }
            }
        }
        chosen.truncate(MOST_FIXES);
        chosen
            .into_iter()
            .filter_map(|(stack, detected)| {
                let fix = fix(stack, &self.policy, detected, self.more);
                // What was recognised is shown, and why it cannot be the place; what was not is no use without a snippet.
                (!fix.text.is_empty() || detected.is_some()).then_some(fix)
            })
            .collect()
    }
}

/// What must be done besides the policy, of all failures that a policy helps; each sentence once.
pub fn besides_policy<'a>(diagnoses: impl IntoIterator<Item = &'a Diagnosis>) -> Vec<&'static str> {
    let mut sentences = Vec::new();
    for more in diagnoses.into_iter().filter_map(|it| besides(it).ok()?) {
        if !sentences.contains(&more) {
            sentences.push(more);
        }
    }
    sentences
}

/// What to mind about the snippet of one stack.
pub fn notes(stack: &Stack, policy: &Policy, more: &[&str]) -> Vec<String> {
    let mut notes = stack.notes();
    notes.extend(more.iter().map(|sentence| (*sentence).to_owned()));
    notes.extend(policy.credentials.note().map(str::to_owned));
    notes.extend(policy.left_out.iter().cloned());
    notes
}

/// The fix of one stack. Where it cannot express the policy the snippet is empty, and the first note says why.
pub fn fix(stack: &Stack, policy: &Policy, detected: Option<&Detected>, more: Option<&str>) -> Fix {
    let (proof, _) = proofs::of(stack.key);
    let (text, mut notes) = match stack.render(policy) {
        Ok(text) => (text, Vec::new()),
        Err(refused) => (
            String::new(),
            vec![format!("Not expressible here: {}", refused.0)],
        ),
    };
    notes.extend(self::notes(stack, policy, more.as_slice()));
    Fix {
        stack: stack.key.to_owned(),
        title: stack.title.to_owned(),
        detected: detected.map(|it| it.strength.word().to_owned()),
        because: detected.map(|it| it.because.clone()),
        language: stack.language.to_owned(),
        file: stack.file.to_owned(),
        text,
        notes,
        widening: stack.widens.is_some(),
        proof: proof.word().to_owned(),
    }
}
