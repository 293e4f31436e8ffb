//! Markdown that GitHub and Jira both draw: headings, pipe tables and fenced code, and no HTML.

// Writing to a String cannot fail, so what `write!` answers is nothing to look at.
use std::fmt::Write;

use super::document::{Block, Document, Span};

pub(super) fn write(document: &Document) -> String {
    let mut text = String::new();
    for block in &document.blocks {
        match block {
            Block::Heading(level, spans) => {
                text.push_str(&"#".repeat(usize::from(*level)));
                text.push(' ');
                text.push_str(&line(spans));
            }
            Block::Warning(words) => {
                text.push_str("> **Warning:** ");
                text.push_str(&escaped(words));
            }
            Block::Paragraph(spans) => text.push_str(&line(spans)),
            Block::Facts(facts) => {
                let rows = facts
                    .iter()
                    .map(|(label, spans)| row([(*label).to_owned(), cell(spans)]));
                text.push_str("| | |\n|---|---|\n");
                text.push_str(&rows.collect::<Vec<_>>().join("\n"));
            }
            Block::Table(_, head, rows) => {
                text.push_str(&row(head.iter().map(|name| (*name).to_owned())));
                text.push('\n');
                text.push_str(&row(head.iter().map(|_| "---".to_owned())));
                for cells in rows {
                    text.push('\n');
                    text.push_str(&row(cells.iter().map(|spans| cell(spans))));
                }
            }
            Block::Code(_, language, code) => {
                // A fence longer than any run of backticks inside cannot be closed from there.
                let fence = "`".repeat(longest_run(code).max(2) + 1);
                let _ = write!(
                    text,
                    "{fence}{language}\n{}\n{fence}",
                    code.trim_end_matches('\n')
                );
            }
        }
        text.push_str("\n\n");
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

fn row(cells: impl IntoIterator<Item = String>) -> String {
    let cells: Vec<String> = cells.into_iter().collect();
    format!("| {} |", cells.join(" | "))
}

/// In a table even code ends at a bar, unless it is escaped.
fn cell(spans: &[Span]) -> String {
    let each = spans.iter().map(|span| match span {
        Span::Plain(words) => escaped(words),
        Span::Strong(words) => format!("**{words}**"),
        Span::Code(value) => code(value).replace('|', "\\|"),
    });
    each.collect()
}

fn line(spans: &[Span]) -> String {
    let each = spans.iter().map(|span| match span {
        Span::Plain(words) => escaped(words),
        Span::Strong(words) => format!("**{words}**"),
        Span::Code(value) => code(value),
    });
    each.collect::<String>().trim_end().to_owned()
}

fn code(value: &str) -> String {
    if value.is_empty() {
        return "(empty)".to_owned();
    }
    let marks = "`".repeat(longest_run(value) + 1);
    // A blank at both ends is not part of it; without one, a value of backticks or blanks would be read otherwise.
    let needs_blank = value.starts_with(['`', ' ']) || value.ends_with(['`', ' ']);
    if needs_blank {
        format!("{marks} {value} {marks}")
    } else {
        format!("{marks}{value}{marks}")
    }
}

fn longest_run(text: &str) -> usize {
    let runs = text.split(|character| character != '`');
    runs.map(str::len).max().unwrap_or(0)
}

/// Words that are drawn as they are. What GitHub would turn into a mention, a reference or a link becomes code.
fn escaped(words: &str) -> String {
    let mut text = String::with_capacity(words.len() + 8);
    for piece in words.split_inclusive(' ') {
        let word = piece.trim_end_matches(' ');
        let becomes_a_link = word.contains('@')
            || word.contains("://")
            || word.contains("www.")
            || word
                .split('#')
                .nth(1)
                .is_some_and(|it| it.starts_with(|it: char| it.is_ascii_digit()));
        if becomes_a_link {
            let address = word.trim_end_matches([';', ',', ':', '.']);
            text.push_str(&code(address).replace('|', "\\|"));
            text.push_str(word.get(address.len()..).unwrap_or_default());
        } else {
            for character in word.chars() {
                if "\\`*_[]<>&#|~!".contains(character) {
                    text.push('\\');
                }
                text.push(character);
            }
        }
        text.push_str(piece.get(word.len()..).unwrap_or_default());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_values_stay_values() {
        assert_eq!(code("a`b``c"), "```a`b``c```");
        assert_eq!(code("`"), "`` ` ``");
        assert_eq!(
            escaped("<b> *x* [a](b) @team #12"),
            "\\<b\\> \\*x\\* \\[a\\](b) `@team` `#12`"
        );
        assert_eq!(cell(&[Span::Code("a|b".into())]), "`a\\|b`");
    }
}
