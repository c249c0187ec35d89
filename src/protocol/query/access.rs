//! Who read what is kept of a person, and what is kept of them.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::domain::access::AccessLine;
use crate::domain::arrival::Arrival;
use crate::domain::copy::SubjectCopy;
use crate::domain::enquiry::Enquiry;
use crate::domain::ids::{PersonNo, RequestNo};
use crate::domain::person::Person;
use crate::domain::request::Request;
use crate::domain::voice::Voice;

/// A part of a person's access list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AccessPage {
    /// Whose.
    pub person: PersonNo,
    /// Who read what, oldest first.
    pub lines: Vec<AccessLine>,
    /// Whether there is more after these.
    pub more: bool,
}

/// A subject's copy that is still to be handed over.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CopyLine {
    /// Which.
    pub copy: SubjectCopy,
    /// The name of whose it is.
    pub name: String,
}

impl fmt::Debug for CopyLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("CopyLine").field(&self.copy).finish()
    }
}

/// Everything held about a person as it stands. Who read it is asked with [`Query::Access`](super::Query::Access), and
/// what was held before, which the journal keeps, with [`Query::Past`](super::Query::Past).
/// Ratings are not among it: they are kept without a name, so nobody can say which are theirs. Nor are the files that
/// were found not to be theirs: those are others'.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Holdings {
    /// The file.
    pub person: Person,
    /// Their requests with all that belongs to them, oldest first.
    pub requests: Vec<Request>,
    /// What they asked at the desk.
    pub enquiries: Vec<Enquiry>,
    /// Their suggestions and complaints.
    pub voices: Vec<Voice>,
    /// When they came.
    pub arrivals: Vec<Arrival>,
    /// The copy they asked for last.
    pub copy: Option<SubjectCopy>,
}

impl Holdings {
    /// Every scan among it: of which request, and which of its scans, from 0.
    #[must_use]
    pub fn scans(&self) -> Vec<(RequestNo, u16)> {
        let requests = self.requests.iter();
        let scans = requests.flat_map(|one| (0..).zip(&one.scans).map(|(at, _)| (one.no, at)));
        scans.collect()
    }
}

impl fmt::Debug for Holdings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Holdings({})", self.person.no)
    }
}
