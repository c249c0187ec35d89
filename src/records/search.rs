//! The search keys of people, in memory: built at open, kept up with every change, asked at every keystroke.
//!
//! A person is found by beginnings of name words, of the identity number and of the mobile, by the last four digits of
//! the mobile, and by their own number. What is found comes in one order only, see [`SearchIndex::find_among`].

mod births;
mod branches;
mod candidates;
mod kept;
mod numbers;
mod words;

use crate::arabic::fold::{fold_text, name_words_begun, without_article};
use crate::domain::branches::Branches;
use crate::domain::ids::BranchNo;
use crate::matching::traits::{Traits, mobile_key};
use births::BirthTable;
use branches::BranchTable;
use numbers::{Digits, NumberTable};
use roaring::RoaringBitmap;
use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap, HashSet};
use words::WordTable;

/// Words of a query that are looked at; what more there is cannot narrow much.
const MOST_WORDS: usize = 6;
/// As many people as are ranked one by one; of more than these, the best are looked for set by set.
const FEW: u64 = 512;
/// The last words of compounds, by which they are found as well: they are typed apart, and not complete at first.
const CLOSING: [&str; 3] = ["الله", "الدين", "الاسلام"];

/// What is looked for, as typed so far.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Query {
    words: Vec<String>,
    number: String,
}

impl Query {
    /// Reads what was typed into a search box. Groups of digits belong to one number, however they are spaced.
    #[must_use]
    pub fn parse(typed: &str) -> Self {
        let folded = fold_text(typed);
        let is_number = |token: &&str| token.chars().all(|c| c.is_ascii_digit());
        let (numbers, words): (Vec<&str>, Vec<&str>) = folded
            .split(' ')
            .filter(|token| !token.is_empty())
            .partition(is_number);
        let mut words: Vec<String> = name_words_begun(&words.join(" "));
        // A word typed twice asks for nothing more.
        let mut seen = HashSet::new();
        words.retain(|word| seen.insert(word.clone()));
        words.truncate(MOST_WORDS);
        Self {
            words,
            number: numbers.concat(),
        }
    }

    /// Whether nothing is asked for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty() && self.number.is_empty()
    }
}

/// Where a person stands in every set: names with fewer words first, then lower numbers. So sets are already in the
/// order in which equals are shown.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Place(u32);

impl Place {
    /// Name lengths told apart, from 0 words on; longer names count as the longest.
    const LENGTHS: u32 = 8;
    const NUMBER_BITS: u32 = 29;

    fn new(words: usize, no: u32) -> Option<Self> {
        let length = u32::try_from(words)
            .unwrap_or(u32::MAX)
            .min(Self::LENGTHS - 1);
        (no >> Self::NUMBER_BITS == 0).then_some(Self(length << Self::NUMBER_BITS | no))
    }

    fn of(no: u32, traits: &Traits) -> Option<Self> {
        Self::new(traits.words().len(), no)
    }

    fn no(self) -> u32 {
        self.0 & ((1 << Self::NUMBER_BITS) - 1)
    }

    /// Words of the name, as far as they are told apart.
    fn words(self) -> u32 {
        self.0 >> Self::NUMBER_BITS
    }
}

/// Who is found by what.
#[derive(Default)]
pub struct SearchIndex {
    people: RoaringBitmap,
    words: WordTable,
    /// The first word of each name alone: the given name.
    given: WordTable,
    ids: NumberTable,
    mobiles: NumberTable,
    endings: HashMap<u16, Vec<u32>>,
    births: BirthTable,
    branches: BranchTable,
}

impl SearchIndex {
    /// Takes a person in. A person already there is to be removed first, with the traits they went in by.
    pub fn insert(&mut self, no: u32, traits: &Traits) {
        let Some(Place(at)) = Place::of(no, traits) else {
            return;
        };
        self.people.insert(at);
        self.births.insert(traits.birth(), at);
        for word in search_words(traits) {
            self.words.insert(word, at);
        }
        if let Some(word) = traits.words().first() {
            self.given.insert(word, at);
        }
        if let Some(id) = id_digits(traits) {
            self.ids.insert(id, at);
        }
        if let Some(mobile) = mobile_digits(traits) {
            self.mobiles.insert(mobile, at);
        }
        if let Some(ending) = mobile_ending(traits) {
            let holders = self.endings.entry(ending).or_default();
            if let Err(gap) = holders.binary_search(&at) {
                holders.insert(gap, at);
            }
        }
    }

    /// Takes a person out. `traits` are the ones they went in by.
    pub fn remove(&mut self, no: u32, traits: &Traits) {
        let Some(Place(at)) = Place::of(no, traits) else {
            return;
        };
        self.people.remove(at);
        self.births.remove(traits.birth(), at);
        for word in search_words(traits) {
            self.words.remove(word, at);
        }
        if let Some(word) = traits.words().first() {
            self.given.remove(word, at);
        }
        if let Some(id) = id_digits(traits) {
            self.ids.remove(id, at);
        }
        if let Some(mobile) = mobile_digits(traits) {
            self.mobiles.remove(mobile, at);
        }
        if let Some(holders) = mobile_ending(traits).and_then(|e| self.endings.get_mut(&e))
            && let Ok(found) = holders.binary_search(&at)
        {
            holders.remove(found);
        }
    }

    /// Takes many in at once, into an index of their own. Each number is to come once.
    pub fn build(people: impl IntoIterator<Item = (u32, Traits)>) -> Self {
        let people = people.into_iter();
        Self::build_at(people.map(|(no, traits)| (no, traits, BTreeSet::new())))
    }

    /// The same, with the branches each belongs to.
    pub fn build_at(people: impl IntoIterator<Item = (u32, Traits, BTreeSet<BranchNo>)>) -> Self {
        let mut index = Self::default();
        let mut words: HashMap<Box<str>, Holders> = HashMap::new();
        let mut ids = Vec::new();
        let mut mobiles = Vec::new();
        let mut births = Vec::new();
        for (no, traits, branches) in people {
            let Some(Place(at)) = Place::of(no, &traits) else {
                continue;
            };
            index.belongs(no, &traits, &branches, true);
            index.people.insert(at);
            births.push((traits.birth(), at));
            for (nth, word) in name_keys(&traits).enumerate() {
                let holders = match words.get_mut(word) {
                    Some(holders) => holders,
                    None => words.entry(word.into()).or_default(),
                };
                holders.all.push(at);
                if nth == 0 && !traits.words().is_empty() {
                    holders.given.push(at);
                }
            }
            ids.extend(id_digits(&traits).map(|id| (id, at)));
            mobiles.extend(mobile_digits(&traits).map(|mobile| (mobile, at)));
            if let Some(ending) = mobile_ending(&traits) {
                index.endings.entry(ending).or_default().push(at);
            }
        }
        for holders in index.endings.values_mut() {
            holders.sort_unstable();
            holders.shrink_to_fit();
        }
        let mut all: HashMap<Box<str>, Vec<u32>> = HashMap::with_capacity(words.len());
        let mut given = HashMap::new();
        for (word, holders) in words {
            for other in other_keys(&word) {
                all.entry(other.into()).or_default().extend(&holders.all);
            }
            if !holders.given.is_empty() {
                given.insert(word.clone(), holders.given);
            }
            all.entry(word).or_default().extend(holders.all);
        }
        index.words = WordTable::build(all);
        index.given = WordTable::build(given);
        index.ids = NumberTable::build(ids);
        index.mobiles = NumberTable::build(mobiles);
        index.births = BirthTable::build(births);
        index
    }

    /// How many people are in.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.people.len()
    }

    /// Whether nobody is in.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.people.is_empty()
    }

    /// Those of every branch who answer to the query, in the order of [`SearchIndex::find_among`].
    #[must_use]
    pub fn find(&self, query: &Query, limit: usize) -> Vec<u32> {
        self.find_among(query, &Branches::All, limit)
    }

    /// Those of these branches who answer to every part of the query, at most `limit` of them, the closest first:
    ///
    /// 1. whose own number was typed;
    /// 2. with more parts of the query matched by a whole word or number, not only by its beginning;
    /// 3. whose given name begins as the query's first word;
    /// 4. with fewer words in the name;
    /// 5. with the lower number.
    #[must_use]
    pub fn find_among(&self, query: &Query, branches: &Branches, limit: usize) -> Vec<u32> {
        if limit == 0 || query.is_empty() {
            return Vec::new();
        }
        let mut parts: Vec<Part<'_>> = query
            .words
            .iter()
            .map(|word| self.word_part(word))
            .collect();
        let mut own = None;
        if !query.number.is_empty() {
            own = self.place_of(&query.number);
            parts.push(self.number_part(&query.number, own));
        }
        parts.extend(self.branches.among(branches).map(|matching| Part {
            matching,
            exactly: None,
        }));
        // From the rarest on, so that each step has less to do.
        parts.sort_by_key(|part| part.matching.len());
        let Some(all) = intersect(parts.iter().map(|part| &*part.matching)) else {
            return Vec::new();
        };
        let given = query.words.first().map(|word| self.given.beginning(word));
        let ranking = Ranking {
            own: own.filter(|Place(at)| all.contains(*at)),
            exactly: parts
                .iter()
                .filter_map(|part| part.exactly.as_deref())
                .collect(),
            given: given.as_deref(),
            all: &all,
        };
        let best = if all.len() <= FEW {
            ranking.one_by_one(limit)
        } else {
            ranking.set_by_set(limit)
        };
        best.into_iter().map(|at| Place(at).no()).collect()
    }

    /// Where the person with this number stands, if there is one.
    fn place_of(&self, number: &str) -> Option<Place> {
        let no = number.parse().ok()?;
        (0..8)
            .filter_map(|words| Place::new(words, no))
            .find(|place| self.people.contains(place.0))
    }

    fn word_part<'a>(&'a self, word: &'a str) -> Part<'a> {
        Part {
            matching: self.words.beginning(word),
            exactly: self.words.exactly(word).map(Cow::Borrowed),
        }
    }

    fn number_part<'a>(&'a self, typed: &str, own: Option<Place>) -> Part<'a> {
        let mut matching = Cow::Owned(RoaringBitmap::new());
        let mut exactly = RoaringBitmap::new();
        for (table, text) in [(&self.ids, typed), (&self.mobiles, mobile_key(typed))] {
            let Some(digits) = Digits::parse(text) else {
                continue;
            };
            unite(&mut matching, table.beginning(digits));
            exactly.extend(table.exactly(digits));
        }
        if typed.len() == 4
            && let Some(holders) = typed.parse().ok().and_then(|e: u16| self.endings.get(&e))
        {
            unite(&mut matching, Cow::Owned(holders.iter().copied().collect()));
        }
        if let Some(Place(at)) = own {
            matching.to_mut().insert(at);
        }
        Part {
            matching,
            exactly: Some(Cow::Owned(exactly)),
        }
    }
}

/// One part of a query: who matches it at all, and who by a whole word or number.
struct Part<'a> {
    matching: Cow<'a, RoaringBitmap>,
    exactly: Option<Cow<'a, RoaringBitmap>>,
}

/// Those found, and by what the closest of them are told.
struct Ranking<'a> {
    all: &'a RoaringBitmap,
    own: Option<Place>,
    /// For each part that anyone matches exactly, who does.
    exactly: Vec<&'a RoaringBitmap>,
    given: Option<&'a RoaringBitmap>,
}

impl Ranking<'_> {
    fn one_by_one(&self, limit: usize) -> Vec<u32> {
        let mut ranked: Vec<_> = self
            .all
            .iter()
            .map(|at| {
                let own = self.own == Some(Place(at));
                let exact = self.exactly.iter().filter(|set| set.contains(at)).count();
                let given = self.given.is_some_and(|set| set.contains(at));
                (!own, Reverse(exact), !given, at)
            })
            .collect();
        ranked.sort_unstable();
        ranked.truncate(limit);
        ranked.into_iter().map(|(.., at)| at).collect()
    }

    /// Rank by rank from the top. A rank is the union, over every choice of that many exact parts, of those who have
    /// them all; what a higher rank has given already is left out.
    fn set_by_set(&self, limit: usize) -> Vec<u32> {
        let mut found: Vec<u32> = self.own.iter().map(|place| place.0).collect();
        for exact in (0..=self.exactly.len()).rev() {
            for given in [true, false] {
                if given && self.given.is_none() {
                    continue;
                }
                let mut rank = Vec::new();
                for choice in choices(&self.exactly, exact) {
                    let sets = choice
                        .into_iter()
                        .chain(self.given.filter(|_| given))
                        .chain([self.all]);
                    let wanted = limit - found.len();
                    rank.extend(
                        common(sets.collect())
                            .filter(|at| !found.contains(at))
                            .take(wanted),
                    );
                }
                rank.sort_unstable();
                rank.dedup();
                found.extend(rank.into_iter().take(limit - found.len()));
                if found.len() >= limit {
                    return found;
                }
            }
        }
        found
    }
}

/// Every way to take `count` of the sets.
fn choices<'a>(sets: &[&'a RoaringBitmap], count: usize) -> Vec<Vec<&'a RoaringBitmap>> {
    match sets.split_first() {
        _ if count == 0 => vec![Vec::new()],
        None => Vec::new(),
        Some((first, others)) => {
            let mut all = choices(others, count - 1);
            all.iter_mut().for_each(|choice| choice.push(first));
            all.extend(choices(others, count));
            all
        }
    }
}

/// Those in all of the sets, in order, as they are asked for.
fn common(mut sets: Vec<&RoaringBitmap>) -> impl Iterator<Item = u32> {
    sets.sort_by_key(|set| set.len());
    let (rarest, others) = match sets.split_first() {
        Some((rarest, others)) => (Some(*rarest), others.to_vec()),
        None => (None, Vec::new()),
    };
    rarest
        .into_iter()
        .flatten()
        .filter(move |at| others.iter().all(|set| set.contains(*at)))
}

fn intersect<'a>(
    mut sets: impl Iterator<Item = &'a RoaringBitmap>,
) -> Option<Cow<'a, RoaringBitmap>> {
    let mut all = Cow::Borrowed(sets.next()?);
    for set in sets {
        all = Cow::Owned(&*all & set);
    }
    (!all.is_empty()).then_some(all)
}

fn unite<'a>(to: &mut Cow<'a, RoaringBitmap>, more: Cow<'a, RoaringBitmap>) {
    if to.is_empty() {
        *to = more;
    } else if !more.is_empty() {
        *to = Cow::Owned(&**to | &*more);
    }
}

/// Who has a word in their name, and whose given name it is.
#[derive(Default)]
struct Holders {
    all: Vec<u32>,
    given: Vec<u32>,
}

/// The words a person is found by, each once.
fn search_words(traits: &Traits) -> impl Iterator<Item = &str> {
    let mut words: Vec<&str> = name_keys(traits).collect();
    words.extend(name_keys(traits).flat_map(other_keys));
    words.sort_unstable();
    words.dedup();
    words.into_iter()
}

/// The words of the name, and an identity number with letters in it.
fn name_keys(traits: &Traits) -> impl Iterator<Item = &str> {
    let lettered = traits.id().filter(|id| Digits::parse(id).is_none());
    traits.words().iter().map(String::as_str).chain(lettered)
}

/// What a word is found by besides itself: الحربي as حربي, دخيل الله by its second word.
fn other_keys(word: &str) -> impl Iterator<Item = &str> {
    let bare = Some(without_article(word)).filter(|bare| *bare != word);
    let closing = CLOSING
        .into_iter()
        .filter(move |end| word.ends_with(end) && word != *end);
    bare.into_iter().chain(closing)
}

fn id_digits(traits: &Traits) -> Option<Digits> {
    traits.id().and_then(Digits::parse)
}

fn mobile_digits(traits: &Traits) -> Option<Digits> {
    traits.mobile().and_then(Digits::parse)
}

/// The last four digits, where there are more than that.
fn mobile_ending(traits: &Traits) -> Option<u16> {
    let mobile = traits.mobile()?;
    let at = mobile.len().checked_sub(4).filter(|at| *at > 0)?;
    mobile.get(at..)?.parse().ok()
}

#[cfg(test)]
mod tests;
