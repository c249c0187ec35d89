//! State derived from the journal: records, queues, search. The only room that names sled.
//!
//! | part | what it is |
//! |---|---|
//! | [`apply`] | what an event makes of the records: one pure function |
//! | [`store`] | what a record is |
//! | [`shelf`] | records in memory and sled |
//! | [`index`], [`queues`], [`search`], [`ratings`] | what is kept in memory so that lists come sorted and found |
//!
//! Absent on purpose: rules. Whether something may happen was decided before it was written in the journal; here it
//! has happened.

pub mod apply;
pub mod glance;
pub mod index;
pub mod keys;
pub mod outreach;
pub mod queues;
pub mod ratings;
pub mod search;
pub mod shelf;
pub mod store;
mod traits;

use std::collections::BTreeSet;
use std::path::Path;

use crate::domain::access::PapersAsked;
use crate::domain::arrival::Arrival;
use crate::domain::copy::SubjectCopy;
use crate::domain::draft::Draft;
use crate::domain::enquiry::Enquiry;
use crate::domain::event::{Event, SCHEMA, Stamp};
use crate::domain::ids::{BranchNo, Entity, Revision, StaffNo};
use crate::domain::moment::Moment;
use crate::domain::person::Person;
use crate::domain::pin::PinRecord;
use crate::domain::request::Request;
use crate::domain::staff::{Branch, Staff};
use crate::domain::standard::Standard;
use crate::domain::voice::{Rated, Voice};
use crate::journal::{self, Entry, Hash, Head, Journal, JournalError, Position, codec};

use glance::Glance;
pub use index::Indexes;
use index::People;
use ratings::Batches;
pub use shelf::{Opened, Reach, Shelf, ShelfError};
pub use store::{Record, Store};
pub use traits::{identity_of, traits_of, traits_of_likes};

/// Changes that gather before they are handed to the store's writer.
const HAND_OVER_AT: usize = 4_096;

/// Of fewer people, search keys are made at open sooner than anybody notices.
const WORTH_KEEPING: u64 = 20_000;

/// Entries of the journal that changed no record, of which so many may go without the records noting that they have
/// seen them.
const UNNOTED: u64 = 10_000;

/// Everything derived from the journal: the records, and the indexes over them.
#[derive(Debug)]
pub struct Records {
    shelf: Shelf,
    /// What is kept in memory.
    pub indexes: Indexes,
    head: Revision,
    /// The last place in the journal whose hash is known here.
    stands_at: Reach,
    /// Where the records stood when their search keys were kept; `None` once they have changed.
    kept_at: Option<Revision>,
}

/// Why the records cannot be opened or brought up to date.
#[derive(Debug, thiserror::Error)]
pub enum RecordsError {
    /// The store.
    #[error(transparent)]
    Shelf(#[from] ShelfError),
    /// The journal.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// An entry this program cannot read: written by a later one, or damaged before it was hashed.
    #[error("journal entry {position}: {why}; a newer istiqbal may have written it")]
    Entry {
        /// Which.
        position: u64,
        /// Why.
        why: String,
    },
    /// The records reach further than the journal: they belong to another one, or the journal was cut.
    #[error(
        "the records reach to entry {records}, the journal ends at {journal}: is it the right journal, and all of it? \
         If so, remove the directory `records` to have them derived anew"
    )]
    Ahead {
        /// How far the records reach.
        records: u64,
        /// Where the journal ends.
        journal: u64,
    },
}

/// What a journal entry says, and who, when and where it was.
pub fn read_entry(entry: &Entry) -> Result<(Stamp, Event), RecordsError> {
    let wrong = |why: String| RecordsError::Entry {
        position: entry.position.0,
        why,
    };
    if entry.schema > SCHEMA {
        return Err(wrong(format!(
            "schema {} is later than {SCHEMA}",
            entry.schema
        )));
    }
    let event = codec::decode(&entry.payload).map_err(|error| wrong(error.to_string()))?;
    let journal::Stamp { at, staff, branch } = entry.stamp;
    Ok((
        Stamp {
            at: Moment(at),
            by: StaffNo(staff),
            branch: BranchNo(branch),
        },
        event,
    ))
}

impl Records {
    /// Opens the records in a directory and brings them up to the journal's head. `progress` is told of every
    /// entry applied and how many there are to apply.
    pub fn open(
        dir: &Path,
        journal: &dyn Journal,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Records, RecordsError> {
        Records::on(Shelf::open(dir)?, journal, progress)
    }

    /// Brings the records of a shelf up to the journal's head.
    pub fn on(
        mut opened: Opened,
        journal: &dyn Journal,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Records, RecordsError> {
        let head = journal.head().position.0;
        let dir = &opened.shelf.dir().to_owned();
        if opened.reaches.position.0 > head {
            return Err(RecordsError::Ahead {
                records: opened.reaches.position.0,
                journal: head,
            });
        }
        if !follows_from(opened.reaches, journal)? {
            drop(opened);
            opened = Shelf::open_anew(dir, "they follow from another journal".to_owned())?;
        }
        // Built from what the store holds, which after a crash may be a little later than its note says. What is
        // applied again below finds each record either as it was or as it is to be.
        let kept = keys::kept(dir, opened.reaches);
        let mut kept_at = kept.is_some().then_some(opened.reaches.position);
        let entered = shelf::unpanicked(|| enter_all(&opened.shelf, kept))
            .and_then(|entered| entered.map_err(|error| error.to_string()));
        let indexes = match entered {
            Ok(indexes) => indexes,
            Err(why) => {
                drop(opened);
                opened = Shelf::open_anew(dir, why)?;
                kept_at = None;
                Indexes::default()
            }
        };
        if let Some(why) = &opened.set_aside {
            tracing::warn!(%why, "the records were set aside and are derived anew");
        }
        let mut records = Records {
            shelf: opened.shelf,
            indexes,
            head: opened.reaches.position,
            stands_at: opened.reaches,
            kept_at,
        };
        let reached = opened.reaches.position.0;
        let first = reached.saturating_add(1);
        let behind = head.saturating_sub(reached);
        if behind > 0 {
            for entry in journal.read(Position(first))? {
                let entry = entry?;
                let (stamp, event) = read_entry(&entry)?;
                records.apply(stamp, Revision(entry.position.0), &event);
                records.stand_at(Head {
                    position: entry.position,
                    hash: entry.hash,
                });
                if records.shelf.waiting() >= HAND_OVER_AT {
                    records.checkpoint()?;
                }
                progress(entry.position.0.saturating_sub(reached), behind);
            }
            if records.waiting() > 0 || behind > UNNOTED {
                records.checkpoint()?;
            }
        }
        if records.indexes.ratings.is_disordered() {
            // All of them are on the shelf now, in the order of the journal.
            records.indexes.ratings = Batches::default();
            enter::<Rated>(&records.shelf, &mut records.indexes)?;
        }
        Ok(records)
    }

    /// Applies an event that stands at `revision`.
    pub fn apply(&mut self, stamp: Stamp, revision: Revision, event: &Event) {
        apply::apply(self, stamp, revision, event);
        self.head = revision;
    }

    /// Notes which entry of the journal the last event applied is.
    pub fn stand_at(&mut self, head: Head) {
        self.stands_at = Reach {
            position: Revision(head.position.0),
            hash: head.hash,
        };
    }

    fn reach(&self) -> Reach {
        if self.stands_at.position == self.head {
            self.stands_at
        } else {
            Reach {
                position: self.head,
                hash: Hash::NONE,
            }
        }
    }

    /// The position of the last event applied.
    pub fn head(&self) -> Revision {
        self.head
    }

    /// What a record begins with, and its version.
    pub fn glance<G: Glance>(&self, no: <G::Of as Record>::No) -> Option<(G, Revision)> {
        self.shelf.glance(no)
    }

    /// The version of anything.
    pub fn revision_of(&self, entity: Entity) -> Option<Revision> {
        match store::entity_key(entity) {
            Some(key) => self.shelf.revision_of(&key),
            None => self.indexes.profiles.keys().next_back().copied(),
        }
    }

    /// The branches that something belongs to; `None` where it is of the whole house, or is not there.
    pub fn branches_of(&self, entity: Entity) -> Option<BTreeSet<BranchNo>> {
        let branch = match entity {
            Entity::Charity | Entity::Branch(_) | Entity::Staff(_) | Entity::Standard(_) => None,
            Entity::Person(no) => return Some(self.get::<Person>(no)?.0.branches),
            Entity::Request(no) => self.indexes.branch_of(no),
            Entity::Arrival(no) => self.get::<Arrival>(no).map(|(one, _)| one.branch),
            Entity::Enquiry(no) => self.get::<Enquiry>(no).map(|(one, _)| one.branch),
            Entity::Draft(no) => self.get::<Draft>(no).map(|(one, _)| one.branch),
            Entity::Voice(no) => self.get::<Voice>(no).map(|(one, _)| one.branch),
        };
        branch.map(|branch| [branch].into())
    }

    /// Whether a record could not be read: then nothing further may be decided on these records.
    pub fn is_broken(&self) -> bool {
        self.shelf.is_broken()
    }

    /// Hands over what has gathered, where it is much, or where `now` asks for it regardless.
    pub fn hand_over(&mut self, now: bool) -> Result<(), RecordsError> {
        let waiting = self.shelf.waiting();
        if waiting >= HAND_OVER_AT || (now && waiting > 0) {
            self.kept_at = None;
            self.shelf.hand_over(self.reach())?;
        }
        Ok(())
    }

    /// How many changes wait to be handed over.
    pub fn waiting(&self) -> usize {
        self.shelf.waiting()
    }

    /// Writes everything and waits until it is on disk.
    pub fn checkpoint(&mut self) -> Result<(), RecordsError> {
        self.kept_at = None;
        Ok(self.shelf.checkpoint(self.reach())?)
    }

    /// Writes everything, and keeps the search keys beside it where making them anew would be felt. What changes after
    /// that discards them.
    pub fn close(&mut self) -> Result<(), RecordsError> {
        self.close_keeping(WORTH_KEEPING)
    }

    /// As [`Records::close`], keeping the search keys where there are so many people.
    pub fn close_keeping(&mut self, people: u64) -> Result<(), RecordsError> {
        let kept = self.kept_at.map_or(0, |at| at.0);
        if self.kept_at.is_some()
            && self.waiting() == 0
            && self.head.0.saturating_sub(kept) <= UNNOTED
        {
            return Ok(());
        }
        self.checkpoint()?;
        if self.indexes.search.len() < people || self.is_broken() {
            return Ok(());
        }
        match keys::keep(self.shelf.dir(), self.reach(), &self.indexes) {
            Ok(()) => self.kept_at = Some(self.head),
            // Nothing depends on them.
            Err(error) => tracing::warn!(%error, "the search keys could not be kept"),
        }
        Ok(())
    }

    /// BLAKE3 over every record, after a checkpoint.
    pub fn digest(&mut self) -> Result<[u8; 32], RecordsError> {
        self.checkpoint()?;
        Ok(self.shelf.digest()?)
    }

    /// The same, told later, of the records as they stand now. Meanwhile records may be read and changed.
    pub fn digest_beside(
        &mut self,
        tell: impl FnOnce(Result<[u8; 32], ShelfError>) + Send + 'static,
    ) -> Result<(), RecordsError> {
        if self.kept_at.is_none() || self.waiting() > 0 {
            self.checkpoint()?;
        }
        Ok(self.shelf.digest_beside(tell)?)
    }

    /// Whether a digest is being made.
    pub fn is_digesting(&self) -> bool {
        self.shelf.is_digesting()
    }
}

/// Whether the journal has the entry that records reach to.
fn follows_from(reaches: Reach, journal: &dyn Journal) -> Result<bool, JournalError> {
    if reaches.position == Revision(0) || reaches.hash == Hash::NONE {
        return Ok(true);
    }
    let mut from_there = journal.read(Position(reaches.position.0))?;
    let entry = from_there.next().transpose()?;
    Ok(entry.is_some_and(|entry| entry.hash == reaches.hash))
}

fn enter<R: Record>(shelf: &Shelf, indexes: &mut Indexes) -> Result<(), ShelfError> {
    shelf.all().try_for_each(|record| {
        let (record, revision): (R, _) = record?;
        record.index(revision, indexes, true);
        Ok(())
    })
}

fn enter_all(shelf: &Shelf, people: Option<People>) -> Result<Indexes, ShelfError> {
    let mut indexes = Indexes::default();
    enter::<store::AdoptedProfile>(shelf, &mut indexes)?;
    enter::<Branch>(shelf, &mut indexes)?;
    enter::<Staff>(shelf, &mut indexes)?;
    enter::<PinRecord>(shelf, &mut indexes)?;
    enter::<PapersAsked>(shelf, &mut indexes)?;
    indexes.people(match people {
        Some(kept) => kept,
        None => everybody(shelf)?,
    });
    enter::<Request>(shelf, &mut indexes)?;
    enter::<Arrival>(shelf, &mut indexes)?;
    enter::<Enquiry>(shelf, &mut indexes)?;
    enter::<Draft>(shelf, &mut indexes)?;
    enter::<Voice>(shelf, &mut indexes)?;
    enter::<Standard>(shelf, &mut indexes)?;
    enter::<SubjectCopy>(shelf, &mut indexes)?;
    enter::<Rated>(shelf, &mut indexes)?;
    Ok(indexes)
}

/// What is kept in memory of everybody.
fn everybody(shelf: &Shelf) -> Result<People, ShelfError> {
    let mut stopped = Ok(());
    let people = shelf
        .all::<Person>()
        .map_while(|person| person.map_err(|error| stopped = Err(error)).ok());
    let people = People::of(people.map(|(person, _)| person));
    stopped.map(|()| people)
}

impl Store for Records {
    fn get<R: Record>(&self, no: R::No) -> Option<(R, Revision)> {
        self.shelf.get(no)
    }

    fn update<R: Record>(
        &mut self,
        no: R::No,
        revision: Revision,
        change: impl FnOnce(Option<R>) -> Option<R>,
    ) {
        let before = self.shelf.get::<R>(no.clone());
        if before.as_ref().is_some_and(|(_, seen)| *seen >= revision) {
            return;
        }
        if let Some((record, seen)) = &before {
            record.index(*seen, &mut self.indexes, false);
        }
        let after = change(before.map(|(record, _)| record));
        if let Some(record) = &after {
            record.index(revision, &mut self.indexes, true);
        }
        self.shelf.put(no, revision, after.as_ref());
    }
}
