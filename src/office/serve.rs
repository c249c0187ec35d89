//! An office from its start to its end: the lock, the socket, who is let in, and when it leaves.

use std::collections::HashMap;
use std::fs::{self, Permissions};
use std::future::Future;
use std::io::{self, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError, RwLock, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tokio::net::UnixListener;
use tokio::sync::{Semaphore, broadcast, oneshot, watch};

use super::counts::Counted;
use super::door::Door;
use super::lines;
use super::notices::Change;
use super::pace::Pace;
use super::presence::Presence;
use super::searching::Searches;
use super::session::attend;
use super::writer::{Job, Writer, WriterError};
use crate::journal::{Claim, JournalError, Options as JournalOptions};

use crate::protocol::reach::{Place, READY, ReachError};
use crate::records::{Records, RecordsError, Shelf, ShelfError};
use crate::scans::{ScanError, Scans};

/// How an office is run.
#[derive(Clone, Debug)]
pub struct Options {
    /// Whose office.
    pub place: Place,
    /// Whether a client started it: it then says on standard output when it can be reached, and leaves when the last
    /// client has been gone for a while.
    pub on_demand: bool,
    /// How long an office that was started on demand stays after its last client.
    pub linger: Duration,
}

impl Options {
    /// The usual ones.
    pub fn new(place: Place, on_demand: bool) -> Options {
        Options {
            place,
            on_demand,
            linger: LINGER,
        }
    }
}

/// How long an office that was started on demand stays after its last client, usually.
const LINGER: Duration = Duration::from_secs(60);

/// How long the journal's lock may outlive an office that was killed.
const LOCK_PATIENCE: Duration = Duration::from_secs(2);

/// How long clients may take to be told that the office closes.
const FAREWELL: Duration = Duration::from_secs(1);

/// Readings on their way to the journal, at most. More wait with whoever reads, so that no reader outruns the disk.
const READINGS: usize = 1_024;

/// How long to rest before each part of the journal that was not read at open.
const READING_REST: Duration = Duration::from_secs(1);

/// Notices a slow client may fall behind by before it is told to read afresh.
const NOTICES: usize = 256;

/// The most lines of one Unix user: a shared account has a few for each who works there.
const LINES: usize = 512;

/// File descriptors worth asking for, and those that no client takes from journal, records and scans.
const FILES: u64 = 16_384;
const RESERVED: usize = 128;

/// How often a rebuild says how far it is.
const PROGRESS_EVERY: u64 = 10_000;

/// Why an office did not start, or stopped.
#[derive(Debug, thiserror::Error)]
pub enum OfficeError {
    /// Somebody listens there already.
    #[error("an office for {} is running already", .0.display())]
    Running(PathBuf),
    /// The directory or the socket.
    #[error(transparent)]
    Reach(#[from] ReachError),
    /// The journal.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// The records.
    #[error(transparent)]
    Records(#[from] RecordsError),
    /// What the records are kept on.
    #[error(transparent)]
    Shelf(#[from] ShelfError),
    /// The scans.
    #[error(transparent)]
    Scans(#[from] ScanError),
    /// The writer.
    #[error(transparent)]
    Writer(#[from] WriterError),
    /// Anything of the system's.
    #[error("{what}: {source}")]
    Io {
        /// What was being done.
        what: String,
        /// Why it failed.
        source: io::Error,
    },
    /// The writer died of a fault of its own.
    #[error("the writer stopped unexpectedly")]
    WriterDied,
}

fn io_error(what: impl Into<String>) -> impl FnOnce(io::Error) -> OfficeError {
    let what = what.into();
    move |source| OfficeError::Io { what, source }
}

/// What all connections of an office share.
pub(super) struct Office {
    pub(super) records: Arc<RwLock<Records>>,
    pub(super) data: PathBuf,
    pub(super) scans: Scans,
    pub(super) door: Door,
    pub(super) presence: Presence,
    pub(super) counted: Counted,
    pub(super) pace: Pace,
    pub(super) searches: Searches,
    pub(super) jobs: mpsc::Sender<Job>,
    pub(super) notices: broadcast::Sender<Change>,
    /// Room for readings on their way to the journal.
    pub(super) readings: Arc<Semaphore>,
    clients: watch::Sender<usize>,
    /// Those of each Unix user.
    lines: Mutex<HashMap<u32, Lines>>,
    /// How many of them there may be.
    most: usize,
    pub(super) closing: watch::Sender<bool>,
}

/// The lines of a Unix user.
struct Lines {
    /// How many.
    open: usize,
    /// For what they say at a time.
    room: Arc<Semaphore>,
}

/// Counts a client for as long as it lives, whatever ends it.
struct Present {
    office: Arc<Office>,
    uid: u32,
    room: Arc<Semaphore>,
}

impl Present {
    /// `None` where there are as many as there may be, at all or of one Unix user.
    fn new(office: &Arc<Office>, uid: u32) -> Option<Present> {
        if *office.clients.borrow() >= office.most {
            return None;
        }
        let mut lines = office.lines.lock().unwrap_or_else(PoisonError::into_inner);
        let own = lines.entry(uid).or_insert_with(|| Lines {
            open: 0,
            room: lines::room(),
        });
        if own.open >= LINES {
            return None;
        }
        own.open = own.open.saturating_add(1);
        let room = Arc::clone(&own.room);
        drop(lines);
        office
            .clients
            .send_modify(|clients| *clients = clients.saturating_add(1));
        Some(Present {
            office: Arc::clone(office),
            uid,
            room,
        })
    }
}

impl Drop for Present {
    fn drop(&mut self) {
        let lines = self.office.lines.lock();
        let mut lines = lines.unwrap_or_else(PoisonError::into_inner);
        if let Some(own) = lines.get_mut(&self.uid) {
            own.open = own.open.saturating_sub(1);
            if own.open == 0 {
                lines.remove(&self.uid);
            }
        }
        drop(lines);
        self.office
            .clients
            .send_modify(|clients| *clients = clients.saturating_sub(1));
    }
}

/// Takes as many file descriptors as the system gives, and says for how many clients they are.
fn room() -> usize {
    let limit = getrlimit(Resource::Nofile);
    let raised = limit.maximum.unwrap_or(FILES).min(FILES);
    let raised = raised.max(limit.current.unwrap_or(raised));
    let wanted = Rlimit {
        current: Some(raised),
        maximum: limit.maximum,
    };
    let given = match setrlimit(Resource::Nofile, wanted) {
        Ok(()) => raised,
        Err(_) => limit.current.unwrap_or(raised),
    };
    let given = usize::try_from(given).unwrap_or(usize::MAX);
    given.saturating_sub(RESERVED).max(1)
}

/// Runs an office until it is told to stop.
///
/// # Errors
/// Why it could not start, or why it had to stop.
pub fn run(options: &Options) -> Result<(), OfficeError> {
    let outcome = start(options);
    if let Err(error) = &outcome {
        tracing::error!(%error, "the office stops");
        if options.on_demand {
            // Whoever started it waits for this line, and shows it.
            let _ = writeln!(io::stdout(), "{}", error.to_string().replace('\n', " "));
        }
    }
    outcome
}

fn start(options: &Options) -> Result<(), OfficeError> {
    let place = &options.place;
    place.prepare()?;
    if options.on_demand {
        // Away from the terminal it was started at, so that closing that does not end it. Refused only to the leader
        // of a group, which is nothing to fear.
        let _ = rustix::process::setsid();
    }
    // Whoever starts an office on demand holds the lock for it.
    let lock = if options.on_demand {
        None
    } else {
        Some(place.lock_start()?)
    };
    if place.someone_listens()? {
        return Err(OfficeError::Running(place.data.clone()));
    }
    let since = Instant::now();
    let journal = claim_journal(place)?;
    let shelf = Shelf::open(&place.data.join("records"))?;
    let shelved = since.elapsed();
    let journal = journal.open(JournalOptions {
        // What the records have seen of it was whole.
        trusted: shelf.trusts(),
        ..JournalOptions::default()
    })?;
    let read = since.elapsed();
    if let Some(cut) = journal.cut() {
        tracing::warn!(?cut, "the journal's torn end was cut");
    }
    let mut said = 0;
    let records = Records::on(shelf, &journal, &mut |done, of| {
        if done == of || done >= said + PROGRESS_EVERY {
            said = done;
            tracing::info!(done, of, "applying the journal");
        }
    })?;
    let entered = since.elapsed();
    let records = Arc::new(RwLock::new(records));
    let (notices, _) = broadcast::channel(NOTICES);
    let (jobs, work) = mpsc::channel();
    let unread = journal.unread();
    let writer = Writer::new(journal, Arc::clone(&records), notices.clone())?;
    let recalled = since.elapsed();
    tracing::info!(
        ?shelved,
        ?read,
        ?entered,
        ?recalled,
        "journal and records are open"
    );
    let scans = Scans::of(&place.data);
    scans.forget_unfinished()?;
    let office = Arc::new(Office {
        records,
        data: place.data.clone(),
        scans,
        door: Door::default(),
        presence: Presence::default(),
        counted: Counted::default(),
        pace: Pace::default(),
        searches: Searches::default(),
        jobs,
        notices,
        readings: Arc::new(Semaphore::new(READINGS)),
        clients: watch::Sender::new(0),
        lines: Mutex::default(),
        most: room(),
        closing: watch::Sender::new(false),
    });
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(io_error("starting"))?;
    let listener = {
        let _context = runtime.enter();
        UnixListener::bind(&place.socket).map_err(io_error(place.socket.display().to_string()))?
    };
    fs::set_permissions(&place.socket, Permissions::from_mode(0o660))
        .map_err(io_error(place.socket.display().to_string()))?;
    let (stopped, writer_stopped) = oneshot::channel();
    let writing = thread::Builder::new()
        .name("writer".into())
        .spawn(move || {
            let outcome = writer.run(&work);
            let _ = stopped.send(());
            outcome
        })
        .map_err(io_error("starting the writer"))?;
    let (damaged, found_damaged) = oneshot::channel();
    thread::Builder::new()
        .name("reader".into())
        .spawn(move || {
            let rest = || thread::sleep(READING_REST);
            rest();
            match unread.read(&mut { rest }) {
                Ok(()) => {}
                Err(damage @ JournalError::Damaged(_)) => drop(damaged.send(damage)),
                Err(error) => tracing::warn!(%error, "the journal could not be read again"),
            }
        })
        .map_err(io_error("starting the reader"))?;
    drop(lock);
    if options.on_demand {
        let mut out = io::stdout();
        writeln!(out, "{READY}")
            .and_then(|()| out.flush())
            .map_err(io_error("saying that it is ready"))?;
    }
    tracing::info!(data = %place.data.display(), "the office is open");
    let linger = options.on_demand.then_some(options.linger);
    let until = async {
        tokio::select! {
            () = stop_signal(&office, linger, writer_stopped) => None,
            Ok(damaged) = found_damaged => Some(damaged),
        }
    };
    let damaged = runtime.block_on(accept(&listener, &office, until));
    // Whoever comes now waits at the start-up lock until everything is on disk. The lock is taken while the socket
    // still answers: were it not, somebody could find nobody here and start an office on a journal still held.
    let lock = place.lock_start();
    let _ = fs::remove_file(&place.socket);
    drop(listener);
    runtime.block_on(office.settle_searches());
    let _ = office.jobs.send(Job::Close);
    let outcome = writing.join();
    drop(lock);
    // Everything that was asked has its answer by now; it need only arrive.
    office.closing.send_replace(true);
    runtime.block_on(async {
        let mut clients = office.clients.subscribe();
        let all_gone = clients.wait_for(|clients| *clients == 0);
        let _ = tokio::time::timeout(FAREWELL, all_gone).await;
    });
    runtime.shutdown_background();
    tracing::info!("the office is closed");
    outcome.map_err(|_| OfficeError::WriterDied)??;
    // Nothing more is built on a journal that does not hold.
    damaged.map_or(Ok(()), |damaged| Err(damaged.into()))
}

/// Claims the journal, whose lock an office that was killed may hold a moment longer than its socket.
fn claim_journal(place: &Place) -> Result<Claim, JournalError> {
    let since = Instant::now();
    loop {
        match Claim::on(&place.data) {
            Err(JournalError::Locked { .. }) if since.elapsed() < LOCK_PATIENCE => {
                thread::sleep(Duration::from_millis(20));
            }
            claimed => return claimed,
        }
    }
}

/// Waits for a reason to stop: a signal, the writer's end, or nobody having been there for a while.
async fn stop_signal(
    office: &Office,
    linger: Option<Duration>,
    writer_stopped: oneshot::Receiver<()>,
) {
    use tokio::signal::unix::{SignalKind, signal};
    let (Ok(mut term), Ok(mut int)) = (
        signal(SignalKind::terminate()),
        signal(SignalKind::interrupt()),
    ) else {
        return;
    };
    // A terminal that closes takes nobody's office with it.
    let _hangup = signal(SignalKind::hangup());
    let mut clients = office.clients.subscribe();
    let deserted = async {
        let Some(linger) = linger else {
            return std::future::pending().await;
        };
        // The office keeps the sending half, so none of these waits can fail.
        while clients.wait_for(|clients| *clients == 0).await.is_ok() {
            let company = clients.wait_for(|clients| *clients > 0);
            if tokio::time::timeout(linger, company).await.is_err() {
                return;
            }
        }
    };
    tokio::select! {
        _ = term.recv() => {}
        _ = int.recv() => {}
        _ = writer_stopped => {}
        () = deserted => {}
    }
}

async fn accept<T>(
    listener: &UnixListener,
    office: &Arc<Office>,
    until: impl Future<Output = T>,
) -> T {
    tokio::pin!(until);
    loop {
        tokio::select! {
            reason = &mut until => return reason,
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    let uid = stream.peer_cred().map(|cred| cred.uid());
                    let Some(present) = uid.ok().and_then(|uid| Present::new(office, uid)) else {
                        tracing::warn!("a client was one too many");
                        continue;
                    };
                    tokio::spawn(async move {
                        let room = Arc::clone(&present.room);
                        if let Err(error) = attend(stream, &present.office, room).await {
                            tracing::debug!(%error, "a client went");
                        }
                    });
                }
                Err(error) => {
                    // Out of file descriptors, most likely: others may go, and then this one may come.
                    tracing::warn!(%error, "a client could not be let in");
                    tokio::time::sleep(Duration::from_millis(100)).await;
                }
            }
        }
    }
}
