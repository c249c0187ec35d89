//! Readings of a record beyond opening its page (revealing, copying), and the copy that a person may ask for of
//! everything held about them.

use super::{Decision, invalid, line, not_found, one, people};
use crate::domain::access::Reading;
use crate::domain::copy::SubjectCopy;
use crate::domain::event::Event;
use crate::domain::ids::{Entity, PersonNo};
use crate::protocol::{Made, Refusal};
use crate::records::{Records, Store};

/// The longest word for a field.
const FIELD: usize = 60;

/// Shows what is masked: it is on record before it is seen.
pub fn reveal(records: &Records, entity: Entity) -> Decision {
    read(records, entity, Reading::Revealed, String::new())
}

/// Notes that a number was copied.
pub fn note_copied(records: &Records, entity: Entity, field: &str) -> Decision {
    let is_id = |c: char| c.is_ascii_lowercase() || c == '-';
    if field.is_empty() || field.len() > FIELD || !field.chars().all(is_id) {
        return Err(invalid("field", "empty"));
    }
    read(records, entity, Reading::Copied, field.to_owned())
}

/// What somebody has not sent yet is nobody else's to read.
fn read(records: &Records, entity: Entity, how: Reading, what: String) -> Decision {
    if matches!(entity, Entity::Draft(_)) || records.revision_of(entity).is_none() {
        return Err(not_found(entity));
    }
    one(Event::RecordRead { entity, how, what })
}

/// A person asks for their copy. While one is due, asking again changes nothing: its days are counted from the first.
pub fn request_copy(records: &Records, person: PersonNo) -> Decision {
    people::find(records, person)?;
    if due(records, person).is_some() {
        return Ok((vec![], Made::Nothing));
    }
    one(Event::CopyRequested { person })
}

/// It is handed over, and no longer due.
pub fn hand_over_copy(records: &Records, person: PersonNo, to: &str, channel: &str) -> Decision {
    people::find(records, person)?;
    match due(records, person) {
        None => return Err(invalid("copy", "not-requested")),
        Some(copy) if copy.written.is_none() => return Err(invalid("copy", "not-written")),
        Some(_) => {}
    }
    let in_force = records.indexes.in_force().ok_or(Refusal::NotOpened)?;
    if in_force.profile.channel(channel).is_none() {
        return Err(invalid("channel", "unknown"));
    }
    one(Event::CopyHandedOver {
        person,
        to: line("to", to)?,
        channel: channel.to_owned(),
    })
}

fn due(records: &Records, person: PersonNo) -> Option<SubjectCopy> {
    let (copy, _) = records.get::<SubjectCopy>(person)?;
    copy.is_due().then_some(copy)
}
