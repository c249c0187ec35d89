//! What came of a command that the office did.

use serde::{Deserialize, Serialize};

use crate::domain::ids::{
    ArrivalNo, BranchNo, DraftNo, EnquiryNo, PersonNo, RequestNo, Revision, StaffNo, StandardNo,
    VoiceNo,
};

/// What came of a command.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    /// The journal's head after it.
    pub revision: Revision,
    /// What it made.
    pub made: Made,
}

/// What a command made that had no number before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Made {
    /// Nothing new.
    Nothing,
    /// A file.
    Person(PersonNo),
    /// A request.
    Request(RequestNo),
    /// An arrival.
    Arrival(ArrivalNo),
    /// An enquiry.
    Enquiry(EnquiryNo),
    /// A draft.
    Draft(DraftNo),
    /// A member of staff.
    Staff(StaffNo),
    /// A branch.
    Branch(BranchNo),
    /// A suggestion or a complaint.
    Voice(VoiceNo),
    /// An approved answer.
    Standard(StandardNo),
    /// Imported people: for each, its file, or the file that is already theirs.
    Imported(Vec<Imported>),
}

/// What came of one imported row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Imported {
    /// A new file.
    Added(PersonNo),
    /// There is one with that identity paper already.
    Already(PersonNo),
    /// An earlier row of the same lot has that identity paper.
    Twice,
    /// There is a file with that identity paper at another branch: they are admitted with the paper at hand.
    Elsewhere,
}
