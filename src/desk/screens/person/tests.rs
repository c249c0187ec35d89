use super::super::made_up::{
    asked, at_every_size, desk, no, open, person, survives_any_size, tell,
};
use super::*;
use crate::desk::state::State;
use crate::desk::tests::{press, seen};
use crate::locale::Language;

fn page(language: Language, requests: u32) -> State {
    let (mut state, effects) = open(desk(language), Box::new(Person::new(PersonNo(318))));
    let (tag, query) = asked(&effects);
    assert_eq!(query, Query::Person(PersonNo(318)));
    let answer = Answer::Person(Box::new(person(&state.desk, requests)));
    tell(&mut state, tag, Ok(answer));
    state
}

#[test]
fn what_it_looks_like() {
    for language in Language::ALL {
        let mut state = page(language, 12);
        insta::assert_snapshot!(language.tag(), at_every_size(&mut state));
        survives_any_size(&mut state);
    }
}

#[test]
fn numbers_are_masked_until_they_are_revealed() {
    let mut state = page(Language::English, 1);
    let all = |state: &State| seen(state, 80, 30).join("\n");
    assert!(!all(&state).contains("0501234567"));
    press(&mut state, "F4");
    assert!(all(&state).contains("0501234567"));
    press(&mut state, "F4");
    assert!(!all(&state).contains("0501234567"));
}

#[test]
fn enter_opens_the_selected_request() {
    let mut state = page(Language::Arabic, 3);
    let (_, query) = asked(&press(&mut state, "Down Enter"));
    assert_eq!(query, Query::Request(no(2)));
    // With no request there is nothing to open.
    let mut state = page(Language::Arabic, 0);
    assert_eq!(press(&mut state, "Enter"), []);
}

#[test]
fn what_changes_is_asked_again() {
    use crate::desk::state::Action;
    use crate::desk::update::update;
    use crate::domain::ids::{RequestNo, Revision};
    for (touched, asks) in [
        (Entity::Person(PersonNo(318)), true),
        (Entity::Request(no(2)), true),
        (Entity::Person(PersonNo(5)), false),
        (
            Entity::Request(RequestNo {
                year: 1447,
                serial: 2,
            }),
            false,
        ),
    ] {
        let mut state = page(Language::Arabic, 3);
        let effects = update(
            &mut state,
            Action::Notice(Notice {
                revision: Revision(12),
                touched: vec![touched],
                read_afresh: false,
            }),
        );
        assert_eq!(!effects.is_empty(), asks, "{touched:?}");
    }
}
