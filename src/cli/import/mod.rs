//! `istiqbal import people FILE.csv`: people from a spreadsheet. Good rows are taken, each bad one is named with its
//! line, column and reason, and a file brought in twice adds nobody.
//!
//! Rows go to the office some hundreds at a time, each lot on disk before the next is sent: whatever stops the import,
//! running it again goes on where it stopped.

mod columns;
mod row;
mod sheet;

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use serde::Serialize;
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

use super::page::Page;
use super::progress::Progress;
use super::rows::Format;
use super::{Failure, Session, say};
use crate::arabic::clean_line;
use crate::domain::person::Facts;
use crate::protocol::{Client, ClientError, Imported, Made, Order};
use crate::records::identity_of;
use columns::Column;
pub use row::Reason;
use row::{Said, Taken};
pub use sheet::SheetError;
use sheet::{Encoding, Sheet};

/// People sent to the office at a time.
const LOT: usize = 300;

/// Why an import did not go to its end, or not everybody was taken.
#[derive(Debug, thiserror::Error)]
pub enum ImportFailure {
    /// The file.
    #[error(transparent)]
    Sheet(#[from] SheetError),
    /// No column holds names.
    #[error("{}: no column is headed by a name (name, الاسم); the headings are: {}", path.display(), headings.join(", "))]
    NoNames {
        /// The file.
        path: PathBuf,
        /// Its headings.
        headings: Vec<String>,
    },
    /// Two columns for one thing.
    #[error("{}: the columns {first:?} and {second:?} mean the same; take one of them out", path.display())]
    SameColumn {
        /// The file.
        path: PathBuf,
        /// One heading.
        first: String,
        /// The other.
        second: String,
    },
    /// Some rows were not taken.
    #[error("{rows} rows were not taken; correct them and run it again")]
    Refused {
        /// How many.
        rows: u64,
    },
    /// It was stopped from outside.
    #[error("stopped at line {line}; run it again to go on")]
    Interrupted {
        /// The last line that was looked at.
        line: u64,
    },
}

/// What came of it.
#[derive(Serialize)]
struct Report {
    file: String,
    dry_run: bool,
    rows: u64,
    added: u64,
    already: u64,
    elsewhere: u64,
    twice: u64,
    refused: u64,
    ignored_columns: Vec<String>,
    problems: Vec<Problem>,
}

/// Something said of a row.
#[derive(Serialize)]
struct Problem {
    line: u64,
    column: Option<String>,
    row: Outcome,
    reason: String,
}

/// What became of a row of which something was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Outcome {
    /// Taken, with a reservation.
    Taken,
    /// Not taken: it stands in the file already.
    Twice,
    /// Not taken.
    Refused,
}

/// Brings people in.
pub fn people(
    session: &Session<'_>,
    file: &Path,
    dry_run: bool,
    format: Format,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let path = session.around.absolute(file);
    let mut sheet = Sheet::open(&path).map_err(ImportFailure::from)?;
    if sheet.encoding == Encoding::Windows1256 {
        super::tell(&session.texts.with(
            "cli-import-windows",
            &[("file", path.display().to_string().into())],
        ));
    }
    let header = Header::read(&path, &mut sheet)?;
    let mut import = Import {
        session,
        format,
        stopped: watch_signals()?,
        client: session.client()?,
        digest: sheet.digest,
        lot: Vec::with_capacity(LOT),
        seen: HashMap::new(),
        progress: Progress::new(),
        report: Report {
            file: path.display().to_string(),
            dry_run,
            rows: 0,
            added: 0,
            already: 0,
            elsewhere: 0,
            twice: 0,
            refused: 0,
            ignored_columns: header.ignored(),
            problems: Vec::new(),
        },
    };
    if format == Format::Table && !import.report.ignored_columns.is_empty() {
        let columns = import.report.ignored_columns.join(", ");
        super::tell(
            &session
                .texts
                .with("cli-import-ignored", &[("columns", columns.into())]),
        );
    }
    let stopped_at = import.every_row(&path, &header, &mut sheet)?;
    import.send()?;
    import.progress.clear();
    let report = import.report;
    session.print_page(out, format, &report, |report, page| {
        summary(session, report, page);
    })?;
    match (stopped_at, report.refused) {
        (Some(line), _) => Err(ImportFailure::Interrupted { line }.into()),
        (None, 0) => Ok(()),
        (None, rows) => Err(ImportFailure::Refused { rows }.into()),
    }
}

/// The first of these signals ends the import after the lot it is at, the second at once.
fn watch_signals() -> io::Result<Arc<AtomicBool>> {
    let stopped = Arc::new(AtomicBool::new(false));
    for signal in [SIGINT, SIGTERM] {
        flag::register_conditional_shutdown(signal, 128 + signal, Arc::clone(&stopped))?;
        flag::register(signal, Arc::clone(&stopped))?;
    }
    Ok(stopped)
}

/// The headings and what stands under each.
struct Header {
    headings: Vec<String>,
    columns: Vec<Option<Column>>,
}

impl Header {
    fn read(path: &Path, sheet: &mut Sheet) -> Result<Header, ImportFailure> {
        let first = sheet.next_row().map_err(|source| SheetError::Read {
            path: path.to_owned(),
            source,
        })?;
        let headings: Vec<String> = first
            .map(|row| row.fields)
            .unwrap_or_default()
            .iter()
            .map(|heading| clean_line(heading).trim().to_owned())
            .collect();
        let columns: Vec<Option<Column>> = headings
            .iter()
            .map(|heading| columns::column(heading))
            .collect();
        let mut places: HashMap<Column, &String> = HashMap::new();
        for (column, heading) in columns.iter().zip(&headings) {
            if let Some(first) = column.and_then(|column| places.insert(column, heading)) {
                return Err(ImportFailure::SameColumn {
                    path: path.to_owned(),
                    first: first.clone(),
                    second: heading.clone(),
                });
            }
        }
        if ![Column::Name, Column::Given]
            .iter()
            .any(|name| places.contains_key(name))
        {
            return Err(ImportFailure::NoNames {
                path: path.to_owned(),
                headings,
            });
        }
        Ok(Header { headings, columns })
    }

    fn ignored(&self) -> Vec<String> {
        let unknown = self
            .columns
            .iter()
            .zip(&self.headings)
            .filter(|(column, _)| column.is_none());
        unknown
            .map(|(_, heading)| heading.clone())
            .filter(|heading| !heading.is_empty())
            .collect()
    }
}

/// An import under way.
struct Import<'a> {
    session: &'a Session<'a>,
    format: Format,
    stopped: Arc<AtomicBool>,
    client: Client,
    digest: [u8; 32],
    lot: Vec<Facts>,
    /// By what tells people apart, hashed: the line where each was met first.
    seen: HashMap<u128, u64>,
    progress: Progress,
    report: Report,
}

impl Import<'_> {
    /// Takes every row; the line where it was stopped, if it was.
    fn every_row(
        &mut self,
        path: &Path,
        header: &Header,
        sheet: &mut Sheet,
    ) -> Result<Option<u64>, Failure> {
        let length = sheet.length.max(1);
        let read = |source| {
            ImportFailure::from(SheetError::Read {
                path: path.to_owned(),
                source,
            })
        };
        while let Some(row) = sheet.next_row().map_err(read)? {
            if self.stopped.load(Ordering::Relaxed) {
                return Ok(Some(row.line));
            }
            if row.fields.iter().all(|field| field.trim().is_empty()) {
                continue;
            }
            self.report.rows += 1;
            let Taken { facts, said } = row::take(&header.columns, &row.fields);
            let outcome = if facts.is_some() {
                Outcome::Taken
            } else {
                Outcome::Refused
            };
            self.report.refused += u64::from(facts.is_none());
            for Said { column, reason } in said {
                let column = column.and_then(|at| header.headings.get(at)).cloned();
                self.say(path, row.line, column, outcome, &reason);
            }
            if let Some(facts) = facts {
                self.take(path, row.line, *facts)?;
            }
            let rows = self.report.rows;
            self.progress
                .at(|| format!("{rows} · {}%", row.offset.saturating_mul(100) / length));
        }
        Ok(None)
    }

    fn take(&mut self, path: &Path, line: u64, facts: Facts) -> Result<(), Failure> {
        match self.seen.entry(mark(&facts)) {
            Entry::Occupied(first) => {
                let reason = Reason::Twice { line: *first.get() };
                self.report.twice += 1;
                self.say(path, line, None, Outcome::Twice, &reason);
            }
            Entry::Vacant(place) => {
                place.insert(line);
                self.lot.push(facts);
            }
        }
        if self.lot.len() >= LOT {
            self.send()?;
        }
        Ok(())
    }

    /// Sends what has gathered, and waits until it is on disk.
    fn send(&mut self) -> Result<(), Failure> {
        if self.lot.is_empty() {
            return Ok(());
        }
        let order = Order::ImportPeople {
            people: std::mem::replace(&mut self.lot, Vec::with_capacity(LOT)),
            source: self.digest,
            dry_run: self.report.dry_run,
        };
        let Made::Imported(made) = self.client.order(order)?.made else {
            return Err(ClientError::Astray.into());
        };
        for one in made {
            match one {
                Imported::Added(_) => self.report.added += 1,
                Imported::Already(_) => self.report.already += 1,
                Imported::Twice => self.report.twice += 1,
                Imported::Elsewhere => self.report.elsewhere += 1,
            }
        }
        Ok(())
    }

    /// Says it at once where people read, keeps it for the end where a program does.
    fn say(
        &mut self,
        path: &Path,
        line: u64,
        column: Option<String>,
        row: Outcome,
        reason: &Reason,
    ) {
        let reason = say::reason(&self.session.texts, reason);
        if self.format == Format::Json {
            self.report.problems.push(Problem {
                line,
                column,
                row,
                reason: clean_line(&reason),
            });
            return;
        }
        self.progress.clear();
        let column = column
            .map(|column| format!(" {column}:"))
            .unwrap_or_default();
        let kept = match row {
            Outcome::Refused => self.session.texts.get("cli-import-row-refused"),
            Outcome::Taken | Outcome::Twice => String::new(),
        };
        let text = format!("{}:{line}:{column} {reason}{kept}", path.display());
        let _ = writeln!(io::stderr(), "{}", clean_line(&text));
    }
}

/// What tells people apart, hashed, so that a large file fits in memory.
fn mark(facts: &Facts) -> u128 {
    let hash = blake3::hash(identity_of(facts).as_bytes());
    u128::from_le_bytes(hash.as_bytes().first_chunk().copied().unwrap_or_default())
}

fn summary(session: &Session<'_>, report: &Report, page: &mut Page<'_>) {
    if report.dry_run {
        page.add("dry-run", session.texts.get("cli-import-dry-run"));
    }
    for (label, count) in [
        ("rows", report.rows),
        ("added", report.added),
        ("already", report.already),
        ("elsewhere", report.elsewhere),
        ("twice", report.twice),
        ("refused", report.refused),
    ] {
        page.add(label, count);
    }
}
