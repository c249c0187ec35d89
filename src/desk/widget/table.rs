//! Rows in columns. The first column stands where reading starts.

use ratatui::layout::Rect;

use super::canvas::{Align, Canvas, Hit, below, direction_of, first, row, upper};
use super::list::Selection;
use super::theme::Part;
use crate::arabic::Base;

/// Blank columns between two columns.
const GAP: u16 = 2;

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its heading.
    pub title: String,
    /// Columns of the screen it needs.
    pub width: u16,
    /// Its share of what is left over; 0 stays as it is.
    pub grow: u16,
    /// Which columns fold first where there is not room for all: the greatest. 0 never folds.
    pub fold: u8,
}

impl Column {
    /// A column that never folds and never grows.
    #[must_use]
    pub const fn new(title: String, width: u16) -> Self {
        Self {
            title,
            width,
            grow: 0,
            fold: 0,
        }
    }

    /// Takes a share of what is left over.
    #[must_use]
    pub const fn grow(mut self, share: u16) -> Self {
        self.grow = share;
        self
    }

    /// Folds where there is not room, the greatest first.
    #[must_use]
    pub const fn fold(mut self, rank: u8) -> Self {
        self.fold = rank;
        self
    }
}

/// What stands in one place of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableCell {
    /// What it says.
    pub text: String,
    /// How it looks.
    pub part: Part,
    base: Option<Base>,
}

impl TableCell {
    /// Someone's data, in the direction it has itself.
    #[must_use]
    pub fn value(text: impl Into<String>) -> Self {
        let text = text.into();
        Self {
            base: Some(direction_of(&text)),
            text,
            part: Part::Plain,
        }
    }

    /// The program's own words.
    #[must_use]
    pub fn said(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            part: Part::Plain,
            base: None,
        }
    }

    /// Looks like this.
    #[must_use]
    pub const fn like(mut self, part: Part) -> Self {
        self.part = part;
        self
    }
}

/// The columns that are seen in so much width, each with its own: what folds folds, what is left over
/// is shared out.
#[must_use]
pub fn fit(columns: &[Column], width: u16) -> Vec<(usize, u16)> {
    let mut seen: Vec<(usize, u16)> = columns.iter().map(|one| one.width).enumerate().collect();
    let taken = |seen: &[(usize, u16)]| -> u16 {
        let gaps = GAP.saturating_mul(u16::try_from(seen.len().saturating_sub(1)).unwrap_or(0));
        seen.iter()
            .fold(gaps, |sum, (_, width)| sum.saturating_add(*width))
    };
    while taken(&seen) > width {
        let folds = |at: usize| columns.get(at).map_or(0, |one| one.fold);
        let next = seen
            .iter()
            .map(|(at, _)| *at)
            .max_by_key(|at| (folds(*at), *at));
        match next {
            Some(at) if folds(at) > 0 => seen.retain(|(other, _)| *other != at),
            _ => break,
        }
    }
    let grow = |at: usize| columns.get(at).map_or(0, |one| one.grow);
    // A name cut short is still known; a date cut short is another date.
    let mut excess = taken(&seen).saturating_sub(width);
    for (at, width) in &mut seen {
        if grow(*at) > 0 {
            let given = excess.min(*width / 2);
            *width -= given;
            excess -= given;
        }
    }
    let left = width.saturating_sub(taken(&seen));
    let shares: u16 = seen
        .iter()
        .fold(0, |sum, (at, _)| sum.saturating_add(grow(*at)));
    if let Some(share) = left.checked_div(shares) {
        for (at, width) in &mut seen {
            *width = width.saturating_add(share.saturating_mul(grow(*at)));
        }
    }
    seen
}

/// The selected row is marked over its first columns, at least so many: each cell that changes its looks is sent again,
/// and a whole row of Arabic is 200 bytes on its way there and 200 on its way back.
const BAR: u16 = 12;

fn bar(seen: &[(usize, u16)]) -> u16 {
    let mut bar: u16 = 0;
    for (_, width) in seen {
        if bar >= BAR {
            break;
        }
        let gap = if bar == 0 { 0 } else { GAP };
        bar = bar.saturating_add(gap).saturating_add(*width);
    }
    bar
}

/// Draws a heading and the rows around the selected one; `cells` says what stands in a row. With
/// `focused`, the caret stands on the selected row.
pub fn draw(
    canvas: &mut Canvas<'_>,
    area: Rect,
    columns: &[Column],
    selection: &Selection,
    focused: bool,
    mut cells: impl FnMut(usize) -> Vec<TableCell>,
) {
    let seen = fit(columns, area.width);
    let place = |area: Rect, at: usize| -> Rect {
        let before = seen.iter().take(at);
        let x = before.fold(area.x, |x, (_, width)| {
            x.saturating_add(*width).saturating_add(GAP)
        });
        let width = seen.get(at).map_or(0, |(_, width)| *width);
        let end = area.x.saturating_add(area.width);
        Rect {
            x,
            width: width.min(end.saturating_sub(x)),
            ..area
        }
    };
    for (at, (column, _)) in seen.iter().enumerate() {
        if let Some(column) = columns.get(*column) {
            canvas.text(place(upper(area, 1), at), &column.title, Part::Title);
        }
    }
    let body = below(area, 1);
    let top = selection.top(usize::from(body.height));
    for line in 0..body.height {
        let at = top.saturating_add(usize::from(line));
        if at >= selection.rows() {
            break;
        }
        let area = row(body, line);
        let is_selected = selection.selected() == Some(at);
        let cells = cells(at);
        for (seen_at, (column, _)) in seen.iter().enumerate() {
            if let Some(cell) = cells.get(*column) {
                let base = cell.base.unwrap_or_else(|| canvas.base());
                canvas.line(
                    place(area, seen_at),
                    &cell.text,
                    base,
                    Align::Start,
                    cell.part,
                );
            }
        }
        canvas.zone(area, Hit::Row(at));
        if is_selected {
            let bar = if canvas.marks_whole_rows() {
                area.width
            } else {
                bar(&seen)
            };
            canvas.paint(first(area, bar), Part::Selected);
            if focused {
                canvas.caret(area);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ratatui::buffer::Buffer;

    use super::*;
    use crate::arabic::Digits;
    use crate::desk::widget::theme::Theme;

    fn columns() -> Vec<Column> {
        vec![
            Column::new("رقم".into(), 6),
            Column::new("اسم".into(), 8).grow(1),
            Column::new("خدمة".into(), 8).fold(1),
            Column::new("مع".into(), 6).fold(2),
        ]
    }

    #[test]
    fn columns_fold_by_rank_and_share_what_is_left() {
        for (width, wanted) in [
            (40, vec![(0, 6), (1, 14), (2, 8), (3, 6)]),
            (34, vec![(0, 6), (1, 8), (2, 8), (3, 6)]),
            (33, vec![(0, 6), (1, 15), (2, 8)]),
            (20, vec![(0, 6), (1, 12)]),
            // What grows also gives way, to half of its width, so that nothing else is cut.
            (15, vec![(0, 6), (1, 7)]),
            (5, vec![(0, 6), (1, 4)]),
        ] {
            assert_eq!(fit(&columns(), width), wanted, "{width}");
        }
    }

    fn lines(rtl: bool, width: u16) -> Vec<String> {
        let mut buffer = Buffer::empty(Rect::new(0, 0, width, 3));
        let mut canvas = Canvas::new(&mut buffer, rtl, Digits::Western, Theme::Palette);
        let area = canvas.area();
        draw(
            &mut canvas,
            area,
            &columns(),
            &Selection::new(2),
            true,
            |at| {
                vec![
                    TableCell::value(format!("1448/{at}")),
                    TableCell::value("فهد"),
                    TableCell::value("x"),
                    TableCell::value("y"),
                ]
            },
        );
        let width = usize::from(width);
        let cells: Vec<&str> = buffer.content().iter().map(|cell| cell.symbol()).collect();
        cells.chunks(width).map(|line| line.concat()).collect()
    }

    #[test]
    fn columns_are_mirrored() {
        assert_eq!(
            lines(true, 20),
            [
                "         ﻢﺳﺍ     ﻢﻗﺭ",
                "         ﺪﻬﻓ  1448/0",
                "         ﺪﻬﻓ  1448/1"
            ]
        );
        assert_eq!(
            lines(false, 20),
            [
                "ﻢﻗﺭ     ﻢﺳﺍ         ",
                "1448/0  ﺪﻬﻓ         ",
                "1448/1  ﺪﻬﻓ         "
            ]
        );
    }

    proptest! {
        #[test]
        fn any_table_fits_anywhere(
            width in 0u16..60, height in 0u16..9, rows in 0usize..30, row in 0usize..30,
            widths in prop::collection::vec((0u16..30, 0u16..3, 0u8..4), 0..6), rtl: bool,
            text in "\\PC{0,20}",
        ) {
            let columns: Vec<_> = widths
                .iter()
                .map(|(width, grow, fold)| Column::new(text.clone(), *width).grow(*grow).fold(*fold))
                .collect();
            let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
            let mut canvas = Canvas::new(&mut buffer, rtl, Digits::Western, Theme::Palette);
            let mut selection = Selection::new(rows);
            selection.select(row);
            let area = canvas.area();
            draw(&mut canvas, area, &columns, &selection, true, |_| vec![TableCell::value(text.clone()); 3]);
        }
    }
}
