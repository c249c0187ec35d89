//! The search keys as a file beside the records, so that opening a large store need not read everybody's record.
//!
//! It is written at a clean close and removed, durably, before the records change again: where it is, it says what is
//! in them. Nothing depends on it. One that is damaged, of other records or written by another program, which may fold
//! names otherwise, is passed over, and the keys are made from the records.
//!
//! | block | |
//! |---|---|
//! | length, CRC-32 | of what follows, 4 bytes each |
//! | at most a mebibyte | what is kept, in one row, across blocks |
//!
//! The last block is an empty one.

use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use chrono::{Datelike, NaiveDate};
use roaring::RoaringBitmap;

use super::index::{Indexes, People};
use super::shelf::Reach;

const NAME: &str = "search-keys";
const UNFINISHED: &str = "search-keys.new";
const MAGIC: [u8; 8] = *b"istqkey1";
const BLOCK: usize = 1 << 20;

/// The program that runs, by what it is made of. Another may fold and index otherwise.
fn program() -> io::Result<[u8; 32]> {
    static PROGRAM: OnceLock<[u8; 32]> = OnceLock::new();
    if let Some(known) = PROGRAM.get() {
        return Ok(*known);
    }
    let mut hasher = blake3::Hasher::new();
    // What runs, even where its file was replaced meanwhile.
    hasher.update_reader(File::open("/proc/self/exe")?)?;
    Ok(*PROGRAM.get_or_init(|| *hasher.finalize().as_bytes()))
}

/// Keeps the keys of records that reach so far and are all on disk.
pub(super) fn keep(dir: &Path, reaches: Reach, indexes: &Indexes) -> io::Result<()> {
    let unfinished = dir.join(UNFINISHED);
    let file = File::create(&unfinished)?;
    let mut sink = Sink::new(&file);
    sink.bytes(&MAGIC)?;
    sink.bytes(&program()?)?;
    sink.u64(reaches.position.0)?;
    sink.bytes(&reaches.hash.0)?;
    indexes.save_people(&mut sink)?;
    sink.end()?;
    file.sync_all()?;
    fs::rename(&unfinished, dir.join(NAME))?;
    File::open(dir)?.sync_all()
}

/// Removes what is kept, before the records change.
pub(super) fn discard(dir: &Path) -> io::Result<()> {
    match fs::remove_file(dir.join(NAME)) {
        Ok(()) => File::open(dir)?.sync_all(),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

/// The keys kept with records that reach so far; `None` where none are, or none that can be used.
pub(super) fn kept(dir: &Path, reaches: Reach) -> Option<People> {
    match read(&dir.join(NAME), reaches) {
        Ok(people) => Some(people),
        Err(error) => {
            if error.kind() != ErrorKind::NotFound {
                tracing::warn!(%error, "the search keys kept cannot be used and are made anew");
            }
            None
        }
    }
}

fn read(path: &Path, reaches: Reach) -> io::Result<People> {
    let mut source = Source::new(File::open(path)?);
    let mut magic = [0; MAGIC.len()];
    let mut hash = [0; 32];
    let mut by = [0; 32];
    source.read_exact(&mut magic)?;
    if magic != MAGIC {
        return Err(wrong("not search keys"));
    }
    source.read_exact(&mut by)?;
    if by != program()? {
        return Err(wrong("written by another program"));
    }
    let position = source.u64()?;
    source.read_exact(&mut hash)?;
    if position != reaches.position.0 || hash != reaches.hash.0 {
        return Err(wrong("of other records"));
    }
    let people = People::load(&mut source)?;
    source.end()?;
    Ok(people)
}

pub(super) fn wrong(why: &'static str) -> io::Error {
    io::Error::new(ErrorKind::InvalidData, why)
}

/// Where the file would be.
#[doc(hidden)]
pub fn path(records: &Path) -> PathBuf {
    records.join(NAME)
}

/// Writes search keys to the file, block by block.
pub(super) struct Sink<W: Write> {
    out: BufWriter<W>,
    block: Vec<u8>,
}

impl<W: Write> Sink<W> {
    pub(super) fn new(out: W) -> Sink<W> {
        Sink {
            out: BufWriter::new(out),
            block: Vec::with_capacity(BLOCK),
        }
    }

    pub(super) fn u32(&mut self, value: u32) -> io::Result<()> {
        self.bytes(&value.to_le_bytes())
    }

    pub(super) fn u64(&mut self, value: u64) -> io::Result<()> {
        self.bytes(&value.to_le_bytes())
    }

    pub(super) fn i32(&mut self, value: i32) -> io::Result<()> {
        self.bytes(&value.to_le_bytes())
    }

    pub(super) fn day(&mut self, day: NaiveDate) -> io::Result<()> {
        self.i32(day.num_days_from_ce())
    }

    /// How many of something follow.
    pub(super) fn count(&mut self, count: usize) -> io::Result<()> {
        self.u64(u64::try_from(count).unwrap_or(u64::MAX))
    }

    pub(super) fn text(&mut self, text: &str) -> io::Result<()> {
        self.count(text.len())?;
        self.bytes(text.as_bytes())
    }

    pub(super) fn set(&mut self, set: &RoaringBitmap) -> io::Result<()> {
        set.serialize_into(self)
    }

    /// A set, where there is one.
    pub(super) fn perhaps(&mut self, set: Option<&RoaringBitmap>) -> io::Result<()> {
        self.bytes(&[u8::from(set.is_some())])?;
        set.map_or(Ok(()), |set| self.set(set))
    }

    pub(super) fn bytes(&mut self, mut bytes: &[u8]) -> io::Result<()> {
        loop {
            let room = BLOCK - self.block.len();
            match bytes.split_at_checked(room) {
                Some((now, later)) => {
                    self.block.extend_from_slice(now);
                    self.put()?;
                    bytes = later;
                }
                None => {
                    self.block.extend_from_slice(bytes);
                    return Ok(());
                }
            }
        }
    }

    fn put(&mut self) -> io::Result<()> {
        let length = u32::try_from(self.block.len()).unwrap_or(u32::MAX);
        self.out.write_all(&length.to_le_bytes())?;
        let sum = crc32fast::hash(&self.block);
        self.out.write_all(&sum.to_le_bytes())?;
        self.out.write_all(&self.block)?;
        self.block.clear();
        Ok(())
    }

    pub(super) fn end(mut self) -> io::Result<()> {
        if !self.block.is_empty() {
            self.put()?;
        }
        self.put()?;
        self.out.flush()
    }
}

impl<W: Write> Write for Sink<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes(bytes)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Reads search keys from the file. Each block is checked against its sum before anything in it is used.
pub(super) struct Source<R: Read> {
    from: BufReader<R>,
    block: Vec<u8>,
    at: usize,
}

impl<R: Read> Source<R> {
    pub(super) fn new(from: R) -> Source<R> {
        Source {
            from: BufReader::new(from),
            block: Vec::new(),
            at: 0,
        }
    }

    pub(super) fn u32(&mut self) -> io::Result<u32> {
        Ok(u32::from_le_bytes(self.array()?))
    }

    pub(super) fn u64(&mut self) -> io::Result<u64> {
        Ok(u64::from_le_bytes(self.array()?))
    }

    pub(super) fn i32(&mut self) -> io::Result<i32> {
        Ok(i32::from_le_bytes(self.array()?))
    }

    pub(super) fn day(&mut self) -> io::Result<NaiveDate> {
        NaiveDate::from_num_days_from_ce_opt(self.i32()?).ok_or_else(|| wrong("a day that is none"))
    }

    pub(super) fn count(&mut self) -> io::Result<usize> {
        usize::try_from(self.u64()?).map_err(|_| wrong("a length out of range"))
    }

    pub(super) fn text(&mut self) -> io::Result<String> {
        let length = self.count()?;
        let mut bytes = Vec::new();
        let limit = u64::try_from(length).unwrap_or(u64::MAX);
        if self.take(limit).read_to_end(&mut bytes)? < length {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        String::from_utf8(bytes).map_err(|_| wrong("a word that is none"))
    }

    pub(super) fn set(&mut self) -> io::Result<RoaringBitmap> {
        RoaringBitmap::deserialize_from(self)
    }

    pub(super) fn perhaps(&mut self) -> io::Result<Option<RoaringBitmap>> {
        match self.array()? {
            [0] => Ok(None),
            [1] => Ok(Some(self.set()?)),
            _ => Err(wrong("neither a set nor none")),
        }
    }

    /// So many of something, one after the other.
    pub(super) fn list<T>(
        &mut self,
        mut one: impl FnMut(&mut Self) -> io::Result<T>,
    ) -> io::Result<Vec<T>> {
        let count = self.count()?;
        let mut list = Vec::with_capacity(count.min(BLOCK));
        for _ in 0..count {
            list.push(one(self)?);
        }
        Ok(list)
    }

    fn array<const N: usize>(&mut self) -> io::Result<[u8; N]> {
        if let Some(here) = self
            .block
            .get(self.at..)
            .and_then(|rest| rest.first_chunk())
        {
            self.at += N;
            return Ok(*here);
        }
        let mut bytes = [0; N];
        self.read_exact(&mut bytes)?;
        Ok(bytes)
    }

    /// Goes on to the next block; `false` at the last.
    fn advance(&mut self) -> io::Result<bool> {
        let mut head = [0; 8];
        self.from.read_exact(&mut head)?;
        let [a, b, c, d, sum @ ..] = head;
        let length = usize::try_from(u32::from_le_bytes([a, b, c, d]))
            .ok()
            .filter(|length| *length <= BLOCK)
            .ok_or_else(|| wrong("a block out of range"))?;
        self.block.resize(length, 0);
        self.at = 0;
        self.from.read_exact(&mut self.block)?;
        if crc32fast::hash(&self.block) != u32::from_le_bytes(sum) {
            self.block.clear();
            return Err(wrong("damaged"));
        }
        Ok(length > 0)
    }

    /// Sees that this is the end.
    pub(super) fn end(mut self) -> io::Result<()> {
        if self.at < self.block.len() || self.advance()? || self.from.read(&mut [0])? > 0 {
            return Err(wrong("more than was to be kept"));
        }
        Ok(())
    }
}

impl<R: Read> Read for Source<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.at == self.block.len() && !into.is_empty() && !self.advance()? {
            return Ok(0);
        }
        let mut here = self.block.get(self.at..).unwrap_or_default();
        let length = here.read(into)?;
        self.at += length;
        Ok(length)
    }
}
