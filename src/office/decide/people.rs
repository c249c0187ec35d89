//! People's files: registering, correcting, admitting to another branch, and noting that two files are not the same
//! person.

use super::{Asked, Decision, at_most, draft, invalid, line, not_found, optional_line, own_fields};
use crate::domain::declaration;
use crate::domain::event::Event;
use crate::domain::identity::IdentityPaper;
use crate::domain::ids::{DraftNo, Entity, PersonNo, StaffNo};
use crate::domain::moment::Moment;
use crate::domain::person::{Facts, Person, PersonName};
use crate::domain::request::{Request, Stage};
use crate::domain::staff::{Role, Staff};
use crate::office::branches;
use crate::protocol::{Colleague, Made, Order, Refusal};
use crate::records::{Records, Store};

/// Registers a person. An identity paper has one file, unless the officer looked at the other file and said that it is
/// somebody else.
pub fn register(
    records: &Records,
    asked: &Asked<'_>,
    facts: &Facts,
    not_the_same: &[PersonNo],
    draft: Option<DraftNo>,
) -> Decision {
    let facts = checked(facts)?;
    may_ask_for(records, asked, &facts.paper)?;
    nobody_else(records, asked, &facts, |other| {
        not_the_same.contains(&other)
    })?;
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

/// Refuses a correction of a shared file that does not say which version was seen. A correction replaces all that is
/// stated, so it could undo unseen what another branch wrote meanwhile, and void what was signed on it.
///
/// # Errors
/// Which file.
pub fn may_be_blind(records: &Records, order: &Order) -> Result<(), Refusal> {
    let Order::CorrectPerson { person, .. } = order else {
        return Ok(());
    };
    let entity = Entity::Person(*person);
    let branches = records.branches_of(entity).unwrap_or_default();
    if branches.len() > 1 {
        return Err(Refusal::VersionNotSaid(entity));
    }
    Ok(())
}

/// Some supervisors who may make a correction that voids a signature at another branch, those nearest first. Which
/// branch it is stays untold: the asker only knows that the file is shared.
fn supervisors(records: &Records, asked: &Asked<'_>, person: &Person) -> Vec<Colleague> {
    let near = asked.branches();
    let working = records.indexes.working();
    let supervise = working.filter(|one| one.roles.contains(&Role::Supervisor));
    let (mut nearest, others): (Vec<&Staff>, Vec<&Staff>) = supervise
        .filter(|one| one.branches().meet(&person.branches))
        .partition(|one| near.has(one.branch));
    nearest.extend(others);
    branches::some_of(nearest.into_iter())
}

/// Corrects what is stated of a person. Signatures under what was stated before no longer hold (row 5); if one was
/// taken at another branch, only a supervisor may do this.
pub fn correct(records: &Records, asked: &Asked<'_>, no: PersonNo, facts: &Facts) -> Decision {
    let person = find(records, no)?;
    let facts = checked(facts)?;
    if facts == person.facts {
        return Ok((vec![], Made::Person(no)));
    }
    may_ask_for(records, asked, &facts.paper)?;
    nobody_else(records, asked, &facts, |other| {
        other == no || person.not_the_same.contains(&other)
    })?;
    let mut events = vec![];
    let seen = asked.branches();
    let answers_for_it = asked.member()?.roles.contains(&Role::Supervisor);
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
            if !answers_for_it && !seen.has(request.branch) {
                let by = supervisors(records, asked, &person);
                return Err(Refusal::VoidsElsewhere { by });
            }
            events.push(Event::DeclarationVoided {
                request: request.no,
            });
        }
    }
    events.insert(0, Event::PersonCorrected { person: no, facts });
    Ok((events, Made::Person(no)))
}

/// Notes that two files are two people.
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

/// Admits a person who is on file at another branch, by the identity paper at hand. Somebody the asker sees already is
/// not admitted again.
pub fn admit(records: &Records, asked: &Asked<'_>, paper: &IdentityPaper) -> Decision {
    may_ask_for(records, asked, paper)?;
    let Holders { seen, elsewhere } = holders(records, asked, paper);
    if let Some(person) = seen.first() {
        return Ok((vec![], Made::Person(*person)));
    }
    let first = elsewhere.first().ok_or_else(|| invalid("id", "unknown"))?;
    let admitted = elsewhere
        .iter()
        .map(|person| Event::PersonAdmitted { person: person.no });
    Ok((admitted.collect(), Made::Person(first.no)))
}

/// Whether looking up this paper could tell the asker more than they see already.
fn asks_elsewhere(records: &Records, asked: &Asked<'_>, paper: &IdentityPaper) -> bool {
    let branches = asked.branches();
    let sees_all = || {
        let mut all = records.indexes.branches.keys();
        all.all(|branch| branches.has(*branch))
    };
    paper.key().is_some() && !sees_all() && holders(records, asked, paper).seen.is_empty()
}

/// Refuses an asker who reached the day's limit of papers looked up at other branches. This comes before this paper is
/// looked up, so that the refusal tells nothing about it.
pub fn may_ask_for(
    records: &Records,
    asked: &Asked<'_>,
    paper: &IdentityPaper,
) -> Result<(), Refusal> {
    match asked.staff {
        Some(me) if asks_elsewhere(records, asked, paper) => papers_left(records, me.no, asked.now),
        _ => Ok(()),
    }
}

/// Refuses a member of staff who reached the day's limit of such papers.
pub fn papers_left(records: &Records, staff: StaffNo, now: Moment) -> Result<(), Refusal> {
    if records.indexes.has_spent_papers(staff, now) {
        let by = branches::administrators(records);
        return Err(Refusal::PapersSpent { by });
    }
    Ok(())
}

/// What is put on record when a paper is looked up: every holder the asker does not see, or that there is none.
/// Nothing if the asker sees the holder anyway.
pub fn paper_asked(records: &Records, asked: &Asked<'_>, paper: &IdentityPaper) -> Vec<Event> {
    if !asks_elsewhere(records, asked, paper) {
        return vec![];
    }
    let elsewhere = holders(records, asked, paper).elsewhere;
    let found = elsewhere.into_iter().map(|person| Event::PaperAsked {
        found: Some(person.no),
    });
    let mut events: Vec<Event> = found.collect();
    if events.is_empty() {
        events.push(Event::PaperAsked { found: None });
    }
    events
}

/// What is put on record when the refusal of an order tells whether a paper is on file.
pub fn told_by(
    records: &Records,
    asked: &Asked<'_>,
    order: &Order,
    refusal: &Refusal,
) -> Vec<Event> {
    match (order, refusal) {
        (
            Order::RegisterPerson { facts, .. } | Order::CorrectPerson { facts, .. },
            Refusal::OnFileElsewhere(_),
        ) => paper_asked(records, asked, &facts.paper),
        (Order::AdmitPerson { paper }, Refusal::Invalid { .. }) => {
            paper_asked(records, asked, paper)
        }
        _ => vec![],
    }
}

/// The holders of a paper, if the asker sees none of them.
pub fn on_file_elsewhere(
    records: &Records,
    asked: &Asked<'_>,
    paper: &IdentityPaper,
) -> Vec<Person> {
    let Holders { seen, elsewhere } = holders(records, asked, paper);
    if seen.is_empty() { elsewhere } else { vec![] }
}

/// The people who have an identity paper on file: those the asker sees, and the others.
struct Holders {
    seen: Vec<PersonNo>,
    elsewhere: Vec<Person>,
}

fn holders(records: &Records, asked: &Asked<'_>, paper: &IdentityPaper) -> Holders {
    let branches = asked.branches();
    let key = paper.key();
    let holders = key.iter().flat_map(|key| records.indexes.holders(key));
    let people = holders.filter_map(|no| records.get::<Person>(no));
    let (seen, elsewhere): (Vec<_>, Vec<_>) = people
        .map(|(person, _)| person)
        .partition(|person| branches.meet(&person.branches));
    Holders {
        seen: seen.into_iter().map(|person| person.no).collect(),
        elsewhere,
    }
}

/// Refuses a paper that somebody else has on file, except somebody found to be another person. A holder whom the asker
/// does not see cannot have been found so.
fn nobody_else(
    records: &Records,
    asked: &Asked<'_>,
    facts: &Facts,
    is_other: impl Fn(PersonNo) -> bool,
) -> Result<(), Refusal> {
    let Holders { seen, elsewhere } = holders(records, asked, &facts.paper);
    if let Some(other) = seen.into_iter().find(|other| !is_other(*other)) {
        return Err(Refusal::SameIdentity(other));
    }
    let mut elsewhere = elsewhere.into_iter();
    match elsewhere.find(|person| !is_other(person.no)) {
        Some(person) => {
            let names = branches::names(records, person.branches);
            Err(Refusal::OnFileElsewhere(names))
        }
        None => Ok(()),
    }
}

/// The free text in what is stated, cleaned and kept within bounds; the rest is of types that hold nothing wrong.
pub(super) fn checked(facts: &Facts) -> Result<Facts, Refusal> {
    let mut facts = facts.clone();
    let name = &mut facts.name;
    name.given = line("name", &name.given)?;
    name.family = line("name", &name.family)?;
    name.father = optional_line("name", &name.father)?;
    name.grandfather = optional_line("name", &name.grandfather)?;
    for part in name.parts() {
        at_most(PersonName::LONGEST_PART, "name", part)?;
    }
    let country = facts.nationality.as_bytes();
    if country.len() != 2 || !country.iter().all(u8::is_ascii_uppercase) {
        return Err(invalid("nationality", "country"));
    }
    own_fields(&mut facts.extra)?;
    Ok(facts)
}
