use super::super::made_up::{ago, asked, at_every_size, desk, no, open, survives_any_size, tell};
use super::*;
use crate::desk::state::{Effect, State};
use crate::desk::tests::press;
use crate::domain::ids::{BranchNo, PersonNo};
use crate::locale::Language;

fn page(desk: &Desk) -> OutreachPage {
    let on = desk.now.date() + chrono::TimeDelta::days(9);
    let reasons = [
        Reason::Unblocked { request: no(31) },
        Reason::PaperExpires {
            kind: crate::profiles::builtin()[0].papers[0].id.to_string(),
            on,
        },
        Reason::RenewalDue {
            request: no(12),
            on,
        },
        Reason::Silent,
    ];
    let rows = (0u32..).zip(reasons).map(|(at, reason)| OutreachRow {
        person: PersonNo(300 + at),
        name: "نورة سعد الحربي".into(),
        mobile: "05•••••567".into(),
        branch: BranchNo(1),
        reason,
        day: on,
        tried: (at == 1).then(|| ago(desk, 1, 0)),
    });
    OutreachPage {
        rows: rows.collect(),
        totals: ReasonKind::ALL.into_iter().map(|kind| (kind, 1)).collect(),
    }
}

fn screen(language: Language) -> State {
    let (mut state, effects) = open(desk(language), Box::new(Outreach::default()));
    let (tag, query) = asked(&effects);
    assert!(matches!(query, Query::Outreach(_)), "{query:?}");
    let answer = Answer::Outreach(page(&state.desk));
    tell(&mut state, tag, Ok(answer));
    state
}

fn logged(effects: &[Effect]) -> Vec<(PersonNo, Reached, String)> {
    let orders = effects.iter().filter_map(|effect| match effect {
        Effect::Do(_, order, None) => match &**order {
            Order::LogContact {
                person,
                reached,
                result,
                ..
            } => Some((*person, *reached, result.clone())),
            _ => None,
        },
        _ => None,
    });
    orders.collect()
}

#[test]
fn a_contact_is_logged_in_two_keys_and_one_who_did_not_answer_in_one() {
    for (keys, wanted) in [
        ("Enter Enter", (300, Reached::Spoken, "")),
        ("Down Enter ن ع م Enter", (301, Reached::Spoken, "نعم")),
        ("Down F3", (301, Reached::NoAnswer, "")),
    ] {
        let mut state = screen(Language::Arabic);
        let (person, reached, result) = wanted;
        let effects = press(&mut state, keys);
        let wanted = vec![(PersonNo(person), reached, result.to_owned())];
        assert_eq!(logged(&effects), wanted, "{keys}");
    }
    let mut state = screen(Language::Arabic);
    assert_eq!(logged(&press(&mut state, "Enter ن Esc")), []);
}

#[test]
fn it_is_drawn_at_every_size() {
    for language in Language::ALL {
        let mut state = screen(language);
        let name = format!("outreach-{}", language.tag());
        insta::assert_snapshot!(name, at_every_size(&mut state));
        survives_any_size(&mut state);
    }
}
