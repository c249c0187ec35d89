//! Which key was meant: letter commands go by the position of the key, whatever layout is on.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::{clean_line, digits};

const ARABIC_101: &str = include_str!("../../keymaps/arabic-101.toml");

/// The Arabic (101) layout, Windows' and `ara` of X11.
static BUILT_IN: LazyLock<Layout> = LazyLock::new(|| Layout::parse(ARABIC_101).unwrap_or_default());

/// What the keys of a US keyboard type under another layout.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Layout {
    name: String,
    /// From the typed character to the key it is on.
    keys: BTreeMap<char, char>,
    never_bind: Vec<char>,
}

/// Why a layout file is not accepted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LayoutError {
    /// Not TOML, or not of this shape; the message names the line.
    #[error("{0}")]
    Shape(String),
    /// A key's name is not one ASCII character.
    #[error("`{0}` is not a key: one ASCII character is")]
    NotAKey(String),
    /// A key types nothing.
    #[error("key `{0}` types nothing")]
    Empty(char),
    /// A key types several letters and is not in `never_bind`.
    #[error("key `{0}` types several letters: put it in never_bind")]
    Several(char),
    /// Two keys type the same.
    #[error("keys `{0}` and `{1}` both type `{2}`")]
    Twice(char, char, char),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    name: String,
    #[serde(default)]
    never_bind: Vec<String>,
    keys: BTreeMap<String, String>,
}

impl Layout {
    /// The layout the program knows.
    pub fn arabic_101() -> &'static Self {
        &BUILT_IN
    }

    /// Reads a layout file.
    pub fn parse(file: &str) -> Result<Self, LayoutError> {
        let file: File =
            toml::from_str(file).map_err(|error| LayoutError::Shape(error.to_string()))?;
        let never_bind = file
            .never_bind
            .iter()
            .map(|key| one_key(key))
            .collect::<Result<Vec<_>, _>>()?;
        let mut keys = BTreeMap::new();
        for (key, types) in &file.keys {
            let key = one_key(key)?;
            let mut letters = types.chars();
            match (letters.next(), letters.next()) {
                (None, _) => return Err(LayoutError::Empty(key)),
                (Some(letter), None) => {
                    if let Some(other) = keys.insert(letter, key) {
                        return Err(LayoutError::Twice(other, key, letter));
                    }
                }
                (Some(_), Some(_)) if !never_bind.contains(&key) => {
                    return Err(LayoutError::Several(key));
                }
                _ => {}
            }
        }
        Ok(Self {
            name: file.name,
            keys,
            never_bind,
        })
    }

    /// The layout's own name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The US key that types `c`: `ي` is `d`, `؟` is `?`, `٣` is `3`, and `d` is `d`.
    ///
    /// `None` for what no key of its own types, the lam-alef characters among them.
    pub fn key_of(&self, c: char) -> Option<char> {
        let c = digits::fold_char(c);
        if c.is_ascii() {
            return (!c.is_ascii_control()).then_some(c);
        }
        if let Some(key) = self.keys.get(&c) {
            return Some(*key);
        }
        // Some terminals send presentation forms.
        let letter = clean_line(c.encode_utf8(&mut [0; 4]));
        let mut letters = letter.chars();
        match (letters.next(), letters.next()) {
            (Some(letter), None) => self.keys.get(&letter).copied(),
            _ => None,
        }
    }

    /// Whether a command may be bound to the letter `key`: not to one that types two letters here.
    pub fn may_bind(&self, key: char) -> bool {
        !self.never_bind.contains(&key)
    }
}

fn one_key(name: &str) -> Result<char, LayoutError> {
    let mut chars = name.chars();
    match (chars.next(), chars.next()) {
        (Some(key), None) if key.is_ascii_graphic() => Ok(key),
        _ => Err(LayoutError::NotAKey(name.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_go_by_the_position_of_their_key() {
        let layout = Layout::arabic_101();
        assert_eq!(layout.name(), "Arabic (101)");
        for (typed, key) in [
            ('ي', 'd'),
            ('ظ', '/'),
            ('؟', '?'),
            ('ض', 'q'),
            ('أ', 'H'),
            ('٣', '3'),
            ('۳', '3'),
            ('d', 'd'),
            (']', ']'),
            ('\u{FEF1}', 'd'),
        ] {
            assert_eq!(layout.key_of(typed), Some(key), "{typed}");
        }
        for typed in ['\u{FEFB}', '\u{FEF7}', 'é', '\u{1b}', '\u{200f}'] {
            assert_eq!(layout.key_of(typed), None, "{typed:?}");
        }
    }

    #[test]
    fn every_letter_key_has_its_place_and_lam_alef_is_never_bound() {
        let layout = Layout::parse(ARABIC_101).unwrap();
        for key in ('a'..='z').filter(|key| *key != 'b') {
            assert!(layout.keys.values().any(|known| *known == key), "{key}");
            assert!(layout.may_bind(key));
        }
        for key in ['b', 'B', 'G', 'T'] {
            assert!(!layout.may_bind(key));
        }
    }

    #[test]
    fn a_wrong_file_is_named() {
        let keys =
            |keys: &str| Layout::parse(&format!("name = \"x\"\n[keys]\n{keys}")).unwrap_err();
        assert_eq!(keys("ab = \"ض\""), LayoutError::NotAKey("ab".to_owned()));
        assert_eq!(keys("a = \"\""), LayoutError::Empty('a'));
        assert_eq!(keys("b = \"لا\""), LayoutError::Several('b'));
        assert_eq!(
            keys("a = \"ض\"\nc = \"ض\""),
            LayoutError::Twice('a', 'c', 'ض')
        );
        assert!(matches!(keys("a = 3"), LayoutError::Shape(message) if message.contains("line 3")));
    }
}
