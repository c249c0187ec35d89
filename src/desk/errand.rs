//! Errands: work with files on behalf of a screen. `update` only names it as an effect; it is done here, in a thread of
//! its own, so that no key waits for a disk.

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use super::scanning::{self, Job, Outcome, Scanning};
use crate::accounts;
use crate::arabic::Digits;
use crate::domain::access::AccessLine;
use crate::domain::moment::Moment;
use crate::domain::pin::PinCode;
use crate::domain::profile::Profile;
use crate::export::Book;
use crate::export::file::{self, Kind};
use crate::locale::Language;
use crate::profiles::{NotOffered, Offered, Offers, Sources};
use crate::protocol::query::{DeskView, Holdings, PastLine};
use crate::sheets::printer::{Outlet, PrintError};
use crate::sheets::subject::Subject;
use crate::shelf::{self, Found};

/// Where files are, for this desk.
#[derive(Clone, Debug, Default)]
pub struct Places {
    /// Where reports are saved.
    pub exports: Option<PathBuf>,
    /// Where references lie, the first to be looked in first.
    pub shelves: Vec<PathBuf>,
    /// Where scans come from and how they are shown.
    pub scanning: Scanning,
    /// Where profile files come from.
    pub profiles: Sources,
    /// Where copies for those they are about go; `None` where whoever sits here could not take one from there.
    pub copies: Option<Outlet>,
}

/// Everything held about a person, to be written to files for them.
#[derive(PartialEq)]
pub struct Whole {
    /// Everything held.
    pub holdings: Box<Holdings>,
    /// What became of it.
    pub past: Vec<PastLine>,
    /// Who read it.
    pub access: Vec<AccessLine>,
    /// The profile in force.
    pub profile: Arc<Profile>,
    /// Staff and branches, for their names.
    pub view: Box<DeskView>,
    /// When it is made.
    pub now: Moment,
    /// In which language.
    pub language: Language,
    /// With which digits.
    pub digits: Digits,
}

/// Something to do with files.
#[derive(PartialEq)]
pub enum Errand {
    /// Save a book.
    Export(Box<Book>, Kind),
    /// Read the references of these ids.
    ReadShelf(Vec<String>),
    /// Do something about scans.
    Scan(Job),
    /// What Unix users of these numbers are called here.
    Users(Vec<u32>),
    /// Which Unix user this is, by name or number.
    User(String),
    /// Draw a code for somebody to sign in with.
    Code,
    /// Read the profile files there are.
    Profiles,
    /// Read the profile file at this path, as it was typed.
    Profile(String),
    /// Where copies for those they are about would go.
    CopyPlace,
    /// Write one.
    Copy(Box<Whole>),
}

/// Shows no more than what kind it is: a book may name people.
impl fmt::Debug for Errand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Errand::ReadShelf(ids) => f.debug_tuple("ReadShelf").field(ids).finish(),
            Errand::Export(_, kind) => write!(f, "Export({kind:?})"),
            Errand::Scan(job) => f.debug_tuple("Scan").field(job).finish(),
            Errand::Users(uids) => write!(f, "Users({uids:?})"),
            Errand::User(_) => f.write_str("User(…)"),
            Errand::Code => f.write_str("Code"),
            Errand::Profiles => f.write_str("Profiles"),
            Errand::Profile(_) => f.write_str("Profile(…)"),
            Errand::CopyPlace => f.write_str("CopyPlace"),
            Errand::Copy(_) => f.write_str("Copy(…)"),
        }
    }
}

/// How an errand ended.
pub enum Ran {
    /// Saved there, or why not, in the words of the system.
    Exported(Result<PathBuf, String>),
    /// What was found of each.
    Shelf(Vec<Found>),
    /// What came of a scan.
    Scan(Outcome),
    /// Those that have a name.
    Users(BTreeMap<u32, String>),
    /// Its number, where there is such a user.
    User(Option<u32>),
    /// The code; `None` where the system gives nothing to draw from.
    Code(Option<PinCode>),
    /// Those there are.
    Profiles {
        /// Profiles, and files that hold none.
        offers: Offers,
        /// Where one's own are looked for.
        own: Option<PathBuf>,
        /// Whether a path may be typed as well.
        may_type: bool,
    },
    /// The one at a path that was typed, or why it cannot be offered.
    Profile(Result<Box<Offered>, NotOffered>),
    /// There, or nowhere.
    CopyPlace(Option<PathBuf>),
    /// Its files, or why there are none; and how many scans are missing from beside them.
    Copied(Result<([PathBuf; 2], usize), PrintError>),
}

impl fmt::Debug for Ran {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Ran::Shelf(found) => f.debug_tuple("Shelf").field(found).finish(),
            Ran::Exported(saved) => f.debug_tuple("Exported").field(saved).finish(),
            Ran::Scan(_) => f.write_str("Scan(…)"),
            Ran::Users(users) => write!(f, "Users({})", users.len()),
            Ran::User(uid) => f.debug_tuple("User").field(uid).finish(),
            Ran::Code(_) => f.write_str("Code(…)"),
            Ran::Profiles { offers, .. } => write!(f, "Profiles({})", offers.charities.len()),
            Ran::Profile(read) => write!(f, "Profile({})", read.is_ok()),
            Ran::CopyPlace(place) => write!(f, "CopyPlace({})", place.is_some()),
            Ran::Copied(written) => write!(f, "Copied({})", written.is_ok()),
        }
    }
}

/// What writes copies, and where to.
fn copies(places: &Places) -> Option<(&Outlet, &PathBuf)> {
    let outlet = places.copies.as_ref()?;
    Some((outlet, outlet.folder.as_ref()?))
}

impl Whole {
    fn subject(&self) -> Subject<'_> {
        Subject {
            holdings: &self.holdings,
            past: &self.past,
            access: &self.access,
            profile: &self.profile,
            view: &self.view,
            now: self.now,
            language: self.language,
            digits: self.digits,
        }
    }
}

/// Runs an errand. Does I/O: not for `update`.
#[must_use]
pub fn run(places: &Places, errand: Errand) -> Ran {
    match errand {
        Errand::ReadShelf(ids) => Ran::Shelf(shelf::read(&places.shelves, &ids)),
        Errand::Scan(job) => Ran::Scan(scanning::run(&places.scanning, job)),
        Errand::Export(book, kind) => Ran::Exported(match &places.exports {
            Some(dir) => file::save_in(&book, kind, dir).map_err(|error| error.to_string()),
            None => Err("HOME".to_owned()),
        }),
        Errand::Users(uids) => Ran::Users(
            uids.into_iter()
                .filter_map(|uid| Some((uid, accounts::name_of(uid)?)))
                .collect(),
        ),
        Errand::User(typed) => Ran::User(accounts::uid_of(&typed)),
        Errand::Code => {
            let mut random = [0; 8];
            let drawn = getrandom::fill(&mut random);
            Ran::Code(
                drawn
                    .ok()
                    .map(|()| PinCode::drawn(u64::from_le_bytes(random))),
            )
        }
        Errand::Profiles => Ran::Profiles {
            offers: places.profiles.offers(),
            own: places.profiles.own.clone(),
            may_type: places.profiles.home.is_some(),
        },
        Errand::CopyPlace => Ran::CopyPlace(copies(places).map(|(_, dir)| dir.clone())),
        Errand::Copy(whole) => Ran::Copied(match copies(places) {
            Some((outlet, dir)) => outlet
                .save_copy(&whole.subject(), dir)
                .map(|paths| (paths, places.scanning.copy(&whole.holdings.scans(), dir))),
            None => Err(PrintError::NoPlace),
        }),
        Errand::Profile(typed) => Ran::Profile(places.profiles.typed(&typed).map(Box::new)),
    }
}
