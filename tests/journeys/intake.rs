//! From arrival to submission, and to whoever clarifies, for each charity: function keys, Enter, Tab and arrows alone.

use istiqbal::domain::ids::RequestNo;
use istiqbal::domain::request::Stage;
use istiqbal::locale::Language;
use istiqbal::protocol::query::RequestPage;
use istiqbal::protocol::{Answer, Query, QueueQuery};

use crate::desk::{Driven, House};

/// In the order the first run offers them.
const CHARITIES: [&str; 5] = ["rahma", "wethaq", "shaaer", "eman", "qader"];

const NAME: &str = "نورة سعد الحربي";

/// Opens the desk of a charity as its installer would.
pub fn first_run(desk: &mut Driven, charity: &str) {
    let place = CHARITIES.iter().position(|one| *one == charity).unwrap() + 1;
    desk.is_at("first-run").press("Enter");
    desk.type_in(&place.to_string()).press("Enter Enter");
    desk.type_in("سلمى العطوي").press("Enter Enter");
    desk.is_at("reception");
    desk.keys = 0;
}

/// Receives somebody unknown and registers them.
pub fn receive_and_register(desk: &mut Driven) {
    desk.press("F3").type_in(NAME).press("Enter Enter");
    desk.comes(NAME).press("Enter");
    desk.is_at("find").press("Enter").is_at("intake");
    desk.type_in("1681068712").press("Enter");
    desk.type_in("0501234567").press("Enter");
    desk.type_in("1").press("Enter");
    desk.type_in("1410/3/2").press("Enter");
    desk.type_in("1").press("PgDn");
}

pub fn state_need(desk: &mut Driven, charity: &str) {
    if charity == "wethaq" {
        // Responsibilities told, the channel as it stands, service and category by their number.
        desk.type_in("1")
            .press("Enter Enter")
            .type_in("2")
            .press("Enter")
            .type_in("2")
            .press("Enter");
    }
    desk.type_in("عون في إيجار البيت").press("PgDn");
}

pub fn match_papers(desk: &mut Driven) {
    // The paper says the same, three times; then the date on it.
    desk.press("Enter Enter Enter")
        .type_in("1455/1/15")
        .press("PgDn");
}

pub fn sign_explain_submit(desk: &mut Driven) {
    desk.type_in("1")
        .press("Enter")
        .type_in("77")
        .press("Enter");
    desk.type_in("1").press("Enter");
    desk.type_in("1").press("Enter");
}

pub fn page(desk: &mut Driven, serial: u32) -> RequestPage {
    let year = match desk.ask(Query::Find {
        text: NAME.to_owned(),
        limit: 1,
    }) {
        Answer::Found(found) => match desk.ask(Query::Person(found[0].no)) {
            Answer::Person(page) => page.person.requests[0].year,
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    };
    match desk.ask(Query::Request(RequestNo { year, serial })) {
        Answer::Request(page) => *page,
        other => panic!("{other:?}"),
    }
}

pub fn in_queue(desk: &mut Driven, stage: Stage) -> u32 {
    match desk.ask(Query::Queue(QueueQuery::oldest(stage, 10))) {
        Answer::Queue(page) => page.total,
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_unknown_visitor_is_received_registered_and_submitted_at_every_charity() {
    let sizes = [(120, 36), (80, 24), (60, 20), (100, 30), (200, 60)];
    for (charity, (columns, rows)) in CHARITIES.into_iter().zip(sizes) {
        // Wethaq tells responsibilities and has channel, service and category to pass.
        let (first_keys, second_keys) = if charity == "wethaq" {
            (23, 16)
        } else {
            (19, 12)
        };
        let house = House::new();
        let mut desk = house.desk(Language::Arabic).size(columns, rows);
        first_run(&mut desk, charity);
        receive_and_register(&mut desk);
        state_need(&mut desk, charity);
        match_papers(&mut desk);
        sign_explain_submit(&mut desk);
        desk.sees("رُفع الطلب للدراسة");
        assert_eq!(
            desk.keys, first_keys,
            "{charity}: keys beside the data, as the README says"
        );
        // The receipt goes along with the visitor, and nothing else has to be opened for it.
        desk.press("Tab");
        desk.sees("أُرسلت الورقة إلى الطابعة");
        let first = page(&mut desk, 1);
        assert_eq!(first.request.stage, Stage::Study, "{charity}");
        assert_eq!(first.request.pin.profile, charity);
        let printed = first.request.history.iter();
        let printed = printed.filter(|one| one.what == "sheet-printed");
        assert_eq!(printed.count(), 1);
        let submission = first.request.submission.expect("submitted");
        let days = (submission.reply_not_before - submission.act.at.date()).num_days();
        match charity {
            "rahma" | "qader" => assert!(
                (29..=30).contains(&days),
                "{charity}: one Hijri month, {days} days"
            ),
            _ => assert_eq!(days, 14, "{charity}: two weeks"),
        }
        assert!(
            submission
                .checks
                .iter()
                .all(|check| check.kind == "identity"),
            "{charity}"
        );

        // The same person comes again: nothing that is known is typed twice.
        desk.press("Enter").is_at("reception");
        desk.keys = 0;
        desk.press("F2").type_in("1681068712").comes(NAME);
        desk.press("Enter");
        if desk.screen() == "person" {
            desk.press("F3");
        }
        desk.is_at("intake");
        state_need(&mut desk, charity);
        match_papers(&mut desk);
        sign_explain_submit(&mut desk);
        desk.sees("رُفع الطلب للدراسة");
        assert_eq!(
            desk.keys, second_keys,
            "{charity}: keys beside the data, as the README says"
        );
        let second = page(&mut desk, 2);
        assert_eq!(second.request.stage, Stage::Study, "{charity}");
        assert_eq!(second.facts, first.facts, "{charity}");
        assert_eq!(in_queue(&mut desk, Stage::Study), 2, "{charity}");
    }
}

#[test]
fn a_closed_terminal_resumes_at_the_same_field() {
    let house = House::new();
    let mut desk = house.desk(Language::Arabic);
    first_run(&mut desk, "eman");
    desk.press("F3").type_in(NAME).press("Enter Enter");
    desk.comes(NAME).press("Enter Enter").is_at("intake");
    desk.type_in("1681068712").press("Enter");
    desk.type_in("0501234567").press("Enter");
    desk.type_in("1").press("Enter");
    drop(desk);
    let mut desk = house.desk(Language::Arabic);
    desk.is_at("reception").sees(NAME);
    desk.press("Tab Enter").is_at("intake");
    desk.sees("1681068712").sees("أنثى");
    // The hand is at the birth date, where it was.
    desk.type_in("1410/3/2").press("Enter");
    desk.type_in("1").press("PgDn");
    state_need(&mut desk, "eman");
    assert_eq!(
        page(&mut desk, 1)
            .facts
            .born
            .map(|born| born.to_string())
            .as_deref(),
        Some("1410-03-02")
    );
}

#[test]
fn a_desk_killed_as_soon_as_the_office_has_said_yes_opens_nothing_twice() {
    let house = House::new();
    let mut desk = house.desk(Language::Arabic);
    first_run(&mut desk, "eman");
    // The last that the office ever hears of this desk is the order itself.
    desk.killed_after("register-person");
    receive_and_register(&mut desk);
    drop(desk);
    let mut desk = house.desk(Language::Arabic);
    desk.press("Tab Enter").is_at("intake").press("PgDn");
    desk.killed_after("open-request");
    state_need(&mut desk, "eman");
    drop(desk);
    let mut desk = house.desk(Language::Arabic);
    desk.press("Tab Enter").is_at("intake").press("PgDn PgDn");
    assert_eq!(
        page(&mut desk, 1).request.need.map(|need| need.text),
        Some("عون في إيجار البيت".to_owned()),
        "what was typed is stated of the request that is open"
    );
    let person = page_of(&mut desk).person;
    assert_eq!((person.no.0, person.requests.len()), (1, 1));
}

#[test]
fn a_field_only_passed_is_where_the_next_terminal_resumes() {
    let house = House::new();
    let mut desk = house.desk(Language::Arabic);
    first_run(&mut desk, "eman");
    desk.press("F3").type_in(NAME).press("Enter Enter");
    desk.comes(NAME).press("Enter Enter").is_at("intake");
    desk.type_in("1681068712").press("Enter");
    // Past the mobile and the sex by Tab, nothing typed.
    desk.press("Tab Tab");
    drop(desk);
    let mut desk = house.desk(Language::Arabic);
    desk.press("Tab Enter")
        .is_at("intake")
        .type_in("1410/3/2")
        .press("Enter");
    desk.sees("1989-10-03");
}

#[test]
fn a_correction_made_elsewhere_is_not_undone_by_a_form_that_was_open() {
    let house = House::new();
    let mut desk = house.desk(Language::Arabic);
    first_run(&mut desk, "rahma");
    receive_and_register(&mut desk);
    let mut other = house.desk(Language::Arabic);
    let before = page_of(&mut other);
    let mut facts = before.person.facts.clone();
    facts.mobile = Some("0509999999".parse().unwrap());
    other.order(istiqbal::protocol::Order::CorrectPerson {
        person: before.person.no,
        facts,
    });
    state_need(&mut desk, "rahma");
    desk.press("PgUp PgUp PgDn PgDn");
    let after = page_of(&mut other);
    let mobile = after.person.facts.mobile.map(|mobile| mobile.local());
    assert_eq!(mobile.as_deref(), Some("0509999999"));
}

fn page_of(desk: &mut Driven) -> istiqbal::protocol::PersonPage {
    let found = match desk.ask(Query::Find {
        text: NAME.to_owned(),
        limit: 1,
    }) {
        Answer::Found(found) => found,
        other => panic!("{other:?}"),
    };
    match desk.ask(Query::Person(found[0].no)) {
        Answer::Person(page) => *page,
        other => panic!("{other:?}"),
    }
}

#[test]
fn papers_not_brought_leave_the_request_waiting_and_it_is_taken_up_again() {
    let house = House::new();
    let mut desk = house.desk(Language::Arabic);
    first_run(&mut desk, "rahma");
    receive_and_register(&mut desk);
    state_need(&mut desk, "rahma");
    desk.press("PgDn").sees("وثيقة الهوية");
    assert_eq!(
        page(&mut desk, 1).request.stage,
        Stage::Intake,
        "no step forward while a paper is missing"
    );
    desk.press("F5").sees("الطلب بانتظار المستندات");
    assert_eq!(page(&mut desk, 1).request.stage, Stage::PapersMissing);
    desk.press("Enter").is_at("reception");
}

#[test]
fn a_difference_needs_a_reason_and_an_edit_voids_the_signature() {
    let house = House::new();
    let mut desk = house.desk(Language::Arabic);
    first_run(&mut desk, "qader");
    receive_and_register(&mut desk);
    state_need(&mut desk, "qader");
    // Another name on the paper.
    desk.type_in("هند سعد الحربي")
        .press("Enter Enter Enter")
        .type_in("1455/1/15")
        .press("Enter");
    desk.press("PgDn").sees("سبب القبول مع ذلك");
    desk.type_in("خطأ في الإصدار، روجع مع الأصل").press("PgDn");
    desk.type_in("1")
        .press("Enter")
        .type_in("77")
        .press("Enter");
    let signed = page(&mut desk, 1);
    assert!(signed.request.standing_declaration().is_some());
    // Back to the need, which is part of what was signed.
    desk.press("PgUp PgUp PgUp Enter")
        .type_in(" والماء")
        .press("PgDn");
    // On to the declaration and beyond: nothing signs in the beneficiary's stead.
    desk.press("PgDn PgDn PgDn PgDn");
    let edited = page(&mut desk, 1);
    assert!(
        edited.request.standing_declaration().is_none(),
        "an edited field voids the signature"
    );
    assert!(
        edited.request.declaration.is_some(),
        "and what was signed stays on record"
    );
}

#[test]
fn somebody_like_the_one_being_typed_is_shown_with_reasons_and_not_the_same_is_remembered() {
    let house = House::new();
    let mut desk = house.desk(Language::Arabic);
    first_run(&mut desk, "rahma");
    receive_and_register(&mut desk);
    state_need(&mut desk, "rahma");
    desk.press("F3").is_at("reception");
    // The same name spelt otherwise, from the same telephone.
    desk.press("F2").type_in("نوره سعد الحربى");
    desk.press("F3").is_at("intake");
    desk.press("Enter").type_in("2").press("Enter");
    desk.type_in("0501234567").press("Enter");
    desk.comes("الجوال نفسه").sees("الاسم نفسه برسم آخر");
    // It is a sister: another person, and that is remembered.
    desk.press("F2").sees("سُجل أنه شخص آخر");
    desk.type_in("1")
        .press("Enter")
        .type_in("1412/5/6")
        .press("Enter");
    desk.type_in("SA").press("Enter").type_in("1").press("PgDn");
    let found = match desk.ask(Query::Find {
        text: "نورة سعد".to_owned(),
        limit: 9,
    }) {
        Answer::Found(found) => found,
        other => panic!("{other:?}"),
    };
    assert_eq!(found.len(), 2, "two files");
    for line in &found {
        match desk.ask(Query::Person(line.no)) {
            Answer::Person(page) => {
                assert_eq!(page.person.not_the_same.len(), 1, "file {}", line.no)
            }
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn digits_meant_for_the_next_field_choose_nothing_after_a_number_that_fails_its_check() {
    let house = House::new();
    let mut desk = house.desk(Language::Arabic).size(60, 20);
    first_run(&mut desk, "rahma");
    desk.press("F2").type_in(NAME).press("F3").is_at("intake");
    // The last digit is another one.
    desk.type_in("1681068713").press("Enter");
    desk.type_in("0501234567").press("Enter");
    let chosen = desk
        .state
        .on_top(|screen, _| Some(screen.form()?.value("id-as").to_owned()));
    assert_eq!(chosen.flatten().as_deref(), Some(""), "{}", desk.seen());
    // By an arrow it is.
    desk.press("Up Down");
    let chosen = desk
        .state
        .on_top(|screen, _| Some(screen.form()?.value("id-as").to_owned()));
    assert_eq!(chosen.flatten().as_deref(), Some("national-id"));
}

#[test]
fn a_paper_whose_date_has_passed_says_so_beside_it() {
    let house = House::new();
    let mut desk = house.desk(Language::Arabic).size(60, 20);
    first_run(&mut desk, "rahma");
    receive_and_register(&mut desk);
    state_need(&mut desk, "rahma");
    desk.press("Enter Enter Enter").type_in("1445/1/15");
    desk.sees("✗ منتهية");
    desk.press("Ctrl+u").type_in("1455/1/15").sees("✓ سارية");
}
