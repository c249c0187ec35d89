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
    let effects = press(&mut state, "Enter ن Esc");
    assert_eq!(logged(&effects), []);
    let kept = effects.iter().any(|effect| {
        matches!(effect, Effect::Do(_, order, None) if matches!(&**order, Order::KeepDraft { at, .. } if at == "outreach"))
    });
    assert!(kept, "{effects:?}");
    // It is there again for the same person, and for nobody else.
    let effects = press(&mut state, "Down Enter Enter");
    assert_eq!(
        logged(&effects),
        [(PersonNo(301), Reached::Spoken, String::new())]
    );
    let mut state = screen(Language::Arabic);
    press(&mut state, "Enter ن Esc");
    let effects = press(&mut state, "Enter ع م Enter");
    assert_eq!(
        logged(&effects),
        [(PersonNo(300), Reached::Spoken, "نعم".into())]
    );
}

#[test]
fn whom_something_is_written_about_stays() {
    let mut state = screen(Language::Arabic);
    press(&mut state, "Enter ن Down");
    // A colleague has called them meanwhile: what is written is nobody else's.
    let mut rest = page(&state.desk);
    rest.rows.remove(0);
    let notice = Notice {
        revision: crate::domain::ids::Revision(70),
        touched: vec![Entity::Person(PersonNo(300))],
        read_afresh: false,
    };
    let effects =
        crate::desk::update::update(&mut state, crate::desk::state::Action::Notice(notice));
    let (tag, _) = asked(&effects);
    tell(&mut state, tag, Ok(Answer::Outreach(rest)));
    let effects = press(&mut state, "Enter");
    assert_eq!(
        logged(&effects),
        [(PersonNo(300), Reached::Spoken, "ن".into())]
    );
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
