//! Is an unreadable end the remains of an append that was never acknowledged, or damage?
//!
//! A power cut keeps any of the blocks that were written and not yet synced, in any order, and leaves the
//! others as they were: zeros, or beyond the end of the file. So whole entries may stand after a torn one.
//! Every entry says where its append began, which settles it: what was synced before a later append began
//! cannot be torn.

use super::Position;
use super::frame::{ENTRY_HEADER, ENTRY_MAGIC, EntryHeader};

/// What a disk writes whole or not at all, in bytes.
const BLOCK: u64 = 512;

/// Whether `rest`, the bytes of the last segment from `offset` on, which begin with what should be the
/// entry `position` and cannot be read as it, were never acknowledged.
///
/// A changed byte in the very last entry looks the same as a torn one, and is taken for that.
pub(super) fn was_never_acknowledged(rest: &[u8], offset: u64, position: Position) -> bool {
    let mut later = sound_entries(rest)
        .filter(|(_, header)| header.position > position)
        .peekable();
    let Some((first, _)) = later.peek() else {
        return true;
    };
    let between = rest.get(..*first).unwrap_or_default();
    has_unwritten_block(between, offset)
        && later.all(|(_, header)| header.append_began() <= position)
}

/// Whether the bytes from `offset` on hold a block, or the rest of one, that is all zeros.
fn has_unwritten_block(bytes: &[u8], offset: u64) -> bool {
    let to_boundary = BLOCK - offset % BLOCK;
    let (first, rest) = usize::try_from(to_boundary)
        .ok()
        .and_then(|at| bytes.split_at_checked(at))
        .unwrap_or_default();
    let zeros = |block: &[u8]| !block.is_empty() && block.iter().all(|&byte| byte == 0);
    zeros(first) || rest.chunks_exact(BLOCK as usize).any(zeros)
}

/// The whole entries in these bytes, wherever they begin, and where that is.
fn sound_entries(bytes: &[u8]) -> impl Iterator<Item = (usize, EntryHeader)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let rest = bytes.get(at..)?;
            let found = rest
                .windows(ENTRY_MAGIC.len())
                .position(|window| window == ENTRY_MAGIC)?;
            let begin = at + found;
            at = begin + 1;
            if let Some((header, length)) = sound_entry(rest.get(found..)?) {
                at = begin + length;
                return Some((begin, header));
            }
        }
    })
}

fn sound_entry(bytes: &[u8]) -> Option<(EntryHeader, usize)> {
    let header = EntryHeader::from_bytes(bytes.get(..ENTRY_HEADER)?).ok()?;
    let length = usize::try_from(header.frame_length()).ok()?;
    EntryHeader::is_sound(bytes.get(..length)?).then_some((header, length))
}
