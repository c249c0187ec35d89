use super::*;
use crate::domain::date::{Calendar, DateAsWritten};
use crate::matching::traits::Ymd;
use crate::matching::{Verdict, compare};
use proptest::prelude::*;
use std::collections::BTreeSet;

const PEOPLE: &str = include_str!("../../../tests/fixtures/people-2000.csv");

fn read(rows: &str) -> Vec<Traits> {
    let person = |row: csv::StringRecord| {
        Traits::named(&row[1])
            .with_id(&row[0])
            .with_mobile(&row[2])
            .with_birth(row[3].parse().unwrap())
    };
    let mut rows = csv::Reader::from_reader(rows.as_bytes());
    rows.records().map(|row| person(row.unwrap())).collect()
}

fn people() -> Vec<(u32, Traits)> {
    (1..).zip(read(PEOPLE)).collect()
}

/// What [`SearchIndex::find`] promises, read off its documentation, one person at a time.
fn brute_force(people: &[(u32, Traits)], query: &Query, limit: usize) -> Vec<u32> {
    let mut found = Vec::new();
    if query.is_empty() {
        return Vec::new();
    }
    for (no, traits) in people {
        let words: Vec<&str> = search_words(traits).collect();
        if !query
            .words
            .iter()
            .all(|q| words.iter().any(|w| w.starts_with(q)))
        {
            continue;
        }
        let mut exact = query
            .words
            .iter()
            .filter(|q| words.contains(&q.as_str()))
            .count();
        let typed = &query.number;
        let own = !typed.is_empty() && typed.parse() == Ok(*no);
        if !typed.is_empty() {
            let mobile_typed = mobile_key(typed);
            let digits = |t: &&str| t.len() <= 18 && t.chars().all(|c| c.is_ascii_digit());
            let id = traits.id().filter(digits);
            let mobile = traits.mobile().filter(digits);
            let by_id = id.is_some_and(|id| id.starts_with(typed));
            let by_mobile = mobile.is_some_and(|m| m.starts_with(mobile_typed));
            let by_ending =
                typed.len() == 4 && mobile.is_some_and(|m| m.len() > 4 && m.ends_with(typed));
            if !(own || by_id || by_mobile || by_ending) {
                continue;
            }
            exact += usize::from(id == Some(typed) || mobile == Some(mobile_typed));
        }
        let given = query.words.first().is_some_and(|q| {
            traits
                .words()
                .first()
                .is_some_and(|w| w.starts_with(q.as_str()))
        });
        let length = traits.words().len().min(7);
        found.push((!own, Reverse(exact), !given, length, *no));
    }
    found.sort_unstable();
    found.into_iter().map(|(.., no)| no).take(limit).collect()
}

fn grown(people: &[(u32, Traits)]) -> SearchIndex {
    let mut index = SearchIndex::default();
    for (no, traits) in people {
        index.insert(*no, traits);
    }
    index
}

fn typed_prefixes(text: &str) -> impl Iterator<Item = &str> {
    text.char_indices()
        .map(|(at, c)| &text[..at + c.len_utf8()])
}

#[test]
fn each_keystroke_finds_what_brute_force_finds() {
    let people = people();
    let index = SearchIndex::build(people.clone());
    let mut asked = 0;
    for typed in [
        "نورة سعد الحربي",
        "محمد بن عبد الله العتيبي",
        "عبد الرحمن ال",
        "فاطمه القحطانى",
        "آل سعيد",
        "دخيل الله",
        "حربي محمد",
        "محمد محمد محمد",
        "0551234567",
        "1681068712",
        "966528816302",
        "1750",
        "محمد 05",
        "شهراني 6302",
        "لا أحد هنا",
        "ساره عبد الوهاب محمد الشهراني",
        "+966 52 881 6302",
    ] {
        for prefix in typed_prefixes(typed) {
            let query = Query::parse(prefix);
            for limit in [3, 5000] {
                assert_eq!(
                    index.find(&query, limit),
                    brute_force(&people, &query, limit),
                    "{prefix:?}"
                );
                asked += 1;
            }
        }
    }
    for (_, traits) in people.iter().step_by(250) {
        for text in [Some(traits.name()), traits.id(), traits.mobile()]
            .into_iter()
            .flatten()
        {
            for prefix in typed_prefixes(text) {
                let query = Query::parse(prefix);
                assert_eq!(
                    index.find(&query, 20),
                    brute_force(&people, &query, 20),
                    "{prefix:?}"
                );
                asked += 1;
            }
        }
    }
    assert!(asked > 500);
}

#[test]
fn an_index_grown_is_the_index_built() {
    let people = people();
    let (grown, built) = (grown(&people), SearchIndex::build(people.clone()));
    for (_, traits) in people.iter().step_by(100) {
        for prefix in
            typed_prefixes(traits.name()).chain(traits.id().into_iter().flat_map(typed_prefixes))
        {
            let query = Query::parse(prefix);
            assert_eq!(grown.find(&query, 50), built.find(&query, 50), "{prefix:?}");
        }
    }
}

#[test]
fn who_is_taken_out_is_found_no_more() {
    let people = people();
    let mut index = SearchIndex::build(people.clone());
    let (gone, kept): (Vec<_>, Vec<_>) = people.iter().cloned().partition(|(no, _)| no % 3 != 0);
    for (no, traits) in &gone {
        index.remove(*no, traits);
    }
    assert_eq!(index.len(), kept.len() as u64);
    for (_, traits) in people.iter().step_by(200) {
        for prefix in typed_prefixes(traits.name()) {
            let query = Query::parse(prefix);
            assert_eq!(
                index.find(&query, 3000),
                brute_force(&kept, &query, 3000),
                "{prefix:?}"
            );
        }
    }
    for (no, traits) in &kept {
        index.remove(*no, traits);
    }
    assert!(index.is_empty());
    assert!(index.find(&Query::parse("م"), 20).is_empty());
    for (no, traits) in &people {
        index.insert(*no, traits);
    }
    let query = Query::parse("محمد ال");
    assert_eq!(index.find(&query, 3000), brute_force(&people, &query, 3000));
}

#[test]
fn what_is_typed_is_read_as_name_and_number() {
    for (typed, words, number) in [
        ("", vec![], ""),
        ("  نورة  سعد ", vec!["نوره", "سعد"], ""),
        ("055 123-4567", vec![], "0551234567"),
        ("+٩٦٦ ٥٥", vec![], "96655"),
        ("نورة 0551", vec!["نوره"], "0551"),
        ("A12 34", vec!["a12"], "34"),
    ] {
        let query = Query::parse(typed);
        assert_eq!(
            (query.words, query.number.as_str()),
            (words.iter().map(|w| w.to_string()).collect(), number)
        );
    }
}

#[test]
fn who_is_meant_comes_first() {
    let people: Vec<(u32, Traits)> = (1..)
        .zip([
            "محمدين سعد الحربي",
            "فهد محمد الحربي",
            "محمد سعد ناصر الحربي",
            "محمد سعد الحربي",
            "صلاح الدين خياط",
        ])
        .map(|(no, name)| (no, Traits::named(name).with_mobile("0551234567")))
        .collect();
    let index = grown(&people);
    for (typed, found) in [
        ("محمد", vec![4, 3, 2, 1]),
        ("محمد حربي", vec![4, 3, 2, 1]),
        ("صلاح ا", vec![5]),
        ("صلاح الدين", vec![5]),
        ("3", vec![3]),
        ("4567", vec![5, 1, 2, 4, 3]),
        ("05512", vec![5, 1, 2, 4, 3]),
        ("5", vec![5, 1, 2, 4, 3]),
    ] {
        assert_eq!(index.find(&Query::parse(typed), 10), found, "{typed}");
    }
}

const WITH_DUPLICATES: &str = include_str!("../../../tests/fixtures/people-dups.csv");
const DUPLICATES: &str = include_str!("../../../tests/fixtures/people-dups-truth.csv");

/// How well pairs found agree with the pairs there are.
struct Quality {
    precision: f64,
    recall: f64,
}

impl Quality {
    fn of(found: &BTreeSet<(u32, u32)>, truth: &BTreeSet<(u32, u32)>) -> Self {
        let right = found.intersection(truth).count() as f64;
        Self {
            precision: right / found.len() as f64,
            recall: right / truth.len() as f64,
        }
    }

    fn f1(&self) -> f64 {
        2.0 * self.precision * self.recall / (self.precision + self.recall)
    }
}

/// All pairs of rows that are one person: a row typed again, and rows that are both the same one typed again.
fn true_pairs() -> BTreeSet<(u32, u32)> {
    let mut groups: HashMap<u32, Vec<u32>> = HashMap::new();
    for row in csv::Reader::from_reader(DUPLICATES.as_bytes()).records() {
        let row = row.unwrap();
        let original = row[1].parse().unwrap();
        groups
            .entry(original)
            .or_insert_with(|| vec![original])
            .push(row[0].parse().unwrap());
    }
    let pairs = |group: &Vec<u32>| {
        let group = group.clone();
        group
            .clone()
            .into_iter()
            .flat_map(move |a| group.clone().into_iter().map(move |b| (a, b)))
    };
    groups
        .values()
        .flat_map(pairs)
        .filter(|(a, b)| a < b)
        .collect()
}

#[test]
fn people_registered_twice_are_found() {
    let people: Vec<(u32, Traits)> = (0..).zip(read(WITH_DUPLICATES)).collect();
    let index = SearchIndex::build(people.clone());
    let mut found = BTreeSet::new();
    for (no, traits) in &people {
        for other in index
            .candidates(traits)
            .into_iter()
            .filter(|other| other != no)
        {
            let likeness = compare(traits, &people[other as usize].1);
            if likeness.verdict() != Verdict::Different {
                found.insert((*no.min(&other), *no.max(&other)));
            }
        }
    }
    let quality = Quality::of(&found, &true_pairs());
    println!(
        "precision {:.4}, recall {:.4}, F1 {:.4}",
        quality.precision,
        quality.recall,
        quality.f1()
    );
    assert!(quality.f1() >= 0.97, "F1 {:.4}", quality.f1());
}

#[test]
fn whoever_is_alike_comes_into_question() {
    let known = Traits::named("نورة سعد ناصر الحربي")
        .with_id("1681068712")
        .with_mobile("0551234567")
        .with_birth("1989-10-03".parse().unwrap());
    let others = people();
    let mut index = SearchIndex::build(others.clone());
    index.insert(9001, &known);
    let named = |name: &str| Traits::named(name);
    let born = |name: &str, day: &str| Traits::named(name).with_birth(day.parse().unwrap());
    for (by, typed, comes) in [
        ("id", named("").with_id("1681068712"), true),
        ("id, a digit changed", named("").with_id("1681068722"), true),
        (
            "id, two digits swapped",
            named("").with_id("1681086712"),
            true,
        ),
        ("id, a digit left out", named("").with_id("168106872"), true),
        ("mobile", named("").with_mobile("+966551234567"), true),
        (
            "mobile, a digit changed",
            named("").with_mobile("0551234568"),
            true,
        ),
        ("birth and a word", born("نوره", "1989-10-03"), true),
        ("birth a day later", born("نورة سعد", "1989-10-04"), true),
        (
            "day and month swapped",
            born("نورة الحربي", "1989-03-10"),
            true,
        ),
        ("ten years later", born("نورة الحربي", "1999-10-03"), true),
        ("year and name", born("نورة سعد الحربي", "1989-02-20"), true),
        (
            "year and name, a letter wrong",
            born("نورة سعد ناصر الحبري", "1989-02-20"),
            true,
        ),
        ("year alone", born("نورة الحربي", "1989-01-01"), true),
        (
            "whole name",
            born("نورة سعد ناصر الحربي", "1950-02-20"),
            true,
        ),
        ("name without a birth", named("نورة سعد الحربي"), true),
        ("nothing", born("خالد العتيبي", "1950-02-20"), false),
        ("no name, no number", named(""), false),
    ] {
        assert_eq!(index.candidates(&typed).contains(&9001), comes, "{by}");
        assert!(index.candidates(&typed).len() <= 64, "{by}");
    }
    // As most born before the sixties have it on their papers: a Hijri date, or its year alone.
    let hijri = |name: &str, year: i32, month: u8, day: u8| {
        let date = DateAsWritten::new(Calendar::UmmAlQura, year as u16, month, day).unwrap();
        Traits::named(name)
            .with_birth(date.gregorian())
            .with_birth_hijri(Ymd { year, month, day })
    };
    let elder = hijri("موضي سعد ناصر الحربي", 1370, 4, 9);
    let stand_in = hijri("حصة سعد ناصر الحربي", 1370, 7, 1);
    let short = hijri("هيا الحربي", 1370, 4, 9);
    for (no, traits) in [(9003, &elder), (9004, &stand_in), (9005, &short)] {
        index.insert(no, traits);
    }
    for (by, typed, comes) in [
        (
            "day and month swapped",
            hijri("موضي الحربي", 1370, 9, 4),
            9003,
        ),
        (
            "ten Hijri years later",
            hijri("موضي الحربي", 1380, 4, 9),
            9003,
        ),
        ("a Hijri year later", hijri("موضي الحربي", 1371, 4, 9), 9003),
        ("a digit wrong", hijri("موضي الحربي", 1370, 4, 19), 9003),
        ("the year alone", hijri("موضي الحربي", 1370, 7, 1), 9003),
        (
            "the year alone on file",
            hijri("حصة الحربي", 1370, 2, 20),
            9004,
        ),
        (
            "and a Gregorian date",
            born("حصة الحربي", "1950-11-20"),
            9004,
        ),
        (
            "a short name on file",
            hijri("هيا سعد الحربي", 1370, 4, 19),
            9005,
        ),
    ] {
        assert!(index.candidates(&typed).contains(&comes), "{by}");
    }
    for (no, traits) in [(9003, &elder), (9004, &stand_in), (9005, &short)] {
        index.remove(no, traits);
    }
    // A passport is among the words, and whoever was taken out comes into question no more.
    let traveller = named("John Smith").with_id("A1234567");
    index.insert(9002, &traveller);
    assert_eq!(index.candidates(&named("").with_id("a1234567")), [9002]);
    index.remove(9002, &traveller);
    index.remove(9001, &known);
    assert!(index.candidates(&traveller).is_empty());
    assert!(!index.candidates(&known).contains(&9001));
}

#[test]
fn whoever_has_the_number_comes_before_any_number_of_namesakes() {
    let born = "1951-04-07".parse().unwrap();
    let namesake = Traits::named("محمد سعد ناصر علي الحربي")
        .with_mobile("0551234567")
        .with_birth(born);
    for number in ["1681068712", "A1234567"] {
        let holder = Traits::named("خالد العتيبي").with_id(number);
        let mut index = grown(&[(900, holder)]);
        for no in 1..=200 {
            index.insert(no, &namesake);
        }
        let typed = namesake.clone().with_id(number);
        assert_eq!(index.candidates(&typed)[0], 900, "{number}");
    }
}

fn any_person() -> impl Strategy<Value = Traits> {
    let word = prop::sample::select(vec![
        "محمد",
        "محمود",
        "عبد",
        "الله",
        "الرحمن",
        "آل",
        "سعيد",
        "بن",
        "الحربي",
        "حرب",
        "ح",
        "أبو",
        "الدين",
        "صلاح",
    ]);
    (
        prop::collection::vec(word, 0..6),
        prop::option::of("[12][01]{0,4}|A[12]{2}"),
        prop::option::of("0?5[01]{0,6}"),
    )
        .prop_map(|(words, id, mobile)| {
            let traits = Traits::named(&words.join(" "));
            let traits = id.iter().fold(traits, |t, id| t.with_id(id));
            mobile
                .iter()
                .fold(traits, |t, mobile| t.with_mobile(mobile))
        })
}

proptest! {
    #[test]
    fn any_people_are_found_as_brute_force_finds_them(
        people in prop::collection::vec(any_person(), 0..120),
        numbers in prop::collection::hash_set(0_u32..100_000, 120),
        query in "[محودعبالرنسي ]{0,8}|[0-2]{1,4}|05[01]{0,5}|[محا]{1,2} [0125]{1,4}|a1",
        limit in 0_usize..30,
        gone in any::<prop::sample::Index>(),
    ) {
        let mut people: Vec<_> = numbers.into_iter().zip(people).collect();
        let mut index = grown(&people);
        let query = Query::parse(&query);
        prop_assert_eq!(index.find(&query, limit), brute_force(&people, &query, limit));
        prop_assert_eq!(SearchIndex::build(people.clone()).find(&query, limit), brute_force(&people, &query, limit));
        if !people.is_empty() {
            let (no, traits) = people.swap_remove(gone.index(people.len()));
            index.remove(no, &traits);
            prop_assert_eq!(index.find(&query, limit), brute_force(&people, &query, limit));
        }
    }
}
