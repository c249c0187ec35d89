//! Tables that leave the program: for spreadsheets (XLSX) and for other programs (CSV).
//!
//! What is written is text or a number, never a formula: see [`csv`] and [`xlsx`]. Absent on purpose: any knowledge of
//! who asked for it; whoever calls has made the table.

pub mod csv;
pub mod file;
pub mod report;
pub mod xlsx;

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Text, whatever it begins with.
    Text(String),
    /// A count.
    Count(u64),
    /// A length of time in minutes, written as days.
    Days(u64),
    /// A mean of scores in hundredths.
    Score(u64),
    /// Nothing.
    Empty,
}

const MINUTES_A_DAY: u64 = 24 * 60;

impl Cell {
    /// The number it is, where it is one. Counts beyond 2^53 lose their last digits, as in every spreadsheet.
    #[must_use]
    #[allow(clippy::cast_precision_loss)]
    pub fn number(&self) -> Option<f64> {
        match self {
            Cell::Count(count) => Some(*count as f64),
            Cell::Days(minutes) => Some(*minutes as f64 / MINUTES_A_DAY as f64),
            Cell::Score(hundredths) => Some(*hundredths as f64 / 100.0),
            Cell::Text(_) | Cell::Empty => None,
        }
    }
}

/// A table under its title.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Its title.
    pub title: String,
    /// What its columns are.
    pub headings: Vec<String>,
    /// Its rows.
    pub rows: Vec<Vec<Cell>>,
}

/// Tables that belong together.
#[derive(Clone, Debug, PartialEq)]
pub struct Book {
    /// What it is, and for the file's name in latin letters.
    pub title: String,
    /// The file's name without its ending.
    pub stem: String,
    /// What holds for all of it: label and value.
    pub facts: Vec<(String, String)>,
    /// The tables.
    pub tables: Vec<Table>,
    /// Whether it is read from the right.
    pub rtl: bool,
}

#[cfg(test)]
mod tests;
