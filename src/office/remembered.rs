//! What the writer remembers: the outcomes of the last commands, for a client that lost its answer; and what was read a
//! moment ago, so that reading it again at once is not recorded twice.

use std::collections::{HashMap, VecDeque};

use super::writer::WriterError;
use crate::domain::event::{Event, Stamp};
use crate::domain::ids::{Revision, StaffNo};
use crate::domain::moment::Moment;
use crate::journal::{Journal, NewEntry, Position};
use crate::protocol::{Done, Made};
use crate::records::read_entry;

/// How many commands' outcomes are kept for a client that lost its answer.
const REMEMBERED: usize = 16_384;

/// How long a reading lasts, in milliseconds, and how many are remembered.
const MINUTE: i64 = 60_000;
const READ: usize = 16_384;

/// By whom each of the last commands was sent, and what came of it.
#[derive(Default)]
pub(super) struct Remembered {
    commands: HashMap<u128, (StaffNo, Done)>,
    order: VecDeque<u128>,
}

impl Remembered {
    /// As the journal has them, so that a client that lost its answer when the office was killed is told what happened.
    pub(super) fn of(journal: &impl Journal) -> Result<Remembered, WriterError> {
        let mut remembered = Remembered::default();
        let head = journal.head().position.0;
        let from = head
            .saturating_sub(u64::try_from(REMEMBERED).unwrap_or(u64::MAX))
            .saturating_add(1);
        if from > head {
            return Ok(remembered);
        }
        let mut made: HashMap<u128, Made> = HashMap::new();
        for entry in journal.read(Position(from))? {
            let entry = entry?;
            if entry.command == 0 {
                continue;
            }
            let (_, event) = read_entry(&entry)?;
            if let Event::PeopleImported { .. } | Event::PaperAsked { .. } = event {
                // What became of each row is not in the journal.
                remembered.commands.remove(&entry.command);
                remembered.order.retain(|command| *command != entry.command);
                continue;
            }
            let made = made.entry(entry.command).or_insert(Made::Nothing);
            if let Some(new) = made_by(&event)
                && *made == Made::Nothing
            {
                *made = new;
            }
            let done = Done {
                revision: Revision(entry.position.0),
                made: made.clone(),
            };
            remembered.keep(entry.command, StaffNo(entry.stamp.staff), done);
        }
        Ok(remembered)
    }

    /// Who sent a command, and what came of it.
    pub(super) fn get(&self, command: u128) -> Option<&(StaffNo, Done)> {
        self.commands.get(&command)
    }

    /// Remembers one more.
    pub(super) fn keep(&mut self, command: u128, by: StaffNo, done: Done) {
        if let Made::Imported(_) = done.made {
            // As long as the file: asked again, an import finds them all there.
            return;
        }
        if self.commands.insert(command, (by, done)).is_none() {
            self.order.push_back(command);
            if self.order.len() > REMEMBERED
                && let Some(oldest) = self.order.pop_front()
            {
                self.commands.remove(&oldest);
            }
        }
    }
}

/// What was read within the last minute, and by whom: the same reading again is not recorded anew.
#[derive(Default)]
pub(super) struct Repeated(HashMap<(StaffNo, Vec<u8>), Moment>);

impl Repeated {
    /// Whether somebody read the same a moment ago; otherwise it is remembered.
    pub(super) fn is(&mut self, stamp: Stamp, event: &Event, entry: &NewEntry) -> bool {
        if !event.is_reading() {
            return false;
        }
        let is_of_late = |at: &Moment| (0..MINUTE).contains(&stamp.at.0.saturating_sub(at.0));
        if self.0.len() >= READ {
            self.0.retain(|_, at| is_of_late(at));
            if self.0.len() >= READ {
                self.0.clear();
            }
        }
        let reading = (stamp.by, entry.payload.clone());
        let again = self.0.get(&reading).is_some_and(is_of_late);
        if !again {
            self.0.insert(reading, stamp.at);
        }
        again
    }
}

/// What an event made, where it made something with a number.
fn made_by(event: &Event) -> Option<Made> {
    Some(match event {
        Event::PersonRegistered { person, .. }
        | Event::PersonCorrected { person, .. }
        | Event::PersonAdmitted { person } => Made::Person(*person),
        Event::RequestOpened { request, .. } => Made::Request(*request),
        Event::VisitorArrived { arrival, .. } | Event::VisitorCalled { arrival } => {
            Made::Arrival(*arrival)
        }
        Event::EnquiryLogged { enquiry, .. } => Made::Enquiry(*enquiry),
        Event::DraftKept { draft, .. } => Made::Draft(*draft),
        Event::StaffAdded { staff, .. } => Made::Staff(*staff),
        Event::BranchAdded { branch, .. } => Made::Branch(*branch),
        Event::VoiceHeard { voice, .. } => Made::Voice(*voice),
        Event::StandardApproved { standard, .. } => Made::Standard(*standard),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::access::Reading;
    use crate::domain::ids::{BranchNo, Entity, PersonNo};
    use crate::office::writer::entry;

    #[test]
    fn the_same_reader_reads_the_same_anew_after_a_minute() {
        let entity = Entity::Person(PersonNo(1));
        let opened = Event::RecordOpened { entity };
        let read = |how| Event::RecordRead {
            entity,
            how,
            what: String::new(),
        };
        let mut repeated = Repeated::default();
        let mut is = |by, at, event: &Event| {
            let stamp = Stamp {
                at: Moment(at),
                by: StaffNo(by),
                branch: BranchNo(1),
            };
            repeated.is(stamp, event, &entry(stamp, 0, event).unwrap())
        };
        for (by, at, event, again) in [
            (1, 0, &opened, false),
            (1, MINUTE - 1, &opened, true),
            (2, 1, &opened, false),
            (1, 1, &read(Reading::Revealed), false),
            (1, 2, &read(Reading::Revealed), true),
            // It lasts from the first, so that whoever goes on reading is told of again.
            (1, MINUTE, &opened, false),
            (1, MINUTE + 1, &opened, true),
            // A clock that was set back makes it another.
            (1, 5, &opened, false),
            // Whoever takes everything with them takes it each time.
            (1, 0, &read(Reading::Exported), false),
            (1, 1, &read(Reading::Exported), false),
        ] {
            assert_eq!(is(by, at, event), again, "{by} at {at}: {event:?}");
        }
    }
}
