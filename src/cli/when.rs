//! Moments and days as they are printed.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use serde::{Serialize, Serializer};

use crate::domain::date;
use crate::domain::moment::Moment;

/// The clock, read here and nowhere else in what is typed at a shell.
pub fn now() -> Moment {
    Moment(Utc::now().timestamp_millis())
}

/// A moment in the Kingdom's time: RFC 3339 in JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct When(pub Moment);

impl When {
    /// As a program reads it: `2026-11-21T09:30:00+03:00`.
    pub fn rfc3339(self) -> String {
        self.told(|day, time| format!("{day}T{}+03:00", time.format("%H:%M:%S")))
    }

    /// As people read it: day and hour, `2026-11-21 09:30`.
    pub fn day_and_hour(self) -> String {
        self.told(|day, time| format!("{day} {}", time.format("%H:%M")))
    }

    /// Nothing where the calendar has no such moment: what a damaged record holds is not to look like a date.
    fn told(self, how: impl FnOnce(NaiveDate, NaiveTime) -> String) -> String {
        if DateTime::from_timestamp_millis(self.0.0).is_none() {
            return String::new();
        }
        how(self.0.date(), self.0.time())
    }
}

impl Serialize for When {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.rfc3339())
    }
}

/// A day in both calendars: `1448-06-11 · 2026-11-21`.
pub fn both(day: NaiveDate) -> String {
    format!("{} · {day}", date::hijri(day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_told_in_the_kingdoms_time() {
        let eve = When(Moment(1_795_208_399_000)); // 2026-11-20T20:59:59Z
        assert_eq!(eve.rfc3339(), "2026-11-20T23:59:59+03:00");
        assert_eq!(eve.day_and_hour(), "2026-11-20 23:59");
        for never in [i64::MAX, i64::MIN].map(|ms| When(Moment(ms))) {
            assert_eq!((never.rfc3339(), never.day_and_hour()), Default::default());
        }
        assert_eq!(both(eve.0.date()), "1448-06-10 · 2026-11-20");
    }
}
