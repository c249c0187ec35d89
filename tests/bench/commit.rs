//! Commands a second, each on disk before it is acknowledged: through the office's socket, and in SQLite as one
//! transaction each, with as many at once, the same bytes and the same disk, by turns.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Barrier, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use istiqbal::domain::staff::Role;
use istiqbal::journal::codec;
use istiqbal::profiles;
use istiqbal::protocol::{Client, Order};

use crate::Outcome;
use crate::figures::{Pair, heading, millis, percentile, runs, setting};
use crate::house::{House, kept};
use crate::peers;

/// How many at once.
const CLIENTS: [usize; 2] = [1, 64];

/// Bytes of a command.
const BYTES: usize = 600;

/// One run: what was done a second, and how long each took.
struct Run {
    a_second: f64,
    p99: f64,
}

pub fn measure() -> Outcome {
    heading("commit: acknowledged commands a second, each on disk");
    let dir = tempfile::tempdir_in(kept()?)?;
    let house = House::at(dir.path().join("data"))?;
    let _office = house.office()?;
    house.client()?.order(Order::OpenDesk {
        profile: profiles::source("wethaq").unwrap_or_default().to_owned(),
        branch: "الرئيسي".into(),
        name: "سلمى".into(),
        roles: [Role::Reception].into(),
    })?;
    let bytes = codec::encode(&enquiry())?.len();
    println!("{bytes} bytes a command, and as many a row in SQLite");
    let database = dir.path().join("peer.db");
    peers::commits(&database)?;
    for clients in CLIENTS {
        let (mut ours, mut queued, mut contended) = (vec![], vec![], vec![]);
        for _ in 0..runs() {
            ours.push(through_the_socket(&house, clients)?);
            queued.push(in_sqlite(&database, clients, bytes, true)?);
            if clients > 1 {
                contended.push(in_sqlite(&database, clients, bytes, false)?);
            }
        }
        print(clients, "SQLite, writers queued", &ours, &queued);
        if !contended.is_empty() {
            print(clients, "SQLite, its own locking", &ours, &contended);
        }
    }
    Ok(())
}

fn print(clients: usize, peer: &str, ours: &[Run], theirs: &[Run]) {
    let each = |runs: &[Run], value: fn(&Run) -> f64| runs.iter().map(value).collect::<Vec<_>>();
    Pair {
        what: &format!("commit, {clients} at once"),
        unit: "/s",
        peer,
        more_is_better: true,
    }
    .print(
        &each(ours, |run| run.a_second),
        &each(theirs, |run| run.a_second),
    );
    Pair {
        what: "  until acknowledged, p99",
        unit: "ms",
        peer,
        more_is_better: false,
    }
    .print(&each(ours, |run| run.p99), &each(theirs, |run| run.p99));
}

fn enquiry() -> Order {
    let text = "هل يصرف الدعم قبل نهاية الشهر أم بعده؟ ";
    let answer = "نعم، بإذن الله. ";
    let mut question = String::new();
    while question.len() + text.len() + answer.len() < BYTES {
        question.push_str(text);
    }
    Order::LogEnquiry {
        question,
        answer: answer.to_owned(),
        channel: "phone".into(),
        person: None,
    }
}

fn through_the_socket(house: &House, clients: usize) -> Outcome<Run> {
    let connected: Result<Vec<Client>, _> = (0..clients).map(|_| house.client()).collect();
    let each = connected?.into_iter().map(|mut client| {
        let once: Box<dyn FnMut() -> bool + Send> =
            Box::new(move || client.order(enquiry()).is_ok());
        once
    });
    run(each.collect())
}

/// `queued`: the threads wait for each other in line. By itself SQLite has them sleep and try again.
fn in_sqlite(database: &Path, clients: usize, bytes: usize, queued: bool) -> Outcome<Run> {
    static LINE: Mutex<()> = Mutex::new(());
    let mut each: Vec<Box<dyn FnMut() -> bool + Send>> = vec![];
    for _ in 0..clients {
        let peer = peers::Committer::open(database)?;
        let row = vec![7_u8; bytes];
        each.push(Box::new(move || {
            let _turn = queued.then(|| LINE.lock().unwrap_or_else(PoisonError::into_inner));
            peer.commit(&row).is_ok()
        }));
    }
    run(each)
}

/// Has each do its thing again and again for a while.
fn run(each: Vec<Box<dyn FnMut() -> bool + Send>>) -> Outcome<Run> {
    let lasts = Duration::from_millis(setting("ISTIQBAL_BENCH_COMMIT_MS", 3_000));
    let (done, failed) = (AtomicBool::new(false), AtomicBool::new(false));
    let ready = Barrier::new(each.len() + 1);
    let (took, lasted) = thread::scope(|scope| {
        let work = |mut once: Box<dyn FnMut() -> bool + Send>| {
            let (done, failed, ready) = (&done, &failed, &ready);
            scope.spawn(move || {
                let mut took = vec![];
                ready.wait();
                while !done.load(Ordering::Relaxed) {
                    let since = Instant::now();
                    if !once() {
                        failed.store(true, Ordering::Relaxed);
                        break;
                    }
                    took.push(millis(since.elapsed()));
                }
                took
            })
        };
        let threads: Vec<_> = each.into_iter().map(work).collect();
        ready.wait();
        let since = Instant::now();
        thread::sleep(lasts);
        done.store(true, Ordering::Relaxed);
        let took: Vec<f64> = threads
            .into_iter()
            .flat_map(|thread| thread.join().unwrap_or_default())
            .collect();
        (took, since.elapsed())
    });
    if failed.into_inner() {
        return Err("a commit failed".into());
    }
    Ok(Run {
        a_second: took.len() as f64 / lasted.as_secs_f64(),
        p99: percentile(&took, 99.0),
    })
}
