//! A desk without an office around it: decide, keep, apply.

use std::collections::BTreeSet;
use std::path::PathBuf;

use istiqbal::domain::event::{Event, SCHEMA, Stamp};
use istiqbal::domain::ids::{BranchNo, RequestNo, Revision};
use istiqbal::domain::moment::Moment;
use istiqbal::domain::request::Request;
use istiqbal::domain::staff::Role;
use istiqbal::journal::{self, Journal, NewEntry, codec};
use istiqbal::office::Asker;
use istiqbal::office::decide::{Asked, decide};
use istiqbal::protocol::{Made, Order, Refusal};
use istiqbal::records::{Records, Store, read_entry};

use super::memory::MemoryJournal;

/// Unix users and what they are at the desk; the last is a stranger to it.
pub const RECEPTION: u32 = 1;
pub const RESEARCHER: u32 = 2;
pub const SUPERVISOR: u32 = 3;
pub const SECRETARY: u32 = 4;
pub const AUDITOR: u32 = 5;
pub const STRANGER: u32 = 6;

/// Who is added once the first has opened the desk.
pub const COLLEAGUES: [(u32, Role); 4] = [
    (RESEARCHER, Role::SocialResearcher),
    (SUPERVISOR, Role::Supervisor),
    (SECRETARY, Role::CommitteeSecretary),
    (AUDITOR, Role::Auditor),
];

/// When a desk is opened, unless a test says otherwise.
const OPENED: Moment = Moment(1_795_208_400_000);

pub struct Desk {
    pub journal: MemoryJournal,
    pub records: Records,
    pub dir: tempfile::TempDir,
    pub now: Moment,
}

/// The orders that open a desk with one of each role.
pub fn opening(profile: &str) -> Vec<Order> {
    let first = Order::OpenDesk {
        profile: profile.to_owned(),
        branch: "الرئيسي".into(),
        name: "سلمى".into(),
        roles: [Role::Reception].into(),
    };
    let colleagues = COLLEAGUES.into_iter().map(|(uid, role)| Order::AddStaff {
        name: role.id().to_owned(),
        uid,
        roles: BTreeSet::from([role]),
        branch: BranchNo(1),
    });
    [first].into_iter().chain(colleagues).collect()
}

impl Desk {
    /// A desk with nobody and nothing at it, not even opened.
    pub fn bare() -> Desk {
        let dir = super::scratch();
        let journal = MemoryJournal::default();
        let records = Records::open(&dir.path().join("records"), &journal, &mut |_, _| {}).unwrap();
        Desk {
            journal,
            records,
            dir,
            now: OPENED,
        }
    }

    /// A desk of a charity, with one of each role.
    pub fn open(profile: &str) -> Desk {
        Desk::open_at(OPENED, profile)
    }

    /// The same, opened at a moment.
    pub fn open_at(now: Moment, profile: &str) -> Desk {
        let mut desk = Desk::bare();
        desk.now = now;
        for order in opening(profile) {
            desk.order(RECEPTION, &order).unwrap();
        }
        desk
    }

    pub fn asked<T>(&self, uid: u32, with: impl FnOnce(&Records, &Asked<'_>) -> T) -> T {
        let next = Revision(self.journal.0.len() as u64 + 1);
        let asked = Asked::by(Asker::of_user(uid), &self.records, self.now, next);
        with(&self.records, &asked)
    }

    /// What would follow from an order.
    pub fn decide(&self, uid: u32, order: &Order) -> Result<(Vec<Event>, Made), Refusal> {
        self.asked(uid, |records, asked| decide(records, asked, order))
    }

    /// Has an order done, a minute after the one before.
    pub fn order(&mut self, uid: u32, order: &Order) -> Result<(Vec<Event>, Made), Refusal> {
        self.now.0 += 60_000;
        let (events, made) = self.decide(uid, order)?;
        let stamp = self.asked(uid, |_, asked| asked.stamp());
        for event in &events {
            self.journal.push(NewEntry {
                stamp: journal::Stamp {
                    at: stamp.at.0,
                    staff: stamp.by.0,
                    branch: stamp.branch.0,
                },
                command: u128::from(self.journal.head().position.0),
                kind: 1,
                schema: SCHEMA,
                payload: codec::encode(event).unwrap(),
            });
            let revision = Revision(self.journal.head().position.0);
            self.records.apply(stamp, revision, event);
            self.records.stand_at(self.journal.head());
            for entity in event.touches() {
                let at = self.records.revision_of(entity);
                assert!(
                    at.is_none_or(|at| at == revision),
                    "{event:?} changed nothing"
                );
            }
        }
        Ok((events, made))
    }

    pub fn request(&self, no: RequestNo) -> Request {
        self.records.get::<Request>(no).unwrap().0
    }

    /// Every request there is.
    pub fn requests(&self) -> Vec<RequestNo> {
        let last = &self.records.indexes.last.request;
        last.iter()
            .flat_map(|(year, last)| {
                (1..=*last).map(|serial| RequestNo {
                    year: *year,
                    serial,
                })
            })
            .collect()
    }

    pub fn records_dir(&self) -> PathBuf {
        self.dir.path().join("records")
    }

    /// The office dies: what was handed over is written, nothing else.
    pub fn die(self) -> (MemoryJournal, tempfile::TempDir) {
        (self.journal, self.dir)
    }
}

/// The same journal with every entry told otherwise.
pub fn retold(desk: &Desk, tell: impl Fn(Stamp, Event) -> (Stamp, Event)) -> MemoryJournal {
    let mut retold = MemoryJournal::default();
    for kept in &desk.journal.0 {
        let (stamp, event) = read_entry(kept).unwrap();
        let (stamp, event) = tell(stamp, event);
        retold.push(NewEntry {
            stamp: journal::Stamp {
                at: stamp.at.0,
                staff: stamp.by.0,
                branch: stamp.branch.0,
            },
            command: kept.command,
            kind: kept.kind,
            schema: kept.schema,
            payload: codec::encode(&event).unwrap(),
        });
    }
    retold
}

/// The digest of records derived from a journal from the beginning.
pub fn rebuilt(journal: &MemoryJournal) -> ([u8; 32], Records, tempfile::TempDir) {
    let dir = super::scratch();
    let mut records = Records::open(&dir.path().join("records"), journal, &mut |_, _| {}).unwrap();
    (records.digest().unwrap(), records, dir)
}
