//! A line as it stands on the screen.

use std::ops::Range;

use super::digits::Digits;
use super::order::{Base, reset_tails, visual_order};
use super::shape::{Unit, units};

/// Ends a truncated line.
const ELLIPSIS: char = '…';

/// One cell of a laid out line: a letter with its marks, a lam-alef, or a character two columns wide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell<'a> {
    /// What the terminal is given, shaped and mirrored.
    pub text: &'a str,
    /// Columns it takes: 1 or 2.
    pub width: u8,
    /// Columns to its left in the line.
    pub column: usize,
    /// The bytes of the laid out text it shows.
    pub source: Range<usize>,
    /// Whether it is read right to left.
    pub rtl: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Slot {
    pub(super) column: usize,
    pub(super) width: u8,
    pub(super) source: Range<usize>,
    /// Where in `source` the alef of a lam-alef starts.
    pub(super) split: Option<usize>,
    pub(super) rtl: bool,
    text_end: usize,
}

/// A line of cells from left to right, with the way back to the text it shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VisualLine {
    text: String,
    pub(super) slots: Vec<Slot>,
    width: usize,
    pub(super) base: Base,
    pub(super) source: Range<usize>,
}

impl VisualLine {
    /// The cells from left to right.
    pub fn cells(&self) -> impl DoubleEndedIterator<Item = Cell<'_>> {
        self.slots.iter().enumerate().map(|(at, slot)| {
            let start = at
                .checked_sub(1)
                .and_then(|at| self.slots.get(at))
                .map_or(0, |slot| slot.text_end);
            Cell {
                text: self.text.get(start..slot.text_end).unwrap_or_default(),
                width: slot.width,
                column: slot.column,
                source: slot.source.clone(),
                rtl: slot.rtl,
            }
        })
    }

    /// All columns.
    pub fn width(&self) -> usize {
        self.width
    }

    /// The side the text starts from.
    pub fn base(&self) -> Base {
        self.base
    }

    /// The bytes of the text this line shows.
    pub fn source(&self) -> Range<usize> {
        self.source.clone()
    }

    /// What is seen, as one string from left to right.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The same line with its Western digits shown as `digits`, in the order they have. Those of a word with Latin letters
    /// stay: F5 is what the key says, and an IBAN what the paper does.
    pub fn with_digits(mut self, digits: Digits) -> Self {
        if digits == Digits::Western || !self.text.bytes().any(|byte| byte.is_ascii_digit()) {
            return self;
        }
        let mut text = String::with_capacity(self.text.len() * 2);
        let (mut start, mut word) = (0, 0..0);
        let mut is_latin = false;
        for slot in &mut self.slots {
            if start >= word.end {
                // Latin words read from the left on every screen: what is seen together is one word.
                let rest = self.text.get(start..).unwrap_or_default();
                let length = rest.find(|c: char| !c.is_ascii_alphanumeric());
                word = start..start + length.unwrap_or(rest.len());
                let seen = self.text.get(word.clone()).unwrap_or_default();
                is_latin = seen.bytes().any(|byte| byte.is_ascii_alphabetic());
            }
            let stays = is_latin && start < word.end;
            let cell = self.text.get(start..slot.text_end).unwrap_or_default();
            start = slot.text_end;
            if stays {
                text.push_str(cell);
            } else {
                text.extend(cell.chars().map(|c| digits.show_char(c)));
            }
            slot.text_end = text.len();
        }
        self.text = text;
        self
    }

    fn new(base: Base, source: Range<usize>, capacity: usize) -> Self {
        Self {
            text: String::with_capacity(source.len() * 2),
            slots: Vec::with_capacity(capacity),
            width: 0,
            base,
            source,
        }
    }

    fn push(&mut self, unit: &Unit, text: &str) {
        if unit.width == 0 {
            return;
        }
        unit.render(text, &mut self.text);
        self.close_cell(
            unit.source.clone(),
            unit.split,
            unit.width,
            unit.level.0.is_rtl(),
        );
    }

    fn push_ellipsis(&mut self) {
        self.text.push(ELLIPSIS);
        let end = self.source.end;
        self.close_cell(end..end, None, 1, self.base == Base::Rtl);
    }

    fn close_cell(&mut self, source: Range<usize>, split: Option<usize>, width: u8, rtl: bool) {
        let column = self.width;
        self.width += usize::from(width);
        self.slots.push(Slot {
            column,
            width,
            source,
            split,
            rtl,
            text_end: self.text.len(),
        });
    }
}

/// Lays out one line: shapes the letters, orders the cells, mirrors the brackets.
///
/// Takes any text and shows nothing but printable characters: controls leave no cell, tabs and line
/// breaks one blank one. Bidi isolates are obeyed and leave no cell.
pub fn lay_out(text: &str, base: Base) -> VisualLine {
    if base == Base::Ltr && text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
        return lay_out_ascii(text);
    }
    order(text, &units(text, base), base, 0..text.len(), false)
}

fn lay_out_ascii(text: &str) -> VisualLine {
    let slots = (0..text.len())
        .map(|at| Slot {
            column: at,
            width: 1,
            source: at..at + 1,
            split: None,
            rtl: false,
            text_end: at + 1,
        })
        .collect();
    VisualLine {
        text: text.to_owned(),
        slots,
        width: text.len(),
        base: Base::Ltr,
        source: 0..text.len(),
    }
}

/// Puts the units of one line in visual order; an ellipsis goes to the end side.
fn order(
    text: &str,
    units: &[Unit],
    base: Base,
    source: Range<usize>,
    ellipsis: bool,
) -> VisualLine {
    let mut levels: Vec<_> = units.iter().map(|unit| unit.level).collect();
    reset_tails(&mut levels, base);
    let mut line = VisualLine::new(base, source, units.len());
    if ellipsis && base == Base::Rtl {
        line.push_ellipsis();
    }
    if levels.iter().all(|(level, _)| level.number() == 0) {
        for unit in units {
            line.push(unit, text);
        }
    } else {
        for at in visual_order(&levels) {
            if let Some(unit) = units.get(at) {
                line.push(unit, text);
            }
        }
    }
    if ellipsis && base == Base::Ltr {
        line.push_ellipsis();
    }
    line
}

/// Lays out `text` in at most `width` columns. What does not fit is cut at the logical end, and `…`
/// stands in its place.
pub fn truncate(text: &str, base: Base, width: usize) -> VisualLine {
    let whole = units(text, base);
    let total: usize = whole.iter().map(|unit| usize::from(unit.width)).sum();
    if total <= width {
        return order(text, &whole, base, 0..text.len(), false);
    }
    if width == 0 {
        return VisualLine::new(base, 0..0, 0);
    }
    let mut taken = 0;
    let fitting = whole.iter().take_while(|unit| {
        taken += usize::from(unit.width);
        taken < width
    });
    // A space before the ellipsis tells nothing.
    let end = fitting
        .filter(|unit| !unit.is_blank())
        .last()
        .map_or(0, |unit| unit.source.end);
    let kept = text.get(..end).unwrap_or_default();
    // Shaped again, for the last letter kept now ends a word.
    order(kept, &units(kept, base), base, 0..end, true)
}

/// Lays out `text` in lines of at most `width` columns, broken between words, or inside a word that is
/// longer than a line. `\n` starts a new paragraph. The spaces at a break are not shown.
///
/// A character wider than `width` is left out.
pub fn wrap(text: &str, base: Base, width: usize) -> Vec<VisualLine> {
    if width == 0 {
        return Vec::new();
    }
    let mut lines = Vec::new();
    let mut start = 0;
    for paragraph in text.split('\n') {
        let first = lines.len();
        wrap_paragraph(paragraph, base, width, &mut lines);
        for line in lines.iter_mut().skip(first) {
            line.shift_source(start);
        }
        start += paragraph.len() + 1;
    }
    lines
}

impl VisualLine {
    fn shift_source(&mut self, by: usize) {
        let shifted = |range: &Range<usize>| range.start + by..range.end + by;
        self.source = shifted(&self.source);
        for slot in &mut self.slots {
            slot.source = shifted(&slot.source);
        }
    }
}

fn wrap_paragraph(text: &str, base: Base, width: usize, lines: &mut Vec<VisualLine>) {
    let units: Vec<Unit> = units(text, base)
        .into_iter()
        .filter(|unit| usize::from(unit.width) <= width)
        .collect();
    let byte_at = |unit: usize| units.get(unit).map_or(text.len(), |unit| unit.source.start);
    let mut push = |from: usize, to: usize, next: usize| {
        let shown = units.get(from..to).unwrap_or_default();
        let shown = shown
            .iter()
            .rposition(|unit| unit.width > 0 && !unit.is_blank())
            .and_then(|last| shown.get(..=last))
            .unwrap_or_default();
        lines.push(order(
            text,
            shown,
            base,
            byte_at(from)..byte_at(next),
            false,
        ));
    };
    let mut from = 0;
    let mut used = 0;
    // The last place to break: where the word before it ends, and where the next begins.
    let mut gap: Option<Range<usize>> = None;
    for (at, unit) in units.iter().enumerate() {
        let columns = usize::from(unit.width);
        if unit.is_blank() {
            let start = gap
                .take()
                .filter(|gap| gap.end == at)
                .map_or(at, |gap| gap.start);
            gap = Some(start..at + 1);
        }
        while !unit.is_blank() && columns > 0 && used + columns > width {
            let (end, next) = match gap.take().filter(|gap| gap.start > from) {
                Some(gap) => (gap.start, gap.end),
                None => (at, at),
            };
            push(from, end, next);
            from = next;
            used = units
                .iter()
                .take(at)
                .skip(from)
                .map(|unit| usize::from(unit.width))
                .sum();
        }
        used += columns;
    }
    push(from, units.len(), units.len());
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::arabic::isolate;

    fn shown(text: &str, base: Base) -> String {
        lay_out(text, base).as_str().to_owned()
    }

    #[test]
    fn letters_join_and_run_right_to_left() {
        for (text, expected) in [
            ("سلام", "ﻡﻼﺳ"),
            ("الله", "ﻪﻠﻟﺍ"),
            ("محمد (أبو بكر)", "(ﺮﻜﺑ ﻮﺑﺃ) ﺪﻤﺤﻣ"),
            ("نَوَّرَ", "ﺭَﻮَّﻧَ"),
            ("لَا إلٰه", "ﻪﻟٰﺇ ﻻَ"),
            ("كــتب", "ﺐﺘــﻛ"),
            ("پچگژ", "ﮋﮕﭽﭘ"),
            ("شيء", "ءﻲﺷ"),
            ("رقم 12", "12 ﻢﻗﺭ"),
            ("abc سلم", "ﻢﻠﺳ abc"),
        ] {
            assert_eq!(shown(text, Base::Rtl), expected, "{text}");
        }
    }

    #[test]
    fn isolates_keep_numbers_in_order() {
        let phone = isolate::ltr("+966 50 123 4567");
        let date = isolate::ltr("2026-11-21");
        let line = lay_out(&format!("اتصل {phone} يوم {date}"), Base::Rtl);
        assert_eq!(line.as_str(), "2026-11-21 ﻡﻮﻳ +966 50 123 4567 ﻞﺼﺗﺍ");
        assert_eq!(shown("+966 50 123 4567", Base::Rtl), "4567 123 50 966+");
        assert_eq!(shown("+966 50 123 4567", Base::Ltr), "+966 50 123 4567");
        let line = line.with_digits(Digits::ArabicIndic);
        assert_eq!(line.as_str(), "٢٠٢٦-١١-٢١ ﻡﻮﻳ +٩٦٦ ٥٠ ١٢٣ ٤٥٦٧ ﻞﺼﺗﺍ");
    }

    #[test]
    fn digits_of_a_latin_word_stay_what_they_are() {
        for (text, base, expected) in [
            ("اضغط F10 و12", Base::Rtl, "١٢ﻭ F10 ﻂﻐﺿﺍ"),
            ("F2 find 3", Base::Ltr, "F2 find ٣"),
            ("RRRD2929 · 1448/00042", Base::Ltr, "RRRD2929 · ١٤٤٨/٠٠٠٤٢"),
            ("3 د", Base::Rtl, "ﺩ ٣"),
            ("12F 34", Base::Ltr, "12F ٣٤"),
        ] {
            let line = lay_out(text, base).with_digits(Digits::ArabicIndic);
            assert_eq!(line.as_str(), expected, "{text}");
        }
    }

    #[test]
    fn nothing_but_what_prints_gets_a_cell() {
        assert_eq!(
            shown("a\u{1b}[2Jb\u{9b}\u{200b}c\n\td", Base::Ltr),
            "a[2Jbc  d"
        );
        assert_eq!(shown("\u{64b}", Base::Rtl), "◌\u{64b}");
    }

    #[test]
    fn what_does_not_fit_is_cut_at_the_logical_end() {
        let cut = |text, base, width| truncate(text, base, width).as_str().to_owned();
        assert_eq!(cut("سلمان", Base::Rtl, 5), "ﻥﺎﻤﻠﺳ");
        assert_eq!(cut("سلمان فهد", Base::Rtl, 7), "…ﻥﺎﻤﻠﺳ");
        assert_eq!(cut("سلمان فهد", Base::Rtl, 4), "…ﻢﻠﺳ");
        assert_eq!(cut("abcdef", Base::Ltr, 4), "abc…");
        assert_eq!(cut("abcdef", Base::Ltr, 1), "…");
        assert_eq!(cut("abcdef", Base::Ltr, 0), "");
        assert_eq!(truncate("abcdef", Base::Ltr, 4).positions(), [0, 1, 2, 3]);
    }

    #[test]
    fn paragraphs_break_between_words() {
        let lines = |text, width| {
            wrap(text, Base::Rtl, width)
                .iter()
                .map(|line| line.as_str().to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(lines("سلم فهد  نور", 8), ["ﺪﻬﻓ ﻢﻠﺳ", "ﺭﻮﻧ"]);
        assert_eq!(lines("سلم\n\nفهد", 8), ["ﻢﻠﺳ", "", "ﺪﻬﻓ"]);
        assert_eq!(lines("abcdefgh ij", 3), ["abc", "def", "gh", "ij"]);
        assert_eq!(lines("a 世 b", 1), ["a", "b"]);
        assert_eq!(lines("", 3), [""]);
        let second = wrap("سلم فهد", Base::Rtl, 4).remove(1);
        assert_eq!(second.source(), 7..13);
        assert_eq!(second.cells().next().unwrap().source, 11..13);
    }

    fn base() -> impl Strategy<Value = Base> {
        prop_oneof![Just(Base::Rtl), Just(Base::Ltr)]
    }

    fn any_text() -> impl Strategy<Value = String> {
        prop_oneof![
            "[اأإآلبتمينوه ًَُِّْـabcXYZ0-9٠-٩ \n\t.,:()«»/+\u{2066}-\u{2069}\u{202a}-\u{202e}-]{0,24}",
            any::<String>(),
        ]
    }

    proptest! {
        #[test]
        fn every_byte_has_one_cell_or_shows_nothing(text in any_text(), base in base()) {
            let line = lay_out(&text, base);
            let mut seen = vec![0; text.len()];
            let mut column = 0;
            for cell in line.cells() {
                prop_assert_eq!(cell.column, column);
                prop_assert!(cell.width == 1 || cell.width == 2);
                prop_assert_eq!(unicode_width::UnicodeWidthStr::width(cell.text), usize::from(cell.width), "{:?}", cell);
                prop_assert!(!cell.text.chars().any(crate::arabic::clean::is_hidden));
                column += usize::from(cell.width);
                for byte in cell.source {
                    seen[byte] += 1;
                }
            }
            prop_assert_eq!(line.width(), column);
            for (at, c) in text.char_indices() {
                let shows = !crate::arabic::clean::is_hidden(c) || crate::arabic::clean::is_line_break(c);
                prop_assert!(seen[at] == 1 || (seen[at] == 0 && !shows), "{:?} at {}", c, at);
            }
        }

        #[test]
        fn truncation_fits_and_only_cuts_what_does_not(text in any_text(), base in base(), width in 0usize..20) {
            let whole = lay_out(&text, base);
            let cut = truncate(&text, base, width);
            prop_assert!(cut.width() <= width);
            if whole.width() <= width {
                prop_assert_eq!(cut, whole);
            }
        }

        #[test]
        fn wrapped_lines_fit_and_lose_only_blanks(text in any_text(), base in base(), width in 2usize..20) {
            let lines = wrap(&text, base, width);
            let mut seen = vec![false; text.len()];
            for line in &lines {
                prop_assert!(line.width() <= width);
                for cell in line.cells() {
                    seen[cell.source].fill(true);
                }
            }
            for (at, c) in text.char_indices() {
                prop_assert!(seen[at] || c.is_whitespace() || crate::arabic::clean::is_hidden(c), "{c:?} at {at}");
            }
        }
    }
}
