//! A request's page, and its scans.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::domain::declaration::Fingerprint;
use crate::domain::ids::Revision;
use crate::domain::person::Facts;
use crate::domain::request::{Request, Stage};
use crate::domain::workflow::{Blocked, Step};

/// A request's page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RequestPage {
    /// The request.
    pub request: Request,
    /// Its version.
    pub revision: Revision,
    /// What is stated of the person now.
    pub facts: Facts,
    /// The person's version.
    pub person_revision: Revision,
    /// What I can do now, and what stands in the way of the rest.
    pub steps: Vec<(Step, Result<Stage, Blocked>)>,
    /// The kinds of papers it needs.
    pub papers_required: Vec<String>,
    /// What the standing signature would be compared with: BLAKE3 of what is declared now.
    pub fingerprint: Fingerprint,
}

/// A piece of a scan's file.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScanPiece(pub Vec<u8>);

impl fmt::Debug for ScanPiece {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ScanPiece({} bytes)", self.0.len())
    }
}
