//! Opens one screen from another, and holds the few sentences that several screens say.

use super::committee::Committee;
use super::intake;
use super::person::Person;
use super::request::Request;
use super::study::Study;
use crate::desk::form::Values;
use crate::desk::state::Desk;
use crate::desk::widget::list::Selection;
use crate::desk::words;
use crate::domain::ids::{ArrivalNo, DraftNo, PersonNo, RequestNo};
use crate::domain::request::Stage;
use crate::protocol::Refusal;

/// Takes in a request for someone with a file, over the screen that is seen.
pub(super) fn intake_for(desk: &mut Desk, arrival: Option<ArrivalNo>, person: PersonNo) {
    desk.open(intake::for_person(arrival, person));
}

/// The same in place of the search that found them.
pub(super) fn intake_found(desk: &mut Desk, arrival: Option<ArrivalNo>, person: PersonNo) {
    desk.replace(intake::for_person(arrival, person));
}

/// Registers someone new and takes in their request, in place of the search that found nobody.
pub(super) fn intake_new(desk: &mut Desk, arrival: Option<ArrivalNo>, known: Values) {
    desk.replace(intake::for_new(arrival, known));
}

/// Goes on with a draft.
pub(super) fn resume(desk: &mut Desk, draft: DraftNo) {
    desk.open(intake::resume(draft));
}

/// Opens a person's page.
pub(super) fn person(desk: &mut Desk, person: PersonNo) {
    desk.open(Box::new(Person::new(person)));
}

/// Says why the office did not do it.
pub(super) fn refused(desk: &mut Desk, refusal: &Refusal) {
    let said = words::refusal(desk, refusal);
    desk.warn(said);
}

/// Says that a step of a form is not complete.
pub(super) fn barred(desk: &mut Desk, count: usize) {
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    let said = desk.say_with("form-step-incomplete", &[("count", count.into())]);
    desk.warn(said);
}

/// Which row of how many is under the hand.
pub(super) fn position(desk: &Desk, selection: &Selection) -> String {
    let Some(row) = selection.selected() else {
        return String::new();
    };
    desk.say_with(
        "list-position",
        &[("row", (row + 1).into()), ("rows", selection.rows().into())],
    )
}

/// Whether who works here has a part in the study of requests.
pub(super) fn studies(desk: &Desk) -> bool {
    desk.standing.flags.contains("studies")
}

/// Whether who works here enters what is decided.
pub(super) fn decides(desk: &Desk) -> bool {
    desk.standing.flags.contains("decides")
}

/// Opens a request where it is worked on, for whoever may, and its page else.
pub(super) fn request(desk: &mut Desk, no: RequestNo, stage: Stage) {
    match stage {
        Stage::Study if studies(desk) => desk.open(Box::new(Study::new(no))),
        Stage::Decision if decides(desk) => desk.open(Box::new(Committee::new(Some(no)))),
        _ => desk.open(Box::new(Request::new(no))),
    }
}
