//! The days of the story and the working hours it is spread over: Sunday to Thursday, eight to half past two, in the Kingdom.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use crate::domain::date::{Calendar, DateAsWritten, hijri};
use crate::domain::moment::Moment;

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// How long a desk is open on a day, in milliseconds.
const OPEN: i64 = 6 * HOUR + 30 * MINUTE;

/// Eight in the Kingdom is five in UTC.
const OPENS_AT: i64 = 5 * HOUR;

/// The working days up to now, a while back.
#[derive(Debug)]
pub struct WorkingHours {
    /// When each day's desk opens, and how long it is open; the last day only up to now.
    days: Vec<(i64, i64)>,
}

impl WorkingHours {
    /// Those of the last `days` days of the calendar.
    pub fn until(now: Moment, days: u64) -> WorkingHours {
        let today = now.date();
        let opens = |day: NaiveDate| {
            i64::from(day.num_days_from_ce() - epoch().num_days_from_ce()) * DAY + OPENS_AT
        };
        let days = (0..=days)
            .rev()
            .filter_map(|back| today.checked_sub_days(Days::new(back)))
            .filter(|day| !is_weekend(*day))
            .map(|day| (opens(day), OPEN.min(now.0 - opens(day))))
            .filter(|(_, open)| *open > 0)
            .collect();
        WorkingHours { days }
    }

    /// The moment that lies so many parts of `parts` into these hours.
    pub fn at(&self, part: u64, parts: u64) -> Moment {
        let whole: i128 = self.days.iter().map(|(_, open)| i128::from(*open)).sum();
        let into = whole * i128::from(part) / i128::from(parts.max(1));
        let mut left = i64::try_from(into).unwrap_or(0);
        for (opens, open) in &self.days {
            if left < *open {
                return Moment(opens + left);
            }
            left -= open;
        }
        Moment(self.days.last().map_or(0, |(opens, open)| opens + open))
    }
}

fn epoch() -> NaiveDate {
    Moment(0).date()
}

/// So many minutes later.
pub fn minutes_after(moment: Moment, minutes: u64) -> Moment {
    Moment(moment.0 + i64::try_from(minutes).unwrap_or(0) * MINUTE)
}

/// The same hour so many days of the calendar later, or on the first working day after that.
pub fn days_after(moment: Moment, days: u64) -> Moment {
    let mut later = Moment(moment.0 + i64::try_from(days).unwrap_or(0) * DAY);
    while is_weekend(later.date()) {
        later.0 += DAY;
    }
    later
}

fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Fri | Weekday::Sat)
}

/// A day as somebody writes it who goes by this calendar.
pub fn written(day: NaiveDate, calendar: Calendar) -> Option<DateAsWritten> {
    let written = match calendar {
        Calendar::Gregorian => DateAsWritten::from_gregorian(day),
        Calendar::UmmAlQura => {
            let day = hijri(day);
            let year = u16::try_from(day.year()).ok()?;
            DateAsWritten::new(calendar, year, day.month(), day.day())
        }
    };
    written.ok()
}

/// So many days of the calendar before.
pub fn days_before(moment: Moment, days: u64) -> Moment {
    Moment(moment.0 - i64::try_from(days).unwrap_or(0) * DAY)
}

#[cfg(test)]
mod tests {
    use chrono::Timelike;

    use super::*;

    #[test]
    fn moments_rise_within_working_hours_and_never_reach_past_now() {
        for now in [1_795_208_399_000, 1_795_255_200_000, 1_795_341_600_000] {
            let now = Moment(now);
            let hours = WorkingHours::until(now, 42);
            let moments: Vec<Moment> = (0..1000).map(|part| hours.at(part, 1000)).collect();
            assert!(moments.is_sorted());
            for moment in moments {
                assert!(moment <= now);
                let hour = moment.time().hour();
                assert!((8..15).contains(&hour), "{}", moment.time());
                assert!(!matches!(
                    moment.date().weekday(),
                    Weekday::Fri | Weekday::Sat
                ));
            }
            assert!(
                hours.at(0, 1000).days_since(now) == 0 && now.days_since(hours.at(0, 1000)) > 38
            );
        }
    }
}
