//! `istiqbal find TEXT`: people, as the desk's find box gives them.

use std::io::Write;

use serde::Serialize;

use super::known::Known;
use super::rows::Format;
use super::{Failure, Session};
use crate::protocol::{Answer, ClientError, PersonLine, Query};

#[derive(Serialize)]
struct Row {
    file: u32,
    name: String,
    paper: String,
    mobile: String,
    born: String,
    branch: String,
    requests: u16,
}

/// Finds people and prints a row each. That nobody is found is no failure.
pub fn run(
    session: &Session<'_>,
    text: &str,
    limit: u16,
    format: Format,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let (mut client, known) = session.office()?;
    let query = Query::Find {
        text: text.to_owned(),
        limit,
    };
    let Answer::Found(found) = client.ask(query)? else {
        return Err(ClientError::Astray.into());
    };
    if found.is_empty() {
        super::tell(&session.texts.get("cli-find-none"));
    }
    let found: Vec<Row> = found.into_iter().map(|line| row(line, &known)).collect();
    let headings = [
        "file", "name", "paper", "mobile", "born", "branch", "requests",
    ];
    session.print(out, format, &headings, &found, |row| {
        vec![
            row.file.to_string(),
            row.name.clone(),
            row.paper.clone(),
            row.mobile.clone(),
            row.born.clone(),
            row.branch.clone(),
            row.requests.to_string(),
        ]
    })
}

fn row(line: PersonLine, known: &Known) -> Row {
    Row {
        file: line.no.0,
        branch: known.branch(line.branch),
        name: line.name,
        paper: line.paper,
        mobile: line.mobile,
        born: line.born,
        requests: line.requests,
    }
}
