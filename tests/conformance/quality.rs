//! Rows 12 to 28: satisfaction, suggestions, obstacles, outreach, and what is asked of a need.

use istiqbal::domain::date::hijri;
use istiqbal::domain::decision::Outcome;
use istiqbal::domain::event::{Event, Stamp};
use istiqbal::domain::ids::{BranchNo, Entity, PersonNo, StaffNo};
use istiqbal::domain::outreach::{Reached, ReasonKind};
use istiqbal::domain::period::DateRange;
use istiqbal::domain::report::{
    Department, Key, Measure, Obstacle, Report, ReportName, ReportQuery, Span,
};
use istiqbal::domain::request::{Stage, Urgency};
use istiqbal::domain::voice::{Occasion, Rating, Score, Voice, VoiceKind};
use istiqbal::domain::workflow::{Missing, Step};
use istiqbal::locale::Language;
use istiqbal::protocol::query::{
    OutreachQuery, OutreachRow, VoiceBy, VoiceReport, VoiceSum, VoicesQuery,
};
use istiqbal::protocol::{Answer, Order, Query, Refusal};

use super::charity::Charity;
use super::table::{Row, all};
use super::tale::{Tale, lacks, lines};
use super::world::acts::read;
use super::world::desk::{RECEPTION, RESEARCHER, SUPERVISOR, rebuilt, retold};
use super::world::people::somebody;

pub fn rows() -> Vec<Row> {
    vec![
        all(12, "satisfaction, procedure and provider", satisfaction),
        all(13, "rating is his right", offered_never_required),
        all(14, "for improvement, not punishment", never_by_staff),
        all(15, "opinions are sought", opinions_sought),
        all(16, "suggestions are followed up", followed_up),
        all(19, "misconceptions are corrected", misconceptions),
        all(23, "reached without asking", reached_out),
        all(17, "quality across every department", across_departments),
        all(18, "obstacles are removed", obstacles_counted),
        all(20, "improved continuously", measured_month_by_month),
        all(21, "precisely, quickly, well", time_of_every_step),
        all(22, "without trouble: nothing typed twice", nothing_twice),
        all(27, "the need is estimated", estimated),
        all(28, "with other bodies", outside),
    ]
}

fn rate(tale: &Tale<'_>, occasion: Occasion, scores: Option<(u8, u8)>) -> Order {
    let rating = scores.map(|(procedure, provider)| Rating {
        procedure: Score::new(procedure).unwrap(),
        provider: Score::new(provider).unwrap(),
        words: "شكرا".into(),
    });
    Order::Rate {
        request: tale.request,
        occasion,
        rating,
    }
}

fn voice(tale: &Tale<'_>, by: VoiceBy) -> VoiceReport {
    let today = tale.desk.now.date();
    let from = today - chrono::Days::new(300);
    let query = Query::Voice {
        from,
        to: today,
        by,
    };
    match tale.ask(SUPERVISOR, query).unwrap() {
        Answer::Voice(report) => report,
        other => panic!("{other:?}"),
    }
}

/// So many requests, each told and rated.
fn rated(charity: &Charity, times: usize) -> Tale<'_> {
    let mut tale = Tale::opened(charity);
    for _ in 0..times {
        tale.replied(Outcome::Accepted);
        let order = rate(&tale, Occasion::Reply, Some((5, 3)));
        tale.desk(order).unwrap();
        tale.request = tale.open(0).unwrap();
    }
    tale
}

/// Both are measured, and told once there are enough of them.
fn satisfaction(charity: &Charity) {
    let told = |tale: &Tale<'_>| voice(tale, VoiceBy::Service).all;
    assert_eq!(told(&rated(charity, 4)), VoiceSum::Withheld);
    let enough = VoiceSum::Told {
        count: 5,
        procedure: 500,
        provider: 300,
    };
    let tale = rated(charity, 5);
    assert_eq!(told(&tale), enough);
    // And as a report, by whose work it was, service, channel and branch.
    let report = report(&tale, ReportName::Satisfaction);
    let service = tale
        .desk
        .request(tale.desk.requests()[0])
        .need
        .unwrap()
        .service;
    for key in [
        Key::All,
        Key::Department(Department::Desk),
        Key::Service(service),
        Key::Branch(BranchNo(1)),
    ] {
        let measures = [Measure::Procedure, Measure::Provider, Measure::Rated];
        let figures = measures.map(|measure| figure(&report, &key, measure));
        assert_eq!(figures, [Some(500), Some(300), Some(5)], "{key:?}");
    }
}

/// It is offered after the reply and after the delivery, once each; whoever would rather not is asked no more.
fn offered_never_required(charity: &Charity) {
    let mut tale = Tale::opened(charity);
    tale.submitted();
    let early = rate(&tale, Occasion::Reply, None);
    assert!(tale.desk(early).is_err(), "before the reply");
    let mut tale = Tale::opened(charity);
    tale.replied(Outcome::Accepted);
    let declined = rate(&tale, Occasion::Reply, None);
    tale.desk(declined.clone()).unwrap();
    let kept = tale.request();
    assert_eq!(kept.offered.len(), 1);
    assert!(!kept.offered[0].answered, "a refusal is kept as such");
    let again = rate(&tale, Occasion::Reply, Some((1, 1)));
    assert!(tale.desk(again).is_err());
    // Nothing waits for it: the registration goes on either way.
    tale.desk(Order::Register(tale.request)).unwrap();
    assert_eq!(voice(&tale, VoiceBy::Occasion).declined, 1);
    again_after_an_objection(charity);
}

/// What is replied after an objection was upheld is a reply of its own, to be rated like the first.
fn again_after_an_objection(charity: &Charity) {
    let mut tale = Tale::opened(charity);
    tale.replied(Outcome::Rejected);
    let request = tale.request;
    let declined = rate(&tale, Occasion::Reply, None);
    tale.desk(declined.clone()).unwrap();
    let object = Order::Object {
        request,
        text: "تغير الدخل".into(),
    };
    tale.desk(object).unwrap();
    let answer = Order::AnswerObjection {
        request,
        upheld: true,
        text: "ثبت ذلك".into(),
    };
    tale.by(SUPERVISOR, answer).unwrap();
    tale.decide(Outcome::Accepted, "").unwrap();
    assert!(tale.desk(declined.clone()).is_err(), "not told yet");
    tale.reply().unwrap();
    tale.desk(declined.clone()).unwrap();
    assert!(tale.desk(declined).is_err(), "once each");
    assert_eq!(tale.request().offered.len(), 2);
}

/// No record and no answer tells whom a rating is about, or who gave it.
fn never_by_staff(charity: &Charity) {
    let mut tale = rated(charity, 4);
    tale.replied(Outcome::Accepted);
    let order = rate(&tale, Occasion::Reply, Some((1, 1)));
    let events = tale.desk(order).unwrap();
    let touched: Vec<Entity> = events.iter().flat_map(Event::touches).collect();
    let personal = |entity: &Entity| matches!(entity, Entity::Staff(_) | Entity::Person(_));
    assert!(!touched.iter().any(personal), "{touched:?}");
    // What is answered names neither request nor anybody; what names the request says only that it was offered.
    let rating = events.iter().find(|event| event.id() == "service-rated");
    assert!(rating.is_some_and(|event| {
        let of = Entity::Request(tale.request);
        !event.touches().contains(&of)
    }));
    let told = |tale: &Tale<'_>| {
        let sums: Vec<VoiceReport> = VoiceBy::ALL.map(|by| voice(tale, by)).into();
        (sums, report(tale, ReportName::Satisfaction))
    };
    let before = told(&tale);
    assert!(matches!(before.0[0].all, VoiceSum::Told { count: 5, .. }));
    // Had somebody else received them all and asked for the ratings: what is told is the same to the letter.
    let by_others = retold(&tale.desk, |stamp, event| match event {
        Event::ServiceRated { .. } | Event::RatingOffered { .. } | Event::ReplyGiven { .. } => {
            let by = StaffNo(stamp.by.0 + 1);
            (Stamp { by, ..stamp }, event)
        }
        event => (stamp, event),
    });
    let (_, records, _dir) = rebuilt(&by_others);
    tale.desk.journal = by_others;
    tale.desk.records = records;
    assert_eq!(told(&tale), before);
}

/// A suggestion is taken down over any channel, with or without a name.
fn opinions_sought(charity: &Charity) {
    let mut tale = Tale::opened(charity);
    for (channel, person) in [(0, None), (1, Some(tale.person))] {
        let order = Order::HearVoice {
            kind: VoiceKind::Suggestion,
            text: "تمديد ساعات العمل".into(),
            channel: charity.profile.channels[channel].id.to_string(),
            person,
        };
        tale.desk(order).unwrap();
    }
    let heard = voices(&tale);
    assert_eq!(heard.len(), 2);
    assert!(heard.iter().all(Voice::is_open));
}

fn voices(tale: &Tale<'_>) -> Vec<Voice> {
    let query = VoicesQuery {
        limit: 10,
        ..VoicesQuery::default()
    };
    match tale.ask(SUPERVISOR, Query::Voices(query)).unwrap() {
        Answer::Voices(page) => page.rows.into_iter().map(|line| line.voice).collect(),
        other => panic!("{other:?}"),
    }
}

/// A complaint has a status and gets an answer.
fn followed_up(charity: &Charity) {
    let mut tale = Tale::opened(charity);
    let order = Order::HearVoice {
        kind: VoiceKind::Complaint,
        text: "طال الانتظار".into(),
        channel: charity.profile.channels[0].id.to_string(),
        person: None,
    };
    tale.desk(order).unwrap();
    let no = voices(&tale)[0].no;
    let answer = Order::AnswerVoice {
        voice: no,
        answer: "زيد موظف".into(),
    };
    tale.by(SUPERVISOR, answer).unwrap();
    let (said, _) = voices(&tale)[0].answer.clone().unwrap();
    assert_eq!(said, "زيد موظف");
}

/// What many wrongly believe has an approved answer, which is found, and counted in all and in each period.
fn misconceptions(charity: &Charity) {
    let mut tale = Tale::opened(charity);
    let standards = |tale: &Tale<'_>| match tale.ask(RECEPTION, Query::Standards).unwrap() {
        Answer::Standards(standards) => standards,
        other => panic!("{other:?}"),
    };
    assert!(standards(&tale).is_empty(), "the program ships none");
    let approve = Order::ApproveStandard {
        standard: None,
        question: "هل يلزم أن أحضر بنفسي؟".into(),
        answer: "لا، يكفي الاتصال".into(),
        misconception: true,
    };
    let refused = tale.desk(approve.clone()).unwrap_err();
    assert!(matches!(refused, Refusal::NotAllowed(_)), "{refused:?}");
    tale.by(SUPERVISOR, approve).unwrap();
    let no = standards(&tale)[0].no;
    let enquiry = Order::LogEnquiry {
        question: "لازم أجي؟".into(),
        answer: "لا، يكفي الاتصال".into(),
        channel: charity.profile.channels[1].id.to_string(),
        person: None,
        standard: Some(no),
    };
    tale.desk(enquiry.clone()).unwrap();
    let given = &standards(&tale)[0];
    assert!(given.misconception);
    assert_eq!(given.given, 1);
    // The report is of the last 300 days.
    tale.wait_days(310);
    for times in [1, 2] {
        tale.desk(enquiry.clone()).unwrap();
        let asked = Key::Misconception("هل يلزم أن أحضر بنفسي؟".into());
        let volumes = report(&tale, ReportName::Volumes);
        assert_eq!(figure(&volumes, &asked, Measure::Times), Some(times));
    }
    assert_eq!(standards(&tale)[0].given, 3);
}

fn to_contact(tale: &Tale<'_>, reason: ReasonKind) -> Vec<OutreachRow> {
    let query = OutreachQuery {
        reason: Some(reason),
        limit: 10,
        ..OutreachQuery::default()
    };
    match tale.ask(RECEPTION, Query::Outreach(query)).unwrap() {
        Answer::Outreach(page) => page.rows,
        other => panic!("{other:?}"),
    }
}

/// Whose paper expires soon, and with whom nobody has spoken for long, is found by the office itself.
fn reached_out(charity: &Charity) {
    let mut tale = Tale::opened(charity);
    tale.state_need().match_papers();
    let request = tale.request;
    let mut sheet = read(&charity.profile, "identity", &tale.facts());
    let soon = tale.desk.now.date() + chrono::Days::new(20);
    sheet.valid_until = soon.to_string().parse().ok();
    tale.desk(Order::MatchPaper { request, sheet }).unwrap();
    let expiring = to_contact(&tale, ReasonKind::PaperExpires);
    assert_eq!((expiring[0].person, expiring[0].day), (tale.person, soon));
    let contact = Order::LogContact {
        person: tale.person,
        reason: expiring[0].reason.clone(),
        channel: charity.profile.channels[1].id.to_string(),
        reached: Reached::Spoken,
        result: "يجددها هذا الأسبوع".into(),
    };
    tale.desk(contact).unwrap();
    assert!(to_contact(&tale, ReasonKind::PaperExpires).is_empty());

    let mut silent = Tale::opened(charity);
    silent.registered();
    for part in charity.profile.parts_of(&silent.need().service) {
        silent.deliver(&part).unwrap();
    }
    let close = Order::Close {
        request: silent.request,
        renewal: istiqbal::domain::service::Renewal::ByProfile,
    };
    silent.desk(close).unwrap();
    assert!(to_contact(&silent, ReasonKind::Silent).is_empty());
    silent.wait_days(200);
    let rows = to_contact(&silent, ReasonKind::Silent);
    assert_eq!(rows[0].person, silent.person);
}

/// A report of the whole year, asked of the office.
fn report(tale: &Tale<'_>, name: ReportName) -> Report {
    let today = tale.desk.now.date();
    let query = Query::Report(ReportQuery {
        name,
        period: DateRange {
            from: today - chrono::Days::new(300),
            to: today,
        },
        branch: None,
    });
    let refused = tale.ask(RESEARCHER, query.clone()).unwrap_err();
    assert!(matches!(refused, Refusal::NotAllowed(_)), "{refused:?}");
    match tale.ask(SUPERVISOR, query).unwrap() {
        Answer::Report(report) => *report,
        other => panic!("{other:?}"),
    }
}

/// A figure of a report.
fn figure(report: &Report, key: &Key, measure: Measure) -> Option<u64> {
    let section = report.sections.iter().find(|one| one.by == key.by())?;
    let at = section.measures.iter().position(|one| *one == measure)?;
    let row = section.rows.iter().find(|row| row.key == *key)?;
    row.values[at]
}

/// What waits, by department, service, channel and branch: inside the charity and towards the outside.
fn across_departments(charity: &Charity) {
    let mut tale = Tale::opened(charity);
    tale.submitted();
    let pending = report(&tale, ReportName::Pending);
    let waiting = |key: Key| figure(&pending, &key, Measure::Waiting);
    assert_eq!(waiting(Key::Department(Department::Research)), Some(1));
    assert_eq!(waiting(Key::Service(tale.need().service)), Some(1));
    assert_eq!(waiting(Key::Branch(BranchNo(1))), Some(1));
    assert_eq!(waiting(Key::Channel(tale.request().channel)), Some(1));
}

/// Why a request was kept waiting is counted, by reason and by paper.
fn obstacles_counted(charity: &Charity) {
    let mut tale = Tale::opened(charity);
    tale.state_need();
    tale.desk(Order::AwaitPapers(tale.request)).unwrap();
    let waits = report(&tale, ReportName::Obstacles);
    let missing = Key::Reason(Obstacle::PapersAwaited);
    assert_eq!(figure(&waits, &missing, Measure::Times), Some(1));
    assert_eq!(figure(&waits, &missing, Measure::Still), Some(1));
    let identity = Key::Paper("identity".into());
    assert_eq!(figure(&waits, &identity, Measure::Times), Some(1));
    tale.match_papers().sign().explain();
    tale.desk(Order::Submit(tale.request)).unwrap();
    let back = Order::SendBack {
        request: tale.request,
        because: "كشف حساب حديث".into(),
    };
    tale.by(RESEARCHER, back).unwrap();
    let went_on = report(&tale, ReportName::Obstacles);
    assert_eq!(figure(&went_on, &missing, Measure::Still), Some(0));
    let sent_back = Key::Reason(Obstacle::SentBack);
    assert_eq!(figure(&went_on, &sent_back, Measure::Times), Some(1));
}

/// Each month stands beside the one before, so that it is seen whether it gets better.
fn measured_month_by_month(charity: &Charity) {
    let mut tale = Tale::opened(charity);
    let first = hijri(tale.desk.now.date());
    tale.submitted();
    tale.wait_days(32);
    tale.request = tale.open(0).unwrap();
    let second = hijri(tale.desk.now.date());
    let volumes = report(&tale, ReportName::Volumes);
    for date in [first, second] {
        let month = Key::Month(u16::try_from(date.year()).unwrap(), date.month());
        assert_eq!(figure(&volumes, &month, Measure::Opened), Some(1));
    }
}

/// How long each step took is measured from what happened.
fn time_of_every_step(charity: &Charity) {
    let mut tale = Tale::opened(charity);
    tale.submitted().wait_days(3);
    tale.examined();
    for committee in charity.profile.study.committees.clone() {
        tale.opinion(committee.as_str()).unwrap();
    }
    tale.wait_days(2);
    tale.decide(Outcome::Accepted, "").unwrap();
    tale.wait_for_the_floor().reply().unwrap();
    let elapsed = report(&tale, ReportName::Elapsed);
    let days = |key: Key| figure(&elapsed, &key, Measure::Median).unwrap() / (24 * 60);
    assert_eq!(days(Key::Stage(Stage::Study)), 3);
    assert_eq!(days(Key::Stage(Stage::Decision)), 2);
    assert_eq!(days(Key::Span(Span::SubmittedToDecided)), 5);
    let floor = report(&tale, ReportName::ReplyFloor);
    assert_eq!(figure(&floor, &Key::All, Measure::Kept), Some(1));
}

/// A known person's data is carried into the next request.
fn nothing_twice(charity: &Charity) {
    let mut tale = Tale::opened(charity);
    tale.submitted();
    let first = tale.facts();
    tale.request = tale.open(0).unwrap();
    // Nothing of the person is stated anew: the next request goes the whole way with what is on file.
    tale.submitted();
    assert_eq!(tale.facts(), first);
    let Answer::Person(page) = tale.ask(RECEPTION, Query::Person(tale.person)).unwrap() else {
        panic!("no file")
    };
    assert_eq!(page.requests.len(), 2);
}

/// Household, income, need and urgency are asked for, kept, and read where the request is.
fn estimated(charity: &Charity) {
    let mut facts = somebody(3);
    facts.household.size = Some(4);
    let mut tale = Tale::here(charity, facts, 2);
    let mut need = tale.need();
    need.urgency = Urgency::Urgent;
    need.text = String::new();
    let request = tale.request;
    let wordless = Order::StateNeed {
        request,
        need: need.clone(),
    };
    assert!(matches!(tale.desk(wordless), Err(Refusal::Invalid { .. })));
    need.text = "إيجار متأخر".into();
    tale.desk(Order::StateNeed { request, need }).unwrap();

    let house = tale.house();
    let mut desk = house.desk(Language::Arabic);
    // Where the charity calls it sensitive, a key reveals it.
    desk.opens(request).press("F4");
    desk.sees("إيجار متأخر").sees("عاجل");
    desk.press("F3").is_at("person").press("F4");
    assert!(lines(&desk, "عدد أفراد الأسرة").contains(" 4 "));
    assert!(lines(&desk, "الدخل الشهري").contains(" 3,200 "));

    // And of somebody who comes for the first time.
    desk.home()
        .press("F2")
        .type_in("هند فلاح الرويلي")
        .press("F3");
    desk.is_at("intake").type_in("1681068712").press("Enter");
    desk.type_in("0501234567").press("Enter");
    desk.type_in("1").press("Enter");
    desk.type_in("1410/3/2").press("Enter");
    desk.type_in("1").press("Enter");
    desk.sees("عدد أفراد الأسرة").type_in("6").press("Enter");
    desk.sees("الدخل الشهري").type_in("2500").press("PgDn");
    desk.sees("الأولوية").sees("عادي");
    let Answer::Person(page) = desk.ask(Query::Person(PersonNo(2))) else {
        panic!("no file")
    };
    let household = &page.person.facts.household;
    assert_eq!(household.size, Some(6));
    let income = household.monthly_income.map(|income| income.to_string());
    assert_eq!(income.as_deref(), Some("2,500"));
}

/// A referral to another body: to whom, why, and what came of it.
fn outside(charity: &Charity) {
    let mut tale = Tale::opened(charity);
    tale.submitted();
    let request = tale.request;
    let result = Order::NoteOutsideResult {
        request,
        referral: 0,
        result: "قبلته الجهة".into(),
    };
    assert_eq!(
        lacks(tale.desk(result.clone())),
        [Missing::NoOutsideReferral]
    );
    assert!(tale.may(RECEPTION, Step::ReferOutside).unwrap().is_ok());
    tale.desk(Order::ReferOutside {
        request,
        to: "مستشفى الملك فهد".into(),
        because: "علاج".into(),
    })
    .unwrap();
    tale.desk(result.clone()).unwrap();
    let kept = &tale.request().outside[0];
    assert_eq!(kept.to, "مستشفى الملك فهد");
    assert_eq!(kept.result.as_ref().unwrap().0, "قبلته الجهة");
    assert_eq!(lacks(tale.desk(result)), [Missing::NoOutsideReferral]);
}
