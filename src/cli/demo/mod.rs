//! `istiqbal demo`: a desk on a store made for it, with made-up people and requests in every stage.
//!
//! The journal is written by the office's own rules before an office opens it, at moments spread over the past weeks.

mod chance;
mod clock;
mod ledger;
mod paperwork;
mod people;
mod scans;
mod story;
mod words;

use std::fs;
use std::io::Write;
use std::os::unix::fs::DirBuilderExt;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rustix::net::sockopt::socket_peercred;
use rustix::process::{Signal, WaitOptions, kill_process, test_kill_process, waitpid};

use super::args::Demo;
use super::progress::Progress;
use super::scratch::Scratch;
use super::when::now;
use super::{Failure, Session, desk};
use crate::domain::moment::Moment;
use crate::profiles;
use crate::protocol::reach::Place;
use ledger::Ledger;
pub use ledger::LedgerError;
use story::Extent;

/// Requests for so many people.
const REQUESTS: (u64, u64) = (3, 5);

/// The most requests where nobody asks for more.
const REQUESTS_USUAL: u64 = 3_000;

/// Why there is no demonstration.
#[derive(Debug, thiserror::Error)]
pub enum DemoFailure {
    /// No profile of that name.
    #[error("no profile is called {name:?}; there are: {}", known.join(", "))]
    Profile {
        /// As given.
        name: String,
        /// Those there are.
        known: Vec<String>,
    },
    /// It could not be written.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// A directory could not be made.
    #[error("{}: {source}", path.display())]
    Directory {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
}

/// Where the demonstration is kept.
enum Kept {
    /// For as long as it is shown.
    Scratch(Scratch),
    /// In a directory of the user's.
    At(PathBuf),
}

impl Kept {
    fn path(&self) -> &Path {
        match self {
            Kept::Scratch(scratch) => scratch.path(),
            Kept::At(path) => path,
        }
    }
}

/// Makes the store, unless it is there, and opens a desk on it.
pub fn run(session: &Session<'_>, options: &Demo, out: &mut dyn Write) -> Result<(), Failure> {
    let temp = &session.around.temp;
    let wrong = |path: &Path| {
        let path = path.to_owned();
        move |source| DemoFailure::Directory { path, source }
    };
    let kept = match &options.dir {
        Some(dir) => Kept::At(session.around.absolute(dir)),
        None if options.keep || options.fill_only => {
            Kept::At(temp.join(format!("istiqbal-demo-{}", std::process::id())))
        }
        None => Kept::Scratch(Scratch::new(temp, "istiqbal-demo").map_err(wrong(temp))?),
    };
    let mut made_here = false;
    if let Kept::At(path) = &kept {
        made_here = !path.exists();
        fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(path)
            .map_err(wrong(path))?;
    }
    // A demonstration kept from before is shown again.
    let there = kept.path().join("journal").is_dir();
    if !there || options.fill_only {
        let filled = fill(kept.path(), options);
        if filled.is_err() && made_here {
            // Half a demonstration is none, and the directory was not there before.
            let _ = fs::remove_dir_all(kept.path());
        }
        filled?;
    }
    if options.fill_only {
        writeln!(out, "{}", kept.path().display())?;
        return Ok(());
    }
    if let Kept::Scratch(scratch) = &kept {
        // From here on the desk has the terminal, and gives it back before the directory goes.
        scratch.leave_signals();
    }
    let place = Place::new(kept.path().to_owned(), None)?;
    let shown = desk::run_at(session, place.clone(), super::args::Desk::default());
    end_office(&place);
    if let (Kept::At(path), true, false) = (&kept, made_here, options.keep) {
        fs::remove_dir_all(path).map_err(wrong(path))?;
    } else if options.keep {
        writeln!(out, "{}", kept.path().display())?;
    }
    shown
}

fn fill(dir: &Path, options: &Demo) -> Result<(), Failure> {
    let unknown = || DemoFailure::Profile {
        name: options.profile.clone(),
        known: profiles::builtin()
            .iter()
            .map(|profile| profile.key.to_string())
            .collect(),
    };
    let source = profiles::source(&options.profile).ok_or_else(unknown)?;
    let profile = profiles::builtin()
        .iter()
        .find(|profile| profile.key.as_str() == options.profile);
    let profile = profile.ok_or_else(unknown)?;
    let (of, for_so_many) = REQUESTS;
    let usual = (options.people * of / for_so_many).min(REQUESTS_USUAL);
    let extent = Extent {
        people: options.people,
        requests: options.requests.unwrap_or(usual),
    };
    let now: Moment = now();
    let uid = rustix::process::getuid().as_raw();
    let mut progress = Progress::new();
    let mut told = |done, of| progress.at(|| format!("{done} / {of}"));
    let shelf = dir.join(crate::shelf::DIRECTORY);
    let references = profile.references.iter().zip(words::REFERENCES);
    let laid = fs::create_dir_all(&shelf).and_then(|()| {
        references.into_iter().try_for_each(|(reference, text)| {
            fs::write(shelf.join(format!("{}.md", reference.id)), text)
        })
    });
    laid.map_err(|source| DemoFailure::Directory {
        path: shelf,
        source,
    })?;
    let outcome = Ledger::begin(dir).and_then(|mut ledger| {
        story::tell(&mut ledger, profile, source, uid, now, extent, &mut told)?;
        ledger.end()
    });
    Ok(outcome.map_err(DemoFailure::from)?)
}

/// Ends the office of a store that goes away with its desk, and waits until it has.
fn end_office(place: &Place) {
    let Ok(stream) = UnixStream::connect(&place.socket) else {
        return;
    };
    // The kernel says who listens.
    let Ok(office) = socket_peercred(&stream).map(|peer| peer.pid) else {
        return;
    };
    drop(stream);
    if kill_process(office, Signal::TERM).is_err() {
        return;
    }
    for _ in 0..1_000 {
        // As a child of this process it stays to be asked after until it is.
        let is_gone = match waitpid(Some(office), WaitOptions::NOHANG) {
            Ok(status) => status.is_some(),
            Err(_) => test_kill_process(office).is_err(),
        };
        if is_gone {
            return;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
}
