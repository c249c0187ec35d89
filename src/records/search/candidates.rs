//! Who may be this person already: the few worth comparing, out of all.
//!
//! People come into question by an identity number or mobile at most one slip away; by a day of birth that is the same,
//! a slip away or a stand-in for it, with words of the name; by three words of the name and a year that fits; by the
//! whole name. A word counts when it is at most one slip away.

use super::numbers::Digits;
use super::words::WordTable;
use super::{Place, SearchIndex};
use crate::domain::branches::Branches;
use crate::matching::slips::one_slip_away;
use crate::matching::traits::Traits;
use chrono::{Datelike, Days, NaiveDate};
use roaring::RoaringBitmap;
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

/// Digits of a national ID or iqama.
const WHOLE_ID: usize = 10;
/// Digits of a Saudi mobile, without country and leading zero.
const WHOLE_MOBILE: usize = 9;
/// As many as are worth comparing. Those with the most in common come first.
const MOST: usize = 64;
/// Words between given and family name that are looked at.
const MOST_MIDDLE: usize = 4;
impl SearchIndex {
    /// Those of every branch who may be this person already: see [`SearchIndex::candidates_among`].
    #[must_use]
    pub fn candidates(&self, traits: &Traits) -> Vec<u32> {
        self.candidates_among(traits, &Branches::All)
    }

    /// Those of these branches who may be this person already, at most 64 of them, those with the most in common first.
    /// Whoever is really the same person is among them but for rare cases; whether they are is for
    /// [`crate::matching::compare`] to say.
    #[must_use]
    pub fn candidates_among(&self, traits: &Traits, branches: &Branches) -> Vec<u32> {
        let words = self.like_words(traits.words());
        // What each has in common, in points: roughly the words of a name it is worth.
        let mut points: HashMap<u32, usize> = HashMap::new();
        let mut give = |at: u32, worth: usize| *points.entry(at).or_default() += worth;
        for (table, number, whole, worth) in [
            (&self.ids, traits.id(), WHOLE_ID, 5),
            (&self.mobiles, traits.mobile(), WHOLE_MOBILE, 3),
        ] {
            for near in number.iter().flat_map(|number| numbers_near(number, whole)) {
                table.exactly(near).for_each(|at| give(at, worth));
            }
        }
        // An identity number with letters in it is kept among the words.
        let lettered = traits.id().filter(|id| Digits::parse(id).is_none());
        for at in lettered
            .and_then(|id| self.words.exactly(id))
            .into_iter()
            .flatten()
        {
            give(at, 5);
        }
        for (day, worth) in traits.birth().iter().flat_map(|day| days_near(*day)) {
            let born = self.births.on(day);
            born.filter(|at| shared(&words, *at) + worth >= 4)
                .for_each(|at| give(at, worth));
        }
        for at in self.by_name(&words, traits.birth()) {
            give(at, 0);
        }

        let among = self.branches.among(branches);
        let mut ranked: Vec<(usize, u32)> = points
            .into_iter()
            .filter(|(at, _)| among.as_ref().is_none_or(|among| among.contains(*at)))
            .map(|(at, worth)| (worth + shared(&words, at), at))
            .collect();
        ranked.sort_unstable_by_key(|(worth, at)| (Reverse(*worth), *at));
        ranked.truncate(MOST);
        ranked.into_iter().map(|(_, at)| Place(at).no()).collect()
    }

    /// The given name, those between, and the family name, each with who has it. Of the ones between, each is taken once
    /// and only where it is neither of the two: a name said twice, as in محمد محمد, tells no more than once.
    fn like_words(&self, words: &[String]) -> Vec<LikeWord<'_>> {
        let Some((given, others)) = words.split_first() else {
            return Vec::new();
        };
        // A given name is looked for among given names: the commonest are in a third of all names.
        let mut like = vec![LikeWord::new(&self.given, given, true)];
        let Some((family, middle)) = others.split_last() else {
            return like;
        };
        let mut seen = HashSet::from([given, family]);
        // In a long name a slip between given and family name decides nothing.
        let slips = middle.len() < 2;
        let middle = middle
            .iter()
            .filter(|word| seen.insert(word))
            .take(MOST_MIDDLE);
        like.extend(middle.map(|word| LikeWord::new(&self.words, word, slips)));
        like.push(LikeWord::new(&self.words, family, true));
        like
    }

    /// Those with given and family name alike, who have besides one more word and a year of birth that fits; or two more
    /// words; or the same year of birth, where no more than the year is known. Where no birth is known those with the
    /// whole of a short name, or one more word of a long one.
    fn by_name(&self, words: &[LikeWord<'_>], birth: Option<NaiveDate>) -> RoaringBitmap {
        let (both, middle) = match words {
            [] => return RoaringBitmap::new(),
            [only] => (only.all(), [].as_slice()),
            [given, middle @ .., family] => (given.and(family), middle),
        };
        let Some(day) = birth else {
            return if middle.is_empty() {
                meet(&both, self.births.unknown())
            } else {
                both.iter().filter(|at| shared(middle, *at) > 0).collect()
            };
        };
        let years = [-10, -1, 0, 1, 10].map(|off| self.births.in_year(day.year() + off));
        let fitting: Vec<_> = years
            .into_iter()
            .flatten()
            .chain([self.births.unknown()])
            .collect();
        let same_year = self.births.in_year(day.year()).filter(|_| is_stand_in(day));
        let is_likely = |at: &u32| match shared(middle, *at) {
            0 => same_year.is_some_and(|set| words.len() > 1 && set.contains(*at)),
            1 => fitting.iter().any(|set| set.contains(*at)),
            _ => true,
        };
        both.iter().filter(is_likely).collect()
    }
}

/// Who has a word of the name, or one like it.
struct LikeWord<'a> {
    people: Option<&'a RoaringBitmap>,
    near: RoaringBitmap,
}

impl<'a> LikeWord<'a> {
    fn new(table: &'a WordTable, word: &str, slips: bool) -> Self {
        Self {
            people: table.with_or_without_article(word),
            near: if slips {
                table.near(word)
            } else {
                RoaringBitmap::new()
            },
        }
    }

    fn has(&self, at: u32) -> bool {
        self.people.is_some_and(|people| people.contains(at)) || self.near.contains(at)
    }

    fn all(&self) -> RoaringBitmap {
        self.people
            .map_or_else(|| self.near.clone(), |people| people | &self.near)
    }

    /// Those who have both words.
    fn and(&self, other: &Self) -> RoaringBitmap {
        let mut both = meet(&self.near, &other.near);
        for (people, near) in [(self.people, &other.near), (other.people, &self.near)] {
            both |= people.map(|people| meet(people, near)).unwrap_or_default();
        }
        if let (Some(a), Some(b)) = (self.people, other.people) {
            both |= meet(a, b);
        }
        both
    }
}

/// How many of the words this person has.
fn shared(words: &[LikeWord<'_>], at: u32) -> usize {
    words.iter().filter(|word| word.has(at)).count()
}

/// Those in both, the quicker way: where one set is far smaller, its people are looked up in the other.
fn meet(a: &RoaringBitmap, b: &RoaringBitmap) -> RoaringBitmap {
    let (few, many) = if a.len() < b.len() { (a, b) } else { (b, a) };
    if few.len() * 16 < many.len() {
        few.iter().filter(|at| many.contains(*at)).collect()
    } else {
        few & many
    }
}

/// 1 January: written for a birth of which only the year is known.
fn is_stand_in(day: NaiveDate) -> bool {
    day.ordinal() == 1
}

/// The days that may have been meant, or written for what was meant, with their worth in words of a name.
fn days_near(day: NaiveDate) -> Vec<(NaiveDate, usize)> {
    let year = |off: i32| day.with_year(day.year() + off);
    let swapped = NaiveDate::from_ymd_opt(day.year(), day.day(), day.month());
    let near = [
        day.checked_sub_days(Days::new(1)),
        day.checked_add_days(Days::new(1)),
        swapped,
        NaiveDate::from_ymd_opt(day.year(), 1, 1),
        year(-1),
        year(1),
        year(-10),
        year(10),
    ];
    let near = near.into_iter().flatten().filter(|other| *other != day);
    [(day, 3)]
        .into_iter()
        .chain(near.map(|other| (other, 2)))
        .collect()
}

/// The number, and what one slip makes of it. That a digit was left out is only considered where one is missing.
fn numbers_near(number: &str, whole: usize) -> HashSet<Digits> {
    let mut near: HashSet<Digits> = Digits::parse(number).into_iter().collect();
    if !near.is_empty() {
        one_slip_away(number, "0123456789", |text| {
            if text.len() <= number.len().max(whole) {
                near.extend(Digits::parse(text));
            }
        });
    }
    near
}
