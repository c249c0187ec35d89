//! Printing a request's sheets: the same two commands wherever a request is open.

use std::sync::Arc;

use super::intake::Intake;
use super::request::Request;
use crate::desk::command::Command;
use crate::desk::condition::Snapshot;
use crate::desk::state::{Desk, State};
use crate::domain::profile::Profile;
use crate::protocol::query::RequestPage;
use crate::sheets::{Case, Kind};

/// What prints.
pub static COMMANDS: &[Command] = &[
    Command::new("print-declaration", "command-print-declaration", |state| {
        print(state, Kind::Declaration);
    })
    .when(|now| now.is("can-print-declaration")),
    Command::new("print-receipt", "command-print-receipt", |state| {
        print(state, Kind::Receipt);
    })
    .when(|now| now.is("can-print-receipt")),
];

/// Raises what can be printed of a request.
pub(super) fn snapshot(page: Option<&RequestPage>, snapshot: &mut Snapshot) {
    let can = |kind: Kind| page.is_some_and(|page| kind.lacks(&page.request).is_none());
    snapshot.raise_if(can(Kind::Declaration), "can-print-declaration");
    snapshot.raise_if(can(Kind::Receipt), "can-print-receipt");
}

fn print(state: &mut State, kind: Kind) {
    state.on::<Request>(|request, desk| {
        if let (Some(page), Some(profile)) = (request.page(), request.pinned(desk)) {
            have_printed(desk, kind, page, profile);
        }
    });
    state.on::<Intake>(|intake, desk| {
        if let (Some(page), Some(profile)) = (intake.page(), intake.profile()) {
            have_printed(desk, kind, page, Arc::clone(profile));
        }
    });
}

fn have_printed(desk: &mut Desk, kind: Kind, page: &RequestPage, profile: Arc<Profile>) {
    let Some(view) = &desk.view else {
        return;
    };
    let case = Case::of(page, view, profile, desk.now)
        .speaking(desk.texts.language(), desk.settings.digits);
    desk.print(kind, Box::new(case));
    let said = desk.say("sheet-printing");
    desk.toast(said);
}
