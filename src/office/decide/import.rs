//! People from a file. A row that is somebody already adds nothing, so that a file brought in twice adds nothing.

use std::collections::HashSet;

use super::Decision;
use super::people::checked;
use crate::domain::event::Event;
use crate::domain::ids::PersonNo;
use crate::domain::person::Facts;
use crate::protocol::{Imported, Made};
use crate::records::{Records, identity_of};

/// Brings people in.
pub fn people(records: &Records, people: &[Facts], source: [u8; 32], dry_run: bool) -> Decision {
    let mut last = records.indexes.last.person;
    let mut met: HashSet<String> = HashSet::new();
    let mut events = Vec::new();
    let mut made = Vec::with_capacity(people.len());
    for facts in people {
        let facts = checked(facts)?;
        let identity = identity_of(&facts);
        let known = records.indexes.holders(&identity).next();
        let twice = !met.insert(identity);
        made.push(match known {
            Some(person) => Imported::Already(person),
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
    if let Ok(people @ 1..) = u32::try_from(events.len()) {
        events.push(Event::PeopleImported { people, source });
    }
    Ok((events, Made::Imported(made)))
}
