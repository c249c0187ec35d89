//! What the program finds around it: where its files are by the XDG rules, and what the settings files say.
//!
//! The library never reads the environment: `main` gathers it once, in [`Surroundings`].

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::{fs, io};

use serde::{Deserialize, Deserializer, de};

use crate::arabic::Digits;
use crate::arabic::terminal::TextSetting;
use crate::locale::Language;

/// The name under which files stand in each of the XDG places.
const NAME: &str = "istiqbal";

/// What the process was started with.
#[derive(Clone, Debug, Default)]
pub struct Surroundings {
    /// The command line, the program's name first.
    pub args: Vec<OsString>,
    /// The program's own file, for starting an office.
    pub program: PathBuf,
    /// The directory it was started in.
    pub dir: PathBuf,
    /// The home directory, where there is one.
    pub home: Option<PathBuf>,
    /// Where files for a while go.
    pub temp: PathBuf,
    /// The environment.
    pub vars: BTreeMap<OsString, OsString>,
    /// Whether this stands in for a login shell: the environment may then have come from the other side of the line, and
    /// whoever sits there has no more leave on this machine than for the desk.
    pub is_login: bool,
}

/// What a login heeds of its environment: who and where the terminal is. No path among it.
const LOGIN_VARS: [&str; 5] = [
    "TERM",
    "NO_COLOR",
    "SSH_CONNECTION",
    "SSH_CLIENT",
    "SSH_TTY",
];

/// What programs get of it that a login starts.
const LOGIN_PASSES: [&str; 4] = ["HOME", "LOGNAME", "PATH", "USER"];

impl Surroundings {
    /// The same, where this stands in for a login shell.
    #[must_use]
    pub fn as_login(&self) -> Surroundings {
        Surroundings {
            // Not where a variable says.
            temp: PathBuf::from("/tmp"),
            is_login: true,
            ..self.clone()
        }
    }

    /// A variable of the environment; one that is empty, or not heeded, counts as not there.
    #[must_use]
    pub fn var(&self, name: &str) -> Option<&OsStr> {
        if self.is_login && !LOGIN_VARS.contains(&name) {
            return None;
        }
        self.vars
            .get(OsStr::new(name))
            .map(OsString::as_os_str)
            .filter(|value| !value.is_empty())
    }

    /// The environment for programs that are started: of a login what says who and where it is, by which sshd has put its
    /// own word in place of the other side's.
    #[must_use]
    pub fn passed_on(&self) -> BTreeMap<OsString, OsString> {
        let is_ours = |name: &OsString| LOGIN_PASSES.iter().any(|ours| name == ours);
        let vars = self.vars.clone().into_iter();
        vars.filter(|(name, _)| !self.is_login || is_ours(name))
            .collect()
    }

    /// A path as given on the command line, made absolute.
    #[must_use]
    pub fn absolute(&self, path: &Path) -> PathBuf {
        self.dir.join(path)
    }

    /// An XDG directory: its variable where that is an absolute path, as the specification wants it, else its place
    /// below the home directory.
    fn xdg(&self, var: &str, below_home: &str) -> Option<PathBuf> {
        let set = self
            .var(var)
            .map(PathBuf::from)
            .filter(|path| path.is_absolute());
        set.or_else(|| Some(self.home.as_ref()?.join(below_home)))
    }

    /// Where the data goes unless told otherwise.
    #[must_use]
    pub fn data_place(&self) -> Option<PathBuf> {
        Some(self.xdg("XDG_DATA_HOME", ".local/share")?.join(NAME))
    }

    /// Where this user's settings, keymap and profiles are. A login has none: the machine's hold for it.
    #[must_use]
    pub fn config_place(&self) -> Option<PathBuf> {
        if self.is_login {
            return None;
        }
        Some(self.xdg("XDG_CONFIG_HOME", ".config")?.join(NAME))
    }

    /// Where what the program remembers by itself is kept.
    #[must_use]
    pub fn state_place(&self) -> Option<PathBuf> {
        Some(self.xdg("XDG_STATE_HOME", ".local/state")?.join(NAME))
    }

    /// Where fonts are, the user's own first.
    #[must_use]
    pub fn font_places(&self) -> Vec<PathBuf> {
        let machine = self
            .var("XDG_DATA_DIRS")
            .unwrap_or(OsStr::new("/usr/local/share:/usr/share"));
        let machine: Vec<PathBuf> = std::env::split_paths(machine)
            .filter(|path| path.is_absolute())
            .collect();
        let own = self.xdg("XDG_DATA_HOME", ".local/share");
        let mut places: Vec<PathBuf> = own
            .into_iter()
            .chain(machine)
            .map(|place| place.join("fonts"))
            .collect();
        places.extend(self.home.iter().map(|home| home.join(".fonts")));
        places
    }

    /// Where printed sheets are saved that no printer took.
    #[must_use]
    pub fn sheets_place(&self) -> Option<PathBuf> {
        self.documents_place("sheets")
    }

    /// Where reports are saved.
    #[must_use]
    pub fn exports_place(&self) -> Option<PathBuf> {
        self.documents_place("reports")
    }

    /// Among the user's documents, or in a directory of that name beside the data.
    fn documents_place(&self, otherwise: &str) -> Option<PathBuf> {
        let documents = self.var("XDG_DOCUMENTS_DIR").map(PathBuf::from);
        let documents = documents.filter(|path| path.is_absolute());
        Some(match documents {
            Some(documents) => documents.join(NAME),
            None => self.data_place()?.join(otherwise),
        })
    }

    /// Whether whoever sits here came over SSH: not at this machine, and perhaps with no more leave on it than for
    /// the desk.
    #[must_use]
    pub fn is_remote(&self) -> bool {
        let said = ["SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY"];
        self.is_login || said.into_iter().any(|name| self.var(name).is_some())
    }

    /// Where scanners leave their files unless told otherwise, if it is there.
    #[must_use]
    pub fn drop_place(&self) -> Option<PathBuf> {
        let place = self.home.as_ref()?.join("istiqbal-scans");
        place.is_dir().then_some(place)
    }

    /// Where files of this user go for as long as a process: not written to disk where the system has such a place.
    #[must_use]
    pub fn runtime_place(&self) -> PathBuf {
        let own = self.var("XDG_RUNTIME_DIR").map(PathBuf::from);
        let own = own.filter(|path| path.is_absolute());
        own.unwrap_or_else(|| self.temp.clone())
    }

    /// The program that opens a scan: the one of the settings, else the system's own on a graphical desktop. Over SSH
    /// none, whatever the settings say: a desk that stands in for a login shell gives no way to run anything.
    #[must_use]
    pub fn viewer(&self, set: Option<&str>) -> Option<String> {
        if self.is_remote() {
            return None;
        }
        let graphical = ["WAYLAND_DISPLAY", "DISPLAY"];
        let usual = graphical.into_iter().any(|name| self.var(name).is_some());
        let usual = usual.then_some("xdg-open");
        set.or(usual)
            .filter(|program| !program.is_empty())
            .map(str::to_owned)
    }

    /// The settings files that may be there, the user's own first, then the machine's.
    #[must_use]
    pub fn settings_files(&self) -> Vec<PathBuf> {
        let machine = self
            .var("XDG_CONFIG_DIRS")
            .unwrap_or(OsStr::new("/etc/xdg"));
        let machine = std::env::split_paths(machine)
            .filter(|path| path.is_absolute())
            .map(|path| path.join(NAME));
        self.config_place()
            .into_iter()
            .chain(machine)
            .map(|place| place.join("settings.toml"))
            .collect()
    }
}

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
    use super::*;

    fn around(vars: &[(&str, &str)]) -> Surroundings {
        Surroundings {
            home: Some("/home/salma".into()),
            dir: "/srv".into(),
            vars: vars
                .iter()
                .map(|(name, value)| (name.into(), value.into()))
                .collect(),
            ..Surroundings::default()
        }
    }

    #[test]
    fn places_follow_the_xdg_rules() {
        for (vars, data) in [
            (&[][..], "/home/salma/.local/share/istiqbal"),
            (&[("XDG_DATA_HOME", "/d")], "/d/istiqbal"),
            (
                &[("XDG_DATA_HOME", "")],
                "/home/salma/.local/share/istiqbal",
            ),
            (
                &[("XDG_DATA_HOME", "not/absolute")],
                "/home/salma/.local/share/istiqbal",
            ),
        ] {
            assert_eq!(around(vars).data_place(), Some(data.into()), "{vars:?}");
        }
        assert_eq!(Surroundings::default().data_place(), None);
        let files = around(&[("XDG_CONFIG_DIRS", "/a:b:/c")]).settings_files();
        let wanted = ["/home/salma/.config", "/a", "/c"]
            .map(|place| PathBuf::from(place).join("istiqbal/settings.toml"));
        assert_eq!(files, wanted);
        assert_eq!(
            around(&[]).absolute(Path::new("x")),
            PathBuf::from("/srv/x")
        );
    }

    #[test]
    fn nothing_is_started_over_ssh_whatever_the_settings_say() {
        let screen = ("DISPLAY", ":0");
        for (vars, set, viewer) in [
            (&[][..], None, None),
            (&[screen], None, Some("xdg-open")),
            (&[("WAYLAND_DISPLAY", "wayland-0")], None, Some("xdg-open")),
            (&[screen], Some("evince"), Some("evince")),
            (&[], Some("evince"), Some("evince")),
            (&[screen], Some(""), None),
            (&[screen, ("SSH_CONNECTION", "a 1 b 22")], None, None),
            (
                &[screen, ("SSH_CONNECTION", "a 1 b 22")],
                Some("evince"),
                None,
            ),
            (&[screen, ("SSH_TTY", "/dev/pts/1")], Some("evince"), None),
            (&[screen, ("SSH_CLIENT", "a 1 22")], Some("evince"), None),
        ] {
            let found = around(vars).viewer(set);
            assert_eq!(found.as_deref(), viewer, "{vars:?} {set:?}");
        }
    }

    #[test]
    fn a_login_heeds_no_path_of_its_environment() {
        let planted = [
            "XDG_CONFIG_HOME",
            "XDG_CONFIG_DIRS",
            "XDG_DATA_HOME",
            "XDG_DATA_DIRS",
            "XDG_STATE_HOME",
            "XDG_DOCUMENTS_DIR",
            "XDG_RUNTIME_DIR",
            "DISPLAY",
        ];
        let planted = planted.map(|name| (name, "/planted"));
        let open = Surroundings {
            temp: "/planted".into(),
            ..around(&planted)
        };
        let login = open.as_login();
        assert_eq!(login.config_place(), None);
        let machine = PathBuf::from("/etc/xdg/istiqbal/settings.toml");
        assert_eq!(login.settings_files(), [machine]);
        let places = [
            login.data_place(),
            login.state_place(),
            login.sheets_place(),
            login.exports_place(),
            Some(login.runtime_place()),
        ];
        for place in places
            .into_iter()
            .chain(login.font_places().into_iter().map(Some))
        {
            let place = place.unwrap();
            assert!(!place.starts_with("/planted"), "{}", place.display());
        }
        assert_eq!(login.viewer(Some("evince")), None);
        let passed = around(&[("PATH", "/usr/bin"), ("CUPS_SERVER", "planted")]);
        assert_eq!(passed.passed_on().len(), 2);
        assert!(
            passed
                .as_login()
                .passed_on()
                .into_keys()
                .eq([OsString::from("PATH")])
        );
        assert!(login.is_remote() && !open.is_remote());
        assert_eq!(
            around(&[("TERM", "xterm")]).as_login().var("TERM"),
            Some(OsStr::new("xterm"))
        );
    }

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
        let readme = include_str!("../README.md");
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
            fs::create_dir_all(at(place).join(NAME)).unwrap();
            fs::write(at(place).join(NAME).join("settings.toml"), text).unwrap();
        }
        let settings = Settings::read(&around).unwrap();
        assert_eq!(settings.language, Some(Language::English));
        assert_eq!(settings.data, Some("/d".into()));
    }
}
