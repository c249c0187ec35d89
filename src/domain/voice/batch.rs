//! Ratings told by fives, so that no two answers can be taken from each other until a few ratings are left.
//!
//! The ratings of a branch wait, in the order they were given, until five of them make a batch. A batch is closed for
//! ever: it neither grows nor changes, and no rating is in two. Whatever is told is told of whole batches, and one
//! batch is all of one day, the day it closed; by service, channel or occasion it stands where all of its ratings
//! agree, and else among those told together. So:
//!
//! * whatever is asked, of any days and by whatever, the answer is a sum over whole batches, all of it the same ones;
//! * what one answer holds and another does not is whole batches again: no rating, or [`FEWEST`] and more; so is
//!   whatever else can be had by adding answers up and taking them from each other, now or later;
//! * which ratings make a batch follows from what they are told by and from their order alone, never from what was
//!   answered, so that the choice says nothing either.
//!
//! Batches of each service, each channel and so on, side by side, would not do: one of the service and one of the
//! channel may differ by one rating each way, and then tell by how much two people differ. What this cannot hide is
//! that five who all say the same each said it.

use serde::{Deserialize, Serialize};

use super::Occasion;

/// The fewest ratings that are told together: at a small branch, a sum of fewer could tell who gave them. The policies
/// say that ratings are no means of punishment or defamation (row 14) and name no number; five is what statistics
/// offices commonly use.
pub const FEWEST: usize = 5;

/// How many ratings may wait at a branch before those that agree the most become a batch. A higher number lets more
/// batches be told by service and channel, and later.
const PATIENCE: usize = 25;

/// The attributes that ratings are summed by, beside branch and day.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Kind {
    /// Of which service, by id.
    pub service: String,
    /// Over which channel the request had come, by id.
    pub channel: String,
    /// After what.
    pub occasion: Occasion,
}

/// What all ratings of a batch have in common; `None` where they differ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Common {
    /// The service.
    pub service: Option<String>,
    /// The channel.
    pub channel: Option<String>,
    /// The occasion.
    pub occasion: Option<Occasion>,
}

/// The attributes in which a batch's ratings must agree.
#[derive(Clone, Copy)]
struct Agree {
    service: bool,
    channel: bool,
    occasion: bool,
}

/// Most attributes first.
const AGREEING: [Agree; 7] = {
    const fn agree(service: bool, channel: bool, occasion: bool) -> Agree {
        Agree {
            service,
            channel,
            occasion,
        }
    }
    [
        agree(true, false, true),
        agree(true, true, false),
        agree(false, true, true),
        agree(true, false, false),
        agree(false, true, false),
        agree(false, false, true),
        agree(false, false, false),
    ]
};

impl Agree {
    const WHOLLY: Agree = Agree {
        service: true,
        channel: true,
        occasion: true,
    };

    fn hold(self, one: &Kind, other: &Kind) -> bool {
        (!self.service || one.service == other.service)
            && (!self.channel || one.channel == other.channel)
            && (!self.occasion || one.occasion == other.occasion)
    }
}

impl Common {
    /// What these have in common.
    pub fn of<'a>(kinds: impl IntoIterator<Item = &'a Kind>) -> Common {
        let mut kinds = kinds.into_iter();
        let mut common = match kinds.next() {
            Some(first) => Common {
                service: Some(first.service.clone()),
                channel: Some(first.channel.clone()),
                occasion: Some(first.occasion),
            },
            None => Common {
                service: None,
                channel: None,
                occasion: None,
            },
        };
        for kind in kinds {
            common.service.take_if(|service| *service != kind.service);
            common.channel.take_if(|channel| *channel != kind.channel);
            common
                .occasion
                .take_if(|occasion| *occasion != kind.occasion);
        }
        common
    }
}

/// The ratings of one branch that do not make a batch yet, oldest first, each with its attributes.
#[derive(Clone, Debug)]
pub struct Waiting<T>(Vec<(Kind, T)>);

impl<T> Default for Waiting<T> {
    fn default() -> Self {
        Waiting(Vec::new())
    }
}

impl<T> Waiting<T> {
    /// Those that wait.
    pub fn iter(&self) -> impl Iterator<Item = &(Kind, T)> {
        self.0.iter()
    }

    /// Takes the next rating in, and tells the batch that closes with it.
    pub fn take(&mut self, kind: Kind, rating: T) -> Option<Vec<(Kind, T)>> {
        self.0.push((kind.clone(), rating));
        if let Some(batch) = self.close(Agree::WHOLLY, &kind) {
            return Some(batch);
        }
        if self.0.len() < PATIENCE {
            return None;
        }
        let waiting: Vec<Kind> = self.0.iter().map(|(kind, _)| kind.clone()).collect();
        AGREEING
            .into_iter()
            .find_map(|agree| waiting.iter().find_map(|kind| self.close(agree, kind)))
    }

    /// Takes out the oldest five that agree with one, where there are as many.
    fn close(&mut self, agree: Agree, with: &Kind) -> Option<Vec<(Kind, T)>> {
        let agreeing = self.0.iter().filter(|(kind, _)| agree.hold(kind, with));
        if agreeing.count() < FEWEST {
            return None;
        }
        let mut batch = Vec::with_capacity(FEWEST);
        let mut rest = Vec::with_capacity(self.0.len() - FEWEST);
        for one in self.0.drain(..) {
            if batch.len() < FEWEST && agree.hold(&one.0, with) {
                batch.push(one);
            } else {
                rest.push(one);
            }
        }
        self.0 = rest;
        Some(batch)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    fn kind(service: usize, channel: usize, occasion: usize) -> Kind {
        Kind {
            service: service.to_string(),
            channel: channel.to_string(),
            occasion: Occasion::ALL[occasion % 2],
        }
    }

    fn closed(kinds: &[Kind]) -> Vec<Vec<usize>> {
        let mut waiting = Waiting::default();
        let batches = kinds.iter().enumerate();
        let batches = batches.filter_map(|(at, kind)| waiting.take(kind.clone(), at));
        let numbers = |batch: Vec<(Kind, usize)>| batch.into_iter().map(|(_, at)| at).collect();
        batches.map(numbers).collect()
    }

    #[test]
    fn five_that_agree_wholly_are_told_at_once() {
        let one = kind(1, 1, 0);
        assert_eq!(closed(&vec![one.clone(); 4]), Vec::<Vec<usize>>::new());
        assert_eq!(closed(&vec![one.clone(); 9]), [[0, 1, 2, 3, 4]]);
        let mut two = vec![one; 6];
        two[2] = kind(2, 1, 0);
        assert_eq!(closed(&two), [[0, 1, 3, 4, 5]]);
    }

    #[test]
    fn many_that_differ_are_told_by_what_they_share() {
        // Seven channels and one service: five of the service and an occasion, whatever the channel.
        let kinds: Vec<Kind> = (0..25).map(|at| kind(1, at % 7, at)).collect();
        let batches = closed(&kinds);
        assert_eq!(batches, [[0, 2, 4, 6, 8]]);
        let common = Common::of(batches[0].iter().map(|at| &kinds[*at]));
        let wanted = Common {
            service: Some("1".into()),
            channel: None,
            occasion: Some(Occasion::ALL[0]),
        };
        assert_eq!(common, wanted);
        // Nothing shared at all: the oldest.
        let kinds: Vec<Kind> = (0..30).map(|at| kind(at / 2, at / 2, at)).collect();
        let batches = closed(&kinds);
        assert_eq!(
            batches,
            [[0, 2, 4, 6, 8], [1, 3, 5, 7, 9]],
            "an occasion is shared"
        );
    }

    #[test]
    fn no_more_wait_than_patience_allows_and_none_is_told_twice() {
        let kinds: Vec<Kind> = (0..997)
            .map(|at| kind(at * 7 % 11, at * 5 % 13, at / 3))
            .collect();
        let mut told: Vec<usize> = closed(&kinds).concat();
        assert!(kinds.len() - told.len() < PATIENCE);
        let all = told.len();
        told.sort_unstable();
        told.dedup();
        assert_eq!(told.len(), all);
    }

    /// Of which branch, closed on which day, with what in common, made of which ratings.
    type Told = (usize, usize, Common, BTreeSet<usize>);

    /// The ratings that one answer holds: of some days, and of one branch, service, channel or occasion, or of all.
    fn answer(told: &[Told], (from, to, by, of): (usize, usize, u8, usize)) -> BTreeSet<usize> {
        let held = told.iter().filter(|(branch, day, common, _)| {
            let told_by = match by {
                0 => *branch == of % 2,
                1 => common.service == Some(of.to_string()),
                2 => common.channel == Some(of.to_string()),
                3 => common.occasion == Some(Occasion::ALL[of % 2]),
                // Those told together.
                4 => common.service.is_none(),
                _ => true,
            };
            told_by && (from..=to).contains(day)
        });
        held.flat_map(|(.., ratings)| ratings).copied().collect()
    }

    proptest! {
        /// Whatever one answer holds and another does not, of other days or by something else, asked now or later: no
        /// rating, or five and more.
        #[test]
        fn no_answer_less_another_leaves_a_few(
            given in proptest::collection::vec((0..2usize, 0..4usize, 0..5usize, 0..2usize, 0..3usize), 0..300),
            asked in proptest::collection::vec(
                (0..120usize, 0..120usize, 0..6u8, 0..5usize, any::<bool>()), 2..40,
            ),
        ) {
            let mut branches = [Waiting::default(), Waiting::default()];
            let mut told: Vec<Told> = Vec::new();
            let (mut day, mut told_before) = (0, 0);
            for (at, (branch, service, channel, occasion, days)) in given.iter().enumerate() {
                day += days / 2;
                if let Some(batch) = branches[*branch].take(kind(*service, *channel, *occasion), at) {
                    let common = Common::of(batch.iter().map(|(kind, _)| kind));
                    let ratings = batch.into_iter().map(|(_, at)| at).collect();
                    told.push((*branch, day, common, ratings));
                }
                if at < given.len() / 2 {
                    told_before = told.len();
                }
            }
            let answers: Vec<_> = asked
                .into_iter()
                .map(|(from, to, by, of, before)| {
                    let then = if before { &told[..told_before] } else { &told };
                    answer(then, (from, to, by, of))
                })
                .collect();
            for one in &answers {
                for other in &answers {
                    let left = one.difference(other).count();
                    prop_assert!(left == 0 || left >= FEWEST, "{left} are left");
                }
            }
        }
    }
}
