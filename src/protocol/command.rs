//! What a desk asks the office to do.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::{Deserialize, Serialize};

use super::paper::PaperAsRead;
use crate::domain::arrival::Visitor;
use crate::domain::branches::BranchScope;
use crate::domain::decision::Outcome;
use crate::domain::declaration::Signature;
use crate::domain::draft::About;
use crate::domain::identity::IdentityPaper;
use crate::domain::ids::{
    ArrivalNo, BranchNo, DraftNo, Entity, PersonNo, RequestNo, Revision, StaffNo, StandardNo,
    VoiceNo,
};
use crate::domain::outreach::{Reached, Reason};
use crate::domain::person::Facts;
use crate::domain::request::Need;
use crate::domain::service::Renewal;
use crate::domain::staff::Role;
use crate::domain::study::{Verdict, View};
use crate::domain::voice::{Occasion, Rating, VoiceKind};

/// One thing to do, with what the sender saw when deciding on it.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Command {
    /// Chosen by the sender at random. Sent again with the same id, the order is not done a second time: the office answers
    /// what came of it.
    pub id: u128,
    /// The version of the record that the sender saw. If the record has changed since, the command is refused.
    pub saw: Option<(Entity, Revision)>,
    /// What to do.
    pub order: Order,
}

impl fmt::Debug for Command {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Command({:032x}, {:?}, {:?})",
            self.id, self.saw, self.order
        )
    }
}

/// What a client can have done.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub enum Order {
    /// Open the desk of a charity for the first time.
    OpenDesk {
        /// The profile's TOML.
        profile: String,
        /// The first branch.
        branch: String,
        /// Who opens it.
        name: String,
        /// What they will do beside administering it.
        roles: BTreeSet<Role>,
    },
    /// Add a branch.
    AddBranch {
        /// Its name.
        name: String,
    },
    /// Add a member of staff.
    AddStaff {
        /// Name.
        name: String,
        /// Unix user.
        uid: u32,
        /// Roles.
        roles: BTreeSet<Role>,
        /// Branch.
        branch: BranchNo,
    },
    /// Give a member of staff other roles.
    ChangeRoles {
        /// Whose.
        staff: StaffNo,
        /// All of them.
        roles: BTreeSet<Role>,
    },
    /// Note an arrival.
    ReceiveVisitor {
        /// Who.
        visitor: Visitor,
        /// For what.
        purpose: String,
    },
    /// Call a visitor to the counter.
    CallVisitor(ArrivalNo),
    /// Note that a visitor left.
    LetVisitorGo(ArrivalNo),
    /// Register a person.
    RegisterPerson {
        /// What is stated.
        facts: Facts,
        /// Files shown as possibly the same and found not to be.
        not_the_same: Vec<PersonNo>,
        /// The sender's draft it was typed into: from then on it is about this person.
        draft: Option<DraftNo>,
    },
    /// Correct what is stated of a person.
    CorrectPerson {
        /// Whose.
        person: PersonNo,
        /// What is stated now.
        facts: Facts,
    },
    /// Note that two files are two people.
    NotTheSame {
        /// One.
        person: PersonNo,
        /// The other.
        other: PersonNo,
    },
    /// Open a request.
    OpenRequest {
        /// For whom.
        person: PersonNo,
        /// Over which channel.
        channel: String,
        /// Whether the responsibilities were told.
        responsibilities_told: bool,
        /// The sender's draft it was typed into: from then on it is about this request.
        draft: Option<DraftNo>,
    },
    /// State what is asked for.
    StateNeed {
        /// Of which request.
        request: RequestNo,
        /// What.
        need: Need,
    },
    /// Match a paper.
    MatchPaper {
        /// Of which request.
        request: RequestNo,
        /// The paper as read.
        sheet: PaperAsRead,
    },
    /// Record the signature under the declaration.
    Sign {
        /// Of which request.
        request: RequestNo,
        /// How.
        signature: Signature,
    },
    /// Note that what happens next was explained to the beneficiary.
    Explain(RequestNo),
    /// Have the request wait for missing papers.
    AwaitPapers(RequestNo),
    /// Refer a question of the beneficiary (clarification).
    Refer {
        /// About which request.
        request: RequestNo,
        /// What is not clear.
        question: String,
    },
    /// Answer a referred question.
    Answer {
        /// About which request.
        request: RequestNo,
        /// The answer.
        answer: String,
    },
    /// Submit a request.
    Submit(RequestNo),
    /// Withdraw a request.
    Withdraw {
        /// Which.
        request: RequestNo,
        /// Why.
        because: String,
    },
    /// Take a request over.
    Take(RequestNo),
    /// Log an enquiry.
    LogEnquiry {
        /// What was asked.
        question: String,
        /// What was said.
        answer: String,
        /// Over which channel.
        channel: String,
        /// By whom, if known.
        person: Option<PersonNo>,
        /// The approved answer that was given, where one was.
        standard: Option<StandardNo>,
    },
    /// Keep a draft, or open one.
    KeepDraft {
        /// Which; `None` begins a new one.
        draft: Option<DraftNo>,
        /// What it is about.
        about: About,
        /// Fields that changed, as typed.
        changed: Vec<(String, String)>,
        /// The field the user is at.
        at: String,
    },
    /// Drop a draft.
    DropDraft(DraftNo),
    /// Bring in people from a file, some hundreds at a time.
    ImportPeople {
        /// The people, in the order of the file.
        people: Vec<Facts>,
        /// BLAKE3 of the file.
        source: [u8; 32],
        /// Only say what would happen, and change nothing.
        dry_run: bool,
    },
    /// Take a request in although the home lies outside the geographic scope.
    ExceptScope {
        /// Which.
        request: RequestNo,
        /// Why.
        because: String,
    },
    /// Assign a request to a colleague.
    Assign {
        /// Which.
        request: RequestNo,
        /// Whose hands.
        to: StaffNo,
    },
    /// Hand a request back to the officer who had it before.
    HandBack {
        /// Which.
        request: RequestNo,
        /// Why.
        because: String,
    },
    /// Note a finding of the study.
    NoteFinding {
        /// Of which request.
        request: RequestNo,
        /// Source, by id.
        source: String,
        /// What.
        text: String,
    },
    /// Judge a criterion.
    JudgeCriterion {
        /// Of which request.
        request: RequestNo,
        /// Which, by id.
        criterion: String,
        /// Whether it is met.
        verdict: Verdict,
        /// The evidence.
        evidence: String,
    },
    /// Report a check, an interview or a visit.
    ReportMechanism {
        /// Of which request.
        request: RequestNo,
        /// Which, by id.
        mechanism: String,
        /// Its fields, by id.
        fields: BTreeMap<String, String>,
    },
    /// Give a committee's opinion.
    GiveOpinion {
        /// Of which request.
        request: RequestNo,
        /// Which, by id.
        committee: String,
        /// What it recommends.
        view: View,
        /// Why.
        text: String,
    },
    /// Send a request back from its study to the desk.
    SendBack {
        /// Which.
        request: RequestNo,
        /// What is missing.
        because: String,
    },
    /// Decide on a request.
    Decide {
        /// Which.
        request: RequestNo,
        /// What.
        outcome: Outcome,
        /// Why.
        reasons: String,
        /// Under which minutes; may be empty.
        minutes: String,
    },
    /// Allow a reply before the earliest day.
    AllowEarlyReply {
        /// To which request.
        request: RequestNo,
        /// Why.
        because: String,
    },
    /// Note that the beneficiary was told the decision.
    Reply {
        /// Of which request.
        request: RequestNo,
        /// Over which channel.
        channel: String,
        /// Who was told.
        told: String,
    },
    /// Record an objection.
    Object {
        /// Against the decision on which request.
        request: RequestNo,
        /// What the beneficiary objects.
        text: String,
    },
    /// Answer an objection.
    AnswerObjection {
        /// Of which request.
        request: RequestNo,
        /// Whether it is to be decided anew.
        upheld: bool,
        /// Why.
        text: String,
    },
    /// Complete the registration.
    Register(RequestNo),
    /// Deliver the service or a part of it.
    Deliver {
        /// Of which request.
        request: RequestNo,
        /// Which part, by id; empty where there are none.
        part: String,
        /// What.
        what: String,
        /// Received by whom.
        received_by: String,
    },
    /// Close a request.
    Close {
        /// Which.
        request: RequestNo,
        /// Whether it is looked at again, and when.
        renewal: Renewal,
    },
    /// Refer the beneficiary to another body.
    ReferOutside {
        /// Of which request.
        request: RequestNo,
        /// To whom.
        to: String,
        /// Why.
        because: String,
    },
    /// Note the result of a referral to another body.
    NoteOutsideResult {
        /// Of which request.
        request: RequestNo,
        /// Which of its referrals, from 0.
        referral: u16,
        /// What came of it.
        result: String,
    },
    /// Note that a sheet was printed.
    NotePrinted {
        /// Of which request.
        request: RequestNo,
        /// Which sheet, by its word.
        sheet: String,
    },
    /// Attach a scan, all of whose pieces were sent (see [`Piece`](super::Piece)).
    AttachScan {
        /// To which request.
        request: RequestNo,
        /// Kind of paper, by id; empty for any other.
        paper: String,
        /// The name its file had.
        name: String,
        /// BLAKE3 of the file.
        hash: [u8; 32],
        /// Its length.
        bytes: u64,
    },
    /// Adopt an amended version of the profile (row 54).
    AmendProfile {
        /// Its TOML.
        source: String,
    },
    /// Note that a rating was offered, and what was answered.
    Rate {
        /// Of which request.
        request: RequestNo,
        /// After what.
        occasion: Occasion,
        /// What they answered; `None` where they would rather not.
        rating: Option<Rating>,
    },
    /// Record a suggestion or a complaint.
    HearVoice {
        /// Which.
        kind: VoiceKind,
        /// What was said.
        text: String,
        /// Over which channel.
        channel: String,
        /// Whose file, if they wish to be known.
        person: Option<PersonNo>,
    },
    /// Answer a suggestion or a complaint.
    AnswerVoice {
        /// Which.
        voice: VoiceNo,
        /// The answer.
        answer: String,
    },
    /// Approve an answer, or amend one.
    ApproveStandard {
        /// Which; `None` adds one.
        standard: Option<StandardNo>,
        /// The question.
        question: String,
        /// The answer.
        answer: String,
        /// Whether it corrects a misconception.
        misconception: bool,
    },
    /// Retire an approved answer.
    RetireStandard(StandardNo),
    /// Log that somebody was contacted unasked.
    LogContact {
        /// With whom.
        person: PersonNo,
        /// Why.
        reason: Reason,
        /// Over which channel.
        channel: String,
        /// Whether they were reached.
        reached: Reached,
        /// What came of it; may be empty.
        result: String,
    },
    /// Move a member of staff to another branch.
    MoveStaff {
        /// Whom.
        staff: StaffNo,
        /// Where.
        branch: BranchNo,
    },
    /// Note that a member of staff left.
    LetStaffGo(StaffNo),
    /// Rename a branch.
    RenameBranch {
        /// Which.
        branch: BranchNo,
        /// Its name.
        name: String,
    },
    /// Set which branches a member of staff sees.
    GiveBranches {
        /// Whom.
        staff: StaffNo,
        /// Which.
        scope: BranchScope,
    },
    /// Admit a person who is on file at another branch to the sender's branch, by their identity paper.
    AdmitPerson {
        /// The paper.
        paper: IdentityPaper,
    },
    /// Put on record that what is masked on a record's page is shown to the sender.
    Reveal(Entity),
    /// Note that a number of a record was copied.
    NoteCopied {
        /// Of which record.
        entity: Entity,
        /// Which number: a field's id.
        field: String,
    },
    /// Note that a person asked for a copy of everything held about them.
    RequestCopy(PersonNo),
    /// Note that such a copy was handed over.
    HandOverCopy {
        /// Whose.
        person: PersonNo,
        /// To whom.
        to: String,
        /// Over which channel.
        channel: String,
    },
}

impl Order {
    /// Its name in logs and tests.
    pub fn id(&self) -> &'static str {
        match self {
            Order::OpenDesk { .. } => "open-desk",
            Order::AddBranch { .. } => "add-branch",
            Order::AddStaff { .. } => "add-staff",
            Order::ChangeRoles { .. } => "change-roles",
            Order::ReceiveVisitor { .. } => "receive-visitor",
            Order::CallVisitor(_) => "call-visitor",
            Order::LetVisitorGo(_) => "let-visitor-go",
            Order::RegisterPerson { .. } => "register-person",
            Order::CorrectPerson { .. } => "correct-person",
            Order::NotTheSame { .. } => "not-the-same",
            Order::OpenRequest { .. } => "open-request",
            Order::StateNeed { .. } => "state-need",
            Order::MatchPaper { .. } => "match-paper",
            Order::Sign { .. } => "sign",
            Order::Explain(_) => "explain",
            Order::AwaitPapers(_) => "await-papers",
            Order::Refer { .. } => "refer",
            Order::Answer { .. } => "answer",
            Order::Submit(_) => "submit",
            Order::Withdraw { .. } => "withdraw",
            Order::Take(_) => "take",
            Order::LogEnquiry { .. } => "log-enquiry",
            Order::KeepDraft { .. } => "keep-draft",
            Order::DropDraft(_) => "drop-draft",
            Order::ImportPeople { .. } => "import-people",
            Order::NotePrinted { .. } => "note-printed",
            Order::ExceptScope { .. } => "except-scope",
            Order::Assign { .. } => "assign",
            Order::HandBack { .. } => "hand-back",
            Order::NoteFinding { .. } => "note-finding",
            Order::JudgeCriterion { .. } => "judge-criterion",
            Order::ReportMechanism { .. } => "report-mechanism",
            Order::GiveOpinion { .. } => "give-opinion",
            Order::SendBack { .. } => "send-back",
            Order::Decide { .. } => "decide",
            Order::AllowEarlyReply { .. } => "allow-early-reply",
            Order::Reply { .. } => "reply",
            Order::Object { .. } => "object",
            Order::AnswerObjection { .. } => "answer-objection",
            Order::Register(_) => "register",
            Order::Deliver { .. } => "deliver",
            Order::Close { .. } => "close",
            Order::ReferOutside { .. } => "refer-outside",
            Order::NoteOutsideResult { .. } => "note-outside-result",
            Order::AttachScan { .. } => "attach-scan",
            Order::AmendProfile { .. } => "amend-profile",
            Order::Rate { .. } => "rate",
            Order::HearVoice { .. } => "hear-voice",
            Order::AnswerVoice { .. } => "answer-voice",
            Order::ApproveStandard { .. } => "approve-standard",
            Order::RetireStandard(_) => "retire-standard",
            Order::LogContact { .. } => "log-contact",
            Order::MoveStaff { .. } => "move-staff",
            Order::LetStaffGo(_) => "let-staff-go",
            Order::RenameBranch { .. } => "rename-branch",
            Order::GiveBranches { .. } => "give-branches",
            Order::AdmitPerson { .. } => "admit-person",
            Order::Reveal(_) => "reveal",
            Order::NoteCopied { .. } => "note-copied",
            Order::RequestCopy(_) => "request-copy",
            Order::HandOverCopy { .. } => "hand-over-copy",
        }
    }
}

impl Order {
    /// The same, typed into this draft: what opens something tells the draft its number in the same breath.
    #[must_use]
    pub fn typed_into(mut self, of: Option<DraftNo>) -> Order {
        if let Order::RegisterPerson { draft, .. } | Order::OpenRequest { draft, .. } = &mut self {
            *draft = of;
        }
        self
    }
}

impl fmt::Debug for Order {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Order({})", self.id())
    }
}
