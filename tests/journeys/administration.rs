//! An administrator sets up the desk for others: a branch, a colleague there under a Unix user of their own, other roles,
//! another branch, and that they left.

use istiqbal::domain::staff::Role;
use istiqbal::locale::Language;
use istiqbal::protocol::{Answer, Query};

use crate::desk::{Driven, House};
use crate::intake::first_run;

fn staff(desk: &mut Driven) -> Vec<istiqbal::domain::staff::Staff> {
    match desk.ask(Query::Desk) {
        Answer::Desk(view) => view.staff,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_desk_is_staffed_by_keys_alone() {
    let house = House::new();
    let mut desk = house.desk(Language::Arabic).size(60, 20);
    first_run(&mut desk, "wethaq");
    desk.is_at("reception").press("a").is_at("administration");
    desk.sees("أنت وحدك هنا");

    // A second branch.
    desk.press("Tab")
        .sees("هنا فرع واحد")
        .press("F3")
        .sees("إضافة فرع");
    desk.type_in("ضباء").press("Enter").sees("أُضيف فرع");
    desk.sees("ضباء").press("Down Enter").sees("تغيير اسم");
    desk.press("Esc").is_at("administration");

    // A colleague, by the number of a Unix user; one that is not there is said before anything is sent.
    desk.press("Shift+Tab F3");
    desk.type_in("هدى العنزي").press("Enter");
    desk.type_in("no-such-user")
        .press("Enter")
        .press("2")
        .press("Enter Down Enter");
    desk.sees("لا مستخدم على هذا الجهاز");
    assert_eq!(staff(&mut desk).len(), 1);
    for _ in "no-such-user".chars() {
        desk.press("Backspace");
    }
    desk.type_in("60001").press("PgDn").sees("في الفريق الآن");
    let all = staff(&mut desk);
    let huda = all.last().unwrap();
    assert_eq!((huda.uid, huda.branch.0), (60_001, 2));
    assert_eq!(huda.roles, [Role::Reception].into());

    // Other roles, another branch, and gone.
    desk.press("Down Enter")
        .sees("أدوار")
        .press("5 PgDn")
        .sees("تغيّرت");
    desk.press("F5")
        .sees("فرع")
        .press("Up PgDn")
        .sees("يعمل في الفرع الآخر");
    let huda = staff(&mut desk).pop().unwrap();
    assert_eq!(huda.branch.0, 1);
    assert_eq!(huda.roles, [Role::Reception, Role::Supervisor].into());
    desk.press("F9")
        .sees("هل غادر")
        .press("Enter")
        .sees("غادر في");
    assert!(staff(&mut desk).pop().unwrap().left.is_some());

    // The last administrator does not leave, and hears why.
    desk.press("Home F9 Enter").sees("لا مدير آخر لهذا المكتب");
    assert_eq!(staff(&mut desk)[0].left, None);
    desk.press("Esc").is_at("reception");
}
