//! The drop folder (مجلد المسح): where a scanner leaves its files, for the desk to attach. Whatever lies there was put
//! there by others: no link is followed, nothing but a plain file is read, and no more of it than is kept.

use std::ffi::{OsStr, OsString};
use std::fs::{self, DirBuilder, File, Metadata};
use std::io::{self, Read};
use std::os::unix::fs::{DirBuilderExt, MetadataExt};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use rustix::fs::{CWD, Mode, OFlags, RenameFlags, renameat_with};

use super::{Hash, SCAN_LIMIT, hex};
use crate::domain::moment::Moment;

/// Files shown of a folder, the newest.
const SHOWN: usize = 200;

/// Below the drop folder: files that were attached.
const ATTACHED: &str = "attached";

/// Where files to be attached come from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folder {
    /// The drop folder; `None` where there is none.
    pub drop: Option<PathBuf>,
    /// Where a typed path that is not written from the root begins. `None` where none may be typed: a desk over SSH
    /// stands on a machine that is not its user's, and gives no way to look around on it.
    pub home: Option<PathBuf>,
}

/// A file that waits in the drop folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Its name.
    pub name: OsString,
    /// How long it is.
    pub bytes: u64,
    /// When it was last written.
    pub written: Moment,
}

/// What is to be attached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A file of the drop folder.
    Dropped(Waiting),
    /// The file at a path as it was typed.
    Typed(String),
}

impl Source {
    /// What it is called.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Source::Dropped(waiting) => waiting.name.to_string_lossy().into_owned(),
            Source::Typed(path) => file_name(Path::new(path)),
        }
    }
}

fn file_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

/// Why a file cannot be taken from a folder.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// There is no drop folder.
    #[error("there is no drop folder")]
    NoFolder,
    /// No path may be typed here.
    #[error("no path may be typed at a desk over SSH")]
    NotHere,
    /// It is no plain file.
    #[error("{} is no file", .0.display())]
    NotAFile(PathBuf),
    /// There is nothing in it.
    #[error("{} is empty", .0.display())]
    Empty(PathBuf),
    /// Larger than any that is kept.
    #[error("{} is larger than a scan may be", .0.display())]
    TooLarge(PathBuf),
    /// It is being written still, or is another file than the one that was seen.
    #[error("{} is being written", .0.display())]
    Changing(PathBuf),
    /// The system.
    #[error("{}: {source}", .path.display())]
    Io {
        /// Of which file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}

fn failed(path: &Path) -> impl FnOnce(io::Error) -> FolderError {
    let path = path.to_owned();
    move |source| FolderError::Io { path, source }
}

/// A file as it was read.
#[derive(Debug)]
pub struct Taken {
    /// What it is called.
    pub name: String,
    /// What is in it.
    pub content: Vec<u8>,
    path: PathBuf,
    mark: Mark,
    is_dropped: bool,
}

/// What tells a file from another of the same name, and from itself before it was written on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Mark {
    device: u64,
    inode: u64,
    bytes: u64,
    written: (i64, i64),
}

impl Mark {
    fn of(file: &Metadata) -> Mark {
        Mark {
            device: file.dev(),
            inode: file.ino(),
            bytes: file.len(),
            written: (file.mtime(), file.mtime_nsec()),
        }
    }
}

fn written(file: &Metadata) -> Moment {
    let since = file.modified().ok();
    let since = since.and_then(|at| at.duration_since(UNIX_EPOCH).ok());
    let millis = since.map_or(0, |since| since.as_millis());
    Moment(i64::try_from(millis).unwrap_or(i64::MAX))
}

impl Folder {
    /// What waits in the drop folder, the newest first. Hidden files and all that is no plain file are passed over.
    ///
    /// # Errors
    /// Where there is none, or it cannot be read.
    pub fn waiting(&self) -> Result<Vec<Waiting>, FolderError> {
        let dir = self.drop.as_ref().ok_or(FolderError::NoFolder)?;
        let mut waiting = Vec::new();
        for entry in fs::read_dir(dir).map_err(failed(dir))? {
            let entry = entry.map_err(failed(dir))?;
            let name = entry.file_name();
            let is_hidden = name.as_encoded_bytes().starts_with(b".");
            // Gone meanwhile: somebody else took it.
            let Ok(file) = entry.metadata() else { continue };
            if file.is_file() && !is_hidden {
                waiting.push(Waiting {
                    name,
                    bytes: file.len(),
                    written: written(&file),
                });
            }
        }
        waiting.sort_by(|a, b| b.written.cmp(&a.written).then_with(|| a.name.cmp(&b.name)));
        waiting.truncate(SHOWN);
        Ok(waiting)
    }

    /// Reads a file that is to be attached.
    ///
    /// # Errors
    /// Where it is no plain file, too large, empty, or still being written.
    pub fn take(&self, source: &Source) -> Result<Taken, FolderError> {
        let (path, seen, flags) = match source {
            Source::Dropped(waiting) => {
                let dir = self.drop.as_ref().ok_or(FolderError::NoFolder)?;
                // Only ever a name in the folder, never a way out of it.
                let name = Path::new(&waiting.name).file_name().unwrap_or_default();
                (dir.join(name), Some(waiting), OFlags::NOFOLLOW)
            }
            Source::Typed(path) => (self.typed(path)?, None, OFlags::empty()),
        };
        // A pipe or a device is not waited for.
        let flags = flags | OFlags::RDONLY | OFlags::NONBLOCK | OFlags::CLOEXEC | OFlags::NOCTTY;
        let opened = rustix::fs::open(&path, flags, Mode::empty());
        let file = match opened {
            Err(rustix::io::Errno::LOOP) => return Err(FolderError::NotAFile(path)),
            opened => File::from(opened.map_err(|errno| failed(&path)(errno.into()))?),
        };
        let found = file.metadata().map_err(failed(&path))?;
        if !found.is_file() {
            return Err(FolderError::NotAFile(path));
        }
        let mark = Mark::of(&found);
        if seen.is_some_and(|seen| (seen.bytes, seen.written) != (found.len(), written(&found))) {
            return Err(FolderError::Changing(path));
        }
        let mut content = Vec::new();
        let mut limited = (&file).take(SCAN_LIMIT + 1);
        limited.read_to_end(&mut content).map_err(failed(&path))?;
        let length = u64::try_from(content.len()).unwrap_or(u64::MAX);
        if length > SCAN_LIMIT {
            return Err(FolderError::TooLarge(path));
        }
        let after = file.metadata().map_err(failed(&path))?;
        if Mark::of(&after) != mark || length != found.len() {
            return Err(FolderError::Changing(path));
        }
        if content.is_empty() {
            return Err(FolderError::Empty(path));
        }
        Ok(Taken {
            name: file_name(&path),
            content,
            path,
            mark,
            is_dropped: seen.is_some(),
        })
    }

    fn typed(&self, path: &str) -> Result<PathBuf, FolderError> {
        let home = self.home.as_ref().ok_or(FolderError::NotHere)?;
        let path = path.trim();
        Ok(home.join(path.strip_prefix("~/").unwrap_or(path)))
    }
}

impl Taken {
    /// Moves a file of the drop folder out of sight once it is attached, so that the next visitor does not see it.
    /// A file that was typed stays where it is.
    ///
    /// # Errors
    /// Where it stays, and why.
    pub fn set_aside(&self, hash: &Hash) -> Result<(), FolderError> {
        if !self.is_dropped {
            return Ok(());
        }
        let path = &self.path;
        let now = fs::symlink_metadata(path).map_err(failed(path))?;
        if Mark::of(&now) != self.mark {
            // The scanner has used the name again: that one was not attached.
            return Err(FolderError::Changing(path.clone()));
        }
        let dir = path.with_file_name(ATTACHED);
        match DirBuilder::new().mode(0o700).create(&dir) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
                return Err(failed(&dir)(error));
            }
            _ => {}
        }
        if !fs::symlink_metadata(&dir).map_err(failed(&dir))?.is_dir() {
            return Err(FolderError::NotAFile(dir));
        }
        let name = path.file_name().unwrap_or_default();
        let mut other = OsString::from(hex(hash));
        other.push("-");
        other.push(name);
        let away = |name: &OsStr| {
            renameat_with(CWD, path, CWD, dir.join(name), RenameFlags::NOREPLACE)
                .map_err(|errno| failed(path)(errno.into()))
        };
        // An earlier one of that name stays what it is.
        away(name).or_else(|_| away(&other))
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;
    use std::time::{Duration, SystemTime};

    use super::*;

    fn folder(dir: &Path) -> Folder {
        Folder {
            drop: Some(dir.to_owned()),
            home: Some(dir.to_owned()),
        }
    }

    fn put(dir: &Path, name: &str, content: &[u8], hour: u64) {
        let path = dir.join(name);
        fs::write(&path, content).unwrap();
        let at = SystemTime::UNIX_EPOCH + Duration::from_secs(hour * 3600);
        File::open(&path).unwrap().set_modified(at).unwrap();
    }

    #[test]
    fn the_newest_comes_first_and_only_plain_files_do() {
        let dir = tempfile::tempdir().unwrap();
        for (name, hour) in [("b.pdf", 2), ("a.pdf", 2), ("صورة.png", 5), (".part", 9)] {
            put(dir.path(), name, b"x", hour);
        }
        fs::create_dir(dir.path().join("attached")).unwrap();
        symlink("/etc/passwd", dir.path().join("z.png")).unwrap();
        let waiting = folder(dir.path()).waiting().unwrap();
        let names: Vec<_> = waiting
            .iter()
            .map(|one| one.name.to_str().unwrap())
            .collect();
        assert_eq!(names, ["صورة.png", "a.pdf", "b.pdf"]);
        assert_eq!(waiting[0].written, Moment(5 * 3_600_000));
        let none = Folder::default().waiting();
        assert!(matches!(none, Err(FolderError::NoFolder)), "{none:?}");
    }

    #[test]
    fn what_is_attached_goes_out_of_sight_and_replaces_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let folder = folder(dir.path());
        for (round, content) in [b"first", b"other"].into_iter().enumerate() {
            put(dir.path(), "scan.pdf", content, 1);
            let waiting = folder.waiting().unwrap().remove(0);
            let taken = folder.take(&Source::Dropped(waiting)).unwrap();
            assert_eq!(
                (taken.name.as_str(), taken.content.as_slice()),
                ("scan.pdf", &content[..])
            );
            taken.set_aside(blake3::hash(content).as_bytes()).unwrap();
            assert!(folder.waiting().unwrap().is_empty());
            let kept = fs::read_dir(dir.path().join(ATTACHED)).unwrap();
            assert_eq!(kept.count(), round + 1);
        }
        let first = fs::read(dir.path().join(ATTACHED).join("scan.pdf")).unwrap();
        assert_eq!(first, b"first");
    }

    #[test]
    fn nothing_is_taken_that_is_not_what_was_seen() {
        let dir = tempfile::tempdir().unwrap();
        let folder = folder(dir.path());
        put(dir.path(), "s.pdf", b"half", 1);
        let seen = folder.waiting().unwrap().remove(0);
        put(dir.path(), "s.pdf", b"half and half", 1);
        let grown = folder.take(&Source::Dropped(seen.clone()));
        assert!(matches!(grown, Err(FolderError::Changing(_))), "{grown:?}");
        // A link put in its place, and a name that leads out of the folder.
        fs::remove_file(dir.path().join("s.pdf")).unwrap();
        symlink("/etc/passwd", dir.path().join("s.pdf")).unwrap();
        let link = folder.take(&Source::Dropped(seen.clone()));
        assert!(matches!(link, Err(FolderError::NotAFile(_))), "{link:?}");
        let out = Waiting {
            name: "../../etc/passwd".into(),
            ..seen
        };
        let out = folder.take(&Source::Dropped(out));
        assert!(matches!(out, Err(FolderError::Io { .. })), "{out:?}");
        // Used again for another page before the first was moved: the second stays.
        put(dir.path(), "t.pdf", b"one", 1);
        let seen = folder.waiting().unwrap().remove(0);
        let taken = folder.take(&Source::Dropped(seen)).unwrap();
        put(dir.path(), "t.pdf", b"two", 2);
        assert!(taken.set_aside(&[1; 32]).is_err());
        assert!(dir.path().join("t.pdf").exists());
    }

    #[test]
    fn a_typed_path_is_read_where_it_may_be_and_stays() {
        let dir = tempfile::tempdir().unwrap();
        let local = folder(dir.path());
        put(dir.path(), "x.png", b"x", 1);
        put(dir.path(), "none.png", b"", 1);
        let absolute = dir.path().join("x.png").display().to_string();
        for path in ["x.png", "~/x.png", " x.png ", absolute.as_str()] {
            let taken = local.take(&Source::Typed(path.into())).unwrap();
            taken.set_aside(&[0; 32]).unwrap();
            assert!(dir.path().join("x.png").exists());
        }
        let large = dir.path().join("large.png");
        File::create(&large)
            .unwrap()
            .set_len(SCAN_LIMIT + 1)
            .unwrap();
        let refused = |path: &str| local.take(&Source::Typed(path.into())).unwrap_err();
        assert!(matches!(refused("large.png"), FolderError::TooLarge(_)));
        assert!(matches!(refused("none.png"), FolderError::Empty(_)));
        assert!(matches!(refused("/dev/null"), FolderError::NotAFile(_)));
        assert!(matches!(refused("."), FolderError::NotAFile(_)));
        assert!(matches!(refused("nowhere"), FolderError::Io { .. }));
        let remote = Folder {
            home: None,
            ..local.clone()
        };
        let remote = remote.take(&Source::Typed(absolute));
        assert!(matches!(remote, Err(FolderError::NotHere)), "{remote:?}");
    }
}
