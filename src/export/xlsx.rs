//! XLSX: a sheet for each table, from the right where it is read so. Text is written as text, so that no cell is ever a
//! formula.

use rust_xlsxwriter::{Format, FormatAlign, Workbook, Worksheet, XlsxError};

use super::{Book, Cell, Table};

/// The longest name Excel gives a sheet, in characters.
const NAME: usize = 31;
/// What no name of a sheet may hold.
const NOT_IN_NAMES: [char; 7] = ['[', ']', ':', '*', '?', '/', '\\'];
/// Columns are no wider, in characters.
const WIDEST: usize = 60;

/// A book as XLSX.
///
/// # Errors
/// Where a table has more rows or columns than a sheet takes.
pub fn bytes(book: &Book) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let mut names: Vec<String> = vec![];
    for table in &book.tables {
        let name = name(&table.title, &names);
        let sheet = workbook.add_worksheet();
        sheet.set_name(&name)?;
        sheet.set_right_to_left(book.rtl);
        fill(sheet, book, table)?;
        names.push(name);
    }
    if book.tables.is_empty() {
        workbook.add_worksheet();
    }
    workbook.save_to_buffer()
}

/// A name that Excel takes and that no other sheet has.
fn name(title: &str, taken: &[String]) -> String {
    let plain: String = title
        .chars()
        .filter(|c| !NOT_IN_NAMES.contains(c) && !c.is_control())
        .take(NAME - 3)
        .collect();
    let plain = plain.trim_matches([' ', '\'']);
    let plain = if plain.is_empty() { "-" } else { plain };
    let again = |at: usize| {
        if at == 0 {
            plain.to_owned()
        } else {
            format!("{plain} {at}")
        }
    };
    (0..=taken.len())
        .map(again)
        .find(|name| !taken.contains(name))
        .unwrap_or_default()
}

fn fill(sheet: &mut Worksheet, book: &Book, table: &Table) -> Result<(), XlsxError> {
    let title = Format::new().set_bold().set_font_size(14);
    let heading = Format::new()
        .set_bold()
        .set_align(FormatAlign::Center)
        .set_text_wrap();
    let decimal = Format::new().set_num_format("0.00");
    sheet.write_string_with_format(0, 0, format!("{} · {}", book.title, table.title), &title)?;
    let mut line: u32 = 1;
    for (label, value) in &book.facts {
        sheet.write_string(line, 0, label)?;
        sheet.write_string(line, 1, value)?;
        line += 1;
    }
    line += 1;
    for (column, text) in (0u16..).zip(&table.headings) {
        sheet.write_string_with_format(line, column, text, &heading)?;
        let cells = table
            .rows
            .iter()
            .filter_map(|row| row.get(usize::from(column)));
        let texts = cells.map(|cell| match cell {
            Cell::Text(text) => text.chars().count(),
            _ => 8,
        });
        let widest = texts
            .chain([text.chars().count().min(18)])
            .max()
            .unwrap_or(8);
        let width = u32::try_from(widest.clamp(8, WIDEST) + 2).unwrap_or(10);
        sheet.set_column_width(column, width)?;
    }
    sheet.set_freeze_panes(line + 1, 0)?;
    for row in &table.rows {
        line += 1;
        for (column, cell) in (0u16..).zip(row) {
            match (cell, cell.number()) {
                (Cell::Text(text), _) => sheet.write_string(line, column, text)?,
                (Cell::Days(_) | Cell::Score(_), Some(number)) => {
                    sheet.write_number_with_format(line, column, number, &decimal)?
                }
                (_, Some(number)) => sheet.write_number(line, column, number)?,
                (_, None) => sheet,
            };
        }
    }
    Ok(())
}
