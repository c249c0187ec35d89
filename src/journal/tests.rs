use std::fs;
use std::path::Path;

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
