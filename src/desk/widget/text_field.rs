//! One line of text being typed.
//!
//! The direction belongs to the field: a name is written from the right in either language of the
//! desk, a telephone number from the left. Left and Right move as the eye sees it.

use ratatui::layout::Rect;

use super::canvas::{Canvas, first};
use super::theme::Part;
use crate::arabic::caret::{letter_after, letter_before};
use crate::arabic::{Base, clean_line, digits, lay_out};
use crate::desk::key::{Code, Key};

/// No field holds more, in bytes; a pasted book is cut.
const LONGEST: usize = 4096;

/// Stands for a letter that is masked.
const MASK: char = '•';

/// Letters at the end that a mask leaves readable.
const UNMASKED: usize = 4;

/// What a field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Manner {
    /// The side its text starts from.
    pub base: Base,
    /// Whether `٣` is taken as `3`.
    pub folds_digits: bool,
    /// Whether what stands in it is masked until it is revealed; typed over, it is gone.
    pub masked: bool,
}

impl Manner {
    /// Names, addresses, sentences.
    pub const WORDS: Self = Self {
        base: Base::Rtl,
        folds_digits: false,
        masked: false,
    };

    /// Numbers, dates, e-mail.
    pub const NUMBERS: Self = Self {
        base: Base::Ltr,
        folds_digits: true,
        masked: false,
    };

    /// The path of a file, its digits as they are typed.
    pub const PATH: Self = Self {
        folds_digits: false,
        ..Self::NUMBERS
    };

    /// Numbers not for every eye at the counter.
    pub const MASKED_NUMBERS: Self = Self {
        masked: true,
        ..Self::NUMBERS
    };

    /// Free text in the language of the desk.
    #[must_use]
    pub const fn spoken(rtl: bool) -> Self {
        Self {
            base: if rtl { Base::Rtl } else { Base::Ltr },
            ..Self::WORDS
        }
    }
}

/// One line of text being typed, with its caret.
#[derive(Clone, PartialEq, Eq)]
pub struct TextField {
    manner: Manner,
    text: String,
    caret: usize,
    revealed: bool,
}

impl std::fmt::Debug for TextField {
    /// Shows nothing of the text: it may be personal.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TextField")
            .field("manner", &self.manner)
            .finish_non_exhaustive()
    }
}

impl TextField {
    /// A field that holds `text`, with the caret at its end.
    #[must_use]
    pub fn new(manner: Manner, text: &str) -> Self {
        let mut field = Self {
            manner,
            text: String::new(),
            caret: 0,
            revealed: false,
        };
        field.insert(text);
        field.revealed = field.text.is_empty();
        field
    }

    /// What is typed.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The byte the caret stands before.
    #[must_use]
    pub const fn caret(&self) -> usize {
        self.caret
    }

    /// Puts other text in its place.
    pub fn set(&mut self, text: &str) {
        *self = Self::new(self.manner, text);
    }

    /// Whether it is masked as it stands.
    #[must_use]
    pub const fn is_masked(&self) -> bool {
        self.manner.masked && !self.revealed
    }

    /// Shows what is masked, or masks it again.
    pub const fn reveal(&mut self, revealed: bool) {
        self.revealed = revealed;
    }

    /// Takes a key; whether it was one for a field.
    pub fn key(&mut self, key: Key) -> bool {
        if let Some(c) = key.typed() {
            self.insert(c.encode_utf8(&mut [0; 4]));
            return true;
        }
        match (key.code, key.ctrl) {
            (Code::Left, false) => self.caret = self.line().left_of(self.caret),
            (Code::Right, false) => self.caret = self.line().right_of(self.caret),
            (Code::Left, true) => self.word(self.manner.base == Base::Rtl),
            (Code::Right, true) => self.word(self.manner.base == Base::Ltr),
            (Code::Home, _) => self.caret = 0,
            (Code::End, _) => self.caret = self.text.len(),
            (Code::Backspace, false) => self.remove(letter_before(&self.text, self.caret)),
            (Code::Delete, false) => self.remove(letter_after(&self.text, self.caret)),
            (Code::Backspace, true) | (Code::Char('w'), true) => {
                let end = self.caret;
                self.word(false);
                self.remove(self.caret..end);
            }
            (Code::Char('u'), true) => self.remove(0..self.caret),
            _ => return false,
        }
        true
    }

    /// Takes pasted text; its line breaks become blanks.
    pub fn paste(&mut self, text: &str) {
        self.insert(text);
    }

    /// Puts the caret where a click on column `x` of a field this wide was.
    pub fn click(&mut self, x: usize, width: usize) {
        let caret = self.caret;
        self.caret = self.line().field(width, Some(caret), 0).position_at(x);
    }

    /// Draws it, with the caret if it has the focus.
    pub fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, focused: bool) {
        let (shown, caret) = self.shown();
        let base = self.manner.base;
        let line = lay_out(&shown, base).with_digits(canvas.digits());
        let part = if focused { Part::Focus } else { Part::Plain };
        let against = (base == Base::Rtl) != canvas.rtl();
        if against && !focused {
            canvas.line(area, &shown, base, super::canvas::Align::Start, part);
            return;
        }
        // A number in an Arabic screen is typed from its own side and stands where the screen's reading starts.
        let place = if against {
            canvas.paint(area, part);
            let columns = u16::try_from(line.width()).unwrap_or(u16::MAX);
            first(area, columns.saturating_add(1))
        } else {
            area
        };
        let view = line.field(usize::from(place.width), focused.then_some(caret), 0);
        canvas.field(place, &view, part);
    }

    /// The text as it may be seen, and the caret in it.
    fn shown(&self) -> (String, usize) {
        if self.is_masked() {
            let before = self.text.get(..self.caret).unwrap_or_default();
            let caret = mask(before, 0).len();
            (mask(&self.text, UNMASKED), caret)
        } else {
            (self.text.clone(), self.caret)
        }
    }

    fn line(&self) -> crate::arabic::VisualLine {
        lay_out(&self.text, self.manner.base)
    }

    /// What is masked cannot be altered by a hand that does not see it: the first letter typed stands in its place.
    fn begin_anew(&mut self) {
        if self.is_masked() {
            self.text.clear();
            self.caret = 0;
        }
    }

    fn insert(&mut self, typed: &str) {
        self.begin_anew();
        let typed = typed.get(..floor(typed, LONGEST)).unwrap_or_default();
        let mut before = self.text.get(..self.caret).unwrap_or_default().to_owned();
        before.push_str(typed);
        if self.manner.folds_digits {
            before = digits::fold(&before).into_owned();
        }
        let before = clean_line(&before);
        let after = self.text.get(self.caret..).unwrap_or_default();
        if before.len() + after.len() <= LONGEST {
            self.caret = before.len();
            self.text = before + after;
            self.revealed = true;
        }
    }

    fn remove(&mut self, range: std::ops::Range<usize>) {
        if self.is_masked() && !self.text.is_empty() {
            self.begin_anew();
            self.revealed = true;
        } else if !range.is_empty() && self.text.get(range.clone()).is_some() {
            self.caret = range.start;
            self.text.replace_range(range, "");
            self.revealed = true;
        }
    }

    /// Moves a word on in the text, or back.
    fn word(&mut self, on: bool) {
        if on {
            let after = self.text.get(self.caret..).unwrap_or_default();
            let blank = after.find(' ').unwrap_or(after.len());
            let rest = after.get(blank..).unwrap_or_default();
            self.caret += blank + (rest.len() - rest.trim_start_matches(' ').len());
        } else {
            let before = self.text.get(..self.caret).unwrap_or_default();
            self.caret = before
                .trim_end_matches(' ')
                .rfind(' ')
                .map_or(0, |blank| blank + 1);
        }
    }
}

/// `text` with all but its last letters hidden.
#[must_use]
pub fn mask(text: &str, but_last: usize) -> String {
    let letters = text.chars().count();
    // Of what is short, nothing is left readable.
    let hidden = letters.saturating_sub(if letters > 2 * but_last { but_last } else { 0 });
    text.chars()
        .enumerate()
        .map(|(at, c)| if at < hidden { MASK } else { c })
        .collect()
}

fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn typed(manner: Manner, keys: &str) -> TextField {
        let mut field = TextField::new(manner, "");
        for key in keys.split_whitespace() {
            let key = key.parse::<Key>().unwrap();
            assert!(field.key(key), "{key}");
        }
        field
    }

    #[test]
    fn keys_edit_as_the_eye_sees_it() {
        for (manner, keys, text) in [
            (Manner::WORDS, "س ل م", "سلم"),
            // Left goes on in Arabic, Right back.
            (Manner::WORDS, "س م Right ل", "سلم"),
            (Manner::WORDS, "س م Home Left ل", "سلم"),
            (Manner::NUMBERS, "1 3 Left 2", "123"),
            (Manner::NUMBERS, "1 3 Left Delete", "1"),
            (Manner::NUMBERS, "٠ ٥ ۰", "050"),
            (Manner::WORDS, "ن و ر ه Backspace ة", "نورة"),
            (Manner::WORDS, "ا ب Space ج د Ctrl+Backspace", "اب "),
            (Manner::WORDS, "ا ب Space ج Ctrl+u د", "د"),
            (Manner::WORDS, "ا Space ب Ctrl+Right ج", "ا جب"),
            (Manner::WORDS, "ﻻ", "لا"),
            // Lam-alef is one cell; Backspace takes one letter of it.
            (Manner::WORDS, "ﻻ Backspace", "ل"),
        ] {
            assert_eq!(typed(manner, keys).text(), text, "{keys}");
        }
    }

    #[test]
    fn a_pasted_line_break_is_a_blank() {
        let mut field = TextField::new(Manner::WORDS, "");
        field.paste("فهد\r\nسعد\u{202e}\u{7}");
        assert_eq!(field.text(), "فهد سعد");
    }

    #[test]
    fn what_is_masked_is_typed_over_and_never_shown_by_that() {
        let mut field = TextField::new(Manner::MASKED_NUMBERS, "1102334451");
        assert!(field.is_masked());
        assert_eq!(field.shown().0, "••••••4451");
        for (keys, left) in [
            ("Backspace", ""),
            ("Delete", ""),
            ("Left 9", "9"),
            ("Ctrl+u", ""),
        ] {
            let mut field = field.clone();
            for key in keys.split(' ') {
                field.key(key.parse().unwrap());
            }
            assert_eq!(field.shown(), (left.to_owned(), left.len()), "{keys}");
        }
        let mut pasted = field.clone();
        pasted.paste("77");
        assert_eq!(pasted.shown().0, "77");
        field.reveal(true);
        field.key(Key::plain(Code::Backspace));
        assert_eq!(field.shown(), ("110233445".to_owned(), 9));
        assert_eq!(mask("1234", 4), "••••");
    }

    #[test]
    fn function_keys_are_not_for_fields() {
        let mut field = TextField::new(Manner::WORDS, "");
        for key in ["F2", "Enter", "Tab", "Esc", "Up", "PgDn", "Ctrl+s", "Alt+x"] {
            assert!(!field.key(key.parse().unwrap()), "{key}");
        }
    }

    proptest! {
        #[test]
        fn any_keys_leave_a_caret_on_a_letter(
            manner in prop::sample::select(vec![Manner::WORDS, Manner::NUMBERS, Manner::MASKED_NUMBERS]),
            keys in prop::collection::vec(prop_oneof![
                any::<char>().prop_map(Key::char),
                prop::sample::select(vec!['ل', 'ا', '\u{64b}', ' ', '7']).prop_map(Key::char),
                prop::sample::select(vec![
                    "Left", "Right", "Home", "End", "Backspace", "Delete", "Ctrl+Left",
                    "Ctrl+Right", "Ctrl+Backspace", "Ctrl+u",
                ]).prop_map(|key| key.parse().unwrap()),
            ], 0..40),
        ) {
            let mut field = TextField::new(manner, "");
            for key in keys {
                field.key(key);
                prop_assert!(field.text().is_char_boundary(field.caret()));
                let (shown, caret) = field.shown();
                prop_assert!(shown.is_char_boundary(caret));
            }
        }
    }
}
