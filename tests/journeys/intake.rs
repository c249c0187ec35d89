//! From arrival to submission, and to the social researcher, for each charity.

use istiqbal::locale::Language;

use crate::desk::{Driven, House};

/// Opens the desk of the `n`-th charity as its installer would.
fn first_run(desk: &mut Driven, charity: usize) {
    desk.is_at("first-run").press("Shift+Tab Shift+Tab");
    desk.type_in(&charity.to_string()).press("Enter Enter");
    desk.type_in("سلمى العطوي").press("Enter Enter");
    desk.is_at("reception");
}

#[test]
fn look() {
    let house = House::new();
    let mut desk = house.desk(Language::Arabic);
    first_run(&mut desk, 2);
    println!("{}", desk.seen());
    desk.press("F3").type_in("نورة سعد الحربي").press("Enter Enter");
    desk.comes("نورة سعد الحربي").press("Enter");
    println!("{}\n{}", desk.screen(), desk.seen());
    desk.press("Enter");
    println!("{}\n{}", desk.screen(), desk.seen());
    desk.type_in("1102334451").press("Enter");
    desk.type_in("0501234567").press("Enter");
    desk.type_in("1").press("Enter");
    desk.type_in("1410/3/2").press("Enter");
    desk.type_in("1").press("Enter");
    println!("{}\n{}", desk.screen(), desk.seen());
    desk.press("PgDn");
    println!("{}\n{}", desk.screen(), desk.seen());
}
