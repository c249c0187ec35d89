//! What was acknowledged is still there, and right, after everything that can happen to a machine.

mod disk;
mod golden;
mod kill;
mod power;

use std::path::Path;
use std::process::Command;

use istiqbal::journal::{
    Entry, FileJournal, Group, Journal, JournalError, NewEntry, Options, Outcome, Position, Reader,
};

/// Tells a test run as another process which directory is meant.
const DIRECTORY: &str = "ISTIQBAL_CRASH_DIR";

/// This test program, to run one of its ignored tests as another process.
fn this_program() -> String {
    let path = std::env::current_exe().unwrap();
    path.into_os_string().into_string().unwrap()
}

/// The arguments that run one ignored test.
fn only(test: &str) -> [&str; 4] {
    [test, "--exact", "--ignored", "--nocapture"]
}

fn append(journal: &mut FileJournal, groups: &[Group]) -> Result<Vec<Outcome>, JournalError> {
    journal.append(groups, &|_| Position::NONE)
}

/// One command of two entries that say which append they are from.
fn command(serial: u64, bytes: usize) -> Group {
    let mut payload = serial.to_le_bytes().to_vec();
    payload.resize(bytes.max(8), 0x5A);
    let entry = NewEntry {
        command: serial.into(),
        payload,
        ..NewEntry::default()
    };
    Group {
        expect: Vec::new(),
        entries: vec![entry; 2],
    }
}

/// Every entry, checked to be what [`command`] made, both of each command; how many commands.
fn commands(dir: &Path) -> u64 {
    let entries: Result<Vec<Entry>, JournalError> = Reader::new(dir).entries(Position(1)).collect();
    let entries = entries.unwrap();
    for (index, pair) in entries.chunks(2).enumerate() {
        let expected = command(index as u64 + 1, pair[0].payload.len());
        assert_eq!(pair.len(), 2);
        for (found, expected) in pair.iter().zip(&expected.entries) {
            assert_eq!(found.command, expected.command);
            assert!(
                found.payload == expected.payload,
                "entry {}",
                found.position
            );
        }
    }
    entries.len() as u64 / 2
}

fn small_segments() -> Options {
    Options {
        segment_bytes: 50_000,
        reserve_bytes: 8_000,
        ..Options::default()
    }
}

/// A shell that runs a script with these positional arguments.
fn shell(script: &str, arguments: &[&str]) -> Command {
    let mut shell = Command::new("sh");
    shell.arg("-c").arg(script).args(arguments);
    shell
}
