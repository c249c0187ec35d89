//! Days in both calendars, moments, and how long ago something was.

use chrono::{NaiveDate, Timelike};

use super::staff;
use crate::arabic::isolate::{auto, ltr};
use crate::desk::state::Desk;
use crate::domain::date::{Calendar, DateAsWritten, DateError, both};
use crate::domain::moment::{Act, Moment};
use crate::domain::period::PeriodError;
use crate::domain::profile::Period;
use crate::locale::{Arg, Texts};

/// How long ago: minutes, then hours, then days of the calendar.
#[must_use]
pub fn age(desk: &Desk, since: Moment) -> String {
    counted(desk, "age", since)
}

/// How long it has waited, where a heading says that it waits: shorter than [`age`].
#[must_use]
pub fn wait(desk: &Desk, since: Moment) -> String {
    counted(desk, "wait", since)
}

fn counted(desk: &Desk, kind: &str, since: Moment) -> String {
    let minutes = desk.now.minutes_since(since);
    let (unit, count) = match minutes {
        0 => ("now", 0),
        1..60 => ("minutes", minutes),
        60..1440 => ("hours", minutes / 60),
        _ => ("days", desk.now.days_since(since)),
    };
    desk.say_with(&format!("{kind}-{unit}"), &[("count", count.into())])
}

/// A day in both calendars, the Hijri one first.
#[must_use]
pub fn both_dates(desk: &Desk, date: NaiveDate) -> String {
    let both = both(date);
    desk.say_with(
        "date-both",
        &[
            ("hijri", both.hijri.to_string().into()),
            ("gregorian", both.gregorian.to_string().into()),
        ],
    )
}

/// A day in the Hijri calendar alone, where there is no room for both.
#[must_use]
pub fn hijri_date(date: NaiveDate) -> String {
    both(date).hijri.to_string()
}

/// A date as it was written, and then in the other calendar: which of the two was written is seen by the order.
#[must_use]
pub fn written_date(desk: &Desk, date: DateAsWritten) -> String {
    written(&desk.texts, date)
}

/// The same, where there is no desk around it.
#[must_use]
pub fn written(texts: &Texts, date: DateAsWritten) -> String {
    let both = date.both();
    let (id, other) = match date.calendar() {
        Calendar::UmmAlQura => ("date-written-hijri", both.gregorian.to_string()),
        Calendar::Gregorian => ("date-written-gregorian", both.hijri.to_string()),
    };
    texts.with(
        id,
        &[
            ("written", date.to_string().into()),
            ("derived", other.into()),
        ],
    )
}

/// A period of a profile.
#[must_use]
pub fn period(texts: &Texts, period: Period) -> String {
    let id = match period {
        Period::Weeks(_) => "profile-weeks",
        Period::HijriMonths(_) => "profile-hijri-months",
        Period::GregorianMonths(_) => "profile-gregorian-months",
    };
    texts.with(id, &[("count", i64::from(period.count()).into())])
}

/// The hour of a moment.
#[must_use]
pub fn hour(at: Moment) -> String {
    let time = at.time();
    format!("{:02}:{:02}", time.hour(), time.minute())
}

/// A moment: the hour today, the day and the hour else.
#[must_use]
pub fn moment(desk: &Desk, at: Moment) -> String {
    let time = hour(at);
    if at.date() == desk.now.date() {
        desk.say_with("moment-today", &[("time", time.into())])
    } else {
        ltr(&format!("{} {time}", hijri_date(at.date())))
    }
}

/// Who did something, and when.
#[must_use]
pub fn act(desk: &Desk, act: Act) -> String {
    format!("{} · {}", auto(&staff(desk, act.by)), moment(desk, act.at))
}

/// What is wrong with a date.
#[must_use]
pub fn wrong_date(texts: &Texts, error: &DateError) -> String {
    let with = |id: &str, args: &[(&str, String)]| {
        let args: Vec<(&str, Arg<'_>)> = args
            .iter()
            .map(|(name, value)| (*name, Arg::from(value.as_str())))
            .collect();
        texts.with(id, &args)
    };
    match error {
        DateError::Empty => texts.get("row-empty"),
        DateError::Shape => texts.get("date-shape"),
        DateError::Year { year } => with("date-year", &[("year", year.to_string())]),
        DateError::OtherCalendar { year, .. } => {
            with("date-other-calendar", &[("year", year.to_string())])
        }
        DateError::Month { month } => with("date-month", &[("month", month.to_string())]),
        DateError::Day { day, length, .. } => with(
            "date-day",
            &[("day", day.to_string()), ("length", length.to_string())],
        ),
    }
}

/// What is wrong with a period.
#[must_use]
pub fn wrong_period(texts: &Texts, error: &PeriodError) -> String {
    match error {
        // The shapes of a period are more than those of a date.
        PeriodError::Date(DateError::Shape | DateError::Empty) => texts.get("period-shape"),
        PeriodError::Date(error) => wrong_date(texts, error),
        PeriodError::Backwards { from, to } => texts.with(
            "period-backwards",
            &[
                ("from", from.to_string().into()),
                ("to", to.to_string().into()),
            ],
        ),
    }
}
