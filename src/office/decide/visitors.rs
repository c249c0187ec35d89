//! The waiting line, and enquiries answered without a request.

use super::{Asked, Decision, at_most, invalid, line, not_found, one, optional_line, text};
use crate::domain::arrival::{Arrival, Turn, Visitor};
use crate::domain::event::Event;
use crate::domain::ids::{ArrivalNo, EnquiryNo, Entity, PersonNo, StandardNo};
use crate::domain::person::Person;
use crate::protocol::{Made, Refusal};
use crate::records::{Records, Store};

/// Someone came.
pub fn receive(records: &Records, visitor: &Visitor, purpose: &str) -> Decision {
    let visitor = match visitor {
        Visitor::Known(person) => {
            known(records, *person)?;
            Visitor::Known(*person)
        }
        Visitor::Named(name) => Visitor::Named(full_name(name)?),
    };
    let arrival = ArrivalNo(records.indexes.last.arrival.saturating_add(1));
    let purpose = optional_line("purpose", purpose)?;
    Ok((
        vec![Event::VisitorArrived {
            arrival,
            visitor,
            purpose,
        }],
        Made::Arrival(arrival),
    ))
}

/// Someone is called to the counter. Who is there already is not called again.
pub fn call(records: &Records, asked: &Asked<'_>, arrival: ArrivalNo) -> Decision {
    let member = asked.member()?;
    match find(records, arrival)?.turn {
        Turn::With(with, _) if with == member.no => Ok((vec![], Made::Arrival(arrival))),
        Turn::Gone(_) => Err(not_found(Entity::Arrival(arrival))),
        _ => Ok((
            vec![Event::VisitorCalled { arrival }],
            Made::Arrival(arrival),
        )),
    }
}

/// Someone goes.
pub fn let_go(records: &Records, arrival: ArrivalNo) -> Decision {
    match find(records, arrival)?.turn {
        Turn::Gone(_) => Ok((vec![], Made::Nothing)),
        _ => one(Event::VisitorLeft { arrival }),
    }
}

/// A question was answered.
pub fn log_enquiry(
    records: &Records,
    (question, answer): (&str, &str),
    channel: &str,
    person: Option<PersonNo>,
    standard: Option<StandardNo>,
) -> Decision {
    if let Some(person) = person {
        known(records, person)?;
    }
    let in_force = records.indexes.in_force().ok_or(Refusal::NotOpened)?;
    if in_force.profile.channel(channel).is_none() {
        return Err(invalid("channel", "unknown"));
    }
    let enquiry = EnquiryNo(records.indexes.last.enquiry.saturating_add(1));
    let event = Event::EnquiryLogged {
        enquiry,
        question: text("question", question)?,
        answer: optional_line("answer", answer)?,
        channel: channel.to_owned(),
        person,
    };
    let given = match standard {
        Some(standard) => {
            super::voice::standing(records, standard)?;
            Some(Event::StandardGiven { standard, enquiry })
        }
        None => None,
    };
    let events = [event].into_iter().chain(given).collect();
    Ok((events, Made::Enquiry(enquiry)))
}

fn find(records: &Records, arrival: ArrivalNo) -> Result<Arrival, Refusal> {
    records
        .get::<Arrival>(arrival)
        .map(|(arrival, _)| arrival)
        .ok_or(not_found(Entity::Arrival(arrival)))
}

pub(super) fn known(records: &Records, person: PersonNo) -> Result<(), Refusal> {
    records
        .get::<Person>(person)
        .map(drop)
        .ok_or(not_found(Entity::Person(person)))
}

/// The longest name of somebody who is not on file, in characters: that of all parts of one who is.
const FULL_NAME: usize = 400;

fn full_name(name: &str) -> Result<String, Refusal> {
    let name = line("name", name)?;
    at_most(FULL_NAME, "name", &name)?;
    Ok(name)
}
