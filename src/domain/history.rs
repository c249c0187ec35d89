//! The whole history of a record (سجل التغييرات, rows 54, 55): what happened to it, who did it, and what each time
//! changed. Read back from events, so nothing that happened is missing from it.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::event::{Event, Stamp};
use super::ids::{BranchNo, Entity, Revision, StaffNo};
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

/// Follows a record through the events.
#[derive(Debug)]
pub struct Follower {
    entity: Entity,
    /// What each field was last, for events that tell all of a thing anew.
    known: BTreeMap<&'static str, BTreeMap<String, String>>,
}

impl Follower {
    /// Follows this record from its beginning.
    #[must_use]
    pub fn new(entity: Entity) -> Follower {
        Follower {
            entity,
            known: BTreeMap::new(),
        }
    }

    /// What an event was to it; nothing where it has nothing to do with it. That it was read is told too.
    pub fn follow(&mut self, stamp: Stamp, revision: Revision, event: &Event) -> Option<Line> {
        let read = matches!(event, Event::RecordOpened { entity } if *entity == self.entity);
        if !read && !event.touches().contains(&self.entity) {
            return None;
        }
        let changes = if read { vec![] } else { self.changes(event) };
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
        let now = values(event);
        let whole = match event {
            Event::PersonRegistered { .. } | Event::PersonCorrected { .. } => Some("facts"),
            Event::NeedStated { .. } => Some("need"),
            _ => None,
        };
        let Some(whole) = whole else {
            let change = |(field, after)| Change {
                field,
                before: String::new(),
                after,
            };
            return now.into_iter().map(change).collect();
        };
        let before = self.known.insert(whole, now.clone()).unwrap_or_default();
        let gone = before
            .iter()
            .filter(|(field, _)| !now.contains_key(*field))
            .map(|(field, before)| (field.clone(), before.clone(), String::new()));
        let new = now.iter().filter_map(|(field, after)| {
            let before = before.get(field).cloned().unwrap_or_default();
            (before != *after).then(|| (field.clone(), before, after.clone()))
        });
        gone.chain(new)
            .map(|(field, before, after)| Change {
                field,
                before,
                after,
            })
            .collect()
    }
}

/// The fields of an event, each as text. Which record it is about is left out: that is asked.
fn values(event: &Event) -> BTreeMap<String, String> {
    let mut values = BTreeMap::new();
    let told = serde_json::to_value(event).unwrap_or(Value::Null);
    let fields = told.as_object().and_then(|told| told.values().next());
    for (name, value) in fields.and_then(Value::as_object).into_iter().flatten() {
        let is_subject = matches!(name.as_str(), "request" | "fingerprint" | "source")
            || (name == "person" && !matches!(event, Event::FoundNotTheSame { .. }));
        if !is_subject {
            // Facts and needs are the record itself: their fields need no name before them.
            let whole = matches!(name.as_str(), "facts" | "need");
            flatten(if whole { "" } else { name }, value, &mut values);
        }
    }
    values
}

fn flatten(path: &str, value: &Value, into: &mut BTreeMap<String, String>) {
    let below = |name: &str| {
        if path.is_empty() {
            name.to_owned()
        } else {
            format!("{path}.{name}")
        }
    };
    let mut keep = |text: String| {
        if !text.is_empty() {
            into.insert(path.to_owned(), text.chars().take(LONGEST).collect());
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
            keep(items.collect::<Vec<_>>().join("، "));
        }
        Value::Array(items) => {
            for (at, item) in (1usize..).zip(items) {
                flatten(&below(&at.to_string()), item, into);
            }
        }
        Value::Object(fields) => {
            for (name, value) in fields {
                flatten(&below(name), value, into);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::{PersonNo, RequestNo};
    use crate::domain::request::{Need, Urgency};

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
}
