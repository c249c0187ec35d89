//! How an office ends: when nobody needs it, when it is told to, when its disk fails it.

use std::io::Read;
use std::path::PathBuf;
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use istiqbal::office::{self, Options};
use istiqbal::protocol::reach::{Place, READY};
use istiqbal::protocol::{Client, ClientError, Query, Refusal};

use super::house::{House, Office, command, enquiry, only, until};

/// Tells the process that is to be an office its data directory, and how long it lingers, in milliseconds.
const DATA: &str = "ISTIQBAL_TEST_DATA";
const LINGER: &str = "ISTIQBAL_TEST_LINGER";

/// An office on demand, which may be gone again before anybody comes.
struct Lingering {
    office: Office,
    linger: Duration,
    since: Instant,
}

fn lingering(house: &House, linger: Duration) -> Lingering {
    let mut program = only("ends::be_an_office_on_demand");
    program
        .env(DATA, &house.place.data)
        .env(LINGER, linger.as_millis().to_string())
        .stdout(Stdio::piped());
    let since = Instant::now();
    Lingering {
        office: house.start(program),
        linger,
        since,
    }
}

impl Lingering {
    /// It has left as it should: after it could be reached, and had waited for somebody.
    fn left(mut self) {
        assert!(self.office.ended().success());
        assert!(self.since.elapsed() >= self.linger);
        let mut said = String::new();
        let mut out = self.office.0.stdout.take().unwrap();
        out.read_to_string(&mut said).unwrap();
        // The harness may have begun the line.
        assert!(said.lines().any(|line| line.ends_with(READY)), "{said}");
    }
}

/// One with somebody there, however long the machine takes to let them in: each lingers longer than the one before.
fn visited(house: &House) -> (Lingering, Client) {
    for doubled in 0..7 {
        let mut one = lingering(house, Duration::from_secs(1 << doubled));
        let first = until("the office, or its end", || {
            let client = house.place.reach_running().ok().flatten().map(Some);
            client.or_else(|| one.office.0.try_wait().unwrap().map(|_| None))
        });
        match first {
            Some(first) => return (one, first),
            None => one.left(),
        }
    }
    panic!("no office lingers until somebody is there");
}

#[test]
#[ignore = "the process that the tests here start as an office"]
fn be_an_office_on_demand() {
    let data = PathBuf::from(std::env::var_os(DATA).unwrap());
    let linger = std::env::var(LINGER).unwrap().parse().unwrap();
    let options = Options {
        linger: Duration::from_millis(linger),
        ..Options::new(Place::new(data, None).unwrap(), true)
    };
    office::run(&options).unwrap();
}

#[test]
fn an_office_on_demand_leaves_when_nobody_needs_it() {
    let house = House::new();
    lingering(&house, Duration::from_millis(100)).left();
    assert!(!house.place.socket.exists());
    house.client().ask(Query::Desk).unwrap();
}

#[test]
fn it_stays_while_somebody_is_there() {
    let house = House::new();
    let (mut one, first) = visited(&house);
    let more = (0..2).map(|_| house.place.reach_running().unwrap().unwrap());
    let mut clients: Vec<Client> = std::iter::once(first).chain(more).collect();
    while let Some(mut client) = clients.pop() {
        // Longer than it lingers: whoever is there keeps it.
        thread::sleep(one.linger + Duration::from_millis(200));
        client.ask(Query::Desk).unwrap();
        assert_eq!(one.office.0.try_wait().unwrap(), None);
    }
    one.left();
}

#[test]
fn an_office_in_the_foreground_stays_and_leaves_when_told() {
    let (house, mut office) = House::open();
    let mut client = house.client();
    let asked = client.order(enquiry("؟")).unwrap();
    assert!(office.terminate().success());
    assert!(!house.place.socket.exists());
    let lost = client.ask(Query::Desk).unwrap_err();
    assert!(lost.is_lost(), "{lost}");
    assert_eq!(house.entries().len() as u64, asked.revision.0);
    house.verified();
}

#[test]
fn whatever_was_asked_when_it_is_told_to_leave_is_done_or_refused_and_never_both() {
    let (house, mut office) = House::open();
    let desks: Vec<_> = (0..8)
        .map(|_| {
            let mut client = house.client();
            thread::spawn(move || {
                let mut done = vec![];
                let mut open = vec![];
                loop {
                    let command = command(enquiry("؟"));
                    match client.command(command.clone()) {
                        Ok(_) => done.push(command.id),
                        Err(ClientError::Refused(Refusal::Closing)) => {
                            return (done, open, Some(command.id));
                        }
                        Err(error) if error.is_lost() => {
                            open.push(command.id);
                            return (done, open, None);
                        }
                        Err(other) => panic!("{other}"),
                    }
                }
            })
        })
        .collect();
    until("some work", || (house.entries().len() > 200).then_some(()));
    assert!(office.terminate().success());
    let kept: Vec<u128> = house.entries().iter().map(|entry| entry.command).collect();
    let times = |id: &u128| kept.iter().filter(|kept| *kept == id).count();
    for desk in desks {
        let (done, open, refused) = desk.join().unwrap();
        assert!(done.iter().all(|id| times(id) == 1));
        assert!(open.iter().all(|id| times(id) <= 1));
        assert!(refused.iter().all(|id| times(id) == 0));
    }
    house.verified();
}

#[test]
fn a_journal_that_cannot_grow_is_said_and_nothing_acknowledged_is_lost() {
    let (house, mut office) = House::open();
    assert!(office.terminate().success());
    // Files of this office may grow to three megabytes.
    let office = house.program(&["office"]);
    let mut limited = std::process::Command::new("bash");
    limited
        .args(["-c", r#"trap '' XFSZ; ulimit -f 3000; exec "$0" "$@""#])
        .arg(office.get_program())
        .args(office.get_args());
    let mut office = house.start(limited);
    let mut client = until("the office", || house.place.reach_running().unwrap());
    let mut kept = vec![];
    let long = "؟".repeat(7_900);
    let (refused, refusal) = loop {
        let command = command(enquiry(&long));
        match client.command(command.clone()) {
            Ok(_) => kept.push(command.id),
            Err(refusal) => break (command, refusal),
        }
        assert!(kept.len() < 2_000, "three megabytes hold no more");
    };
    let ClientError::Refused(Refusal::NotKept { why }) = &refusal else {
        panic!("{refusal}");
    };
    assert!(why.contains("disk is full"), "{why}");
    assert!(!office.ended().success());
    let log = house.log();
    assert!(
        log.contains("the office stops") && log.contains("disk is full"),
        "{log}"
    );

    // With room again, what was acknowledged is there, and what was refused can be asked again.
    let mut client = house.client();
    let found: Vec<u128> = house.entries().iter().map(|entry| entry.command).collect();
    assert!(kept.iter().all(|id| found.contains(id)));
    assert!(!found.contains(&refused.id));
    client.command(refused).unwrap();
    drop(client);
    house.verified();
}
