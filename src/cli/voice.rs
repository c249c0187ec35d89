//! `istiqbal voice`: suggestions and complaints, and how satisfied people are, in sums only.

use std::io::Write;

use serde::Serialize;
use serde_json::{Value, json};

use super::args::{Days, Voice as VoiceArgs};
use super::known::Known;
use super::rows::{self, Format};
use super::when::{When, now};
use super::whole::whole;
use super::{Failure, Session, report};
use crate::arabic::isolate;
use crate::domain::ids::{PersonNo, VoiceNo};
use crate::domain::voice::VoiceKind;
use crate::export::report::score;
use crate::protocol::query::{VoiceBy, VoiceKey, VoiceLine, VoiceSum, VoicesQuery};
use crate::protocol::{Answer, Client, ClientError, Made, Order, Query};

/// Rows asked for at a time.
const PAGE: u16 = 200;

/// Why something was not taken down.
#[derive(Debug, thiserror::Error)]
pub enum VoiceFailure {
    /// The charity has no such channel.
    #[error("no channel is called {name:?}; there are: {}", known.join(", "))]
    Channel {
        /// As given.
        name: String,
        /// The ids there are.
        known: Vec<String>,
    },
}

#[derive(Serialize)]
struct Row {
    number: u32,
    kind: VoiceKind,
    text: String,
    channel: String,
    file: Option<u32>,
    name: Option<String>,
    branch: String,
    since: When,
    by: String,
    answer: Option<String>,
    answered: Option<When>,
    answered_by: Option<String>,
}

/// Does what is to be done.
pub fn run(session: &Session<'_>, args: VoiceArgs, out: &mut dyn Write) -> Result<(), Failure> {
    let (mut client, known) = session.office()?;
    match args {
        VoiceArgs::List { kind, open, rows } => {
            let voices = all(&mut client, kind, open)?;
            let voices: Vec<Row> = voices.into_iter().map(|one| told(one, &known)).collect();
            list(session, &known, rows.format, &voices, out)
        }
        VoiceArgs::Hear {
            text,
            kind,
            channel,
            person,
        } => {
            let order = Order::HearVoice {
                kind,
                text: text.join(" "),
                channel: channel_called(&known, channel)?,
                person: person.map(PersonNo),
            };
            if let Made::Voice(no) = client.order(order)?.made {
                writeln!(out, "{no}")?;
            }
            Ok(())
        }
        VoiceArgs::Answer { number, text } => {
            client.order(Order::AnswerVoice {
                voice: VoiceNo(number),
                answer: text.join(" "),
            })?;
            Ok(())
        }
        VoiceArgs::Sums { by, days, rows } => {
            sums(session, &mut client, &known, by, &days, rows.format, out)
        }
    }
}

/// The channel as given, or the charity's first, as at the desk.
fn channel_called(known: &Known, given: Option<String>) -> Result<String, VoiceFailure> {
    let channels = known.profile().map_or(&[][..], |profile| &profile.channels);
    let ids = || channels.iter().map(|channel| channel.id.to_string());
    match given {
        None => Ok(ids().next().unwrap_or_default()),
        Some(id) if channels.is_empty() || ids().any(|one| one == id) => Ok(id),
        Some(name) => Err(VoiceFailure::Channel {
            name,
            known: ids().collect(),
        }),
    }
}

fn all(
    client: &mut Client,
    kind: Option<VoiceKind>,
    open: bool,
) -> Result<Vec<VoiceLine>, Failure> {
    whole(
        client,
        |offset| {
            Query::Voices(VoicesQuery {
                kind,
                open,
                offset,
                limit: PAGE,
            })
        },
        |answer| match answer {
            Answer::Voices(page) => {
                let more = page.rows.len() >= usize::from(PAGE);
                Some((page.rows, more))
            }
            _ => None,
        },
    )
}

fn told(line: VoiceLine, known: &Known) -> Row {
    let voice = line.voice;
    let (answer, answered) = voice.answer.unzip();
    Row {
        number: voice.no.0,
        kind: voice.kind,
        text: voice.text,
        channel: voice.channel,
        file: voice.person.map(|no| no.0),
        name: Some(line.name).filter(|name| !name.is_empty()),
        branch: known.branch(voice.branch),
        since: When(voice.taken.at),
        by: known.staff(voice.taken.by),
        answer,
        answered: answered.map(|act| When(act.at)),
        answered_by: answered.map(|act| known.staff(act.by)),
    }
}

fn list(
    session: &Session<'_>,
    known: &Known,
    format: Format,
    rows: &[Row],
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let headings = [
        "number", "kind", "said", "channel", "name", "since", "answer",
    ];
    session.print(out, format, &headings, rows, |row| {
        vec![
            row.number.to_string(),
            session.texts.get(&format!("voice-{}", row.kind.id())),
            row.text.clone(),
            known.channel(&row.channel),
            row.name.clone().unwrap_or_default(),
            row.since.day_and_hour(),
            row.answer.clone().unwrap_or_default(),
        ]
    })
}

/// One line of the sums: what it is of, in files and in words, and the sum.
struct Sum {
    by: &'static str,
    key: String,
    title: String,
    sum: VoiceSum,
}

fn sums(
    session: &Session<'_>,
    client: &mut Client,
    known: &Known,
    by: VoiceBy,
    days: &Days,
    format: Format,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let days = report::period(days, now().date())?;
    let query = Query::Voice {
        from: days.from,
        to: days.to,
        by,
    };
    let Answer::Voice(told) = client.ask(query)? else {
        return Err(ClientError::Astray.into());
    };
    let all = Sum {
        by: "all",
        key: "all".to_owned(),
        title: session.texts.get("report-all"),
        sum: told.all,
    };
    let lines = told.rows.into_iter().map(|row| {
        let (key, title) = named(session, known, &row.of);
        Sum {
            by: by.id(),
            key,
            title,
            sum: row.sum,
        }
    });
    let lines: Vec<Sum> = lines.chain([all]).collect();
    if format == Format::Json {
        let lines: Vec<Value> = lines.iter().map(as_json).collect();
        return Ok(rows::json(out, &lines)?);
    }
    let headings = [
        format!("report-by-{}", by.id()),
        "voice-ratings".to_owned(),
        "voice-procedure".to_owned(),
        "voice-provider".to_owned(),
    ];
    let withheld = session.texts.get("voice-withheld");
    let cells = lines.iter().map(|line| match line.sum {
        VoiceSum::Withheld => vec![line.title.clone(), "–".to_owned(), withheld.clone()],
        VoiceSum::Told {
            count,
            procedure,
            provider,
        } => {
            let mean = |hundredths: u32| isolate::strip(&score(hundredths.into()));
            let means = [procedure, provider].map(mean);
            [line.title.clone(), count.to_string()]
                .into_iter()
                .chain(means)
                .collect()
        }
    });
    let headings = headings.iter().map(|id| session.texts.get(id)).collect();
    let table: Vec<Vec<String>> = std::iter::once(headings).chain(cells).collect();
    Ok(rows::table(out, &table)?)
}

fn named(session: &Session<'_>, known: &Known, of: &VoiceKey) -> (String, String) {
    match of {
        VoiceKey::Service(id) => (id.clone(), known.service(id)),
        VoiceKey::Channel(id) => (id.clone(), known.channel(id)),
        VoiceKey::Branch(no) => (no.to_string(), known.branch(*no)),
        VoiceKey::Occasion(one) => {
            let title = session.texts.get(&format!("occasion-{}", one.id()));
            (one.id().to_owned(), title)
        }
        VoiceKey::Department(one) => {
            let title = session.texts.get(&format!("department-{}", one.id()));
            (one.id().to_owned(), title)
        }
        VoiceKey::Together => ("together".to_owned(), session.texts.get("report-together")),
    }
}

fn as_json(line: &Sum) -> Value {
    let (rated, procedure, provider) = match line.sum {
        VoiceSum::Withheld => (None, None, None),
        VoiceSum::Told {
            count,
            procedure,
            provider,
        } => {
            let mean = |hundredths: u32| f64::from(hundredths) / 100.0;
            (Some(count), Some(mean(procedure)), Some(mean(provider)))
        }
    };
    json!({
        "by": line.by,
        "key": line.key,
        "title": line.title,
        "rated": rated,
        "procedure": procedure,
        "provider": provider,
    })
}
