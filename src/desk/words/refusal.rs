//! What stands in the way of what, and why the office did not do or tell something.

use super::time::{both_dates, moment};
use super::titles::{criterion, field, paper, service_part};
use super::{entity, event, known, roles, stage, step, value};
use crate::desk::state::Desk;
use crate::domain::ids::Entity;
use crate::domain::profile::Profile;
use crate::domain::workflow::{Blocked, Missing};
use crate::protocol::{Colleague, Refusal, ScanFault};

/// One thing that is missing.
#[must_use]
pub fn missing(desk: &Desk, profile: Option<&Profile>, missing: &Missing) -> String {
    let with = |id: &str, what: String| desk.say_with(id, &[("what", what.into())]);
    match missing {
        Missing::Consent => desk.say("missing-consent"),
        Missing::PersonField(id) => with("missing-person-field", field(desk, profile, id)),
        Missing::Need => desk.say("missing-need"),
        Missing::NeedField(id) => with("missing-need-field", field(desk, profile, id)),
        Missing::Paper(id) => with("missing-paper", paper(desk, profile, id)),
        Missing::DifferenceRemark(id) => {
            with("missing-difference-remark", paper(desk, profile, id))
        }
        Missing::ExpiryRemark(id) => with("missing-expiry-remark", paper(desk, profile, id)),
        Missing::Declaration => desk.say("missing-declaration"),
        Missing::DeclarationVoided => desk.say("missing-declaration-voided"),
        Missing::Explanation => desk.say("missing-explanation"),
        Missing::NothingMissing => desk.say("missing-nothing"),
        Missing::Responsibilities => desk.say("missing-responsibilities"),
        Missing::ScopeReason => desk.say("missing-scope-reason"),
        Missing::NotInHand => desk.say("missing-not-in-hand"),
        Missing::Criterion(id) => with("missing-criterion", criterion(desk, profile, id)),
        Missing::Finding => desk.say("missing-finding"),
        Missing::Mechanism => desk.say("missing-mechanism"),
        Missing::ReplyNotBefore(date) => with("missing-reply-not-before", both_dates(desk, *date)),
        Missing::Rejection => desk.say("missing-rejection"),
        Missing::AnotherDecider => desk.say("missing-another-decider"),
        Missing::Delivery(part) if part.is_empty() => desk.say("missing-delivery"),
        Missing::Delivery(part) => with("missing-delivery-part", service_part(desk, profile, part)),
        Missing::NoOutsideReferral => desk.say("missing-no-outside-referral"),
        Missing::NothingToRate => desk.say("missing-nothing-to-rate"),
    }
}

/// All that is missing, in one line.
#[must_use]
pub fn all_missing(desk: &Desk, profile: Option<&Profile>, of: &[Missing]) -> String {
    let each: Vec<String> = of.iter().map(|one| missing(desk, profile, one)).collect();
    each.join(&desk.say("words-comma"))
}

/// Why a step cannot be taken, and what to do.
#[must_use]
pub fn blocked(desk: &Desk, profile: Option<&Profile>, blocked: &Blocked) -> String {
    let with = |id: &str, what: String| desk.say_with(id, &[("what", what.into())]);
    match blocked {
        Blocked::NoSuchStep(of) => with("blocked-no-such-step", step(desk, *of)),
        Blocked::WrongStage(at) => with("blocked-wrong-stage", stage(desk, *at)),
        Blocked::NotAllowed(who) => with("blocked-not-allowed", roles(desk, profile, who)),
        Blocked::Missing(of) => with("blocked-missing", all_missing(desk, profile, of)),
    }
}

/// Who was first, with what, and when; nothing where nobody was.
#[must_use]
pub fn first(desk: &Desk, refusal: &Refusal) -> String {
    stale(desk, refusal, ["redo-first", "redo-first-elsewhere"])
}

/// Of what was done at a branch that is not seen it is said by neither whom nor what.
fn stale(desk: &Desk, refusal: &Refusal, [id, elsewhere]: [&str; 2]) -> String {
    let Refusal::Stale {
        entity: of,
        what,
        by,
        at,
        ..
    } = refusal
    else {
        return String::new();
    };
    if what.is_empty() {
        return desk.say_with(elsewhere, &[("entity", entity(desk, *of).into())]);
    }
    desk.say_with(
        id,
        &[
            ("entity", entity(desk, *of).into()),
            ("what", event(desk, what).into()),
            ("by", by.as_str().into()),
            ("at", moment(desk, *at).into()),
        ],
    )
}

/// Why the office did not do or tell something: what, which, and what to do about it.
#[must_use]
pub fn refusal(desk: &Desk, refusal: &Refusal) -> String {
    let profile = desk.profile.as_deref();
    match refusal {
        Refusal::NotStaff { uid } => {
            desk.say_with("refusal-not-staff", &[("uid", uid.to_string().into())])
        }
        Refusal::NotOpened => desk.say("refusal-not-opened"),
        Refusal::AlreadyOpen => desk.say("refusal-already-open"),
        Refusal::NotAllowed(who) => desk.say_with(
            "blocked-not-allowed",
            &[("what", roles(desk, profile, who).into())],
        ),
        Refusal::NotFound(of) => {
            desk.say_with("refusal-not-found", &[("what", entity(desk, *of).into())])
        }
        Refusal::Stale { .. } => stale(desk, refusal, ["refusal-stale", "refusal-stale-elsewhere"]),
        Refusal::Blocked(by) => blocked(desk, profile, by),
        Refusal::SameIdentity(no) => desk.say_with(
            "refusal-same-identity",
            &[("number", no.to_string().into())],
        ),
        Refusal::Invalid { field: of, why } => {
            // What the office names by no text of ours it says in its own words.
            let why = known(desk, &format!("invalid-{why}"), why);
            desk.say_with(
                "refusal-invalid",
                &[
                    ("field", field(desk, profile, of).into()),
                    ("why", why.into()),
                ],
            )
        }
        Refusal::Scan { name, why } => {
            let why = match why {
                ScanFault::Missing => "scan-missing",
                ScanFault::Changed => "scan-changed",
                ScanFault::NotWhole => "scan-not-whole",
                ScanFault::TooLarge => "scan-too-large",
                ScanFault::Unreadable => "scan-unreadable",
            };
            desk.say_with(why, &[("name", value(name).into())])
        }
        Refusal::TooMuch => desk.say("refusal-too-much"),
        Refusal::NotKept { why } => {
            desk.say_with("refusal-not-kept", &[("why", why.as_str().into())])
        }
        Refusal::Unreadable => desk.say("refusal-unreadable"),
        Refusal::Closing => desk.say("refusal-closing"),
        Refusal::SignIn => desk.say("refusal-sign-in"),
        Refusal::SetPinFirst => desk.say("refusal-set-pin-first"),
        Refusal::WrongPin { until: None, left } => {
            desk.say_with("sign-in-wrong", &[("left", i64::from(*left).into())])
        }
        Refusal::WrongPin {
            until: Some(until), ..
        }
        | Refusal::PinWait { until } => desk.say_with(
            "refusal-pin-wait",
            &[("until", moment(desk, *until).into())],
        ),
        Refusal::NoPin { by } => {
            desk.say_with("refusal-no-pin", &[("by", value(by.as_str()).into())])
        }
        Refusal::LeftStaff { at } => {
            let at = both_dates(desk, at.date());
            desk.say_with("refusal-left-staff", &[("at", at.into())])
        }
        Refusal::UserTaken { uid, by } => desk.say_with(
            "refusal-user-taken",
            &[
                ("uid", uid.to_string().into()),
                ("by", value(by.as_str()).into()),
            ],
        ),
        Refusal::LastAdministrator(could) if could.is_empty() => {
            desk.say("refusal-only-administrator")
        }
        Refusal::LastAdministrator(could) => {
            let names = listed(desk, could.iter().map(Colleague::as_str));
            desk.say_with("refusal-last-administrator", &[("names", names.into())])
        }
        Refusal::PapersSpent { by } => {
            let by = listed(desk, by.iter().map(Colleague::as_str));
            desk.say_with("refusal-papers-spent", &[("by", by.into())])
        }
        Refusal::HasLeft { by } => {
            desk.say_with("refusal-has-left", &[("by", value(by.as_str()).into())])
        }
        Refusal::OutsideBranches { of, branches, by } => {
            let said = match of {
                Entity::Branch(_) => "refusal-outside-branch",
                _ => "refusal-outside-branches",
            };
            let branches = listed(desk, branches.iter().map(String::as_str));
            let by = listed(desk, by.iter().map(Colleague::as_str));
            let what = entity(desk, *of);
            desk.say_with(
                said,
                &[
                    ("what", what.into()),
                    ("branches", branches.into()),
                    ("by", by.into()),
                ],
            )
        }
        Refusal::OnFileElsewhere(branches) => {
            let branches = listed(desk, branches.iter().map(String::as_str));
            desk.say_with(
                "refusal-on-file-elsewhere",
                &[("branches", branches.into())],
            )
        }
        Refusal::CopyElsewhere {
            person,
            branches,
            by,
            give,
        } => {
            let (said, who) = if by.is_empty() {
                ("refusal-copy-branches", give)
            } else {
                ("refusal-copy-elsewhere", by)
            };
            let branches = listed(desk, branches.iter().map(String::as_str));
            let by = listed(desk, who.iter().map(Colleague::as_str));
            let of = entity(desk, Entity::Person(*person));
            desk.say_with(
                said,
                &[
                    ("what", of.into()),
                    ("branches", branches.into()),
                    ("by", by.into()),
                ],
            )
        }
        Refusal::VersionNotSaid(of) => desk.say_with(
            "refusal-version-not-said",
            &[("what", entity(desk, *of).into())],
        ),
        Refusal::VoidsElsewhere { by } if by.is_empty() => desk.say("refusal-voids-unanswered"),
        Refusal::VoidsElsewhere { by } => {
            let by = listed(desk, by.iter().map(Colleague::as_str));
            desk.say_with("refusal-voids-elsewhere", &[("by", by.into())])
        }
        Refusal::NotYourCommand => desk.say("refusal-not-your-command"),
        Refusal::TooOften { until } => desk.say_with(
            "refusal-too-often",
            &[("until", moment(desk, *until).into())],
        ),
        Refusal::BranchNotSeen { by, branch } => desk.say_with(
            "refusal-branch-not-seen",
            &[
                ("by", value(by.as_str()).into()),
                ("branch", value(branch).into()),
            ],
        ),
    }
}

fn listed<'a>(desk: &Desk, names: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<String> = names.map(value).collect();
    names.join(&desk.say("words-comma"))
}
