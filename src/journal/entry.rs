//! What an entry is: where it stands, who made it and when, and what it follows.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Where an entry stands in the journal: 1 for the first, then without gaps.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Position(pub u64);

impl Position {
    /// Nothing yet: the head of an empty journal, the version of an entity nobody has recorded.
    pub const NONE: Position = Position(0);

    /// The position after this one.
    #[must_use]
    pub fn next(self) -> Position {
        Position(self.0.saturating_add(1))
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// When, by whom and where an entry was made.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// Milliseconds since 1970-01-01 UTC.
    pub at: i64,
    /// The member of staff; 0 for the program itself.
    pub staff: u32,
    /// The branch the member of staff worked at.
    pub branch: u16,
}

/// BLAKE3 of an entry as written, or of nothing (all zeros) before the first.
#[derive(Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hash(pub [u8; 32]);

impl Hash {
    /// What the first entry names as the one before it.
    pub const NONE: Hash = Hash([0; 32]);

    pub(super) fn of(bytes: &[u8]) -> Hash {
        Hash(*blake3::hash(bytes).as_bytes())
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// An entry to append. Its position and hashes are the journal's to give.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct NewEntry {
    /// When, by whom and where.
    pub stamp: Stamp,
    /// The request id of the command that caused it; 0 for none.
    pub command: u128,
    /// What happened, as the appender numbers it.
    pub kind: u8,
    /// The version of that kind's encoding.
    pub schema: u16,
    /// The event, encoded; opaque here. At most [`MAX_PAYLOAD`](super::MAX_PAYLOAD) bytes.
    pub payload: Vec<u8>,
}

/// An entry as it stands in the journal.
#[derive(Clone, PartialEq, Eq)]
pub struct Entry {
    /// Where it stands.
    pub position: Position,
    /// When, by whom and where.
    pub stamp: Stamp,
    /// The request id of the command that caused it; 0 for none.
    pub command: u128,
    /// What happened, as the appender numbers it.
    pub kind: u8,
    /// The version of that kind's encoding.
    pub schema: u16,
    /// The event, encoded.
    pub payload: Vec<u8>,
    /// The hash of the entry before.
    pub previous: Hash,
    /// The hash of this one: of all that is written of it, the previous hash included.
    pub hash: Hash,
}

// The payload is somebody's personal data: a log line shows its length and no more.
impl fmt::Debug for NewEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewEntry")
            .field("stamp", &self.stamp)
            .field("command", &self.command)
            .field("kind", &self.kind)
            .field("schema", &self.schema)
            .field("payload_bytes", &self.payload.len())
            .finish()
    }
}

impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Entry")
            .field("position", &self.position)
            .field("stamp", &self.stamp)
            .field("command", &self.command)
            .field("kind", &self.kind)
            .field("schema", &self.schema)
            .field("payload_bytes", &self.payload.len())
            .field("hash", &self.hash)
            .finish_non_exhaustive()
    }
}
