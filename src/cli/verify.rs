//! `istiqbal verify`: is the journal whole, and do the records follow from it?
//!
//! The chain of hashes is checked from the first entry to the last. Then all records are derived once more into a
//! temporary store, and their digest is compared with that of the running office, or of the records on disk where no
//! office runs. Nothing in the journal is changed, not even an unfinished append at its end.

use std::fs::{File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::progress::Progress;
use super::rows::Format;
use super::scratch::Scratch;
use super::{Failure, Session, say};
use crate::arabic::isolate;
use crate::domain::event::Event;
use crate::journal::{
    self, Entry, Failure as JournalFailure, Group, Head, Journal, JournalError, Outcome, Position,
    Reader, Summary,
};
use crate::locale::Texts;
use crate::protocol::reach::Place;
use crate::protocol::{Answer, Client, ClientError, Query};
use crate::records::{Records, RecordsError, Shelf, read_entry};
use crate::scans::{ScanError, Scans};

/// Something that is wrong with the data.
#[derive(Debug, thiserror::Error)]
pub enum Finding {
    /// There is nothing to verify.
    #[error("there is no journal in {}", .0.display())]
    NoJournal(PathBuf),
    /// An office has it open and does not listen where it was looked for.
    #[error("{}: an office is running that listens at another socket; name it with --socket PATH", .0.display())]
    Held(PathBuf),
    /// The journal is damaged, or cannot be read.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// An entry says nothing this program can read, or the records cannot be derived from it.
    #[error("the records cannot be derived from the journal: {0}")]
    Underivable(RecordsError),
    /// The office has acknowledged what the journal does not hold.
    #[error("the office stands at entry {office}, the journal ends at {journal}")]
    Short {
        /// Where the office is.
        office: u64,
        /// Where the journal ends.
        journal: u64,
    },
    /// A scan's file.
    #[error(transparent)]
    Scans(ScanError),
    /// The records on disk could not be opened.
    #[error(
        "the records on disk could not be used ({why}); they were set aside and derived anew from the journal"
    )]
    SetAside {
        /// Why.
        why: String,
    },
    /// The records on disk cannot be read or brought up to date.
    #[error("the records on disk: {0}")]
    Records(RecordsError),
    /// The records are not what follows from the journal.
    #[error(
        "the records {} differ from what the journal says at entry {at} (digest {found}, derived {derived}); \
         stop the office and remove the directory `records` to have them derived anew",
        match whose { Whose::Office => "of the running office", Whose::Disk => "on disk" }
    )]
    Different {
        /// Whose records.
        whose: Whose,
        /// The entry they were compared at.
        at: u64,
        /// Their digest.
        found: String,
        /// The digest of what the journal says.
        derived: String,
    },
}

/// Whose records were compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// The running office's.
    Office,
    /// Those on disk, no office running.
    Disk,
}

/// One thing checked.
#[derive(Serialize)]
struct Row {
    check: &'static str,
    ok: bool,
    entries: u64,
    detail: String,
}

/// Checks everything, prints what was checked, and fails at the first thing found wrong.
pub fn run(session: &Session<'_>, format: Format, out: &mut dyn Write) -> Result<(), Failure> {
    let place = session.place()?;
    let mut rows = Vec::new();
    let outcome = check(&place, &session.texts, &mut rows);
    if let Err(failure @ Failure::Verify(finding)) = &outcome {
        rows.push(Row {
            check: finding.check(),
            ok: false,
            entries: 0,
            detail: crate::arabic::clean_line(&say::failure(&session.texts, failure)),
        });
    }
    session.print(
        out,
        format,
        &["check", "result", "entries", "detail"],
        &rows,
        |row| {
            let result = session.texts.get(if row.ok {
                "cli-check-ok"
            } else {
                "cli-check-wrong"
            });
            let entries = if row.ok {
                row.entries.to_string()
            } else {
                String::new()
            };
            vec![
                session.texts.get(&format!("cli-check-{}", row.check)),
                result,
                entries,
                row.detail.clone(),
            ]
        },
    )?;
    outcome
}

impl Finding {
    fn check(&self) -> &'static str {
        match self {
            Finding::NoJournal(_)
            | Finding::Held(_)
            | Finding::Journal(_)
            | Finding::Short { .. } => "journal",
            Finding::Underivable(_) => "derivation",
            Finding::Scans(_) => "scans",
            Finding::SetAside { .. } | Finding::Records(_) | Finding::Different { .. } => "records",
        }
    }
}

/// Who holds the records while they are compared.
enum Held {
    /// The office, and what it says of them.
    ByOffice { at: u64, digest: [u8; 32] },
    /// We do: while the locks live, no office starts on this journal.
    Here { _start: File, _journal: File },
}

fn hold(place: &Place) -> Result<Held, Failure> {
    let asked = |mut client: Client| match client.ask(Query::Digest)? {
        Answer::Digest { revision, digest } => Ok(Held::ByOffice {
            at: revision.0,
            digest,
        }),
        _ => Err(Failure::from(ClientError::Astray)),
    };
    if let Some(client) = place.reach_running()? {
        return asked(client);
    }
    let start = place.lock_start()?;
    match place.reach_running()? {
        // One came while we waited for the lock.
        Some(client) => asked(client),
        None => Ok(Held::Here {
            _start: start,
            _journal: lock_journal(&place.data.join("journal/lock"))?,
        }),
    }
}

/// Takes the journal's own lock, so that an office which listens at another socket is met before its records are opened.
fn lock_journal(path: &Path) -> Result<File, Failure> {
    let failed = |doing, error: io::Error| {
        Finding::Journal(JournalError::Io(JournalFailure {
            doing,
            path: path.to_owned(),
            kind: error.kind(),
            detail: error.to_string(),
        }))
    };
    let lock = File::options()
        .write(true)
        .create(true)
        .truncate(false)
        .open(path);
    let lock = lock.map_err(|error| failed("open", error))?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(Finding::Held(path.to_owned()).into()),
        Err(TryLockError::Error(error)) => Err(failed("lock", error).into()),
    }
}

fn check(place: &Place, texts: &Texts, rows: &mut Vec<Row>) -> Result<(), Failure> {
    if !place.data.join("journal").is_dir() {
        return Err(Finding::NoJournal(place.data.clone()).into());
    }
    // The office is asked first, so that the journal walked after that reaches at least as far.
    let held = hold(place)?;
    let summary = journal::verify(&place.data).map_err(Finding::Journal)?;
    rows.push(walked(&summary, texts));
    let at = match held {
        Held::ByOffice { at, .. } if at > summary.last.0 => {
            return Err(Finding::Short {
                office: at,
                journal: summary.last.0,
            }
            .into());
        }
        Held::ByOffice { at, .. } => at,
        Held::Here { .. } => summary.last.0,
    };
    let journal = ReadOnly {
        reader: Reader::new(&place.data),
        head: Head {
            position: Position(at),
            hash: summary.head,
        },
    };
    let scratch = Scratch::new(&place.data, "verify")?;
    let derived = {
        let mut records =
            derive(&scratch.path().join("records"), &journal).map_err(Finding::Underivable)?;
        records.digest().map_err(Finding::Underivable)?
    };
    rows.push(Row {
        check: "scans",
        ok: true,
        entries: scans(place, &journal)?,
        detail: String::new(),
    });
    rows.push(Row {
        check: "derivation",
        ok: true,
        entries: at,
        detail: hex(&derived),
    });
    let (whose, found) = match held {
        Held::ByOffice { digest, .. } => (Whose::Office, digest),
        Held::Here { .. } => match on_disk(place, &journal)? {
            Some(digest) => (Whose::Disk, digest),
            None => return Ok(()),
        },
    };
    if found != derived {
        return Err(Finding::Different {
            whose,
            at,
            found: hex(&found),
            derived: hex(&derived),
        }
        .into());
    }
    rows.push(Row {
        check: "records",
        ok: true,
        entries: at,
        detail: hex(&found),
    });
    Ok(())
}

/// Holds every scan the journal tells of against its file. How many there are.
fn scans(place: &Place, journal: &ReadOnly) -> Result<u64, Failure> {
    let kept = Scans::of(&place.data);
    let mut checked = 0;
    let wrong = |error: RecordsError| Failure::from(Finding::Underivable(error));
    for entry in journal.read(Position(1)).map_err(Finding::Journal)? {
        let entry = entry.map_err(Finding::Journal)?;
        if let (_, Event::ScanAttached { hash, bytes, .. }) = read_entry(&entry).map_err(wrong)? {
            kept.check(&hash, bytes).map_err(Finding::Scans)?;
            checked += 1;
        }
    }
    Ok(checked)
}

fn walked(summary: &Summary, texts: &Texts) -> Row {
    let mut detail = texts.with(
        "verify-walked",
        &[
            ("files", summary.segments.into()),
            ("head", summary.head.to_string().into()),
        ],
    );
    if let Some(torn) = &summary.torn {
        detail.push_str(&texts.with("verify-torn", &[("bytes", torn.bytes.into())]));
    }
    Row {
        check: "journal",
        ok: true,
        entries: summary.entries,
        detail: isolate::strip(&detail),
    }
}

fn derive(dir: &Path, journal: &ReadOnly) -> Result<Records, RecordsError> {
    let mut progress = Progress::new();
    Records::open(dir, journal, &mut |done, of| {
        progress.at(|| format!("{done} / {of}"))
    })
}

/// The digest of the records on disk, brought up to the journal's end; `None` where there are none to compare.
fn on_disk(place: &Place, journal: &ReadOnly) -> Result<Option<[u8; 32]>, Failure> {
    let dir = place.data.join("records");
    if !dir.exists() {
        return Ok(None);
    }
    let wrong = |error: RecordsError| Failure::Verify(Finding::Records(error));
    let opened = Shelf::open(&dir).map_err(|error| wrong(error.into()))?;
    let set_aside = opened.set_aside;
    drop(opened.shelf);
    let digest = derive(&dir, journal)
        .and_then(|mut records| records.digest())
        .map_err(wrong)?;
    match set_aside {
        Some(why) => Err(Finding::SetAside { why }.into()),
        None => Ok(Some(digest)),
    }
}

fn hex(digest: &[u8; 32]) -> String {
    blake3::Hash::from_bytes(*digest).to_hex().to_string()
}

/// The journal up to a position, to be read and never written.
struct ReadOnly {
    reader: Reader,
    head: Head,
}

impl Journal for ReadOnly {
    fn head(&self) -> Head {
        self.head
    }

    fn append(
        &mut self,
        _: &[Group],
        _: &dyn Fn(&[u8]) -> Position,
    ) -> Result<Vec<Outcome>, JournalError> {
        Err(JournalError::Stopped(JournalFailure {
            doing: "append to",
            path: PathBuf::from("journal"),
            kind: io::ErrorKind::ReadOnlyFilesystem,
            detail: "it is being verified".into(),
        }))
    }

    fn read(
        &self,
        from: Position,
    ) -> Result<Box<dyn Iterator<Item = Result<Entry, JournalError>> + Send>, JournalError> {
        let head = self.head.position;
        let within = move |entry: &Result<Entry, JournalError>| {
            entry.as_ref().map_or(true, |entry| entry.position <= head)
        };
        Ok(Box::new(self.reader.entries(from).take_while(within)))
    }
}
