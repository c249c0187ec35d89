//! One visit: coming, being served, bringing papers, signing, and what follows on other days.

use super::{After, Fate, Return, Story, Task};
use crate::cli::demo::chance::Chance;
use crate::cli::demo::clock::{days_after, minutes_after};
use crate::cli::demo::ledger::{Actor, LedgerError};
use crate::cli::demo::people::person;
use crate::cli::demo::{paperwork, scans, words};
use crate::domain::arrival::Visitor;
use crate::domain::ids::{ArrivalNo, PersonNo, RequestNo, StaffNo};
use crate::domain::moment::Moment;
use crate::domain::person::Person;
use crate::domain::profile::ChannelKind;
use crate::domain::request::{Request, Stage};
use crate::domain::scope;
use crate::domain::workflow::{Step, Workflow};
use crate::protocol::{Made, Order};
use crate::records::Store;

/// The papers of every so manieth request are scanned, and of so many requests.
const SCANNED_EVERY: u32 = 7;
const SCANNED: u32 = 30;

impl Story<'_> {
    /// Someone on file, not always the same.
    pub(super) fn known(&self, chance: &mut Chance) -> PersonNo {
        let last = u64::from(self.ledger.records.indexes.last.person.max(1));
        PersonNo(u32::try_from(chance.between(1, last)).unwrap_or(1))
    }

    pub(super) fn come(&mut self, at: Moment, visit: u64) -> Result<(), LedgerError> {
        let mut chance = Self::chance(visit, 2);
        let new = self.registered < self.extent.people && chance.percent(60);
        let known = (!new).then(|| self.known(&mut chance));
        let mut arrival = None;
        if chance.percent(70) {
            let visitor = match known {
                Some(no) => Visitor::Known(no),
                None => Visitor::Named(person(self.registered, "", at.date()).name.line()),
            };
            let order = Order::ReceiveVisitor {
                visitor,
                purpose: chance.text(&words::PURPOSES).to_owned(),
            };
            if let Made::Arrival(no) = self.act(self.officer(visit), at, order)? {
                arrival = Some(no);
            }
        }
        let wait = if arrival.is_some() {
            chance.between(3, 25)
        } else {
            0
        };
        self.plan(
            minutes_after(at, wait),
            Task::Serve {
                visit,
                arrival,
                known,
            },
        );
        Ok(())
    }

    pub(super) fn serve(
        &mut self,
        at: Moment,
        visit: u64,
        arrival: Option<ArrivalNo>,
        known: Option<PersonNo>,
    ) -> Result<(), LedgerError> {
        let by = self.officer(visit);
        let mut chance = Self::chance(visit, 3);
        if let Some(arrival) = arrival {
            self.act(by, at, Order::CallVisitor(arrival))?;
        }
        let person = match known {
            Some(no) => no,
            None => self.register(by, at, &mut chance)?,
        };
        let channel = self.channel(arrival.is_some(), &mut chance);
        let open = Order::OpenRequest {
            person,
            channel,
            responsibilities_told: !self.profile.responsibilities.is_empty(),
            draft: None,
        };
        let Made::Request(request) = self.act(by, at, open)? else {
            return Ok(());
        };
        let at = minutes_after(at, 2);
        let Some(Person { facts, .. }) = self.person_of(request) else {
            return Ok(());
        };
        let need = paperwork::need(self.profile, &facts, at.date(), &mut chance);
        self.act(by, at, Order::StateNeed { request, need })?;
        self.plan(
            minutes_after(at, chance.between(2, 6)),
            Task::Match {
                visit,
                arrival,
                request,
            },
        );
        Ok(())
    }

    pub(super) fn register(
        &mut self,
        by: StaffNo,
        at: Moment,
        chance: &mut Chance,
    ) -> Result<PersonNo, LedgerError> {
        let mut facts = person(self.registered, self.city(self.registered), at.date());
        facts.extra = paperwork::fields(&self.profile.person_fields, at.date(), chance);
        let register = Order::RegisterPerson {
            facts,
            not_the_same: vec![],
            draft: None,
        };
        let made = self.act(by, at, register)?;
        self.registered += 1;
        match made {
            Made::Person(no) => Ok(no),
            _ => Ok(PersonNo(1)),
        }
    }

    pub(super) fn channel(&self, in_person: bool, chance: &mut Chance) -> String {
        let fits = |kind: ChannelKind| (kind == ChannelKind::InPerson) == in_person;
        let channels: Vec<_> = self
            .profile
            .channels
            .iter()
            .filter(|channel| fits(channel.kind))
            .collect();
        let chosen = chance
            .of_these(&channels)
            .copied()
            .or(self.profile.channels.first());
        chosen
            .map(|channel| channel.id.to_string())
            .unwrap_or_default()
    }

    pub(super) fn fate(&self, at: Moment, visit: u64) -> Fate {
        let mut chance = Self::chance(visit, 4);
        let recent = self.now.days_since(at) < 4;
        match chance.below(100) {
            0..60 => Fate::Submitted,
            60..80 => Fate::PapersMissing {
                brought: chance.percent(50),
            },
            80..92 if self.profile.clarifier().is_some() => Fate::Referred,
            80..92 => Fate::PapersMissing { brought: false },
            _ if recent => Fate::Unfinished,
            _ => Fate::Submitted,
        }
    }

    pub(super) fn match_papers(
        &mut self,
        at: Moment,
        visit: u64,
        arrival: Option<ArrivalNo>,
        request: RequestNo,
    ) -> Result<(), LedgerError> {
        let by = self.officer(visit);
        let mut chance = Self::chance(visit, 5);
        let fate = self.fate(at, visit);
        let missing = self.papers_missing(request);
        let bring = match fate {
            Fate::PapersMissing { .. } => missing.len().saturating_sub(1),
            Fate::Unfinished => missing.len() / 2,
            Fate::Submitted | Fate::Referred => missing.len(),
        };
        for kind in missing.iter().take(bring) {
            self.match_one(by, at, request, kind, &mut chance)?;
        }
        let later = minutes_after(at, chance.between(2, 8));
        match fate {
            Fate::Submitted => self.plan(
                later,
                Task::Finish {
                    visit,
                    arrival,
                    request,
                },
            ),
            Fate::PapersMissing { brought } if !missing.is_empty() => {
                self.act(by, later, Order::AwaitPapers(request))?;
                self.leave(by, later, arrival)?;
                let back = days_after(at, chance.between(2, 9));
                if brought {
                    self.plan(
                        back,
                        Task::Finish {
                            visit,
                            arrival: None,
                            request,
                        },
                    );
                } else if chance.percent(20) {
                    self.plan(back, Task::Withdraw { visit, request });
                }
            }
            Fate::Referred => {
                let question = chance
                    .of_these(&words::QUESTIONS)
                    .map_or("", |(question, _)| question);
                let question = question.to_owned();
                self.act(by, later, Order::Refer { request, question })?;
                self.leave(by, later, arrival)?;
                let answered =
                    minutes_after(days_after(at, chance.between(1, 4)), chance.between(5, 90));
                self.plan(answered, Task::Answer { visit, request });
            }
            Fate::PapersMissing { .. } | Fate::Unfinished => self.leave(by, later, arrival)?,
        }
        Ok(())
    }

    pub(super) fn match_one(
        &mut self,
        by: StaffNo,
        at: Moment,
        request: RequestNo,
        kind: &str,
        chance: &mut Chance,
    ) -> Result<(), LedgerError> {
        let Some(person) = self.person_of(request) else {
            return Ok(());
        };
        let sheet = paperwork::sheet(self.profile, kind, &person.facts, at.date(), chance);
        let Some(sheet) = sheet else { return Ok(()) };
        let number = sheet.number.clone();
        self.act(by, at, Order::MatchPaper { request, sheet })?;
        // By the number of the request, so that the papers of one lie together.
        let few = request.serial <= SCANNED_EVERY * SCANNED;
        if few && request.serial.is_multiple_of(SCANNED_EVERY) {
            let as_picture = request.serial.is_multiple_of(2 * SCANNED_EVERY);
            let file = scans::scan(kind, &number, as_picture);
            self.ledger
                .attach(Actor::Staff(by), at, (request, kind), &file)?;
        }
        Ok(())
    }

    pub(super) fn leave(
        &mut self,
        by: StaffNo,
        at: Moment,
        arrival: Option<ArrivalNo>,
    ) -> Result<(), LedgerError> {
        match arrival {
            Some(arrival) => self.act(by, at, Order::LetVisitorGo(arrival)).map(drop),
            None => Ok(()),
        }
    }

    /// What is still missing is brought, then it is signed, explained and handed in.
    pub(super) fn finish(
        &mut self,
        at: Moment,
        visit: u64,
        arrival: Option<ArrivalNo>,
        request: RequestNo,
    ) -> Result<(), LedgerError> {
        let by = self.officer(visit);
        let mut chance = Self::chance(visit, 6);
        let missing = self.papers_missing(request);
        for kind in &missing {
            self.match_one(by, at, request, kind, &mut chance)?;
        }
        if !missing.is_empty() && Self::chance(visit, 11).percent(20) {
            // Brought by a neighbour: whoever asks has still to come and sign.
            return self.leave(by, at, arrival);
        }
        let outside = self.person_of(request);
        if outside.is_some_and(|person| scope::is_outside(self.profile, &person.facts)) {
            let because = chance.text(&words::OUTSIDE_SCOPE).to_owned();
            self.act(by, at, Order::ExceptScope { request, because })?;
        }
        let signature = paperwork::signature(&mut chance);
        self.act(by, at, Order::Sign { request, signature })?;
        let later = minutes_after(at, 1);
        self.act(by, later, Order::Explain(request))?;
        self.act(by, later, Order::Submit(request))?;
        self.leave(by, later, arrival)?;
        let studied = days_after(later, chance.between(1, 7));
        self.plan(
            studied,
            Task::After {
                visit,
                request,
                what: After::Study,
            },
        );
        if chance.percent(5) {
            self.plan(
                days_after(at, chance.between(1, 12)),
                Task::Withdraw { visit, request },
            );
        }
        Ok(())
    }

    /// Whoever was sent back comes again, and the request goes up once more.
    pub(super) fn again(
        &mut self,
        at: Moment,
        visit: u64,
        no: RequestNo,
        because: Return,
    ) -> Result<(), LedgerError> {
        let by = self.officer(visit);
        let found = self.ledger.records.get::<Request>(no);
        let Some((request, _)) = found.filter(|(one, _)| one.stage == Stage::Intake) else {
            // Withdrawn meanwhile.
            return Ok(());
        };
        if because != Return::Brought {
            let Some(mut need) = request.need else {
                return Ok(());
            };
            need.text.push_str(words::WORSE_SINCE);
            self.act(by, at, Order::StateNeed { request: no, need })?;
        }
        if because == Return::Unsigned {
            return Ok(());
        }
        let signed = self.ledger.records.get::<Request>(no);
        if signed.is_some_and(|(request, _)| request.standing_declaration().is_none()) {
            let signature = paperwork::signature(&mut Self::chance(visit, 12));
            let request = no;
            self.act(by, at, Order::Sign { request, signature })?;
        }
        let later = minutes_after(at, 4);
        self.act(by, later, Order::Submit(no))?;
        let what = After::Study;
        let studied = Task::After {
            visit,
            request: no,
            what,
        };
        self.plan(days_after(later, 2), studied);
        Ok(())
    }

    pub(super) fn answer(
        &mut self,
        at: Moment,
        visit: u64,
        request: RequestNo,
    ) -> Result<(), LedgerError> {
        let mut chance = Self::chance(visit, 7);
        // One in four waits longer than it should.
        if chance.percent(25) {
            return Ok(());
        }
        let Some(role) = self.profile.clarifier() else {
            return Ok(());
        };
        let by = self
            .staff
            .iter()
            .find(|(_, has, _)| *has == role)
            .map_or(self.me(), |(no, ..)| *no);
        let asked = self.ledger.records.get::<Request>(request);
        let question =
            asked.and_then(|(request, _)| Some(request.open_clarification()?.question.clone()));
        let known = words::QUESTIONS
            .iter()
            .find(|(known, _)| Some(*known) == question.as_deref());
        let answer = known.map_or("", |(_, answer)| answer).to_owned();
        self.act(by, at, Order::Answer { request, answer })?;
        if chance.percent(20) {
            // Nobody has told whoever asked that they can go on.
            return Ok(());
        }
        self.plan(
            minutes_after(days_after(at, 1), 15),
            Task::Finish {
                visit,
                arrival: None,
                request,
            },
        );
        Ok(())
    }

    pub(super) fn withdraw(
        &mut self,
        at: Moment,
        visit: u64,
        request: RequestNo,
    ) -> Result<(), LedgerError> {
        let found = self.ledger.records.get::<Request>(request);
        let workflow = Workflow::of(self.profile);
        let from = workflow
            .row(Step::Withdraw)
            .map_or(&[][..], |row| &row.from);
        if found.is_none_or(|(request, _)| !from.contains(&request.stage)) {
            // It has come to its end before that.
            return Ok(());
        }
        let because = Self::chance(visit, 8).text(&words::WITHDRAWN).to_owned();
        self.act(
            self.officer(visit),
            at,
            Order::Withdraw { request, because },
        )
        .map(drop)
    }

    pub(super) fn enquire(&mut self, at: Moment, enquiry: u64) -> Result<(), LedgerError> {
        let mut chance = Self::chance(enquiry, 9);
        let (question, answer) = chance
            .of_these(&words::ENQUIRIES)
            .copied()
            .unwrap_or_default();
        let standard = self.standard_for(question);
        // Every third says who they are.
        let is_known = enquiry.is_multiple_of(3) && self.registered > 0;
        let person = is_known.then(|| self.known(&mut chance));
        let in_person = chance.percent(40);
        let order = Order::LogEnquiry {
            question: question.to_owned(),
            answer: answer.to_owned(),
            channel: self.channel(in_person, &mut chance),
            person,
            standard,
        };
        self.act(self.officer(enquiry), at, order).map(drop)
    }

    pub(super) fn person_of(&self, request: RequestNo) -> Option<Person> {
        let (request, _) = self.ledger.records.get::<Request>(request)?;
        self.ledger
            .records
            .get::<Person>(request.person)
            .map(|(person, _)| person)
    }

    pub(super) fn papers_missing(&self, no: RequestNo) -> Vec<String> {
        let request = self.ledger.records.get::<Request>(no);
        let (Some((request, _)), Some(person)) = (request, self.person_of(no)) else {
            return Vec::new();
        };
        let need = request.need.as_ref();
        let service = need.map_or("", |need| need.service.as_str());
        let category = need.map_or("", |need| need.category.as_str());
        let household = person.facts.household.size.unwrap_or(1);
        let required = self.profile.papers_required(service, category, household);
        required
            .into_iter()
            .filter(|kind| request.paper(kind).is_none())
            .collect()
    }
}
