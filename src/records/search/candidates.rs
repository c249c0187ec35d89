//! Who may be this person already: the few worth comparing, out of all.
//!
//! People come into question by an identity number or mobile at most one slip away; by a day of birth that is the same,
//! a slip away or a stand-in for it, with words of the name; by three words of the name and a year that fits; by the
//! whole name. A word counts when it is at most one slip away.

use super::numbers::Digits;
use super::words::WordTable;
use super::{Place, SearchIndex};
use crate::domain::branches::Branches;
use crate::domain::date::{Calendar, DateAsWritten, hijri};
use crate::matching::slips::one_slip_away;
use crate::matching::traits::{Traits, Ymd};
use chrono::{Datelike, Days, NaiveDate};
use roaring::RoaringBitmap;
use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap, HashSet};

/// Digits of a national ID or iqama.
const WHOLE_ID: usize = 10;
/// Digits of a Saudi mobile, without country and leading zero.
const WHOLE_MOBILE: usize = 9;
/// What one identity number is worth: more than all else together, so that whoever has it is never left out for others.
const ONE_NUMBER: usize = 32;
/// As many as are worth comparing. Those with the most in common come first.
const MOST: usize = 64;
/// Words between given and family name that are looked at.
const MOST_MIDDLE: usize = 4;
/// Half a Hijri year.
const HALF_A_YEAR: Days = Days::new(177);

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
        match traits.id().map(|id| (Digits::parse(id), id)) {
            Some((Some(number), _)) => {
                let holders = self.ids.exactly(number);
                holders.for_each(|at| give(at, ONE_NUMBER));
            }
            Some((None, lettered)) => {
                let holders = self.words.exactly(lettered).into_iter().flatten();
                holders.for_each(|at| give(at, ONE_NUMBER));
            }
            None => {}
        }
        for (day, worth) in days_near(traits) {
            let born = self.births.on(day);
            born.filter(|at| shared(&words, *at) + worth >= 4)
                .for_each(|at| give(at, worth));
        }
        for at in self.by_name(&words, traits) {
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
    /// words; or the same year of birth, where no more than the year is known or one of the names has no more words.
    /// Where no birth is known those with the whole of a short name, or one more word of a long one.
    fn by_name(&self, words: &[LikeWord<'_>], traits: &Traits) -> RoaringBitmap {
        let (both, middle) = match words {
            [] => return RoaringBitmap::new(),
            [only] => (only.all(), [].as_slice()),
            [given, middle @ .., family] => (given.and(family), middle),
        };
        let Some(day) = traits.birth() else {
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
        let only_year = is_stand_in(traits);
        let same_year: Vec<_> = years_meant(traits, day)
            .into_iter()
            .filter_map(|year| self.births.in_year(year))
            .collect();
        let is_likely = |at: &u32| match shared(middle, *at) {
            0 if words.len() < 2 => false,
            0 if only_year || middle.is_empty() || Place(*at).words() <= 2 => {
                same_year.iter().any(|set| set.contains(*at))
            }
            0 => false,
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

/// Whether it says no more than the year: 1 January, or 1 Rajab where that is what was written.
fn is_stand_in(traits: &Traits) -> bool {
    let rajab = |written: Ymd| (written.month, written.day) == (7, 1);
    let january = |day: NaiveDate| day.ordinal() == 1;
    traits.birth_hijri().is_some_and(rajab) || traits.birth().is_some_and(january)
}

/// The years that a day of birth stands in: two, where it stands for the whole of a Hijri year.
fn years_meant(traits: &Traits, day: NaiveDate) -> BTreeSet<i32> {
    let around = match traits.birth_hijri() {
        Some(_) if is_stand_in(traits) => HALF_A_YEAR,
        _ => Days::new(0),
    };
    [day.checked_sub_days(around), day.checked_add_days(around)]
        .into_iter()
        .flatten()
        .map(|day| day.year())
        .collect()
}

/// The days that may have been meant, or written for what was meant, with their worth in words of a name: the slips of
/// the calendar that was written, and what either calendar has for a day that is not known.
fn days_near(traits: &Traits) -> Vec<(NaiveDate, usize)> {
    let Some(day) = traits.birth() else {
        return Vec::new();
    };
    let year = |off: i32| day.with_year(day.year() + off);
    let swapped = NaiveDate::from_ymd_opt(day.year(), day.day(), day.month());
    let hijri_year = traits
        .birth_hijri()
        .map_or_else(|| hijri(day).year(), |written| written.year);
    let mut near = vec![
        day.checked_sub_days(Days::new(1)),
        day.checked_add_days(Days::new(1)),
        swapped,
        NaiveDate::from_ymd_opt(day.year(), 1, 1),
        of_hijri(hijri_year, 7, 1),
        year(-1),
        year(1),
        year(-10),
        year(10),
    ];
    if let Some(written) = traits.birth_hijri() {
        let Ymd { year, month, day } = written;
        near.push(of_hijri(year, day, month));
        near.extend([-10, -1, 1, 10].map(|off| of_hijri(year + off, month, day)));
    }
    let near: BTreeSet<NaiveDate> = near.into_iter().flatten().collect();
    let near = near.into_iter().filter(|other| *other != day);
    [(day, 3)]
        .into_iter()
        .chain(near.map(|other| (other, 2)))
        .collect()
}

/// The day of a Hijri date, where it is one.
fn of_hijri(year: i32, month: u8, day: u8) -> Option<NaiveDate> {
    let year = u16::try_from(year).ok()?;
    let date = DateAsWritten::new(Calendar::UmmAlQura, year, month, day).ok()?;
    Some(date.gregorian())
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
