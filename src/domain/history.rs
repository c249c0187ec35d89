//! The whole history of a record (سجل التغييرات, rows 54, 55): what happened to it, who did it, and what each time
//! changed. Read back from events, so nothing that happened is missing from it.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::event::{Event, Stamp};
use super::ids::{BranchNo, Entity, RequestNo, Revision, StaffNo};
use super::moment::Moment;

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Where it stands in the journal.
    pub revision: Revision,
    /// When.
    pub at: Moment,
    /// By whom.
    pub by: StaffNo,
    /// At which branch.
    pub branch: BranchNo,
    /// What, by the event's id.
    pub what: String,
    /// What changed by it.
    pub changes: Vec<Change>,
}

/// A field that has another value since.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Which, by id; parts of a field are set off by dots.
    pub field: String,
    /// What it was; empty where it was nothing or is not known.
    pub before: String,
    /// What it is; empty where it is nothing any more.
    pub after: String,
}

/// What changed is somebody's: only the field is shown.
impl fmt::Debug for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Change({})", self.field)
    }
}

/// Values longer than this are cut: a profile's whole text is told elsewhere.
const LONGEST: usize = 2_000;

/// What stands between several values of one field.
pub const LISTED: &str = "، ";

/// Follows a record through the events.
#[derive(Debug)]
pub struct Follower {
    entity: Entity,
    /// The longest value told.
    longest: usize,
    /// What each field was last, for events that tell all of a thing anew.
    known: BTreeMap<&'static str, BTreeMap<String, String>>,
}

impl Follower {
    /// Follows this record from its beginning.
    #[must_use]
    pub fn new(entity: Entity) -> Follower {
        Follower {
            entity,
            longest: LONGEST,
            known: BTreeMap::new(),
        }
    }

    /// The same, and cuts no value.
    #[must_use]
    pub fn uncut(entity: Entity) -> Follower {
        Follower {
            longest: usize::MAX,
            ..Follower::new(entity)
        }
    }

    /// What an event was to it; nothing where it has nothing to do with it. That it was read, or signed in as, is told
    /// too.
    pub fn follow(&mut self, stamp: Stamp, revision: Revision, event: &Event) -> Option<Line> {
        let read = match event {
            Event::PinFailed { staff } | Event::SignedIn { staff } => {
                Entity::Staff(*staff) == self.entity
            }
            event => event.reads() == Some(self.entity),
        };
        if !read && !event.touches().contains(&self.entity) {
            return None;
        }
        // Of a PIN nothing is told but that there is another.
        let untold = read || matches!(event, Event::PinSet { .. } | Event::PinReset { .. });
        let changes = if untold { vec![] } else { self.changes(event) };
        Some(Line {
            revision,
            at: stamp.at,
            by: stamp.by,
            branch: stamp.branch,
            what: event.id().to_owned(),
            changes,
        })
    }

    fn changes(&mut self, event: &Event) -> Vec<Change> {
        let now = values(self.entity, event, self.longest);
        let (told, all) = match event {
            Event::PersonRegistered { .. } | Event::PersonCorrected { .. } => ("facts", true),
            Event::NeedStated { .. } => ("need", true),
            Event::StandardApproved { .. } => ("standard", true),
            Event::StaffAdded { .. } | Event::RolesChanged { .. } | Event::StaffMoved { .. } => {
                ("staff", false)
            }
            Event::BranchAdded { .. } | Event::BranchRenamed { .. } => ("branch", false),
            _ => {
                let change = |(field, after)| Change {
                    field,
                    before: String::new(),
                    after,
                };
                return now.into_iter().map(change).collect();
            }
        };
        let known = self.known.entry(told).or_default();
        let mut changes = Vec::new();
        if all {
            // What it says nothing of is nothing any more.
            let gone = known.keys().filter(|field| !now.contains_key(*field));
            for field in gone.cloned().collect::<Vec<_>>() {
                let before = known.remove(&field).unwrap_or_default();
                let after = String::new();
                changes.push(Change {
                    field,
                    before,
                    after,
                });
            }
        }
        for (field, after) in now {
            let before = known.insert(field.clone(), after.clone());
            let before = before.unwrap_or_default();
            if before != after {
                changes.push(Change {
                    field,
                    before,
                    after,
                });
            }
        }
        changes
    }
}

/// The part of a field's id that says what it is: places in lists are left out.
#[must_use]
pub fn leaf(field: &str) -> &str {
    let mut parts = field.rsplit('.');
    let named = parts.find(|part| !part.chars().all(|c| c.is_ascii_digit()));
    named.unwrap_or(field)
}

/// What events call a record, and its number there.
fn subject(entity: Entity) -> (&'static [&'static str], Value) {
    let told = |number: serde_json::Result<Value>| number.unwrap_or(Value::Null);
    match entity {
        Entity::Charity => (&[], Value::Null),
        Entity::Branch(no) => (&["branch"], told(serde_json::to_value(no))),
        Entity::Staff(no) => (&["staff"], told(serde_json::to_value(no))),
        Entity::Person(no) => (&["person", "other"], told(serde_json::to_value(no))),
        Entity::Request(no) => (&["request"], told(serde_json::to_value(no))),
        Entity::Arrival(no) => (&["arrival"], told(serde_json::to_value(no))),
        Entity::Enquiry(no) => (&["enquiry"], told(serde_json::to_value(no))),
        Entity::Draft(no) => (&["draft"], told(serde_json::to_value(no))),
        Entity::Voice(no) => (&["voice"], told(serde_json::to_value(no))),
        Entity::Standard(no) => (&["standard"], told(serde_json::to_value(no))),
    }
}

/// The fields of an event, each as text. Which record it is about is left out: that is asked.
fn values(entity: Entity, event: &Event, longest: usize) -> BTreeMap<String, String> {
    let mut values = BTreeMap::new();
    let (called, number) = subject(entity);
    let told = serde_json::to_value(event).unwrap_or(Value::Null);
    let fields = told.as_object().and_then(|told| told.values().next());
    for (name, value) in fields.and_then(Value::as_object).into_iter().flatten() {
        let is_subject = called.contains(&name.as_str()) && *value == number;
        // A profile's whole text and what a file was are told elsewhere.
        let is_text = match event {
            Event::ProfileAdopted { .. } | Event::PeopleImported { .. } => name == "source",
            _ => name == "fingerprint",
        };
        if !is_subject && !is_text {
            // Facts and needs are the record itself: their fields need no name before them.
            let whole = matches!(name.as_str(), "facts" | "need");
            flatten(if whole { "" } else { name }, value, longest, &mut values);
        }
    }
    values
}

fn flatten(path: &str, value: &Value, longest: usize, into: &mut BTreeMap<String, String>) {
    let below = |name: &str| {
        if path.is_empty() {
            name.to_owned()
        } else {
            format!("{path}.{name}")
        }
    };
    let mut keep = |text: String| {
        if !text.is_empty() {
            into.insert(path.to_owned(), text.chars().take(longest).collect());
        }
    };
    match value {
        Value::Null => {}
        Value::Bool(yes) => keep(yes.to_string()),
        Value::Number(number) => keep(number.to_string()),
        Value::String(text) => keep(text.clone()),
        Value::Array(items)
            if items
                .iter()
                .all(|item| !item.is_object() && !item.is_array()) =>
        {
            let items = items.iter().map(|item| match item {
                Value::String(text) => text.clone(),
                other => other.to_string(),
            });
            keep(items.collect::<Vec<_>>().join(LISTED));
        }
        Value::Array(items) => {
            for (at, item) in (1usize..).zip(items) {
                flatten(&below(&at.to_string()), item, longest, into);
            }
        }
        Value::Object(fields) => {
            if let Ok(request) = serde_json::from_value::<RequestNo>(value.clone()) {
                return keep(request.to_string());
            }
            for (name, value) in fields {
                flatten(&below(name), value, longest, into);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::{EnquiryNo, PersonNo, StandardNo, VoiceNo};
    use crate::domain::request::{Need, Pin, Urgency};
    use crate::domain::staff::Role;
    use crate::domain::voice::VoiceKind;

    const REQUEST: RequestNo = RequestNo {
        year: 1448,
        serial: 3,
    };

    fn need(service: &str, text: &str) -> Event {
        Event::NeedStated {
            request: REQUEST,
            need: Need {
                service: service.into(),
                category: String::new(),
                text: text.into(),
                urgency: Urgency::Ordinary,
                extra: BTreeMap::new(),
            },
        }
    }

    #[test]
    fn what_is_stated_anew_tells_what_it_was() {
        let mut follower = Follower::new(Entity::Request(REQUEST));
        let stamp = Stamp {
            at: Moment(5),
            by: StaffNo(2),
            branch: BranchNo(1),
        };
        let mut follow = |event: &Event| follower.follow(stamp, Revision(9), event);
        let first = follow(&need("a", "عون")).unwrap();
        assert_eq!(first.what, "need-stated");
        assert!(first.changes.iter().all(|change| change.before.is_empty()));
        let second = follow(&need("b", "عون")).unwrap();
        let service = Change {
            field: "service".into(),
            before: "a".into(),
            after: "b".into(),
        };
        assert_eq!(second.changes, [service], "and nothing that stayed");
        assert!(!format!("{second:?}").contains("عون"));
        let read = Event::RecordOpened {
            entity: Entity::Request(REQUEST),
        };
        assert_eq!(follow(&read).unwrap().what, "record-opened");
        let elsewhere = Event::RecordOpened {
            entity: Entity::Person(PersonNo(1)),
        };
        assert_eq!(follow(&elsewhere), None);
        let withdrawn = Event::RequestWithdrawn {
            request: REQUEST,
            because: "سافر".into(),
        };
        let told = follow(&withdrawn).unwrap().changes;
        assert_eq!(
            (told[0].field.as_str(), told[0].after.as_str()),
            ("because", "سافر")
        );
        assert_eq!(told.len(), 1, "which request it is was asked");
    }

    /// What each event changed, as `field: before → after`.
    fn told(entity: Entity, events: &[Event]) -> Vec<Vec<String>> {
        let mut follower = Follower::new(entity);
        let stamp = Stamp {
            at: Moment(5),
            by: StaffNo(2),
            branch: BranchNo(1),
        };
        let lines = events.iter().filter_map(|event| {
            let line = follower.follow(stamp, Revision(9), event)?;
            let told = |one: &Change| match one.before.as_str() {
                "" => format!("{}: {}", one.field, one.after),
                before => format!("{}: {before} → {}", one.field, one.after),
            };
            Some(line.changes.iter().map(told).collect())
        });
        lines.collect()
    }

    #[test]
    fn every_kind_of_record_has_its_history() {
        let (staff, branch) = (StaffNo(4), BranchNo(4));
        let events = [
            Event::BranchAdded {
                branch,
                name: "ضباء".into(),
            },
            Event::StaffAdded {
                staff,
                name: "هدى".into(),
                uid: 1004,
                roles: [Role::Reception].into(),
                branch,
            },
            Event::RolesChanged {
                staff,
                roles: [Role::Reception, Role::Auditor].into(),
            },
            Event::BranchRenamed {
                branch,
                name: "فرع ضباء".into(),
            },
            Event::StaffLeft { staff },
            Event::VoiceHeard {
                voice: VoiceNo(4),
                kind: VoiceKind::Complaint,
                text: "طال الانتظار".into(),
                channel: "phone".into(),
                person: Some(PersonNo(4)),
            },
            Event::StandardApproved {
                standard: StandardNo(4),
                question: "هل الخدمة مجانية".into(),
                answer: "نعم".into(),
                misconception: false,
            },
            Event::StandardApproved {
                standard: StandardNo(4),
                question: "هل الخدمة مجانية".into(),
                answer: "نعم، بلا رسوم".into(),
                misconception: false,
            },
            Event::StandardGiven {
                standard: StandardNo(4),
                enquiry: EnquiryNo(4),
            },
            Event::RequestOpened {
                request: REQUEST,
                person: PersonNo(4),
                channel: "phone".into(),
                pin: Pin {
                    profile: "wethaq".into(),
                    version: 1,
                },
                responsibilities_told: true,
            },
        ];
        let opened = [
            "channel: phone",
            "pin.profile: wethaq",
            "pin.version: 1",
            "responsibilities_told: true",
        ];
        let with = |first: &'static str| -> Vec<&str> {
            let mut all = vec![first];
            all.extend(opened);
            all.sort_unstable();
            all
        };
        let (of_request, of_person) = (with("person: 4"), with("request: 1448/00003"));
        // What somebody known said stands in their own history as well.
        let of_voice = [
            "channel: phone",
            "kind: complaint",
            "text: طال الانتظار",
            "voice: 4",
        ];
        let wanted: [(Entity, &[&[&str]]); 6] = [
            (
                Entity::Staff(staff),
                &[
                    &["branch: 4", "name: هدى", "roles: reception", "uid: 1004"],
                    &["roles: reception → reception، auditor"],
                    &[],
                ],
            ),
            (
                Entity::Branch(branch),
                &[&["name: ضباء"], &["name: ضباء → فرع ضباء"]],
            ),
            (
                Entity::Voice(VoiceNo(4)),
                &[&[
                    "channel: phone",
                    "kind: complaint",
                    "person: 4",
                    "text: طال الانتظار",
                ]],
            ),
            (
                Entity::Standard(StandardNo(4)),
                &[
                    &[
                        "answer: نعم",
                        "misconception: false",
                        "question: هل الخدمة مجانية",
                    ],
                    &["answer: نعم → نعم، بلا رسوم"],
                    &["enquiry: 4"],
                ],
            ),
            (Entity::Request(REQUEST), &[&of_request]),
            (Entity::Person(PersonNo(4)), &[&of_voice, &of_person]),
        ];
        for (entity, wanted) in wanted {
            assert_eq!(told(entity, &events), wanted, "{entity:?}");
        }
    }
}
