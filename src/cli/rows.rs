//! Rows on standard output: a table for eyes, JSON for programs.

use std::io::{self, Write};
use std::path::Path;

use clap::ValueEnum;
use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::{Formatter, PrettyFormatter};
use unicode_width::UnicodeWidthChar;

use crate::arabic::clean::is_hidden;

/// How rows are printed (`--format`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Format {
    /// Columns under headings.
    #[default]
    Table,
    /// One JSON array.
    Json,
}

/// Prints rows: `cells` gives the text of a row under each heading, JSON comes from the row itself.
///
/// # Errors
/// Where the output cannot be written.
pub fn print<T: Serialize>(
    out: &mut dyn Write,
    format: Format,
    headings: &[&str],
    rows: &[T],
    cells: impl Fn(&T) -> Vec<String>,
) -> io::Result<()> {
    match format {
        Format::Json => json(out, &rows),
        Format::Table => {
            let first = headings
                .iter()
                .map(|heading| (*heading).to_owned())
                .collect();
            let lines: Vec<Vec<String>> = std::iter::once(first)
                .chain(rows.iter().map(cells))
                .collect();
            table(out, &lines)
        }
    }
}

/// Prints one thing: `lines` tells of it label by label, JSON comes from the thing itself.
///
/// # Errors
/// Where the output cannot be written.
pub fn page<T: Serialize>(
    out: &mut dyn Write,
    format: Format,
    page: &T,
    lines: impl FnOnce(&T) -> Vec<Vec<String>>,
) -> io::Result<()> {
    match format {
        Format::Json => json(out, page),
        Format::Table => table(out, &lines(page)),
    }
}

/// Prints a value as JSON with a newline after it.
///
/// # Errors
/// Where the output cannot be written.
pub fn json<T: Serialize>(out: &mut dyn Write, value: &T) -> io::Result<()> {
    let mut json = Serializer::with_formatter(&mut *out, Visible(PrettyFormatter::new()));
    value.serialize(&mut json)?;
    writeln!(out)
}

/// JSON that says with an escape what a terminal would obey or not show: whoever reads it reads the same.
struct Visible(PrettyFormatter<'static>);

impl Formatter for Visible {
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        to: &mut W,
        mut text: &str,
    ) -> io::Result<()> {
        while let Some((at, hidden)) = text.char_indices().find(|(_, c)| is_hidden(*c)) {
            let (before, rest) = text.split_at(at);
            to.write_all(before.as_bytes())?;
            for unit in hidden.encode_utf16(&mut [0; 2]) {
                write!(to, "\\u{unit:04x}")?;
            }
            text = rest.get(hidden.len_utf8()..).unwrap_or_default();
        }
        to.write_all(text.as_bytes())
    }

    fn begin_array<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        self.0.begin_array(to)
    }

    fn end_array<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        self.0.end_array(to)
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, to: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_array_value(to, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        self.0.end_array_value(to)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        self.0.begin_object(to)
    }

    fn end_object<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        self.0.end_object(to)
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, to: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_object_key(to, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        self.0.begin_object_value(to)
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        self.0.end_object_value(to)
    }
}

/// A path in a line of its own, without what a terminal would obey or not show.
#[must_use]
pub fn path(path: &Path) -> String {
    let path = path.display().to_string();
    path.chars().filter(|c| !is_hidden(*c)).collect()
}

/// Prints lines of cells, each column as wide as its widest cell, two spaces between. What a terminal would obey or not
/// show is left out.
///
/// # Errors
/// Where the output cannot be written.
pub fn table(out: &mut dyn Write, lines: &[Vec<String>]) -> io::Result<()> {
    let lines: Vec<Vec<String>> = lines
        .iter()
        .map(|line| line.iter().map(|cell| shown(cell)).collect())
        .collect();
    let columns = lines.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        lines
            .iter()
            .filter_map(|line| line.get(column))
            .map(|cell| columns_of(cell))
            .max()
            .unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    for line in &lines {
        let mut text = String::new();
        for (cell, width) in line.iter().zip(&widths) {
            text.push_str(cell);
            text.extend(std::iter::repeat_n(
                ' ',
                width.saturating_sub(columns_of(cell)) + 2,
            ));
        }
        writeln!(out, "{}", text.trim_end())?;
    }
    Ok(())
}

/// How many columns a terminal gives a text it is sent letter by letter. Joined letters are not measured as joined: a
/// terminal that shows lam-alef as one letter keeps two columns for it.
fn columns_of(text: &str) -> usize {
    text.chars().filter_map(UnicodeWidthChar::width).sum()
}

fn shown(cell: &str) -> String {
    cell.chars()
        .map(|c| if c == '\n' || c == '\t' { ' ' } else { c })
        .filter(|c| !is_hidden(*c))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(format: Format) -> String {
        let mut out = Vec::new();
        let rows = [("تبوك", 7), ("a\u{1b}[2J\u{9b}b\u{202e}\nc\u{e0001}", 12)];
        print(&mut out, format, &["city", "n"], &rows, |(city, n)| {
            vec![(*city).to_owned(), n.to_string()]
        })
        .unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn columns_align_and_nothing_reaches_the_terminal() {
        assert_eq!(
            printed(Format::Table),
            "city     n\nتبوك     7\na[2Jb c  12\n"
        );
    }

    #[test]
    fn lam_alef_takes_two_columns() {
        let mut out = Vec::new();
        let lines = [["الاسم", "x"], ["الحربي", "x"]].map(|line| line.map(str::to_owned).to_vec());
        table(&mut out, &lines).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "الاسم   x\nالحربي  x\n");
    }

    #[test]
    fn json_is_whole() {
        let value: serde_json::Value = serde_json::from_str(&printed(Format::Json)).unwrap();
        assert_eq!(
            value,
            serde_json::json!([["تبوك", 7], ["a\u{1b}[2J\u{9b}b\u{202e}\nc\u{e0001}", 12]])
        );
        let json = printed(Format::Json);
        assert!(
            json.contains("\\u009bb\\u202e") && json.contains("تبوك"),
            "{json}"
        );
        assert!(!json.chars().any(|c| c != '\n' && is_hidden(c)), "{json}");
    }

    #[test]
    fn no_rows_are_no_error() {
        let mut out = Vec::new();
        table(&mut out, &[]).unwrap();
        assert!(out.is_empty());
    }
}
