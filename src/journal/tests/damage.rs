//! Damage is refused by name: which file, which byte, which entry, what is wrong.

use super::*;

/// Three segments: entries 1 to 3, 4 and 5, 6.
fn three_segments(dir: &Path) -> Vec<PathBuf> {
    let mut journal = FileJournal::open(dir, small(200)).unwrap();
    for texts in [&["one", "two", "three"][..], &["four", "five"], &["six"]] {
        journal.append(&[group(texts)], &at_none).unwrap();
    }
    let paths = segments(dir);
    assert_eq!(paths.len(), 3);
    paths
}

/// What is found wrong once `break_it` was done to the segments.
fn damage(break_it: impl Fn(&[PathBuf])) -> (usize, u64, u64, Fault) {
    let dir = tempfile::tempdir().unwrap();
    let paths = three_segments(dir.path());
    break_it(&paths);
    let before: Vec<_> = segments(dir.path())
        .into_iter()
        .map(fs::read)
        .map(Result::unwrap)
        .collect();
    let verified = verify(dir.path()).unwrap_err();
    let opened = FileJournal::open(dir.path(), small(200)).err();
    assert_eq!(opened, Some(verified.clone()));
    let after: Vec<_> = segments(dir.path())
        .into_iter()
        .map(fs::read)
        .map(Result::unwrap)
        .collect();
    assert!(before == after, "a refused journal was changed");
    let read: Result<Vec<Entry>, JournalError> =
        Reader::new(dir.path()).entries(Position(1)).collect();
    assert_eq!(read.err(), Some(verified.clone()));
    let JournalError::Damaged(found) = verified else {
        panic!("{verified}");
    };
    let index = paths
        .iter()
        .position(|path| *path == found.segment)
        .unwrap();
    (index, found.offset, found.position.0, found.fault)
}

fn edit(path: &Path, change: impl FnOnce(&mut Vec<u8>)) {
    let mut bytes = fs::read(path).unwrap();
    change(&mut bytes);
    fs::write(path, bytes).unwrap();
}

/// Makes the checksum of the entry at `begin` fit again, as whoever meddles on purpose would.
fn fix_checksum(bytes: &mut [u8], begin: usize, payload: usize) {
    let end = begin + frame::ENTRY_HEADER + payload;
    let crc = crc32fast::hash(&bytes[begin..end]);
    bytes[end..end + 4].copy_from_slice(&crc.to_le_bytes());
}

fn set_header(path: &Path, at: usize, value: &[u8]) {
    edit(path, |bytes| {
        bytes[at..at + value.len()].copy_from_slice(value);
        let crc = crc32fast::hash(&bytes[..60]);
        bytes[60..64].copy_from_slice(&crc.to_le_bytes());
    });
}

#[test]
fn files_that_are_gone_cut_or_exchanged() {
    let position = Position;
    // Entries take 90 bytes and their text; a segment begins with 64.
    let (two, end_of_first, end_of_second) = (157, 345, 252);
    assert_eq!(
        damage(|paths| fs::remove_file(&paths[0]).unwrap()),
        (0, 0, 1, Fault::Missing { next: position(4) })
    );
    assert_eq!(
        damage(|paths| fs::remove_file(&paths[1]).unwrap()),
        (0, end_of_first, 4, Fault::Missing { next: position(6) })
    );
    assert_eq!(
        damage(|paths| edit(&paths[1], |bytes| bytes.truncate(64))),
        (1, 64, 4, Fault::Missing { next: position(6) })
    );
    assert_eq!(
        damage(|paths| edit(&paths[0], |bytes| bytes.truncate(two))),
        (0, two as u64, 2, Fault::GroupOpen)
    );
    assert_eq!(
        damage(|paths| edit(&paths[0], |bytes| bytes.truncate(two + 30))),
        (0, two as u64, 2, Fault::Incomplete)
    );
    assert_eq!(
        damage(|paths| edit(&paths[1], |bytes| bytes.extend([0; 9]))),
        (1, end_of_second, 6, Fault::Trailing { bytes: 9 })
    );
    assert_eq!(
        damage(|paths| edit(&paths[1], |bytes| bytes.extend([1; 9]))),
        (1, end_of_second, 6, Fault::Incomplete)
    );
    assert_eq!(
        damage(|paths| {
            fs::copy(&paths[2], &paths[1]).unwrap();
        }),
        (1, 0, 4, Fault::HeaderPosition { found: position(6) })
    );
    // A segment of another journal, whole in itself.
    let other = tempfile::tempdir().unwrap();
    let mut journal = FileJournal::open(other.path(), small(200)).unwrap();
    for texts in [&["ONE", "two", "three"][..], &["four", "five"]] {
        journal.append(&[group(texts)], &at_none).unwrap();
    }
    drop(journal);
    let foreign = segments(other.path());
    assert_eq!(
        damage(|paths| {
            fs::copy(&foreign[1], &paths[1]).unwrap();
        }),
        (1, 0, 4, Fault::ChainBroken)
    );
    assert_eq!(
        damage(|paths| {
            fs::copy(&foreign[0], &paths[0]).unwrap();
        }),
        (1, 0, 4, Fault::ChainBroken)
    );
}

#[test]
fn a_segment_that_reaches_into_the_next() {
    let dir = tempfile::tempdir().unwrap();
    let paths = three_segments(dir.path());
    let longer = tempfile::tempdir().unwrap();
    let mut journal = FileJournal::open(longer.path(), small(1 << 20)).unwrap();
    let texts = ["one", "two", "three"];
    journal.append(&[group(&texts)], &at_none).unwrap();
    journal.append(&[group(&["four"])], &at_none).unwrap();
    drop(journal);
    fs::copy(&segments(longer.path())[0], &paths[0]).unwrap();
    assert_eq!(
        verify(dir.path()),
        Err(JournalError::Damaged(Damage {
            segment: paths[0].clone(),
            offset: 439,
            position: Position(5),
            fault: Fault::Overlap { next: Position(4) }
        }))
    );
}

#[test]
fn headers() {
    let header = |fault| (1, 0, 4, fault);
    assert_eq!(
        damage(|paths| edit(&paths[1], |bytes| bytes.truncate(63))),
        header(Fault::HeaderShort)
    );
    assert_eq!(
        damage(|paths| edit(&paths[1], |bytes| bytes[0] = b'i')),
        header(Fault::HeaderMagic)
    );
    assert_eq!(
        damage(|paths| edit(&paths[1], |bytes| bytes[8] = 2)),
        header(Fault::HeaderChecksum)
    );
    assert_eq!(
        damage(|paths| set_header(&paths[1], 8, &[2])),
        header(Fault::NewerFormat { found: 2, known: 1 })
    );
    assert_eq!(
        damage(|paths| set_header(&paths[1], 24, &[9])),
        header(Fault::ChainBroken)
    );
    assert_eq!(
        damage(|paths| set_header(&paths[0], 24, &[9])),
        (0, 0, 1, Fault::ChainBroken)
    );
    // The last segment is no exception: it appears whole or not at all.
    assert_eq!(
        damage(|paths| edit(&paths[2], |bytes| bytes.truncate(10))),
        (2, 0, 6, Fault::HeaderShort)
    );
}

#[test]
fn entries() {
    let two = 157;
    let second = |fault| (0, two as u64, 2, fault);
    let length = two + 8;
    assert_eq!(
        damage(|paths| edit(&paths[0], |bytes| bytes[two] = 0)),
        second(Fault::Garbled)
    );
    assert_eq!(
        damage(|paths| edit(&paths[0], |bytes| bytes[length + 3] = 0x80)),
        second(Fault::Length {
            claimed: 0x8000_0003
        })
    );
    assert_eq!(
        damage(|paths| edit(&paths[0], |bytes| bytes[length + 1] = 1)),
        second(Fault::Incomplete)
    );
    assert_eq!(
        damage(|paths| edit(&paths[0], |bytes| bytes[two + 88] ^= 4)),
        second(Fault::Checksum)
    );
    assert_eq!(
        damage(|paths| edit(&paths[0], |bytes| {
            bytes[two + 5] |= 0x40;
            fix_checksum(bytes, two, 3);
        })),
        second(Fault::UnknownFlags { flags: 0x41 })
    );
    assert_eq!(
        damage(|paths| edit(&paths[0], |bytes| {
            bytes[two + 16] = 7;
            fix_checksum(bytes, two, 3);
        })),
        second(Fault::OutOfStep { found: Position(7) })
    );
    // A forged text with the right checksum is found by the entry after it.
    assert_eq!(
        damage(|paths| edit(&paths[0], |bytes| {
            bytes[two + 86] = b'T';
            fix_checksum(bytes, two, 3);
        })),
        (0, 250, 3, Fault::ChainBroken)
    );
}

#[test]
fn damage_in_the_last_append_is_not_taken_for_a_torn_end() {
    let dir = tempfile::tempdir().unwrap();
    let mut journal = open(dir.path());
    let long = "x".repeat(2000);
    journal.append(&[group(&["one"])], &at_none).unwrap();
    let last = [group(&[&long]), group(&[&long]), group(&["end"])];
    journal.append(&last, &at_none).unwrap();
    drop(journal);
    let path = segments(dir.path()).remove(0);
    let whole = fs::read(&path).unwrap();
    let begins = [157, 157 + 2090];
    let fault = |change: &dyn Fn(&mut Vec<u8>)| {
        fs::write(&path, &whole).unwrap();
        edit(&path, change);
        match verify(dir.path()) {
            Err(JournalError::Damaged(damage)) => Err((damage.offset, damage.fault)),
            Err(other) => panic!("{other}"),
            Ok(found) => Ok(found.last.0),
        }
    };
    for (begin, kept) in begins.into_iter().zip([1, 2]) {
        // A changed byte, and bytes zeroed that no disk writes as one.
        let changed = fault(&|bytes| bytes[begin + 700] ^= 1);
        assert_eq!(changed, Err((begin as u64, Fault::Checksum)));
        let short = fault(&|bytes| bytes[begin + 700..begin + 1000].fill(0));
        assert_eq!(short, Err((begin as u64, Fault::Checksum)));
        // A block that never reached the disk, with later ones that did.
        let block = (begin + 700).next_multiple_of(512);
        let torn = fault(&|bytes| bytes[block..block + 512].fill(0));
        assert_eq!(torn, Ok(kept));
    }
    // The same block, but an append was acknowledged since.
    let mut journal = {
        fs::write(&path, &whole).unwrap();
        open(dir.path())
    };
    journal.append(&[group(&["later"])], &at_none).unwrap();
    drop(journal);
    edit(&path, |bytes| bytes[1024..1536].fill(0));
    let found = verify(dir.path());
    assert!(
        matches!(&found, Err(JournalError::Damaged(damage)) if damage.offset == 157),
        "{found:?}"
    );
}

#[test]
fn what_is_trusted_at_open_is_read_after_it_and_damage_in_it_refused_from_then_on() {
    let dir = tempfile::tempdir().unwrap();
    let paths = three_segments(dir.path());
    let trusting = Options {
        trusted: Position(5),
        ..small(200)
    };
    let open = || FileJournal::open(dir.path(), trusting.clone());
    let read = |journal: &FileJournal| {
        let mut pauses = 0;
        let read = journal.unread().read(&mut || pauses += 1);
        (pauses, read)
    };
    assert_eq!(read(&open().unwrap()), (2, Ok(())));
    let sound = fs::read(&paths[0]).unwrap();
    let last = sound.len() - 1;
    edit(&paths[0], |bytes| bytes[last] ^= 1);

    let journal = open().unwrap();
    assert_eq!(journal.head().position, Position(6));
    let (pauses, damaged) = read(&journal);
    drop(journal);
    assert_eq!(pauses, 0);
    assert!(matches!(&damaged, Err(JournalError::Damaged(found)) if found.segment == paths[0]));
    for _ in 0..2 {
        assert_eq!(open().err(), damaged.clone().err());
    }
    fs::write(&paths[0], sound).unwrap();
    for _ in 0..2 {
        assert_eq!(read(&open().unwrap()).1, Ok(()));
    }
    assert!(!super::file::doubt(&super::file::directory(dir.path())).exists());
}
