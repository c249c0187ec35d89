//! The contract a journal meets, whatever it is kept in.

use std::fmt;

use super::{Entry, Hash, JournalError, NewEntry, Position};

/// What a command saw: the entity, and the position of the last entry that changed it.
#[derive(Clone, PartialEq, Eq)]
pub struct Expectation {
    /// The entity's key, as the appender's records name it.
    pub entity: Vec<u8>,
    /// Where it stood; [`Position::NONE`] for an entity that is not to exist yet.
    pub at: Position,
}

// A key may be somebody's number.
impl fmt::Debug for Expectation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Expectation")
            .field("at", &self.at)
            .finish_non_exhaustive()
    }
}

/// The entries of one command, kept all or none, and what must still hold for them.
///
/// The expectations name every entity that the entries change: once the group is in, those stand at
/// its last position for the groups after it in the same append.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Group {
    /// What the command saw.
    pub expect: Vec<Expectation>,
    /// What it leads to, in order.
    pub entries: Vec<NewEntry>,
}

/// What became of one group of an append.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// On disk. The group's entries stand at the positions up to and including this one.
    Appended {
        /// The position of the group's last entry; the head as it was for a group of none.
        last: Position,
    },
    /// Somebody else changed an entity after the command saw it; nothing of the group was written.
    Moved {
        /// The expectation that no longer holds.
        expected: Expectation,
        /// Where the entity stands now.
        now: Position,
    },
    /// An entry is longer than [`MAX_PAYLOAD`](super::MAX_PAYLOAD); nothing of the group was written.
    TooLong {
        /// The length of its payload, in bytes.
        bytes: usize,
    },
}

/// Where a journal ends.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Head {
    /// The position of the last entry.
    pub position: Position,
    /// Its hash, which vouches for every entry before it.
    pub hash: Hash,
}

/// Append these entries if these entities are still where they were seen; read from a position; follow
/// from a position, which is to read again from after the last entry read when the head has moved.
///
/// Versions are looked up in the caller's records. Inside one office this is sound because there is
/// exactly one appender, which appends, applies and only then appends again, so its records stand at the
/// head whenever it asks. A journal shared by several offices must look them up where it orders entries.
pub trait Journal: Send {
    /// The last entry that is on disk.
    fn head(&self) -> Head;

    /// Appends every group whose expectations hold, and returns once all of them are on disk: one
    /// outcome per group, in order. `version_of` says where an entity stands in the caller's records.
    ///
    /// # Errors
    /// [`JournalError::Full`] kept nothing and may be tried again; after [`JournalError::Stopped`] it is
    /// unknown what is on disk, and every later append is refused with the same error.
    fn append(
        &mut self,
        groups: &[Group],
        version_of: &dyn Fn(&[u8]) -> Position,
    ) -> Result<Vec<Outcome>, JournalError>;

    /// The entries from a position up to the head, in order.
    ///
    /// # Errors
    /// What cannot be read, or what is damaged, by name; as the iterator meets it.
    fn read(
        &self,
        from: Position,
    ) -> Result<Box<dyn Iterator<Item = Result<Entry, JournalError>> + Send>, JournalError>;
}
