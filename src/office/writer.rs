//! The one writer: takes all waiting commands, decides them one after another, writes all their events with one sync,
//! and only then answers.
//!
//! The records are changed before the sync, so that each command of a group sees what the one before it did. So what a
//! query shows may be a few milliseconds ahead of the disk; what was acknowledged never is. Where the journal fails,
//! nothing of the group is acknowledged and the office ends: it never goes on with records that the journal does not
//! hold, and never retries a failed sync.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use tokio::sync::{OwnedSemaphorePermit, broadcast, oneshot};

use super::asker::Asker;
use super::decide::{Asked, decide, may_be_done, people};
use super::notices::{Change, Touched};
use super::remembered::{Remembered, Repeated};
use super::{branches, permissions, seen};
use crate::domain::arrival::{Arrival, Turn};
use crate::domain::branches::Branches;
use crate::domain::event::{Event, SCHEMA, Stamp};
use crate::domain::ids::{BranchNo, Entity, Revision, StaffNo};
use crate::domain::moment::Moment;
use crate::domain::voice::Voice;
use crate::journal::{FileJournal, Group, Journal, NewEntry, Outcome, Position, codec};
use crate::protocol::{Colleague, Command, Done, Made, Order, Refusal};
use crate::records::{Records, RecordsError, Store, read_entry};

/// The most commands in one group, and about how many bytes of events.
const GROUP: usize = 256;
const GROUP_BYTES: usize = 4 << 20;

/// Changes that may wait for the record store before commands wait too.
const UNWRITTEN: usize = 100_000;

/// How long records may go unwritten while nothing happens.
const QUIET: Duration = Duration::from_secs(5);

/// How long to wait for a record store that cannot keep up.
const PAUSE: Duration = Duration::from_millis(5);

/// Where the answer to a command goes.
pub type Reply = oneshot::Sender<Result<Done, Refusal>>;

/// Where the digest of every record goes, and which version they were at.
pub type Digest = oneshot::Sender<Result<(Revision, [u8; 32]), Refusal>>;

/// What the writer is asked to do.
#[derive(Debug)]
pub enum Job {
    /// A command, whose, and where the answer goes.
    Command(Asker, Box<Command>, Reply),
    /// Somebody read of people: an event that changes nothing. Nobody waits for this; the permit bounds how many are on
    /// their way.
    Read(StaffNo, Box<Event>, OwnedSemaphorePermit),
    /// Something the office found out at the door.
    Found(Found, Reply),
    /// Digest every record.
    Digest(Digest),
    /// Finish.
    Close,
}

/// An event that follows from no command.
#[derive(Debug)]
pub struct Found {
    /// Who brought it about, where that is known.
    pub by: Option<StaffNo>,
    /// Whom it is about; it was where they work.
    pub about: StaffNo,
    /// What.
    pub event: Box<Event>,
}

/// The journal, the records, and what happened lately.
pub struct Writer {
    journal: FileJournal,
    records: Arc<RwLock<Records>>,
    notices: broadcast::Sender<Change>,
    remembered: Remembered,
    repeated: RefCell<Repeated>,
}

/// Why the writer stopped.
#[derive(Debug, thiserror::Error)]
pub enum WriterError {
    /// The journal.
    #[error("the journal: {0}")]
    Journal(#[from] crate::journal::JournalError),
    /// The records.
    #[error("the records: {0}")]
    Records(#[from] RecordsError),
    /// An event could not be encoded.
    #[error("an event could not be encoded: {0}")]
    Codec(#[from] codec::CodecError),
    /// An event longer than the journal takes; no command a frame can hold leads to one.
    #[error("an event takes {bytes} bytes, more than the journal keeps")]
    TooLong {
        /// How long.
        bytes: usize,
    },
    /// A record could not be read, so nothing further can be decided.
    #[error("a record could not be read; the next office derives the records anew")]
    Broken,
}

/// The clock, read here and nowhere else in the office.
pub fn now() -> Moment {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    Moment(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

/// What is being gathered for one sync.
#[derive(Default)]
struct Gathered {
    group: Group,
    bytes: usize,
    touched: Touched,
    answers: Vec<Settled>,
    /// What this group did to an entity last: not in the journal yet, where a refusal would look for it.
    lately: HashMap<Entity, Lately>,
}

/// An answer that waits for the sync.
struct Settled {
    to: Reply,
    id: u128,
    by: StaffNo,
    done: Result<Done, Refusal>,
}

impl Settled {
    /// Of what nobody sent, or nobody may hear of twice.
    fn once(to: Reply, done: Result<Done, Refusal>) -> Settled {
        Settled {
            to,
            id: 0,
            by: StaffNo(0),
            done,
        }
    }
}

/// What was done last to something.
#[derive(Clone, Copy)]
struct Lately {
    stamp: Stamp,
    what: &'static str,
    /// Whether it is known to all who share it, and not only where it was done.
    is_shared: bool,
}

impl Lately {
    fn new(stamp: Stamp, event: &Event, entity: Entity) -> Lately {
        Lately {
            stamp,
            what: event.id(),
            is_shared: event.is_shared(entity),
        }
    }
}

impl Writer {
    /// A writer on an open journal and the records that stand at its head.
    pub fn new(
        journal: FileJournal,
        records: Arc<RwLock<Records>>,
        notices: broadcast::Sender<Change>,
    ) -> Result<Writer, WriterError> {
        Ok(Writer {
            remembered: Remembered::of(&journal)?,
            journal,
            records,
            notices,
            repeated: RefCell::default(),
        })
    }

    /// Works until told to close. Returns once everything is on disk.
    pub fn run(mut self, jobs: &Receiver<Job>) -> Result<(), WriterError> {
        let mut digests = Vec::new();
        loop {
            let first = match jobs.recv_timeout(QUIET) {
                Ok(job) => job,
                Err(RecvTimeoutError::Timeout) => {
                    self.check()?;
                    self.digest(&mut digests)?;
                    self.write_records(true)?;
                    continue;
                }
                Err(RecvTimeoutError::Disconnected) => Job::Close,
            };
            let mut gathered = Gathered::default();
            let mut close = false;
            for job in [first].into_iter().chain(jobs.try_iter()).take(GROUP) {
                match job {
                    Job::Command(asker, command, answer) => {
                        self.gather(&mut gathered, asker, command, answer)?
                    }
                    Job::Read(reader, reading, permit) => {
                        drop(permit);
                        self.gather_read(&mut gathered, reader, &reading)?;
                    }
                    Job::Found(found, answer) => {
                        self.gather_found(&mut gathered, &found, answer)?;
                    }
                    Job::Digest(answer) => digests.push(answer),
                    Job::Close => close = true,
                }
                if gathered.bytes >= GROUP_BYTES {
                    break;
                }
            }
            self.settle(gathered)?;
            self.digest(&mut digests)?;
            self.write_records(false)?;
            if close {
                let mut records = self.records.write().unwrap_or_else(PoisonError::into_inner);
                return Ok(records.close()?);
            }
        }
    }

    /// Has a digest made for those who wait for one, unless one is being made that they came too late for.
    fn digest(&self, waiting: &mut Vec<Digest>) -> Result<(), WriterError> {
        let mut records = self.records.write().unwrap_or_else(PoisonError::into_inner);
        if waiting.is_empty() || records.is_digesting() {
            return Ok(());
        }
        let (head, waiting) = (records.head(), std::mem::take(waiting));
        records.digest_beside(move |digest| {
            let told = match digest {
                Ok(digest) => Ok((head, digest)),
                Err(error) => Err(Refusal::NotKept {
                    why: error.to_string(),
                }),
            };
            for answer in waiting {
                let _ = answer.send(told.clone());
            }
        })?;
        Ok(())
    }

    /// Hands the record store what has gathered. Where the store cannot keep up, commands wait, and queries do not.
    fn write_records(&self, now: bool) -> Result<(), WriterError> {
        loop {
            let mut records = self.records.write().unwrap_or_else(PoisonError::into_inner);
            records.hand_over(now)?;
            if records.waiting() < UNWRITTEN {
                return Ok(());
            }
            drop(records);
            std::thread::sleep(PAUSE);
        }
    }

    /// Where a record could not be read, nothing decided on it may get into the journal.
    fn check(&self) -> Result<(), WriterError> {
        let records = self.records.read().unwrap_or_else(PoisonError::into_inner);
        if records.is_broken() {
            return Err(WriterError::Broken);
        }
        Ok(())
    }

    fn gather(
        &self,
        gathered: &mut Gathered,
        asker: Asker,
        command: Box<Command>,
        answer: Reply,
    ) -> Result<(), WriterError> {
        // Also who asks again for what was done is told by whom they sit there.
        let (barred, me) = {
            let records = self.records.read().unwrap_or_else(PoisonError::into_inner);
            let me = asker.on_staff(&records).map(|member| member.no);
            (asker.barred(&records), me.unwrap_or_default())
        };
        let settled = |done| Settled {
            to: answer,
            id: command.id,
            by: me,
            done,
        };
        if let Some(refusal) = barred {
            gathered.answers.push(settled(Err(refusal)));
            return Ok(());
        }
        if command.id == 0 {
            // Zero marks entries that no command led to.
            let refusal = Refusal::Invalid {
                field: "id".to_owned(),
                why: "empty".to_owned(),
            };
            gathered.answers.push(settled(Err(refusal)));
            return Ok(());
        }
        let before = gathered
            .answers
            .iter()
            .find(|before| before.id == command.id && before.done.is_ok());
        let before = before
            .and_then(|before| Some((before.by, before.done.clone().ok()?)))
            .or_else(|| self.remembered.get(command.id).cloned());
        if let Some((by, done)) = before {
            // Before the desk was opened, nobody was on the staff.
            let is_theirs = by == me || by == StaffNo(0);
            let done = Some(done).filter(|_| is_theirs);
            let told = settled(done.ok_or(Refusal::NotYourCommand));
            gathered.answers.push(told);
            return Ok(());
        }
        let mut records = self.records.write().unwrap_or_else(PoisonError::into_inner);
        let next = Revision(records.head().0.saturating_add(1));
        let asked = Asked::by(asker, &records, now(), next);
        let decision = self
            .is_on_what_was_seen(&records, &asked, gathered, &command)
            .and_then(|()| decide(&records, &asked, &command.order));
        let stamp = asked.stamp();
        let decision = decision.and_then(|(events, made)| {
            let entries = keepable(stamp, command.id, &events)?;
            Ok((events, entries, made))
        });
        let done = match decision {
            Err(refusal) => {
                let told = people::told_by(&records, &asked, &command.order, &refusal);
                for event in &told {
                    let entry = entry(stamp, 0, event)?;
                    append(&mut records, gathered, stamp, event, entry);
                }
                Err(refusal)
            }
            Ok((events, entries, made)) => {
                for (event, entry) in events.iter().zip(entries) {
                    if !self.repeated.borrow_mut().is(stamp, event, &entry) {
                        append(&mut records, gathered, stamp, event, entry);
                    }
                }
                Ok(Done {
                    revision: records.head(),
                    made,
                })
            }
        };
        drop(records);
        gathered.answers.push(settled(done));
        Ok(())
    }

    fn gather_read(
        &self,
        gathered: &mut Gathered,
        reader: StaffNo,
        reading: &Event,
    ) -> Result<(), WriterError> {
        let mut records = self.records.write().unwrap_or_else(PoisonError::into_inner);
        let Some(branch) = records.indexes.staff.get(&reader).map(|staff| staff.branch) else {
            return Ok(());
        };
        let stamp = Stamp {
            at: now(),
            by: reader,
            branch,
        };
        let entry = entry(stamp, 0, reading)?;
        if !self.repeated.borrow_mut().is(stamp, reading, &entry) {
            append(&mut records, gathered, stamp, reading, entry);
        }
        Ok(())
    }

    fn gather_found(
        &self,
        gathered: &mut Gathered,
        found: &Found,
        answer: Reply,
    ) -> Result<(), WriterError> {
        let mut records = self.records.write().unwrap_or_else(PoisonError::into_inner);
        if let Event::PaperAsked { .. } = *found.event
            && let Err(refusal) = people::papers_left(&records, found.about, now())
        {
            // Others may have been asked for at once: here they come one after another.
            gathered.answers.push(Settled::once(answer, Err(refusal)));
            return Ok(());
        }
        let at_work = records.indexes.staff.get(&found.by.unwrap_or(found.about));
        let stamp = Stamp {
            at: now(),
            by: found.by.unwrap_or(StaffNo(0)),
            branch: at_work.map_or(BranchNo(1), |member| member.branch),
        };
        let entry = entry(stamp, 0, &found.event)?;
        append(&mut records, gathered, stamp, &found.event, entry);
        let done = Done {
            revision: records.head(),
            made: Made::Nothing,
        };
        drop(records);
        gathered.answers.push(Settled::once(answer, Ok(done)));
        Ok(())
    }

    /// Refuses a command whose sender saw an older version of something it names, once it is plain that they may have
    /// it done: to anybody else it is not said that something changed.
    fn is_on_what_was_seen(
        &self,
        records: &Records,
        asked: &Asked<'_>,
        gathered: &Gathered,
        command: &Command,
    ) -> Result<(), Refusal> {
        let order = &command.order;
        let Some((entity, saw)) = command.saw else {
            may_be_done(records, asked, order)?;
            people::may_be_blind(records, order)?;
            return self.is_nobody_elses(records, asked, gathered, order);
        };
        may_be_done(records, asked, order)?;
        if !branches::versions_of(order).contains(&entity) {
            return Err(Refusal::Invalid {
                field: "saw".to_owned(),
                why: "unknown".to_owned(),
            });
        }
        let sees = asked.branches();
        match seen::version(records, &sees, entity) {
            Some(now) if now != saw && !(is_of_the_house(entity) && now < saw) => {
                permissions::may_step(records, asked, order)?;
                Err(self.stale(records, &sees, gathered, (entity, now)))
            }
            _ => Ok(()),
        }
    }

    /// Where no version is said, what is done once is done by nobody else meanwhile. Whoever calls a visitor, or lets them
    /// go, saw nobody with them, or says what they saw since; whoever answers what was said saw no answer to it.
    fn is_nobody_elses(
        &self,
        records: &Records,
        asked: &Asked<'_>,
        gathered: &Gathered,
        order: &Order,
    ) -> Result<(), Refusal> {
        let me = asked.staff.map(|me| me.no);
        let first = match order {
            Order::CallVisitor(no) | Order::LetVisitorGo(no) => {
                let arrival = records.get::<Arrival>(*no);
                let others = |turn| matches!(turn, Turn::With(with, _) if Some(with) != me);
                let taken = arrival.filter(|(one, _)| others(one.turn));
                taken.map(|(_, now)| (Entity::Arrival(*no), now))
            }
            Order::AnswerVoice { voice: no, .. } => {
                let voice = records.get::<Voice>(*no);
                let answered = voice.filter(|(one, _)| !one.is_open());
                answered.map(|(_, now)| (Entity::Voice(*no), now))
            }
            _ => None,
        };
        first.map_or(Ok(()), |first| {
            Err(self.stale(records, &asked.branches(), gathered, first))
        })
    }

    /// Who changed what, as far as whoever sees these branches may know it.
    fn stale(
        &self,
        records: &Records,
        sees: &Branches,
        gathered: &Gathered,
        (entity, now): (Entity, Revision),
    ) -> Refusal {
        let lately = gathered.lately.get(&entity).copied().or_else(|| {
            let at = records.revision_of(entity)?;
            let entry = self.journal.read(Position(at.0)).ok()?.next()?.ok()?;
            let (stamp, event) = read_entry(&entry).ok()?;
            Some(Lately::new(stamp, &event, entity))
        });
        let lately = lately.filter(|one| one.is_shared || sees.has(one.stamp.branch));
        let staff = &records.indexes.staff;
        let by = lately.and_then(|one| staff.get(&one.stamp.by));
        Refusal::Stale {
            entity,
            what: lately.map_or_else(String::new, |one| one.what.to_owned()),
            by: by.map_or_else(Colleague::default, |by| by.name.clone().into()),
            at: lately.map_or_else(Moment::default, |one| one.stamp.at),
            now,
        }
    }

    /// Writes what was gathered, then tells, then answers: who has an answer will not be told of what came before it.
    fn settle(&mut self, gathered: Gathered) -> Result<(), WriterError> {
        let Gathered {
            group,
            touched,
            answers,
            ..
        } = gathered;
        if let Err(error) = self.check().and_then(|()| self.write_journal(group)) {
            // None of it happened as far as anybody can rely on: who asked is told, and why.
            let why = error.to_string();
            for answer in answers {
                let _ = answer.to.send(Err(Refusal::NotKept { why: why.clone() }));
            }
            return Err(error);
        }
        let mut records = self.records.write().unwrap_or_else(PoisonError::into_inner);
        records.stand_at(self.journal.head());
        drop(records);
        let head = Revision(self.journal.head().position.0);
        if let Some(change) = touched.changed(head) {
            let _ = self.notices.send(change);
        }
        for Settled { to, id, by, done } in answers {
            if let (Ok(done), 1..) = (&done, id) {
                self.remembered.keep(id, by, done.clone());
            }
            // Whoever asked may be gone; it is done all the same.
            let _ = to.send(done);
        }
        Ok(())
    }

    fn write_journal(&mut self, group: Group) -> Result<(), WriterError> {
        if group.entries.is_empty() {
            return Ok(());
        }
        // No expectations: what the commands saw was held against the records above, and this is the only appender,
        // so nothing can have come between.
        let outcomes = self.journal.append(&[group], &|_| Position::NONE)?;
        match outcomes.first() {
            Some(Outcome::TooLong { bytes }) => Err(WriterError::TooLong { bytes: *bytes }),
            Some(Outcome::Moved { .. }) => Err(WriterError::Broken),
            _ => Ok(()),
        }
    }
}

/// What is known to the whole house has a version that is a place in the journal: whoever saw it as the house stood at
/// a later one saw it as it is.
const fn is_of_the_house(entity: Entity) -> bool {
    matches!(
        entity,
        Entity::Charity | Entity::Branch(_) | Entity::Staff(_) | Entity::Standard(_)
    )
}

/// Applies an event and adds it to what is to be written.
fn append(
    records: &mut Records,
    gathered: &mut Gathered,
    stamp: Stamp,
    event: &Event,
    entry: NewEntry,
) {
    let revision = Revision(records.head().0.saturating_add(1));
    records.apply(stamp, revision, event);
    for entity in event.touches() {
        gathered
            .lately
            .insert(entity, Lately::new(stamp, event, entity));
    }
    gathered.touched.note(records, stamp, event);
    gathered.bytes = gathered.bytes.saturating_add(entry.payload.len());
    gathered.group.entries.push(entry);
}

/// Events as the journal keeps them; refused where one is more than it keeps, before any of them happens.
fn keepable(stamp: Stamp, command: u128, events: &[Event]) -> Result<Vec<NewEntry>, Refusal> {
    let entries = events.iter().map(|event| entry(stamp, command, event));
    entries
        .collect::<Result<_, _>>()
        .map_err(|_| Refusal::Invalid {
            field: "text".to_owned(),
            why: "too-long".to_owned(),
        })
}

/// An event as the journal keeps it.
pub fn entry(stamp: Stamp, command: u128, event: &Event) -> Result<NewEntry, codec::CodecError> {
    let (stamp, command) = event.stamped(stamp, command);
    Ok(NewEntry {
        stamp: crate::journal::Stamp {
            at: stamp.at.0,
            staff: stamp.by.0,
            branch: stamp.branch.0,
        },
        command,
        kind: KIND_EVENT,
        schema: SCHEMA,
        payload: codec::encode(event)?,
    })
}

/// The kind of journal entry that holds an event; there is no other yet.
const KIND_EVENT: u8 = 1;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::{RequestNo, StaffNo};

    #[test]
    fn what_is_more_than_the_journal_keeps_is_refused_before_any_of_it_happens() {
        let stamp = Stamp {
            at: now(),
            by: StaffNo(1),
            branch: crate::domain::ids::BranchNo(1),
        };
        let request = RequestNo {
            year: 1448,
            serial: 1,
        };
        let withdrawn = |letters: usize| Event::RequestWithdrawn {
            request,
            because: "a".repeat(letters),
        };
        let kept = keepable(stamp, 7, &[withdrawn(1), withdrawn(2)]).unwrap();
        assert_eq!(kept.len(), 2);
        let refused = keepable(stamp, 7, &[withdrawn(1), withdrawn(codec::LIMIT)]);
        let Err(Refusal::Invalid { field, why }) = refused else {
            panic!("it is kept");
        };
        assert_eq!((field.as_str(), why.as_str()), ("text", "too-long"));
    }
}
