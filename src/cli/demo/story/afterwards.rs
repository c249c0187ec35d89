//! What follows on the days after a request was handed in: study, decision, reply, objection, registration, delivery.
//!
//! At every step some wait longer than they should, so that every queue has something in it.

use super::{Story, Task};
use crate::cli::demo::chance::Chance;
use crate::cli::demo::clock::{days_after, minutes_after};
use crate::cli::demo::ledger::LedgerError;
use crate::cli::demo::{paperwork, words};
use crate::domain::date::DateAsWritten;
use crate::domain::decision::Outcome;
use crate::domain::ids::{RequestNo, StaffNo};
use crate::domain::moment::Moment;
use crate::domain::profile::FieldKind;
use crate::domain::request::{Request, Stage};
use crate::domain::service::Renewal;
use crate::domain::staff::Role;
use crate::domain::study::{Verdict, View};
use crate::domain::voice::Occasion;
use crate::protocol::Order;
use crate::records::Store;

/// What follows one request, from its study to its closing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum After {
    /// It is studied.
    Study,
    /// The committees that did not say anything yet do.
    Opinions,
    /// It is decided.
    Decide,
    /// The beneficiary is told.
    Reply,
    /// The beneficiary objects.
    Object,
    /// The objection is answered.
    AnswerObjection,
    /// The registration is completed.
    Register,
    /// The service is delivered.
    Deliver,
    /// It is closed.
    Close,
}

impl Story<'_> {
    pub(super) fn one_who(&self, role: Role) -> StaffNo {
        let mut staff = self.staff.iter();
        staff
            .find(|(_, has, _)| *has == role)
            .map_or(self.me(), |(no, ..)| *no)
    }

    fn name_of(&self, staff: StaffNo) -> String {
        let found = self.ledger.records.indexes.staff.get(&staff);
        found.map_or_else(String::new, |member| member.name.clone())
    }

    fn then(&mut self, at: Moment, visit: u64, request: RequestNo, what: After) {
        self.plan(
            at,
            Task::After {
                visit,
                request,
                what,
            },
        );
    }

    pub(super) fn after(
        &mut self,
        at: Moment,
        visit: u64,
        no: RequestNo,
        what: After,
    ) -> Result<(), LedgerError> {
        let Some((request, _)) = self.ledger.records.get::<Request>(no) else {
            return Ok(());
        };
        let mut chance = Self::chance(visit, 20 + what as u64);
        // Withdrawn meanwhile, or one of those that wait longer than they should.
        let elsewhere = request.stage != stage_of(what);
        if elsewhere || chance.percent(12) {
            return Ok(());
        }
        let officer = self.officer(visit);
        match what {
            After::Study => self.study(at, visit, &request, &mut chance),
            After::Opinions => self.opinions(at, visit, &request, &mut chance),
            After::Decide => {
                let outcome = if chance.percent(75) {
                    Outcome::Accepted
                } else {
                    Outcome::Rejected
                };
                let reasons = match outcome {
                    Outcome::Accepted => chance.text(&words::ACCEPTED),
                    Outcome::Rejected => chance.text(&words::REJECTED),
                };
                let order = Order::Decide {
                    request: no,
                    outcome,
                    reasons: reasons.to_owned(),
                    minutes: format!("{}", 1 + visit / 40),
                };
                self.act(self.one_who(Role::CommitteeSecretary), at, order)?;
                let floor = request.submission.map(|one| one.reply_not_before);
                let wait = floor.map_or(0, |floor| (floor - at.date()).num_days().max(0));
                let wait = u64::try_from(wait).unwrap_or(0);
                let early = wait > 0 && request.early_reply.is_none() && chance.percent(40);
                let when = if early {
                    let order = Order::AllowEarlyReply {
                        request: no,
                        because: chance.text(&words::EARLY).to_owned(),
                    };
                    self.act(self.one_who(Role::Supervisor), minutes_after(at, 30), order)?;
                    days_after(at, 1)
                } else {
                    days_after(at, wait + chance.below(3))
                };
                self.then(when, visit, no, After::Reply);
                Ok(())
            }
            After::Reply => {
                let accepted = request.accepted();
                let told = self.person_of(no).map(|person| person.facts.name.line());
                let order = Order::Reply {
                    request: no,
                    channel: self.channel(false, &mut chance),
                    told: told.unwrap_or_default(),
                };
                self.act(officer, at, order)?;
                self.rate(minutes_after(at, 2), visit, no, Occasion::Reply)?;
                let next = if accepted {
                    After::Register
                } else {
                    After::Object
                };
                let wait = if accepted { 3 } else { 5 };
                self.then(days_after(at, chance.between(1, wait)), visit, no, next);
                Ok(())
            }
            After::Object if chance.percent(60) => {
                let order = Order::Object {
                    request: no,
                    text: chance.text(&words::OBJECTIONS).to_owned(),
                };
                self.act(officer, at, order)?;
                let when = days_after(at, chance.between(2, 6));
                self.then(when, visit, no, After::AnswerObjection);
                Ok(())
            }
            After::Object => Ok(()),
            After::AnswerObjection => {
                let upheld = chance.percent(40);
                let texts = if upheld {
                    &words::UPHELD
                } else {
                    &words::DISMISSED
                };
                let order = Order::AnswerObjection {
                    request: no,
                    upheld,
                    text: chance.text(texts).to_owned(),
                };
                self.act(self.one_who(Role::Supervisor), at, order)?;
                self.then(days_after(at, 2), visit, no, After::Decide);
                Ok(())
            }
            After::Register => {
                self.act(officer, at, Order::Register(no))?;
                let when = days_after(at, chance.between(1, 4));
                self.then(when, visit, no, After::Deliver);
                Ok(())
            }
            After::Deliver => {
                let service = request.need.map(|need| need.service).unwrap_or_default();
                let received_by = self.person_of(no).map(|person| person.facts.name.line());
                for part in self.profile.parts_of(&service) {
                    let order = Order::Deliver {
                        request: no,
                        part,
                        what: chance.text(&words::DELIVERED).to_owned(),
                        received_by: received_by.clone().unwrap_or_default(),
                    };
                    self.act(officer, at, order)?;
                }
                self.rate(minutes_after(at, 5), visit, no, Occasion::Delivery)?;
                self.then(minutes_after(at, 20), visit, no, After::Close);
                Ok(())
            }
            After::Close => {
                let order = Order::Close {
                    request: no,
                    // Some are to be looked at again soon.
                    renewal: if chance.percent(25) {
                        let day = days_after(self.now, 3 + visit % 40).date();
                        DateAsWritten::from_gregorian(day).map_or(Renewal::ByProfile, Renewal::On)
                    } else {
                        Renewal::ByProfile
                    },
                };
                self.act(officer, at, order).map(drop)
            }
        }
    }

    fn study(
        &mut self,
        at: Moment,
        visit: u64,
        request: &Request,
        chance: &mut Chance,
    ) -> Result<(), LedgerError> {
        let by = self.one_who(Role::SocialResearcher);
        let no = request.no;
        self.act(by, at, Order::Take(no))?;
        if chance.percent(6) {
            let order = Order::SendBack {
                request: no,
                because: chance.text(&words::SENT_BACK).to_owned(),
            };
            self.act(by, minutes_after(at, 10), order)?;
            let becomes = super::RETURNS.iter().cycle().nth(self.sent_back);
            self.sent_back += 1;
            if let Some(Some(because)) = becomes.copied() {
                let again = Task::Again {
                    visit,
                    request: no,
                    because,
                };
                self.plan(days_after(at, chance.between(1, 3)), again);
            }
            return Ok(());
        }
        let later = minutes_after(at, 25);
        if chance.percent(8) {
            self.refer_outside(later, no, chance)?;
        }
        if let Some(eligibility) = self.profile.eligibility.clone() {
            if let Some(source) = chance.of_these(&eligibility.sources) {
                let order = Order::NoteFinding {
                    request: no,
                    source: source.id.to_string(),
                    text: chance.text(&words::FINDINGS).to_owned(),
                };
                self.act(by, later, order)?;
            }
            let (service, category) = request.need.as_ref().map_or(("", ""), |need| {
                (need.service.as_str(), need.category.as_str())
            });
            let fitting: Vec<_> = self.profile.mechanisms_of(service, category).collect();
            if let Some(mechanism) = chance.of_these(&fitting) {
                let mut fields = paperwork::fields(&mechanism.report, at.date(), chance);
                for field in &mechanism.report {
                    if field.kind == FieldKind::Text {
                        let told = match field.id.as_str() {
                            "visitor" | "interviewer" => self.name_of(by),
                            _ => chance.text(&words::FINDINGS).to_owned(),
                        };
                        fields.insert(field.id.to_string(), told);
                    }
                }
                let order = Order::ReportMechanism {
                    request: no,
                    mechanism: mechanism.id.to_string(),
                    fields,
                };
                self.act(by, later, order)?;
            }
            for criterion in &eligibility.criteria {
                let order = Order::JudgeCriterion {
                    request: no,
                    criterion: criterion.id.to_string(),
                    verdict: if chance.percent(85) {
                        Verdict::Met
                    } else {
                        Verdict::NotMet
                    },
                    evidence: chance.text(&words::FINDINGS).to_owned(),
                };
                self.act(by, later, order)?;
            }
        }
        self.opinion(later, request, chance)?;
        let next = if self.profile.study.committees.len() > 1 {
            After::Opinions
        } else {
            After::Decide
        };
        let when = days_after(at, chance.between(1, 6));
        self.then(when, visit, no, next);
        Ok(())
    }

    /// The next committee that did not say anything yet gives its opinion.
    fn opinion(
        &mut self,
        at: Moment,
        request: &Request,
        chance: &mut Chance,
    ) -> Result<(), LedgerError> {
        let mut committees = self.profile.studied_by();
        let given = &request.study.opinions;
        let Some(committee) = committees.find(|one| !given.contains_key(one.id.as_str())) else {
            return Ok(());
        };
        let (view, texts) = if chance.percent(75) {
            (View::Accept, &words::ACCEPTED)
        } else {
            (View::Reject, &words::REJECTED)
        };
        let order = Order::GiveOpinion {
            request: request.no,
            committee: committee.id.to_string(),
            view,
            text: chance.text(texts).to_owned(),
        };
        self.act(self.one_who(Role::SocialResearcher), at, order)
            .map(drop)
    }

    fn opinions(
        &mut self,
        at: Moment,
        visit: u64,
        request: &Request,
        chance: &mut Chance,
    ) -> Result<(), LedgerError> {
        self.opinion(at, request, chance)?;
        let when = days_after(at, chance.between(1, 5));
        self.then(when, visit, request.no, After::Decide);
        Ok(())
    }
}

/// Where a request must stand for that to come next.
fn stage_of(what: After) -> Stage {
    match what {
        After::Study | After::Opinions => Stage::Study,
        After::Decide => Stage::Decision,
        After::Reply => Stage::Reply,
        After::Object => Stage::Closed,
        After::AnswerObjection => Stage::Objection,
        After::Register => Stage::Registration,
        After::Deliver | After::Close => Stage::Delivery,
    }
}
