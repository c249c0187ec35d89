//! Where records are kept: what changed lately in memory, the rest in sled.
//!
//! Nothing waits on sled. Changes gather in memory; from time to time they are handed, as a whole, to a thread that
//! writes them in small batches and then notes the journal position they reach to. After a crash, records are as of
//! some moment after that note, and the events since are applied again: each record skips those it has seen.

mod writing;

use std::any::Any;
use std::collections::HashMap;
use std::fmt::Display;
use std::fs;
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use std::sync::{Arc, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::glance::Glance;
use super::keys;
use super::store::{Record, key_of};
use crate::domain::ids::Revision;
use crate::journal::{Hash, Position, codec};
use writing::{Job, Writer};

/// The form records are kept in. Raised with any change of a record's shape: records of another form are set aside
/// and derived anew.
pub const FORM: u16 = 6;

/// Keys in one batch: with 2,000, sled took ten times the memory and was no faster.
const BATCH: usize = 200;

/// Sled's own cache; its default is a gigabyte.
const CACHE_BYTES: u64 = 64 << 20;

/// How long another office's lock on the files may linger after it was killed.
const LOCK_PATIENCE: Duration = Duration::from_secs(5);

/// The key of the note that says how far the records reach. Records' keys begin with a letter, so none is this.
const NOTE: &[u8] = b"\0reaches";

type Slots = HashMap<Box<[u8]>, Option<Box<[u8]>>>;

/// Why the shelf cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ShelfError {
    /// Files.
    #[error("{}: {source}", path.display())]
    Io {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Sled.
    #[error("the record store failed: {0}")]
    Sled(#[from] sled::Error),
    /// A record that is none.
    #[error("a record is damaged")]
    Unreadable,
    /// The writing thread is gone.
    #[error("the record store's writer has stopped")]
    WriterGone,
}

/// The records: what changed lately in memory, the rest in sled.
#[derive(Debug)]
pub struct Shelf {
    db: sled::Db,
    /// Changed since the last hand-over.
    fresh: Slots,
    /// Handed over, perhaps not written yet.
    handed: Arc<Slots>,
    writer: Option<Writer>,
    alarm: Arc<Alarm>,
    digesting: Option<Digesting>,
}

/// Tells that a record could not be read: what was answered then cannot be trusted.
#[derive(Debug)]
struct Alarm {
    dir: PathBuf,
    broken: AtomicBool,
}

/// A digest made beside the work. Until it is, nothing is handed over, so that it is of one moment.
#[derive(Debug)]
struct Digesting {
    done: Arc<AtomicBool>,
    thread: JoinHandle<()>,
}

/// The journal, and the position in it, that records stand at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    /// The position of the last event applied.
    pub position: Revision,
    /// The hash of the journal's entry there, so that another journal as long is not taken for this one;
    /// [`Hash::NONE`] where it is not known.
    pub hash: Hash,
}

/// What opening found.
#[derive(Debug)]
pub struct Opened {
    /// The shelf.
    pub shelf: Shelf,
    /// How far its records reach; nowhere where they are to be derived from the beginning.
    pub reaches: Reach,
    /// Why what was there could not be used, where that was so.
    pub set_aside: Option<String>,
}

impl Opened {
    /// Up to which entry the journal was read and found whole before: none, where it is not known to be this one.
    pub fn trusts(&self) -> Position {
        match self.reaches.hash {
            Hash::NONE => Position::NONE,
            _ => Position(self.reaches.position.0),
        }
    }
}

fn at(path: &Path) -> impl Fn(io::Error) -> ShelfError {
    let path = path.to_owned();
    move |source| ShelfError::Io {
        path: path.clone(),
        source,
    }
}

/// Why sled, or what is in it, cannot be used as it is.
enum Unusable {
    /// Another process has it open.
    Locked(io::Error),
    /// Anything else, in words.
    Damaged(String),
}

/// Opens sled, whose lock outlives a killed process by milliseconds, and which panics on some damage.
fn open_sled(dir: &Path) -> Result<sled::Db, Unusable> {
    let damaged = |error: &dyn ToString| Unusable::Damaged(error.to_string());
    // Sled would make it for everyone on the machine to look into.
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(dir)
        .map_err(|error| damaged(&error))?;
    if let Ok(files) = fs::read_dir(dir) {
        // A snapshot half written when the machine went down is taken for a whole one, and fails the opening.
        for file in files.flatten() {
            let name = file.file_name();
            if name.to_string_lossy().starts_with("snap.")
                && name.to_string_lossy().ends_with(".generating")
            {
                fs::remove_file(file.path()).map_err(|error| damaged(&error))?;
            }
        }
    }
    let since = Instant::now();
    loop {
        let config = sled::Config::new()
            .path(dir)
            .cache_capacity(CACHE_BYTES)
            .flush_every_ms(None);
        match unpanicked(|| config.open()).map_err(Unusable::Damaged)? {
            Ok(db) => return Ok(db),
            // Sled tells a held lock apart in words only.
            Err(sled::Error::Io(error)) if error.to_string().contains("lock") => {
                if since.elapsed() > LOCK_PATIENCE {
                    return Err(Unusable::Locked(error));
                }
                thread::sleep(Duration::from_millis(20));
            }
            Err(error) => return Err(damaged(&error)),
        }
    }
}

/// Sled, and how far what is in it reaches.
fn open_usable(dir: &Path) -> Result<(sled::Db, Reach), Unusable> {
    let db = open_sled(dir)?;
    let reaches = unpanicked(|| read_note(&db)).and_then(|reaches| reaches);
    Ok((db, reaches.map_err(Unusable::Damaged)?))
}

/// Runs what may panic on damaged files; what it said then is the error.
pub(super) fn unpanicked<T>(run: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(run)).map_err(|panic| said(panic.as_ref()))
}

fn said(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or(panic.downcast_ref::<&str>().copied())
        .unwrap_or("it panicked")
        .to_owned()
}

impl Shelf {
    /// Opens the shelf in a directory. What cannot be used is set aside, under another name, and an empty one begun:
    /// everything on it can be derived again.
    pub fn open(dir: &Path) -> Result<Opened, ShelfError> {
        match open_usable(dir) {
            Ok((db, reaches)) => Ok(Opened {
                shelf: Shelf::on(db, dir)?,
                reaches,
                set_aside: None,
            }),
            Err(Unusable::Locked(error)) => Err(at(dir)(error)),
            Err(Unusable::Damaged(why)) => Shelf::open_anew(dir, why),
        }
    }

    /// Sets aside what is in the directory, for the reason given, and begins an empty shelf.
    pub fn open_anew(dir: &Path, why: String) -> Result<Opened, ShelfError> {
        let failed = |error: io::Error| {
            at(dir)(io::Error::new(
                error.kind(),
                format!("{error}; the records cannot be used ({why})"),
            ))
        };
        let aside = dir.with_extension("aside");
        match fs::remove_dir_all(&aside) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(at(&aside)(error)),
            _ => {}
        }
        fs::rename(dir, &aside).map_err(failed)?;
        match open_sled(dir) {
            Ok(db) => Ok(Opened {
                shelf: Shelf::on(db, dir)?,
                reaches: Reach::default(),
                set_aside: Some(why),
            }),
            Err(Unusable::Locked(error)) => Err(failed(error)),
            Err(Unusable::Damaged(again)) => Err(failed(io::Error::other(again))),
        }
    }

    fn on(db: sled::Db, dir: &Path) -> Result<Shelf, ShelfError> {
        Ok(Shelf {
            writer: Some(Writer::start(db.clone(), dir)?),
            db,
            fresh: Slots::default(),
            handed: Arc::default(),
            alarm: Arc::new(Alarm {
                dir: dir.to_owned(),
                broken: AtomicBool::new(false),
            }),
            digesting: None,
        })
    }

    /// Where it is.
    pub fn dir(&self) -> &Path {
        &self.alarm.dir
    }

    /// Whether a record could not be read.
    pub fn is_broken(&self) -> bool {
        self.alarm.broken.load(Ordering::Relaxed)
    }

    /// What `read` makes of the bytes under a key, where there are any.
    fn raw<T>(&self, key: &[u8], read: impl FnOnce(&[u8]) -> Option<T>) -> Option<T> {
        if let Some(slot) = self.fresh.get(key).or_else(|| self.handed.get(key)) {
            return read(slot.as_ref()?);
        }
        match unpanicked(|| self.db.get(key)) {
            Ok(Ok(value)) => read(&value?),
            Ok(Err(error)) => self.alarm.unreadable(&error),
            Err(panic) => self.alarm.unreadable(&panic),
        }
    }

    /// A record and its version.
    pub fn get<R: Record>(&self, no: R::No) -> Option<(R, Revision)> {
        self.read(&key_of::<R>(no), codec::decode)
    }

    /// What a record begins with, and its version.
    pub fn glance<G: Glance>(&self, no: <G::Of as Record>::No) -> Option<(G, Revision)> {
        self.read(&key_of::<G::Of>(no), |value| {
            codec::decode_first(value).map(|(glance, _)| glance)
        })
    }

    fn read<T>(
        &self,
        key: &[u8],
        decode: impl FnOnce(&[u8]) -> Result<T, codec::CodecError>,
    ) -> Option<(T, Revision)> {
        self.raw(key, |stored| {
            let Some((revision, value)) = split(stored) else {
                return self.alarm.unreadable(&"its version is missing");
            };
            match decode(value) {
                Ok(record) => Some((record, revision)),
                Err(error) => self.alarm.unreadable(&error),
            }
        })
    }

    /// The version of whatever has this key.
    pub fn revision_of(&self, key: &[u8]) -> Option<Revision> {
        self.raw(key, |stored| split(stored).map(|(revision, _)| revision))
    }

    /// Puts a record, or takes it away.
    pub fn put<R: Record>(&mut self, no: R::No, revision: Revision, record: Option<&R>) {
        let value = match record.map(codec::encode).transpose() {
            Ok(value) => value,
            Err(error) => {
                // Only a value beyond the codec's limit gets here, and commands are far below it.
                tracing::error!(%error, "a record could not be kept");
                return;
            }
        };
        let value = value.map(|value| {
            [revision.0.to_le_bytes().as_slice(), &value]
                .concat()
                .into_boxed_slice()
        });
        self.fresh.insert(key_of::<R>(no).into(), value);
    }

    /// Every record of a kind as of the last hand-over, for building indexes at open.
    pub fn all<R: Record>(&self) -> impl Iterator<Item = Result<(R, Revision), ShelfError>> {
        self.db.scan_prefix([R::KIND]).map(|item| {
            let (_, value) = item?;
            let (revision, value) = split(&value).ok_or(ShelfError::Unreadable)?;
            let record = codec::decode(value).map_err(|_| ShelfError::Unreadable)?;
            Ok((record, revision))
        })
    }

    /// How many changes wait to be handed over.
    pub fn waiting(&self) -> usize {
        self.fresh.len()
    }

    /// Hands changes over to be written, unless the last lot still is or a digest is being made. `true` where it did.
    pub fn hand_over(&mut self, reaches: Reach) -> Result<bool, ShelfError> {
        if self.is_digesting() {
            return Ok(false);
        }
        let Some(writer) = &mut self.writer else {
            return Err(ShelfError::WriterGone);
        };
        if writer.busy {
            match writer
                .done
                .get_mut()
                .unwrap_or_else(PoisonError::into_inner)
                .try_recv()
            {
                Ok(done) => writer.finish(done)?,
                Err(std::sync::mpsc::TryRecvError::Empty) => return Ok(false),
                Err(std::sync::mpsc::TryRecvError::Disconnected) => {
                    return Err(ShelfError::WriterGone);
                }
            }
            self.handed = Arc::default();
        }
        self.handed = Arc::new(std::mem::take(&mut self.fresh));
        let job = Job {
            slots: Arc::clone(&self.handed),
            reaches,
        };
        writer.jobs.send(job).map_err(|_| ShelfError::WriterGone)?;
        writer.busy = true;
        Ok(true)
    }

    /// Writes everything and waits until it is on disk.
    pub fn checkpoint(&mut self, reaches: Reach) -> Result<(), ShelfError> {
        self.end_digest();
        self.wait()?;
        self.hand_over(reaches)?;
        self.wait()
    }

    fn wait(&mut self) -> Result<(), ShelfError> {
        let Some(writer) = &mut self.writer else {
            return Err(ShelfError::WriterGone);
        };
        if writer.busy {
            let done = writer
                .done
                .get_mut()
                .unwrap_or_else(PoisonError::into_inner)
                .recv()
                .map_err(|_| ShelfError::WriterGone)?;
            writer.finish(done)?;
            self.handed = Arc::default();
        }
        Ok(())
    }

    /// BLAKE3 over every key and value, in order. The caller has just made a checkpoint.
    pub fn digest(&self) -> Result<[u8; 32], ShelfError> {
        self.alarm.digest(&self.db)
    }

    /// The same on a thread of its own. Until it has told, changes gather and are not handed over.
    pub fn digest_beside(
        &mut self,
        tell: impl FnOnce(Result<[u8; 32], ShelfError>) + Send + 'static,
    ) -> Result<(), ShelfError> {
        let done = Arc::new(AtomicBool::new(false));
        let (db, alarm, is_done) = (self.db.clone(), Arc::clone(&self.alarm), Arc::clone(&done));
        let thread = thread::Builder::new()
            .name("digest".into())
            .spawn(move || {
                let digest = alarm.digest(&db);
                drop(db);
                is_done.store(true, Ordering::Release);
                tell(digest);
            })
            .map_err(at(self.dir()))?;
        self.digesting = Some(Digesting { done, thread });
        Ok(())
    }

    /// Whether a digest is being made beside the work.
    pub fn is_digesting(&self) -> bool {
        let digesting = self.digesting.as_ref();
        digesting.is_some_and(|digesting| !digesting.done.load(Ordering::Acquire))
    }

    fn end_digest(&mut self) {
        if let Some(Digesting { thread, .. }) = self.digesting.take() {
            let _ = thread.join();
        }
    }
}

impl Alarm {
    /// Notes that a record could not be read, so that nothing is built on its absence.
    fn unreadable<T>(&self, why: &dyn Display) -> Option<T> {
        tracing::error!(%why, "a record could not be read");
        self.broken.store(true, Ordering::Relaxed);
        // With them, the next opening would not read everybody's record, and not meet the damage.
        if let Err(error) = keys::discard(&self.dir) {
            tracing::error!(%error, "the search keys could not be discarded");
        }
        None
    }

    fn digest(&self, db: &sled::Db) -> Result<[u8; 32], ShelfError> {
        match unpanicked(|| digest(db)) {
            Ok(Ok(digest)) => Ok(digest),
            Ok(Err(error)) => {
                self.unreadable::<()>(&error);
                Err(error)
            }
            Err(panic) => {
                self.unreadable::<()>(&panic);
                Err(ShelfError::Unreadable)
            }
        }
    }
}

fn digest(db: &sled::Db) -> Result<[u8; 32], ShelfError> {
    let mut hasher = blake3::Hasher::new();
    for item in db.iter() {
        let (key, value) = item?;
        if key.as_ref() != NOTE {
            for part in [&key, &value] {
                hasher.update(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_le_bytes());
                hasher.update(part);
            }
        }
    }
    Ok(*hasher.finalize().as_bytes())
}

impl Drop for Shelf {
    fn drop(&mut self) {
        self.end_digest();
        if let Some(Writer { jobs, thread, .. }) = self.writer.take() {
            drop(jobs);
            let _ = thread.join();
        }
    }
}

/// How far the records reach. An empty shelf reaches nowhere; one without a note, or of another form, is of no use.
fn read_note(db: &sled::Db) -> Result<Reach, String> {
    let note = db.get(NOTE).map_err(|error| error.to_string())?;
    match note.as_deref() {
        None if db.is_empty() => Ok(Reach::default()),
        None => Err("the records do not say how far they reach".to_owned()),
        Some(&[a, b, ref rest @ ..]) if u16::from_le_bytes([a, b]) == FORM => rest
            .split_first_chunk()
            .and_then(|(position, hash)| {
                Some(Reach {
                    position: Revision(u64::from_le_bytes(*position)),
                    hash: Hash(hash.try_into().ok()?),
                })
            })
            .ok_or_else(|| "the note is damaged".to_owned()),
        Some(_) => Err("the records are of another form".to_owned()),
    }
}

fn split(stored: &[u8]) -> Option<(Revision, &[u8])> {
    let (revision, value) = stored.split_first_chunk()?;
    Some((Revision(u64::from_le_bytes(*revision)), value))
}

#[cfg(test)]
mod tests;
