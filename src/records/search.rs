//! The search keys of people, in memory: built at open, kept up with every change, asked at every keystroke.
//!
//! A person is found by beginnings of name words, of the identity number and of the mobile, by the last four digits of
//! the mobile, and by their own number. What is found comes in one order only, see [`SearchIndex::find`].

mod numbers;
mod words;

use crate::arabic::fold::{fold_text, name_words_begun, without_article};
use crate::matching::traits::{Traits, mobile_key};
use numbers::{Digits, NumberTable};
use roaring::RoaringBitmap;
use std::borrow::Cow;
use std::collections::HashMap;
use words::WordTable;

/// Name lengths told apart when ranking; longer names count as this long.
const LONGEST_NAME: usize = 8;
/// Words of a query that are looked at; what more there is cannot narrow much.
const MOST_WORDS: usize = 8;
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
        let mut words = name_words_begun(&words.join(" "));
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

/// Who is found by what.
#[derive(Default)]
pub struct SearchIndex {
    people: RoaringBitmap,
    words: WordTable,
    /// The first word of each name alone: the given name.
    given: WordTable,
    /// At `n`, those with a name of `n` words.
    lengths: [RoaringBitmap; LONGEST_NAME + 1],
    ids: NumberTable,
    mobiles: NumberTable,
    endings: HashMap<u16, Vec<u32>>,
}

impl SearchIndex {
    /// Takes a person in. A person already there is to be removed first, with the traits they went in by.
    pub fn insert(&mut self, no: u32, traits: &Traits) {
        self.people.insert(no);
        for word in search_words(traits) {
            self.words.insert(word, no);
        }
        if let Some(word) = traits.words().first() {
            self.given.insert(word, no);
        }
        if let Some(set) = self.lengths.get_mut(name_length(traits)) {
            set.insert(no);
        }
        if let Some(id) = id_digits(traits) {
            self.ids.insert(id, no);
        }
        if let Some(mobile) = mobile_digits(traits) {
            self.mobiles.insert(mobile, no);
        }
        if let Some(ending) = mobile_ending(traits) {
            let holders = self.endings.entry(ending).or_default();
            if let Err(at) = holders.binary_search(&no) {
                holders.insert(at, no);
            }
        }
    }

    /// Takes a person out. `traits` are the ones they went in by.
    pub fn remove(&mut self, no: u32, traits: &Traits) {
        self.people.remove(no);
        for word in search_words(traits) {
            self.words.remove(word, no);
        }
        if let Some(word) = traits.words().first() {
            self.given.remove(word, no);
        }
        if let Some(set) = self.lengths.get_mut(name_length(traits)) {
            set.remove(no);
        }
        if let Some(id) = id_digits(traits) {
            self.ids.remove(id, no);
        }
        if let Some(mobile) = mobile_digits(traits) {
            self.mobiles.remove(mobile, no);
        }
        if let Some(holders) = mobile_ending(traits).and_then(|e| self.endings.get_mut(&e))
            && let Ok(at) = holders.binary_search(&no)
        {
            holders.remove(at);
        }
    }

    /// Takes many in at once, into an index of their own. A number that comes twice is taken the first time only.
    pub fn build(people: impl IntoIterator<Item = (u32, Traits)>) -> Self {
        let mut index = Self::default();
        let mut words: HashMap<Box<str>, Vec<u32>> = HashMap::new();
        let mut given: HashMap<Box<str>, Vec<u32>> = HashMap::new();
        let mut ids = Vec::new();
        let mut mobiles = Vec::new();
        for (no, traits) in people {
            if !index.people.insert(no) {
                continue;
            }
            for word in search_words(&traits) {
                add(&mut words, word, no);
            }
            if let Some(word) = traits.words().first() {
                add(&mut given, word, no);
            }
            if let Some(set) = index.lengths.get_mut(name_length(&traits)) {
                set.insert(no);
            }
            ids.extend(id_digits(&traits).map(|id| (id, no)));
            mobiles.extend(mobile_digits(&traits).map(|mobile| (mobile, no)));
            if let Some(ending) = mobile_ending(&traits) {
                index.endings.entry(ending).or_default().push(no);
            }
        }
        for holders in index.endings.values_mut() {
            holders.sort_unstable();
            holders.shrink_to_fit();
        }
        index.words = WordTable::build(words);
        index.given = WordTable::build(given);
        index.ids = NumberTable::build(ids);
        index.mobiles = NumberTable::build(mobiles);
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

    /// Those who answer to every part of the query, at most `limit` of them, the closest first:
    ///
    /// 1. whose own number was typed;
    /// 2. with more parts of the query matched by a whole word or number, not only by its beginning;
    /// 3. whose given name begins as the query's first word;
    /// 4. with fewer words in the name;
    /// 5. with the lower number.
    #[must_use]
    pub fn find(&self, query: &Query, limit: usize) -> Vec<u32> {
        let mut found = Vec::new();
        if query.is_empty() || limit == 0 {
            return found;
        }
        let mut parts: Vec<Part<'_>> = query
            .words
            .iter()
            .map(|word| self.word_part(word))
            .collect();
        let mut own = None;
        if !query.number.is_empty() {
            own = query
                .number
                .parse()
                .ok()
                .filter(|no| self.people.contains(*no));
            parts.push(self.number_part(&query.number, own));
        }
        // From the rarest on, so that each step has less to do.
        parts.sort_by_key(|part| part.matching.len());
        let mut rest = match intersect(parts.iter().map(|part| &*part.matching)) {
            Some(all) => all,
            None => return found,
        };
        if let Some(no) = own.filter(|no| rest.contains(*no)) {
            found.push(no);
            rest.to_mut().remove(no);
        }
        let given = query.words.first().map(|word| self.given.beginning(word));
        for level in levels(rest, &parts) {
            let (first, others) = match &given {
                Some(given) => (&*level & &**given, Some(&*level - &**given)),
                None => (level.into_owned(), None),
            };
            for group in [Some(first), others].into_iter().flatten() {
                if group.is_empty() {
                    continue;
                }
                if self.take_shortest(&group, limit, &mut found) {
                    return found;
                }
            }
        }
        found
    }

    /// Adds people of the group, shorter names and lower numbers first; true when there are `limit` of them.
    fn take_shortest(&self, group: &RoaringBitmap, limit: usize, found: &mut Vec<u32>) -> bool {
        for set in &self.lengths {
            let wanted = limit.saturating_sub(found.len());
            found.extend((group & set).iter().take(wanted));
            if found.len() >= limit {
                return true;
            }
        }
        false
    }

    fn word_part<'a>(&'a self, word: &'a str) -> Part<'a> {
        Part {
            matching: self.words.beginning(word),
            exactly: self.words.exactly(word).map(Cow::Borrowed),
        }
    }

    fn number_part<'a>(&'a self, typed: &str, own: Option<u32>) -> Part<'a> {
        let mut matching = Cow::Owned(RoaringBitmap::new());
        let mut exactly = RoaringBitmap::new();
        for (table, text) in [(&self.ids, typed), (&self.mobiles, &mobile_key(typed))] {
            let Some(digits) = Digits::parse(text) else {
                continue;
            };
            // No identity number begins with nothing, but 0 alone begins every mobile.
            unite(&mut matching, table.beginning(digits));
            exactly.extend(table.exactly(digits));
        }
        if typed.len() == 4
            && let Some(holders) = typed.parse().ok().and_then(|e: u16| self.endings.get(&e))
        {
            unite(&mut matching, Cow::Owned(holders.iter().copied().collect()));
        }
        if let Some(no) = own {
            matching.to_mut().insert(no);
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

/// The people of `all` by how many parts match them exactly: first those with the most.
fn levels<'a>(all: Cow<'a, RoaringBitmap>, parts: &[Part<'_>]) -> Vec<Cow<'a, RoaringBitmap>> {
    // At `n`, those with at least `n` parts exact.
    let mut at_least: Vec<Cow<'a, RoaringBitmap>> = vec![all];
    for exactly in parts.iter().filter_map(|part| part.exactly.as_deref()) {
        let reached: Vec<RoaringBitmap> = at_least.iter().map(|set| &**set & exactly).collect();
        for (n, set) in reached.into_iter().enumerate() {
            if set.is_empty() {
                break;
            }
            match at_least.get_mut(n + 1) {
                Some(known) => *known.to_mut() |= set,
                None => at_least.push(Cow::Owned(set)),
            }
        }
    }
    let mut above: Option<RoaringBitmap> = None;
    let mut levels = Vec::with_capacity(at_least.len());
    for set in at_least.into_iter().rev() {
        levels.push(match &above {
            Some(above) => Cow::Owned(&*set - above),
            None => set.clone(),
        });
        above = Some(set.into_owned());
    }
    levels
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

fn add(lists: &mut HashMap<Box<str>, Vec<u32>>, word: &str, no: u32) {
    match lists.get_mut(word) {
        Some(list) => list.push(no),
        None => {
            lists.insert(word.into(), vec![no]);
        }
    }
}

/// The words a person is found by, each once: those of the name, الحربي as حربي too, دخيل الله by its second word too,
/// and an identity number with letters in it.
fn search_words(traits: &Traits) -> impl Iterator<Item = &str> {
    let mut words: Vec<&str> = Vec::with_capacity(8);
    for word in traits.words() {
        words.push(word);
        words.push(without_article(word));
        words.extend(CLOSING.into_iter().filter(|end| word.ends_with(end)));
    }
    if id_digits(traits).is_none() {
        words.extend(traits.id());
    }
    words.sort_unstable();
    words.dedup();
    words.into_iter()
}

fn name_length(traits: &Traits) -> usize {
    traits.words().len().min(LONGEST_NAME)
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
