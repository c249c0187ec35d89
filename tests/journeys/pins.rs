//! Two people at one counter, who share its account: each sits down by PIN, and what one of them left open is hers when
//! she is back.

use istiqbal::domain::ids::{BranchNo, StaffNo};
use istiqbal::domain::staff::Role;
use istiqbal::locale::Language;
use istiqbal::protocol::{Answer, Made, Order, Query};

use crate::desk::{Driven, House};
use crate::intake::first_run;

const OF_SALMA: &str = "739104";
const OF_HUDA: &str = "250871";

fn me() -> u32 {
    rustix::process::geteuid().as_raw()
}

/// Whoever opened the desk takes a PIN.
pub fn takes_a_pin(desk: &mut Driven, pin: &str) {
    desk.home().press("F8").type_in("رقمي السري").press("Enter");
    desk.is_at("own-pin").type_in(pin).press("Enter");
    desk.type_in(pin).press("Enter").is_at("reception");
}

/// Somebody is added at the same account, at this place of the list, and given a code.
pub fn joins(desk: &mut Driven, place: usize, name: &str, role: Role) -> String {
    desk.order(Order::AddStaff {
        name: name.to_owned(),
        uid: me(),
        roles: [role].into(),
        branch: BranchNo(1),
    });
    desk.hear();
    code_of(desk, place, name)
}

/// Locks the desk, and has whoever stands at this place of the list sit down with a code, who chooses a PIN.
pub fn sits_down(desk: &mut Driven, place: usize, code: &str, pin: &str) {
    desk.home().press("F12").is_at("sign-in");
    desk.press(&"Down ".repeat(place)).type_in(code);
    desk.press("Enter").type_in(pin).press("Enter");
    desk.type_in(pin).press("Enter").is_at("reception");
}

/// The same, with a PIN chosen before.
pub fn is_back(desk: &mut Driven, place: usize, pin: &str) {
    desk.home().press("F12").is_at("sign-in");
    desk.press(&"Down ".repeat(place)).type_in(pin);
    desk.press("Enter").is_at("reception");
}

/// A desk that Salma opened and shares with Huda, whom she gave a code.
fn shared(house: &House) -> Driven {
    let mut desk = house.desk(Language::Arabic).size(60, 20);
    first_run(&mut desk, "wethaq");
    desk.is_at("reception");
    // Salma sets her PIN, by the palette.
    desk.press("F8").type_in("رقمي السري").press("Enter");
    desk.is_at("own-pin").type_in("1234").press("Enter");
    desk.sees("سهل التخمين").type_in(OF_SALMA).press("Enter");
    desk.type_in("٧٣٩١٠٥").press("Enter").sees("غير متطابقين");
    desk.type_in(OF_SALMA).press("Enter");
    desk.type_in("٧٣٩١٠٤").press("Enter").is_at("reception");
    desk.sees("حُفظ رقمك السري");
    // The desk is open to her from before; a line of its own adds Huda at the same account.
    let huda = Order::AddStaff {
        name: "هدى العنزي".into(),
        uid: me(),
        roles: [Role::Reception].into(),
        branch: BranchNo(1),
    };
    let added = house.client().order(huda).unwrap().made;
    assert_eq!(added, Made::Staff(StaffNo(2)));
    desk.hear();
    desk
}

/// A code for a colleague, as the administration shows it.
fn code_of(desk: &mut Driven, place: usize, name: &str) -> String {
    desk.press("a").is_at("administration").sees(name);
    desk.press(&"Down ".repeat(place)).press("F4");
    desk.sees("رمزًا للدخول").press("Enter");
    desk.sees(&format!("رمز {name}"));
    let seen = desk.seen();
    let mut digits = seen.split(|c: char| !c.is_ascii_digit());
    let code = digits.rfind(|word| word.len() == 6).unwrap().to_owned();
    desk.press("Esc Esc").is_at("reception");
    assert!(!desk.seen().contains(&code));
    code
}

#[test]
fn two_people_share_a_counter_and_a_locked_desk_keeps_the_draft_of_each() {
    let house = House::new();
    let mut desk = shared(&house);
    let code = code_of(&mut desk, 1, "هدى العنزي");
    // Salma is in the middle of a form.
    desk.press("F2").type_in("نورة سعد الحربي").press("F3");
    desk.is_at("intake").type_in("11023344");
    desk.press("F12").is_at("sign-in");
    assert!(!desk.shows("نورة"), "{}", desk.seen());
    desk.sees("سلمى").sees("هدى العنزي");

    // Huda sits down with the code, chooses a PIN, and finds the desk as it is to her.
    desk.press("Down").type_in(&code).press("Enter");
    desk.sees("رقم سري لك").type_in(&code).press("Enter");
    desk.type_in(&code).press("Enter").sees("الرمز الذي");
    desk.type_in(OF_HUDA)
        .press("Enter")
        .type_in(OF_HUDA)
        .press("Enter");
    desk.is_at("reception").sees("هدى العنزي");
    assert!(!desk.shows("نورة"), "{}", desk.seen());
    let Answer::Desk(view) = desk.ask(Query::Desk) else {
        panic!()
    };
    assert_eq!(view.me.unwrap().no, StaffNo(2));
    desk.press("F3").is_at("reception").type_in("فهد العتيبي");

    // It locks itself after ten minutes, and Salma is back where she was.
    desk.idle(10).is_at("reception").press("Right").idle(11);
    desk.is_at("sign-in").type_in("999999").press("Enter");
    desk.sees("غير صحيح").type_in(OF_SALMA).press("Enter");
    desk.is_at("intake").sees("نورة سعد الحربي");
    desk.type_in("51").press("Enter");
    let Answer::Drafts(drafts) = desk.ask(Query::Drafts) else {
        panic!()
    };
    assert_eq!(drafts.len(), 1);
    let Answer::Draft(draft) = desk.ask(Query::Draft(drafts[0].no)) else {
        panic!()
    };
    assert_eq!(draft.values["id"], "1102334451");
    assert_eq!(draft.owner, StaffNo(1));

    // And so is Huda.
    desk.press("F12")
        .press("Down")
        .type_in(OF_HUDA)
        .press("Enter");
    desk.is_at("reception").sees("فهد العتيبي");
}

#[test]
fn guessing_at_a_locked_desk_comes_to_a_wait_and_the_wait_is_told() {
    let house = House::new();
    let mut desk = shared(&house);
    desk.press("F12").is_at("sign-in");
    for _ in 0..4 {
        desk.type_in("999999").press("Enter").sees("غير صحيح");
    }
    desk.type_in("999999").press("Enter").sees("أخطاء كثيرة");
    desk.type_in(OF_SALMA).press("Enter").sees("أخطاء كثيرة");
    desk.is_at("sign-in");
    // Nothing is reached from there but what is nobody's.
    for key in ["F2", "F3", "F4", "F5", "F11", "Esc", "F12", "PgDn"] {
        desk.press(key).is_at("sign-in");
    }
}
