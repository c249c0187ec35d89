mod damage;
mod faults;
mod follow;
mod torn;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use super::*;

fn at_none(_: &[u8]) -> Position {
    Position::NONE
}

fn entry(text: &str) -> NewEntry {
    NewEntry {
        stamp: Stamp {
            at: 1_733_097_600_000,
            staff: 7,
            branch: 2,
        },
        command: 42,
        kind: 3,
        schema: 1,
        payload: text.as_bytes().to_vec(),
    }
}

fn group(texts: &[&str]) -> Group {
    Group {
        expect: Vec::new(),
        entries: texts.iter().map(|text| entry(text)).collect(),
    }
}

fn open(dir: &Path) -> FileJournal {
    FileJournal::open(dir, Options::default()).unwrap()
}

/// Segments that roll early, and nothing reserved, so that every byte of a file counts.
fn small(segment_bytes: u64) -> Options {
    Options {
        segment_bytes,
        reserve_bytes: 0,
        ..Options::default()
    }
}

fn segments(dir: &Path) -> Vec<PathBuf> {
    let listed = segment::list(&super::file::directory(dir)).unwrap();
    listed.into_iter().map(|segment| segment.path).collect()
}

fn texts(journal: &FileJournal, from: u64) -> Vec<String> {
    journal
        .read(Position(from))
        .unwrap()
        .map(|entry| String::from_utf8(entry.unwrap().payload).unwrap())
        .collect()
}

#[test]
fn what_was_appended_is_read_again_after_a_reopen() {
    let dir = tempfile::tempdir().unwrap();
    let mut journal = open(dir.path());
    let outcomes = journal
        .append(&[group(&["a", "b"]), group(&[]), group(&["c"])], &at_none)
        .unwrap();
    assert_eq!(
        outcomes,
        [2, 2, 3].map(|last| Outcome::Appended {
            last: Position(last)
        })
    );
    assert_eq!(texts(&journal, 0), ["a", "b", "c"]);
    let head = journal.head();
    drop(journal);

    let mut journal = open(dir.path());
    assert_eq!(journal.head(), head);
    assert_eq!(journal.cut(), None);
    journal.append(&[group(&["d"])], &at_none).unwrap();
    assert_eq!(texts(&journal, 2), ["b", "c", "d"]);
    assert_eq!(texts(&journal, 5), [""; 0]);

    let entries: Vec<Entry> = journal
        .read(Position(1))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert_eq!(entries[0].previous, Hash::NONE);
    assert!(
        entries
            .windows(2)
            .all(|pair| pair[0].hash == pair[1].previous)
    );
    assert_eq!(entries[3].hash, journal.head().hash);
    assert_eq!(entries[3].stamp, entry("").stamp);
    assert_eq!(
        (entries[3].command, entries[3].kind, entries[3].schema),
        (42, 3, 1)
    );
    assert_eq!(
        verify(dir.path()).unwrap(),
        Summary {
            entries: 4,
            segments: 1,
            first: Position(1),
            last: Position(4),
            head: journal.head().hash,
            torn: None
        }
    );
}

#[test]
fn a_second_opener_is_told_who_holds_it() {
    let dir = tempfile::tempdir().unwrap();
    let first = open(dir.path());
    let refused = FileJournal::open(dir.path(), Options::default()).err();
    assert_eq!(
        refused,
        Some(JournalError::Locked {
            path: dir.path().join("journal/lock"),
            holder: Some(std::process::id())
        })
    );
    drop(first);
    open(dir.path());
    assert!(fs::exists(dir.path().join("journal/00000000000000000001.istiqbal")).unwrap());
}

#[test]
fn nobody_else_looks_into_what_it_makes() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    open(&data);
    for made in [data.clone(), data.join("journal")] {
        let mode = fs::metadata(&made).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o700, "{}", made.display());
    }
}

#[test]
fn a_group_is_refused_when_what_it_saw_has_moved() {
    let dir = tempfile::tempdir().unwrap();
    let mut journal = open(dir.path());
    let expecting = |seen: &[(&str, u64)], text: &str| Group {
        expect: seen
            .iter()
            .map(|(key, at)| Expectation {
                entity: key.as_bytes().to_vec(),
                at: Position(*at),
            })
            .collect(),
        ..group(&[text])
    };
    let appended = |last| Outcome::Appended {
        last: Position(last),
    };
    let moved = |key: &str, at, now| Outcome::Moved {
        expected: Expectation {
            entity: key.into(),
            at: Position(at),
        },
        now: Position(now),
    };
    // The records say that `person` stands at 5 and know nothing of any other.
    let records = |key: &[u8]| Position(if key == b"person" { 5 } else { 0 });
    let groups = [
        expecting(&[("person", 4)], "stale"),
        expecting(&[("person", 5)], "a"),
        expecting(&[("person", 5)], "stale by the one before"),
        expecting(&[("person", 1)], "sees what is not acknowledged yet"),
        expecting(&[("request", 0), ("person", 1)], "b"),
        expecting(&[("request", 0)], "exists by now"),
        group(&["c"]),
    ];
    let outcomes = journal.append(&groups, &records).unwrap();
    assert_eq!(
        outcomes,
        [
            moved("person", 4, 5),
            appended(1),
            moved("person", 5, 1),
            appended(2),
            moved("person", 1, 2),
            appended(3),
            appended(4),
        ]
    );
    assert_eq!(
        texts(&journal, 1),
        [
            "a",
            "sees what is not acknowledged yet",
            "exists by now",
            "c"
        ]
    );
}

#[test]
fn an_entry_too_long_is_refused_alone() {
    let dir = tempfile::tempdir().unwrap();
    let mut journal = open(dir.path());
    let mut long = group(&["fits", ""]);
    long.entries[1].payload = vec![1; MAX_PAYLOAD + 1];
    let outcomes = journal.append(&[long, group(&["a"])], &at_none).unwrap();
    assert_eq!(
        outcomes,
        [
            Outcome::TooLong {
                bytes: MAX_PAYLOAD + 1
            },
            Outcome::Appended { last: Position(1) }
        ]
    );
    let mut most = group(&[""]);
    most.entries[0].payload = vec![1; MAX_PAYLOAD];
    journal.append(&[most], &at_none).unwrap();
    drop(journal);
    assert_eq!(open(dir.path()).head().position, Position(2));
}

#[test]
fn segments_roll_and_any_position_is_found() {
    let dir = tempfile::tempdir().unwrap();
    let mut journal = FileJournal::open(dir.path(), small(400_000)).unwrap();
    let padding = "x".repeat(1000);
    for batch in 0..100 {
        let text = |index: u32| format!("{} {padding}", batch * 10 + index);
        let groups: Vec<Group> = (1..=5)
            .map(|index| group(&[&text(index * 2 - 1), &text(index * 2)]))
            .collect();
        journal.append(&groups, &at_none).unwrap();
    }
    assert_eq!(segments(dir.path()).len(), 3);
    let summary = verify(dir.path()).unwrap();
    assert_eq!((summary.entries, summary.segments), (1000, 3));
    let check = |journal: &FileJournal| {
        for from in 1..=1000 {
            let found = journal.read(Position(from)).unwrap().next();
            let found = found.unwrap().unwrap();
            let text = String::from_utf8(found.payload).unwrap();
            assert_eq!(found.position, Position(from));
            assert_eq!(text.split_once(' ').unwrap().0, from.to_string());
        }
        assert!(journal.read(Position(1001)).unwrap().next().is_none());
    };
    check(&journal);
    let head = journal.head();
    drop(journal);
    for trusted in [0, 1, 300, 600, 999, 1000, 5000] {
        let options = Options {
            trusted: Position(trusted),
            ..small(400_000)
        };
        let journal = FileJournal::open(dir.path(), options).unwrap();
        assert_eq!(journal.head(), head, "trusted up to {trusted}");
        check(&journal);
    }
}
