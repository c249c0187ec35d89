//! The thread that writes to sled, so that nothing else has to wait for it.

use std::fs::File;
use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

use super::{BATCH, FORM, NOTE, Reach, ShelfError, Slots, at};
use crate::records::keys;

#[derive(Debug)]
pub(super) struct Writer {
    pub jobs: Sender<Job>,
    /// Only ever used by whoever has the shelf to themselves; the lock makes it shareable.
    pub done: Mutex<Receiver<Result<(), String>>>,
    pub busy: bool,
    pub thread: JoinHandle<()>,
}

pub(super) struct Job {
    pub slots: Arc<Slots>,
    pub reaches: Reach,
}

impl Writer {
    pub fn start(db: sled::Db, dir: &Path) -> Result<Writer, ShelfError> {
        let (jobs, work) = channel::<Job>();
        let (report, done) = channel();
        let folder = File::open(dir).map_err(at(dir))?;
        let place = dir.to_owned();
        let thread = thread::Builder::new()
            .name("records".into())
            .spawn(move || {
                for job in work {
                    let done = write(&db, &place, &folder, &job);
                    // A later note would say that what was not written now is there.
                    let failed = done.is_err();
                    if report.send(done).is_err() || failed {
                        break;
                    }
                }
            })
            .map_err(at(dir))?;
        Ok(Writer {
            jobs,
            done: Mutex::new(done),
            busy: false,
            thread,
        })
    }

    pub fn finish(&mut self, done: Result<(), String>) -> Result<(), ShelfError> {
        self.busy = false;
        done.map_err(|why| ShelfError::Sled(sled::Error::ReportableBug(why)))
    }
}

/// Writes a lot in small batches, sees it onto the disk, and only then notes how far it reaches. Sled's own flush is
/// no fsync on Linux, so the whole file system is asked for one.
fn write(db: &sled::Db, dir: &Path, folder: &File, job: &Job) -> Result<(), String> {
    keys::discard(dir).map_err(|error| error.to_string())?;
    let wrong = |error: sled::Error| error.to_string();
    let settle = || {
        db.flush().map_err(wrong)?;
        rustix::fs::syncfs(folder).map_err(|errno| errno.to_string())
    };
    let mut slots = job.slots.iter();
    loop {
        let mut batch = sled::Batch::default();
        let mut any = false;
        for (key, value) in slots.by_ref().take(BATCH) {
            any = true;
            match value {
                Some(value) => batch.insert(key.as_ref(), value.as_ref()),
                None => batch.remove(key.as_ref()),
            }
        }
        if !any {
            break;
        }
        db.apply_batch(batch).map_err(wrong)?;
    }
    settle()?;
    let Reach { position, hash } = job.reaches;
    let note = [
        FORM.to_le_bytes().as_slice(),
        &position.0.to_le_bytes(),
        &hash.0,
    ]
    .concat();
    db.insert(NOTE, note).map_err(wrong)?;
    settle()
}
