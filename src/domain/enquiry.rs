//! Enquiries (الاستفسارات): questions answered at the desk without a request (row 1).

use std::fmt;

use serde::{Deserialize, Serialize};

use super::ids::{BranchNo, EnquiryNo, PersonNo, StandardNo};
use super::moment::Act;

/// A question and what was said to it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enquiry {
    /// Number.
    pub no: EnquiryNo,
    /// What was asked.
    pub question: String,
    /// What was answered.
    pub answer: String,
    /// Over which of the profile's channels.
    pub channel: String,
    /// Whose file it belongs to, where the asker is known.
    pub person: Option<PersonNo>,
    /// Where.
    pub branch: BranchNo,
    /// Who answered, when.
    pub logged: Act,
    /// The approved answer that was given, where one was.
    pub standard: Option<StandardNo>,
}

impl fmt::Debug for Enquiry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Enquiry({})", self.no)
    }
}
