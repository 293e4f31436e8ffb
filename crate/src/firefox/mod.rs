//! What Firefox says of the same exchange: its 15 reasons, and its own order of checks.
//!
//! Firefox and Chromium refuse the same exchanges; they name the refusal differently and look at the headers in another
//! order. Read from `netwerk/protocol/http/nsCORSListenerProxy.cpp` and measured in Firefox ESR 153: 204 requests, each
//! beside what its console said. What was measured and what only follows from the source is told apart by [`Basis`].

pub mod judge;
pub mod reason;

pub use judge::{Basis, Judgement};
pub use reason::Reason;
