//! Frames into bytes: only what changed, and of that as little as the terminal needs.
//!
//! Done here and not by ratatui's backend because a row must be turned round for terminals that reorder text, and
//! because a letter typed over a slow line should cost tens of bytes.

use std::borrow::Cow;
use std::io::Write;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Position;
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr;

use crate::arabic::{RowBase, row_for_reordering_terminal};

/// Whether the terminal leaves the cells of a row where they are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// Cells stay where they are written.
    AsSeen,
    /// The terminal reorders each row, finding its base like this.
    Reordered(RowBase),
}

/// Shown for what must not reach a terminal.
const REPLACEMENT: &str = "\u{fffd}";

/// A frame of more bytes than this is drawn with the cursor hidden, for terminals without synchronized output.
const LONG_FRAME: usize = 200;

/// Blanks from so many on are erased rather than written.
const BLANKS_TO_ERASE: usize = 12;

/// What the terminal shows, and how to change it.
#[derive(Debug)]
pub struct Painter {
    order: Order,
    /// What is on the screen; `None` before the first frame and after a resize.
    shown: Option<Buffer>,
    caret: Option<Position>,
    /// Whether the terminal shows its cursor, where that is known.
    cursor: Option<bool>,
    out: Vec<u8>,
    /// Where the terminal's cursor is, where that is known for certain.
    at: Option<(u16, u16)>,
    pen: Pen,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Pen {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

impl Pen {
    const DEFAULT: Pen = Pen {
        fg: Color::Reset,
        bg: Color::Reset,
        modifier: Modifier::empty(),
    };

    fn of(cell: &Cell) -> Pen {
        Pen {
            fg: cell.fg,
            bg: cell.bg,
            modifier: cell.modifier,
        }
    }
}

/// A cell as it is to be written.
struct Glyph<'a> {
    symbol: Cow<'a, str>,
    pen: Pen,
    /// Columns it takes; 0 for what a wide one before it covers.
    width: u16,
}

impl Glyph<'_> {
    fn is_blank(&self) -> bool {
        self.symbol == " " && self.pen == Pen::DEFAULT
    }

    /// Whether every terminal moves its cursor by the same for it.
    fn is_plain(&self) -> bool {
        let mut chars = self.symbol.chars();
        self.width == 1 && chars.next().is_some() && chars.next().is_none()
    }
}

impl Painter {
    /// A painter for a terminal whose state is not known.
    pub fn new(order: Order) -> Painter {
        Painter {
            order,
            shown: None,
            caret: None,
            cursor: None,
            out: Vec::new(),
            at: None,
            pen: Pen::DEFAULT,
        }
    }

    /// Writes rows in another order from now on.
    pub fn set_order(&mut self, order: Order) {
        if self.order != order {
            self.order = order;
            self.forget();
        }
    }

    /// What the terminal shows is no longer known: the next frame is drawn whole.
    pub fn forget(&mut self) {
        self.shown = None;
        self.cursor = None;
        self.at = None;
    }

    /// The bytes that make the terminal show `frame` with the cursor at `caret`; none where it does so already.
    pub fn paint(&mut self, frame: &Buffer, caret: Option<Position>) -> &[u8] {
        self.out.clear();
        let area = frame.area;
        let whole = self
            .shown
            .as_ref()
            .is_none_or(|shown| shown.area != frame.area);
        if whole {
            self.pen = Pen::DEFAULT;
            self.out.extend(b"\x1b[m\x1b[H\x1b[2J");
            self.at = Some((0, 0));
        }
        let mut shown = self
            .shown
            .take()
            .filter(|_| !whole)
            .unwrap_or_else(|| Buffer::empty(area));
        let width = usize::from(area.width.max(1));
        let rows = frame
            .content
            .chunks(width)
            .zip(shown.content.chunks_mut(width));
        for (y, (new, old)) in (0u16..).zip(rows) {
            if new != old {
                match self.order {
                    Order::AsSeen => self.row(y, new, old),
                    Order::Reordered(base) => self.turned_row(y, new, base),
                }
                old.clone_from_slice(new);
            }
        }
        let drawn = !self.out.is_empty();
        let column = caret.map(|caret| self.column(frame, caret));
        let long = self.out.len() > LONG_FRAME;
        let hide = self.cursor != Some(false) && (long || caret.is_none());
        if let (Some(caret), Some(column)) = (caret, column) {
            if drawn || self.caret != Some(caret) {
                self.go(caret.y, column);
            }
            if long || self.cursor != Some(true) {
                self.out.extend(b"\x1b[?25h");
            }
        }
        self.cursor = Some(caret.is_some());
        self.caret = caret;
        self.shown = Some(shown);
        if hide {
            self.out.splice(..0, *b"\x1b[?25l");
        }
        if drawn {
            self.out.splice(..0, *b"\x1b[?2026h");
            self.out.extend(b"\x1b[?2026l");
        }
        &self.out
    }

    /// Where the terminal's cursor has to be for the eye to see it at `caret`.
    fn column(&self, frame: &Buffer, caret: Position) -> u16 {
        let Order::Reordered(base) = self.order else {
            return caret.x;
        };
        let width = usize::from(frame.area.width.max(1));
        let Some(row) = frame.content.chunks(width).nth(usize::from(caret.y)) else {
            return caret.x;
        };
        let symbols: Vec<&str> = row.iter().map(safe).collect();
        row_for_reordering_terminal(&symbols, base)
            .iter()
            .position(|cell| cell.from == usize::from(caret.x))
            .and_then(|column| u16::try_from(column).ok())
            .unwrap_or(caret.x)
    }

    fn row(&mut self, y: u16, new: &[Cell], old: &[Cell]) {
        let glyphs = glyphs(new);
        let changed = changed(&glyphs, new, old);
        // From here on the row is blank to its end.
        let tail = glyphs
            .iter()
            .rposition(|glyph| !glyph.is_blank())
            .map_or(0, |last| last + 1);
        let mut x = 0;
        while let Some(glyph) = glyphs.get(x) {
            if !changed.get(x).is_some_and(|changed| *changed) {
                x += 1;
                continue;
            }
            let column = u16::try_from(x).unwrap_or(u16::MAX);
            if x >= tail && glyphs.len() - x > 3 {
                self.move_or_write(y, column, &glyphs);
                self.set_pen(Pen::DEFAULT);
                self.out.extend(b"\x1b[K");
                return;
            }
            let blanks = glyphs
                .iter()
                .zip(&changed)
                .skip(x)
                .take_while(|(glyph, changed)| **changed && glyph.is_blank())
                .count();
            if blanks >= BLANKS_TO_ERASE {
                self.move_or_write(y, column, &glyphs);
                self.set_pen(Pen::DEFAULT);
                let _ = write!(self.out, "\x1b[{blanks}X");
                x += blanks;
                continue;
            }
            if glyph.width > 0 {
                self.move_or_write(y, column, &glyphs);
                self.write(glyph, glyphs.len());
            }
            x += 1;
        }
    }

    /// A row as a reordering terminal needs it: whole, for a changed cell may move others.
    fn turned_row(&mut self, y: u16, new: &[Cell], base: RowBase) {
        let symbols: Vec<&str> = new.iter().map(safe).collect();
        let turned = row_for_reordering_terminal(&symbols, base);
        let mut glyphs: Vec<Glyph<'_>> = Vec::with_capacity(turned.len());
        let mut covered = false;
        for cell in turned {
            let width = match cell.symbol.width() {
                _ if covered => 0,
                2.. => 2,
                _ => 1,
            };
            covered = width == 2;
            glyphs.push(Glyph {
                symbol: cell.symbol,
                pen: new.get(cell.from).map_or(Pen::DEFAULT, Pen::of),
                width,
            });
        }
        let tail = glyphs
            .iter()
            .rposition(|glyph| !glyph.is_blank())
            .map_or(0, |last| last + 1);
        for (x, glyph) in (0u16..).zip(glyphs.iter().take(tail)) {
            if glyph.width > 0 {
                self.go(y, x);
                self.write(glyph, glyphs.len());
            }
        }
        if tail < glyphs.len() {
            self.go(y, u16::try_from(tail).unwrap_or(u16::MAX));
            self.set_pen(Pen::DEFAULT);
            self.out.extend(b"\x1b[K");
        }
    }

    fn write(&mut self, glyph: &Glyph<'_>, columns: usize) {
        self.set_pen(glyph.pen);
        self.out.extend(glyph.symbol.as_bytes());
        self.at = self
            .at
            .filter(|_| glyph.is_plain())
            .map(|(y, x)| (y, x + 1))
            // At the right edge a terminal's cursor hangs between two places.
            .filter(|(_, x)| usize::from(*x) < columns);
    }

    /// Goes to a column: by writing what stands between once more, where that is shorter.
    fn move_or_write(&mut self, y: u16, x: u16, glyphs: &[Glyph<'_>]) {
        if let Some((row, column)) = self.at
            && row == y
            && column < x
        {
            let (from, to) = (usize::from(column), usize::from(x));
            let between = glyphs.get(from..to).unwrap_or_default();
            let length: usize = between.iter().map(|glyph| glyph.symbol.len()).sum();
            let same = |glyph: &Glyph<'_>| glyph.is_plain() && glyph.pen == self.pen;
            let move_length = if x - column == 1 { 3 } else { 4 };
            if length <= move_length && between.iter().all(same) {
                for glyph in between {
                    self.write(glyph, glyphs.len());
                }
                return;
            }
        }
        self.go(y, x);
    }

    fn go(&mut self, y: u16, x: u16) {
        let mut way = format!("\x1b[{};{}H", u32::from(y) + 1, u32::from(x) + 1);
        let mut shorter = |other: String| {
            if other.len() < way.len() {
                way = other;
            }
        };
        match self.at {
            Some(at) if at == (y, x) => return,
            Some((row, column)) if row == y => {
                let by = |count: u16, letter: char| match count {
                    1 => format!("\x1b[{letter}"),
                    _ => format!("\x1b[{count}{letter}"),
                };
                if x == 0 {
                    shorter("\r".to_owned());
                } else if x > column {
                    shorter(by(x - column, 'C'));
                } else {
                    shorter(by(column - x, 'D'));
                }
            }
            Some((row, _)) if u32::from(row) + 1 == u32::from(y) && x == 0 => {
                shorter("\r\n".to_owned());
            }
            _ => {}
        }
        if (y, x) == (0, 0) {
            shorter("\x1b[H".to_owned());
        }
        self.out.extend(way.as_bytes());
        self.at = Some((y, x));
    }

    fn set_pen(&mut self, pen: Pen) {
        if pen == self.pen {
            return;
        }
        let mut step = Vec::new();
        for (modifier, _, off) in MODIFIERS {
            if self.pen.modifier.contains(modifier) && !pen.modifier.contains(modifier) {
                step.push(off.to_owned());
            }
        }
        for (modifier, on, off) in MODIFIERS {
            // Bold and dim are put out together.
            let put_out = step.iter().any(|code| code == off);
            let had = self.pen.modifier.contains(modifier) && !put_out;
            if pen.modifier.contains(modifier) && !had {
                step.push(on.to_owned());
            }
        }
        if pen.fg != self.pen.fg {
            step.push(colour(pen.fg, 30));
        }
        if pen.bg != self.pen.bg {
            step.push(colour(pen.bg, 40));
        }
        let mut afresh = vec![String::new()];
        for (modifier, on, _) in MODIFIERS {
            if pen.modifier.contains(modifier) {
                afresh.push(on.to_owned());
            }
        }
        for (part, base) in [(pen.fg, 30), (pen.bg, 40)] {
            if part != Color::Reset {
                afresh.push(colour(part, base));
            }
        }
        let (step, afresh) = (step.join(";"), afresh.join(";"));
        let codes = if step.len() <= afresh.len() {
            step
        } else {
            afresh
        };
        let _ = write!(self.out, "\x1b[{codes}m");
        self.pen = pen;
    }
}

/// Modifiers with their codes on and off.
const MODIFIERS: [(Modifier, &str, &str); 9] = [
    (Modifier::BOLD, "1", "22"),
    (Modifier::DIM, "2", "22"),
    (Modifier::ITALIC, "3", "23"),
    (Modifier::UNDERLINED, "4", "24"),
    (Modifier::SLOW_BLINK, "5", "25"),
    (Modifier::RAPID_BLINK, "6", "25"),
    (Modifier::REVERSED, "7", "27"),
    (Modifier::HIDDEN, "8", "28"),
    (Modifier::CROSSED_OUT, "9", "29"),
];

/// A colour's code; `base` is 30 for letters, 40 for what is behind them.
fn colour(colour: Color, base: u8) -> String {
    let bright = base + 60;
    match colour {
        Color::Reset => (base + 9).to_string(),
        Color::Black => base.to_string(),
        Color::Red => (base + 1).to_string(),
        Color::Green => (base + 2).to_string(),
        Color::Yellow => (base + 3).to_string(),
        Color::Blue => (base + 4).to_string(),
        Color::Magenta => (base + 5).to_string(),
        Color::Cyan => (base + 6).to_string(),
        Color::Gray => (base + 7).to_string(),
        Color::DarkGray => bright.to_string(),
        Color::LightRed => (bright + 1).to_string(),
        Color::LightGreen => (bright + 2).to_string(),
        Color::LightYellow => (bright + 3).to_string(),
        Color::LightBlue => (bright + 4).to_string(),
        Color::LightMagenta => (bright + 5).to_string(),
        Color::LightCyan => (bright + 6).to_string(),
        Color::White => (bright + 7).to_string(),
        Color::Indexed(index) => format!("{};5;{index}", base + 8),
        Color::Rgb(r, g, b) => format!("{};2;{r};{g};{b}", base + 8),
    }
}

/// A cell's symbol, unless it holds what only a terminal's owner may send.
fn safe(cell: &Cell) -> &str {
    let symbol = cell.symbol();
    if symbol.chars().any(char::is_control) {
        REPLACEMENT
    } else if symbol.width() == 0 {
        " "
    } else {
        symbol
    }
}

fn glyphs(cells: &[Cell]) -> Vec<Glyph<'_>> {
    let mut glyphs: Vec<Glyph<'_>> = Vec::with_capacity(cells.len());
    for (x, cell) in cells.iter().enumerate() {
        let covered = glyphs.last().is_some_and(|before| before.width == 2);
        let symbol = safe(cell);
        let (symbol, width) = match symbol.width() {
            _ if covered => ("", 0),
            2.. if x + 1 < cells.len() => (symbol, 2),
            // No room for its second half.
            2.. => (" ", 1),
            _ => (symbol, 1),
        };
        glyphs.push(Glyph {
            symbol: Cow::Borrowed(symbol),
            pen: Pen::of(cell),
            width,
        });
    }
    glyphs
}

/// Which columns differ. Both halves of a wide symbol, as it is or as it was, go together.
fn changed(glyphs: &[Glyph<'_>], new: &[Cell], old: &[Cell]) -> Vec<bool> {
    let mut changed: Vec<bool> = new.iter().zip(old).map(|(new, old)| new != old).collect();
    let before = self::glyphs(old);
    let wide: Vec<usize> = glyphs
        .iter()
        .zip(&before)
        .enumerate()
        .filter(|(_, (now, was))| now.width == 2 || was.width == 2)
        .map(|(x, _)| x)
        .collect();
    // There and back, for a pair may touch the next.
    for x in wide.iter().chain(wide.iter().rev()) {
        if let Some(pair) = changed.get_mut(*x..(x + 2).min(new.len()))
            && pair.contains(&true)
        {
            pair.fill(true);
        }
    }
    changed
}

#[cfg(test)]
mod tests;
