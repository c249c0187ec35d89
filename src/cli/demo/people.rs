//! Made-up people, as many as are asked for. Person number n is the same in every run, and nobody real.
//!
//! Identity numbers begin with 19 and 29 and mobiles with 052, which are not given out; their check digits are right.

use chrono::{Datelike, Days, NaiveDate};

use super::chance::Chance;
use super::clock::written;
use super::words;
use crate::domain::address::PostalAddress;
use crate::domain::contact::Mobile;
use crate::domain::date::{Calendar, DateAsWritten};
use crate::domain::identity::{IdentityPaper, NoPaper};
use crate::domain::input::Line;
use crate::domain::money::Money;
use crate::domain::person::{Facts, Household, PersonName, Sex};

/// What the people are made from. Another seed makes other people.
const SEED: u64 = 0x1446_0601;

/// How many different numbers there are of a kind.
const NUMBERS: u64 = 10_000_000;

/// Of so many people, one is somebody registered before, spelt otherwise and without a paper.
const AGAIN_EVERY: u64 = 60;

/// The person of this place in the row, as stated on a day.
pub fn person(which: u64, city: &str, today: NaiveDate) -> Facts {
    let mut chance = Chance::of(SEED, which);
    if which % AGAIN_EVERY == AGAIN_EVERY - 1 {
        let former = person(which - chance.between(1, AGAIN_EVERY - 1), city, today);
        if former.paper.key().is_some() {
            return again(former);
        }
    }
    let sex = if chance.percent(55) {
        Sex::Female
    } else {
        Sex::Male
    };
    let given = match sex {
        Sex::Female => chance.text(&words::WOMEN),
        Sex::Male => chance.text(&words::MEN),
    };
    let name = PersonName {
        given: given.to_owned(),
        father: chance.text(&words::MEN).to_owned(),
        grandfather: if chance.percent(70) {
            chance.text(&words::MEN).to_owned()
        } else {
            String::new()
        },
        family: chance.text(&words::FAMILIES).to_owned(),
    };
    let resident = chance.percent(12);
    let nationality = if resident {
        chance.text(&["YE", "SY", "EG", "SD", "JO", "PK", "MM"])
    } else {
        "SA"
    };
    let household = chance.between(1, 9);
    Facts {
        name,
        sex: Some(sex),
        born: born(&mut chance, today),
        nationality: nationality.to_owned(),
        paper: paper(which, resident, &mut chance),
        mobile: Mobile::parse(&format!("052{:07}", scattered(which))).ok(),
        email: None,
        iban: None,
        home: PostalAddress {
            city: Line::parse(city).ok(),
            district: Line::parse(chance.text(&words::DISTRICTS)).ok(),
            ..PostalAddress::default()
        },
        household: Household {
            size: u16::try_from(household).ok(),
            dependants: u16::try_from(household.saturating_sub(1)).ok(),
            monthly_income: Money::parse(&(chance.between(0, 90) * 100).to_string()).ok(),
        },
        consent: true,
        extra: Default::default(),
    }
}

/// The same person, typed by somebody else on another day.
fn again(former: Facts) -> Facts {
    let respelt = |text: &str| {
        text.replace('ة', "ه")
            .replace(['أ', 'إ'], "ا")
            .replace("عبد ", "عبد")
    };
    Facts {
        name: PersonName {
            given: respelt(&former.name.given),
            father: respelt(&former.name.father),
            grandfather: String::new(),
            family: respelt(&former.name.family),
        },
        paper: IdentityPaper::None(NoPaper::NotBrought),
        ..former
    }
}

fn born(chance: &mut Chance, today: NaiveDate) -> Option<DateAsWritten> {
    let day = today.checked_sub_days(Days::new(chance.between(18 * 365, 85 * 365)))?;
    // Those born longer ago know their date by the Hijri calendar.
    let calendar = match day.year() < 1990 && chance.percent(70) {
        true => Calendar::UmmAlQura,
        false => Calendar::Gregorian,
    };
    written(day, calendar)
}

fn paper(which: u64, resident: bool, chance: &mut Chance) -> IdentityPaper {
    if chance.percent(3) {
        return IdentityPaper::None(NoPaper::UnderRenewal);
    }
    let kind = if resident { "29" } else { "19" };
    let nine = format!("{kind}{:07}", scattered(which));
    // The one last digit that the check lets through.
    (0..10)
        .find_map(|last| IdentityPaper::parse(&format!("{nine}{last}")).ok())
        .unwrap_or(IdentityPaper::None(NoPaper::UnderRenewal))
}

/// Another number for each of ten million, in no order: the factor has no divisor in common with ten, so that no two
/// fall together.
fn scattered(which: u64) -> u64 {
    (which % NUMBERS * 7_368_787 + 1_234_567) % NUMBERS
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 21).unwrap()
    }

    #[test]
    fn no_two_have_one_number() {
        let numbers: HashSet<u64> = (0..100_000).map(scattered).collect();
        assert_eq!(numbers.len(), 100_000);
        let papers: Vec<String> = (0..2_000)
            .filter_map(|which| person(which, "تبوك", today()).paper.key())
            .collect();
        assert_eq!(papers.iter().collect::<HashSet<_>>().len(), papers.len());
        assert!(papers.len() > 1_800);
    }

    #[test]
    fn the_same_place_is_the_same_person() {
        assert_eq!(person(7, "تبوك", today()), person(7, "تبوك", today()));
        assert_ne!(person(7, "تبوك", today()), person(8, "تبوك", today()));
    }

    #[test]
    fn they_are_of_all_kinds() {
        let people: Vec<Facts> = (0..600)
            .map(|which| person(which, "تبوك", today()))
            .collect();
        let some = |of: &dyn Fn(&Facts) -> bool| people.iter().filter(|facts| of(facts)).count();
        for (count, least) in [
            (some(&|facts| facts.sex == Some(Sex::Male)), 150),
            (some(&|facts| facts.nationality != "SA"), 30),
            (some(&|facts| facts.paper.key().is_none()), 10),
            (
                some(&|facts| {
                    facts
                        .born
                        .is_some_and(|born| born.calendar() == Calendar::UmmAlQura)
                }),
                150,
            ),
            (
                some(&|facts| {
                    facts
                        .born
                        .is_some_and(|born| born.calendar() == Calendar::Gregorian)
                }),
                150,
            ),
        ] {
            assert!(count >= least, "{count} < {least}");
        }
        assert!(
            people
                .iter()
                .all(|facts| facts.born.is_some() && facts.mobile.is_some())
        );
    }
}
