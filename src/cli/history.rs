//! `istiqbal history request NUMBER`, `staff NAME`: all that ever happened to a record; reading it is put on record.

use std::io::Write;

use serde::Serialize;

use super::args::Subject;
use super::rows::Format;
use super::when::When;
use super::{Failure, Session, staff};
use crate::arabic::digits;
use crate::domain::history::{Change, Line, leaf};
use crate::domain::ids::Entity;
use crate::protocol::{Answer, ClientError, Query};

#[derive(Serialize)]
struct Row {
    revision: u64,
    at: When,
    by: String,
    branch: String,
    what: String,
    changes: Vec<Change>,
}

/// Prints the history of a record.
pub fn run(
    session: &Session<'_>,
    of: Subject,
    which: &str,
    format: Format,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let number = digits::fold(which);
    // What is no number is said before an office is started for it.
    let numbered = match of {
        Subject::Request => Some(Entity::Request(number.parse()?)),
        Subject::Person => Some(Entity::Person(number.parse()?)),
        Subject::Voice => Some(Entity::Voice(number.parse()?)),
        Subject::Enquiry => Some(Entity::Enquiry(number.parse()?)),
        Subject::Standard => Some(Entity::Standard(number.parse()?)),
        Subject::Arrival => Some(Entity::Arrival(number.parse()?)),
        Subject::Staff | Subject::Branch => None,
    };
    let (mut client, known) = session.office()?;
    let entity = match numbered {
        Some(entity) => entity,
        None if of == Subject::Staff => Entity::Staff(staff::member(&known, which)?),
        None => Entity::Branch(known.branch_called(which)?),
    };
    let mut lines: Vec<Line> = Vec::new();
    loop {
        let skip = u32::try_from(lines.len()).unwrap_or(u32::MAX);
        let Answer::History(page) = client.ask(Query::History { entity, skip })? else {
            return Err(ClientError::Astray.into());
        };
        lines.extend(page.lines);
        if !page.more {
            break;
        }
    }
    let rows: Vec<Row> = lines
        .into_iter()
        .map(|line| Row {
            revision: line.revision.0,
            at: When(line.at),
            by: known.staff(line.by),
            branch: known.branch(line.branch),
            what: line.what,
            changes: line.changes,
        })
        .collect();
    let headings = ["since", "officer", "event", "changes"];
    session.print(out, format, &headings, &rows, |row| {
        let changes: Vec<String> = row
            .changes
            .iter()
            .map(|one| changed(session, one))
            .collect();
        vec![
            row.at.day_and_hour(),
            row.by.clone(),
            session.texts.get(&format!("event-{}", row.what)),
            changes.join("؛ "),
        ]
    })
}

fn changed(session: &Session<'_>, change: &Change) -> String {
    let id = format!("fact-{}", leaf(&change.field).replace('_', "-"));
    let label = if session.texts.has(&id) {
        session.texts.get(&id)
    } else {
        change.field.clone()
    };
    if change.before.is_empty() {
        format!("{label}: {}", change.after)
    } else {
        format!("{label}: {} ← {}", change.after, change.before)
    }
}
