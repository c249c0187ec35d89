//! What people say: satisfaction added up, suggestions and complaints.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::domain::ids::{BranchNo, Revision};
use crate::domain::report::Department;
use crate::domain::voice::{Occasion, Voice, VoiceKind};

/// What satisfaction is added up by. No member of staff is among them, and none is kept to add up by (row 14).
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum VoiceBy {
    /// الخدمة
    #[default]
    Service,
    /// القناة
    Channel,
    /// الفرع
    Branch,
    /// المناسبة
    Occasion,
    /// القسم
    Department,
}

impl VoiceBy {
    /// All of them.
    pub const ALL: [VoiceBy; 5] = [
        VoiceBy::Service,
        VoiceBy::Channel,
        VoiceBy::Branch,
        VoiceBy::Occasion,
        VoiceBy::Department,
    ];

    /// The word for it in commands and text keys.
    pub fn id(self) -> &'static str {
        match self {
            VoiceBy::Service => "service",
            VoiceBy::Channel => "channel",
            VoiceBy::Branch => "branch",
            VoiceBy::Occasion => "occasion",
            VoiceBy::Department => "department",
        }
    }
}

/// How satisfied people are, added up.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoiceReport {
    /// All that is told of the days asked for: the sum of the rows.
    pub all: VoiceSum,
    /// By what was asked, in the order of their keys.
    pub rows: Vec<VoiceRow>,
    /// What was said with the latest of them, in the order of the alphabet.
    pub words: Vec<String>,
    /// How often a rating was offered and would rather not be given.
    pub declined: u32,
}

impl fmt::Debug for VoiceReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VoiceReport")
            .field("all", &self.all)
            .field("rows", &self.rows)
            .field("declined", &self.declined)
            .finish_non_exhaustive()
    }
}

/// One line of a report on satisfaction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoiceRow {
    /// What the line adds up.
    pub of: VoiceKey,
    /// The sum.
    pub sum: VoiceSum,
}

/// What a line adds up.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum VoiceKey {
    /// A service, by id.
    Service(String),
    /// A channel, by id.
    Channel(String),
    /// A branch.
    Branch(BranchNo),
    /// An occasion.
    Occasion(Occasion),
    /// A department: whoever tells the beneficiary what was decided, or whoever delivers.
    Department(Department),
    /// Ratings told together that differ in it.
    Together,
}

/// A sum of ratings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum VoiceSum {
    /// All there are wait to be five: see [`batch`](crate::domain::voice::batch).
    Withheld,
    /// Whole batches.
    Told {
        /// How many.
        count: u32,
        /// Mean of the satisfaction with the procedure, in hundredths.
        procedure: u32,
        /// Mean of the satisfaction with the provider, in hundredths.
        provider: u32,
    },
}

/// Which suggestions and complaints.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoicesQuery {
    /// Only these.
    pub kind: Option<VoiceKind>,
    /// Only those that wait for an answer.
    pub open: bool,
    /// Skip so many.
    pub offset: u32,
    /// At most so many.
    pub limit: u16,
}

/// A page of suggestions and complaints, the latest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoicePage {
    /// The rows.
    pub rows: Vec<VoiceLine>,
    /// How many there are in all.
    pub total: u32,
}

/// A suggestion or a complaint in a list.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoiceLine {
    /// It.
    pub voice: Voice,
    /// Whose it is, where they wish to be known.
    pub name: String,
    /// Its version.
    pub revision: Revision,
}

impl fmt::Debug for VoiceLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VoiceLine({:?})", self.voice)
    }
}
