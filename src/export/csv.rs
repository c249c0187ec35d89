//! CSV: one table below the other, UTF-8 with a mark at its beginning, by which spreadsheets know it for that.
//!
//! A spreadsheet that opens CSV takes a cell which begins with one of a few signs for a formula, and somebody's name
//! may begin with one: such text gets an apostrophe before it.

use std::borrow::Cow;
use std::io;

use super::{Book, Cell};

/// The mark of UTF-8.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// What a spreadsheet takes for the beginning of a formula.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// Text that no spreadsheet takes for a formula. What stands before it without being seen does not hide the sign.
#[must_use]
pub fn harmless(text: &str) -> Cow<'_, str> {
    let seen = text.trim_start_matches(|c: char| {
        c == ' ' || crate::arabic::clean::is_hidden(c) && c != '\t' && c != '\r'
    });
    if seen.starts_with(FORMULA) || text.starts_with(FORMULA) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

fn text(cell: &Cell) -> String {
    match (cell, cell.number()) {
        (Cell::Text(text), _) => harmless(text).into_owned(),
        (Cell::Count(count), _) => count.to_string(),
        (Cell::Days(_) | Cell::Score(_), Some(number)) => format!("{number:.2}"),
        _ => String::new(),
    }
}

/// A book as CSV.
///
/// # Errors
/// Only where memory cannot be written.
pub fn bytes(book: &Book) -> io::Result<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new()
        .flexible(true)
        .from_writer(MARK.to_vec());
    writer.write_record([harmless(&book.title)].iter().map(|cell| cell.as_bytes()))?;
    for (label, value) in &book.facts {
        writer.write_record([harmless(label).as_bytes(), harmless(value).as_bytes()])?;
    }
    for table in &book.tables {
        writer.write_record([""])?;
        writer.write_record([harmless(&table.title).as_bytes()])?;
        writer.write_record(table.headings.iter().map(|one| harmless(one).into_owned()))?;
        for row in &table.rows {
            writer.write_record(row.iter().map(text))?;
        }
    }
    writer
        .into_inner()
        .map_err(|error| io::Error::other(error.to_string()))
}
