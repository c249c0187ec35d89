//! The orders of an intake, one after the other, and what comes of them.

use super::{Finished, Intake, Wait};
use crate::desk::intake::{Next, Step};
use crate::desk::state::{Desk, Tag};
use crate::desk::widget::text_field::{Manner, TextField};
use crate::desk::words;
use crate::domain::ids::Entity;
use crate::protocol::{Done, Made, Order, Refusal};

impl Intake {
    /// Sends what stands between the office and the step the officer wants to be at; when nothing does, goes there.
    pub(super) fn advance(&mut self, desk: &mut Desk) {
        // What opens a file or a request tells the draft so: it waits until there is one to tell. And what came of the
        // order before is told first: on what stood before it, the next one would be refused, and the key lost.
        if self.is_busy() || self.is_asking() || self.opening_draft.is_some() {
            return;
        }
        let Some(work) = &mut self.work else { return };
        let Some(toward) = work.toward else { return };
        work.sync();
        let steps = work.case.steps();
        for step in steps.iter().take(toward) {
            match work.case.next_order(*step) {
                Next::Complete => {}
                Next::Order(saw, order) if !work.sent.contains(&order) => {
                    work.sent.push(order.as_ref().clone());
                    let tag = desk.order(order.typed_into(self.draft), saw);
                    self.waits.push((tag, Wait::Order));
                    return;
                }
                // It was sent, and the office keeps it in other words: cleaned, or split.
                Next::Order(..) => {}
                Next::Unread(unread) => {
                    work.toward = None;
                    work.running.focus(&unread.field);
                    let why = desk.say(unread.why);
                    desk.warn(why);
                    return;
                }
                Next::PapersMissing(kinds) => {
                    work.toward = None;
                    let names: Vec<String> = kinds
                        .iter()
                        .map(|kind| words::paper(desk, Some(&work.case.profile), kind))
                        .collect();
                    let names = names.join(&desk.say("list-comma"));
                    if let Some(field) = work.case.fields(Step::Papers).iter().find(|field| {
                        kinds.iter().any(|kind| {
                            field.id.starts_with(&format!("paper.{kind}."))
                                && field.kind.takes_focus()
                        })
                    }) {
                        work.running.focus(&field.id);
                    }
                    let said =
                        desk.say_with("papers-missing-say", &[("papers", names.as_str().into())]);
                    desk.warn(said);
                    return;
                }
            }
        }
        work.toward = None;
        work.sent.clear();
        if toward >= steps.len() {
            let text = if work.case.registers() {
                "intake-registered"
            } else {
                "intake-submitted"
            };
            self.finish(text, desk);
        }
    }

    /// The request is on its way: the draft is done with, and the visitor may go.
    pub(super) fn finish(&mut self, text: &'static str, desk: &mut Desk) {
        self.done = Some(Finished { text });
        // What stood in the way does no longer.
        desk.toasts.clear();
        if let Some(draft) = self.draft {
            desk.order(Order::DropDraft(draft), None);
        }
        let arrival = self.work.as_ref().and_then(|work| work.case.about.arrival);
        if let Some(arrival) = arrival {
            desk.order(Order::LetVisitorGo(arrival), None);
        }
    }

    pub(super) fn await_papers(&mut self, desk: &mut Desk) {
        self.leave_by(desk, Order::AwaitPapers, "intake-awaits-papers");
    }

    pub(super) fn leave_by(
        &mut self,
        desk: &mut Desk,
        order: impl FnOnce(crate::domain::ids::RequestNo) -> Order,
        text: &'static str,
    ) {
        let Some(page) = self.work.as_ref().and_then(|work| work.case.page.as_ref()) else {
            return;
        };
        let (no, revision) = (page.request.no, page.revision);
        let tag = desk.order(order(no), Some((Entity::Request(no), revision)));
        self.waits.push((tag, Wait::Leaving));
        self.done = None;
        if let Some(work) = &mut self.work {
            work.sent.clear();
        }
        self.leaving_text = text;
    }

    pub(super) fn open_question(&mut self, desk: &mut Desk) {
        self.question = Some(TextField::new(Manner::spoken(desk.rtl()), ""));
    }

    pub(super) fn drop_question(&mut self, _desk: &mut Desk) {
        self.question = None;
    }

    pub(super) fn send_question(&mut self, desk: &mut Desk) {
        let Some(question) = self
            .question
            .as_ref()
            .map(|field| field.text().trim().to_owned())
        else {
            return;
        };
        if question.is_empty() {
            let said = desk.say("form-required");
            desk.warn(said);
            return;
        }
        self.leave_by(
            desk,
            |request| Order::Refer { request, question },
            "intake-referred",
        );
    }

    /// Puts the hand where a refusal points.
    pub(super) fn back_to_trouble(&mut self, refusal: &Refusal) {
        let Some(work) = &mut self.work else { return };
        let field = match refusal {
            Refusal::Invalid { field, .. } => field.clone(),
            Refusal::SameIdentity(_) | Refusal::OnFileElsewhere(_) => "id".to_owned(),
            _ => return,
        };
        work.running.focus(&field);
    }

    /// What came of an order.
    pub(super) fn ordered(&mut self, tag: Tag, done: Result<Done, Refusal>, desk: &mut Desk) {
        let Some(wait) = self.waits_for(tag) else {
            return;
        };
        if self.opening_draft == Some(tag) {
            self.opening_draft = None;
        }
        let sent = self.sent_values.iter().position(|(of, _)| *of == tag);
        let sent = sent
            .map(|at| self.sent_values.swap_remove(at).1)
            .unwrap_or_default();
        match (wait, done) {
            (Wait::Saved, Ok(done)) => {
                if let Made::Draft(no) = done.made {
                    self.draft = Some(no);
                }
                if self.done.is_some() {
                    // It was finished before its draft had a number.
                    if let Some(draft) = self.draft {
                        desk.order(Order::DropDraft(draft), None);
                    }
                } else if !self.unsaved.is_empty() {
                    self.keep(None, desk);
                }
                self.saved = self.unsaved.is_empty();
                self.advance(desk);
            }
            (Wait::Order, Ok(done)) => {
                let Some(work) = &mut self.work else { return };
                let about = work.case.about;
                work.case.made(&done.made);
                let now = work.case.about;
                self.look_up(now, desk);
                if about != now && self.draft.is_none() {
                    self.keep(None, desk);
                } else {
                    self.keep_place(desk);
                }
            }
            (Wait::Leaving, Ok(_)) => {
                self.question = None;
                let text = self.leaving_text;
                self.finish(text, desk);
            }
            (wait, Err(refusal)) => {
                let said = words::refusal(desk, &refusal);
                desk.warn(said);
                let gone = |no| refusal == Refusal::NotFound(Entity::Draft(no));
                if self.draft.is_some_and(gone) {
                    // Dropped from another terminal: the next field opens another.
                    self.draft = None;
                }
                if wait == Wait::Saved {
                    if let Some(work) = self.work.as_mut().filter(|_| self.draft.is_none()) {
                        work.toward = None;
                    }
                    // What was not kept is kept with the next field, unless it was typed anew since.
                    for (id, value) in sent {
                        self.unsaved.entry(id).or_insert(value);
                    }
                    return;
                }
                if let Some(work) = &mut self.work {
                    work.toward = None;
                    work.sent.clear();
                    let about = work.case.about;
                    // What it says now is fetched, so that doing it again is doing it on top.
                    self.look_up(about, desk);
                }
                self.back_to_trouble(&refusal);
            }
            _ => {}
        }
    }
}
