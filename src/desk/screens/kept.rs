//! What was begun and not sent, away from the form of a request being taken in: kept as a draft of one's own for each
//! place, so that neither Esc nor a closed terminal loses any of it.

use std::collections::{BTreeMap, BTreeSet};

use crate::desk::state::{Desk, Tag};
use crate::domain::draft::{About, Draft};
use crate::domain::ids::DraftNo;
use crate::protocol::query::DraftLine;
use crate::protocol::{Answer, Done, Made, Order, Query, Refusal};

/// A draft knows its emptied fields for good, and has room for so many: past this it makes way for another.
const FIELDS: usize = 150;

/// Where such drafts belong: what tells them from a request being taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Answers to questions that were referred.
    Answers,
    /// The study of requests.
    Study,
    /// A sitting of those who decide.
    Sitting,
    /// What follows a decision.
    Acts,
    /// Suggestions and complaints.
    Voice,
}

impl Place {
    const ALL: [Place; 5] = [
        Place::Answers,
        Place::Study,
        Place::Sitting,
        Place::Acts,
        Place::Voice,
    ];

    const fn id(self) -> &'static str {
        match self {
            Place::Answers => "answers",
            Place::Study => "study",
            Place::Sitting => "sitting",
            Place::Acts => "acts",
            Place::Voice => "voice",
        }
    }
}

/// Whether a draft is of a request being taken in, to be shown and resumed at reception.
#[must_use]
pub fn is_intake(line: &DraftLine) -> bool {
    Place::ALL.iter().all(|place| line.at != place.id())
}

/// What was begun in a place, by what it belongs to.
pub struct Kept {
    place: Place,
    begun: BTreeMap<String, String>,
    unsent: BTreeMap<String, String>,
    /// Everything the draft knows, what was emptied included.
    fields: BTreeSet<String>,
    draft: Option<DraftNo>,
    asked: Option<Tag>,
    opening: Option<Tag>,
}

impl Kept {
    /// Nothing yet.
    pub fn new(place: Place) -> Kept {
        Kept {
            place,
            begun: BTreeMap::new(),
            unsent: BTreeMap::new(),
            fields: BTreeSet::new(),
            draft: None,
            asked: None,
            opening: None,
        }
    }

    /// Asks for what an earlier terminal left, or another screen of this one.
    pub fn ask(&mut self, desk: &mut Desk) {
        self.asked = (self.opening.is_none()).then(|| desk.ask(Query::Drafts));
    }

    /// Whether what was left is on its way.
    pub const fn waits(&self) -> bool {
        self.asked.is_some()
    }

    /// What was begun there.
    pub fn begun(&self, key: &str) -> &str {
        self.begun.get(key).map_or("", String::as_str)
    }

    /// Keeps what stands there now; nothing, once it is sent.
    pub fn keep(&mut self, key: &str, text: &str, desk: &mut Desk) {
        if self.begun(key) == text {
            return;
        }
        self.put(key, text);
        self.send(desk);
    }

    /// Forgets everything whose key begins so: it was sent.
    pub fn forget(&mut self, prefix: &str, desk: &mut Desk) {
        let of = |key: &&String| key.starts_with(prefix);
        let keys: Vec<String> = self.begun.keys().filter(of).cloned().collect();
        if keys.is_empty() {
            return;
        }
        for key in keys {
            self.put(&key, "");
        }
        self.send(desk);
    }

    fn put(&mut self, key: &str, text: &str) {
        self.unsent.insert(key.to_owned(), text.to_owned());
        if text.is_empty() {
            self.begun.remove(key);
        } else {
            self.begun.insert(key.to_owned(), text.to_owned());
        }
    }

    fn send(&mut self, desk: &mut Desk) {
        if self.opening.is_some() {
            // It goes as soon as the draft has a number.
            return;
        }
        let mut changed = std::mem::take(&mut self.unsent);
        if self.begun.is_empty() || self.fields.len() > FIELDS {
            if let Some(draft) = self.draft.take() {
                desk.order(Order::DropDraft(draft), None);
            }
            changed.clone_from(&self.begun);
            self.fields.clear();
        }
        if changed.is_empty() {
            return;
        }
        self.fields.extend(changed.keys().cloned());
        let order = Order::KeepDraft {
            draft: self.draft,
            about: About::default(),
            changed: changed.into_iter().collect(),
            at: self.place.id().to_owned(),
        };
        let tag = desk.order(order, None);
        self.opening = self.draft.is_none().then_some(tag);
    }

    /// Takes in an answer to what was asked here; `false` where it was not.
    pub fn heard(&mut self, tag: Tag, answer: &Result<Answer, Refusal>, desk: &mut Desk) -> bool {
        if self.asked != Some(tag) {
            return false;
        }
        self.asked = None;
        match answer {
            Ok(Answer::Drafts(lines)) => {
                let mut here = lines.iter().filter(|line| line.at == self.place.id());
                if let Some(line) = here.next() {
                    self.asked = Some(desk.ask(Query::Draft(line.no)));
                } else if self.draft.take().is_some() {
                    // All of it was sent from another screen.
                    self.begun.clear();
                    self.fields.clear();
                }
            }
            Ok(Answer::Draft(draft)) => self.know(draft),
            _ => {}
        }
        true
    }

    fn know(&mut self, draft: &Draft) {
        self.draft = Some(draft.no);
        self.fields.extend(draft.values.keys().cloned());
        for (key, text) in &draft.values {
            if !text.is_empty() && !self.unsent.contains_key(key) {
                self.begun
                    .entry(key.clone())
                    .or_insert_with(|| text.clone());
            }
        }
    }

    /// Takes in the number of the draft that was opened.
    pub fn done(&mut self, tag: Tag, done: &Done, desk: &mut Desk) {
        if self.opening.take_if(|opening| *opening == tag).is_some()
            && let Made::Draft(no) = done.made
        {
            self.draft = Some(no);
            if !self.unsent.is_empty() {
                self.send(desk);
            }
        }
    }
}
