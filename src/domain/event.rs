//! Everything that can have happened (الوقائع). The journal keeps these forever, so a variant's fields never change:
//! what needs more becomes a new variant, appended at the end.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::arrival::Visitor;
use super::decision::Outcome;
use super::declaration::{Fingerprint, Signature};
use super::document::{Check, Paper};
use super::draft::About;
use super::ids::{
    ArrivalNo, BranchNo, DraftNo, EnquiryNo, Entity, PersonNo, RequestNo, StaffNo, StandardNo,
    VoiceNo,
};
use super::moment::{Act, Moment};
use super::outreach::{Reached, Reason};
use super::person::Facts;
use super::request::{Need, Pin};
use super::staff::Role;
use super::study::{Verdict, View};
use super::voice::{Occasion, RatedAs, Rating, VoiceKind};

/// The number of this schema in the journal.
pub const SCHEMA: u16 = 1;

/// One change, in the past tense.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// The charity works by this version of a profile from now on. The text itself is kept, so that a later release
    /// of the program cannot change what a request was taken in under (row 54).
    ProfileAdopted {
        /// Which.
        pin: Pin,
        /// The profile's TOML.
        source: String,
    },
    /// A branch was opened.
    BranchAdded {
        /// Number.
        branch: BranchNo,
        /// Name.
        name: String,
    },
    /// Someone joined the staff.
    StaffAdded {
        /// Number.
        staff: StaffNo,
        /// Name.
        name: String,
        /// Unix user.
        uid: u32,
        /// Roles.
        roles: BTreeSet<Role>,
        /// Branch.
        branch: BranchNo,
    },
    /// A member of staff has other roles.
    RolesChanged {
        /// Whose.
        staff: StaffNo,
        /// All of them.
        roles: BTreeSet<Role>,
    },
    /// Someone came to the desk.
    VisitorArrived {
        /// Number.
        arrival: ArrivalNo,
        /// Who.
        visitor: Visitor,
        /// For what.
        purpose: String,
    },
    /// Someone was called to the counter.
    VisitorCalled {
        /// Who.
        arrival: ArrivalNo,
    },
    /// Someone left the counter or the line.
    VisitorLeft {
        /// Who.
        arrival: ArrivalNo,
    },
    /// A new file.
    PersonRegistered {
        /// Number.
        person: PersonNo,
        /// What is stated.
        facts: Facts,
    },
    /// A file's facts were corrected; all of them are kept as they now stand.
    PersonCorrected {
        /// Whose.
        person: PersonNo,
        /// What is stated now.
        facts: Facts,
    },
    /// Two files that look alike are two people.
    FoundNotTheSame {
        /// One.
        person: PersonNo,
        /// The other.
        other: PersonNo,
    },
    /// A request was opened.
    RequestOpened {
        /// Number.
        request: RequestNo,
        /// Whose.
        person: PersonNo,
        /// Channel id.
        channel: String,
        /// Profile version.
        pin: Pin,
        /// Whether the responsibilities were told before.
        responsibilities_told: bool,
    },
    /// What is asked for was stated, or stated anew.
    NeedStated {
        /// Of which request.
        request: RequestNo,
        /// What.
        need: Need,
    },
    /// A paper was matched with what was stated; one of the same kind replaces the former.
    PaperMatched {
        /// Of which request.
        request: RequestNo,
        /// The paper.
        paper: Paper,
    },
    /// The declaration was signed.
    DeclarationSigned {
        /// Of which request.
        request: RequestNo,
        /// Of what.
        fingerprint: Fingerprint,
        /// How.
        signature: Signature,
    },
    /// What was declared was edited after: the signature holds no longer.
    DeclarationVoided {
        /// Of which request.
        request: RequestNo,
    },
    /// It was explained that the request goes up for study.
    StudyExplained {
        /// Of which request.
        request: RequestNo,
    },
    /// The request waits for papers.
    PapersAwaited {
        /// Which.
        request: RequestNo,
        /// Kinds of papers.
        kinds: Vec<String>,
    },
    /// A question was referred.
    ClarificationReferred {
        /// About which request.
        request: RequestNo,
        /// What is not clear.
        question: String,
    },
    /// It was answered.
    ClarificationAnswered {
        /// About which request.
        request: RequestNo,
        /// The answer.
        answer: String,
    },
    /// The request was submitted.
    RequestSubmitted {
        /// Which.
        request: RequestNo,
        /// Validity of each paper, frozen.
        checks: Vec<Check>,
        /// Earliest reply.
        reply_not_before: NaiveDate,
    },
    /// The beneficiary took it back.
    RequestWithdrawn {
        /// Which.
        request: RequestNo,
        /// Why.
        because: String,
    },
    /// Someone else has it in hand.
    RequestTaken {
        /// Which.
        request: RequestNo,
    },
    /// A question was answered at the desk.
    EnquiryLogged {
        /// Number.
        enquiry: EnquiryNo,
        /// What was asked.
        question: String,
        /// What was said.
        answer: String,
        /// Channel id.
        channel: String,
        /// Whose file, if known.
        person: Option<PersonNo>,
    },
    /// A draft's fields as they now stand; those not named stay as they were.
    DraftKept {
        /// Number.
        draft: DraftNo,
        /// What it is about.
        about: About,
        /// Field and value, as typed.
        changed: Vec<(String, String)>,
        /// Where the hand is.
        at: String,
    },
    /// A draft is done with.
    DraftDropped {
        /// Number.
        draft: DraftNo,
    },
    /// Somebody read a personal record.
    RecordOpened {
        /// Which.
        entity: Entity,
    },
    /// People were brought in from a file, each a `PersonRegistered` of its own in the same group; this one says
    /// from which.
    PeopleImported {
        /// How many.
        people: u32,
        /// BLAKE3 of the file.
        source: [u8; 32],
    },
    /// A request was taken in although the home lies outside the geographic scope (row 52).
    ScopeExcepted {
        /// Which.
        request: RequestNo,
        /// Why.
        because: String,
    },
    /// A request was put into someone's hands.
    RequestAssigned {
        /// Which.
        request: RequestNo,
        /// Whose hands.
        to: StaffNo,
    },
    /// It was handed back to whoever had it before.
    RequestHandedBack {
        /// Which.
        request: RequestNo,
        /// Why.
        because: String,
    },
    /// The study found something (rows 44, 45).
    FindingNoted {
        /// Of which request.
        request: RequestNo,
        /// Source, by id.
        source: String,
        /// What.
        text: String,
    },
    /// A criterion was judged, or judged anew (row 46).
    CriterionJudged {
        /// Of which request.
        request: RequestNo,
        /// Which, by id.
        criterion: String,
        /// What it comes to.
        verdict: Verdict,
        /// By what.
        evidence: String,
    },
    /// A check, an interview or a visit was reported (row 48).
    MechanismReported {
        /// Of which request.
        request: RequestNo,
        /// Which, by id.
        mechanism: String,
        /// Its fields.
        fields: BTreeMap<String, String>,
    },
    /// A committee gave its opinion, or another one (row 7).
    OpinionGiven {
        /// Of which request.
        request: RequestNo,
        /// Which committee, by id.
        committee: String,
        /// What it thinks best.
        view: View,
        /// Why.
        text: String,
    },
    /// The study is done: the request goes up for decision.
    StudyConcluded {
        /// Which.
        request: RequestNo,
    },
    /// Something is missing: the request is at the desk again.
    RequestSentBack {
        /// Which.
        request: RequestNo,
        /// What is missing.
        because: String,
    },
    /// It was decided (row 8).
    RequestDecided {
        /// Which.
        request: RequestNo,
        /// What.
        outcome: Outcome,
        /// Why.
        reasons: String,
        /// Under which minutes.
        minutes: String,
    },
    /// A supervisor gave leave to reply before the earliest day (row 9).
    EarlyReplyAllowed {
        /// To which request.
        request: RequestNo,
        /// Why.
        because: String,
    },
    /// The beneficiary was told what was decided (row 8).
    ReplyGiven {
        /// Of which request.
        request: RequestNo,
        /// Channel id.
        channel: String,
        /// Who was told.
        told: String,
    },
    /// The beneficiary objects to what was decided (row 55).
    ObjectionRaised {
        /// Of which request.
        request: RequestNo,
        /// What they object.
        text: String,
    },
    /// The objection was answered by someone else than who decided.
    ObjectionAnswered {
        /// Of which request.
        request: RequestNo,
        /// Whether it is to be decided anew.
        upheld: bool,
        /// Why.
        text: String,
    },
    /// The registration is complete (row 10).
    RegistrationCompleted {
        /// Of which request.
        request: RequestNo,
    },
    /// A service, or a part of it, was delivered (row 11).
    ServiceDelivered {
        /// Of which request.
        request: RequestNo,
        /// Which part, by id; empty where there are none.
        part: String,
        /// What.
        what: String,
        /// Received by whom.
        received_by: String,
    },
    /// Everything was delivered.
    RequestClosed {
        /// Which.
        request: RequestNo,
        /// When it is to be looked at again.
        renew_on: Option<NaiveDate>,
    },
    /// The beneficiary was referred to another body (row 28).
    ReferredOutside {
        /// Of which request.
        request: RequestNo,
        /// To whom.
        to: String,
        /// Why.
        because: String,
    },
    /// What came of that.
    OutsideResultNoted {
        /// Of which request.
        request: RequestNo,
        /// Which of its referrals, from 0.
        referral: u16,
        /// What came of it.
        result: String,
    },
    /// A sheet of a request was printed, or saved to be printed elsewhere.
    SheetPrinted {
        /// Of which request.
        request: RequestNo,
        /// Which sheet: its word, as `declaration`.
        sheet: String,
    },
    /// A scan of a paper was attached.
    ScanAttached {
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
    /// The beneficiary was offered to rate the service (row 13). What they answered stands elsewhere, without a name.
    RatingOffered {
        /// Of which request.
        request: RequestNo,
        /// After what.
        occasion: Occasion,
        /// Whether they answered, or would rather not.
        answered: bool,
    },
    /// Somebody rated a service (rows 12, 14). Whose request it was is not said, and no member of staff, hour or
    /// command is stamped on it: see [`Event::stamped`].
    ServiceRated {
        /// What it is counted under.
        of: RatedAs,
        /// What they answered.
        rating: Rating,
    },
    /// A suggestion or a complaint was taken down (rows 15, 16).
    VoiceHeard {
        /// Number.
        voice: VoiceNo,
        /// Which.
        kind: VoiceKind,
        /// What was said.
        text: String,
        /// Channel id.
        channel: String,
        /// Whose file, if they wish to be known.
        person: Option<PersonNo>,
    },
    /// It was answered.
    VoiceAnswered {
        /// Which.
        voice: VoiceNo,
        /// The answer.
        answer: String,
    },
    /// An answer was approved, or amended (rows 1, 19).
    StandardApproved {
        /// Number.
        standard: StandardNo,
        /// The question.
        question: String,
        /// The answer.
        answer: String,
        /// Whether it puts a misconception right.
        misconception: bool,
    },
    /// It is not to be given any more.
    StandardRetired {
        /// Which.
        standard: StandardNo,
    },
    /// An approved answer was given to an enquiry.
    StandardGiven {
        /// Which.
        standard: StandardNo,
        /// To which.
        enquiry: EnquiryNo,
    },
    /// The charity sought contact of its own accord (row 23).
    ContactMade {
        /// With whom.
        person: PersonNo,
        /// Why.
        reason: Reason,
        /// Channel id.
        channel: String,
        /// Whether they were reached.
        reached: Reached,
        /// What came of it; may be empty.
        result: String,
    },
    /// A member of staff works at another branch from now on.
    StaffMoved {
        /// Who.
        staff: StaffNo,
        /// Where.
        branch: BranchNo,
    },
    /// A member of staff left.
    StaffLeft {
        /// Who.
        staff: StaffNo,
    },
    /// A branch is called something else.
    BranchRenamed {
        /// Which.
        branch: BranchNo,
        /// Its name.
        name: String,
    },
}

impl Event {
    /// The word for it in histories, text keys and exports.
    pub fn id(&self) -> &'static str {
        match self {
            Event::ProfileAdopted { .. } => "profile-adopted",
            Event::BranchAdded { .. } => "branch-added",
            Event::StaffAdded { .. } => "staff-added",
            Event::RolesChanged { .. } => "roles-changed",
            Event::VisitorArrived { .. } => "visitor-arrived",
            Event::VisitorCalled { .. } => "visitor-called",
            Event::VisitorLeft { .. } => "visitor-left",
            Event::PersonRegistered { .. } => "person-registered",
            Event::PersonCorrected { .. } => "person-corrected",
            Event::FoundNotTheSame { .. } => "found-not-the-same",
            Event::RequestOpened { .. } => "request-opened",
            Event::NeedStated { .. } => "need-stated",
            Event::PaperMatched { .. } => "paper-matched",
            Event::DeclarationSigned { .. } => "declaration-signed",
            Event::DeclarationVoided { .. } => "declaration-voided",
            Event::StudyExplained { .. } => "study-explained",
            Event::PapersAwaited { .. } => "papers-awaited",
            Event::ClarificationReferred { .. } => "clarification-referred",
            Event::ClarificationAnswered { .. } => "clarification-answered",
            Event::RequestSubmitted { .. } => "request-submitted",
            Event::RequestWithdrawn { .. } => "request-withdrawn",
            Event::RequestTaken { .. } => "request-taken",
            Event::EnquiryLogged { .. } => "enquiry-logged",
            Event::DraftKept { .. } => "draft-kept",
            Event::DraftDropped { .. } => "draft-dropped",
            Event::RecordOpened { .. } => "record-opened",
            Event::PeopleImported { .. } => "people-imported",
            Event::SheetPrinted { .. } => "sheet-printed",
            Event::ScopeExcepted { .. } => "scope-excepted",
            Event::RequestAssigned { .. } => "request-assigned",
            Event::RequestHandedBack { .. } => "request-handed-back",
            Event::FindingNoted { .. } => "finding-noted",
            Event::CriterionJudged { .. } => "criterion-judged",
            Event::MechanismReported { .. } => "mechanism-reported",
            Event::OpinionGiven { .. } => "opinion-given",
            Event::StudyConcluded { .. } => "study-concluded",
            Event::RequestSentBack { .. } => "request-sent-back",
            Event::RequestDecided { .. } => "request-decided",
            Event::EarlyReplyAllowed { .. } => "early-reply-allowed",
            Event::ReplyGiven { .. } => "reply-given",
            Event::ObjectionRaised { .. } => "objection-raised",
            Event::ObjectionAnswered { .. } => "objection-answered",
            Event::RegistrationCompleted { .. } => "registration-completed",
            Event::ServiceDelivered { .. } => "service-delivered",
            Event::RequestClosed { .. } => "request-closed",
            Event::ReferredOutside { .. } => "referred-outside",
            Event::OutsideResultNoted { .. } => "outside-result-noted",
            Event::ScanAttached { .. } => "scan-attached",
            Event::RatingOffered { .. } => "rating-offered",
            Event::ServiceRated { .. } => "service-rated",
            Event::VoiceHeard { .. } => "voice-heard",
            Event::VoiceAnswered { .. } => "voice-answered",
            Event::StandardApproved { .. } => "standard-approved",
            Event::StandardRetired { .. } => "standard-retired",
            Event::StandardGiven { .. } => "standard-given",
            Event::ContactMade { .. } => "contact-made",
            Event::StaffMoved { .. } => "staff-moved",
            Event::StaffLeft { .. } => "staff-left",
            Event::BranchRenamed { .. } => "branch-renamed",
        }
    }

    /// What it touched, and whose version it therefore moved. Reading touches nothing.
    pub fn touches(&self) -> Vec<Entity> {
        match self {
            Event::ProfileAdopted { .. } => vec![Entity::Charity],
            Event::BranchAdded { branch, .. } | Event::BranchRenamed { branch, .. } => {
                vec![Entity::Branch(*branch)]
            }
            Event::StaffAdded { staff, .. }
            | Event::RolesChanged { staff, .. }
            | Event::StaffMoved { staff, .. }
            | Event::StaffLeft { staff } => {
                vec![Entity::Staff(*staff)]
            }
            Event::VisitorArrived { arrival, .. }
            | Event::VisitorCalled { arrival }
            | Event::VisitorLeft { arrival } => vec![Entity::Arrival(*arrival)],
            Event::PersonRegistered { person, .. } | Event::PersonCorrected { person, .. } => {
                vec![Entity::Person(*person)]
            }
            Event::FoundNotTheSame { person, other } => {
                vec![Entity::Person(*person), Entity::Person(*other)]
            }
            Event::RequestOpened {
                request, person, ..
            } => vec![Entity::Request(*request), Entity::Person(*person)],
            Event::NeedStated { request, .. }
            | Event::PaperMatched { request, .. }
            | Event::DeclarationSigned { request, .. }
            | Event::DeclarationVoided { request }
            | Event::StudyExplained { request }
            | Event::PapersAwaited { request, .. }
            | Event::ClarificationReferred { request, .. }
            | Event::ClarificationAnswered { request, .. }
            | Event::RequestSubmitted { request, .. }
            | Event::RequestWithdrawn { request, .. }
            | Event::SheetPrinted { request, .. }
            | Event::RequestTaken { request }
            | Event::ScopeExcepted { request, .. }
            | Event::RequestAssigned { request, .. }
            | Event::RequestHandedBack { request, .. }
            | Event::FindingNoted { request, .. }
            | Event::CriterionJudged { request, .. }
            | Event::MechanismReported { request, .. }
            | Event::OpinionGiven { request, .. }
            | Event::StudyConcluded { request }
            | Event::RequestSentBack { request, .. }
            | Event::RequestDecided { request, .. }
            | Event::EarlyReplyAllowed { request, .. }
            | Event::ReplyGiven { request, .. }
            | Event::ObjectionRaised { request, .. }
            | Event::ObjectionAnswered { request, .. }
            | Event::RegistrationCompleted { request }
            | Event::ServiceDelivered { request, .. }
            | Event::RequestClosed { request, .. }
            | Event::ReferredOutside { request, .. }
            | Event::OutsideResultNoted { request, .. }
            | Event::ScanAttached { request, .. } => vec![Entity::Request(*request)],
            Event::EnquiryLogged { enquiry, .. } => vec![Entity::Enquiry(*enquiry)],
            Event::DraftKept { draft, .. } | Event::DraftDropped { draft } => {
                vec![Entity::Draft(*draft)]
            }
            Event::RatingOffered { request, .. } => vec![Entity::Request(*request)],
            Event::VoiceHeard { voice, .. } | Event::VoiceAnswered { voice, .. } => {
                vec![Entity::Voice(*voice)]
            }
            Event::StandardApproved { standard, .. }
            | Event::StandardRetired { standard }
            | Event::StandardGiven { standard, .. } => vec![Entity::Standard(*standard)],
            Event::ContactMade { person, .. } => vec![Entity::Person(*person)],
            // A rating has no version of its own: nothing that could be asked for leads to one.
            Event::RecordOpened { .. }
            | Event::PeopleImported { .. }
            | Event::ServiceRated { .. } => vec![],
        }
    }

    /// What the journal stamps on it, and the command it belongs to. A rating is stamped with nobody, the day alone
    /// and no command, so that nothing kept of it says who asked the beneficiary (row 14).
    pub fn stamped(&self, stamp: Stamp, command: u128) -> (Stamp, u128) {
        match self {
            Event::ServiceRated { .. } => {
                let nobody = Stamp {
                    at: stamp.at.day_begun(),
                    by: StaffNo(0),
                    branch: stamp.branch,
                };
                (nobody, 0)
            }
            _ => (stamp, command),
        }
    }
}

impl fmt::Debug for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Event({}, {:?})", self.id(), self.touches())
    }
}

/// Who, where and when an event was: what the journal stamps on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// When.
    pub at: Moment,
    /// By whom.
    pub by: StaffNo,
    /// At which branch.
    pub branch: BranchNo,
}

impl Stamp {
    /// The act part of it.
    pub fn act(self) -> Act {
        Act {
            by: self.by,
            at: self.at,
        }
    }
}
