//! A finished sheet goes out: to the printer where there is one, else into a file that is named.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::fonts::Fonts;
use super::subject::Subject;
use super::{Case, Kind, SheetError};
use crate::domain::ids::RequestNo;
use crate::settings::Surroundings;

/// Where fonts are found and sheets go.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outlet {
    /// Font directories, the user's own first.
    pub fonts: Vec<PathBuf>,
    /// Where sheets are saved that were not printed; `None` where the user has no home.
    pub folder: Option<PathBuf>,
    /// All the environment that the printing system is given.
    pub environment: BTreeMap<OsString, OsString>,
}

/// Where a sheet went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Went {
    /// To the printer.
    Printed,
    /// Into this file, as there is no printer or it did not take it.
    Saved(PathBuf),
}

/// Why a sheet was neither printed nor saved.
#[derive(Debug, thiserror::Error)]
pub enum PrintError {
    /// It could not be made.
    #[error(transparent)]
    Sheet(#[from] SheetError),
    /// It could not be saved.
    #[error("the sheet cannot be saved as {}: {source}", path.display())]
    Save {
        /// Where.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// There is neither a printer nor a home directory.
    #[error("there is no printer, and no home directory to save the sheet in")]
    NoPlace,
}

impl Outlet {
    /// As the program finds it around itself.
    #[must_use]
    pub fn of(around: &Surroundings) -> Outlet {
        Outlet {
            fonts: around.font_places(),
            folder: around.sheets_place(),
            environment: around.passed_on(),
        }
    }

    /// Makes a sheet.
    ///
    /// # Errors
    /// Where something must be done first, or there is no font.
    pub fn make(&self, kind: Kind, case: &Case) -> Result<Vec<u8>, SheetError> {
        let lacks = kind.lacks(&case.request);
        if let Some(lacks) = lacks {
            return Err(SheetError::NotYet {
                kind,
                request: case.request.no,
                lacks,
            });
        }
        super::pdf(kind, case, &Fonts::find(&self.fonts)?)
    }

    /// Prints a sheet that was made, or saves it where it cannot be printed. That it was printed is put on record
    /// first: what came out and is on no record is worse than the other way about.
    ///
    /// # Errors
    /// Where it can be neither printed nor saved.
    pub fn print(&self, kind: Kind, of: RequestNo, sheet: &[u8]) -> Result<Went, PrintError> {
        if lp(sheet, &self.environment) {
            return Ok(Went::Printed);
        }
        let folder = self.folder.as_ref().ok_or(PrintError::NoPlace)?;
        let path = folder.join(file_name(kind, of));
        fs::create_dir_all(folder).map_err(unsaved(folder))?;
        write(&path, sheet).map_err(unsaved(&path))?;
        Ok(Went::Saved(path))
    }

    /// Saves a sheet that was made in a file of choice.
    ///
    /// # Errors
    /// Where it cannot be saved.
    pub fn save(path: &Path, sheet: &[u8]) -> Result<(), PrintError> {
        write(path, sheet).map_err(unsaved(path))
    }

    /// Saves a subject's copy in a directory, for people and for programs.
    ///
    /// # Errors
    /// Where there is no font, or it cannot be saved.
    pub fn save_copy(&self, subject: &Subject<'_>, dir: &Path) -> Result<[PathBuf; 2], PrintError> {
        let fonts = Fonts::find(&self.fonts).map_err(SheetError::from)?;
        let sheet = super::subject::pdf(subject, &fonts)?;
        let told = format!("{:#}\n", subject.json());
        let no = subject.holdings.person.no;
        let [sheet_path, told_path] =
            ["pdf", "json"].map(|end| dir.join(format!("person-{no}.{end}")));
        let made = DirBuilder::new().recursive(true).mode(0o700).create(dir);
        made.map_err(unsaved(dir))?;
        write(&sheet_path, &sheet).map_err(unsaved(&sheet_path))?;
        write(&told_path, told.as_bytes()).map_err(unsaved(&told_path))?;
        Ok([sheet_path, told_path])
    }
}

fn unsaved(path: &Path) -> impl FnOnce(io::Error) -> PrintError {
    let path = path.to_owned();
    move |source| PrintError::Save { path, source }
}

/// `1448-00042-receipt.pdf`: printed again, it takes the place of the one before.
fn file_name(kind: Kind, of: RequestNo) -> String {
    let number = of.to_string().replace('/', "-");
    format!("{number}-{}.pdf", kind.id())
}

/// Nobody else on the machine reads it. What was there before stays whole until the new one is.
fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".new");
    let beside = PathBuf::from(beside);
    let written = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&beside)
        .and_then(|mut file| file.write_all(bytes))
        .and_then(|()| fs::rename(&beside, path));
    if written.is_err() {
        // It may never have been made.
        let _ = fs::remove_file(&beside);
    }
    written
}

/// Whether the printing system took it: not where there is none, or it has no printer.
fn lp(bytes: &[u8], environment: &BTreeMap<OsString, OsString>) -> bool {
    let child = Command::new("lp")
        .args(["-s", "-t", "istiqbal", "-"])
        .env_clear()
        .envs(environment)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    let Ok(mut child) = child else {
        return false;
    };
    // One that ends without reading says why by its status.
    let given = child
        .stdin
        .take()
        .is_some_and(|mut to| to.write_all(bytes).is_ok());
    child.wait().is_ok_and(|status| status.success()) && given
}
