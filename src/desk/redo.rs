//! Repeats an order that was refused because somebody else changed the record first. The desk says who changed what and
//! when, shows the record as it is now, and offers to give the same order again on top of it. Whether that is still
//! possible is for the office to decide.
//!
//! The screen that gave the order is only told the final outcome.

use super::overlay::{Confirmation, Overlay};
use super::state::{Desk, Effect, State, Tag};
use super::update::hear;
use super::words;
use crate::domain::ids::{Entity, Revision};
use crate::protocol::{Done, Notice, Order, Refusal};

/// Whether an order says all of something, so that done on top it would undo what somebody else wrote, or stands for
/// what the beneficiary has read: the form takes in what is new first.
const fn says_all(order: &Order) -> bool {
    matches!(
        order,
        Order::CorrectPerson { .. }
            | Order::StateNeed { .. }
            | Order::Sign { .. }
            | Order::AmendProfile { .. }
            | Order::ApproveStandard { .. }
            | Order::ChangeRoles { .. }
            | Order::RenameBranch { .. }
    )
}

impl Desk {
    /// Remembers an order given on condition of a version, or of the line, until it is known what came of it.
    pub(super) fn remember(&mut self, tag: Tag, order: &Order, saw: Option<(Entity, Revision)>) {
        // A line shows no versions: who was first is said where somebody is with the visitor by then.
        let is_of_the_line = matches!(order, Order::CallVisitor(_) | Order::LetVisitorGo(_));
        if (saw.is_some() || is_of_the_line) && !says_all(order) {
            self.given.insert(tag, order.clone());
        }
    }
}

/// Takes what came of an order. `None` where it was refused because somebody was first, and it is asked whether to do it
/// again.
pub(super) fn came(
    state: &mut State,
    tag: Tag,
    done: Result<Done, Refusal>,
) -> Option<Result<Done, Refusal>> {
    let Some(order) = state.desk.given.remove(&tag) else {
        return Some(done);
    };
    let Err(stale @ Refusal::Stale { entity, now, .. }) = done else {
        return Some(done);
    };
    if state.overlay.is_some() || !state.is_asked_by_top(tag) {
        return Some(Err(stale));
    }
    // Told or not: what stands above the question is as it is now.
    let notice = Notice {
        revision: now,
        touched: vec![entity],
        read_afresh: false,
    };
    state.each(|screen, desk| screen.notice(&notice, desk));
    let title = state.desk.say("redo-title");
    let first = words::first(&state.desk, &stale);
    let body = state.desk.say_with("redo-body", &[("first", first.into())]);
    let again = Confirmation::new(title, body, move |state| {
        state.desk.given.insert(tag, order.clone());
        let saw = Some((entity, now));
        state.desk.effect(Effect::Do(tag, Box::new(order), saw));
    });
    let refused = again.or_else(move |state| hear(state, tag, Err(stale)));
    state.overlay = Some(Overlay::Confirm(Box::new(refused)));
    None
}
