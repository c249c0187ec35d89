use proptest::prelude::*;

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn every_way_of_writing_is_read() {
    for (text, written, calendar, gregorian, hijri) in [
        (
            "2024-12-02",
            "2024-12-02",
            Calendar::Gregorian,
            "2024-12-02",
            "1446-06-01",
        ),
        (
            "1446/06/01",
            "1446-06-01",
            Calendar::UmmAlQura,
            "2024-12-02",
            "1446-06-01",
        ),
        (
            "1446-6-1",
            "1446-06-01",
            Calendar::UmmAlQura,
            "2024-12-02",
            "1446-06-01",
        ),
        (
            "01/06/1446",
            "1446-06-01",
            Calendar::UmmAlQura,
            "2024-12-02",
            "1446-06-01",
        ),
        (
            "01 / 06 / 1446 هـ",
            "1446-06-01",
            Calendar::UmmAlQura,
            "2024-12-02",
            "1446-06-01",
        ),
        (
            "02 / 12 / 2024 م",
            "2024-12-02",
            Calendar::Gregorian,
            "2024-12-02",
            "1446-06-01",
        ),
        (
            "١/٦/١٤٤٦",
            "1446-06-01",
            Calendar::UmmAlQura,
            "2024-12-02",
            "1446-06-01",
        ),
        (
            "\u{200F}۱۴۴۶.۶.۱",
            "1446-06-01",
            Calendar::UmmAlQura,
            "2024-12-02",
            "1446-06-01",
        ),
        (
            "2024-12-02 CE",
            "2024-12-02",
            Calendar::Gregorian,
            "2024-12-02",
            "1446-06-01",
        ),
        (
            "1442/12/22ه",
            "1442-12-22",
            Calendar::UmmAlQura,
            "2021-08-01",
            "1442-12-22",
        ),
        (
            "1442/12/22 A.H.",
            "1442-12-22",
            Calendar::UmmAlQura,
            "2021-08-01",
            "1442-12-22",
        ),
        (
            "14460601",
            "1446-06-01",
            Calendar::UmmAlQura,
            "2024-12-02",
            "1446-06-01",
        ),
        (
            "01061446",
            "1446-06-01",
            Calendar::UmmAlQura,
            "2024-12-02",
            "1446-06-01",
        ),
        (
            "20021437",
            "1437-02-20",
            Calendar::UmmAlQura,
            "2015-12-02",
            "1437-02-20",
        ),
        (
            "14102015",
            "2015-10-14",
            Calendar::Gregorian,
            "2015-10-14",
            "1437-01-01",
        ),
        (
            "1300-01-01",
            "1300-01-01",
            Calendar::UmmAlQura,
            "1882-11-12",
            "1300-01-01",
        ),
    ] {
        let date = DateAsWritten::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(date.to_string(), written, "{text}");
        assert_eq!(date.calendar(), calendar, "{text}");
        assert_eq!(date.gregorian(), day(gregorian), "{text}");
        assert_eq!(date.hijri().to_string(), hijri, "{text}");
    }
}

#[test]
fn the_part_at_fault_is_named() {
    use Calendar::{Gregorian, UmmAlQura};
    for (text, error) in [
        ("", DateError::Empty),
        (" - - ", DateError::Empty),
        ("هـ", DateError::Shape),
        ("1446/06", DateError::Shape),
        ("1446/006/01", DateError::Shape),
        ("46/06/01", DateError::Shape),
        ("1446/06/01 ق", DateError::Shape),
        ("1446 هـ 06/01", DateError::Shape),
        ("144606011", DateError::Shape),
        ("1650/01/01", DateError::Year { year: 1650 }),
        ("2174/01/01", DateError::Year { year: 2174 }),
        ("1650/01/01 هـ", DateError::Year { year: 1650 }),
        (
            "1446/06/01 م",
            DateError::OtherCalendar {
                year: 1446,
                said: Gregorian,
            },
        ),
        (
            "2024/12/02 هـ",
            DateError::OtherCalendar {
                year: 2024,
                said: UmmAlQura,
            },
        ),
        ("1446/13/01", DateError::Month { month: 13 }),
        ("00/00/2024", DateError::Month { month: 0 }),
        (
            "2023/02/29",
            DateError::Day {
                day: 29,
                length: 28,
                calendar: Gregorian,
            },
        ),
        (
            "1446/05/30",
            DateError::Day {
                day: 30,
                length: 29,
                calendar: UmmAlQura,
            },
        ),
        (
            "1446/05/00",
            DateError::Day {
                day: 0,
                length: 29,
                calendar: UmmAlQura,
            },
        ),
    ] {
        assert_eq!(DateAsWritten::parse(text), Err(error), "{text}");
    }
}

#[test]
fn every_day_comes_back_from_the_other_calendar() {
    let mut date = day("1900-01-01");
    let mut last = hijri(day("1899-12-31"));
    while date <= day("2070-12-31") {
        let as_hijri = hijri(date);
        let written = DateAsWritten::parse(&as_hijri.to_string()).unwrap();
        assert_eq!(written.gregorian(), date);
        assert_eq!(written.hijri(), as_hijri);
        assert!(as_hijri > last, "{as_hijri} follows {last}");
        last = as_hijri;
        date = date.succ_opt().unwrap();
    }
}

#[test]
fn agreement_forgives_a_day_between_calendars_only() {
    for (one, other, agreement) in [
        ("1446-06-01", "2024-12-02", DateAgreement::Same),
        ("1446-06-01", "2024-12-01", DateAgreement::OneDayApart),
        ("2024-12-03", "1446-06-01", DateAgreement::OneDayApart),
        ("1446-06-01", "2024-12-04", DateAgreement::Different),
        ("1446-06-01", "1446-06-02", DateAgreement::Different),
        ("2024-12-01", "2024-12-02", DateAgreement::Different),
        ("2024-12-02", "02/12/2024", DateAgreement::Same),
    ] {
        let [one, other] = [one, other].map(|text| DateAsWritten::parse(text).unwrap());
        assert_eq!(one.agreement(other), agreement);
        assert_eq!(other.agreement(one), agreement);
    }
}

#[test]
fn a_hijri_month_later_is_the_same_day_or_the_last() {
    for (from, months, to) in [
        ("1446-06-01", 1, "1446-07-01"),
        ("1446-12-15", 1, "1447-01-15"),
        ("1446-04-30", 1, "1446-05-29"),
        ("1446-04-30", 2, "1446-06-30"),
        ("1446-06-01", 12, "1447-06-01"),
        ("1446-06-01", 0, "1446-06-01"),
    ] {
        let [from, to] = [from, to].map(|text| DateAsWritten::parse(text).unwrap().gregorian());
        assert_eq!(
            add_hijri_months(from, months),
            Some(to),
            "{from} + {months}"
        );
    }
    assert_eq!(add_hijri_months(day("2174-11-20"), 1), None);
    assert_eq!(add_hijri_months(NaiveDate::MAX, u16::MAX), None);
    assert_eq!(add_weeks(day("2024-12-02"), 2), Some(day("2024-12-16")));
    assert_eq!(add_weeks(NaiveDate::MAX, 1), None);
}

#[test]
fn any_day_has_both_calendars() {
    assert_eq!(both(day("2024-12-02")).weekday(), Weekday::Mon);
    for date in [NaiveDate::MIN, NaiveDate::MAX] {
        assert_eq!(both(date).gregorian, date);
        assert!(DateAsWritten::from_gregorian(date).is_err());
    }
    assert_eq!(
        DateAsWritten::from_gregorian(day("2024-12-02")),
        DateAsWritten::parse("2024-12-02")
    );
}

#[test]
fn a_stored_date_keeps_its_calendar_and_shows_nothing() {
    let date = DateAsWritten::parse("1446-06-01").unwrap();
    let config = bincode::config::standard();
    let bytes = bincode::serde::encode_to_vec(date, config).unwrap();
    assert_eq!(
        bincode::serde::decode_from_slice(&bytes, config).unwrap(),
        (date, bytes.len())
    );
    assert!(serde_json::from_str::<DateAsWritten>("\"1446-05-30\"").is_err());
    assert_eq!(format!("{date:?}"), "DateAsWritten(UmmAlQura, …)");
}

/// Dates are kept as written and checked when read back: a table that moved a month's end would refuse a kept
/// one. Whoever updates the table sees it here first.
#[test]
fn the_table_is_the_one_that_kept_dates_were_checked_against() {
    let mut months = String::new();
    for year in Calendar::UmmAlQura.years() {
        for month in 1..=12 {
            let first = hijri_first(year, month).unwrap();
            months.push(if first.days_in_month() == 30 {
                '1'
            } else {
                '0'
            });
        }
    }
    assert_eq!(months.len(), 301 * 12);
    let print = blake3::hash(months.as_bytes()).to_hex();
    assert_eq!(&print[..16], "395bf580eee27ec1");
}

proptest! {
    #[test]
    fn no_text_panics(text in any::<String>()) {
        let _ = DateAsWritten::parse(&text);
    }

    #[test]
    fn what_looks_like_a_date_reads_the_same_again(text in "[0-9٠-٩]{1,4}[-/ ][0-9٠-٩]{1,2}[-/ ][0-9٠-٩]{1,4}( ?[هم])?") {
        if let Ok(date) = DateAsWritten::parse(&text) {
            prop_assert_eq!(DateAsWritten::parse(&date.to_string()), Ok(date));
        }
    }

    #[test]
    fn no_day_panics(days in any::<i32>(), months in any::<u16>()) {
        if let Some(date) = NaiveDate::from_num_days_from_ce_opt(days) {
            let _ = (both(date), add_hijri_months(date, months), add_weeks(date, months));
        }
    }
}
