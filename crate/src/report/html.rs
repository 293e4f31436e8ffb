//! One page of HTML: no script, no address to load from, light and dark, made to be printed too.

// Writing to a String cannot fail, so what `write!` answers is nothing to look at.
use std::fmt::Write;

use super::document::{Block, Document, Span};

const STYLE: &str = include_str!("report.css");

pub(super) fn write(document: &Document) -> String {
    let mut body = String::new();
    let mut is_in_section = false;
    for block in &document.blocks {
        // Each failure is a section of its own, so that a printed page breaks between them.
        if matches!(block, Block::Heading(2, _)) {
            body.push_str(if is_in_section {
                "</section>\n<section>\n"
            } else {
                "<section>\n"
            });
            is_in_section = true;
        }
        write_block(&mut body, block);
    }
    if is_in_section {
        body.push_str("</section>\n");
    }
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n\
         <body>\n<main>\n{body}</main>\n</body>\n</html>\n",
        escaped(&document.title)
    )
}

fn write_block(body: &mut String, block: &Block) {
    match block {
        Block::Heading(level, spans) => {
            let _ = writeln!(body, "<h{level}>{}</h{level}>", inline(spans));
        }
        Block::Warning(words) => {
            let _ = writeln!(body, "<p class=\"warning\">{}</p>", escaped(words));
        }
        Block::Paragraph(spans) => {
            let _ = writeln!(body, "<p>{}</p>", inline(spans));
        }
        Block::Facts(facts) => {
            body.push_str("<dl>\n");
            for (label, spans) in facts {
                let _ = writeln!(
                    body,
                    "<div><dt>{}</dt><dd>{}</dd></div>",
                    escaped(label),
                    inline(spans)
                );
            }
            body.push_str("</dl>\n");
        }
        Block::Table(title, head, rows) => {
            // A wide table scrolls by itself; whoever uses the keyboard must be able to reach it.
            let _ = write!(
                body,
                "<div class=\"scroll\" role=\"group\" aria-label=\"{0}\" tabindex=\"0\"><table>\n<thead><tr>",
                escaped(title)
            );
            for name in head {
                let _ = write!(body, "<th scope=\"col\">{}</th>", escaped(name));
            }
            body.push_str("</tr></thead>\n<tbody>\n");
            for cells in rows {
                body.push_str("<tr>");
                for spans in cells {
                    let class = match spans.as_slice() {
                        [Span::Plain(word)] if word == "FAILED" => " class=\"failed\"",
                        _ => "",
                    };
                    let _ = write!(body, "<td{class}>{}</td>", inline(spans));
                }
                body.push_str("</tr>\n");
            }
            body.push_str("</tbody></table></div>\n");
        }
        Block::Code(name, _, code) => {
            let name = escaped(name);
            let code = escaped(code.trim_end_matches('\n'));
            let _ = writeln!(
                body,
                "<pre role=\"group\" aria-label=\"{name}\" tabindex=\"0\"><code>{code}</code></pre>"
            );
        }
    }
}

fn inline(spans: &[Span]) -> String {
    let each = spans.iter().map(|span| match span {
        Span::Plain(words) => escaped(words),
        Span::Strong(words) => format!("<strong>{}</strong>", escaped(words)),
        Span::Code(value) if value.is_empty() => "<i>(empty)</i>".to_owned(),
        Span::Code(value) => format!("<code>{}</code>", escaped(value)),
    });
    each.collect()
}

/// Text that is text, in content and in a quoted attribute.
pub(super) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            '\n' => safe.push('\n'),
            other if other.is_control() => safe.push('\u{fffd}'),
            other => safe.push(other),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn observed_text_is_no_markup() {
        let spans = [Span::Code("<script>alert(\"1\")</script>&'".into())];
        assert_eq!(
            inline(&spans),
            "<code>&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;&#39;</code>"
        );
    }
}
