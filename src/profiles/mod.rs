//! The charities as data: one TOML each; the schema is in `domain::profile`.
//!
//! The five ship inside the program. A charity's own file goes through the same [`parse`], which says file, line,
//! column and what is wrong, and says everything that is wrong at once.

mod locate;
mod offered;

use std::{fmt, sync::LazyLock};

use thiserror::Error;
use toml::de::DeTable;

use crate::domain::profile::{Profile, ProfileData, Wrong};

pub use offered::{NotOffered, Offered, Offers, Sources};

/// The files of the profiles that ship with the program: name and text.
pub const SOURCES: [(&str, &str); 5] = [
    ("rahma.toml", include_str!("rahma.toml")),
    ("wethaq.toml", include_str!("wethaq.toml")),
    ("shaaer.toml", include_str!("shaaer.toml")),
    ("eman.toml", include_str!("eman.toml")),
    ("qader.toml", include_str!("qader.toml")),
];

/// The profiles that ship with the program.
pub fn builtin() -> &'static [Profile] {
    // A test holds every one of them to parse; were one broken all the same, the others would still serve.
    static PROFILES: LazyLock<Vec<Profile>> = LazyLock::new(|| {
        SOURCES
            .iter()
            .filter_map(|(name, source)| parse(name, source).ok())
            .collect()
    });
    &PROFILES
}

/// The text of a profile that ships with the program, as it is kept when a charity adopts it.
#[must_use]
pub fn source(key: &str) -> Option<&'static str> {
    SOURCES
        .iter()
        .find(|(name, _)| name.strip_suffix(".toml") == Some(key))
        .map(|(_, source)| *source)
}

/// What a profile file has wrong at one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// What is wrong.
    pub what: What,
}

/// What is wrong at a place.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum What {
    /// It is not TOML, or not a key or value the schema knows: in the words of the TOML reader.
    #[error("{0}")]
    Toml(String),
    /// It does not hold together.
    #[error("{0}")]
    Profile(Wrong),
}

/// A profile file that cannot be used: everything wrong with it, in the order of the file; at least one mistake.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub struct ProfileError {
    /// The file's name as it was given.
    pub file: String,
    /// The mistakes.
    pub mistakes: Vec<Mistake>,
}

/// One line for each mistake, `file:line:column: what`, as editors read it.
impl fmt::Display for ProfileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, Mistake { line, column, what }) in self.mistakes.iter().enumerate() {
            let newline = if at == 0 { "" } else { "\n" };
            write!(f, "{newline}{}:{line}:{column}: {what}", self.file)?;
        }
        Ok(())
    }
}

/// Reads a profile from the text of its file; `name` is what mistakes call the file.
///
/// # Errors
/// All that is wrong with it: every place that is not TOML; else the first key or value that the schema does not
/// know; else everything that does not hold together.
pub fn parse(name: &str, source: &str) -> Result<Profile, ProfileError> {
    let refuse = |mut mistakes: Vec<Mistake>| {
        mistakes.sort_by_key(|mistake| (mistake.line, mistake.column));
        ProfileError {
            file: name.to_owned(),
            mistakes,
        }
    };
    let toml = |error: &toml::de::Error| {
        let offset = error.span().map_or(0, |span| span.start);
        mistake(
            source,
            offset,
            What::Toml(error.message().trim().replace('\n', ", ")),
        )
    };
    let (table, errors) = DeTable::parse_recoverable(source);
    if !errors.is_empty() {
        return Err(refuse(errors.iter().map(toml).collect()));
    }
    let data: ProfileData = toml::from_str(source).map_err(|error| refuse(vec![toml(&error)]))?;
    Profile::new(data).map_err(|faults| {
        let place = |place: &[_]| locate::offset(&table, place);
        let mistakes = faults
            .0
            .into_iter()
            .map(|fault| mistake(source, place(&fault.place), What::Profile(fault.wrong)));
        refuse(mistakes.collect())
    })
}

fn mistake(source: &str, offset: usize, what: What) -> Mistake {
    let (line, column) = locate::line_and_column(source, offset);
    Mistake { line, column, what }
}

#[cfg(test)]
mod tests;
