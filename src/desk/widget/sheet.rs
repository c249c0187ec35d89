//! A page to be read: headings, facts with their labels, sentences. What does not fit is scrolled to, a row at a time.

use ratatui::layout::Rect;

use super::canvas::{Canvas, after, below, direction_of, first, row, upper};
use super::theme::Part;
use crate::arabic::{Base, wrap};

/// Columns a label takes where there is room.
const LABEL: u16 = 18;
/// A label never takes more than this part of the width.
const LABEL_PART: u16 = 3;

/// One line, before it is wrapped.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Line {
    Blank,
    Heading(String),
    Fact {
        label: String,
        text: String,
        part: Part,
        base: Option<Base>,
    },
    Said {
        text: String,
        part: Part,
    },
}

/// A page to be read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    lines: Vec<Line>,
    /// Stands in the place of what was told in confidence.
    hides: Option<String>,
}

impl Sheet {
    /// An empty one.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            lines: Vec::new(),
            hides: None,
        }
    }

    /// An empty one that says `instead` where something was told in confidence; with nothing to say, it shows it.
    #[must_use]
    pub const fn hiding(instead: Option<String>) -> Self {
        Self {
            lines: Vec::new(),
            hides: instead,
        }
    }

    /// A heading, with a blank line before it unless it is the first.
    pub fn heading(&mut self, text: String) {
        if !self.lines.is_empty() {
            self.lines.push(Line::Blank);
        }
        self.lines.push(Line::Heading(text));
    }

    /// A label and the program's own words.
    pub fn fact(&mut self, label: String, text: String, part: Part) {
        self.lines.push(Line::Fact {
            label,
            text,
            part,
            base: None,
        });
    }

    /// A label and someone's data, in the direction the data has itself. What is absent is left out.
    pub fn value(&mut self, label: String, text: &str, part: Part) {
        if !text.is_empty() {
            self.lines.push(Line::Fact {
                label,
                base: Some(direction_of(text)),
                text: text.to_owned(),
                part,
            });
        }
    }

    /// A label and what somebody told in confidence. What is absent is left out, hidden or not.
    pub fn confided(&mut self, label: String, text: &str, part: Part) {
        match &self.hides {
            Some(instead) if !text.is_empty() => self.fact(label, instead.clone(), Part::Quiet),
            _ => self.value(label, text, part),
        }
    }

    /// The same over the whole width.
    pub fn confided_whole(&mut self, text: String, part: Part) {
        match &self.hides {
            Some(instead) => self.said(instead.clone(), Part::Quiet),
            None => self.said(text, part),
        }
    }

    /// A sentence over the whole width.
    pub fn said(&mut self, text: String, part: Part) {
        self.lines.push(Line::Said { text, part });
    }

    /// Rows it takes in all.
    #[must_use]
    pub fn rows(&self, rtl: bool, width: u16) -> usize {
        self.lines.iter().map(|line| line.rows(rtl, width)).sum()
    }

    /// At how many rows a page of so many can begin, the first included.
    #[must_use]
    pub fn stops(&self, rtl: bool, width: u16, height: u16) -> usize {
        if self.lines.is_empty() {
            return 0;
        }
        let rows = self.rows(rtl, self.written_width(rtl, width, height));
        rows.saturating_sub(usize::from(height)) + 1
    }

    /// Columns that are written in: where not all is seen, the last one is the mark's, which would hide a letter.
    fn written_width(&self, rtl: bool, width: u16, height: u16) -> u16 {
        let scrolls = self.rows(rtl, width) > usize::from(height);
        width.saturating_sub(u16::from(scrolls))
    }

    /// Draws it from the row `from` on. A mark stands at the end of the last row where more follows.
    pub fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, from: usize) {
        let mut left = first(
            area,
            self.written_width(canvas.rtl(), area.width, area.height),
        );
        let mut above = from;
        let mut lines = self.lines.iter();
        let mut more = false;
        for line in lines.by_ref() {
            let rows = line.rows(canvas.rtl(), left.width);
            if rows <= above {
                above -= rows;
                continue;
            }
            let seen = rows - above;
            more = seen > usize::from(left.height);
            if more && left.height == 0 {
                break;
            }
            line.draw(canvas, left, above);
            above = 0;
            left = below(left, u16::try_from(seen).unwrap_or(u16::MAX));
            if more {
                break;
            }
        }
        if more && area.height > 0 {
            canvas.text_at_end(row(area, area.height - 1), "▾", Part::Quiet);
        }
    }
}

impl Line {
    fn rows(&self, rtl: bool, width: u16) -> usize {
        let own = if rtl { Base::Rtl } else { Base::Ltr };
        match self {
            Self::Blank | Self::Heading(_) => 1,
            Self::Fact { text, base, .. } => {
                let width = width.saturating_sub(label_width(width));
                wrap(text, base.unwrap_or(own), usize::from(width))
                    .len()
                    .max(1)
            }
            Self::Said { text, .. } => wrap(text, own, usize::from(width)).len(),
        }
    }

    /// Draws what has room of it, but for the rows above.
    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, above: usize) {
        match self {
            Self::Blank => {}
            Self::Heading(text) => {
                canvas.text(upper(area, 1), text, Part::Title);
            }
            Self::Fact {
                label,
                text,
                part,
                base,
            } => {
                let label_width = label_width(area.width);
                if above == 0 {
                    let place = first(upper(area, 1), label_width.saturating_sub(1));
                    canvas.text(place, label, Part::Quiet);
                }
                let area = after(area, label_width);
                match base {
                    // Data of one row keeps its own direction; a longer text reads as the screen does.
                    Some(base) if canvas.rows_of(text, area.width) <= 1 => {
                        canvas.line(
                            upper(area, 1),
                            text,
                            *base,
                            super::canvas::Align::Start,
                            *part,
                        );
                    }
                    _ => canvas.paragraph_from(area, text, above, *part),
                }
            }
            Self::Said { text, part } => canvas.paragraph_from(area, text, above, *part),
        }
    }
}

fn label_width(width: u16) -> u16 {
    LABEL.min(width / LABEL_PART)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ratatui::buffer::Buffer;

    use super::*;
    use crate::arabic::Digits;
    use crate::desk::widget::theme::Theme;

    fn sheet(lines: usize) -> Sheet {
        let mut sheet = Sheet::new();
        sheet.heading("h".into());
        for at in 0..lines {
            sheet.value("l".into(), &format!("row{at}"), Part::Plain);
        }
        sheet
    }

    fn seen(sheet: &Sheet, width: u16, height: u16, from: usize) -> String {
        let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
        let mut canvas = Canvas::new(&mut buffer, false, Digits::Western, Theme::Palette);
        let area = canvas.area();
        sheet.draw(&mut canvas, area, from);
        buffer.content().iter().map(|cell| cell.symbol()).collect()
    }

    #[test]
    fn scrolling_ends_when_the_last_line_is_seen() {
        for (lines, height) in [(3, 10), (3, 4), (3, 3), (40, 10), (9, 1)] {
            let sheet = sheet(lines);
            let stops = sheet.stops(false, 30, height);
            let last = format!("row{}", lines - 1);
            for from in 0..stops {
                let seen = seen(&sheet, 30, height, from);
                assert_eq!(
                    seen.contains(&last),
                    from + 1 == stops,
                    "{lines} {height} {from}: {seen}"
                );
                assert_eq!(seen.contains('▾'), from + 1 != stops, "{seen}");
            }
        }
        assert_eq!(Sheet::new().stops(true, 30, 10), 0);
    }

    #[test]
    fn the_mark_hides_no_letter() {
        let mut sheet = sheet(1);
        sheet.said("x".repeat(60), Part::Plain);
        let pages = (0..sheet.stops(false, 30, 3)).map(|from| seen(&sheet, 30, 3, from));
        for page in pages {
            let last: Vec<char> = page.chars().skip(60).collect();
            let whole = !page.contains('▾') || (last[28] == 'x' && last[29] == '▾');
            assert!(whole, "{page}");
        }
        assert_eq!(sheet.stops(false, 30, 3), 3);
    }

    #[test]
    fn what_is_absent_takes_no_line() {
        let mut sheet = Sheet::new();
        sheet.value("label".into(), "", Part::Plain);
        assert_eq!(sheet, Sheet::new());
    }

    #[test]
    fn what_was_told_in_confidence_is_hidden_with_no_trace_of_its_words() {
        for (instead, hidden) in [(None, false), (Some("hidden".to_owned()), true)] {
            let mut sheet = Sheet::hiding(instead);
            sheet.confided("a".into(), "secret", Part::Plain);
            sheet.confided("absent".into(), "", Part::Plain);
            sheet.confided_whole("secret".into(), Part::Plain);
            sheet.value("b".into(), "open", Part::Plain);
            let seen = seen(&sheet, 40, 5, 0);
            assert_eq!(seen.matches("secret").count(), if hidden { 0 } else { 2 });
            assert_eq!(seen.matches("hidden").count(), if hidden { 2 } else { 0 });
            assert!(seen.contains("open") && !seen.contains("absent"), "{seen}");
        }
    }

    #[test]
    fn a_long_text_is_scrolled_through_row_by_row() {
        let mut sheet = sheet(2);
        let words: Vec<String> = (0..60).map(|at| format!("word{at}.")).collect();
        sheet.said(words.join(" "), Part::Plain);
        let stops = sheet.stops(false, 30, 5);
        let pages: Vec<String> = (0..stops).map(|from| seen(&sheet, 30, 5, from)).collect();
        for word in words {
            assert!(pages.iter().any(|page| page.contains(&word)), "{word}");
        }
        let (last, rest) = pages.split_last().unwrap();
        assert!(!last.contains('▾') && last.contains("word59."), "{last}");
        assert!(rest.iter().all(|page| page.contains('▾')), "{rest:?}");
    }

    proptest! {
        #[test]
        fn any_sheet_fits_anywhere(
            rtl: bool, width in 0u16..50, height in 0u16..12, from in 0usize..9,
            texts in prop::collection::vec("\\PC{0,60}", 0..6),
        ) {
            let mut sheet = Sheet::new();
            for text in texts {
                sheet.heading(text.clone());
                sheet.value(text.clone(), &text, Part::Plain);
                sheet.fact(text.clone(), text.clone(), Part::Alarm);
                sheet.said(text, Part::Plain);
            }
            let _ = sheet.stops(rtl, width, height);
            let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
            let mut canvas = Canvas::new(&mut buffer, rtl, Digits::Western, Theme::Palette);
            let area = canvas.area();
            sheet.draw(&mut canvas, area, from);
        }
    }
}
