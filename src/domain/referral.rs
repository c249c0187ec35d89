//! Clarification (الإحالة للإيضاح, row 6): a question the desk cannot answer goes to the social researcher or the
//! supervisor, as the profile says, and comes back with its answer. It is not the study of the request.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::moment::Act;

/// One question and its answer.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clarification {
    /// What was not clear to the beneficiary.
    pub question: String,
    /// Who asked on the beneficiary's behalf, when.
    pub asked: Act,
    /// What they were told, by whom, when; `None` while it waits.
    pub answer: Option<(String, Act)>,
}

impl Clarification {
    /// Whether it still waits for an answer.
    pub fn is_open(&self) -> bool {
        self.answer.is_none()
    }
}

impl fmt::Debug for Clarification {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Clarification(open: {})", self.is_open())
    }
}
