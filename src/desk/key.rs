//! A key, as keymap files write it and as the terminal sends it.

use std::fmt;
use std::str::FromStr;

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

/// A key pressed, or bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    /// Which key.
    pub code: Code,
    /// With Ctrl held. Not safe under an Arabic layout, so never the only way to a command.
    pub ctrl: bool,
    /// With Alt held; as unsafe.
    pub alt: bool,
    /// With Shift held. A letter is never shifted here: it is the other letter.
    pub shift: bool,
}

/// Which key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Code {
    /// A function key.
    F(u8),
    /// What a key types.
    Char(char),
    /// Enter.
    Enter,
    /// Tab.
    Tab,
    /// Escape.
    Esc,
    /// The arrow up.
    Up,
    /// The arrow down.
    Down,
    /// The arrow to the left.
    Left,
    /// The arrow to the right.
    Right,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// Home.
    Home,
    /// End.
    End,
    /// Insert.
    Insert,
    /// Delete, forwards.
    Delete,
    /// Backspace.
    Backspace,
}

/// Names in keymap files; the first of a code is the one shown where no sign is.
const NAMES: &[(&str, Code)] = &[
    ("Enter", Code::Enter),
    ("Tab", Code::Tab),
    ("Esc", Code::Esc),
    ("Up", Code::Up),
    ("Down", Code::Down),
    ("Left", Code::Left),
    ("Right", Code::Right),
    ("PgUp", Code::PageUp),
    ("PgDn", Code::PageDown),
    ("Home", Code::Home),
    ("End", Code::End),
    ("Insert", Code::Insert),
    ("Delete", Code::Delete),
    ("Backspace", Code::Backspace),
    ("Space", Code::Char(' ')),
];

impl Key {
    /// The key alone.
    #[must_use]
    pub const fn plain(code: Code) -> Self {
        Self {
            code,
            ctrl: false,
            alt: false,
            shift: false,
        }
    }

    /// The key that types `c`.
    #[must_use]
    pub const fn char(c: char) -> Self {
        Self::plain(Code::Char(c))
    }

    /// What the key types, where it types something.
    #[must_use]
    pub const fn typed(self) -> Option<char> {
        match self.code {
            Code::Char(c) if !self.ctrl && !self.alt => Some(c),
            _ => None,
        }
    }

    /// Whether the key arrives under every keyboard layout and on every keyboard.
    #[must_use]
    pub const fn always_arrives(self) -> bool {
        if self.ctrl || self.alt {
            return false;
        }
        match self.code {
            Code::F(number) => number <= 10 && !self.shift,
            Code::Tab => true,
            Code::Enter | Code::Esc | Code::PageUp | Code::PageDown => !self.shift,
            Code::Up | Code::Down | Code::Left | Code::Right => !self.shift,
            _ => false,
        }
    }

    /// The key a terminal event means; none for releases and keys no terminal agrees on.
    #[must_use]
    pub fn from_event(event: &KeyEvent) -> Option<Self> {
        if event.kind == KeyEventKind::Release {
            return None;
        }
        let code = match event.code {
            KeyCode::F(number) => Code::F(number),
            KeyCode::Char(c) => Code::Char(c),
            KeyCode::Enter => Code::Enter,
            KeyCode::Tab | KeyCode::BackTab => Code::Tab,
            KeyCode::Esc => Code::Esc,
            KeyCode::Up => Code::Up,
            KeyCode::Down => Code::Down,
            KeyCode::Left => Code::Left,
            KeyCode::Right => Code::Right,
            KeyCode::PageUp => Code::PageUp,
            KeyCode::PageDown => Code::PageDown,
            KeyCode::Home => Code::Home,
            KeyCode::End => Code::End,
            KeyCode::Insert => Code::Insert,
            KeyCode::Delete => Code::Delete,
            KeyCode::Backspace => Code::Backspace,
            _ => return None,
        };
        let shift = event.modifiers.contains(KeyModifiers::SHIFT) || event.code == KeyCode::BackTab;
        Some(Self {
            code,
            ctrl: event.modifiers.contains(KeyModifiers::CONTROL),
            alt: event.modifiers.contains(KeyModifiers::ALT),
            shift: shift && !matches!(code, Code::Char(_)),
        })
    }
}

/// A key that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no key called {0:?}")]
pub struct NoSuchKey(pub String);

impl FromStr for Key {
    type Err = NoSuchKey;

    /// Reads `F2`, `Shift+Tab`, `Ctrl+s`, `PgDn`, `g`; `Shift+g` is `G`.
    fn from_str(text: &str) -> Result<Self, NoSuchKey> {
        let no_such = || NoSuchKey(text.to_owned());
        let mut key = Self::plain(Code::Esc);
        let mut name = text;
        while let Some((modifier, rest)) = name.split_once('+').filter(|(_, rest)| !rest.is_empty())
        {
            match modifier {
                "Ctrl" => key.ctrl = true,
                "Alt" => key.alt = true,
                "Shift" => key.shift = true,
                _ => return Err(no_such()),
            }
            name = rest;
        }
        let named = NAMES
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, code)| *code);
        let function = name
            .strip_prefix(['F', 'f'])
            .and_then(|number| number.parse().ok())
            .filter(|number| (1..=24).contains(number))
            .map(Code::F);
        let mut chars = name.chars();
        let typed = match (chars.next(), chars.next()) {
            (Some(c), None) if !c.is_whitespace() && !c.is_control() => Some(Code::Char(c)),
            _ => None,
        };
        key.code = named.or(function).or(typed).ok_or_else(no_such)?;
        if let (Code::Char(c), true) = (key.code, key.shift) {
            key.code = Code::Char(c.to_ascii_uppercase());
            key.shift = false;
        }
        Ok(key)
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (held, name) in [
            (self.ctrl, "Ctrl+"),
            (self.alt, "Alt+"),
            (self.shift, "Shift+"),
        ] {
            if held {
                f.write_str(name)?;
            }
        }
        match self.code {
            Code::F(number) => write!(f, "F{number}"),
            Code::Up => f.write_str("↑"),
            Code::Down => f.write_str("↓"),
            Code::Left => f.write_str("←"),
            Code::Right => f.write_str("→"),
            code => match NAMES.iter().find(|(_, known)| *known == code) {
                Some((name, _)) => f.write_str(name),
                None => match code {
                    Code::Char(c) => write!(f, "{c}"),
                    _ => Ok(()),
                },
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_read_and_shown() {
        for (written, shown) in [
            ("F2", "F2"),
            ("f10", "F10"),
            ("Shift+Tab", "Shift+Tab"),
            ("Ctrl+s", "Ctrl+s"),
            ("PgDn", "PgDn"),
            ("pgdn", "PgDn"),
            ("Up", "↑"),
            ("Shift+g", "G"),
            ("+", "+"),
            ("Space", "Space"),
            ("/", "/"),
        ] {
            assert_eq!(
                written.parse::<Key>().unwrap().to_string(),
                shown,
                "{written}"
            );
        }
        for bad in ["", "F0", "F25", "Hyper+x", "Foo", "Ctrl+", " "] {
            assert!(bad.parse::<Key>().is_err(), "{bad:?}");
        }
    }

    #[test]
    fn backtab_is_shift_tab_and_shifted_letters_are_letters() {
        let backtab = KeyEvent::new(KeyCode::BackTab, KeyModifiers::NONE);
        assert_eq!(Key::from_event(&backtab), "Shift+Tab".parse().ok());
        let letter = KeyEvent::new(KeyCode::Char('G'), KeyModifiers::SHIFT);
        assert_eq!(Key::from_event(&letter), Some(Key::char('G')));
    }

    #[test]
    fn a_key_held_with_ctrl_types_nothing() {
        assert_eq!("Ctrl+s".parse::<Key>().unwrap().typed(), None);
        assert_eq!(Key::char('س').typed(), Some('س'));
    }
}
