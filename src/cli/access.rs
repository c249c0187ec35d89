//! `istiqbal access person NUMBER`: who read what is kept of a person; reading it is put on record.

use std::io::Write;

use serde::Serialize;

use super::known::Known;
use super::rows::Format;
use super::when::When;
use super::whole::whole;
use super::{Failure, Session};
use crate::arabic::isolate;
use crate::domain::access::AccessLine;
use crate::domain::ids::{Entity, PersonNo};
use crate::protocol::{Answer, Client, Query};

#[derive(Serialize)]
struct Row {
    revision: u64,
    at: When,
    by: String,
    branch: String,
    what: String,
    /// What of theirs, beside the file itself and their requests.
    of: Option<Of>,
    request: Option<String>,
    detail: String,
}

#[derive(Serialize)]
struct Of {
    record: &'static str,
    number: u32,
}

impl Of {
    fn new(record: &'static str, number: u32) -> Of {
        Of { record, number }
    }

    fn said(&self, session: &Session<'_>) -> String {
        let number = self.number.to_string().into();
        let said = session
            .texts
            .with(&format!("access-{}", self.record), &[("number", number)]);
        isolate::strip(&said)
    }
}

/// Prints the access list.
pub fn run(
    session: &Session<'_>,
    number: &str,
    format: Format,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let person: PersonNo = super::number(number)?;
    let (mut client, known) = session.office()?;
    let lines = lines(&mut client, person)?;
    let rows: Vec<Row> = lines.into_iter().map(|line| told(line, &known)).collect();
    let headings = ["when", "officer", "branch", "event", "request", "detail"];
    session.print(out, format, &headings, &rows, |row| {
        vec![
            row.at.day_and_hour(),
            row.by.clone(),
            row.branch.clone(),
            session.texts.get(&format!("event-{}", row.what)),
            match (&row.request, &row.of) {
                (Some(request), _) => request.clone(),
                (None, Some(of)) => of.said(session),
                (None, None) => String::new(),
            },
            detail(session, row),
        ]
    })
}

/// What more is known of a reading, in words where there are words for it.
fn detail(session: &Session<'_>, row: &Row) -> String {
    let of = match row.what.as_str() {
        "record-copied" => "fact",
        "sheet-printed" => "sheet",
        _ => "access",
    };
    let id = format!("{of}-{}", row.detail);
    match session.texts.has(&id) {
        true => session.texts.get(&id),
        false => row.detail.clone(),
    }
}

/// All of it, oldest first.
pub(super) fn lines(client: &mut Client, person: PersonNo) -> Result<Vec<AccessLine>, Failure> {
    whole(
        client,
        |skip| Query::Access { person, skip },
        |answer| match answer {
            Answer::Access(page) => Some((page.lines, page.more)),
            _ => None,
        },
    )
}

fn told(line: AccessLine, known: &Known) -> Row {
    Row {
        revision: line.revision.0,
        at: When(line.at),
        by: known.staff(line.by),
        branch: known.branch(line.branch),
        what: line.what,
        of: match line.of {
            Entity::Voice(no) => Some(Of::new("voice", no.0)),
            Entity::Enquiry(no) => Some(Of::new("enquiry", no.0)),
            Entity::Arrival(no) => Some(Of::new("arrival", no.0)),
            _ => None,
        },
        request: match line.of {
            Entity::Request(request) => Some(request.to_string()),
            _ => None,
        },
        detail: line.detail,
    }
}
