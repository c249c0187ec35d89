use super::super::made_up::{
    asked, at_every_size, desk, did, in_confidence, no, open, ordered, profile, queue, request,
    row, survives_any_size, tell,
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

/// The list with request 42 alone.
fn only(desk: Desk, question: bool) -> State {
    let mut state = list(desk, 0);
    let (tag, _) = asked(&changed(&mut state));
    let mut only = row(&state.desk, Stage::Clarification, 42);
    if !question {
        only.question.clear();
    }
    let page = QueuePage {
        rows: vec![only],
        total: 1,
        revision: Revision(9),
    };
    tell(&mut state, tag, Ok(Answer::Queue(page)));
    state
}

/// The list with the question of request 42 opened.
fn answering(language: Language) -> State {
    let mut state = only(desk(language), true);
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

#[test]
fn one_key_reads_a_question_and_the_list_never_shows_it() {
    let all = |state: &State| seen(state, 120, 36).join("\n");
    let words = |state: &State| {
        let page = request(&state.desk, Stage::Clarification).request;
        let open = page.open_clarification().unwrap().question.clone();
        let earlier = page.clarifications[0].answer.clone().unwrap().0;
        [open, page.need.unwrap().text, earlier].map(|text| laid(&text, Base::Rtl))
    };
    let arrive = |state: &mut State, tag| {
        let page = request(&state.desk, Stage::Clarification);
        tell(state, tag, Ok(Answer::Request(Box::new(page))));
    };
    let mut state = only(desk(Language::English), true);
    let question = row(&state.desk, Stage::Clarification, 42).question;
    let start: String = question.chars().take(12).collect();
    assert!(!all(&state).contains(&laid(&start, Base::Rtl)));
    assert!(!state.snapshot().is("guarded"));
    let (tag, _) = asked(&press(&mut state, "Enter"));
    arrive(&mut state, tag);
    for text in words(&state) {
        assert!(all(&state).contains(&text), "{text}");
    }
    // Told in confidence, it is hidden where it is opened, too, until that it is read is on record.
    for (keys, asks) in [("Enter", true), ("F4", true), ("F4", false), ("F4", true)] {
        if asks && keys == "Enter" {
            state = only(in_confidence(desk(Language::English)), false);
        }
        let effects = press(&mut state, keys);
        if keys == "Enter" {
            let (tag, _) = asked(&effects);
            arrive(&mut state, tag);
        }
        let seen = all(&state);
        for text in words(&state) {
            assert!(!seen.contains(&text), "{keys}: {seen}");
        }
        assert!(seen.contains("hidden: health data"), "{seen}");
        if keys == "F4" && asks {
            let (tag, order) = ordered(&effects);
            assert_eq!(order, Order::Reveal(Entity::Request(no(42))));
            did(&mut state, tag);
            for text in words(&state) {
                assert!(all(&state).contains(&text), "{text}");
            }
        }
    }
    // From the list the same key opens it.
    let mut state = only(in_confidence(desk(Language::English)), false);
    let effects = press(&mut state, "F4");
    let (reveal, _) = ordered(&effects);
    let (tag, query) = asked(&effects);
    assert_eq!(query, Query::Request(no(42)));
    arrive(&mut state, tag);
    did(&mut state, reveal);
    for text in words(&state) {
        assert!(all(&state).contains(&text), "{text}");
    }
}

#[test]
fn a_question_that_may_not_be_shown_says_why_and_stays_hidden() {
    let mut state = only(in_confidence(desk(Language::English)), false);
    let (tag, _) = ordered(&press(&mut state, "F4"));
    let full = Refusal::NotKept { why: "full".into() };
    update(&mut state, Action::Done(tag, Err(full)));
    assert!(state.desk.toasts.iter().any(|toast| toast.warns));
    state.on::<Referrals>(|screen, _| {
        assert!(!screen.answering.as_ref().unwrap().veil.is_lifted());
    });
}

#[test]
fn others_see_who_is_at_a_question() {
    let mut state = only(desk(Language::English), true);
    assert_eq!(state.sight(), Sight::Queue);
    state.desk.company = vec![crate::protocol::Companion {
        who: "Nouf".into(),
        record: Entity::Request(no(42)),
        since: state.desk.now,
    }];
    let seen = seen(&state, 80, 24).join("\n");
    assert!(seen.contains('◆'), "{seen}");
    press(&mut state, "Enter");
    assert_eq!(state.sight(), Sight::Record(Entity::Request(no(42))));
}
