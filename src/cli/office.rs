//! `istiqbal office`: the office of a data directory, in the foreground. Its log goes to standard error.

use std::io;

use rustix::fs::Mode;
use tracing_subscriber::EnvFilter;

use super::{Failure, Session};
use crate::office::{self, Options};

/// The variable that says how much is logged, as `info` or `istiqbal=debug`.
const LOG: &str = "ISTIQBAL_LOG";

/// Runs until a signal, or on demand until nobody is there any more.
pub fn run(session: &Session<'_>, on_demand: bool) -> Result<(), Failure> {
    // What it writes holds personal data, and may stand in a directory that others made readable.
    rustix::process::umask(Mode::RWXG | Mode::RWXO);
    let filter = session.around.var(LOG).and_then(|value| value.to_str());
    let filter = filter.and_then(|value| EnvFilter::try_new(value).ok());
    tracing_subscriber::fmt()
        .with_writer(io::stderr)
        .with_ansi(false)
        .with_env_filter(filter.unwrap_or_else(|| EnvFilter::new("info")))
        .init();
    let place = session.place()?;
    Ok(office::run(&Options::new(place, on_demand))?)
}
