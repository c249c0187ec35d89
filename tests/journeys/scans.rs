//! A scanned paper: left by the scanner in the drop folder, attached by keys while a request is taken in, seen on the
//! request's page, opened with a viewer, and named where its file is gone or another.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use istiqbal::desk::scanning::Scanning;
use istiqbal::locale::Language;
use istiqbal::scans::Scans;
use istiqbal::scans::folder::Folder;
use istiqbal::scans::viewer::{Viewer, Viewing};

use crate::desk::{Driven, House};
use crate::intake::{first_run, page, receive_and_register, state_need};

const PDF: &[u8] = b"%PDF-1.4\nan identity card\n%%EOF\n";

/// A reception with a scanner, and a viewer that writes down what it was given.
struct Reception {
    house: House,
    dir: tempfile::TempDir,
}

impl Reception {
    fn new() -> Reception {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("drop")).unwrap();
        fs::create_dir(dir.path().join("run")).unwrap();
        let viewer = dir.path().join("viewer");
        let script = format!(
            "#!/bin/sh\nprintf '%s\\n' \"$#\" \"$1\" > '{}'\n",
            dir.path().join("seen").display()
        );
        fs::write(&viewer, script).unwrap();
        fs::set_permissions(&viewer, fs::Permissions::from_mode(0o700)).unwrap();
        Reception {
            house: House::new(),
            dir,
        }
    }

    fn at(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn desk(&self, is_remote: bool) -> Driven {
        let path = |name: &str| self.at(name);
        let scanning = Scanning {
            office: None,
            folder: Folder {
                drop: Some(path("drop")),
                home: (!is_remote).then(|| path("")),
            },
            viewer: Arc::new(Viewer::new(Viewing {
                program: (!is_remote).then(|| path("viewer").display().to_string()),
                runtime: path("run"),
            })),
            beside: None,
        };
        self.house.desk_with(Language::Arabic, scanning)
    }

    fn scans(&self, name: &str, content: &[u8]) {
        fs::write(self.at("drop").join(name), content).unwrap();
    }

    /// What the viewer was given: how many arguments, and the first.
    fn viewed(&self) -> Option<(String, PathBuf)> {
        let seen = fs::read_to_string(self.at("seen")).ok()?;
        let (count, path) = seen.trim().split_once('\n')?;
        Some((count.to_owned(), path.into()))
    }

    /// Where the office keeps what was scanned.
    fn kept(&self, content: &[u8]) -> PathBuf {
        Scans::of(&self.house.place.data).path(blake3::hash(content).as_bytes())
    }
}

fn open_page(desk: &mut Driven) {
    desk.press("F2").is_at("find").type_in("نورة");
    desk.comes("نورة سعد الحربي").press("Enter").is_at("person");
    desk.press("Enter").is_at("request");
}

fn names(dir: &Path) -> Vec<String> {
    let entries = fs::read_dir(dir).into_iter().flatten();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn a_scan_is_attached_in_two_keys_seen_opened_and_named_where_it_is_gone() {
    let reception = Reception::new();
    let mut desk = reception.desk(false).size(80, 24);
    first_run(&mut desk, "rahma");
    receive_and_register(&mut desk);
    state_need(&mut desk, "rahma");
    reception.scans("Scan_0001.pdf", PDF);

    // The hand is on the identity card's fields: two keys, and the visitor's next paper.
    desk.press("Insert")
        .is_at("scan-attach")
        .sees("Scan_0001.pdf");
    desk.press("Enter").is_at("intake").sees("أُرفق الملف");
    let request = page(&mut desk, 1).request;
    let scan = request.scans.first().expect("attached");
    assert_eq!(scan.name, "Scan_0001.pdf");
    assert!(!scan.paper.is_empty(), "to the paper under the hand");
    assert_eq!(
        names(&reception.at("drop")),
        ["attached"],
        "out of the next visitor's sight"
    );
    assert_eq!(names(&reception.at("drop/attached")), ["Scan_0001.pdf"]);
    assert_eq!(fs::read(reception.kept(PDF)).unwrap(), PDF);
    desk.press("Insert")
        .sees("لا ملفات بعد")
        .press("Enter")
        .is_at("scan-attach");
    desk.press("Esc")
        .is_at("intake")
        .press("F3")
        .is_at("reception");

    open_page(&mut desk);
    desk = desk.size(120, 60);
    desk.sees("Scan_0001.pdf");
    desk.press("1").sees("فُتح الملف");
    let (count, path) = reception.viewed().expect("opened");
    assert_eq!(count, "1");
    assert!(path.starts_with(reception.at("run")), "{}", path.display());
    assert_eq!(path.extension().unwrap(), "pdf");
    assert!(
        !path.display().to_string().contains("Scan_0001"),
        "never the name that others gave"
    );
    assert_eq!(fs::read(&path).unwrap(), PDF);
    assert_eq!(
        fs::metadata(&path).unwrap().permissions().mode() & 0o777,
        0o600
    );

    // The same from the list, by keys that every keyboard has.
    fs::remove_file(reception.at("seen")).unwrap();
    desk.press("Left")
        .is_at("scans")
        .press("Enter")
        .sees("فُتح الملف");
    assert!(reception.viewed().is_some());

    fs::write(reception.kept(PDF), b"another").unwrap();
    desk.press("Enter").sees("تغيّر بعد إرفاقه");
    desk.press("Down Up Down Up").sees("تغيّر");
    fs::remove_file(reception.kept(PDF)).unwrap();
    desk.press("Enter").sees("مفقود");
    desk.press("Esc 1 Down Up Down Up")
        .is_at("request")
        .sees("مفقود");

    drop(desk);
    assert!(
        names(&reception.at("run")).is_empty(),
        "nothing stays when the desk closes"
    );
}

#[test]
fn what_may_not_be_attached_is_said_and_stays() {
    let reception = Reception::new();
    let mut desk = reception.desk(false);
    first_run(&mut desk, "rahma");
    receive_and_register(&mut desk);
    state_need(&mut desk, "rahma");
    reception.scans("empty.pdf", b"");
    desk.press("Insert Enter")
        .is_at("scan-attach")
        .sees("الملف فارغ");
    assert_eq!(names(&reception.at("drop")), ["empty.pdf"]);
    let large = fs::File::create(reception.at("large.pdf")).unwrap();
    large.set_len(istiqbal::scans::SCAN_LIMIT + 1).unwrap();
    desk.type_in("large.pdf")
        .press("Enter")
        .is_at("scan-attach")
        .sees("أكبر من المسموح");
    assert!(page(&mut desk, 1).request.scans.is_empty());
    // What was typed stands there to be put right.
    desk.press("Home Delete Delete Delete Delete Delete");
    fs::write(reception.at(".pdf"), PDF).unwrap();
    desk.press("Enter").is_at("intake");
    assert_eq!(page(&mut desk, 1).request.scans.len(), 1);
    assert!(
        reception.at(".pdf").exists(),
        "what was typed stays where it is"
    );
}

#[test]
fn over_ssh_nothing_is_started_and_no_path_is_typed() {
    let reception = Reception::new();
    let mut desk = reception.desk(true);
    first_run(&mut desk, "rahma");
    receive_and_register(&mut desk);
    state_need(&mut desk, "rahma");
    desk.press("Insert")
        .type_in("/etc/passwd")
        .press("Enter")
        .is_at("scan-attach");
    assert!(page(&mut desk, 1).request.scans.is_empty());
    reception.scans("s.pdf", PDF);
    desk.press("F5")
        .sees("s.pdf")
        .press("Enter")
        .is_at("intake");
    desk.press("F3");
    open_page(&mut desk);
    desk.press("1").sees("حُفظ الملف");
    assert_eq!(reception.viewed(), None);
    let private = names(&reception.at("run"));
    assert_eq!(private.len(), 1);
    assert_eq!(names(&reception.at("run").join(&private[0])).len(), 1);
}
