//! Moments and days as they are printed.

use chrono::{NaiveDate, Utc};
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
        format!(
            "{}T{}+03:00",
            self.0.date(),
            self.0.time().format("%H:%M:%S")
        )
    }

    /// As people read it: day and hour, `2026-11-21 09:30`.
    pub fn day_and_hour(self) -> String {
        format!("{} {}", self.0.date(), self.0.time().format("%H:%M"))
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
        assert_eq!(
            When(Moment(i64::MAX)).rfc3339(),
            "1970-01-01T00:00:00+03:00",
            "out of range is no panic"
        );
        assert_eq!(both(eve.0.date()), "1448-06-10 · 2026-11-20");
    }
}
