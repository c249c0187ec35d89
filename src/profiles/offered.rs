//! The profiles that the first run offers: those of the program, then the user's own files.

use std::path::{Path, PathBuf};
use std::{fs, io};

use super::{ProfileError, SOURCES, parse};
use crate::domain::profile::Profile;

/// A profile that a desk can be opened on.
#[derive(Clone, Debug)]
pub struct Offered {
    /// The profile.
    pub profile: Profile,
    /// Its TOML, as it is kept when it is adopted.
    pub source: String,
    /// The name of the file it came from; none for what ships with the program.
    pub file: Option<String>,
}

/// A file that cannot be offered.
#[derive(Debug, thiserror::Error)]
pub enum NotOffered {
    /// It cannot be read.
    #[error("{file}: {error}")]
    Read {
        /// The file.
        file: String,
        /// Why not.
        error: io::Error,
    },
    /// It holds no usable profile: every mistake, each with its line.
    #[error(transparent)]
    Profile(#[from] ProfileError),
    /// No path may be typed here.
    #[error("no path may be typed at a desk over SSH")]
    NotHere,
}

/// Where profile files come from, at this desk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sources {
    /// The directory of the user's own; `None` where there is none.
    pub own: Option<PathBuf>,
    /// Where a typed path that is not written from the root begins. `None` where none may be typed: a desk over SSH
    /// stands on a machine that is not its user's, and gives no way to look around on it.
    pub home: Option<PathBuf>,
}

impl Sources {
    /// What ships with the program and what stands in the user's own directory.
    #[must_use]
    pub fn offers(&self) -> Offers {
        let own = self.own.as_deref();
        own.map_or_else(Offers::default, Offers::with_own)
    }

    /// The profile at a path as it was typed.
    ///
    /// # Errors
    /// Why it cannot be offered.
    pub fn typed(&self, path: &str) -> Result<Offered, NotOffered> {
        let home = self.home.as_ref().ok_or(NotOffered::NotHere)?;
        let path = path.trim();
        read(&home.join(path.strip_prefix("~/").unwrap_or(path)))
    }
}

/// What the first run offers.
#[derive(Debug)]
pub struct Offers {
    /// The charities, in the order they are shown.
    pub charities: Vec<Offered>,
    /// Files that were to be offered and are broken.
    pub broken: Vec<NotOffered>,
    /// Whether it is the one file asked for, and nothing else.
    pub asked_for: bool,
}

impl Default for Offers {
    /// What ships with the program.
    fn default() -> Self {
        let shipped = SOURCES.iter().filter_map(|(name, source)| {
            Some(Offered {
                profile: parse(name, source).ok()?,
                source: (*source).to_owned(),
                file: None,
            })
        });
        Self {
            charities: shipped.collect(),
            broken: Vec::new(),
            asked_for: false,
        }
    }
}

impl Offers {
    /// What ships with the program, then what stands in a directory, by file name. A broken file keeps nobody from the
    /// rest; a directory that is not there has nothing to offer.
    #[must_use]
    pub fn with_own(directory: &Path) -> Self {
        let mut offers = Self::default();
        let entries = match fs::read_dir(directory) {
            Ok(entries) => entries,
            Err(error) => {
                if error.kind() != io::ErrorKind::NotFound {
                    let file = directory.display().to_string();
                    offers.broken.push(NotOffered::Read { file, error });
                }
                return offers;
            }
        };
        let mut files: Vec<_> = entries
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| path.extension().is_some_and(|end| end == "toml"))
            .collect();
        files.sort();
        for file in files {
            match read(&file) {
                Ok(offered) => offers.charities.push(offered),
                Err(error) => offers.broken.push(error),
            }
        }
        offers
    }

    /// One file and nothing else.
    ///
    /// # Errors
    /// Why it cannot be offered.
    pub fn only(file: &Path) -> Result<Self, NotOffered> {
        Ok(Self {
            charities: vec![read(file)?],
            broken: Vec::new(),
            asked_for: true,
        })
    }
}

/// The longest file that is read, in bytes: far above any profile.
const LIMIT: u64 = 1 << 20;

fn read(path: &Path) -> Result<Offered, NotOffered> {
    let file = path.display().to_string();
    let text = || {
        let found = fs::metadata(path)?;
        // A pipe or a device is not waited for.
        if !found.is_file() && !found.is_dir() {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        if found.len() > LIMIT {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        fs::read_to_string(path)
    };
    let source = text().map_err(|error| NotOffered::Read {
        file: file.clone(),
        error,
    })?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    Ok(Offered {
        profile: parse(&file, &source)?,
        source,
        file: Some(name.into_owned()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_files_stand_after_those_of_the_program_and_a_broken_one_keeps_nobody_from_the_rest() {
        let dir = tempfile::tempdir().unwrap();
        let own = SOURCES[4].1;
        fs::write(dir.path().join("ours.toml"), own).unwrap();
        fs::write(dir.path().join("broken.toml"), "version = 1\nkey = = 2\n").unwrap();
        fs::write(dir.path().join("note.txt"), "no profile").unwrap();
        let offers = Offers::with_own(dir.path());
        let files: Vec<_> = offers
            .charities
            .iter()
            .map(|one| one.file.as_deref())
            .collect();
        assert_eq!(files, [None, None, None, None, None, Some("ours.toml")]);
        assert_eq!(offers.charities[5].source, own);
        let [broken] = &offers.broken[..] else {
            panic!("{:?}", offers.broken)
        };
        let place = format!("{}:2:", dir.path().join("broken.toml").display());
        assert!(broken.to_string().starts_with(&place), "{broken}");
    }

    #[test]
    fn without_a_directory_there_is_what_ships() {
        let dir = tempfile::tempdir().unwrap();
        let offers = Offers::with_own(&dir.path().join("none"));
        assert_eq!((offers.charities.len(), offers.broken.len()), (5, 0));
    }

    #[test]
    fn a_path_is_typed_where_one_may_be() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("ours.toml"), SOURCES[0].1).unwrap();
        let home = Some(dir.path().to_owned());
        let sources = Sources { own: None, home };
        let whole = dir.path().join("ours.toml").display().to_string();
        for typed in ["ours.toml", " ~/ours.toml ", &whole] {
            let offered = sources.typed(typed).unwrap();
            assert_eq!(offered.file.as_deref(), Some("ours.toml"), "{typed}");
        }
        for typed in ["none.toml", ".", "/dev/null"] {
            let read = sources.typed(typed);
            assert!(matches!(read, Err(NotOffered::Read { .. })), "{typed}");
        }
        let over_ssh = Sources::default().typed(&whole);
        assert!(matches!(over_ssh, Err(NotOffered::NotHere)));
    }

    #[test]
    fn one_file_asked_for_is_all_there_is() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("ours.toml");
        assert!(matches!(Offers::only(&file), Err(NotOffered::Read { .. })));
        fs::write(&file, SOURCES[0].1).unwrap();
        let offers = Offers::only(&file).unwrap();
        assert_eq!((offers.charities.len(), offers.asked_for), (1, true));
    }
}
