//! The decision on a request (القرار), the reply to the beneficiary (الرد), which is another act on another day, and
//! the objection to a decision (الاعتراض): rows 8, 9, 47, 55.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::ids::StaffNo;
use super::moment::Act;

/// What was decided (row 8).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// قبول
    Accepted,
    /// رفض
    Rejected,
}

impl Outcome {
    /// Both.
    pub const ALL: [Outcome; 2] = [Outcome::Accepted, Outcome::Rejected];

    /// The word for it in files and text keys.
    pub fn id(self) -> &'static str {
        match self {
            Outcome::Accepted => "accepted",
            Outcome::Rejected => "rejected",
        }
    }

    /// The outcome of that word.
    pub fn from_id(id: &str) -> Option<Outcome> {
        Outcome::ALL.into_iter().find(|outcome| outcome.id() == id)
    }
}

/// A decision.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// What.
    pub outcome: Outcome,
    /// Why; never empty where it is a rejection (row 49).
    pub reasons: String,
    /// Under which minutes of a sitting (رقم المحضر); may be empty.
    pub minutes: String,
    /// Who entered it, when.
    pub decided: Act,
    /// What the beneficiary was told; `None` while they have not been.
    pub reply: Option<Reply>,
}

/// A reply (row 8): that the beneficiary was told, apart from the decision itself.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// Over which of the profile's channels (row 24).
    pub channel: String,
    /// Who was told: the beneficiary, or who answered for them.
    pub told: String,
    /// By whom, when.
    pub given: Act,
}

/// Leave to reply before the earliest day (row 9).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EarlyReply {
    /// The supervisor's reason.
    pub because: String,
    /// Which supervisor, when.
    pub allowed: Act,
}

/// An objection to a decision (row 55).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Objection {
    /// What the beneficiary objects.
    pub text: String,
    /// Whose decision it is against: someone else answers.
    pub against: StaffNo,
    /// Who took it down, when.
    pub raised: Act,
    /// The answer; `None` while it waits.
    pub answer: Option<ObjectionAnswer>,
}

/// What came of an objection.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ObjectionAnswer {
    /// Whether the request is to be decided anew.
    pub upheld: bool,
    /// Why.
    pub text: String,
    /// By whom, when.
    pub act: Act,
}

impl Objection {
    /// Whether it still waits for an answer.
    pub fn is_open(&self) -> bool {
        self.answer.is_none()
    }
}

impl fmt::Debug for Decision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Decision({:?}, replied: {})",
            self.outcome,
            self.reply.is_some()
        )
    }
}

impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Reply({})", self.channel)
    }
}

impl fmt::Debug for EarlyReply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EarlyReply({:?})", self.allowed)
    }
}

impl fmt::Debug for Objection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Objection(open: {})", self.is_open())
    }
}

impl fmt::Debug for ObjectionAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ObjectionAnswer(upheld: {})", self.upheld)
    }
}
