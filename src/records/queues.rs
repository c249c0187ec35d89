//! The queues (قوائم الانتظار): requests by stage, each sorted over all its rows, for one branch or several.

use std::collections::{BTreeMap, HashMap};

use self::ranked::{Ranked, part};
use crate::domain::branches::Branches;
use crate::domain::ids::{BranchNo, RequestNo, StaffNo};
use crate::domain::moment::Moment;
use crate::domain::request::{Request, Stage};

mod ranked;

type Place = (Moment, RequestNo);

/// What a filter asks of a request: with whom it is, and its service by the number that stands for it here.
type Kind = (StaffNo, usize);

/// Requests of one kind at one stage of one branch.
#[derive(Debug, Default)]
struct Alike {
    by_waiting: Ranked<Place>,
    by_number: Ranked<RequestNo>,
}

/// Requests of one stage at one branch: whatever is asked of them, a page is made of some of these lists as they are.
#[derive(Debug, Default)]
struct Line {
    kinds: BTreeMap<Kind, Alike>,
    len: usize,
}

/// All queues.
#[derive(Debug, Default)]
pub struct Queues {
    lines: BTreeMap<(Stage, BranchNo), Line>,
    /// Services by the number that stands for them here.
    services: HashMap<String, usize>,
}

/// Which rows of a queue are meant.
#[derive(Clone, Copy, Debug)]
pub struct Filter<'a> {
    /// Of which stage.
    pub stage: Stage,
    /// Only these branches'.
    pub branches: &'a Branches,
    /// Only this officer's.
    pub officer: Option<StaffNo>,
    /// Only this service.
    pub service: Option<&'a str>,
}

/// In which order the rows stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Longest waiting first.
    Oldest,
    /// Latest first.
    Newest,
    /// By number.
    Number,
}

impl Line {
    fn keep(&mut self, kind: Kind, since: Moment, no: RequestNo, enter: bool) {
        let alike = self.kinds.entry(kind).or_default();
        if enter {
            alike.by_number.insert(no);
            self.len += usize::from(alike.by_waiting.insert((since, no)));
        } else {
            alike.by_number.remove(&no);
            self.len -= usize::from(alike.by_waiting.remove(&(since, no)));
        }
        if alike.by_waiting.len() == 0 {
            self.kinds.remove(&kind);
        }
    }
}

impl Queues {
    pub(super) fn keep(&mut self, request: &Request, enter: bool) {
        let need = request.need.as_ref();
        let service = need.map_or("", |need| need.service.as_str());
        let service = match self.services.get(service) {
            Some(known) => *known,
            None => {
                let next = self.services.len();
                self.services.insert(service.to_owned(), next);
                next
            }
        };
        let line = self
            .lines
            .entry((request.stage, request.branch))
            .or_default();
        let kind = (request.officer, service);
        line.keep(kind, request.since, request.no, enter);
    }

    /// How many requests stand at a stage, in these branches.
    pub fn count(&self, stage: Stage, branches: &Branches) -> u32 {
        let rows = self.lines(stage, branches).into_iter().map(|line| line.len);
        u32::try_from(rows.sum::<usize>()).unwrap_or(u32::MAX)
    }

    fn lines(&self, stage: Stage, branches: &Branches) -> Vec<&Line> {
        match branches {
            Branches::All => {
                let (first, last) = (BranchNo(0), BranchNo(u16::MAX));
                let lines = self.lines.range((stage, first)..=(stage, last));
                lines.map(|(_, line)| line).collect()
            }
            Branches::Only(these) => {
                let lines = these.iter().map(|branch| self.lines.get(&(stage, *branch)));
                lines.flatten().collect()
            }
        }
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
        let passes = |(with, of): &Kind| {
            filter.officer.is_none_or(|officer| *with == officer)
                && service.is_none_or(|service| *of == service)
        };
        let lines = self.lines(filter.stage, filter.branches);
        let kinds = lines.into_iter().flat_map(|line| &line.kinds);
        let passing = kinds.filter(|(kind, _)| passes(kind));
        let alike: Vec<&Alike> = passing.map(|(_, alike)| alike).collect();
        let total: usize = alike.iter().map(|alike| alike.by_waiting.len()).sum();
        let waiting = |skip, take| -> Vec<RequestNo> {
            let lists: Vec<_> = alike.iter().map(|alike| &alike.by_waiting).collect();
            let rows = part(&lists, |(since, _)| since.0.into(), skip, take);
            rows.into_iter().map(|(_, no)| no).collect()
        };
        let rows = match order {
            Order::Oldest => waiting(offset, limit),
            Order::Newest => {
                let end = total.saturating_sub(offset);
                let start = end.saturating_sub(limit);
                let mut rows = waiting(start, end - start);
                rows.reverse();
                rows
            }
            Order::Number => {
                let lists: Vec<_> = alike.iter().map(|alike| &alike.by_number).collect();
                let weight = |no: &RequestNo| (i128::from(no.year) << 32) + i128::from(no.serial);
                part(&lists, weight, offset, limit)
            }
        };
        (u32::try_from(total).unwrap_or(u32::MAX), rows)
    }
}

#[cfg(test)]
mod tests;
