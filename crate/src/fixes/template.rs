//! Snippets are templates: the text as it stands in the file, with places for what the policy names.
//!
//! - `<<origins>>`, `<<methods>>`, `<<headers>>`, `<<expose>>`, `<<paths>>`: literals, joined by `, `; with `-lower` in small
//!   letters, with `-words` joined by a space, with `-text` all in one literal, with `-inner` in one literal within single
//!   quotes, with `-matcher` as a path and all below it. `<<api>>` is the API's origin.
//! - a line that starts with `<<?credentials>>`, `<<?headers>>` or `<<?expose>>` stands only if there are any; `<<!…>>` only
//!   if there are none.
//! - a line that starts with `<<*methods>>` or the like stands once for each of them: `<<name>>`.
//! - lines between `<<each>>` and `<<end>>` stand once for each origin: `<<origin>>`, `<<origin-regex>>`,
//!   `<<origin-regex-literal>>`, `<<,>>` (not after the last); between `<<each-path>>` and `<<end>>` once for each path:
//!   `<<path>>`.
//!
//! The template is read once; what is put in is never read again.

use super::quote::{Quoted, Refused, Syntax, regex};
use crate::remedy::Policy;

/// How a stack writes a name that is no plain literal: of which list, and the name.
pub(super) type Item = fn(&str, &str) -> Option<Quoted>;

/// Fills a template.
pub(super) fn fill(template: &str, syntax: Syntax, item: Option<Item>, policy: &Policy) -> Quoted {
    let filler = Filler {
        syntax,
        item,
        policy,
    };
    let mut out = String::new();
    let mut lines = template.split_inclusive('\n');
    while let Some(line) = lines.next() {
        let (place, names) = match line.trim() {
            "<<each>>" => ("origin", &policy.origins),
            "<<each-path>>" => ("path", &policy.paths),
            _ => {
                filler.line(line, None, &mut out)?;
                continue;
            }
        };
        let block: Vec<&str> = lines
            .by_ref()
            .take_while(|line| line.trim() != "<<end>>")
            .collect();
        let last = names.len().saturating_sub(1);
        for (index, name) in names.iter().enumerate() {
            let one = One {
                place,
                name,
                is_last: index == last,
            };
            for line in &block {
                filler.line(line, Some(one), &mut out)?;
            }
        }
    }
    Ok(out)
}

struct Filler<'policy> {
    syntax: Syntax,
    item: Option<Item>,
    policy: &'policy Policy,
}

/// The name that a repeated line stands for.
#[derive(Clone, Copy)]
struct One<'name> {
    place: &'static str,
    name: &'name str,
    is_last: bool,
}

impl Filler<'_> {
    fn line(&self, line: &str, one: Option<One<'_>>, out: &mut String) -> Result<(), Refused> {
        let Some((mark, rest)) = line
            .strip_prefix("<<")
            .and_then(|line| line.split_once(">>"))
        else {
            return self.places(line, one, out);
        };
        match (mark.get(..1), mark.get(1..)) {
            (Some("?"), Some(list)) if self.holds(list) => self.places(rest, one, out),
            (Some("!"), Some(list)) if !self.holds(list) => self.places(rest, one, out),
            (Some("?" | "!"), _) => Ok(()),
            (Some("*"), Some(list)) => {
                for name in self.names(list)? {
                    let one = One {
                        place: "name",
                        name,
                        is_last: false,
                    };
                    self.places(rest, Some(one), out)?;
                }
                Ok(())
            }
            _ => self.places(line, one, out),
        }
    }

    fn places(&self, line: &str, one: Option<One<'_>>, out: &mut String) -> Result<(), Refused> {
        let mut rest = line;
        while let Some((before, (place, after))) = rest
            .split_once("<<")
            .and_then(|(before, after)| Some((before, after.split_once(">>")?)))
        {
            out.push_str(before);
            out.push_str(&self.value(place, one)?);
            rest = after;
        }
        out.push_str(rest);
        Ok(())
    }

    fn holds(&self, list: &str) -> bool {
        match list {
            "credentials" => self.policy.credentials.are_allowed(),
            _ => self.names(list).is_ok_and(|names| !names.is_empty()),
        }
    }

    fn names(&self, list: &str) -> Result<Vec<&str>, Refused> {
        let policy = self.policy;
        let lists: &[&Vec<Box<str>>] = match list {
            "origins" => &[&policy.origins],
            "methods" => &[&policy.methods],
            "headers" => &[&policy.headers],
            "expose" => &[&policy.expose],
            "headers-and-expose" => &[&policy.headers, &policy.expose],
            "paths" => &[&policy.paths],
            _ => return Err(Refused(format!("The template names `{list}`."))),
        };
        Ok(lists
            .iter()
            .flat_map(|names| names.iter())
            .map(|name| &**name)
            .collect())
    }

    fn value(&self, place: &str, one: Option<One<'_>>) -> Quoted {
        if let Some(one) = one {
            let form = place.strip_prefix(one.place);
            match (place, form) {
                (_, Some("")) => return self.syntax.literal(one.name),
                (_, Some("-regex")) => return regex(one.name),
                (_, Some("-regex-literal")) => return self.syntax.literal(&regex(one.name)?),
                (_, Some("-matcher")) => return self.syntax.literal(&matcher(one.name)),
                (",", _) => return Ok(if one.is_last { "" } else { "," }.to_owned()),
                _ => {}
            }
        }
        if place == "api" {
            return self.syntax.literal(&self.policy.api);
        }
        let (list, form) = match place.split_once('-') {
            Some((list, form)) if form != "and-expose" => (list, form),
            _ => (place, ""),
        };
        let names = self.names(list)?;
        match form {
            "text" => return self.syntax.literal(&names.join(", ")),
            "inner" if names.iter().any(|name| name.contains('\'')) => {
                return Err(Refused(
                    "A value holds a quote, and stands within quotes here.".to_owned(),
                ));
            }
            "inner" => return self.syntax.literal(&format!("'{}'", names.join(","))),
            _ => {}
        }
        let literals = names.iter().map(|name| {
            let name = match form {
                "lower" => name.to_ascii_lowercase(),
                "matcher" => matcher(name),
                _ => (*name).to_owned(),
            };
            let own = self.item.and_then(|item| item(list, &name));
            own.unwrap_or_else(|| self.syntax.literal(&name))
        });
        let joint = if form == "words" { " " } else { ", " };
        Ok(literals.collect::<Result<Vec<_>, _>>()?.join(joint))
    }
}

/// A path and all below it, as Next.js writes it.
fn matcher(path: &str) -> String {
    format!("{path}/:path*")
}
