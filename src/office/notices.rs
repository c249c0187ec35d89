//! Notices: what changed, told to each desk as far as it is of the branches its member of staff sees. A change at
//! another branch does not even wake a desk.

use std::collections::BTreeMap;
use std::sync::Arc;

use tokio::sync::broadcast::{self, error::RecvError};

use super::asker::Asker;
use super::serve::Office;
use crate::domain::branches::Branches;
use crate::domain::event::{Event, Stamp};
use crate::domain::ids::{Entity, Revision};
use crate::domain::staff::Staff;
use crate::protocol::Notice;
use crate::records::Records;

/// The most a notice names one by one. A lot of imported people says only that much changed.
const TOUCHED: usize = 500;

/// What was touched, and whose it is.
#[derive(Clone, Debug, Default)]
pub struct Touched(BTreeMap<Entity, Branches>);

impl Touched {
    /// Notes what an event touched that has just been applied.
    pub fn note(&mut self, records: &Records, stamp: Stamp, event: &Event) {
        for entity in event.touches() {
            self.0.insert(entity, whose(records, stamp, event, entity));
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

/// The branches something belongs to: all, where it is of the whole house.
fn whose(records: &Records, stamp: Stamp, event: &Event, entity: Entity) -> Branches {
    match (entity, event) {
        // One's own, and perhaps gone already; or there since this moment, which need not be looked up.
        (Entity::Draft(_), _) | (Entity::Person(_), Event::PersonRegistered { .. }) => {
            Branches::one(stamp.branch)
        }
        _ => records
            .branches_of(entity)
            .map_or(Branches::All, Branches::Only),
    }
}

/// A change, before it is told to anybody.
#[derive(Clone, Debug)]
pub struct Change {
    revision: Revision,
    touched: Arc<BTreeMap<Entity, Branches>>,
    read_afresh: bool,
}

impl Change {
    /// What somebody is told of it who sees these branches; nothing where it is of others.
    #[must_use]
    pub fn told_to(&self, sees: &Branches) -> Option<Notice> {
        let touched = self.touched.iter();
        let mut theirs = touched
            .filter(|(_, whose)| whose.overlap(sees))
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
        let touched = self.touched.keys();
        touched
            .into_iter()
            .any(|one| matches!(one, Entity::Staff(_)))
    }
}

/// A client that is told of changes.
pub(super) struct Listener {
    changes: broadcast::Receiver<Change>,
    asker: Asker,
    /// Nothing, before it is said who asks.
    sees: Option<Branches>,
}

impl Listener {
    /// Told of what happens from now on.
    pub fn new(office: &Office, asker: Asker) -> Listener {
        let changes = office.notices.subscribe();
        Listener {
            changes,
            asker,
            sees: office.seen_by(asker).0,
        }
    }

    /// The next notice that is this asker's. Where some were missed, or they see other branches than they did, they are
    /// to read afresh. Who has yet to say who they are is told nothing, and reads afresh once they have.
    pub async fn next(&mut self, office: &Office, asker: Asker) -> Notice {
        if self.asker != asker {
            self.asker = asker;
            self.sees = office.seen_by(asker).0;
        }
        loop {
            match self.changes.recv().await {
                Ok(change) => {
                    if change.touches_staff() {
                        let (sees, head) = office.seen_by(asker);
                        let before = std::mem::replace(&mut self.sees, sees);
                        if self.sees.is_some() && self.sees != before {
                            return afresh(head);
                        }
                    }
                    let sees = self.sees.as_ref();
                    if let Some(notice) = sees.and_then(|sees| change.told_to(sees)) {
                        return notice;
                    }
                }
                Err(RecvError::Lagged(_)) => {
                    // What still waits is older than what will be read now.
                    self.changes = self.changes.resubscribe();
                    let (sees, head) = office.seen_by(asker);
                    self.sees = sees;
                    if self.sees.is_some() {
                        return afresh(head);
                    }
                }
                Err(RecvError::Closed) => std::future::pending().await,
            }
        }
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
    /// The branches that whoever asks sees now, where it is known who that is; and how far the records are.
    fn seen_by(&self, asker: Asker) -> (Option<Branches>, Revision) {
        self.look(|records| {
            let sees = match asker.barred(records) {
                Some(_) => None,
                None => Some(
                    asker
                        .on_staff(records)
                        .map_or_else(Branches::none, Staff::branches),
                ),
            };
            (sees, records.head())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::{ArrivalNo, BranchNo, PersonNo, RequestNo, StaffNo};

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
        let touched = |what: &[(Entity, Branches)]| {
            let touched = Touched(what.iter().cloned().collect());
            touched.changed(Revision(7)).unwrap()
        };
        let here = touched(&[
            (arrival, Branches::one(one)),
            (person, Branches::Only([one, two].into())),
            (request, Branches::one(two)),
            (staff, Branches::All),
        ]);
        assert!(here.touches_staff());
        for (sees, told) in [
            (Branches::All, &[staff, person, request, arrival][..]),
            (Branches::one(one), &[staff, person, arrival]),
            (Branches::one(two), &[staff, person, request]),
            (Branches::none(), &[staff]),
        ] {
            let notice = here.told_to(&sees).unwrap();
            assert_eq!(notice.touched, told, "{sees:?}");
            assert_eq!(notice.revision, Revision(7));
        }
        let there = touched(&[(request, Branches::one(two))]);
        assert!(!there.touches_staff());
        assert_eq!(there.told_to(&Branches::one(one)), None);
        assert_eq!(there.told_to(&Branches::none()), None);
        assert!(Touched::default().changed(Revision(1)).is_none());
    }

    #[test]
    fn a_lot_is_told_without_numbers_and_only_to_whose_it_is() {
        let lot = (0..=1_000).map(|no| (Entity::Person(PersonNo(no)), Branches::one(BranchNo(2))));
        let lot = Touched(lot.collect()).changed(Revision(9)).unwrap();
        let notice = lot.told_to(&Branches::All).unwrap();
        assert!(notice.read_afresh && notice.touched.is_empty());
        assert_eq!(lot.told_to(&Branches::one(BranchNo(1))), None);
    }
}
