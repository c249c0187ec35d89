//! How many requests wait at each stage. Every desk shows these counts and asks again after each change, so they are
//! counted once for all desks that see the same branches from the same branch.

use std::sync::{Mutex, PoisonError};

use chrono::NaiveDate;

use super::asker::Asker;
use super::decide::Asked;
use super::outreach;
use super::serve::Office;
use super::writer::now;
use crate::domain::branches::Branches;
use crate::domain::ids::{BranchNo, Revision};
use crate::domain::request::Stage;
use crate::domain::staff::Staff;
use crate::protocol::{Counts, Refusal};
use crate::records::Records;

/// The view that counts are made for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    home: BranchNo,
    branches: Branches,
}

impl Seen {
    /// By a member of staff.
    #[must_use]
    pub fn by(member: &Staff) -> Seen {
        Seen {
            home: member.branch,
            branches: member.branches(),
        }
    }
}

/// Counts, as they stand.
#[must_use]
pub fn of(records: &Records, seen: &Seen, today: NaiveDate) -> Counts {
    let indexes = &records.indexes;
    let Seen { home, branches } = seen;
    let line = indexes
        .line
        .range((*home, Default::default())..)
        .take_while(|(at, _)| at == home)
        .count();
    let day = indexes
        .days
        .get(&(today, *home))
        .copied()
        .unwrap_or_default();
    Counts {
        waiting: u32::try_from(line).unwrap_or(u32::MAX),
        stages: Stage::QUEUES
            .into_iter()
            .map(|stage| (stage, indexes.queues.count(stage, branches)))
            .collect(),
        reply_due: indexes
            .reply_floors
            .range(..=(today, BranchNo(u16::MAX)))
            .filter(|((_, at), _)| branches.has(*at))
            .map(|(_, requests)| *requests)
            .sum(),
        arrived_today: day.arrived,
        submitted_today: day.submitted,
        enquiries_today: day.enquiries,
        outreach: outreach::total(records, today, branches),
        voices: {
            let heard = indexes.voices.values();
            let open = heard.filter(|one| one.open && branches.has(one.branch));
            u32::try_from(open.count()).unwrap_or(u32::MAX)
        },
    }
}

/// The counts made since the last change.
#[derive(Default)]
pub(super) struct Counted(Mutex<Since>);

#[derive(Default)]
struct Since {
    /// The journal's head, and the day.
    at: (Revision, NaiveDate),
    counts: Vec<(Seen, Counts)>,
}

impl Counted {
    fn or(
        &self,
        at: (Revision, NaiveDate),
        seen: Seen,
        count: impl FnOnce(&Seen) -> Counts,
    ) -> Counts {
        let mut since = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if since.at != at {
            since.at = at;
            since.counts.clear();
        }
        if let Some((_, counts)) = since.counts.iter().find(|(one, _)| *one == seen) {
            return counts.clone();
        }
        let counts = count(&seen);
        since.counts.push((seen, counts.clone()));
        counts
    }
}

impl Office {
    /// Counts, for a member of staff.
    pub(super) fn counts(&self, asker: Asker) -> Result<Counts, Refusal> {
        self.look(|records| {
            let asked = Asked::by(asker, records, now(), Revision(0));
            let (seen, today) = (Seen::by(asked.member()?), asked.now.date());
            let at = (records.head(), today);
            Ok(self.counted.or(at, seen, |seen| of(records, seen, today)))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_counted_once_until_something_happens_or_the_day_ends() {
        let counted = Counted::default();
        let [today, tomorrow] = [1, 2].map(|day| NaiveDate::from_ymd_opt(2026, 1, day).unwrap());
        let seen = |home, branches| Seen {
            home: BranchNo(home),
            branches,
        };
        let mut waiting = 0;
        for (head, day, seen, wanted) in [
            (1, today, seen(1, Branches::All), 1),
            (1, today, seen(1, Branches::All), 1),
            (1, today, seen(2, Branches::All), 2),
            (1, today, seen(1, Branches::one(BranchNo(1))), 3),
            (1, today, seen(2, Branches::All), 2),
            (2, today, seen(2, Branches::All), 4),
            (2, tomorrow, seen(2, Branches::All), 5),
            (2, tomorrow, seen(1, Branches::All), 6),
        ] {
            let counts = counted.or((Revision(head), day), seen, |_| {
                waiting += 1;
                Counts {
                    waiting,
                    ..Counts::default()
                }
            });
            assert_eq!(counts.waiting, wanted);
        }
    }
}
