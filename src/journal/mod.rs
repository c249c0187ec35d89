//! The journal is the truth: every change is an event, appended, hashed and synced before it is answered.
//!
//! | part | what it is |
//! |---|---|
//! | [`Journal`] | the contract: append if nobody was there before, read, follow |
//! | [`FileJournal`] | a journal in segment files, for one office |
//! | [`Reader`] | reads those files while the office appends: backup, mirror, verification |
//! | [`verify`] | walks the whole chain and names the first bad entry |
//! | [`codec`] | values to bytes and back; the only file that names the serialiser |
//!
//! Entries are opaque here: what a kind, a schema and a payload mean is the business of whoever
//! appends them. Absent on purpose: a clock, knowledge of the domain, and any way to change or
//! remove an entry that was acknowledged.

pub mod codec;
mod contract;
mod entry;
mod error;
mod file;
mod frame;
mod index;
mod medium;
mod reader;
mod segment;
mod survey;
#[cfg(test)]
mod tests;
mod torn;
mod walk;

pub use contract::{Expectation, Group, Head, Journal, Outcome};
pub use entry::{Entry, Hash, NewEntry, Position, Stamp};
pub use error::{Cut, Damage, Failure, Fault, JournalError};
pub use file::{Claim, FileJournal, Options, Unread};
pub use frame::MAX_PAYLOAD;
pub use reader::{Entries, Reader};
pub use survey::{Summary, verify};
