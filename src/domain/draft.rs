//! Drafts (المسودات): what was typed into a form that is not done yet, field by field, so that no timeout, dropped
//! line or closed terminal ever loses it.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::ids::{ArrivalNo, BranchNo, DraftNo, PersonNo, RequestNo, StaffNo};
use super::moment::Moment;

/// Under which a draft keeps the files found to be other people's.
pub const NOT_THE_SAME: &str = "not-the-same";

/// What a draft is about. Each part is known or not yet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// The visitor being served.
    pub arrival: Option<ArrivalNo>,
    /// The person, once found or registered.
    pub person: Option<PersonNo>,
    /// The request, once opened.
    pub request: Option<RequestNo>,
}

/// A form half filled in.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// Number.
    pub no: DraftNo,
    /// Whose.
    pub owner: StaffNo,
    /// At which branch.
    pub branch: BranchNo,
    /// What it is about.
    pub about: About,
    /// Field ids and what was typed, as typed.
    pub values: BTreeMap<String, String>,
    /// The field the hand was at.
    pub at: String,
    /// Last touched.
    pub touched: Moment,
}

impl fmt::Debug for Draft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Draft({}, at {})", self.no, self.at)
    }
}
