//! Reaching the office of a data directory, and starting one where none runs.
//!
//! Two programs that start at once are settled by a lock on `start.lock`; a socket is taken for stale, and removed,
//! only under that lock and only where connecting to it is refused.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead, BufReader};
use std::os::unix::fs::{DirBuilderExt, FileTypeExt, MetadataExt, OpenOptionsExt};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use rustix::fs::{FlockOperation, flock};
use rustix::process::geteuid;

use super::client::{Client, ClientError};

/// The longest path a Unix socket can have: 108 bytes with the closing zero.
pub const SOCKET_PATH_LIMIT: usize = 107;

/// How often to try again where offices come and go, and how long to wait between.
const ATTEMPTS: u32 = 100;
const BETWEEN_ATTEMPTS: Duration = Duration::from_millis(50);

/// What an office says on its standard output once it can be reached. Anything else it says there is why it cannot.
pub const READY: &str = "ready";

/// A data directory and the socket of its office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Where journal and records are.
    pub data: PathBuf,
    /// Where the office listens.
    pub socket: PathBuf,
}

/// Why the office could not be reached.
#[derive(Debug, thiserror::Error)]
pub enum ReachError {
    /// The data directory cannot be made or written.
    #[error("{}: {source}; choose another with --data DIR or make this one writable", path.display())]
    Data {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The socket's path is too long for the kernel.
    #[error(
        "the socket path {} has {length} bytes, the system allows {SOCKET_PATH_LIMIT}; choose a shorter one with --socket PATH",
        path.display()
    )]
    SocketTooLong {
        /// Which.
        path: PathBuf,
        /// Its length.
        length: usize,
    },
    /// The socket is there and cannot be used.
    #[error("{}: {source}", path.display())]
    Socket {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// No office runs, and only the user to whom the data belongs may start one: what another wrote it could not read.
    #[error("no office runs for {}, and it belongs to Unix user {owner}, who alone starts one", path.display())]
    NotOurs {
        /// The data directory.
        path: PathBuf,
        /// Whose it is.
        owner: u32,
    },
    /// An office was started and gave up.
    #[error("the office did not start: {0}")]
    Office(String),
    /// It was reached and the talk failed.
    #[error(transparent)]
    Client(#[from] ClientError),
}

impl Place {
    /// A data directory with its socket inside it, or elsewhere where that is asked for.
    pub fn new(data: PathBuf, socket: Option<PathBuf>) -> Result<Place, ReachError> {
        let socket = socket.unwrap_or_else(|| data.join("socket"));
        let length = socket.as_os_str().len();
        if length > SOCKET_PATH_LIMIT {
            return Err(ReachError::SocketTooLong {
                path: socket,
                length,
            });
        }
        Ok(Place { data, socket })
    }

    /// Makes the directory where it is missing, for nobody else to read, and checks that it is ours to write.
    pub fn prepare(&self) -> Result<(), ReachError> {
        let wrong = |source| ReachError::Data {
            path: self.data.clone(),
            source,
        };
        fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(&self.data)
            .map_err(wrong)?;
        let owner = fs::metadata(&self.data).map_err(wrong)?.uid();
        if owner != geteuid().as_raw() {
            let path = self.data.clone();
            return Err(ReachError::NotOurs { path, owner });
        }
        self.start_lock_file().map(drop)
    }

    fn start_lock_file(&self) -> Result<File, ReachError> {
        OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .mode(0o600)
            .open(self.data.join("start.lock"))
            .map_err(|source| ReachError::Data {
                path: self.data.clone(),
                source,
            })
    }

    /// Holds the start-up lock for as long as the file lives. Waits for whoever holds it.
    pub fn lock_start(&self) -> Result<File, ReachError> {
        let file = self.start_lock_file()?;
        flock(&file, FlockOperation::LockExclusive).map_err(|errno| ReachError::Data {
            path: self.data.clone(),
            source: errno.into(),
        })?;
        Ok(file)
    }

    /// Whether somebody listens. A stale socket is removed; the caller holds the start-up lock.
    pub fn someone_listens(&self) -> Result<bool, ReachError> {
        if self.connect()?.is_some() {
            return Ok(true);
        }
        let removed = match fs::symlink_metadata(&self.socket) {
            Ok(found) if found.file_type().is_socket() => fs::remove_file(&self.socket),
            // Connecting to a file of somebody's is refused as well, and that is nobody's to remove.
            Ok(_) => Err(io::Error::other("it is there and no socket")),
            Err(error) => Err(error),
        };
        match removed {
            Err(error) if !is_absent(&error) => Err(self.wrong_socket(error)),
            _ => Ok(false),
        }
    }

    /// A line to whoever listens; `None` where nobody does.
    fn connect(&self) -> Result<Option<UnixStream>, ReachError> {
        match UnixStream::connect(&self.socket) {
            Ok(stream) => Ok(Some(stream)),
            Err(error) if is_absent(&error) => Ok(None),
            Err(error) => Err(self.wrong_socket(error)),
        }
    }

    fn wrong_socket(&self, source: io::Error) -> ReachError {
        ReachError::Socket {
            path: self.socket.clone(),
            source,
        }
    }

    /// Connects to the office, starting `program office` where none runs.
    pub fn reach(&self, program: &Path) -> Result<Client, ReachError> {
        for _ in 0..ATTEMPTS {
            if let Some(client) = self.reach_running()? {
                return Ok(client);
            }
            self.prepare()?;
            let lock = self.lock_start()?;
            if !self.someone_listens()? {
                self.start(program)?;
            }
            drop(lock);
        }
        Err(self.wrong_socket(io::ErrorKind::NotFound.into()))
    }

    /// Connects to the office where one runs; `None` where none does.
    pub fn reach_running(&self) -> Result<Option<Client>, ReachError> {
        let mut attempts = 0;
        loop {
            let Some(stream) = self.connect()? else {
                return Ok(None);
            };
            attempts += 1;
            match Client::greet(stream) {
                // An office that was just leaving. Soon nobody listens, or the next one does.
                Err(error) if error.is_lost() && attempts < ATTEMPTS => {
                    thread::sleep(BETWEEN_ATTEMPTS);
                }
                greeted => return Ok(Some(greeted?)),
            }
        }
    }

    /// Starts an office, which leaves this session by itself, and waits until it can be reached.
    fn start(&self, program: &Path) -> Result<(), ReachError> {
        let failed = |error: io::Error| ReachError::Office(error.to_string());
        let log = OpenOptions::new()
            .create(true)
            .append(true)
            .mode(0o600)
            .open(self.data.join("office.log"))
            .map_err(|source| ReachError::Data {
                path: self.data.clone(),
                source,
            })?;
        let mut office = Command::new(program)
            .arg("--data")
            .arg(&self.data)
            .arg("--socket")
            .arg(&self.socket)
            .args(["office", "--on-demand"])
            .current_dir("/")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .map_err(failed)?;
        let mut said = String::new();
        if let Some(out) = office.stdout.take() {
            BufReader::new(out).read_line(&mut said).map_err(failed)?;
        }
        match said.trim() {
            READY => Ok(()),
            "" => Err(ReachError::Office(format!(
                "see {}",
                self.data.join("office.log").display()
            ))),
            why => Err(ReachError::Office(why.to_owned())),
        }
    }
}

/// Nobody listens there, or there is no such place. A directory that cannot be one is named when it is to be made.
fn is_absent(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionRefused, NotADirectory, NotFound};
    matches!(error.kind(), NotFound | ConnectionRefused | NotADirectory)
}
