//! What the program finds around it, and what the settings files say.
//!
//! The library never reads the environment: `main` gathers it once, in [`Surroundings`].

mod surroundings;

use std::path::{Path, PathBuf};
use std::{fs, io};

use serde::{Deserialize, Deserializer, de};

pub use surroundings::Surroundings;

use crate::arabic::Digits;
use crate::arabic::terminal::TextSetting;
use crate::locale::Language;

/// What the settings files say; what none of them says is absent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The data directory.
    #[serde(default, deserialize_with = "absolute")]
    pub data: Option<PathBuf>,
    /// The office's socket.
    #[serde(default, deserialize_with = "absolute")]
    pub socket: Option<PathBuf>,
    /// `ar` or `en`.
    #[serde(default, deserialize_with = "language")]
    pub language: Option<Language>,
    /// `auto`, `visual` or `logical`.
    pub text: Option<TextSetting>,
    /// `arabic` or `western`.
    #[serde(default, deserialize_with = "digits")]
    pub digits: Option<Digits>,
    /// A keymap that ships with the program: `function-keys` or `vim`.
    pub keys: Option<String>,
    /// Whether a desk may be stopped from outside and continued. Not unless said: where it stands in for the login shell,
    /// its user would be left with nothing.
    pub suspend: Option<bool>,
    /// Minutes without a key after which a desk locks itself; 0 for never. Not said, one that several share does after ten.
    pub lock_after: Option<u16>,
    /// The drop folder: where a scanner leaves its files.
    #[serde(default, deserialize_with = "absolute")]
    pub drop: Option<PathBuf>,
    /// The program that opens a scan; empty where none is to be started.
    pub viewer: Option<String>,
}

fn absolute<'de, D: Deserializer<'de>>(from: D) -> Result<Option<PathBuf>, D::Error> {
    let path = PathBuf::deserialize(from)?;
    if path.is_absolute() {
        Ok(Some(path))
    } else {
        Err(de::Error::custom(
            "write the path from the root, as /srv/istiqbal",
        ))
    }
}

fn language<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Language>, D::Error> {
    let tag = String::deserialize(from)?;
    let known = Language::ALL.into_iter().find(|known| known.tag() == tag);
    known
        .map(Some)
        .ok_or_else(|| de::Error::custom("write ar or en"))
}

fn digits<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Digits>, D::Error> {
    match String::deserialize(from)?.as_str() {
        "arabic" => Ok(Some(Digits::ArabicIndic)),
        "western" => Ok(Some(Digits::Western)),
        _ => Err(de::Error::custom("write arabic or western")),
    }
}

/// A settings file that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// It is there and cannot be read.
    #[error("{}: {source}", path.display())]
    Read {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// It says something that is no setting.
    #[error("{}:{line}:{column}: {what}", path.display())]
    Wrong {
        /// Which.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// The column in characters, from 1.
        column: usize,
        /// What is wrong.
        what: String,
    },
}

impl Settings {
    /// Reads every settings file there is; what one says, those after it do not change.
    ///
    /// # Errors
    /// The first file that cannot be used.
    pub fn read(around: &Surroundings) -> Result<Settings, SettingsError> {
        let mut settings = Settings::default();
        for path in around.settings_files() {
            match fs::read_to_string(&path) {
                Ok(text) => settings = settings.or(Settings::parse(&path, &text)?),
                Err(error)
                    if matches!(
                        error.kind(),
                        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
                    ) => {}
                Err(source) => return Err(SettingsError::Read { path, source }),
            }
        }
        Ok(settings)
    }

    fn parse(path: &Path, text: &str) -> Result<Settings, SettingsError> {
        toml::from_str(text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            let before = text.get(..at).unwrap_or_default();
            let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
            SettingsError::Wrong {
                path: path.to_owned(),
                line: before.matches('\n').count() + 1,
                column: before.get(line_start..).unwrap_or_default().chars().count() + 1,
                what: error.message().trim().replace('\n', ", "),
            }
        })
    }

    fn or(self, other: Settings) -> Settings {
        Settings {
            data: self.data.or(other.data),
            socket: self.socket.or(other.socket),
            language: self.language.or(other.language),
            text: self.text.or(other.text),
            digits: self.digits.or(other.digits),
            keys: self.keys.or(other.keys),
            suspend: self.suspend.or(other.suspend),
            lock_after: self.lock_after.or(other.lock_after),
            drop: self.drop.or(other.drop),
            viewer: self.viewer.or(other.viewer),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::surroundings::tests::around;
    use super::*;

    #[test]
    fn what_is_no_setting_is_named_with_its_line() {
        let path = Path::new("s.toml");
        let whole = "data = \"/d\"\nlanguage = \"en\"\ntext = \"logical\"\ndigits = \"arabic\"\n";
        let settings = Settings::parse(path, whole).unwrap();
        assert_eq!(settings.language, Some(Language::English));
        assert_eq!(settings.text, Some(TextSetting::Logical));
        assert_eq!(settings.digits, Some(Digits::ArabicIndic));
        for (text, said) in [
            ("\ndata = \"d\"", "s.toml:2:8: write the path from the root"),
            ("language = \"fr\"", "s.toml:1:12: write ar or en"),
            ("colour = 1", "s.toml:1:1: unknown field `colour`"),
            ("text = ", "s.toml:1:8: "),
        ] {
            let error = Settings::parse(path, text).unwrap_err().to_string();
            assert!(error.starts_with(said), "{error}");
        }
    }

    #[test]
    fn the_readme_shows_every_setting_and_no_other() {
        let readme = include_str!("../../README.md");
        let block = readme.split("## Settings").nth(1).unwrap();
        let block = block.split("```toml\n").nth(1).unwrap();
        let block = block.split("```").next().unwrap();
        let settings = Settings::parse(Path::new("README.md"), block).unwrap();
        // Every field is named here, so that a new one is missed.
        let Settings {
            data: Some(_),
            socket: Some(_),
            language: Some(_),
            text: Some(_),
            digits: Some(_),
            keys: Some(keys),
            suspend: Some(_),
            lock_after: Some(_),
            drop: Some(_),
            viewer: Some(_),
        } = settings
        else {
            panic!("{settings:?}")
        };
        assert!(crate::desk::keymap::Keymap::preset(&keys).is_some());
    }

    #[test]
    fn the_users_own_settings_come_first() {
        let dir = tempfile::tempdir().unwrap();
        let at = |place: &str| dir.path().join(place);
        let mut around = around(&[]);
        for (var, place) in [("XDG_CONFIG_HOME", "own"), ("XDG_CONFIG_DIRS", "machine")] {
            around.vars.insert(var.into(), at(place).into());
        }
        assert_eq!(Settings::read(&around).unwrap(), Settings::default());
        for (place, text) in [
            ("own", "language = \"en\""),
            ("machine", "language = \"ar\"\ndata = \"/d\""),
        ] {
            fs::create_dir_all(at(place).join("istiqbal")).unwrap();
            fs::write(at(place).join("istiqbal").join("settings.toml"), text).unwrap();
        }
        let settings = Settings::read(&around).unwrap();
        assert_eq!(settings.language, Some(Language::English));
        assert_eq!(settings.data, Some("/d".into()));
    }
}
