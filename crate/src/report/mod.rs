//! What leaves the tool, one file a shape. Nothing here accepts anything but [`crate::redact::Redacted`].

pub mod v1;
