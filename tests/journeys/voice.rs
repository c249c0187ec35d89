//! The beneficiary's voice and standard answers, by keys alone.

use istiqbal::domain::decision::Outcome;
use istiqbal::domain::staff::Role;
use istiqbal::domain::voice::VoiceKind;
use istiqbal::locale::Language;
use istiqbal::protocol::query::VoicesQuery;
use istiqbal::protocol::{Answer, Query};

use crate::after::{home, page_of, request};
use crate::desk::Driven;
use crate::past::Past;

const DESK: [Role; 2] = [Role::Reception, Role::Supervisor];

/// The desk of whoever receives and supervises, over a request that was decided and told.
fn told() -> Past {
    let past = Past::submitted("wethaq", &DESK, 40).studied().days(33);
    past.decided(Outcome::Accepted, false).told()
}

fn voices(desk: &mut Driven) -> Vec<istiqbal::protocol::query::VoiceLine> {
    let query = VoicesQuery {
        limit: 9,
        ..VoicesQuery::default()
    };
    match desk.ask(Query::Voices(query)) {
        Answer::Voices(page) => page.rows,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_rating_is_declined_with_one_key_and_kept_as_declined() {
    let past = told();
    let no = past.request;
    let house = past.in_house();
    let mut desk = house.desk(Language::Arabic);
    page_of(&mut desk, no);
    desk.press("Left").is_at("rating").press("F3");
    desk.is_at("request");
    let offered = request(&mut desk, no).offered;
    assert!(offered.len() == 1 && !offered[0].answered);
    home(&mut desk);
    desk.press("End").is_at("voice").sees("فضّل عدم التقييم: 1");
}

#[test]
fn a_complaint_is_taken_down_and_answered_and_seen_answered() {
    let house = told().in_house();
    let mut desk = house.desk(Language::Arabic);
    desk.is_at("reception").keys = 0;
    desk.press("End")
        .is_at("voice")
        .sees("لا تقييم في هذه الفترة");
    // A colleague calls: what was typed is there again.
    desk.press("F3").type_in("طال الانتظار").press("Esc Esc");
    desk.is_at("reception").press("End F3").sees("طال الانتظار");
    desk.press("Enter Enter").sees("ينتظر");
    let heard = voices(&mut desk);
    assert_eq!(heard.len(), 1);
    assert_eq!(heard[0].voice.kind, VoiceKind::Complaint);
    assert!(heard[0].voice.person.is_none() && heard[0].voice.is_open());

    desk.press("Enter")
        .type_in("زيد موظف في الصباح")
        .press("Enter");
    desk.sees("أُجيب").sees("زيد موظف في الصباح");
    let answered = voices(&mut desk);
    assert_eq!(
        answered[0].voice.answer.as_ref().unwrap().0,
        "زيد موظف في الصباح"
    );
    // Of those that wait, none is left.
    desk.press("F5").sees("لا شيء من هذا النوع");
    // And whose objections wait is one key away.
    desk.press("F9").is_at("queues").sees("الاعتراض");
    assert_eq!(desk.keys, 12, "keys beside what is typed");
}

#[test]
fn an_approved_answer_is_given_with_the_key_that_goes_on() {
    let house = told().in_house();
    let mut desk = house.desk(Language::Arabic);
    desk.is_at("reception").press("F5").is_at("enquiries");
    desk.type_in("هل الخدمة مجانية").press("Enter");
    desk.type_in("نعم بلا رسوم")
        .press("F3")
        .sees("اعتُمدت الإجابة");
    home(&mut desk);
    desk.press("F5").type_in("مجانية").comes("معتمدة");
    desk.press("Enter").sees("نعم بلا رسوم").press("Enter");
    let Answer::Standards(standards) = desk.ask(Query::Standards) else {
        panic!("no standard answers");
    };
    assert_eq!(standards[0].given, 1);
}
