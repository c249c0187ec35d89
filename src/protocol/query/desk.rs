//! How the desk stands: who one is, what waits, who is in the line, one's drafts, and what an open desk is told.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::domain::arrival::Arrival;
use crate::domain::ids::{DraftNo, Entity, PersonNo, RequestNo, Revision};
use crate::domain::moment::Moment;
use crate::domain::request::{Pin, Stage};
use crate::domain::staff::{Branch, Staff};
use crate::protocol::door::Lock;

/// Who the asker is, and how the desk stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DeskView {
    /// Me; `None` before the desk is opened, or where I am not on its staff.
    pub me: Option<Staff>,
    /// The profile in force; `None` before the desk is opened.
    pub pin: Option<Pin>,
    /// Everyone.
    pub staff: Vec<Staff>,
    /// Every branch.
    pub branches: Vec<Branch>,
    /// Counts.
    pub counts: Counts,
    /// What time the office has.
    pub now: Moment,
    /// The journal's head.
    pub revision: Revision,
    /// How the desk is locked.
    pub lock: Lock,
}

/// How many wait for what.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Visitors in the line of my branch.
    pub waiting: u32,
    /// Requests of the branches I see, by stage.
    pub stages: BTreeMap<Stage, u32>,
    /// Decided requests whose reply is not given and may be by now, as the report on the reply floor counts them.
    pub reply_due: u32,
    /// Arrivals at my branch today.
    pub arrived_today: u32,
    /// Requests submitted at my branch today.
    pub submitted_today: u32,
    /// Enquiries answered at my branch today.
    pub enquiries_today: u32,
    /// People whom the branches I see are to contact without being asked.
    pub outreach: u32,
    /// Suggestions and complaints at the branches I see that wait for an answer.
    pub voices: u32,
}

/// Someone in the waiting line.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct LineRow {
    /// The arrival.
    pub arrival: Arrival,
    /// The name to call.
    pub name: String,
}

impl fmt::Debug for LineRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LineRow")
            .field("arrival", &self.arrival)
            .finish_non_exhaustive()
    }
}

/// A draft in a list.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftLine {
    /// Number.
    pub no: DraftNo,
    /// Whose it is about: a name, as far as known.
    pub name: String,
    /// Its request, once opened.
    pub request: Option<RequestNo>,
    /// Where the hand was.
    pub at: String,
    /// Last touched.
    pub touched: Moment,
}

impl fmt::Debug for DraftLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DraftLine")
            .field("no", &self.no)
            .field("request", &self.request)
            .field("touched", &self.touched)
            .finish_non_exhaustive()
    }
}

/// What an open desk is told without asking.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Notice {
    /// The journal's head.
    pub revision: Revision,
    /// What changed.
    pub touched: Vec<Entity>,
    /// Too much happened to say it one by one: read afresh what is shown.
    pub read_afresh: bool,
}

impl Notice {
    /// Whether anything of these is to be read again.
    pub fn concerns(&self, which: impl FnMut(&Entity) -> bool) -> bool {
        self.read_afresh || self.touched.iter().any(which)
    }

    /// Whether a request, or the person whose it is, is to be read again.
    pub fn concerns_request(&self, no: RequestNo, person: Option<PersonNo>) -> bool {
        self.concerns(|one| match one {
            Entity::Request(touched) => *touched == no,
            Entity::Person(touched) => Some(*touched) == person,
            _ => false,
        })
    }
}
