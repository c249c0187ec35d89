//! `kill -9` in the middle of the work of several desks: nothing acknowledged is lost, and nothing is done twice.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use istiqbal::protocol::{Client, ClientError, Command, Done, Order, Refusal};

use super::house::{House, command, enquiry, until};
use super::world::people::somebody;
use crate::world::orders;

/// Commands of every size: one event, several, and none that a second time would not do again.
fn work(desk: usize, round: usize) -> Order {
    match round % 3 {
        0 => enquiry(&format!("{desk}/{round}")),
        1 => Order::ReceiveVisitor {
            visitor: istiqbal::domain::arrival::Visitor::Named(format!("زائر {desk} {round}")),
            purpose: String::new(),
        },
        _ => {
            let mut facts = somebody(0);
            facts.name.given = format!("{desk}-{round}");
            orders::register(facts)
        }
    }
}

/// A desk that loses its line, finds it again and asks again, until it is told.
fn insist(house: &House, client: &mut Option<Client>, command: &Command) -> Done {
    loop {
        let line = client.get_or_insert_with(|| house.client());
        match line.command(command.clone()) {
            Ok(done) => return done,
            Err(ClientError::Refused(Refusal::Closing)) => *client = None,
            Err(error) if error.is_lost() => *client = None,
            Err(other) => panic!("{other}"),
        }
    }
}

/// Kills the office some times while desks work; then everything they were told is true, once.
fn killed_under_work(kills: usize, desks: usize) {
    let (house, office) = House::open();
    let acknowledged = AtomicUsize::new(0);
    let over = AtomicBool::new(false);
    let told: HashMap<u128, Done> = thread::scope(|scope| {
        let desks: Vec<_> = (0..desks)
            .map(|desk| {
                let (house, acknowledged, over) = (&house, &acknowledged, &over);
                scope.spawn(move || {
                    let mut client = None;
                    let mut told = vec![];
                    for round in 0.. {
                        if over.load(Ordering::Relaxed) {
                            break;
                        }
                        let command = command(work(desk, round));
                        let done = insist(house, &mut client, &command);
                        // Now and then asked once more, as after an answer that was lost.
                        if round.is_multiple_of(5) {
                            assert_eq!(insist(house, &mut client, &command), done);
                        }
                        told.push((command.id, done));
                        acknowledged.fetch_add(1, Ordering::Relaxed);
                    }
                    told
                })
            })
            .collect();
        let mut ours = Some(office);
        for kill in 0..kills {
            let enough = acknowledged.load(Ordering::Relaxed) + 3 + kill % 17;
            until("some work", || {
                (acknowledged.load(Ordering::Relaxed) >= enough).then_some(())
            });
            // Somewhere within the next commands, not always right after one.
            thread::sleep(Duration::from_micros(kill as u64 * 37 % 1_000));
            match ours.take() {
                Some(mut office) => office.kill(),
                None => {
                    let office = house
                        .holder()
                        .and_then(rustix::process::Pid::from_raw)
                        .unwrap();
                    let _ = rustix::process::kill_process(office, rustix::process::Signal::KILL);
                }
            }
        }
        over.store(true, Ordering::Relaxed);
        let told = desks.into_iter().flat_map(|desk| desk.join().unwrap());
        told.collect()
    });

    let mut found: HashMap<u128, Vec<u64>> = HashMap::new();
    for entry in house.entries() {
        found
            .entry(entry.command)
            .or_default()
            .push(entry.position.0);
    }
    assert!(told.len() > kills);
    for (id, done) in &told {
        assert_eq!(
            found.get(id),
            Some(&vec![done.revision.0]),
            "exactly once, and where it was said"
        );
    }
    // Asked again of an office that never saw them, each is answered as it was.
    let mut client = house.client();
    for (id, done) in told.iter().take(50) {
        let again = Command {
            id: *id,
            saw: None,
            order: enquiry("never done"),
        };
        assert_eq!(&client.command(again).unwrap(), done);
    }
    house.verified();
}

#[test]
fn desks_that_are_open_when_the_office_is_killed_go_on_and_lose_nothing() {
    killed_under_work(3, 4);
}

#[test]
fn killed_fifty_times_in_the_middle_of_commits_nothing_acknowledged_is_lost() {
    killed_under_work(50, 6);
}
