//! Rows 12 to 28: satisfaction, suggestions, obstacles, outreach, and what is asked of a need.

use istiqbal::domain::date::hijri;
use istiqbal::domain::decision::Outcome;
use istiqbal::domain::ids::BranchNo;
use istiqbal::domain::period::DateRange;
use istiqbal::domain::report::{
    Department, Key, Measure, Obstacle, Report, ReportName, ReportQuery, Span, Tally,
};
use istiqbal::domain::request::{Stage, Urgency};
use istiqbal::domain::workflow::{Missing, Step};
use istiqbal::protocol::{Answer, Order, Query, Refusal};

use super::charity::Charity;
use super::table::{Row, all};
use super::tale::{Tale, lacks};
use super::world::desk::{RECEPTION, RESEARCHER};

pub fn rows() -> Vec<Row> {
    vec![
        all(17, "quality across every department", across_departments),
        all(18, "obstacles are removed", obstacles_counted),
        all(20, "improved continuously", measured_month_by_month),
        all(21, "precisely, quickly, well", time_of_every_step),
        all(22, "without trouble: nothing typed twice", nothing_twice),
        all(27, "the need is estimated", estimated),
        all(28, "with other bodies", outside),
    ]
}

/// A report of the whole year, made of what the office has on record.
fn report(tale: &Tale<'_>, name: ReportName) -> Report {
    let today = tale.desk.now.date();
    let query = ReportQuery {
        name,
        period: DateRange {
            from: today - chrono::Days::new(300),
            to: today,
        },
        branch: None,
    };
    let mut tally = Tally::new(query, tale.desk.now);
    for no in tale.desk.requests() {
        tally.request(&tale.desk.request(no));
    }
    tally.finish(tale.desk.records.head())
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

/// Household, income, need and urgency.
fn estimated(charity: &Charity) {
    let mut tale = Tale::opened(charity);
    let facts = tale.facts();
    assert_eq!(facts.household.size, Some(4));
    assert!(facts.household.monthly_income.is_some());
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
    let kept = tale.request().need.unwrap();
    assert_eq!(
        (kept.urgency, kept.text.as_str()),
        (Urgency::Urgent, "إيجار متأخر")
    );
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
