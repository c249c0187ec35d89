//! The queues (قوائم الانتظار): requests by stage, each sorted over all its rows, for one branch or several.

use std::cmp::Reverse;
use std::collections::binary_heap::{BinaryHeap, PeekMut};
use std::collections::{BTreeMap, HashMap};

use crate::domain::branches::Branches;
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
    /// Only these branches'.
    pub branches: &'a Branches,
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

    /// How many requests stand at a stage, in these branches.
    pub fn count(&self, stage: Stage, branches: &Branches) -> u32 {
        total(&self.lines(stage, branches))
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
        let passes = |slot: &Slot| {
            filter.officer.is_none_or(|officer| slot.officer == officer)
                && service.is_none_or(|service| slot.service == service)
        };
        let lines = self.lines(filter.stage, filter.branches);
        if filter.officer.is_none() && service.is_none() {
            // Lines are in order of waiting already: a page costs no more than the rows it skips.
            match order {
                Order::Oldest => {
                    let ways = lines.iter().map(|line| line.keys().copied().map(Reverse));
                    return (total(&lines), joined(ways, offset, limit, |Reverse(at)| at));
                }
                Order::Newest => {
                    let ways = lines.iter().map(|line| line.keys().copied().rev());
                    return (total(&lines), joined(ways, offset, limit, |at| at));
                }
                Order::Number => {}
            }
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

fn total(lines: &[&Line]) -> u32 {
    let rows: usize = lines.iter().map(|line| line.len()).sum();
    u32::try_from(rows).unwrap_or(u32::MAX)
}

/// A page of several lines as if they were one: of the heads of all, the greatest comes next.
fn joined<T: Ord + Copy>(
    lines: impl Iterator<Item = impl Iterator<Item = T>>,
    offset: usize,
    limit: usize,
    place: impl Fn(T) -> Place,
) -> Vec<RequestNo> {
    let mut lines: Vec<_> = lines.collect();
    if let [only] = lines.as_mut_slice() {
        let rows = only.skip(offset).take(limit);
        return rows.map(|at| place(at).1).collect();
    }
    let mut heads: BinaryHeap<(T, usize)> = BinaryHeap::new();
    for (nth, line) in lines.iter_mut().enumerate() {
        heads.extend(line.next().map(|head| (head, nth)));
    }
    let next = || {
        let mut head = heads.peek_mut()?;
        let (at, nth) = *head;
        match lines.get_mut(nth).and_then(Iterator::next) {
            Some(next) => *head = (next, nth),
            None => drop(PeekMut::pop(head)),
        }
        Some(at)
    };
    let rows = std::iter::from_fn(next).skip(offset).take(limit);
    rows.map(|at| place(at).1).collect()
}

#[cfg(test)]
mod tests;
