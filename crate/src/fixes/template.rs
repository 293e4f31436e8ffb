//! Snippets are templates: the text as it stands in the file, with places for what the policy names.
//!
//! - `<<origins>>`, `<<methods>>`, `<<headers>>`, `<<expose>>`: literals, joined by `, `; `<<headers-lower>>` and
//!   `<<expose-lower>>` in small letters.
//! - `<<methods-text>>` and the like: the names in one literal.
//! - `<<api>>`, `<<path>>`: the API's origin and the first part of its paths, as literals.
//! - a line that starts with `<<?credentials>>`, `<<?headers>>`, `<<?expose>>` or `<<?many>>` (origins) stands only if there
//!   are any; `<<!…>>` only if there are none.
//! - lines between `<<each>>` and `<<end>>` are repeated for each origin: `<<origin>>`, `<<origin-regex>>`, `<<,>>` (none
//!   after the last).
//!
//! The template is read once; what is put in is never read again.

use super::quote::{Quoted, Refused, Syntax, regex};
use crate::remedy::Policy;

/// A list of names as items of the syntax: which list, and the name.
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
        if line.trim() != "<<each>>" {
            filler.line(line, None, &mut out)?;
            continue;
        }
        let block: Vec<&str> = lines
            .by_ref()
            .take_while(|line| line.trim() != "<<end>>")
            .collect();
        let last = policy.origins.len().saturating_sub(1);
        for (index, origin) in policy.origins.iter().enumerate() {
            for line in &block {
                filler.line(line, Some((origin, index == last)), &mut out)?;
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

impl Filler<'_> {
    fn line(
        &self,
        line: &str,
        origin: Option<(&str, bool)>,
        out: &mut String,
    ) -> Result<(), Refused> {
        let mut rest = line;
        for (mark, wanted) in [("<<?", true), ("<<!", false)] {
            if let Some((condition, after)) = rest
                .strip_prefix(mark)
                .and_then(|after| after.split_once(">>"))
            {
                if self.holds(condition) != wanted {
                    return Ok(());
                }
                rest = after;
            }
        }
        while let Some((before, (place, after))) = rest
            .split_once("<<")
            .and_then(|(before, after)| Some((before, after.split_once(">>")?)))
        {
            out.push_str(before);
            out.push_str(&self.value(place, origin)?);
            rest = after;
        }
        out.push_str(rest);
        Ok(())
    }

    fn holds(&self, condition: &str) -> bool {
        match condition {
            "credentials" => self.policy.credentials.are_allowed(),
            "headers" => !self.policy.headers.is_empty(),
            "expose" => !self.policy.expose.is_empty(),
            _ => self.policy.origins.len() > 1,
        }
    }

    fn value(&self, place: &str, origin: Option<(&str, bool)>) -> Quoted {
        if let Some((origin, is_last)) = origin {
            match place {
                "origin" => return self.syntax.literal(origin),
                "origin-regex" => return regex(origin),
                "," => return Ok(if is_last { "" } else { "," }.to_owned()),
                _ => {}
            }
        }
        let (list, form) = place.split_once('-').unwrap_or((place, ""));
        let names = match list {
            "origins" => &self.policy.origins,
            "methods" => &self.policy.methods,
            "headers" => &self.policy.headers,
            "expose" => &self.policy.expose,
            "api" => return self.syntax.literal(&self.policy.api),
            "path" => return self.syntax.literal(&self.policy.path),
            _ => return Err(Refused(format!("The template names `{place}`."))),
        };
        if form == "text" {
            return self.syntax.literal(&names.join(", "));
        }
        let literals = names.iter().map(|name| {
            let name = match form {
                "lower" => name.to_ascii_lowercase(),
                _ => name.to_string(),
            };
            let own = self.item.and_then(|item| item(list, &name));
            own.unwrap_or_else(|| self.syntax.literal(&name))
        });
        Ok(literals.collect::<Result<Vec<_>, _>>()?.join(", "))
    }
}
