//! `istiqbal queue --watch`: the queues on a wall screen, or as rows printed again at every change.

use std::io::{IsTerminal, Write};

use serde::Serialize;

use super::desk::{Looks, looks};
use super::known::Known;
use super::queue::{Count, stage_called};
use super::rows::Format;
use super::when::{When, now};
use super::{Failure, Session};
use crate::desk::terminal::is_dumb;
use crate::desk::wallboard::{self, Board, Ended, Options, Shows};
use crate::domain::request::Stage;
use crate::protocol::Client;

#[derive(Serialize)]
struct Row {
    request: String,
    initials: String,
    stage: Stage,
    since: When,
    due: bool,
}

/// Shows a queue or all of them, and stays.
pub fn run(
    session: &Session<'_>,
    name: Option<&str>,
    branch: Option<&str>,
    format: Format,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let stage = name.map(|name| stage_called(name, &[])).transpose()?;
    let place = session.place()?;
    let mut client = session.client_of_whoever(&place)?;
    let known = Known::ask(&mut client, session)?;
    let shows = shows(session, &known, stage, branch)?;
    let Looks {
        settings,
        memory,
        term,
    } = looks(session);
    if !std::io::stdout().is_terminal() || is_dumb(term.as_deref()) {
        return print(session, client, shows, format, out);
    }
    let options = Options {
        place: place.clone(),
        program: session.around.program.clone(),
        settings,
        memory,
        term,
        text: session.settings.text.unwrap_or_default(),
        shows,
    };
    loop {
        match wallboard::run(client, options.clone())? {
            Ended::Left => return Ok(()),
            // The office was started anew, and has nobody's word any more.
            Ended::SignIn => client = session.client_of_whoever(&place)?,
        }
    }
}

fn shows(
    session: &Session<'_>,
    known: &Known,
    stage: Option<Stage>,
    branch: Option<&str>,
) -> Result<Shows, Failure> {
    let branch = branch.map(|name| known.branch_called(name)).transpose()?;
    let profile = known.profile();
    let refers = profile.is_none_or(|profile| profile.clarifier().is_some());
    let mut stages = stage.map_or(Stage::QUEUES.to_vec(), |stage| vec![stage]);
    stages.retain(|one| stage.is_some() || *one != Stage::Clarification || refers);
    let charity = profile.map(|profile| session.pick()(&profile.charity.short_name).to_owned());
    let at = branch.map(|no| known.branch(no));
    let stage_name = stage.map(|stage| session.texts.get(&format!("stage-{}", stage.id())));
    let title: Vec<String> = [charity, at, stage_name].into_iter().flatten().collect();
    Ok(Shows {
        title: title.join(" · "),
        stage,
        branch,
        line: branch.is_none() || branch == known.mine(),
        stages,
    })
}

/// Prints what is shown, and again whenever it is something else.
fn print(
    session: &Session<'_>,
    mut client: Client,
    shows: Shows,
    format: Format,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    client.watch()?;
    let mut before = Vec::new();
    loop {
        // What was told of is read now; what comes meanwhile is read the next time.
        client.notices.clear();
        let mut board = Board::new(shows.clone());
        for query in shows.queries() {
            let answer = client.ask(query.clone())?;
            board.know(&query, answer);
        }
        let mut text = Vec::new();
        print_board(session, &board, format, &mut text)?;
        if text != before {
            out.write_all(&text)?;
            out.flush()?;
            before = text;
        }
        client.next_notice()?;
    }
}

fn print_board(
    session: &Session<'_>,
    board: &Board,
    format: Format,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    if board.shows().stage.is_none() {
        let counts: Vec<Count> = board
            .counts()
            .map(|(stage, requests)| Count {
                queue: stage.id(),
                requests,
            })
            .collect();
        return session.print(out, format, &["queue", "requests"], &counts, |row| {
            vec![row.queue.to_owned(), row.requests.to_string()]
        });
    }
    let rows: Vec<Row> = board
        .rows()
        .into_iter()
        .map(|row| Row {
            request: row.request.to_string(),
            initials: row.initials.clone(),
            stage: row.stage,
            since: When(row.since),
            due: row.is_due(now().date()),
        })
        .collect();
    let headings = ["request", "initials", "stage", "since", "due"];
    session.print(out, format, &headings, &rows, |row| {
        vec![
            row.request.clone(),
            row.initials.clone(),
            session.texts.get(&format!("stage-{}", row.stage.id())),
            row.since.day_and_hour(),
            if row.due { "●" } else { "" }.to_owned(),
        ]
    })
}
