//! The screens a desk opens on, from outside: keys and answers in, orders and pictures out.

mod office;

use std::collections::BTreeSet;

use self::office::{Office, person};
use crate::desk::state::{Action, Effect, State, Tag};
use crate::desk::tests::{desk, press, seen};
use crate::desk::update::{begin, update};
use crate::domain::arrival::Visitor;
use crate::domain::ids::{ArrivalNo, DraftNo, Entity, PersonNo, Revision, StaffNo, StandardNo};
use crate::domain::staff::Role;
use crate::domain::standard::Standard;
use crate::locale::Language;
use crate::profiles;
use crate::protocol::{Answer, Made, Notice, Order, Query, Refusal};

fn top(state: &State) -> &'static str {
    state.top().unwrap().name()
}

fn notice(entity: Entity) -> Action {
    Action::Notice(Notice {
        revision: Revision(11),
        touched: vec![entity],
        read_afresh: false,
    })
}

#[test]
fn home_is_what_the_desk_is_to_whoever_sits_at_it() {
    for (mut office, wanted) in [
        (Office::unopened(), "first-run"),
        (Office::strange(), "stranger"),
        (Office::working(), "reception"),
    ] {
        assert_eq!(top(&office.open(Language::Arabic)), wanted);
    }
    let mut office = Office::working();
    let state = office.open(Language::Arabic);
    let standing = &state.desk.standing;
    assert_eq!(standing.charity, "وثاق");
    assert_eq!(standing.branch, "تبوك");
    assert_eq!(standing.waiting, 3);
    let flags: Vec<&str> = standing.flags.iter().copied().collect();
    // Wethaq's clarifications go to the social researcher.
    assert_eq!(flags, ["opened", "reception", "researcher", "studies"]);
}

#[test]
fn the_status_line_speaks_the_language_of_the_desk() {
    let mut state = Office::working().open(Language::Arabic);
    press(&mut state, "F7");
    assert_eq!(state.desk.standing.charity, "Wethaq");
}

#[test]
fn first_run_is_mostly_enter() {
    let mut office = Office::unopened();
    let mut state = office.open(Language::Arabic);
    office.press(&mut state, "Enter Down Down Enter Enter");
    office.write(&mut state, "سلمى");
    office.press(&mut state, "Enter Enter");
    let [
        Order::OpenDesk {
            profile,
            branch,
            name,
            roles,
        },
    ] = &office.told[..]
    else {
        panic!("{:?}", office.told.len());
    };
    assert_eq!(profile, profiles::source("wethaq").unwrap());
    assert_eq!(
        branch, "تبوك",
        "the branch is called after the charity's city"
    );
    assert_eq!(name, "سلمى");
    let all: BTreeSet<Role> = Role::ALL.into_iter().collect();
    let not_chosen: Vec<_> = all.difference(roles).copied().collect();
    assert_eq!(not_chosen, [Role::Administrator, Role::Auditor]);
    assert_eq!(top(&state), "reception");
}

#[test]
fn no_charity_is_passed_over_without_being_chosen() {
    let mut office = Office::unopened();
    let mut state = office.open(Language::Arabic);
    office.press(&mut state, "Enter Enter Tab Down Enter");
    office.write(&mut state, "ا");
    let values = |state: &mut State| {
        state
            .on_top(|screen, _| screen.form().map(|form| form.values().clone()))
            .flatten()
            .unwrap()
    };
    let values = values(&mut state);
    assert_eq!(values["profile"], "1");
    assert!(
        values["branch"].ends_with('ا'),
        "the hand went on only then"
    );
}

#[test]
fn a_charity_of_the_users_own_is_offered_and_a_broken_file_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let own = profiles::source("qader")
        .unwrap()
        .replace("\"قادر\"", "\"عون\"");
    std::fs::write(dir.path().join("ours.toml"), &own).unwrap();
    std::fs::write(dir.path().join("broken.toml"), "key = = 1").unwrap();
    let mut office = Office::unopened();
    let desk = desk(Language::English);
    let home = super::home(&desk);
    let mut state = State::new(desk, home);
    state.desk.charities = profiles::Offers::with_own(dir.path()).into();
    let effects = begin(&mut state);
    office.serve(&mut state, effects);
    office.press(&mut state, "Enter");
    let shown = seen(&state, 120, 36).concat();
    assert!(shown.contains("ours.toml"), "{shown}");
    assert!(shown.contains("broken.toml:1:7: "), "{shown}");
    office.write(&mut state, "6");
    office.press(&mut state, "Enter Enter");
    office.write(&mut state, "سلمى");
    office.press(&mut state, "Enter Enter");
    let [Order::OpenDesk { profile, .. }] = &office.told[..] else {
        panic!("{:?}", office.told);
    };
    assert_eq!(profile, &own);
}

#[test]
fn first_run_switches_the_language_at_once() {
    let mut office = Office::unopened();
    let mut state = office.open(Language::Arabic);
    press(&mut state, "Down");
    assert_eq!(state.desk.texts.language(), Language::English);
}

#[test]
fn a_branch_named_by_hand_keeps_its_name() {
    let mut office = Office::unopened();
    let mut state = office.open(Language::Arabic);
    office.press(&mut state, "Enter Down Enter Ctrl+u");
    office.write(&mut state, "الرئيسي");
    office.press(&mut state, "Up Down Enter Down Up");
    assert!(seen(&state, 80, 24).iter().any(|line| {
        line.contains(crate::arabic::lay_out("الرئيسي", crate::arabic::Base::Rtl).as_str())
    }));
}

#[test]
fn a_stranger_comes_in_as_soon_as_they_are_added() {
    let mut office = Office::strange();
    let mut state = office.open(Language::English);
    assert!(seen(&state, 80, 24).concat().contains("1007"));
    office.view = Office::working().view;
    let effects = update(&mut state, notice(Entity::Staff(StaffNo(1))));
    office.serve(&mut state, effects);
    assert_eq!(top(&state), "reception");
}

#[test]
fn an_arrival_is_noted_in_two_enters_beyond_its_words() {
    let mut office = Office::working();
    let mut state = office.open(Language::Arabic);
    office.made = Made::Arrival(ArrivalNo(8));
    office.press(&mut state, "F3 Enter");
    office.write(&mut state, "نورة");
    // Esc leaves it, and what was typed is there again.
    office.press(&mut state, "Esc F3 Enter");
    office.write(&mut state, "مساعدة");
    office.press(&mut state, "Enter");
    assert_eq!(
        office.told,
        [Order::ReceiveVisitor {
            visitor: Visitor::Named("نورة".to_owned()),
            purpose: "مساعدة".to_owned(),
        }]
    );
    assert!(!state.snapshot().is("adding"));
}

#[test]
fn the_next_visitor_is_one_key_away() {
    let mut office = Office::working();
    let mut state = office.open(Language::Arabic);
    office.press(&mut state, "Enter");
    // Not whoever came first: they stand at a counter already.
    assert_eq!(office.told, [Order::CallVisitor(ArrivalNo(5))]);
    assert_eq!(top(&state), "find");
    let last = office.asked.last().unwrap();
    assert!(matches!(last, Query::Find { text, .. } if text == "نورة سعد الحربي"));
    office.press(&mut state, "Enter");
    assert_eq!(top(&state), "intake");
    office.press(&mut state, "Esc");
    assert_eq!(top(&state), "reception");
}

#[test]
fn whoever_is_with_a_colleague_is_taken_over_only_after_a_yes() {
    let mut office = Office::working();
    let mut state = office.open(Language::Arabic);
    let call = |effects: &[Effect]| {
        let [Effect::Do(tag, order, saw)] = effects else {
            panic!("{effects:?}");
        };
        assert_eq!(**order, Order::CallVisitor(ArrivalNo(4)));
        (*tag, *saw)
    };
    let (tag, saw) = call(&press(&mut state, "Down Down Down Enter"));
    assert_eq!(saw, None);
    let entity = Entity::Arrival(ArrivalNo(4));
    let refused = Err(Refusal::Stale {
        entity,
        what: "visitor-called".into(),
        by: "فهد".into(),
        at: state.desk.now,
        now: Revision(70),
    });
    // What stands above the question is asked anew, and nothing is done.
    let effects = update(&mut state, Action::Done(tag, refused));
    let is_asked = |effect: &Effect| matches!(effect, Effect::Ask(..));
    assert!(effects.iter().all(is_asked), "{effects:?}");
    assert_eq!(top(&state), "reception");
    let (_, saw) = call(&press(&mut state, "Enter"));
    assert_eq!(saw, Some((entity, Revision(70))));
}

#[test]
fn a_visitor_goes_only_after_a_yes() {
    let mut office = Office::working();
    let mut state = office.open(Language::Arabic);
    office.press(&mut state, "F9 Esc");
    assert!(office.told.is_empty());
    office.press(&mut state, "F9 Enter");
    assert_eq!(office.told, [Order::LetVisitorGo(ArrivalNo(5))]);
}

#[test]
fn a_draft_is_resumed_from_the_other_list() {
    let mut office = Office::working();
    let mut state = office.open(Language::Arabic);
    office.press(&mut state, "Tab Enter");
    assert_eq!(top(&state), "intake");
    let opened = |query: &Query| *query == Query::Draft(DraftNo(31));
    assert!(office.asked.iter().any(opened));
}

#[test]
fn the_hand_stays_on_the_visitor_when_the_line_moves() {
    let mut office = Office::working();
    let mut state = office.open(Language::Arabic);
    office.press(&mut state, "Down Down");
    office.line.remove(1);
    let effects = update(&mut state, notice(Entity::Arrival(ArrivalNo(5))));
    office.serve(&mut state, effects);
    office.press(&mut state, "Enter");
    assert_eq!(office.told, [Order::CallVisitor(ArrivalNo(7))]);
}

#[test]
fn a_burst_of_notices_is_answered_twice_at_most() {
    let mut state = Office::working().open(Language::Arabic);
    let of_line = |effects: Vec<Effect>| -> Vec<Tag> {
        let lines = effects.into_iter().filter_map(|effect| match effect {
            Effect::Ask(tag, Query::Line) => Some(tag),
            _ => None,
        });
        lines.collect()
    };
    let burst = (0..20).flat_map(|no| update(&mut state, notice(Entity::Arrival(ArrivalNo(no)))));
    let asked = of_line(burst.collect());
    assert_eq!(asked.len(), 1);
    let answer = |tag| Action::Answer(tag, Ok(Answer::Line(Vec::new())));
    let again = of_line(update(&mut state, answer(asked[0])));
    assert_eq!(again.len(), 1);
    assert!(of_line(update(&mut state, answer(again[0]))).is_empty());
}

#[test]
fn only_the_answer_to_the_last_letter_counts() {
    let mut office = Office::working();
    let mut state = office.open(Language::Arabic);
    office.press(&mut state, "F2");
    assert!(!state.snapshot().is("searched"), "nothing is typed yet");
    let tags: Vec<Tag> = press(&mut state, "ن و")
        .into_iter()
        .filter_map(|effect| match effect {
            Effect::Ask(tag, Query::Find { .. }) => Some(tag),
            _ => None,
        })
        .collect();
    let [first, second] = tags[..] else {
        panic!("{tags:?}");
    };
    let found = |no| Ok(Answer::Found(vec![person(no, "نورة", 0)]));
    update(&mut state, Action::Answer(first, found(1)));
    assert!(press(&mut state, "Enter").is_empty());
    assert_eq!(
        top(&state),
        "find",
        "rows of an earlier letter are not opened"
    );
    update(&mut state, Action::Answer(second, found(2)));
    assert!(state.snapshot().is("searched"));
}

#[test]
fn whoever_is_on_file_at_another_branch_is_admitted_by_one_key_and_a_yes() {
    let admitted = |office: &Office| {
        let orders = office.told.iter();
        orders
            .filter_map(|order| match order {
                Order::AdmitPerson { paper } => paper.number().map(str::to_owned),
                _ => None,
            })
            .collect::<Vec<_>>()
    };
    let mut office = Office::working();
    office.found.clear();
    office.on_file = vec!["ضباء".into()];
    office.made = Made::Person(PersonNo(7));
    // At the search: the number finds nobody here, and says where somebody is.
    let mut state = office.open(Language::Arabic);
    office.press(&mut state, "F2");
    office.write(&mut state, "10000");
    assert!(!state.snapshot().is("elsewhere"), "no whole number yet");
    office.write(&mut state, "00008");
    assert!(state.snapshot().is("elsewhere"));
    let before = office.asked.len();
    office.press(&mut state, "F6");
    assert!(admitted(&office).is_empty(), "it is asked first");
    office.press(&mut state, "Enter");
    assert_eq!(admitted(&office), ["1000000008"]);
    assert_eq!(top(&state), "person");
    assert!(office.asked[before..].contains(&Query::Person(PersonNo(7))));

    // At the form, beside the number; with another number nothing is offered any more.
    office.told.clear();
    let mut state = office.open(Language::English);
    office.press(&mut state, "F2");
    office.write(&mut state, "هند الحربي");
    office.press(&mut state, "Enter");
    assert_eq!(top(&state), "intake");
    office.write(&mut state, "1000000008");
    assert!(state.snapshot().is("elsewhere"));
    office.press(&mut state, &"Backspace ".repeat(5));
    assert!(!state.snapshot().is("elsewhere"), "no number any more");
    office.write(&mut state, "00008");
    office.press(&mut state, "F6 Enter");
    assert_eq!(admitted(&office), ["1000000008"]);
    assert!(!state.snapshot().is("elsewhere"));
}

#[test]
fn someone_new_comes_after_a_search() {
    let mut office = Office::working();
    office.found.clear();
    let mut state = office.open(Language::Arabic);
    office.press(&mut state, "F2 Enter");
    assert_eq!(top(&state), "find");
    office.write(&mut state, "هند");
    office.press(&mut state, "Enter");
    assert_eq!(top(&state), "intake");
}

#[test]
fn an_enquiry_is_logged_in_two_keys() {
    let mut office = Office::working();
    let mut state = office.open(Language::Arabic);
    office.press(&mut state, "F5");
    office.write(&mut state, "أين الفرع؟");
    office.press(&mut state, "Enter Enter");
    assert!(office.told.is_empty(), "not without an answer");
    office.write(&mut state, "في تبوك");
    office.press(&mut state, "F4 Enter");
    assert_eq!(
        office.told,
        [Order::LogEnquiry {
            question: "أين الفرع؟".to_owned(),
            answer: "في تبوك".to_owned(),
            channel: "phone".to_owned(),
            person: None,
            standard: None,
        }]
    );
}

#[test]
fn an_earlier_answer_serves_again() {
    let mut office = Office::working();
    let mut state = office.open(Language::Arabic);
    office.press(&mut state, "F5");
    office.write(&mut state, "الرد");
    office.press(&mut state, "F6 Enter");
    assert!(
        matches!(&office.told[..], [Order::LogEnquiry { question, answer, .. }]
            if question == "الرد" && answer.starts_with("بعد أسبوعين"))
    );
}

#[test]
fn calibration_is_asked_where_the_terminal_did_not_say() {
    for (key, as_drawn) in [("F2", true), ("F3", false)] {
        let mut desk = desk(Language::Arabic);
        desk.unsure = true;
        let home = super::home(&desk);
        let mut state = State::new(desk, home);
        assert!(begin(&mut state).is_empty());
        assert_eq!(top(&state), "calibration");
        let effects = press(&mut state, key);
        assert!(effects.contains(&Effect::ReadsRight { as_drawn }));
        assert_eq!(top(&state), "reception");
    }
}

#[test]
fn what_waits_beside_requests_is_counted_at_home_and_opened_from_there() {
    for (keys, screen) in [
        ("Tab Tab Enter", "outreach"),
        ("Tab Tab Down Enter", "voice"),
    ] {
        let mut office = Office::working();
        let mut state = office.open(Language::Arabic);
        let lines = seen(&state, 60, 20).join("\n");
        assert!(lines.contains("17") && lines.contains("4"), "{lines}");
        office.press(&mut state, keys);
        assert_eq!(top(&state), screen);
    }
    // The count is the office's, and a contact logged anywhere changes it.
    let mut office = Office::working();
    let mut state = office.open(Language::Arabic);
    office.view.counts.outreach = 16;
    let effects = update(&mut state, notice(Entity::Person(PersonNo(1))));
    office.serve(&mut state, effects);
    assert!(seen(&state, 60, 20).join("\n").contains("16"));
}

/// Every screen with something on it, by name.
fn scenes(language: Language) -> Vec<(&'static str, State)> {
    let played = |mut office: Office, keys: &[&str]| {
        let mut state = office.open(language);
        for keys in keys {
            if keys.is_ascii() {
                office.press(&mut state, keys);
            } else {
                office.write(&mut state, keys);
            }
        }
        state
    };
    let mut empty = Office::working();
    empty.line.clear();
    empty.drafts.clear();
    let mut calibrating = played(Office::working(), &[]);
    let screen = Box::new(super::calibration::Calibration);
    calibrating.desk.open(screen);
    update(&mut calibrating, Action::Resize(80, 24));
    vec![
        ("reception", played(Office::working(), &[])),
        ("reception-drafts", played(Office::working(), &["Tab"])),
        (
            "reception-beside",
            played(Office::working(), &["Tab Tab Down"]),
        ),
        ("reception-empty", played(empty, &[])),
        (
            "arrival",
            played(Office::working(), &["F3", "نورة سعد", "Enter"]),
        ),
        (
            "find",
            played(Office::working(), &["F2", "نورة", "Down Down"]),
        ),
        ("find-serving", played(Office::working(), &["Enter"])),
        ("find-elsewhere", {
            let mut office = Office::working();
            office.found.clear();
            office.on_file = vec!["ضباء".into()];
            let mut state = office.open(language);
            office.press(&mut state, "F2");
            office.write(&mut state, "1000000008");
            state
        }),
        ("intake-elsewhere", {
            let mut office = Office::working();
            office.found.clear();
            office.on_file = vec!["ضباء".into()];
            let mut state = office.open(language);
            office.press(&mut state, "F2");
            office.write(&mut state, "هند الحربي");
            office.press(&mut state, "Enter");
            office.write(&mut state, "1000000008");
            state
        }),
        ("enquiries", played(Office::working(), &["F5", "الطلب"])),
        ("first-run", played(Office::unopened(), &["Enter"])),
        ("stranger", played(Office::strange(), &[])),
        ("calibration", calibrating),
    ]
}

#[test]
fn every_screen_is_drawn_as_reviewed() {
    for language in Language::ALL {
        for (name, mut state) in scenes(language) {
            let drawn: Vec<String> = [(60, 20), (80, 24), (120, 36)]
                .into_iter()
                .flat_map(|(width, height)| {
                    update(&mut state, Action::Resize(width, height));
                    seen(&state, width, height)
                })
                .map(|line| format!("|{line}|"))
                .collect();
            let name = format!("{name}-{}", language.tag());
            insta::assert_snapshot!(name, drawn.join("\n"));
        }
    }
}

#[test]
fn no_size_panics() {
    for (_, state) in scenes(Language::Arabic) {
        for width in (0..130).step_by(9).chain(58..62) {
            for height in (0..40).step_by(3).chain(19..22) {
                seen(&state, width, height);
            }
        }
    }
}

#[test]
fn who_is_being_served_is_seen_without_colour_on_a_small_screen() {
    let state = Office::working().open(Language::English);
    let served = crate::arabic::lay_out("هدى العنزي", crate::arabic::Base::Rtl);
    let shown = seen(&state, 60, 20);
    let row = shown.iter().find(|line| line.contains(served.as_str()));
    assert!(row.is_some_and(|line| line.contains("with ")), "{shown:#?}");
}

#[test]
fn an_approved_answer_is_told_from_an_earlier_one_on_a_small_screen() {
    let mut office = Office::working();
    let standard = |no, misconception| Standard {
        no: StandardNo(no),
        question: "هل الخدمة مجانية؟".to_owned(),
        answer: "نعم".to_owned(),
        misconception,
        approved: office.enquiries[0].logged,
        retired: None,
        given: 4,
    };
    office.standards = vec![standard(1, false), standard(2, true)];
    let mut state = office.open(Language::English);
    office.press(&mut state, "F5");
    let shown = seen(&state, 60, 20).join("\n");
    for said in ["✓ approved", "! correction", "1 h ago"] {
        assert!(shown.contains(said), "{said}: {shown}");
    }
    assert!(seen(&state, 100, 30).concat().contains("given 4 times"));
}
