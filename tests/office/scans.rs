//! Scanned papers: brought in pieces, attached once whole, brought back as they were, and named where they are not.

use istiqbal::domain::access::Reading;
use istiqbal::domain::event::Event;
use istiqbal::domain::ids::{Entity, RequestNo};
use istiqbal::protocol::{Answer, ClientError, Made, Order, Query, Refusal, ScanFault};
use istiqbal::scans::{PIECE, Scans};

use super::house::{House, enquiry, registered};
use crate::world::orders;

/// A page as a scanner makes them, of more than one piece.
fn page() -> Vec<u8> {
    (0..PIECE + 4_321).map(|at| (at % 249) as u8).collect()
}

fn request(house: &House) -> RequestNo {
    let mut client = house.client();
    let person = registered(&mut client, 1);
    let order = orders::open(person, "in-person");
    match client.order(order).unwrap().made {
        Made::Request(no) => no,
        other => panic!("{other:?}"),
    }
}

fn refused(error: ClientError) -> Refusal {
    match error {
        ClientError::Refused(refusal) => refusal,
        other => panic!("{other}"),
    }
}

#[test]
fn a_scan_comes_back_as_it_was_and_outlives_the_office() {
    let (house, office) = House::open();
    let no = request(&house);
    let content = page();
    let attach = || {
        let mut client = house.client();
        client.attach(no, "identity", "هوية.png", &content).unwrap()
    };
    let first = attach();
    assert_eq!(attach().revision, first.revision, "twice is once");
    drop(office);
    let _office = house.office();
    let mut client = house.client();
    assert!(client.scan(no, 0).unwrap() == content);
    let Answer::Request(page) = client.ask(Query::Request(no)).unwrap() else {
        panic!("no page")
    };
    let [scan] = page.request.scans.as_slice() else {
        panic!("{:?}", page.request.scans)
    };
    assert_eq!(
        (scan.paper.as_str(), scan.name.as_str()),
        ("identity", "هوية.png")
    );
    assert_eq!(scan.hash, *blake3::hash(&content).as_bytes());
    let beyond = refused(client.scan(no, 1).unwrap_err());
    assert!(matches!(beyond, Refusal::NotFound(_)), "{beyond:?}");
}

#[test]
fn nothing_is_attached_that_did_not_come_whole() {
    let (house, _office) = House::open();
    let no = request(&house);
    let order = Order::AttachScan {
        request: no,
        paper: String::new(),
        name: "x.png".into(),
        hash: [7; 32],
        bytes: 5,
    };
    let mut client = house.client();
    let refusal = refused(client.order(order).unwrap_err());
    let not_whole = Refusal::Scan {
        name: "x.png".into(),
        why: ScanFault::NotWhole,
    };
    assert_eq!(refusal, not_whole);
    // A hash alone brings no file, though it is kept here.
    client.attach(no, "identity", "a.png", b"a page").unwrap();
    let by_hash = Order::AttachScan {
        request: no,
        paper: String::new(),
        name: "x.png".into(),
        hash: *blake3::hash(b"a page").as_bytes(),
        bytes: 6,
    };
    assert_eq!(refused(client.order(by_hash).unwrap_err()), not_whole);
    let unknown = client.attach(no, "passport-to-the-moon", "x.png", b"x");
    assert!(matches!(
        refused(unknown.unwrap_err()),
        Refusal::Invalid { .. }
    ));
    let Answer::Request(page) = client.ask(Query::Request(no)).unwrap() else {
        panic!("no page")
    };
    assert_eq!(page.request.scans.len(), 1);
}

#[test]
fn what_is_refused_leaves_no_file() {
    let (house, _office) = House::open();
    let no = request(&house);
    let mut client = house.client();
    let nowhere = RequestNo {
        year: no.year,
        serial: 999,
    };
    for (request, paper) in [(nowhere, ""), (no, "passport-to-the-moon")] {
        client.attach(request, paper, "x.png", b"left").unwrap_err();
    }
    let kept = Scans::of(&house.place.data).path(blake3::hash(b"left").as_bytes());
    assert!(!kept.exists());
}

#[test]
fn a_scan_read_from_its_middle_is_on_record_and_once() {
    let (house, _office) = House::open();
    let no = request(&house);
    let mut client = house.client();
    client.attach(no, "", "عقد.pdf", &page()).unwrap();
    for offset in [1, 2, 3] {
        let query = Query::Scan {
            request: no,
            scan: 0,
            offset,
        };
        client.ask(query).unwrap();
    }
    client.order(enquiry("؟")).unwrap();
    let opened = Event::RecordRead {
        entity: Entity::Request(no),
        how: Reading::ScanOpened,
        what: "1".into(),
    };
    let events = house.events();
    assert_eq!(events.iter().filter(|event| **event == opened).count(), 1);
}

#[test]
fn a_missing_or_changed_file_is_named_to_whoever_opens_it_and_by_verify() {
    let (house, _office) = House::open();
    let no = request(&house);
    let content = page();
    let mut client = house.client();
    client.attach(no, "", "عقد.pdf", &content).unwrap();
    let path = Scans::of(&house.place.data).path(blake3::hash(&content).as_bytes());
    let whole = house.program(&["verify"]).output().unwrap();
    assert!(whole.status.success(), "{whole:?}");
    let because = |why| Refusal::Scan {
        name: "عقد.pdf".into(),
        why,
    };
    std::fs::write(&path, b"another").unwrap();
    assert_eq!(
        refused(client.scan(no, 0).unwrap_err()),
        because(ScanFault::Changed)
    );
    std::fs::remove_file(&path).unwrap();
    assert_eq!(
        refused(client.scan(no, 0).unwrap_err()),
        because(ScanFault::Missing)
    );
    let found = house.program(&["verify"]).output().unwrap();
    assert!(!found.status.success());
    let said = String::from_utf8_lossy(&found.stderr).into_owned();
    assert!(
        said.contains(&istiqbal::scans::hex(blake3::hash(&content).as_bytes())),
        "{said}"
    );
}

#[test]
fn the_command_line_attaches_and_brings_back() {
    let (house, _office) = House::open();
    let no = request(&house).to_string();
    let (from, to) = (
        house.dir.path().join("a.png"),
        house.dir.path().join("b.png"),
    );
    std::fs::write(&from, page()).unwrap();
    let from = from.to_str().unwrap();
    let attached = house
        .program(&["scan", "attach", &no, from])
        .output()
        .unwrap();
    assert!(attached.status.success(), "{attached:?}");
    // As a keyboard in Arabic has it.
    let typed = istiqbal::arabic::digits::Digits::ArabicIndic.show(&no);
    let got = house
        .program(&["scan", "get", &typed, "1", "--to", to.to_str().unwrap()])
        .output()
        .unwrap();
    assert!(got.status.success(), "{got:?}");
    assert!(std::fs::read(&to).unwrap() == page());
    let none = house.program(&["scan", "get", &no, "2"]).output().unwrap();
    assert!(!none.status.success());
}
