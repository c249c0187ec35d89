//! The disk is full.

use std::process::Stdio;

use super::*;

/// Appends until the disk is full and says how many commands were acknowledged.
fn fill(journal: &mut FileJournal) -> u64 {
    for serial in 1..10_000 {
        match append(journal, &[command(serial, 700)]) {
            Ok(_) => {}
            Err(JournalError::Full(_)) => return serial - 1,
            Err(other) => panic!("{other}"),
        }
    }
    panic!("the disk never filled up");
}

#[test]
fn a_file_that_may_not_grow_keeps_what_was_acknowledged() {
    let dir = tempfile::tempdir().unwrap();
    let script = r#"trap '' XFSZ; ulimit -f 200; exec "$0" "$@""#;
    let program = this_program();
    let arguments = [&[program.as_str()], &only("disk::fill_a_limited_file")[..]].concat();
    let status = shell(script, &arguments)
        .env(DIRECTORY, dir.path())
        .stdout(Stdio::null())
        .status()
        .unwrap();
    assert!(status.success());
    let kept = commands(dir.path());
    assert!(kept > 10);
    let mut journal = FileJournal::open(dir.path(), Options::default()).unwrap();
    append(&mut journal, &[command(kept + 1, 700)]).unwrap();
    assert_eq!(commands(dir.path()), kept + 1);
}

#[test]
#[ignore = "the process that the test above limits"]
fn fill_a_limited_file() {
    let dir = std::env::var_os(DIRECTORY).unwrap();
    let mut journal = FileJournal::open(Path::new(&dir), Options::default()).unwrap();
    let kept = fill(&mut journal);
    for _ in 0..2 {
        let again = append(&mut journal, &[command(kept + 1, 700)]);
        assert!(matches!(again, Err(JournalError::Full(_))), "{again:?}");
    }
    assert_eq!(commands(Path::new(&dir)), kept);
    assert_eq!(journal.head().position, Position(kept * 2));
}

/// Needs a mount namespace of its own; where the machine gives none, the test above stands alone.
#[test]
fn a_full_disk_refuses_and_goes_on_once_there_is_room() {
    let dir = tempfile::tempdir().unwrap();
    let mount = r#"mount -t tmpfs -o size=400k none "$ISTIQBAL_CRASH_DIR""#;
    let own_mounts = |script: &str, arguments: &[&str]| {
        Command::new("unshare")
            .args(["-Urm", "sh", "-c", script])
            .args(arguments)
            .env(DIRECTORY, dir.path())
            .stdout(Stdio::null())
            .status()
    };
    if !own_mounts(mount, &[]).is_ok_and(|status| status.success()) {
        eprintln!("not tried: no mount namespace to be had here");
        return;
    }
    let program = this_program();
    let arguments = [&[program.as_str()], &only("disk::fill_a_small_disk")[..]].concat();
    let script = format!(r#"{mount} && exec "$0" "$@""#);
    assert!(own_mounts(&script, &arguments).unwrap().success());
}

#[test]
#[ignore = "the process that the test above gives a small disk"]
fn fill_a_small_disk() {
    let dir = std::env::var_os(DIRECTORY).unwrap();
    let dir = Path::new(&dir);
    let ballast = dir.join("ballast");
    std::fs::write(&ballast, vec![1; 100_000]).unwrap();
    let mut journal = FileJournal::open(dir, small_segments()).unwrap();
    let kept = fill(&mut journal);
    assert!(kept > 10);
    assert_eq!(commands(dir), kept);
    std::fs::remove_file(ballast).unwrap();
    append(&mut journal, &[command(kept + 1, 700)]).unwrap();
    let more = (kept + 2..kept + 20).map(|serial| command(serial, 700));
    append(&mut journal, &more.collect::<Vec<_>>()).unwrap();
    drop(journal);
    let journal = FileJournal::open(dir, small_segments()).unwrap();
    assert_eq!(journal.cut(), None);
    assert_eq!(commands(dir), kept + 19);
}
