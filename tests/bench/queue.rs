//! Pages of a branch's queue, with their records, and how many wait in it: through the office's socket, and in SQLite
//! on the same rows, with an index for each way that they are asked for.

use std::time::Instant;

use istiqbal::domain::request::Stage;
use istiqbal::protocol::query::{QueueOrder, QueuePage};
use istiqbal::protocol::{Answer, Client, DeskView, Query, QueueQuery};

use crate::Outcome;
use crate::figures::{Chance, Pair, heading, millis, of_each, people, requests, runs, setting};
use crate::house::{House, kept};
use crate::peers::Queues;

/// Rows of a page.
const LIMIT: u16 = 50;

/// Rows asked for at a time where all are read.
const LOT: u16 = 200;

pub fn measure() -> Outcome {
    let pages = setting("ISTIQBAL_BENCH_PAGES", 500);
    heading(&format!(
        "queue: {pages} pages of {LIMIT} rows of a branch's queue, {} requests",
        requests()
    ));
    let house = House::of_requests(people(), requests())?;
    let office = house.large_office()?;
    let mut client = house.client()?;
    let Answer::Desk(view) = client.ask(Query::Desk)? else {
        return Err("the office answered something else".into());
    };
    let waiting: u32 = view.counts.stages.values().sum();
    let peer = kept()?.join(format!("queues-{}-{}.db", people(), requests()));
    let peer = Queues::open(&peer, waiting.into(), |enter| {
        for stage in Stage::QUEUES {
            let mut all = QueueQuery::oldest(stage, LOT);
            all.order = QueueOrder::Number;
            loop {
                let page = ours(&mut client, &all)?;
                page.rows.iter().try_for_each(&mut *enter)?;
                all.offset += u32::from(LOT);
                if all.offset >= page.total {
                    break;
                }
            }
        }
        Ok(())
    })?;
    let longest = longest(&mut client, &view)?;
    let busiest = fullest(
        &mut client,
        view.staff.iter().map(|member| QueueQuery {
            officer: Some(member.no),
            ..longest.clone()
        }),
    )?;
    let mut services: Vec<String> = ours(
        &mut client,
        &QueueQuery {
            limit: LOT,
            ..longest.clone()
        },
    )?
    .rows
    .into_iter()
    .map(|row| row.service)
    .collect();
    services.sort();
    services.dedup();
    let wanted = fullest(
        &mut client,
        services.into_iter().map(|service| QueueQuery {
            service: Some(service),
            ..longest.clone()
        }),
    )?;
    let mut chance = Chance(3_000);
    for (of, asked) in [
        ("", longest),
        (", one officer", busiest),
        (", one service", wanted),
    ] {
        let total = ours(
            &mut client,
            &QueueQuery {
                limit: 0,
                ..asked.clone()
            },
        )?
        .total;
        println!("{}{of}: {total} rows", asked.stage.id());
        let first = vec![asked.clone(); pages];
        let any = |_| QueueQuery {
            offset: chance.below(total as usize) as u32,
            ..asked.clone()
        };
        let any: Vec<QueueQuery> = (0..pages).map(any).collect();
        for (which, asked) in [("first page", first), ("any page", any)] {
            let page = |client: &mut Client, asked: &QueueQuery| -> Outcome<_> {
                let page = ours(client, asked)?;
                Ok(page.rows.iter().map(|row| row.request).collect())
            };
            let both = |asked: &QueueQuery| -> Outcome<_> { Ok(peer.page(asked)?) };
            beside(&format!("{which}{of}"), &mut client, &asked, page, both)?;
        }
        if of.is_empty() {
            let count = |client: &mut Client, asked: &QueueQuery| -> Outcome<_> {
                Ok(ours(
                    client,
                    &QueueQuery {
                        limit: 0,
                        ..asked.clone()
                    },
                )?
                .total)
            };
            let first = vec![asked; pages];
            beside("count", &mut client, &first, count, |asked| {
                Ok(peer.count(asked)?)
            })?;
        }
    }
    println!("office at the end {} MB", office.resident() >> 20);
    Ok(())
}

/// Has both answer the same, in turn, and holds them to one answer.
fn beside<T: PartialEq>(
    what: &str,
    client: &mut Client,
    asked: &[QueueQuery],
    ours: impl Fn(&mut Client, &QueueQuery) -> Outcome<T>,
    theirs: impl Fn(&QueueQuery) -> Outcome<T>,
) -> Outcome {
    let (mut our, mut their) = (vec![], vec![]);
    for _ in 0..runs() {
        let mut run = (vec![], vec![]);
        for asked in asked {
            let since = Instant::now();
            let one = ours(client, asked)?;
            run.0.push(millis(since.elapsed()));
            let since = Instant::now();
            let other = theirs(asked)?;
            run.1.push(millis(since.elapsed()));
            if one != other {
                return Err(format!("{what}: the peer answers something else to {asked:?}").into());
            }
        }
        our.push(run.0);
        their.push(run.1);
    }
    for (at, percent) in [("p99", 99.0), ("p50", 50.0)] {
        Pair {
            what: &format!("{what}, {at}"),
            unit: "ms",
            peer: "SQLite",
            more_is_better: false,
        }
        .print(&of_each(&our, percent), &of_each(&their, percent));
    }
    Ok(())
}

fn ours(client: &mut Client, asked: &QueueQuery) -> Outcome<QueuePage> {
    match client.ask(Query::Queue(asked.clone()))? {
        Answer::Queue(page) => Ok(page),
        _ => Err("the office answered something else".into()),
    }
}

/// The longest queue of a branch.
fn longest(client: &mut Client, view: &DeskView) -> Outcome<QueueQuery> {
    let branches = view.branches.iter().map(|branch| branch.no);
    let queues = branches.flat_map(|branch| {
        Stage::QUEUES.map(|stage| QueueQuery {
            branch: Some(branch),
            ..QueueQuery::oldest(stage, LIMIT)
        })
    });
    fullest(client, queues)
}

/// That of which most rows are.
fn fullest(client: &mut Client, asked: impl Iterator<Item = QueueQuery>) -> Outcome<QueueQuery> {
    let mut fullest = None;
    for one in asked {
        let total = ours(
            client,
            &QueueQuery {
                limit: 0,
                ..one.clone()
            },
        )?
        .total;
        if fullest.as_ref().is_none_or(|(most, _)| total > *most) {
            fullest = Some((total, one));
        }
    }
    match fullest {
        Some((1.., asked)) => Ok(asked),
        _ => Err("nothing waits".into()),
    }
}
