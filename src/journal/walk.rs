//! One way through the segments, entry by entry, checking everything on the way. Opening, verifying and
//! reading are all this walk; it keeps one entry in memory at a time.

use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use super::frame::{ENTRY_HEADER, EntryHeader, SEGMENT_HEADER, SegmentHeader};
use super::index::Spot;
use super::segment::{self, Segment};
use super::{Damage, Entry, Failure, Fault, Hash, JournalError, Position, torn};

/// A place between two entries of a segment.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    /// Bytes from the beginning of the segment.
    pub offset: u64,
    /// The position of the entry that begins here.
    pub next: Position,
    /// The hash of the entry that ends here.
    pub chain: Hash,
}

/// What the walk came to.
pub(super) enum Step {
    /// An entry, and whether more of the same command follow.
    Entry { entry: Entry, continues: bool },
    /// The end: nothing follows, or what an unfinished append left.
    End,
}

/// What stands at one place.
enum Found {
    Entry {
        entry: Entry,
        continues: bool,
    },
    /// Nothing but so many reserved bytes.
    Nothing {
        reserved: u64,
    },
    Bad(Fault),
}

pub(super) struct Walk {
    dir: PathBuf,
    pub segment: Segment,
    file: BufReader<File>,
    /// Where the next entry begins.
    here: Mark,
    /// Where the last whole command of the segment ended.
    pub whole: Mark,
    frame: Vec<u8>,
}

impl Walk {
    /// Begins at the segment that has, or will have, the entry `from`; `None` where there is no segment.
    pub(super) fn begin(dir: &Path, from: Position) -> Result<Option<Walk>, JournalError> {
        let segments = segment::list(dir)?;
        let Some(first) = segments.first() else {
            return Ok(None);
        };
        if first.first != Position::NONE.next() {
            return Err(Damage {
                segment: Segment::new(dir, Position::NONE.next()).path,
                offset: 0,
                position: Position::NONE.next(),
                fault: Fault::Missing { next: first.first },
            }
            .into());
        }
        let at = segments
            .iter()
            .rfind(|segment| segment.first <= from)
            .unwrap_or(first);
        let (file, header) = enter(at)?;
        let here = start(header);
        Ok(Some(Walk {
            dir: dir.to_owned(),
            segment: at.clone(),
            file,
            here,
            whole: here,
            frame: Vec::new(),
        }))
    }

    /// Begins at a place that an earlier walk passed.
    pub(super) fn begin_at(dir: &Path, spot: Spot) -> Result<Walk, JournalError> {
        let segment = Segment::new(dir, spot.segment);
        let (file, _) = enter(&segment)?;
        let mut walk = Walk {
            dir: dir.to_owned(),
            segment,
            file,
            here: spot.mark,
            whole: spot.mark,
            frame: Vec::new(),
        };
        walk.seek(spot.mark.offset)?;
        Ok(walk)
    }

    /// The next entry. After [`Step::End`] it may be asked again, for what was appended since.
    pub(super) fn step(&mut self) -> Result<Step, JournalError> {
        loop {
            let found = self.look()?;
            let later = match found {
                Found::Entry { entry, continues } => return Ok(Step::Entry { entry, continues }),
                Found::Nothing { .. } | Found::Bad(_) => self.later()?,
            };
            match (&found, &later) {
                (Found::Nothing { .. }, None) => return Ok(Step::End),
                (Found::Bad(fault), None) if fault.is_unreadable() && self.is_torn()? => {
                    return Ok(Step::End);
                }
                _ => {}
            }
            // It may have been written between the two looks, by an office at work.
            match (self.look()?, later) {
                (Found::Entry { entry, continues }, _) => {
                    return Ok(Step::Entry { entry, continues });
                }
                (Found::Bad(fault), _) => return Err(self.damage(fault)),
                (Found::Nothing { .. }, None) => return Ok(Step::End),
                (Found::Nothing { reserved }, Some(later)) => self.cross(later, reserved)?,
            }
        }
    }

    /// How many bytes stand after the last whole command, up to the last that is not zero.
    pub(super) fn left_over(&mut self) -> Result<u64, JournalError> {
        let rest = self.rest(self.whole.offset)?;
        let used = rest.iter().rposition(|&byte| byte != 0);
        Ok(used.map_or(0, |last| last as u64 + 1))
    }

    /// The damage of this kind, here.
    fn damage(&self, fault: Fault) -> JournalError {
        Damage {
            segment: self.segment.path.clone(),
            offset: self.here.offset,
            position: self.here.next,
            fault,
        }
        .into()
    }

    fn look(&mut self) -> Result<Found, Failure> {
        let found = self.read_entry()?;
        match &found {
            Found::Entry { entry, continues } => {
                self.here = Mark {
                    offset: self.here.offset + self.frame.len() as u64,
                    next: entry.position.next(),
                    chain: entry.hash,
                };
                if !continues {
                    self.whole = self.here;
                }
            }
            // Back to where the entry begins, forgetting what the buffer has read ahead.
            Found::Nothing { .. } | Found::Bad(_) => self.seek(self.here.offset)?,
        }
        Ok(found)
    }

    fn read_entry(&mut self) -> Result<Found, Failure> {
        self.frame.clear();
        self.fill(ENTRY_HEADER as u64)?;
        if self.frame.iter().all(|&byte| byte == 0) {
            return self.read_reserved();
        }
        if self.frame.len() < ENTRY_HEADER {
            return Ok(Found::Bad(Fault::Incomplete));
        }
        let header = match EntryHeader::from_bytes(&self.frame) {
            Ok(header) => header,
            Err(fault) => return Ok(Found::Bad(fault)),
        };
        self.fill(header.frame_length())?;
        if (self.frame.len() as u64) < header.frame_length() {
            return Ok(Found::Bad(Fault::Incomplete));
        }
        if !EntryHeader::is_sound(&self.frame) {
            return Ok(Found::Bad(Fault::Checksum));
        }
        let continues = header.continues();
        Ok(
            match header.into_entry(&self.frame, self.here.next, self.here.chain) {
                Ok(entry) => Found::Entry { entry, continues },
                Err(fault) => Found::Bad(fault),
            },
        )
    }

    /// Whether zeros are all that is left.
    fn read_reserved(&mut self) -> Result<Found, Failure> {
        let mut reserved = self.frame.len() as u64;
        loop {
            self.frame.clear();
            self.fill(1 << 16)?;
            if self.frame.is_empty() {
                return Ok(Found::Nothing { reserved });
            }
            if self.frame.iter().any(|&byte| byte != 0) {
                return Ok(Found::Bad(Fault::Garbled));
            }
            reserved += self.frame.len() as u64;
        }
    }

    fn is_torn(&mut self) -> Result<bool, Failure> {
        let rest = self.rest(self.here.offset)?;
        Ok(torn::was_never_acknowledged(
            &rest,
            self.here.offset,
            self.here.next,
        ))
    }

    /// The first segment after this one.
    fn later(&self) -> Result<Option<Segment>, Failure> {
        let segments = segment::list(&self.dir)?;
        Ok(segments
            .into_iter()
            .find(|segment| segment.first > self.segment.first))
    }

    /// From the end of this segment to the beginning of the next.
    fn cross(&mut self, later: Segment, reserved: u64) -> Result<(), JournalError> {
        if reserved > 0 {
            return Err(self.damage(Fault::Trailing { bytes: reserved }));
        }
        if self.whole.offset != self.here.offset {
            return Err(self.damage(Fault::GroupOpen));
        }
        let next = later.first;
        if next > self.here.next {
            return Err(self.damage(Fault::Missing { next }));
        }
        if next < self.here.next {
            return Err(self.damage(Fault::Overlap { next }));
        }
        let (file, header) = enter(&later)?;
        let chain = self.here.chain;
        self.segment = later;
        self.file = file;
        self.here = start(header);
        self.whole = self.here;
        if header.previous != chain {
            self.here.offset = 0;
            return Err(self.damage(Fault::ChainBroken));
        }
        Ok(())
    }

    /// Reads on until the frame has so many bytes, or to the end of the file.
    fn fill(&mut self, length: u64) -> Result<(), Failure> {
        let missing = length.saturating_sub(self.frame.len() as u64);
        match (&mut self.file).take(missing).read_to_end(&mut self.frame) {
            Ok(_) => Ok(()),
            Err(error) => Err(Failure::new("read", &self.segment.path, &error)),
        }
    }

    fn rest(&mut self, offset: u64) -> Result<Vec<u8>, Failure> {
        let mut rest = Vec::new();
        self.seek(offset)?;
        self.file
            .read_to_end(&mut rest)
            .map_err(|error| Failure::new("read", &self.segment.path, &error))?;
        self.seek(self.here.offset)?;
        Ok(rest)
    }

    fn seek(&mut self, offset: u64) -> Result<(), Failure> {
        match self.file.seek(SeekFrom::Start(offset)) {
            Ok(_) => Ok(()),
            Err(error) => Err(Failure::new("seek", &self.segment.path, &error)),
        }
    }
}

fn start(header: SegmentHeader) -> Mark {
    Mark {
        offset: SEGMENT_HEADER as u64,
        next: header.first,
        chain: header.previous,
    }
}

/// Opens a segment and reads its header.
fn enter(segment: &Segment) -> Result<(BufReader<File>, SegmentHeader), JournalError> {
    let damage = |fault| Damage {
        segment: segment.path.clone(),
        offset: 0,
        position: segment.first,
        fault,
    };
    let mut file = File::open(&segment.path)
        .map(|file| BufReader::with_capacity(1 << 16, file))
        .map_err(|error| Failure::new("open", &segment.path, &error))?;
    let mut bytes = Vec::with_capacity(SEGMENT_HEADER);
    (&mut file)
        .take(SEGMENT_HEADER as u64)
        .read_to_end(&mut bytes)
        .map_err(|error| Failure::new("read", &segment.path, &error))?;
    let header = SegmentHeader::from_bytes(&bytes).map_err(damage)?;
    if header.first != segment.first {
        return Err(damage(Fault::HeaderPosition {
            found: header.first,
        })
        .into());
    }
    // The first entry follows none, whatever the header says.
    if segment.first == Position::NONE.next() && header.previous != Hash::NONE {
        return Err(damage(Fault::ChainBroken).into());
    }
    Ok((file, header))
}

/// Reads the header of a segment, to know that it is one and of a known format.
pub(super) fn check_header(segment: &Segment) -> Result<(), JournalError> {
    enter(segment).map(|_| ())
}
