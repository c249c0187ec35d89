//! Sorted lists that give any part of themselves by its position, alone or several merged into one.

use std::cmp::Reverse;
use std::collections::binary_heap::{BinaryHeap, PeekMut};

/// The most items of a run; few in tests, so that short lists have several.
const RUN: usize = if cfg!(test) { 4 } else { 512 };

/// Of so many rows a list, it costs less to walk past them than to look for the place behind them.
const WALKED: usize = if cfg!(test) { 0 } else { 64 };

/// Items in order, each once, kept in runs none of which is empty.
#[derive(Debug)]
pub(super) struct Ranked<T> {
    runs: Vec<Vec<T>>,
    len: usize,
}

impl<T> Default for Ranked<T> {
    fn default() -> Ranked<T> {
        Ranked {
            runs: Vec::new(),
            len: 0,
        }
    }
}

impl<T: Ord + Copy> Ranked<T> {
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// The run an item is in, if it is in one.
    fn run_of(&self, item: &T) -> usize {
        self.runs
            .partition_point(|run| run.last().is_some_and(|last| last < item))
    }

    /// Whether it was not there.
    pub(super) fn insert(&mut self, item: T) -> bool {
        let at = self.run_of(&item);
        let Some(run) = self.runs.get_mut(at) else {
            // After all others, as most are: runs stay full.
            match self.runs.last_mut() {
                Some(run) if run.len() < RUN => run.push(item),
                _ => self.runs.push(vec![item]),
            }
            self.len += 1;
            return true;
        };
        let Err(within) = run.binary_search(&item) else {
            return false;
        };
        if run.len() == RUN {
            let rest = run.split_off(RUN / 2);
            self.runs.insert(at + 1, rest);
            return self.insert(item);
        }
        run.insert(within, item);
        self.len += 1;
        true
    }

    /// Whether it was there.
    pub(super) fn remove(&mut self, item: &T) -> bool {
        let at = self.run_of(item);
        let next = self.runs.get(at + 1).map(Vec::len);
        let Some(run) = self.runs.get_mut(at) else {
            return false;
        };
        let Ok(within) = run.binary_search(item) else {
            return false;
        };
        run.remove(within);
        self.len -= 1;
        // What is left of many runs takes no more than what is left.
        let left = run.len();
        if left == 0 {
            self.runs.remove(at);
        } else if next.is_some_and(|next| left + next <= RUN / 2) {
            let mut rest = self.runs.remove(at + 1);
            if let Some(run) = self.runs.get_mut(at) {
                run.append(&mut rest);
            }
        }
        true
    }

    /// How many items come before some place in the order.
    fn rank(&self, is_before: impl Fn(&T) -> bool) -> usize {
        let at = self
            .runs
            .partition_point(|run| run.last().is_some_and(&is_before));
        let before: usize = self.runs.iter().take(at).map(Vec::len).sum();
        let run = self.runs.get(at);
        before + run.map_or(0, |run| run.partition_point(is_before))
    }

    /// The items from a place on.
    fn from(&self, place: usize) -> impl Iterator<Item = T> {
        let mut skipped = place;
        let mut runs = self.runs.as_slice();
        while let [first, rest @ ..] = runs
            && first.len() <= skipped
        {
            skipped -= first.len();
            runs = rest;
        }
        runs.iter().flatten().skip(skipped).copied()
    }

    fn ends(&self) -> Option<(&T, &T)> {
        Some((self.runs.first()?.first()?, self.runs.last()?.last()?))
    }
}

/// So many items of several lists, after the first so many of all. `weight` rises with the items, if not with each.
pub(super) fn part<T: Ord + Copy>(
    lists: &[&Ranked<T>],
    weight: fn(&T) -> i128,
    mut skip: usize,
    take: usize,
) -> Vec<T> {
    if let [only] = lists {
        return only.from(skip).take(take).collect();
    }
    let far = skip > WALKED * lists.len();
    let floor = far.then(|| floor(lists, weight, skip)).flatten();
    let mut heads = BinaryHeap::new();
    let mut rest = Vec::new();
    for (nth, list) in lists.iter().enumerate() {
        let start = floor.map_or(0, |floor| list.rank(|item| weight(item) < floor));
        skip -= start;
        let mut items = list.from(start);
        heads.extend(items.next().map(|head| Reverse((head, nth))));
        rest.push(items);
    }
    // Of the heads of all, the least comes next.
    let next = || {
        let mut head = heads.peek_mut()?;
        let Reverse((item, nth)) = *head;
        match rest.get_mut(nth).and_then(Iterator::next) {
            Some(next) => *head = Reverse((next, nth)),
            None => drop(PeekMut::pop(head)),
        }
        Some(item)
    };
    std::iter::from_fn(next).skip(skip).take(take).collect()
}

/// The greatest weight that no more than so many items of all lists fall short of.
fn floor<T: Ord + Copy>(lists: &[&Ranked<T>], weight: fn(&T) -> i128, many: usize) -> Option<i128> {
    let short_of = |bound| -> usize {
        let short = |list: &&Ranked<T>| list.rank(|item| weight(item) < bound);
        lists.iter().map(short).sum()
    };
    let ends = || lists.iter().filter_map(|list| list.ends());
    let mut low = ends().map(|(first, _)| weight(first)).min()?;
    let mut high = ends().map(|(_, last)| weight(last)).max()?;
    while low < high {
        let middle = (low + high + 1).div_euclid(2);
        if short_of(middle) <= many {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    Some(low)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn parts_of_lists_are_what_a_set_of_all_their_items_gives(
            steps in proptest::collection::vec((0usize..3, 0u16..60, proptest::bool::weighted(0.6)), 0..250),
            skip in 0usize..70,
            take in 0usize..70,
        ) {
            let mut lists = [(); 3].map(|()| Ranked::default());
            let mut sets = [(); 3].map(|()| BTreeSet::new());
            for (which, item, enter) in steps {
                // No item is in two lists.
                let item = (item / 5, item, which);
                let (list, set) = (&mut lists[which], &mut sets[which]);
                if enter {
                    prop_assert_eq!(list.insert(item), set.insert(item));
                } else {
                    prop_assert_eq!(list.remove(&item), set.remove(&item));
                }
                prop_assert!(list.runs.iter().all(|run| !run.is_empty() && run.len() <= RUN));
            }
            for (list, set) in lists.iter().zip(&sets) {
                prop_assert_eq!(list.len(), set.len());
                prop_assert_eq!(list.rank(|item| item.0 < 6), set.iter().filter(|item| item.0 < 6).count());
            }
            for several in 0..=lists.len() {
                let all: BTreeSet<_> = sets.iter().take(several).flatten().copied().collect();
                let lists: Vec<_> = lists.iter().take(several).collect();
                let by_hand: Vec<_> = all.into_iter().skip(skip).take(take).collect();
                prop_assert_eq!(part(&lists, |item| item.0.into(), skip, take), by_hand);
            }
        }
    }
}
