//! What happened at the made-up desk over the past weeks: who came, what was asked for, how far it went.
//!
//! Everything is told in the order it happened. Whatever would lie after now has not happened yet, which leaves some
//! requests where they stand.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::chance::Chance;
use super::clock::{WorkingHours, days_after, days_before, minutes_after};
use super::ledger::{Actor, Ledger, LedgerError};
use super::paperwork;
use super::people::person;
use super::words;
use crate::domain::arrival::Visitor;
use crate::domain::draft::About;
use crate::domain::ids::{ArrivalNo, BranchNo, PersonNo, RequestNo, StaffNo};
use crate::domain::moment::Moment;
use crate::domain::person::Person;
use crate::domain::profile::{ChannelKind, Profile};
use crate::domain::request::Request;
use crate::domain::staff::Role;
use crate::protocol::{Made, Order};
use crate::records::Store;

/// What the story is told with.
const SEED: u64 = 0x1442_1222;

/// How far back it begins, in days.
const DAYS: u64 = 45;

/// People brought in at a time, as an import does.
const LOT: u64 = 300;

/// How much of it there is.
#[derive(Clone, Copy, Debug)]
pub struct Extent {
    /// People, at the end.
    pub people: u64,
    /// Requests.
    pub requests: u64,
}

/// Colleagues: name, role, at which of the branches.
const COLLEAGUES: [(&str, Role, u16); 7] = [
    ("فهد الرشيدي", Role::Reception, 1),
    ("هيا القحطاني", Role::Reception, 2),
    ("عبد الله الزهراني", Role::Reception, 3),
    ("لطيفة الغامدي", Role::SocialResearcher, 1),
    ("ماجد العطوي", Role::SocialResearcher, 2),
    ("منيرة البلوي", Role::Supervisor, 1),
    ("سعد الجهني", Role::CommitteeSecretary, 1),
];

/// The Unix users of colleagues, who never log in here.
const COLLEAGUES_FROM: u32 = 3_000_000_001;

/// How a visit ends, out of a hundred.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fate {
    /// Everything is there: handed in.
    Submitted,
    /// A paper is to be brought; some bring it after some days.
    PapersMissing { brought: bool },
    /// A question goes up; it is answered after a day or two, unless it is still open.
    Referred,
    /// The visitor had to go before it was done.
    Unfinished,
}

/// What is to be done next, and with what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Task {
    Come {
        visit: u64,
    },
    Serve {
        visit: u64,
        arrival: Option<ArrivalNo>,
        known: Option<PersonNo>,
    },
    Match {
        visit: u64,
        arrival: Option<ArrivalNo>,
        request: RequestNo,
    },
    Finish {
        visit: u64,
        arrival: Option<ArrivalNo>,
        request: RequestNo,
    },
    Answer {
        visit: u64,
        request: RequestNo,
    },
    Withdraw {
        visit: u64,
        request: RequestNo,
    },
    Enquire {
        enquiry: u64,
    },
}

/// The story being told.
pub struct Story<'a> {
    ledger: &'a mut Ledger,
    profile: &'a Profile,
    now: Moment,
    extent: Extent,
    staff: Vec<(StaffNo, Role, BranchNo)>,
    registered: u64,
    tasks: BinaryHeap<Reverse<(Moment, u64, Task)>>,
    told: u64,
}

/// Tells all of it. `progress` is told how much of how much is done.
pub fn tell(
    ledger: &mut Ledger,
    profile: &Profile,
    source: &str,
    uid: u32,
    now: Moment,
    extent: Extent,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<(), LedgerError> {
    let mut story = Story {
        ledger,
        profile,
        now,
        extent,
        staff: Vec::new(),
        registered: 0,
        tasks: BinaryHeap::new(),
        told: 0,
    };
    story.open(source, uid)?;
    // Most are on file from before; the rest are registered when they come.
    let new = (extent.people / 3).min(extent.requests / 2);
    story.bring_in(extent.people - new, progress)?;
    story.weeks(progress)?;
    story.today()
}

impl Story<'_> {
    fn me(&self) -> StaffNo {
        StaffNo(1)
    }

    fn act(&mut self, by: StaffNo, at: Moment, order: Order) -> Result<Made, LedgerError> {
        self.ledger.act(Actor::Staff(by), at, &order)
    }

    fn open(&mut self, source: &str, uid: u32) -> Result<(), LedgerError> {
        let at = days_before(self.now, DAYS + 2);
        let open = Order::OpenDesk {
            profile: source.to_owned(),
            branch: self.profile.charity.city.ar.clone(),
            name: "سلمى العنزي".into(),
            roles: Role::ALL.into(),
        };
        self.ledger.act(Actor::User(uid), at, &open)?;
        self.staff.push((self.me(), Role::Reception, BranchNo(1)));
        let city = &self.profile.charity.city.ar;
        let places = self.profile.scope.iter().flat_map(|scope| &scope.places);
        let mut names: Vec<String> = places
            .map(|place| place.ar.clone())
            .filter(|name| name != city)
            .take(2)
            .collect();
        names.extend(
            words::BRANCHES
                .iter()
                .skip(1)
                .take(2 - names.len())
                .map(|name| (*name).to_owned()),
        );
        for name in names {
            self.act(self.me(), at, Order::AddBranch { name })?;
        }
        for (uid, (name, role, branch)) in (COLLEAGUES_FROM..).zip(COLLEAGUES) {
            let order = Order::AddStaff {
                name: name.into(),
                uid,
                roles: [role].into(),
                branch: BranchNo(branch),
            };
            if let Made::Staff(no) = self.act(self.me(), at, order)? {
                self.staff.push((no, role, BranchNo(branch)));
            }
        }
        Ok(())
    }

    fn bring_in(
        &mut self,
        people: u64,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<(), LedgerError> {
        let at = days_before(self.now, DAYS + 1);
        let source = *blake3::hash(b"istiqbal demo").as_bytes();
        while self.registered < people {
            let to = people.min(self.registered + LOT);
            let city = &self.profile.charity.city.ar;
            let lot = (self.registered..to)
                .map(|which| person(which, city, at.date()))
                .collect();
            let order = Order::ImportPeople {
                people: lot,
                source,
                dry_run: false,
            };
            self.act(self.me(), at, order)?;
            self.registered = to;
            progress(self.registered, self.extent.people + self.extent.requests);
        }
        Ok(())
    }

    fn plan(&mut self, at: Moment, task: Task) {
        if at <= self.now {
            self.told += 1;
            self.tasks.push(Reverse((at, self.told, task)));
        }
    }

    fn weeks(&mut self, progress: &mut dyn FnMut(u64, u64)) -> Result<(), LedgerError> {
        let hours = WorkingHours::until(self.now, DAYS);
        let (mut visit, visits) = (0, self.extent.requests);
        let enquiries = visits / 8;
        for enquiry in 0..enquiries {
            self.plan(hours.at(enquiry, enquiries), Task::Enquire { enquiry });
        }
        // Visits are planned one ahead, so that any number of them takes no memory.
        let mut next = (visits > 0).then(|| hours.at(0, visits));
        loop {
            let due = self.tasks.peek().map(|Reverse((at, ..))| *at);
            match (next, due) {
                (Some(at), due) if due.is_none_or(|due| at <= due) => {
                    self.plan(at, Task::Come { visit });
                    visit += 1;
                    next = (visit < visits).then(|| hours.at(visit, visits));
                    progress(self.extent.people + visit, self.extent.people + visits);
                }
                _ => match self.tasks.pop() {
                    Some(Reverse((at, _, task))) => self.happen(at, task)?,
                    None => return Ok(()),
                },
            }
        }
    }

    fn chance(visit: u64, about: u64) -> Chance {
        Chance::of(SEED ^ (about << 48), visit)
    }

    /// Whoever receives this visit.
    fn officer(&self, visit: u64) -> StaffNo {
        let desk: Vec<StaffNo> = self
            .staff
            .iter()
            .filter(|(_, role, _)| *role == Role::Reception)
            .map(|(no, ..)| *no)
            .collect();
        Self::chance(visit, 1)
            .of_these(&desk)
            .copied()
            .unwrap_or(self.me())
    }

    fn happen(&mut self, at: Moment, task: Task) -> Result<(), LedgerError> {
        match task {
            Task::Come { visit } => self.come(at, visit),
            Task::Serve {
                visit,
                arrival,
                known,
            } => self.serve(at, visit, arrival, known),
            Task::Match {
                visit,
                arrival,
                request,
            } => self.match_papers(at, visit, arrival, request),
            Task::Finish {
                visit,
                arrival,
                request,
            } => self.finish(at, visit, arrival, request),
            Task::Answer { visit, request } => self.answer(at, visit, request),
            Task::Withdraw { visit, request } => self.withdraw(at, visit, request),
            Task::Enquire { enquiry } => self.enquire(at, enquiry),
        }
    }

    /// Someone on file, not always the same.
    fn known(&self, chance: &mut Chance) -> PersonNo {
        let last = u64::from(self.ledger.records.indexes.last.person.max(1));
        PersonNo(u32::try_from(chance.between(1, last)).unwrap_or(1))
    }

    fn come(&mut self, at: Moment, visit: u64) -> Result<(), LedgerError> {
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

    fn serve(
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
            responsibilities_told: true,
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

    fn register(
        &mut self,
        by: StaffNo,
        at: Moment,
        chance: &mut Chance,
    ) -> Result<PersonNo, LedgerError> {
        let mut facts = person(self.registered, &self.profile.charity.city.ar, at.date());
        facts.extra = paperwork::fields(&self.profile.person_fields, at.date(), chance);
        let register = Order::RegisterPerson {
            facts,
            not_the_same: vec![],
        };
        let made = self.act(by, at, register)?;
        self.registered += 1;
        match made {
            Made::Person(no) => Ok(no),
            _ => Ok(PersonNo(1)),
        }
    }

    fn channel(&self, in_person: bool, chance: &mut Chance) -> String {
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

    fn fate(&self, at: Moment, visit: u64) -> Fate {
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

    fn match_papers(
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

    fn match_one(
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
        match paperwork::sheet(self.profile, kind, &person.facts, at.date(), chance) {
            Some(sheet) => self
                .act(by, at, Order::MatchPaper { request, sheet })
                .map(drop),
            None => Ok(()),
        }
    }

    fn leave(
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
    fn finish(
        &mut self,
        at: Moment,
        visit: u64,
        arrival: Option<ArrivalNo>,
        request: RequestNo,
    ) -> Result<(), LedgerError> {
        let by = self.officer(visit);
        let mut chance = Self::chance(visit, 6);
        for kind in self.papers_missing(request) {
            self.match_one(by, at, request, &kind, &mut chance)?;
        }
        let signature = paperwork::signature(&mut chance);
        self.act(by, at, Order::Sign { request, signature })?;
        let later = minutes_after(at, 1);
        self.act(by, later, Order::Explain(request))?;
        self.act(by, later, Order::Submit(request))?;
        self.leave(by, later, arrival)?;
        if chance.percent(5) {
            self.plan(
                days_after(at, chance.between(1, 12)),
                Task::Withdraw { visit, request },
            );
        }
        Ok(())
    }

    fn answer(&mut self, at: Moment, visit: u64, request: RequestNo) -> Result<(), LedgerError> {
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

    fn withdraw(&mut self, at: Moment, visit: u64, request: RequestNo) -> Result<(), LedgerError> {
        let because = Self::chance(visit, 8).text(&words::WITHDRAWN).to_owned();
        self.act(
            self.officer(visit),
            at,
            Order::Withdraw { request, because },
        )
        .map(drop)
    }

    fn enquire(&mut self, at: Moment, enquiry: u64) -> Result<(), LedgerError> {
        let mut chance = Self::chance(enquiry, 9);
        let (question, answer) = chance
            .of_these(&words::ENQUIRIES)
            .copied()
            .unwrap_or_default();
        let in_person = chance.percent(40);
        let order = Order::LogEnquiry {
            question: question.to_owned(),
            answer: answer.to_owned(),
            channel: self.channel(in_person, &mut chance),
            person: None,
        };
        self.act(self.officer(enquiry), at, order).map(drop)
    }

    fn person_of(&self, request: RequestNo) -> Option<Person> {
        let (request, _) = self.ledger.records.get::<Request>(request)?;
        self.ledger
            .records
            .get::<Person>(request.person)
            .map(|(person, _)| person)
    }

    fn papers_missing(&self, no: RequestNo) -> Vec<String> {
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

    /// The line as it stands now, my drafts, and the questions of this morning.
    fn today(&mut self) -> Result<(), LedgerError> {
        let desks = [
            (StaffNo(1), [34, 27, 19, 11, 6, 2]),
            (self.officer_at(BranchNo(2)), [22, 14, 5, 0, 0, 0]),
        ];
        let mut mine = Vec::new();
        for (by, waits) in desks {
            for (which, minutes) in (0_u64..).zip(waits).filter(|(_, minutes)| *minutes > 0) {
                let mut chance = Self::chance(which + 100 * u64::from(by.0), 10);
                let at = Moment(self.now.0 - minutes * 60_000);
                let visitor = match chance.percent(60) && self.registered > 0 {
                    true => Visitor::Known(self.known(&mut chance)),
                    false => {
                        Visitor::Named(person(self.registered + which, "", at.date()).name.line())
                    }
                };
                let purpose = chance.text(&words::PURPOSES).to_owned();
                let made = self.act(by, at, Order::ReceiveVisitor { visitor, purpose })?;
                if let (Made::Arrival(no), true) = (made, by == self.me()) {
                    mine.push(no);
                }
            }
        }
        let colleague = self.officer_at(BranchNo(1));
        if let Some(first) = mine.first() {
            self.act(
                colleague,
                Moment(self.now.0 - 60_000),
                Order::CallVisitor(*first),
            )?;
        }
        self.drafts()?;
        Ok(())
    }

    /// A colleague who receives people at a branch, or I.
    fn officer_at(&self, branch: BranchNo) -> StaffNo {
        let colleague = self
            .staff
            .iter()
            .skip(1)
            .find(|(_, role, at)| *role == Role::Reception && *at == branch);
        colleague.map_or(self.me(), |(no, ..)| *no)
    }

    /// Forms left half filled in, each at another field.
    fn drafts(&mut self) -> Result<(), LedgerError> {
        for (which, (minutes, at_field)) in
            (0_u64..).zip([(180_i64, "mobile"), (65, "need"), (9, "consent")])
        {
            let facts = person(self.extent.people + 3 * which, "", self.now.date());
            let at = Moment(self.now.0 - minutes * 60_000);
            let mut changed = vec![("name".to_owned(), facts.name.line())];
            if let (Some(number), true) = (facts.paper.number(), which > 0) {
                changed.push(("id".to_owned(), number.to_owned()));
                changed.extend(
                    facts
                        .mobile
                        .map(|mobile| ("mobile".to_owned(), mobile.local())),
                );
            }
            let order = Order::KeepDraft {
                draft: None,
                about: About::default(),
                changed,
                at: at_field.to_owned(),
            };
            self.act(self.me(), at, order)?;
        }
        Ok(())
    }
}
