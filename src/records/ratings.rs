//! Ratings in batches, formed in the order in which they stand in the journal: see [`batch`](crate::domain::voice::batch).

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::branches::Branches;
use crate::domain::ids::{BranchNo, Revision};
use crate::domain::voice::batch::{Common, Kind, Waiting};
use crate::domain::voice::{Rated, Score, Tally};

/// Five ratings of a branch that are told together.
#[derive(Debug)]
pub struct Batch {
    /// Of which branch.
    pub branch: BranchNo,
    /// The day it closed, which is the day it is told of.
    pub day: NaiveDate,
    /// What all of them have in common.
    pub common: Common,
    /// Added up.
    pub tally: Tally,
    /// Where they stand in the journal.
    pub ratings: Vec<Revision>,
}

/// A rating that waits, known by where it stands in the journal.
#[derive(Debug)]
struct Given {
    at: Revision,
    day: NaiveDate,
    procedure: Score,
    provider: Score,
}

/// The batches of ratings that can be told, and the ratings that wait to become one.
#[derive(Debug, Default)]
pub struct Batches {
    closed: Vec<Batch>,
    waiting: BTreeMap<BranchNo, Waiting<Given>>,
    last: Revision,
    disordered: bool,
}

impl Batches {
    /// Takes in the rating that stands there in the journal. One that comes after a later one is passed over, and
    /// [`Batches::is_disordered`] then says that all of them are to be taken in anew.
    pub(super) fn take(&mut self, rated: &Rated, at: Revision) {
        if at <= self.last {
            self.disordered = true;
            return;
        }
        self.last = at;
        let given = Given {
            at,
            day: rated.day,
            procedure: rated.rating.procedure,
            provider: rated.rating.provider,
        };
        let waiting = self.waiting.entry(rated.branch).or_default();
        let Some(batch) = waiting.take(rated.kind.clone(), given) else {
            return;
        };
        let mut tally = Tally::default();
        for (_, one) in &batch {
            tally.add(one.procedure, one.provider);
        }
        self.closed.push(Batch {
            branch: rated.branch,
            day: rated.day,
            common: Common::of(batch.iter().map(|(kind, _)| kind)),
            tally,
            ratings: batch.into_iter().map(|(_, one)| one.at).collect(),
        });
    }

    /// Whether a rating came after one that stands later in the journal. Records may reach a little further than they
    /// say after a crash, and then have gaps that are filled as the journal is read.
    pub(super) fn is_disordered(&self) -> bool {
        self.disordered
    }

    /// Those of these branches that closed within these days, the oldest first.
    pub fn within(
        &self,
        from: NaiveDate,
        to: NaiveDate,
        branches: &Branches,
    ) -> impl DoubleEndedIterator<Item = &Batch> {
        let within =
            move |batch: &&Batch| (from..=to).contains(&batch.day) && branches.has(batch.branch);
        self.closed.iter().filter(within)
    }

    /// What the ratings of these days and branches are of that still wait.
    pub fn waiting(
        &self,
        from: NaiveDate,
        to: NaiveDate,
        branches: &Branches,
    ) -> impl Iterator<Item = (BranchNo, &Kind)> {
        let all = self.waiting.iter();
        let all = all.filter(|(branch, _)| branches.has(**branch));
        let all = all.flat_map(|(branch, waiting)| waiting.iter().map(|one| (*branch, one)));
        all.filter(move |(_, (_, given))| (from..=to).contains(&given.day))
            .map(|(branch, (kind, _))| (branch, kind))
    }
}
