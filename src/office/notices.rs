//! Notices: each desk is told what changed, as far as it belongs to the branches its member of staff sees. A change at
//! another branch does not even wake the desk.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::broadcast::{self, error::RecvError};
use tokio::time::{Instant, sleep_until};

use super::asker::Asker;
use super::seen;
use super::serve::Office;
use crate::domain::branches::Branches;
use crate::domain::event::{Event, Stamp};
use crate::domain::ids::{Entity, Revision, StaffNo};
use crate::domain::person::Person;
use crate::domain::staff::Staff;
use crate::protocol::Notice;
use crate::records::{Records, Store};

/// The most a notice names one by one. A lot of imported people says only that much changed.
const TOUCHED: usize = 500;

/// How long after a notice the next one waits, with what else happens meanwhile: however much goes on, a desk draws no
/// more often than anybody can see, and shows each change within the tenth of a second it is given.
pub(super) const GATHERED: Duration = Duration::from_millis(75);

/// Who is told of something.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Whose {
    /// Whoever sees one of the branches it belongs to.
    Branches(Branches),
    /// This member of staff alone.
    Member(StaffNo),
}

/// A changed record, and to whom it belongs.
#[derive(Clone, Debug, Default)]
pub struct Touched(BTreeMap<Entity, Whose>);

/// Who hears notices: a member of staff, and the branches they see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hearer {
    /// Who.
    pub staff: Option<StaffNo>,
    /// The branches.
    pub sees: Branches,
}

impl Hearer {
    fn hears(&self, entity: Entity, whose: &Whose) -> bool {
        match (self.staff, whose) {
            // A stranger is told that the desk was opened, and nothing of who works there and on what.
            (None, _) => entity == Entity::Charity,
            (Some(_), Whose::Branches(branches)) => branches.overlap(&self.sees),
            (Some(me), Whose::Member(staff)) => me == *staff,
        }
    }
}

impl Touched {
    /// Notes what an event touched that has just been applied.
    pub fn note(&mut self, records: &Records, stamp: Stamp, event: &Event) {
        for entity in event.touches() {
            let told = whose(records, stamp, event, entity);
            // Of a group, each is told of what is theirs.
            let told = match (self.0.remove(&entity), told) {
                (Some(Whose::Branches(known)), Whose::Branches(more)) => {
                    Whose::Branches(known.and(more))
                }
                (_, told) => told,
            };
            self.0.insert(entity, told);
        }
    }

    /// As it is told, once the journal reaches there; nothing where nothing was touched.
    pub fn changed(self, revision: Revision) -> Option<Change> {
        if self.0.is_empty() {
            return None;
        }
        let read_afresh = self.0.len() > TOUCHED;
        Some(Change {
            revision,
            touched: Arc::new(self.0),
            read_afresh,
        })
    }
}

/// Who is told of something: whoever sees a branch it belongs to, everybody where it is of the whole house, and of
/// what is somebody's own, they alone.
fn whose(records: &Records, stamp: Stamp, event: &Event, entity: Entity) -> Whose {
    Whose::Branches(match (entity, event) {
        // Nobody else sees it.
        (Entity::Draft(_), _) => return Whose::Member(stamp.by),
        // There since this moment, which need not be looked up.
        (Entity::Person(_), Event::PersonRegistered { .. }) => Branches::one(stamp.branch),
        (Entity::Person(_), Event::FoundNotTheSame { person, other }) => {
            let of = |no| records.branches_of(Entity::Person(no)).unwrap_or_default();
            let both = of(*person).intersection(&of(*other)).copied().collect();
            Branches::one(stamp.branch).and(Branches::Only(both))
        }
        // What one branch does for a person that others know as well.
        (Entity::Person(_), event) if !event.is_shared(entity) => {
            let asks = event.contact().and_then(|(no, reason)| {
                let home = || records.get::<Person>(no).map(|(person, _)| person.branch);
                seen::asks(records, reason, home)
            });
            Branches::Only(asks.into_iter().chain([stamp.branch]).collect())
        }
        _ => records
            .branches_of(entity)
            .map_or(Branches::All, Branches::Only),
    })
}

/// A change, before it is told to anybody.
#[derive(Clone, Debug)]
pub struct Change {
    revision: Revision,
    touched: Arc<BTreeMap<Entity, Whose>>,
    read_afresh: bool,
}

impl Change {
    /// What somebody is told of it; nothing where it is others'.
    #[must_use]
    pub fn told_to(&self, hearer: &Hearer) -> Option<Notice> {
        let touched = self.touched.iter();
        let mut theirs = touched
            .filter(|(entity, whose)| hearer.hears(**entity, whose))
            .map(|(entity, _)| *entity)
            .peekable();
        theirs.peek()?;
        Some(Notice {
            revision: self.revision,
            touched: if self.read_afresh {
                vec![]
            } else {
                theirs.collect()
            },
            read_afresh: self.read_afresh,
        })
    }

    /// Whether what somebody sees may be another thing since.
    #[must_use]
    pub fn touches_staff(&self) -> bool {
        let mut touched = self.touched.keys();
        touched.any(|one| matches!(one, Entity::Staff(_)))
    }

    /// Whether somebody may do other things since, or does them by another profile: seldom, and told at once.
    fn touches_the_house(&self) -> bool {
        let mut touched = self.touched.keys();
        touched.any(|one| matches!(one, Entity::Staff(_) | Entity::Charity | Entity::Branch(_)))
    }
}

/// A client that is told of changes.
pub(super) struct Listener {
    changes: broadcast::Receiver<Change>,
    asker: Asker,
    /// Nothing, before it is said who asks.
    hearer: Option<Hearer>,
    /// What is to be told next.
    gathered: Option<Notice>,
    /// Not before.
    next: Instant,
}

impl Listener {
    /// Told of what happens from now on.
    pub fn new(office: &Office, asker: Asker) -> Listener {
        let changes = office.notices.subscribe();
        Listener {
            changes,
            asker,
            hearer: office.hearer(asker).0,
            gathered: None,
            next: Instant::now(),
        }
    }

    /// The next notice that is this asker's. Where some were missed, or they see other branches than they did, they are
    /// to read afresh. Who has yet to say who they are is told nothing, and reads afresh once they have.
    ///
    /// Nothing is lost where this is not waited for to its end.
    pub async fn next(&mut self, office: &Office, asker: Asker) -> Notice {
        if self.asker != asker {
            self.asker = asker;
            self.hearer = office.hearer(asker).0;
            // It was somebody else's.
            self.gathered = None;
        }
        loop {
            let now = Instant::now();
            if let Some(notice) = self.gathered.take_if(|_| now >= self.next) {
                self.next = now + GATHERED;
                return notice;
            }
            let change = if self.gathered.is_some() {
                tokio::select! {
                    () = sleep_until(self.next) => continue,
                    change = self.changes.recv() => change,
                }
            } else {
                self.changes.recv().await
            };
            let notice = match change {
                Ok(change) => {
                    if change.touches_the_house() {
                        self.next = Instant::now();
                    }
                    self.told_of(office, &change)
                }
                Err(RecvError::Lagged(_)) => {
                    // What still waits is older than what will be read now.
                    self.changes = self.changes.resubscribe();
                    self.missed(office.hearer(asker))
                }
                Err(RecvError::Closed) => std::future::pending().await,
            };
            if let Some(notice) = notice {
                self.gathered = Some(match self.gathered.take() {
                    Some(before) => joined(before, notice),
                    None => notice,
                });
            }
        }
    }

    /// Whether somebody else is told from now on, or who sees other branches. What waits was for whoever was before.
    fn turns_to(&mut self, hearer: Option<Hearer>) -> bool {
        let turns = self.hearer != hearer;
        if turns {
            self.hearer = hearer;
            self.gathered = None;
        }
        turns
    }

    /// Some of what happened was missed, and with it perhaps that somebody else is told from now on.
    fn missed(&mut self, (hearer, head): (Option<Hearer>, Revision)) -> Option<Notice> {
        self.turns_to(hearer);
        self.hearer.is_some().then(|| afresh(head))
    }

    fn told_of(&mut self, office: &Office, change: &Change) -> Option<Notice> {
        if change.touches_staff() {
            let (hearer, head) = office.hearer(self.asker);
            if self.turns_to(hearer) {
                return self.hearer.is_some().then(|| afresh(head));
            }
        }
        change.told_to(self.hearer.as_ref()?)
    }
}

/// Two notices as one.
fn joined(before: Notice, notice: Notice) -> Notice {
    let mut touched = before.touched;
    touched.extend(notice.touched);
    touched.sort_unstable();
    touched.dedup();
    let read_afresh = before.read_afresh || notice.read_afresh || touched.len() > TOUCHED;
    Notice {
        revision: before.revision.max(notice.revision),
        touched: if read_afresh { vec![] } else { touched },
        read_afresh,
    }
}

fn afresh(revision: Revision) -> Notice {
    Notice {
        revision,
        touched: vec![],
        read_afresh: true,
    }
}

impl Office {
    /// Who asks, where that is known; and how far the records are.
    fn hearer(&self, asker: Asker) -> (Option<Hearer>, Revision) {
        self.look(|records| {
            let hearer = match asker.barred(records) {
                Some(_) => None,
                None => {
                    let member = asker.on_staff(records);
                    Some(Hearer {
                        staff: member.map(|member| member.no),
                        sees: member.map_or_else(Branches::none, Staff::branches),
                    })
                }
            };
            (hearer, records.head())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::{ArrivalNo, BranchNo, DraftNo, PersonNo, RequestNo};

    #[test]
    fn a_desk_is_told_of_its_branches_and_of_the_house() {
        let [one, two] = [1, 2].map(BranchNo);
        let arrival = Entity::Arrival(ArrivalNo(1));
        let person = Entity::Person(PersonNo(1));
        let request = Entity::Request(RequestNo {
            year: 1448,
            serial: 1,
        });
        let staff = Entity::Staff(StaffNo(1));
        let draft = Entity::Draft(DraftNo(1));
        let touched = |what: &[(Entity, Whose)]| {
            let touched = Touched(what.iter().cloned().collect());
            touched.changed(Revision(7)).unwrap()
        };
        let here = touched(&[
            (arrival, Whose::Branches(Branches::one(one))),
            (person, Whose::Branches(Branches::Only([one, two].into()))),
            (request, Whose::Branches(Branches::one(two))),
            (staff, Whose::Branches(Branches::All)),
            (draft, Whose::Member(StaffNo(8))),
        ]);
        let hearer = |sees, staff| Hearer {
            staff: Some(StaffNo(staff)),
            sees,
        };
        assert!(here.touches_staff());
        for (hears, told) in [
            (
                hearer(Branches::All, 7),
                &[staff, person, request, arrival][..],
            ),
            (hearer(Branches::one(one), 7), &[staff, person, arrival]),
            (hearer(Branches::one(two), 7), &[staff, person, request]),
            (hearer(Branches::none(), 7), &[staff]),
            (
                hearer(Branches::one(one), 8),
                &[staff, person, arrival, draft],
            ),
        ] {
            let notice = here.told_to(&hears).unwrap();
            assert_eq!(notice.touched, told, "{hears:?}");
            assert_eq!(notice.revision, Revision(7));
        }
        let there = touched(&[(request, Whose::Branches(Branches::one(two)))]);
        assert!(!there.touches_staff());
        assert_eq!(there.told_to(&hearer(Branches::one(one), 7)), None);
        assert_eq!(there.told_to(&hearer(Branches::none(), 7)), None);
        assert!(Touched::default().changed(Revision(1)).is_none());
    }

    #[test]
    fn what_was_gathered_is_told_to_nobody_else() {
        let (_changes, heard) = broadcast::channel(1);
        let hearer = |staff| Hearer {
            staff,
            sees: Branches::All,
        };
        // Be they told of each change, or did they miss some.
        for (turns_to, turns) in [
            (Some(hearer(Some(StaffNo(7)))), false),
            (Some(hearer(Some(StaffNo(8)))), true),
            // They left the staff, or have yet to say who they are.
            (Some(hearer(None)), true),
            (None, true),
        ] {
            let mut listener = Listener {
                changes: heard.resubscribe(),
                asker: Asker::of_user(1_000),
                hearer: Some(hearer(Some(StaffNo(7)))),
                gathered: Some(Notice {
                    revision: Revision(7),
                    touched: vec![Entity::Person(PersonNo(1))],
                    read_afresh: false,
                }),
                next: Instant::now(),
            };
            let told = listener.missed((turns_to.clone(), Revision(9)));
            assert_eq!(told, turns_to.as_ref().map(|_| afresh(Revision(9))));
            assert_eq!(listener.gathered.is_none(), turns, "{turns_to:?}");
        }
    }

    #[test]
    fn a_stranger_is_told_that_the_desk_was_opened_and_no_more() {
        let everything = [
            Entity::Charity,
            Entity::Branch(BranchNo(1)),
            Entity::Staff(StaffNo(1)),
            Entity::Person(PersonNo(1)),
        ];
        let touched = everything.map(|one| (one, Whose::Branches(Branches::All)));
        let opened = Touched(touched.into()).changed(Revision(7)).unwrap();
        let stranger = Hearer {
            staff: None,
            sees: Branches::none(),
        };
        assert_eq!(
            opened.told_to(&stranger).unwrap().touched,
            [Entity::Charity]
        );
        let staff = (Entity::Staff(StaffNo(1)), Whose::Branches(Branches::All));
        let added = Touched([staff].into()).changed(Revision(8)).unwrap();
        assert_eq!(added.told_to(&stranger), None);
    }

    #[test]
    fn a_lot_is_told_without_numbers_and_only_to_whose_it_is() {
        let whose = Whose::Branches(Branches::one(BranchNo(2)));
        let lot = (0..=1_000).map(|no| (Entity::Person(PersonNo(no)), whose.clone()));
        let lot = Touched(lot.collect()).changed(Revision(9)).unwrap();
        let hearer = |sees| Hearer {
            staff: Some(StaffNo(7)),
            sees,
        };
        let notice = lot.told_to(&hearer(Branches::All)).unwrap();
        assert!(notice.read_afresh && notice.touched.is_empty());
        assert_eq!(lot.told_to(&hearer(Branches::one(BranchNo(1)))), None);
    }

    #[test]
    fn what_happens_in_one_moment_is_told_at_once_and_as_one() {
        let of = |revision, people: std::ops::Range<u32>| Notice {
            revision: Revision(revision),
            touched: people.map(|no| Entity::Person(PersonNo(no))).collect(),
            read_afresh: false,
        };
        assert_eq!(joined(of(1, 1..3), of(2, 2..4)), of(2, 1..4));
        let many = u32::try_from(TOUCHED).unwrap();
        assert_eq!(joined(of(1, 0..2), of(2, 2..many)), of(2, 0..many));
        for (before, notice) in [
            (of(1, 0..2), of(2, 2..many + 1)),
            (of(1, 0..2), afresh(Revision(2))),
            (afresh(Revision(1)), of(2, 0..2)),
        ] {
            assert_eq!(joined(before, notice), afresh(Revision(2)));
        }
    }
}
