//! Reading, by the office itself or by anyone beside it.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};

use super::index::Spot;
use super::walk::{Step, Walk};
use super::{Entry, JournalError, Position, file};

/// Reads the journal of a data directory, also while an office appends to it: for backup, mirror, export.
///
/// It may see entries a moment before they are on disk. What must never see those reads through
/// [`Journal::read`](super::Journal::read).
#[derive(Debug, Clone)]
pub struct Reader {
    dir: PathBuf,
}

impl Reader {
    /// A reader of the journal in `dir`, the data directory. Nothing is opened yet.
    #[must_use]
    pub fn new(dir: &Path) -> Reader {
        Reader {
            dir: file::directory(dir),
        }
    }

    /// The entries from a position on.
    #[must_use]
    pub fn entries(&self, from: Position) -> Entries {
        Entries::new(self.dir.clone(), from, Position(u64::MAX), None)
    }
}

/// Entries in order, whole commands at a time. After `None` it may be asked again, and gives what was
/// appended since; after an error it gives nothing more.
pub struct Entries {
    dir: PathBuf,
    from: Position,
    until: Position,
    /// Where to begin, if a place at or before `from` is known.
    start: Option<Spot>,
    walk: Option<Walk>,
    /// The entries of a command that is not read to its end yet, or not handed out yet.
    command: VecDeque<Entry>,
    whole: bool,
    failed: bool,
}

impl Entries {
    pub(super) fn new(
        dir: PathBuf,
        from: Position,
        until: Position,
        start: Option<Spot>,
    ) -> Entries {
        Entries {
            dir,
            from,
            until,
            start,
            walk: None,
            command: VecDeque::new(),
            whole: false,
            failed: false,
        }
    }

    fn advance(&mut self) -> Result<Option<Entry>, JournalError> {
        loop {
            if self.whole {
                match self.command.pop_front() {
                    Some(entry) => return Ok(Some(entry)),
                    None => self.whole = false,
                }
            }
            let walk = match &mut self.walk {
                Some(walk) => walk,
                none => {
                    let begun = match self.start {
                        Some(spot) => Some(Walk::begin_at(&self.dir, spot)?),
                        None => Walk::begin(&self.dir, self.from)?,
                    };
                    match begun {
                        Some(walk) => none.insert(walk),
                        None => return Ok(None),
                    }
                }
            };
            match walk.step()? {
                Step::End => return Ok(None),
                Step::Entry { entry, continues } => {
                    if (self.from..=self.until).contains(&entry.position) {
                        self.command.push_back(entry);
                    }
                    self.whole = !continues;
                }
            }
        }
    }
}

impl Iterator for Entries {
    type Item = Result<Entry, JournalError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.failed {
            return None;
        }
        let next = self.advance();
        self.failed = next.is_err();
        next.transpose()
    }
}
