//! `istiqbal history request NUMBER`, `staff NAME`: all that ever happened to a record; reading it is put on record.

use std::io::Write;

use serde::Serialize;

use super::args::Subject;
use super::known::Known;
use super::rows::Format;
use super::when::When;
use super::whole::whole;
use super::{Failure, Session, number, staff};
use crate::arabic::isolate;
use crate::desk::state::Desk;
use crate::desk::words;
use crate::domain::history::{Change, Line};
use crate::domain::ids::Entity;
use crate::protocol::{Answer, Order, Query};

#[derive(Serialize)]
struct Row {
    revision: u64,
    at: When,
    by: String,
    branch: String,
    what: String,
    changes: Vec<Change>,
    #[serde(skip)]
    told: String,
}

/// Prints the history of a record.
pub fn run(
    session: &Session<'_>,
    of: Subject,
    which: &str,
    format: Format,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    // What is no number is said before an office is started for it.
    let numbered = match of {
        Subject::Request => Some(Entity::Request(number(which)?)),
        Subject::Person => Some(Entity::Person(number(which)?)),
        Subject::Voice => Some(Entity::Voice(number(which)?)),
        Subject::Enquiry => Some(Entity::Enquiry(number(which)?)),
        Subject::Standard => Some(Entity::Standard(number(which)?)),
        Subject::Arrival => Some(Entity::Arrival(number(which)?)),
        Subject::Staff | Subject::Branch => None,
    };
    let (mut client, known) = session.office()?;
    let entity = match numbered {
        Some(entity) => entity,
        None if of == Subject::Staff => Entity::Staff(staff::member(&known, which)?),
        None => Entity::Branch(known.branch_called(which)?),
    };
    let lines: Vec<Line> = whole(
        &mut client,
        |skip| Query::History { entity, skip },
        |answer| match answer {
            Answer::History(page) => Some((page.lines, page.more)),
            _ => None,
        },
    )?;
    if let Entity::Person(_) | Entity::Request(_) = entity {
        // Nothing in it is masked: that all of it was shown is on record before it is, and not where it is refused.
        client.order(Order::Reveal(entity))?;
    }
    let desk = known.desk(session.language());
    let rows: Vec<Row> = lines
        .into_iter()
        .map(|line| Row {
            revision: line.revision.0,
            at: When(line.at),
            by: known.staff(line.by),
            branch: known.branch(line.branch),
            told: changed(&desk, &known, &line),
            what: line.what,
            changes: line.changes,
        })
        .collect();
    let headings = ["since", "officer", "event", "changes"];
    session.print(out, format, &headings, &rows, |row| {
        vec![
            row.at.day_and_hour(),
            row.by.clone(),
            session.texts.get(&format!("event-{}", row.what)),
            row.told.clone(),
        ]
    })
}

/// What changed by it, in the words of the desk.
fn changed(desk: &Desk, known: &Known, line: &Line) -> String {
    let readable = line.changes.iter().filter(|one| words::is_readable(one));
    let told = readable.map(|one| {
        let label = words::changed_field(desk, known.profile(), line, &one.field);
        let told = |text: &str| match text {
            "" => desk.say("history-nothing"),
            text => words::changed(desk, known.profile(), line, &one.field, text),
        };
        let now = told(&one.after);
        match one.before.as_str() {
            "" => format!("{label}: {now}"),
            before => format!("{label}: {now} ← {}", told(before)),
        }
    });
    isolate::strip(&told.collect::<Vec<_>>().join("؛ "))
}
