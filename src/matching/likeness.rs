//! Is this the same person? A score, and every reason for it.
//!
//! Each thing compared adds the weight `log2(m/u)` of what was found (Fellegi and Sunter): `m` is how often it is found
//! between two registrations of one person, `u` how often between two strangers. The figures are estimates of how
//! desks work and of Saudi names and numbers, rounded; none is fitted to a file of people. Weights are whole tenths of a
//! bit, so that a score is the same on every machine.

use super::names::compare_names;
use super::slips::{DigitSlip, digit_slip};
use super::traits::{Traits, Ymd};
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// From here on a pair is shown as possibly one person: chance alone brings one stranger in 16,000 so far.
pub const POSSIBLE: i32 = 140;
/// From here on a pair is taken for one person until someone says otherwise: one stranger in 64 million.
pub const SAME: i32 = 260;

/// How alike two people are.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Likeness {
    /// The sum of the reasons' weights, in tenths of a bit.
    pub score: i32,
    /// What speaks for one person and what against, in the order id, mobile, name, birth, sex.
    pub reasons: Vec<Reason>,
}

/// What a score amounts to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Verdict {
    /// Two people.
    Different,
    /// Perhaps one person: someone should look.
    Possible,
    /// One person, as far as papers can tell.
    Same,
}

impl Likeness {
    /// What the score amounts to. Two whole identity numbers that differ are never one person without someone looking;
    /// nor are two people of one number ever passed over: a number belongs to one, so one of them is written wrong.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        match self.score {
            SAME.. if !self.has(Finding::TwoValidIds) => Verdict::Same,
            POSSIBLE.. => Verdict::Possible,
            _ if self.is_one_number() => Verdict::Possible,
            _ => Verdict::Different,
        }
    }

    /// Whether both have one identity number, whatever else speaks against it.
    #[must_use]
    pub fn is_one_number(&self) -> bool {
        self.has(Finding::SameId)
    }

    fn has(&self, finding: Finding) -> bool {
        self.reasons.iter().any(|reason| reason.finding == finding)
    }
}

/// One thing found between two people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Reason {
    /// What was found.
    pub finding: Finding,
    /// What it adds to the score, in tenths of a bit; against, when negative.
    pub weight: i32,
}

/// What may be found between two people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Finding {
    /// The same identity number.
    SameId,
    /// Identity numbers with one digit changed, missing or too many.
    IdOneDigitOff,
    /// Identity numbers with two neighbouring digits swapped.
    IdDigitsSwapped,
    /// Different identity numbers, at least one of which fails its check digit.
    IdDiffers,
    /// Different identity numbers, both of which hold: no slip of the hand explains them.
    TwoValidIds,
    /// The same mobile. Families share one, so it counts for less than its length says.
    SameMobile,
    /// Mobiles with one digit changed, missing or too many.
    MobileOneDigitOff,
    /// Mobiles with two neighbouring digits swapped.
    MobileDigitsSwapped,
    /// Different mobiles: people change them.
    MobileDiffers,
    /// The same name, letter for letter.
    NameEqual,
    /// The same name but for its spelling.
    NameEqualAfterFolding,
    /// All words that both names have are equal.
    NameWordsEqual,
    /// One word of the name differs by a letter.
    OneLetterApart,
    /// More than one word differs by a letter or two.
    LettersApart,
    /// A part of the name which the other has not.
    NamePartMissing,
    /// Two words of one name are written as one in the other.
    Spacing,
    /// The same words in another order.
    WordOrder,
    /// Another given name: the rest may be a family's.
    GivenNameDiffers,
    /// Another father's or grandfather's name.
    MiddleNameDiffers,
    /// Another family name.
    FamilyNameDiffers,
    /// Born on the same day.
    BornSame,
    /// The same day of birth, but one of those that are written when the day is not known.
    BornSameStandIn,
    /// Born one day apart: two calendars converted by two tables.
    BornOneDayApart,
    /// Day and month of birth swapped.
    DayMonthSwapped,
    /// Born in the same year, and one of the days is 1 January or 1 Rajab, written when the day is not known.
    YearAndStandIn,
    /// Born in the same year.
    BornSameYear,
    /// The same day and month, the year off by one.
    YearOffByOne,
    /// The same day and month, the year off by ten.
    YearOffByTen,
    /// The same day and month, another year.
    SameDayOfYear,
    /// Born on different days.
    BornDiffers,
    /// A woman and a man.
    SexDiffers,
    /// Days of birth with one digit changed.
    BornOneDigitOff,
    /// Days of birth with two neighbouring digits swapped.
    BornDigitsSwapped,
}

impl Finding {
    /// What finding it adds to the score, in tenths of a bit. Names have weights by their words instead.
    fn weight(self) -> i32 {
        match self {
            // One in a million would give 200, but a guardian's number is sometimes given for the child.
            Self::SameId => 170,
            Self::IdDigitsSwapped => 110,
            Self::IdOneDigitOff => 100,
            Self::IdDiffers => -40,
            Self::TwoValidIds => -80,
            Self::SameMobile => 90,
            Self::MobileDigitsSwapped => 60,
            Self::MobileOneDigitOff => 50,
            Self::MobileDiffers => -15,
            // One day in some 20,000, were it always written right.
            Self::BornSame => 130,
            Self::BornOneDayApart => 110,
            Self::DayMonthSwapped => 100,
            Self::YearOffByOne | Self::YearOffByTen | Self::BornDigitsSwapped => 60,
            // Some thirty of those 20,000 days are a digit away from one.
            Self::BornOneDigitOff => 50,
            Self::BornSameStandIn | Self::YearAndStandIn => 50,
            Self::SameDayOfYear => 30,
            Self::BornSameYear => 10,
            Self::BornDiffers => -50,
            Self::SexDiffers => -60,
            _ => 0,
        }
    }
}

/// What a mobile adds that is shared across different given names: it is the family's.
const FAMILY_MOBILE: i32 = 20;

/// Compares two people.
#[must_use]
pub fn compare(a: &Traits, b: &Traits) -> Likeness {
    let names = compare_names((a.name(), a.words()), (b.name(), b.words()));
    let mut reasons: Vec<Reason> = Vec::new();
    let plain = |finding: Finding| Reason {
        finding,
        weight: finding.weight(),
    };
    reasons.extend(both(a.id(), b.id()).map(|(a, b)| plain(compare_ids(a, b))));
    reasons.extend(both(a.mobile(), b.mobile()).map(|(a, b)| {
        let mut reason = plain(compare_mobiles(a, b));
        if names.given_differs {
            reason.weight = reason.weight.min(FAMILY_MOBILE);
        }
        reason
    }));
    reasons.extend(names.reasons);
    reasons.extend(compare_births(a, b).map(plain));
    if both(a.female(), b.female()).is_some_and(|(a, b)| a != b) {
        reasons.push(plain(Finding::SexDiffers));
    }
    Likeness {
        score: reasons.iter().map(|reason| reason.weight).sum(),
        reasons,
    }
}

fn both<T>(a: Option<T>, b: Option<T>) -> Option<(T, T)> {
    a.zip(b)
}

fn compare_ids(a: &str, b: &str) -> Finding {
    match digit_slip(a, b) {
        Some(DigitSlip::None) => Finding::SameId,
        Some(DigitSlip::Swapped) if !(holds(a) && holds(b)) => Finding::IdDigitsSwapped,
        Some(DigitSlip::OneDigit) if !(holds(a) && holds(b)) => Finding::IdOneDigitOff,
        _ if holds(a) && holds(b) => Finding::TwoValidIds,
        _ => Finding::IdDiffers,
    }
}

/// Whether a number is whole as a national ID or iqama: ten digits, from 1 or 2, with their check digit (Luhn).
fn holds(id: &str) -> bool {
    let digits: Option<Vec<u32>> = id.chars().map(|c| c.to_digit(10)).collect();
    digits.is_some_and(|digits| {
        let double = |d: u32| if d > 4 { 2 * d - 9 } else { 2 * d };
        let sum: u32 = digits
            .iter()
            .enumerate()
            .map(|(at, d)| if at % 2 == 0 { double(*d) } else { *d })
            .sum();
        digits.len() == 10 && matches!(digits.first(), Some(1 | 2)) && sum.is_multiple_of(10)
    })
}

fn compare_mobiles(a: &str, b: &str) -> Finding {
    match digit_slip(a, b) {
        Some(DigitSlip::None) => Finding::SameMobile,
        Some(DigitSlip::Swapped) => Finding::MobileDigitsSwapped,
        Some(DigitSlip::OneDigit) => Finding::MobileOneDigitOff,
        None => Finding::MobileDiffers,
    }
}

/// Half a Hijri year, in days.
const HALF_A_YEAR: i64 = 178;
/// What is written for a day of birth of which only the year is known: 1 Rajab, or 1 January.
const STAND_IN_HIJRI: (u8, u8) = (7, 1);
const STAND_IN: (u8, u8) = (1, 1);

/// Slips of the hand happen in the calendar that was written, so days both written by the Hijri one are compared there.
fn compare_births(a: &Traits, b: &Traits) -> Option<Finding> {
    let apart = both(a.birth(), b.birth()).map(|(a, b)| (a - b).num_days().abs());
    if apart == Some(1) {
        return Some(Finding::BornOneDayApart);
    }
    if let Some((a, b)) = both(a.birth_hijri(), b.birth_hijri()) {
        return Some(compare_days(a, b, STAND_IN_HIJRI));
    }
    let written = a.birth_hijri().or(b.birth_hijri());
    if written.is_some_and(|d| (d.month, d.day) == STAND_IN_HIJRI) && apart? <= HALF_A_YEAR {
        return Some(Finding::YearAndStandIn);
    }
    both(a.birth(), b.birth()).map(|(a, b)| compare_days(ymd(a), ymd(b), STAND_IN))
}

fn ymd(date: NaiveDate) -> Ymd {
    let small = |n: u32| u8::try_from(n).unwrap_or_default();
    Ymd {
        year: date.year(),
        month: small(date.month()),
        day: small(date.day()),
    }
}

/// `stand_in` is the month and day written in this calendar when only the year is known.
fn compare_days(a: Ymd, b: Ymd, stand_in: (u8, u8)) -> Finding {
    let is_stand_in = |d: Ymd| (d.month, d.day) == stand_in;
    let same_day = a.month == b.month && a.day == b.day;
    let years = (a.year - b.year).abs();
    match years {
        0 if same_day && is_stand_in(a) => Finding::BornSameStandIn,
        0 if same_day => Finding::BornSame,
        0 if a.month == b.day && a.day == b.month => Finding::DayMonthSwapped,
        0 if is_stand_in(a) || is_stand_in(b) => Finding::YearAndStandIn,
        _ if same_day && is_stand_in(a) => Finding::BornDiffers,
        1 if same_day => Finding::YearOffByOne,
        10 if same_day => Finding::YearOffByTen,
        _ => match digit_slip(&a.digits(), &b.digits()) {
            Some(DigitSlip::Swapped) => Finding::BornDigitsSwapped,
            Some(_) => Finding::BornOneDigitOff,
            None if years == 0 => Finding::BornSameYear,
            None if same_day => Finding::SameDayOfYear,
            None => Finding::BornDiffers,
        },
    }
}

#[cfg(test)]
mod tests;
