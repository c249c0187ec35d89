//! Whom to contact unasked (row 23), sorted by day, so that no query reads every person.
//!
//! A branch does not learn what another branch did for a person: an asker is told what follows from the acts of the
//! branches they see. That nobody has spoken with a person for long is told only to the branch that registered them.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::{self, Read, Write};

use chrono::NaiveDate;

use super::index::keep;
use super::keys::{Sink, Source, wrong};
use crate::domain::branches::Branches;
use crate::domain::ids::{BranchNo, PersonNo, RequestNo};
use crate::domain::moment::Moment;
use crate::domain::outreach::{Held, Horizon, Reached, Reason, ReasonKind, held, last_spoken};
use crate::domain::person::Person;
use crate::domain::profile::Profile;
use crate::domain::request::{Request, Stage};

/// A paper of somebody's and the day it expires on.
type Expiring = (NaiveDate, PersonNo, u16, BranchNo);

/// Somebody to contact, as far as the index knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// Whom.
    pub person: PersonNo,
    /// Why.
    pub reason: Reason,
    /// The day it is about.
    pub day: NaiveDate,
    /// The branch that is to contact them: the one that registered them, or that took in the request.
    pub branch: BranchNo,
}

/// Whom to contact, by reason.
#[derive(Default)]
pub struct OutreachIndex {
    /// By file number: when each person was last spoken with at the branch that registered them, by their file, and
    /// that branch.
    own: Vec<Option<(NaiveDate, BranchNo)>>,
    /// When each person was last spoken with about each of their requests, and the branch that took it in.
    moved: BTreeSet<(PersonNo, NaiveDate, RequestNo, BranchNo)>,
    /// The days on which each person asked or said something, at which branch, and how often.
    said: BTreeMap<(PersonNo, BranchNo, NaiveDate), u32>,
    /// All people, by branch and by the last day somebody spoke with them.
    quiet: BTreeMap<(BranchNo, NaiveDate), BTreeSet<PersonNo>>,
    /// Kinds of papers, by the number that stands for them here.
    kinds: Vec<String>,
    numbers: HashMap<String, u16>,
    expiring: BTreeSet<(Expiring, RequestNo)>,
    /// The same papers by person and kind: the latest of a kind counts.
    papers: BTreeSet<(PersonNo, u16, NaiveDate, RequestNo, BranchNo)>,
    renewals: BTreeSet<(NaiveDate, PersonNo, RequestNo, BranchNo)>,
    /// Requests that were held up and wait for their beneficiary.
    waits: BTreeMap<(PersonNo, RequestNo), Wait>,
    /// Those among them that may be able to go on.
    maybe_unblocked: BTreeMap<RequestNo, BranchNo>,
    /// Who was contacted already, for which reason, and at which branch.
    told: BTreeSet<(PersonNo, Reason, BranchNo)>,
}

/// A request that was held up.
struct Wait {
    branch: BranchNo,
    since: NaiveDate,
    /// Whether what it waits for is there, as far as it says itself.
    clear: bool,
}

impl OutreachIndex {
    fn effective(&self, no: PersonNo) -> Option<(BranchNo, NaiveDate)> {
        let at = usize::try_from(no.0).ok()?;
        let (own, branch) = self.own.get(at).copied().flatten()?;
        let mut moved = self.moved.range(moved_of(no)).rev();
        let moved = moved
            .find(|(.., at)| *at == branch)
            .map(|(_, day, ..)| *day);
        let said = (no, branch, NaiveDate::MIN)..=(no, branch, NaiveDate::MAX);
        let said = self.said.range(said).next_back().map(|((.., day), _)| *day);
        let last = moved.into_iter().chain(said).fold(own, NaiveDate::max);
        Some((branch, last))
    }

    fn requiet(&mut self, no: PersonNo, change: impl FnOnce(&mut Self)) {
        if let Some(place) = self.effective(no)
            && let Some(day) = self.quiet.get_mut(&place)
        {
            day.remove(&no);
            if day.is_empty() {
                self.quiet.remove(&place);
            }
        }
        change(self);
        if let Some(place) = self.effective(no) {
            self.quiet.entry(place).or_default().insert(no);
        }
    }

    /// Adds a person, or removes them.
    pub(super) fn person(&mut self, person: &Person, enter: bool) {
        let spoken = person.contacts.iter();
        let spoken = spoken.filter(|one| one.reached == Reached::Spoken);
        // That somebody was silent is the question of where they are registered, whoever answers it.
        let here = spoken
            .clone()
            .filter(|one| one.branch == person.branch || one.reason == Reason::Silent);
        let last = here
            .map(|one| one.act.at)
            .fold(person.registered.at, Moment::max);
        self.enter(person.no, enter.then(|| (last.date(), person.branch)));
        for contact in spoken.filter(|one| one.reason != Reason::Silent) {
            let told = (person.no, contact.reason.clone(), contact.branch);
            keep(&mut self.told, told, enter);
        }
    }

    /// Adds that somebody asked or said something, or removes it.
    pub(super) fn said(&mut self, no: Option<PersonNo>, at: (BranchNo, Moment), enter: bool) {
        let Some(no) = no else { return };
        let (branch, moment) = at;
        self.requiet(no, |index| {
            let key = (no, branch, moment.date());
            let said = index.said.entry(key).or_default();
            *said = if enter {
                said.saturating_add(1)
            } else {
                said.saturating_sub(1)
            };
            if *said == 0 {
                index.said.remove(&key);
            }
        });
    }

    /// Keeps what is known from people's own files; what requests add is read with them.
    pub(super) fn save<W: Write>(&self, to: &mut Sink<W>) -> io::Result<()> {
        let own = || {
            (0_u32..)
                .zip(&self.own)
                .filter_map(|(no, own)| Some((no, (*own)?)))
        };
        to.count(own().count())?;
        for (no, (day, branch)) in own() {
            to.u32(no)?;
            to.day(day)?;
            to.u32(branch.0.into())?;
        }
        to.count(self.told.len())?;
        for (no, reason, branch) in &self.told {
            to.u32(no.0)?;
            to.text(&reason.written())?;
            to.u32(branch.0.into())?;
        }
        Ok(())
    }

    /// Reads what was kept.
    pub(super) fn load<R: Read>(from: &mut Source<R>) -> io::Result<OutreachIndex> {
        let mut index = OutreachIndex::default();
        let own = from.list(|from| Ok((from.u32()?, from.day()?, from.u32()?)))?;
        let branch = |branch: u32| {
            let branch = u16::try_from(branch).map_err(|_| wrong("a branch out of range"));
            branch.map(BranchNo)
        };
        for (no, day, at) in own {
            index.enter(PersonNo(no), Some((day, branch(at)?)));
        }
        let told = from.list(|from| Ok((PersonNo(from.u32()?), from.text()?, from.u32()?)))?;
        for (no, reason, at) in told {
            let reason = Reason::read(&reason).ok_or_else(|| wrong("a reason that is none"))?;
            index.told.insert((no, reason, branch(at)?));
        }
        Ok(index)
    }

    fn enter(&mut self, no: PersonNo, own: Option<(NaiveDate, BranchNo)>) {
        let Ok(at) = usize::try_from(no.0) else {
            return;
        };
        self.requiet(no, |index| {
            if index.own.len() <= at {
                index.own.resize(at.saturating_add(1), None);
            }
            if let Some(slot) = index.own.get_mut(at) {
                *slot = own;
            }
        });
    }

    fn kind(&mut self, kind: &str) -> u16 {
        if let Some(number) = self.numbers.get(kind) {
            return *number;
        }
        let number = u16::try_from(self.kinds.len()).unwrap_or(u16::MAX);
        self.kinds.push(kind.to_owned());
        self.numbers.insert(kind.to_owned(), number);
        number
    }

    /// Adds a request, or removes it. `profile` is the version it is pinned to.
    pub(super) fn request(&mut self, request: &Request, profile: Option<&Profile>, enter: bool) {
        let (person, no, branch) = (request.person, request.no, request.branch);
        let day = last_spoken(request).date();
        self.requiet(person, |index| {
            keep(&mut index.moved, (person, day, no, branch), enter);
        });
        if request.stage != Stage::Withdrawn {
            for paper in &request.papers {
                let Some(until) = paper.valid_until else {
                    continue;
                };
                let kind = self.kind(&paper.kind);
                let on = until.gregorian();
                keep(&mut self.expiring, ((on, person, kind, branch), no), enter);
                keep(&mut self.papers, (person, kind, on, no, branch), enter);
            }
        }
        if let Some(on) = request.provision.renew_on {
            keep(&mut self.renewals, (on, person, no, branch), enter);
        }
        let wait = profile.filter(|_| enter);
        match wait.and_then(|profile| wait_of(request, profile)) {
            Some(wait) => self.waits.insert((person, no), wait),
            None => self.waits.remove(&(person, no)),
        };
        self.maybe_unblocked.remove(&no);
        self.look_again(person);
    }

    /// Notes which of a person's requests may be able to go on: a paper that one waits for may have come with another.
    fn look_again(&mut self, person: PersonNo) {
        let of_theirs = (person, FIRST)..=(person, LAST);
        for ((_, no), wait) in self.waits.range(of_theirs) {
            let since = (person, wait.since, FIRST, BranchNo(0))..=*moved_of(person).end();
            let mut moved = self.moved.range(since);
            let clear = wait.clear || moved.any(|(_, _, other, _)| other != no);
            if clear {
                self.maybe_unblocked.insert(*no, wait.branch);
            } else {
                self.maybe_unblocked.remove(no);
            }
        }
    }

    /// Requests of somebody's that these branches took in after this one.
    pub fn after(
        &self,
        person: PersonNo,
        no: RequestNo,
        branches: &Branches,
    ) -> impl Iterator<Item = RequestNo> {
        let theirs = self.moved.range(moved_of(person));
        let seen = theirs.filter(|(.., at)| branches.has(*at));
        seen.map(|(_, _, other, _)| *other)
            .filter(move |other| *other > no)
    }

    /// Requests that were held up and may be able to go on; the records say whether they are.
    pub fn maybe_unblocked(&self, branches: &Branches) -> impl Iterator<Item = RequestNo> {
        self.maybe_unblocked
            .iter()
            .filter(|(_, at)| branches.has(**at))
            .map(|(no, _)| *no)
    }

    /// Whether they were told of it already, as far as these branches know. What a request is the reason for, only they
    /// tell who see it; of a paper that a branch does not have, its staff tell for one that does.
    pub fn was_told(&self, person: PersonNo, reason: &Reason, branches: &Branches) -> bool {
        let told = |at| (person, reason.clone(), BranchNo(at));
        let mut at = self
            .told
            .range(told(0)..=told(u16::MAX))
            .map(|(.., at)| *at);
        match reason {
            Reason::PaperExpires { kind, on } => {
                at.any(|at| branches.has(at) || !self.has_paper(person, kind, *on, at))
            }
            _ => at.next().is_some(),
        }
    }

    fn has_paper(&self, person: PersonNo, kind: &str, on: NaiveDate, at: BranchNo) -> bool {
        let Some(kind) = self.numbers.get(kind) else {
            return false;
        };
        let paper = |no| ((on, person, *kind, at), no);
        self.expiring
            .range(paper(FIRST)..=paper(LAST))
            .next()
            .is_some()
    }

    /// Papers that expire, the nearest day first: those that did as long ago as the charity looks ahead come too,
    /// unless a later one of the kind was brought.
    pub fn papers(
        &self,
        today: NaiveDate,
        horizon: Horizon,
        branches: &Branches,
    ) -> impl Iterator<Item = Due> {
        let ahead = horizon.due_by.signed_duration_since(today);
        let from = today.checked_sub_signed(ahead).unwrap_or(today);
        let to = horizon.due_by.succ_opt().unwrap_or(horizon.due_by);
        let bound = |day| ((day, PersonNo(0), 0, BranchNo(0)), FIRST);
        self.expiring
            .range(bound(from)..bound(to))
            .filter(|((.., at), _)| branches.has(*at))
            .filter(|((on, person, kind, _), no)| {
                let from = (*person, *kind, *on, *no, BranchNo(0));
                let to = (*person, *kind, NaiveDate::MAX, LAST, BranchNo(u16::MAX));
                let after = self.papers.range(from..=to);
                let mut seen = after.filter(|(.., at)| branches.has(*at));
                seen.nth(1).is_none()
            })
            .filter_map(|((on, person, kind, at), _)| {
                let kind = self.kinds.get(usize::from(*kind))?.clone();
                let reason = Reason::PaperExpires { kind, on: *on };
                self.due(*person, reason, (*on, *at), branches)
            })
    }

    /// Renewals due, the longest due first.
    pub fn renewals(&self, horizon: Horizon, branches: &Branches) -> impl Iterator<Item = Due> {
        self.renewals
            .iter()
            .take_while(move |(on, ..)| *on <= horizon.due_by)
            .filter(|(.., at)| branches.has(*at))
            .filter_map(|(on, person, request, at)| {
                let reason = Reason::RenewalDue {
                    request: *request,
                    on: *on,
                };
                self.due(*person, reason, (*on, *at), branches)
            })
    }

    fn due(
        &self,
        person: PersonNo,
        reason: Reason,
        (day, branch): (NaiveDate, BranchNo),
        branches: &Branches,
    ) -> Option<Due> {
        let told = self.was_told(person, &reason, branches);
        (!told).then_some(Due {
            person,
            reason,
            day,
            branch,
        })
    }

    /// The number of people nobody has spoken with for long, added up day by day.
    pub fn silent_count(&self, horizon: Horizon, branches: &Branches) -> u32 {
        let days = self.silent_days(horizon, branches);
        let all: usize = days.iter().map(|(.., people)| people.len()).sum();
        u32::try_from(all).unwrap_or(u32::MAX)
    }

    /// People nobody has spoken with for long, the longest first.
    pub fn silent(&self, horizon: Horizon, branches: &Branches) -> impl Iterator<Item = Due> {
        let days = self.silent_days(horizon, branches);
        days.into_iter().flat_map(|(day, branch, people)| {
            people.iter().map(move |person| Due {
                person: *person,
                reason: Reason::Silent,
                day,
                branch,
            })
        })
    }

    fn silent_days(
        &self,
        horizon: Horizon,
        branches: &Branches,
    ) -> Vec<(NaiveDate, BranchNo, &BTreeSet<PersonNo>)> {
        let mut days: Vec<_> = self
            .quiet
            .iter()
            .filter(|((at, day), _)| *day <= horizon.silent_since && branches.has(*at))
            .map(|((at, day), people)| (*day, *at, people))
            .collect();
        days.sort_by_key(|(day, at, _)| (*day, *at));
        days
    }

    /// Whether somebody of these branches was last spoken with by that day.
    pub fn is_silent(&self, no: PersonNo, horizon: Horizon, branches: &Branches) -> bool {
        self.effective(no)
            .is_some_and(|(branch, day)| branches.has(branch) && day <= horizon.silent_since)
    }
}

const FIRST: RequestNo = RequestNo { year: 0, serial: 0 };
const LAST: RequestNo = RequestNo {
    year: u16::MAX,
    serial: u32::MAX,
};

/// What is kept of somebody in [`OutreachIndex::moved`].
fn moved_of(no: PersonNo) -> std::ops::RangeInclusive<(PersonNo, NaiveDate, RequestNo, BranchNo)> {
    (no, NaiveDate::MIN, FIRST, BranchNo(0))..=(no, NaiveDate::MAX, LAST, BranchNo(u16::MAX))
}

/// Nothing is known of the household here, so the least that may be asked for is taken.
fn wait_of(request: &Request, profile: &Profile) -> Option<Wait> {
    let branch = request.branch;
    let need = request.need.as_ref()?;
    Some(match held(request)? {
        Held::Cleared => Wait {
            branch,
            since: request.since.date(),
            clear: true,
        },
        Held::Papers(since) => Wait {
            branch,
            since: since.date(),
            clear: profile
                .papers_required(&need.service, &need.category, 1)
                .iter()
                .all(|kind| request.paper(kind).is_some()),
        },
    })
}

/// The reason to contact somebody whose request can go on.
pub fn unblocked(request: &Request) -> Due {
    Due {
        person: request.person,
        reason: Reason::Unblocked {
            request: request.no,
        },
        day: request.since.date(),
        branch: request.branch,
    }
}

/// The kinds a query asks for, in their order.
pub fn kinds(asked: Option<ReasonKind>) -> impl Iterator<Item = ReasonKind> {
    ReasonKind::ALL
        .into_iter()
        .filter(move |kind| asked.is_none_or(|asked| asked == *kind))
}
