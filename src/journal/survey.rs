//! What stands on disk: looked over at open, and walked from end to end by `istiqbal verify`.

use std::path::Path;

use super::index::Index;
use super::segment::{self, Segment};
use super::walk::{Mark, Step, Walk, check_header};
use super::{Cut, Hash, JournalError, Position, file};

/// A journal found whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// How many entries.
    pub entries: u64,
    /// In how many segment files.
    pub segments: usize,
    /// The position of the first entry; [`Position::NONE`] when there is none.
    pub first: Position,
    /// The position of the last.
    pub last: Position,
    /// The hash of the last, which vouches for all.
    pub head: Hash,
    /// What an unfinished append left at the end, which the next open cuts off. An office at work may
    /// just be writing it.
    pub torn: Option<Cut>,
}

/// Walks the whole journal of a data directory, changing nothing. An office may be at work on it.
///
/// # Errors
/// The first damage, by name.
pub fn verify(dir: &Path) -> Result<Summary, JournalError> {
    let survey = survey(&file::directory(dir), Position::NONE)?;
    let (last, head) = survey.end.map_or((Position::NONE, Hash::NONE), |end| {
        (end.last(), end.mark.chain)
    });
    Ok(Summary {
        entries: last.0,
        segments: survey.segments,
        first: last.min(Position::NONE.next()),
        last,
        head,
        torn: survey.torn,
    })
}

/// Where the last whole command ends.
pub(super) struct End {
    pub segment: Segment,
    pub mark: Mark,
}

impl End {
    pub(super) fn last(&self) -> Position {
        Position(self.mark.next.0.saturating_sub(1))
    }
}

pub(super) struct Survey {
    pub segments: usize,
    /// Where the first segment that was read begins.
    pub from: Position,
    /// `None` where there is no segment.
    pub end: Option<End>,
    pub torn: Option<Cut>,
    pub index: Index,
}

/// Looks a journal over. Of segments that end at or before `trusted` only the headers are read.
pub(super) fn survey(dir: &Path, trusted: Position) -> Result<Survey, JournalError> {
    let segments = segment::list(dir)?;
    let Some(mut walk) = Walk::begin(dir, trusted.next())? else {
        return Ok(Survey {
            segments: 0,
            from: Position::NONE,
            end: None,
            torn: None,
            index: Index::default(),
        });
    };
    segments
        .iter()
        .take_while(|segment| segment.first < walk.segment.first)
        .try_for_each(check_header)?;
    let from = walk.segment.first;
    let mut index = Index::default();
    while let Step::Entry { continues, .. } = walk.step()? {
        if !continues {
            index.note(&walk.segment, walk.whole);
        }
    }
    let bytes = walk.left_over()?;
    let torn = (bytes > 0).then(|| Cut {
        segment: walk.segment.path.clone(),
        offset: walk.whole.offset,
        bytes,
        next: walk.whole.next,
    });
    Ok(Survey {
        segments: segments.len(),
        from,
        end: Some(End {
            mark: walk.whole,
            segment: walk.segment,
        }),
        torn,
        index,
    })
}

/// Reads the segments before the one that begins at `until`, and that it follows from them; `pause` after each.
pub(super) fn walk_until(
    dir: &Path,
    until: Position,
    pause: &mut dyn FnMut(),
) -> Result<(), JournalError> {
    let Some(mut walk) = Walk::begin(dir, Position::NONE)? else {
        return Ok(());
    };
    let mut here = walk.segment.first;
    while here < until {
        let Step::Entry { .. } = walk.step()? else {
            return Ok(());
        };
        if walk.segment.first != here {
            here = walk.segment.first;
            pause();
        }
    }
    Ok(())
}
