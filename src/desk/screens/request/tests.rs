use super::super::made_up::{
    asked, at_every_size, desk, did, no, open, ordered, request, survives_any_size, tell,
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

/// The page of a request in a stage.
fn page(language: Language, stage: Stage) -> State {
    let (mut state, effects) = open(desk(language), Box::new(Request::new(no(42))));
    let (tag, query) = asked(&effects);
    assert_eq!(query, Query::Request(no(42)));
    let answer = Answer::Request(Box::new(request(&state.desk, stage)));
    assert_eq!(tell(&mut state, tag, Ok(answer)), []);
    state
}

fn told(effects: &[Effect]) -> (Tag, Order) {
    let mut orders = effects.iter().filter_map(|effect| match effect {
        Effect::Do(tag, order, saw) => {
            assert_eq!(*saw, Some((Entity::Request(no(42)), Revision(70))));
            Some((*tag, (**order).clone()))
        }
        _ => None,
    });
    orders.next().unwrap()
}

fn done() -> Result<Done, Refusal> {
    Ok(Done {
        revision: Revision(71),
        made: Made::Nothing,
    })
}

#[test]
fn what_it_looks_like() {
    for language in Language::ALL {
        for stage in [Stage::Intake, Stage::Clarification, Stage::Study] {
            let mut state = page(language, stage);
            let name = format!("{}-{}", stage.id(), language.tag());
            insta::assert_snapshot!(name, at_every_size(&mut state));
            survives_any_size(&mut state);
        }
    }
}

#[test]
fn all_of_it_can_be_scrolled_to() {
    let mut state = page(Language::English, Stage::Intake);
    update(&mut state, Action::Resize(60, 20));
    state.on::<Request>(|request, desk| request.measure(desk));
    let last = "question referred";
    assert!(!seen(&state, 60, 20).join("\n").contains(last));
    press(&mut state, "End");
    assert!(seen(&state, 60, 20).join("\n").contains(last));
}

#[test]
fn a_number_is_masked_until_it_is_revealed() {
    let mut state = page(Language::English, Stage::Intake);
    let all = |state: &State| seen(state, 120, 60).join("\n");
    assert!(!all(&state).contains("1102334456"));
    let (tag, order) = ordered(&press(&mut state, "F4"));
    assert_eq!(order, Order::Reveal(Entity::Request(no(42))));
    did(&mut state, tag);
    assert!(all(&state).contains("1102334456"));
    press(&mut state, "F4");
    assert!(!all(&state).contains("1102334456"));
}

#[test]
fn what_was_told_in_confidence_is_hidden_until_it_is_revealed() {
    use super::super::study::tests::{desk_of, studied};
    let all = |state: &State| seen(state, 120, 200).join("\n");
    for charity in ["shaaer", "eman"] {
        let desk = desk_of(charity, Language::English);
        let (mut state, effects) = open(desk, Box::new(Request::new(no(42))));
        let (tag, _) = asked(&effects);
        let mut page = studied(&state.desk, charity, Stage::Study, true);
        page.request.withdrawn_because = "withdrawn-words".into();
        let study = &page.request.study;
        let mut words = vec![page.request.need.clone().unwrap().text];
        words.extend(study.findings.iter().map(|one| one.text.clone()));
        words.extend(study.criteria.values().map(|one| one.evidence.clone()));
        words.extend(study.opinions.values().map(|one| one.text.clone()));
        words.extend(study.sent_back.iter().map(|one| one.because.clone()));
        let asked = page.request.clarifications.iter();
        words.extend(asked.map(|one| one.question.clone()));
        let shows = |state: &State| {
            let all = all(state);
            words
                .iter()
                .filter(|text| all.contains(&laid(text, Base::Rtl)))
                .count()
        };
        tell(&mut state, tag, Ok(Answer::Request(Box::new(page.clone()))));
        // What nobody guards is there at once.
        let guarded = charity == "eman";
        let wanted = if guarded { 0 } else { words.len() };
        assert_eq!(shows(&state), wanted, "{charity}: {}", all(&state));
        assert_eq!(all(&state).contains("hidden: health data"), guarded);
        let (tag, _) = ordered(&press(&mut state, "F4"));
        assert_eq!(shows(&state), wanted, "not before it is on record");
        did(&mut state, tag);
        assert_eq!(shows(&state), words.len(), "{charity}: {}", all(&state));
    }
}

#[test]
fn a_question_is_referred_as_typed() {
    let mut state = page(Language::Arabic, Stage::Intake);
    press(&mut state, "F9 م ا");
    assert_eq!(press(&mut state, "Esc"), []);
    let (tag, order) = told(&press(&mut state, "F9 ه ل ؟ Enter"));
    let wanted = Order::Refer {
        request: no(42),
        question: "هل؟".into(),
    };
    assert_eq!(order, wanted);
    let effects = update(&mut state, Action::Done(tag, done()));
    assert_eq!(asked(&effects).1, Query::Request(no(42)));
    assert!(!state.snapshot().is("typing"));
}

#[test]
fn a_stale_question_stays_to_be_sent_again() {
    let mut state = page(Language::Arabic, Stage::Intake);
    let (tag, _) = told(&press(&mut state, "F9 ه ل Enter"));
    let stale = Refusal::Stale {
        entity: Entity::Request(no(42)),
        what: "need-stated".into(),
        by: "نوف".into(),
        at: Moment(0),
        now: Revision(70),
    };
    let effects = update(&mut state, Action::Done(tag, Err(stale.clone())));
    assert_eq!(asked(&effects).1, Query::Request(no(42)));
    let told_of = seen(&state, 80, 24).join("\n");
    assert!(told_of.contains(&laid("نوف", Base::Rtl)), "{told_of}");
    // One key does the same again, on top of what changed; whoever was first again is told of again.
    let again = |state: &mut State, version| {
        let effects = press(state, "Enter");
        let [Effect::Do(of, order, saw)] = &effects[..] else {
            panic!("{effects:?}");
        };
        let question = "هل".to_owned();
        let request = no(42);
        assert_eq!(**order, Order::Refer { request, question });
        assert_eq!((*of, *saw), (tag, Some((Entity::Request(no(42)), version))));
        assert!(state.overlay().is_none());
    };
    again(&mut state, Revision(70));
    assert!(state.desk.toasts.is_empty());
    let mut later = stale.clone();
    if let Refusal::Stale { now, .. } = &mut later {
        *now = Revision(71);
    }
    update(&mut state, Action::Done(tag, Err(later.clone())));
    again(&mut state, Revision(71));
    update(&mut state, Action::Done(tag, Err(later)));
    press(&mut state, "Esc");
    assert!(state.overlay().is_none() && state.snapshot().is("typing"));
    let warned: Vec<_> = state
        .desk
        .toasts
        .iter()
        .filter(|toast| toast.warns)
        .collect();
    assert!(warned[0].text.contains("نوف"), "{warned:?}");
    assert!(matches!(
        told(&press(&mut state, "Enter")).1,
        Order::Refer { .. }
    ));
}

#[test]
fn withdrawing_asks_why_and_then_whether() {
    let mut state = page(Language::Arabic, Stage::Study);
    // Nothing said, nothing done.
    assert_eq!(press(&mut state, "F6 Enter"), []);
    assert!(state.overlay().is_none());
    assert_eq!(press(&mut state, "س ف ر Enter"), []);
    assert!(state.overlay().is_some());
    assert_eq!(press(&mut state, "Esc"), []);
    let wanted = Order::Withdraw {
        request: no(42),
        because: "سفر".into(),
    };
    assert_eq!(told(&press(&mut state, "Enter Enter")).1, wanted);
}

#[test]
fn a_sheet_is_put_on_record_and_then_printed() {
    use crate::sheets::Kind;
    use crate::sheets::fonts::FontError;
    use crate::sheets::printer::{PrintError, Went};
    let mut state = page(Language::Arabic, Stage::Study);
    for (key, kind) in [("Tab", Kind::Receipt), ("Shift+Tab", Kind::Declaration)] {
        let note = |state: &mut State| {
            let effects = press(state, key);
            let [Effect::Do(tag, order, None)] = &effects[..] else {
                panic!("{effects:?}");
            };
            let noted = Order::NotePrinted {
                request: no(42),
                sheet: kind.id().into(),
            };
            assert_eq!(**order, noted);
            *tag
        };
        let (refused, tag) = (note(&mut state), note(&mut state));
        let until = state.desk.now;
        let too_often = Err(Refusal::TooOften { until });
        assert_eq!(update(&mut state, Action::Done(refused, too_often)), []);
        let effects = did(&mut state, tag);
        let [Effect::Print(printed, case)] = &effects[..] else {
            panic!("{effects:?}");
        };
        assert_eq!((*printed, case.request.no), (kind, no(42)));
        assert_eq!(case.language, Language::Arabic);
        let went = Ok(Went::Saved("/home/salma/sheet.pdf".into()));
        assert_eq!(update(&mut state, Action::Printed(no(42), kind, went)), []);
        let said = &state.desk.toasts.last().unwrap().text;
        assert!(said.contains("/home/salma/sheet.pdf"), "{said}");
    }
    let none = crate::sheets::SheetError::Font(FontError {
        package: "fonts-hosny-amiri",
        looked: Vec::new(),
    });
    let failed = Action::Printed(no(42), Kind::Receipt, Err(PrintError::from(none)));
    assert_eq!(update(&mut state, failed), []);
    let toast = state.desk.toasts.last().unwrap();
    assert!(toast.warns && toast.text.contains("fonts-hosny-amiri"));
    // Before submission there is nothing to give a receipt of.
    let mut state = page(Language::Arabic, Stage::Intake);
    assert_eq!(press(&mut state, "Tab"), []);
    assert!(!state.snapshot().is("can-print-receipt"));
    assert!(state.snapshot().is("can-print-declaration"));
}

#[test]
fn a_sheet_comes_out_though_the_desk_is_locked_meanwhile() {
    let mut state = page(Language::Arabic, Stage::Study);
    let (tag, _) = ordered(&press(&mut state, "Tab"));
    crate::desk::locking::lock(&mut state);
    assert!(state.is_locked());
    let effects = did(&mut state, tag);
    assert!(
        matches!(&effects[..], [.., Effect::Print(..)]),
        "{effects:?}"
    );
}

#[test]
fn only_what_the_workflow_allows_is_offered() {
    for (stage, flags) in [
        (
            Stage::Intake,
            ["can-go-on", "can-refer", "can-withdraw", "can-take"].as_slice(),
        ),
        (Stage::Clarification, &["can-withdraw", "can-take"]),
        (Stage::Study, &["can-withdraw", "can-take"]),
        (Stage::Withdrawn, &[]),
    ] {
        let state = page(Language::Arabic, stage);
        let snapshot = state.snapshot();
        for flag in ["can-go-on", "can-refer", "can-withdraw", "can-take"] {
            assert_eq!(snapshot.is(flag), flags.contains(&flag), "{stage:?} {flag}");
        }
    }
}

#[test]
fn what_is_missing_is_named() {
    let state = page(Language::Arabic, Stage::Intake);
    let lines = seen(&state, 120, 40).join("\n");
    assert!(lines.contains(&laid("ينقص للرفع", Base::Rtl)), "{lines}");
    assert!(lines.contains(&laid("توقيع الإقرار", Base::Rtl)), "{lines}");
}

#[test]
fn a_request_of_another_version_is_worded_by_its_own_profile() {
    let (mut state, effects) = open(desk(Language::Arabic), Box::new(Request::new(no(42))));
    let (tag, _) = asked(&effects);
    let mut old = request(&state.desk, Stage::Intake);
    old.request.pin.version += 1;
    let pin = old.request.pin.clone();
    let (_, query) = asked(&tell(&mut state, tag, Ok(Answer::Request(Box::new(old)))));
    assert_eq!(query, Query::Profile(pin));
}

#[test]
fn one_that_is_not_there_says_so() {
    let (mut state, effects) = open(desk(Language::English), Box::new(Request::new(no(99))));
    let (tag, _) = asked(&effects);
    let missing = Refusal::NotFound(Entity::Request(no(99)));
    tell(&mut state, tag, Err(missing));
    let lines = seen(&state, 80, 24).join("\n");
    assert!(
        lines.contains("there is no such thing: request 1448/00099"),
        "{lines}"
    );
}

#[test]
fn a_number_is_copied_once_that_is_on_record_of_the_request() {
    let mut state = page(Language::English, Stage::Study);
    for (key, field, number) in [("c", "id", "1000000008"), ("m", "mobile", "0501234567")] {
        let (tag, order) = ordered(&press(&mut state, key));
        let wanted = Order::NoteCopied {
            entity: Entity::Request(no(42)),
            field: field.into(),
        };
        assert_eq!(order, wanted);
        let effects = did(&mut state, tag);
        assert_eq!(effects, [Effect::Copy(number.into())]);
    }
    // Refused, nothing is copied; typed, a letter is a letter.
    let (tag, _) = ordered(&press(&mut state, "c"));
    let full = Refusal::NotKept { why: "full".into() };
    assert_eq!(update(&mut state, Action::Done(tag, Err(full))), []);
    assert_eq!(press(&mut state, "F6 c m"), []);
}
