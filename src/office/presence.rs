//! Who has which record open, told to those who have the same one open or look at a queue. It is kept in memory only,
//! and forgotten with the connection that said it.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;
use tokio::time::{Instant, sleep_until};

use super::asker::Asker;
use super::decide::Asked;
use super::notices::GATHERED;
use super::permissions;
use super::serve::Office;
use super::writer::now;
use crate::domain::ids::{Entity, Revision, StaffNo};
use crate::domain::moment::Moment;
use crate::protocol::{Colleague, Companion, Query, Sight};
use crate::records::Records;

/// What every connection has open.
#[derive(Default)]
pub(super) struct Presence {
    lines: Mutex<Lines>,
    changed: watch::Sender<()>,
}

#[derive(Default)]
struct Lines {
    last: u64,
    open: BTreeMap<u64, Opening>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
struct Opening {
    record: Entity,
    by: StaffNo,
    since: Moment,
}

impl Presence {
    fn lines(&self) -> MutexGuard<'_, Lines> {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What a line has open from now on.
    fn set(&self, line: u64, opening: Option<Opening>) {
        let before = {
            let open = &mut self.lines().open;
            match opening {
                Some(opening) => open.insert(line, opening),
                None => open.remove(&line),
            }
        };
        if before != opening {
            self.changed.send_replace(());
        }
    }
}

/// What one connection has open, and what it was told of others.
pub(super) struct Place<'a> {
    office: &'a Office,
    line: u64,
    sight: Sight,
    by: Option<StaffNo>,
    changed: watch::Receiver<()>,
    told: Vec<Companion>,
    /// Something is to be looked up: the sight changed, or others have something else open.
    fresh: bool,
    /// Not before.
    next: Instant,
}

impl<'a> Place<'a> {
    pub(super) fn new(office: &'a Office) -> Place<'a> {
        let line = {
            let mut lines = office.presence.lines();
            lines.last = lines.last.wrapping_add(1);
            lines.last
        };
        Place {
            office,
            line,
            sight: Sight::Nothing,
            by: None,
            changed: office.presence.changed.subscribe(),
            told: vec![],
            fresh: false,
            next: Instant::now(),
        }
    }

    /// Something else is before it. What its user may not read is not open.
    pub(super) fn look(&mut self, asker: Asker, sight: Sight) {
        let asked_for = match sight {
            Sight::Record(record) => Some(record),
            Sight::Nothing | Sight::Queue => None,
        };
        let (by, opening) = self.office.look(|records| {
            let asked = Asked::by(asker, records, now(), Revision(0));
            let by = asked.staff.map(|member| member.no);
            let record = asked_for.filter(|record| may_read(records, &asked, *record));
            let opening = by.zip(record).map(|(by, record)| Opening {
                record,
                by,
                since: asked.now,
            });
            (by, opening)
        });
        self.sight = match sight {
            Sight::Record(_) if opening.is_none() => Sight::Nothing,
            sight => sight,
        };
        self.by = by;
        self.told.clear();
        self.fresh = true;
        self.office.presence.set(self.line, opening);
    }

    /// Somebody else may sit there now: what was open was not theirs.
    pub(super) fn reseated(&mut self, asker: Asker) {
        let sits = |records: &Records| asker.on_staff(records).map(|member| member.no);
        if self.sight != Sight::Nothing && self.office.look(sits) != self.by {
            self.look(asker, Sight::Nothing);
        }
    }

    /// Waits until there is something else to tell of others, and says what.
    pub(super) async fn company(&mut self, asker: Asker) -> Vec<Companion> {
        loop {
            if self.sight == Sight::Nothing {
                return std::future::pending().await;
            }
            if !self.fresh && self.changed.changed().await.is_err() {
                return std::future::pending().await;
            }
            self.fresh = true;
            sleep_until(self.next).await;
            self.fresh = false;
            self.changed.mark_unchanged();
            let seen = self.seen(asker);
            self.next = Instant::now() + GATHERED;
            if seen != self.told {
                self.told.clone_from(&seen);
                return seen;
            }
        }
    }

    fn seen(&self, asker: Asker) -> Vec<Companion> {
        let is_seen = |opening: &Opening| match self.sight {
            Sight::Nothing => false,
            Sight::Record(record) => opening.record == record,
            Sight::Queue => matches!(opening.record, Entity::Request(_)),
        };
        let others: Vec<Opening> = {
            let lines = self.office.presence.lines();
            let others = lines.open.iter().filter(|(line, _)| **line != self.line);
            others
                .map(|(_, opening)| *opening)
                .filter(is_seen)
                .collect()
        };
        if others.is_empty() {
            return vec![];
        }
        let mut seen = self.office.look(|records| {
            let asked = Asked::by(asker, records, now(), Revision(0));
            let readable = others
                .into_iter()
                .filter(|opening| may_read(records, &asked, opening.record));
            let named = readable.map(|opening| Companion {
                record: opening.record,
                since: opening.since,
                who: name(records, opening.by),
            });
            named.collect::<Vec<_>>()
        });
        seen.sort_by_key(|one| (one.record, one.since));
        seen
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.office.presence.set(self.line, None);
    }
}

fn name(records: &Records, staff: StaffNo) -> Colleague {
    let member = records.indexes.staff.get(&staff);
    member.map_or_else(Colleague::default, |member| member.name.clone().into())
}

/// Whether somebody could open a record's page.
fn may_read(records: &Records, asked: &Asked<'_>, record: Entity) -> bool {
    let query = match record {
        Entity::Person(no) => Query::Person(no),
        Entity::Request(no) => Query::Request(no),
        _ => return false,
    };
    records.revision_of(record).is_some() && permissions::may_ask(records, asked, &query).is_ok()
}
