//! Logical mode: rows for terminals that reorder what they are given and cannot be stopped.
//!
//! A finished row stands in visual order. Such a terminal takes it for logical text with a
//! left-to-right base and reorders it (UAX #9), so it is given the row that its reordering turns into
//! the finished one. Letters stay shaped: presentation forms order like letters, and no terminal
//! shapes them again.
//!
//! Not every row can be had by placing its cells differently: `سلم 12` with the number on the right
//! cannot, for without a left-to-right letter between them the number always goes to the left. There a
//! blank becomes U+2800, an empty Braille cell, which looks the same and orders like a Latin letter.
//! Where no blank stands in between, each cell of the piece is given a left-to-right mark of its own;
//! this needs a terminal that keeps marks with their cell, and is the only use of one.

use std::borrow::Cow;

use unicode_bidi::{BidiClass, BidiDataSource, HardcodedBidiData, bidi_class};
use unicode_width::UnicodeWidthStr;

use super::mirror::mirrored;
use super::order::{Base, Levels, reset_tails, visual_order};

/// A blank cell that orders like a Latin letter.
const STRONG_BLANK: &str = "\u{2800}";
const LEFT_TO_RIGHT_MARK: char = '\u{200E}';

/// How a reordering terminal finds the base direction of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RowBase {
    /// Always left to right: VTE, Konsole.
    Ltr,
    /// By the first strong letter: the PuTTY family.
    FirstStrong,
}

/// A cell of the row as it is to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TurnedCell<'a> {
    /// The column of the finished row that this is; its style goes with it.
    pub from: usize,
    /// What to write. Empty for the second column of a wide cell.
    pub symbol: Cow<'a, str>,
}

/// The row that a reordering terminal turns into `row`, given one symbol a column. The column after a
/// wide symbol is its second half, whatever is in it.
///
/// To put the cursor at column `x`, put it where `from == x`.
///
/// With [`RowBase::FirstStrong`], a row that begins with Arabic letters or digits in its leftmost column
/// cannot be had: such a terminal moves it to the right. Keep that column blank.
pub fn row_for_reordering_terminal<'a>(row: &[&'a str], base: RowBase) -> Vec<TurnedCell<'a>> {
    let glyphs = glyphs(row);
    let mut turned = if glyphs.iter().any(|glyph| glyph.is_rtl()) {
        turn(&glyphs)
    } else {
        glyphs
    };
    if base == RowBase::FirstStrong {
        guard_start(&mut turned);
    }
    let mut out = Vec::with_capacity(row.len());
    for glyph in turned {
        out.push(TurnedCell {
            from: glyph.column,
            symbol: glyph.symbol,
        });
        if glyph.wide {
            out.push(TurnedCell {
                from: glyph.column + 1,
                symbol: Cow::Borrowed(""),
            });
        }
    }
    out
}

#[derive(Debug, Clone)]
struct Glyph<'a> {
    column: usize,
    symbol: Cow<'a, str>,
    wide: bool,
}

impl Glyph<'_> {
    fn class(&self) -> BidiClass {
        self.symbol.chars().next().map_or(BidiClass::ON, bidi_class)
    }

    fn is_rtl(&self) -> bool {
        matches!(self.class(), BidiClass::R | BidiClass::AL | BidiClass::AN)
    }

    fn is_bracket(&self) -> bool {
        let bracket = |c| HardcodedBidiData.bidi_matched_opening_bracket(c).is_some();
        self.symbol.chars().next().is_some_and(bracket)
    }

    fn is_blank(&self) -> bool {
        self.symbol == " "
    }

    /// The symbol as it looks in right-to-left text.
    fn mirror(&self) -> Self {
        let mut chars = self.symbol.chars();
        match chars.next() {
            Some(first) if mirrored(first) != first => {
                let symbol = Cow::Owned(std::iter::once(mirrored(first)).chain(chars).collect());
                Self {
                    symbol,
                    ..self.clone()
                }
            }
            _ => self.clone(),
        }
    }
}

fn glyphs<'a>(row: &[&'a str]) -> Vec<Glyph<'a>> {
    let mut glyphs = Vec::with_capacity(row.len());
    let mut column = 0;
    while let Some(symbol) = row.get(column) {
        let wide = symbol.width() > 1 && column + 1 < row.len();
        let symbol = if symbol.is_empty() { " " } else { symbol };
        glyphs.push(Glyph {
            column,
            symbol: Cow::Borrowed(symbol),
            wide,
        });
        column += 1 + usize::from(wide);
    }
    glyphs
}

/// What a terminal makes of `glyphs` between left-to-right letters: which stands where, and whether it
/// is mirrored.
fn reordered(glyphs: &[Glyph]) -> Vec<(usize, bool)> {
    let mut text = String::with_capacity(glyphs.len() * 3 + 2);
    text.push('a');
    let starts: Vec<usize> = glyphs
        .iter()
        .map(|glyph| {
            let start = text.len();
            text.push_str(&glyph.symbol);
            start
        })
        .collect();
    text.push('a');
    let levels = Levels::of(&text, Base::Ltr);
    let mut levels: Vec<_> = starts.into_iter().map(|start| levels.at(start)).collect();
    reset_tails(&mut levels, Base::Ltr);
    visual_order(&levels)
        .into_iter()
        .map(|at| (at, levels.get(at).is_some_and(|(level, _)| level.is_rtl())))
        .collect()
}

/// The glyphs as the terminal shows them.
fn seen<'a>(glyphs: &[Glyph<'a>]) -> Vec<Glyph<'a>> {
    reordered(glyphs)
        .into_iter()
        .filter_map(|(at, rtl)| {
            glyphs
                .get(at)
                .map(|glyph| if rtl { glyph.mirror() } else { glyph.clone() })
        })
        .collect()
}

/// Whether the terminal makes `wanted` of `written`.
fn comes_out(written: &[Glyph], wanted: &[Glyph]) -> bool {
    let seen = seen(written);
    seen.len() == wanted.len()
        && seen.iter().zip(wanted).all(|(seen, wanted)| {
            seen.column == wanted.column
                && (seen.symbol == wanted.symbol
                    || (wanted.is_blank() && seen.symbol == STRONG_BLANK))
        })
}

fn turn<'a>(row: &[Glyph<'a>]) -> Vec<Glyph<'a>> {
    let latin = |glyph: &Glyph| glyph.class() == BidiClass::L;
    turn_between(row, latin, turn_span)
        // A bracket may find its pair in another field, with a Latin letter in between: then it stays.
        .or_else(|| turn_between(row, |glyph| latin(glyph) || glyph.is_bracket(), turn_span))
        .or_else(|| turn_between(row, latin, turn_or_mark_span))
        .unwrap_or_else(|| row.iter().map(marked).collect())
}

/// The row with each span between glyphs that stay turned, if that comes out right.
fn turn_between<'a>(
    row: &[Glyph<'a>],
    stays: impl Fn(&Glyph) -> bool,
    turn: impl Fn(&[Glyph<'a>], &mut Vec<Glyph<'a>>),
) -> Option<Vec<Glyph<'a>>> {
    let mut out = Vec::with_capacity(row.len());
    for span in row.chunk_by(|one, next| stays(one) == stays(next)) {
        if span.first().is_some_and(&stays) {
            out.extend_from_slice(span);
        } else {
            turn(span, &mut out);
        }
    }
    comes_out(&out, row).then_some(out)
}

/// Keeps every cell of a span with brackets where it is.
fn turn_or_mark_span<'a>(span: &[Glyph<'a>], out: &mut Vec<Glyph<'a>>) {
    if span.iter().any(Glyph::is_bracket) {
        out.extend(span.iter().map(marked));
    } else {
        turn_span(span, out);
    }
}

/// Turns what stands between two left-to-right letters.
fn turn_span<'a>(mut span: &[Glyph<'a>], out: &mut Vec<Glyph<'a>>) {
    while !span.is_empty() {
        let ends = break_points(span);
        let longest = ends
            .iter()
            .rev()
            .find_map(|end| Some((*end, turned_back(span.get(..*end)?)?)));
        let end = match longest {
            Some((end, piece)) => {
                out.extend(piece);
                end
            }
            None => {
                let end = ends.first().copied().unwrap_or(span.len());
                out.extend(span.iter().take(end).map(marked));
                end
            }
        };
        if let Some(blank) = span.get(end) {
            out.push(Glyph {
                symbol: Cow::Borrowed(STRONG_BLANK),
                ..blank.clone()
            });
        }
        span = span.get(end + 1..).unwrap_or_default();
    }
}

/// Where a piece of `span` may end: before the first blank of each gap, and at the span's end.
fn break_points(span: &[Glyph]) -> Vec<usize> {
    let gaps = span
        .windows(2)
        .enumerate()
        .filter_map(|(at, pair)| match pair {
            [before, blank] if !before.is_blank() && blank.is_blank() => Some(at + 1),
            _ => None,
        });
    gaps.chain(std::iter::once(span.len())).collect()
}

/// What the terminal turns into `piece`, if a permutation of it does: mostly its own reordering, which
/// undoes itself.
fn turned_back<'a>(piece: &[Glyph<'a>]) -> Option<Vec<Glyph<'a>>> {
    let written = seen(piece);
    comes_out(&written, piece).then_some(written)
}

/// The glyph with a mark after it, so that nothing beside it moves or mirrors it.
fn marked<'a>(glyph: &Glyph<'a>) -> Glyph<'a> {
    Glyph {
        symbol: Cow::Owned(format!("{}{LEFT_TO_RIGHT_MARK}", glyph.symbol)),
        ..glyph.clone()
    }
}

/// Makes the first strong letter a left-to-right one.
fn guard_start(row: &mut [Glyph]) {
    let directs = |glyph: &Glyph| glyph.is_rtl() || glyph.class() == BidiClass::L;
    let Some(first) = row.iter().position(directs) else {
        return;
    };
    if row
        .get(first)
        .is_none_or(|glyph| glyph.class() == BidiClass::L)
    {
        return;
    }
    let leading = row.get_mut(..first).unwrap_or_default();
    if let Some(blank) = leading.iter_mut().find(|glyph| glyph.is_blank()) {
        blank.symbol = Cow::Borrowed(STRONG_BLANK);
    } else if let Some(glyph) = leading.first_mut() {
        *glyph = marked(glyph);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_bidi::{BidiInfo, Level};

    use super::*;
    use crate::arabic::lay_out;

    /// A terminal with its own reordering: which column of the finished row it shows where, and what.
    fn terminal(row: &[TurnedCell], base: RowBase) -> Vec<(usize, String)> {
        let text: String = row.iter().map(|cell| &*cell.symbol).collect();
        let mut of_char = Vec::new();
        for (at, cell) in row.iter().enumerate() {
            of_char.extend(cell.symbol.chars().map(|_| at));
        }
        let level = (base == RowBase::Ltr).then(Level::ltr);
        let info = BidiInfo::new(&text, level);
        let Some(paragraph) = info.paragraphs.first() else {
            return Vec::new();
        };
        let levels = info.reordered_levels_per_char(paragraph, paragraph.range.clone());
        let chars: Vec<char> = text.chars().collect();
        let mut shown: Vec<(usize, String)> = Vec::new();
        for at in BidiInfo::reorder_visual(&levels) {
            let cell = of_char[at];
            let first = at == 0 || of_char[at - 1] != cell;
            let c = if levels[at].is_rtl() && first {
                mirrored(chars[at])
            } else {
                chars[at]
            };
            let from = row[cell].from;
            match shown.iter_mut().find(|(column, _)| *column == from) {
                // Marks of a letter come in any order, the letter first.
                Some((_, symbol)) if first => symbol.insert(0, c),
                Some((_, symbol)) => symbol.push(c),
                None => shown.push((from, c.to_string())),
            }
        }
        shown
    }

    fn restores(row: &[&str], base: RowBase) -> Result<(), TestCaseError> {
        let turned = row_for_reordering_terminal(row, base);
        prop_assert_eq!(turned.len(), row.len());
        let shown = terminal(&turned, base);
        let mut column = 0;
        for (from, symbol) in shown {
            let symbol = symbol
                .replace(LEFT_TO_RIGHT_MARK, "")
                .replace(STRONG_BLANK, " ");
            prop_assert_eq!(from, column, "{:?} → {:?}", row, turned);
            prop_assert_eq!(&symbol, row[column], "{:?} → {:?}", row, turned);
            column += symbol.as_str().width();
        }
        prop_assert_eq!(column, row.len());
        Ok(())
    }

    fn symbol() -> impl Strategy<Value = &'static str> {
        prop::sample::select(vec![
            "ﻡ", "ﻻ", "ﺳَ", "ـ", "א", "a", "Z", "1", "2", "٣", "٤", " ", " ", " ", "│", "─", "(",
            ")", "[", "]", "«", "»", "<", ">", "/", "-", "+", "%", ",", ".", ":", "…", "؟", "،",
            "✓", "é",
        ])
    }

    fn bases() -> impl Strategy<Value = RowBase> {
        prop_oneof![Just(RowBase::Ltr), Just(RowBase::FirstStrong)]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn a_terminal_that_reorders_shows_the_finished_row(
            row in prop::collection::vec(symbol(), 0..40), base in bases(),
        ) {
            let turned = row_for_reordering_terminal(&row, base);
            let strong = turned
                .iter()
                .flat_map(|cell| cell.symbol.chars())
                .map(bidi_class)
                .find(|class| matches!(class, BidiClass::L | BidiClass::R | BidiClass::AL));
            let moves = base == RowBase::FirstStrong && strong.is_some_and(|class| class != BidiClass::L);
            prop_assert!(!moves || row[0] != " ");
            if !moves {
                restores(&row, base)?;
            }
        }

        #[test]
        fn rows_of_fields_with_gaps_need_no_marks(
            fields in prop::collection::vec(field(), 1..6), base in bases(),
        ) {
            let mut row: Vec<String> = vec![" ".to_owned()];
            for (text, side) in fields {
                row.extend(lay_out(&text, side).cells().map(|cell| cell.text.to_owned()));
                row.extend([" ".to_owned(), " ".to_owned()]);
            }
            let row: Vec<&str> = row.iter().map(String::as_str).collect();
            restores(&row, base)?;
            let turned = row_for_reordering_terminal(&row, base);
            prop_assert!(!turned.iter().any(|cell| cell.symbol.contains(LEFT_TO_RIGHT_MARK)), "{:?}", turned);
        }
    }

    /// What stands in the columns of a table.
    fn field() -> impl Strategy<Value = (String, Base)> {
        prop_oneof![
            "[اسلمةو]{1,5}( [اسلمةو]{1,5}){0,2}".prop_map(|text| (text, Base::Rtl)),
            "[اسلم]{1,5} \\([اسل]{1,4}\\)".prop_map(|text| (text, Base::Rtl)),
            "«[اسلم]{1,5}»,? [اسل]{1,4}".prop_map(|text| (text, Base::Rtl)),
            "[اسلم]{1,5}: [0-9]{1,3}".prop_map(|text| (text, Base::Rtl)),
            "[0-9]{4}/[0-9]{5}".prop_map(|text| (text, Base::Ltr)),
            "[0-9]{4}-[0-9]{2}-[0-9]{2}".prop_map(|text| (text, Base::Ltr)),
            "\\+966 5[0-9] [0-9]{3} [0-9]{4}".prop_map(|text| (text, Base::Ltr)),
            "[a-z]{1,6}( [A-Z]{1,5})?".prop_map(|text| (text, Base::Ltr)),
            "[0-9]{1,2} ر\\.س".prop_map(|text| (text, Base::Rtl)),
            "[✓!●▸─]".prop_map(|text| (text, Base::Ltr)),
        ]
    }

    #[test]
    fn wide_cells_stay_whole() {
        let row = ["ﻡ", "世", "", " ", "1"];
        let turned = row_for_reordering_terminal(&row, RowBase::Ltr);
        assert_eq!(turned.len(), 5);
        let at = turned.iter().position(|cell| cell.symbol == "世").unwrap();
        assert_eq!((turned[at].from, turned[at + 1].from), (1, 2));
        restores(&row, RowBase::Ltr).unwrap();
    }

    #[test]
    fn a_row_without_arabic_is_left_alone() {
        let row: Vec<String> = "12 (ab) 3".chars().map(String::from).collect();
        let row: Vec<&str> = row.iter().map(String::as_str).collect();
        let turned = row_for_reordering_terminal(&row, RowBase::Ltr);
        assert!(
            turned
                .iter()
                .enumerate()
                .all(|(at, cell)| cell.from == at && cell.symbol == row[at])
        );
    }
}
