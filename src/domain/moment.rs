//! When something happened, and on which day that was in the Kingdom.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::ids::StaffNo;

/// Milliseconds since 1970 UTC. Handed in from outside: the domain has no clock.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Moment(pub i64);

/// Saudi Arabia is three hours ahead of UTC all year round.
const KINGDOM_HOURS_AHEAD: i64 = 3;

impl Moment {
    fn local(self) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(self.0)
            .and_then(|at| at.checked_add_signed(TimeDelta::hours(KINGDOM_HOURS_AHEAD)))
            .unwrap_or(DateTime::UNIX_EPOCH)
    }

    /// The day it was in the Kingdom.
    pub fn date(self) -> NaiveDate {
        self.local().date_naive()
    }

    /// The hour it was in the Kingdom.
    pub fn time(self) -> NaiveTime {
        self.local().time()
    }

    /// The moment its day began in the Kingdom.
    pub fn day_begun(self) -> Moment {
        const DAY: i64 = 24 * 60 * 60 * 1_000;
        let ahead = KINGDOM_HOURS_AHEAD * 60 * 60 * 1_000;
        let since = self.0.saturating_add(ahead).rem_euclid(DAY);
        Moment(self.0.saturating_sub(since))
    }

    /// Whole minutes from `earlier` to this moment; zero where `earlier` is later.
    pub fn minutes_since(self, earlier: Moment) -> u64 {
        u64::try_from(self.0.saturating_sub(earlier.0) / 60_000).unwrap_or(0)
    }

    /// Whole days of the calendar from `earlier` to this moment; zero where `earlier` is later.
    pub fn days_since(self, earlier: Moment) -> u64 {
        u64::try_from((self.date() - earlier.date()).num_days()).unwrap_or(0)
    }
}

/// Who did something, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Act {
    /// The member of staff.
    pub by: StaffNo,
    /// The moment.
    pub at: Moment,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_turns_at_midnight_in_riyadh() {
        let eve = Moment(1_795_208_399_000); // 2026-11-20T20:59:59Z
        assert_eq!(eve.date().to_string(), "2026-11-20");
        assert_eq!(Moment(eve.0 + 1_000).date().to_string(), "2026-11-21");
        assert_eq!(Moment(eve.0 + 1_000).days_since(eve), 1);
        assert_eq!(eve.minutes_since(Moment(eve.0 + 1)), 0);
        assert_eq!(Moment(eve.0 + 5_000).day_begun(), Moment(eve.0 + 1_000));
        assert_eq!(eve.day_begun().time().to_string(), "00:00:00");
        assert_eq!(
            Moment(i64::MAX).date(),
            DateTime::UNIX_EPOCH.date_naive(),
            "out of range is no panic"
        );
    }
}
