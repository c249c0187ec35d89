//! `istiqbal date DATE`: one day in both calendars.

use std::io::{self, Write};

use chrono::Datelike;
use serde::Serialize;
use thiserror::Error;

use super::rows::{self, Format};
use crate::domain::date::{Calendar, DateAsWritten, DateError};
use crate::locale::Texts;

/// Why a date was not printed.
#[derive(Debug, Error)]
pub enum DateFailure {
    /// It is no date.
    #[error("{text}: {error}")]
    Date {
        /// What was given.
        text: String,
        /// What does not hold.
        error: DateError,
    },
    /// The output is closed or full.
    #[error(transparent)]
    Output(#[from] io::Error),
}

/// The first Gregorian year from which the table and the calendars as printed agree (policy row 56).
const PRINTED_AGREES_FROM: i32 = 2000;

#[derive(Serialize)]
struct Row {
    calendar: Calendar,
    date: String,
    as_written: bool,
    /// How many days the printed calendar may differ.
    uncertain_days: u8,
}

/// Prints a date of either calendar in both.
///
/// # Errors
/// [`DateFailure::Date`] names the part that does not hold.
pub fn run(
    text: &str,
    format: Format,
    texts: &Texts,
    out: &mut dyn Write,
) -> Result<(), DateFailure> {
    let date = DateAsWritten::parse(text).map_err(|error| DateFailure::Date {
        text: text.to_owned(),
        error,
    })?;
    let both = date.both();
    let agrees = both.gregorian.year() >= PRINTED_AGREES_FROM;
    let row = |calendar, text: String| {
        let as_written = calendar == date.calendar();
        Row {
            calendar,
            date: text,
            as_written,
            uncertain_days: u8::from(!as_written && !agrees),
        }
    };
    let rows = [
        row(Calendar::UmmAlQura, both.hijri.to_string()),
        row(Calendar::Gregorian, both.gregorian.to_string()),
    ];
    let [calendar, date] = ["calendar", "date"].map(|id| texts.get(&format!("cli-column-{id}")));
    let headings = [calendar.as_str(), date.as_str(), ""];
    rows::print(out, format, &headings, &rows, |row| {
        let calendar = match row.calendar {
            Calendar::UmmAlQura => "cli-calendar-hijri",
            Calendar::Gregorian => "cli-calendar-gregorian",
        };
        let how = match (row.as_written, row.uncertain_days) {
            (true, _) => "cli-date-as-written",
            (false, 0) => "cli-date-derived",
            (false, _) => "cli-date-uncertain",
        };
        vec![texts.get(calendar), row.date.clone(), texts.get(how)]
    })?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Language;

    fn printed(text: &str, format: Format) -> String {
        printed_in(Language::English, text, format)
    }

    fn printed_in(language: Language, text: &str, format: Format) -> String {
        let mut out = Vec::new();
        run(text, format, &Texts::new(language), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn in_arabic_nothing_is_said_in_english() {
        for text in ["1446-06-01", "1999-12-31"] {
            let table = printed_in(Language::Arabic, text, Format::Table);
            let latin = table.chars().any(|c| c.is_ascii_alphabetic());
            assert!(!latin, "{table}");
        }
    }

    #[test]
    fn both_calendars_are_printed() {
        for (text, hijri, gregorian) in [
            ("2024-12-02", "1446-06-01", "2024-12-02"),
            ("1442/12/22", "1442-12-22", "2021-08-01"),
            ("٠١/٠٦/١٤٤٦ هـ", "1446-06-01", "2024-12-02"),
        ] {
            let table = printed(text, Format::Table);
            assert!(table.lines().any(|line| line.contains(hijri)), "{table}");
            assert!(
                table.lines().any(|line| line.contains(gregorian)),
                "{table}"
            );
            let json: serde_json::Value =
                serde_json::from_str(&printed(text, Format::Json)).unwrap();
            assert_eq!(json[0]["date"], hijri);
            assert_eq!(json[1]["date"], gregorian);
        }
    }

    #[test]
    fn a_derived_date_before_2000_says_so() {
        for (text, said) in [
            ("1999-12-31", true),
            ("2000-01-01", false),
            ("1410-01-01", true),
            ("1446-06-01", false),
        ] {
            assert_eq!(
                printed(text, Format::Table).contains("may differ by a day"),
                said,
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_no_date_is_named() {
        let error = run(
            "1446/13/01",
            Format::Table,
            &Texts::new(Language::English),
            &mut Vec::new(),
        )
        .unwrap_err();
        assert_eq!(error.to_string(), "1446/13/01: there is no month 13");
    }
}
