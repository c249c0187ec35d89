//! What is on file of a visitor, in the form of their next request.

use super::super::made_up::{asked, desk, did, open, ordered, person, tell};
use super::*;
use crate::desk::state::{Action, Effect, State};
use crate::desk::tests::{press, seen};
use crate::desk::update::update;
use crate::locale::Language;

const ID: &str = "1000000008";
const MOBILE: &str = "0501234567";

/// The first step, of somebody on file.
fn on_file() -> State {
    let screen = super::for_person(None, PersonNo(318));
    let (mut state, effects) = open(desk(Language::English), screen);
    let (tag, query) = asked(&effects);
    assert_eq!(query, Query::Person(PersonNo(318)));
    let page = person(&state.desk, 0);
    tell(&mut state, tag, Ok(Answer::Person(Box::new(page))));
    press(&mut state, "PgUp");
    state
}

fn shows(state: &State) -> [bool; 2] {
    let seen = seen(state, 100, 40).join("\n");
    [ID, MOBILE].map(|number| seen.contains(number))
}

#[test]
fn numbers_on_file_show_once_that_is_on_record() {
    let mut state = on_file();
    assert_eq!(shows(&state), [false, false]);
    let (tag, order) = ordered(&press(&mut state, "F4"));
    assert_eq!(order, Order::Reveal(Entity::Person(PersonNo(318))));
    assert_eq!(shows(&state), [false, false]);
    // Pressed twice, it is asked once.
    assert_eq!(press(&mut state, "F4"), []);
    did(&mut state, tag);
    assert_eq!(shows(&state), [true, true]);
    press(&mut state, "F4");
    assert_eq!(shows(&state), [false, false]);
    let (tag, _) = ordered(&press(&mut state, "F4"));
    let full = Refusal::NotKept { why: "full".into() };
    update(&mut state, Action::Done(tag, Err(full)));
    assert_eq!(shows(&state), [false, false]);
    assert!(state.desk.toasts.iter().any(|toast| toast.warns));
}

#[test]
fn what_is_typed_here_is_seen_and_a_slip_shows_nothing_of_the_file() {
    let mut state = on_file();
    state.on_top(|screen, _| screen.form().unwrap().focus("id"));
    press(&mut state, "Backspace");
    assert!(!seen(&state, 100, 40).join("\n").contains(&ID[..9]));
    for digit in MOBILE.chars().rev() {
        press(&mut state, &digit.to_string());
    }
    press(&mut state, "Tab");
    let typed: String = MOBILE.chars().rev().collect();
    assert!(seen(&state, 100, 40).join("\n").contains(&typed));
}

#[test]
fn what_was_shown_of_a_stranger_does_not_show_the_file_they_turn_out_to_have() {
    let (mut state, _) = open(desk(Language::English), super::for_new(None, Values::new()));
    press(&mut state, "F4");
    let revealed = |state: &mut State| {
        let form = state.on_top(|screen, _| screen.form().unwrap().revealed());
        form.unwrap()
    };
    state.on_top(|screen, _| screen.form().unwrap().reveal(true));
    assert!(revealed(&mut state));
    state.on::<Intake>(|intake, desk| intake.is_person(PersonNo(318), desk));
    assert!(!revealed(&mut state));
}

#[test]
fn a_form_asks_once_of_a_paper_however_often_it_is_looked_at() {
    let known = Values::from([("id".to_owned(), ID.to_owned())]);
    let (mut state, effects) = open(desk(Language::English), super::for_new(None, known));
    let on_file = |effects: &[Effect]| {
        let asks = |effect: &&Effect| matches!(effect, Effect::Ask(_, Query::OnFile(_)));
        effects.iter().filter(asks).count()
    };
    assert_eq!(on_file(&effects), 1);
    // Letters of a name, a mobile, other fields, another language: the paper is the same.
    state.on_top(|screen, _| screen.form().unwrap().focus("name"));
    let effects = press(&mut state, "ن و ر ة Tab Tab 0 5 0 Tab Shift+Tab F7 F7");
    assert_eq!(on_file(&effects), 0);
    state.on_top(|screen, _| screen.form().unwrap().focus("id"));
    let effects = press(&mut state, "Ctrl+u 1 6 8 1 0 6 8 7 1 2 Tab Tab");
    assert_eq!(on_file(&effects), 1);
}

#[test]
fn no_field_is_called_missing_before_the_hand_was_there() {
    let known = Values::from([("name".to_owned(), "نورة سعد الحربي".to_owned())]);
    let (mut state, _) = open(desk(Language::English), super::for_new(None, known));
    state.on_top(|screen, _| screen.form().unwrap().focus("id"));
    // The field that asks why there is no paper goes away, and the hand with it to the mobile.
    press(&mut state, "1 0 0 0 0 0 0 0 0 8 Enter");
    let lines = seen(&state, 80, 24);
    assert!(
        lines.iter().any(|line| line.contains("▸ Mobile")),
        "{lines:#?}"
    );
    assert!(!lines.concat().contains("required"), "{lines:#?}");
}

#[test]
fn the_keys_for_the_work_stand_before_the_way_back() {
    let state = on_file();
    let keys = seen(&state, 60, 20).pop().unwrap();
    for key in ["F1 help", "F3 save & leave", "PgDn next step"] {
        assert!(keys.contains(key), "{keys}");
    }
}
