//! Records are what the journal says, to the byte: derived at once or again, after any end of the office.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use chrono::NaiveDate;
use istiqbal::domain::branches::Branches;
use istiqbal::domain::ids::{BranchNo, PersonNo, Revision};
use istiqbal::domain::request::Stage;
use istiqbal::office::decide::Asked;
use istiqbal::office::tell::tell;
use istiqbal::office::{Asker, outreach};
use istiqbal::protocol::query::{OutreachQuery, VoiceBy, VoicesQuery};
use istiqbal::protocol::{Order, Query, QueueOrder, QueueQuery};
use istiqbal::records::{Records, RecordsError};
use proptest::prelude::*;

use super::world::acts::{Act, acts};
use super::world::desk::{Desk, RECEPTION, rebuilt};
use super::world::memory::MemoryJournal;
use super::world::people::somebody;
use super::world::profiles;
use crate::world::orders;

pub(super) fn reopened(dir: &Path, journal: &MemoryJournal) -> Records {
    Records::open(&dir.join("records"), journal, &mut |_, _| {}).unwrap()
}

/// What a desk can see of lists and counts, which are kept in memory and so not part of a digest.
pub(super) fn seen(desk: &Desk, records: &Records) -> Vec<String> {
    let mut queries = vec![Query::Desk, Query::Line, Query::Drafts];
    queries.push(Query::Enquiries { limit: 200 });
    for stage in Stage::QUEUES {
        for order in [QueueOrder::Oldest, QueueOrder::Newest, QueueOrder::Number] {
            for branch in [None, Some(BranchNo(1))] {
                queries.push(Query::Queue(QueueQuery {
                    stage,
                    branch,
                    officer: None,
                    service: None,
                    order,
                    offset: 0,
                    limit: 200,
                }));
            }
        }
    }
    for by in VoiceBy::ALL {
        let (from, to) = (NaiveDate::MIN, NaiveDate::MAX);
        queries.push(Query::Voice { from, to, by });
    }
    queries.push(Query::Standards);
    queries.push(Query::Voices(VoicesQuery {
        limit: 200,
        ..VoicesQuery::default()
    }));
    let find = ["نورة", "الحربي", "05", "10"];
    queries.extend(find.map(|text| Query::Find {
        text: text.into(),
        limit: 200,
    }));
    queries.extend(desk.requests().into_iter().map(Query::Request));
    let people = 1..=records.indexes.last.person;
    queries.extend(people.map(|no| Query::Person(PersonNo(no))));
    let asked = Asked::by(Asker::of_user(RECEPTION), records, desk.now, Revision(0));
    let told = queries
        .iter()
        .map(|query| format!("{:?}", tell(records, &asked, query)));
    // Of a day on which papers expire and of one long after, as the horizon is the charity's own.
    let days = ["2026-12-20", "2027-12-20", "2040-01-01", "2099-11-20"];
    let outreach = days.map(|day| {
        let query = OutreachQuery {
            limit: 200,
            ..OutreachQuery::default()
        };
        let page = outreach::page(records, day.parse().unwrap(), &query, &Branches::All, 200);
        format!("{page:?}")
    });
    let told = told.chain(outreach);
    let last = format!("{:?}", records.indexes.last);
    let holders = (0..45).map(|serial| {
        let key = super::world::people::paper(serial)
            .key()
            .unwrap_or_default();
        format!("{:?}", records.indexes.holders(&key).collect::<Vec<_>>())
    });
    told.chain([last]).chain(holders).collect()
}

fn registration(serial: usize) -> Order {
    orders::register(somebody(5_000_000 + u32::try_from(serial).unwrap()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    /// The office dies somewhere, with what it wrote last half handed over, and goes on; again and again.
    #[test]
    fn after_any_end_the_records_are_what_the_journal_says(
        which in 0..6usize,
        acts in acts(60..160),
        ends in proptest::collection::vec((1..40usize, 0..4u8), 1..5),
    ) {
        let mut desk = Desk::open(&profiles()[which]);
        let mut ends = ends.into_iter();
        let mut next = ends.next();
        for (at, act) in acts.into_iter().enumerate() {
            let order = act.order(&desk.records);
            let _ = desk.order(act.uid, &order);
            if at.is_multiple_of(7) {
                desk.records.hand_over(true).unwrap();
            }
            if at.is_multiple_of(11) {
                desk.records.close_keeping(0).unwrap();
            }
            if let Some((after, how)) = next && at % 40 == after {
                match how {
                    0 => {}
                    1 => desk.records.hand_over(true).unwrap(),
                    2 => desk.records.close_keeping(0).unwrap(),
                    // What was kept is of no use once the records have changed again.
                    _ => {
                        desk.records.close_keeping(0).unwrap();
                        let _ = desk.order(RECEPTION, &registration(at));
                        desk.records.hand_over(true).unwrap();
                    }
                }
                let now = desk.now;
                let (journal, dir) = desk.die();
                let records = reopened(dir.path(), &journal);
                desk = Desk { journal, records, dir, now };
                next = ends.next();
            }
        }
        let (digest, again, _dir) = rebuilt(&desk.journal);
        prop_assert_eq!(desk.records.head(), again.head());
        let live = seen(&desk, &desk.records);
        prop_assert_eq!(&live, &seen(&desk, &again));
        prop_assert_eq!(desk.records.digest().unwrap(), digest);
        let now = desk.now;
        let (journal, dir) = desk.die();
        let mut records = reopened(dir.path(), &journal);
        prop_assert_eq!(records.digest().unwrap(), digest);
        let desk = Desk { journal, records, dir, now };
        prop_assert_eq!(live, seen(&desk, &desk.records));
    }
}

/// The store itself. Whoever closed it just now may hold its lock a moment longer.
pub(super) fn store(dir: &Path) -> sled::Db {
    loop {
        match sled::open(dir.join("records")) {
            Err(sled::Error::Io(error)) if error.to_string().contains("lock") => {
                std::thread::yield_now();
            }
            opened => return opened.unwrap(),
        }
    }
}

/// Every key and value of a store, as it lies on disk.
pub(super) fn stored(dir: &Path) -> BTreeMap<Vec<u8>, Vec<u8>> {
    let store = store(dir);
    let pairs = store.iter().map(|pair| pair.unwrap());
    pairs
        .map(|(key, value)| (key.to_vec(), value.to_vec()))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    /// The office dies while changes are being written: any part of them is there, and the note is still the old one.
    #[test]
    fn changes_half_written_are_made_whole(
        which in 0..6usize,
        before in acts(20..100),
        after in acts(20..100),
        // Which changes got as far as the disk, over and over.
        written in proptest::collection::vec(any::<bool>(), 1..50),
    ) {
        let mut desk = Desk::open(&profiles()[which]);
        let work = |desk: &mut Desk, acts: Vec<Act>| {
            for act in acts {
                let order = act.order(&desk.records);
                let _ = desk.order(act.uid, &order);
            }
        };
        work(&mut desk, before);
        // The search keys kept here would fit that note.
        desk.records.close_keeping(0).unwrap();
        let now = desk.now;
        let (journal, dir) = desk.die();
        let old = stored(dir.path());
        let records = reopened(dir.path(), &journal);
        let mut desk = Desk { journal, records, dir, now };
        work(&mut desk, after);
        desk.records.checkpoint().unwrap();
        let now = desk.now;
        let (journal, dir) = desk.die();
        let new = stored(dir.path());

        let store = store(dir.path());
        let keys: BTreeSet<&Vec<u8>> = old.keys().chain(new.keys()).collect();
        for (key, written) in keys.into_iter().zip(written.iter().cycle()) {
            // The note of how far the records reach is written last, and was not.
            if !written || key.first() == Some(&0) {
                match old.get(key) {
                    Some(value) => store.insert(key, value.as_slice()).unwrap(),
                    None => store.remove(key).unwrap(),
                };
            }
        }
        store.flush().unwrap();
        drop(store);

        let mut records = reopened(dir.path(), &journal);
        let (digest, again, _dir) = rebuilt(&journal);
        prop_assert_eq!(records.digest().unwrap(), digest);
        let desk = Desk { journal, records, dir, now };
        prop_assert_eq!(seen(&desk, &desk.records), seen(&desk, &again));
    }
}

#[test]
fn records_that_reach_further_than_the_journal_are_refused_by_name() {
    let mut desk = Desk::open(&profiles()[0]);
    desk.records.checkpoint().unwrap();
    let (mut journal, dir) = desk.die();
    journal.0.truncate(4);
    let refused = Records::open(&dir.path().join("records"), &journal, &mut |_, _| {}).unwrap_err();
    assert!(
        matches!(
            refused,
            RecordsError::Ahead {
                records: 11,
                journal: 4
            }
        ),
        "{refused}"
    );
    assert!(
        !dir.path().join("records.aside").exists(),
        "what is there is left as it is"
    );
}

#[test]
fn records_of_another_journal_are_set_aside_however_long_it_is() {
    let desk_of = |visitors: &[&str]| {
        let mut desk = Desk::open(&profiles()[0]);
        for name in visitors {
            let visitor = istiqbal::domain::arrival::Visitor::Named((*name).to_owned());
            let purpose = String::new();
            let order = istiqbal::protocol::Order::ReceiveVisitor { visitor, purpose };
            desk.order(RECEPTION, &order).unwrap();
        }
        desk.records.checkpoint().unwrap();
        desk.die()
    };
    let (_, dir) = desk_of(&["one", "two"]);
    for other in [&["one", "three"][..], &["one", "three", "four"]] {
        let (journal, _) = desk_of(other);
        let (digest, ..) = rebuilt(&journal);
        assert_eq!(reopened(dir.path(), &journal).digest().unwrap(), digest);
        assert!(dir.path().join("records.aside").exists());
    }
    // The same journal, gone on, is no other.
    let (_, dir) = desk_of(&["one"]);
    let (journal, _) = desk_of(&["one", "two"]);
    reopened(dir.path(), &journal);
    assert!(!dir.path().join("records.aside").exists());
}

#[test]
fn an_entry_of_a_later_version_is_refused_by_name() {
    let desk = Desk::open(&profiles()[0]);
    let (mut journal, _dir) = desk.die();
    journal.0[3].schema += 1;
    let dir = super::world::scratch();
    let refused = Records::open(&dir.path().join("records"), &journal, &mut |_, _| {}).unwrap_err();
    assert!(
        matches!(refused, RecordsError::Entry { position: 4, .. }),
        "{refused}"
    );
    journal.0[3].schema -= 1;
    journal.0[3].payload.push(0);
    let dir = super::world::scratch();
    let refused = Records::open(&dir.path().join("records"), &journal, &mut |_, _| {}).unwrap_err();
    assert!(
        matches!(refused, RecordsError::Entry { position: 4, .. }),
        "{refused}"
    );
}

#[test]
fn progress_is_told_of_every_entry() {
    let desk = Desk::open(&profiles()[0]);
    let (journal, _dir) = desk.die();
    let dir = super::world::scratch();
    let mut told = vec![];
    let records = Records::open(&dir.path().join("records"), &journal, &mut |done, of| {
        told.push((done, of))
    });
    assert_eq!(told, (1..=11).map(|done| (done, 11)).collect::<Vec<_>>());
    drop(records);
    told.clear();
    Records::open(&dir.path().join("records"), &journal, &mut |done, of| {
        told.push((done, of))
    })
    .unwrap();
    assert_eq!(told, []);
}
