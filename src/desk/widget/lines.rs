//! A cache of laid out lines. Most lines of a frame were on the frame before, and joining, ordering and measuring them
//! again would take most of the time of drawing.

use std::collections::HashMap;
use std::rc::Rc;

use crate::arabic::{self, Base, VisualLine};

/// How a text is fitted into a width.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fit {
    /// On one line, its logical end cut.
    Cut,
    /// In as many lines as it takes.
    Wrapped,
}

type Place = (Fit, Base, u16);
type Laid = HashMap<Place, HashMap<Box<str>, Rc<[VisualLine]>>>;

/// Lines laid out for the frame being drawn, and those of the frame before.
#[derive(Debug, Default)]
pub struct Lines {
    now: Laid,
    before: Laid,
}

impl Lines {
    /// A text laid out, by what is known of it.
    pub fn of(&mut self, text: &str, fit: Fit, base: Base, width: u16) -> Rc<[VisualLine]> {
        let place = (fit, base, width);
        let now = self.now.entry(place).or_default();
        if let Some(lines) = now.get(text) {
            return Rc::clone(lines);
        }
        let before = self.before.get_mut(&place);
        let (text, lines) = before
            .and_then(|before| before.remove_entry(text))
            .unwrap_or_else(|| {
                let width = usize::from(width);
                let lines = match fit {
                    Fit::Cut => Rc::from([arabic::truncate(text, base, width)]),
                    Fit::Wrapped => Rc::from(arabic::wrap(text, base, width)),
                };
                (text.into(), lines)
            });
        now.insert(text, Rc::clone(&lines));
        lines
    }

    /// The frame is drawn. What it did not show is forgotten.
    pub fn turn(&mut self) {
        self.before = std::mem::take(&mut self.now);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn lines_kept_are_lines_laid_out(
            frames in prop::collection::vec(
                prop::collection::vec(("[ابa1 ]{0,8}", any::<bool>(), any::<bool>(), 0..9u16), 0..6),
                1..5,
            ),
        ) {
            let mut lines = Lines::default();
            for frame in frames {
                for (text, rtl, cut, width) in frame {
                    let base = if rtl { Base::Rtl } else { Base::Ltr };
                    let fit = if cut { Fit::Cut } else { Fit::Wrapped };
                    let laid = Lines::default().of(&text, fit, base, width);
                    prop_assert_eq!(lines.of(&text, fit, base, width), laid);
                }
                lines.turn();
            }
        }
    }

    #[test]
    fn a_line_is_laid_out_once_while_it_is_seen() {
        let mut lines = Lines::default();
        let of = |lines: &mut Lines, text| lines.of(text, Fit::Cut, Base::Rtl, 9);
        let first = of(&mut lines, "هدى");
        assert!(Rc::ptr_eq(&of(&mut lines, "هدى"), &first));
        lines.turn();
        assert!(Rc::ptr_eq(&of(&mut lines, "هدى"), &first));
        lines.turn();
        of(&mut lines, "نورة");
        lines.turn();
        // Out of sight for a frame, nothing of it is kept.
        assert_eq!(Rc::strong_count(&first), 1);
        assert!(!Rc::ptr_eq(&of(&mut lines, "هدى"), &first));
    }
}
