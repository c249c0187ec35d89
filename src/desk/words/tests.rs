//! What is said, in both languages.

use std::sync::Arc;

use super::*;
use crate::desk::keymap::Keymap;
use crate::desk::state::Settings;
use crate::domain::date::DateAsWritten;
use crate::domain::ids::{PersonNo, RequestNo, Revision};
use crate::domain::moment::Moment;
use crate::domain::workflow::{Blocked, Missing};
use crate::locale::Language;
use crate::protocol::Refusal;

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
        Refusal::OutsideBranches {
            of: Entity::Request(request),
            branches: vec!["Tabuk".into()],
            by: vec!["Huda".into(), "Noor".into()],
        },
        Refusal::OutsideBranches {
            of: Entity::Branch(BranchNo(2)),
            branches: vec!["Tabuk".into()],
            by: vec!["Huda".into(), "Noor".into()],
        },
        Refusal::OnFileElsewhere(vec!["Tabuk".into(), "Duba".into()]),
        Refusal::PapersSpent {
            by: vec!["Huda".into(), "Noor".into()],
        },
        Refusal::BranchNotSeen {
            by: "Huda".into(),
            branch: "Tabuk".into(),
        },
        Refusal::CopyElsewhere {
            person: PersonNo(318),
            branches: vec!["Tabuk".into()],
            by: vec!["Huda".into()],
            give: vec!["Noor".into()],
        },
        Refusal::CopyElsewhere {
            person: PersonNo(318),
            branches: vec!["Tabuk".into()],
            by: vec![],
            give: vec!["Huda".into()],
        },
        Refusal::VersionNotSaid(Entity::Person(PersonNo(318))),
        Refusal::VoidsElsewhere {
            by: vec!["Huda".into()],
        },
        Refusal::VoidsElsewhere { by: vec![] },
        Refusal::NotYourCommand,
        Refusal::TooOften { until: NOW },
        Refusal::Stale {
            entity: Entity::Request(request),
            what: String::new(),
            by: String::new().into(),
            at: NOW,
            now: Revision(7),
        },
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
            Refusal::Stale { what, .. } if what.is_empty() => &["1448/00031", "changed"],
            Refusal::Stale { .. } => &["1448/00031", "سلمى", "taken over", "today 00:00"],
            Refusal::SameIdentity(_) => &["318"],
            Refusal::LeftStaff { .. } => &["2026-11-21", "administrator"],
            Refusal::UserTaken { .. } => &["1007", "Huda"],
            Refusal::LastAdministrator(could) if !could.is_empty() => &["Huda", "Noor"],
            Refusal::PapersSpent { .. } => &["Huda", "Noor"],
            Refusal::HasLeft { .. } => &["Huda"],
            Refusal::CopyElsewhere { .. } => &["318", "Tabuk", "Huda"],
            Refusal::VersionNotSaid(_) => &["318"],
            Refusal::VoidsElsewhere { by } if by.is_empty() => &["administrator"],
            Refusal::VoidsElsewhere { .. } => &["Huda"],
            Refusal::TooOften { .. } => &["today 00:00"],
            Refusal::OutsideBranches { .. } => &["Tabuk", "Huda", "Noor"],
            Refusal::OnFileElsewhere(_) => &["Tabuk", "Duba"],
            Refusal::BranchNotSeen { .. } => &["Huda", "Tabuk"],
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
