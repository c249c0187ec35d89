//! What the program finds around it: its arguments, the environment, and by the XDG rules the places of its files.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

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

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(crate) fn around(vars: &[(&str, &str)]) -> Surroundings {
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
}
