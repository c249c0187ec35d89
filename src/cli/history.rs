//! `istiqbal history request|person NUMBER`: all that ever happened to a record; reading it is put on record.

use std::io::Write;

use serde::Serialize;

use super::rows::Format;
use super::when::When;
use super::{Failure, Session};
use crate::arabic::digits;
use crate::domain::history::{Change, Line};
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

/// Prints the history of a request or a person.
pub fn run(
    session: &Session<'_>,
    person: bool,
    number: &str,
    format: Format,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let number = digits::fold(number);
    let entity = if person {
        Entity::Person(number.parse()?)
    } else {
        Entity::Request(number.parse()?)
    };
    let (mut client, known) = session.office()?;
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
    let last = change.field.rsplit('.').next().unwrap_or_default();
    let id = format!("fact-{last}");
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
