//! `istiqbal queue outreach`: whom to contact without being asked.

use std::io::Write;

use serde::Serialize;

use super::known::Known;
use super::rows::Format;
use super::when::{When, both};
use super::whole::whole;
use super::{Failure, Session};
use crate::domain::ids::BranchNo;
use crate::domain::outreach::{Reason, ReasonKind};
use crate::protocol::query::{OutreachQuery, OutreachRow};
use crate::protocol::{Answer, Client, Query};

/// Rows asked for at a time.
const PAGE: u16 = 200;

#[derive(Serialize)]
struct Row {
    file: u32,
    name: String,
    mobile: String,
    reason: ReasonKind,
    of: String,
    day: chrono::NaiveDate,
    branch: String,
    tried: Option<When>,
}

/// Prints them.
pub fn print(
    session: &Session<'_>,
    client: &mut Client,
    known: &Known,
    branch: Option<BranchNo>,
    format: Format,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let rows = whole(
        client,
        |offset| {
            Query::Outreach(OutreachQuery {
                reason: None,
                branch,
                offset,
                limit: PAGE,
            })
        },
        |answer| match answer {
            Answer::Outreach(page) => {
                let more = page.rows.len() >= usize::from(PAGE);
                Some((page.rows, more))
            }
            _ => None,
        },
    )?;
    let rows: Vec<Row> = rows.into_iter().map(|row| told(row, known)).collect();
    let headings = ["file", "name", "mobile", "reason", "of", "day", "branch"];
    session.print(out, format, &headings, &rows, |row| {
        vec![
            row.file.to_string(),
            row.name.clone(),
            row.mobile.clone(),
            session.texts.get(&format!("reason-{}", row.reason.id())),
            match row.reason {
                ReasonKind::PaperExpires => known.paper(&row.of),
                _ => row.of.clone(),
            },
            both(row.day),
            row.branch.clone(),
        ]
    })
}

fn told(row: OutreachRow, known: &Known) -> Row {
    Row {
        file: row.person.0,
        name: row.name,
        mobile: row.mobile,
        reason: row.reason.kind(),
        of: match row.reason {
            Reason::PaperExpires { kind, .. } => kind,
            Reason::RenewalDue { request, .. } | Reason::Unblocked { request } => {
                request.to_string()
            }
            Reason::Silent => String::new(),
        },
        day: row.day,
        branch: known.branch(row.branch),
        tried: row.tried.map(When),
    }
}
