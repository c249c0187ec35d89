//! `istiqbal report [NAME]`: what was counted and measured, for a period, as a table, JSON, CSV or a spreadsheet.

use std::io::{self, Write};
use std::path::Path;

use chrono::NaiveDate;
use serde_json::{Map, Value, json};

use super::args::{Days, Report as Options, ReportFormat};
use super::rows::{self, Format};
use super::when::{When, now};
use super::{Failure, Session, tell};
use crate::arabic::isolate;
use crate::domain::date::{Calendar, DateAsWritten, DateError, hijri};
use crate::domain::period::{DateRange, PeriodError, Stretch};
use crate::domain::report::{Report, ReportName, ReportQuery, Unit};
use crate::export::Cell;
use crate::export::file::{self, Kind, SaveError};
use crate::export::report::{Words, book};
use crate::protocol::{Answer, ClientError, Query};

/// Why a report was not printed.
#[derive(Debug, thiserror::Error)]
pub enum ReportFailure {
    /// There is no such report.
    #[error("no report is called {name:?}; there are: {}", known.join(", "))]
    Unknown {
        /// The name as given.
        name: String,
        /// The names there are.
        known: Vec<&'static str>,
    },
    /// No period.
    #[error("{text}: {error}")]
    Period {
        /// What was given.
        text: String,
        /// What does not hold.
        error: PeriodError,
    },
    /// The spreadsheet was not saved.
    #[error(transparent)]
    Save(#[from] SaveError),
}

/// Prints a report; without a name, which there are.
pub fn run(session: &Session<'_>, options: &Options, out: &mut dyn Write) -> Result<(), Failure> {
    let Some(name) = &options.name else {
        return list(session, options.format, out);
    };
    let name = ReportName::from_id(name).ok_or_else(|| ReportFailure::Unknown {
        name: name.clone(),
        known: ReportName::ALL.iter().map(|name| name.id()).collect(),
    })?;
    let period = period(&options.days, now().date())?;
    let (mut client, known) = session.office()?;
    let branch = options.branch.as_deref();
    let branch = branch.map(|text| known.branch_called(text)).transpose()?;
    let query = ReportQuery {
        name,
        period,
        branch,
    };
    let Answer::Report(report) = client.ask(Query::Report(query))? else {
        return Err(ClientError::Astray.into());
    };
    let words = Words {
        texts: &session.texts,
        profile: known.profile(),
        branches: known.branches(),
    };
    if let Some(path) = &options.xlsx {
        let path = session.around.absolute(path);
        save(session, &words, &report, &path)?;
        return Ok(());
    }
    match options.format {
        ReportFormat::Table => table(&words, &report, out)?,
        ReportFormat::Json => rows::json(out, &as_json(&words, &report))?,
        ReportFormat::Csv => {
            let bytes =
                file::bytes(&book(&words, &report), Kind::Csv).map_err(ReportFailure::from)?;
            out.write_all(&bytes)?;
        }
    }
    Ok(())
}

fn list(session: &Session<'_>, format: ReportFormat, out: &mut dyn Write) -> Result<(), Failure> {
    let rows: Vec<(&str, String)> = ReportName::ALL
        .iter()
        .map(|name| {
            (
                name.id(),
                session.texts.get(&format!("report-{}.about", name.id())),
            )
        })
        .collect();
    match format {
        ReportFormat::Json => {
            let rows: Vec<Value> = rows
                .iter()
                .map(|(name, about)| json!({ "name": name, "about": about }))
                .collect();
            return Ok(rows::json(out, &rows)?);
        }
        ReportFormat::Csv => {
            let mut writer = csv::Writer::from_writer(out);
            let rows = rows.iter().map(|(name, about)| [*name, about.as_str()]);
            for row in [["name", "about"]].into_iter().chain(rows) {
                writer.write_record(row).map_err(io::Error::from)?;
            }
            return Ok(writer.flush()?);
        }
        ReportFormat::Table => {}
    }
    session.print(
        out,
        Format::Table,
        &["report", "about"],
        &rows,
        |(name, about)| vec![(*name).to_owned(), about.clone()],
    )
}

/// The days meant: as typed, from one day to another, or this Hijri year.
pub(super) fn period(options: &Days, today: NaiveDate) -> Result<DateRange, ReportFailure> {
    let wrong = |text: &str| {
        let text = text.to_owned();
        move |error: PeriodError| ReportFailure::Period { text, error }
    };
    if let Some(text) = &options.period {
        return DateRange::parse(text).map_err(wrong(text));
    }
    let day = |text: &String| {
        let date = DateAsWritten::parse(text).map(DateAsWritten::gregorian);
        date.map_err(|error: DateError| wrong(text)(error.into()))
    };
    match (&options.from, &options.to) {
        (None, None) => Ok(DateRange::around(today, Stretch::Year, Calendar::UmmAlQura)),
        (from, to) => {
            let to_day = to.as_ref().map_or(Ok(today), day)?;
            let from_day = match from {
                Some(from) => day(from)?,
                None => DateRange::around(to_day, Stretch::Year, Calendar::UmmAlQura).from,
            };
            DateRange::new(from_day, to_day).map_err(wrong(
                from.as_ref().or(to.as_ref()).map_or("", String::as_str),
            ))
        }
    }
}

fn save(
    session: &Session<'_>,
    words: &Words<'_>,
    report: &Report,
    path: &Path,
) -> Result<(), Failure> {
    file::save_at(&book(words, report), Kind::Xlsx, path).map_err(ReportFailure::from)?;
    let path = path.display().to_string();
    tell(&session.texts.with("report-saved", &[("path", path.into())]));
    Ok(())
}

fn table(words: &Words<'_>, report: &Report, out: &mut dyn Write) -> Result<(), Failure> {
    let book = book(words, report);
    let facts: Vec<Vec<String>> = book
        .facts
        .iter()
        .map(|(label, value)| vec![label.clone(), value.clone()])
        .collect();
    writeln!(out, "{}", book.title)?;
    rows::table(out, &facts)?;
    for section in &report.sections {
        writeln!(out)?;
        let mut lines = vec![
            [words.by(section.by)]
                .into_iter()
                .chain(section.measures.iter().map(|one| words.measure(*one)))
                .collect(),
        ];
        lines.extend(section.rows.iter().map(|row| {
            let figures = section.measures.iter().zip(&row.values);
            let figures =
                figures.map(|(measure, value)| isolate::strip(&words.figure(*measure, *value)));
            [isolate::strip(&words.key(&row.key))]
                .into_iter()
                .chain(figures)
                .collect()
        }));
        rows::table(out, &lines)?;
    }
    Ok(())
}

/// A row for each row of each section. Lengths of time are minutes, means of scores from 1 to 5.
fn as_json(words: &Words<'_>, report: &Report) -> Value {
    let day =
        |day: NaiveDate| json!({ "gregorian": day.to_string(), "hijri": hijri(day).to_string() });
    let rows = report.sections.iter().flat_map(|section| {
        section.rows.iter().map(|row| {
            let mut fields = Map::new();
            fields.insert("by".into(), section.by.id().into());
            fields.insert("key".into(), row.key.id().into());
            fields.insert("title".into(), isolate::strip(&words.key(&row.key)).into());
            for (measure, value) in section.measures.iter().zip(&row.values) {
                let figure = match (measure.unit(), value) {
                    (Unit::Score, Some(hundredths)) => json!(Cell::Score(*hundredths).number()),
                    (Unit::Count | Unit::Minutes | Unit::Score, value) => json!(value),
                };
                fields.insert(measure.id().replace('-', "_"), figure);
            }
            Value::Object(fields)
        })
    });
    json!({
        "report": report.query.name.id(),
        "from": day(report.query.period.from),
        "to": day(report.query.period.to),
        "branch": report.query.branch.map(|no| no.0),
        "at": When(report.at).rfc3339(),
        "rows": rows.collect::<Vec<_>>(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(from: Option<&str>, to: Option<&str>, text: Option<&str>) -> String {
        let options = Days {
            period: text.map(str::to_owned),
            from: from.map(str::to_owned),
            to: to.map(str::to_owned),
        };
        let today = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
        match period(&options, today) {
            Ok(range) => format!("{} {}", range.from, range.to),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn the_days_meant_are_said_in_many_ways() {
        assert_eq!(days(None, None, None), "2026-06-16 2027-06-05");
        assert_eq!(
            days(Some("1448-06-01"), None, None),
            "2026-11-11 2026-11-21"
        );
        assert_eq!(
            days(Some("2026-01-01"), Some("1448/01/01"), None),
            "2026-01-01 2026-06-16"
        );
        assert_eq!(
            days(None, Some("2026-06-20"), None),
            "2026-06-16 2026-06-20"
        );
        assert_eq!(days(None, None, Some("2026-11")), "2026-11-01 2026-11-30");
        assert!(days(Some("2027-01-01"), None, None).starts_with("2027-01-01: the period ends"));
        assert!(
            days(Some("1448-13-01"), None, None).starts_with("1448-13-01: there is no month 13")
        );
    }
}
