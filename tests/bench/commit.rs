//! Commands a second, each on disk before it is acknowledged: through the office's socket, and in SQLite as one
//! transaction each, with as many at once, the same bytes and the same disk.
//!
//! A disk may take ten times as long to sync in one second as in the next, so a run is many short turns of each, and
//! the disk by itself is measured between them.

use std::fs::File;
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Barrier, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use istiqbal::journal::codec;
use istiqbal::protocol::{Client, Order};

use crate::Outcome;
use crate::figures::{Pair, heading, millis, percentile, runs, setting};
use crate::house::{House, kept};
use crate::peers;

/// How many at once.
const CLIENTS: [usize; 2] = [1, 64];

/// Bytes of a command.
const BYTES: usize = 600;

/// Turns that make a run.
const TURNS: usize = 12;

/// One run: how long each took, in milliseconds, and all together, in seconds.
#[derive(Default)]
struct Run {
    took: Vec<f64>,
    lasted: f64,
}

impl Run {
    fn add(&mut self, turn: Run) {
        self.took.extend(turn.took);
        self.lasted += turn.lasted;
    }

    fn a_second(&self) -> f64 {
        self.took.len() as f64 / self.lasted
    }

    fn p99(&self) -> f64 {
        percentile(&self.took, 99.0)
    }
}

pub fn measure() -> Outcome {
    heading("commit: acknowledged commands a second, each on disk");
    let dir = tempfile::tempdir_in(kept()?)?;
    let house = House::at(dir.path().join("data"))?;
    let _office = house.opened()?;
    let bytes = codec::encode(&enquiry())?.len();
    println!("{bytes} bytes a command, and as many a row in SQLite");
    let database = dir.path().join("peer.db");
    peers::commits(&database)?;
    for clients in CLIENTS {
        let (mut ours, mut queued, mut contended) = (vec![], vec![], vec![]);
        let mut disk = vec![];
        for _ in 0..runs() {
            let mut run = [(); 3].map(|()| Run::default());
            for turn in 0..TURNS {
                disk.extend(syncs(&dir.path().join("disk"), bytes)?);
                run[0].add(through_the_socket(&house, clients)?);
                run[1].add(in_sqlite(&database, clients, bytes, true)?);
                // Once a run: whoever sleeps when the turn ends may sleep for seconds more.
                if clients > 1 && turn == 0 {
                    run[2].add(in_sqlite(&database, clients, bytes, false)?);
                }
            }
            let [one, two, three] = run;
            ours.push(one);
            queued.push(two);
            contended.push(three);
        }
        let at = |percent| percentile(&disk, percent);
        println!(
            "the disk alone, one sync after the other: {:.2} ms median, {:.2} ms p99, {:.2} ms at best",
            at(50.0),
            at(99.0),
            at(0.0)
        );
        print(clients, "SQLite, writers queued", &ours, &queued);
        if clients > 1 {
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
    .print(&each(ours, Run::a_second), &each(theirs, Run::a_second));
    Pair {
        what: "  until acknowledged, p99",
        unit: "ms",
        peer,
        more_is_better: false,
    }
    .print(&each(ours, Run::p99), &each(theirs, Run::p99));
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
        standard: None,
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

/// How long the disk takes to have so many bytes, over and over, in a file that is there already.
fn syncs(path: &Path, bytes: usize) -> Outcome<Vec<f64>> {
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(path)?;
    let row = vec![7_u8; bytes];
    let mut took = vec![];
    for _ in 0..10 {
        let since = Instant::now();
        file.write_all_at(&row, 0)?;
        file.sync_data()?;
        took.push(millis(since.elapsed()));
    }
    Ok(took)
}

/// Has each do its thing again and again for a while.
fn run(each: Vec<Box<dyn FnMut() -> bool + Send>>) -> Outcome<Run> {
    let lasts = Duration::from_millis(setting("ISTIQBAL_BENCH_COMMIT_MS", 250));
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
        took,
        lasted: lasted.as_secs_f64(),
    })
}
