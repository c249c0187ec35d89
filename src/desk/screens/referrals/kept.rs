//! Answers begun and not sent: kept as one draft of the researcher's own, so that a closed terminal loses none.

use std::collections::BTreeMap;

use crate::desk::state::{Desk, Tag};
use crate::domain::draft::{About, Draft};
use crate::domain::ids::{DraftNo, RequestNo};
use crate::protocol::query::DraftLine;
use crate::protocol::{Answer, Done, Made, Order, Query};

/// Where the hand is in that draft: what tells it from a request being taken in.
const PLACE: &str = "answers";

/// Whether a draft is of a request being taken in, to be shown and resumed at reception.
#[must_use]
pub fn is_intake(line: &DraftLine) -> bool {
    line.at != PLACE
}

/// The answers begun.
#[derive(Default)]
pub struct Kept {
    begun: BTreeMap<RequestNo, String>,
    draft: Option<DraftNo>,
    asked: Option<Tag>,
    opening: Option<Tag>,
    unsent: bool,
}

impl Kept {
    /// Asks for what an earlier terminal left.
    pub fn ask(&mut self, desk: &mut Desk) {
        if self.draft.is_none() && self.opening.is_none() {
            self.asked = Some(desk.ask(Query::Drafts));
        }
    }

    /// What was begun to a question.
    pub fn begun(&self, no: RequestNo) -> &str {
        self.begun.get(&no).map_or("", String::as_str)
    }

    /// Keeps what stands there now; nothing, once it is sent.
    pub fn keep(&mut self, no: RequestNo, text: &str, desk: &mut Desk) {
        if self.begun(no) == text {
            return;
        }
        self.begun.insert(no, text.to_owned());
        if self.opening.is_some() {
            // It goes as soon as the draft has a number.
            self.unsent = true;
        } else {
            self.send(desk);
        }
    }

    fn send(&mut self, desk: &mut Desk) {
        self.unsent = false;
        let all = self
            .begun
            .iter()
            .map(|(no, text)| (no.to_string(), text.clone()));
        let order = Order::KeepDraft {
            draft: self.draft,
            about: About::default(),
            changed: all.collect(),
            at: PLACE.to_owned(),
        };
        let tag = desk.order(order, None);
        self.opening = self.draft.is_none().then_some(tag);
    }

    /// Takes in an answer to what was asked here; `false` where it was not.
    pub fn heard(&mut self, tag: Tag, answer: &Answer, desk: &mut Desk) -> bool {
        if self.asked != Some(tag) {
            return false;
        }
        self.asked = None;
        match answer {
            Answer::Drafts(lines) => {
                if let Some(line) = lines.iter().find(|line| !is_intake(line)) {
                    self.asked = Some(desk.ask(Query::Draft(line.no)));
                }
            }
            Answer::Draft(draft) => self.know(draft),
            _ => {}
        }
        true
    }

    fn know(&mut self, draft: &Draft) {
        self.draft = Some(draft.no);
        for (no, text) in &draft.values {
            if let Ok(no) = no.parse() {
                self.begun.entry(no).or_insert_with(|| text.clone());
            }
        }
    }

    /// Takes in the number of the draft that was opened.
    pub fn done(&mut self, tag: Tag, done: &Done, desk: &mut Desk) {
        if self.opening.take_if(|opening| *opening == tag).is_some()
            && let Made::Draft(no) = done.made
        {
            self.draft = Some(no);
            if self.unsent {
                self.send(desk);
            }
        }
    }
}
