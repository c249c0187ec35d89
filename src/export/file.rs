//! Saving what is exported: under a name of its own, over nothing that is there.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::{Book, csv, xlsx};

/// What a book is saved as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A spreadsheet.
    Xlsx,
    /// Comma-separated values.
    Csv,
}

impl Kind {
    /// The ending of its files.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Kind::Xlsx => "xlsx",
            Kind::Csv => "csv",
        }
    }
}

/// Why it was not saved.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// A directory or file.
    #[error("{}: {source}", path.display())]
    Io {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// More than a spreadsheet takes.
    #[error("the spreadsheet cannot be made: {0}")]
    Xlsx(#[from] rust_xlsxwriter::XlsxError),
}

fn at(path: &Path) -> impl FnOnce(io::Error) -> SaveError {
    let path = path.to_owned();
    move |source| SaveError::Io { path, source }
}

/// What the file of a book holds.
///
/// # Errors
/// Where it is more than a spreadsheet takes.
pub fn bytes(book: &Book, kind: Kind) -> Result<Vec<u8>, SaveError> {
    match kind {
        Kind::Xlsx => Ok(xlsx::bytes(book)?),
        Kind::Csv => csv::bytes(book).map_err(at(Path::new("csv"))),
    }
}

/// Saves a book at a path of choice, over what is there.
///
/// # Errors
/// Where it cannot be written.
pub fn save_at(book: &Book, kind: Kind, path: &Path) -> Result<(), SaveError> {
    fs::write(path, bytes(book, kind)?).map_err(at(path))
}

/// Files of one name, at most.
const OF_ONE_NAME: u32 = 1_000;

/// Saves a book in a directory, which is made where there is none, and says under which path. A name that is taken
/// gets a number.
///
/// # Errors
/// Where it cannot be written.
pub fn save_in(book: &Book, kind: Kind, dir: &Path) -> Result<PathBuf, SaveError> {
    let bytes = bytes(book, kind)?;
    fs::create_dir_all(dir).map_err(at(dir))?;
    let mut number = 1;
    loop {
        let name = match number {
            1 => format!("{}.{}", book.stem, kind.ending()),
            _ => format!("{}-{number}.{}", book.stem, kind.ending()),
        };
        let path = dir.join(name);
        match File::create_new(&path) {
            Ok(mut file) => {
                file.write_all(&bytes).map_err(at(&path))?;
                return Ok(path);
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && number < OF_ONE_NAME => {
                number += 1;
            }
            Err(error) => return Err(at(&path)(error)),
        }
    }
}
