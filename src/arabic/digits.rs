//! `0`–`9` and `٠`–`٩`: folded when read, shown by setting.

use std::borrow::Cow;

/// Which digits the desk shows. Storage always holds the Western ones.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Default, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Digits {
    /// 0123456789
    #[default]
    Western,
    /// ٠١٢٣٤٥٦٧٨٩
    ArabicIndic,
}

impl Digits {
    /// `c` as this setting shows it.
    pub fn show_char(self, c: char) -> char {
        match self {
            Self::ArabicIndic if c.is_ascii_digit() => shifted(c, '0', '\u{0660}'),
            _ => c,
        }
    }

    /// `text` with its Western digits as this setting shows them.
    ///
    /// For cells, use [`VisualLine::with_digits`](super::VisualLine::with_digits): Arabic-Indic
    /// digits order differently, so a date or phone number must be ordered before it is changed.
    pub fn show(self, text: &str) -> Cow<'_, str> {
        match self {
            Self::ArabicIndic if text.bytes().any(|byte| byte.is_ascii_digit()) => {
                Cow::Owned(text.chars().map(|c| self.show_char(c)).collect())
            }
            _ => Cow::Borrowed(text),
        }
    }
}

/// The Western digit for an Arabic-Indic (٠) or Persian (۰) one; anything else as it is.
pub fn fold_char(c: char) -> char {
    match c {
        '\u{0660}'..='\u{0669}' => shifted(c, '\u{0660}', '0'),
        '\u{06F0}'..='\u{06F9}' => shifted(c, '\u{06F0}', '0'),
        _ => c,
    }
}

/// `text` with every digit Western, for numeric fields.
pub fn fold(text: &str) -> Cow<'_, str> {
    if text.chars().any(|c| fold_char(c) != c) {
        Cow::Owned(text.chars().map(fold_char).collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// The character as far from `to` as `c` is from `from`.
fn shifted(c: char, from: char, to: char) -> char {
    u32::from(c)
        .checked_sub(u32::from(from))
        .and_then(|digit| char::from_u32(u32::from(to) + digit))
        .unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_fold_and_show() {
        assert_eq!(fold("٠١٢٣٤٥٦٧٨٩ ۰۱۲۳۴۵۶۷۸۹ x9"), "0123456789 0123456789 x9");
        assert_eq!(Digits::ArabicIndic.show("1448/00042 ب"), "١٤٤٨/٠٠٠٤٢ ب");
        assert_eq!(Digits::Western.show("12"), "12");
        assert!(matches!(fold("12"), Cow::Borrowed(_)));
    }
}
