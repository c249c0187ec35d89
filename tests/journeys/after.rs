//! After the decision: told, objected, registered, delivered and closed, by keys alone.

use istiqbal::domain::date;
use istiqbal::domain::decision::Outcome;
use istiqbal::domain::ids::{RequestNo, StaffNo};
use istiqbal::domain::request::{Request, Stage};
use istiqbal::domain::staff::Role;
use istiqbal::locale::Language;
use istiqbal::protocol::{Answer, Order, Query};

use crate::desk::{Driven, House};
use crate::intake::{first_run, page};
use crate::past::Past;
use crate::pins::{is_back, joins, sits_down, takes_a_pin};
use crate::study::{handed_in, opinions, to_study};

const DESK: [Role; 2] = [Role::Reception, Role::Supervisor];

pub fn request(desk: &mut Driven, no: RequestNo) -> Request {
    match desk.ask(Query::Request(no)) {
        Answer::Request(page) => page.request,
        other => panic!("{other:?}"),
    }
}

/// Opens the queues at a stage.
fn queue(desk: &mut Driven, stage: Stage) {
    desk.press("F4").is_at("queues");
    // A stage the charity has not is no queue there.
    let profile = desk.state.desk.profile.as_ref().unwrap();
    let refers = profile.clarifier().is_some();
    let stages = Stage::QUEUES.iter();
    let here = stages.filter(|one| refers || **one != Stage::Clarification);
    let place = here.take_while(|one| **one != stage).count();
    desk.press(&"Tab ".repeat(place));
}

/// Leaves whatever is open.
pub fn home(desk: &mut Driven) {
    desk.home();
}

/// Opens the page of a request.
#[track_caller]
pub fn page_of(desk: &mut Driven, no: RequestNo) {
    desk.opens(no);
}

#[test]
fn an_accepted_request_is_told_registered_delivered_and_closed_at_every_charity() {
    let sizes = [(120, 36), (80, 24), (60, 20), (100, 30), (200, 60)];
    for (charity, (columns, rows)) in ["rahma", "wethaq", "shaaer", "eman", "qader"]
        .into_iter()
        .zip(sizes)
    {
        let past = Past::submitted(charity, &DESK, 40).studied().days(33);
        let past = past.decided(Outcome::Accepted, false);
        let no = past.request;
        let house = past.in_house();
        let mut desk = house.desk(Language::Arabic).size(columns, rows);
        desk.is_at("reception");
        queue(&mut desk, Stage::Reply);
        desk.keys = 0;

        // The usual channel, the person themself.
        desk.press("Enter").is_at("act").press("Enter Enter");
        desk.is_at("rating").sees("سُجل إبلاغ المستفيد بالقبول");
        desk.type_in("45").press("Enter").is_at("queues");
        let told = request(&mut desk, no);
        assert_eq!(told.stage, Stage::Registration, "{charity}");
        let decision = told.decision().unwrap();
        let reply = decision.reply.as_ref().unwrap();
        assert!(
            reply.given.at > decision.decided.at,
            "{charity}: both times are kept"
        );

        // Nothing is missing: one key opens it and says so, one completes it.
        desk.press("Tab Tab Enter").is_at("act").sees("رقم الملف");
        desk.press("Enter").is_at("queues");
        assert_eq!(request(&mut desk, no).stage, Stage::Delivery, "{charity}");

        desk.press("Tab Enter").is_at("act");
        let parts = if charity == "wethaq" { 2 } else { 1 };
        for _ in 0..parts {
            desk.type_in("صُرف له ما طلب").press("Enter Enter");
        }
        assert_eq!(
            request(&mut desk, no).stage,
            Stage::Delivery,
            "{charity}: delivered, not closed"
        );
        // What they would rather not answer is one key.
        desk.press("Enter").is_at("rating").press("F3");
        desk.is_at("queues");
        let closed = request(&mut desk, no);
        let answered: Vec<bool> = closed.offered.iter().map(|one| one.answered).collect();
        assert_eq!(answered, [true, false], "{charity}");
        assert_eq!(closed.stage, Stage::Closed, "{charity}");
        assert_eq!(closed.provision.delivered.len(), parts, "{charity}");
        let received: Vec<&str> = closed
            .provision
            .delivered
            .iter()
            .map(|one| one.received_by.as_str())
            .collect();
        assert!(
            received.iter().all(|name| *name == reply.told),
            "{charity}: {received:?}"
        );
        assert_eq!(
            closed.provision.renew_on.is_some(),
            charity == "wethaq",
            "{charity}: renewed only where its profile says so"
        );
        let told = house.run(&["request", &no.to_string(), "--format", "json"]);
        let told: serde_json::Value = serde_json::from_str(&told).unwrap();
        assert_eq!(told["decisions"][0]["outcome"], "accepted", "{told}");
        assert_eq!(told["decisions"][0]["reply"]["told"], reply.told.as_str());
        assert_eq!(told["deliveries"].as_array().map(Vec::len), Some(parts));
        assert_eq!(
            told["study"]["criteria"].as_object().unwrap().is_empty(),
            charity != "shaaer"
        );
        let shown = house.run(&["--lang", "en", "request", &no.to_string()]);
        for words in ["opinion", "decision", "reply", "delivered"] {
            assert!(shown.contains(words), "{words}: {shown}");
        }
        assert_eq!(desk.keys, 12 + 2 * parts, "{charity}: keys beside the data");
    }
}

#[test]
fn the_page_leads_from_one_thing_to_the_next_with_the_same_key() {
    let past = Past::submitted("wethaq", &DESK, 40).studied().days(33);
    let past = past.decided(Outcome::Accepted, false);
    let no = past.request;
    let house = past.in_house();
    let mut desk = house.desk(Language::Arabic);
    page_of(&mut desk, no);
    desk.sees("التالي: الرد").press("Enter").is_at("act");
    // The beneficiary is there to be asked: two digits and a key, and nothing of it stands in the request.
    desk.press("Enter Enter").is_at("rating").type_in("54");
    desk.press("Enter").is_at("request");
    let offered = request(&mut desk, no).offered;
    assert!(offered.len() == 1 && offered[0].answered);
    desk.sees("التالي: التسجيل").press("Enter Enter");
    desk.is_at("request").sees("التالي: التقديم").press("Enter");
    // Half a delivery is typed, and a colleague calls; it is not noted, and kept.
    desk.type_in("الجلسة").press("Esc").is_at("request");
    assert!(request(&mut desk, no).provision.delivered.is_empty());
    // To another body, and what came of it.
    desk.press("F9").is_at("act").type_in("مستشفى الملك خالد");
    desk.press("Enter").type_in("علاج").press("Enter");
    desk.is_at("request").sees("لم تصل بعد");
    desk.press("F9").type_in("قُبل للعلاج").press("Enter");
    let referred = request(&mut desk, no);
    let (result, _) = referred.outside[0].result.as_ref().unwrap();
    assert_eq!(result, "قُبل للعلاج");
    // The half is there again, on another terminal too, and is no draft at reception.
    home(&mut desk);
    desk.sees("لا مسودات");
    drop(desk);
    let mut desk = house.desk(Language::Arabic);
    page_of(&mut desk, no);
    desk.press("Enter").is_at("act").sees("الجلسة");
    desk.type_in(" الأولى").press("Enter Enter");
    let delivered = &request(&mut desk, no).provision.delivered;
    assert_eq!(delivered[0].what, "الجلسة الأولى");
    // Once delivered it is forgotten: the next part begins empty.
    desk.is_at("act").type_in("المتابعة").press("Enter Enter");
    let delivered = &request(&mut desk, no).provision.delivered;
    assert_eq!(delivered[1].what, "المتابعة");
    // The profile would have it renewed; this one is not.
    desk.is_at("act").sees("بحسب ملف الجمعية");
    desk.type_in("3").press("Enter");
    let closed = request(&mut desk, no);
    assert_eq!(closed.stage, Stage::Closed);
    assert_eq!(closed.provision.renew_on, None);
}

#[test]
fn an_objection_is_answered_by_someone_else_than_who_decided() {
    for by_me in [false, true] {
        let mine = [Role::Reception, Role::Supervisor, Role::CommitteeSecretary];
        let past = Past::submitted("qader", &mine, 50).studied().days(35);
        let past = past.decided(Outcome::Rejected, by_me).days(5).told();
        let no = past.request;
        let house = past.in_house();
        let mut desk = house.desk(Language::Arabic);
        page_of(&mut desk, no);
        desk.press("Enter").is_at("act").type_in("لم تُحسب الأقساط");
        desk.press("Enter").is_at("request");
        assert_eq!(request(&mut desk, no).stage, Stage::Objection);

        home(&mut desk);
        queue(&mut desk, Stage::Objection);
        desk.press("Enter F4").is_at("act").sees("لم تُحسب الأقساط");
        if by_me {
            desk.sees("أن يجيب غيرُ من قرّر");
            desk.type_in("1")
                .press("Enter")
                .type_in("نعم")
                .press("Enter");
            assert_eq!(request(&mut desk, no).stage, Stage::Objection, "refused");
            continue;
        }
        desk.type_in("1").press("Enter").type_in("تُحسب الأقساط");
        desk.press("Enter").is_at("queues");
        let again = request(&mut desk, no);
        assert_eq!(again.stage, Stage::Decision, "upheld: decided anew");
        let objection = &again.objections[0];
        let answer = objection.answer.as_ref().unwrap();
        assert_ne!(answer.act.by, objection.against);
        page_of(&mut desk, no);
        desk.press("F4").sees("تُحسب الأقساط");
    }
}

/// From the sitting that rejects to the answer to the objection, one desk and two who share it.
#[test]
fn a_rejection_is_told_objected_to_and_answered_by_keys_alone() {
    const PIN: &str = "739104";
    for (charity, upheld) in [("qader", false), ("rahma", true)] {
        let house = House::new();
        let mut desk = handed_in(&house, charity);
        let no = page(&mut desk, 1).request.no;
        to_study(&mut desk);
        opinions(&mut desk, 1);
        desk.home().press("d").is_at("committee").press("F4");
        desk.type_in("12/1448").press("Enter");
        desk.type_in("الدخل فوق حد الكفاية").press("Enter");
        desk.sees("رُفض الطلب");
        assert_eq!(request(&mut desk, no).stage, Stage::Reply, "{charity}");

        // Told with leave, and not glad of it.
        desk.opens(no).press("Enter F6").is_at("act");
        desk.type_in("يسافر غدًا").press("Enter");
        desk.press("Enter Enter").is_at("rating").press("Esc");
        desk.is_at("request");
        let told = request(&mut desk, no);
        assert_eq!(told.stage, Stage::Closed, "{charity}");
        let rejection = told.decision().unwrap();
        assert_eq!(rejection.reasons, "الدخل فوق حد الكفاية");
        assert!(rejection.reply.is_some());
        desk.press("Enter").is_at("act").type_in("لم تُحسب الأقساط");
        desk.press("Enter").is_at("request");

        // Who decided does not answer; the supervisor who shares the counter does.
        takes_a_pin(&mut desk, PIN);
        let code = joins(&mut desk, 1, "هدى العنزي", Role::Supervisor);
        queue(&mut desk, Stage::Objection);
        desk.press("Enter").is_at("act").sees("أن يجيب غيرُ من قرّر");
        sits_down(&mut desk, 1, &code, "250871");
        queue(&mut desk, Stage::Objection);
        desk.press("Enter F4").is_at("act").sees("لم تُحسب الأقساط");
        desk.type_in(if upheld { "1" } else { "2" }).press("Enter");
        desk.type_in("نُظر في الأقساط").press("Enter").is_at("queues");
        let answered = request(&mut desk, no);
        let answer = answered.objections[0].answer.as_ref().unwrap();
        assert_eq!((answer.upheld, answer.act.by), (upheld, StaffNo(2)));
        assert_eq!(answered.objections[0].against, StaffNo(1));
        desk.opens(no).press("F4").sees("نُظر في الأقساط");

        is_back(&mut desk, 0, PIN);
        desk.press("d").is_at("committee");
        if !upheld {
            assert_eq!(answered.stage, Stage::Closed, "{charity}");
            desk.sees("لا طلب ينتظر القرار");
            continue;
        }
        assert_eq!(answered.stage, Stage::Decision, "{charity}");
        desk.press("F3").type_in("13/1448").press("Enter Enter");
        desk.sees("قُبل الطلب");
        let again = request(&mut desk, no);
        let outcomes: Vec<Outcome> = again.decisions.iter().map(|one| one.outcome).collect();
        assert_eq!(outcomes, [Outcome::Rejected, Outcome::Accepted]);
        assert_eq!(again.stage, Stage::Reply, "{charity}");
    }
}

/// Gives whoever runs the tests these roles, beside administering the desk.
fn become_one(desk: &mut Driven, roles: &[Role]) {
    let roles = roles.iter().copied().chain([Role::Administrator]).collect();
    desk.order(Order::ChangeRoles {
        staff: StaffNo(1),
        roles,
    });
    desk.hear();
}

#[test]
fn an_early_reply_waits_for_its_day_or_for_a_supervisor_who_says_why() {
    let past = Past::submitted("wethaq", &[Role::Reception], 3).studied();
    let past = past.decided(Outcome::Accepted, false);
    let no = past.request;
    let house = past.in_house();
    let mut desk = house.desk(Language::Arabic);
    queue(&mut desk, Stage::Reply);
    let floor = request(&mut desk, no).submission.unwrap().reply_not_before;
    let both = date::both(floor);
    let (hijri, gregorian) = (both.hijri.to_string(), both.gregorian.to_string());
    let dates = |desk: &mut Driven| {
        let seen = desk.seen();
        assert!(seen.contains(&hijri) && seen.contains(&gregorian), "{seen}");
    };
    dates(&mut desk);
    desk.press("Enter").is_at("act").sees("إذن المشرف");
    dates(&mut desk);
    // No key gives the reply, and none gives leave.
    desk.press("Enter Enter F6").is_at("act");
    let waiting = request(&mut desk, no);
    assert_eq!(waiting.stage, Stage::Reply);
    assert!(waiting.early_reply.is_none());
    desk.press("Esc").is_at("queues");

    become_one(&mut desk, &[Role::Supervisor]);
    desk.press("Enter F6")
        .is_at("act")
        .type_in("سفر المستفيد غدًا");
    desk.press("Enter").sees("أُذن بالرد قبل");
    let allowed = request(&mut desk, no);
    assert_eq!(allowed.early_reply.unwrap().because, "سفر المستفيد غدًا");
    desk.press("Esc").is_at("queues");

    become_one(&mut desk, &[Role::Reception]);
    desk.press("Enter").is_at("act").sees("سفر المستفيد غدًا");
    desk.press("Enter Enter")
        .is_at("rating")
        .press("Esc")
        .is_at("queues");
    assert_eq!(request(&mut desk, no).stage, Stage::Registration);
    page_of(&mut desk, no);
    desk.sees("سفر المستفيد غدًا");
}

#[test]
fn a_registration_waits_for_what_is_missing_and_is_completed_in_one_go() {
    let past = Past::submitted("wethaq", &DESK, 40).studied().days(30);
    let past = past.decided(Outcome::Accepted, false).told().grown();
    let no = past.request;
    let house = past.in_house();
    let mut desk = house.desk(Language::Arabic);
    queue(&mut desk, Stage::Registration);
    desk.press("Enter").is_at("act");
    desk.sees("سجل الأسرة").sees("إعادة توقيع الإقرار");
    desk.press("Enter").is_at("intake");
    assert_eq!(request(&mut desk, no).stage, Stage::Registration);
    // The family card says the same; then the signature anew, and the registration.
    desk.press("Enter Enter PgDn");
    desk.type_in("1")
        .press("Enter")
        .type_in("78")
        .press("Enter");
    desk.sees("استكمال التسجيل").type_in("1").press("Enter");
    desk.sees("استُكمل التسجيل");
    let registered = request(&mut desk, no);
    assert_eq!(registered.stage, Stage::Delivery);
    assert!(registered.paper("family-card").is_some());
    desk.press("Enter").is_at("queues");
}

#[test]
fn a_home_outside_the_scope_asks_why_where_the_charity_has_one() {
    for (charity, warned) in [("wethaq", true), ("rahma", false)] {
        let house = House::new();
        let mut desk = house.desk(Language::Arabic);
        first_run(&mut desk, charity);
        let name = "نورة سعد الحربي";
        desk.press("F3").type_in(name).press("Enter Enter");
        desk.comes(name).press("Enter").is_at("find");
        desk.press("Enter").is_at("intake");
        desk.type_in("1681068712").press("Enter");
        desk.type_in("0501234567").press("Enter");
        desk.type_in("1").press("Enter");
        desk.type_in("1410/3/2").press("Enter");
        desk.type_in("1").press("Enter Enter Enter");
        desk.type_in("أبها").press("Enter");
        let warning = "السكن خارج النطاق الجغرافي";
        assert_eq!(desk.shows(warning), warned, "{charity}: {}", desk.seen());
        desk.press("PgDn");
        assert_eq!(desk.shows(warning), warned, "{charity}: {}", desk.seen());
        if !warned {
            continue;
        }
        // Row 53: what the beneficiary answers for is told before anything is opened.
        desk.sees("صحة كل ما يقدم من بيانات");
        desk.press("PgDn").sees("سبب قبول الطلب من خارج النطاق");
        desk.type_in("يدرس في تبوك").press("Enter");
        desk.type_in("1").press("Enter Enter");
        desk.type_in("2").press("Enter").type_in("2").press("Enter");
        desk.type_in("استشارة").press("PgDn");
        let opened = page(&mut desk, 1);
        assert_eq!(opened.request.scope_reason, "يدرس في تبوك");
        // The reason goes with the request, and is seen on its page.
        desk.press("F3");
        page_of(&mut desk, opened.request.no);
        desk.sees("يدرس في تبوك");
    }
}
