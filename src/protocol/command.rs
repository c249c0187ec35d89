//! What a desk asks the office to do.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::{Deserialize, Serialize};

use super::sheet::Sheet;
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
    /// Chosen by the sender at random. Asked again with the same id, the office says what happened and does nothing.
    pub id: u128,
    /// The version the sender saw. Where the entity has moved on, the command is refused with what changed.
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

/// What can be done.
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
    /// Call someone to the counter.
    CallVisitor(ArrivalNo),
    /// Let someone go.
    LetVisitorGo(ArrivalNo),
    /// Open a file.
    RegisterPerson {
        /// What is stated.
        facts: Facts,
        /// Files shown as possibly the same and found not to be.
        not_the_same: Vec<PersonNo>,
        /// The sender's draft it was typed into: from then on it is about this person.
        draft: Option<DraftNo>,
    },
    /// Correct a file.
    CorrectPerson {
        /// Whose.
        person: PersonNo,
        /// What is stated now.
        facts: Facts,
    },
    /// Remember that two files are two people.
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
        sheet: Sheet,
    },
    /// Take the signature.
    Sign {
        /// Of which request.
        request: RequestNo,
        /// How.
        signature: Signature,
    },
    /// Note that it was explained what happens next.
    Explain(RequestNo),
    /// Let the beneficiary bring what is missing.
    AwaitPapers(RequestNo),
    /// Refer a question.
    Refer {
        /// About which request.
        request: RequestNo,
        /// What is not clear.
        question: String,
    },
    /// Answer it.
    Answer {
        /// About which request.
        request: RequestNo,
        /// The answer.
        answer: String,
    },
    /// Hand it in.
    Submit(RequestNo),
    /// Take it back.
    Withdraw {
        /// Which.
        request: RequestNo,
        /// Why.
        because: String,
    },
    /// Take it over.
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
        /// Which; `None` opens a new one.
        draft: Option<DraftNo>,
        /// What it is about.
        about: About,
        /// Fields that changed, as typed.
        changed: Vec<(String, String)>,
        /// Where the hand is.
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
        /// Only say what would happen.
        dry_run: bool,
    },
    /// Take it in although the home lies outside the geographic scope.
    ExceptScope {
        /// Which.
        request: RequestNo,
        /// Why.
        because: String,
    },
    /// Put it into someone's hands.
    Assign {
        /// Which.
        request: RequestNo,
        /// Whose hands.
        to: StaffNo,
    },
    /// Hand it back to whoever had it before.
    HandBack {
        /// Which.
        request: RequestNo,
        /// Why.
        because: String,
    },
    /// Note what the study found.
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
        /// What it comes to.
        verdict: Verdict,
        /// By what.
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
        /// What it thinks best.
        view: View,
        /// Why.
        text: String,
    },
    /// Send it back to the desk.
    SendBack {
        /// Which.
        request: RequestNo,
        /// What is missing.
        because: String,
    },
    /// Decide.
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
    /// Give leave to reply before the earliest day.
    AllowEarlyReply {
        /// To which request.
        request: RequestNo,
        /// Why.
        because: String,
    },
    /// Note that the beneficiary was told.
    Reply {
        /// Of which request.
        request: RequestNo,
        /// Over which channel.
        channel: String,
        /// Who was told.
        told: String,
    },
    /// Take down an objection.
    Object {
        /// Against the decision on which request.
        request: RequestNo,
        /// What the beneficiary objects.
        text: String,
    },
    /// Answer it.
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
    /// Close it.
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
    /// Note what came of that.
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
    /// Attach a scan that was brought whole (see [`Piece`](super::Piece)).
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
    /// Work by an amended version of the profile from now on (row 54).
    AmendProfile {
        /// Its TOML.
        source: String,
    },
    /// Offer a rating and take down what is answered.
    Rate {
        /// Of which request.
        request: RequestNo,
        /// After what.
        occasion: Occasion,
        /// What they answered; `None` where they would rather not.
        rating: Option<Rating>,
    },
    /// Take down a suggestion or a complaint.
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
    /// Answer it.
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
        /// Whether it puts a misconception right.
        misconception: bool,
    },
    /// Retire an approved answer.
    RetireStandard(StandardNo),
    /// Log that contact was sought.
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
    /// Have a member of staff work at another branch.
    MoveStaff {
        /// Whom.
        staff: StaffNo,
        /// Where.
        branch: BranchNo,
    },
    /// Note that a member of staff left.
    LetStaffGo(StaffNo),
    /// Call a branch something else.
    RenameBranch {
        /// Which.
        branch: BranchNo,
        /// Its name.
        name: String,
    },
    /// Have a member of staff see these branches.
    GiveBranches {
        /// Whom.
        staff: StaffNo,
        /// Which.
        scope: BranchScope,
    },
    /// Make a person on file elsewhere, whose identity paper is at hand, one of the sender's branch too.
    AdmitPerson {
        /// The paper.
        paper: IdentityPaper,
    },
    /// Show what is masked on a record's page.
    Reveal(Entity),
    /// Note that a number of a record was copied.
    NoteCopied {
        /// Of which record.
        entity: Entity,
        /// Which number: a field's id.
        field: String,
    },
    /// Note that a person asks for a copy of everything held about them.
    RequestCopy(PersonNo),
    /// Note that it was handed over.
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
    /// The word for it.
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
