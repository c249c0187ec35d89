//! Somebody's particulars as another hand types them on another day: spelt otherwise, with slips, with parts left out.
//!
//! How often each happens is an estimate of how desks work, made before anything was measured by it.

use chrono::{Datelike, NaiveDate};
use istiqbal::domain::person::Facts;
use istiqbal::matching::Traits;

use crate::figures::Chance;

const LETTERS: &str = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي";
const DIGITS: &str = "0123456789";

/// What a newcomer states.
#[derive(Clone)]
pub struct Stated {
    pub name: String,
    pub id: String,
    pub mobile: String,
    pub born: Option<NaiveDate>,
}

impl Stated {
    pub fn of(facts: &Facts) -> Stated {
        let mobile = facts.mobile.as_ref().map(|mobile| mobile.local());
        Stated {
            name: facts.name.line(),
            id: facts.paper.key().unwrap_or_default(),
            mobile: mobile.unwrap_or_default(),
            born: facts.born.map(|born| born.gregorian()),
        }
    }

    pub fn traits(&self) -> Traits {
        let traits = Traits::named(&self.name)
            .with_id(&self.id)
            .with_mobile(&self.mobile);
        match self.born {
            Some(day) => traits.with_birth(day),
            None => traits,
        }
    }
}

/// The same person, typed again.
pub fn typed_again(stated: &Stated, chance: &mut Chance) -> Stated {
    let mut again = stated.clone();
    again.name = respelt(&again.name, chance);
    if happens(30, chance) {
        again.name = slip(&again.name, LETTERS, chance);
    }
    let words: Vec<&str> = again.name.split(' ').collect();
    if words.len() > 3 && happens(10, chance) {
        // Without the grandfather's name.
        again.name = [&words[..2], &words[words.len() - 1..]].concat().join(" ");
    }
    match chance.below(100) {
        0..15 => again.id = slip(&again.id, DIGITS, chance),
        15..35 => again.id.clear(),
        _ => {}
    }
    match chance.below(100) {
        0..30 => again.mobile = format!("05{:08}", chance.below(100_000_000)),
        30..37 => again.mobile = slip(&again.mobile, DIGITS, chance),
        _ => {}
    }
    again.born = again.born.and_then(|day| other_day(day, chance));
    again
}

fn happens(percent: usize, chance: &mut Chance) -> bool {
    chance.below(100) < percent
}

fn respelt(name: &str, chance: &mut Chance) -> String {
    let mut name = name.to_owned();
    for (from, to) in [
        ("أ", "ا"),
        ("إ", "ا"),
        ("ة", "ه"),
        ("ى", "ي"),
        ("عبد ", "عبد"),
    ] {
        if happens(40, chance) {
            name = name.replace(from, to);
        }
    }
    name
}

/// One letter left out, put in, changed, or swapped with the next; never the first.
fn slip(text: &str, letters: &str, chance: &mut Chance) -> String {
    let mut text: Vec<char> = text.chars().collect();
    let letters: Vec<char> = letters.chars().collect();
    if text.len() < 3 {
        return text.into_iter().collect();
    }
    let at = 1 + chance.below(text.len() - 2);
    let letter = letters[chance.below(letters.len())];
    match chance.below(4) {
        0 => drop(text.remove(at)),
        1 => text.insert(at, letter),
        2 => text[at] = letter,
        _ => text.swap(at, at + 1),
    }
    text.into_iter().collect()
}

fn other_day(day: NaiveDate, chance: &mut Chance) -> Option<NaiveDate> {
    let year = |off: i32| day.with_year(day.year() + off);
    match chance.below(100) {
        0..8 => NaiveDate::from_ymd_opt(day.year(), day.day(), day.month()).or(Some(day)),
        8..18 => NaiveDate::from_ymd_opt(day.year(), 1, 1),
        18..20 => year(-1).or(Some(day)),
        20..22 => year(1).or(Some(day)),
        22..27 => None,
        _ => Some(day),
    }
}
