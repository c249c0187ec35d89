//! Memory held: by a desk, by the office of a large store, and by the office for each who is connected.

use std::path::Path;
use std::time::Duration;

use istiqbal::domain::request::Stage;
use istiqbal::protocol::{Answer, Client, Query, QueueQuery};

use crate::Outcome;
use crate::figures::{Pair, alone, heading, megabytes, people, requests, runs, setting};
use crate::house::{House, peak, resident};
use crate::keypress::{DOWN, F4, TAB, gitui, mutt, ours};
use crate::pty::{Program, Terminal};

/// How far down a list is gone.
const DEPTH: usize = 100;

/// Until all of it is drawn.
const REST: Duration = Duration::from_millis(500);

/// Rows of a page.
const LIMIT: u16 = 50;

pub fn measure() -> Outcome {
    heading(&format!(
        "memory: {} people, {} requests",
        people(),
        requests()
    ));
    let house = House::of_requests(people(), requests())?;
    let office = house.large_office()?;
    desks(&house)?;
    sessions(&house, || office.resident())?;
    println!(
        "office at the end {} MB, at most {} MB",
        office.resident() >> 20,
        peak(&office.process()) >> 20
    );
    Ok(())
}

/// A desk in a queue, beside what others hold in a list.
fn desks(house: &House) -> Outcome {
    let home = tempfile::tempdir()?;
    let mut each: Vec<(Program, &[&str], Vec<f64>)> = vec![
        (ours(house, home.path()), &[F4, TAB, TAB, TAB], vec![]),
        (gitui(home.path()), &["2"], vec![]),
        (mutt(home.path())?, &["="], vec![]),
    ];
    each.retain(|(program, ..)| {
        Path::new(&program.arguments[0]).is_absolute() || program.is_here()
    });
    let down = DOWN.repeat(DEPTH);
    for _ in 0..runs() {
        for (program, before, held) in &mut each {
            let (mut terminal, _) = Terminal::start(program)?;
            terminal.rest(REST);
            for keys in before.iter().copied().chain([down.as_str()]) {
                terminal.press(keys)?;
                terminal.rest(REST);
            }
            held.push(megabytes(resident(&terminal.process())));
        }
    }
    let Some(((_, _, desk), peers)) = each.split_first() else {
        return Ok(());
    };
    if peers.is_empty() {
        alone("memory of a desk", "MB", desk, false);
    }
    for (peer, _, theirs) in peers {
        Pair {
            what: "memory of a desk",
            unit: "MB",
            peer: peer.name,
            more_is_better: false,
        }
        .print(desk, theirs);
    }
    Ok(())
}

/// What the office holds more for each of many connections that ask what a desk asks.
fn sessions(house: &House, office: impl Fn() -> u64) -> Outcome {
    // As many in all as one Unix user may have, and some to spare.
    let many = setting("ISTIQBAL_BENCH_SESSIONS", 200 / runs()).max(1);
    // What is kept for all, the cache of records too, is there before the first is counted.
    let mut open = vec![session(house)?];
    for _ in 0..many {
        open.iter_mut().try_for_each(ask)?;
    }
    let mut held = vec![];
    for _ in 0..runs() {
        let before = office();
        for _ in 0..many {
            open.push(session(house)?);
        }
        held.push(office().saturating_sub(before) as f64 / many as f64 / 1024.0);
    }
    println!("{} sessions at the end", open.len());
    alone("office, for each session", "kB", &held, false);
    Ok(())
}

/// A connection as a desk makes it.
fn session(house: &House) -> Outcome<Client> {
    let mut client = house.client()?;
    ask(&mut client)?;
    Ok(client)
}

/// How things stand, a page of a queue, a name typed.
fn ask(client: &mut Client) -> Outcome {
    let Answer::Desk(view) = client.ask(Query::Desk)? else {
        return Err("the office answered something else".into());
    };
    let mut queue = QueueQuery::oldest(Stage::QUEUES[0], LIMIT);
    queue.branch = view.branches.first().map(|branch| branch.no);
    client.ask(Query::Queue(queue))?;
    for text in ["م", "مح", "محمد"] {
        client.ask(Query::Find {
            text: text.to_owned(),
            limit: LIMIT,
        })?;
    }
    Ok(())
}
