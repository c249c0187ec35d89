use std::sync::Arc;

use super::super::made_up::{
    ME, ago, asked, at_every_size, desk, did, no, open, ordered, profile, request,
    survives_any_size, tell,
};
use super::*;
use crate::desk::state::{Action, Effect, State};
use crate::desk::tests::{press, seen};
use crate::desk::update::update;
use crate::domain::ids::{Entity, Revision};
use crate::domain::moment::Act;
use crate::domain::request::Pin;
use crate::domain::staff::Role;
use crate::domain::study::{Finding, Judgement, Opinion, Report, SentBack, Verdict, View};
use crate::domain::workflow::{Step, Workflow};
use crate::locale::Language;
use crate::protocol::query::RequestPage;
use crate::protocol::{Made, Query};

/// A desk of a charity whose every role is mine.
pub(in crate::desk::screens) fn desk_of(charity: &str, language: Language) -> Desk {
    let mut desk = desk(language);
    desk.profile = Some(Arc::new(profile(charity)));
    if let Some(me) = desk.view.as_mut().and_then(|view| view.me.as_mut()) {
        me.roles = Role::ALL.into_iter().collect();
    }
    desk.restate();
    desk
}

/// A request of a charity in a stage; half of it studied, or all of it.
pub(in crate::desk::screens) fn studied(
    desk: &Desk,
    charity: &str,
    stage: Stage,
    all: bool,
) -> RequestPage {
    let profile = profile(charity);
    let act = |days| Act {
        by: ME,
        at: ago(desk, days, 0),
    };
    let mut page = request(desk, Stage::Study);
    let one = &mut page.request;
    one.stage = stage;
    one.pin = Pin {
        profile: charity.into(),
        version: profile.version,
    };
    if let Some(need) = &mut one.need {
        need.service = profile.services[0].id.to_string();
        need.category = String::new();
    }
    let study = &mut one.study;
    if profile.eligibility.is_some() {
        study.findings.push(Finding {
            source: "official-papers".into(),
            text: "الدخل دون حد الكفاية، والسكن مستأجر".into(),
            noted: act(1),
        });
        let fields = [
            ("place", "home"),
            ("date", "1448/06/10"),
            ("visitor", "نوف"),
            ("findings", "البيت بحاجة إلى ترميم"),
        ];
        study.reports.push(Report {
            mechanism: "field-check".into(),
            fields: fields.map(|(id, value)| (id.into(), value.into())).into(),
            reported: act(1),
        });
        let criteria = [
            ("bylaws", Verdict::Met),
            ("professional-standards", Verdict::NotMet),
        ];
        for (id, verdict) in criteria.into_iter().take(if all { 2 } else { 1 }) {
            let judged = Judgement {
                verdict,
                evidence: "تعريف بالراتب مؤرخ 1448/05/01".into(),
                judged: act(0),
            };
            study.criteria.insert(id.into(), judged);
        }
    }
    study.sent_back.push(SentBack {
        because: "صك الحضانة".into(),
        act: act(2),
    });
    for committee in profile.studied_by().skip(usize::from(!all)) {
        let opinion = Opinion {
            view: View::Accept,
            text: "مستحق، والحاجة قائمة".into(),
            given: act(0),
        };
        study.opinions.insert(committee.id.to_string(), opinion);
    }
    let case = Case {
        request: &page.request,
        facts: &page.facts,
        profile: &profile,
        today: desk.now.date(),
        by: ME,
    };
    let workflow = Workflow::of(&profile);
    let rows = workflow.rows().iter();
    page.steps = rows
        .map(|row| (row.step, workflow.may(row.step, &case, Role::ALL)))
        .collect();
    page
}

fn study(charity: &str, language: Language, all: bool) -> State {
    let desk = desk_of(charity, language);
    let (mut state, effects) = open(desk, Box::new(Study::new(no(42))));
    let asks = effects.iter().find_map(|effect| match effect {
        Effect::Ask(tag, Query::Request(_)) => Some(*tag),
        _ => None,
    });
    let page = studied(&state.desk, charity, Stage::Study, all);
    tell(
        &mut state,
        asks.unwrap(),
        Ok(Answer::Request(Box::new(page))),
    );
    state
}

fn told(effects: &[Effect]) -> (Tag, Order) {
    let mut orders = effects.iter().filter_map(|effect| match effect {
        Effect::Do(tag, order, Some(saw)) => {
            assert_eq!(*saw, (Entity::Request(no(42)), Revision(70)));
            Some((*tag, (**order).clone()))
        }
        _ => None,
    });
    orders.next().unwrap()
}

fn all(state: &State) -> String {
    seen(state, 120, 36).join("\n")
}

#[test]
fn what_it_looks_like() {
    for language in Language::ALL {
        for charity in ["shaaer", "eman"] {
            let mut state = study(charity, language, false);
            let name = format!("{charity}-{}", language.tag());
            insta::assert_snapshot!(name, at_every_size(&mut state));
            survives_any_size(&mut state);
        }
        let mut state = study("shaaer", language, false);
        press(&mut state, "Up Up Up Enter");
        let name = format!("report-{}", language.tag());
        insta::assert_snapshot!(name, at_every_size(&mut state));
        survives_any_size(&mut state);
    }
}

#[test]
fn the_hand_begins_where_something_is_missing() {
    let mut state = study("shaaer", Language::English, false);
    state.on::<Study>(|study, _| {
        let wanted = Line::Criterion("professional-standards".into());
        assert_eq!(study.line(), Some(&wanted));
    });
    assert!(state.snapshot().is("criterion"));
}

#[test]
fn one_key_says_a_verdict_and_evidence_is_asked_for_where_it_is_needed() {
    for (key, verdict) in [("F3", Verdict::Met), ("F4", Verdict::NotMet)] {
        let mut state = study("shaaer", Language::English, false);
        let effects = press(&mut state, &format!("{key} Enter"));
        assert!(
            !effects
                .iter()
                .any(|one| matches!(one, Effect::Do(_, _, Some(_))))
        );
        let (_, order) = told(&press(&mut state, "x Enter"));
        let wanted = Order::JudgeCriterion {
            request: no(42),
            criterion: "professional-standards".into(),
            verdict,
            evidence: "x".into(),
        };
        assert_eq!(order, wanted);
    }
    let mut state = study("shaaer", Language::English, false);
    let (_, order) = told(&press(&mut state, "F6"));
    let wanted = Order::JudgeCriterion {
        request: no(42),
        criterion: "professional-standards".into(),
        verdict: Verdict::NotApplicable,
        evidence: String::new(),
    };
    assert_eq!(order, wanted);
}

#[test]
fn an_opinion_that_lacks_something_says_what() {
    let mut state = study("shaaer", Language::English, false);
    press(&mut state, "End");
    assert!(all(&state).contains("First needed"), "{}", all(&state));
    press(&mut state, "Enter");
    assert!(!state.snapshot().is("form"));
    assert!(state.desk.toasts.iter().any(|toast| toast.warns));
}

#[test]
fn a_charity_without_eligibility_shows_none_of_it() {
    let state = study("rahma", Language::English, false);
    let lines = all(&state);
    for word in ["Criteria", "Findings", "mechanism"] {
        assert!(!lines.contains(word), "{word}: {lines}");
    }
    assert!(lines.contains("opinion awaited"), "{lines}");
}

#[test]
fn a_form_left_is_kept_and_a_stale_one_stays() {
    let mut state = study("eman", Language::English, false);
    let effects = press(&mut state, "Enter 1 Enter w h y Esc");
    assert!(!state.snapshot().is("form"));
    let kept = effects.iter().any(|effect| match effect {
        Effect::Do(_, order, None) => {
            matches!(&**order, Order::KeepDraft { at, .. } if at == "study")
        }
        _ => false,
    });
    assert!(kept, "{effects:?}");
    press(&mut state, "Enter");
    assert!(all(&state).contains("why"), "{}", all(&state));
    let (tag, order) = told(&press(&mut state, "F3"));
    assert!(matches!(&order, Order::GiveOpinion { text, .. } if text == "why"));
    // Pressed twice, told once.
    assert!(
        !press(&mut state, "F3")
            .iter()
            .any(|one| matches!(one, Effect::Do(_, _, Some(_))))
    );
    let stale = Refusal::Stale {
        entity: Entity::Request(no(42)),
        what: "request-taken".into(),
        by: "نوف".into(),
        at: ago(&state.desk, 0, 1),
        now: Revision(71),
    };
    let effects = update(&mut state, Action::Done(tag, Err(stale)));
    assert!(matches!(asked(&effects).1, Query::Request(_)));
    press(&mut state, "Esc");
    assert!(state.snapshot().is("form"));
}

#[test]
fn the_last_opinion_ends_the_study() {
    let mut state = study("eman", Language::English, false);
    let (tag, _) = told(&press(&mut state, "Enter 1 Enter x Enter"));
    let done = Done {
        revision: Revision(71),
        made: Made::Nothing,
    };
    update(&mut state, Action::Done(tag, Ok(done)));
    assert_ne!(state.top().unwrap().name(), "study");
    assert!(
        state
            .desk
            .toasts
            .iter()
            .any(|toast| toast.text.contains("1448/00042"))
    );
}

#[test]
fn a_request_goes_only_into_hands_that_can_go_on_with_it() {
    let desk = desk_of("wethaq", Language::Arabic);
    let page = studied(&desk, "wethaq", Stage::Study, false);
    let profile = profile("wethaq");
    // The other member of staff receives visitors, and has the request already.
    let names: Vec<_> = work::colleagues(&desk, &profile, &page)
        .map(|one| one.no)
        .collect();
    assert_eq!(names, [ME]);
    assert!(
        page.steps
            .iter()
            .any(|(step, may)| *step == Step::Assign && may.is_ok())
    );
}

#[test]
fn a_study_hides_what_was_told_in_confidence_until_that_it_is_read_is_on_record() {
    use crate::arabic::Base;
    use crate::desk::tests::laid;
    let need = laid("استشارة أسرية بعد انتقال السكن", Base::Rtl);
    let shown = |state: &State| all(state).contains(&need);
    let mut state = study("shaaer", Language::English, false);
    assert!(shown(&state) && !state.snapshot().is("guarded"));
    assert_eq!(press(&mut state, "F2"), []);
    let mut state = study("eman", Language::English, false);
    assert!(!shown(&state));
    let (tag, order) = ordered(&press(&mut state, "F2"));
    assert_eq!(order, Order::Reveal(Entity::Request(no(42))));
    assert!(!shown(&state));
    did(&mut state, tag);
    assert!(shown(&state));
    // It is there while an opinion is written, and the same key hides it.
    press(&mut state, "Enter");
    assert!(state.snapshot().is("form") && shown(&state));
    press(&mut state, "F2");
    assert!(state.snapshot().is("form") && !shown(&state));
}
