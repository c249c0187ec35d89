//! The process dies in the middle of its work.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use super::*;

#[test]
fn killed_at_any_moment_nothing_acknowledged_is_lost() {
    let dir = tempfile::tempdir().unwrap();
    let mut before = 0;
    for run in 1..=20_u64 {
        let mut writer = Command::new(this_program())
            .args(only("kill::append_without_end"))
            .env(DIRECTORY, dir.path())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(writer.stdout.take().unwrap()).lines();
        let mut acknowledged = lines.filter_map(|line| line.unwrap().parse::<u64>().ok());
        let reached = acknowledged
            .find(|serial| *serial >= before + run * 7)
            .unwrap();
        writer.kill().unwrap();
        writer.wait().unwrap();
        // What it still said before it died counts as well.
        let told = acknowledged.last().unwrap_or(reached);

        let journal = FileJournal::open(dir.path(), small_segments()).unwrap();
        drop(journal);
        let kept = commands(dir.path());
        assert!(kept >= told, "told {told}, kept {kept}");
        before = kept;
    }
    assert!(istiqbal::journal::verify(dir.path()).unwrap().segments > 1);
}

#[test]
#[ignore = "the process that the test above kills"]
fn append_without_end() {
    let dir = std::env::var_os(DIRECTORY).unwrap();
    let mut journal = FileJournal::open(Path::new(&dir), small_segments()).unwrap();
    let first = journal.head().position.0 / 2 + 1;
    for batch in 0.. {
        let serials = first + batch * 3..first + batch * 3 + 3;
        let groups: Vec<Group> = serials.clone().map(|serial| command(serial, 300)).collect();
        append(&mut journal, &groups).unwrap();
        println!("{}", serials.end - 1);
    }
}
