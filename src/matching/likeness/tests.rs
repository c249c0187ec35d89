//! Each slip is found, and weighs what it is worth.

use super::*;
use Finding::*;
use proptest::prelude::*;

fn born(date: &str) -> Traits {
    Traits::default().with_birth(date.parse().unwrap())
}

fn findings(a: &Traits, b: &Traits) -> Vec<Finding> {
    compare(a, b)
        .reasons
        .into_iter()
        .map(|reason| reason.finding)
        .collect()
}

#[test]
fn numbers_tell_their_slips() {
    for (a, b, finding) in [
        ("1102334450", "1102334450", SameId),
        ("1102334450", "1102334451", IdOneDigitOff),
        ("1102334450", "1102343450", IdDigitsSwapped),
        ("1681068712", "1499823522", TwoValidIds),
        ("1681068712", "1499823523", IdDiffers),
        ("1681068712", "A1234567", IdDiffers),
    ] {
        let (a, b) = (Traits::default().with_id(a), Traits::default().with_id(b));
        assert_eq!(findings(&a, &b), [finding]);
    }
    for (a, b, finding) in [
        ("0551234567", "+966551234567", SameMobile),
        ("0551234567", "0551234568", MobileOneDigitOff),
        ("0551234567", "0551243567", MobileDigitsSwapped),
        ("0551234567", "0509876543", MobileDiffers),
    ] {
        let (a, b) = (
            Traits::default().with_mobile(a),
            Traits::default().with_mobile(b),
        );
        assert_eq!(findings(&a, &b), [finding]);
    }
}

#[test]
fn days_of_birth_tell_their_slips() {
    for (a, b, finding) in [
        ("1980-03-05", "1980-03-05", BornSame),
        ("1980-01-01", "1980-01-01", BornSameStandIn),
        ("1980-03-05", "1980-03-06", BornOneDayApart),
        ("1980-12-31", "1981-01-01", BornOneDayApart),
        ("1980-03-05", "1980-05-03", DayMonthSwapped),
        ("1980-03-05", "1980-01-01", YearAndStandIn),
        ("1980-03-05", "1980-11-20", BornSameYear),
        ("1980-03-05", "1980-03-25", BornOneDigitOff),
        ("1980-03-05", "1980-08-05", BornOneDigitOff),
        ("1980-03-15", "1983-03-15", BornOneDigitOff),
        ("1980-10-23", "1980-12-03", BornDigitsSwapped),
        ("1965-03-15", "1956-03-15", BornDigitsSwapped),
        ("1980-03-05", "1980-01-25", BornSameYear),
        ("1980-03-05", "1981-03-05", YearOffByOne),
        ("1980-03-05", "1990-03-05", YearOffByTen),
        ("1979-03-05", "1985-03-05", SameDayOfYear),
        ("1980-01-01", "1981-01-01", BornDiffers),
        ("1980-03-05", "1992-11-20", BornDiffers),
    ] {
        assert_eq!(findings(&born(a), &born(b)), [finding], "{a} {b}");
    }
    let hijri = |year, month, day| Ymd { year, month, day };
    for (a, b, finding) in [
        (hijri(1400, 3, 5), hijri(1400, 5, 3), DayMonthSwapped),
        (hijri(1400, 3, 5), hijri(1410, 3, 5), YearOffByTen),
        (hijri(1400, 7, 1), hijri(1400, 7, 1), BornSameStandIn),
        (hijri(1400, 3, 5), hijri(1400, 7, 1), YearAndStandIn),
        (hijri(1400, 3, 5), hijri(1400, 3, 25), BornOneDigitOff),
    ] {
        let (a, b) = (
            born("1980-01-22").with_birth_hijri(a),
            born("1980-03-20").with_birth_hijri(b),
        );
        assert_eq!(findings(&a, &b), [finding]);
    }
    // Only one of them was written by the Hijri calendar, and stands for the whole of 1400.
    let stand_in = born("1980-05-16").with_birth_hijri(hijri(1400, 7, 1));
    assert_eq!(findings(&stand_in, &born("1979-12-01")), [YearAndStandIn]);
    assert_eq!(findings(&stand_in, &born("1978-12-01")), [BornDiffers]);
}

#[test]
fn names_tell_what_differs() {
    for (names, wanted) in [
        ("نورة سعد الحربي / نورة سعد الحربي", vec![NameEqual]),
        (
            "نورة سعد الحربي / نوره بنت سعد الحربى",
            vec![NameEqualAfterFolding],
        ),
        (
            "نورة سعد ناصر الحربي / نورة سعد الحربي",
            vec![NamePartMissing, NameWordsEqual],
        ),
        (
            "نورة سعد ناصر الحربي / نورة سعد ناصر الحبري",
            vec![OneLetterApart],
        ),
        (
            "نورة سعد ناصر الحربي / نورة سعد ناصر حربي",
            vec![OneLetterApart],
        ),
        (
            "منيرة سعود ناصر الحربي / منيره سعودد ناصر الحبري",
            vec![LettersApart],
        ),
        (
            "نورة سعد ناصر الحربي / نورة سعدناصر الحربي",
            vec![Spacing, NameWordsEqual],
        ),
        (
            "نورة سعدناصر الحربي / نورة سعد ناصر الحربي",
            vec![Spacing, NameWordsEqual],
        ),
        (
            "نورة سعد الحربي / الحربي نورة سعد",
            vec![WordOrder, NameWordsEqual],
        ),
        (
            "نورة سعد الحربي / الحبري نورة سعد",
            vec![WordOrder, OneLetterApart],
        ),
        (
            "محمد سعد الحربي / سعد محمود الحربي",
            vec![GivenNameDiffers, NamePartMissing, NameWordsEqual],
        ),
        (
            "نورة سعد الحربي / مها سعد الحربي",
            vec![GivenNameDiffers, NameWordsEqual],
        ),
        (
            "سعد محمد الحربي / محمد الحربي",
            vec![GivenNameDiffers, NameWordsEqual],
        ),
        (
            "نورة سعد الحربي / نورة سعد العتيبي",
            vec![FamilyNameDiffers, NameWordsEqual],
        ),
        (
            "نورة سعد ناصر الحربي / نورة سعد خالد الحربي",
            vec![MiddleNameDiffers, NameWordsEqual],
        ),
        ("نورة / ", vec![]),
    ] {
        let (a, b) = names.split_once(" / ").unwrap();
        assert_eq!(
            findings(&Traits::named(a), &Traits::named(b)),
            wanted,
            "{names}"
        );
    }
}

/// Name, paper, mobile and day of birth, as far as they are known.
fn person(line: &str) -> Traits {
    let mut parts = line.split('|').map(str::trim);
    let mut next = || parts.next().filter(|part| !part.is_empty());
    let mut traits = Traits::named(next().unwrap());
    if let Some(id) = next() {
        traits = traits.with_id(id);
    }
    if let Some(mobile) = next() {
        traits = traits.with_mobile(mobile);
    }
    if let Some(birth) = next() {
        traits = traits.with_birth(birth.parse().unwrap());
    }
    traits
}

#[test]
fn pairs_known_from_desks_are_judged_right() {
    let noura = "نورة سعد ناصر الحربي | 1681068712 | 0551234567 | 1989-10-03";
    for (who, other, verdict) in [
        ("herself", noura, Verdict::Same),
        (
            "in a hurry",
            "نوره سعد الحربى | | 0551234567 | 1989-10-03",
            Verdict::Same,
        ),
        (
            "another mobile, no paper",
            "نورة سعد ناصر الحربي | | | 1989-10-04",
            Verdict::Same,
        ),
        (
            "a digit wrong",
            "نورة الحربي | 1681068713",
            Verdict::Possible,
        ),
        (
            "the same name alone",
            "نورة سعد ناصر الحربي",
            Verdict::Possible,
        ),
        (
            "a namesake",
            "نورة سعد ناصر الحربي | 1499823522 | 0509876543 | 1971-02-11",
            Verdict::Different,
        ),
        (
            "her brother",
            "فهد سعد ناصر الحربي | 1499823522 | 0551234567 | 1992-05-20",
            Verdict::Different,
        ),
        (
            "her twin",
            "مها سعد ناصر الحربي | 1499823522 | 0551234567 | 1989-10-03",
            Verdict::Different,
        ),
        (
            "her father",
            "سعد ناصر الحربي | | 0551234567 | 1960-07-01",
            Verdict::Different,
        ),
        (
            "a stranger",
            "خالد أحمد العتيبي | 1499823522 | 0509876543 | 1971-02-11",
            Verdict::Different,
        ),
        // Somebody else's number was written down for one of them, and the office takes it once.
        (
            "her number and nothing else",
            "خالد أحمد العتيبي | 1681068712 | 0509876543 | 1971-02-11",
            Verdict::Possible,
        ),
        (
            "a day of birth misread",
            "نورة الحربي | | | 1989-10-08",
            Verdict::Possible,
        ),
        // Alike in everything but two whole numbers: two twins with near names, or one person with two papers.
        (
            "who knows",
            "نورة سعد ناصر الحربي | 1499823522 | 0551234567 | 1989-10-03",
            Verdict::Possible,
        ),
    ] {
        let likeness = compare(&person(noura), &person(other));
        assert_eq!(likeness.verdict(), verdict, "{who}: {likeness:?}");
    }
}

proptest! {
    #[test]
    fn likeness_has_no_sides(
        a in "[محدنسعخالر ]{0,16}", b in "[محدنسعخالر ]{0,16}",
        ids in ("1[0-3]{2}", "1[0-3]{2}"),
        days in (0..4000_i64, 0..4000_i64),
    ) {
        let day = |n: i64| NaiveDate::from_ymd_opt(1980, 1, 1).unwrap() + chrono::Days::new(n.unsigned_abs());
        let a = Traits::named(&a).with_id(&ids.0).with_birth(day(days.0));
        let b = Traits::named(&b).with_id(&ids.1).with_birth(day(days.1));
        prop_assert_eq!(compare(&a, &b).score, compare(&b, &a).score);
    }

    #[test]
    fn nobody_is_likelier_than_oneself(a in "[محدنسعخالر ]{0,16}", b in "[محدنسعخالر ]{0,16}") {
        let (a, b) = (Traits::named(&a).with_id("1"), Traits::named(&b).with_id("1"));
        prop_assert!(compare(&a, &b).score <= compare(&a, &a).score.max(compare(&b, &b).score));
    }
}
