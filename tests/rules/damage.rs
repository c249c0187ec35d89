//! Whatever happened to the files of the records, they are either right or set aside and derived anew: nobody reads
//! a record that the journal does not say.

use std::fs;
use std::path::{Path, PathBuf};

use istiqbal::records::search::Query;
use istiqbal::records::{Records, Store, keys};

use super::world::acts::acts;
use super::world::desk::{Desk, RECEPTION, rebuilt};
use super::world::memory::MemoryJournal;
use super::world::people::somebody;
use super::world::{profiles, scratch};
use crate::world::orders;

/// A desk after some hours of work, written and closed: its journal, and its records' directory.
fn worked() -> (MemoryJournal, tempfile::TempDir) {
    use proptest::strategy::{Strategy, ValueTree};
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut desk = Desk::open(&profiles()[1]);
    for act in acts(300..301).new_tree(&mut runner).unwrap().current() {
        let order = act.order(&desk.records);
        let _ = desk.order(act.uid, &order);
        if desk.records.head().0.is_multiple_of(50) {
            desk.records.checkpoint().unwrap();
        }
    }
    desk.records.close_keeping(0).unwrap();
    assert!(keys::path(&desk.records_dir()).exists());
    desk.die()
}

/// Whom a search finds: it is kept in memory, and so not part of a digest.
fn found(records: &Records) -> Vec<Vec<u32>> {
    ["", "نورة", "الحربي", "ا", "05", "1", "10"]
        .map(|typed| records.indexes.search.find(&Query::parse(typed), 500))
        .to_vec()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for file in fs::read_dir(from).unwrap() {
        let file = file.unwrap();
        let target = to.join(file.file_name());
        if file.file_type().unwrap().is_dir() {
            copy(&file.path(), &target);
        } else {
            fs::copy(file.path(), target).unwrap();
        }
    }
}

fn files(dir: &Path) -> Vec<PathBuf> {
    let mut found = vec![];
    for file in fs::read_dir(dir).unwrap() {
        let path = file.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// What the journal says: the digest of every record, and whom searches find.
type Said = ([u8; 32], Vec<Vec<u32>>);

fn said(journal: &MemoryJournal) -> Said {
    let (digest, records, _dir) = rebuilt(journal);
    (digest, found(&records))
}

/// Opens damaged records and sees that they say what the journal says; whether they were set aside. Damage that is only
/// met when a record is read is met by the next opening.
fn heals(dir: &Path, journal: &MemoryJournal, said: &Said, what: &str) -> bool {
    let open = || {
        Records::open(&dir.join("records"), journal, &mut |_, _| {})
            .unwrap_or_else(|error| panic!("{what}: {error}"))
    };
    let mut records = open();
    let mut digest = records.digest();
    if digest.is_err() {
        assert!(records.is_broken(), "{what}");
        drop(records);
        records = open();
        digest = records.digest();
        assert!(dir.join("records.aside").exists(), "{what}");
    }
    assert_eq!(records.head().0, journal.0.len() as u64, "{what}");
    assert_eq!((digest.unwrap(), found(&records)), *said, "{what}");
    dir.join("records.aside").exists()
}

#[test]
fn a_flipped_byte_anywhere_is_met() {
    let (journal, sound) = worked();
    let said = said(&journal);
    let mut aside = 0;
    for file in files(&sound.path().join("records")) {
        let bytes = fs::read(&file).unwrap();
        let name = file.strip_prefix(sound.path()).unwrap().to_owned();
        let used = bytes.iter().rposition(|byte| *byte != 0).unwrap_or(0) + 1;
        // Some two hundred places in each file, spread over what is written of it.
        for place in (0..used).step_by(used / 200 + 1) {
            let dir = scratch();
            copy(sound.path(), dir.path());
            let mut damaged = bytes.clone();
            damaged[place] ^= 0x40;
            fs::write(dir.path().join(&name), damaged).unwrap();
            let what = format!("{} at {place}", name.display());
            aside += u32::from(heals(dir.path(), &journal, &said, &what));
        }
    }
    assert!(aside > 0, "no damage was ever found");
}

#[test]
fn a_missing_file_is_met() {
    let (journal, sound) = worked();
    let said = said(&journal);
    for file in files(&sound.path().join("records")) {
        let name = file.strip_prefix(sound.path()).unwrap();
        let dir = scratch();
        copy(sound.path(), dir.path());
        fs::remove_file(dir.path().join(name)).unwrap();
        heals(dir.path(), &journal, &said, &name.display().to_string());
    }
}

#[test]
fn a_file_cut_short_is_met() {
    let (journal, sound) = worked();
    let said = said(&journal);
    for file in files(&sound.path().join("records")) {
        let name = file.strip_prefix(sound.path()).unwrap();
        let bytes = fs::read(&file).unwrap();
        for part in [0, 1, 2, 3] {
            let dir = scratch();
            copy(sound.path(), dir.path());
            fs::write(dir.path().join(name), &bytes[..bytes.len() * part / 4]).unwrap();
            let what = format!("{} to {part}/4", name.display());
            heals(dir.path(), &journal, &said, &what);
        }
    }
}

#[test]
fn what_is_no_store_at_all_is_met() {
    let (journal, _) = worked();
    let said = said(&journal);
    for (what, ruin) in [
        (
            "a file in its place",
            (|dir| fs::write(dir, "x")) as fn(&Path) -> std::io::Result<()>,
        ),
        ("an unknown setting", |dir| {
            fs::create_dir(dir)?;
            fs::write(dir.join("conf"), "whatever")
        }),
    ] {
        let dir = scratch();
        ruin(&dir.path().join("records")).unwrap();
        heals(dir.path(), &journal, &said, what);
    }
}

#[test]
fn a_snapshot_half_written_is_cleared_away() {
    let (journal, sound) = worked();
    let said = said(&journal);
    let half = sound
        .path()
        .join("records/snap.0000000000012345.generating");
    fs::write(&half, [7; 100]).unwrap();
    assert!(
        !heals(sound.path(), &journal, &said, "half a snapshot"),
        "no need to derive anew"
    );
    assert!(!half.exists());
}

#[test]
fn what_was_set_aside_once_does_not_stand_in_the_way_again() {
    let (journal, sound) = worked();
    let said = said(&journal);
    for round in 0..3 {
        let settings = sound.path().join("records/conf");
        fs::write(settings, "nonsense ".repeat(round + 1)).unwrap();
        assert!(heals(sound.path(), &journal, &said, "nonsense"));
    }
}

#[test]
fn work_goes_on_after_the_records_were_derived_anew() {
    let (journal, dir) = worked();
    fs::remove_file(dir.path().join("records/db")).unwrap();
    let records = Records::open(&dir.path().join("records"), &journal, &mut |_, _| {}).unwrap();
    let mut desk = Desk {
        journal,
        records,
        dir,
        now: istiqbal::domain::moment::Moment(1_795_300_000_000),
    };
    let order = orders::register(somebody(4_000_001));
    desk.order(RECEPTION, &order).unwrap();
    let last = istiqbal::domain::ids::PersonNo(desk.records.indexes.last.person);
    assert!(
        desk.records
            .get::<istiqbal::domain::person::Person>(last)
            .is_some()
    );
    let (digest, ..) = rebuilt(&desk.journal);
    assert_eq!(desk.records.digest().unwrap(), digest);
}
