//! Who read what is kept of a person (الاطلاع على بيانات المستفيد): what counts as reading beside opening a page, and
//! the access list that follows from it. Said by none of the policies; the law asks it for what these charities hold.

use std::collections::BTreeMap;
use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::arrival::Visitor;
use super::event::{Event, Stamp};
use super::ids::{BranchNo, Entity, PersonNo, Revision, StaffNo};
use super::moment::Moment;

/// How a record was read, other than by opening its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reading {
    /// What is masked on its page was shown.
    Revealed,
    /// A number was copied to the clipboard.
    Copied,
    /// A scanned paper was opened.
    ScanOpened,
    /// Its access list was read.
    AccessRead,
    /// Everything held was written to files.
    Exported,
}

impl Reading {
    /// The word for it in histories, text keys and exports.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Reading::Revealed => "record-revealed",
            Reading::Copied => "record-copied",
            Reading::ScanOpened => "scan-opened",
            Reading::AccessRead => "access-read",
            Reading::Exported => "record-exported",
        }
    }

    /// What of a record was exported, where it was not all that is held of it now: all that was held before.
    pub const PAST: &str = "past";
}

/// What people were searched by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SearchedBy {
    /// Words of a name.
    Name,
    /// A number: of a paper, a mobile, a file or a request.
    Number,
    /// What was being typed into a new file: those shown looked like it.
    Likeness,
}

impl SearchedBy {
    /// The word for it.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            SearchedBy::Name => "name",
            SearchedBy::Number => "number",
            SearchedBy::Likeness => "likeness",
        }
    }
}

/// One line of a person's access list: somebody read what is kept of them.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessLine {
    /// Where it stands in the journal.
    pub revision: Revision,
    /// When.
    pub at: Moment,
    /// By whom.
    pub by: StaffNo,
    /// At which branch.
    pub branch: BranchNo,
    /// What was done, by the event's id.
    pub what: String,
    /// Of the person, or of which of their requests.
    pub of: Entity,
    /// What more is known: the field copied, the sheet printed, the name looked for.
    pub detail: String,
}

/// A name looked for is somebody's.
impl fmt::Debug for AccessLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "AccessLine({}, {}, {:?})",
            self.revision, self.what, self.of
        )
    }
}

/// How many papers a member of staff holds against the files of other branches in a day, without a file coming of it.
/// More than any counter meets, and far too few to try numbers.
pub const PAPERS_A_DAY: u32 = 200;

/// The papers a member of staff held against the files of other branches on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PapersAsked {
    /// Who.
    pub staff: StaffNo,
    /// The last day on which they did.
    pub day: NaiveDate,
    /// How many, less those of whom a file came.
    pub count: u32,
}

impl PapersAsked {
    /// One more, after those before.
    #[must_use]
    pub fn one_more(before: Option<PapersAsked>, staff: StaffNo, at: Moment) -> PapersAsked {
        let day = at.date();
        let before = before.filter(|before| before.day == day);
        PapersAsked {
            staff,
            day,
            count: before.map_or(0, |before| before.count).saturating_add(1),
        }
    }

    /// A file came of one: that it was asked for is plain to see.
    #[must_use]
    pub fn one_less(self) -> PapersAsked {
        PapersAsked {
            count: self.count.saturating_sub(1),
            ..self
        }
    }

    /// Whether there were as many as there may be in a day.
    #[must_use]
    pub fn is_spent(&self, now: Moment) -> bool {
        self.day == now.date() && self.count >= PAPERS_A_DAY
    }
}

/// What is a person's beside their file, as the events tell it: requests, enquiries, what they said, when they came.
#[derive(Debug)]
pub struct Theirs {
    person: PersonNo,
    /// Each, and the branch that took it in.
    records: BTreeMap<Entity, BranchNo>,
}

impl Theirs {
    /// Nothing yet.
    #[must_use]
    pub fn of(person: PersonNo) -> Theirs {
        Theirs {
            person,
            records: BTreeMap::new(),
        }
    }

    /// Takes note of what an event makes theirs.
    pub fn learn(&mut self, stamp: Stamp, event: &Event) {
        let (new, whose) = match event {
            Event::RequestOpened {
                request, person, ..
            } => (Entity::Request(*request), Some(*person)),
            Event::EnquiryLogged {
                enquiry, person, ..
            } => (Entity::Enquiry(*enquiry), *person),
            Event::VoiceHeard { voice, person, .. } => (Entity::Voice(*voice), *person),
            Event::VisitorArrived {
                arrival,
                visitor: Visitor::Known(person),
                ..
            } => (Entity::Arrival(*arrival), Some(*person)),
            _ => return,
        };
        if whose == Some(self.person) {
            self.records.insert(new, stamp.branch);
        }
    }

    /// Whether a record is theirs.
    #[must_use]
    pub fn has(&self, record: Entity) -> bool {
        record == Entity::Person(self.person) || self.records.contains_key(&record)
    }

    /// The branch that took in something of theirs; `None` for the file itself, which several may share.
    #[must_use]
    pub fn taken_in_at(&self, record: Entity) -> Option<BranchNo> {
        self.records.get(&record).copied()
    }
}

/// Collects a person's access list while reading the journal.
#[derive(Debug)]
pub struct AccessFollower {
    person: PersonNo,
    theirs: Theirs,
}

impl AccessFollower {
    /// Follows this person from the beginning of the journal.
    #[must_use]
    pub fn new(person: PersonNo) -> AccessFollower {
        AccessFollower {
            person,
            theirs: Theirs::of(person),
        }
    }

    /// What an event read of them; nothing where it read nothing of theirs.
    pub fn follow(
        &mut self,
        stamp: Stamp,
        revision: Revision,
        event: &Event,
    ) -> Option<AccessLine> {
        self.theirs.learn(stamp, event);
        let (of, detail) = self.read(event)?;
        Some(AccessLine {
            revision,
            at: stamp.at,
            by: stamp.by,
            branch: stamp.branch,
            what: event.id().to_owned(),
            of,
            detail,
        })
    }

    /// What is theirs, as far as it was followed.
    #[must_use]
    pub fn theirs(&self) -> &Theirs {
        &self.theirs
    }

    fn read(&self, event: &Event) -> Option<(Entity, String)> {
        let (of, detail) = match event {
            Event::RecordOpened { entity } => (*entity, String::new()),
            Event::RecordRead { entity, what, .. } => (*entity, what.clone()),
            Event::PaperAsked { found: Some(found) } => (Entity::Person(*found), String::new()),
            Event::SheetPrinted { request, sheet } => (Entity::Request(*request), sheet.clone()),
            Event::CopyHandedOver { person, to, .. } => (Entity::Person(*person), to.clone()),
            Event::PeopleSearched {
                by, text, shown, ..
            } if shown.contains(&self.person) => {
                let detail = if text.is_empty() { by.id() } else { text };
                (Entity::Person(self.person), detail.to_owned())
            }
            _ => return None,
        };
        self.theirs.has(of).then_some((of, detail))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::{ArrivalNo, EnquiryNo, RequestNo, VoiceNo};
    use crate::domain::request::Pin;
    use crate::domain::voice::VoiceKind;

    const ME: PersonNo = PersonNo(7);
    const OTHER: PersonNo = PersonNo(8);
    const MINE: RequestNo = RequestNo {
        year: 1448,
        serial: 3,
    };

    #[test]
    fn whoever_read_the_file_or_a_request_of_it_is_listed_and_nobody_else() {
        let opened = |person| Event::RequestOpened {
            request: MINE,
            person,
            channel: "phone".into(),
            pin: Pin {
                profile: "wethaq".into(),
                version: 1,
            },
            responsibilities_told: true,
        };
        let searched = |shown| Event::PeopleSearched {
            by: SearchedBy::Name,
            text: "نوره".into(),
            found: 2,
            shown,
        };
        let read = |entity, how, what: &str| Event::RecordRead {
            entity,
            how,
            what: what.into(),
        };
        let said = |voice, person| Event::VoiceHeard {
            voice,
            kind: VoiceKind::Complaint,
            text: "طال الانتظار".into(),
            channel: "phone".into(),
            person,
        };
        let person = Entity::Person(ME);
        let request = Entity::Request(MINE);
        let cases = [
            (Event::RecordOpened { entity: request }, None),
            (opened(ME), None),
            (
                Event::RecordOpened { entity: person },
                Some("record-opened: "),
            ),
            (
                Event::RecordOpened { entity: request },
                Some("record-opened: "),
            ),
            (
                Event::RecordOpened {
                    entity: Entity::Person(OTHER),
                },
                None,
            ),
            (
                read(person, Reading::Copied, "mobile"),
                Some("record-copied: mobile"),
            ),
            (
                read(request, Reading::ScanOpened, "1"),
                Some("scan-opened: 1"),
            ),
            (
                Event::SheetPrinted {
                    request: MINE,
                    sheet: "receipt".into(),
                },
                Some("sheet-printed: receipt"),
            ),
            (searched(vec![OTHER, ME]), Some("people-searched: نوره")),
            (searched(vec![OTHER]), None),
            (Event::PaperAsked { found: Some(ME) }, Some("paper-asked: ")),
            // What they asked and said, and when they came, is read as well.
            (
                Event::RecordOpened {
                    entity: Entity::Voice(VoiceNo(4)),
                },
                None,
            ),
            (said(VoiceNo(4), Some(ME)), None),
            (said(VoiceNo(5), Some(OTHER)), None),
            (said(VoiceNo(6), None), None),
            (
                Event::RecordOpened {
                    entity: Entity::Voice(VoiceNo(4)),
                },
                Some("record-opened: "),
            ),
            (
                Event::RecordOpened {
                    entity: Entity::Voice(VoiceNo(5)),
                },
                None,
            ),
            (
                Event::RecordOpened {
                    entity: Entity::Voice(VoiceNo(6)),
                },
                None,
            ),
            (
                Event::EnquiryLogged {
                    enquiry: EnquiryNo(4),
                    question: String::new(),
                    answer: String::new(),
                    channel: "phone".into(),
                    person: Some(ME),
                },
                None,
            ),
            (
                read(Entity::Enquiry(EnquiryNo(4)), Reading::Revealed, ""),
                Some("record-revealed: "),
            ),
            (
                Event::VisitorArrived {
                    arrival: ArrivalNo(4),
                    visitor: Visitor::Known(ME),
                    purpose: String::new(),
                },
                None,
            ),
            (
                Event::RecordOpened {
                    entity: Entity::Arrival(ArrivalNo(4)),
                },
                Some("record-opened: "),
            ),
            (Event::PaperAsked { found: None }, None),
        ];
        let mut follower = AccessFollower::new(ME);
        let stamp = Stamp {
            at: Moment(5),
            by: StaffNo(2),
            branch: BranchNo(1),
        };
        for (at, (event, wanted)) in cases.into_iter().enumerate() {
            let line = follower.follow(stamp, Revision(9), &event);
            let told = line.map(|line| format!("{}: {}", line.what, line.detail));
            assert_eq!(told.as_deref(), wanted, "{at}");
        }
    }
}
