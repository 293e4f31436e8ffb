//! The subcommands of `whycors`, one a file.

pub(crate) mod lab;
