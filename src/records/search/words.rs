//! Who has which word in their name, and whose name has a word that begins so.

use roaring::{MultiOps, RoaringBitmap};
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::ops::Bound;

/// A beginning shared by more words than this keeps its own set of people; a rarer one is united when asked for.
const WORDS_WITHOUT_A_SET: usize = 32;

/// A set of fewer people than this is small.
const SMALL: u64 = 512;

/// The words, each with its people; and the beginnings, each with how many words it has and, when many, its people.
///
/// A beginning is listed only where the one a letter shorter keeps a set, so the table stays small.
#[derive(Default)]
pub(super) struct WordTable {
    words: BTreeMap<Box<str>, RoaringBitmap>,
    beginnings: HashMap<Box<str>, Beginning>,
}

#[derive(Default)]
struct Beginning {
    words: usize,
    people: Option<RoaringBitmap>,
}

impl WordTable {
    pub(super) fn insert(&mut self, word: &str, no: u32) {
        match self.words.get_mut(word) {
            Some(people) => {
                people.insert(no);
            }
            None => {
                self.words.insert(word.into(), RoaringBitmap::from([no]));
                self.count_new(word);
            }
        }
        for beginning in beginnings_of(word) {
            match self
                .beginnings
                .get_mut(beginning)
                .and_then(|b| b.people.as_mut())
            {
                Some(people) => people.insert(no),
                None => break,
            };
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
        }
        for text in beginnings_of(word) {
            let Some(beginning) = self.beginnings.get_mut(text) else {
                break;
            };
            beginning.words -= usize::from(gone);
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
            if beginning.words > WORDS_WITHOUT_A_SET {
                self.give_set(text);
            }
            break;
        }
    }

    /// Gives a beginning its own set, and lists those one letter longer.
    fn give_set(&mut self, text: &str) {
        let people = range(&self.words, text).map(|(_, people)| people).union();
        let mut longer: HashMap<&str, usize> = HashMap::new();
        for (word, _) in range(&self.words, text) {
            if let Some(next) = next_beginning(word, text.len()) {
                *longer.entry(next).or_default() += 1;
            }
        }
        let crowded: Vec<String> = longer
            .iter()
            .filter(|(_, words)| **words > WORDS_WITHOUT_A_SET)
            .map(|(next, _)| (*next).to_owned())
            .collect();
        for (next, words) in longer {
            self.beginnings.insert(
                next.into(),
                Beginning {
                    words,
                    people: None,
                },
            );
        }
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
        unite(range(&self.words, text).map(|(_, people)| people))
    }

    /// Fills an empty table at once, with lists in any order.
    pub(super) fn build(lists: HashMap<Box<str>, Vec<u32>>) -> Self {
        let set = |mut people: Vec<u32>| {
            people.sort_unstable();
            people.into_iter().collect()
        };
        let words: BTreeMap<Box<str>, RoaringBitmap> = lists
            .into_iter()
            .map(|(word, people)| (word, set(people)))
            .collect();
        let listed: Vec<(&str, &RoaringBitmap)> = words.iter().map(|(w, p)| (&**w, p)).collect();
        let mut beginnings = HashMap::new();
        build_beginnings(&listed, 0, &mut beginnings);
        Self { words, beginnings }
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
        let crowded = group.len() > WORDS_WITHOUT_A_SET;
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

/// The words that begin so, in order.
fn range<'a>(
    words: &'a BTreeMap<Box<str>, RoaringBitmap>,
    text: &'a str,
) -> impl Iterator<Item = (&'a str, &'a RoaringBitmap)> {
    words
        .range::<str, _>((Bound::Included(text), Bound::Unbounded))
        .map(|(word, people)| (&**word, people))
        .take_while(move |(word, _)| word.starts_with(text))
}
