//! Requests (الطلبات): from the day one is opened to the reply, each act kept with who and when.

use std::collections::BTreeMap;
use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::decision::{Decision, EarlyReply, Objection, Outcome};
use super::declaration::Declaration;
use super::document::{Check, Paper, Scan};
use super::ids::{BranchNo, PersonNo, RequestNo, StaffNo};
use super::moment::{Act, Moment};
use super::referral::Clarification;
use super::service::{OutsideReferral, Provision};
use super::study::Study;
use super::voice::{Occasion, Offered};

/// Where a request stands. Each stage but the last is a queue someone works.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// Being taken in at the desk (قيد الاستقبال).
    Intake,
    /// The beneficiary is to bring papers (بانتظار المستندات).
    PapersMissing,
    /// A question waits for the social researcher or the supervisor (الإحالة للإيضاح).
    Clarification,
    /// Submitted, being studied (قيد الدراسة).
    Study,
    /// Studied, waiting for the committee's decision (بانتظار القرار).
    Decision,
    /// Decided, the beneficiary not told yet (بانتظار الرد).
    Reply,
    /// The beneficiary objects to what was decided (اعتراض).
    Objection,
    /// Accepted, the registration to be completed (استكمال التسجيل).
    Registration,
    /// Registered, the service to be delivered (تقديم الخدمة).
    Delivery,
    /// Delivered, or rejected and told (منتهٍ).
    Closed,
    /// Taken back by the beneficiary (مسحوب).
    Withdrawn,
}

impl Stage {
    /// All of them, in order.
    pub const ALL: [Stage; 11] = [
        Stage::Intake,
        Stage::PapersMissing,
        Stage::Clarification,
        Stage::Study,
        Stage::Decision,
        Stage::Reply,
        Stage::Objection,
        Stage::Registration,
        Stage::Delivery,
        Stage::Closed,
        Stage::Withdrawn,
    ];

    /// Those that wait for somebody: the queues.
    pub const QUEUES: [Stage; 9] = [
        Stage::Clarification,
        Stage::PapersMissing,
        Stage::Intake,
        Stage::Study,
        Stage::Decision,
        Stage::Reply,
        Stage::Objection,
        Stage::Registration,
        Stage::Delivery,
    ];

    /// The word for it in commands, text keys and exports.
    pub fn id(self) -> &'static str {
        match self {
            Stage::Intake => "intake",
            Stage::PapersMissing => "papers-missing",
            Stage::Clarification => "clarification",
            Stage::Study => "study",
            Stage::Decision => "decision",
            Stage::Reply => "reply",
            Stage::Objection => "objection",
            Stage::Registration => "registration",
            Stage::Delivery => "delivery",
            Stage::Closed => "closed",
            Stage::Withdrawn => "withdrawn",
        }
    }

    /// The stage of that word.
    pub fn from_id(id: &str) -> Option<Stage> {
        Stage::ALL.into_iter().find(|stage| stage.id() == id)
    }
}

/// The profile version that a request is worked by (row 54).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Pin {
    /// The profile's key.
    pub profile: String,
    /// Its version.
    pub version: u32,
}

/// How much it presses (row 27).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Urgency {
    /// In its turn (عادي).
    #[default]
    Ordinary,
    /// Before others (عاجل).
    Urgent,
}

/// What is asked for (الاحتياج).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Need {
    /// One of the profile's services, by id.
    pub service: String,
    /// One of the profile's categories, by id; empty where it names none.
    pub category: String,
    /// In the beneficiary's words.
    pub text: String,
    /// How much it presses.
    pub urgency: Urgency,
    /// The charity's own fields, by id.
    pub extra: BTreeMap<String, String>,
}

impl fmt::Debug for Need {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Need({}, {:?})", self.service, self.urgency)
    }
}

/// What the submission froze.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submission {
    /// Who submitted it, when.
    pub act: Act,
    /// Each paper's validity on that day (row 4).
    pub checks: Vec<Check>,
    /// No reply before this day (row 9).
    pub reply_not_before: NaiveDate,
}

/// Papers left to be brought (المستندات الناقصة).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PapersAwaited {
    /// The kinds, by id.
    pub kinds: Vec<String>,
    /// Who let them wait, when.
    pub act: Act,
}

/// One line of a request's history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Happened {
    /// What, by the event's id.
    pub what: String,
    /// By whom, when.
    pub act: Act,
}

/// A request (طلب). What lists show of it comes first, so that they need not read the rest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// Number.
    pub no: RequestNo,
    /// Whose it is.
    pub person: PersonNo,
    /// Where it was opened.
    pub branch: BranchNo,
    /// Over which of the profile's channels it came (row 24).
    pub channel: String,
    /// The profile it is worked by.
    pub pin: Pin,
    /// Who opened it, when.
    pub opened: Act,
    /// Whether the beneficiary was told their responsibilities before it was opened (row 53).
    pub responsibilities_told: bool,
    /// Where it stands.
    pub stage: Stage,
    /// Since when.
    pub since: Moment,
    /// Who has it in hand.
    pub officer: StaffNo,
    /// Who had it before: to them it goes when it is handed back.
    pub officer_before: Option<StaffNo>,
    /// What is asked for.
    pub need: Option<Need>,
    /// Questions referred, oldest first.
    pub clarifications: Vec<Clarification>,
    /// The submission.
    pub submission: Option<Submission>,
    /// The papers matched so far, in the order they were brought.
    pub papers: Vec<Paper>,
    /// Their scans, in the order they were attached.
    pub scans: Vec<Scan>,
    /// Each time papers were left to be brought, oldest first (row 18).
    pub papers_awaited: Vec<PapersAwaited>,
    /// The declaration that stands or the last one voided.
    pub declaration: Option<Declaration>,
    /// That it goes up for study was explained to the beneficiary (row 7).
    pub explained: Option<Act>,
    /// Why it was taken in although the home lies outside the geographic scope (row 52); empty unless it was.
    pub scope_reason: String,
    /// The study.
    pub study: Study,
    /// The decisions, oldest first: more than one where an objection was upheld.
    pub decisions: Vec<Decision>,
    /// Leave to reply before the earliest day.
    pub early_reply: Option<EarlyReply>,
    /// Objections, oldest first.
    pub objections: Vec<Objection>,
    /// Registration and delivery.
    pub provision: Provision,
    /// Referrals to other bodies, oldest first.
    pub outside: Vec<OutsideReferral>,
    /// Ratings offered: that they were, and no more (row 13).
    pub offered: Vec<Offered>,
    /// Why it was withdrawn; empty unless it was.
    pub withdrawn_because: String,
    /// What happened, oldest first.
    pub history: Vec<Happened>,
}

/// Of questions referred, the one that waits for an answer.
pub fn open_clarification(clarifications: &[Clarification]) -> Option<&Clarification> {
    let mut latest = clarifications.iter().rev();
    latest.find(|one| one.is_open())
}

impl Request {
    /// A request as it is when it is opened: nothing stated yet, in the hands of whoever opened it.
    pub fn opened(
        no: RequestNo,
        person: PersonNo,
        branch: BranchNo,
        channel: String,
        pin: Pin,
        opened: Act,
    ) -> Request {
        Request {
            no,
            person,
            branch,
            channel,
            pin,
            opened,
            responsibilities_told: false,
            stage: Stage::Intake,
            since: opened.at,
            officer: opened.by,
            officer_before: None,
            need: None,
            papers: Vec::new(),
            scans: Vec::new(),
            papers_awaited: Vec::new(),
            declaration: None,
            explained: None,
            clarifications: Vec::new(),
            submission: None,
            scope_reason: String::new(),
            study: Study::default(),
            decisions: Vec::new(),
            early_reply: None,
            objections: Vec::new(),
            provision: Provision::default(),
            outside: Vec::new(),
            offered: Vec::new(),
            withdrawn_because: String::new(),
            history: Vec::new(),
        }
    }

    /// The declaration, where it stands.
    pub fn standing_declaration(&self) -> Option<&Declaration> {
        self.declaration
            .as_ref()
            .filter(|declaration| declaration.voided.is_none())
    }

    /// The question that waits for an answer.
    pub fn open_clarification(&self) -> Option<&Clarification> {
        open_clarification(&self.clarifications)
    }

    /// The paper of a kind.
    pub fn paper(&self, kind: &str) -> Option<&Paper> {
        self.papers.iter().find(|paper| paper.kind == kind)
    }

    /// Whether it waits for anybody.
    pub fn is_open(&self) -> bool {
        !matches!(self.stage, Stage::Closed | Stage::Withdrawn)
    }

    /// The decision that stands.
    pub fn decision(&self) -> Option<&Decision> {
        self.decisions.last()
    }

    /// Whether what stands is an acceptance.
    pub fn accepted(&self) -> bool {
        self.decision()
            .is_some_and(|decision| decision.outcome == Outcome::Accepted)
    }

    /// Whether a rating was offered on an occasion; of replies, since the last: one given after an objection is an
    /// occasion of its own.
    pub fn was_offered(&self, occasion: Occasion) -> bool {
        let since = match occasion {
            Occasion::Reply => {
                let replies = self.decisions.iter().filter_map(|one| one.reply.as_ref());
                replies.map(|reply| reply.given.at).max()
            }
            Occasion::Delivery => None,
        };
        let mut offers = self.offered.iter().filter(|one| one.occasion == occasion);
        offers.any(|one| since.is_none_or(|since| one.act.at >= since))
    }

    /// The objection that waits for an answer.
    pub fn open_objection(&self) -> Option<&Objection> {
        self.objections
            .iter()
            .rev()
            .find(|objection| objection.is_open())
    }

    /// The day before which the beneficiary may not be told (row 9): none where leave was given to tell them earlier.
    pub fn reply_floor(&self) -> Option<NaiveDate> {
        let floor = self.submission.as_ref()?.reply_not_before;
        self.early_reply.is_none().then_some(floor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_stage_is_found_by_its_word() {
        for stage in Stage::ALL {
            assert_eq!(Stage::from_id(stage.id()), Some(stage));
        }
        assert!(Stage::QUEUES.iter().all(|stage| Stage::ALL.contains(stage)));
    }
}
