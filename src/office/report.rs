//! Reports, counted over all requests in slices, so that only the one who asked has to wait.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::sync::{PoisonError, RwLock, RwLockReadGuard};

use crate::domain::branches::Branches;
use crate::domain::date;
use crate::domain::enquiry::Enquiry;
use crate::domain::ids::{EnquiryNo, RequestNo, StandardNo};
use crate::domain::moment::Moment;
use crate::domain::report::{Report, ReportName, ReportQuery, Tally};
use crate::domain::request::Request;
use crate::domain::standard::Standard;
use crate::domain::voice::batch::Common;
use crate::records::{Records, Store};

/// Records read before others have their turn.
const SLICE: u32 = 500;

/// Makes a report of what these branches did. What changes while it is made may be counted or not.
pub async fn make(
    records: &RwLock<Records>,
    query: &ReportQuery,
    branches: &Branches,
    now: Moment,
) -> Report {
    let branches = &branches.narrowed(query.branch);
    if query.name == ReportName::Satisfaction {
        return satisfaction(&read(records), query, branches, now);
    }
    let (mut tally, revision, years, enquiries) = {
        let records = read(records);
        let mut tally = Tally::new(query.clone(), now);
        if query.name == ReportName::Volumes {
            let days = &records.indexes.days;
            let first = (query.period.from, Default::default());
            for ((day, branch), counted) in days.range(first..) {
                if branches.has(*branch) {
                    tally.arrivals(*day, *branch, counted.arrived);
                }
            }
        }
        let years = records.indexes.last.request.clone();
        (tally, records.head(), years, records.indexes.last.enquiry)
    };
    // A request opened after the period has no part in it; what is pending is pending whenever it was opened.
    let last_year = match query.name {
        ReportName::Pending | ReportName::ReplyFloor => u16::MAX,
        _ => u16::try_from(date::hijri(query.period.to).year()).unwrap_or(u16::MAX),
    };
    for (year, last) in years.into_iter().filter(|(year, _)| *year <= last_year) {
        for slice in slices(last) {
            {
                let records = read(records);
                for serial in slice {
                    let no = RequestNo { year, serial };
                    let branch = records.indexes.branch_of(no);
                    if branch.is_some_and(|branch| branches.has(branch))
                        && let Some((request, _)) = records.get::<Request>(no)
                    {
                        tally.request(&request);
                    }
                }
            }
            tokio::task::yield_now().await;
        }
    }
    if query.name == ReportName::Volumes {
        let misconceptions = misconceptions(&read(records));
        for slice in slices(enquiries) {
            {
                let records = read(records);
                for no in slice {
                    if let Some((enquiry, _)) = records.get::<Enquiry>(EnquiryNo(no))
                        && branches.has(enquiry.branch)
                    {
                        let standard = enquiry.standard;
                        let misconception = standard.and_then(|no| misconceptions.get(&no));
                        tally.enquiry(&enquiry, misconception.map(String::as_str));
                    }
                }
            }
            tokio::task::yield_now().await;
        }
    }
    tally.finish(revision)
}

/// Ratings of these branches, whole batches of them, as [`voice::report`](super::voice::report) tells them too.
pub fn satisfaction(
    records: &Records,
    query: &ReportQuery,
    branches: &Branches,
    now: Moment,
) -> Report {
    let mut tally = Tally::new(query.clone(), now);
    let indexes = &records.indexes;
    let (from, to) = (query.period.from, query.period.to);
    for batch in indexes.ratings.within(from, to, branches) {
        tally.rated(batch.day, batch.branch, &batch.common, &batch.tally);
    }
    for (branch, kind) in indexes.ratings.waiting(from, to, branches) {
        tally.ratings_wait(branch, &Common::of([kind]));
    }
    let declined = indexes.declined.iter();
    for ((day, branch), count) in declined.filter(|((_, branch), _)| branches.has(*branch)) {
        tally.declined(*day, *branch, *count);
    }
    tally.finish(records.head())
}

/// The questions of approved answers that put a misconception right, as they stand now.
fn misconceptions(records: &Records) -> BTreeMap<StandardNo, String> {
    let standards = records.indexes.standards.keys();
    let standards = standards.filter_map(|no| records.get::<Standard>(*no));
    standards
        .filter(|(standard, _)| standard.misconception)
        .map(|(standard, _)| (standard.no, standard.question))
        .collect()
}

fn read(records: &RwLock<Records>) -> RwLockReadGuard<'_, Records> {
    records.read().unwrap_or_else(PoisonError::into_inner)
}

/// The numbers from 1 to the last, so many at a time.
pub(super) fn slices(last: u32) -> impl Iterator<Item = RangeInclusive<u32>> {
    let step = usize::try_from(SLICE).unwrap_or(1);
    (1..=last)
        .step_by(step)
        .map(move |from| from..=from.saturating_add(SLICE - 1).min(last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slices_hold_every_number_once() {
        for last in [0, 1, SLICE - 1, SLICE, SLICE + 1, 3 * SLICE] {
            let all: Vec<u32> = slices(last).flatten().collect();
            assert_eq!(all, (1..=last).collect::<Vec<_>>());
        }
    }
}
