//! Temporary directories, each named after the process that made it. What a killed process left behind is removed by
//! the next one that makes a directory of that name.

use std::fs;
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use rustix::process::{Pid, test_kill_process};

/// Makes `NAME-PID` in a directory, for nobody else to read, and takes away what runs killed before left there.
///
/// # Errors
/// Where it cannot be made.
pub fn own_dir(parent: &Path, name: &str) -> io::Result<PathBuf> {
    remove_orphans(parent, name);
    let path = parent.join(format!("{name}-{}", std::process::id()));
    fs::DirBuilder::new().mode(0o700).create(&path)?;
    Ok(path)
}

fn remove_orphans(parent: &Path, name: &str) {
    for entry in fs::read_dir(parent).into_iter().flatten().flatten() {
        let file = entry.file_name();
        let owner = file
            .to_str()
            .and_then(|file| file.strip_prefix(name)?.strip_prefix('-')?.parse().ok());
        let gone = owner.and_then(Pid::from_raw).is_some_and(|owner| {
            test_kill_process(owner).is_err_and(|errno| errno == rustix::io::Errno::SRCH)
        });
        if gone {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}
