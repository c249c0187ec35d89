//! Who has which number, and whose number begins so.

use roaring::RoaringBitmap;
use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

/// Longest number kept here, in digits.
const LONGEST: u32 = 18;
/// A beginning shared by more people than this keeps its own set; a rarer one is read out of the order.
const PEOPLE_WITHOUT_A_SET: usize = 1024;

/// A number or the beginning of one, so written that numbers sort as their digits read and every beginning is a range:
/// eighteen places to the base of eleven, a digit `d` as `d + 1`, a place not reached as 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Digits {
    code: u64,
    length: u32,
}

impl Digits {
    /// None where there is anything but digits, or too many.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut digits = Self { code: 0, length: 0 };
        for c in text.chars() {
            digits = digits.then(u64::from(c.to_digit(10)?))?;
        }
        Some(digits)
    }

    fn then(self, digit: u64) -> Option<Self> {
        let place = place(self.length + 1)?;
        Some(Self {
            code: self.code + (digit + 1) * place,
            length: self.length + 1,
        })
    }

    /// Its first `length` digits.
    fn first(self, length: u32) -> Self {
        let place = place(length).unwrap_or(1);
        Self {
            code: self.code - self.code % place,
            length,
        }
    }

    /// The codes of all numbers that begin so, itself among them.
    fn range(self) -> std::ops::Range<u64> {
        self.code..self.code + place(self.length).unwrap_or(1)
    }
}

/// What a digit at this place, counted from 1, is worth. Place 0 is worth more than any number.
fn place(at: u32) -> Option<u64> {
    LONGEST.checked_sub(at).map(|zeros| 11_u64.pow(zeros))
}

/// Numbers in order, each with its holder; and the beginnings, each with how many hold one and, when many, who.
#[derive(Default)]
pub(super) struct NumberTable {
    pub(super) numbers: BTreeSet<(u64, u32)>,
    pub(super) beginnings: HashMap<u64, Beginning>,
}

#[derive(Default)]
pub(super) struct Beginning {
    pub(super) holders: usize,
    pub(super) people: Option<RoaringBitmap>,
}

impl NumberTable {
    pub(super) fn insert(&mut self, number: Digits, no: u32) {
        if !self.numbers.insert((number.code, no)) {
            return;
        }
        for length in 0..=number.length {
            let text = number.first(length);
            let beginning = self.beginnings.entry(text.code).or_default();
            beginning.holders += 1;
            if let Some(people) = &mut beginning.people {
                people.insert(no);
                continue;
            }
            if beginning.holders > PEOPLE_WITHOUT_A_SET {
                self.give_set(text);
            }
            break;
        }
    }

    pub(super) fn remove(&mut self, number: Digits, no: u32) {
        if !self.numbers.remove(&(number.code, no)) {
            return;
        }
        for length in 0..=number.length {
            let Some(beginning) = self.beginnings.get_mut(&number.first(length).code) else {
                break;
            };
            beginning.holders -= 1;
            match &mut beginning.people {
                Some(people) => people.remove(no),
                None => break,
            };
        }
    }

    /// Gives a beginning its own set, and lists those one digit longer.
    fn give_set(&mut self, text: Digits) {
        let mut few: Vec<u32> = self.exactly(text).collect();
        let mut people = RoaringBitmap::new();
        for next in (0..10).filter_map(|digit| text.then(digit)) {
            let holders = self.read(next).count();
            if holders == 0 {
                continue;
            }
            self.beginnings.entry(next.code).or_default().holders = holders;
            if holders > PEOPLE_WITHOUT_A_SET {
                self.give_set(next);
                people |= &*self.beginning(next);
            } else {
                few.extend(self.read(next));
            }
        }
        few.sort_unstable();
        people |= few.into_iter().collect::<RoaringBitmap>();
        self.beginnings.entry(text.code).or_default().people = Some(people);
    }

    fn read(&self, text: Digits) -> impl Iterator<Item = u32> {
        self.numbers.range(bounds(text)).map(|(_, no)| *no)
    }

    /// The people whose number is exactly this.
    pub(super) fn exactly(&self, number: Digits) -> impl Iterator<Item = u32> {
        self.numbers
            .range((number.code, 0)..=(number.code, u32::MAX))
            .map(|(_, no)| *no)
    }

    /// The people whose number begins so.
    pub(super) fn beginning(&self, text: Digits) -> Cow<'_, RoaringBitmap> {
        match self
            .beginnings
            .get(&text.code)
            .and_then(|b| b.people.as_ref())
        {
            Some(people) => Cow::Borrowed(people),
            None => {
                let mut people: Vec<u32> = self.read(text).collect();
                people.sort_unstable();
                Cow::Owned(people.into_iter().collect())
            }
        }
    }

    /// Fills an empty table at once.
    pub(super) fn build(numbers: Vec<(Digits, u32)>) -> Self {
        let mut table = Self {
            numbers: numbers
                .into_iter()
                .map(|(number, no)| (number.code, no))
                .collect(),
            beginnings: HashMap::new(),
        };
        let all = Digits { code: 0, length: 0 };
        let holders = table.numbers.len();
        table.beginnings.insert(
            all.code,
            Beginning {
                holders,
                people: None,
            },
        );
        if holders > PEOPLE_WITHOUT_A_SET {
            table.give_set(all);
        }
        table
    }
}

fn bounds(text: Digits) -> std::ops::Range<(u64, u32)> {
    let range = text.range();
    (range.start, 0)..(range.end, 0)
}
