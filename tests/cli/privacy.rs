//! Who read what of whom, from a script; a person's copy of everything held; and nobody's data in what the program says
//! of itself.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use istiqbal::domain::person::Facts;
use istiqbal::protocol::{Made, Order};

use crate::pages::{made, noura, request_of_noura};
use crate::place::Place;

/// What is kept of her that must stand in no log and no error.
const HERS: [&str; 6] = [
    "نورة",
    "الحربي",
    "1681068712",
    "0512345678",
    "+966512345678",
    "النفقة",
];

#[test]
fn a_person_is_told_who_read_their_file() {
    let place = Place::opened("wethaq");
    let (person, request) = request_of_noura(&mut place.client());
    let (file, number) = (person.to_string(), request.to_string());
    for read in [
        &["find", "1681068712"][..],
        &["person", &file],
        &["request", &number],
    ] {
        let read = place.run(read);
        assert_eq!(read.status, 0, "{}", read.err);
    }
    let rows = place.json(&["access", "person", &file]);
    let rows: Vec<(&str, &str)> = rows
        .as_array()
        .unwrap()
        .iter()
        .map(|row| (row["what"].as_str().unwrap(), row["by"].as_str().unwrap()))
        .collect();
    // Both pages are shown whole, and so revealed.
    for (what, times) in [
        ("people-searched", 1),
        ("record-opened", 2),
        ("record-revealed", 2),
    ] {
        let of_hers = rows.iter().filter(|row| **row == (what, "سلمى"));
        assert_eq!(of_hers.count(), times, "{what}: {rows:?}");
    }
    let table = place.run(&["access", "person", &file]);
    assert!(table.out.contains(&number), "{}", table.out);
}

#[test]
fn everything_held_is_written_for_whom_it_is_about_and_for_nobody_else() {
    let place = Place::opened("wethaq");
    let mut client = place.client();
    let (person, request) = request_of_noura(&mut client);
    let file = person.to_string();
    let facts = Facts {
        mobile: "0555555550".parse().ok(),
        ..noura()
    };
    made(&mut client, Order::CorrectPerson { person, facts });
    let scanned = b"%PDF-1.4 of a paper";
    let called = "../../\u{9b}8888m.pdf";
    client.attach(request, "", called, scanned).unwrap();
    made(&mut client, Order::RequestCopy(person));
    let due = place.json(&["queue", "copies"]);
    assert_eq!(
        (&due[0]["file"], &due[0]["days_left"]),
        (&person.0.into(), &30.into())
    );
    let dir = place.data().with_file_name("copy");
    let to = dir.to_str().unwrap();
    let written = place.run(&["person", &file, "--copy", "--to", to]);
    assert_eq!(written.status, 0, "{}", written.err);
    let paths: Vec<&str> = written.out.lines().collect();
    assert_eq!(paths.len(), 3, "{paths:?}");
    assert_eq!(fs::read(paths[2]).unwrap(), scanned);
    let beside = format!("scan-{}-1.pdf", request.to_string().replace('/', "-"));
    assert!(paths[2].ends_with(&beside), "{paths:?}");
    for path in &paths {
        let mode = fs::metadata(path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{path}");
    }
    assert!(fs::read(paths[0]).unwrap().starts_with(b"%PDF-"));
    let told: serde_json::Value = serde_json::from_slice(&fs::read(paths[1]).unwrap()).unwrap();
    let text = told.to_string();
    // What she was reached by before as well: the journal keeps it.
    for held in [
        "1681068712",
        "النفقة",
        "سلمى",
        "record-exported",
        "+966512345678",
        "+966555555550",
    ] {
        assert!(text.contains(held), "{held}");
    }
    assert!(told["held"]["requests"][0]["opened"]["at"].is_string());
    let half = place.run(&["person", &file, "--copy"]);
    assert_eq!(half.status, 2, "{}", half.err);
}

#[test]
fn the_program_says_nothing_of_anybody_but_where_it_was_asked() {
    let place = Place::opened("wethaq");
    let (person, request) = request_of_noura(&mut place.client());
    let (file, number) = (person.to_string(), request.to_string());
    let mut said = String::new();
    for line in [
        &["find", "نورة"][..],
        &["find", "1681068712"],
        &["person", &file],
        &["person", "4242"],
        &["request", &number],
        &["request", "1400/00001"],
        &["request", &number, "--print", "receipt"],
        &["history", "request", &number],
        &["access", "person", &file],
        &["voice", "answer", "7", "نعم"],
        &["verify"],
    ] {
        said.push_str(&place.run(line).err);
    }
    place.end_office();
    let mut logs = 0;
    for entry in fs::read_dir(place.data()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|end| end == "log") {
            said.push_str(&fs::read_to_string(path).unwrap());
            logs += 1;
        }
    }
    assert!(logs > 0, "the office says something of itself");
    for hers in HERS {
        assert!(!said.contains(hers), "{hers}: {said}");
    }
}

#[test]
fn a_question_told_in_confidence_is_in_no_list() {
    let place = Place::opened("eman");
    let mut client = place.client();
    let profile = istiqbal::profiles::parse("", istiqbal::profiles::source("eman").unwrap());
    let channel = profile.unwrap().channels[0].id.to_string();
    let register = Order::RegisterPerson {
        facts: noura(),
        not_the_same: vec![],
        draft: None,
    };
    let Made::Person(person) = made(&mut client, register) else {
        panic!("no file");
    };
    let open = Order::OpenRequest {
        person,
        channel,
        responsibilities_told: true,
        draft: None,
    };
    let Made::Request(request) = made(&mut client, open) else {
        panic!("no request");
    };
    let question = "هل يُقبل تقرير الغسيل الكلوي؟";
    let refer = Order::Refer {
        request,
        question: question.into(),
    };
    made(&mut client, refer);
    let rows = place.json(&["queue", "clarification"]);
    assert_eq!(rows[0]["request"], request.to_string());
    assert_eq!(rows[0]["question"], "", "what it is lies on its page alone");
    let page = place.json(&["request", &request.to_string()]);
    assert!(page.to_string().contains(question), "{page}");
}
