//! Keeps half-written text outside the intake form: each place to write in has a draft of one's own, so that neither
//! Esc nor a closed terminal loses it. (Intake has drafts of its own kind.)

use std::collections::{BTreeMap, BTreeSet};

use crate::desk::state::{Desk, State, Tag};
use crate::domain::draft::{About, Draft};
use crate::domain::ids::{DraftNo, Entity, StaffNo};
use crate::protocol::query::DraftLine;
use crate::protocol::{Answer, Done, Made, Order, Query, Refusal};

/// A draft knows its emptied fields for good, and has room for so many: past this it makes way for another.
const FIELDS: usize = 150;

/// The places whose unfinished text is kept. The draft names its place, which tells it from the draft of a request.
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
    /// Enquiries and their answers.
    Enquiries,
    /// What came of contacts.
    Outreach,
}

impl Place {
    const ALL: [Place; 7] = [
        Place::Answers,
        Place::Study,
        Place::Sitting,
        Place::Acts,
        Place::Voice,
        Place::Enquiries,
        Place::Outreach,
    ];

    const fn id(self) -> &'static str {
        match self {
            Place::Answers => "answers",
            Place::Study => "study",
            Place::Sitting => "sitting",
            Place::Acts => "acts",
            Place::Voice => "voice",
            Place::Enquiries => "enquiries",
            Place::Outreach => "outreach",
        }
    }
}

/// Whether a draft is of a request being taken in, to be shown and resumed at reception.
#[must_use]
pub fn is_intake(line: &DraftLine) -> bool {
    Place::ALL.iter().all(|place| line.at != place.id())
}

/// The unfinished texts of one place, by the record they belong to.
pub struct Kept {
    place: Place,
    /// Whose it is: nobody else who signs in at this desk sends it.
    owner: Option<StaffNo>,
    begun: BTreeMap<String, String>,
    unsent: BTreeMap<String, String>,
    /// What the office has not confirmed yet, by the order it went with.
    flying: BTreeMap<Tag, BTreeMap<String, String>>,
    /// Everything the draft knows, what was emptied included.
    fields: BTreeSet<String>,
    draft: Option<DraftNo>,
    /// Drafts of this place that are still to be read.
    left: Vec<DraftNo>,
    asked: Option<Tag>,
    opening: Option<Tag>,
    /// What was sent and is done with once the office did it, by what its keys begin with.
    sent: BTreeMap<Tag, String>,
}

impl Kept {
    /// Nothing yet.
    pub fn new(place: Place) -> Kept {
        Kept {
            place,
            owner: None,
            begun: BTreeMap::new(),
            unsent: BTreeMap::new(),
            flying: BTreeMap::new(),
            fields: BTreeSet::new(),
            draft: None,
            left: Vec::new(),
            asked: None,
            opening: None,
            sent: BTreeMap::new(),
        }
    }

    /// Asks for what an earlier terminal left, or another screen of this one.
    pub fn ask(&mut self, desk: &mut Desk) {
        let theirs = |one: &Kept| one.place == self.place;
        if let Some(at) = desk.begun.iter().position(theirs) {
            // A screen was closed before the office had said what it waited for.
            *self = desk.begun.remove(at);
        }
        self.send(desk);
        self.asked = (self.opening.is_none()).then(|| desk.ask(Query::Drafts));
    }

    /// Whether what was left is on its way.
    pub const fn waits(&self) -> bool {
        self.asked.is_some()
    }

    /// What was begun there; nothing of what is being sent.
    pub fn begun(&self, key: &str) -> &str {
        if self.sent.values().any(|sent| key.starts_with(sent)) {
            return "";
        }
        self.begun.get(key).map_or("", String::as_str)
    }

    /// Keeps what stands there now.
    pub fn keep(&mut self, key: &str, text: &str, desk: &mut Desk) {
        if self.begun.get(key).map_or("", String::as_str) == text {
            return;
        }
        self.put(key, text);
        self.send(desk);
    }

    /// What its keys begin with goes with this order, and is forgotten once that is done; be it that the screen is
    /// closed by then.
    pub fn goes_with(&mut self, tag: Tag, prefix: &str) {
        self.sent.insert(tag, prefix.to_owned());
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

    fn is_mine(&mut self, desk: &Desk) -> bool {
        let me = desk.me().map(|me| me.no);
        if self.owner.is_none() {
            self.owner = me;
        }
        self.owner == me
    }

    fn send(&mut self, desk: &mut Desk) {
        if self.opening.is_some() || self.unsent.is_empty() || !self.is_mine(desk) {
            // It goes as soon as the draft has a number, and its owner sits here.
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
            changed: changed.clone().into_iter().collect(),
            at: self.place.id().to_owned(),
        };
        let tag = desk.order(order, None);
        self.opening = self.draft.is_none().then_some(tag);
        self.flying.insert(tag, changed);
    }

    /// Takes in an answer to what was asked here; `false` where it was not.
    pub fn heard(&mut self, tag: Tag, answer: &Result<Answer, Refusal>, desk: &mut Desk) -> bool {
        if self.asked != Some(tag) {
            return false;
        }
        self.asked = None;
        match answer {
            // What was begun meanwhile is opening a draft: they come together the next time.
            _ if self.opening.is_some() => {}
            Ok(Answer::Drafts(lines)) => {
                let here = lines.iter().filter(|line| line.at == self.place.id());
                self.left = here.map(|line| line.no).collect();
                if self.left.is_empty() && self.draft.take().is_some() {
                    // All of it was sent from another screen.
                    self.begun.clear();
                    self.fields.clear();
                }
                // One's own is the one to go on with.
                self.left.sort_by_key(|no| (Some(*no) == self.draft, *no));
                self.next_left(desk);
            }
            Ok(Answer::Draft(draft)) => {
                self.know(draft, desk);
                self.next_left(desk);
            }
            _ => self.next_left(desk),
        }
        true
    }

    fn next_left(&mut self, desk: &mut Desk) {
        let next = self.left.pop();
        self.asked = next.map(|no| desk.ask(Query::Draft(no)));
    }

    fn know(&mut self, draft: &Draft, desk: &mut Desk) {
        let own = *self.draft.get_or_insert(draft.no) == draft.no;
        if own {
            self.fields.extend(draft.values.keys().cloned());
        }
        for (key, text) in &draft.values {
            let known = self.begun.contains_key(key) || self.unsent.contains_key(key);
            if text.is_empty() || known {
                continue;
            }
            if own {
                self.begun.insert(key.clone(), text.clone());
            } else {
                self.put(key, text);
            }
        }
        if !own && self.is_mine(desk) {
            // Two terminals began one each: from here on there is one.
            self.send(desk);
            desk.order(Order::DropDraft(draft.no), None);
        }
    }

    /// Takes in what came of an order: the number of the draft that was opened, or that what was typed is done with.
    pub fn done(&mut self, tag: Tag, done: &Result<Done, Refusal>, desk: &mut Desk) {
        if self.opening.take_if(|opening| *opening == tag).is_some()
            && let Ok(done) = done
            && let Made::Draft(no) = done.made
        {
            self.draft = Some(no);
        }
        let flown = self.flying.remove(&tag).unwrap_or_default();
        let sent = self.sent.remove(&tag);
        match (done, sent) {
            (Ok(_), Some(prefix)) => self.forget(&prefix, desk),
            (Ok(_), None) => self.send(desk),
            // Another terminal took what was in the draft into its own: what stands here begins another.
            (Err(Refusal::NotFound(Entity::Draft(_))), _) => {
                self.draft = None;
                self.fields.clear();
                self.unsent.clone_from(&self.begun);
                self.send(desk);
            }
            // It can never be kept.
            (Err(Refusal::Invalid { .. }), _) => {}
            // It goes with what is kept next, unless it was typed anew since.
            (Err(_), _) => {
                for (key, text) in flown {
                    self.unsent.entry(key).or_insert(text);
                }
            }
        }
    }

    fn is_waiting(&self) -> bool {
        !(self.flying.is_empty() && self.sent.is_empty() && self.unsent.is_empty())
    }

    /// Its screen is closed. What the office has not said yet is waited for all the same.
    pub fn leave(&mut self, desk: &mut Desk) {
        if self.is_waiting() {
            let left = std::mem::replace(self, Kept::new(self.place));
            desk.begun.push(left);
        }
    }
}

/// Takes in what came of an order that a screen gave which is closed: whatever was begun there may be with another
/// screen by now.
pub fn done_after_close(state: &mut State, tag: Tag, done: &Result<Done, Refusal>) {
    let heard = |mut one: Kept, desk: &mut Desk| {
        one.done(tag, done, desk);
        one.is_waiting().then_some(one)
    };
    let begun = std::mem::take(&mut state.desk.begun);
    let left = begun
        .into_iter()
        .filter_map(|one| heard(one, &mut state.desk));
    let left: Vec<Kept> = left.collect();
    state.desk.begun = left;
    for away in state.away.values_mut() {
        let begun = std::mem::take(&mut away.begun).into_iter();
        away.begun = begun
            .filter_map(|one| heard(one, &mut state.desk))
            .collect();
        for opened in &mut away.screens {
            if let Some(kept) = opened.screen.kept() {
                kept.done(tag, done, &mut state.desk);
            }
        }
    }
    state.each(|screen, desk| {
        if let Some(kept) = screen.kept() {
            kept.done(tag, done, desk);
        }
    });
}

#[cfg(test)]
mod tests;
