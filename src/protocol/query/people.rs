//! People: lists of them, those alike, and a person's page.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::queue::QueueRow;
use crate::domain::copy::SubjectCopy;
use crate::domain::ids::{BranchNo, PersonNo, Revision};
use crate::domain::person::Person;
use crate::matching::Likeness;

/// What is known of somebody who is still being typed, as it was typed. What cannot be parsed is left out.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Likes {
    /// Name.
    pub name: String,
    /// Identity paper's number.
    pub id: String,
    /// Mobile.
    pub mobile: String,
    /// Date of birth.
    pub born: String,
}

impl fmt::Debug for Likes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Likes(…)")
    }
}

/// A person in a list.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonLine {
    /// File.
    pub no: PersonNo,
    /// Name.
    pub name: String,
    /// Identity paper, masked.
    pub paper: String,
    /// Mobile, masked but for its end.
    pub mobile: String,
    /// Born, as written.
    pub born: String,
    /// Branch.
    pub branch: BranchNo,
    /// Requests.
    pub requests: u16,
}

impl fmt::Debug for PersonLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PersonLine")
            .field("no", &self.no)
            .field("branch", &self.branch)
            .field("requests", &self.requests)
            .finish_non_exhaustive()
    }
}

/// A file that looks like the one being typed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AlikeLine {
    /// Who.
    pub person: PersonLine,
    /// How much, and why.
    pub likeness: Likeness,
}

/// A person's page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PersonPage {
    /// The file.
    pub person: Person,
    /// Its version.
    pub revision: Revision,
    /// Their requests, latest first.
    pub requests: Vec<QueueRow>,
    /// The copy of everything held about them that they asked for last.
    pub copy: Option<SubjectCopy>,
}
