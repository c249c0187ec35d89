//! The fonts a sheet is set in: found on the system, never brought along.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// There is nothing to set Arabic in.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "no Arabic font is installed; install the package {package} (looked in {})",
    places(looked)
)]
pub struct FontError {
    /// The Debian package that has one.
    pub package: &'static str,
    /// Where it was looked for.
    pub looked: Vec<PathBuf>,
}

fn places(looked: &[PathBuf]) -> String {
    let places: Vec<String> = looked.iter().map(|dir| dir.display().to_string()).collect();
    places.join(", ")
}

/// A set of files that serves, the best first. What is set in Arabic may carry Latin: a family without Latin letters
/// comes with one that has them.
const SETS: [&[&str]; 4] = [
    &["Amiri-Regular.ttf", "Amiri-Bold.ttf"],
    &[
        "NotoNaskhArabic-Regular.ttf",
        "NotoNaskhArabic-Bold.ttf",
        "NotoSans-Regular.ttf",
        "NotoSans-Bold.ttf",
    ],
    &[
        "NotoKufiArabic-Regular.ttf",
        "NotoKufiArabic-Bold.ttf",
        "NotoSans-Regular.ttf",
        "NotoSans-Bold.ttf",
    ],
    &[
        "NotoSansArabic-Regular.ttf",
        "NotoSansArabic-Bold.ttf",
        "NotoSans-Regular.ttf",
        "NotoSans-Bold.ttf",
    ],
];

/// The package named to whoever has none: all of it in one family, tashkeel included.
pub const PACKAGE: &str = "fonts-hosny-amiri";

/// How deep font directories are searched: a loop of links ends there.
const DEPTH: usize = 6;

/// The files, in the order in which they are tried for a letter.
#[derive(Clone)]
pub struct Fonts {
    pub(super) files: Vec<Arc<Vec<u8>>>,
}

impl std::fmt::Debug for Fonts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Fonts({} files)", self.files.len())
    }
}

impl Fonts {
    /// Looks for the best set below these directories.
    ///
    /// # Errors
    /// [`FontError`] where there is none, or none that can be read.
    pub fn find(dirs: &[PathBuf]) -> Result<Fonts, FontError> {
        let mut there = Vec::new();
        for dir in dirs {
            collect(dir, DEPTH, &mut there);
        }
        // The order in which a directory lists its files says nothing.
        there.sort();
        SETS.iter()
            .find_map(|set| Fonts::of(set, &there))
            .ok_or_else(|| FontError {
                package: PACKAGE,
                looked: dirs.to_vec(),
            })
    }

    /// A set, as much of it as is there; `None` without its first file, which everything else is beside.
    fn of(set: &[&str], there: &[PathBuf]) -> Option<Fonts> {
        let mut files = Vec::new();
        for (at, name) in set.iter().enumerate() {
            let path = there
                .iter()
                .find(|path| path.file_name().is_some_and(|file| file == *name));
            let read = path
                .and_then(|path| fs::read(path).ok())
                .filter(|bytes| super::pdf::is_font(bytes));
            match read {
                Some(bytes) => files.push(Arc::new(bytes)),
                None if at == 0 => return None,
                None => {}
            }
        }
        Some(Fonts { files })
    }
}

fn collect(dir: &Path, depth: usize, there: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(dir) else {
        return;
    };
    for entry in entries.flatten() {
        let path = entry.path();
        let wanted =
            |name: &std::ffi::OsStr| SETS.iter().any(|set| set.iter().any(|one| name == *one));
        if path.file_name().is_some_and(wanted) {
            there.push(path);
        } else if depth > 0 && path.is_dir() {
            collect(&path, depth - 1, there);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_there_is_none_the_package_is_named() {
        let dir = tempfile::tempdir().unwrap();
        let error = Fonts::find(&[dir.path().into()]).unwrap_err();
        assert_eq!(error.package, "fonts-hosny-amiri");
        assert!(error.to_string().contains("fonts-hosny-amiri"));
        // A file of the name that is no font serves nobody.
        fs::create_dir(dir.path().join("deep")).unwrap();
        fs::write(dir.path().join("deep/Amiri-Regular.ttf"), b"no font").unwrap();
        assert_eq!(
            Fonts::find(&[dir.path().into()]).unwrap_err().looked.len(),
            1
        );
    }
}
