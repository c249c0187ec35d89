//! Who has which word in their name, and whose name has a word that begins so.

use crate::arabic::fold::without_article;
use crate::matching::slips::one_slip_away;
use roaring::{MultiOps, RoaringBitmap};
use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::ops::Bound;
use std::sync::Arc;

/// A beginning shared by more words than this keeps its own set of people; a rarer one is united when asked for.
const WORDS_WITHOUT_A_SET: usize = 32;

/// So does one that more people than this share in several words.
const PEOPLE_WITHOUT_A_SET: u64 = 2_048;

/// A set of fewer people than this is small.
const SMALL: u64 = 512;

/// A word which so many people have is no slip.
const MANY: u64 = 128;
/// The longest word that slips are looked for in, in letters: they grow with its square, and no name is longer.
const LONGEST: usize = 24;
/// Letters a slip may put in a word, as folding leaves them.
const ARABIC: &str = "ءابتثجحخدذرزسشصضطظعغفقكلمنهوي";
const LATIN: &str = "abcdefghijklmnopqrstuvwxyz";

/// The words, each with its people; and the beginnings, each with how many words it has and, when many, its people.
///
/// A beginning is listed only where the one a letter shorter keeps a set, so the table stays small.
#[derive(Default)]
pub(super) struct WordTable {
    pub(super) words: HashMap<Arc<str>, RoaringBitmap>,
    pub(super) order: BTreeSet<Arc<str>>,
    pub(super) beginnings: HashMap<Box<str>, Beginning>,
}

#[derive(Default)]
pub(super) struct Beginning {
    pub(super) words: usize,
    /// How often somebody was entered under one of its words: at least as many as its people.
    pub(super) entries: u64,
    pub(super) people: Option<RoaringBitmap>,
}

/// Whether uniting so many words of so many people at every keystroke would be felt.
fn is_crowded(words: usize, entries: u64) -> bool {
    words > WORDS_WITHOUT_A_SET || (words > 1 && entries > PEOPLE_WITHOUT_A_SET)
}

impl WordTable {
    pub(super) fn insert(&mut self, word: &str, no: u32) {
        match self.words.get_mut(word) {
            Some(people) => {
                people.insert(no);
            }
            None => {
                let kept: Arc<str> = word.into();
                self.order.insert(kept.clone());
                self.words.insert(kept, RoaringBitmap::from([no]));
                self.count_new(word);
            }
        }
        for text in beginnings_of(word) {
            let Some(beginning) = self.beginnings.get_mut(text) else {
                break;
            };
            beginning.entries += 1;
            if let Some(people) = &mut beginning.people {
                people.insert(no);
                continue;
            }
            if is_crowded(beginning.words, beginning.entries) {
                self.give_set(text);
            }
            break;
        }
    }

    pub(super) fn remove(&mut self, word: &str, no: u32) {
        let Some(people) = self.words.get_mut(word) else {
            return;
        };
        people.remove(no);
        let gone = people.is_empty();
        if gone {
            self.words.remove(word);
            self.order.remove(word);
        }
        for text in beginnings_of(word) {
            let Some(beginning) = self.beginnings.get_mut(text) else {
                break;
            };
            beginning.words -= usize::from(gone);
            beginning.entries = beginning.entries.saturating_sub(1);
            match &mut beginning.people {
                Some(people) => people.remove(no),
                None => break,
            };
        }
    }

    fn count_new(&mut self, word: &str) {
        for text in beginnings_of(word) {
            let beginning = self.beginnings.entry(text.into()).or_default();
            beginning.words += 1;
            if beginning.people.is_some() {
                continue;
            }
            if is_crowded(beginning.words, beginning.entries) {
                self.give_set(text);
            }
            break;
        }
    }

    /// Gives a beginning its own set, and lists those one letter longer.
    fn give_set(&mut self, text: &str) {
        let people = self.range(text).map(|(_, people)| people).union();
        let mut longer: HashMap<Box<str>, Beginning> = HashMap::new();
        for (word, people) in self.range(text) {
            if let Some(next) = next_beginning(word, text.len()) {
                let next = longer.entry(next.into()).or_default();
                next.words += 1;
                next.entries += people.len();
            }
        }
        let crowded: Vec<String> = longer
            .iter()
            .filter(|(_, next)| is_crowded(next.words, next.entries))
            .map(|(text, _)| text.to_string())
            .collect();
        self.beginnings.extend(longer);
        self.beginnings.entry(text.into()).or_default().people = Some(people);
        for next in crowded {
            self.give_set(&next);
        }
    }

    /// The people with exactly this word.
    pub(super) fn exactly(&self, word: &str) -> Option<&RoaringBitmap> {
        self.words.get(word)
    }

    /// The people with a word that begins so.
    pub(super) fn beginning<'a>(&'a self, text: &'a str) -> Cow<'a, RoaringBitmap> {
        if let Some(people) = self.beginnings.get(text).and_then(|b| b.people.as_ref()) {
            return Cow::Borrowed(people);
        }
        unite(self.range(text).map(|(_, people)| people))
    }

    /// The people with this word, and those with it without its article where that is not a name of many others.
    pub(super) fn with_or_without_article(&self, word: &str) -> Option<&RoaringBitmap> {
        // Whoever is found by the word is found by it without its article.
        let (whole, bare) = (self.words.get(word), self.words.get(without_article(word)));
        let whole_len = whole.map_or(0, RoaringBitmap::len);
        bare.filter(|bare| bare.len() < whole_len + MANY).or(whole)
    }

    /// The people with a word one slip away. A word that many have is a name of its own and not a slip of another that
    /// many have, so of two such words neither is near the other.
    pub(super) fn near(&self, word: &str) -> RoaringBitmap {
        if word.chars().nth(LONGEST).is_some() {
            return RoaringBitmap::new();
        }
        let many = |people: &&RoaringBitmap| people.len() >= MANY;
        let named = self.words.get(word).filter(many).is_some();
        let letters = if word.is_ascii() { LATIN } else { ARABIC };
        let mut near = Vec::new();
        one_slip_away(word, letters, |word| {
            near.extend(
                self.words
                    .get(word)
                    .filter(|people| !(named && many(people))),
            );
        });
        unite(near.into_iter()).into_owned()
    }

    /// The words that begin so, in order.
    fn range<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (&'a str, &'a RoaringBitmap)> {
        self.order
            .range::<str, _>((Bound::Included(text), Bound::Unbounded))
            .take_while(move |word| word.starts_with(text))
            .filter_map(|word| Some((&**word, self.words.get(word)?)))
    }

    /// Fills an empty table at once, with lists in any order.
    pub(super) fn build(lists: HashMap<Box<str>, Vec<u32>>) -> Self {
        let set = |mut people: Vec<u32>| {
            people.sort_unstable();
            people.into_iter().collect()
        };
        let words: HashMap<Arc<str>, RoaringBitmap> = lists
            .into_iter()
            .map(|(word, people)| (word.into(), set(people)))
            .collect();
        let order: BTreeSet<Arc<str>> = words.keys().cloned().collect();
        let mut table = Self {
            words,
            order,
            beginnings: HashMap::new(),
        };
        let mut beginnings = HashMap::new();
        let listed: Vec<(&str, &RoaringBitmap)> = table.range("").collect();
        build_beginnings(&listed, 0, &mut beginnings);
        table.beginnings = beginnings;
        table
    }
}

/// Lists the beginnings one letter longer than `depth` bytes, and below them; gives the people of all words here.
fn build_beginnings(
    words: &[(&str, &RoaringBitmap)],
    depth: usize,
    out: &mut HashMap<Box<str>, Beginning>,
) -> RoaringBitmap {
    let mut sets = Vec::new();
    let same =
        |a: &(&str, _), b: &(&str, _)| next_beginning(a.0, depth) == next_beginning(b.0, depth);
    for group in words.chunk_by(same) {
        let Some(text) = group
            .first()
            .and_then(|(word, _)| next_beginning(word, depth))
        else {
            sets.extend(group.iter().map(|(_, people)| (*people).clone()));
            continue;
        };
        let entries = group.iter().map(|(_, people)| people.len()).sum();
        let crowded = is_crowded(group.len(), entries);
        let people = if crowded {
            build_beginnings(group, text.len(), out)
        } else {
            unite(group.iter().map(|(_, people)| *people)).into_owned()
        };
        sets.push(people.clone());
        out.insert(
            text.into(),
            Beginning {
                words: group.len(),
                entries,
                people: crowded.then_some(people),
            },
        );
    }
    sets.union()
}

/// The beginnings of a word, from its first letter to the whole.
fn beginnings_of(word: &str) -> impl Iterator<Item = &str> {
    word.char_indices()
        .filter_map(move |(at, c)| word.get(..at + c.len_utf8()))
}

/// The word as far as one letter beyond `depth` bytes.
fn next_beginning(word: &str, depth: usize) -> Option<&str> {
    let letter = word.get(depth..)?.chars().next()?;
    word.get(..depth + letter.len_utf8())
}

/// All the people of some sets. Most have very few, who are gathered first: setting up a union of all sets at once, or
/// one after the other, costs more.
fn unite<'a>(sets: impl Iterator<Item = &'a RoaringBitmap>) -> Cow<'a, RoaringBitmap> {
    let (small, large): (Vec<_>, Vec<_>) = sets.partition(|set| set.len() < SMALL);
    let mut all = match (&*small, &*large) {
        ([set], []) | ([], [set]) => return Cow::Borrowed(set),
        _ => {
            let mut people: Vec<u32> = small.into_iter().flatten().collect();
            people.sort_unstable();
            people.into_iter().collect::<RoaringBitmap>()
        }
    };
    for set in large {
        all = &all | set;
    }
    Cow::Owned(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_looked_for_in_no_word_longer_than_a_name() {
        for letter in ["a", "ا", "ن"] {
            for (letters, looked_for) in [(2, true), (LONGEST, true), (LONGEST + 1, false)] {
                let word = letter.repeat(letters);
                // One letter left out of what is kept.
                let kept = letter.repeat(letters - 1);
                let table = WordTable::build(HashMap::from([(kept.into(), vec![7])]));
                let near = table.near(&word);
                assert_eq!(near.contains(7), looked_for, "{letters} of {letter}");
                // Whole, it is found however long it is.
                let table = WordTable::build(HashMap::from([(word.clone().into(), vec![7])]));
                assert!(table.exactly(&word).is_some());
            }
        }
    }
}
