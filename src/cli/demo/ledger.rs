//! Writes the demonstration's journal before an office opens it. The office's own rules decide each act; only the
//! moment at which it happens is made up.

use std::path::{Path, PathBuf};

use super::scans;
use crate::domain::ids::{RequestNo, Revision, StaffNo};
use crate::domain::moment::Moment;
use crate::domain::staff::Staff;
use crate::journal::{
    FileJournal, Group, Journal, JournalError, Options, Outcome, Position, codec,
};
use crate::office::Asker;
use crate::office::decide::{Asked, decide};
use crate::office::writer::entry;
use crate::protocol::{Made, Order, Refusal};
use crate::records::{Records, RecordsError};
use crate::scans::{ScanError, Scans};

/// Commands that go to disk together.
const TOGETHER: usize = 2_000;

/// Entries after which the records wait for their store, so that they never pile up in memory.
const SETTLE_EVERY: u64 = 50_000;

/// Why the demonstration could not be written.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    /// The journal.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// The records.
    #[error(transparent)]
    Records(#[from] RecordsError),
    /// A scan that could not be kept.
    #[error(transparent)]
    Scan(#[from] ScanError),
    /// An event that cannot be encoded.
    #[error(transparent)]
    Codec(#[from] codec::CodecError),
    /// The rules do not allow what the story tells.
    #[error("the story cannot be told: {0}")]
    Refused(#[from] Refusal),
    /// The directory has a journal already.
    #[error("there is a journal in {} already", .0.display())]
    Taken(PathBuf),
}

/// The demonstration's journal while it is being written, with the records that follow from it.
pub struct Ledger {
    journal: FileJournal,
    /// What follows from what was written.
    pub records: Records,
    scans: Scans,
    waiting: Vec<Group>,
    settled: u64,
}

impl Ledger {
    /// A new one in a data directory that has none.
    pub fn begin(dir: &Path) -> Result<Ledger, LedgerError> {
        let journal = FileJournal::open(dir, Options::default())?;
        if journal.head().position != Position::NONE {
            return Err(LedgerError::Taken(dir.to_owned()));
        }
        let records = Records::open(&dir.join("records"), &journal, &mut |_, _| {})?;
        Ok(Ledger {
            journal,
            records,
            scans: Scans::of(dir),
            waiting: Vec::new(),
            settled: 0,
        })
    }

    /// Someone does something at a moment. Before the desk is open, the member of staff is the user that opens it.
    pub fn act(&mut self, by: Actor, at: Moment, order: &Order) -> Result<Made, LedgerError> {
        let staff: Option<Staff> = match by {
            Actor::Staff(no) => self.records.indexes.staff.get(&no).cloned(),
            Actor::User(_) => None,
        };
        let asked = Asked {
            asker: Asker::of_user(match by {
                Actor::User(uid) => uid,
                Actor::Staff(_) => staff.as_ref().map_or(0, |staff| staff.uid),
            }),
            staff: staff.as_ref(),
            now: at,
            next: Revision(self.records.head().0.saturating_add(1)),
        };
        let (events, made) = decide(&self.records, &asked, order)?;
        let stamp = asked.stamp();
        let mut group = Group::default();
        for event in &events {
            group.entries.push(entry(stamp, 0, event)?);
            let revision = Revision(self.records.head().0.saturating_add(1));
            self.records.apply(stamp, revision, event);
        }
        self.waiting.push(group);
        let entries: usize = self.waiting.iter().map(|group| group.entries.len()).sum();
        if entries >= TOGETHER {
            self.write()?;
        }
        Ok(made)
    }

    /// Someone attaches a scan to a request: its file is kept before anything is said of it, as the office does.
    pub fn attach(
        &mut self,
        by: Actor,
        at: Moment,
        (request, paper): (RequestNo, &str),
        file: &scans::Made,
    ) -> Result<(), LedgerError> {
        let hash = *blake3::hash(&file.content).as_bytes();
        let bytes = u64::try_from(file.content.len()).unwrap_or(u64::MAX);
        self.scans.bring(0, &hash, 0, &file.content)?;
        self.scans.keep(0, &hash, bytes)?;
        let order = Order::AttachScan {
            request,
            paper: paper.to_owned(),
            name: file.name.clone(),
            hash,
            bytes,
        };
        self.act(by, at, &order).map(drop)
    }

    fn write(&mut self) -> Result<(), LedgerError> {
        let groups = std::mem::take(&mut self.waiting);
        let outcomes = self.journal.append(&groups, &|_| Position::NONE)?;
        if let Some(Outcome::TooLong { .. } | Outcome::Moved { .. }) = outcomes
            .iter()
            .find(|outcome| !matches!(outcome, Outcome::Appended { .. }))
        {
            return Err(Refusal::Unreadable.into());
        }
        let head = self.records.head().0;
        if head.saturating_sub(self.settled) >= SETTLE_EVERY {
            self.records.checkpoint()?;
            self.settled = head;
        } else {
            self.records.hand_over(false)?;
        }
        Ok(())
    }

    /// Puts everything on disk.
    pub fn end(mut self) -> Result<(), LedgerError> {
        self.write()?;
        Ok(self.records.close()?)
    }
}

/// Who does something.
#[derive(Clone, Copy, Debug)]
pub enum Actor {
    /// A Unix user who is no member of staff yet.
    User(u32),
    /// A member of staff.
    Staff(StaffNo),
}
