//! A PIN being typed: as many dots as digits, and nothing of it anywhere else.

use ratatui::layout::Rect;
use zeroize::Zeroizing;

use super::canvas::{Canvas, first};
use super::theme::Part;
use crate::arabic::{Base, lay_out};
use crate::desk::key::{Code, Key};
use crate::domain::pin::{NotAPin, PinCode, digit};

/// Stands for a digit.
const DOT: &str = "•";

/// The digits typed so far.
pub struct PinField {
    typed: Zeroizing<String>,
}

impl Default for PinField {
    fn default() -> Self {
        // Room for all of it at once: what grows leaves copies behind.
        Self {
            typed: Zeroizing::new(String::with_capacity(PinCode::LONGEST)),
        }
    }
}

impl PinField {
    /// Takes a key; whether it was one for it.
    pub fn key(&mut self, key: Key) -> bool {
        if let Some(c) = key.typed() {
            if let Some(digit) = digit(c)
                && self.typed.len() < PinCode::LONGEST
            {
                self.typed.push(digit);
            }
            return true;
        }
        match key.code {
            Code::Backspace => drop(self.typed.pop()),
            Code::Delete => *self = Self::default(),
            _ => return false,
        }
        true
    }

    /// Whether nothing is typed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.typed.is_empty()
    }

    /// What is typed, which is forgotten here.
    ///
    /// # Errors
    /// Where it is no PIN.
    pub fn take(&mut self) -> Result<PinCode, NotAPin> {
        PinCode::parse(&std::mem::take(self).typed)
    }

    /// Draws it, with the caret.
    pub fn draw(&self, canvas: &mut Canvas<'_>, area: Rect) {
        let dots = DOT.repeat(self.typed.len());
        let width = u16::try_from(PinCode::LONGEST).unwrap_or(u16::MAX);
        let place = first(area, width.saturating_add(1));
        let line = lay_out(&dots, if canvas.rtl() { Base::Rtl } else { Base::Ltr });
        let view = line.field(usize::from(place.width), Some(dots.len()), 0);
        canvas.paint(place, Part::Focus);
        canvas.field(place, &view, Part::Focus);
    }
}

/// A PIN of one's own being chosen: typed twice, so that a slip is met now and not tomorrow.
#[derive(Default)]
pub struct Choosing {
    /// The field under the hand.
    pub field: PinField,
    first: Option<PinCode>,
}

/// Why a PIN is not chosen yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotChosen {
    /// It is to be typed once more.
    Again,
    /// The two are not the same.
    Differ,
    /// It is none.
    NotAPin(NotAPin),
    /// It is among the first that anybody would try.
    Guessable,
}

impl NotChosen {
    /// The text that says so.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::Again => "pin-again-hint",
            Self::Differ => "pin-differ",
            Self::NotAPin(_) => "pin-length",
            Self::Guessable => "pin-guessable",
        }
    }
}

impl Choosing {
    /// Whether it is typed for the second time.
    #[must_use]
    pub const fn is_again(&self) -> bool {
        self.first.is_some()
    }

    /// Takes what is typed.
    ///
    /// # Errors
    /// Where it takes more before one is chosen.
    pub fn enter(&mut self) -> Result<PinCode, NotChosen> {
        let typed = self.field.take().map_err(NotChosen::NotAPin)?;
        match self.first.take() {
            None if typed.is_guessable() => Err(NotChosen::Guessable),
            None => {
                self.first = Some(typed);
                Err(NotChosen::Again)
            }
            Some(first) if first == typed => Ok(typed),
            Some(_) => Err(NotChosen::Differ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(keys: &str) -> PinField {
        let mut field = PinField::default();
        for key in keys.split_whitespace() {
            field.key(key.parse().unwrap());
        }
        field
    }

    #[test]
    fn digits_of_any_kind_are_typed_and_nothing_else() {
        for (keys, digits) in [
            ("2 5 8 0", "2580"),
            ("٢ ٥ ۸ ۰", "2580"),
            ("2 س x 5 8 0", "2580"),
            ("2 5 8 0 1 Backspace", "2580"),
            ("9 9 Delete 2 5 8 0", "2580"),
        ] {
            assert_eq!(typed(keys).take().unwrap().digits(), digits, "{keys}");
        }
        let mut long = typed("1 2 3 4 5 6 7 8 9 0 1 2 3 4");
        assert_eq!(long.take().unwrap().digits(), "123456789012");
        assert!(long.is_empty(), "it is forgotten");
        assert_eq!(typed("2 5").take(), Err(NotAPin::Length));
    }

    #[test]
    fn a_pin_is_chosen_by_typing_it_twice() {
        let mut choosing = Choosing::default();
        let mut enter = |keys: &str| {
            choosing.field = typed(keys);
            choosing.enter()
        };
        assert_eq!(enter("1 2 3 4"), Err(NotChosen::Guessable));
        assert_eq!(enter("2 5 8 0"), Err(NotChosen::Again));
        assert_eq!(enter("2 5 8 1"), Err(NotChosen::Differ));
        assert_eq!(
            enter("2 5 8 0"),
            Err(NotChosen::Again),
            "from the beginning"
        );
        assert_eq!(enter("2 5 8 0").unwrap().digits(), "2580");
    }
}
