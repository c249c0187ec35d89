//! `istiqbal verify`: clean where all is well, the damage named where it is not.

use std::fs;
use std::path::{Path, PathBuf};

use istiqbal::domain::arrival::Visitor;
use istiqbal::protocol::Order;

use crate::pages::request_of_noura;
use crate::place::Place;

/// An open desk where someone of this name waits.
fn visited(name: &str) -> Place {
    let place = Place::opened("wethaq");
    let order = Order::ReceiveVisitor {
        visitor: Visitor::Named(name.into()),
        purpose: String::new(),
    };
    place.client().order(order).unwrap();
    place
}

fn segment(place: &Place) -> PathBuf {
    let segments = fs::read_dir(place.data().join("journal")).unwrap();
    let mut segments = segments.map(|entry| entry.unwrap().path());
    segments
        .find(|path| path.extension().is_some_and(|ext| ext == "istiqbal"))
        .unwrap()
}

fn leftovers(place: &Place) -> Vec<PathBuf> {
    let files = fs::read_dir(place.data())
        .unwrap()
        .map(|entry| entry.unwrap().path());
    files
        .filter(|path| path.to_string_lossy().contains("verify-"))
        .collect()
}

#[test]
fn what_is_whole_is_said_to_be() {
    let place = visited("نورة الحربي");
    let with_office = place.json(&["verify"]);
    place.end_office();
    let without = place.json(&["verify"]);
    for rows in [&with_office, &without] {
        let checks: Vec<&str> = rows
            .as_array()
            .unwrap()
            .iter()
            .map(|row| row["check"].as_str().unwrap())
            .collect();
        assert_eq!(
            checks,
            ["journal", "scans", "derivation", "records"],
            "{rows}"
        );
        assert!(
            rows.as_array().unwrap().iter().all(|row| row["ok"] == true),
            "{rows}"
        );
        assert_eq!(rows[2]["detail"], rows[3]["detail"]);
    }
    assert_eq!(with_office[2], without[2]);
    assert!(!place.socket().exists(), "verify starts no office");
    assert_eq!(leftovers(&place), Vec::<PathBuf>::new());

    fs::remove_dir_all(place.data().join("records")).unwrap();
    assert_eq!(place.json(&["verify"]).as_array().unwrap().len(), 3);
}

/// What the README says of a backup: `journal` first, then `scans`, while the office goes on.
#[test]
fn a_copy_of_journal_and_scans_is_a_backup() {
    let place = Place::opened("wethaq");
    let (_, request) = request_of_noura(&mut place.client());
    let number = request.to_string();
    let content = "%PDF-1.4 بطاقة";
    let scan = place.file("scan.pdf", content);
    let attached = place.run(&["scan", "attach", &number, &scan]);
    assert_eq!(attached.status, 0, "{}", attached.err);

    let restored = Place::new();
    for part in ["journal", "scans"] {
        copy(&place.data().join(part), &restored.data().join(part));
    }
    let rows = restored.json(&["verify"]);
    assert_eq!(rows[0]["check"], "journal");
    assert_eq!(rows[1]["entries"], 1, "{rows}");
    let back = restored.run(&["scan", "get", &number, "١"]);
    assert_eq!(
        (back.status, back.out.as_str()),
        (0, content),
        "{}",
        back.err
    );

    // Without the scans it is no backup, and that is said.
    let half = Place::new();
    copy(&place.data().join("journal"), &half.data().join("journal"));
    for (language, missing) in [("en", "is missing"), ("ar", "مفقود")] {
        let ran = half.run(&["--lang", language, "verify"]);
        assert_eq!(ran.status, 1);
        assert!(ran.err.contains(missing), "{}", ran.err);
    }
}

#[test]
fn an_unfinished_append_is_no_damage_and_stays() {
    let place = visited("نورة الحربي");
    place.end_office();
    let path = segment(&place);
    let mut bytes = fs::read(&path).unwrap();
    // The beginning of an entry that never came to its end.
    let torn = bytes[bytes.len() - 40..bytes.len() - 30].to_vec();
    bytes.extend(&torn);
    fs::write(&path, &bytes).unwrap();
    let rows = place.json(&["verify"]);
    assert!(
        rows[0]["detail"]
            .as_str()
            .unwrap()
            .contains("10 bytes of an unfinished append"),
        "{rows}"
    );
    assert_eq!(fs::read(&path).unwrap(), bytes);
}

#[test]
fn a_flipped_bit_is_named() {
    let place = visited("نورة الحربي");
    place.end_office();
    let path = segment(&place);
    let mut bytes = fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&path, &bytes).unwrap();
    let ran = place.run(&["verify"]);
    assert_eq!(ran.status, 1);
    let name = path.file_name().unwrap().to_str().unwrap();
    assert!(
        ran.err.contains(name) && ran.err.contains("is damaged at byte"),
        "{}",
        ran.err
    );
    assert!(ran.out.contains("WRONG"), "{}", ran.out);
}

#[test]
fn records_of_another_journal_are_known_and_derived_anew() {
    let (place, other) = (visited("نورة الحربي"), visited("سارة العتيبي"));
    place.end_office();
    other.end_office();
    let records = |place: &Place| place.data().join("records");
    fs::remove_dir_all(records(&place)).unwrap();
    copy(&records(&other), &records(&place));
    let ran = place.run(&["verify"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(
        place.data().join("records.aside").exists(),
        "the other's are set aside"
    );
    assert_eq!(
        place.run(&["verify"]).status,
        0,
        "and what is there now follows from this journal"
    );
}

#[test]
fn an_office_at_another_socket_keeps_its_records() {
    let place = visited("نورة الحربي");
    let elsewhere = place.data().join("elsewhere");
    let ran = place.run(&["verify", "--socket", elsewhere.to_str().unwrap()]);
    assert_eq!(ran.status, 1);
    assert!(ran.err.contains("listens at another socket"), "{}", ran.err);
    assert!(place.data().join("records").is_dir());
    assert!(!place.data().join("records.aside").exists());
}

#[test]
fn nothing_to_verify_is_a_failure() {
    let place = Place::new();
    let ran = place.run(&["verify"]);
    assert_eq!(ran.status, 1);
    assert!(ran.err.contains("there is no journal in"), "{}", ran.err);
    assert!(!place.data().exists());
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}
