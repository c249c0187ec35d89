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
//! | room | what it is |
//! |---|---|
//! | [`domain`] | what a front desk knows, and its rules |
//! | [`profiles`] | the charities, one TOML each |
//! | [`arabic`] | folding, shaping, ordering, digits, keyboard positions |
//! | [`matching`] | is this the same person? does this paper say the same? |
//! | [`journal`] | what happened, in order, on disk |
//! | [`records`] | what follows from the journal: records, queues, search |
//! | [`protocol`] | what desk and office say to each other |
//! | [`office`] | the one writer |
//! | [`desk`] | the screens |
//! | [`locale`] | the words, in Arabic and English |
//! | [`cli`] | the command line, each subcommand a client of the office |
//! | [`settings`] | where files are, and what the settings files say |

#![warn(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

pub mod arabic;
pub mod cli;
pub mod desk;
pub mod domain;
pub mod journal;
pub mod locale;
pub mod matching;
pub mod office;
pub mod profiles;
pub mod protocol;
pub mod records;
pub mod settings;
