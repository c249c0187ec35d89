//! The queues (قوائم الانتظار): requests by stage, each sorted over all its rows, per branch and over all branches.

use std::collections::{BTreeMap, HashMap};

use crate::domain::ids::{BranchNo, RequestNo, StaffNo};
use crate::domain::moment::Moment;
use crate::domain::request::{Request, Stage};

/// What a filter asks of a row, kept beside its place so that no record is read for a row that is not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Slot {
    officer: StaffNo,
    service: u16,
}

type Place = (Moment, RequestNo);

/// Requests of one stage at one branch, longest waiting first.
type Line = BTreeMap<Place, Slot>;

/// All queues.
#[derive(Debug, Default)]
pub struct Queues {
    lines: BTreeMap<(Stage, BranchNo), Line>,
    /// Services by the number that stands for them here.
    services: HashMap<String, u16>,
}

/// Which rows.
#[derive(Clone, Copy, Debug)]
pub struct Filter<'a> {
    /// Of which stage.
    pub stage: Stage,
    /// Only this branch.
    pub branch: Option<BranchNo>,
    /// Only this officer's.
    pub officer: Option<StaffNo>,
    /// Only this service.
    pub service: Option<&'a str>,
}

/// In which order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Longest waiting first.
    Oldest,
    /// Latest first.
    Newest,
    /// By number.
    Number,
}

impl Queues {
    pub(super) fn keep(&mut self, request: &Request, enter: bool) {
        let line = self
            .lines
            .entry((request.stage, request.branch))
            .or_default();
        let place = (request.since, request.no);
        if !enter {
            line.remove(&place);
            return;
        }
        let service = request
            .need
            .as_ref()
            .map_or("", |need| need.service.as_str());
        let next = u16::try_from(self.services.len()).unwrap_or(u16::MAX);
        let service = match self.services.get(service) {
            Some(known) => *known,
            None => {
                self.services.insert(service.to_owned(), next);
                next
            }
        };
        line.insert(
            place,
            Slot {
                officer: request.officer,
                service,
            },
        );
    }

    /// How many requests stand at a stage, in one branch or all.
    pub fn count(&self, stage: Stage, branch: Option<BranchNo>) -> u32 {
        let rows: usize = self.lines(stage, branch).map(|line| line.len()).sum();
        u32::try_from(rows).unwrap_or(u32::MAX)
    }

    fn lines(&self, stage: Stage, branch: Option<BranchNo>) -> impl Iterator<Item = &Line> {
        let (from, to) = match branch {
            Some(branch) => (branch, branch),
            None => (BranchNo(0), BranchNo(u16::MAX)),
        };
        self.lines
            .range((stage, from)..=(stage, to))
            .map(|(_, line)| line)
    }

    /// A page: how many rows pass the filter in all, and those from `offset` on, at most `limit` of them.
    pub fn page(
        &self,
        filter: Filter<'_>,
        order: Order,
        offset: usize,
        limit: usize,
    ) -> (u32, Vec<RequestNo>) {
        let service = match filter.service {
            None => None,
            Some(service) => match self.services.get(service) {
                Some(number) => Some(*number),
                None => return (0, Vec::new()),
            },
        };
        let passes = |slot: &Slot| {
            filter.officer.is_none_or(|officer| slot.officer == officer)
                && service.is_none_or(|service| slot.service == service)
        };
        let lines: Vec<&Line> = self.lines(filter.stage, filter.branch).collect();
        let filtered = filter.officer.is_some() || service.is_some();
        if let ([line], false, Order::Oldest | Order::Newest) = (lines.as_slice(), filtered, order)
        {
            // The common case, one branch in order of waiting, costs no more than the rows it skips.
            let total = u32::try_from(line.len()).unwrap_or(u32::MAX);
            let numbers = line.keys().map(|(_, no)| *no);
            let rows = match order {
                Order::Newest => numbers.rev().skip(offset).take(limit).collect(),
                _ => numbers.skip(offset).take(limit).collect(),
            };
            return (total, rows);
        }
        let mut places: Vec<Place> = lines
            .into_iter()
            .flat_map(|line| {
                line.iter()
                    .filter(|(_, slot)| passes(slot))
                    .map(|(place, _)| *place)
            })
            .collect();
        match order {
            Order::Oldest => places.sort_unstable(),
            Order::Newest => places.sort_unstable_by(|a, b| b.cmp(a)),
            Order::Number => places.sort_unstable_by_key(|(_, no)| *no),
        }
        let total = u32::try_from(places.len()).unwrap_or(u32::MAX);
        (
            total,
            places
                .into_iter()
                .skip(offset)
                .take(limit)
                .map(|(_, no)| no)
                .collect(),
        )
    }
}

#[cfg(test)]
mod tests;
