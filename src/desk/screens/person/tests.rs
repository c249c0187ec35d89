use super::super::made_up::{
    ME, ago, asked, at_every_size, desk, did, no, open, ordered, person, survives_any_size, tell,
};
use super::*;
use crate::desk::state::{Action, Effect, State};
use crate::desk::tests::{press, seen};
use crate::desk::update::update;
use crate::domain::ids::{BranchNo, Revision};
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
    let (tag, order) = ordered(&press(&mut state, "F4"));
    assert_eq!(order, Order::Reveal(Entity::Person(PersonNo(318))));
    assert!(
        !all(&state).contains("0501234567"),
        "not before it is on record"
    );
    did(&mut state, tag);
    assert!(all(&state).contains("0501234567"));
    press(&mut state, "F4");
    assert!(!all(&state).contains("0501234567"));
}

#[test]
fn a_number_is_copied_once_that_is_on_record_and_is_named_not_shown() {
    let mut state = page(Language::English, 1);
    let (tag, order) = ordered(&press(&mut state, "F9"));
    let wanted = Order::NoteCopied {
        entity: Entity::Person(PersonNo(318)),
        field: "mobile".into(),
    };
    assert_eq!(order, wanted);
    let effects = did(&mut state, tag);
    assert!(effects.contains(&Effect::Copy("0501234567".into())));
    let seen = seen(&state, 80, 30).join("\n");
    assert!(
        seen.contains("copied mobile") && !seen.contains("0501234567"),
        "{seen}"
    );
}

#[test]
fn only_those_who_watch_are_shown_the_access_list() {
    let mut state = page(Language::Arabic, 1);
    assert_eq!(press(&mut state, "Right"), []);
    state.desk.standing.flags.insert("watches");
    let (_, query) = asked(&press(&mut state, "Right"));
    assert!(matches!(query, Query::Access { skip: 0, .. }));
}

#[test]
fn a_copy_is_asked_for_counted_and_handed_over() {
    use crate::domain::moment::Act;
    let mut state = page(Language::English, 1);
    state.desk.standing.flags.insert("supervisor");
    let (tag, order) = ordered(&press(&mut state, "Tab Enter"));
    assert_eq!(order, Order::RequestCopy(PersonNo(318)));
    let (tag, _) = asked(&did(&mut state, tag));
    let mut asked_for = person(&state.desk, 1);
    asked_for.copy = Some(SubjectCopy {
        person: PersonNo(318),
        branch: BranchNo(1),
        asked: Act {
            by: ME,
            at: ago(&state.desk, 18, 0),
        },
        written: None,
        given: None,
    });
    tell(
        &mut state,
        tag,
        Ok(Answer::Person(Box::new(asked_for.clone()))),
    );
    let shown = seen(&state, 80, 30).join("\n");
    assert!(shown.contains("12 days left"), "{shown}");
    // What was never written is in nobody's hands.
    assert_eq!(press(&mut state, "Tab"), []);
    assert!(!state.snapshot().is("handing"));
    if let Some(copy) = &mut asked_for.copy {
        copy.written = Some(copy.asked);
    }
    state.on::<Person>(|screen, _| screen.page = Some(Box::new(asked_for)));
    let (_, order) = ordered(&press(&mut state, "Tab F4 Enter"));
    let Order::HandOverCopy { to, channel, .. } = order else {
        panic!("{order:?}");
    };
    assert_eq!(to, "نورة سعد الحربي");
    let channels = &state.desk.profile.as_ref().unwrap().channels;
    assert_eq!(channel, channels[1].id.to_string());
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

#[test]
fn the_hand_stays_on_the_request_it_was_on() {
    let mut state = page(Language::English, 3);
    press(&mut state, "Down");
    // Another was opened, and stands first.
    let notice = Notice {
        revision: Revision(9),
        touched: vec![Entity::Person(PersonNo(318))],
        read_afresh: false,
    };
    let (tag, _) = asked(&update(&mut state, Action::Notice(notice)));
    let answer = Answer::Person(Box::new(person(&state.desk, 4)));
    tell(&mut state, tag, Ok(answer));
    let (_, query) = asked(&press(&mut state, "Enter"));
    assert_eq!(query, Query::Request(no(2)));
}
