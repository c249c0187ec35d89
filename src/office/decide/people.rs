//! Files: opening, correcting, telling apart.

use super::{Asked, Decision, draft, invalid, line, not_found, optional_line, own_fields};
use crate::domain::declaration;
use crate::domain::event::Event;
use crate::domain::ids::{DraftNo, Entity, PersonNo};
use crate::domain::person::{Facts, Person};
use crate::domain::request::{Request, Stage};
use crate::protocol::{Made, Refusal};
use crate::records::{Records, Store};

/// A new file. One identity paper opens one file, unless the officer looked at the other and says it is not the same.
pub fn register(
    records: &Records,
    asked: &Asked<'_>,
    facts: &Facts,
    not_the_same: &[PersonNo],
    draft: Option<DraftNo>,
) -> Decision {
    let facts = checked(facts)?;
    if let Some(other) = holders(records, &facts).find(|other| !not_the_same.contains(other)) {
        return Err(Refusal::SameIdentity(other));
    }
    let person = PersonNo(records.indexes.last.person.saturating_add(1));
    let mut events = vec![Event::PersonRegistered { person, facts }];
    for other in not_the_same {
        find(records, *other)?;
        events.push(Event::FoundNotTheSame {
            person,
            other: *other,
        });
    }
    events.extend(draft::told(records, asked, draft, |about| {
        about.person = Some(person);
    })?);
    Ok((events, Made::Person(person)))
}

/// A corrected file. A signature given for what it said before no longer holds (row 5).
pub fn correct(records: &Records, no: PersonNo, facts: &Facts) -> Decision {
    let person = find(records, no)?;
    let facts = checked(facts)?;
    if facts == person.facts {
        return Ok((vec![], Made::Person(no)));
    }
    if let Some(other) =
        holders(records, &facts).find(|other| *other != no && !person.not_the_same.contains(other))
    {
        return Err(Refusal::SameIdentity(other));
    }
    let mut events = vec![];
    for request in &person.requests {
        let Some((request, _)) = records.get::<Request>(*request) else {
            continue;
        };
        // What was submitted was submitted as it was signed: only a request still at the desk is signed anew.
        let at_the_desk = matches!(
            request.stage,
            Stage::Intake | Stage::PapersMissing | Stage::Clarification
        );
        let declared = declaration::fingerprint_of(&facts, &request);
        if at_the_desk
            && request
                .standing_declaration()
                .is_some_and(|signed| signed.fingerprint != declared)
        {
            events.push(Event::DeclarationVoided {
                request: request.no,
            });
        }
    }
    events.insert(0, Event::PersonCorrected { person: no, facts });
    Ok((events, Made::Person(no)))
}

/// Two files are two people.
pub fn not_the_same(records: &Records, one: PersonNo, other: PersonNo) -> Decision {
    if one == other {
        return Err(invalid("person", "itself"));
    }
    let person = find(records, one)?;
    find(records, other)?;
    if person.not_the_same.contains(&other) {
        return Ok((vec![], Made::Nothing));
    }
    Ok((
        vec![Event::FoundNotTheSame { person: one, other }],
        Made::Nothing,
    ))
}

pub(super) fn find(records: &Records, no: PersonNo) -> Result<Person, Refusal> {
    records
        .get::<Person>(no)
        .map(|(person, _)| person)
        .ok_or(not_found(Entity::Person(no)))
}

/// Whose files have this identity paper.
pub(super) fn holders(records: &Records, facts: &Facts) -> impl Iterator<Item = PersonNo> {
    let key = facts.paper.key();
    key.into_iter()
        .flat_map(|key| records.indexes.holders(&key).collect::<Vec<_>>())
}

/// The free text in what is stated, cleaned and kept within bounds; the rest is of types that hold nothing wrong.
pub(super) fn checked(facts: &Facts) -> Result<Facts, Refusal> {
    let mut facts = facts.clone();
    let name = &mut facts.name;
    name.given = line("name", &name.given)?;
    name.family = line("name", &name.family)?;
    name.father = optional_line("name", &name.father)?;
    name.grandfather = optional_line("name", &name.grandfather)?;
    let country = facts.nationality.as_bytes();
    if country.len() != 2 || !country.iter().all(u8::is_ascii_uppercase) {
        return Err(invalid("nationality", "country"));
    }
    own_fields(&mut facts.extra)?;
    Ok(facts)
}
