//! How fast it is, each figure beside a peer that does the same work in the same run on the same disk.
//!
//! | figure | peer |
//! |---|---|
//! | [`commit`] | SQLite, a transaction per command |
//! | [`find`] | SQLite FTS5 |
//! | [`queue`] | SQLite with the fitting indexes |
//! | [`keypress`], [`start`] | dialog, mutt, gitui |
//! | [`memory`] | gitui, mutt |
//! | [`import`] | SQLite's shell, a table with three indexes |
//! | [`duplicates`] | recordlinkage |
//!
//! It prints and decides nothing: machines are shared, and what is worth reading is a ratio.

mod commit;
mod duplicates;
mod figures;
mod find;
mod house;
mod import;
mod keypress;
mod memory;
mod peers;
mod pty;
mod queue;
mod slips;
mod start;

use std::error::Error;

/// Whatever goes wrong ends the measurement and is printed.
type Outcome<T = ()> = Result<T, Box<dyn Error>>;

/// A figure's name, and what measures it.
type Figure = (&'static str, fn() -> Outcome);

const FIGURES: [Figure; 8] = [
    ("commit", commit::measure),
    ("duplicates", duplicates::measure),
    ("find", find::measure),
    ("import", import::measure),
    ("keypress", keypress::measure),
    ("memory", memory::measure),
    ("queue", queue::measure),
    ("start", start::measure),
];

fn main() -> Outcome {
    // Cargo says by a flag that this is a bench.
    let asked: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| argument != "--bench")
        .collect();
    let known = |name: &String| FIGURES.iter().any(|(figure, _)| figure == name);
    if let Some(unknown) = asked.iter().find(|name| !known(name)) {
        let figures = FIGURES.map(|(name, _)| name).join(", ");
        return Err(format!("there is no figure {unknown}; there are {figures}").into());
    }
    for (name, measure) in FIGURES {
        if asked.is_empty() || asked.iter().any(|asked| asked == name) {
            measure()?;
        }
    }
    Ok(())
}
