//! A temporary directory that is removed at the end of the run, and also when the program is interrupted.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::thread;

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Handle;
use signal_hook::iterator::Signals;

use crate::scratch::own_dir;

/// The directory.
#[derive(Debug)]
pub struct Scratch {
    path: PathBuf,
    signals: Handle,
}

impl Scratch {
    /// Makes `NAME-PID` in a directory, for nobody else to read, and takes away what runs killed before left there.
    ///
    /// # Errors
    /// Where it cannot be made.
    pub fn new(parent: &Path, name: &str) -> io::Result<Scratch> {
        let path = own_dir(parent, name)?;
        let mut signals = Signals::new([SIGINT, SIGTERM, SIGHUP])?;
        let handle = signals.handle();
        let doomed = path.clone();
        thread::Builder::new()
            .name("scratch".into())
            .spawn(move || {
                if let Some(signal) = signals.forever().next() {
                    let _ = fs::remove_dir_all(&doomed);
                    std::process::exit(128 + signal);
                }
            })?;
        Ok(Scratch {
            path,
            signals: handle,
        })
    }

    /// Leaves signals to others from now on; the directory still goes at the end.
    pub fn leave_signals(&self) {
        self.signals.close();
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        self.signals.close();
        // What cannot be taken away now is taken away by the next run.
        let _ = fs::remove_dir_all(&self.path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_killed_run_left_is_taken_away() {
        let dir = tempfile::tempdir().unwrap();
        // No process has the highest number a process may have and one more.
        for name in ["x-4194305", "x-1", "y-4194305", "x-no"] {
            fs::create_dir(dir.path().join(name)).unwrap();
        }
        let scratch = Scratch::new(dir.path(), "x").unwrap();
        fs::write(scratch.path().join("file"), "").unwrap();
        let own = scratch.path().to_owned();
        drop(scratch);
        let left: Vec<bool> = ["x-4194305", "x-1", "y-4194305", "x-no"]
            .iter()
            .map(|name| dir.path().join(name).exists())
            .collect();
        assert_eq!(left, [false, true, true, true]);
        assert!(!own.exists());
    }
}
