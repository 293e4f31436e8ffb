//! What is kept from one run to the next, as a short text for the page's own storage: no permission is needed for it.

use super::state::Scope;
use super::tab::Shell;
use super::window::{LEAST_SHARE, MOST_SHARE};

/// Choices of the reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Which failures are listed.
    pub scope: Scope,
    /// Do rows outlive a navigation?
    pub preserve_log: bool,
    /// Do rows stand grouped by endpoint?
    pub grouped: bool,
    /// The shell that commands are written for.
    pub shell: Shell,
    /// The stack that fixes are written for, where the reader chose one.
    pub stack: Option<String>,
    /// The list's part of the room, in per cent.
    pub share: i32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            scope: Scope::CorsOnly,
            preserve_log: false,
            grouped: false,
            shell: Shell::default(),
            stack: None,
            share: 42,
        }
    }
}

impl Settings {
    /// These, with what was changed from `before` to `after`.
    #[must_use]
    pub fn with(mut self, before: &Self, after: &Self) -> Self {
        fn follow<T: PartialEq + Clone>(kept: &mut T, before: &T, after: &T) {
            if before != after {
                kept.clone_from(after);
            }
        }
        follow(&mut self.scope, &before.scope, &after.scope);
        follow(
            &mut self.preserve_log,
            &before.preserve_log,
            &after.preserve_log,
        );
        follow(&mut self.grouped, &before.grouped, &after.grouped);
        follow(&mut self.shell, &before.shell, &after.shell);
        follow(&mut self.stack, &before.stack, &after.stack);
        follow(&mut self.share, &before.share, &after.share);
        self
    }

    /// As a text: `key=value`, one a line.
    pub fn to_text(&self) -> String {
        let scope = if self.scope == Scope::All {
            "all"
        } else {
            "cors"
        };
        format!(
            "scope={scope}\npreserve={}\ngrouped={}\nshell={}\nstack={}\nshare={}",
            self.preserve_log,
            self.grouped,
            self.shell.key(),
            self.stack.as_deref().unwrap_or_default(),
            self.share
        )
    }

    /// From a text that an earlier or later version may have written: what is not understood stays as it is by default.
    pub fn from_text(text: &str) -> Self {
        let mut settings = Self::default();
        for (key, value) in text.lines().filter_map(|line| line.split_once('=')) {
            match key {
                "scope" if value == "all" => settings.scope = Scope::All,
                "preserve" => settings.preserve_log = value == "true",
                "grouped" => settings.grouped = value == "true",
                "shell" => settings.shell = Shell::from_key(value),
                "stack" if !value.is_empty() => settings.stack = Some(value.to_owned()),
                "share" => {
                    let share = value.parse().unwrap_or(settings.share);
                    settings.share = share.clamp(LEAST_SHARE, MOST_SHARE);
                }
                _ => {}
            }
        }
        settings
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_chosen_comes_back() {
        let chosen = Settings {
            scope: Scope::All,
            preserve_log: true,
            grouped: true,
            shell: Shell::PowerShell,
            stack: Some("nginx".into()),
            share: 30,
        };
        assert_eq!(Settings::from_text(&chosen.to_text()), chosen);
        let default = Settings::default();
        assert_eq!(Settings::from_text(&default.to_text()), default);
    }

    #[test]
    fn a_change_leaves_what_another_window_chose() {
        let before = Settings::default();
        let after = Settings {
            grouped: true,
            share: 30,
            ..before.clone()
        };
        let elsewhere = Settings {
            preserve_log: true,
            share: 60,
            stack: Some("nginx".into()),
            ..before.clone()
        };
        let kept = Settings {
            grouped: true,
            share: 30,
            ..elsewhere.clone()
        };
        assert_eq!(elsewhere.clone().with(&before, &after), kept);
        assert_eq!(elsewhere.clone().with(&after, &after), elsewhere);
    }

    #[test]
    fn a_text_that_is_not_understood_changes_nothing() {
        for text in [
            "",
            "{\"scope\":1}",
            "shell=fish\nnew=1\nshare=wide",
            "scope=",
        ] {
            assert_eq!(Settings::from_text(text), Settings::default(), "{text}");
        }
        assert_eq!(Settings::from_text("share=-400").share, LEAST_SHARE);
    }
}
