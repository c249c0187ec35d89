//! A client and an office of different versions: said by name, with which of them is older and what to do.

use std::io::{Read, Write};
use std::os::unix::net::{UnixListener, UnixStream};
use std::thread;

use istiqbal::protocol::frame::{Greeting, PROTOCOL};
use istiqbal::protocol::{Client, ClientError, Query};

use super::house::House;

fn greeting(protocol: u16, program: &str) -> Greeting {
    Greeting {
        protocol,
        program: program.to_owned(),
    }
}

/// An office of some version that greets one client.
fn office_of(version: Greeting, house: &House) -> thread::JoinHandle<()> {
    let listener = UnixListener::bind(&house.place.socket).unwrap();
    thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        stream.write_all(&version.to_bytes()).unwrap();
        let ours = Greeting::read(&mut stream).unwrap();
        assert_eq!(ours, Greeting::ours());
    })
}

#[test]
fn a_client_says_which_side_is_older() {
    for (version, is_older, advice) in [
        (greeting(PROTOCOL - 1, "0.0.9"), true, "restart the office"),
        (greeting(PROTOCOL + 1, "9.1.0"), false, "log in again"),
    ] {
        let house = House::new();
        house.place.prepare().unwrap();
        let office = office_of(version.clone(), &house);
        let refused = Client::connect(&house.place.socket).unwrap_err();
        let ClientError::Version {
            ours,
            theirs,
            older,
        } = &refused
        else {
            panic!("{refused}");
        };
        assert_eq!(
            (ours.as_str(), theirs, *older),
            (env!("CARGO_PKG_VERSION"), &version.program, is_older)
        );
        let said = refused.to_string();
        assert!(
            said.contains(advice) && said.contains(&version.program),
            "{said}"
        );
        office.join().unwrap();
    }
}

#[test]
fn the_program_says_it_too_and_starts_no_second_office() {
    let house = House::new();
    house.place.prepare().unwrap();
    let office = office_of(greeting(PROTOCOL + 1, "9.1.0"), &house);
    let queue = house.program(&["queue"]).output().unwrap();
    let said = String::from_utf8_lossy(&queue.stderr).into_owned();
    assert_eq!(queue.status.code(), Some(1), "{said}");
    assert!(said.contains("9.1.0"), "{said}");
    assert!(!house.place.data.join("journal").exists());
    office.join().unwrap();
}

#[test]
fn an_office_names_its_version_to_any_client_and_goes_on() {
    let (house, _office) = House::open();
    let mut ours = house.client();
    for theirs in [
        greeting(0, "0.0.1"),
        greeting(PROTOCOL + 7, "12.0"),
        greeting(900, ""),
    ] {
        let mut stream = UnixStream::connect(&house.place.socket).unwrap();
        stream.write_all(&theirs.to_bytes()).unwrap();
        assert_eq!(Greeting::read(&mut stream).unwrap(), Greeting::ours());
        // Then the line is closed, with nothing more said that another version would misread.
        let mut rest = vec![];
        stream.read_to_end(&mut rest).unwrap();
        assert!(rest.is_empty(), "{rest:?}");
        ours.ask(Query::Desk).unwrap();
    }
    assert!(house.log().contains("another version"), "{}", house.log());
}

#[test]
fn what_listens_and_is_no_office_is_named() {
    let house = House::new();
    house.place.prepare().unwrap();
    let listener = UnixListener::bind(&house.place.socket).unwrap();
    let other = thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        stream.write_all(b"220 mail.example.sa ESMTP\r\n").unwrap();
    });
    let refused = Client::connect(&house.place.socket).unwrap_err();
    assert!(refused.to_string().contains("not istiqbal"), "{refused}");
    other.join().unwrap();
}
