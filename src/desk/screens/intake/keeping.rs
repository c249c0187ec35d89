//! The draft of an intake: every field as it is left, and where the hand is.

use super::{Finished, Intake, LIKENESS, Wait};
use crate::desk::form::Running;
use crate::desk::overlay::Confirmation;
use crate::desk::state::{Desk, State};
use crate::protocol::Order;

impl Intake {
    /// Keeps a field in the draft.
    pub(super) fn keep(&mut self, changed: Option<(String, String)>, desk: &mut Desk) {
        self.unsaved.extend(changed);
        let Some(work) = &mut self.work else { return };
        if self.opening_draft.is_some() || self.done.is_some() {
            return;
        }
        work.sync();
        if self.draft.is_none() {
            // The first time, what was known before anything was typed goes in too, but for what is on file.
            self.unsaved.extend(work.case.own_values());
        }
        let at = work.at();
        let changed = std::mem::take(&mut self.unsaved);
        let order = Order::KeepDraft {
            draft: self.draft,
            about: work.case.about,
            changed: changed.clone().into_iter().collect(),
            at: at.clone(),
        };
        let tag = desk.order(order, None);
        self.waits.push((tag, Wait::Saved));
        self.sent_values.push((tag, changed));
        self.kept_at = at;
        self.saved = false;
        if self.draft.is_none() {
            self.opening_draft = Some(tag);
        }
    }

    /// Keeps where the hand is, where a draft is open and it is somewhere else than it says.
    pub(super) fn keep_place(&mut self, desk: &mut Desk) {
        let moved = self
            .work
            .as_ref()
            .is_some_and(|work| work.at() != self.kept_at);
        if !self.unsaved.is_empty() || (self.draft.is_some() && moved) {
            self.keep(None, desk);
        }
    }

    /// A field was left: its value may bring other fields, or take some away.
    pub(super) fn left(&mut self, field: &str, desk: &mut Desk) {
        let Some(work) = &mut self.work else { return };
        work.sync();
        let form = work.case.form();
        let ids = |running: &Running| {
            running
                .fields()
                .map(|field| field.id.clone())
                .collect::<Vec<_>>()
        };
        let before = ids(&work.running);
        let focus = work
            .running
            .focused()
            .map(|field| field.id.clone())
            .unwrap_or_default();
        let place = |ids: &[String], id: &str| ids.iter().position(|one| one == id);
        let on = place(&before, field)
            .zip(place(&before, &focus))
            .is_some_and(|(from, to)| to == from + 1);
        work.running.redefine(form);
        if on {
            // The next field may be another one now than when the hand moved on.
            let after = ids(&work.running);
            if let Some(next) = place(&after, field)
                .and_then(|at| after.get(at + 1))
                .filter(|next| **next != focus)
            {
                let next = next.clone();
                work.running.turn_to(&next);
            }
        }
        if LIKENESS.contains(&field) {
            self.look_alike(false, desk);
        }
    }

    pub(super) fn ask_drop(&mut self, desk: &mut Desk) {
        let title = desk.say("confirm-drop-draft");
        let body = desk.say("confirm-drop-draft-body");
        desk.confirm(Confirmation::new(title, body, |state: &mut State| {
            state.on(|intake: &mut Intake, desk| {
                if let Some(draft) = intake.draft.take() {
                    desk.order(Order::DropDraft(draft), None);
                }
                intake.done = Some(Finished {
                    text: "intake-dropped",
                });
                desk.close();
            });
        }));
    }
}
