//! # istiqbal — استقبال
//!
//! The front desk of Saudi charities, in a terminal. This page is the map of the crate. Every module
//! (a *room*) says in its own documentation what it does and what it must not know.
//!
//! ```text
//!  reception terminal ─ istiqbal ─┐
//!  branch, over SSH ─── istiqbal ─┼── Unix socket ── office ── journal (the truth, a file)
//!  script, cron ─ istiqbal queue ─┘                    └ records, queues, search keys (derived)
//! ```
//!
//! Exactly one process, the **office**, owns a data directory. Everything else is a client on its
//! Unix socket: the **desk** (the screens) and every subcommand. Each change is an **event**,
//! appended to the **journal**; whatever the office has acknowledged is in the journal on disk. The
//! **records** (people, requests, queues, search keys) are computed from the events, and computing
//! them again gives the same bytes. What differs from charity to charity is data: its **profile**.
//!
//! # Rooms
//!
//! | room | what it does |
//! |---|---|
//! | [`domain`] | what a front desk knows, and its rules |
//! | [`profiles`] | the charities' profiles, one TOML file each |
//! | [`arabic`] | Arabic text: folding, shaping, ordering, carets, digits, keyboard positions |
//! | [`matching`] | is this the same person? does this paper say the same? |
//! | [`journal`] | what happened, in order, on disk |
//! | [`records`] | what follows from the journal: records, queues, search |
//! | [`scans`] | scanned papers: files named by their hash, beside the journal |
//! | [`protocol`] | the messages between a client and the office, and how a client reaches it |
//! | [`office`] | the one writer: checks permissions, decides, writes, answers, notifies |
//! | [`desk`] | the screens: state, update, draw |
//! | [`sheets`] | printed sheets: blocks, pages, PDF |
//! | [`export`] | tables for other programs: XLSX and CSV |
//! | [`locale`] | the program's texts, in Arabic and English |
//! | [`cli`] | the command line; each subcommand is a client of the office |
//! | [`shelf`] | the charity's reference files, read as text |
//! | [`scratch`] | temporary directories, removed with the process that made them |
//! | [`accounts`] | the Unix users of this machine, by number and name |
//! | [`settings`] | where files are, and what the settings files say |
//!
//! Imports flow one way: `tests/rules/rooms.rs` lists which room may use which, and fails where one uses
//! another.
//!
//! # How a command travels
//!
//! The keymap turns a key into a desk command. The command changes the desk's state and returns an
//! effect: usually an [`Order`](protocol::Order), sent to the office with the version of the record
//! that the desk has seen. The office answers with a [`Refusal`](protocol::Refusal), which carries
//! what stands in the way as data, or turns the order into events. It appends the events of all
//! waiting orders with a single sync, applies them to the records, and only then acknowledges
//! them. Desks that show a changed record are notified. A client that lost the answer sends the
//! order again under the same id: it is told what happened, and nothing is done twice.
//!
//! # Invariants: what is deliberately absent
//!
//! * `domain`, `arabic` and `matching` have no I/O, no clock, no randomness and no threads, and use
//!   no other room but each other. Time and identifiers come in as arguments.
//! * Personal data never appears in `Debug` output, so no log and no panic message can show it.
//! * `domain` types cannot hold an invalid value: input is parsed once, where it comes in. A number
//!   that fails its check digit is not refused; the officer may keep it, marked as not verified.
//! * No code depends on a particular charity. A request keeps the profile version under which it was
//!   taken in.
//! * Nothing changes or removes a journal entry once it is acknowledged. An unfinished append at the
//!   end is cut off when the journal is opened; damage anywhere else is reported with its place, and
//!   never skipped. A failed sync ends the office and is never retried. The fields of an
//!   [`Event`](domain::event::Event) variant never change; new variants are added at the end.
//! * `journal` does not know what its entries mean. Its codec is the only file that names bincode.
//! * `records` has no rules: an event in the journal has happened, and is applied. Only this room
//!   names sled, and all it stores can be derived again.
//! * `desk` reaches records only through `protocol`, and knows nothing of sled or the journal.
//!   `office` knows nothing of screens or texts: a refusal travels as data. Only the office decides
//!   who may do what.
//! * Drawing changes no state. `update` does no I/O; effects do.
//! * There is one table of commands. Key hints, help, palette and `istiqbal keys` are made from it
//!   and from the keymap in force, so a key that is shown is a key that works now.
//! * A form is data. The same definition draws it, checks it, and asks it as line prompts.
//! * Text is stored in logical order, without presentation forms and control characters. Text
//!   reaches the terminal only through `arabic`.
//! * The same case always gives the same bytes of a sheet. Fonts are taken from the system, and
//!   nothing waits while a sheet is made. parley and krilla are named in one file each.
//! * Every text of the program is in `locale`, in both languages; every text of a charity is in its
//!   profile.
//! * The library never reads the environment: `main` gathers it once, as
//!   [`settings::Surroundings`].
//! * No network connection is opened: the only socket is the office's, on this machine.
//! * No unsafe, and no `unwrap`, `expect`, `panic!` or indexing on data from outside.

#![warn(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

pub mod accounts;
pub mod arabic;
pub mod cli;
pub mod desk;
pub mod domain;
pub mod export;
pub mod journal;
pub mod locale;
pub mod matching;
pub mod office;
pub mod profiles;
pub mod protocol;
pub mod records;
pub mod scans;
pub mod scratch;
pub mod settings;
pub mod sheets;
pub mod shelf;
