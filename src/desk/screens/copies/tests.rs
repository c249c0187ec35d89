use super::super::made_up::{
    ago, asked, at_every_size, desk, open, person, survives_any_size, tell,
};
use super::*;
use crate::desk::state::{Action, Effect, State};
use crate::desk::tests::{press, seen};
use crate::desk::update::update;
use crate::domain::access::AccessLine;
use crate::domain::ids::{BranchNo, PersonNo, StaffNo};
use crate::domain::moment::Act;
use crate::locale::Language;
use crate::protocol::query::{Holdings, PastLine};

/// The file of somebody of whom nothing else is held.
fn held_of_them(state: &State) -> Answer {
    Answer::Holdings(Box::new(Holdings {
        person: person(&state.desk, 0).person,
        requests: vec![],
        enquiries: vec![],
        voices: vec![],
        arrivals: vec![],
        copy: None,
    }))
}

#[test]
fn what_it_looks_like() {
    for language in Language::ALL {
        let (mut state, effects) = open(desk(language), Box::new(Copies::default()));
        let (tag, query) = asked(&effects);
        assert_eq!(query, Query::Copies);
        let line = |days, no, name: &str| CopyLine {
            copy: SubjectCopy {
                person: PersonNo(no),
                branch: BranchNo(1),
                asked: Act {
                    by: StaffNo(2),
                    at: ago(&state.desk, days, 0),
                },
                written: None,
                given: None,
            },
            name: name.into(),
        };
        let lines = vec![
            line(32, 318, "نورة سعد الحربي"),
            line(28, 12, "هيا القحطاني"),
            line(18, 77, "فهد العتيبي"),
        ];
        tell(&mut state, tag, Ok(Answer::Copies(lines)));
        insta::assert_snapshot!(language.tag(), at_every_size(&mut state));
        survives_any_size(&mut state);
        let (_, query) = asked(&press(&mut state, "Enter"));
        assert_eq!(query, Query::Person(PersonNo(318)));
    }
}

fn one(state: &State, written: bool) -> Answer {
    let act = |days| Act {
        by: StaffNo(2),
        at: ago(&state.desk, days, 0),
    };
    Answer::Copies(vec![CopyLine {
        copy: SubjectCopy {
            person: PersonNo(318),
            branch: BranchNo(1),
            asked: act(3),
            written: written.then(|| act(0)),
            given: None,
        },
        name: "نورة سعد الحربي".into(),
    }])
}

fn list() -> State {
    let mut desk = desk(Language::English);
    desk.standing.flags.insert("supervisor");
    let (mut state, effects) = open(desk, Box::new(Copies::default()));
    let (tag, _) = asked(&effects);
    let lines = one(&state, false);
    tell(&mut state, tag, Ok(lines));
    state
}

fn run(effects: &[Effect]) -> (Tag, &Errand) {
    let mut runs = effects.iter().filter_map(|effect| match effect {
        Effect::Run(tag, errand) => Some((*tag, errand)),
        _ => None,
    });
    runs.next().unwrap()
}

fn ran(state: &mut State, tag: Tag, ran: Ran) -> Vec<Effect> {
    update(state, Action::Ran(tag, ran))
}

#[test]
fn a_copy_is_written_once_that_is_confirmed_and_all_of_it_is_there() {
    let mut state = list();
    let (tag, errand) = {
        let effects = press(&mut state, "F3");
        let (tag, errand) = run(&effects);
        (tag, *errand == Errand::CopyPlace)
    };
    assert!(errand);
    let place = Some("/home/salma/sheets".into());
    assert_eq!(ran(&mut state, tag, Ran::CopyPlace(place)), []);
    let asks = seen(&state, 80, 24).join("\n");
    assert!(asks.contains("/home/salma/sheets"), "{asks}");
    // Nothing is read before the yes: what is read is held for written.
    let (tag, query) = asked(&press(&mut state, "Enter"));
    assert_eq!(query, Query::Holdings(PersonNo(318)));
    let answer = held_of_them(&state);
    let (tag, query) = asked(&tell(&mut state, tag, Ok(answer)));
    let past = |skip| Query::Past {
        person: PersonNo(318),
        skip,
    };
    assert_eq!(query, past(0));
    let happened = PastLine {
        of: Entity::Person(PersonNo(318)),
        line: crate::domain::history::Line {
            revision: crate::domain::ids::Revision(1),
            at: state.desk.now,
            by: StaffNo(2),
            branch: BranchNo(1),
            what: "person-registered".into(),
            changes: vec![],
        },
    };
    let part = |more| {
        Ok(Answer::Past(crate::protocol::query::PastPage {
            person: PersonNo(318),
            lines: vec![happened.clone()],
            more,
        }))
    };
    let (tag, query) = asked(&tell(&mut state, tag, part(true)));
    assert_eq!(query, past(1));
    let (tag, query) = asked(&tell(&mut state, tag, part(false)));
    let access = |skip| Query::Access {
        person: PersonNo(318),
        skip,
    };
    assert_eq!(query, access(0));
    let line = |at| AccessLine {
        revision: crate::domain::ids::Revision(at),
        at: state.desk.now,
        by: StaffNo(2),
        branch: BranchNo(1),
        what: "record-opened".into(),
        of: Entity::Person(PersonNo(318)),
        detail: String::new(),
    };
    let page = |lines, more| {
        Ok(Answer::Access(crate::protocol::query::AccessPage {
            person: PersonNo(318),
            lines,
            more,
        }))
    };
    let first = page(vec![line(1), line(2)], true);
    let last = page(vec![line(3)], false);
    let (tag, query) = asked(&tell(&mut state, tag, first));
    assert_eq!(query, access(2));
    let effects = tell(&mut state, tag, last);
    let (tag, errand) = run(&effects);
    let Errand::Copy(whole) = errand else {
        panic!("{errand:?}");
    };
    assert_eq!((whole.past.len(), whole.access.len()), (2, 3));
    let paths = ["pdf", "json"].map(|end| format!("/home/salma/sheets/person-318.{end}").into());
    let (tag, query) = asked(&ran(&mut state, tag, Ran::Copied(Ok((paths, 2)))));
    assert_eq!(query, Query::Copies);
    let lines = one(&state, true);
    tell(&mut state, tag, Ok(lines));
    let seen = seen(&state, 80, 24).join("\n");
    assert!(seen.contains("person-318") && seen.contains('✓'), "{seen}");
    let missing = state
        .desk
        .toasts
        .iter()
        .any(|one| one.text.contains("scanned papers could not be written"));
    assert!(missing, "what is not beside it is told");
}

#[test]
fn where_no_file_can_be_taken_from_nothing_is_read_and_it_is_said_what_to_do() {
    let mut state = list();
    let effects = press(&mut state, "F3");
    let (tag, _) = run(&effects);
    assert_eq!(
        press(&mut state, "F3"),
        [],
        "it is asked once for a key pressed twice"
    );
    ran(&mut state, tag, Ran::CopyPlace(None));
    let seen = seen(&state, 80, 24).join("\n");
    assert!(seen.contains("--copy --to DIR"), "{seen}");
    assert!(state.overlay().is_none());
    // Whoever may not write one has no such key.
    state.desk.standing.flags.remove("supervisor");
    assert_eq!(press(&mut state, "F3"), []);
}

#[test]
fn a_copy_under_way_is_written_though_the_desk_is_locked_and_the_office_lost_meanwhile() {
    let mut state = list();
    let effects = press(&mut state, "F3");
    let (tag, _) = run(&effects);
    ran(&mut state, tag, Ran::CopyPlace(Some("/home/salma".into())));
    let (held, _) = asked(&press(&mut state, "Enter"));
    let me = state.desk.me().unwrap().no;
    crate::desk::locking::lock(&mut state);
    let answer = held_of_them(&state);
    let (past, query) = asked(&tell(&mut state, held, Ok(answer)));
    assert!(matches!(query, Query::Past { .. }), "{query:?}");
    crate::desk::locking::unlock(&mut state, me, 0);
    let nothing = Answer::Past(crate::protocol::query::PastPage {
        person: PersonNo(318),
        lines: vec![],
        more: false,
    });
    let effects = tell(&mut state, past, Ok(nothing));
    let (access, query) = asked(&effects);
    assert!(matches!(query, Query::Access { .. }), "{query:?}");
    update(&mut state, Action::Disconnected);
    update(&mut state, Action::Reconnected);
    let nothing = Answer::Access(crate::protocol::query::AccessPage {
        person: PersonNo(318),
        lines: vec![],
        more: false,
    });
    let effects = tell(&mut state, access, Ok(nothing));
    assert!(matches!(run(&effects), (_, Errand::Copy(_))));
}

#[test]
fn the_hand_stays_on_whose_copy_it_was_on() {
    let (mut state, effects) = open(desk(Language::English), Box::new(Copies::default()));
    let (tag, _) = asked(&effects);
    let due = |state: &State, of: &[u32]| {
        let line = |no: &u32| CopyLine {
            copy: SubjectCopy {
                person: PersonNo(*no),
                branch: BranchNo(1),
                asked: Act {
                    by: StaffNo(2),
                    at: ago(&state.desk, 3, 0),
                },
                written: None,
                given: None,
            },
            name: "نورة".into(),
        };
        Ok(Answer::Copies(of.iter().map(line).collect()))
    };
    let lines = due(&state, &[318, 12, 77]);
    tell(&mut state, tag, lines);
    press(&mut state, "Down");
    // The first was handed over at another desk.
    let notice = Notice {
        revision: crate::domain::ids::Revision(9),
        touched: vec![Entity::Person(PersonNo(318))],
        read_afresh: false,
    };
    let (tag, _) = asked(&update(&mut state, Action::Notice(notice)));
    let lines = due(&state, &[12, 77]);
    tell(&mut state, tag, lines);
    let (_, query) = asked(&press(&mut state, "Enter"));
    assert_eq!(query, Query::Person(PersonNo(12)));
}
