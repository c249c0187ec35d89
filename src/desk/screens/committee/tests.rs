use super::super::made_up::{asked, at_every_size, did, no, open, row, survives_any_size, tell};
use super::super::study::tests::{desk_of, studied};
use super::*;
use crate::desk::state::{Action, Effect, State};
use crate::desk::tests::{press, seen};
use crate::desk::update::update;
use crate::domain::ids::Revision;
use crate::locale::Language;
use crate::protocol::query::QueuePage;
use crate::protocol::{Made, Order};

fn rows(state: &State, of: &[u32]) -> Answer {
    Answer::Queue(QueuePage {
        rows: of
            .iter()
            .map(|at| row(&state.desk, Stage::Decision, *at))
            .collect(),
        total: u32::try_from(of.len()).unwrap(),
        revision: Revision(9),
    })
}

/// Answers everything that is asked: the queue with these rows, each request with a page.
fn settle(state: &mut State, mut effects: Vec<Effect>, charity: &str, of: &[u32]) {
    while let Some(effect) = effects.pop() {
        let Effect::Ask(tag, query) = effect else {
            continue;
        };
        let answer = match query {
            Query::Queue(query) => {
                assert_eq!(query.stage, Stage::Decision);
                rows(state, of)
            }
            Query::Request(no) => {
                let mut page = studied(&state.desk, charity, Stage::Decision, true);
                page.request.no = no;
                Answer::Request(Box::new(page))
            }
            Query::Drafts => Answer::Drafts(Vec::new()),
            other => panic!("{other:?}"),
        };
        effects.extend(tell(state, tag, Ok(answer)));
    }
}

fn sitting(charity: &str, language: Language, of: &[u32]) -> State {
    let (mut state, effects) = open(desk_of(charity, language), Box::new(Committee::new(None)));
    settle(&mut state, effects, charity, of);
    state
}

fn told(effects: &[Effect]) -> (Tag, Order) {
    let mut orders = effects.iter().filter_map(|effect| match effect {
        Effect::Do(tag, order, Some(_)) => Some((*tag, (**order).clone())),
        _ => None,
    });
    orders.next().unwrap()
}

fn decided(state: &mut State, tag: Tag, left: &[u32]) {
    let done = Done {
        revision: Revision(71),
        made: Made::Nothing,
    };
    let effects = update(state, Action::Done(tag, Ok(done)));
    settle(state, effects, "shaaer", left);
}

#[test]
fn what_it_looks_like() {
    for language in Language::ALL {
        let mut state = sitting("shaaer", language, &[41, 42, 43]);
        insta::assert_snapshot!(
            format!("list-{}", language.tag()),
            at_every_size(&mut state)
        );
        survives_any_size(&mut state);
        press(&mut state, "F4");
        insta::assert_snapshot!(
            format!("reject-{}", language.tag()),
            at_every_size(&mut state)
        );
        survives_any_size(&mut state);
    }
}

#[test]
fn decided_the_hand_is_on_the_next_and_the_minutes_stay() {
    let mut state = sitting("shaaer", Language::English, &[41, 42, 43]);
    let effects = press(&mut state, "Down");
    settle(&mut state, effects, "shaaer", &[41, 42, 43]);
    let (tag, order) = told(&press(&mut state, "F3 1 2 Enter Enter"));
    let accepted = |serial, minutes: &str| Order::Decide {
        request: no(serial),
        outcome: Outcome::Accepted,
        reasons: String::new(),
        minutes: minutes.into(),
    };
    assert_eq!(order, accepted(42, "12"));
    decided(&mut state, tag, &[41, 43]);
    let (tag, order) = told(&press(&mut state, "F3 Enter"));
    assert_eq!(order, accepted(43, "12"));
    decided(&mut state, tag, &[41]);
    let (_, order) = told(&press(&mut state, "F3 Enter"));
    assert_eq!(order, accepted(41, "12"));
}

#[test]
fn a_rejection_without_a_reason_is_refused() {
    let mut state = sitting("eman", Language::English, &[42]);
    let effects = press(&mut state, "F4 Enter Enter Enter");
    assert!(
        !effects
            .iter()
            .any(|one| matches!(one, Effect::Do(_, _, Some(_))))
    );
    let (_, order) = told(&press(&mut state, "n o Enter"));
    assert!(matches!(order, Order::Decide { reasons, .. } if reasons == "no"));
}

#[test]
fn an_objection_that_was_upheld_stands_first() {
    use crate::domain::decision::{Decision, Objection, ObjectionAnswer};
    let mut state = sitting("shaaer", Language::English, &[42]);
    let mut page = studied(&state.desk, "shaaer", Stage::Decision, true);
    let act = page.request.opened;
    page.request.decisions.push(Decision {
        outcome: Outcome::Rejected,
        reasons: "early".into(),
        minutes: "3".into(),
        decided: act,
        reply: None,
    });
    page.request.objections.push(Objection {
        text: "the papers were whole".into(),
        against: act.by,
        raised: act,
        answer: Some(ObjectionAnswer {
            upheld: true,
            text: "so they were".into(),
            act,
        }),
    });
    let notice = Notice {
        revision: Revision(80),
        touched: vec![Entity::Request(no(42))],
        read_afresh: false,
    };
    let effects = update(&mut state, Action::Notice(notice));
    let (tag, _) = asked(&effects);
    tell(&mut state, tag, Ok(Answer::Request(Box::new(page))));
    let lines = seen(&state, 120, 36).join("\n");
    let at = |word: &str| {
        lines
            .find(word)
            .unwrap_or_else(|| panic!("{word}: {lines}"))
    };
    assert!(at("the papers were whole") < at("Opinions"), "{lines}");
}

#[test]
fn nothing_to_decide_says_what_comes_here() {
    let state = sitting("rahma", Language::English, &[]);
    assert!(state.snapshot().is("empty"));
    let lines = seen(&state, 80, 24).join("\n");
    assert!(lines.contains("Nothing waits for a decision"), "{lines}");
}

#[test]
fn revealed_once_a_sitting_reads_on_and_every_request_is_on_record() {
    use crate::arabic::Base;
    use crate::desk::tests::laid;
    let need = laid("استشارة أسرية بعد انتقال السكن", Base::Rtl);
    let shown = |state: &State| seen(state, 120, 60).join("\n").contains(&need);
    let revealed = |effects: &[Effect]| {
        effects.iter().find_map(|effect| match effect {
            Effect::Do(tag, order, None) => match **order {
                Order::Reveal(Entity::Request(no)) => Some((*tag, no)),
                _ => None,
            },
            _ => None,
        })
    };
    let of = [41, 42, 43];
    let mut state = sitting("eman", Language::English, &of);
    assert!(!shown(&state));
    let (tag, first) = revealed(&press(&mut state, "F2")).unwrap();
    assert_eq!(first, no(41));
    did(&mut state, tag);
    assert!(shown(&state));
    let effects = press(&mut state, "Down");
    let (tag, _) = asked(&effects);
    let mut page = studied(&state.desk, "eman", Stage::Decision, true);
    page.request.no = no(42);
    let answer = Ok(Answer::Request(Box::new(page)));
    let (tag, next) = revealed(&tell(&mut state, tag, answer)).unwrap();
    assert_eq!(next, no(42));
    assert!(!shown(&state), "not before it is on record");
    did(&mut state, tag);
    assert!(shown(&state));
    // Hidden again, the next one stays so.
    press(&mut state, "F2");
    let effects = press(&mut state, "Down");
    let (tag, _) = asked(&effects);
    let mut page = studied(&state.desk, "eman", Stage::Decision, true);
    page.request.no = no(43);
    let answer = Ok(Answer::Request(Box::new(page)));
    assert_eq!(revealed(&tell(&mut state, tag, answer)), None);
    assert!(!shown(&state));
}
