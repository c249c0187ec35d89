//! What can go wrong with a journal, each by name: which file, which byte, which entry, what is wrong.

use std::io;
use std::path::{Path, PathBuf};

use super::Position;

/// What is wrong at one place of a journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The file ends inside its header.
    #[error("the segment header is incomplete")]
    HeaderShort,
    /// The file does not begin as a segment does.
    #[error("this is not a journal segment")]
    HeaderMagic,
    /// The header's checksum does not fit it.
    #[error("the segment header is damaged")]
    HeaderChecksum,
    /// A later version of this program wrote the segment.
    #[error(
        "the segment has format {found} and this program knows formats up to {known}: use a newer version"
    )]
    NewerFormat {
        /// The format of the segment.
        found: u32,
        /// The newest format known here.
        known: u32,
    },
    /// The file is named after another position than its header says.
    #[error("the segment header says that it begins at {found}")]
    HeaderPosition {
        /// The position in the header.
        found: Position,
    },
    /// A segment between this place and the next existing one is gone.
    #[error("entries are missing: the next segment begins at {next}")]
    Missing {
        /// Where the next existing segment begins.
        next: Position,
    },
    /// The next segment begins before this one ends.
    #[error("the next segment begins at {next}, before this one ends")]
    Overlap {
        /// Where the next segment begins.
        next: Position,
    },
    /// No entry begins where one must.
    #[error("no entry begins here")]
    Garbled,
    /// The file ends inside an entry.
    #[error("the entry is incomplete")]
    Incomplete,
    /// The entry claims a length no entry has.
    #[error("the entry claims {claimed} bytes")]
    Length {
        /// The claimed length of the payload, in bytes.
        claimed: u32,
    },
    /// The entry's checksum does not fit it.
    #[error("the entry's checksum is wrong")]
    Checksum,
    /// The entry uses features this program does not know.
    #[error("the entry has unknown flags {flags:#04x}: use a newer version")]
    UnknownFlags {
        /// The flags as written.
        flags: u8,
    },
    /// The entry is whole and says that it stands elsewhere.
    #[error("the entry says that it is entry {found}")]
    OutOfStep {
        /// The position in the entry.
        found: Position,
    },
    /// The entry is whole and follows another entry than the one before it.
    #[error("the chain is broken: what stands before is not what this was written after")]
    ChainBroken,
    /// The segment ends before the last command of it does.
    #[error("the segment ends in the middle of a command")]
    GroupOpen,
    /// A finished segment has bytes after its last entry.
    #[error("{bytes} bytes follow the last entry of a finished segment")]
    Trailing {
        /// How many bytes.
        bytes: u64,
    },
}

impl Fault {
    /// Whether the bytes are not an entry at all, as an append that never finished leaves them.
    pub(super) fn is_unreadable(self) -> bool {
        matches!(
            self,
            Fault::Garbled | Fault::Incomplete | Fault::Length { .. } | Fault::Checksum
        )
    }
}

/// The first bad place of a journal.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{} is damaged at byte {offset}, entry {position}: {fault}", segment.display())]
pub struct Damage {
    /// The segment file.
    pub segment: PathBuf,
    /// Where in the file, in bytes from its beginning.
    pub offset: u64,
    /// The entry that should stand there.
    pub position: Position,
    /// What is wrong.
    pub fault: Fault,
}

/// An operation the system refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("cannot {doing} {}: {detail}", path.display())]
pub struct Failure {
    /// What was being done: `write`, `sync`, …
    pub doing: &'static str,
    /// To which file.
    pub path: PathBuf,
    /// What kind of refusal.
    pub kind: io::ErrorKind,
    /// The system's own words.
    pub detail: String,
}

impl Failure {
    pub(super) fn new(doing: &'static str, path: &Path, error: &io::Error) -> Failure {
        Failure {
            doing,
            path: path.to_owned(),
            kind: error.kind(),
            detail: error.to_string(),
        }
    }

    pub(super) fn is_full(&self) -> bool {
        matches!(
            self.kind,
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge
        )
    }
}

/// Why a journal could not be opened, read or appended to.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum JournalError {
    /// Another process has this journal open for appending.
    #[error("{} is held by another process{}", path.display(), holder.map(|id| format!(" ({id})")).unwrap_or_default())]
    Locked {
        /// The lock file.
        path: PathBuf,
        /// The process that holds it, as far as it said.
        holder: Option<u32>,
    },
    /// The journal is damaged; nothing was changed.
    #[error(transparent)]
    Damaged(#[from] Damage),
    /// The system refused to open, read or prepare a file.
    #[error(transparent)]
    Io(#[from] Failure),
    /// The disk is full. Nothing of the append was kept, and the next may succeed.
    #[error("the disk is full, nothing was kept: {0}")]
    Full(Failure),
    /// Writing or syncing failed. What is on disk is unknown, so the journal takes nothing more until it
    /// is opened again.
    #[error("the journal has stopped: {0}")]
    Stopped(Failure),
}

/// What was cut off at open: the remains of an append that was never acknowledged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cut {
    /// The segment file.
    pub segment: PathBuf,
    /// The byte it now ends at.
    pub offset: u64,
    /// How many bytes were cut, not counting space that was only reserved.
    pub bytes: u64,
    /// The position that the next entry takes.
    pub next: Position,
}
