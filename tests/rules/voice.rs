//! Ratings tell nobody who gave them and of whom (rows 13, 14).

use std::collections::BTreeSet;
use std::sync::RwLock;

use istiqbal::domain::branches::Branches;
use istiqbal::domain::event::{Event, Stamp};
use istiqbal::domain::history::{Follower, Line};
use istiqbal::domain::ids::{BranchNo, Entity, Revision, StaffNo};
use istiqbal::domain::moment::Moment;
use istiqbal::domain::period::DateRange;
use istiqbal::domain::report::{By, Key, Measure, Report, ReportName, ReportQuery};
use istiqbal::domain::voice::batch::FEWEST;
use istiqbal::domain::voice::{Occasion, RatedAs, Rating, Score, month_of};
use istiqbal::office::Asker;
use istiqbal::office::decide::Asked;
use istiqbal::office::report::satisfaction;
use istiqbal::office::tell::tell;
use istiqbal::office::writer::entry;
use istiqbal::protocol::query::{VoiceBy, VoiceKey, VoiceReport, VoiceSum};
use istiqbal::protocol::{Answer, Query, Refusal};
use istiqbal::records::{Records, read_entry};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

use super::replay::{reopened, seen, store, stored};
use super::world::acts::acts;
use super::world::desk::{Desk, RECEPTION, rebuilt, retold};
use super::world::memory::MemoryJournal;
use super::world::profiles;

/// A desk at which a good deal was rated.
fn rated(source: &str, runner: &mut TestRunner) -> Desk {
    let mut desk = Desk::open(source);
    for act in acts(1_500..1_501).new_tree(runner).unwrap().current() {
        let order = act.order(&desk.records);
        let _ = desk.order(act.uid, &order);
    }
    desk
}

/// The same desk, and many ratings after it: more than random commands lead to.
fn much_rated(source: &str, runner: &mut TestRunner) -> Desk {
    let mut desk = rated(source, runner);
    let requests = desk.requests();
    let score = |at: u32| Score::new(u8::try_from(1 + at % 5).unwrap()).unwrap();
    for at in 0..60_u32 {
        let request = requests[at as usize % requests.len()];
        let found = desk.request(request);
        let occasion = Occasion::ALL[at as usize % 2];
        let of = RatedAs {
            month: month_of(desk.now.date()),
            branch: BranchNo(1 + u16::from(at.is_multiple_of(7))),
            occasion,
            service: found.need.map_or_else(String::new, |need| need.service),
            channel: found.channel,
        };
        let rating = Rating {
            procedure: score(at),
            provider: score(at / 3),
            words: if at.is_multiple_of(4) {
                format!("كلمة {at}")
            } else {
                String::new()
            },
        };
        let offered = Event::RatingOffered {
            request,
            occasion,
            answered: true,
        };
        let stamp = Stamp {
            at: desk.now,
            by: StaffNo(1 + at % 5),
            branch: BranchNo(1),
        };
        for event in [offered, Event::ServiceRated { of, rating }] {
            desk.journal.push(entry(stamp, 1, &event).unwrap());
        }
    }
    desk
}

/// What is told of the ratings of these days, by each thing they are told by.
fn told(desk: &Desk, records: &Records, days: DateRange) -> Vec<VoiceReport> {
    let asked = Asked::by(Asker::of_user(RECEPTION), records, desk.now, Revision(0));
    let reports = VoiceBy::ALL.map(|by| {
        let (from, to) = (days.from, days.to);
        match tell(records, &asked, &Query::Voice { from, to, by }) {
            Ok(Answer::Voice(report)) => report,
            other => panic!("{other:?}"),
        }
    });
    reports.into()
}

fn report_of(desk: &Desk, records: &Records, period: DateRange, branch: Option<u16>) -> Report {
    let query = ReportQuery {
        name: ReportName::Satisfaction,
        period,
        branch: branch.map(BranchNo),
    };
    satisfaction(records, &query, &Branches::All, desk.now)
}

fn today(desk: &Desk) -> DateRange {
    DateRange::new(desk.now.date(), desk.now.date()).unwrap()
}

/// Everything told of today's ratings.
fn reports(desk: &Desk, records: &Records) -> (Vec<VoiceReport>, Vec<Report>) {
    let days = today(desk);
    let branches = [None, Some(1), Some(2)];
    (
        told(desk, records, days),
        branches
            .map(|branch| report_of(desk, records, days, branch))
            .into(),
    )
}

fn ratings(journal: &MemoryJournal) -> usize {
    let events = journal.0.iter().map(|kept| read_entry(kept).unwrap().1);
    events
        .filter(|event| matches!(event, Event::ServiceRated { .. }))
        .count()
}

#[test]
fn no_query_answers_by_member_of_staff_or_person() {
    let mut runner = TestRunner::deterministic();
    let mut all = 0;
    for source in profiles() {
        let desk = much_rated(&source, &mut runner);
        all += ratings(&desk.journal);
        let (_, records, _dir) = rebuilt(&desk.journal);
        // Had somebody else taken the rating down, or had it been somebody else's request: nothing told of ratings
        // would be another word.
        let requests = desk.requests();
        let others = retold(&desk, |stamp, event| match event {
            Event::ServiceRated { .. } => {
                let by = StaffNo(stamp.by.0 + 3);
                (Stamp { by, ..stamp }, event)
            }
            Event::RatingOffered {
                occasion, answered, ..
            } => {
                let by = StaffNo(stamp.by.0 % 5 + 1);
                let event = Event::RatingOffered {
                    request: requests[0],
                    occasion,
                    answered,
                };
                (Stamp { by, ..stamp }, event)
            }
            event => (stamp, event),
        });
        let (_, by_others, _other_dir) = rebuilt(&others);
        assert_eq!(reports(&desk, &records), reports(&desk, &by_others));
        for report in reports(&desk, &records).1 {
            for section in &report.sections {
                assert!(!matches!(section.by.id(), "staff" | "officer" | "person"));
            }
        }
        // Had everybody been wholly satisfied: nothing but the sums would tell.
        let content = retold(&desk, |stamp, event| match event {
            Event::ServiceRated { of, rating } => {
                let most = Score::new(Score::MOST).unwrap();
                let rating = Rating {
                    procedure: most,
                    provider: most,
                    words: format!("{} جميل", rating.words),
                };
                (stamp, Event::ServiceRated { of, rating })
            }
            event => (stamp, event),
        });
        let (_, content, _content_dir) = rebuilt(&content);
        let sums = |records| reports(&desk, records);
        assert_ne!(sums(&records), sums(&content));
        let not_sums = |records: &Records| {
            let seen = seen(&desk, records);
            let told = seen.into_iter().filter(|one| !one.starts_with("Ok(Voice("));
            told.collect::<Vec<_>>()
        };
        assert_eq!(not_sums(&records), not_sums(&content));
    }
    assert!(all > 50, "{all} ratings show little");
}

/// Ratings of many days at two branches, each with words of its own, so that it can be known by them.
fn over_months(source: &str, given: &[(u32, u32, u32, u32)]) -> Desk {
    let mut desk = Desk::open(source);
    let score = |at: usize| Score::new(u8::try_from(1 + at % 5).unwrap()).unwrap();
    for (at, (days, branch, service, channel)) in given.iter().enumerate() {
        desk.now.0 += i64::from(*days) * 86_400_000;
        let of = RatedAs {
            month: month_of(desk.now.date()),
            branch: BranchNo(1 + u16::from(*branch == 0)),
            occasion: Occasion::ALL[at % 2],
            service: format!("service-{service}"),
            channel: format!("channel-{channel}"),
        };
        let rating = Rating {
            procedure: score(at),
            provider: score(at / 2),
            words: format!("كلمة {at:03}"),
        };
        let stamp = Stamp {
            at: desk.now,
            by: StaffNo(1),
            branch: BranchNo(1),
        };
        let event = Event::ServiceRated { of, rating };
        desk.journal.push(entry(stamp, 1, &event).unwrap());
    }
    desk
}

fn given() -> impl Strategy<Value = Vec<(u32, u32, u32, u32)>> {
    proptest::collection::vec((0..3u32, 0..3u32, 0..3u32, 0..3u32), 40..190)
}

/// Row 14: whatever is asked twice, of other days or by something else, and taken from each other, is of nobody or of
/// five and more; and a total says nothing that its rows do not.
#[test]
fn no_sum_less_another_tells_of_a_few() {
    let mut runner = TestRunner::deterministic();
    let (mut sums, mut withheld, mut together) = (0, 0, 0);
    for source in profiles() {
        let given = given().new_tree(&mut runner).unwrap().current();
        let desk = over_months(&source, &given);
        let (_, records, _dir) = rebuilt(&desk.journal);
        let last = desk.now.date();
        let periods = (0u64..160, 0u64..160);
        let periods: Vec<DateRange> = (0..12)
            .map(|_| {
                let (one, other) = periods.new_tree(&mut runner).unwrap().current();
                let (long_ago, lately) = (one.max(other), one.min(other));
                let day = |ago| last - chrono::Days::new(ago);
                DateRange::new(day(long_ago), day(lately)).unwrap()
            })
            .chain([today(&desk)])
            .collect();
        let mut counts = vec![0];
        let mut whose: Vec<Vec<String>> = vec![];
        for days in periods {
            for report in told(&desk, &records, days) {
                let rows: Vec<(u32, u32)> =
                    report.rows.iter().map(|row| row.sum).map(counted).collect();
                withheld += rows.iter().filter(|(count, _)| *count == 0).count();
                together += report
                    .rows
                    .iter()
                    .filter(|row| row.of == VoiceKey::Together)
                    .count();
                let (all, points) = counted(report.all);
                assert_eq!(all, rows.iter().map(|(count, _)| count).sum::<u32>());
                // Means are told in hundredths: a total's is off by no more than its rows' are.
                let of_rows: u32 = rows.iter().map(|(_, points)| points).sum();
                assert!(points.abs_diff(of_rows) <= all, "{points} {of_rows} {all}");
                counts.extend(rows.into_iter().map(|(count, _)| count).chain([all]));
                whose.push(report.words);
            }
            for branch in [None, Some(1), Some(2)] {
                let report = report_of(&desk, &records, days, branch);
                for section in &report.sections {
                    let at = section
                        .measures
                        .iter()
                        .position(|one| *one == Measure::Rated);
                    let rated = section
                        .rows
                        .iter()
                        .filter_map(|row| row.values[at.unwrap()]);
                    counts.extend(rated.map(|count| u32::try_from(count).unwrap()));
                }
            }
        }
        for one in &counts {
            for other in &counts {
                let left = one.abs_diff(*other) as usize;
                assert!(left == 0 || left >= FEWEST, "{one} less {other}");
            }
        }
        // Not only how many: who they are.
        for one in &whose {
            for other in &whose {
                let left = one.iter().filter(|words| !other.contains(words)).count();
                assert!(left == 0 || left >= FEWEST, "{left} are left");
            }
        }
        sums += counts.iter().filter(|count| **count > 0).count();
    }
    assert!(
        sums > 100 && withheld > 0 && together > 0,
        "{sums} told, {withheld} withheld, {together} together"
    );
}

/// How many ratings are told, and the hundredths they make up.
fn counted(sum: VoiceSum) -> (u32, u32) {
    match sum {
        VoiceSum::Withheld => (0, 0),
        VoiceSum::Told {
            count, procedure, ..
        } => (count, count * procedure),
    }
}

/// The report is what the screen says, row by row.
#[test]
fn the_report_and_the_screen_tell_the_same() {
    let mut runner = TestRunner::deterministic();
    let given = given().new_tree(&mut runner).unwrap().current();
    let desk = over_months(&profiles()[0], &given);
    let (_, records, _dir) = rebuilt(&desk.journal);
    let last = desk.now.date();
    let days = DateRange::new(last - chrono::Days::new(90), last).unwrap();
    let report = report_of(&desk, &records, days, None);
    let mut same = 0;
    for told in told(&desk, &records, days) {
        for row in told.rows {
            let key = match row.of {
                VoiceKey::Service(id) => Key::Service(id),
                VoiceKey::Channel(id) => Key::Channel(id),
                VoiceKey::Branch(no) => Key::Branch(no),
                VoiceKey::Department(one) => Key::Department(one),
                VoiceKey::Together | VoiceKey::Occasion(_) => continue,
            };
            let section = report
                .sections
                .iter()
                .find(|one| one.by == key.by())
                .unwrap();
            let found = section.rows.iter().find(|one| one.key == key).unwrap();
            let figures = match row.sum {
                VoiceSum::Withheld => vec![None; 3],
                VoiceSum::Told {
                    count,
                    procedure,
                    provider,
                } => [procedure, provider, count]
                    .map(|one| Some(u64::from(one)))
                    .into(),
            };
            assert_eq!(found.values, figures, "{key:?}");
            same += 1;
        }
    }
    assert!(same > 5, "{same}");
    assert!(
        report
            .sections
            .iter()
            .any(|one| one.by == By::Month && one.rows.len() > 1)
    );
}

/// The office dies while ratings are being written, and some of the later ones are on disk and some are not: the same
/// batches are told after it, for they are closed for ever.
#[test]
fn batches_stay_what_they_are_whatever_was_written() {
    let mut runner = TestRunner::deterministic();
    let given = given().new_tree(&mut runner).unwrap().current();
    let whole = over_months(&profiles()[0], &given);
    let mut journal = MemoryJournal(whole.journal.0[..20].to_vec());
    let dir = super::world::scratch();
    reopened(dir.path(), &journal).close().unwrap();
    let old = stored(dir.path());
    journal.0 = whole.journal.0.clone();
    reopened(dir.path(), &journal).close().unwrap();
    let new = stored(dir.path());
    let on_disk = store(dir.path());
    for (at, key) in new.keys().enumerate() {
        if at % 3 != 0 || key.first() == Some(&0) {
            match old.get(key) {
                Some(value) => on_disk.insert(key, value.as_slice()).unwrap(),
                None => on_disk.remove(key).unwrap(),
            };
        }
    }
    on_disk.flush().unwrap();
    drop(on_disk);
    let records = reopened(dir.path(), &journal);
    let (_, again, _dir) = rebuilt(&journal);
    let last = whole.now.date();
    for ago in [0, 10, 60, 400] {
        let days = DateRange::new(last - chrono::Days::new(ago), last).unwrap();
        assert_eq!(told(&whole, &records, days), told(&whole, &again, days));
    }
    let days = DateRange::new(last - chrono::Days::new(400), last).unwrap();
    assert_ne!(told(&whole, &again, days)[0].all, VoiceSum::Withheld);
}

#[test]
fn the_journal_stamps_a_rating_with_nobody_and_a_day() {
    let stamp = Stamp {
        at: Moment(1_795_208_399_000),
        by: StaffNo(7),
        branch: BranchNo(2),
    };
    let score = Score::new(4).unwrap();
    let event = Event::ServiceRated {
        of: RatedAs {
            month: stamp.at.date(),
            branch: stamp.branch,
            occasion: Occasion::Delivery,
            service: "aid".into(),
            channel: "phone".into(),
        },
        rating: Rating {
            procedure: score,
            provider: score,
            words: String::new(),
        },
    };
    let kept = entry(stamp, 99, &event).unwrap();
    assert_eq!((kept.stamp.staff, kept.command), (0, 0));
    assert_eq!(Moment(kept.stamp.at), stamp.at.day_begun());
    assert_eq!(event.touches(), [], "no version of anything leads to it");
    let declined = Event::StudyExplained {
        request: istiqbal::domain::ids::RequestNo {
            year: 1448,
            serial: 1,
        },
    };
    let kept = entry(stamp, 99, &declined).unwrap();
    assert_eq!(
        (kept.stamp.staff, kept.command),
        (7, 99),
        "anything else says who"
    );
}

#[test]
fn what_the_request_keeps_is_that_it_was_asked() {
    let mut runner = TestRunner::deterministic();
    let mut refused = 0;
    for source in profiles() {
        let desk = rated(&source, &mut runner);
        let offers = desk.requests().into_iter();
        let offers: Vec<_> = offers.flat_map(|no| desk.request(no).offered).collect();
        let answered = offers.iter().filter(|one| one.answered).count();
        assert_eq!(answered, ratings(&desk.journal));
        refused += offers.len() - answered;
        let last = desk.now.date();
        let days = DateRange::new(last - chrono::Days::new(9), last).unwrap();
        let declined: u32 = told(&desk, &desk.records, days)[0].declined;
        assert_eq!(offers.len() - answered, declined as usize);
        let report = report_of(&desk, &desk.records, days, None);
        let all = &report.sections[0];
        let at = all
            .measures
            .iter()
            .position(|one| *one == Measure::Declined);
        assert_eq!(all.rows[0].values[at.unwrap()], Some(u64::from(declined)));
        for no in desk.requests() {
            let request = desk.request(no);
            let decisions = request.decisions.iter();
            let replies = decisions.filter(|one| one.reply.is_some()).count();
            for occasion in Occasion::ALL {
                let of = request.offered.iter();
                let times = of.filter(|one| one.occasion == occasion).count();
                // An objection that was upheld leads to a reply of its own.
                let reached = match occasion {
                    Occasion::Reply => replies,
                    Occasion::Delivery => 1,
                };
                assert!(times <= reached, "{no} {occasion:?}");
            }
        }
    }
    assert!(refused > 0, "refusals are kept as such");
}

/// Every line of every record's history, whatever kind of record it is.
fn histories(journal: &MemoryJournal) -> Vec<(Entity, Vec<Line>)> {
    let events = journal.0.iter().map(|kept| {
        let (stamp, event) = read_entry(kept).unwrap();
        (Revision(kept.position.0), stamp, event)
    });
    let events: Vec<_> = events.collect();
    let touched = events.iter().flat_map(|(_, _, event)| event.touches());
    let every: BTreeSet<Entity> = touched.collect();
    let history = |entity: Entity| {
        let mut follower = Follower::new(entity);
        let lines = events.iter();
        let lines = lines.filter_map(|(at, stamp, event)| follower.follow(*stamp, *at, event));
        (entity, lines.collect())
    };
    every.into_iter().map(history).collect()
}

#[test]
fn no_history_of_anything_tells_a_rating() {
    let mut runner = TestRunner::deterministic();
    let (mut kinds, mut lines_seen) = (BTreeSet::new(), 0);
    for source in profiles() {
        let desk = much_rated(&source, &mut runner);
        assert!(ratings(&desk.journal) > 5);
        let histories_now = histories(&desk.journal);
        // Whatever had been answered, and with whatever words: every history would read the same.
        let otherwise = retold(&desk, |stamp, event| match event {
            Event::ServiceRated { of, .. } => {
                let rating = Rating {
                    procedure: Score::new(1).unwrap(),
                    provider: Score::new(1).unwrap(),
                    words: "غير راض".into(),
                };
                (stamp, Event::ServiceRated { of, rating })
            }
            event => (stamp, event),
        });
        assert!(histories_now == histories(&otherwise));
        for (entity, lines) in &histories_now {
            kinds.insert(format!("{entity:?}").split('(').next().unwrap().to_owned());
            lines_seen += lines.len();
            for line in lines {
                assert_ne!(line.what, "service-rated", "{entity:?}");
                let told = line.changes.iter().map(|change| change.field.as_str());
                for field in told {
                    let of_rating = field.contains("rating") || field.contains("procedure");
                    assert!(!of_rating && !field.contains("provider"), "{field}");
                }
            }
        }
        // What is typed and not sent is nobody else's to read.
        let drafts = histories_now.iter().map(|(entity, _)| *entity);
        let drafts: Vec<_> = drafts
            .filter(|entity| matches!(entity, Entity::Draft(_)))
            .collect();
        let (_, records, _dir) = rebuilt(&desk.journal);
        let records = RwLock::new(records);
        for draft in drafts {
            let refused =
                istiqbal::office::history::Eyes::on(&records, Branches::All, draft).map(drop);
            assert_eq!(refused, Err(Refusal::NotFound(draft)));
        }
    }
    assert!(lines_seen > 1_000, "{lines_seen} lines show little");
    assert!(
        kinds.len() >= 8,
        "{} kinds of records show little",
        kinds.len()
    );
}
