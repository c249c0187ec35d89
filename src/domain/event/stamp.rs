//! What the journal records with an event: who did it, when, and at which branch. With a rating it records the day and
//! the branch alone (row 14).

use super::Event;
use crate::domain::ids::{BranchNo, StaffNo};
use crate::domain::moment::{Act, Moment};

/// Who, where and when an event was: what the journal stamps on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// When.
    pub at: Moment,
    /// By whom.
    pub by: StaffNo,
    /// At which branch.
    pub branch: BranchNo,
}

impl Stamp {
    /// The act part of it.
    pub fn act(self) -> Act {
        Act {
            by: self.by,
            at: self.at,
        }
    }
}

impl Event {
    /// What the journal stamps on it, and the command it belongs to. A rating is stamped with nobody, the day alone
    /// and no command, so that nothing kept of it says who asked the beneficiary (row 14).
    pub fn stamped(&self, stamp: Stamp, command: u128) -> (Stamp, u128) {
        match self {
            Event::ServiceRated { .. } => {
                let nobody = Stamp {
                    at: stamp.at.day_begun(),
                    by: StaffNo(0),
                    branch: stamp.branch,
                };
                (nobody, 0)
            }
            _ => (stamp, command),
        }
    }
}
