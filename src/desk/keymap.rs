//! Which key runs which command, by screen.
//!
//! The defaults are in the binary. A user's file lays itself over them: `prepend` goes before the
//! default keys of a section, `append` after them, `keys` stands in their place, and `run = "noop"`
//! unbinds. A file that cannot be read whole is not used at all, and is named with its line.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::command::{self, Command};
use super::condition::{BadCondition, Condition, Snapshot};
use super::key::{Code, Key, NoSuchKey};
use super::screens;
use crate::arabic::Layout;
use crate::locale::Texts;

const FUNCTION_KEYS: &str = include_str!("../../keymaps/function-keys.toml");
const VIM: &str = include_str!("../../keymaps/vim.toml");

/// Sections that are no screen's own.
const SHARED: &[&str] = &["global", "list", "form", "palette", "help", "confirm"];

/// What unbinds a key.
const NOOP: &str = "noop";

/// Every section a keymap may have: the shared ones, then one a screen.
pub fn sections() -> impl Iterator<Item = &'static str> {
    SHARED.iter().chain(screens::SECTIONS).copied()
}

/// A key and what it runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binding {
    /// The key.
    pub on: Key,
    /// The command; `None` unbinds the key here and in every wider section.
    pub run: Option<&'static Command>,
    /// When the binding counts, beside the command's own condition.
    pub when: Condition,
}

/// The keymap in force.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Keymap {
    sections: BTreeMap<&'static str, Vec<Binding>>,
}

/// A keymap file that is not used, and where it goes wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct BadKeymap {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong there.
    pub what: Wrong,
}

/// What is wrong with a line of a keymap file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// It is not TOML, or not of this shape.
    #[error("{0}")]
    Shape(String),
    /// No such section.
    #[error("there is no section called {0:?}")]
    Section(String),
    /// No such key.
    #[error(transparent)]
    Key(#[from] NoSuchKey),
    /// A letter whose key types two letters under Arabic.
    #[error("the key {0:?} types two letters on an Arabic keyboard and cannot be bound")]
    TypesTwo(char),
    /// No such command.
    #[error("there is no command called {0:?}")]
    Command(String),
    /// A condition that cannot be read.
    #[error(transparent)]
    Condition(#[from] BadCondition),
    /// The same key under the same condition twice in one list.
    #[error("{0} is bound twice here")]
    Twice(Key),
}

impl BadKeymap {
    /// What is wrong with `file`, for whoever wrote it.
    #[must_use]
    pub fn said(&self, file: &str, texts: &Texts) -> String {
        let (id, what) = match &self.what {
            Wrong::Shape(what) => ("keymap-shape", what.clone()),
            Wrong::Section(name) => ("keymap-section", name.clone()),
            Wrong::Key(NoSuchKey(name)) => ("keymap-key", name.clone()),
            Wrong::TypesTwo(key) => ("keymap-types-two", key.to_string()),
            Wrong::Command(id) => ("keymap-command", id.clone()),
            Wrong::Condition(BadCondition::Unknown(name)) => ("keymap-condition", name.clone()),
            Wrong::Condition(BadCondition::Malformed(at)) => ("keymap-condition-shape", at.clone()),
            Wrong::Twice(key) => ("keymap-twice", key.to_string()),
        };
        let what = texts.with(id, &[("what", what.into())]);
        let args = [
            ("file", file.into()),
            ("line", self.line.into()),
            ("what", what.into()),
        ];
        texts.with("toast-keymap-bad", &args)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSection {
    keys: Option<Vec<RawBinding>>,
    #[serde(default)]
    prepend: Vec<RawBinding>,
    #[serde(default)]
    append: Vec<RawBinding>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawBinding {
    on: Spanned<String>,
    run: Spanned<String>,
    when: Option<Spanned<String>>,
}

impl Keymap {
    /// The keymap in the binary.
    #[must_use]
    pub fn function_keys() -> Self {
        // A test reads the embedded file; a program without keys still shows and closes.
        Self::default().with(FUNCTION_KEYS).unwrap_or_default()
    }

    /// The keymap in the binary with vi's letters laid over it.
    #[must_use]
    pub fn vim() -> Self {
        let base = Self::function_keys();
        base.with(VIM).unwrap_or(base)
    }

    /// A preset by its name in the settings.
    #[must_use]
    pub fn preset(name: &str) -> Option<Self> {
        match name {
            "function-keys" => Some(Self::function_keys()),
            "vim" => Some(Self::vim()),
            _ => None,
        }
    }

    /// This keymap with a file laid over it.
    ///
    /// # Errors
    /// The first line that cannot be read; then nothing of the file is used.
    pub fn with(&self, file: &str) -> Result<Self, BadKeymap> {
        let line_of = |at: usize| 1 + file.bytes().take(at).filter(|byte| *byte == b'\n').count();
        let raw: BTreeMap<Spanned<String>, RawSection> =
            toml::from_str(file).map_err(|error| BadKeymap {
                line: line_of(error.span().map_or(0, |span| span.start)),
                what: Wrong::Shape(error.message().to_owned()),
            })?;
        let bad = |at: &Spanned<String>, what| BadKeymap {
            line: line_of(at.span().start),
            what,
        };
        let mut keymap = self.clone();
        for (name, raw) in raw {
            let Some(section) = sections().find(|known| *known == name.get_ref()) else {
                return Err(bad(&name, Wrong::Section(name.get_ref().clone())));
            };
            let read = |list: &[RawBinding]| {
                let mut bindings: Vec<Binding> = Vec::with_capacity(list.len());
                for raw in list {
                    let binding = read_binding(raw, bad)?;
                    let twice =
                        |other: &Binding| other.on == binding.on && other.when == binding.when;
                    if bindings.iter().any(twice) {
                        return Err(bad(&raw.on, Wrong::Twice(binding.on)));
                    }
                    bindings.push(binding);
                }
                Ok(bindings)
            };
            let bindings = keymap.sections.entry(section).or_default();
            if let Some(keys) = &raw.keys {
                *bindings = read(keys)?;
            }
            bindings.splice(0..0, read(&raw.prepend)?);
            bindings.extend(read(&raw.append)?);
        }
        Ok(keymap)
    }

    /// The command `key` runs in these sections, the narrowest first.
    #[must_use]
    pub fn resolve(
        &self,
        sections: &[&str],
        key: Key,
        snapshot: &Snapshot,
    ) -> Option<&'static Command> {
        let key = if snapshot.is("typing") {
            if key.typed().is_some() {
                return None;
            }
            key
        } else {
            by_position(key)
        };
        self.bindings(sections)
            .filter(|binding| binding.on == key && binding.when.holds(snapshot))
            .find_map(|binding| match binding.run {
                None => Some(None),
                Some(command) => (command.when)(snapshot).then_some(Some(command)),
            })
            .flatten()
    }

    /// Every key that works now with what it runs, the narrowest section first. Each key comes
    /// once, with the command it would run.
    #[must_use]
    pub fn live(&self, sections: &[&str], snapshot: &Snapshot) -> Vec<(Key, &'static Command)> {
        let mut live: Vec<(Key, &'static Command)> = Vec::new();
        for binding in self.bindings(sections) {
            // A key takes its place from the binding it runs by, not from one that does not hold now.
            let holds = binding.when.holds(snapshot);
            if !holds || live.iter().any(|(key, _)| *key == binding.on) {
                continue;
            }
            if let Some(command) = self.resolve(sections, binding.on, snapshot)
                && binding.run == Some(command)
            {
                live.push((binding.on, command));
            }
        }
        live
    }

    /// Every binding of every section, for lists of keys.
    pub fn all(&self) -> impl Iterator<Item = (&'static str, &Binding)> {
        sections().flat_map(|section| {
            let bindings = self.sections.get(section).map_or(&[][..], Vec::as_slice);
            bindings.iter().map(move |binding| (section, binding))
        })
    }

    fn bindings<'a>(&'a self, sections: &'a [&str]) -> impl Iterator<Item = &'a Binding> {
        sections
            .iter()
            .filter_map(|section| self.sections.get(section))
            .flatten()
    }
}

/// A letter typed under any layout, as the letter on its US key.
fn by_position(key: Key) -> Key {
    match key.code {
        Code::Char(c) => Key {
            code: Code::Char(Layout::arabic_101().key_of(c).unwrap_or(c)),
            ..key
        },
        _ => key,
    }
}

fn read_binding(
    raw: &RawBinding,
    bad: impl Fn(&Spanned<String>, Wrong) -> BadKeymap,
) -> Result<Binding, BadKeymap> {
    let on: Key = raw
        .on
        .get_ref()
        .parse()
        .map_err(|error: NoSuchKey| bad(&raw.on, error.into()))?;
    if let Code::Char(c) = on.code
        && !Layout::arabic_101().may_bind(c.to_ascii_lowercase())
    {
        return Err(bad(&raw.on, Wrong::TypesTwo(c)));
    }
    let id = raw.run.get_ref().as_str();
    let run = match (id, command::find(id)) {
        (NOOP, _) => None,
        (_, Some(command)) => Some(command),
        (_, None) => return Err(bad(&raw.run, Wrong::Command(id.to_owned()))),
    };
    let when = match &raw.when {
        None => Condition::Always,
        Some(when) => Condition::parse(when.get_ref()).map_err(|error| bad(when, error.into()))?,
    };
    Ok(Binding { on, run, when })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Language;

    fn section(name: &str, lines: &str) -> String {
        format!("[{name}]\n{lines}\n")
    }

    fn key(name: &str) -> Key {
        name.parse().unwrap()
    }

    #[test]
    fn the_defaults_are_whole() {
        for (name, file) in [("function-keys", FUNCTION_KEYS), ("vim", VIM)] {
            if let Err(error) = Keymap::default().with(file) {
                panic!("{name}.toml, {error}");
            }
        }
        assert_ne!(Keymap::preset("vim"), Keymap::preset("function-keys"));
        assert_eq!(Keymap::preset("emacs"), None);
    }

    #[test]
    fn every_command_is_reachable_by_keys_that_always_arrive() {
        let keymap = Keymap::function_keys();
        for command in command::table() {
            let keys: Vec<Key> = keymap
                .all()
                .filter(|(_, binding)| binding.run == Some(command))
                .map(|(_, binding)| binding.on)
                .collect();
            // What is bound to no key at all is in the palette, which is.
            let by_palette = keys.is_empty() && command.id != "palette";
            assert!(
                by_palette || keys.iter().any(|key| key.always_arrives()) || optional(command),
                "{command:?} is only on {keys:?}"
            );
        }
    }

    /// What the palette has too.
    fn optional(command: &Command) -> bool {
        let copying = ["request-copy-id", "request-copy-mobile"];
        ["first", "last", "redraw", "lock"].contains(&command.id) || copying.contains(&command.id)
    }

    #[test]
    fn a_key_shown_is_a_key_that_works() {
        let keymap = Keymap::vim();
        let every = super::super::condition::FLAGS;
        for (at, flag) in every.iter().enumerate() {
            let snapshots = [
                Snapshot::default(),
                Snapshot::of(&[flag]),
                Snapshot::of(&every[..at]),
            ];
            for snapshot in &snapshots {
                for own in sections() {
                    let sections = [own, "list", "form", "global"];
                    for (key, command) in keymap.live(&sections, snapshot) {
                        let runs = keymap.resolve(&sections, key, snapshot);
                        assert_eq!(runs, Some(command), "{own} {key}");
                    }
                }
            }
        }
    }

    #[test]
    fn tab_goes_on_in_a_form_and_prints_nothing() {
        let keymap = Keymap::function_keys();
        let runs = |flags: &[&'static str]| {
            let runs = keymap.resolve(&["intake", "form"], key("Tab"), &Snapshot::of(flags));
            runs.map(|command| command.id)
        };
        assert_eq!(runs(&["can-print-receipt", "form"]), Some("next-field"));
        assert_eq!(runs(&["can-print-receipt"]), Some("print-receipt"));
    }

    #[test]
    fn a_key_stands_where_the_binding_it_runs_by_stands() {
        let keymap = Keymap::function_keys();
        let live = keymap.live(
            &["intake", "form", "global"],
            &Snapshot::of(&["form", "can-back"]),
        );
        let place = |id: &str| live.iter().position(|(_, command)| command.id == id);
        // Esc is bound to something else first, which does not hold now.
        assert!(place("set-aside") < place("back"), "{live:?}");
    }

    #[test]
    fn a_users_file_lays_itself_over_the_defaults() {
        let base = Keymap::function_keys();
        let nothing = Snapshot::default();
        let run = |keymap: &Keymap, on: &str| {
            keymap
                .resolve(&["list", "global"], key(on), &nothing)
                .map(|command| command.id)
        };
        assert_eq!(run(&base, "F1"), Some("help"));
        let swapped = base
            .with(&section(
                "list",
                r#"prepend = [{ on = "F1", run = "palette" }]"#,
            ))
            .unwrap();
        assert_eq!(run(&swapped, "F1"), Some("palette"));
        let appended = base
            .with(&section(
                "global",
                r#"append = [{ on = "F1", run = "palette" }, { on = "F11", run = "quit" }]"#,
            ))
            .unwrap();
        assert_eq!(
            run(&appended, "F1"),
            Some("help"),
            "the default comes first"
        );
        assert_eq!(run(&appended, "F11"), Some("quit"));
        let unbound = base
            .with(&section(
                "list",
                r#"prepend = [{ on = "F1", run = "noop" }]"#,
            ))
            .unwrap();
        assert_eq!(run(&unbound, "F1"), None);
        let replaced = base
            .with(&section("list", r#"keys = [{ on = "Down", run = "up" }]"#))
            .unwrap();
        assert_eq!(run(&replaced, "Down"), Some("up"));
        assert_eq!(run(&replaced, "Up"), None);
    }

    #[test]
    fn a_bad_file_is_named_with_its_line() {
        for (file, line, what) in [
            ("[global]\nkeys = 3", 2, None),
            ("[global\n", 1, None),
            (
                "\n[attic]\nkeys = []",
                2,
                Some(Wrong::Section("attic".into())),
            ),
            (
                "[list]\nkeys = [\n  { on = \"Up\", run = \"up\" },\n  { on = \"Upp\", run = \"up\" },\n]",
                4,
                Some(Wrong::Key(NoSuchKey("Upp".into()))),
            ),
            (
                "[list]\nkeys = [\n  { on = \"Up\", run = \"fly\" },\n]",
                3,
                Some(Wrong::Command("fly".into())),
            ),
            (
                "[list]\nkeys = [\n  { on = \"Up\", run = \"up\", when = \"sunny\" },\n]",
                3,
                Some(Wrong::Condition(BadCondition::Unknown("sunny".into()))),
            ),
            (
                "[list]\nkeys = [\n  { on = \"Up\", run = \"up\" },\n  { on = \"up\", run = \"down\" },\n]",
                4,
                Some(Wrong::Twice(Key::plain(Code::Up))),
            ),
            (
                "[list]\nkeys = [{ on = \"b\", run = \"up\" }]",
                2,
                Some(Wrong::TypesTwo('b')),
            ),
        ] {
            let error = Keymap::function_keys().with(file).unwrap_err();
            assert_eq!(error.line, line, "{file}: {error}");
            for language in Language::ALL {
                let said = error.said("k.toml", &Texts::new(language));
                assert!(
                    said.contains("k.toml") && !said.contains("keymap-"),
                    "{said}"
                );
            }
            if let Some(what) = what {
                assert_eq!(error.what, what, "{file}");
            }
        }
    }

    #[test]
    fn letters_work_by_position_where_none_is_typed() {
        let keymap = Keymap::vim();
        let run = |c: char, snapshot: &Snapshot| {
            keymap
                .resolve(&["list", "global"], Key::char(c), snapshot)
                .map(|command| command.id)
        };
        let rows = Snapshot::default();
        for (c, wanted) in [
            ('j', "down"),
            ('ت', "down"),
            ('k', "up"),
            ('ن', "up"),
            ('ي', "page-down"),
        ] {
            assert_eq!(run(c, &rows), Some(wanted), "{c}");
            assert_eq!(run(c, &Snapshot::of(&["typing"])), None, "{c} is typed");
        }
        let typing = Snapshot::of(&["typing"]);
        let works = |on| {
            keymap
                .resolve(&["list", "global"], key(on), &typing)
                .is_some()
        };
        assert!(works("F1") && works("Down"));
    }
}
