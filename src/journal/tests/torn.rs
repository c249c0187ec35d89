//! Ends that were never acknowledged are cut, and nothing else is.

use proptest::prelude::*;

use super::*;

/// A journal of three appends; where each ends, and the head then.
fn three_appends(dir: &Path) -> Vec<(u64, Head)> {
    let mut journal = FileJournal::open(dir, small(1 << 20)).unwrap();
    let appends: [&[Group]; 3] = [
        &[group(&["one"]), group(&["two", "three"])],
        &[group(&["four"])],
        &[group(&["five", "six"]), group(&["seven"])],
    ];
    appends
        .map(|groups| {
            journal.append(groups, &at_none).unwrap();
            let length = fs::metadata(&segments(dir)[0]).unwrap().len();
            (length, journal.head())
        })
        .to_vec()
}

#[test]
fn cut_at_every_byte_it_keeps_every_whole_command() {
    let dir = tempfile::tempdir().unwrap();
    let appends = three_appends(dir.path());
    let path = segments(dir.path()).remove(0);
    let whole = fs::read(&path).unwrap();
    let lengths: Vec<usize> = Reader::new(dir.path())
        .entries(Position(1))
        .map(|entry| frame::ENTRY_HEADER + entry.unwrap().payload.len() + frame::CHECKSUM)
        .collect();
    // Where the commands end: after entries 1, 3, 4, 6 and 7.
    let ends = [1, 3, 4, 6, 7].map(|count: usize| {
        let bytes: usize = lengths[..count].iter().sum();
        (count as u64, frame::SEGMENT_HEADER + bytes)
    });
    for length in frame::SEGMENT_HEADER..=whole.len() {
        fs::write(&path, &whole[..length]).unwrap();
        let (kept, offset) = ends
            .iter()
            .rfind(|(_, end)| *end <= length)
            .copied()
            .unwrap_or((0, frame::SEGMENT_HEADER));
        let cut = (length > offset).then(|| Cut {
            segment: path.clone(),
            offset: offset as u64,
            bytes: (length - offset) as u64,
            next: Position(kept + 1),
        });
        // A byte of zero at the very end of the torn part is not counted.
        let found = verify(dir.path()).unwrap();
        assert_eq!(found.last, Position(kept), "{length} bytes");
        assert_eq!(
            found.torn.as_ref().map(|cut| (cut.offset, cut.next)),
            cut.as_ref().map(|cut| (cut.offset, cut.next)),
            "{length} bytes"
        );
        // Opening does what verifying says, and syncs, which is slow: not at every byte.
        if length % 11 != 0 && !ends.iter().any(|(_, end)| end.abs_diff(length) < 2) {
            continue;
        }
        let mut journal = FileJournal::open(dir.path(), small(1 << 20)).unwrap();
        assert_eq!(journal.cut(), found.torn.as_ref());
        assert_eq!(journal.head().position, Position(kept));
        for (synced, head) in &appends {
            if length as u64 >= *synced {
                assert!(journal.head().position >= head.position);
            }
        }
        journal.append(&[group(&["next"])], &at_none).unwrap();
        drop(journal);
        let found = verify(dir.path()).unwrap();
        assert_eq!((found.last, found.torn), (Position(kept + 1), None));
    }
}

#[test]
fn every_flipped_bit_is_named_or_costs_the_last_command_alone() {
    let dir = tempfile::tempdir().unwrap();
    let mut journal = FileJournal::open(dir.path(), small(600)).unwrap();
    for append in [
        &[group(&["one"]), group(&["two", "three"])][..],
        &[group(&["four"]), group(&["five"])],
        &[group(&["six"]), group(&["seven", "eight"])],
    ] {
        journal.append(append, &at_none).unwrap();
    }
    drop(journal);
    let paths = segments(dir.path());
    assert_eq!(paths.len(), 2);
    let last_entry = frame::ENTRY_HEADER + "eight".len() + frame::CHECKSUM;
    for path in &paths {
        let whole = fs::read(path).unwrap();
        for bit in 0..whole.len() * 8 {
            let mut flipped = whole.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            fs::write(path, &flipped).unwrap();
            match verify(dir.path()) {
                Err(JournalError::Damaged(damage)) => {
                    assert_eq!(&damage.segment, path, "bit {bit}: {damage}");
                    // Named where the damaged entry begins.
                    let distance = (bit as u64 / 8).checked_sub(damage.offset);
                    assert!(distance.is_some_and(|distance| distance < 100), "{damage}");
                }
                Ok(found) => {
                    assert_eq!(path, &paths[1], "bit {bit} went unseen");
                    assert!(bit / 8 >= whole.len() - last_entry, "bit {bit} was cut");
                    assert_eq!(found.last, Position(6));
                    assert_eq!(found.torn.map(|cut| cut.next), Some(Position(7)));
                }
                Err(other) => panic!("{other}"),
            }
        }
        fs::write(path, &whole).unwrap();
    }
}

#[derive(Debug, Clone)]
enum Act {
    /// Commands of so many entries each, of so many bytes.
    Append(Vec<(usize, usize)>),
    Reopen,
    /// The power goes while an append is written: of its blocks, those stay whose bit is set, and the
    /// file keeps so many bytes of it.
    PowerCut {
        commands: Vec<(usize, usize)>,
        blocks: u64,
        length: prop::sample::Index,
    },
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let commands = || prop::collection::vec((1..4_usize, 0..700_usize), 1..8);
    prop::collection::vec(
        prop_oneof![
            4 => commands().prop_map(Act::Append),
            1 => Just(Act::Reopen),
            2 => (commands(), any::<u64>(), any::<prop::sample::Index>())
                .prop_map(|(commands, blocks, length)| Act::PowerCut { commands, blocks, length }),
        ],
        1..12,
    )
}

fn groups(commands: &[(usize, usize)], serial: &mut u8) -> Vec<Group> {
    let mut entry = |bytes| {
        *serial = serial.checked_add(1).unwrap_or(1);
        NewEntry {
            payload: vec![*serial; bytes],
            ..NewEntry::default()
        }
    };
    let entries = |&(count, bytes): &(usize, usize)| Group {
        expect: Vec::new(),
        entries: (0..count).map(|_| entry(bytes)).collect(),
    };
    commands.iter().map(entries).collect()
}

fn payloads<'a>(groups: impl IntoIterator<Item = &'a Group>) -> Vec<Vec<u8>> {
    let entries = groups.into_iter().flat_map(|group| &group.entries);
    entries.map(|entry| entry.payload.clone()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]
    #[test]
    fn whatever_happens_the_acknowledged_stay(
        acts in acts(),
        segment_bytes in 500..20_000_u64,
        reserve_bytes in prop_oneof![Just(0_u64), 1..9_000_u64],
    ) {
        let dir = tempfile::tempdir().unwrap();
        let options = Options { segment_bytes, reserve_bytes, trusted: Position::NONE };
        let open = || FileJournal::open(dir.path(), options.clone()).unwrap();
        let read = |journal: &FileJournal| -> Vec<Vec<u8>> {
            journal.read(Position(1)).unwrap().map(|entry| entry.unwrap().payload).collect()
        };
        let mut journal = open();
        let mut acknowledged: Vec<Vec<u8>> = Vec::new();
        let mut serial = 0;
        for act in acts {
            match act {
                Act::Append(commands) => {
                    let groups = groups(&commands, &mut serial);
                    journal.append(&groups, &at_none).unwrap();
                    acknowledged.extend(payloads(&groups));
                }
                Act::Reopen => {
                    drop(journal);
                    journal = open();
                    prop_assert_eq!(journal.cut(), None);
                }
                Act::PowerCut { commands, blocks, length } => {
                    let groups = groups(&commands, &mut serial);
                    journal.append(&groups, &at_none).unwrap();
                    let path = segments(dir.path()).pop().unwrap();
                    drop(journal);
                    let mut bytes = fs::read(&path).unwrap();
                    let written: usize = groups.iter().flat_map(|group| &group.entries)
                        .map(|entry| frame::ENTRY_HEADER + entry.payload.len() + frame::CHECKSUM)
                        .sum();
                    let began = bytes.len() - written;
                    for (at, byte) in bytes.iter_mut().enumerate().skip(began) {
                        if blocks >> (at / 512 % 64) & 1 == 0 {
                            *byte = 0;
                        }
                    }
                    bytes.truncate(began + length.index(written + 1));
                    fs::write(&path, &bytes).unwrap();
                    journal = open();
                    // Of the commands that were cut off, the first few may have arrived, each whole.
                    let kept = read(&journal);
                    let arrived = (0..=groups.len())
                        .map(|count| [&acknowledged[..], &payloads(&groups[..count])].concat())
                        .find(|expected| *expected == kept);
                    prop_assert!(arrived.is_some());
                    acknowledged = kept;
                }
            }
            prop_assert_eq!(&read(&journal), &acknowledged);
        }
        drop(journal);
        let found = verify(dir.path()).unwrap();
        prop_assert_eq!((found.entries, found.torn), (acknowledged.len() as u64, None));
    }
}
