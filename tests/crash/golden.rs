//! A journal that format 1 wrote is read forever, and format 1 is still what it was.

use std::fs;

use istiqbal::journal::{Hash, Stamp, codec, verify};
use serde::{Deserialize, Serialize};

use super::*;

/// Every shape the encoding has, as an event may hold it.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
enum Sample {
    Nothing,
    Text(String),
    Numbers {
        small: u8,
        wide: u64,
        signed: i64,
        id: u128,
    },
    Nested(Vec<Option<(String, bool)>>),
}

fn samples() -> Vec<Vec<(NewEntry, Sample)>> {
    let entry = |command, kind, sample| {
        let stamp = Stamp {
            at: 1_733_097_600_000 - i64::from(kind) * 1_000_000_000_000,
            staff: u32::MAX - u32::from(kind),
            branch: 0x0100 * u16::from(kind) + 2,
        };
        let new = NewEntry {
            stamp,
            command,
            kind,
            schema: 0x0300 | u16::from(kind),
            payload: codec::encode(&sample).unwrap(),
        };
        (new, sample)
    };
    vec![
        vec![
            entry(u128::MAX, 1, Sample::Nothing),
            entry(u128::MAX, 2, Sample::Text("استقبال المستفيد".into())),
        ],
        vec![entry(
            0,
            3,
            Sample::Numbers {
                small: 251,
                wide: 1 << 40,
                signed: -300,
                id: 1 << 100,
            },
        )],
        vec![entry(
            7,
            255,
            Sample::Nested(vec![None, Some(("نورة".into(), true))]),
        )],
    ]
}

fn options() -> Options {
    Options {
        segment_bytes: 300,
        reserve_bytes: 0,
        ..Options::default()
    }
}

/// A journal as it is on disk: names and bytes of its segments.
fn files(dir: &Path) -> Vec<(String, Vec<u8>)> {
    let listed = fs::read_dir(dir.join("journal"))
        .unwrap()
        .map(|item| item.unwrap().path());
    let mut files: Vec<_> = listed
        .filter(|path| path.extension().is_some_and(|name| name == "istiqbal"))
        .map(|path| {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            (name, fs::read(path).unwrap())
        })
        .collect();
    files.sort();
    files
}

fn kept() -> &'static Path {
    Path::new(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/fixtures/journal-v1"
    ))
}

#[test]
fn a_journal_of_format_1_is_read() {
    let summary = verify(kept()).unwrap();
    assert_eq!(
        (summary.entries, summary.segments, summary.torn),
        (4, 2, None)
    );
    assert_eq!(
        summary.head.to_string(),
        "cb6ad2db4199e59a4cb24b60b9b668bf1d54676862b4b2b03887a9d69958fe17"
    );
    let entries: Result<Vec<Entry>, JournalError> =
        Reader::new(kept()).entries(Position(1)).collect();
    let mut previous = Hash::NONE;
    for (found, (new, sample)) in entries
        .unwrap()
        .into_iter()
        .zip(samples().into_iter().flatten())
    {
        assert_eq!(codec::decode(&found.payload), Ok(sample));
        let expected = Entry {
            position: found.position,
            stamp: new.stamp,
            command: new.command,
            kind: new.kind,
            schema: new.schema,
            payload: new.payload,
            previous,
            hash: found.hash,
        };
        assert!(found == expected, "entry {}", found.position);
        previous = found.hash;
    }
}

#[test]
fn the_same_entries_make_the_same_bytes() {
    let dir = tempfile::tempdir().unwrap();
    let mut journal = FileJournal::open(dir.path(), options()).unwrap();
    for group in samples() {
        let entries = group.into_iter().map(|(new, _)| new).collect();
        let group = Group {
            expect: Vec::new(),
            entries,
        };
        append(&mut journal, &[group]).unwrap();
    }
    drop(journal);
    assert!(
        files(dir.path()) == files(kept()),
        "format 1 has changed: it needs a new number"
    );
}

#[test]
fn a_journal_of_format_1_is_appended_to() {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("journal")).unwrap();
    for (name, bytes) in files(kept()) {
        fs::write(dir.path().join("journal").join(name), bytes).unwrap();
    }
    let mut journal = FileJournal::open(dir.path(), options()).unwrap();
    append(&mut journal, &[command(1, 10)]).unwrap();
    drop(journal);
    assert_eq!(verify(dir.path()).unwrap().entries, 6);
}
