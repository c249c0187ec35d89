//! Whom to contact without being asked.

use std::collections::BTreeMap;
use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::ids::{BranchNo, PersonNo};
use crate::domain::moment::Moment;
use crate::domain::outreach::{Reason, ReasonKind};

/// Whom to contact.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutreachQuery {
    /// Only for this reason.
    pub reason: Option<ReasonKind>,
    /// Only of this branch.
    pub branch: Option<BranchNo>,
    /// Skip so many.
    pub offset: u32,
    /// At most so many.
    pub limit: u16,
}

/// A page of people to contact, the nearest day first within each reason.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutreachPage {
    /// The rows.
    pub rows: Vec<OutreachRow>,
    /// How many there are in all, by reason.
    pub totals: BTreeMap<ReasonKind, u32>,
}

/// Somebody to contact.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutreachRow {
    /// Whom.
    pub person: PersonNo,
    /// Their name.
    pub name: String,
    /// Their mobile, masked but for its end.
    pub mobile: String,
    /// Their branch.
    pub branch: BranchNo,
    /// Why.
    pub reason: Reason,
    /// The day it is about: of expiry, of renewal, of the last word with them.
    pub day: NaiveDate,
    /// When they were last tried for it and did not answer.
    pub tried: Option<Moment>,
}

impl fmt::Debug for OutreachRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OutreachRow")
            .field("person", &self.person)
            .field("reason", &self.reason)
            .field("day", &self.day)
            .field("tried", &self.tried)
            .finish_non_exhaustive()
    }
}
