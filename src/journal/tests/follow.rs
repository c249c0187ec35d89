//! Reading beside an appender at work.

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use super::*;

#[test]
fn an_end_is_only_an_end_for_now() {
    let dir = tempfile::tempdir().unwrap();
    let mut entries = Reader::new(dir.path()).entries(Position(2));
    assert!(matches!(entries.next(), Some(Err(JournalError::Io(_)))));

    let mut journal = FileJournal::open(dir.path(), small(300)).unwrap();
    let mut entries = Reader::new(dir.path()).entries(Position(2));
    let mut bounded = journal.read(Position(1)).unwrap();
    assert!(entries.next().is_none());
    for text in ["one", "two", "three", "four", "five"] {
        journal.append(&[group(&[text])], &at_none).unwrap();
        let seen: Vec<_> = entries
            .by_ref()
            .map(|entry| entry.unwrap().payload)
            .collect();
        let expected: &[&[u8]] = if text == "one" {
            &[]
        } else {
            &[text.as_bytes()]
        };
        assert_eq!(seen, expected);
    }
    assert_eq!(segments(dir.path()).len(), 3);
    assert!(
        bounded.next().is_none(),
        "the head was at 0 when it was asked for"
    );
}

#[test]
fn readers_and_verifiers_beside_a_writer_meet_no_damage() {
    const LAST: u64 = 3000;
    for reserve_bytes in [0, 10_000] {
        let dir = tempfile::tempdir().unwrap();
        let options = Options {
            segment_bytes: 200_000,
            reserve_bytes,
            ..Options::default()
        };
        let mut journal = FileJournal::open(dir.path(), options).unwrap();
        let done = AtomicBool::new(false);
        thread::scope(|scope| {
            let follower = scope.spawn(|| {
                let mut entries = Reader::new(dir.path()).entries(Position(1));
                let mut next = 1;
                while next <= LAST {
                    match entries.next() {
                        Some(entry) => {
                            assert_eq!(entry.unwrap().position, Position(next));
                            next += 1;
                        }
                        None => thread::yield_now(),
                    }
                }
            });
            let verifier = scope.spawn(|| {
                while !done.load(Ordering::Relaxed) {
                    verify(dir.path()).unwrap();
                }
            });
            let text = "x".repeat(600);
            let batch = vec![group(&[&text, &text]); 5];
            while journal.head().position < Position(LAST) {
                journal.append(&batch, &at_none).unwrap();
            }
            follower.join().unwrap();
            done.store(true, Ordering::Relaxed);
            verifier.join().unwrap();
        });
    }
}
