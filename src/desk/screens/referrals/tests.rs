use super::super::made_up::{
    asked, at_every_size, desk, no, open, profile, queue, request, row, survives_any_size, tell,
};
use super::*;
use crate::arabic::Base;
use crate::desk::state::{Action, Effect, State};
use crate::desk::tests::{laid, press, seen};
use crate::desk::update::update;
use crate::domain::ids::Revision;
use crate::domain::moment::Moment;
use crate::locale::Language;
use crate::protocol::Made;
use crate::protocol::query::QueuePage;

fn list(desk: Desk, total: u32) -> State {
    let (mut state, effects) = open(desk, Box::new(Referrals::new()));
    let (tag, query) = asked(&effects);
    assert!(matches!(&query, Query::Queue(query) if query.stage == Stage::Clarification));
    let answer = queue(&state.desk, &query, total);
    tell(&mut state, tag, Ok(answer));
    state
}

/// The list with the question of request 42 opened.
fn answering(language: Language) -> State {
    let mut state = list(desk(language), 0);
    let (tag, _) = asked(&changed(&mut state));
    let only = row(&state.desk, Stage::Clarification, 42);
    let page = QueuePage {
        rows: vec![only],
        total: 1,
        revision: Revision(9),
    };
    tell(&mut state, tag, Ok(Answer::Queue(page)));
    let (tag, query) = asked(&press(&mut state, "Enter"));
    assert_eq!(query, Query::Request(no(42)));
    let page = request(&state.desk, Stage::Clarification);
    tell(&mut state, tag, Ok(Answer::Request(Box::new(page))));
    state
}

fn changed(state: &mut State) -> Vec<Effect> {
    update(
        state,
        Action::Notice(Notice {
            revision: Revision(10),
            touched: vec![Entity::Request(no(42))],
            read_afresh: false,
        }),
    )
}

fn told(effects: &[Effect]) -> Tag {
    let [Effect::Do(tag, order, saw)] = effects else {
        panic!("{effects:?}");
    };
    let wanted = Order::Answer {
        request: no(42),
        answer: "نعم".into(),
    };
    assert_eq!(**order, wanted);
    assert_eq!(*saw, Some((Entity::Request(no(42)), Revision(70))));
    *tag
}

#[test]
fn what_it_looks_like() {
    for language in Language::ALL {
        let mut state = list(desk(language), 5);
        insta::assert_snapshot!(
            format!("list-{}", language.tag()),
            at_every_size(&mut state)
        );
        survives_any_size(&mut state);
        let mut state = answering(language);
        press(&mut state, "ن ع م");
        insta::assert_snapshot!(
            format!("answer-{}", language.tag()),
            at_every_size(&mut state)
        );
        survives_any_size(&mut state);
    }
}

#[test]
fn an_empty_list_says_why() {
    let texts = |state: &State, id: &str| {
        let said = state.desk.say(id);
        let first = said.split('.').next().unwrap_or_default().to_owned();
        laid(&first, Base::Ltr)
    };
    let state = list(desk(Language::English), 0);
    let wanted = texts(&state, "referrals-empty");
    assert!(seen(&state, 80, 24).join("\n").contains(&wanted));
    let mut without = desk(Language::English);
    without.profile = Some(std::sync::Arc::new(profile("rahma")));
    let state = list(without, 0);
    let wanted = texts(&state, "referrals-no-such-step");
    assert!(seen(&state, 80, 24).join("\n").contains(&wanted));
}

#[test]
fn an_answer_is_sent_and_its_question_goes() {
    let mut state = answering(Language::Arabic);
    // Nothing typed, nothing sent.
    assert_eq!(press(&mut state, "Enter"), []);
    let tag = told(&press(&mut state, "ن ع م Enter"));
    let done = Done {
        revision: Revision(71),
        made: Made::Nothing,
    };
    let (tag, query) = asked(&update(&mut state, Action::Done(tag, Ok(done))));
    assert!(!state.snapshot().is("typing"));
    assert!(state.desk.toasts[0].text.contains("1448/00042"));
    let answer = queue(&state.desk, &query, 0);
    tell(&mut state, tag, Ok(answer));
    assert!(state.snapshot().is("empty"));
}

#[test]
fn a_stale_answer_stays_and_is_sent_on_top() {
    let mut state = answering(Language::Arabic);
    let tag = told(&press(&mut state, "ن ع م F3"));
    let stale = Refusal::Stale {
        entity: Entity::Request(no(42)),
        what: "request-taken".into(),
        by: "نوف".into(),
        at: Moment(0),
        now: Revision(70),
    };
    let effects = update(&mut state, Action::Done(tag, Err(stale.clone())));
    let asks = |effect: &&Effect| matches!(effect, Effect::Ask(_, Query::Request(_)));
    assert_eq!(effects.iter().filter(asks).count(), 1);
    // What was refused, or what stands there still.
    for keys in ["Enter", "Esc"] {
        let effects = press(&mut state, keys);
        if keys == "Enter" {
            assert_eq!(told(&effects), tag);
            update(&mut state, Action::Done(tag, Err(stale.clone())));
        }
    }
    told(&press(&mut state, "Enter"));
}

#[test]
fn an_answer_begun_and_left_is_there_again() {
    let mut state = answering(Language::Arabic);
    press(&mut state, "ن ع م Esc");
    assert!(!state.snapshot().is("typing"));
    assert!(state.snapshot().is("can-back"));
    let (tag, _) = asked(&press(&mut state, "Enter"));
    let page = request(&state.desk, Stage::Clarification);
    tell(&mut state, tag, Ok(Answer::Request(Box::new(page))));
    told(&press(&mut state, "Enter"));
}

#[test]
fn a_new_question_appears_without_a_key() {
    let mut state = list(desk(Language::Arabic), 1);
    assert!(state.snapshot().is("selected"));
    let (tag, query) = asked(&changed(&mut state));
    let answer = queue(&state.desk, &query, 2);
    tell(&mut state, tag, Ok(answer));
    let lines = seen(&state, 80, 24).join("\n");
    assert!(lines.contains("1448/00002"), "{lines}");
}
