//! Segment files: their names, which of them exist, and how one comes to exist.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::frame::SegmentHeader;
use super::{Failure, Position};

const EXTENSION: &str = "istiqbal";
const UNFINISHED: &str = "new";
/// Digits of a name: as many as the greatest position has.
const DIGITS: usize = 20;

/// One segment file, named by the position it begins at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Segment {
    pub first: Position,
    pub path: PathBuf,
}

impl Segment {
    pub(super) fn new(dir: &Path, first: Position) -> Segment {
        Segment {
            first,
            path: dir.join(format!("{first:0DIGITS$}.{EXTENSION}")),
        }
    }

    fn from_path(path: PathBuf) -> Option<Segment> {
        let name = path.file_name()?.to_str()?;
        let (digits, extension) = name.split_once('.')?;
        let ours = extension == EXTENSION
            && digits.len() == DIGITS
            && digits.bytes().all(|byte| byte.is_ascii_digit());
        let first = Position(digits.parse().ok()?);
        ours.then_some(Segment { first, path })
    }

    /// Makes the file with its header and nothing else. It appears under its name only when it is on
    /// disk, so that a segment with a broken header is always damage and never the remains of a crash.
    /// That the name is on disk is the caller's to see to.
    pub(super) fn create(&self, header: SegmentHeader) -> Result<File, Failure> {
        let unfinished = self.path.with_extension(UNFINISHED);
        let fail = |doing, path: &Path| {
            let path = path.to_owned();
            move |error: io::Error| Failure::new(doing, &path, &error)
        };
        let mut file = File::options()
            .read(true)
            .write(true)
            .create(true)
            .truncate(true)
            .open(&unfinished)
            .map_err(fail("create", &unfinished))?;
        file.write_all(&header.to_bytes())
            .map_err(fail("write", &unfinished))?;
        file.sync_all().map_err(fail("sync", &unfinished))?;
        fs::rename(&unfinished, &self.path).map_err(fail("rename", &unfinished))?;
        Ok(file)
    }
}

/// The segments of a directory, in order.
pub(super) fn list(dir: &Path) -> Result<Vec<Segment>, Failure> {
    let mut segments: Vec<Segment> = paths(dir)?
        .into_iter()
        .filter_map(Segment::from_path)
        .collect();
    segments.sort_by_key(|segment| segment.first);
    Ok(segments)
}

/// Removes what a crash left of a segment that was never used.
pub(super) fn remove_unfinished(dir: &Path) -> Result<(), Failure> {
    for path in paths(dir)? {
        if path.extension().is_some_and(|name| name == UNFINISHED) {
            fs::remove_file(&path).map_err(|error| Failure::new("remove", &path, &error))?;
        }
    }
    Ok(())
}

fn paths(dir: &Path) -> Result<Vec<PathBuf>, Failure> {
    fs::read_dir(dir)
        .and_then(|items| items.map(|item| Ok(item?.path())).collect())
        .map_err(|error| Failure::new("list", dir, &error))
}

pub(super) fn sync_directory(dir: &Path) -> Result<(), Failure> {
    File::open(dir)
        .and_then(|dir| dir.sync_all())
        .map_err(|error| Failure::new("sync", dir, &error))
}
