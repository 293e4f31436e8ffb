//! What was seen, what follows from it, and what is not known are three things.

/// A value and how it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Known<T> {
    /// It stands in the log; where.
    Observed(T, String),
    /// It follows from what stands in the log; how.
    Inferred(T, String),
    /// Neither; why not.
    Unknown(String),
}

impl<T> Known<T> {
    /// The value, however it is known.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Observed(value, _) | Self::Inferred(value, _) => Some(value),
            Self::Unknown(_) => None,
        }
    }

    /// The observation behind it.
    pub fn because(&self) -> &str {
        match self {
            Self::Observed(_, because) | Self::Inferred(_, because) | Self::Unknown(because) => {
                because
            }
        }
    }
}
