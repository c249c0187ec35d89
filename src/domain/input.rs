//! Input as people type it: digits of three scripts, separators and invisible marks, turned into what the domain
//! parses.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The value of a decimal digit in any of the three scripts a Saudi keyboard or paper brings:
/// `0-9`, `٠-٩` (Arabic-Indic) and `۰-۹` (Persian).
#[must_use]
pub fn digit(c: char) -> Option<u8> {
    let zero = match c {
        '0'..='9' => '0',
        '٠'..='٩' => '٠',
        '۰'..='۹' => '۰',
        _ => return None,
    };
    u8::try_from(u32::from(c) - u32::from(zero)).ok()
}

/// The same character with a digit of any script as its ASCII digit.
#[must_use]
pub fn ascii_digit(c: char) -> char {
    digit(c).map_or(c, |value| char::from(b'0' + value))
}

/// Marks that are typed or pasted without being seen: bidi controls, zero-width characters, tatweel.
#[must_use]
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{206F}' | '\u{061C}' | '\u{FEFF}' | '\u{0640}' | '\u{00AD}')
}

/// A dash of any kind, as people separate groups of digits with.
#[must_use]
pub fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// Letters and digits only, upper case, ASCII digits: what is left of an identifier once spaces, dashes,
/// dots, slashes and invisible marks are taken out. Any other character is returned as the fault.
pub(super) fn identifier(text: &str) -> Result<String, char> {
    let mut kept = String::with_capacity(text.len());
    for c in text.chars() {
        match ascii_digit(c) {
            c if c.is_whitespace() || is_invisible(c) || is_dash(c) || matches!(c, '.' | '/') => {}
            c if c.is_ascii_alphanumeric() => kept.push(c.to_ascii_uppercase()),
            c => return Err(c),
        }
    }
    Ok(kept)
}

/// Shows the first `head` and last `tail` characters and a bullet for each between. Where that would show
/// half of the text or more, only the last two are shown.
pub(super) fn masked(text: &str, head: usize, tail: usize) -> String {
    let length = text.chars().count();
    let (head, tail) = if (head + tail) * 2 <= length {
        (head, tail)
    } else {
        (0, tail.min(2).min(length / 2))
    };
    text.chars()
        .enumerate()
        .map(|(at, c)| {
            if at < head || at + tail >= length {
                c
            } else {
                '•'
            }
        })
        .collect()
}

/// Why a line of text was not taken.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum LineError {
    /// Nothing but space was given.
    #[error("nothing was written")]
    Empty,
    /// More than [`Line::MAX`] characters.
    #[error("{found} characters, where at most {} fit", Line::MAX)]
    TooLong {
        /// How many there are.
        found: usize,
    },
}

/// One line of a person's own words: not empty, trimmed, free of control characters (a pasted newline is a
/// space), at most [`Line::MAX`] characters.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Line(String);

impl Line {
    /// The longest line, in characters.
    pub const MAX: usize = 500;

    /// Takes a line as typed.
    ///
    /// # Errors
    /// [`LineError`] when nothing is left of it, or too much.
    pub fn parse(text: &str) -> Result<Self, LineError> {
        let spaced: String = text
            .chars()
            .filter(|c| !matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'))
            .map(|c| if c.is_control() { ' ' } else { c })
            .collect();
        let line = spaced.split_whitespace().collect::<Vec<_>>().join(" ");
        match line.chars().count() {
            0 => Err(LineError::Empty),
            found if found > Self::MAX => Err(LineError::TooLong { found }),
            _ => Ok(Self(line)),
        }
    }

    /// The text itself.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Line(…)")
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Line {
    type Error = LineError;

    fn try_from(text: String) -> Result<Self, LineError> {
        Self::parse(&text)
    }
}

impl From<Line> for String {
    fn from(line: Line) -> Self {
        line.0
    }
}

/// The part every parsed personal text shares: one private `String` in canonical form, a `parse` that is the
/// only way in (also for serde), and a `Debug` that shows nothing.
macro_rules! parsed_text {
    ($(#[$doc:meta])* $name:ident, $error:ty, $canonical:path) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// Takes it as typed: digits of any script, spaces, dashes and invisible marks are no hindrance.
            ///
            /// # Errors
            /// Says which part does not hold.
            pub fn parse(text: &str) -> Result<Self, $error> {
                $canonical(text).map(Self)
            }

            /// The canonical form: ASCII, without separators. For keys and comparison.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }

        /// The canonical form, whole: for whoever may see it.
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl std::str::FromStr for $name {
            type Err = $error;

            fn from_str(text: &str) -> Result<Self, $error> {
                Self::parse(text)
            }
        }

        impl TryFrom<String> for $name {
            type Error = $error;

            fn try_from(text: String) -> Result<Self, $error> {
                Self::parse(&text)
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.0
            }
        }
    };
}
pub(super) use parsed_text;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn digits_of_three_scripts_are_one() {
        for text in ["0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"] {
            assert_eq!(
                text.chars().map(ascii_digit).collect::<String>(),
                "0123456789"
            );
        }
        assert_eq!(digit('x'), None);
    }

    #[test]
    fn masking_never_shows_half_of_a_short_text() {
        for (text, shown) in [
            ("1102334451", "110•••••51"),
            ("A12", "••2"),
            ("7", "•"),
            ("", ""),
            ("P1234567", "••••••67"),
        ] {
            assert_eq!(masked(text, 3, 2), shown);
        }
    }

    #[test]
    fn a_line_is_one_line() {
        for (text, line) in [
            ("  سارة \n\t أحمد ", Some("سارة أحمد")),
            ("\u{202E}a\u{7}b", Some("a b")),
            (" \u{2066}\n ", None),
        ] {
            assert_eq!(
                Line::parse(text).ok().as_ref().map(Line::as_str),
                line,
                "{text:?}"
            );
        }
        assert_eq!(
            Line::parse(&"ا".repeat(501)),
            Err(LineError::TooLong { found: 501 })
        );
    }

    proptest! {
        #[test]
        fn a_line_read_again_is_the_same(text in any::<String>()) {
            if let Ok(line) = Line::parse(&text) {
                prop_assert_eq!(Line::parse(line.as_str()), Ok(line.clone()));
                prop_assert!(!line.as_str().chars().any(char::is_control));
            }
        }
    }
}
