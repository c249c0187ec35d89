//! What follows the decision, from the page: one key for whatever is next.

use super::Request;
use crate::desk::command::Command;
use crate::desk::condition::Snapshot;
use crate::desk::screens::act::{self, Kind};
use crate::desk::state::{Desk, State};
use crate::domain::workflow::Step;

/// What this part of the page can do.
pub static COMMANDS: &[Command] = &[
    Command::new("request-reply", "command-request-reply", |state| {
        open(state, Kind::Reply)
    })
    .when(|now| now.is("next-reply")),
    Command::new(
        "request-answer-objection",
        "command-request-answer-objection",
        |state| open(state, Kind::AnswerObjection),
    )
    .when(|now| now.is("next-objection")),
    Command::new("request-register", "command-request-register", |state| {
        open(state, Kind::Register)
    })
    .when(|now| now.is("next-registration")),
    Command::new("request-deliver", "command-request-deliver", |state| {
        open(state, Kind::Deliver)
    })
    .when(|now| now.is("next-delivery")),
    Command::new("request-close", "command-request-close", |state| {
        open(state, Kind::Close)
    })
    .when(|now| now.is("next-close")),
    Command::new("request-object", "command-request-object", |state| {
        open(state, Kind::Object)
    })
    .when(|now| now.is("can-object")),
    Command::new("request-early", "command-request-early", |state| {
        open(state, Kind::AllowEarly)
    })
    .when(|now| now.is("can-allow-early")),
    Command::new("request-outside", "command-request-outside", |state| {
        open(state, Kind::Outside)
    })
    .when(|now| now.is("can-refer-outside")),
];

fn open(state: &mut State, kind: Kind) {
    let mut no = None;
    state.on::<Request>(|request, _| no = Some(request.no));
    if let Some(no) = no {
        act::open(state, no, kind);
    }
}

impl Request {
    /// Raises what can be done of it.
    pub(super) fn raise_acts(&self, desk: &Desk, snapshot: &mut Snapshot) {
        let Some(page) = self.page.as_ref().filter(|_| self.writing.is_none()) else {
            return;
        };
        let flag = Kind::next(page).map(|kind| match kind {
            Kind::Reply | Kind::AllowEarly => "next-reply",
            Kind::AnswerObjection => "next-objection",
            Kind::Register => "next-registration",
            Kind::Deliver | Kind::Outside => "next-delivery",
            Kind::Close => "next-close",
            Kind::Object => "can-object",
        });
        if let Some(flag) = flag {
            snapshot.raise(flag);
        }
        // Leave is for what may not be told yet, and is given once.
        let waits = page.request.reply_floor();
        let early =
            waits.is_some_and(|floor| floor > desk.now.date()) && page.may(Step::AllowEarlyReply);
        snapshot.raise_if(early, "can-allow-early");
        snapshot.raise_if(Kind::Outside.is_offered(page), "can-refer-outside");
    }
}
