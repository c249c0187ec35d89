//! Disks that fill up, and disks that fail.

use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;
use std::sync::{Arc, Mutex};

use super::super::medium::Medium;
use super::*;

/// What goes wrong next, each until it is taken back.
#[derive(Debug, Default)]
struct Trouble {
    /// A write stops after so many bytes, with this error.
    write: Option<(usize, io::ErrorKind)>,
    sync: Option<io::ErrorKind>,
    set_length: Option<io::ErrorKind>,
}

struct Troubled {
    file: File,
    trouble: Arc<Mutex<Trouble>>,
}

impl Medium for Troubled {
    fn write_at(&self, bytes: &[u8], offset: u64) -> io::Result<()> {
        match self.trouble.lock().unwrap().write {
            Some((room, error)) if room < bytes.len() => {
                self.file.write_all_at(&bytes[..room], offset)?;
                Err(error.into())
            }
            _ => self.file.write_all_at(bytes, offset),
        }
    }

    fn sync(&self) -> io::Result<()> {
        self.trouble
            .lock()
            .unwrap()
            .sync
            .map_or(Ok(()), |error| Err(error.into()))
    }

    fn set_length(&self, length: u64) -> io::Result<()> {
        match self.trouble.lock().unwrap().set_length {
            Some(error) => Err(error.into()),
            None => self.file.set_len(length),
        }
    }
}

/// A journal with one acknowledged entry, and the trouble to come.
fn troubled(dir: &Path, options: Options) -> (FileJournal, Arc<Mutex<Trouble>>) {
    let trouble = Arc::new(Mutex::new(Trouble::default()));
    let shared = Arc::clone(&trouble);
    let wrap = move |file| -> Box<dyn Medium> {
        let trouble = Arc::clone(&shared);
        Box::new(Troubled { file, trouble })
    };
    let mut journal =
        FileJournal::open_on(Claim::on(dir).unwrap(), options, Box::new(wrap)).unwrap();
    journal.append(&[group(&["kept"])], &at_none).unwrap();
    (journal, trouble)
}

#[test]
fn a_full_disk_costs_the_append_and_no_more() {
    let refused = [group(&["a"]), group(&["b", "c"])];
    for room in (0..3 * 91).step_by(13) {
        let dir = tempfile::tempdir().unwrap();
        let (mut journal, trouble) = troubled(dir.path(), small(1 << 20));
        trouble.lock().unwrap().write = Some((room, io::ErrorKind::StorageFull));
        for _ in 0..2 {
            let error = journal.append(&refused, &at_none).unwrap_err();
            assert!(matches!(error, JournalError::Full(_)), "{error}");
        }
        assert_eq!(verify(dir.path()).unwrap().torn, None, "after {room} bytes");
        trouble.lock().unwrap().write = None;
        journal.append(&[group(&["d"])], &at_none).unwrap();
        assert_eq!(texts(&journal, 1), ["kept", "d"]);
        drop(journal);
        assert_eq!(texts(&open(dir.path()), 1), ["kept", "d"]);
    }
}

#[test]
fn a_disk_too_full_to_reserve_is_not_too_full_to_append() {
    let dir = tempfile::tempdir().unwrap();
    let options = Options {
        reserve_bytes: 150,
        ..small(1 << 20)
    };
    let (mut journal, trouble) = troubled(dir.path(), options);
    trouble.lock().unwrap().write = Some((120, io::ErrorKind::StorageFull));
    for text in ["a", "b", "c"] {
        journal.append(&[group(&[text])], &at_none).unwrap();
    }
    assert_eq!(texts(&journal, 1), ["kept", "a", "b", "c"]);
}

#[test]
fn after_a_failed_write_or_sync_nothing_more_is_taken() {
    type Break = fn(&mut Trouble);
    let cases: [(&str, Break); 5] = [
        ("sync", |trouble| trouble.sync = Some(io::ErrorKind::Other)),
        // Full, but only when the sync comes: what the kernel still holds of it is unknown.
        ("sync", |trouble| {
            trouble.sync = Some(io::ErrorKind::StorageFull)
        }),
        ("write", |trouble| {
            trouble.write = Some((50, io::ErrorKind::Other))
        }),
        ("write", |trouble| {
            trouble.write = Some((50, io::ErrorKind::StorageFull));
            trouble.set_length = Some(io::ErrorKind::Other);
        }),
        ("write", |trouble| {
            trouble.write = Some((50, io::ErrorKind::StorageFull));
            trouble.sync = Some(io::ErrorKind::Other);
        }),
    ];
    for (index, (doing, break_it)) in cases.into_iter().enumerate() {
        let dir = tempfile::tempdir().unwrap();
        let (mut journal, trouble) = troubled(dir.path(), Options::default());
        break_it(&mut trouble.lock().unwrap());
        let error = journal.append(&[group(&["a"])], &at_none).unwrap_err();
        let JournalError::Stopped(failure) = &error else {
            panic!("case {index}: {error}");
        };
        assert_eq!(failure.doing, doing);
        *trouble.lock().unwrap() = Trouble::default();
        for _ in 0..2 {
            assert_eq!(
                journal.append(&[group(&["b"])], &at_none),
                Err(error.clone())
            );
        }
        assert_eq!(journal.head().position, Position(1));
        drop(journal);
        assert_eq!(texts(&open(dir.path()), 1), ["kept"], "case {index}");
    }
}

#[test]
fn a_segment_that_cannot_be_finished_stops_the_journal() {
    let dir = tempfile::tempdir().unwrap();
    let (mut journal, trouble) = troubled(dir.path(), small(100));
    trouble.lock().unwrap().sync = Some(io::ErrorKind::Other);
    let error = journal.append(&[group(&["a"])], &at_none).unwrap_err();
    assert!(matches!(error, JournalError::Stopped(_)), "{error}");
    assert_eq!(segments(dir.path()).len(), 1);
}

#[test]
fn what_a_crash_left_of_a_new_segment_is_removed() {
    let dir = tempfile::tempdir().unwrap();
    drop(troubled(dir.path(), small(1 << 20)));
    let left = dir.path().join("journal/00000000000000000002.new");
    fs::write(&left, b"ISTIQ").unwrap();
    let journal = open(dir.path());
    assert_eq!(
        (texts(&journal, 1), left.exists()),
        (vec!["kept".into()], false)
    );
}
