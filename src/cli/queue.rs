//! `istiqbal queue [NAME]`: the requests that wait, for scripts and for the shell.

use std::io::Write;

use serde::Serialize;

use super::known::Known;
use super::rows::Format;
use super::when::{When, both};
use super::{Failure, Session};
use crate::domain::ids::BranchNo;
use crate::domain::request::{Stage, Urgency};
use crate::protocol::query::QueuePage;
use crate::protocol::{Answer, Client, ClientError, Query, QueueQuery, QueueRow};

/// The queue of people, which holds no requests.
const OUTREACH: &str = "outreach";

/// The queue of subjects' copies to be handed over.
const COPIES: &str = "copies";

/// Rows asked for at a time.
const PAGE: u16 = 200;

/// How often a queue that moves while it is read is read from the beginning again.
const AFRESH: usize = 5;

/// Why a queue was not printed.
#[derive(Debug, thiserror::Error)]
pub enum QueueFailure {
    /// There is no such queue.
    #[error("no queue is called {name:?}; there are: {}", known.join(", "))]
    Unknown {
        /// The name as given.
        name: String,
        /// The names there are.
        known: Vec<&'static str>,
    },
    /// It cannot be had of one branch.
    #[error("the queue {name:?} is not kept by branch; leave --branch out")]
    OfNoBranch {
        /// The queue.
        name: &'static str,
    },
}

#[derive(Serialize)]
struct Row {
    request: String,
    file: u32,
    name: String,
    service: String,
    stage: Stage,
    since: When,
    reply_not_before: Option<chrono::NaiveDate>,
    officer: String,
    branch: String,
    urgency: Urgency,
    question: String,
}

#[derive(Serialize)]
pub(super) struct Count {
    pub(super) queue: &'static str,
    pub(super) requests: u32,
}

/// Prints a queue, or how many wait in each.
pub fn run(
    session: &Session<'_>,
    name: Option<&str>,
    branch: Option<&str>,
    format: Format,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let queue = name.map(called).transpose()?;
    if branch.is_some() && matches!(queue, Some(Queue::Copies)) {
        return Err(QueueFailure::OfNoBranch { name: COPIES }.into());
    }
    let (mut client, known) = session.office()?;
    let branch = branch.map(|name| known.branch_called(name)).transpose()?;
    match queue {
        None => counts(session, &mut client, branch, format, out),
        Some(Queue::Requests(stage)) => {
            let rows = whole(&mut client, stage, branch)?;
            let rows: Vec<Row> = rows.into_iter().map(|row| told(row, &known)).collect();
            print(session, &known, format, &rows, out)
        }
        Some(Queue::Outreach) => {
            super::outreach::print(session, &mut client, &known, branch, format, out)
        }
        Some(Queue::Copies) => super::subject::due(session, &mut client, format, out),
    }
}

/// What a name may stand for.
enum Queue {
    Requests(Stage),
    Outreach,
    Copies,
}

fn called(name: &str) -> Result<Queue, QueueFailure> {
    match name {
        OUTREACH => Ok(Queue::Outreach),
        COPIES => Ok(Queue::Copies),
        _ => stage_called(name, &[OUTREACH, COPIES]).map(Queue::Requests),
    }
}

/// The queue of requests of this name; where there is none, `others` are named beside those there are.
pub(super) fn stage_called(name: &str, others: &[&'static str]) -> Result<Stage, QueueFailure> {
    let stage = Stage::QUEUES.into_iter().find(|stage| stage.id() == name);
    stage.ok_or_else(|| QueueFailure::Unknown {
        name: name.to_owned(),
        known: Stage::QUEUES
            .into_iter()
            .map(Stage::id)
            .chain(others.iter().copied())
            .collect(),
    })
}

fn counts(
    session: &Session<'_>,
    client: &mut Client,
    branch: Option<BranchNo>,
    format: Format,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let mut rows = Vec::new();
    for stage in Stage::QUEUES {
        rows.push(Count {
            queue: stage.id(),
            requests: page(client, stage, branch, 0, 0)?.total,
        });
    }
    session.print(out, format, &["queue", "requests"], &rows, |row| {
        vec![row.queue.to_owned(), row.requests.to_string()]
    })
}

fn page(
    client: &mut Client,
    stage: Stage,
    branch: Option<BranchNo>,
    offset: u32,
    limit: u16,
) -> Result<QueuePage, Failure> {
    let query = Query::Queue(QueueQuery {
        branch,
        offset,
        ..QueueQuery::oldest(stage, limit)
    });
    match client.ask(query)? {
        Answer::Queue(page) => Ok(page),
        _ => Err(ClientError::Astray.into()),
    }
}

/// Every row. Where requests came or went between two pages, a row could be missed or come twice, so it is read again.
fn whole(
    client: &mut Client,
    stage: Stage,
    branch: Option<BranchNo>,
) -> Result<Vec<QueueRow>, Failure> {
    let mut rows: Vec<QueueRow> = Vec::new();
    let mut read_at = None;
    let mut afresh = 0;
    loop {
        let offset = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        let page = page(client, stage, branch, offset, PAGE)?;
        if afresh < AFRESH && read_at.is_some_and(|revision| revision != page.revision) {
            rows.clear();
            read_at = None;
            afresh += 1;
            continue;
        }
        read_at = Some(page.revision);
        let last = page.rows.len() < usize::from(PAGE);
        rows.extend(page.rows);
        if last {
            return Ok(rows);
        }
    }
}

fn told(row: QueueRow, known: &Known) -> Row {
    Row {
        request: row.request.to_string(),
        file: row.person.0,
        name: row.name,
        service: row.service,
        stage: row.stage,
        since: When(row.since),
        reply_not_before: row.reply_not_before,
        officer: known.staff(row.officer),
        branch: known.branch(row.branch),
        urgency: row.urgency,
        question: row.question,
    }
}

fn print(
    session: &Session<'_>,
    known: &Known,
    format: Format,
    rows: &[Row],
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let headings = [
        "request", "name", "service", "since", "reply", "officer", "branch", "urgency", "question",
    ];
    session.print(out, format, &headings, rows, |row| {
        let urgency = match row.urgency {
            Urgency::Ordinary => String::new(),
            Urgency::Urgent => session.texts.get("cli-urgent"),
        };
        vec![
            row.request.clone(),
            row.name.clone(),
            known.service(&row.service),
            row.since.day_and_hour(),
            row.reply_not_before.map(both).unwrap_or_default(),
            row.officer.clone(),
            row.branch.clone(),
            urgency,
            row.question.clone(),
        ]
    })
}
