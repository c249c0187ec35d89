//! # istiqbal — استقبال
//!
//! The front desk of Saudi charities, in a terminal. This page is the map of the house; each room
//! says in its own documentation what it knows and what it is kept from knowing.
//!
//! ```text
//!  reception terminal ─ istiqbal ─┐
//!  branch, over SSH ─── istiqbal ─┼── Unix socket ── office ── journal (the truth, a file)
//!  script, cron ─ istiqbal queue ─┘                    └ records, queues, search keys (derived)
//! ```
//!
//! Exactly one process, the office, owns a data directory; everything else is its client. What the
//! office acknowledged is on disk. Every change is an event in the journal, and whatever else is
//! kept follows from the events: deleting it and starting again gives the same bytes. A charity is
//! a profile: data, not code.
//!
//! # Rooms
//!
//! | room | what it is |
//! |---|---|
//! | [`domain`] | what a front desk knows, and its rules |
//! | [`profiles`] | the charities, one TOML each |
//! | [`arabic`] | folding, shaping, ordering, carets, digits, keyboard positions |
//! | [`matching`] | is this the same person? does this paper say the same? |
//! | [`journal`] | what happened, in order, on disk |
//! | [`records`] | what follows from the journal: records, queues, search |
//! | [`scans`] | scanned papers, files by their hash beside the journal |
//! | [`protocol`] | what desk and office say to each other, and how one reaches the other |
//! | [`office`] | the one writer: who may, what follows, append, apply, tell |
//! | [`desk`] | the screens: state, update, draw |
//! | [`sheets`] | the printed sheets: blocks, pages, PDF |
//! | [`export`] | tables that leave the program: XLSX and CSV |
//! | [`locale`] | the words, in Arabic and English |
//! | [`cli`] | the command line, each subcommand a client of the office |
//! | [`shelf`] | the charity's reference files, read as text |
//! | [`scratch`] | directories that last as long as a process |
//! | [`accounts`] | the Unix users of this machine, by number and name |
//! | [`settings`] | where files are, and what the settings files say |
//!
//! # The way of a command
//!
//! A key becomes a desk command by the keymap, `update` turns it into an effect, the effect sends
//! an [`Order`](protocol::Order) with the version of the record it saw. The office decides: a
//! [`Refusal`](protocol::Refusal) which carries what stands in the way, or events. These are
//! appended with one sync for all that wait, applied to the records, and only then acknowledged;
//! every desk that shows what changed is told. A client that lost the answer asks again with the
//! same id and is told what happened, never doing it twice.
//!
//! # Invariants: what is deliberately absent
//!
//! * `domain`, `arabic` and `matching` have no I/O, no clock, no randomness, no threads, and use
//!   nothing of the rooms below them. Time and identifiers come in as arguments.
//! * No personal type shows itself in `Debug`, so that no log and no panic can carry a person.
//! * `domain` types cannot hold a bad value: what comes from outside is parsed once, at the edge.
//!   What fails a check digit is kept as not verified, by the officer's choice, and not refused.
//! * There is no charity in the code. What differs between charities is in their profiles, and a
//!   request keeps the profile version under which it was taken in.
//! * Nothing changes or removes a journal entry once it is acknowledged. A torn end is cut at open;
//!   damage anywhere else is refused by name, never skipped; a failed sync ends the office and is
//!   never tried again. A variant of [`Event`](domain::event::Event) never changes its fields, new
//!   ones come after the last.
//! * `journal` knows nothing of what its entries mean; its codec is the only file that names
//!   bincode.
//! * `records` has no rules: what happened, happened. It alone names sled, and holds nothing that
//!   cannot be derived again.
//! * `desk` reaches a record only through `protocol`, and knows nothing of sled or the journal.
//!   `office` knows nothing of a screen or of words: refusals travel as data. Who may do what is
//!   decided in the office alone.
//! * Drawing changes no state. `update` does no I/O; effects do.
//! * There is one command table. Hints, help, palette and `istiqbal keys` are made from it and from
//!   the keymap in force: a key that is shown is a key that works now.
//! * A form is data. The same definition draws it, checks it, and asks it as line prompts.
//! * Text is stored in logical order, without presentation forms and without controls. Nothing
//!   reaches a terminal but through `arabic`.
//! * `sheets` makes the same bytes of the same case; fonts are found, never brought along, and nothing waits for a
//!   sheet. parley and krilla are named in one file each.
//! * Every text that the program says of itself is in `locale`, in both languages; what a charity
//!   says is in its profile.
//! * The library never reads the environment: `main` gathers it once, as
//!   [`settings::Surroundings`].
//! * No network connection is opened: the only socket is the office's, on this machine.
//! * No unsafe, no `unwrap`, `expect`, `panic!` or indexing on data from outside.

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
