//! The screens, one folder each.
//!
//! To add one, look at [`keys`], the smallest, and then:
//!
//! 1. make `screens/<name>/mod.rs` with a struct for its state and `impl Screen for` it; what it
//!    shows it asks for in `shown`, with `desk.ask(query)`, and takes in `answered`;
//! 2. give it `pub static COMMANDS: &[Command]`, and name that in [`super::command`]'s parts. A
//!    command reaches its screen with `state.on::<TheScreen>(|screen, desk| …)`;
//! 3. add its name to [`SECTIONS`], a section to `keymaps/function-keys.toml` for its keys (a section
//!    of its own only holds what the shared `list`, `form` and `global` do not), and flags that its
//!    conditions need to [`super::condition::FLAGS`];
//! 4. add to both files of the locale `section-<name>`, and for each command `command-<id>` with its
//!    `.about`. The tests say what was forgotten.
//!
//! A list returns `&["list"]` from `sections` and its [`Selection`](super::widget::list::Selection) from
//! `selection`; a form returns `&["form"]` and its [`Running`](super::form::Running). Then arrows,
//! pages, Enter and Tab work without another line.

pub mod access;
pub mod act;
pub mod administration;
pub mod adopt;
mod asking;
mod beside;
pub mod calibration;
pub mod committee;
pub mod copies;
mod copying;
mod doors;
mod elsewhere;
pub mod enquiries;
pub mod find;
pub mod first_run;
pub mod history;
pub mod intake;
pub mod kept;
pub mod keys;
#[cfg(test)]
pub(super) mod made_up;
pub mod outreach;
pub mod own_pin;
pub mod person;
mod pinned;
pub mod printing;
pub mod queues;
pub mod rating;
pub mod reception;
pub mod referrals;
pub mod reports;
pub mod request;
pub mod scans;
pub mod shelf;
pub mod sign_in;
pub mod stranger;
pub mod study;
mod telling;
mod veil;
pub mod voice;

use super::screen::Screen;
use super::state::Desk;

/// The sections of the screens, as their `name` says.
pub const SECTIONS: &[&str] = &[
    "intake",
    "keys",
    "reception",
    "find",
    "first-run",
    "enquiries",
    "calibration",
    "stranger",
    "person",
    "queues",
    "referrals",
    "request",
    "act",
    "scans",
    "scan-attach",
    "reports",
    "administration",
    "adopt",
    "rating",
    "study",
    "committee",
    "outreach",
    "voice",
    "shelf",
    "history",
    "sign-in",
    "own-pin",
    "access",
    "copies",
];

/// The screen one always comes back to. It asks the office what this desk is to whoever sits at it,
/// and makes way for the first run, or for a word to strangers.
#[must_use]
pub fn home(_desk: &Desk) -> Box<dyn Screen> {
    Box::new(reception::Reception::new())
}

#[cfg(test)]
mod tests;
