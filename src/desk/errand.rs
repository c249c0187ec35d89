//! Errands: what a screen has done with files. `update` only says what; this does it, in a thread of its own, so that
//! no key waits for a disk.

use std::fmt;
use std::path::PathBuf;

use crate::export::Book;
use crate::export::file::{self, Kind};

/// Where files are, for this desk.
#[derive(Clone, Debug, Default)]
pub struct Places {
    /// Where reports are saved.
    pub exports: Option<PathBuf>,
}

/// Something to do with files.
#[derive(PartialEq)]
pub enum Errand {
    /// Save a book.
    Export(Box<Book>, Kind),
}

/// Shows no more than what kind it is: a book may name people.
impl fmt::Debug for Errand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Errand::Export(_, kind) => write!(f, "Export({kind:?})"),
        }
    }
}

/// What came of it.
pub enum Ran {
    /// Saved there, or why not, in the words of the system.
    Exported(Result<PathBuf, String>),
}

impl fmt::Debug for Ran {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Ran::Exported(saved) => f.debug_tuple("Exported").field(saved).finish(),
        }
    }
}

/// Runs an errand. Does I/O: not for `update`.
#[must_use]
pub fn run(places: &Places, errand: Errand) -> Ran {
    match errand {
        Errand::Export(book, kind) => Ran::Exported(match &places.exports {
            Some(dir) => file::save_in(&book, kind, dir).map_err(|error| error.to_string()),
            None => Err("HOME".to_owned()),
        }),
    }
}
