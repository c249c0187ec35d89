//! Whom the charity turns to without being asked, by keys alone.

use istiqbal::domain::decision::Outcome;
use istiqbal::domain::ids::PersonNo;
use istiqbal::domain::outreach::{Reached, ReasonKind};
use istiqbal::domain::person::Person;
use istiqbal::domain::staff::Role;
use istiqbal::locale::Language;
use istiqbal::protocol::query::OutreachQuery;
use istiqbal::protocol::{Answer, Query};

use crate::after::home;
use crate::desk::Driven;
use crate::past::Past;

const DESK: [Role; 2] = [Role::Reception, Role::Supervisor];

fn due(desk: &mut Driven, kind: ReasonKind) -> u32 {
    let query = OutreachQuery {
        limit: 9,
        ..OutreachQuery::default()
    };
    match desk.ask(Query::Outreach(query)) {
        Answer::Outreach(page) => page.totals[&kind],
        other => panic!("{other:?}"),
    }
}

fn file(desk: &mut Driven, no: PersonNo) -> Person {
    match desk.ask(Query::Person(no)) {
        Answer::Person(page) => page.person,
        other => panic!("{other:?}"),
    }
}

#[test]
fn somebody_whose_request_has_lain_for_a_year_is_called() {
    let past = Past::submitted("wethaq", &DESK, 400);
    let (no, person) = past.person();
    let name = person.facts.name.line();
    let house = past.in_house();
    let mut desk = house.desk(Language::Arabic);
    desk.is_at("reception").keys = 0;
    desk.press("o").is_at("outreach").sees(&name);
    desk.sees("لم يتواصل معه أحد منذ مدة");
    // Nobody answers: they stay, with when it was tried.
    desk.press("F3").sees(&name);
    assert_eq!(file(&mut desk, no).contacts[0].reached, Reached::NoAnswer);
    // A colleague calls in the middle of it: what was typed is there again, on the next terminal too.
    desk.press("Enter")
        .type_in("سيراجعنا الأحد")
        .press("Esc Esc");
    desk.is_at("reception").close();
    drop(desk);
    let mut desk = house.desk(Language::Arabic);
    desk.press("o Enter").sees("سيراجعنا الأحد");
    desk.press("Enter").sees("لا أحد ينتظر");
    let contacts = file(&mut desk, no).contacts;
    assert_eq!(contacts.len(), 2);
    assert_eq!(contacts[1].reached, Reached::Spoken);
    assert_eq!(contacts[1].result, "سيراجعنا الأحد");
    let Answer::Drafts(drafts) = desk.ask(Query::Drafts) else {
        panic!("no drafts")
    };
    assert!(drafts.is_empty(), "{drafts:?}");
}

#[test]
fn a_question_of_somebody_known_is_contact() {
    let past = Past::submitted("qader", &DESK, 400);
    let (no, _) = past.person();
    let house = past.in_house();
    let mut desk = house.desk(Language::Arabic);
    assert_eq!(due(&mut desk, ReasonKind::Silent), 1);
    desk.press("o F5").is_at("person").press("F5");
    desk.is_at("enquiries").type_in("متى الرد").press("Enter");
    desk.type_in("قريبا").press("Enter");
    let Answer::Enquiries(all) = desk.ask(Query::Enquiries { limit: 9 }) else {
        panic!("no enquiries")
    };
    assert_eq!(all[0].person, Some(no));
    assert_eq!(due(&mut desk, ReasonKind::Silent), 0);
    // What is asked at the counter is nobody's in particular.
    home(&mut desk);
    desk.press("F5").type_in("أين الفرع").press("Enter");
    desk.type_in("وسط البلد").press("Enter");
    let Answer::Enquiries(all) = desk.ask(Query::Enquiries { limit: 9 }) else {
        panic!("no enquiries")
    };
    assert_eq!(all[0].person, None);
}

#[test]
fn a_renewal_is_called_for_and_leaves_with_the_next_request() {
    let past = Past::submitted("rahma", &DESK, 90).studied().days(40);
    let past = past.decided(Outcome::Accepted, false).told().delivered(60);
    let (_, person) = past.person();
    let name = person.facts.name.line();
    let house = past.in_house();
    let mut desk = house.desk(Language::Arabic);
    desk.press("o").is_at("outreach").sees(&name);
    desk.sees("حان تجديد");
    assert_eq!(due(&mut desk, ReasonKind::RenewalDue), 1);
    // They are on the line, and want it again: from the list to their file, and on to the request.
    desk.press("F5").is_at("person").press("F3").is_at("intake");
    desk.type_in("سلة غذائية").press("PgDn");
    assert_eq!(due(&mut desk, ReasonKind::RenewalDue), 0);
    home(&mut desk);
    desk.press("o").sees("لا أحد ينتظر");
}
