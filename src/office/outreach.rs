//! Whom to contact without being asked: what the index finds, borne out by the records (row 23).

use chrono::NaiveDate;

use crate::domain::ids::{BranchNo, PersonNo, RequestNo, StaffNo};
use crate::domain::moment::Moment;
use crate::domain::outreach::{Horizon, Reached, Reason, ReasonKind};
use crate::domain::person::Person;
use crate::domain::request::Request;
use crate::domain::workflow::Case;
use crate::protocol::query::{OutreachPage, OutreachQuery, OutreachRow};
use crate::records::outreach::{Due, kinds, unblocked};
use crate::records::{Records, Store};

/// Answers which people are to be contacted.
pub fn page(
    records: &Records,
    today: NaiveDate,
    query: &OutreachQuery,
    most: usize,
) -> OutreachPage {
    let Some(horizon) = horizon(records, today) else {
        return OutreachPage::default();
    };
    let branch = query.branch;
    let totals = ReasonKind::ALL
        .into_iter()
        .map(|kind| (kind, count(records, kind, today, horizon, branch)))
        .collect();
    let skip = usize::try_from(query.offset).unwrap_or(usize::MAX);
    let rows = kinds(query.reason)
        .flat_map(|kind| due(records, kind, today, horizon, branch))
        .skip(skip)
        .take(usize::from(query.limit).min(most))
        .filter_map(|due| row(records, due))
        .collect();
    OutreachPage { rows, totals }
}

/// How many people are to be contacted, at a branch.
pub fn total(records: &Records, today: NaiveDate, branch: Option<BranchNo>) -> u32 {
    let Some(horizon) = horizon(records, today) else {
        return 0;
    };
    ReasonKind::ALL.into_iter().fold(0, |sum: u32, kind| {
        sum.saturating_add(count(records, kind, today, horizon, branch))
    })
}

/// Whether a reason stands today.
pub fn stands(
    records: &Records,
    person: PersonNo,
    reason: &Reason,
    today: NaiveDate,
    horizon: Horizon,
) -> bool {
    if *reason == Reason::Silent {
        return records.indexes.outreach.is_silent(person, horizon);
    }
    due(records, reason.kind(), today, horizon, None)
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
    branch: Option<BranchNo>,
) -> u32 {
    match kind {
        ReasonKind::Silent => records.indexes.outreach.silent_count(horizon, branch),
        _ => u32::try_from(due(records, kind, today, horizon, branch).count()).unwrap_or(u32::MAX),
    }
}

fn due(
    records: &Records,
    kind: ReasonKind,
    today: NaiveDate,
    horizon: Horizon,
    branch: Option<BranchNo>,
) -> Box<dyn Iterator<Item = Due> + '_> {
    let index = &records.indexes.outreach;
    match kind {
        ReasonKind::PaperExpires => Box::new(index.papers(today, horizon, branch)),
        ReasonKind::RenewalDue => Box::new(index.renewals(horizon, branch)),
        ReasonKind::Silent => Box::new(index.silent(horizon, branch)),
        ReasonKind::Unblocked => Box::new(
            index
                .maybe_unblocked(branch)
                .filter_map(move |no| has_all(records, no, today)),
        ),
    }
}

/// A request that waited for papers and has them all since yesterday or longer: today its beneficiary may well stand
/// at the counter.
fn has_all(records: &Records, no: RequestNo, today: NaiveDate) -> Option<Due> {
    let (request, _) = records.get::<Request>(no)?;
    let last = request.history.last()?.act.at.date();
    let (person, _) = records.get::<Person>(request.person)?;
    let pinned = records.indexes.pinned(&request.pin)?;
    let case = Case {
        request: &request,
        facts: &person.facts,
        profile: &pinned.profile,
        today,
        by: StaffNo(0),
    };
    let due = unblocked(&request);
    let told = records.indexes.outreach.was_told(due.person, &due.reason);
    (last < today && !told && case.papers_missing().is_empty()).then_some(due)
}

fn row(records: &Records, due: Due) -> Option<OutreachRow> {
    let (person, _) = records.get::<Person>(due.person)?;
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
        branch: person.branch,
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
