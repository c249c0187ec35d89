//! `istiqbal profile adopt FILE` and `istiqbal profile versions`: amending a charity's policy. Earlier versions stay on
//! record (row 54).

use std::fs;
use std::io::Write;
use std::path::Path;

use serde::Serialize;

use super::profile::ProfileFailure;
use super::rows::Format;
use super::when::When;
use super::{Failure, Session};
use crate::arabic::isolate;
use crate::profiles;
use crate::protocol::{Answer, ClientError, Order, Query};

#[derive(Serialize)]
struct Row {
    profile: String,
    version: u32,
    at: When,
    by: String,
    requests: u32,
    open: u32,
    in_force: bool,
}

/// Adopts an amended version.
pub fn adopt(session: &Session<'_>, file: &Path, out: &mut dyn Write) -> Result<(), Failure> {
    let name = file.display().to_string();
    let source = fs::read_to_string(session.around.absolute(file)).map_err(|error| {
        ProfileFailure::Read {
            file: name.clone(),
            error,
        }
    })?;
    // Read here too, so that what is wrong is said with the file's own name and lines.
    let read = profiles::parse(&name, &source).map_err(ProfileFailure::from)?;
    session.client()?.order(Order::AmendProfile { source })?;
    let said = session
        .texts
        .with("profile-adopted", &[("version", read.version.into())]);
    writeln!(out, "{}", isolate::strip(&said))?;
    Ok(())
}

/// Prints the versions adopted, oldest first.
pub fn list(session: &Session<'_>, format: Format, out: &mut dyn Write) -> Result<(), Failure> {
    let (mut client, known) = session.office()?;
    let Answer::Versions(lines) = client.ask(Query::Versions)? else {
        return Err(ClientError::Astray.into());
    };
    let count = lines.len();
    let rows: Vec<Row> = lines
        .into_iter()
        .enumerate()
        .map(|(at, line)| Row {
            profile: line.pin.profile,
            version: line.pin.version,
            at: When(line.at),
            by: known.staff(line.by),
            requests: line.requests,
            open: line.open,
            in_force: at + 1 == count,
        })
        .collect();
    let headings = [
        "profile", "version", "since", "officer", "requests", "open", "in-force",
    ];
    session.print(out, format, &headings, &rows, |row| {
        vec![
            row.profile.clone(),
            row.version.to_string(),
            row.at.day_and_hour(),
            row.by.clone(),
            row.requests.to_string(),
            row.open.to_string(),
            session.yes_no(row.in_force),
        ]
    })
}
