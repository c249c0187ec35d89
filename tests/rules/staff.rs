//! Staff and branches: who is added, moved, let go, and that somebody always administers the desk.

use std::collections::BTreeSet;

use istiqbal::domain::ids::{BranchNo, Entity, RequestNo, StaffNo};
use istiqbal::domain::staff::Role;
use istiqbal::protocol::{Made, Order, Query, Refusal};

use crate::world::desk::{AUDITOR, Desk, RECEPTION, STRANGER, SUPERVISOR};
use crate::world::orders;

const FIRST: StaffNo = StaffNo(1);
/// As [`Desk::open`] adds them: the third colleague.
const OF_SUPERVISOR: StaffNo = StaffNo(3);
const OF_AUDITOR: StaffNo = StaffNo(5);

fn desk() -> Desk {
    Desk::open(istiqbal::profiles::source("wethaq").unwrap())
}

fn roles(staff: StaffNo, roles: impl IntoIterator<Item = Role>) -> Order {
    Order::ChangeRoles {
        staff,
        roles: roles.into_iter().collect(),
    }
}

fn refused(desk: &mut Desk, order: &Order) -> Refusal {
    desk.order(RECEPTION, order).unwrap_err()
}

#[test]
fn the_last_administrator_stays_and_it_is_said_who_could_follow() {
    let mut desk = desk();
    for order in [roles(FIRST, [Role::Reception]), Order::LetStaffGo(FIRST)] {
        let Refusal::LastAdministrator(could) = refused(&mut desk, &order) else {
            panic!();
        };
        let could: Vec<&str> = could.iter().map(|one| one.as_str()).collect();
        // The supervisor before the others, in the order they came.
        let expected = [
            "supervisor",
            "social-researcher",
            "committee-secretary",
            "auditor",
        ];
        assert_eq!(could, expected);
    }
    // Once there is another, either may go; who is left may not.
    let both = [Role::Supervisor, Role::Administrator];
    desk.order(RECEPTION, &roles(OF_SUPERVISOR, both)).unwrap();
    desk.order(RECEPTION, &Order::LetStaffGo(FIRST)).unwrap();
    let alone = desk.order(SUPERVISOR, &Order::LetStaffGo(OF_SUPERVISOR));
    assert!(matches!(alone, Err(Refusal::LastAdministrator(_))));
}

#[test]
fn nobody_to_follow_is_said_too() {
    let mut desk = Desk::bare();
    let open = crate::world::desk::opening(istiqbal::profiles::source("wethaq").unwrap());
    desk.order(RECEPTION, &open[0]).unwrap();
    assert_eq!(
        refused(&mut desk, &Order::LetStaffGo(FIRST)),
        Refusal::LastAdministrator(vec![])
    );
}

#[test]
fn who_leaves_keeps_the_name_and_can_do_nothing() {
    let mut desk = desk();
    desk.order(RECEPTION, &Order::LetStaffGo(OF_SUPERVISOR))
        .unwrap();
    let at = desk.now;
    let gone = desk.records.indexes.staff[&OF_SUPERVISOR].clone();
    assert_eq!((gone.name.as_str(), gone.left), ("supervisor", Some(at)));
    let enquiry = Order::LogEnquiry {
        question: "متى؟".into(),
        answer: String::new(),
        channel: "phone".into(),
        person: None,
        standard: None,
    };
    assert_eq!(
        desk.order(SUPERVISOR, &enquiry),
        Err(Refusal::LeftStaff { at })
    );
    let told = desk.asked(SUPERVISOR, |records, asked| {
        istiqbal::office::tell::tell(records, asked, &Query::Line)
    });
    assert_eq!(told, Err(Refusal::LeftStaff { at }));
    // Nothing of theirs is changed any more, and nothing is put into their hands.
    let by = || Refusal::HasLeft {
        by: "supervisor".into(),
    };
    for order in [
        roles(OF_SUPERVISOR, [Role::Auditor]),
        Order::LetStaffGo(OF_SUPERVISOR),
        Order::MoveStaff {
            staff: OF_SUPERVISOR,
            branch: BranchNo(1),
        },
    ] {
        assert_eq!(refused(&mut desk, &order), by());
    }
    // They may come back, as somebody new, under the same Unix user.
    let again = Order::AddStaff {
        name: "منيرة".into(),
        uid: SUPERVISOR,
        roles: [Role::Supervisor].into(),
        branch: BranchNo(1),
    };
    let (_, made) = desk.order(RECEPTION, &again).unwrap();
    assert_eq!(made, Made::Staff(StaffNo(6)));
    // The kernel cannot tell who came from who left: a PIN does.
    assert_eq!(desk.order(SUPERVISOR, &enquiry), Err(Refusal::SignIn));
}

#[test]
fn an_administrator_who_cannot_sign_in_lets_nobody_else_go() {
    let mut desk = desk();
    desk.order(RECEPTION, &Order::LetStaffGo(OF_AUDITOR))
        .unwrap();
    // Under the Unix user of somebody who left, and without a PIN.
    let add = Order::AddStaff {
        name: "منيرة".into(),
        uid: AUDITOR,
        roles: [Role::Administrator].into(),
        branch: BranchNo(1),
    };
    desk.order(RECEPTION, &add).unwrap();
    for order in [roles(FIRST, [Role::Reception]), Order::LetStaffGo(FIRST)] {
        let refusal = refused(&mut desk, &order);
        assert!(matches!(refusal, Refusal::LastAdministrator(_)));
    }
    desk.order(
        RECEPTION,
        &roles(OF_SUPERVISOR, [Role::Supervisor, Role::Administrator]),
    )
    .unwrap();
    desk.order(RECEPTION, &Order::LetStaffGo(FIRST)).unwrap();
}

#[test]
fn a_unix_user_is_a_member_once_and_it_is_said_who() {
    let mut desk = desk();
    let twice = Order::AddStaff {
        name: "آخر".into(),
        uid: AUDITOR,
        roles: [Role::Reception].into(),
        branch: BranchNo(1),
    };
    let by = "auditor".into();
    assert_eq!(
        refused(&mut desk, &twice),
        Refusal::UserTaken { uid: AUDITOR, by }
    );
}

#[test]
fn only_an_administrator_sets_up_the_desk() {
    let mut desk = desk();
    for uid in [SUPERVISOR, AUDITOR] {
        let refusal = desk.order(uid, &Order::LetStaffGo(OF_AUDITOR)).unwrap_err();
        assert_eq!(refusal, Refusal::NotAllowed(vec![Role::Administrator]));
    }
    let stranger = desk.order(STRANGER, &Order::LetStaffGo(OF_AUDITOR));
    assert_eq!(stranger, Err(Refusal::NotStaff { uid: STRANGER }));
}

#[test]
fn names_are_cleaned_and_branches_told_apart() {
    let mut desk = desk();
    let add = |name: &str| Order::AddBranch { name: name.into() };
    desk.order(RECEPTION, &add(" ضباء\u{202e}\u{1b}[2J "))
        .unwrap();
    let name = desk.records.indexes.branches[&BranchNo(2)].name.clone();
    assert!(
        name.starts_with("ضباء") && !name.contains(['\u{202e}', '\u{1b}']),
        "{name:?}"
    );
    let invalid = |why: &str| Refusal::Invalid {
        field: "branch".into(),
        why: why.into(),
    };
    assert_eq!(refused(&mut desk, &add("  ")), invalid("empty"));
    assert_eq!(
        refused(&mut desk, &add("الرئيسى")),
        invalid("taken"),
        "one letter, folded"
    );
    assert_eq!(
        refused(&mut desk, &add(&"ف".repeat(81))),
        invalid("too-long")
    );
    let rename = |branch, name: &str| Order::RenameBranch {
        branch: BranchNo(branch),
        name: name.into(),
    };
    desk.order(RECEPTION, &rename(2, "ضبا")).unwrap();
    assert_eq!(desk.records.indexes.branches[&BranchNo(2)].name, "ضبا");
    assert_eq!(refused(&mut desk, &rename(2, "الرئيسي")), invalid("taken"));
    assert_eq!(
        refused(&mut desk, &rename(9, "س")),
        Refusal::NotFound(Entity::Branch(BranchNo(9)))
    );
    // What is so already is no event.
    assert_eq!(desk.order(RECEPTION, &rename(2, "ضبا")).unwrap().0, []);
}

#[test]
fn who_is_moved_works_there_from_then_on() {
    let mut desk = desk();
    let name = "ضباء".to_owned();
    desk.order(RECEPTION, &Order::AddBranch { name }).unwrap();
    let order = |branch| Order::MoveStaff {
        staff: OF_SUPERVISOR,
        branch: BranchNo(branch),
    };
    desk.order(RECEPTION, &order(2)).unwrap();
    assert_eq!(
        desk.asked(SUPERVISOR, |_, asked| asked.stamp().branch),
        BranchNo(2)
    );
    assert_eq!(
        refused(&mut desk, &order(7)),
        Refusal::NotFound(Entity::Branch(BranchNo(7)))
    );
    assert_eq!(
        desk.order(RECEPTION, &order(2)).unwrap().0,
        [],
        "there already"
    );
    // What follows from the journal is the same.
    let (digest, ..) = crate::world::desk::rebuilt(&desk.journal);
    assert_eq!(desk.records.digest().unwrap(), digest);
}

#[test]
fn no_roles_are_none() {
    let mut desk = desk();
    let why = Refusal::Invalid {
        field: "roles".into(),
        why: "empty".into(),
    };
    assert_eq!(refused(&mut desk, &roles(OF_AUDITOR, BTreeSet::new())), why);
}

#[test]
fn nothing_is_put_into_the_hands_of_who_left() {
    let mut desk = desk();
    let person = orders::register(crate::world::people::somebody(1));
    let (_, Made::Person(person)) = desk.order(RECEPTION, &person).unwrap() else {
        panic!();
    };
    let open = orders::open(person, "phone");
    let (_, Made::Request(request)) = desk.order(RECEPTION, &open).unwrap() else {
        panic!();
    };
    desk.order(RECEPTION, &Order::LetStaffGo(OF_AUDITOR))
        .unwrap();
    let assign = |request: RequestNo, to| Order::Assign { request, to };
    let refusal = desk.order(SUPERVISOR, &assign(request, OF_AUDITOR));
    let by = "auditor".into();
    assert_eq!(refusal.unwrap_err(), Refusal::HasLeft { by });
    desk.order(SUPERVISOR, &assign(request, OF_SUPERVISOR))
        .unwrap();
}
