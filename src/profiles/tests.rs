use chrono::NaiveDate;

use super::*;
use crate::domain::profile::{
    ChannelKind, Clarifier, MechanismKind, Opinions, Period, PolicyStepId, SheetField,
};

fn profile(key: &str) -> &'static Profile {
    builtin()
        .iter()
        .find(|profile| profile.key.as_str() == key)
        .unwrap_or_else(|| panic!("{key}"))
}

#[test]
fn every_profile_that_ships_is_whole() {
    for (name, source) in SOURCES {
        let read = parse(name, source).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(format!("{}.toml", read.key), name);
    }
    assert_eq!(builtin().len(), SOURCES.len());
}

/// What the five policies say, counted in their texts.
#[test]
fn the_five_are_as_their_policies_say() {
    struct Facts {
        key: &'static str,
        steps: usize,
        clarifier: Option<(Clarifier, &'static str)>,
        studied_by: &'static [&'static str],
        not_before: Period,
        channels: usize,
        references: usize,
        mechanisms: usize,
        categories: usize,
        services_named: usize,
        officer: &'static str,
        responsibilities: bool,
        scope: bool,
        effective: Option<&'static str>,
        licence: Option<&'static str>,
        sheet: usize,
    }
    let researcher = Some((Clarifier::SocialResearcher, "مسئول البحث الاجتماعي"));
    let rahma = Facts {
        key: "rahma",
        steps: 6,
        clarifier: None,
        studied_by: &["لجنة البحث"],
        not_before: Period::HijriMonths(1),
        channels: 7,
        references: 4,
        mechanisms: 0,
        categories: 0,
        services_named: 0,
        officer: "موظف علاقات المستفيدين",
        responsibilities: false,
        scope: false,
        effective: None,
        licence: Some("1511"),
        sheet: 4,
    };
    let all = [
        Facts {
            key: "wethaq",
            steps: 7,
            clarifier: researcher,
            not_before: Period::Weeks(2),
            channels: 8,
            references: 3,
            categories: 5,
            services_named: 5,
            responsibilities: true,
            scope: true,
            effective: Some("1446-06-01"),
            licence: Some("1000574100"),
            sheet: 0,
            ..rahma
        },
        Facts {
            key: "shaaer",
            steps: 7,
            clarifier: Some((Clarifier::Supervisor, "المشرف")),
            studied_by: &["الإدارة"],
            not_before: Period::Weeks(2),
            channels: 5,
            references: 2,
            mechanisms: 3,
            officer: "مسؤول تقديم الخدمة",
            licence: None,
            sheet: 0,
            ..rahma
        },
        Facts {
            key: "eman",
            steps: 7,
            clarifier: researcher,
            studied_by: &["لجنة البحث", "اللجنة الطبية"],
            not_before: Period::Weeks(2),
            licence: Some("46"),
            ..rahma
        },
        Facts {
            key: "qader",
            effective: Some("1442-12-22"),
            licence: None,
            sheet: 0,
            ..rahma
        },
        rahma,
    ];
    for facts in all {
        let on = profile(facts.key);
        let key = facts.key;
        assert_eq!(on.steps.len(), facts.steps, "{key}");
        let clarifier = on
            .clarification
            .as_ref()
            .map(|one| (one.to, one.title.ar.as_str()));
        assert_eq!(clarifier, facts.clarifier, "{key}");
        assert_eq!(
            on.step(PolicyStepId::Clarify).is_some(),
            facts.clarifier.is_some(),
            "{key}"
        );
        let studied_by: Vec<&str> = on.studied_by().map(|one| one.title.ar.as_str()).collect();
        assert_eq!(studied_by, facts.studied_by, "{key}");
        assert_eq!(on.study.opinions, Opinions::All, "{key}");
        assert_eq!(on.reply.not_before, facts.not_before, "{key}");
        assert_eq!(
            on.reply.own_target, None,
            "{key}: the policies set no maximum"
        );
        assert_eq!(on.channels.len(), facts.channels, "{key}");
        assert_eq!(on.references.len(), facts.references, "{key}");
        assert_eq!(on.mechanisms_of("", "").count(), facts.mechanisms, "{key}");
        assert_eq!(on.categories.len(), facts.categories, "{key}");
        assert_eq!(
            on.services.iter().filter(|one| !one.to_fill_in).count(),
            facts.services_named,
            "{key}"
        );
        assert!(!on.services.is_empty(), "{key}");
        assert_eq!(on.titles.reception.ar, facts.officer, "{key}");
        assert_eq!(
            !on.responsibilities.is_empty(),
            facts.responsibilities,
            "{key}"
        );
        assert_eq!(on.scope.is_some(), facts.scope, "{key}");
        assert_eq!(
            on.effective.map(|date| date.to_string()).as_deref(),
            facts.effective,
            "{key}"
        );
        assert_eq!(
            on.charity.licence.as_ref().map(|one| one.number.as_str()),
            facts.licence,
            "{key}"
        );
        assert_eq!(on.letterhead.fields.len(), facts.sheet, "{key}");
        for title in facts.studied_by {
            assert!(
                on.step(PolicyStepId::Explain)
                    .unwrap()
                    .text
                    .ar
                    .contains(title),
                "{key}: {title}"
            );
            assert!(on.explanation.ar.contains(title), "{key}: {title}");
        }
    }
}

/// Policy rows 29 to 37 and 38 to 42: who has which.
#[test]
fn channels_and_references_are_the_policys_own() {
    use ChannelKind as C;
    for (kind, keys) in [
        (C::InPerson, "rahma wethaq shaaer eman qader"),
        (C::Phone, "rahma wethaq shaaer eman qader"),
        (C::SocialMedia, "rahma wethaq shaaer eman qader"),
        (C::Letters, "rahma wethaq shaaer eman qader"),
        (C::Website, "rahma wethaq shaaer eman qader"),
        (C::AssistanceRequest, "rahma eman qader"),
        (C::Volunteering, "rahma wethaq eman qader"),
        (C::Email, "wethaq"),
        (C::Sms, "wethaq"),
    ] {
        let has = |profile: &&Profile| profile.channels.iter().any(|channel| channel.kind == kind);
        assert_eq!(keys_of(has), keys, "{kind:?}");
    }
    for (id, keys) in [
        ("basic-bylaws", "rahma wethaq shaaer eman qader"),
        ("social-research-regulation", "rahma qader"),
        ("services-guide", "eman"),
        ("support-policy-guide", "rahma wethaq eman qader"),
        ("support-request-form", "rahma wethaq eman qader"),
        ("board-and-assembly-decisions", "shaaer"),
    ] {
        assert_eq!(
            keys_of(|profile| profile.references.iter().any(|one| one.id == *id)),
            keys,
            "{id}"
        );
    }
    let sheet = [
        SheetField::Number,
        SheetField::Date,
        SheetField::Attachments,
        SheetField::Subject,
    ];
    assert_eq!(
        keys_of(|profile| profile.letterhead.fields == sheet),
        "rahma eman"
    );
}

fn keys_of(has: impl Fn(&&Profile) -> bool) -> String {
    builtin()
        .iter()
        .filter(has)
        .map(|profile| profile.key.as_str())
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn the_eligibility_of_shaaer_has_its_parts() {
    let eligibility = profile("shaaer").eligibility.as_ref().unwrap();
    assert_eq!(eligibility.stages.len(), 4);
    assert_eq!(eligibility.sources.len(), 3);
    assert_eq!(eligibility.criteria.len(), 2);
    let visit = eligibility
        .mechanisms
        .iter()
        .find(|one| one.kind == MechanismKind::FieldCheck)
        .unwrap();
    let report: Vec<&str> = visit.report.iter().map(|field| field.id.as_str()).collect();
    assert_eq!(report, ["place", "date", "visitor", "findings"]);
}

#[test]
fn a_reply_waits_as_long_as_the_policy_says() {
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    let later = day("2025-03-01");
    for (key, submitted, not_before) in [
        ("rahma", "2024-12-02", "2025-01-01"), // 1446-06-01 to 1446-07-01
        ("qader", "2024-10-05", "2024-11-04"), // 1446-04-02 to 1446-05-02
        ("wethaq", "2024-12-02", "2024-12-16"),
        ("shaaer", "2024-12-20", "2025-01-03"),
        ("eman", "2024-02-20", "2024-03-05"),
    ] {
        assert_eq!(
            profile(key).reply.not_before(day(submitted), later),
            Some(day(not_before)),
            "{key}"
        );
    }
}

#[test]
fn papers_follow_the_household() {
    for on in builtin() {
        assert_eq!(on.papers_required("any", "", 1), ["identity"]);
        assert_eq!(
            on.papers_required("any", "", 2),
            ["identity", "family-card"]
        );
        assert_eq!(on.papers_of("any", "").count(), 3);
    }
}

#[test]
fn the_explanation_holds_the_date() {
    for on in builtin() {
        let told = on.explanation_with("١٤٤٦-٠٧-٠١", "1446-07-01");
        assert!(
            told.ar.contains("١٤٤٦-٠٧-٠١") && told.en.contains("1446-07-01"),
            "{}",
            on.key
        );
        assert!(
            !told.ar.contains('{') && !told.en.contains('{'),
            "{}",
            on.key
        );
    }
}

#[test]
fn a_stored_profile_is_checked_when_read() {
    let config = bincode::config::standard();
    for on in builtin() {
        let bytes = bincode::serde::encode_to_vec(on, config).unwrap();
        let (read, _): (Profile, _) = bincode::serde::decode_from_slice(&bytes, config).unwrap();
        assert_eq!(&read, on);
    }
    let mut broken = ProfileData::from(profile("rahma").clone());
    broken.version = 0;
    let bytes = bincode::serde::encode_to_vec(&broken, config).unwrap();
    assert!(bincode::serde::decode_from_slice::<Profile, _>(&bytes, config).is_err());
}

/// Each case changes one thing in a profile that ships and gives the line (found by its text in the changed file) and
/// the words by which the mistake is told.
#[test]
fn a_mistake_is_told_with_its_line() {
    for (key, old, new, line, told) in [
        (
            "rahma",
            "version = 1",
            "version = ",
            "version = ",
            "must be quoted",
        ),
        (
            "rahma",
            "version = 1",
            "version = 1\nverzion = 2",
            "verzion = 2",
            "unknown field `verzion`",
        ),
        (
            "rahma",
            "version = 1",
            "version = \"one\"",
            "version = \"one\"",
            "expected u32",
        ),
        (
            "rahma",
            "version = 1",
            "version = 0",
            "version = 0",
            "versions count from 1",
        ),
        ("rahma", "version = 1\n", "", "", "missing field `version`"),
        (
            "rahma",
            "key = \"rahma\"",
            "key = \"Rahma\"",
            "key = \"Rahma\"",
            "\"Rahma\" is no id",
        ),
        (
            "rahma",
            "city = { ar = \"المدينة المنورة\"",
            "city = { ar = \" \"",
            "city = { ar = \" \"",
            "the text is empty",
        ),
        (
            "rahma",
            "ar = \"رحمة\"",
            "ar = \"رح\\u202eمة\"",
            "ar = \"رح",
            "cannot be shown",
        ),
        (
            "rahma",
            "fields = [\"number\"",
            "fields = [\"date\"",
            "fields = [\"date\"",
            "`date` is there twice",
        ),
        (
            "rahma",
            "id = \"letters\"",
            "id = \"phone\"",
            "id = \"phone\"\nkind = \"letters\"",
            "`phone` is there twice",
        ),
        (
            "rahma",
            "kind = \"letters\"",
            "kind = \"pigeon\"",
            "kind = \"pigeon\"",
            "unknown variant `pigeon`",
        ),
        (
            "rahma",
            "committees = [\"research-committee\"]",
            "committees = [\"research\"]",
            "committees = [\"research\"]",
            "`research` is not defined under `committees`",
        ),
        (
            "rahma",
            "committees = [\"research-committee\"]",
            "committees = []",
            "committees = []",
            "at least one is needed",
        ),
        (
            "rahma",
            "hijri_months = 1",
            "hijri_months = 0",
            "not_before = { hijri_months = 0",
            "a period of zero",
        ),
        (
            "rahma",
            "hijri_months = 1",
            "hijri_months = 65535",
            "not_before = {",
            "beyond the calendar",
        ),
        (
            "rahma",
            "hijri_months = 1",
            "days = 30",
            "not_before = { days",
            "unknown variant `days`",
        ),
        (
            "rahma",
            "runs_from",
            "own_target = { weeks = 2 }\nruns_from",
            "own_target",
            "before the policy's earliest reply",
        ),
        (
            "rahma",
            "قبل {reply_not_before}",
            "قبل شهر",
            "explanation = ",
            "must hold {reply_not_before}",
        ),
        (
            "rahma",
            "قبل {reply_not_before}",
            "قبل {reply_not_before} {when}",
            "explanation = ",
            "nothing fills the braces",
        ),
        (
            "rahma",
            "id = \"declare\"",
            "id = \"receive\"",
            "id = \"receive\"\ntitle = { ar = \"الإقرار",
            "`receive` is there twice",
        ),
        (
            "rahma",
            "id = \"declare\"",
            "id = \"clarify\"",
            "id = \"clarify\"",
            "needs `clarification` to say to whom",
        ),
        (
            "rahma",
            "id = \"declare\"",
            "id = \"clarify\"",
            "[[steps]]",
            "the step `declare` is missing",
        ),
        (
            "rahma",
            "when = \"always\"",
            "when = \"optional\"",
            "[[papers]]",
            "at least one paper must be required always",
        ),
        (
            "wethaq",
            "id = \"clarify\"",
            "id = \"explain\"",
            "[clarification]",
            "`clarification` needs the step",
        ),
        (
            "wethaq",
            "effective = \"01/06/1446\"",
            "effective = \"31/06/1446\"",
            "effective = \"31",
            "no day 31",
        ),
        (
            "wethaq",
            "expires = true",
            "expires = true\nservices = [\"loans\"]",
            "services = [\"loans\"]",
            "`loans` is not defined under `services`",
        ),
        (
            "shaaer",
            "        { id = \"workplace\", title = { ar = \"مكان العمل\", en = \"Workplace\" } },\n",
            "",
            "{ id = \"place\"",
            "at least two answers",
        ),
    ] {
        let source = super::source(key).unwrap();
        let changed = source.replacen(old, new, 1);
        assert_ne!(changed, source, "{key}: {old}");
        let error = parse("own.toml", &changed).expect_err(new);
        let at = changed[..changed.find(line).unwrap()].matches('\n').count() + 1;
        let found = error
            .mistakes
            .iter()
            .find(|one| one.what.to_string().contains(told));
        let found = found.unwrap_or_else(|| panic!("{new}: {error}"));
        assert_eq!(found.line, at, "{new}: {error}");
        assert!(
            error.to_string().contains(&format!("own.toml:{at}:")),
            "{error}"
        );
    }
}

#[test]
fn a_step_that_comes_too_early_is_named_with_what_it_builds_on() {
    let source = super::source("rahma").unwrap();
    let swapped = source
        .replace("id = \"register\"", "id = \"x\"")
        .replace("id = \"deliver\"", "id = \"register\"")
        .replace("id = \"x\"", "id = \"deliver\"");
    let error = parse("own.toml", &swapped).unwrap_err();
    assert_eq!(error.mistakes.len(), 1, "{error}");
    assert!(
        error
            .to_string()
            .ends_with("the step `deliver` must come after `register`"),
        "{error}"
    );
}

#[test]
fn every_mistake_is_told_at_once_in_the_order_of_the_file() {
    let source = super::source("eman").unwrap();
    let broken = source
        .replace("version = 1", "version = 0")
        .replace("en = \"Jeddah\"", "en = \"\"")
        .replace(
            "[\"research-committee\", \"medical-committee\"]",
            "[\"medical-committee\", \"board\"]",
        )
        .replace("weeks = 2", "weeks = 0");
    let error = parse("own.toml", &broken).unwrap_err();
    assert_eq!(error.mistakes.len(), 4, "{error}");
    assert!(
        error
            .mistakes
            .is_sorted_by_key(|one| (one.line, one.column))
    );
    assert_eq!(error.to_string().lines().count(), 4);
    let syntax = parse("own.toml", "a = \nb = 1\nc = [\n").unwrap_err();
    assert!(syntax.mistakes.len() >= 2, "{syntax}");
    assert_eq!(syntax.mistakes[0].line, 1, "{syntax}");
}

proptest::proptest! {
    #[test]
    fn no_text_panics(text in proptest::prelude::any::<String>(), cut in 0_usize..9000) {
        let _ = parse("x", &text);
        let source = super::source("shaaer").unwrap();
        let cut: String = source.chars().take(cut).collect();
        let _ = parse("x", &cut);
    }
}

#[test]
fn what_each_charitys_people_are_known_by_is_masked() {
    use crate::domain::profile::Sensitive::{Criminal, Health};
    for (key, sensitive) in [
        ("rahma", Some(Criminal)),
        ("wethaq", None),
        ("shaaer", None),
        ("eman", Some(Health)),
        ("qader", Some(Health)),
    ] {
        let mut all = builtin().iter();
        let profile = all.find(|profile| profile.key.as_str() == key).unwrap();
        assert_eq!(profile.sensitive, sensitive, "{key}");
    }
}
