//! Whom to contact unasked: the index proposes people, and the records confirm that the reason still holds (row 23).

use chrono::NaiveDate;

use super::seen;
use crate::domain::branches::Branches;
use crate::domain::document::Validity;
use crate::domain::ids::{PersonNo, RequestNo, StaffNo};
use crate::domain::moment::Moment;
use crate::domain::outreach::{Held, Horizon, Reached, Reason, ReasonKind, held};
use crate::domain::person::Person;
use crate::domain::request::{Request, Stage};
use crate::domain::workflow::Case;
use crate::protocol::query::{OutreachPage, OutreachQuery, OutreachRow};
use crate::records::outreach::{Due, kinds, unblocked};
use crate::records::{Records, Store};

/// Answers which people are to be contacted by these branches.
pub fn page(
    records: &Records,
    today: NaiveDate,
    query: &OutreachQuery,
    branches: &Branches,
    most: usize,
) -> OutreachPage {
    let Some(horizon) = horizon(records, today) else {
        return OutreachPage::default();
    };
    // One branch asked for makes nothing else of what others that are seen did.
    let at = &branches.narrowed(query.branch);
    let totals = ReasonKind::ALL
        .into_iter()
        .map(|kind| (kind, count(records, kind, today, horizon, [branches, at])))
        .collect();
    let skip = usize::try_from(query.offset).unwrap_or(usize::MAX);
    let rows = kinds(query.reason)
        .flat_map(|kind| due(records, kind, today, horizon, branches))
        .filter(|due| at.has(due.branch))
        .skip(skip)
        .take(usize::from(query.limit).min(most))
        .filter_map(|due| row(records, branches, due))
        .collect();
    OutreachPage { rows, totals }
}

/// How many people are to be contacted by these branches.
pub fn total(records: &Records, today: NaiveDate, branches: &Branches) -> u32 {
    let Some(horizon) = horizon(records, today) else {
        return 0;
    };
    ReasonKind::ALL.into_iter().fold(0, |sum: u32, kind| {
        let all = [branches, branches];
        sum.saturating_add(count(records, kind, today, horizon, all))
    })
}

/// Whether a reason stands today that is one of these branches' to act on.
pub fn stands(
    records: &Records,
    person: PersonNo,
    reason: &Reason,
    today: NaiveDate,
    horizon: Horizon,
    branches: &Branches,
) -> bool {
    if *reason == Reason::Silent {
        return records
            .indexes
            .outreach
            .is_silent(person, horizon, branches);
    }
    due(records, reason.kind(), today, horizon, branches)
        .any(|due| due.person == person && due.reason == *reason)
}

fn horizon(records: &Records, today: NaiveDate) -> Option<Horizon> {
    let in_force = records.indexes.in_force()?;
    Some(Horizon::on(today, &in_force.profile.outreach))
}

fn count(
    records: &Records,
    kind: ReasonKind,
    today: NaiveDate,
    horizon: Horizon,
    [branches, at]: [&Branches; 2],
) -> u32 {
    if kind == ReasonKind::Silent {
        return records.indexes.outreach.silent_count(horizon, at);
    }
    let due = due(records, kind, today, horizon, branches);
    let here = due.filter(|due| at.has(due.branch));
    u32::try_from(here.count()).unwrap_or(u32::MAX)
}

fn due<'a>(
    records: &'a Records,
    kind: ReasonKind,
    today: NaiveDate,
    horizon: Horizon,
    branches: &'a Branches,
) -> Box<dyn Iterator<Item = Due> + 'a> {
    let index = &records.indexes.outreach;
    match kind {
        ReasonKind::PaperExpires => Box::new(index.papers(today, horizon, branches)),
        ReasonKind::RenewalDue => Box::new(
            index
                .renewals(horizon, branches)
                .filter(move |due| !is_renewed(records, branches, due)),
        ),
        ReasonKind::Silent => Box::new(index.silent(horizon, branches)),
        ReasonKind::Unblocked => Box::new(
            index
                .maybe_unblocked(branches)
                .filter_map(move |no| is_clear(records, branches, no, today)),
        ),
    }
}

/// Whether they have asked for the same service since, or came to ask and have not said yet for what.
fn is_renewed(records: &Records, branches: &Branches, due: &Due) -> bool {
    let Reason::RenewalDue { request: no, .. } = due.reason else {
        return false;
    };
    let service = |no| {
        let (request, _) = records.get::<Request>(no)?;
        let stands = request.stage != Stage::Withdrawn;
        stands.then_some(request.need.map(|need| need.service))
    };
    let after = records.indexes.outreach.after(due.person, no, branches);
    let mut after = after.peekable();
    if after.peek().is_none() {
        return false;
    }
    let own = service(no).flatten();
    after
        .filter_map(service)
        .any(|one| one.is_none() || one == own)
}

/// A request that was held up and whose way is clear since yesterday or longer: today its beneficiary may well stand
/// at the counter.
fn is_clear(
    records: &Records,
    branches: &Branches,
    no: RequestNo,
    today: NaiveDate,
) -> Option<Due> {
    let (request, _) = records.get::<Request>(no)?;
    let due = unblocked(&request);
    let index = &records.indexes.outreach;
    if index.was_told(due.person, &due.reason, branches) {
        return None;
    }
    let mut last = request.history.last()?.act.at;
    if let Held::Papers(since) = held(&request)? {
        let (person, _) = records.get::<Person>(request.person)?;
        let pinned = records.indexes.pinned(&request.pin)?;
        let case = Case {
            request: &request,
            facts: &person.facts,
            profile: &pinned.profile,
            today,
            by: StaffNo(0),
        };
        let missing = case.papers_missing();
        if !missing.is_empty() {
            // Of papers at another branch this one knows nothing.
            let here =
                |other: &RequestNo| records.indexes.branch_of(*other) == Some(request.branch);
            let others = person.requests.iter();
            let others = others.filter(|other| **other != no && here(other));
            let others: Vec<Request> = others
                .filter_map(|other| records.get::<Request>(*other))
                .map(|(other, _)| other)
                .filter(|other| other.stage != Stage::Withdrawn)
                .collect();
            for kind in missing {
                let papers = others.iter().filter_map(|other| other.paper(&kind));
                let brought = papers
                    .filter(|paper| paper.matched.at >= since && case.still_stated(paper))
                    .filter(|paper| paper.validity_on(today) != Validity::Expired)
                    .map(|paper| paper.matched.at)
                    .min()?;
                last = last.max(brought);
            }
        }
    }
    (last.date() < today).then_some(due)
}

fn row(records: &Records, branches: &Branches, due: Due) -> Option<OutreachRow> {
    let (person, _) = records.get::<Person>(due.person)?;
    let person = seen::file(records, branches, person);
    let tried = tried(&person, &due.reason);
    Some(OutreachRow {
        person: person.no,
        name: person.facts.name.line(),
        mobile: person
            .facts
            .mobile
            .as_ref()
            .map(|mobile| mobile.masked())
            .unwrap_or_default(),
        branch: due.branch,
        reason: due.reason,
        day: due.day,
        tried,
    })
}

fn tried(person: &Person, reason: &Reason) -> Option<Moment> {
    let mut tries = person.contacts.iter().rev();
    tries
        .find(|one| one.reason == *reason && one.reached == Reached::NoAnswer)
        .map(|one| one.act.at)
}
