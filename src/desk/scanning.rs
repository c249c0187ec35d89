//! Scanned papers at the desk: attaching and opening them. This runs in a thread of its own with its own connection to
//! the office, so that a large file keeps nobody waiting.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use super::state::Desk;
use super::words;
use crate::arabic::isolate::{auto, ltr};
use crate::domain::ids::RequestNo;
use crate::protocol::reach::Place;
use crate::protocol::{Client, ClientError, Knock, Refusal, ScanFault, Ticket};
use crate::scans::folder::{Folder, FolderError, Source, Waiting};
use crate::scans::viewer::{Shown, Viewer, Viewing};
use crate::scans::{ScanError, name_in_copy, write_privately};

/// A viewer that does not take a file says so within this time; one that does may stay.
const VIEWER_PATIENCE: Duration = Duration::from_secs(1);
/// How often it is looked after meanwhile.
const LOOK: Duration = Duration::from_millis(20);

/// Where scans come from and how they are shown, at this desk.
#[derive(Clone, Debug)]
pub struct Scanning {
    /// The office, and the program that starts one.
    pub office: Option<(Place, PathBuf)>,
    /// The drop folder.
    pub folder: Folder,
    /// The viewer.
    pub viewer: Arc<Viewer>,
    /// What makes a line of its own that of whoever signed in at the desk.
    pub beside: Option<Ticket>,
}

impl Default for Scanning {
    fn default() -> Self {
        Self {
            office: None,
            folder: Folder::default(),
            viewer: Arc::new(Viewer::new(Viewing::default())),
            beside: None,
        }
    }
}

/// What is to be done.
#[derive(Clone, PartialEq, Eq)]
pub enum Job {
    /// Look into the drop folder.
    List,
    /// Attach a file to a request.
    Attach {
        /// To which.
        request: RequestNo,
        /// Of which kind of paper; empty where it is of none on the checklist.
        paper: String,
        /// The file.
        source: Source,
    },
    /// Open a scan.
    Open {
        /// Of which request.
        request: RequestNo,
        /// Which of its scans, from 0.
        scan: u16,
        /// What its file was called.
        name: String,
    },
}

impl fmt::Debug for Job {
    /// Names of files may name people.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Job::List => f.write_str("List"),
            Job::Attach { request, paper, .. } => write!(f, "Attach({request}, {paper})"),
            Job::Open { request, scan, .. } => write!(f, "Open({request}, {scan})"),
        }
    }
}

/// What lies in the drop folder.
#[derive(Debug)]
pub struct Listing {
    /// The folder; `None` where there is none.
    pub folder: Option<PathBuf>,
    /// Whether a path may be typed as well.
    pub may_type: bool,
    /// Its files, the newest first, or why they are not known.
    pub files: Result<Vec<Waiting>, FolderError>,
}

/// Why a scan was not attached or opened.
#[derive(Debug)]
pub enum Trouble {
    /// The file to be attached.
    File(FolderError),
    /// The office said no.
    Refused(Refusal),
    /// The office cannot be reached.
    Line,
    /// It cannot be written for the viewer.
    Unwritten(ScanError),
}

impl From<ClientError> for Trouble {
    fn from(error: ClientError) -> Self {
        match error {
            ClientError::Refused(refusal) => Trouble::Refused(refusal),
            error => {
                tracing::warn!(%error, "a scan");
                Trouble::Line
            }
        }
    }
}

/// What came of it.
#[derive(Debug)]
pub enum Outcome {
    /// What lies in the drop folder.
    Listed(Listing),
    /// Whether a file was attached; and if it lies where it did, why.
    Attached {
        /// What it is called.
        name: String,
        /// Attached, or why not.
        done: Result<Option<FolderError>, Trouble>,
    },
    /// Whether a scan was opened.
    Opened {
        /// Which of the request's, from 0.
        scan: u16,
        /// What it is called.
        name: String,
        /// Where it was saved if no viewer took it, or why it is not to be had.
        shown: Result<Option<PathBuf>, Trouble>,
    },
}

/// Does it. Not for `update`.
#[must_use]
pub fn run(scanning: &Scanning, job: Job) -> Outcome {
    match job {
        Job::List => Outcome::Listed(Listing {
            folder: scanning.folder.drop.clone(),
            may_type: scanning.folder.home.is_some(),
            files: scanning.folder.waiting(),
        }),
        Job::Attach {
            request,
            paper,
            source,
        } => Outcome::Attached {
            done: scanning.attach(request, &paper, &source),
            name: source.name(),
        },
        Job::Open {
            request,
            scan,
            name,
        } => Outcome::Opened {
            scan,
            shown: scanning.open(request, scan, &name),
            name,
        },
    }
}

impl Scanning {
    fn client(&self) -> Result<Client, Trouble> {
        let (place, program) = self.office.as_ref().ok_or(Trouble::Line)?;
        let mut client = place.reach(program).map_err(|error| {
            tracing::warn!(%error, "no line for a scan");
            Trouble::Line
        })?;
        if let Some(ticket) = self.beside {
            client.knock(Knock::Beside(ticket))?;
        }
        Ok(client)
    }

    fn attach(
        &self,
        request: RequestNo,
        paper: &str,
        source: &Source,
    ) -> Result<Option<FolderError>, Trouble> {
        let taken = self.folder.take(source).map_err(Trouble::File)?;
        let mut client = self.client()?;
        client.attach(request, paper, &taken.name, &taken.content)?;
        let hash = blake3::hash(&taken.content);
        Ok(taken.set_aside(hash.as_bytes()).err())
    }

    /// Writes the files of these scans into a directory, for whom they are about; how many there are not to be had.
    pub(super) fn copy(&self, scans: &[(RequestNo, u16)], dir: &Path) -> usize {
        if scans.is_empty() {
            return 0;
        }
        let Ok(mut client) = self.client() else {
            return scans.len();
        };
        let mut write = |request, scan| {
            let content = client.scan(request, scan)?;
            let path = dir.join(name_in_copy(request, scan, &content));
            write_privately(&path, &content).map_err(Trouble::Unwritten)
        };
        let left = scans.iter().filter(|(request, scan)| {
            let written = write(*request, *scan);
            written.is_err()
        });
        left.count()
    }

    fn open(&self, request: RequestNo, scan: u16, name: &str) -> Result<Option<PathBuf>, Trouble> {
        let content = self.client()?.scan(request, scan)?;
        let shown = self.viewer.show(name, &content);
        let (mut child, path) = match shown.map_err(Trouble::Unwritten)? {
            Shown::Saved(path) => return Ok(Some(path)),
            Shown::Opened(child, path) => (child, path),
        };
        let mut waited = Duration::ZERO;
        while waited < VIEWER_PATIENCE {
            match child.try_wait() {
                Ok(Some(status)) if status.success() => return Ok(None),
                Ok(Some(_)) | Err(_) => return Ok(Some(path)),
                Ok(None) => thread::sleep(LOOK),
            }
            waited += LOOK;
        }
        // It stays as long as it is looked at; somebody must ask after it in the end.
        let _ = thread::Builder::new()
            .name("viewer".into())
            .spawn(move || child.wait());
        Ok(None)
    }
}

/// Says what came of it, whatever screen is seen meanwhile.
pub(super) fn say(desk: &mut Desk, outcome: &Outcome) {
    match outcome {
        Outcome::Listed(_) => {}
        Outcome::Attached { name, done } => match done {
            Ok(None) => {
                let said = desk.say_with("scan-attached", &[("name", auto(name).into())]);
                desk.toast(said);
            }
            Ok(Some(why)) => {
                let why = folder_trouble(desk, why);
                let args = [("name", auto(name).into()), ("why", why.into())];
                let said = desk.say_with("scan-attached-left", &args);
                desk.warn(said);
            }
            Err(why) => {
                let why = trouble(desk, why);
                let args = [("name", auto(name).into()), ("why", why.into())];
                let said = desk.say_with("scan-not-attached", &args);
                desk.warn(said);
            }
        },
        Outcome::Opened { name, shown, .. } => match shown {
            Ok(None) => {
                let said = desk.say_with("scan-opened", &[("name", auto(name).into())]);
                desk.toast(said);
            }
            Ok(Some(path)) => {
                let path = ltr(&path.display().to_string());
                let said = desk.say_with("scan-saved", &[("path", path.into())]);
                desk.warn(said);
            }
            Err(why) => {
                let said = trouble(desk, why);
                desk.warn(said);
            }
        },
    }
}

fn trouble(desk: &Desk, why: &Trouble) -> String {
    match why {
        Trouble::File(error) => folder_trouble(desk, error),
        Trouble::Refused(refusal) => words::refusal(desk, refusal),
        Trouble::Line => desk.say("scan-no-line"),
        Trouble::Unwritten(error) => {
            desk.say_with("scan-unwritten", &[("why", error.to_string().into())])
        }
    }
}

/// Why a file is not to be had, in words.
pub(super) fn folder_trouble(desk: &Desk, why: &FolderError) -> String {
    let id = match why {
        FolderError::NoFolder => "folder-none",
        FolderError::NotHere => "folder-not-here",
        FolderError::NotAFile(_) => "folder-not-a-file",
        FolderError::Empty(_) => "folder-empty-file",
        FolderError::TooLarge(_) => "folder-too-large",
        FolderError::Changing(_) => "folder-changing",
        FolderError::Io { path, source } => {
            let path = ltr(&path.display().to_string());
            let args = [("path", path.into()), ("why", source.to_string().into())];
            return desk.say_with("folder-failed", &args);
        }
    };
    desk.say(id)
}

/// What is wrong with the file of a scan, as far as the office told.
#[must_use]
pub fn fault(outcome: &Outcome) -> Option<(u16, Option<ScanFault>)> {
    match outcome {
        Outcome::Opened { scan, shown, .. } => match shown {
            Ok(_) => Some((*scan, None)),
            Err(Trouble::Refused(Refusal::Scan { why, .. })) => Some((*scan, Some(*why))),
            Err(_) => None,
        },
        _ => None,
    }
}
