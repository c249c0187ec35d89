//! The subject's copy (نسخة صاحب البيانات): everything held about a person, given to them because they asked for it.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::ids::{BranchNo, PersonNo};
use super::moment::{Act, Moment};

/// Days within which it is to be given: those in which, as far as is known here, the Implementing Regulation of the Saudi
/// Personal Data Protection Law (2023, article 3) has whoever holds data act on what its subject asks for. Its text was
/// not at hand when this was written, and whether they may be extended is not asked here. The program counts days; it
/// claims nothing more.
pub const DAYS: u16 = 30;

/// The copy that a person asked for most recently.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubjectCopy {
    /// Whose.
    pub person: PersonNo,
    /// Where it was asked for.
    pub branch: BranchNo,
    /// When, and who took it down.
    pub asked: Act,
    /// When it was written last since it was asked for, and by whom.
    pub written: Option<Act>,
    /// When it was given, and by whom.
    pub given: Option<Act>,
}

impl SubjectCopy {
    /// Whether it is still to be given.
    #[must_use]
    pub fn is_due(&self) -> bool {
        self.given.is_none()
    }

    /// The last day for it.
    #[must_use]
    pub fn due(&self) -> NaiveDate {
        let asked = self.asked.at.date();
        asked
            .checked_add_days(Days::new(DAYS.into()))
            .unwrap_or(asked)
    }

    /// Days that are left; below zero once the last has passed.
    #[must_use]
    pub fn days_left(&self, now: Moment) -> i64 {
        (self.due() - now.date()).num_days()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::StaffNo;

    #[test]
    fn thirty_days_from_the_day_it_was_asked_for() {
        const DAY: i64 = 86_400_000;
        let copy = SubjectCopy {
            person: PersonNo(1),
            branch: BranchNo(1),
            asked: Act {
                by: StaffNo(1),
                at: Moment(0),
            },
            written: None,
            given: None,
        };
        assert_eq!(copy.due().to_string(), "1970-01-31");
        for (day, left) in [(0, 30), (18, 12), (30, 0), (31, -1)] {
            assert_eq!(copy.days_left(Moment(day * DAY)), left);
        }
    }
}
