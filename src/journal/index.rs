//! Where to begin reading, so that one entry of a long journal is found without walking to it.

use super::Position;
use super::segment::Segment;
use super::walk::Mark;

/// How far apart the places are, in bytes: what a read may have to walk over first.
const STRIDE: u64 = 1 << 16;

/// Places between commands, in order; in memory only, made anew at open.
#[derive(Debug, Default)]
pub(super) struct Index(Vec<Spot>);

#[derive(Debug, Clone, Copy)]
pub(super) struct Spot {
    /// The position that the segment begins at.
    pub segment: Position,
    pub mark: Mark,
}

impl Index {
    /// Keeps a place, if it is far enough from the last.
    pub(super) fn note(&mut self, segment: &Segment, mark: Mark) {
        let near = self.0.last().is_some_and(|last| {
            last.segment == segment.first && mark.offset < last.mark.offset + STRIDE
        });
        if !near {
            self.0.push(Spot {
                segment: segment.first,
                mark,
            });
        }
    }

    /// The last place at or before the entry `from`.
    pub(super) fn before(&self, from: Position) -> Option<Spot> {
        let after = self.0.partition_point(|spot| spot.mark.next <= from);
        self.0.get(after.checked_sub(1)?).copied()
    }
}
