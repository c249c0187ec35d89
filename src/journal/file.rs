//! The journal as files of one directory, for one office: the one appender.

use std::fs::{self, File, TryLockError};
use std::io::{Read, Write};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use super::contract::{Group, Head, Journal, Outcome};
use super::frame::{self, MAX_PAYLOAD, Place, SEGMENT_HEADER, SegmentHeader};
use super::index::Index;
use super::medium::Medium;
use super::reader::Entries;
use super::segment::{self, Segment};
use super::survey::{End, survey, walk_until};
use super::walk::Mark;
use super::{Cut, Entry, Expectation, Failure, Hash, JournalError, Position};

/// How a journal is kept and opened.
#[derive(Debug, Clone)]
pub struct Options {
    /// The length, in bytes, beyond which a new segment begins. An append is never split.
    pub segment_bytes: u64,
    /// How many bytes are filled with zeros ahead of the entries, so that an append changes no file
    /// length and its sync is one write. Only a matter of speed; 0 for none.
    pub reserve_bytes: u64,
    /// Entries up to here were read and found whole before, as the last clean checkpoint says: of
    /// segments that end at or before it, only the headers are read at open, and [`Unread`] has the rest.
    /// Not so once they were found damaged since.
    pub trusted: Position,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            segment_bytes: 64 << 20,
            reserve_bytes: 1 << 20,
            trusted: Position::NONE,
        }
    }
}

/// Where the journal of a data directory is.
pub(super) fn directory(dir: &Path) -> PathBuf {
    dir.join("journal")
}

/// What stands between the journal and its files; nothing, outside of tests.
type Wrap = Box<dyn Fn(File) -> Box<dyn Medium> + Send>;

/// The embedded journal: segment files in `journal/` of the data directory, held by a lock.
pub struct FileJournal {
    dir: PathBuf,
    /// Held for as long as the journal is open.
    _lock: File,
    options: Options,
    wrap: Wrap,
    segment: Segment,
    medium: Box<dyn Medium>,
    /// Where the next entry goes, in bytes from the beginning of the segment.
    end: u64,
    /// Up to where the segment is filled with zeros.
    reserved: u64,
    head: Head,
    index: Index,
    /// Where the first segment that was read at open begins.
    read_from: Position,
    cut: Option<Cut>,
    stopped: Option<Failure>,
    /// One append as it will be written; kept for its memory.
    buffer: Vec<u8>,
}

/// The right to open a journal, which nobody else has meanwhile.
#[derive(Debug)]
pub struct Claim {
    dir: PathBuf,
    lock: File,
}

impl Claim {
    /// Claims the journal of a data directory, making that where there is none.
    ///
    /// # Errors
    /// [`JournalError::Locked`] where another process has it; [`JournalError::Io`] otherwise.
    pub fn on(dir: &Path) -> Result<Claim, JournalError> {
        let dir = directory(dir);
        // What is kept here is personal: nobody else on the machine looks into it.
        fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(&dir)
            .map_err(|error| Failure::new("create", &dir, &error))?;
        let lock = lock(&dir.join("lock"))?;
        Ok(Claim { dir, lock })
    }

    /// Opens the journal, and cuts off what an unfinished append left.
    ///
    /// # Errors
    /// As [`FileJournal::open`].
    pub fn open(self, options: Options) -> Result<FileJournal, JournalError> {
        FileJournal::open_on(self, options, Box::new(|file| Box::new(file)))
    }
}

impl FileJournal {
    /// Opens the journal of a data directory, making it where there is none, and cuts off what an
    /// unfinished append left.
    ///
    /// # Errors
    /// [`JournalError::Locked`] where another process has it; [`JournalError::Damaged`] for anything
    /// wrong but an unfinished append, with nothing changed; [`JournalError::Io`] otherwise.
    pub fn open(dir: &Path, options: Options) -> Result<FileJournal, JournalError> {
        Claim::on(dir)?.open(options)
    }

    pub(super) fn open_on(
        claim: Claim,
        options: Options,
        wrap: Wrap,
    ) -> Result<FileJournal, JournalError> {
        let Claim { dir, lock } = claim;
        segment::remove_unfinished(&dir)?;
        let doubt = doubt(&dir);
        let trusted = match fs::exists(&doubt) {
            Ok(false) => options.trusted,
            _ => Position::NONE,
        };
        let found = survey(&dir, trusted)?;
        if trusted == Position::NONE {
            // Read whole, and nothing wrong.
            fs::remove_file(&doubt).ok();
        }
        let (end, file) = match found.end {
            Some(end) => {
                let file = settle(&end)?;
                (end, file)
            }
            None => begin(&dir)?,
        };
        segment::sync_directory(&dir)?;
        Ok(FileJournal {
            dir,
            _lock: lock,
            options,
            medium: wrap(file),
            wrap,
            end: end.mark.offset,
            reserved: end.mark.offset,
            head: Head {
                position: end.last(),
                hash: end.mark.chain,
            },
            segment: end.segment,
            index: found.index,
            read_from: found.from,
            cut: found.torn,
            stopped: None,
            buffer: Vec::new(),
        })
    }

    /// What was cut off when this journal was opened.
    #[must_use]
    pub fn cut(&self) -> Option<&Cut> {
        self.cut.as_ref()
    }

    /// What was trusted at open and not read.
    #[must_use]
    pub fn unread(&self) -> Unread {
        Unread {
            dir: self.dir.clone(),
            until: self.read_from,
        }
    }

    /// Encodes the groups that may be written into the buffer; returns the outcomes and the new head.
    fn prepare(
        &mut self,
        groups: &[Group],
        version_of: &dyn Fn(&[u8]) -> Position,
    ) -> (Vec<Outcome>, Head) {
        self.buffer.clear();
        let mut head = self.head;
        let mut in_append = 0;
        let mut moved: Vec<(&[u8], Position)> = Vec::new();
        let now = |moved: &[(&[u8], Position)], entity: &[u8]| {
            let here = moved.iter().rev().find(|(key, _)| *key == entity);
            here.map_or_else(|| version_of(entity), |(_, position)| *position)
        };
        let mut outcomes = Vec::with_capacity(groups.len());
        for group in groups {
            let stale = |expected: &&Expectation| now(&moved, &expected.entity) != expected.at;
            if let Some(expected) = group.expect.iter().find(stale) {
                outcomes.push(Outcome::Moved {
                    expected: expected.clone(),
                    now: now(&moved, &expected.entity),
                });
                continue;
            }
            let lengths = group.entries.iter().map(|entry| entry.payload.len());
            if let Some(bytes) = lengths.max().filter(|&bytes| bytes > MAX_PAYLOAD) {
                outcomes.push(Outcome::TooLong { bytes });
                continue;
            }
            for (index, entry) in group.entries.iter().enumerate() {
                let place = Place {
                    position: head.position.next(),
                    in_append,
                    previous: head.hash,
                    continues: index + 1 < group.entries.len(),
                };
                head = Head {
                    position: place.position,
                    hash: frame::write(&mut self.buffer, entry, place),
                };
                in_append = in_append.saturating_add(1);
            }
            if !group.entries.is_empty() {
                let keys = group.expect.iter().map(|seen| seen.entity.as_slice());
                moved.extend(keys.map(|key| (key, head.position)));
            }
            outcomes.push(Outcome::Appended {
                last: head.position,
            });
        }
        (outcomes, head)
    }

    /// Puts the buffer on disk.
    fn commit(&mut self) -> Result<(), JournalError> {
        let length = self.buffer.len() as u64;
        let begun = self.end > SEGMENT_HEADER as u64;
        if begun && self.end + length > self.options.segment_bytes {
            self.roll()?;
        }
        if let Err(error) = self.medium.write_at(&self.buffer, self.end) {
            let failure = Failure::new("write", &self.segment.path, &error);
            return Err(if failure.is_full() && self.cut_back().is_ok() {
                JournalError::Full(failure)
            } else {
                self.stop(failure)
            });
        }
        self.reserve(length);
        if let Err(error) = self.medium.sync() {
            // Never retried: the kernel may have dropped what it could not write and say yes next time.
            let failure = Failure::new("sync", &self.segment.path, &error);
            return Err(self.stop(failure));
        }
        self.end += length;
        Ok(())
    }

    /// Makes the file end where the acknowledged entries end, durably.
    fn cut_back(&mut self) -> std::io::Result<()> {
        self.reserved = self.end;
        self.medium.set_length(self.end)?;
        self.medium.sync()
    }

    /// Takes nothing more. What was written and not acknowledged is taken back as far as possible.
    fn stop(&mut self, failure: Failure) -> JournalError {
        self.medium.set_length(self.end).ok();
        self.stopped = Some(failure.clone());
        JournalError::Stopped(failure)
    }

    /// Ends this segment and begins the next.
    fn roll(&mut self) -> Result<(), JournalError> {
        if let Err(error) = self.cut_back() {
            let failure = Failure::new("sync", &self.segment.path, &error);
            return Err(self.stop(failure));
        }
        let next = Segment::new(&self.dir, self.head.position.next());
        let header = SegmentHeader {
            first: next.first,
            previous: self.head.hash,
        };
        let file = match next.create(header) {
            Ok(file) => file,
            Err(failure) if failure.is_full() => return Err(JournalError::Full(failure)),
            Err(failure) => return Err(self.stop(failure)),
        };
        // From here on the next segment exists, so nothing may be added to this one.
        if let Err(failure) = segment::sync_directory(&self.dir) {
            return Err(self.stop(failure));
        }
        self.medium = (self.wrap)(file);
        self.segment = next;
        self.end = SEGMENT_HEADER as u64;
        self.reserved = self.end;
        Ok(())
    }

    /// Fills with zeros ahead of the entries, when these `length` bytes have used up what was filled.
    fn reserve(&mut self, length: u64) {
        let end = self.end + length;
        if end <= self.reserved {
            return;
        }
        let room = self.options.segment_bytes.saturating_sub(end);
        let more = self.options.reserve_bytes.min(room);
        let zeros = vec![0; usize::try_from(more).unwrap_or(0)];
        // On a full disk there is nothing to reserve, and what was written stands without it.
        self.medium.write_at(&zeros, end).ok();
        self.reserved = end + more;
    }
}

/// Segments that were trusted at open, to be read while the office is at work.
#[derive(Debug)]
pub struct Unread {
    dir: PathBuf,
    until: Position,
}

impl Unread {
    /// Reads them, calling `pause` after each. Where one is damaged, the next open trusts none and refuses the journal by
    /// name, as it would have this time.
    ///
    /// # Errors
    /// The first damage.
    pub fn read(&self, pause: &mut dyn FnMut()) -> Result<(), JournalError> {
        let read = walk_until(&self.dir, self.until, pause);
        if let Err(JournalError::Damaged(_)) = &read {
            let doubt = doubt(&self.dir);
            File::create(&doubt)
                .and_then(|file| file.sync_all())
                .map_err(|error| Failure::new("create", &doubt, &error))?;
            segment::sync_directory(&self.dir)?;
        }
        read
    }
}

/// The file that says that what was trusted was found damaged.
pub(super) fn doubt(dir: &Path) -> PathBuf {
    dir.join("doubt")
}

impl Journal for FileJournal {
    fn head(&self) -> Head {
        self.head
    }

    fn append(
        &mut self,
        groups: &[Group],
        version_of: &dyn Fn(&[u8]) -> Position,
    ) -> Result<Vec<Outcome>, JournalError> {
        if let Some(failure) = &self.stopped {
            return Err(JournalError::Stopped(failure.clone()));
        }
        let (outcomes, head) = self.prepare(groups, version_of);
        if !self.buffer.is_empty() {
            self.commit()?;
            self.head = head;
            let mark = Mark {
                offset: self.end,
                next: head.position.next(),
                chain: head.hash,
            };
            self.index.note(&self.segment, mark);
        }
        Ok(outcomes)
    }

    fn read(
        &self,
        from: Position,
    ) -> Result<Box<dyn Iterator<Item = Result<Entry, JournalError>> + Send>, JournalError> {
        let start = self.index.before(from);
        let entries = Entries::new(self.dir.clone(), from, self.head.position, start);
        Ok(Box::new(entries))
    }
}

impl Drop for FileJournal {
    /// Gives back what was reserved. Nothing depends on it.
    fn drop(&mut self) {
        if self.stopped.is_none() {
            self.medium.set_length(self.end).ok();
        }
    }
}

/// Cuts off what stands after the end, and makes sure that everything before it is on disk: an office
/// that died may have written it without getting as far as the sync.
fn settle(end: &End) -> Result<File, JournalError> {
    let path = &end.segment.path;
    let file = File::options()
        .read(true)
        .write(true)
        .open(path)
        .map_err(|error| Failure::new("open", path, &error))?;
    file.set_len(end.mark.offset)
        .and_then(|()| file.sync_all())
        .map_err(|error| Failure::new("sync", path, &error))?;
    Ok(file)
}

/// The first segment of a journal that has none.
fn begin(dir: &Path) -> Result<(End, File), JournalError> {
    let segment = Segment::new(dir, Position::NONE.next());
    let header = SegmentHeader {
        first: segment.first,
        previous: Hash::NONE,
    };
    let file = segment.create(header)?;
    // The journal's own directory must be on disk too.
    segment::sync_directory(dir.parent().unwrap_or(Path::new(".")))?;
    let mark = Mark {
        offset: SEGMENT_HEADER as u64,
        next: segment.first,
        chain: Hash::NONE,
    };
    Ok((End { segment, mark }, file))
}

fn lock(path: &Path) -> Result<File, JournalError> {
    let mut file = File::options()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(path)
        .map_err(|error| Failure::new("open", path, &error))?;
    match file.try_lock() {
        Ok(()) => {
            // Only for whoever finds it held; nothing depends on it.
            file.set_len(0).ok();
            write!(file, "{}", std::process::id()).ok();
            Ok(file)
        }
        Err(TryLockError::WouldBlock) => {
            let mut holder = String::new();
            file.read_to_string(&mut holder).ok();
            Err(JournalError::Locked {
                path: path.to_owned(),
                holder: holder.trim().parse().ok(),
            })
        }
        Err(TryLockError::Error(error)) => Err(Failure::new("lock", path, &error).into()),
    }
}
