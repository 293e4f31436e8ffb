//! The subcommands of `whycors`, one a file.

pub(crate) mod causes;
pub(crate) mod diagnose;
pub(crate) mod fix;
pub(crate) mod lab;
mod output;
pub(crate) mod stacks;
