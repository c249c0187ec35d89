//! A paper on its way from the desk to the office.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::domain::date::DateAsWritten;

/// A paper as the officer read it. What was stated comes from the file, not from the sender.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct PaperAsRead {
    /// The kind, by its id in the profile's checklist.
    pub kind: String,
    /// Its number.
    pub number: String,
    /// Field and what the paper says.
    pub read: Vec<(String, String)>,
    /// Valid until.
    pub valid_until: Option<DateAsWritten>,
    /// Why a difference or an expired date is accepted.
    pub remark: String,
}

impl fmt::Debug for PaperAsRead {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PaperAsRead({})", self.kind)
    }
}
