//! Dates as papers carry them: in one of two calendars, kept as written, the other derived.
//!
//! The Hijri side is the Umm al-Qura table of KACST (1300 to 1600 AH). Before 2000 the printed calendar often
//! differs from it by a day, so a derived date never decides a mismatch: see [`DateAgreement`] (policy row 56).

use std::fmt;

use chrono::{Datelike, Days, NaiveDate, Weekday};
use icu_calendar::{
    Date,
    cal::{Hijri, hijri::UmmAlQura},
    types::RataDie,
};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::input;

/// The two calendars Saudi papers use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Calendar {
    /// ميلادي
    Gregorian,
    /// هجري, by the Umm al-Qura table (أم القرى).
    UmmAlQura,
}

impl Calendar {
    /// The years a date may be written in: the whole table on the Hijri side, and the Gregorian years that lie
    /// wholly within it, so that every date has both. The two do not overlap: the year tells the calendar.
    #[must_use]
    pub fn years(self) -> std::ops::RangeInclusive<u16> {
        match self {
            Self::Gregorian => 1883..=2173,
            Self::UmmAlQura => 1300..=1600,
        }
    }

    fn of_year(year: u16) -> Option<Self> {
        [Self::Gregorian, Self::UmmAlQura]
            .into_iter()
            .find(|calendar| calendar.years().contains(&year))
    }
}

/// What is wrong with a date.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum DateError {
    /// Nothing was written.
    #[error("no date was written")]
    Empty,
    /// Not three numbers, one of them a year of four digits: `1446/06/01`, `01/06/1446`, `2024-12-02`.
    #[error("not a date: write it as 1446/06/01, 01/06/1446 or 2024-12-02")]
    Shape,
    /// No year of either calendar that a desk meets.
    #[error("the year {year} is in neither calendar (1300 to 1600 Hijri, 1883 to 2173 Gregorian)")]
    Year {
        /// The year as written.
        year: u16,
    },
    /// The suffix says one calendar, the year is of the other.
    #[error("the year {year} is not one of the calendar the date says it is in")]
    OtherCalendar {
        /// The year as written.
        year: u16,
        /// The calendar the suffix names.
        said: Calendar,
    },
    /// A month outside 1 to 12.
    #[error("there is no month {month}")]
    Month {
        /// The month as written.
        month: u8,
    },
    /// A day that this month, in this calendar, does not have.
    #[error("there is no day {day} in a month of {length} days")]
    Day {
        /// The day as written.
        day: u8,
        /// How many days that month has.
        length: u8,
        /// The calendar whose month that is.
        calendar: Calendar,
    },
}

/// A day of the Hijri calendar (هجري). Made from a date only, so it always exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct HijriDate {
    year: i32,
    month: u8,
    day: u8,
}

impl HijriDate {
    /// The year.
    #[must_use]
    pub fn year(self) -> i32 {
        self.year
    }

    /// The month, 1 (محرم) to 12 (ذو الحجة).
    #[must_use]
    pub fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, 1 to 30.
    #[must_use]
    pub fn day(self) -> u8 {
        self.day
    }
}

impl fmt::Display for HijriDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// One day in both calendars.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BothCalendars {
    /// ميلادي
    pub gregorian: NaiveDate,
    /// هجري
    pub hijri: HijriDate,
}

impl BothCalendars {
    /// The day of the week.
    #[must_use]
    pub fn weekday(self) -> Weekday {
        self.gregorian.weekday()
    }
}

/// One day in both calendars.
#[must_use]
pub fn both(date: NaiveDate) -> BothCalendars {
    BothCalendars {
        gregorian: date,
        hijri: hijri(date),
    }
}

/// The Hijri date of a day, by the Umm al-Qura table.
#[must_use]
pub fn hijri(date: NaiveDate) -> HijriDate {
    let day = RataDie::new(i64::from(date.num_days_from_ce()));
    let date = Date::from_rata_die(day, Hijri::new_umm_al_qura());
    HijriDate {
        year: date.year().extended_year(),
        month: date.month().ordinal,
        day: date.day_of_month().0,
    }
}

/// The day `months` Hijri months later, the last of that month where it is shorter. `None` outside the table.
#[must_use]
pub fn add_hijri_months(date: NaiveDate, months: u16) -> Option<NaiveDate> {
    let from = hijri(date);
    let index = from
        .year
        .checked_mul(12)?
        .checked_add(i32::from(from.month) - 1 + i32::from(months))?;
    let (year, month) = (
        index.div_euclid(12),
        u8::try_from(index.rem_euclid(12)).ok()? + 1,
    );
    let first = hijri_first(u16::try_from(year).ok()?, month)?;
    let day = from.day.min(first.days_in_month());
    naive(first.to_rata_die())?.checked_add_days(Days::new(u64::from(day) - 1))
}

/// The day `weeks` weeks later. `None` at the end of time.
#[must_use]
pub fn add_weeks(date: NaiveDate, weeks: u16) -> Option<NaiveDate> {
    date.checked_add_days(Days::new(u64::from(weeks) * 7))
}

/// The first day of a Hijri month of the table.
fn hijri_first(year: u16, month: u8) -> Option<Date<Hijri<UmmAlQura>>> {
    if !Calendar::UmmAlQura.years().contains(&year) {
        return None;
    }
    Date::try_new_hijri_with_calendar(i32::from(year), month, 1, Hijri::new_umm_al_qura()).ok()
}

fn naive(day: RataDie) -> Option<NaiveDate> {
    NaiveDate::from_num_days_from_ce_opt(i32::try_from(day.to_i64_date()).ok()?)
}

/// A date as a paper or a person gives it: its own calendar is kept, the other derived (policy row 56).
///
/// Two dates are equal when they are *written* the same; whether they say the same day is [`Self::agreement`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DateAsWritten {
    calendar: Calendar,
    year: u16,
    month: u8,
    day: u8,
    gregorian: NaiveDate,
}

impl DateAsWritten {
    /// A date of one calendar, part by part.
    ///
    /// # Errors
    /// Names the part that this calendar does not have.
    pub fn new(calendar: Calendar, year: u16, month: u8, day: u8) -> Result<Self, DateError> {
        if !calendar.years().contains(&year) {
            return Err(match Calendar::of_year(year) {
                Some(_) => DateError::OtherCalendar {
                    year,
                    said: calendar,
                },
                None => DateError::Year { year },
            });
        }
        let no_month = DateError::Month { month };
        let (first, length) = match calendar {
            Calendar::Gregorian => {
                let first = NaiveDate::from_ymd_opt(i32::from(year), u32::from(month), 1)
                    .ok_or(no_month)?;
                (Some(first), first.num_days_in_month())
            }
            Calendar::UmmAlQura => {
                let first = hijri_first(year, month).ok_or(no_month)?;
                (naive(first.to_rata_die()), first.days_in_month())
            }
        };
        if !(1..=length).contains(&day) {
            return Err(DateError::Day {
                day,
                length,
                calendar,
            });
        }
        let gregorian = first
            .and_then(|first| first.checked_add_days(Days::new(u64::from(day) - 1)))
            .ok_or(DateError::Year { year })?;
        Ok(Self {
            calendar,
            year,
            month,
            day,
            gregorian,
        })
    }

    /// Reads a date as typed: `1446/06/01`, `1446-6-1`, `01/06/1446`, `٢٠٢٤-١٢-٠٢`, `14460601`, with or without a
    /// suffix (`هـ`, `م`, `AH`, `CE`). The calendar follows from the year; a suffix must agree with it.
    ///
    /// # Errors
    /// Names the part that does not hold.
    pub fn parse(text: &str) -> Result<Self, DateError> {
        let (numbers, said) = split(text)?;
        let numbers: Vec<&str> = numbers.iter().map(String::as_str).collect();
        let (year, month, day) = match *numbers.as_slice() {
            [year, month, day] if year.len() == 4 => (year, month, day),
            [day, month, year] if year.len() == 4 => (year, month, day),
            [run] if run.len() == 8 => compact(run).ok_or(DateError::Shape)?,
            [] => {
                return Err(if said.is_none() {
                    DateError::Empty
                } else {
                    DateError::Shape
                });
            }
            _ => return Err(DateError::Shape),
        };
        let year = year.parse().map_err(|_| DateError::Shape)?;
        let part = |text: &str| match text.len() {
            1 | 2 => text.parse().map_err(|_| DateError::Shape),
            _ => Err(DateError::Shape),
        };
        let calendar = said
            .or(Calendar::of_year(year))
            .ok_or(DateError::Year { year })?;
        Self::new(calendar, year, part(month)?, part(day)?)
    }

    /// A Gregorian date, such as today's.
    ///
    /// # Errors
    /// [`DateError::Year`] outside the years of [`Calendar::years`].
    pub fn from_gregorian(date: NaiveDate) -> Result<Self, DateError> {
        let year = u16::try_from(date.year()).unwrap_or(u16::MAX);
        let part = |value: u32| u8::try_from(value).unwrap_or(u8::MAX);
        Self::new(
            Calendar::Gregorian,
            year,
            part(date.month()),
            part(date.day()),
        )
    }

    /// The calendar it was written in.
    #[must_use]
    pub fn calendar(self) -> Calendar {
        self.calendar
    }

    /// The year as written.
    #[must_use]
    pub fn year(self) -> u16 {
        self.year
    }

    /// The month as written.
    #[must_use]
    pub fn month(self) -> u8 {
        self.month
    }

    /// The day as written.
    #[must_use]
    pub fn day(self) -> u8 {
        self.day
    }

    /// The day it means, as a Gregorian date: derived where it was written in Hijri.
    #[must_use]
    pub fn gregorian(self) -> NaiveDate {
        self.gregorian
    }

    /// The day it means, as a Hijri date: derived where it was written in Gregorian.
    #[must_use]
    pub fn hijri(self) -> HijriDate {
        hijri(self.gregorian)
    }

    /// The day it means, in both calendars.
    #[must_use]
    pub fn both(self) -> BothCalendars {
        both(self.gregorian)
    }

    /// Whether two dates say the same day.
    #[must_use]
    pub fn agreement(self, other: Self) -> DateAgreement {
        let apart = self
            .gregorian
            .signed_duration_since(other.gregorian)
            .num_days()
            .abs();
        match apart {
            0 => DateAgreement::Same,
            1 if self.calendar != other.calendar => DateAgreement::OneDayApart,
            _ => DateAgreement::Different,
        }
    }
}

/// Whether two dates say the same day (policy row 56).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum DateAgreement {
    /// The same day.
    Same,
    /// Written in different calendars and a day apart, as tables and printed calendars differ: no mismatch.
    OneDayApart,
    /// Different days.
    Different,
}

impl DateAgreement {
    /// Whether this counts as saying the same.
    #[must_use]
    pub fn agrees(self) -> bool {
        self != Self::Different
    }
}

/// The runs of digits in a date, as ASCII, and the calendar its suffix names.
fn split(text: &str) -> Result<(Vec<String>, Option<Calendar>), DateError> {
    let mut numbers: Vec<String> = Vec::new();
    let mut suffix = String::new();
    let mut open = false;
    for c in text.chars().filter(|&c| !input::is_invisible(c)) {
        let separates = c.is_whitespace()
            || input::is_dash(c)
            || matches!(c, '/' | '.' | '\u{60D}' | '\\' | ',' | '،');
        if let Some(value) = input::digit(c) {
            if !suffix.is_empty() {
                return Err(DateError::Shape);
            }
            let ascii = char::from(b'0' + value);
            match numbers.last_mut() {
                Some(number) if open => number.push(ascii),
                _ => numbers.push(ascii.into()),
            }
            open = true;
        } else {
            open = false;
            if !separates {
                suffix.extend(c.to_lowercase());
            }
        }
    }
    let said = match suffix.as_str() {
        "" => None,
        "ه" | "ھ" | "هجري" | "هجرية" | "ah" | "h" => Some(Calendar::UmmAlQura),
        "م" | "ميلادي" | "ميلادية" | "ce" | "ad" | "g" => Some(Calendar::Gregorian),
        _ => return Err(DateError::Shape),
    };
    Ok((numbers, said))
}

/// Eight digits without a separator: the year first where digits five and six can be a month, else last. No date
/// reads both ways, as no year of either calendar begins with a month.
fn compact(run: &str) -> Option<(&str, &str, &str)> {
    let (head, tail) = run.split_at_checked(4)?;
    let (month, day) = tail.split_at_checked(2)?;
    let is_year = |text: &str| text.parse().ok().and_then(Calendar::of_year).is_some();
    if is_year(head) && month <= "12" {
        return Some((head, month, day));
    }
    let (day, month) = head.split_at_checked(2)?;
    is_year(tail).then_some((tail, month, day))
}

impl fmt::Display for DateAsWritten {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// A date may be a birth date: only its calendar is shown.
impl fmt::Debug for DateAsWritten {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DateAsWritten({:?}, …)", self.calendar)
    }
}

impl std::str::FromStr for DateAsWritten {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        Self::parse(text)
    }
}

impl TryFrom<String> for DateAsWritten {
    type Error = DateError;

    fn try_from(text: String) -> Result<Self, DateError> {
        Self::parse(&text)
    }
}

impl From<DateAsWritten> for String {
    fn from(date: DateAsWritten) -> Self {
        date.to_string()
    }
}

#[cfg(test)]
mod tests;
