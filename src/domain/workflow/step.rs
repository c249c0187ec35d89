//! What can be done with a request.

use serde::{Deserialize, Serialize};

/// What can be done with an open request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    /// State what is asked for (rows 2, 27).
    StateNeed,
    /// Match a paper (rows 3, 4).
    MatchPaper,
    /// Take the signature (row 5).
    Sign,
    /// Explain what happens next (row 7).
    Explain,
    /// Let the beneficiary bring what is missing (row 2).
    AwaitPapers,
    /// Refer a question (row 6).
    Refer,
    /// Answer it (row 6).
    Answer,
    /// Hand it in for study (rows 2–8).
    Submit,
    /// Take it back.
    Withdraw,
    /// Take it over from a colleague.
    Take,
    /// Take a request in although the home lies outside the geographic scope (row 52).
    ExceptScope,
    /// Put it into someone's hands.
    Assign,
    /// Hand it back to whoever had it before.
    HandBack,
    /// Note what the study found (rows 44, 45).
    NoteFinding,
    /// Report a check, an interview or a visit (row 48).
    ReportMechanism,
    /// Judge a criterion (row 46).
    JudgeCriterion,
    /// Give a committee's opinion (row 7).
    GiveOpinion,
    /// Send it back to the desk for what is missing (row 2).
    SendBack,
    /// Decide (row 8).
    Decide,
    /// Give leave to reply before the earliest day (row 9).
    AllowEarlyReply,
    /// Tell the beneficiary what was decided (row 8).
    Reply,
    /// Take down an objection to the decision (row 55).
    Object,
    /// Answer the objection (row 55).
    AnswerObjection,
    /// Complete the registration (row 10).
    Register,
    /// Deliver the service or a part of it (row 11).
    Deliver,
    /// Close it once everything is delivered.
    Close,
    /// Refer the beneficiary to another body (row 28).
    ReferOutside,
    /// Note what came of that (row 28).
    NoteOutsideResult,
    /// Attach a scan of a paper.
    AttachScan,
    /// Offer a rating and take down what is answered (rows 12, 13).
    Rate,
}

impl Step {
    /// All of them, in the order a request goes through them.
    pub const ALL: [Step; 30] = [
        Step::StateNeed,
        Step::MatchPaper,
        Step::Sign,
        Step::Explain,
        Step::AwaitPapers,
        Step::Refer,
        Step::Answer,
        Step::Submit,
        Step::Withdraw,
        Step::Take,
        Step::ExceptScope,
        Step::Assign,
        Step::HandBack,
        Step::NoteFinding,
        Step::ReportMechanism,
        Step::JudgeCriterion,
        Step::GiveOpinion,
        Step::SendBack,
        Step::Decide,
        Step::AllowEarlyReply,
        Step::Reply,
        Step::Object,
        Step::AnswerObjection,
        Step::Register,
        Step::Deliver,
        Step::Close,
        Step::ReferOutside,
        Step::NoteOutsideResult,
        Step::AttachScan,
        Step::Rate,
    ];

    /// The word for it in text keys.
    pub fn id(self) -> &'static str {
        match self {
            Step::StateNeed => "state-need",
            Step::MatchPaper => "match-paper",
            Step::Sign => "sign",
            Step::Explain => "explain",
            Step::AwaitPapers => "await-papers",
            Step::Refer => "refer",
            Step::Answer => "answer",
            Step::Submit => "submit",
            Step::Withdraw => "withdraw",
            Step::Take => "take",
            Step::ExceptScope => "except-scope",
            Step::Assign => "assign",
            Step::HandBack => "hand-back",
            Step::NoteFinding => "note-finding",
            Step::ReportMechanism => "report-mechanism",
            Step::JudgeCriterion => "judge-criterion",
            Step::GiveOpinion => "give-opinion",
            Step::SendBack => "send-back",
            Step::Decide => "decide",
            Step::AllowEarlyReply => "allow-early-reply",
            Step::Reply => "reply",
            Step::Object => "object",
            Step::AnswerObjection => "answer-objection",
            Step::Register => "register",
            Step::Deliver => "deliver",
            Step::Close => "close",
            Step::ReferOutside => "refer-outside",
            Step::NoteOutsideResult => "note-outside-result",
            Step::AttachScan => "attach-scan",
            Step::Rate => "rate",
        }
    }
}
