//! Which row is selected, and which rows are seen.

/// A way to move over rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Motion {
    /// To the row before.
    Up,
    /// To the next row.
    Down,
    /// A page up.
    PageUp,
    /// A page down.
    PageDown,
    /// To the first row.
    First,
    /// To the last row.
    Last,
}

/// The selected one of so many rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Selection {
    row: usize,
    rows: usize,
}

impl Selection {
    /// The first of `rows`.
    #[must_use]
    pub const fn new(rows: usize) -> Self {
        Self { row: 0, rows }
    }

    /// The selected row, from 0; none among no rows.
    #[must_use]
    pub const fn selected(&self) -> Option<usize> {
        if self.row < self.rows {
            Some(self.row)
        } else {
            None
        }
    }

    /// The same rows with none selected: how a list without the focus is drawn.
    #[must_use]
    pub const fn unselected(&self) -> Self {
        Self {
            row: usize::MAX,
            rows: self.rows,
        }
    }

    /// How many rows there are.
    #[must_use]
    pub const fn rows(&self) -> usize {
        self.rows
    }

    /// There are so many rows now; the selected one stays as far as it can.
    pub fn set_rows(&mut self, rows: usize) {
        self.rows = rows;
        self.row = self.row.min(rows.saturating_sub(1));
    }

    /// There are so many rows now; the one that was selected stands at this place, or where it stood if it is gone.
    pub fn follow(&mut self, rows: usize, at: Option<usize>) {
        self.set_rows(rows);
        if let Some(at) = at {
            self.select(at);
        }
    }

    /// Selects a row, or the last where there is no such row.
    pub fn select(&mut self, row: usize) {
        self.row = row.min(self.rows.saturating_sub(1));
    }

    /// Moves; whether another row is selected.
    pub fn go(&mut self, motion: Motion, page: usize) -> bool {
        let before = self.row;
        self.select(match motion {
            Motion::Up => self.row.saturating_sub(1),
            Motion::Down => self.row.saturating_add(1),
            Motion::PageUp => self.row.saturating_sub(page),
            Motion::PageDown => self.row.saturating_add(page),
            Motion::First => 0,
            Motion::Last => usize::MAX,
        });
        self.row != before
    }

    /// The first row seen where `height` rows are seen at once. Rows turn over by pages, so that a
    /// step down redraws two rows and not all of them.
    #[must_use]
    pub fn top(&self, height: usize) -> usize {
        let row = self.selected().unwrap_or(0);
        match height {
            0 => row,
            _ => row - row % height,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moves_stay_within_the_rows() {
        for (rows, start, motion, wanted) in [
            (0, 0, Motion::Down, None),
            (3, 0, Motion::Up, Some(0)),
            (3, 2, Motion::Down, Some(2)),
            (30, 5, Motion::PageDown, Some(15)),
            (30, 25, Motion::PageDown, Some(29)),
            (30, 5, Motion::PageUp, Some(0)),
            (30, 5, Motion::Last, Some(29)),
            (30, 5, Motion::First, Some(0)),
        ] {
            let mut selection = Selection::new(rows);
            selection.select(start);
            selection.go(motion, 10);
            assert_eq!(selection.selected(), wanted, "{rows} {start} {motion:?}");
        }
    }

    #[test]
    fn the_selected_row_is_always_seen() {
        for rows in 0..30 {
            for height in 1..12 {
                let mut selection = Selection::new(rows);
                for row in 0..rows {
                    selection.select(row);
                    let top = selection.top(height);
                    assert!((top..top + height).contains(&row), "{rows} {height} {row}");
                }
            }
        }
    }

    #[test]
    fn fewer_rows_move_the_selection_up() {
        let mut selection = Selection::new(10);
        selection.select(9);
        selection.set_rows(4);
        assert_eq!(selection.selected(), Some(3));
        selection.set_rows(0);
        assert_eq!(selection.selected(), None);
        selection.set_rows(2);
        assert_eq!(selection.selected(), Some(0));
    }
}
