//! The one writer: who may, what follows, append, apply, tell.
//!
//! | part | what it does |
//! |---|---|
//! | [`decide`] | what follows from a command: events, or a refusal |
//! | [`writer`] | groups commands, writes the journal, applies, answers |
//! | [`permissions`] | who may do and ask what |
//! | [`branches`] | of which branches it may be |
//! | [`tell`] | answers queries from the records |
//! | [`counts`] | how many wait for what |
//! | `answer` | has a query answered by whoever has what it asks for |
//! | [`notices`] | what changed, told to whom it concerns |
//! | `history` | reads the journal for histories |
//! | [`report`] | counts a report, in slices |
//! | `door` | who sits there, where several share a Unix user: PINs |
//! | [`serve`] | an office from its start to its end: the lock, the socket, who is let in |
//! | `session` | one client: its greeting, its frames, its notices |
//! | `lines` | frames on a line, as they come and as they are taken |
//! | `pace` | how much of what costs nothing somebody may have done in an hour |
//! | `presence` | who has which record open |
//! | [`asker`] | who asks |
//! | `scanning` | pieces of scanned papers, in and out |
//! | `searching` | what a client looks for, on record once it has settled |
//! | `remembered` | what came of the last commands, and what was read a moment ago |
//! | `holdings` | everything held about one person |
//! | `seen` | a person's file as some branches see it |
//!
//! Exactly one process, the office, owns a data directory. Who somebody is, is what the kernel says of their end of
//! the socket, and where several share a Unix user, a PIN. Absent on purpose: any knowledge of screens or words; refusals travel as data.

mod answer;
pub mod asker;
pub mod branches;
pub mod counts;
pub mod decide;
mod door;
pub mod history;
mod holdings;
mod lines;
pub mod notices;
pub mod outreach;
mod pace;
pub mod permissions;
mod presence;
mod remembered;
pub mod report;
mod scanning;
mod searching;
pub mod seen;
pub mod serve;
mod session;
pub mod tell;
pub mod voice;
pub mod writer;

pub use asker::Asker;
pub use serve::{OfficeError, Options, run};
