//! Queues of requests: which part of one, in which order, and its rows.

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::ids::{BranchNo, PersonNo, RequestNo, Revision, StaffNo};
use crate::domain::moment::Moment;
use crate::domain::request::{Stage, Urgency};

/// Which part of a queue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueueQuery {
    /// Which queue.
    pub stage: Stage,
    /// Only this branch.
    pub branch: Option<BranchNo>,
    /// Only with this officer.
    pub officer: Option<StaffNo>,
    /// Only this service.
    pub service: Option<String>,
    /// In which order.
    pub order: QueueOrder,
    /// Skip so many.
    pub offset: u32,
    /// At most so many.
    pub limit: u16,
}

impl QueueQuery {
    /// The rows of a queue that have waited longest, whoever has them.
    pub fn oldest(stage: Stage, limit: u16) -> QueueQuery {
        QueueQuery {
            stage,
            branch: None,
            officer: None,
            service: None,
            order: QueueOrder::Oldest,
            offset: 0,
            limit,
        }
    }
}

/// Orders a queue can be read in, each over all its rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum QueueOrder {
    /// Longest in the queue first.
    #[default]
    Oldest,
    /// Latest first.
    Newest,
    /// By request number.
    Number,
}

/// A page of a queue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueuePage {
    /// The rows.
    pub rows: Vec<QueueRow>,
    /// How many there are in all.
    pub total: u32,
    /// The journal's head it was read at.
    pub revision: Revision,
}

/// A request in a list.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueueRow {
    /// Request.
    pub request: RequestNo,
    /// Whose.
    pub person: PersonNo,
    /// Their name.
    pub name: String,
    /// Service id; empty while the need is not stated.
    pub service: String,
    /// Stage.
    pub stage: Stage,
    /// Since when.
    pub since: Moment,
    /// No reply before.
    pub reply_not_before: Option<NaiveDate>,
    /// With whom.
    pub officer: StaffNo,
    /// Where.
    pub branch: BranchNo,
    /// How much it presses.
    pub urgency: Urgency,
    /// The question that waits, where one does and it was not told in confidence.
    pub question: String,
    /// Version.
    pub revision: Revision,
}

impl fmt::Debug for QueueRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("QueueRow")
            .field("request", &self.request)
            .field("person", &self.person)
            .field("stage", &self.stage)
            .field("since", &self.since)
            .field("revision", &self.revision)
            .finish_non_exhaustive()
    }
}
