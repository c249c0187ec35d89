//! Periods (الفترات): the days a report is about, said in either calendar.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::date::{Calendar, DateAsWritten, DateError, hijri};
use super::input;

/// The days from one to another, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct DateRange {
    /// The first day.
    pub from: NaiveDate,
    /// The last day; never before the first.
    pub to: NaiveDate,
}

/// Why what was typed is no period.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PeriodError {
    /// One of its dates does not hold.
    #[error(transparent)]
    Date(#[from] DateError),
    /// It ends before it begins.
    #[error("the period ends on {to}, before it begins on {from}")]
    Backwards {
        /// Its first day.
        from: NaiveDate,
        /// Its last day.
        to: NaiveDate,
    },
}

/// A stretch of a calendar that holds a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stretch {
    /// Its month.
    Month,
    /// Its quarter.
    Quarter,
    /// Its year.
    Year,
}

impl Stretch {
    /// How many months it has.
    fn months(self) -> u8 {
        match self {
            Stretch::Month => 1,
            Stretch::Quarter => 3,
            Stretch::Year => 12,
        }
    }

    /// The word for it in text keys.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Stretch::Month => "month",
            Stretch::Quarter => "quarter",
            Stretch::Year => "year",
        }
    }
}

impl DateRange {
    /// From one day to another.
    ///
    /// # Errors
    /// Where it ends before it begins.
    pub fn new(from: NaiveDate, to: NaiveDate) -> Result<DateRange, PeriodError> {
        if to < from {
            return Err(PeriodError::Backwards { from, to });
        }
        Ok(DateRange { from, to })
    }

    /// The month, quarter or year of a calendar that a day lies in; the day alone where the table ends.
    #[must_use]
    pub fn around(day: NaiveDate, stretch: Stretch, calendar: Calendar) -> DateRange {
        use chrono::Datelike;
        let (year, month) = match calendar {
            Calendar::Gregorian => (day.year(), u8::try_from(day.month()).unwrap_or(1)),
            Calendar::UmmAlQura => (hijri(day).year(), hijri(day).month()),
        };
        let first = month - (month - 1) % stretch.months();
        let year = u16::try_from(year).unwrap_or(0);
        months(calendar, year, first, stretch.months()).unwrap_or(DateRange { from: day, to: day })
    }

    /// Whether a day lies in it.
    #[must_use]
    pub fn holds(self, day: NaiveDate) -> bool {
        (self.from..=self.to).contains(&day)
    }

    /// How many days it has.
    #[must_use]
    pub fn days(self) -> u64 {
        u64::try_from((self.to - self.from).num_days()).unwrap_or(0) + 1
    }

    /// Reads a period as typed, in either calendar: a year (`1448`), a month (`1448/05`, `05/1448`, `2026-11`), a day,
    /// or two of these with `..`, `إلى`, `to` or a dash with spaces around it between them.
    ///
    /// # Errors
    /// Names the part that does not hold.
    pub fn parse(text: &str) -> Result<DateRange, PeriodError> {
        let text = text.trim();
        let halves = ["..", "…", " إلى ", " الى ", " to ", " - ", " – ", " — "]
            .iter()
            .find_map(|between| text.split_once(between));
        match halves {
            None => Ok(part(text)?),
            Some((from, to)) => DateRange::new(part(from)?.from, part(to)?.to),
        }
    }
}

/// So many months of a calendar from one on.
fn months(calendar: Calendar, year: u16, first: u8, count: u8) -> Result<DateRange, DateError> {
    let from = DateAsWritten::new(calendar, year, first, 1)?.gregorian();
    let next = first.saturating_add(count);
    let (year, next) = if next > 12 {
        (year.saturating_add(1), next - 12)
    } else {
        (year, next)
    };
    let to = DateAsWritten::new(calendar, year, next, 1)?
        .gregorian()
        .checked_sub_days(Days::new(1))
        .ok_or(DateError::Year { year })?;
    Ok(DateRange { from, to })
}

/// A year, a month or a day.
fn part(text: &str) -> Result<DateRange, DateError> {
    let mut numbers: Vec<String> = vec![];
    let mut open = false;
    for c in text.chars().filter(|c| !input::is_invisible(*c)) {
        match input::digit(c) {
            Some(value) => {
                let digit = char::from(b'0' + value);
                match numbers.last_mut() {
                    Some(number) if open => number.push(digit),
                    _ => numbers.push(digit.into()),
                }
                open = true;
            }
            None => open = false,
        }
    }
    let number = |text: &str| text.parse::<u16>().map_err(|_| DateError::Shape);
    let (year, month) = match numbers.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [year] if year.len() == 4 => (number(year)?, None),
        [year, month] if year.len() == 4 => (number(year)?, Some(number(month)?)),
        [month, year] if year.len() == 4 => (number(year)?, Some(number(month)?)),
        _ => {
            let day = DateAsWritten::parse(text)?.gregorian();
            return Ok(DateRange { from: day, to: day });
        }
    };
    let calendar = [Calendar::Gregorian, Calendar::UmmAlQura]
        .into_iter()
        .find(|calendar| calendar.years().contains(&year))
        .ok_or(DateError::Year { year })?;
    match month {
        None => months(calendar, year, 1, 12),
        Some(month) => {
            let month = u8::try_from(month).unwrap_or(u8::MAX);
            if !(1..=12).contains(&month) {
                return Err(DateError::Month { month });
            }
            months(calendar, year, month, 1)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn said(text: &str) -> String {
        match DateRange::parse(text) {
            Ok(range) => format!("{} {}", range.from, range.to),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn periods_are_read_in_either_calendar() {
        for (text, wanted) in [
            ("2026", "2026-01-01 2026-12-31"),
            ("2026-11", "2026-11-01 2026-11-30"),
            ("12/2026", "2026-12-01 2026-12-31"),
            ("1446/06", "2024-12-02 2024-12-31"),
            ("٠٦/١٤٤٦", "2024-12-02 2024-12-31"),
            ("1446-06-01", "2024-12-02 2024-12-02"),
            ("1446-06-01..2024-12-05", "2024-12-02 2024-12-05"),
            ("01/06/1446 إلى 1446/07", "2024-12-02 2025-01-30"),
            ("2026-01 - 2026-02", "2026-01-01 2026-02-28"),
            (
                "2026-02 to 2026-01-05",
                "the period ends on 2026-01-05, before it begins on 2026-02-01",
            ),
            ("1446/13", "there is no month 13"),
            (
                "3000",
                "the year 3000 is in neither calendar (1300 to 1600 Hijri, 1883 to 2173 Gregorian)",
            ),
        ] {
            assert_eq!(said(text), wanted, "{text}");
        }
        assert_eq!(DateRange::parse(""), Err(DateError::Empty.into()));
    }

    #[test]
    fn a_stretch_holds_its_day_and_nothing_of_the_next() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
        for (stretch, calendar, wanted) in [
            (Stretch::Month, Calendar::Gregorian, "2026-11-01 2026-11-30"),
            (
                Stretch::Quarter,
                Calendar::Gregorian,
                "2026-10-01 2026-12-31",
            ),
            (Stretch::Year, Calendar::Gregorian, "2026-01-01 2026-12-31"),
            (Stretch::Month, Calendar::UmmAlQura, "2026-11-11 2026-12-09"),
        ] {
            let range = DateRange::around(day, stretch, calendar);
            assert_eq!(format!("{} {}", range.from, range.to), wanted);
        }
    }

    proptest! {
        #[test]
        fn any_day_lies_in_each_of_its_stretches(days in 0i64..80_000) {
            let day = NaiveDate::from_ymd_opt(1900, 1, 1).unwrap() + chrono::TimeDelta::days(days);
            for calendar in [Calendar::Gregorian, Calendar::UmmAlQura] {
                let [month, quarter, year] = [Stretch::Month, Stretch::Quarter, Stretch::Year]
                    .map(|stretch| DateRange::around(day, stretch, calendar));
                prop_assert!(month.holds(day));
                prop_assert!(quarter.holds(month.from) && quarter.holds(month.to));
                prop_assert!(year.holds(quarter.from) && year.holds(quarter.to));
                prop_assert!((28..=31).contains(&month.days()) && year.days() <= 366);
            }
        }

        #[test]
        fn no_text_panics(text in "\\PC{0,40}") {
            let _ = DateRange::parse(&text);
        }
    }
}
