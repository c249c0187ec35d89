use std::collections::BTreeMap;

use super::super::made_up::{ME, ago, asked, at_every_size, desk, open, survives_any_size, tell};
use super::*;
use crate::desk::state::{Action, Effect};
use crate::desk::tests::press;
use crate::desk::update::update;
use crate::domain::branches::BranchScope;
use crate::domain::ids::{BranchNo, Revision, StaffNo};
use crate::domain::request::Pin;
use crate::domain::staff::Role;
use crate::locale::Language;
use crate::protocol::DeskView;

/// The made-up desk, administered by whoever sits at it, with someone who left.
fn administered(language: Language) -> Desk {
    let mut desk = desk(language);
    let mut view = desk.view.take().unwrap();
    if let Some(me) = &mut view.me {
        me.roles.insert(Role::Administrator);
    }
    let left = Staff {
        no: StaffNo(1),
        name: "هند العطوي".into(),
        uid: 1001,
        roles: [Role::Reception].into(),
        branch: BranchNo(2),
        left: Some(desk.now),
        scope: Default::default(),
    };
    view.staff.insert(0, left);
    for member in &mut view.staff {
        if member.no == StaffNo(2) {
            member.roles.insert(Role::Administrator);
        }
    }
    desk.view = Some(view);
    desk.restate();
    desk
}

fn view(state: &State) -> Box<DeskView> {
    state.desk.view.clone().unwrap()
}

/// The screen with the office's answer and this machine's names.
fn screen(desk: Desk) -> State {
    let (mut state, effects) = open(desk, Box::new(Administration::new()));
    for effect in &effects {
        if let Effect::Run(tag, Errand::Users(uids)) = effect {
            assert_eq!(*uids, [1002, 1003, 1001], "who works here before who left");
            let users = BTreeMap::from([(1002, "salma".to_owned())]);
            update(&mut state, Action::Ran(*tag, Ran::Users(users)));
        }
    }
    let (tag, query) = asked(&effects);
    assert_eq!(query, Query::Desk);
    let view = view(&state);
    tell(&mut state, tag, Ok(Answer::Desk(view)));
    state
}

/// The versions adopted so far, told to whoever asked.
fn versions(state: &mut State, effects: &[Effect], count: u32) {
    let asked = effects.iter().find_map(|effect| match effect {
        Effect::Ask(tag, Query::Versions) => Some(*tag),
        _ => None,
    });
    let line = |version| VersionLine {
        pin: Pin {
            profile: "wethaq".into(),
            version,
        },
        at: ago(&state.desk, i64::from(count - version) * 200, 0),
        by: ME,
        requests: 1_204 / version,
        open: 3 * version,
    };
    let lines = (1..=count).map(line).collect();
    tell(state, asked.unwrap(), Ok(Answer::Versions(lines)));
}

#[test]
fn the_version_in_force_stands_first_and_another_is_adopted() {
    for language in Language::ALL {
        let tag = language.tag();
        for (count, name) in [(1, "one-version"), (3, "versions")] {
            let desk = administered(language);
            let (mut state, effects) = open(desk, Box::new(Administration::new()));
            versions(&mut state, &effects, count);
            press(&mut state, "Shift+Tab");
            insta::assert_snapshot!(format!("{name}-{tag}"), at_every_size(&mut state));
            survives_any_size(&mut state);
            let mut numbers = Vec::new();
            state.on::<Administration>(|screen, _| {
                numbers.extend(screen.versions.iter().map(|line| line.pin.version));
            });
            assert_eq!(numbers, (1..=count).rev().collect::<Vec<_>>());
            let effects = press(&mut state, "F3");
            assert_eq!(state.top().unwrap().name(), "adopt");
            let looks = |effect: &Effect| matches!(effect, Effect::Run(_, Errand::Profiles));
            assert!(effects.iter().any(looks));
        }
    }
}

#[test]
fn whoever_adopts_meanwhile_is_seen() {
    let desk = administered(Language::Arabic);
    let (mut state, effects) = open(desk, Box::new(Administration::new()));
    versions(&mut state, &effects, 1);
    let notice = Notice {
        revision: Revision(90),
        touched: vec![Entity::Charity],
        read_afresh: false,
    };
    let effects = update(&mut state, Action::Notice(notice));
    versions(&mut state, &effects, 2);
    let mut rows = 0;
    state.on::<Administration>(|screen, _| rows = screen.at_version.rows());
    assert_eq!(rows, 2);
}

#[test]
fn staff_and_branches_have_a_history_and_the_other_lists_have_their_own() {
    for (keys, wanted) in [
        ("", Some(Entity::Staff(StaffNo(2)))),
        ("Tab", Some(Entity::Branch(BranchNo(1)))),
        ("Tab Tab", None),
        ("F3", None),
    ] {
        let mut state = screen(administered(Language::Arabic));
        press(&mut state, keys);
        let record = state.top().unwrap().record(&state.desk);
        assert_eq!(record, wanted, "{keys}");
        assert_eq!(state.snapshot().is("has-history"), wanted.is_some());
    }
}

fn ordered(effects: &[Effect]) -> (Tag, Order) {
    let mut orders = effects.iter().filter_map(|effect| match effect {
        Effect::Do(tag, order, _) => Some((*tag, order.as_ref().clone())),
        _ => None,
    });
    orders.next().unwrap()
}

#[test]
fn what_it_looks_like() {
    for language in Language::ALL {
        let mut state = screen(administered(language));
        let shown = |name: &str, state: &mut State| {
            insta::assert_snapshot!(format!("{name}-{}", language.tag()), at_every_size(state));
            survives_any_size(state);
        };
        shown("staff", &mut state);
        press(&mut state, "F3 s a l Enter");
        shown("adding", &mut state);
        press(&mut state, "Esc Tab");
        shown("branches", &mut state);
    }
}

#[test]
fn whoever_is_alone_is_told_what_to_do() {
    for language in Language::ALL {
        let mut desk = administered(language);
        let mut view = desk.view.take().unwrap();
        view.staff.retain(|one| one.no == StaffNo(2));
        view.branches.truncate(1);
        desk.view = Some(view);
        let (mut state, _) = open(desk, Box::new(Administration::new()));
        let tag = language.tag();
        insta::assert_snapshot!(format!("alone-{tag}"), at_every_size(&mut state));
        survives_any_size(&mut state);
        press(&mut state, "Tab");
        insta::assert_snapshot!(format!("one-branch-{tag}"), at_every_size(&mut state));
    }
}

#[test]
fn a_colleague_is_added_once_the_unix_user_is_known() {
    let mut state = screen(administered(Language::Arabic));
    press(&mut state, "F3");
    press(&mut state, "N o o r Enter n o o r Enter 1 2 Enter Enter");
    let effects = press(&mut state, "PgDn");
    let looked = effects.iter().chain(&[]).find_map(|effect| match effect {
        Effect::Run(tag, Errand::User(user)) => Some((*tag, user.clone())),
        _ => None,
    });
    // The last Enter has sent it already, or PgDn has: once in either case.
    let Some((tag, user)) = looked else {
        panic!("{effects:?}");
    };
    assert_eq!(user, "noor");
    let nobody = update(&mut state, Action::Ran(tag, Ran::User(None)));
    assert!(nobody.is_empty(), "nothing is sent: {nobody:?}");
    assert!(state.desk.toasts.last().unwrap().text.contains("noor"));
    let effects = press(&mut state, "PgDn");
    let again = effects.iter().find_map(|effect| match effect {
        Effect::Run(tag, Errand::User(_)) => Some(*tag),
        _ => None,
    });
    let effects = update(
        &mut state,
        Action::Ran(again.unwrap(), Ran::User(Some(1009))),
    );
    let (tag, order) = ordered(&effects);
    let roles = [Role::Administrator, Role::Reception].into();
    let wanted = Order::AddStaff {
        name: "Noor".into(),
        uid: 1009,
        roles,
        branch: BranchNo(1),
    };
    assert_eq!(order, wanted);
    // Refused, it stays as typed.
    let refusal = Refusal::UserTaken {
        uid: 1009,
        by: "نوف".into(),
    };
    update(&mut state, Action::Done(tag, Err(refusal)));
    assert!(state.desk.toasts.last().unwrap().text.contains("نوف"));
    assert!(state.snapshot().is("form"));
}

#[test]
fn roles_places_and_names_are_changed() {
    let mut state = screen(administered(Language::Arabic));
    let effects = press(&mut state, "Enter 6 PgDn");
    let roles = [
        Role::Administrator,
        Role::Reception,
        Role::SocialResearcher,
        Role::Supervisor,
        Role::Auditor,
    ];
    let staff = StaffNo(2);
    let changed = Order::ChangeRoles {
        staff,
        roles: roles.into(),
    };
    assert_eq!(ordered(&effects).1, changed);
    let stood = view(&state).revision;
    let saw = Some((Entity::Staff(staff), stood));
    let says = |effect: &Effect| matches!(effect, Effect::Do(_, _, said) if *said == saw);
    assert!(effects.iter().any(says), "{effects:?}");

    let mut state = screen(administered(Language::Arabic));
    let effects = press(&mut state, "Down F5 Down PgDn");
    let moved = Order::MoveStaff {
        staff: StaffNo(3),
        branch: BranchNo(2),
    };
    assert_eq!(ordered(&effects).1, moved);

    let sees = |keys: &str| {
        let mut state = screen(administered(Language::Arabic));
        let effects = press(&mut state, keys);
        ordered(&effects).1
    };
    for (keys, scope) in [
        (
            "Down F6 3 PgDn",
            BranchScope::Branches([BranchNo(2)].into()),
        ),
        ("Down F6 1 3 PgDn", BranchScope::All),
        ("Down F6 3 3 PgDn", BranchScope::Home),
    ] {
        let staff = StaffNo(3);
        let given = Order::GiveBranches { staff, scope };
        assert_eq!(sees(keys), given, "{keys}");
    }

    let mut state = screen(administered(Language::Arabic));
    let effects = press(&mut state, "Tab Enter x PgDn");
    let renamed = Order::RenameBranch {
        branch: BranchNo(1),
        name: "تبوكx".into(),
    };
    assert_eq!(ordered(&effects).1, renamed);
}

#[test]
fn leaving_is_confirmed_and_who_left_is_left_alone() {
    let mut state = screen(administered(Language::Arabic));
    press(&mut state, "Down F9");
    assert!(state.overlay().is_some());
    let effects = press(&mut state, "Enter");
    assert_eq!(ordered(&effects).1, Order::LetStaffGo(StaffNo(3)));
    let mut state = screen(administered(Language::Arabic));
    press(&mut state, "End");
    for key in ["Enter", "F5", "F6", "F9"] {
        assert_eq!(press(&mut state, key), [], "{key}");
        assert!(state.overlay().is_none() && !state.snapshot().is("form"));
    }
}

#[test]
fn one_who_does_not_administer_changes_nothing() {
    let mut state = {
        let (state, _) = open(desk(Language::Arabic), Box::new(Administration::new()));
        state
    };
    for key in ["Enter", "F3", "F5", "F9", "Shift+Tab", "F3"] {
        press(&mut state, key);
        assert_eq!(state.top().unwrap().name(), "administration");
        assert!(
            state.overlay().is_none() && !state.snapshot().is("form"),
            "{key}"
        );
    }
}
