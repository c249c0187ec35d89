//! The office's answers in words: stages, steps, roles, dates, ages, and what stands in the way of what.
//!
//! Whatever names something of the charity's own (a paper, a service, a field, what an officer is called) takes the
//! profile it is named by: a request is worked by the version it is pinned to, not by the one in force.

mod changed;
mod company;
mod paper;
mod refusal;
mod time;
mod titles;

pub use self::changed::{changed, changed_field, is_readable};
pub use self::company::{company, has_company};
pub use self::paper::{agreement, agreement_sign, validity};
pub use self::refusal::{all_missing, blocked, first, missing, refusal};
pub use self::time::{
    act, age, both_dates, hijri_date, hour, moment, period, wait, written_date, wrong_date,
    wrong_period,
};
pub use self::titles::{
    category, channel, committee, criterion, entered, field, mechanism, paper, service,
    service_part, source, studied_by,
};
use super::state::Desk;
use super::widget::canvas::direction_of;
use crate::arabic::Base;
use crate::arabic::isolate::{auto, ltr};
use crate::domain::ids::{BranchNo, Entity, StaffNo};
use crate::domain::money::Money;
use crate::domain::profile::{Profile, Sensitive, Text};
use crate::domain::request::Stage;
use crate::domain::staff::Role;
use crate::domain::workflow::Step;
use crate::locale::Texts;
use crate::profiles::NotOffered;

/// A stage.
#[must_use]
pub fn stage(desk: &Desk, stage: Stage) -> String {
    desk.say(&format!("stage-{}", stage.id()))
}

/// A step of the workflow, as something to do.
#[must_use]
pub fn step(desk: &Desk, step: Step) -> String {
    desk.say(&format!("act-{}", step.id()))
}

/// Something that happened, by the event's id.
#[must_use]
pub fn event(desk: &Desk, id: &str) -> String {
    desk.say(&format!("event-{id}"))
}

/// A role: what this charity calls it, where it does.
#[must_use]
pub fn role(desk: &Desk, profile: Option<&Profile>, role: Role) -> String {
    match role_title(profile, role) {
        Some(title) => desk.texts.pick(title).to_owned(),
        None => desk.say(&format!("role-{}", role.id())),
    }
}

/// What this charity calls a role, where it has a title of its own for it.
#[must_use]
pub fn role_title(profile: Option<&Profile>, role: Role) -> Option<&Text> {
    profile.and_then(|profile| match role {
        Role::Reception => Some(&profile.titles.reception),
        Role::SocialResearcher => Some(&profile.titles.social_researcher),
        Role::Supervisor => Some(&profile.titles.supervisor),
        Role::CommitteeSecretary => Some(&profile.titles.committee_secretary),
        Role::Administrator | Role::Auditor => None,
    })
}

/// Any one of these roles.
#[must_use]
pub fn roles(desk: &Desk, profile: Option<&Profile>, of: &[Role]) -> String {
    let names: Vec<String> = of.iter().map(|one| role(desk, profile, *one)).collect();
    names.join(&format!(" {} ", desk.say("words-or")))
}

/// A member of staff by name.
#[must_use]
pub fn staff(desk: &Desk, no: StaffNo) -> String {
    let everyone = desk.view.iter().flat_map(|view| &view.staff);
    match everyone.into_iter().find(|one| one.no == no) {
        Some(one) => one.name.clone(),
        None if no == StaffNo(0) => desk.say("words-office"),
        None => desk.say_with("words-staff-number", &[("number", no.0.into())]),
    }
}

/// A branch by name.
#[must_use]
pub fn branch(desk: &Desk, no: BranchNo) -> String {
    let every = desk.view.iter().flat_map(|view| &view.branches);
    match every.into_iter().find(|one| one.no == no) {
        Some(one) => one.name.clone(),
        None => no.to_string(),
    }
}

/// The text `id`, or `otherwise` where there is none.
fn known(desk: &Desk, id: &str, otherwise: &str) -> String {
    if desk.texts.has(id) {
        desk.say(id)
    } else {
        otherwise.to_owned()
    }
}

/// A country by name; one that seldom comes to a desk by its two letters.
#[must_use]
pub fn country(desk: &Desk, code: &str) -> String {
    known(desk, &format!("country-{code}"), code)
}

/// An amount with its currency.
#[must_use]
pub fn money(desk: &Desk, amount: Money) -> String {
    desk.say_with("sheet-money", &[("amount", amount.to_string().into())])
}

/// What something is called when it is spoken of: «request 1448/00031».
#[must_use]
pub fn entity(desk: &Desk, of: Entity) -> String {
    let (id, number) = match of {
        Entity::Charity => return desk.say("entity-charity"),
        Entity::Branch(no) => ("entity-branch", branch(desk, no)),
        Entity::Staff(no) => ("entity-staff", staff(desk, no)),
        Entity::Person(no) => ("entity-person", no.to_string()),
        Entity::Request(no) => ("entity-request", no.to_string()),
        Entity::Arrival(no) => ("entity-arrival", no.to_string()),
        Entity::Enquiry(no) => ("entity-enquiry", no.to_string()),
        Entity::Draft(no) => ("entity-draft", no.to_string()),
        Entity::Voice(no) => ("entity-voice", no.to_string()),
        Entity::Standard(no) => ("entity-standard", no.to_string()),
    };
    desk.say_with(id, &[("number", number.into())])
}

/// Someone's data within a sentence, in the direction it has itself.
#[must_use]
pub fn value(text: &str) -> String {
    match direction_of(text) {
        Base::Rtl => auto(text),
        Base::Ltr => ltr(text),
    }
}

/// Why a profile file is not offered.
#[must_use]
pub fn not_offered(texts: &Texts, why: &NotOffered) -> String {
    match why {
        NotOffered::Read { file, error } => {
            let error = error.to_string();
            texts.with(
                "fail-read",
                &[
                    ("file", file.as_str().into()),
                    ("why", error.as_str().into()),
                ],
            )
        }
        // File, line and column, as editors read it.
        NotOffered::Profile(error) => error.to_string(),
        NotOffered::NotHere => texts.get("folder-not-here"),
    }
}

#[cfg(test)]
mod tests;

/// What stands in place of what is masked.
pub fn hidden(desk: &Desk, kind: Sensitive) -> String {
    desk.say(&format!("masked-{}", kind.id()))
}
