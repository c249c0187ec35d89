//! The waiting line (المراجعون): who is here, since when, for what (row 1).

use std::fmt;

use serde::{Deserialize, Serialize};

use super::ids::{ArrivalNo, BranchNo, PersonNo, StaffNo};
use super::moment::{Act, Moment};

/// Who came.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Visitor {
    /// Someone with a file.
    Known(PersonNo),
    /// Someone the desk has only a name from.
    Named(String),
}

impl fmt::Debug for Visitor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Visitor::Known(no) => write!(f, "Known({no})"),
            Visitor::Named(_) => f.write_str("Named(…)"),
        }
    }
}

/// Where an arrival stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Turn {
    /// In the line.
    Waiting,
    /// At the counter of a member of staff, since then.
    With(StaffNo, Moment),
    /// Gone: served, or left.
    Gone(Moment),
}

/// One arrival.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arrival {
    /// Number.
    pub no: ArrivalNo,
    /// Who.
    pub visitor: Visitor,
    /// For what, in a few words; may be empty.
    pub purpose: String,
    /// At which branch.
    pub branch: BranchNo,
    /// Who noted it, when.
    pub arrived: Act,
    /// Where it stands.
    pub turn: Turn,
}

impl fmt::Debug for Arrival {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Arrival({}, {:?})", self.no, self.turn)
    }
}
