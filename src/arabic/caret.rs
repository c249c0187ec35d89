//! Where the caret stands, how it moves, and text in a field narrower than itself.
//!
//! The caret is a block that stands *on* the letter it comes before; after the last letter it stands
//! one cell past the text on the end side, which in a right-to-left field is one cell left of it. So
//! each position has one place, and Left and Right undo each other. A position is the first byte of a
//! letter with its tashkeel. Lam-alef is one cell and two letters: both have that column, moving
//! across takes two presses, and Backspace takes one letter at a time.

use std::ops::Range;

use unicode_width::UnicodeWidthChar;

use super::clean;
use super::line::{Cell, Slot, VisualLine};
use super::order::Base;

impl Slot {
    /// The positions on this cell in logical order.
    fn positions(&self) -> impl DoubleEndedIterator<Item = usize> {
        let first = (!self.source.is_empty()).then_some(self.source.start);
        first
            .into_iter()
            .chain(self.split.map(|split| self.source.start + split))
    }
}

impl VisualLine {
    /// The nearest caret position at or before `byte` on its cell; at the end, the end of the text.
    fn position(&self, byte: usize) -> usize {
        match self.slot_at(byte) {
            Some(slot) => slot
                .positions()
                .rfind(|at| *at <= byte)
                .unwrap_or(slot.source.start),
            None => self.source.end,
        }
    }

    /// The cell that shows `byte`, or else the next one in logical order.
    fn slot_at(&self, byte: usize) -> Option<&Slot> {
        self.slots
            .iter()
            .filter(|slot| slot.source.end > byte && !slot.source.is_empty())
            .min_by_key(|slot| slot.source.start)
    }

    /// The caret positions as the eye meets them from left to right, the end of the text among them.
    pub fn positions(&self) -> Vec<usize> {
        let mut positions = Vec::with_capacity(self.slots.len() + 2);
        if self.base == Base::Rtl {
            positions.push(self.source.end);
        }
        for slot in &self.slots {
            if slot.rtl {
                positions.extend(slot.positions().rev());
            } else {
                positions.extend(slot.positions());
            }
        }
        if self.base == Base::Ltr {
            positions.push(self.source.end);
        }
        positions
    }

    /// The position after the Left key. At the left edge it stays.
    pub fn left_of(&self, byte: usize) -> usize {
        let here = self.position(byte);
        let positions = self.positions();
        let at = positions.iter().position(|position| *position == here);
        at.and_then(|at| at.checked_sub(1))
            .and_then(|at| positions.get(at))
            .copied()
            .unwrap_or(here)
    }

    /// The position after the Right key. At the right edge it stays.
    pub fn right_of(&self, byte: usize) -> usize {
        let here = self.position(byte);
        let positions = self.positions();
        let at = positions.iter().position(|position| *position == here);
        at.and_then(|at| positions.get(at + 1))
            .copied()
            .unwrap_or(here)
    }

    /// The column of the caret: −1 at the end of a right-to-left line, `width()` at the end of a
    /// left-to-right one.
    pub fn caret_column(&self, byte: usize) -> isize {
        self.caret_place(byte).0
    }

    fn caret_place(&self, byte: usize) -> (isize, u8) {
        match self.slot_at(byte) {
            Some(slot) => (signed(slot.column), slot.width),
            None if self.base == Base::Rtl => (-1, 1),
            None => (signed(self.width()), 1),
        }
    }

    /// The position for a click on `column`; past the text it is its start or end.
    pub fn position_at(&self, column: isize) -> usize {
        let Ok(column) = usize::try_from(column) else {
            return self.edge(Base::Rtl);
        };
        let before = self.slots.partition_point(|slot| slot.column <= column);
        match before.checked_sub(1).and_then(|at| self.slots.get(at)) {
            Some(slot) if column < slot.column + usize::from(slot.width) => slot.source.start,
            _ => self.edge(Base::Ltr),
        }
    }

    /// The position past the edge where a text of base `ends_here` ends.
    fn edge(&self, ends_here: Base) -> usize {
        if self.base == ends_here {
            self.source.end
        } else {
            self.source.start
        }
    }

    /// Places the line in a field of `width` columns, at the side it starts from.
    ///
    /// With a caret, the field is scrolled from `scroll` (what the last view had; at first 0) just as
    /// far as makes the caret visible.
    pub fn field(&self, width: usize, caret: Option<usize>, scroll: usize) -> FieldView<'_> {
        let total = self.width() + usize::from(caret.is_some());
        let mut scroll = scroll.min(total.saturating_sub(width));
        let place = caret.map(|byte| self.caret_place(byte));
        if let Some((column, columns)) = place {
            let columns = usize::from(columns);
            // Distance from the side where the text starts.
            let from_start = match self.base {
                Base::Ltr => column,
                Base::Rtl => signed(self.width()) - column - signed(columns),
            };
            let from_start = usize::try_from(from_start).unwrap_or(0);
            scroll = scroll
                .min(from_start)
                .max((from_start + columns).saturating_sub(width));
        }
        let mut view = FieldView {
            line: self,
            width,
            scroll,
            caret: None,
        };
        view.caret = place
            .and_then(|(column, _)| view.x(column))
            .filter(|x| *x < width);
        view
    }
}

/// A line in a field: what of it is seen, and where.
#[derive(Debug, Clone)]
pub struct FieldView<'a> {
    line: &'a VisualLine,
    width: usize,
    scroll: usize,
    caret: Option<usize>,
}

impl<'a> FieldView<'a> {
    /// The visible cells with their column in the field.
    pub fn cells(&self) -> impl Iterator<Item = (usize, Cell<'a>)> {
        let shift = self.shift();
        let width = self.width;
        self.line.cells().filter_map(move |cell| {
            let x = usize::try_from(signed(cell.column) + shift).ok()?;
            (x + usize::from(cell.width) <= width).then_some((x, cell))
        })
    }

    /// The caret's column in the field; none without a caret or in a field of no width.
    pub fn caret(&self) -> Option<usize> {
        self.caret
    }

    /// Columns hidden at the side where the text starts. Keep it for the next view.
    pub fn scroll(&self) -> usize {
        self.scroll
    }

    /// Whether text is hidden past the left and past the right edge.
    pub fn hides(&self) -> (bool, bool) {
        let left = self.shift() < 0;
        let right = self.shift() + signed(self.line.width()) > signed(self.width);
        (left, right)
    }

    /// The caret position for a click on column `x` of the field.
    pub fn position_at(&self, x: usize) -> usize {
        self.line.position_at(signed(x) - self.shift())
    }

    /// What is added to a column of the line to get the column of the field.
    fn shift(&self) -> isize {
        match self.line.base {
            Base::Ltr => -signed(self.scroll),
            Base::Rtl => signed(self.width) - signed(self.line.width()) + signed(self.scroll),
        }
    }

    fn x(&self, column: isize) -> Option<usize> {
        usize::try_from(column + self.shift()).ok()
    }
}

/// No text is long enough to need more.
fn signed(columns: usize) -> isize {
    isize::try_from(columns).unwrap_or(isize::MAX)
}

/// The letter with its tashkeel that ends at `byte`: what Backspace takes. Empty at the start.
pub fn letter_before(text: &str, byte: usize) -> Range<usize> {
    let end = boundary(text, byte);
    let before = text.get(..end).unwrap_or_default();
    let mut start = end;
    for (at, c) in before.char_indices().rev() {
        start = at;
        if !stays_with_letter(c) {
            break;
        }
    }
    start..end
}

/// The letter with its tashkeel that starts at `byte`: what Delete takes. Empty at the end.
pub fn letter_after(text: &str, byte: usize) -> Range<usize> {
    let start = boundary(text, byte);
    let after = text.get(start..).unwrap_or_default();
    let end = after
        .char_indices()
        .skip(1)
        .find(|(_, c)| !stays_with_letter(*c));
    start..end.map_or(text.len(), |(at, _)| start + at)
}

/// `byte`, or the start of the character it is inside of.
fn boundary(text: &str, byte: usize) -> usize {
    let mut byte = byte.min(text.len());
    while !text.is_char_boundary(byte) {
        byte -= 1;
    }
    byte
}

/// Whether `c` has no cell of its own.
fn stays_with_letter(c: char) -> bool {
    !clean::is_line_break(c) && (clean::is_hidden(c) || c.width() == Some(0))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::arabic::{Base, clean_line, lay_out};

    #[test]
    fn at_the_end_the_caret_stands_past_the_text_on_the_end_side() {
        let line = lay_out("سلام", Base::Rtl);
        assert_eq!(line.width(), 3);
        assert_eq!(line.caret_column("سلام".len()), -1);
        assert_eq!(line.caret_column(0), 2);
        assert_eq!(lay_out("abc", Base::Ltr).caret_column(3), 3);
        assert_eq!(lay_out("", Base::Rtl).caret_column(0), -1);
    }

    #[test]
    fn lam_alef_is_one_cell_and_two_presses() {
        let text = "بلاد";
        let line = lay_out(text, Base::Rtl);
        assert_eq!(line.positions(), [8, 6, 4, 2, 0]);
        assert_eq!(line.caret_column(2), line.caret_column(4));
        assert_eq!(letter_before(text, 6), 4..6);
        assert_eq!(letter_before("بَّ", 6), 0..6);
        assert_eq!(letter_after("بَّت", 0), 0..6);
    }

    #[test]
    fn a_field_is_filled_from_its_own_side() {
        let line = lay_out("سلم", Base::Rtl);
        let view = line.field(10, Some(6), 0);
        assert_eq!(view.cells().map(|(x, _)| x).collect::<Vec<_>>(), [7, 8, 9]);
        assert_eq!(view.caret(), Some(6));
        assert_eq!(view.position_at(9), 0);
        assert_eq!(view.position_at(7), 4);
        assert_eq!(view.position_at(0), 6);

        let view = line.field(3, Some(6), 0);
        assert_eq!(
            (view.caret(), view.scroll(), view.hides()),
            (Some(0), 1, (false, true))
        );
        let view = line.field(3, Some(0), view.scroll());
        assert_eq!(
            (view.caret(), view.scroll(), view.hides()),
            (Some(2), 0, (false, false))
        );
        assert_eq!(line.field(0, Some(0), 0).caret(), None);
    }

    fn base() -> impl Strategy<Value = Base> {
        prop_oneof![Just(Base::Rtl), Just(Base::Ltr)]
    }

    fn mixed() -> impl Strategy<Value = String> {
        prop_oneof![
            "[اأإآلبتمينوه ًَُِّْـabcXYZ0-9٠-٩ .,:()«»/+-]{0,24}",
            any::<String>(),
        ]
    }

    proptest! {
        #[test]
        fn left_and_right_undo_each_other(text in mixed(), base in base()) {
            let text = clean_line(&text);
            let line = lay_out(&text, base);
            let positions = line.positions();
            for pair in positions.windows(2) {
                prop_assert_eq!(line.right_of(pair[0]), pair[1]);
                prop_assert_eq!(line.left_of(pair[1]), pair[0]);
            }
            let (first, last) = (positions[0], positions[positions.len() - 1]);
            prop_assert_eq!(line.left_of(first), first);
            prop_assert_eq!(line.right_of(last), last);
        }

        #[test]
        fn every_letter_is_a_position_once(text in mixed(), base in base()) {
            let text = clean_line(&text);
            let mut positions = lay_out(&text, base).positions();
            positions.sort_unstable();
            let mut letters = vec![0];
            while *letters.last().unwrap() < text.len() {
                letters.push(letter_after(&text, *letters.last().unwrap()).end);
            }
            prop_assert_eq!(&positions, &letters);
            let mut back = vec![text.len()];
            while *back.last().unwrap() > 0 {
                back.push(letter_before(&text, *back.last().unwrap()).start);
            }
            back.reverse();
            prop_assert_eq!(positions, back);
        }

        #[test]
        fn a_caret_is_visible_and_a_click_on_it_returns(
            text in mixed(), base in base(), width in 2usize..12, scroll in 0usize..40, at in 0usize..40,
        ) {
            let text = clean_line(&text);
            let line = lay_out(&text, base);
            let positions = line.positions();
            let byte = positions[at % positions.len()];
            let view = line.field(width, Some(byte), scroll);
            let x = view.caret().unwrap();
            prop_assert!(x < width);
            prop_assert_eq!(line.caret_column(view.position_at(x)), line.caret_column(byte));
            prop_assert_eq!(line.field(width, Some(byte), view.scroll()).scroll(), view.scroll());
            for (x, cell) in view.cells() {
                prop_assert!(x + usize::from(cell.width) <= width);
            }
        }

        #[test]
        fn any_byte_of_any_text_can_be_asked_for(text in any::<String>(), base in base(), byte in 0usize..99) {
            let line = lay_out(&text, base);
            line.left_of(byte);
            line.right_of(byte);
            line.caret_column(byte);
            line.field(5, Some(byte), byte);
            letter_before(&text, byte);
            letter_after(&text, byte);
        }
    }
}
