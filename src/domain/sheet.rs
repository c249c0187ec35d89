//! The printed sheets (الأوراق) there are, and when each can be printed.

use super::request::Request;

/// A printed sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// What the beneficiary signs (الإقرار, row 5).
    Declaration,
    /// What the beneficiary takes along (الإيصال, rows 7 and 9).
    Receipt,
}

impl Kind {
    /// All of them.
    pub const ALL: [Kind; 2] = [Kind::Declaration, Kind::Receipt];

    /// The word for it in commands, events and file names.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Kind::Declaration => "declaration",
            Kind::Receipt => "receipt",
        }
    }

    /// The sheet of that word.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.id() == id)
    }

    /// What it lacks before it can be printed; `None` when nothing.
    #[must_use]
    pub fn lacks(self, request: &Request) -> Option<Lacks> {
        match self {
            Kind::Declaration => request.need.is_none().then_some(Lacks::Need),
            Kind::Receipt => request.submission.is_none().then_some(Lacks::Submission),
        }
    }
}

/// What a sheet needs before it can be printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lacks {
    /// The need is not stated.
    Need,
    /// The request is not submitted.
    Submission,
}
