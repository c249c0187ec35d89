use chrono::NaiveDate;

use super::*;
use crate::domain::decision::{Decision, Outcome, Reply};
use crate::domain::enquiry::Enquiry;
use crate::domain::ids::{EnquiryNo, PersonNo, RequestNo, StaffNo};
use crate::domain::moment::Act;
use crate::domain::request::{Happened, Need, PapersAwaited, Pin, Request, Submission, Urgency};

const DAY: i64 = 86_400_000;
/// 2026-11-21 at noon in the Kingdom.
const NOW: Moment = Moment(1_795_251_600_000);

fn at(days_ago: i64) -> Moment {
    Moment(NOW.0 - days_ago * DAY)
}

fn day(days_ago: i64) -> NaiveDate {
    at(days_ago).date()
}

fn query(name: ReportName, from: i64, to: i64) -> ReportQuery {
    ReportQuery {
        name,
        period: DateRange::new(day(from), day(to)).unwrap(),
        branch: None,
    }
}

fn pin() -> Pin {
    Pin {
        profile: "wethaq".into(),
        version: 1,
    }
}

/// A request of a service, with what happened to it and how many days ago. `by` takes part in nothing that is counted.
fn request(serial: u32, service: &str, by: u32, happened: &[(&str, i64)]) -> Request {
    let act = |days| Act {
        by: StaffNo(by),
        at: at(days),
    };
    let opened = happened.first().map_or(0, |(_, days)| *days);
    let mut request = Request::opened(
        RequestNo { year: 1448, serial },
        PersonNo(serial),
        BranchNo(u16::try_from(serial % 2).unwrap() + 1),
        "phone".into(),
        pin(),
        act(opened),
    );
    request.need = Some(Need {
        service: service.into(),
        category: String::new(),
        text: String::new(),
        urgency: Urgency::Ordinary,
        extra: Default::default(),
    });
    for (what, days) in happened {
        request.history.push(Happened {
            what: (*what).into(),
            act: act(*days),
        });
        match *what {
            "papers-awaited" => request.papers_awaited.push(PapersAwaited {
                kinds: vec!["identity".into()],
                act: act(*days),
            }),
            "request-submitted" => {
                request.submission = Some(Submission {
                    act: act(*days),
                    checks: vec![],
                    reply_not_before: day(*days - 14),
                });
            }
            "accepted" | "rejected" => request.decisions.push(Decision {
                outcome: if *what == "accepted" {
                    Outcome::Accepted
                } else {
                    Outcome::Rejected
                },
                reasons: String::new(),
                minutes: String::new(),
                decided: act(*days),
                reply: None,
            }),
            "reply-given" => {
                request.decisions.last_mut().unwrap().reply = Some(Reply {
                    channel: "sms".into(),
                    told: String::new(),
                    given: act(*days),
                });
            }
            _ => {}
        }
        // The outcome is a word of these tests; what happened is that it was decided.
        if matches!(*what, "accepted" | "rejected") {
            request.history.last_mut().unwrap().what = "request-decided".into();
        }
    }
    let last = stays(&request).pop().unwrap();
    (request.stage, request.since) = (last.stage, last.from);
    request
}

fn made(query: ReportQuery, requests: &[Request]) -> Report {
    let mut tally = Tally::new(query, NOW);
    for request in requests {
        tally.request(request);
    }
    tally.finish(Revision(7))
}

/// A figure of a report.
fn figure(report: &Report, key: &Key, measure: Measure) -> Option<u64> {
    let sections = report
        .sections
        .iter()
        .filter(|section| section.by == key.by());
    let section = sections.into_iter().next().unwrap();
    let column = section
        .measures
        .iter()
        .position(|one| *one == measure)
        .unwrap();
    let row = section.rows.iter().find(|row| row.key == *key);
    row.and_then(|row| row.values[column])
}

fn several() -> Vec<Request> {
    vec![
        request(
            1,
            "a",
            1,
            &[
                ("request-opened", 60),
                ("papers-awaited", 59),
                ("paper-matched", 57),
                ("request-submitted", 56),
                ("study-concluded", 46),
                ("accepted", 45),
                ("reply-given", 40),
            ],
        ),
        request(
            2,
            "a",
            2,
            &[
                ("request-opened", 30),
                ("request-submitted", 30),
                ("study-concluded", 25),
                ("rejected", 24),
                ("reply-given", 20),
            ],
        ),
        request(3, "b", 1, &[("request-opened", 9), ("papers-awaited", 8)]),
        request(
            4,
            "b",
            3,
            &[("request-opened", 3), ("request-withdrawn", 1)],
        ),
        request(
            5,
            "b",
            3,
            &[
                ("request-opened", 20),
                ("request-submitted", 19),
                ("study-concluded", 5),
                ("accepted", 4),
            ],
        ),
    ]
}

#[test]
fn volumes_are_counted_in_their_period_and_by_what_they_are_of() {
    let requests = several();
    let all = made(query(ReportName::Volumes, 100, 0), &requests);
    for (key, measure, wanted) in [
        (Key::All, Measure::Opened, 5),
        (Key::All, Measure::Submitted, 3),
        (Key::All, Measure::Decided, 3),
        (Key::All, Measure::Closed, 1),
        (Key::All, Measure::Withdrawn, 1),
        (Key::Service("a".into()), Measure::Opened, 2),
        (Key::Service("b".into()), Measure::Submitted, 1),
        (Key::Channel("phone".into()), Measure::Opened, 5),
        (Key::Branch(BranchNo(2)), Measure::Opened, 3),
    ] {
        assert_eq!(
            figure(&all, &key, measure),
            Some(wanted),
            "{key:?} {measure:?}"
        );
    }
    let some = made(query(ReportName::Volumes, 30, 10), &requests);
    assert_eq!(figure(&some, &Key::All, Measure::Opened), Some(2));
    assert_eq!(figure(&some, &Key::All, Measure::Decided), Some(1));
    let one = ReportQuery {
        branch: Some(BranchNo(1)),
        ..query(ReportName::Volumes, 100, 0)
    };
    assert_eq!(
        figure(&made(one, &requests), &Key::All, Measure::Opened),
        Some(2)
    );
}

#[test]
fn a_misconception_is_counted_when_it_was_put_right_and_the_commonest_comes_first() {
    let mut tally = Tally::new(query(ReportName::Volumes, 40, 10), NOW);
    let mut log = |days: i64, question| {
        let enquiry = Enquiry {
            no: EnquiryNo(1),
            question: "؟".into(),
            answer: String::new(),
            channel: "phone".into(),
            person: None,
            branch: BranchNo(1),
            logged: Act {
                by: StaffNo(1),
                at: at(days),
            },
            standard: None,
        };
        tally.enquiry(&enquiry, question);
    };
    for (days, question) in [
        (50, Some("أ")),
        (30, Some("أ")),
        (30, Some("ب")),
        (20, Some("ب")),
        (20, None),
        (5, Some("أ")),
    ] {
        log(days, question);
    }
    let report = tally.finish(Revision(1));
    assert_eq!(figure(&report, &Key::All, Measure::Enquiries), Some(4));
    let section = report
        .sections
        .iter()
        .find(|one| one.by == By::Misconception);
    let rows = section.unwrap().rows.iter();
    let rows: Vec<_> = rows.map(|row| (row.key.id(), row.values[0])).collect();
    assert_eq!(rows, [("ب".to_owned(), Some(2)), ("أ".to_owned(), Some(1))]);
}

#[test]
fn months_are_those_of_the_hijri_calendar() {
    let mut tally = Tally::new(query(ReportName::Volumes, 40, 0), NOW);
    // 2026-11-10 is the last day of the fifth month of 1448.
    tally.arrivals(
        NaiveDate::from_ymd_opt(2026, 11, 10).unwrap(),
        BranchNo(1),
        2,
    );
    tally.arrivals(
        NaiveDate::from_ymd_opt(2026, 11, 11).unwrap(),
        BranchNo(1),
        3,
    );
    tally.arrivals(NaiveDate::from_ymd_opt(2026, 1, 1).unwrap(), BranchNo(1), 9);
    let report = tally.finish(Revision(1));
    assert_eq!(
        figure(&report, &Key::Month(1448, 5), Measure::Arrivals),
        Some(2)
    );
    assert_eq!(
        figure(&report, &Key::Month(1448, 6), Measure::Arrivals),
        Some(3)
    );
    assert_eq!(figure(&report, &Key::All, Measure::Arrivals), Some(5));
}

#[test]
fn what_is_pending_has_its_age() {
    let report = made(query(ReportName::Pending, 0, 0), &several());
    let papers = Key::Stage(Stage::PapersMissing);
    assert_eq!(figure(&report, &papers, Measure::Waiting), Some(1));
    assert_eq!(figure(&report, &papers, Measure::WithinTwoWeeks), Some(1));
    assert_eq!(figure(&report, &papers, Measure::Longest), Some(8 * 1440));
    let registration = Key::Stage(Stage::Registration);
    assert_eq!(figure(&report, &registration, Measure::Longer), Some(1));
    let desk = Key::Department(Department::Desk);
    assert_eq!(
        figure(&report, &desk, Measure::Waiting),
        Some(2),
        "papers and a reply"
    );
    assert_eq!(
        figure(&report, &Key::Stage(Stage::Study), Measure::Waiting),
        Some(0)
    );
    assert_eq!(
        figure(&report, &Key::Stage(Stage::Study), Measure::Median),
        None
    );
}

#[test]
fn each_step_is_as_long_as_its_history_says() {
    let report = made(query(ReportName::Elapsed, 100, 0), &several());
    let days = |key: Key, measure| figure(&report, &key, measure).map(|minutes| minutes / 1440);
    assert_eq!(
        days(Key::Stage(Stage::PapersMissing), Measure::Median),
        Some(2)
    );
    assert_eq!(days(Key::Stage(Stage::Study), Measure::Median), Some(10));
    assert_eq!(
        days(Key::Stage(Stage::Study), Measure::NinthDecile),
        Some(14)
    );
    assert_eq!(
        days(Key::Span(Span::SubmittedToReplied), Measure::Longest),
        Some(16)
    );
    assert_eq!(
        days(Key::Span(Span::DecidedToReplied), Measure::Median),
        Some(4)
    );
    assert_eq!(days(Key::Service("a".into()), Measure::Median), Some(10));
    let times = figure(&report, &Key::Span(Span::OpenedToClosed), Measure::Times);
    assert_eq!(times, Some(1), "a rejection ends it");
    assert_eq!(
        figure(
            &report,
            &Key::Span(Span::RepliedToDelivered),
            Measure::Median
        ),
        None
    );
}

#[test]
fn the_reply_floor_is_kept_broken_or_waits() {
    use crate::domain::decision::EarlyReply;
    let mut requests = several();
    let floor = |requests: &[Request]| made(query(ReportName::ReplyFloor, 100, 0), requests);
    let report = floor(&requests);
    assert_eq!(figure(&report, &Key::All, Measure::Replies), Some(2));
    assert_eq!(figure(&report, &Key::All, Measure::Kept), Some(1));
    assert_eq!(
        figure(&report, &Key::All, Measure::EarlyWithoutLeave),
        Some(1)
    );
    assert_eq!(figure(&report, &Key::All, Measure::ReplyWaiting), Some(1));
    assert_eq!(figure(&report, &Key::All, Measure::ReplyDue), Some(1));
    assert_eq!(
        figure(&report, &Key::Channel("sms".into()), Measure::Replies),
        Some(2)
    );
    requests[1].early_reply = Some(EarlyReply {
        because: "سفر".into(),
        allowed: Act {
            by: StaffNo(9),
            at: at(21),
        },
    });
    let act = |days| Act {
        by: StaffNo(9),
        at: at(days),
    };
    let with_leave =
        |requests: &[Request]| figure(&floor(requests), &Key::All, Measure::EarlyWithLeave);
    assert_eq!(with_leave(&requests), Some(1));
    // Leave given again after an objection takes nothing from the first.
    let leave = requests[1].early_reply.as_mut().unwrap();
    let before = std::mem::replace(&mut leave.allowed, act(0));
    assert_eq!(with_leave(&requests), Some(0));
    requests[1].history.push(Happened {
        what: "early-reply-allowed".into(),
        act: before,
    });
    assert_eq!(with_leave(&requests), Some(1));
    let report = floor(&requests);
    assert_eq!(
        figure(&report, &Key::All, Measure::EarlyWithoutLeave),
        Some(0)
    );
}

#[test]
fn obstacles_are_counted_and_those_that_last_are_told() {
    let report = made(query(ReportName::Obstacles, 100, 0), &several());
    let papers = Key::Reason(Obstacle::PapersAwaited);
    assert_eq!(figure(&report, &papers, Measure::Times), Some(2));
    assert_eq!(figure(&report, &papers, Measure::Still), Some(1));
    let identity = Key::Paper("identity".into());
    assert_eq!(figure(&report, &identity, Measure::Times), Some(2));
    assert_eq!(figure(&report, &identity, Measure::Still), Some(1));
    let withdrawn = Key::Reason(Obstacle::Withdrawn);
    assert_eq!(figure(&report, &withdrawn, Measure::Times), Some(1));
    assert_eq!(
        figure(&report, &Key::Service("b".into()), Measure::Withdrawn),
        Some(1)
    );
}

#[test]
fn outcomes_are_by_service() {
    let report = made(query(ReportName::Outcomes, 100, 0), &several());
    let a = Key::Service("a".into());
    assert_eq!(figure(&report, &a, Measure::Accepted), Some(1));
    assert_eq!(figure(&report, &a, Measure::Rejected), Some(1));
    assert_eq!(figure(&report, &Key::All, Measure::Decided), Some(3));
    assert_eq!(figure(&report, &Key::All, Measure::Objections), Some(0));
}

/// Row 14: whoever did what, every report is the same. No key could name them either.
#[test]
fn no_report_tells_who_did_it() {
    let everyone = several();
    let by_one = |staff: u32| {
        let one = |request: &Request| {
            let mut request = request.clone();
            let by = StaffNo(staff);
            request.officer = by;
            request.officer_before = Some(by);
            request.opened.by = by;
            for happened in &mut request.history {
                happened.act.by = by;
            }
            for decision in &mut request.decisions {
                decision.decided.by = by;
            }
            request
        };
        everyone.iter().map(one).collect::<Vec<_>>()
    };
    for name in ReportName::ALL {
        let report = made(query(*name, 100, 0), &everyone);
        assert_eq!(made(query(*name, 100, 0), &by_one(8)), report, "{name:?}");
        for (by, _) in layout(*name) {
            assert!(!matches!(by.id(), "staff" | "officer"), "{name:?}");
        }
    }
}

#[test]
fn every_section_has_measures_and_every_word_is_one() {
    for name in ReportName::ALL {
        assert_eq!(ReportName::from_id(name.id()), Some(*name));
        for (by, measures) in layout(*name) {
            assert!(!measures.is_empty() && By::from_id(by.id()) == Some(by));
        }
    }
}
