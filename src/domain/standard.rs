//! Standard answers (الإجابات المعتمدة): what a supervisor approved to be said to a question that comes again and
//! again (rows 1, 19). The program ships none: what is true of a charity only the charity can say.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::ids::StandardNo;
use super::moment::Act;

/// An approved answer.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standard {
    /// Number.
    pub no: StandardNo,
    /// The question, as visitors put it.
    pub question: String,
    /// What is said to it.
    pub answer: String,
    /// Whether it puts right what many wrongly believe (تصحيح المفاهيم السائدة).
    pub misconception: bool,
    /// Who approved it as it stands, when.
    pub approved: Act,
    /// Who retired it, when; `None` while it may be given.
    pub retired: Option<Act>,
    /// How often it was given.
    pub given: u32,
}

impl fmt::Debug for Standard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Standard({}, given {})", self.no, self.given)
    }
}
