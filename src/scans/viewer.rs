//! A scan opened with the user's viewer. Its file lies in a private directory for as long as the desk is open, under its
//! hash and what its content says it is: the name that others gave it is never a path, and only a picture or a sheet is
//! handed to a program.

use std::io;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, PoisonError};

use super::{ScanError, hex, write_privately};
use crate::scratch;

/// What the private directory is called, before the number of its process.
const NAME: &str = "istiqbal-scans";

/// How a scan is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Viewing {
    /// The program; `None` where none may be started.
    pub program: Option<String>,
    /// Where the private directory is made.
    pub runtime: PathBuf,
}

/// Shows scans.
#[derive(Debug)]
pub struct Viewer {
    viewing: Viewing,
    dir: Mutex<Dir>,
}

#[derive(Debug)]
enum Dir {
    NotYet,
    At(PathBuf),
    Closed,
}

/// How showing a scan ended.
#[derive(Debug)]
pub enum Shown {
    /// The viewer was started.
    Opened(Child, PathBuf),
    /// It lies here, as there is no viewer for it.
    Saved(PathBuf),
}

impl Viewer {
    /// One that has shown nothing yet.
    #[must_use]
    pub const fn new(viewing: Viewing) -> Viewer {
        Viewer {
            viewing,
            dir: Mutex::new(Dir::NotYet),
        }
    }

    /// Shows what is in a scan.
    ///
    /// # Errors
    /// Where it cannot be written for the viewer.
    pub fn show(&self, name: &str, content: &[u8]) -> Result<Shown, ScanError> {
        let known = content_kind(content);
        let ending = known.map_or_else(|| ending_of(name), str::to_owned);
        let hash = hex(blake3::hash(content).as_bytes());
        let path = self.dir()?.join(format!("{hash}.{ending}"));
        write_privately(&path, content)?;
        let program = self.viewing.program.as_ref().filter(|_| known.is_some());
        let Some(program) = program else {
            return Ok(Shown::Saved(path));
        };
        let child = Command::new(program)
            .arg(&path)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            // What the terminal says to the desk is not said to it.
            .process_group(0)
            .spawn();
        Ok(match child {
            Ok(child) => Shown::Opened(child, path),
            Err(error) => {
                tracing::warn!(%error, "the viewer cannot be started");
                Shown::Saved(path)
            }
        })
    }

    fn dir(&self) -> Result<PathBuf, ScanError> {
        let mut dir = self.dir.lock().unwrap_or_else(PoisonError::into_inner);
        let runtime = &self.viewing.runtime;
        let failed = |source| ScanError::Io {
            path: runtime.clone(),
            source,
        };
        match &*dir {
            Dir::At(path) => Ok(path.clone()),
            Dir::Closed => Err(failed(io::ErrorKind::Interrupted.into())),
            Dir::NotYet => {
                let path = scratch::own_dir(runtime, NAME).map_err(failed)?;
                *dir = Dir::At(path.clone());
                Ok(path)
            }
        }
    }

    /// Takes away what was fetched. Nothing is shown from now on.
    pub fn close(&self) {
        let mut dir = self.dir.lock().unwrap_or_else(PoisonError::into_inner);
        if let Dir::At(path) = std::mem::replace(&mut *dir, Dir::Closed) {
            // What cannot be taken away now is taken away by the next desk.
            let _ = std::fs::remove_dir_all(path);
        }
    }
}

impl Drop for Viewer {
    fn drop(&mut self) {
        self.close();
    }
}

/// The first bytes of what a scanner makes, with the ending of its files.
const KINDS: [(&[u8], &str); 6] = [
    (b"%PDF-", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"II*\0", "tif"),
    (b"MM\0*", "tif"),
    (b"GIF8", "gif"),
];

/// What a file is by its content: one of the kinds that a viewer is started for.
#[must_use]
pub fn content_kind(content: &[u8]) -> Option<&'static str> {
    let known = KINDS.iter().find(|(first, _)| content.starts_with(first));
    known.map(|(_, ending)| *ending)
}

/// The ending of a name, as far as it is letters and digits.
fn ending_of(name: &str) -> String {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let is_plain = |c: char| c.is_ascii_alphanumeric();
    if (1..=5).contains(&ending.len()) && ending.chars().all(is_plain) {
        ending.to_ascii_lowercase()
    } else {
        "bin".to_owned()
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn viewer(program: Option<&str>) -> (tempfile::TempDir, Viewer) {
        let dir = tempfile::tempdir().unwrap();
        let viewing = Viewing {
            program: program.map(str::to_owned),
            runtime: dir.path().to_owned(),
        };
        (dir, Viewer::new(viewing))
    }

    fn saved(shown: Shown) -> PathBuf {
        match shown {
            Shown::Saved(path) => path,
            Shown::Opened(..) => panic!("a viewer was started"),
        }
    }

    #[test]
    fn a_name_that_others_gave_is_no_path() {
        let (dir, viewer) = viewer(None);
        for (name, content, ending) in [
            ("../../x.sh", &b"#!/bin/sh"[..], "sh"),
            ("a/b\n.PnG", b"x", "png"),
            ("x.desktop", b"[Desktop Entry]", "bin"),
            ("x", b"", "bin"),
            ("x.sh", b"%PDF-1.7", "pdf"),
        ] {
            let path = saved(viewer.show(name, content).unwrap());
            let hash = blake3::hash(content).to_hex();
            assert_eq!(
                path.file_name().unwrap().to_str().unwrap(),
                format!("{hash}.{ending}")
            );
            assert_eq!(path.parent().unwrap().parent(), Some(dir.path()));
            assert_eq!(
                fs::metadata(&path).unwrap().permissions().mode() & 0o777,
                0o600
            );
            let dir = fs::metadata(path.parent().unwrap()).unwrap();
            assert_eq!(dir.permissions().mode() & 0o777, 0o700);
        }
    }

    #[test]
    fn only_a_picture_or_a_sheet_is_handed_to_a_program() {
        let (_dir, viewer) = viewer(Some("true"));
        saved(viewer.show("x.png", b"#!/bin/sh\nrm -r /").unwrap());
        saved(viewer.show("x.desktop", b"[Desktop Entry]").unwrap());
        for content in [&b"%PDF-1.7"[..], b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n"] {
            let Shown::Opened(mut child, path) = viewer.show("x.sh", content).unwrap() else {
                panic!("not opened");
            };
            assert!(child.wait().unwrap().success());
            assert!(path.exists());
        }
    }

    #[test]
    fn a_viewer_that_is_not_there_leaves_the_file() {
        let (_dir, viewer) = viewer(Some("no-such-viewer-anywhere"));
        let path = saved(viewer.show("x.pdf", b"%PDF-1.7").unwrap());
        assert_eq!(fs::read(path).unwrap(), b"%PDF-1.7");
    }

    #[test]
    fn nothing_stays_once_it_is_closed() {
        let (dir, viewer) = viewer(None);
        saved(viewer.show("x.pdf", b"%PDF-1.7").unwrap());
        viewer.close();
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
        assert!(viewer.show("x.pdf", b"%PDF-1.7").is_err());
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
    }
}
