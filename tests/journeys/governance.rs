//! The policy is amended at the desk (row 54), and the whole history of a record is read there, by keys alone.

use istiqbal::domain::ids::{PersonNo, RequestNo};
use istiqbal::domain::staff::Role;
use istiqbal::domain::voice::VoiceKind;
use istiqbal::locale::Language;
use istiqbal::protocol::query::VersionLine;
use istiqbal::protocol::{Answer, Order, Query};

use crate::after::{home, request};
use crate::desk::{Driven, House};
use crate::intake::{
    first_run, match_papers, receive_and_register, sign_explain_submit, state_need,
};
use crate::past::Past;

/// Wethaq's profile as amended: a reply may come a week later, and letters are called otherwise.
fn amended(version: u32) -> String {
    let source = istiqbal::profiles::source("wethaq").unwrap();
    let turns = [
        ("version = 1".to_owned(), format!("version = {version}")),
        ("weeks = 2".to_owned(), "weeks = 3".to_owned()),
        ("id = \"letters\"".to_owned(), "id = \"post\"".to_owned()),
    ];
    turns.iter().fold(source.to_owned(), |text, (from, to)| {
        assert!(text.contains(from.as_str()), "{from}");
        text.replacen(from.as_str(), to, 1)
    })
}

fn versions(desk: &mut Driven) -> Vec<VersionLine> {
    match desk.ask(Query::Versions) {
        Answer::Versions(lines) => lines,
        other => panic!("{other:?}"),
    }
}

/// A request of somebody unknown, from the door to the number.
fn take_in(desk: &mut Driven) -> RequestNo {
    receive_and_register(desk);
    state_need(desk, "wethaq");
    match_papers(desk);
    sign_explain_submit(desk);
    let Answer::Found(found) = desk.ask(Query::Find {
        text: "1681068712".into(),
        limit: 1,
    }) else {
        panic!("nobody is found");
    };
    let Answer::Person(page) = desk.ask(Query::Person(found[0].no)) else {
        panic!("no file");
    };
    *page.person.requests.last().unwrap()
}

/// Days from the submission to the earliest reply.
fn floor(desk: &mut Driven, no: RequestNo) -> i64 {
    let submission = request(desk, no).submission.unwrap();
    (submission.reply_not_before - submission.act.at.date()).num_days()
}

#[test]
fn a_profile_is_amended_at_the_desk_and_open_requests_keep_theirs() {
    let mine = [Role::Reception, Role::Supervisor];
    let past = Past::submitted("wethaq", &mine, 3);
    let old = past.request;
    let house = past.in_house();
    house.put("profiles/wethaq-1448.toml", &amended(2));
    house.put(
        "profiles/broken.toml",
        &amended(3).replacen("[reply]", "[answer]", 1),
    );
    let mut desk = house.desk(Language::Arabic).size(80, 24);

    desk.is_at("reception").press("a").is_at("administration");
    desk.press("Tab Tab").sees("هذا أول إصدار");
    desk.press("F3").is_at("adopt");
    desk.sees("wethaq-1448.toml").sees("يختلف في قسمين");
    // What differs is read before it holds; what is wrong with the other file, too.
    desk.sees("أقرب رد").sees("أسبوعان").sees("أسابيع");
    desk.press("Tab").sees("القنوات").press("Tab");
    desk.press("Down").sees("سطر").press("Up");
    desk.press("Enter").sees("يبقى على إصداره");
    desk.press("Esc").is_at("adopt");
    assert_eq!(versions(&mut desk).len(), 1);
    let mut colleague = house.desk(Language::Arabic);
    colleague.is_at("reception").press("F2");
    desk.press("Enter Enter").is_at("administration");
    desk.sees("العمل الآن بالإصدار").sees("المعمول به الآن");
    let all = versions(&mut desk);
    let kept = all.iter().map(|line| (line.pin.version, line.requests));
    assert_eq!(kept.collect::<Vec<_>>(), [(1, 1), (2, 0)]);

    // Whoever sits at another desk is told.
    colleague.hear();
    colleague.is_at("find").sees("العمل الآن بالإصدار");

    // The one that was open keeps its version and its rules; a new one has the new.
    home(&mut desk);
    let new = take_in(&mut desk);
    assert_eq!((floor(&mut desk, old), floor(&mut desk, new)), (14, 21));
    let pins = [old, new].map(|no| request(&mut desk, no).pin.version);
    assert_eq!(pins, [1, 2]);
    home(&mut desk);
    desk.press("a Tab Tab").sees("المعمول به الآن");
    let kept = versions(&mut desk);
    let kept = kept.iter().map(|line| (line.requests, line.open));
    assert_eq!(kept.collect::<Vec<_>>(), [(1, 1), (1, 1)]);

    // The same file is no later version now, and what is typed is read from the home directory.
    desk.press("F3").press("Down").sees("ليس إصدارًا أحدث");
    house.put("مسودة.toml", &amended(2));
    desk.type_in("مسودة.toml").press("Enter").sees("مسودة");
    desk.press("Enter").sees("ليس إصدارًا أحدث");
    desk.type_in("none.toml").press("Enter").sees("none.toml");
    assert_eq!(versions(&mut desk).len(), 2);
}

#[test]
fn whoever_does_not_administer_is_not_led_there() {
    let house = House::new();
    let mut desk = house.desk(Language::Arabic);
    first_run(&mut desk, "wethaq");
    let me = rustix::process::geteuid().as_raw();
    desk.order(Order::AddStaff {
        name: "هدى العنزي".into(),
        uid: me + 1,
        roles: [Role::Administrator].into(),
        branch: istiqbal::domain::ids::BranchNo(1),
    });
    desk.order(Order::ChangeRoles {
        staff: istiqbal::domain::ids::StaffNo(1),
        roles: [Role::Reception].into(),
    });
    desk.hear();
    desk.press("a").is_at("reception");
    desk.press("F8").type_in("اعتماد ملف معدل").press("Enter");
    desk.press("Esc").is_at("reception");
    // Nor is a history, of what stands in the line or anything else.
    desk.press("F3")
        .type_in("فهد")
        .press("Enter Enter")
        .comes("فهد");
    desk.press("h").is_at("reception");
}

#[test]
fn the_history_of_whatever_is_under_the_hand_is_one_key_away() {
    let house = House::new();
    let mut desk = house.desk(Language::Arabic).size(80, 24);
    first_run(&mut desk, "wethaq");
    let me = rustix::process::geteuid().as_raw();
    // Whoever supervises as well as receives.
    desk.order(Order::AddStaff {
        name: "هدى العنزي".into(),
        uid: me + 1,
        roles: [Role::Reception].into(),
        branch: istiqbal::domain::ids::BranchNo(1),
    });
    desk.order(Order::HearVoice {
        kind: VoiceKind::Complaint,
        text: "طال الانتظار".into(),
        channel: "letters".into(),
        person: None,
    });
    desk.order(Order::LogEnquiry {
        question: "متى تفتحون".into(),
        answer: "الثامنة".into(),
        channel: "letters".into(),
        person: None,
        standard: None,
    });
    desk.hear();
    // A visitor in the line.
    desk.press("F3")
        .type_in("فهد")
        .press("Enter Enter")
        .comes("فهد");
    desk.press("h").is_at("history").sees("فهد").press("Esc");
    // A complaint.
    desk.press("End Tab").comes("طال الانتظار");
    desk.press("Left").is_at("history").sees("الخطابات");
    desk.press("Esc Esc").is_at("reception");
    // An enquiry.
    desk.press("F5").comes("متى تفتحون");
    desk.press("Shift+Tab").is_at("history").sees("الثامنة");
    desk.press("Esc Esc").is_at("reception");
    // A member of staff and a branch.
    desk.press("a").comes("هدى").press("Down Left");
    desk.is_at("history")
        .sees("هدى")
        .sees("موظف علاقات المستفيدين");
    desk.press("Esc Tab Left").is_at("history").sees("تبوك");
}

#[test]
fn a_copy_is_asked_for_written_and_handed_over_at_the_desk() {
    let house = House::new();
    let mut desk = house.desk(Language::Arabic);
    first_run(&mut desk, "wethaq");
    let no = take_in(&mut desk);
    let person = whose(&mut desk, no);
    desk.home().press("F2").type_in(&person.to_string());
    desk.press("Enter").is_at("person").press("Tab Enter");
    desk.sees("سُجّل الطلب");
    // Nobody has it in hand before it is written.
    desk.press("Tab").sees("لم تُكتب بعد");
    desk.home()
        .press("Insert")
        .is_at("copies")
        .press("F3 Enter");
    desk.sees(&format!("person-{person}.pdf"));
    let written = house.copies().join(format!("person-{person}"));
    let sheet = std::fs::read(written.with_extension("pdf")).unwrap();
    assert!(sheet.starts_with(b"%PDF-"));
    let told = std::fs::read_to_string(written.with_extension("json")).unwrap();
    assert!(told.contains("1681068712") && told.contains("record-exported"));
    desk.press("Enter").is_at("person").press("Tab Enter");
    desk.sees("سُجّل التسليم");
    let Answer::Copies(due) = desk.ask(Query::Copies) else {
        panic!("no list");
    };
    assert_eq!(due, []);
}

fn whose(desk: &mut Driven, no: RequestNo) -> PersonNo {
    request(desk, no).person
}
