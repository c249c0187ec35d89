//! Everything that can have happened (الوقائع). The journal keeps these forever, so a variant's fields never change:
//! what needs more becomes a new variant, appended at the end. Their words, what they touch and what is stamped on
//! them stand in files of their own.

mod id;
mod stamp;
mod touches;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use self::stamp::Stamp;
use super::access::{Reading, SearchedBy};
use super::arrival::Visitor;
use super::branches::BranchScope;
use super::decision::Outcome;
use super::declaration::{Fingerprint, Signature};
use super::document::{Check, Paper};
use super::draft::About;
use super::ids::{
    ArrivalNo, BranchNo, DraftNo, EnquiryNo, Entity, PersonNo, RequestNo, StaffNo, StandardNo,
    VoiceNo,
};
use super::outreach::{Reached, Reason};
use super::person::Facts;
use super::pin::PinHash;
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
    /// A member of staff set a PIN, or another one.
    PinSet {
        /// Whose.
        staff: StaffNo,
        /// Its hash.
        hash: PinHash,
    },
    /// An administrator gave a member of staff a code to sign in with, for as long as it takes to set a PIN again.
    PinReset {
        /// Whose.
        staff: StaffNo,
        /// The code's hash.
        hash: PinHash,
    },
    /// Somebody missed a member of staff's PIN.
    PinFailed {
        /// Whose.
        staff: StaffNo,
    },
    /// A member of staff signed in by PIN.
    SignedIn {
        /// Who.
        staff: StaffNo,
    },
    /// A member of staff sees these branches from now on. Whoever was added and given none sees all of them: so it
    /// was before branches were given.
    BranchesGiven {
        /// Who.
        staff: StaffNo,
        /// Which.
        scope: BranchScope,
    },
    /// A person on file elsewhere showed their identity paper at the branch stamped on it, and belongs to it too.
    PersonAdmitted {
        /// Whose file.
        person: PersonNo,
    },
    /// More was read of a personal record than opening it is.
    RecordRead {
        /// Of which.
        entity: Entity,
        /// How.
        how: Reading,
        /// What of it: a field's id, the place of a scan; empty for all of it.
        what: String,
    },
    /// People were looked for: one for each search that settled, not for each letter typed.
    ///
    /// The least that answers who looked for whom: words of a name as folded, since whoever is not on file has no
    /// number; never a number, since the files found say whose it was; and those files, where they were few enough to
    /// point at anybody.
    PeopleSearched {
        /// By what.
        by: SearchedBy,
        /// The words of a name, folded; empty for anything else.
        text: String,
        /// How many were found and shown.
        found: u16,
        /// Whose files these were, as long as they are few.
        shown: Vec<PersonNo>,
    },
    /// A person asked for a copy of everything held about them.
    CopyRequested {
        /// Who.
        person: PersonNo,
    },
    /// It was given.
    CopyHandedOver {
        /// Whose.
        person: PersonNo,
        /// To whom.
        to: String,
        /// Channel id.
        channel: String,
    },
    /// An identity paper was held against the files of branches that whoever asked does not see. Never which paper:
    /// there are so few numbers that no hash would hide one.
    PaperAsked {
        /// Whose it is; `None` where it is nobody's.
        found: Option<PersonNo>,
    },
}

impl fmt::Debug for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Event({}, {:?})", self.id(), self.touches())
    }
}
