//! A surface written in reading order.
//!
//! Layout speaks of rectangles counted from where reading starts: `x` 0 is the right edge in Arabic
//! and the left edge in English, and nothing else in the desk knows which. The canvas turns a
//! rectangle over as it writes. All text goes through [`crate::arabic`], so that letters are joined,
//! ordered and measured as they are seen.

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::lines::{Fit, Lines};
use super::theme::{Part, Theme};
use crate::arabic::{self, Base, Digits, FieldView, VisualLine};

/// The side of its place that a text stands at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// Where reading starts.
    Start,
    /// Where reading ends.
    End,
}

/// What can be clicked; drawing says where each is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hit {
    /// A command in the line of keys, by its id.
    Command(&'static str),
    /// A row of the list with the focus.
    Row(usize),
    /// A field of the form, by its id.
    Field(String),
}

/// What drawing yields beside the cells.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Drawn {
    /// Where the caret stands; nowhere, it is hidden.
    pub caret: Option<Position>,
    /// What can be clicked, in columns of the screen; the last one drawn lies on top.
    pub zones: Vec<(Rect, Hit)>,
}

impl Drawn {
    /// What lies at a place on the screen.
    #[must_use]
    pub fn hit(&self, x: u16, y: u16) -> Option<&Hit> {
        let at = Position { x, y };
        let zone = self.zones.iter().rev().find(|(area, _)| area.contains(at));
        zone.map(|(_, hit)| hit)
    }
}

/// A surface written in reading order.
pub struct Canvas<'a> {
    buffer: &'a mut Buffer,
    rtl: bool,
    digits: Digits,
    theme: Theme,
    lines: RefCell<Lines>,
    drawn: Drawn,
}

impl<'a> Canvas<'a> {
    /// A canvas over a whole buffer, mirrored where `rtl`.
    #[must_use]
    pub fn new(buffer: &'a mut Buffer, rtl: bool, digits: Digits, theme: Theme) -> Self {
        Self {
            buffer,
            rtl,
            digits,
            theme,
            lines: RefCell::default(),
            drawn: Drawn::default(),
        }
    }

    /// With the lines of the frame before.
    #[must_use]
    pub fn with_lines(self, lines: Lines) -> Self {
        let lines = RefCell::new(lines);
        Self { lines, ..self }
    }

    /// All of it, from 0,0.
    #[must_use]
    pub fn area(&self) -> Rect {
        Rect::new(0, 0, self.buffer.area.width, self.buffer.area.height)
    }

    /// What was left behind, once drawing is over.
    #[must_use]
    pub fn finish(self) -> Drawn {
        self.finish_with_lines().0
    }

    /// The same, with its lines for the next frame.
    #[must_use]
    pub fn finish_with_lines(self) -> (Drawn, Lines) {
        let mut lines = self.lines.into_inner();
        lines.turn();
        (self.drawn, lines)
    }

    /// Whether reading starts at the right.
    #[must_use]
    pub const fn rtl(&self) -> bool {
        self.rtl
    }

    /// How digits are shown.
    #[must_use]
    pub const fn digits(&self) -> Digits {
        self.digits
    }

    /// The base direction of the program's own sentences.
    #[must_use]
    pub const fn base(&self) -> Base {
        if self.rtl { Base::Rtl } else { Base::Ltr }
    }

    /// Whether what is selected stands out from end to end, whatever that costs a slow line.
    #[must_use]
    pub fn marks_whole_rows(&self) -> bool {
        self.theme == Theme::HighContrast
    }

    /// Writes a sentence of the program's in one row, at the start. Columns taken.
    pub fn text(&mut self, area: Rect, text: &str, part: Part) -> u16 {
        self.line(area, text, self.base(), Align::Start, part)
    }

    /// The same at the end.
    pub fn text_at_end(&mut self, area: Rect, text: &str, part: Part) -> u16 {
        self.line(area, text, self.base(), Align::End, part)
    }

    /// Writes someone's data in one row, at the start, in the direction it has itself: a telephone
    /// number stands at the right in Arabic and still reads from the left.
    pub fn value(&mut self, area: Rect, text: &str, part: Part) -> u16 {
        self.line(area, text, direction_of(text), Align::Start, part)
    }

    /// Writes one row with everything said. What does not fit is cut at the logical end.
    pub fn line(&mut self, area: Rect, text: &str, base: Base, align: Align, part: Part) -> u16 {
        let laid = self.lines_of(text, Fit::Cut, base, area.width);
        laid.first()
            .map_or(0, |line| self.laid(area, line, align, part))
    }

    /// Writes a sentence in as many rows as it needs and has. Rows taken.
    pub fn paragraph(&mut self, area: Rect, text: &str, part: Part) -> u16 {
        self.wrapped(area, text, self.base(), part)
    }

    /// Writes a paragraph but for its first rows, which are above what is seen.
    pub fn paragraph_from(&mut self, area: Rect, text: &str, above: usize, part: Part) {
        let lines = self.lines_of(text, Fit::Wrapped, self.base(), area.width);
        for (at, line) in (0..area.height).zip(lines.iter().skip(above)) {
            self.laid(row(area, at), line, Align::Start, part);
        }
    }

    /// Writes someone's words in as many rows as they need and have, in the direction they have
    /// themselves. Rows taken.
    pub fn passage(&mut self, area: Rect, text: &str, part: Part) -> u16 {
        self.wrapped(area, text, direction_of(text), part)
    }

    /// The same with what stands at `marks`, in bytes, looking like another part. Rows taken.
    pub fn marked(
        &mut self,
        area: Rect,
        text: &str,
        part: Part,
        marks: &[Range<usize>],
        like: Part,
    ) -> u16 {
        let mut rows = 0;
        let lines = self.lines_of(text, Fit::Wrapped, direction_of(text), area.width);
        for line in lines.iter() {
            if rows == area.height {
                break;
            }
            let is_marked = |cell: &arabic::Cell<'_>| {
                let source = &cell.source;
                let overlaps =
                    |mark: &Range<usize>| mark.start < source.end && source.start < mark.end;
                marks.iter().any(overlaps)
            };
            let cells = line.cells().filter(is_marked);
            let cells: Vec<_> = cells.map(|cell| (cell.column, cell.width)).collect();
            let place = row(area, rows);
            let width = self.laid(place, line, Align::Start, part);
            let place = self.turned(Rect { width, ..place }.intersection(self.area()));
            let style = self.theme.style(like);
            for (column, width) in cells {
                let x = place
                    .x
                    .saturating_add(u16::try_from(column).unwrap_or(u16::MAX));
                let cell = Rect {
                    x,
                    width: u16::from(width),
                    ..place
                };
                self.buffer.set_style(cell.intersection(place), style);
            }
            rows += 1;
        }
        rows
    }

    fn wrapped(&mut self, area: Rect, text: &str, base: Base, part: Part) -> u16 {
        let mut rows = 0;
        for line in self.lines_of(text, Fit::Wrapped, base, area.width).iter() {
            if rows == area.height {
                break;
            }
            self.laid(row(area, rows), line, Align::Start, part);
            rows += 1;
        }
        rows
    }

    /// Rows a paragraph of this width takes.
    #[must_use]
    pub fn rows_of(&self, text: &str, width: u16) -> u16 {
        let lines = self.lines_of(text, Fit::Wrapped, self.base(), width);
        u16::try_from(lines.len()).unwrap_or(u16::MAX)
    }

    /// Columns a sentence takes.
    #[must_use]
    pub fn width_of(&self, text: &str) -> u16 {
        let laid = self.lines_of(text, Fit::Cut, self.base(), u16::MAX);
        let width = laid.first().map_or(0, VisualLine::width);
        u16::try_from(width).unwrap_or(u16::MAX)
    }

    /// Writes cells as they are, one a column from the left edge of the screen, whatever the language.
    pub fn raw(&mut self, area: Rect, cells: &[String]) {
        let area = area.intersection(self.area());
        if area.is_empty() {
            return;
        }
        let place = Rect {
            x: self.buffer.area.x,
            width: self.buffer.area.width,
            ..area
        };
        let style = self.theme.style(Part::Plain);
        for (column, cell) in cells.iter().enumerate() {
            self.put(place, column, cell, 1, style);
        }
    }

    /// Writes a field's view, with the caret where it has one.
    pub fn field(&mut self, area: Rect, view: &FieldView<'_>, part: Part) {
        let area = area.intersection(self.area());
        if area.is_empty() {
            return;
        }
        // A field reads from its own side, which is not always the screen's.
        let place = self.turned(area);
        let style = self.theme.style(part);
        self.buffer.set_style(first_row(place), style);
        for (column, cell) in view.cells() {
            self.put(place, column, cell.text, cell.width, style);
        }
        if let Some(column) = view.caret().and_then(|column| u16::try_from(column).ok()) {
            let x = place.x.saturating_add(column.min(place.width - 1));
            self.drawn.caret = Some(Position { x, y: place.y });
        }
        let (left, right) = view.hides();
        let mark = self.theme.style(Part::Quiet);
        if left && place.width > 2 && view.caret() != Some(0) {
            self.put(place, 0, "…", 1, mark);
        }
        let last = usize::from(place.width - 1);
        if right && place.width > 2 && view.caret() != Some(last) {
            self.put(place, last, "…", 1, mark);
        }
    }

    /// A row of one character from start to end.
    pub fn rule(&mut self, area: Rect) {
        self.fill(
            Rect {
                height: area.height.min(1),
                ..area
            },
            "─",
            Part::Quiet,
        );
    }

    /// A column of one character from top to bottom.
    pub fn divider(&mut self, area: Rect) {
        self.fill(
            Rect {
                width: area.width.min(1),
                ..area
            },
            "│",
            Part::Quiet,
        );
    }

    /// Fills an area with one character.
    pub fn fill(&mut self, area: Rect, symbol: &str, part: Part) {
        let place = self.turned(area.intersection(self.area()));
        let style = self.theme.style(part);
        for position in place.positions() {
            if let Some(cell) = self.buffer.cell_mut(position) {
                cell.reset();
                cell.set_symbol(symbol).set_style(style);
            }
        }
    }

    /// Makes an area look like a part, whatever is written in it.
    pub fn paint(&mut self, area: Rect, part: Part) {
        let place = self.turned(area.intersection(self.area()));
        self.buffer.set_style(place, self.theme.style(part));
    }

    /// Empties an area.
    pub fn clear(&mut self, area: Rect) {
        self.fill(area, " ", Part::Plain);
    }

    /// Puts the caret at the start of an area, where there is no field to say it better: on the
    /// selected row, for those who follow the caret with a screen reader.
    pub fn caret(&mut self, area: Rect) {
        let area = area.intersection(self.area());
        if !area.is_empty() {
            let place = self.turned(Rect { width: 1, ..area });
            self.drawn.caret = Some(place.as_position());
        }
    }

    /// Shows no caret, because something lies over the place where it was.
    pub fn no_caret(&mut self) {
        self.drawn.caret = None;
    }

    /// Says what a click in an area hits.
    pub fn zone(&mut self, area: Rect, hit: Hit) {
        let place = self.turned(area.intersection(self.area()));
        if !place.is_empty() {
            self.drawn.zones.push((place, hit));
        }
    }

    /// Clicks go to nothing that was drawn so far.
    pub fn no_zones(&mut self) {
        self.drawn.zones.clear();
    }

    fn lines_of(&self, text: &str, fit: Fit, base: Base, width: u16) -> Rc<[VisualLine]> {
        self.lines.borrow_mut().of(text, fit, base, width)
    }

    fn laid(&mut self, area: Rect, line: &VisualLine, align: Align, part: Part) -> u16 {
        let shown = (self.digits != Digits::Western).then(|| line.clone().with_digits(self.digits));
        let line = shown.as_ref().unwrap_or(line);
        let width = u16::try_from(line.width())
            .unwrap_or(u16::MAX)
            .min(area.width);
        let x = match align {
            Align::Start => area.x,
            Align::End => area.x.saturating_add(area.width - width),
        };
        let place = Rect { x, width, ..area }.intersection(self.area());
        if place.is_empty() {
            return 0;
        }
        let place = self.turned(place);
        let style = self.theme.style(part);
        for cell in line.cells() {
            self.put(place, cell.column, cell.text, cell.width, style);
        }
        width
    }

    /// One cell, `column` columns from the left of a place on the screen.
    fn put(&mut self, place: Rect, column: usize, symbol: &str, width: u8, style: Style) {
        let Ok(column) = u16::try_from(column) else {
            return;
        };
        if column.saturating_add(u16::from(width)) > place.width {
            return;
        }
        let x = place.x.saturating_add(column);
        if let Some(cell) = self.buffer.cell_mut((x, place.y)) {
            cell.set_symbol(symbol).set_style(style);
        }
        // The second half of a wide character shows nothing of its own.
        if width > 1
            && let Some(cell) = self.buffer.cell_mut((x.saturating_add(1), place.y))
        {
            cell.set_symbol("").set_style(style);
        }
    }

    /// A rectangle in reading order, as it stands on the screen.
    fn turned(&self, area: Rect) -> Rect {
        let x = if self.rtl {
            self.area()
                .width
                .saturating_sub(area.x)
                .saturating_sub(area.width)
        } else {
            area.x
        };
        Rect {
            x: x.saturating_add(self.buffer.area.x),
            y: area.y.saturating_add(self.buffer.area.y),
            ..area
        }
    }
}

/// The `at`-th row of an area; empty past its end.
#[must_use]
pub fn row(area: Rect, at: u16) -> Rect {
    if at < area.height {
        Rect {
            y: area.y.saturating_add(at),
            height: 1,
            ..area
        }
    } else {
        Rect { height: 0, ..area }
    }
}

/// An area without its first `columns`.
#[must_use]
pub fn after(area: Rect, columns: u16) -> Rect {
    let columns = columns.min(area.width);
    Rect {
        x: area.x.saturating_add(columns),
        width: area.width - columns,
        ..area
    }
}

/// The first `columns` of an area.
#[must_use]
pub fn first(area: Rect, columns: u16) -> Rect {
    Rect {
        width: columns.min(area.width),
        ..area
    }
}

/// An area without its first `rows`.
#[must_use]
pub fn below(area: Rect, rows: u16) -> Rect {
    let rows = rows.min(area.height);
    Rect {
        y: area.y.saturating_add(rows),
        height: area.height - rows,
        ..area
    }
}

/// The first `rows` of an area.
#[must_use]
pub fn upper(area: Rect, rows: u16) -> Rect {
    Rect {
        height: rows.min(area.height),
        ..area
    }
}

fn first_row(area: Rect) -> Rect {
    upper(area, 1)
}

/// The direction of someone's data: right to left where its first letter is Arabic.
#[must_use]
pub fn direction_of(text: &str) -> Base {
    let arabic = |c: char| matches!(c, '\u{0590}'..='\u{08FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}');
    match text.chars().find(|c| c.is_alphabetic()) {
        Some(c) if arabic(c) => Base::Rtl,
        _ => Base::Ltr,
    }
}

#[cfg(test)]
mod tests;
