//! `istiqbal import people`: good rows are taken, bad ones named, and a file brought in twice adds nobody.

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use istiqbal::domain::ids::PersonNo;
use istiqbal::protocol::Query;
use rustix::process::{Pid, Signal, kill_process};

use crate::place::Place;

fn fixture(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures")
        .join(name);
    path.to_str().unwrap().to_owned()
}

fn count(place: &Place) -> u64 {
    // The files are numbered in order, so the last there is tells how many there are.
    let exists = |number: u64| place.run(&["person", &number.to_string()]).status == 0;
    let (mut some, mut none) = (0, 4096);
    while none - some > 1 {
        let middle = (some + none) / 2;
        if exists(middle) {
            some = middle
        } else {
            none = middle
        }
    }
    some
}

#[test]
fn two_thousand_people_come_once() {
    let place = Place::opened("wethaq");
    let people = fixture("people-2000.csv");
    let run = |more: &[&str]| place.json(&[&["import", "people", &people], more].concat());
    let counts = |report: &serde_json::Value| {
        ["rows", "added", "already", "elsewhere", "twice", "refused"]
            .map(|field| report[field].as_u64().unwrap())
    };
    assert_eq!(counts(&run(&["--dry-run"])), [2000, 2000, 0, 0, 0, 0]);
    assert_eq!(count(&place), 0, "a dry run changes nothing");
    let report = run(&[]);
    assert_eq!(counts(&report), [2000, 2000, 0, 0, 0, 0]);
    assert_eq!(report["ignored_columns"], serde_json::json!(["branch"]));
    assert_eq!(count(&place), 2000);
    assert_eq!(counts(&run(&["--dry-run"])), [2000, 0, 2000, 0, 0, 0]);
    assert_eq!(counts(&run(&[])), [2000, 0, 2000, 0, 0, 0]);
    assert_eq!(count(&place), 2000);
    assert_eq!(
        place.json(&["find", "1681068712"])[0]["name"],
        "ساره عبد الوهاب محمد الشهراني"
    );
    let checks = place.json(&["verify"]);
    assert_eq!(checks[3]["ok"], true);
}

const MIXED: &str = "\
الهوية;الاسم;الجوال;تاريخ الميلاد;الجنس;ملاحظات
1681068712;نورة سعد الحربي;0512345678;1410/03/02;أنثى;

1681068713;سارة فهد العتيبي;0512345679;1990-01-31;أنثى;رقم خطأ
12;هند;0112345678;1446/13/01;؟;
;خالد علي الشمري;;;ذكر;\"سطر
آخر\"
1681068712;نوره سعد الحربى;;;;
;خالد علي الشمري;;;;
";

#[test]
fn each_bad_row_is_named_and_the_good_ones_are_taken() {
    let place = Place::opened("wethaq");
    let file = place.file("people.csv", MIXED);
    let ran = place.run(&["import", "people", &file]);
    assert_eq!(ran.status, 1, "{}", ran.err);
    for said in [
        "columns that are not brought in: ملاحظات".to_owned(),
        format!(
            "{file}:4: الهوية: the check digit does not agree with the other digits; kept as not verified\n"
        ),
        format!("{file}:5: الهوية: it has the shape of no known paper; the row was not taken"),
        format!("{file}:5: الاسم: a name needs at least two words; the row was not taken"),
        format!("{file}:5: الجوال: not a mobile"),
        format!("{file}:5: تاريخ الميلاد: there is no month 13"),
        format!("{file}:5: الجنس: write male or female"),
        format!("{file}:8: the same person stands in line 2 already"),
        format!("{file}:9: the same person stands in line 6 already"),
        "1 row was not taken".to_owned(),
    ] {
        assert!(ran.err.contains(&said), "{said}\n---\n{}", ran.err);
    }
    assert!(
        !ran.err.contains("168106871"),
        "no number is shown: {}",
        ran.err
    );
    let said: Vec<Vec<&str>> = ran
        .out
        .lines()
        .map(|line| line.split("  ").map(str::trim).collect())
        .collect();
    let summary: Vec<(&str, &str)> = said
        .iter()
        .map(|line| (line[0], line[line.len() - 1]))
        .collect();
    let wanted = [
        ("rows", "6"),
        ("added", "3"),
        ("on file already", "0"),
        ("on file at another branch", "0"),
        ("twice in the file", "2"),
        ("not taken", "1"),
    ];
    assert_eq!(summary, wanted);

    let ran = place.run(&["import", "people", &file, "--format", "json"]);
    assert_eq!(ran.status, 1);
    let report: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(
        (&report["added"], &report["already"]),
        (&0.into(), &3.into())
    );
    assert_eq!(report["problems"][0]["line"], 4);
    assert_eq!(report["problems"][0]["row"], "taken");
    assert_eq!(report["problems"][1]["column"], "الهوية");
    let khalid = &place.json(&["find", "خالد"])[0];
    assert_eq!(khalid["paper"], "");
    let sara = place.json(&["find", "سارة"])[0]["file"].to_string();
    assert_eq!(place.json(&["person", &sara])["paper"]["verified"], false);
}

#[test]
fn a_file_that_cannot_be_used_changes_nothing() {
    let place = Place::opened("wethaq");
    for (name, bytes, said) in [
        (
            "headless.csv",
            &b"1681068712,x y\n"[..],
            "no column is headed by a name",
        ),
        (
            "double.csv",
            "name,phone,الجوال\n".as_bytes(),
            "mean the same",
        ),
        (
            "book.xlsx",
            b"PK\x03\x04\0\0",
            "save the sheet as CSV UTF-8",
        ),
        ("empty.csv", b"", "is empty"),
    ] {
        let file = place.file(name, bytes);
        let ran = place.run(&["import", "people", &file]);
        assert_eq!(ran.status, 1, "{name}");
        assert!(
            ran.err.contains(said) && ran.err.contains(name),
            "{name}: {}",
            ran.err
        );
        assert_eq!(ran.err.lines().count(), 1, "{}", ran.err);
    }
    let ran = place.run(&["import", "people", "absent.csv"]);
    assert_eq!(ran.status, 1);
    assert!(ran.err.contains("absent.csv"), "{}", ran.err);
    assert_eq!(count(&place), 0);
}

#[test]
fn a_spreadsheet_of_older_days_is_read() {
    let place = Place::opened("wethaq");
    let bytes = b"\xc7\xe1\xc7\xd3\xe3\t\xc7\xe1\xcc\xe6\xc7\xe1\r\n\xe4\xe6\xd1\xc9 \xc7\xe1\xcd\xd1\xc8\xed\t0512345678\r\n";
    let file = place.file("old.csv", bytes);
    let ran = place.run(&["import", "people", &file]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(ran.err.contains("was read as Windows-1256"), "{}", ran.err);
    assert_eq!(place.json(&["find", "نورة"])[0]["name"], "نورة الحربي");
}

#[test]
fn an_import_that_is_stopped_goes_on_where_it_stopped() {
    let place = Place::opened("wethaq");
    let people = fixture("people-2000.csv");
    let mut import = place
        .command(&["import", "people", &people])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut client = place.client();
    // From the first lot that is on disk to the last, wherever it happens to be by then.
    while client.ask(Query::Person(PersonNo(1))).is_err() {
        assert!(
            import.try_wait().unwrap().is_none(),
            "it ended before anybody was there"
        );
        std::thread::sleep(Duration::from_millis(1));
    }
    let pid = Pid::from_child(&import);
    kill_process(pid, Signal::INT).unwrap();
    let status = import.wait().unwrap().code();
    assert!(matches!(status, Some(130 | 0)), "{status:?}");
    let there = count(&place);
    assert!((300..=2000).contains(&there), "{there}");
    let report = place.json(&["import", "people", &people]);
    assert_eq!(
        (&report["already"], &report["added"]),
        (&there.into(), &(2000 - there).into())
    );
    assert_eq!(count(&place), 2000);
}
