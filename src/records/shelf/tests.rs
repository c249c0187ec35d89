//! What is on the shelf is there at once, stays, and is set aside when it cannot be trusted.

use std::os::unix::fs::PermissionsExt;

use super::*;
use crate::domain::ids::BranchNo;
use crate::domain::staff::Branch;

fn scratch() -> tempfile::TempDir {
    tempfile::tempdir_in("/dev/shm")
        .or_else(|_| tempfile::tempdir())
        .unwrap()
}

fn branch(no: u16, name: &str) -> Branch {
    Branch {
        no: BranchNo(no),
        name: name.into(),
    }
}

fn to(position: u64) -> Reach {
    Reach {
        position: Revision(position),
        hash: Hash([7; 32]),
    }
}

fn put(shelf: &mut Shelf, revision: u64, no: u16, name: &str) {
    shelf.put(BranchNo(no), Revision(revision), Some(&branch(no, name)));
}

fn get(shelf: &Shelf, no: u16) -> Option<(String, u64)> {
    let found = shelf.get::<Branch>(BranchNo(no));
    found.map(|(branch, revision)| (branch.name, revision.0))
}

fn names(shelf: &Shelf) -> Vec<String> {
    let branches = shelf.all::<Branch>();
    branches.map(|branch| branch.unwrap().0.name).collect()
}

/// Hands over once the writer is free, however long that takes.
fn hand_over(shelf: &mut Shelf, reaches: u64) {
    while !shelf.hand_over(to(reaches)).unwrap() {
        thread::yield_now();
    }
}

#[test]
fn a_record_is_found_wherever_it_is_on_its_way() {
    let dir = scratch();
    let mut shelf = Shelf::open(dir.path()).unwrap().shelf;
    assert_eq!(get(&shelf, 1), None);
    put(&mut shelf, 1, 1, "first");
    assert_eq!(get(&shelf, 1), Some(("first".into(), 1)));
    assert_eq!(
        shelf.revision_of(&key_of::<Branch>(BranchNo(1))),
        Some(Revision(1))
    );

    // Handed over, being written, changed again meanwhile, and taken away.
    hand_over(&mut shelf, 1);
    assert_eq!(get(&shelf, 1), Some(("first".into(), 1)));
    put(&mut shelf, 2, 1, "second");
    put(&mut shelf, 3, 2, "other");
    assert_eq!(get(&shelf, 1), Some(("second".into(), 2)));
    hand_over(&mut shelf, 3);
    shelf.put::<Branch>(BranchNo(1), Revision(4), None);
    assert_eq!(get(&shelf, 1), None);
    assert_eq!(get(&shelf, 2), Some(("other".into(), 3)));
    hand_over(&mut shelf, 4);
    assert_eq!(get(&shelf, 1), None);
    shelf.checkpoint(to(4)).unwrap();
    assert_eq!(names(&shelf), ["other"]);
    assert!(!shelf.is_broken());
}

#[test]
fn nobody_else_looks_into_what_it_makes() {
    let dir = scratch();
    let records = dir.path().join("records");
    let mode = || fs::metadata(&records).unwrap().permissions().mode() & 0o777;
    drop(Shelf::open(&records).unwrap());
    assert_eq!(mode(), 0o700);
    // Set aside and begun anew.
    fs::set_permissions(&records, fs::Permissions::from_mode(0o755)).unwrap();
    drop(Shelf::open_anew(&records, "for a test".into()).unwrap());
    assert_eq!(mode(), 0o700);
}

#[test]
fn after_a_lot_that_could_not_be_written_none_is() {
    let dir = scratch();
    let mut shelf = Shelf::open(dir.path()).unwrap().shelf;
    put(&mut shelf, 1, 1, "first");
    shelf.checkpoint(to(1)).unwrap();
    // A directory in the place of a file that is removed before anything is written.
    let in_the_way = keys::path(dir.path());
    fs::create_dir(&in_the_way).unwrap();
    put(&mut shelf, 2, 2, "second");
    shelf.checkpoint(to(2)).unwrap_err();
    fs::remove_dir(&in_the_way).unwrap();
    put(&mut shelf, 3, 3, "third");
    shelf.checkpoint(to(3)).unwrap_err();
    drop(shelf);
    let opened = Shelf::open(dir.path()).unwrap();
    assert_eq!(opened.reaches, to(1), "the second is to be derived again");
    assert_eq!(names(&opened.shelf), ["first"]);
}

#[test]
fn a_digest_made_beside_the_work_is_of_one_moment() {
    let dir = scratch();
    let mut shelf = Shelf::open(dir.path()).unwrap().shelf;
    for no in 1..=2_000 {
        put(&mut shelf, no.into(), no, &no.to_string());
    }
    shelf.checkpoint(to(2_000)).unwrap();
    let digest = shelf.digest().unwrap();
    let (tell, told) = std::sync::mpsc::channel();
    shelf
        .digest_beside(move |digest| {
            tell.send(digest.unwrap()).unwrap();
        })
        .unwrap();
    // What changes meanwhile is seen at once, and not handed over before the digest is made.
    let mut changed = 0;
    while changed == 0 || shelf.is_digesting() {
        put(&mut shelf, 3_000, 1, "changed");
        changed += 1;
        assert_eq!(get(&shelf, 1), Some(("changed".into(), 3_000)));
        if shelf.is_digesting() {
            assert!(!shelf.hand_over(to(3_000)).unwrap() || !shelf.is_digesting());
        }
    }
    assert_eq!(told.recv().unwrap(), digest);
    shelf.checkpoint(to(3_000)).unwrap();
    assert_ne!(shelf.digest().unwrap(), digest);
}

#[test]
fn while_the_writer_is_busy_changes_wait_and_none_is_lost() {
    let dir = scratch();
    let mut shelf = Shelf::open(dir.path()).unwrap().shelf;
    let mut refused = 0;
    for no in 1..=2_000 {
        put(&mut shelf, no.into(), no, &no.to_string());
        if !shelf.hand_over(to(no.into())).unwrap() {
            refused += 1;
            assert!(shelf.waiting() > 0);
        }
    }
    assert!(refused > 0, "the writer was never busy");
    shelf.checkpoint(to(2_000)).unwrap();
    assert_eq!(shelf.waiting(), 0);
    assert_eq!(names(&shelf).len(), 2_000);
    drop(shelf);
    let opened = Shelf::open(dir.path()).unwrap();
    assert_eq!((opened.reaches, opened.set_aside), (to(2_000), None));
    for no in 1..=2_000 {
        assert_eq!(get(&opened.shelf, no), Some((no.to_string(), no.into())));
    }
}

#[test]
fn what_was_not_handed_over_is_as_if_it_had_never_been() {
    let dir = scratch();
    let mut shelf = Shelf::open(dir.path()).unwrap().shelf;
    put(&mut shelf, 1, 1, "kept");
    shelf.checkpoint(to(1)).unwrap();
    put(&mut shelf, 2, 1, "lost");
    put(&mut shelf, 3, 2, "lost");
    drop(shelf);
    let opened = Shelf::open(dir.path()).unwrap();
    assert_eq!(opened.reaches, to(1));
    assert_eq!(names(&opened.shelf), ["kept"]);
}

#[test]
fn the_digest_is_of_what_is_there_and_not_of_how_it_came() {
    let digest = |work: &dyn Fn(&mut Shelf)| {
        let dir = scratch();
        let mut shelf = Shelf::open(dir.path()).unwrap().shelf;
        work(&mut shelf);
        shelf.checkpoint(to(9)).unwrap();
        shelf.digest().unwrap()
    };
    let straight = digest(&|shelf| {
        put(shelf, 2, 1, "one");
        put(shelf, 3, 2, "two");
    });
    let roundabout = digest(&|shelf| {
        put(shelf, 1, 3, "gone");
        hand_over(shelf, 1);
        put(shelf, 3, 2, "two");
        shelf.put::<Branch>(BranchNo(3), Revision(2), None);
        hand_over(shelf, 3);
        put(shelf, 2, 1, "one");
    });
    assert_eq!(straight, roundabout);
    let other_version = digest(&|shelf| {
        put(shelf, 2, 1, "one");
        put(shelf, 4, 2, "two");
    });
    assert_ne!(straight, other_version);
    assert_ne!(straight, digest(&|shelf| put(shelf, 2, 1, "one")));
}

/// Opens a shelf whose note was made into something else; why it was set aside.
fn with_note(note: Option<&[u8]>) -> Option<String> {
    let dir = scratch();
    let records = dir.path().join("records");
    let mut shelf = Shelf::open(&records).unwrap().shelf;
    put(&mut shelf, 1, 1, "kept");
    shelf.checkpoint(to(1)).unwrap();
    match note {
        Some(note) => shelf.db.insert(NOTE, note).unwrap(),
        None => shelf.db.remove(NOTE).unwrap(),
    };
    shelf.db.flush().unwrap();
    drop(shelf);
    let opened = Shelf::open(&records).unwrap();
    let aside = dir.path().join("records.aside").exists();
    assert_eq!(aside, opened.set_aside.is_some());
    if aside {
        assert_eq!(opened.reaches, Reach::default());
        assert_eq!(names(&opened.shelf), [""; 0]);
    }
    opened.set_aside
}

#[test]
fn records_of_another_form_or_with_no_note_are_set_aside() {
    let note = |form: u16| [form.to_le_bytes().as_slice(), &1u64.to_le_bytes(), &[7; 32]].concat();
    assert_eq!(with_note(Some(&note(FORM))), None);
    for form in [FORM + 1, FORM - 1, u16::MAX] {
        let why = with_note(Some(&note(form))).unwrap();
        assert!(why.contains("another form"), "{why}");
    }
    for (damaged, says) in [
        (&note(FORM)[..5], "damaged"),
        (&note(FORM)[..30], "damaged"),
        (&[&note(FORM)[..], &[0]].concat(), "damaged"),
        (&[1], "another form"),
        (&[], "another form"),
    ] {
        let why = with_note(Some(damaged)).unwrap();
        assert!(why.contains(says), "{why}");
    }
    assert!(with_note(None).unwrap().contains("how far"));
}

#[test]
fn a_record_that_cannot_be_read_is_noticed() {
    let dir = scratch();
    let shelf = Shelf::open(dir.path()).unwrap().shelf;
    for (no, stored) in [
        (1u16, vec![1, 2, 3]),
        (2, [&[0; 8][..], &[0xFF; 9]].concat()),
    ] {
        assert!(!shelf.is_broken());
        shelf
            .db
            .insert(key_of::<Branch>(BranchNo(no)), stored)
            .unwrap();
        assert_eq!(get(&shelf, no), None);
        assert!(shelf.is_broken());
        assert!(matches!(
            shelf.all::<Branch>().next(),
            Some(Err(ShelfError::Unreadable))
        ));
        shelf.alarm.broken.store(false, Ordering::Relaxed);
        shelf.db.clear().unwrap();
    }
}
