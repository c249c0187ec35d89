//! The office's answers in words: stages, steps, roles, dates, ages, and what stands in the way of what.
//!
//! Whatever names something of the charity's own (a paper, a service, a field, what an officer is called) takes the
//! profile it is named by: a request is worked by the version it is pinned to, not by the one in force.

use chrono::{NaiveDate, Timelike};

use super::state::Desk;
use super::widget::canvas::direction_of;
use crate::arabic::Base;
use crate::arabic::isolate::{auto, ltr};
use crate::domain::date::{Calendar, DateAsWritten, both};
use crate::domain::document::{Agreement, Paper, Validity};
use crate::domain::ids::{BranchNo, Entity, StaffNo};
use crate::domain::moment::{Act, Moment};
use crate::domain::profile::{PaperField, Profile, Text};
use crate::domain::request::{Request, Stage};
use crate::domain::staff::Role;
use crate::domain::workflow::{Blocked, Missing, Step};
use crate::locale::Texts;
use crate::profiles::NotOffered;
use crate::protocol::{Refusal, ScanFault};

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

fn title<'a>(desk: &Desk, title: Option<&'a Text>, id: &'a str) -> String {
    title.map_or(id, |title| desk.texts.pick(title)).to_owned()
}

/// A service by its title; a dash while none is stated.
#[must_use]
pub fn service(desk: &Desk, profile: Option<&Profile>, id: &str) -> String {
    if id.is_empty() {
        return "–".to_owned();
    }
    let found = profile.and_then(|profile| profile.service(id));
    title(desk, found.map(|service| &service.title), id)
}

/// A category by its title.
#[must_use]
pub fn category(desk: &Desk, profile: Option<&Profile>, id: &str) -> String {
    let found = profile.and_then(|profile| profile.category(id));
    title(desk, found.map(|category| &category.title), id)
}

/// A channel by its title.
#[must_use]
pub fn channel(desk: &Desk, profile: Option<&Profile>, id: &str) -> String {
    let found = profile.and_then(|profile| profile.channel(id));
    title(desk, found.map(|channel| &channel.title), id)
}

/// A kind of paper by its title.
#[must_use]
pub fn paper(desk: &Desk, profile: Option<&Profile>, id: &str) -> String {
    let found = profile.and_then(|profile| profile.paper(id));
    title(desk, found.map(|paper| &paper.title), id)
}

/// A criterion of eligibility by its title.
#[must_use]
pub fn criterion(desk: &Desk, profile: Option<&Profile>, id: &str) -> String {
    let eligibility = profile.and_then(|profile| profile.eligibility.as_ref());
    let found = eligibility.and_then(|one| one.criteria.iter().find(|one| one.id == *id));
    title(desk, found.map(|criterion| &criterion.title), id)
}

/// A mechanism of eligibility by its title.
#[must_use]
pub fn mechanism(desk: &Desk, profile: Option<&Profile>, id: &str) -> String {
    let eligibility = profile.and_then(|profile| profile.eligibility.as_ref());
    let found = eligibility.and_then(|one| one.mechanisms.iter().find(|one| one.id == *id));
    title(desk, found.map(|mechanism| &mechanism.title), id)
}

/// A source of findings by its title.
#[must_use]
pub fn source(desk: &Desk, profile: Option<&Profile>, id: &str) -> String {
    let eligibility = profile.and_then(|profile| profile.eligibility.as_ref());
    let found = eligibility.and_then(|one| one.sources.iter().find(|one| one.id == *id));
    title(desk, found.map(|source| &source.title), id)
}

/// One of those who study a request, by its title.
#[must_use]
pub fn committee(desk: &Desk, profile: Option<&Profile>, id: &str) -> String {
    let found = profile.and_then(|one| one.committees.iter().find(|one| one.id == *id));
    title(desk, found.map(|committee| &committee.title), id)
}

/// A part of a service by its title.
#[must_use]
pub fn service_part(desk: &Desk, profile: Option<&Profile>, id: &str) -> String {
    let services = profile.map_or(&[][..], |profile| &profile.services);
    let mut parts = services.iter().flat_map(|service| &service.parts);
    title(
        desk,
        parts.find(|part| part.id == *id).map(|part| &part.title),
        id,
    )
}

/// A field by its label: the charity's own, or one that every desk has.
#[must_use]
pub fn field(desk: &Desk, profile: Option<&Profile>, id: &str) -> String {
    let own = profile.and_then(|profile| {
        let fields = profile.person_fields.iter().chain(&profile.need_fields);
        fields.into_iter().find(|field| field.id == *id)
    });
    match own {
        Some(field) => desk.texts.pick(&field.label).to_owned(),
        None => known(desk, &format!("fact-{id}"), id),
    }
}

/// A field that papers carry.
#[must_use]
pub fn paper_field(desk: &Desk, field: PaperField) -> String {
    desk.say(&format!("fact-{}", field.id()))
}

/// The text `id`, or `otherwise` where there is none.
fn known(desk: &Desk, id: &str, otherwise: &str) -> String {
    if desk.texts.has(id) {
        desk.say(id)
    } else {
        otherwise.to_owned()
    }
}

/// Those who study a request, by what the charity calls them.
#[must_use]
pub fn studied_by(desk: &Desk, profile: &Profile) -> String {
    let titles: Vec<&str> = profile
        .studied_by()
        .map(|committee| desk.texts.pick(&committee.title))
        .collect();
    titles.join(&desk.say("words-and"))
}

/// How long ago: minutes, then hours, then days of the calendar.
#[must_use]
pub fn age(desk: &Desk, since: Moment) -> String {
    counted(desk, "age", since)
}

/// How long it has waited, where a heading says that it waits: shorter than [`age`].
#[must_use]
pub fn wait(desk: &Desk, since: Moment) -> String {
    counted(desk, "wait", since)
}

fn counted(desk: &Desk, kind: &str, since: Moment) -> String {
    let minutes = desk.now.minutes_since(since);
    let (unit, count) = match minutes {
        0 => ("now", 0),
        1..60 => ("minutes", minutes),
        60..1440 => ("hours", minutes / 60),
        _ => ("days", desk.now.days_since(since)),
    };
    desk.say_with(&format!("{kind}-{unit}"), &[("count", count.into())])
}

/// A country by name; one that seldom comes to a desk by its two letters.
#[must_use]
pub fn country(desk: &Desk, code: &str) -> String {
    known(desk, &format!("country-{code}"), code)
}

/// A day in both calendars, the Hijri one first.
#[must_use]
pub fn both_dates(desk: &Desk, date: NaiveDate) -> String {
    let both = both(date);
    desk.say_with(
        "date-both",
        &[
            ("hijri", both.hijri.to_string().into()),
            ("gregorian", both.gregorian.to_string().into()),
        ],
    )
}

/// A day in the Hijri calendar alone, where there is no room for both.
#[must_use]
pub fn hijri_date(date: NaiveDate) -> String {
    both(date).hijri.to_string()
}

/// A date as it was written, and then in the other calendar: which of the two was written is seen by the order.
#[must_use]
pub fn written_date(desk: &Desk, date: DateAsWritten) -> String {
    let both = date.both();
    let (id, other) = match date.calendar() {
        Calendar::UmmAlQura => ("date-written-hijri", both.gregorian.to_string()),
        Calendar::Gregorian => ("date-written-gregorian", both.hijri.to_string()),
    };
    desk.say_with(
        id,
        &[
            ("written", date.to_string().into()),
            ("derived", other.into()),
        ],
    )
}

/// A moment: the hour today, the day and the hour else.
#[must_use]
pub fn moment(desk: &Desk, at: Moment) -> String {
    let time = at.time();
    let time = format!("{:02}:{:02}", time.hour(), time.minute());
    if at.date() == desk.now.date() {
        desk.say_with("moment-today", &[("time", time.into())])
    } else {
        ltr(&format!("{} {time}", hijri_date(at.date())))
    }
}

/// Who did something, and when.
#[must_use]
pub fn act(desk: &Desk, act: Act) -> String {
    format!("{} · {}", auto(&staff(desk, act.by)), moment(desk, act.at))
}

/// The sign of an agreement.
#[must_use]
pub const fn agreement_sign(agreement: Agreement) -> &'static str {
    match agreement {
        Agreement::Equal => "=",
        Agreement::Folded | Agreement::OneDayApart => "≈",
        Agreement::Differs => "≠",
    }
}

/// An agreement in a word or two.
#[must_use]
pub fn agreement(desk: &Desk, agreement: Agreement) -> String {
    desk.say(match agreement {
        Agreement::Equal => "agreement-equal",
        Agreement::Folded => "agreement-folded",
        Agreement::OneDayApart => "agreement-one-day-apart",
        Agreement::Differs => "agreement-differs",
    })
}

/// What a paper's date says of the day it is judged by: that of the submission where there is one, else today.
#[must_use]
pub fn validity(desk: &Desk, request: &Request, paper: &Paper) -> (Validity, String) {
    let submission = request.submission.as_ref();
    let frozen = submission.and_then(|submission| {
        let mut checks = submission.checks.iter();
        checks
            .find(|check| check.kind == paper.kind)
            .map(|check| check.validity)
    });
    let today = desk.now.date();
    let verdict = frozen.unwrap_or_else(|| paper.validity_on(today));
    let judged = submission.map_or(today, |submission| submission.act.at.date());
    let words = match (verdict, paper.valid_until) {
        (Validity::NoExpiry, _) | (_, None) => desk.say("validity-no-expiry"),
        (verdict, Some(until)) => desk.say_with(
            if verdict == Validity::Valid {
                "validity-valid"
            } else {
                "validity-expired"
            },
            &[
                ("until", written_date(desk, until).into()),
                ("on", hijri_date(judged).into()),
            ],
        ),
    };
    (verdict, words)
}

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
        Refusal::Stale {
            entity: of,
            what,
            by,
            at,
            ..
        } => desk.say_with(
            "refusal-stale",
            &[
                ("entity", entity(desk, *of).into()),
                ("what", event(desk, what).into()),
                ("by", by.as_str().into()),
                ("at", moment(desk, *at).into()),
            ],
        ),
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
            let names: Vec<String> = could.iter().map(|one| value(one.as_str())).collect();
            let names = names.join(&desk.say("words-comma"));
            desk.say_with("refusal-last-administrator", &[("names", names.into())])
        }
        Refusal::HasLeft { by } => {
            desk.say_with("refusal-has-left", &[("by", value(by.as_str()).into())])
        }
    }
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
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::desk::keymap::Keymap;
    use crate::desk::state::Settings;
    use crate::domain::ids::{PersonNo, RequestNo, Revision};
    use crate::domain::workflow::Blocked;
    use crate::locale::Language;

    const NOW: Moment = Moment(1_795_208_400_000); // 2026-11-21 00:00 in Riyadh

    fn desk(language: Language) -> Desk {
        let settings = Settings {
            language,
            ..Settings::default()
        };
        let mut desk = Desk::new(settings, Keymap::default(), NOW);
        desk.profile = crate::profiles::builtin()
            .iter()
            .find(|profile| profile.key.as_str() == "wethaq")
            .cloned()
            .map(Arc::new);
        desk
    }

    fn plain(text: &str) -> String {
        text.replace(['\u{2066}', '\u{2068}', '\u{2069}'], "")
    }

    fn all_refusals() -> Vec<Refusal> {
        let request = RequestNo {
            year: 1448,
            serial: 31,
        };
        let mut all = vec![
            Refusal::NotStaff { uid: 1007 },
            Refusal::NotOpened,
            Refusal::AlreadyOpen,
            Refusal::NotAllowed(vec![Role::Supervisor, Role::Reception]),
            Refusal::NotFound(Entity::Request(request)),
            Refusal::Stale {
                entity: Entity::Request(request),
                what: "request-taken".into(),
                by: "سلمى".into(),
                at: NOW,
                now: Revision(7),
            },
            Refusal::SameIdentity(PersonNo(318)),
            Refusal::TooMuch,
            Refusal::NotKept {
                why: "ENOSPC".into(),
            },
            Refusal::Unreadable,
            Refusal::Closing,
            Refusal::LeftStaff { at: NOW },
            Refusal::UserTaken {
                uid: 1007,
                by: "Huda".into(),
            },
            Refusal::LastAdministrator(vec!["Huda".into(), "Noor".into()]),
            Refusal::LastAdministrator(vec![]),
            Refusal::HasLeft { by: "Huda".into() },
            Refusal::Blocked(Blocked::NoSuchStep(Step::Refer)),
            Refusal::Blocked(Blocked::WrongStage(Stage::Study)),
        ];
        all.extend(
            [
                "empty", "unknown", "too-long", "too-many", "range", "country", "taken", "itself",
            ]
            .map(|why| Refusal::Invalid {
                field: "channel".into(),
                why: why.into(),
            }),
        );
        all.push(Refusal::Blocked(Blocked::Missing(vec![
            Missing::Consent,
            Missing::PersonField("x".into()),
            Missing::Need,
            Missing::NeedField("x".into()),
            Missing::Paper("national-id".into()),
            Missing::DifferenceRemark("x".into()),
            Missing::ExpiryRemark("x".into()),
            Missing::Declaration,
            Missing::DeclarationVoided,
            Missing::Explanation,
            Missing::NothingMissing,
            Missing::Responsibilities,
        ])));
        all
    }

    #[test]
    fn every_refusal_is_said_in_both_languages() {
        for language in Language::ALL {
            let desk = desk(language);
            for refused in all_refusals() {
                let said = plain(&refusal(&desk, &refused));
                for id in [
                    "refusal-", "blocked-", "missing-", "invalid-", "entity-", "$",
                ] {
                    assert!(!said.contains(id), "{said}");
                }
                let arabic = said.chars().any(|c| ('\u{620}'..'\u{64b}').contains(&c));
                let names_someone = matches!(refused, Refusal::Stale { .. });
                assert!(
                    arabic == (language == Language::Arabic) || names_someone,
                    "{said}"
                );
            }
        }
    }

    #[test]
    fn a_refusal_says_what_and_which() {
        let desk = desk(Language::English);
        for refused in all_refusals() {
            let said = plain(&refusal(&desk, &refused));
            let wanted: &[&str] = match &refused {
                Refusal::NotStaff { .. } => &["1007"],
                Refusal::NotFound(_) => &["1448/00031"],
                Refusal::Stale { .. } => &["1448/00031", "سلمى", "taken over", "today 00:00"],
                Refusal::SameIdentity(_) => &["318"],
                Refusal::LeftStaff { .. } => &["2026-11-21", "administrator"],
                Refusal::UserTaken { .. } => &["1007", "Huda"],
                Refusal::LastAdministrator(could) if !could.is_empty() => &["Huda", "Noor"],
                Refusal::HasLeft { .. } => &["Huda"],
                Refusal::NotAllowed(_) => &[" or "],
                Refusal::Blocked(Blocked::WrongStage(_)) => &["in study"],
                _ => &[],
            };
            for one in wanted {
                assert!(said.contains(one), "{one}: {said}");
            }
        }
    }

    #[test]
    fn whatever_has_a_word_has_it_in_both_languages() {
        let desk = desk(Language::Arabic);
        let mut ids: Vec<String> = Vec::new();
        ids.extend(Stage::ALL.map(|stage| format!("stage-{}", stage.id())));
        ids.extend(Step::ALL.map(|step| format!("act-{}", step.id())));
        ids.extend(Role::ALL.map(|role| format!("role-{}", role.id())));
        for event in [
            "request-opened",
            "need-stated",
            "paper-matched",
            "declaration-signed",
            "declaration-voided",
            "study-explained",
            "papers-awaited",
            "clarification-referred",
            "clarification-answered",
            "request-submitted",
            "request-withdrawn",
            "request-taken",
            "person-corrected",
        ] {
            ids.push(format!("event-{event}"));
        }
        for id in ids {
            assert!(desk.texts.has(&id), "{id}");
        }
    }

    #[test]
    fn ages_count_as_people_do() {
        let desk = desk(Language::Arabic);
        const MINUTE: i64 = 60_000;
        for (minutes, wanted) in [
            (0, "الآن"),
            (-5, "الآن"),
            (1, "منذ دقيقة"),
            (7, "منذ 7 دقائق"),
            (59, "منذ 59 دقيقة"),
            (60, "منذ ساعة"),
            (125, "منذ ساعتين"),
            (1439, "منذ 23 ساعة"),
            (1440, "منذ يوم"),
            (2 * 1440, "منذ يومين"),
            (9 * 1440, "منذ 9 أيام"),
            (19 * 1440, "منذ 19 يومًا"),
            (100 * 1440, "منذ 100 يوم"),
        ] {
            let since = Moment(NOW.0 - minutes * MINUTE);
            assert_eq!(plain(&age(&desk, since)), wanted, "{minutes}");
        }
    }

    #[test]
    fn a_date_says_which_calendar_was_written() {
        let desk = desk(Language::English);
        let hijri: DateAsWritten = "1446/06/01".parse().unwrap();
        let gregorian: DateAsWritten = "2024-12-02".parse().unwrap();
        assert_eq!(
            plain(&written_date(&desk, hijri)),
            "1446-06-01 AH (that is 2024-12-02)"
        );
        assert_eq!(
            plain(&written_date(&desk, gregorian)),
            "2024-12-02 (that is 1446-06-01 AH)"
        );
        assert_eq!(
            plain(&both_dates(&desk, gregorian.gregorian())),
            "1446-06-01 AH · 2024-12-02"
        );
    }
}
