//! The journal's files made wrong on the disk: what was written is read as it was written or the damage is named, and
//! nothing that was not written is taken for written.

use std::fs;
use std::path::PathBuf;

use istiqbal::domain::event::Event;
use istiqbal::journal::{
    Entry, FileJournal, Group, Journal, JournalError, NewEntry, Options, Position, Reader, codec,
    verify,
};
use istiqbal::records::read_entry;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use super::outside::{cases, made_wrong};
use super::world::acts::acts;
use super::world::desk::Desk;
use super::world::{profiles, scratch};

/// A season of random work.
fn season() -> Vec<Entry> {
    let mut desk = Desk::open(&profiles()[2]);
    let mut runner = TestRunner::deterministic();
    for act in acts(900..901).new_tree(&mut runner).unwrap().current() {
        let order = act.order(&desk.records);
        let _ = desk.order(act.uid, &order);
    }
    let (journal, _dir) = desk.die();
    journal.0
}

fn new(entry: &Entry) -> NewEntry {
    NewEntry {
        stamp: entry.stamp,
        command: entry.command,
        kind: entry.kind,
        schema: entry.schema,
        payload: entry.payload.clone(),
    }
}

fn options() -> Options {
    Options {
        segment_bytes: 4_096,
        ..Options::default()
    }
}

/// Where the segments are, in order.
fn segments(dir: &std::path::Path) -> Vec<PathBuf> {
    let files = fs::read_dir(dir.join("journal")).unwrap();
    let mut segments: Vec<PathBuf> = files
        .map(|file| file.unwrap().path())
        .filter(|path| path.file_name().is_some_and(|name| name != "lock"))
        .filter(|path| fs::metadata(path).unwrap().len() > 0)
        .collect();
    segments.sort();
    segments
}

#[test]
fn a_segment_made_wrong_is_named_or_read_as_it_was_written() {
    let dir = scratch();
    let written = season();
    let mut journal = FileJournal::open(dir.path(), options()).unwrap();
    for entry in &written {
        let group = Group {
            expect: vec![],
            entries: vec![new(entry)],
        };
        journal.append(&[group], &|_| Position::NONE).unwrap();
    }
    drop(journal);
    let files = segments(dir.path());
    assert!(files.len() > 2, "{files:?}");
    let whole: Vec<Vec<u8>> = files.iter().map(|path| fs::read(path).unwrap()).collect();
    // The first, one in the middle, and the last, which alone may be cut.
    let places = [0, files.len() / 2, files.len() - 1];
    for at in places {
        let mut runner = TestRunner::new(cases(150));
        runner
            .run(&made_wrong(vec![whole[at].clone()]), |bytes| {
                for (path, bytes) in files.iter().zip(&whole) {
                    fs::write(path, bytes).unwrap();
                }
                fs::write(&files[at], &bytes).unwrap();
                let opened = FileJournal::open(dir.path(), options());
                match opened {
                    Ok(journal) => {
                        let read: Vec<Entry> = journal
                            .read(Position(1))
                            .unwrap()
                            .collect::<Result<_, _>>()
                            .unwrap();
                        prop_assert!(read.len() <= written.len());
                        if at < files.len() - 1 {
                            prop_assert_eq!(read.len(), written.len());
                        }
                        for (read, written) in read.iter().zip(&written) {
                            prop_assert_eq!(new(read), new(written));
                        }
                        drop(journal);
                        prop_assert!(verify(dir.path()).is_ok());
                    }
                    Err(JournalError::Damaged(_)) => {
                        prop_assert!(verify(dir.path()).is_err());
                        // A reader stops there, and no sooner than at what was named.
                        prop_assert!(
                            Reader::new(dir.path())
                                .entries(Position(1))
                                .any(|one| one.is_err())
                        );
                    }
                    Err(other) => prop_assert!(false, "{other}"),
                }
                Ok(())
            })
            .unwrap();
    }
}

#[test]
fn an_entry_made_wrong_is_read_or_refused() {
    let payloads: Vec<Vec<u8>> = season().into_iter().map(|entry| entry.payload).collect();
    let (stamp, previous) = {
        let first = &season()[0];
        (first.stamp, first.clone())
    };
    let mut runner = TestRunner::new(cases(20_000));
    runner
        .run(&made_wrong(payloads), |payload| {
            if let Ok(event) = codec::decode::<Event>(&payload) {
                // The same event again; and what is said of it shows nothing of it.
                let again = codec::encode(&event).unwrap();
                prop_assert_eq!(codec::decode::<Event>(&again).unwrap(), event);
            }
            let entry = Entry {
                stamp,
                payload,
                ..previous.clone()
            };
            let _ = read_entry(&entry);
            Ok(())
        })
        .unwrap();
}
