//! People from a file. A row that is somebody already adds nothing, so that a file brought in twice adds nothing.

use std::collections::HashSet;

use super::people::{checked, may_ask_for, paper_asked};
use super::{Asked, Decision, invalid};
use crate::domain::branches::Branches;
use crate::domain::event::Event;
use crate::domain::ids::{Entity, PersonNo};
use crate::domain::person::Facts;
use crate::protocol::{Imported, Made};
use crate::records::{Records, identity_of};

/// The most people one command brings in: everybody else waits meanwhile.
const MOST: usize = 1_000;

/// Brings people in.
pub fn people(
    records: &Records,
    asked: &Asked<'_>,
    people: &[Facts],
    source: [u8; 32],
    dry_run: bool,
) -> Decision {
    if people.len() > MOST {
        return Err(invalid("people", "too-many"));
    }
    let mut last = records.indexes.last.person;
    let mut met: HashSet<String> = HashSet::new();
    let mut events = Vec::new();
    let mut made = Vec::with_capacity(people.len());
    for facts in people {
        let facts = checked(facts)?;
        let identity = identity_of(&facts);
        let mut known = known(records, asked, &identity, facts.paper.key().is_some());
        if dry_run {
            // Nothing of it is on record, so it tells no more than a name would.
            known.take_if(|known| *known == Imported::Elsewhere);
        } else {
            may_ask_for(records, asked, &facts.paper)?;
            if known == Some(Imported::Elsewhere) {
                events.extend(paper_asked(records, asked, &facts.paper));
            }
        }
        let twice = !met.insert(identity);
        made.push(match known {
            Some(known) => known,
            None if twice => Imported::Twice,
            None => {
                last = last.saturating_add(1);
                events.push(Event::PersonRegistered {
                    person: PersonNo(last),
                    facts,
                });
                Imported::Added(PersonNo(last))
            }
        });
    }
    if dry_run {
        events.clear();
    }
    let added = events
        .iter()
        .filter(|event| matches!(event, Event::PersonRegistered { .. }));
    if let Ok(people @ 1..) = u32::try_from(added.count()) {
        events.push(Event::PeopleImported { people, source });
    }
    Ok((events, Made::Imported(made)))
}

/// Who it is already: one whom whoever asks sees, else whoever has the paper elsewhere. By name, birth and mobile alone
/// nobody of another branch is told of.
fn known(
    records: &Records,
    asked: &Asked<'_>,
    identity: &str,
    has_paper: bool,
) -> Option<Imported> {
    let branches = asked.branches();
    let mut elsewhere = false;
    for no in records.indexes.holders(identity) {
        if branches != Branches::All {
            let belongs = records.branches_of(Entity::Person(no)).unwrap_or_default();
            if !branches.meet(&belongs) {
                elsewhere = true;
                continue;
            }
        }
        return Some(Imported::Already(no));
    }
    (elsewhere && has_paper).then_some(Imported::Elsewhere)
}
