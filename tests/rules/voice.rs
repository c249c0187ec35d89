//! Ratings tell nobody who gave them and of whom (rows 13, 14).

use std::collections::BTreeSet;
use std::sync::RwLock;

use istiqbal::domain::event::{Event, Stamp};
use istiqbal::domain::history::{Follower, Line};
use istiqbal::domain::ids::{BranchNo, Entity, Revision, StaffNo};
use istiqbal::domain::moment::Moment;
use istiqbal::domain::voice::{Occasion, RatedAs, Rating, Score, month_of};
use istiqbal::journal::NewEntry;
use istiqbal::office::Asker;
use istiqbal::office::decide::Asked;
use istiqbal::office::tell::tell;
use istiqbal::office::voice::FEWEST;
use istiqbal::office::writer::entry;
use istiqbal::protocol::query::{VoiceBy, VoiceReport, VoiceSum};
use istiqbal::protocol::{Answer, Query, Refusal};
use istiqbal::records::{Records, read_entry};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

use super::replay::seen;
use super::world::acts::acts;
use super::world::desk::{Desk, RECEPTION, rebuilt};
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

/// The same journal with every entry told otherwise.
fn retold(desk: &Desk, tell: impl Fn(Stamp, Event) -> (Stamp, Event)) -> MemoryJournal {
    let mut journal = MemoryJournal::default();
    for kept in &desk.journal.0 {
        let (stamp, event) = read_entry(kept).unwrap();
        let (stamp, event) = tell(stamp, event);
        journal.push(NewEntry {
            stamp: istiqbal::journal::Stamp {
                at: stamp.at.0,
                staff: stamp.by.0,
                branch: stamp.branch.0,
            },
            command: kept.command,
            kind: kept.kind,
            schema: kept.schema,
            payload: istiqbal::journal::codec::encode(&event).unwrap(),
        });
    }
    journal
}

fn reports(desk: &Desk, records: &Records) -> Vec<VoiceReport> {
    let today = desk.now.date();
    let asked = Asked::by(Asker::of_user(RECEPTION), records, desk.now, Revision(0));
    let reports = VoiceBy::ALL.map(|by| {
        let query = Query::Voice {
            from: today,
            to: today,
            by,
        };
        match tell(records, &asked, &query) {
            Ok(Answer::Voice(report)) => report,
            other => panic!("{other:?}"),
        }
    });
    reports.into()
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

#[test]
fn small_sums_are_withheld() {
    let mut runner = TestRunner::deterministic();
    let (mut told, mut withheld) = (0, 0);
    for source in profiles() {
        let desk = much_rated(&source, &mut runner);
        let (_, records, _dir) = rebuilt(&desk.journal);
        for report in reports(&desk, &records) {
            if report.all == VoiceSum::Withheld {
                assert!(report.words.is_empty());
            }
            let rows = report.rows.iter().map(|row| row.sum);
            for sum in rows.chain([report.all]) {
                match sum {
                    VoiceSum::Withheld => withheld += 1,
                    VoiceSum::Told { count, .. } => {
                        told += 1;
                        assert!(count >= FEWEST);
                    }
                }
            }
        }
    }
    assert!(told > 0 && withheld > 0, "{told} told, {withheld} withheld");
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
        let declined: u32 = reports(&desk, &desk.records)[0].declined;
        assert_eq!(offers.len() - answered, declined as usize);
        for no in desk.requests() {
            for occasion in Occasion::ALL {
                let of = desk.request(no).offered;
                let times = of.iter().filter(|one| one.occasion == occasion).count();
                assert!(times <= 1, "{no} {occasion:?}");
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
            let refused = istiqbal::office::history::known(&records, draft);
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
