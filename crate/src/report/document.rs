//! A report as headings, facts, tables and code: what Markdown and HTML have in common. Observed text is always a [`Span`]
//! of code or escaped by whoever writes it; nothing of it is ever read as markup.

mod facts;

// Writing to a String cannot fail, so what `write!` answers is nothing to look at.
use std::fmt::Write;

use super::text::visible;
use super::v1::{Basis, Diagnosis, Input, Outcome, RedactionPolicy, Report, Side};

/// A piece of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Span {
    /// Words.
    Plain(String),
    /// The word that a sentence is about.
    Strong(&'static str),
    /// A value, a name.
    Code(String),
}

/// One part of a report.
#[derive(Debug)]
pub(super) enum Block {
    /// Level 1 to 3.
    Heading(u8, Vec<Span>),
    /// Something to be seen first.
    Warning(String),
    Paragraph(Vec<Span>),
    /// A word and what it says.
    Facts(Vec<(&'static str, Vec<Span>)>),
    Table(&'static str, Vec<&'static str>, Vec<Vec<Vec<Span>>>),
    /// A name for who cannot see it, the language, the text.
    Code(String, &'static str, String),
}

/// All of a report.
pub(super) struct Document {
    pub(super) title: String,
    pub(super) blocks: Vec<Block>,
}

pub(super) fn of_report(report: &Report) -> Document {
    let diagnoses = || report.inputs.iter().flat_map(|input| &input.diagnoses);
    let count = |outcome| diagnoses().filter(|it| it.outcome == outcome).count();
    let title = format!(
        "CORS report: {} blocked, {} failed otherwise, {} unclear",
        count(Outcome::Cors),
        count(Outcome::NotCors),
        count(Outcome::Unclear)
    );
    let mut blocks = vec![Block::Heading(1, vec![plain(&title)])];
    if report
        .inputs
        .iter()
        .any(|it| it.redaction.policy == RedactionPolicy::Kept)
    {
        blocks.push(Block::Warning(
            "Secrets are kept in this report (--no-redact). Do not pass it on.".to_owned(),
        ));
    }
    for input in &report.inputs {
        let has_many = report.inputs.len() > 1;
        if has_many {
            blocks.push(Block::Paragraph(vec![plain("Input "), code(&input.path)]));
        }
        for diagnosis in &input.diagnoses {
            of_diagnosis(&mut blocks, diagnosis);
        }
        let advice = input.advice.iter().map(|it| {
            vec![
                vec![plain(&it.title)],
                vec![code(&it.endpoint)],
                prose(&it.what),
                prose(&it.advice),
            ]
        });
        let advice: Vec<_> = advice.collect();
        if !advice.is_empty() {
            blocks.push(Block::Heading(2, vec![plain("Advice on what works")]));
        }
        table(
            &mut blocks,
            "What could be better",
            &["Advice", "Endpoint", "Seen", "Do"],
            advice,
        );
        of_environment(&mut blocks, report, input);
    }
    Document { title, blocks }
}

fn of_diagnosis(blocks: &mut Vec<Block>, diagnosis: &Diagnosis) {
    let headline = if diagnosis.title.is_empty() {
        outcome(diagnosis.outcome)
    } else {
        &diagnosis.title
    };
    blocks.push(Block::Heading(2, vec![plain(headline)]));
    blocks.push(Block::Facts(facts::of(diagnosis)));
    for (label, words) in [
        ("What happened.", &diagnosis.what),
        ("Why the browser refuses.", &diagnosis.why),
        ("What to do.", &diagnosis.advice),
    ] {
        if !words.is_empty() {
            let mut spans = vec![Span::Strong(label), plain(" ")];
            spans.extend(prose(words));
            blocks.push(Block::Paragraph(spans));
        }
    }
    let alternatives = diagnosis.alternatives.iter().map(|it| {
        let name = it
            .chromium
            .as_deref()
            .map_or_else(|| plain("no CORS error"), code);
        vec![
            prose(&it.condition),
            vec![name],
            it.cause.iter().map(|it| code(it)).collect(),
        ]
    });
    table(
        blocks,
        "If the log cannot tell",
        &["If", "Chromium says", "Cause"],
        alternatives.collect(),
    );
    let also = diagnosis
        .also
        .iter()
        .map(|it| vec![vec![plain(&it.title)], vec![code(&it.cause)]]);
    table(
        blocks,
        "What fails next, once this is mended",
        &["Fault", "Cause"],
        also.collect(),
    );
    let evidence = diagnosis.evidence.iter().map(|it| {
        let side = match it.side {
            Side::Request => "request",
            Side::Response => "response",
        };
        let value = it.value.as_deref().map_or_else(|| plain("absent"), code);
        vec![
            vec![plain(&it.entry.to_string())],
            vec![plain(side)],
            vec![code(&it.header)],
            vec![value],
            vec![plain(basis(it.basis))],
        ]
    });
    table(
        blocks,
        "Evidence",
        &["Entry", "Message", "Header", "Value", "Known"],
        evidence.collect(),
    );
    if let Some(diff) = &diagnosis.origin_diff {
        blocks.push(Block::Heading(3, vec![plain("The origin, byte by byte")]));
        blocks.push(Block::Code(
            "Origin against Access-Control-Allow-Origin".into(),
            "text",
            byte_diff(diff),
        ));
    }
    let checks = diagnosis.checks.iter().map(|it| {
        let result = match it.passed {
            Some(true) => "passed",
            Some(false) => "FAILED",
            None => "not reached",
        };
        let step = format!("{} {}", it.step.algorithm, it.step.number);
        vec![vec![plain(&step)], vec![plain(result)], prose(&it.note)]
    });
    table(
        blocks,
        "The exchange, in the browser's order",
        &["Step", "Result", "Compared"],
        checks.collect(),
    );
    if let Some(repro) = &diagnosis.repro {
        blocks.push(Block::Heading(3, vec![plain("Reproduce")]));
        if let Some(preflight) = &repro.preflight {
            blocks.push(Block::Code(
                "The preflight as a command".into(),
                "bash",
                preflight.bash.clone(),
            ));
        }
        blocks.push(Block::Code(
            "The request as a command".into(),
            "bash",
            repro.actual.bash.clone(),
        ));
    }
    if let Some(fix) = diagnosis.fixes.first() {
        blocks.push(Block::Heading(3, vec![plain("Fix: "), plain(&fix.title)]));
        let because = fix.because.as_deref().map(|because| {
            let mut spans = vec![plain("Recognised by ")];
            spans.extend(prose(because));
            spans.push(plain(". "));
            spans
        });
        let mut spans = because.unwrap_or_default();
        spans.extend([plain("In "), code(&fix.file), plain(".")]);
        blocks.push(Block::Paragraph(spans));
        blocks.push(Block::Code(
            format!("The fix for {}", fix.title),
            language(&fix.language),
            fix.text.clone(),
        ));
        for note in &fix.notes {
            blocks.push(Block::Paragraph(prose(note)));
        }
        let others: Vec<&str> = diagnosis
            .fixes
            .iter()
            .skip(1)
            .map(|it| it.title.as_str())
            .collect();
        if !others.is_empty() {
            let text = format!("Also written for: {}.", others.join(", "));
            blocks.push(Block::Paragraph(vec![plain(&text)]));
        }
    }
}

fn of_environment(blocks: &mut Vec<Block>, report: &Report, input: &Input) {
    blocks.push(Block::Heading(2, vec![plain("Environment")]));
    let masked = match input.redaction.policy {
        RedactionPolicy::Kept => "nothing: secrets are kept (--no-redact)".to_owned(),
        RedactionPolicy::Masked if input.redaction.masked.is_empty() => {
            "nothing was found to mask".to_owned()
        }
        RedactionPolicy::Masked => {
            let kinds = input.redaction.masked.iter();
            let kinds =
                kinds.map(|it| format!("{} {} in {} places", it.secrets, it.kind, it.places));
            format!(
                "{}; the same placeholder is the same secret",
                kinds.collect::<Vec<_>>().join(", ")
            )
        }
    };
    let mut facts = vec![
        ("Log", vec![code(&input.path)]),
        ("Entries", vec![plain(&input.entries.to_string())]),
        (
            "Written by",
            vec![plain(&format!(
                "{} {}",
                report.tool.name, report.tool.version
            ))],
        ),
        ("Masked", vec![plain(&masked)]),
    ];
    if let Some(creator) = &input.creator {
        facts.insert(1, ("Recorded by", vec![plain(creator)]));
    }
    blocks.push(Block::Facts(facts));
    let gaps = input
        .gaps
        .iter()
        .map(|gap| vec![vec![code(&gap.at)], vec![plain(&gap.problem)]]);
    table(
        blocks,
        "What could not be read",
        &["Where", "What stands there"],
        gaps.collect(),
    );
}

fn table(
    blocks: &mut Vec<Block>,
    title: &'static str,
    head: &[&'static str],
    rows: Vec<Vec<Vec<Span>>>,
) {
    if !rows.is_empty() {
        blocks.push(Block::Heading(3, vec![plain(title)]));
        blocks.push(Block::Table(title, head.to_vec(), rows));
    }
}

/// Both lines, a caret under the first difference, and the characters that cannot be seen.
fn byte_diff(diff: &super::v1::OriginDiff) -> String {
    let mut text = format!(
        "Origin   {}\nAllowed  {}\n",
        visible(&diff.expected),
        visible(&diff.found)
    );
    if let Some(first) = diff.first_difference {
        let hex =
            |byte: Option<u8>| byte.map_or("nothing".to_owned(), |byte| format!("{byte:02x}"));
        let byte = diff.bytes.get(first);
        let (expected, found) = (
            byte.and_then(|it| it.expected),
            byte.and_then(|it| it.found),
        );
        text.push_str(&" ".repeat(first + 9));
        let _ = writeln!(
            text,
            "^ byte {first}: {} expected, {} found",
            hex(expected),
            hex(found)
        );
    }
    for byte in &diff.bytes {
        if let Some(name) = &byte.name {
            let _ = writeln!(text, "byte {}: {name}", byte.index);
        }
    }
    text
}

/// The language of a snippet, as a highlighter knows it; unknown ones are text.
fn language(name: &str) -> &'static str {
    const KNOWN: [&str; 16] = [
        "javascript",
        "typescript",
        "python",
        "java",
        "csharp",
        "go",
        "ruby",
        "php",
        "rust",
        "nginx",
        "apache",
        "yaml",
        "json",
        "xml",
        "kotlin",
        "bash",
    ];
    KNOWN
        .into_iter()
        .find(|known| *known == name)
        .unwrap_or("text")
}

fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Cors => "Blocked by CORS",
        Outcome::NotCors => "Failed, and not because of CORS",
        Outcome::Unclear => "Failed; the log cannot tell why",
    }
}

fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::Observed => "observed",
        Basis::Inferred => "inferred",
        Basis::Unknown => "unknown",
    }
}

fn plain(text: &str) -> Span {
    Span::Plain(visible(text))
}

fn code(text: &str) -> Span {
    Span::Code(visible(text))
}

/// A sentence whose values stand between backticks.
fn prose(text: &str) -> Vec<Span> {
    let parts: Vec<&str> = text.split('`').collect();
    let is_paired = parts.len() % 2 == 1;
    if !is_paired {
        return vec![plain(text)];
    }
    let spans = parts.iter().enumerate().map(|(index, part)| {
        if index % 2 == 1 {
            code(part)
        } else {
            plain(part)
        }
    });
    spans
        .filter(|span| *span != Span::Plain(String::new()))
        .collect()
}
