//! What happened to a record, and which profile versions there were.

use serde::{Deserialize, Serialize};

use crate::domain::history::Line;
use crate::domain::ids::{Entity, PersonNo, StaffNo};
use crate::domain::moment::Moment;
use crate::domain::request::Pin;

/// A part of a record's history.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HistoryPage {
    /// Whose.
    pub entity: Entity,
    /// What happened, oldest first.
    pub lines: Vec<Line>,
    /// Whether there is more after these.
    pub more: bool,
}

/// Something that happened to what is held about a person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PastLine {
    /// To which of their records.
    pub of: Entity,
    /// What.
    pub line: Line,
}

/// A part of all that happened to what is held about a person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PastPage {
    /// About whom.
    pub person: PersonNo,
    /// What happened, oldest first.
    pub lines: Vec<PastLine>,
    /// Whether there is more after these.
    pub more: bool,
}

/// A profile version as it was adopted (row 54).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct VersionLine {
    /// Which.
    pub pin: Pin,
    /// When.
    pub at: Moment,
    /// By whom.
    pub by: StaffNo,
    /// Requests that keep it.
    pub requests: u32,
    /// Those of them that are not closed or withdrawn.
    pub open: u32,
}
