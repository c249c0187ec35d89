//! What the desk remembers of a user's choices made by keys and not in a settings file, such as the language. Never
//! personal data.

use std::collections::BTreeMap;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::PathBuf;
use std::{fs, io};

use serde::{Deserialize, Serialize};

use super::state::Settings;
use super::widget::theme::Theme;
use crate::arabic::{Digits, TextMode};
use crate::locale::Language;

/// The memory, with the file it is kept in, if it is kept.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Memory {
    path: Option<PathBuf>,
    kept: Kept,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Kept {
    language: Option<String>,
    digits: Option<String>,
    theme: Option<String>,
    /// What the calibration of each terminal chose, by the terminal's name.
    terminals: BTreeMap<String, TextMode>,
}

const DIGITS: [(&str, Digits); 2] = [
    ("arabic", Digits::ArabicIndic),
    ("western", Digits::Western),
];
const THEMES: [(&str, Theme); 2] = [
    ("palette", Theme::Palette),
    ("high-contrast", Theme::HighContrast),
];

fn known<T: Copy>(table: &[(&str, T)], name: Option<&String>) -> Option<T> {
    let name = name?;
    table
        .iter()
        .find(|(known, _)| known == name)
        .map(|(_, it)| *it)
}

fn name<T: PartialEq>(table: &[(&str, T)], it: &T) -> Option<String> {
    let found = table.iter().find(|(_, known)| known == it);
    found.map(|(name, _)| (*name).to_owned())
}

impl Memory {
    /// Reads the memory. One that is not there, or cannot be read, is empty: it holds nothing that cannot be chosen
    /// again.
    #[must_use]
    pub fn read(path: PathBuf) -> Memory {
        let kept = fs::read_to_string(&path)
            .ok()
            .and_then(|text| toml::from_str(&text).ok())
            .unwrap_or_default();
        Memory {
            path: Some(path),
            kept,
        }
    }

    /// Settings with what was chosen at the desk in their place.
    #[must_use]
    pub fn over(&self, settings: Settings) -> Settings {
        let language = self.kept.language.as_deref().and_then(Language::from_tag);
        // Where no colour is wanted, that was said from outside.
        let theme = known(&THEMES, self.kept.theme.as_ref());
        let theme = theme.filter(|_| settings.theme != Theme::Plain);
        Settings {
            language: language.unwrap_or(settings.language),
            digits: known(&DIGITS, self.kept.digits.as_ref()).unwrap_or(settings.digits),
            theme: theme.unwrap_or(settings.theme),
        }
    }

    /// Leaves the language to the settings, this once.
    pub fn forget_language(&mut self) {
        self.kept.language = None;
    }

    /// What the calibration of a terminal chose.
    #[must_use]
    pub fn text_on(&self, terminal: &str) -> Option<TextMode> {
        self.kept.terminals.get(terminal).copied()
    }

    /// Keeps what was chosen at the desk.
    ///
    /// # Errors
    /// When the file cannot be written; it is remembered until the desk is left.
    pub fn keep(&mut self, settings: &Settings) -> io::Result<()> {
        self.kept.language = Some(settings.language.tag().to_owned());
        self.kept.digits = name(&DIGITS, &settings.digits);
        self.kept.theme = name(&THEMES, &settings.theme).or(self.kept.theme.take());
        self.write()
    }

    /// Keeps what the calibration of a terminal chose.
    ///
    /// # Errors
    /// When the file cannot be written; it is remembered until the desk is left.
    pub fn keep_text(&mut self, terminal: &str, mode: TextMode) -> io::Result<()> {
        self.kept.terminals.insert(terminal.to_owned(), mode);
        self.write()
    }

    fn write(&self) -> io::Result<()> {
        use io::Write;
        let Some(path) = &self.path else {
            return Ok(());
        };
        let text = toml::to_string(&self.kept).map_err(io::Error::other)?;
        if let Some(dir) = path.parent() {
            fs::DirBuilder::new()
                .recursive(true)
                .mode(0o700)
                .create(dir)?;
        }
        // Two desks of one user may write at once; each moves a whole file into place.
        let new = path.with_extension(format!("{}.new", std::process::id()));
        let mut file = fs::OpenOptions::new()
            .create(true)
            .truncate(true)
            .write(true)
            .mode(0o600)
            .open(&new)?;
        file.write_all(text.as_bytes())?;
        fs::rename(&new, path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_chosen_is_there_the_next_time() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("state/istiqbal/desk.toml");
        let chosen = Settings {
            language: Language::English,
            digits: Digits::ArabicIndic,
            theme: Theme::HighContrast,
        };
        let mut memory = Memory::read(path.clone());
        assert_eq!(memory.over(Settings::default()), Settings::default());
        memory.keep(&chosen).unwrap();
        memory.keep_text("Konsole", TextMode::Visual).unwrap();
        let again = Memory::read(path.clone());
        assert_eq!(again.over(Settings::default()), chosen);
        assert_eq!(again.text_on("Konsole"), Some(TextMode::Visual));
        assert_eq!(again.text_on("kitty"), None);
        let no_colour = Settings {
            theme: Theme::Plain,
            ..chosen.clone()
        };
        assert_eq!(again.over(no_colour.clone()), no_colour);
        memory.keep(&no_colour).unwrap();
        assert_eq!(Memory::read(path.clone()).over(Settings::default()), chosen);
        fs::write(&path, "language = 7").unwrap();
        assert_eq!(
            Memory::read(path).over(Settings::default()),
            Settings::default()
        );
    }
}
