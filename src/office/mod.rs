//! The one writer: who may, what follows, append, apply, tell.
//!
//! | part | what it does |
//! |---|---|
//! | [`decide`] | what follows from a command: events, or a refusal |
//! | [`writer`] | groups commands, writes the journal, applies, answers |
//! | [`permissions`] | who may do and ask what |
//! | [`tell`] | answers queries from the records |
//! | `history` | reads the journal for histories |
//! | `report` | counts a report, in slices |
//! | [`serve`] | the socket: who is there, and the frames |
//! | `scanning` | pieces of scanned papers, in and out |
//!
//! Exactly one process, the office, owns a data directory. Who somebody is, is what the kernel says of their end of
//! the socket. Absent on purpose: any knowledge of screens or words; refusals travel as data.

pub mod decide;
mod history;
pub mod outreach;
pub mod permissions;
mod report;
mod scanning;
pub mod serve;
pub mod tell;
pub mod voice;
pub mod writer;

pub use serve::{OfficeError, Options, run};
