//! A line that says how far long work is, on a terminal and nowhere else.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

/// How often it is written anew.
const EVERY: Duration = Duration::from_millis(100);

/// The line.
pub struct Progress {
    on_terminal: bool,
    last: Option<Instant>,
}

impl Progress {
    /// A line on standard error, where that is a terminal.
    pub fn new() -> Progress {
        Progress {
            on_terminal: io::stderr().is_terminal(),
            last: None,
        }
    }

    /// Says how far it is, unless that was said a moment ago.
    pub fn at(&mut self, text: impl FnOnce() -> String) {
        if self.on_terminal && self.last.is_none_or(|last| last.elapsed() >= EVERY) {
            self.last = Some(Instant::now());
            // Where it cannot be said, the work goes on all the same.
            let _ = write!(io::stderr(), "\r\x1b[K{}", text());
        }
    }

    /// Takes the line away.
    pub fn clear(&mut self) {
        if self.last.take().is_some() {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.clear();
    }
}
