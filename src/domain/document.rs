//! Papers brought to the desk (المستندات): each stated field beside the same field as the paper has it
//! (مطابقة البيانات, row 3), and whether the paper was valid when the request was submitted (row 4).

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::date::DateAsWritten;
use super::moment::Act;

/// How what was stated and what the paper says stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Agreement {
    /// Letter for letter.
    Equal,
    /// The same but for spelling a desk does not tell apart: hamza, ta marbuta, tashkeel, digits.
    Folded,
    /// Dates in different calendars, one day apart: the tables themselves differ by that (row 56).
    OneDayApart,
    /// Not the same.
    Differs,
}

impl Agreement {
    /// Whether an officer may pass over it.
    pub fn agrees(self) -> bool {
        self != Agreement::Differs
    }
}

/// One field, as stated and as the paper has it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pair {
    /// The field: `name`, `id`, `born` or one of the charity's own.
    pub field: String,
    /// What the beneficiary said.
    pub stated: String,
    /// What the paper says.
    pub on_paper: String,
    /// What the office made of it.
    pub agreement: Agreement,
}

impl fmt::Debug for Pair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pair({}: {:?})", self.field, self.agreement)
    }
}

/// A paper as the officer compared it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// The kind of paper, by its id in the profile's checklist.
    pub kind: String,
    /// The number on it.
    pub number: String,
    /// Field by field.
    pub pairs: Vec<Pair>,
    /// Valid until, as written on it; `None` for papers that do not expire.
    pub valid_until: Option<DateAsWritten>,
    /// Why a difference, an expired date or an unread field is accepted all the same; empty where nothing needs it.
    pub remark: String,
    /// Who compared it, when.
    pub matched: Act,
}

impl fmt::Debug for Paper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Paper({}, {:?})", self.kind, self.pairs)
    }
}

impl Paper {
    /// Whether anything on it says something else than was stated.
    pub fn differs(&self) -> bool {
        self.pairs.iter().any(|pair| !pair.agreement.agrees())
    }

    /// Its validity on a day.
    pub fn validity_on(&self, day: NaiveDate) -> Validity {
        match self.valid_until {
            None => Validity::NoExpiry,
            Some(until) if until.gregorian() >= day => Validity::Valid,
            Some(_) => Validity::Expired,
        }
    }
}

/// What a paper's date says of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Validity {
    /// Valid on that day, the last one included.
    Valid,
    /// Expired before it.
    Expired,
    /// The paper carries no date.
    NoExpiry,
}

/// A paper's validity judged against the submission date and frozen (صلاحيتها وقت التقديم, row 4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// The kind of paper.
    pub kind: String,
    /// The date on it.
    pub valid_until: Option<DateAsWritten>,
    /// The verdict.
    pub validity: Validity,
}
/// A scanned paper (صورة مستند): the picture itself lies in a file known by its hash.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scan {
    /// Of which kind of paper, by its id in the profile; empty where it is of none on the checklist.
    pub paper: String,
    /// The name its file had.
    pub name: String,
    /// BLAKE3 of the file.
    pub hash: [u8; 32],
    /// How long the file is.
    pub bytes: u64,
    /// Who attached it, when.
    pub attached: Act,
}

impl fmt::Debug for Scan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Scan({}, {} bytes)", self.paper, self.bytes)
    }
}
