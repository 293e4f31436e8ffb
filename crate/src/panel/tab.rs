//! The small choices of the panel: tab, shell, colours.

use super::words::say;

/// A tab of the detail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tab {
    /// What, why, what to do.
    #[default]
    Diagnosis,
    /// The walk of checks, step by step.
    Exchange,
    /// Expected and found origin, byte by byte.
    Origin,
    /// Commands that show the failure again.
    Reproduce,
    /// What the server's configuration has to become.
    Fix,
    /// All headers of all messages.
    Headers,
}

impl Tab {
    /// In the order they stand.
    pub const ALL: [Self; 6] = [
        Self::Diagnosis,
        Self::Exchange,
        Self::Origin,
        Self::Reproduce,
        Self::Fix,
        Self::Headers,
    ];

    /// Its label.
    pub fn label(self) -> &'static str {
        match self {
            Self::Diagnosis => say("tab_diagnosis"),
            Self::Exchange => say("tab_exchange"),
            Self::Origin => say("tab_origin"),
            Self::Reproduce => say("tab_reproduce"),
            Self::Fix => say("tab_fix"),
            Self::Headers => say("tab_headers"),
        }
    }

    /// Its test id, which is its DOM id as well.
    pub fn id(self) -> &'static str {
        match self {
            Self::Diagnosis => "tab-diagnosis",
            Self::Exchange => "tab-exchange",
            Self::Origin => "tab-origin",
            Self::Reproduce => "tab-reproduce",
            Self::Fix => "tab-fix",
            Self::Headers => "tab-headers",
        }
    }

    /// The tab so many places further; the row of tabs is a ring.
    #[must_use]
    pub fn beyond(self, step: isize) -> Self {
        let here = Self::ALL.iter().position(|tab| *tab == self).unwrap_or(0);
        let steps = step
            .rem_euclid(Self::ALL.len().cast_signed())
            .unsigned_abs();
        Self::ALL[(here + steps) % Self::ALL.len()]
    }
}

/// A shell that commands are written for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Shell {
    /// bash and zsh.
    #[default]
    Bash,
    /// PowerShell.
    PowerShell,
    /// Windows cmd.
    Cmd,
}

impl Shell {
    /// In the order they are offered.
    pub const ALL: [Self; 3] = [Self::Bash, Self::PowerShell, Self::Cmd];

    /// Its label.
    pub fn label(self) -> &'static str {
        match self {
            Self::Bash => say("shell_bash"),
            Self::PowerShell => say("shell_powershell"),
            Self::Cmd => say("shell_cmd"),
        }
    }

    /// Its key in the choice.
    pub fn key(self) -> &'static str {
        match self {
            Self::Bash => "bash",
            Self::PowerShell => "powershell",
            Self::Cmd => "cmd",
        }
    }

    /// The shell of a key; an unknown one is bash.
    pub fn from_key(key: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|shell| shell.key() == key)
            .unwrap_or_default()
    }
}

/// The colours DevTools draws itself in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// DevTools has not said: follow the system.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// From `chrome.devtools.panels.themeName`, which says `default` for light.
    pub fn from_name(name: &str) -> Self {
        match name {
            "dark" => Self::Dark,
            "default" | "light" => Self::Light,
            _ => Self::System,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tabs_are_a_ring() {
        assert_eq!(Tab::Diagnosis.beyond(1), Tab::Exchange);
        assert_eq!(Tab::Diagnosis.beyond(-1), Tab::Headers);
        assert_eq!(Tab::Headers.beyond(1), Tab::Diagnosis);
    }

    #[test]
    fn shells_are_found_by_their_key() {
        for shell in Shell::ALL {
            assert_eq!(Shell::from_key(shell.key()), shell);
        }
        assert_eq!(Shell::from_key("fish"), Shell::Bash);
    }

    #[test]
    fn theme_names_are_those_of_devtools() {
        assert_eq!(Theme::from_name("dark"), Theme::Dark);
        assert_eq!(Theme::from_name("default"), Theme::Light);
        assert_eq!(Theme::from_name("solarized"), Theme::System);
    }
}
