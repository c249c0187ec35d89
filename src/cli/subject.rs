//! `istiqbal person NUMBER --copy --to DIR`: everything held about a person, for them: as PDF and as JSON. And
//! `istiqbal queue copies`: which copies are to be handed over.

use std::io::Write;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use serde::Serialize;

use super::rows::{self, Format};
use super::scan::ScanFailure;
use super::when::{When, both, now};
use super::whole::whole;
use super::{Failure, Session, access};
use crate::domain::ids::{Entity, PersonNo, RequestNo};
use crate::protocol::{Answer, Client, ClientError, Query, Refusal};
use crate::scans;
use crate::sheets::printer::Outlet;
use crate::sheets::subject::Subject;

/// Writes the copy into a directory; the paths of its files are all that is printed.
pub fn copy(
    session: &Session<'_>,
    number: &str,
    dir: &Path,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let person: PersonNo = super::number(number)?;
    let (mut client, known) = session.office()?;
    let Answer::Desk(view) = client.ask(Query::Desk)? else {
        return Err(ClientError::Astray.into());
    };
    // What is held first: whoever may not have it is refused before anything else is read.
    let Answer::Holdings(holdings) = client.ask(Query::Holdings(person))? else {
        return Err(ClientError::Astray.into());
    };
    let past = whole(
        &mut client,
        |skip| Query::Past { person, skip },
        |answer| match answer {
            Answer::Past(page) => Some((page.lines, page.more)),
            _ => None,
        },
    )?;
    let access = access::lines(&mut client, person)?;
    let profile = known.profile();
    let profile = profile.ok_or(ClientError::from(Refusal::NotFound(Entity::Charity)))?;
    let subject = Subject {
        holdings: &holdings,
        past: &past,
        access: &access,
        profile,
        view: &view,
        now: now(),
        language: session.language(),
        digits: session.settings.digits.unwrap_or_default(),
    };
    let dir = session.around.absolute(dir);
    for path in Outlet::of(session.around).save_copy(&subject, &dir)? {
        writeln!(out, "{}", rows::path(&path))?;
    }
    // One that is not to be had keeps nobody from the rest, and is told of.
    let mut missing: Result<(), Failure> = Ok(());
    for (request, scan) in holdings.scans() {
        match write_scan(&mut client, request, scan, &dir) {
            Ok(path) => writeln!(out, "{}", rows::path(&path))?,
            Err(failure) => missing = missing.and(Err(failure)),
        }
    }
    missing
}

/// Writes a scan's file beside the copy.
fn write_scan(
    client: &mut Client,
    request: RequestNo,
    scan: u16,
    dir: &Path,
) -> Result<PathBuf, Failure> {
    let content = client.scan(request, scan)?;
    let path = dir.join(scans::name_in_copy(request, scan, &content));
    scans::write_privately(&path, &content).map_err(ScanFailure::from)?;
    Ok(path)
}

#[derive(Serialize)]
struct Row {
    file: u32,
    name: String,
    asked: When,
    due: NaiveDate,
    days_left: i64,
}

/// Prints which copies are to be handed over, the most urgent first.
pub fn due(
    session: &Session<'_>,
    client: &mut Client,
    format: Format,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let Answer::Copies(lines) = client.ask(Query::Copies)? else {
        return Err(ClientError::Astray.into());
    };
    let row = |line: crate::protocol::query::CopyLine| Row {
        file: line.copy.person.0,
        name: line.name,
        asked: When(line.copy.asked.at),
        due: line.copy.due(),
        days_left: line.copy.days_left(now()),
    };
    let rows: Vec<Row> = lines.into_iter().map(row).collect();
    let headings = ["file", "name", "asked", "last-day", "days-left"];
    session.print(out, format, &headings, &rows, |row| {
        vec![
            row.file.to_string(),
            row.name.clone(),
            row.asked.day_and_hour(),
            both(row.due),
            row.days_left.to_string(),
        ]
    })
}
