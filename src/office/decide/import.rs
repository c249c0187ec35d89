//! People from a file. A row that is somebody already adds nothing, so that a file brought in twice adds nothing.

use std::collections::HashSet;

use super::people::{checked, holders};
use super::{Asked, Decision};
use crate::arabic::fold::fold_name;
use crate::domain::event::Event;
use crate::domain::ids::PersonNo;
use crate::domain::person::{Facts, Person};
use crate::domain::staff::Role;
use crate::protocol::{Imported, Made};
use crate::records::{Records, Store, traits_of};

/// What tells a row without an identity paper from others: folded name, birth, mobile.
type Marks = (String, Option<chrono::NaiveDate>, Option<String>);

/// Brings people in.
pub fn people(
    records: &Records,
    asked: &Asked<'_>,
    people: &[Facts],
    source: [u8; 32],
    dry_run: bool,
) -> Decision {
    asked.needs(&[Role::Administrator, Role::Reception, Role::Supervisor])?;
    let mut last = records.indexes.last.person;
    let mut papers: HashSet<String> = HashSet::new();
    let mut marked: HashSet<Marks> = HashSet::new();
    let mut events = Vec::new();
    let mut made = Vec::with_capacity(people.len());
    for facts in people {
        let facts = checked(facts)?;
        let known = match facts.paper.key() {
            Some(_) => holders(records, &facts).next(),
            None => unpapered(records, &facts),
        };
        let twice = match facts.paper.key() {
            Some(paper) => !papers.insert(paper),
            None => !marked.insert(marks(&facts)),
        };
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

fn marks(facts: &Facts) -> Marks {
    let born = facts.born.map(|date| date.gregorian());
    (
        fold_name(&facts.name.line()),
        born,
        facts
            .mobile
            .as_ref()
            .map(|mobile| mobile.as_str().to_owned()),
    )
}

/// The file of somebody without a paper: same name, same birth, same mobile, and no paper either.
fn unpapered(records: &Records, facts: &Facts) -> Option<PersonNo> {
    let wanted = marks(facts);
    records
        .indexes
        .search
        .candidates(&traits_of(facts))
        .into_iter()
        .map(PersonNo)
        .find(|no| {
            records.get::<Person>(*no).is_some_and(|(person, _)| {
                person.facts.paper.key().is_none() && marks(&person.facts) == wanted
            })
        })
}
