//! A request held against the conditions of a step: what is missing, named.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::declaration;
use crate::domain::document::Paper;
use crate::domain::ids::StaffNo;
use crate::domain::person::Facts;
use crate::domain::profile::{Opinions, Profile};
use crate::domain::request::Request;
use crate::domain::scope;
use crate::domain::voice::Occasion;

/// What must be true before a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Condition {
    /// Consent and the charity's own required fields of the person are there.
    PersonComplete,
    /// The need is stated, its required fields filled in.
    NeedStated,
    /// Every paper on the checklist has been matched.
    PapersComplete,
    /// Some paper on the checklist has not.
    PapersIncomplete,
    /// Differences and expired papers carry a remark that says why they are accepted.
    RemarksGiven,
    /// A declaration of exactly what is stated now is signed.
    Declared,
    /// What happens next was explained to the beneficiary.
    Explained,
    /// The home lies within the geographic scope, or it is said why the request is taken in all the same.
    WithinScope,
    /// The asker has the request in hand, and somebody had it before.
    InHand,
    /// Every criterion of eligibility is judged.
    CriteriaJudged,
    /// Something was found, and a mechanism that fits was reported.
    Examined,
    /// The earliest reply date has come, or a supervisor gave leave.
    ReplyFloor,
    /// The decision in force is a rejection.
    Rejected,
    /// Somebody other than the asker decided.
    AnotherDecided,
    /// Every part of the service was delivered.
    Delivered,
    /// A result of a referral to another body is awaited.
    OutsideAwaited,
    /// There is something to rate for which no rating was offered yet.
    RatingDue,
}

/// Something that stands in the way of a step, named so that a desk can tell it and lead there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Missing {
    /// The person has not agreed to their data being kept.
    Consent,
    /// A field of the person that the charity requires.
    PersonField(String),
    /// The need.
    Need,
    /// A field of the need that the charity requires.
    NeedField(String),
    /// A paper on the checklist.
    Paper(String),
    /// A difference on that paper carries no remark.
    DifferenceRemark(String),
    /// That paper has expired and carries no remark.
    ExpiryRemark(String),
    /// The declaration is not signed.
    Declaration,
    /// It was signed, and what it declares has been edited since.
    DeclarationVoided,
    /// It was not explained what happens next.
    Explanation,
    /// Nothing is missing, so there is nothing to wait for.
    NothingMissing,
    /// The responsibilities have not been told (row 53).
    Responsibilities,
    /// The home lies outside the geographic scope and it is not said why the request is taken in (row 52).
    ScopeReason,
    /// Somebody else has the request in hand, or nobody had it before.
    NotInHand,
    /// A criterion is not judged.
    Criterion(String),
    /// Nothing found is noted.
    Finding,
    /// None of the mechanisms that fit was reported.
    Mechanism,
    /// No reply before this day without a supervisor's leave (row 9).
    ReplyNotBefore(NaiveDate),
    /// It was not rejected.
    Rejection,
    /// The asker decided it (row 55).
    AnotherDecider,
    /// That part of the service is not delivered; empty where it has no parts.
    Delivery(String),
    /// No result of a referral is awaited.
    NoOutsideReferral,
    /// Nothing to rate yet, or it was offered already.
    NothingToRate,
}

/// A request together with everything its conditions depend on.
#[derive(Clone, Copy, Debug)]
pub struct Case<'a> {
    /// The request.
    pub request: &'a Request,
    /// What is stated of the person now.
    pub facts: &'a Facts,
    /// The profile it is pinned to.
    pub profile: &'a Profile,
    /// Today, in the Kingdom.
    pub today: NaiveDate,
    /// Who asks.
    pub by: StaffNo,
}

impl Case<'_> {
    /// The kinds of papers that this request needs and that have not been matched with what is stated now.
    pub fn papers_missing(&self) -> Vec<String> {
        self.papers_required()
            .into_iter()
            .filter(|kind| {
                self.request
                    .paper(kind)
                    .is_none_or(|paper| !self.still_stated(paper))
            })
            .collect()
    }

    /// Whether what a paper was matched with is still what is stated. After a correction the paper has to be matched
    /// again (row 3).
    pub fn still_stated(&self, paper: &Paper) -> bool {
        let fields = self.profile.paper(&paper.kind).map(|kind| &kind.compare);
        paper.pairs.iter().all(|pair| {
            let mut fields = fields.into_iter().flatten();
            fields
                .find(|field| field.id() == pair.field)
                .is_none_or(|field| self.facts.stated(*field) == pair.stated)
        })
    }

    /// The kinds of papers that this request needs, by service, category and household.
    pub fn papers_required(&self) -> Vec<String> {
        let (service, category) = match &self.request.need {
            Some(need) => (need.service.as_str(), need.category.as_str()),
            None => ("", ""),
        };
        self.profile
            .papers_required(service, category, self.facts.household.size.unwrap_or(1))
    }

    /// What is missing for a condition; empty if it holds.
    pub(super) fn lacks(&self, condition: Condition) -> Vec<Missing> {
        match condition {
            Condition::PersonComplete => {
                let consent = (!self.facts.consent).then_some(Missing::Consent);
                let fields = self
                    .profile
                    .person_fields_required()
                    .filter(|id| blank(self.facts.extra.get(*id)));
                consent
                    .into_iter()
                    .chain(fields.map(|id| Missing::PersonField(id.to_owned())))
                    .collect()
            }
            Condition::NeedStated => match &self.request.need {
                None => vec![Missing::Need],
                Some(need) => self
                    .profile
                    .need_fields_required()
                    .filter(|id| blank(need.extra.get(*id)))
                    .map(|id| Missing::NeedField(id.to_owned()))
                    .collect(),
            },
            Condition::PapersComplete => self
                .papers_missing()
                .into_iter()
                .map(Missing::Paper)
                .collect(),
            Condition::PapersIncomplete if self.papers_missing().is_empty() => {
                vec![Missing::NothingMissing]
            }
            Condition::PapersIncomplete => vec![],
            Condition::RemarksGiven => self.remarks_lacking(),
            Condition::Declared => match &self.request.declaration {
                None => vec![Missing::Declaration],
                Some(declaration)
                    if declaration.voided.is_some()
                        || declaration.fingerprint
                            != declaration::fingerprint_of(self.facts, self.request) =>
                {
                    vec![Missing::DeclarationVoided]
                }
                Some(_) => vec![],
            },
            Condition::Explained if self.request.explained.is_none() => vec![Missing::Explanation],
            Condition::Explained => vec![],
            Condition::WithinScope => {
                let outside = scope::is_outside(self.profile, self.facts);
                missing(
                    outside && blank(Some(&self.request.scope_reason)),
                    Missing::ScopeReason,
                )
            }
            Condition::InHand => {
                let former = self
                    .request
                    .officer_before
                    .unwrap_or(self.request.opened.by);
                let mine = self.request.officer == self.by && former != self.by;
                missing(!mine, Missing::NotInHand)
            }
            Condition::CriteriaJudged => {
                let criteria = self
                    .profile
                    .eligibility
                    .iter()
                    .flat_map(|one| &one.criteria);
                criteria
                    .filter(|one| !self.request.study.criteria.contains_key(one.id.as_str()))
                    .map(|one| Missing::Criterion(one.id.to_string()))
                    .collect()
            }
            Condition::Examined => {
                let found = missing(self.request.study.findings.is_empty(), Missing::Finding);
                [found, missing(!self.is_reported(), Missing::Mechanism)].concat()
            }
            Condition::ReplyFloor => match self.request.reply_floor() {
                Some(floor) if self.today < floor => vec![Missing::ReplyNotBefore(floor)],
                _ => vec![],
            },
            Condition::Rejected => {
                let rejected = self.request.decision().is_some() && !self.request.accepted();
                missing(!rejected, Missing::Rejection)
            }
            Condition::AnotherDecided => {
                let own = self
                    .request
                    .open_objection()
                    .is_some_and(|objection| objection.against == self.by);
                missing(own, Missing::AnotherDecider)
            }
            Condition::Delivered => self
                .parts_awaited()
                .into_iter()
                .map(Missing::Delivery)
                .collect(),
            Condition::OutsideAwaited => {
                let awaited = self.request.outside.iter().any(|one| one.is_open());
                missing(!awaited, Missing::NoOutsideReferral)
            }
            Condition::RatingDue => missing(self.ratings_due().is_empty(), Missing::NothingToRate),
        }
    }

    /// The occasions on which a rating is to be offered now: after the reply, and after the delivery (row 13).
    pub fn ratings_due(&self) -> Vec<Occasion> {
        let request = self.request;
        let replied = request.decisions.iter().any(|one| one.reply.is_some());
        let delivered = !request.provision.delivered.is_empty() && self.parts_awaited().is_empty();
        let reached = |occasion: &Occasion| match occasion {
            Occasion::Reply => replied,
            Occasion::Delivery => delivered,
        };
        Occasion::ALL
            .into_iter()
            .filter(|occasion| reached(occasion) && !request.was_offered(*occasion))
            .collect()
    }

    /// Whether something was found, and a mechanism that fits was reported.
    pub fn is_examined(&self) -> bool {
        self.lacks(Condition::Examined).is_empty()
    }

    /// Whether a mechanism that fits was reported, where there is any.
    fn is_reported(&self) -> bool {
        let fitting = self.mechanisms();
        let reports = &self.request.study.reports;
        fitting.is_empty()
            || reports
                .iter()
                .any(|report| fitting.contains(&report.mechanism))
    }

    /// The mechanisms that fit what is asked for, by id (row 48).
    pub fn mechanisms(&self) -> Vec<String> {
        let need = self.request.need.as_ref();
        let service = need.map_or("", |need| need.service.as_str());
        let category = need.map_or("", |need| need.category.as_str());
        self.profile
            .mechanisms_of(service, category)
            .map(|mechanism| mechanism.id.to_string())
            .collect()
    }

    /// The parts of the service that are not delivered yet, by id; a service without parts has one, which is empty.
    pub fn parts_awaited(&self) -> Vec<String> {
        let service = self.request.need.as_ref().map(|need| need.service.as_str());
        let parts = self.profile.parts_of(service.unwrap_or_default());
        let delivered = &self.request.provision.delivered;
        parts
            .into_iter()
            .filter(|part| !delivered.iter().any(|delivery| delivery.part == *part))
            .collect()
    }

    /// The committees whose opinion the decision waits for, by id (row 7).
    pub fn opinions_awaited(&self) -> Vec<String> {
        let given = &self.request.study.opinions;
        if self.profile.study.opinions == Opinions::Any && !given.is_empty() {
            return vec![];
        }
        self.profile
            .studied_by()
            .map(|committee| committee.id.to_string())
            .filter(|committee| !given.contains_key(committee))
            .collect()
    }

    fn remarks_lacking(&self) -> Vec<Missing> {
        let mut missing = Vec::new();
        for paper in self
            .request
            .papers
            .iter()
            .filter(|paper| paper.remark.trim().is_empty())
        {
            if paper.differs() {
                missing.push(Missing::DifferenceRemark(paper.kind.clone()));
            }
            if paper.validity_on(self.today) == crate::domain::document::Validity::Expired {
                missing.push(Missing::ExpiryRemark(paper.kind.clone()));
            }
        }
        missing
    }
}

fn missing(lacks: bool, what: Missing) -> Vec<Missing> {
    lacks.then_some(what).into_iter().collect()
}

fn blank(value: Option<&String>) -> bool {
    value.is_none_or(|value| value.trim().is_empty())
}
