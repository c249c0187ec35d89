//! The bytes of a segment: its header and its entries, format 1. All numbers are little-endian.
//!
//! ```text
//! header  magic 8 | format 4 | reserved 4 | first position 8 | hash before it 32 | reserved 4 | crc 4
//! entry   magic 4 | kind 1 | flags 1 | schema 2 | length 4 | place in its append 4 | position 8
//!         | time 8 | staff 4 | branch 2 | command 16 | hash before it 32 | payload | crc 4
//! ```
//!
//! The checksum is CRC-32/IEEE of everything before it; it finds accidents. The chain of BLAKE3 hashes,
//! each of an entry without its checksum, finds exchanges. Every later format keeps the length, the place
//! of the format number and the checksum of the header, so that an older program can name it.

use super::{Entry, Fault, Hash, NewEntry, Position, Stamp};

/// The longest payload of one entry, in bytes.
pub const MAX_PAYLOAD: usize = super::codec::LIMIT;

/// The newest segment format known.
pub(super) const FORMAT: u32 = 1;

pub(super) const SEGMENT_HEADER: usize = 64;
pub(super) const ENTRY_HEADER: usize = 86;
pub(super) const CHECKSUM: usize = 4;

const SEGMENT_MAGIC: [u8; 8] = *b"ISTIQBAL";
/// Begins with a byte that no UTF-8 text holds, and that one flipped bit cannot make zero.
pub(super) const ENTRY_MAGIC: [u8; 4] = [0xF5, b'i', b's', b'q'];

/// More entries of the same command follow.
const CONTINUES: u8 = 1;

/// What a segment says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct SegmentHeader {
    pub first: Position,
    pub previous: Hash,
}

impl SegmentHeader {
    pub(super) fn to_bytes(self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(SEGMENT_HEADER);
        bytes.extend_from_slice(&SEGMENT_MAGIC);
        bytes.extend_from_slice(&FORMAT.to_le_bytes());
        bytes.extend_from_slice(&[0; 4]);
        bytes.extend_from_slice(&self.first.0.to_le_bytes());
        bytes.extend_from_slice(&self.previous.0);
        bytes.extend_from_slice(&[0; 4]);
        let crc = crc32fast::hash(&bytes);
        bytes.extend_from_slice(&crc.to_le_bytes());
        bytes
    }

    pub(super) fn from_bytes(bytes: &[u8]) -> Result<SegmentHeader, Fault> {
        Self::parse(bytes).ok_or(Fault::HeaderShort)?
    }

    fn parse(bytes: &[u8]) -> Option<Result<SegmentHeader, Fault>> {
        let (checked, mut rest) = bytes.split_at_checked(SEGMENT_HEADER - CHECKSUM)?;
        let crc = u32::from_le_bytes(take(&mut rest)?);
        let mut fields = checked;
        if take(&mut fields)? != SEGMENT_MAGIC {
            return Some(Err(Fault::HeaderMagic));
        }
        if crc32fast::hash(checked) != crc {
            return Some(Err(Fault::HeaderChecksum));
        }
        let found = u32::from_le_bytes(take(&mut fields)?);
        let _reserved: [u8; 4] = take(&mut fields)?;
        if found != FORMAT {
            return Some(Err(Fault::NewerFormat {
                found,
                known: FORMAT,
            }));
        }
        Some(Ok(SegmentHeader {
            first: Position(u64::from_le_bytes(take(&mut fields)?)),
            previous: Hash(take(&mut fields)?),
        }))
    }
}

/// Where an entry goes, and what binds it to its neighbours.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub position: Position,
    /// How many entries of the same append stand before it: all of those were synced together with it,
    /// and everything before them earlier.
    pub in_append: u32,
    pub previous: Hash,
    /// Whether more entries of the same command follow.
    pub continues: bool,
}

/// Writes an entry at the end of `out` and returns its hash.
pub(super) fn write(out: &mut Vec<u8>, entry: &NewEntry, place: Place) -> Hash {
    let begin = out.len();
    out.extend_from_slice(&ENTRY_MAGIC);
    out.push(entry.kind);
    out.push(if place.continues { CONTINUES } else { 0 });
    out.extend_from_slice(&entry.schema.to_le_bytes());
    // At most MAX_PAYLOAD, which the journal sees to before it writes.
    let length = u32::try_from(entry.payload.len()).unwrap_or(u32::MAX);
    out.extend_from_slice(&length.to_le_bytes());
    out.extend_from_slice(&place.in_append.to_le_bytes());
    out.extend_from_slice(&place.position.0.to_le_bytes());
    out.extend_from_slice(&entry.stamp.at.to_le_bytes());
    out.extend_from_slice(&entry.stamp.staff.to_le_bytes());
    out.extend_from_slice(&entry.stamp.branch.to_le_bytes());
    out.extend_from_slice(&entry.command.to_le_bytes());
    out.extend_from_slice(&place.previous.0);
    out.extend_from_slice(&entry.payload);
    let written = out.get(begin..).unwrap_or_default();
    let (hash, crc) = (Hash::of(written), crc32fast::hash(written));
    out.extend_from_slice(&crc.to_le_bytes());
    hash
}

/// An entry's header as found, before it is known to be whole.
#[derive(Debug, Clone, Copy)]
pub(super) struct EntryHeader {
    kind: u8,
    flags: u8,
    schema: u16,
    length: u32,
    in_append: u32,
    pub position: Position,
    stamp: Stamp,
    command: u128,
    previous: Hash,
}

impl EntryHeader {
    /// Reads [`ENTRY_HEADER`] bytes.
    pub(super) fn from_bytes(mut bytes: &[u8]) -> Result<EntryHeader, Fault> {
        let header = Self::parse(&mut bytes).ok_or(Fault::Garbled)?;
        match usize::try_from(header.length) {
            Ok(length) if length <= MAX_PAYLOAD => Ok(header),
            _ => Err(Fault::Length {
                claimed: header.length,
            }),
        }
    }

    fn parse(bytes: &mut &[u8]) -> Option<EntryHeader> {
        if take(bytes)? != ENTRY_MAGIC {
            return None;
        }
        let [kind, flags] = take(bytes)?;
        Some(EntryHeader {
            kind,
            flags,
            schema: u16::from_le_bytes(take(bytes)?),
            length: u32::from_le_bytes(take(bytes)?),
            in_append: u32::from_le_bytes(take(bytes)?),
            position: Position(u64::from_le_bytes(take(bytes)?)),
            stamp: Stamp {
                at: i64::from_le_bytes(take(bytes)?),
                staff: u32::from_le_bytes(take(bytes)?),
                branch: u16::from_le_bytes(take(bytes)?),
            },
            command: u128::from_le_bytes(take(bytes)?),
            previous: Hash(take(bytes)?),
        })
    }

    /// The length of the whole entry as written, in bytes.
    pub(super) fn frame_length(&self) -> u64 {
        u64::from(self.length) + (ENTRY_HEADER + CHECKSUM) as u64
    }

    /// The position of the first entry of the append that this one was written in.
    pub(super) fn append_began(&self) -> Position {
        Position(self.position.0.saturating_sub(u64::from(self.in_append)))
    }

    /// Whether more entries of the same command follow.
    pub(super) fn continues(&self) -> bool {
        self.flags & CONTINUES != 0
    }

    /// Whether the checksum at the end of a whole frame fits it.
    pub(super) fn is_sound(frame: &[u8]) -> bool {
        frame
            .split_last_chunk::<CHECKSUM>()
            .is_some_and(|(written, crc)| crc32fast::hash(written) == u32::from_le_bytes(*crc))
    }

    /// The entry of a sound frame, if it follows `previous` at `position`.
    pub(super) fn into_entry(
        self,
        frame: &[u8],
        position: Position,
        previous: Hash,
    ) -> Result<Entry, Fault> {
        if self.flags & !CONTINUES != 0 {
            return Err(Fault::UnknownFlags { flags: self.flags });
        }
        if self.position != position {
            return Err(Fault::OutOfStep {
                found: self.position,
            });
        }
        if self.previous != previous {
            return Err(Fault::ChainBroken);
        }
        let (written, _) = frame
            .split_last_chunk::<CHECKSUM>()
            .ok_or(Fault::Incomplete)?;
        Ok(Entry {
            position,
            stamp: self.stamp,
            command: self.command,
            kind: self.kind,
            schema: self.schema,
            payload: written
                .get(ENTRY_HEADER..)
                .ok_or(Fault::Incomplete)?
                .to_vec(),
            previous,
            hash: Hash::of(written),
        })
    }
}

fn take<const N: usize>(bytes: &mut &[u8]) -> Option<[u8; N]> {
    let (head, rest) = bytes.split_first_chunk::<N>()?;
    *bytes = rest;
    Some(*head)
}
