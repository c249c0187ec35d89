//! How offices start: one for each directory, however many start it and whatever they find there.

use std::fs;
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};
use std::sync::Barrier;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use istiqbal::domain::staff::Role;
use istiqbal::protocol::reach::{Place, ReachError, SOCKET_PATH_LIMIT};
use istiqbal::protocol::{Answer, Query};
use rustix::net::sockopt::socket_peercred;
use rustix::process::{Pid, Signal, kill_process};

use super::house::{House, PROGRAM, enquiry, open_desk, until};

fn works(house: &House) {
    let mut client = house.client();
    assert!(matches!(client.ask(Query::Desk), Ok(Answer::Desk(_))));
}

#[test]
fn an_empty_directory_gets_its_office_on_demand() {
    let house = House::new();
    assert!(house.place.reach_running().unwrap().is_none());
    works(&house);
    assert!(house.place.reach_running().unwrap().is_some());
}

#[test]
fn a_stale_socket_is_taken_away() {
    let house = House::new();
    fs::create_dir_all(&house.place.data).unwrap();
    drop(UnixListener::bind(&house.place.socket).unwrap());
    assert!(house.place.socket.exists());
    works(&house);
}

#[test]
fn the_socket_of_an_office_that_was_killed_is_taken_away() {
    let (house, mut office) = House::open();
    office.kill();
    assert!(house.place.socket.exists());
    works(&house);
}

#[test]
fn a_file_where_the_socket_should_be_is_left_alone_and_named() {
    let mut house = House::new();
    house.place.socket = house.dir.path().join("letter.txt");
    fs::write(&house.place.socket, "dear sir").unwrap();
    let refused = house.place.reach(Path::new(PROGRAM)).unwrap_err();
    let ReachError::Socket { path, .. } = &refused else {
        panic!("{refused}");
    };
    assert_eq!(path, &house.place.socket);
    assert_eq!(fs::read_to_string(path).unwrap(), "dear sir");
}

#[test]
fn desks_that_start_at_once_find_one_office() {
    for _ in 0..5 {
        let house = House::new();
        let together = Barrier::new(8);
        let offices: Vec<i32> = thread::scope(|scope| {
            let desk = || {
                together.wait();
                let stream = house.client().into_stream();
                socket_peercred(&stream).unwrap().pid.as_raw_nonzero().get()
            };
            let desks: Vec<_> = (0..8).map(|_| scope.spawn(desk)).collect();
            desks.into_iter().map(|desk| desk.join().unwrap()).collect()
        });
        assert!(
            offices.iter().all(|office| *office == offices[0]),
            "{offices:?}"
        );
        assert_eq!(house.holder(), Some(offices[0]));
    }
}

#[test]
fn a_second_office_for_one_directory_is_refused_by_name() {
    let (house, _office) = House::open();
    let second = house.program(&["office"]).output().unwrap();
    let said = String::from_utf8_lossy(&second.stderr).into_owned();
    assert_eq!(second.status.code(), Some(1), "{said}");
    let directory = house.place.data.display().to_string();
    assert!(
        said.contains(&directory) && said.contains("running already"),
        "{said}"
    );

    // At a socket of its own it is the journal that is held.
    let mut elsewhere = House::new();
    elsewhere.place.data.clone_from(&house.place.data);
    let second = elsewhere.program(&["office"]).output().unwrap();
    let said = String::from_utf8_lossy(&second.stderr).into_owned();
    assert_eq!(second.status.code(), Some(1), "{said}");
    let id = house.holder().unwrap().to_string();
    assert!(
        said.contains("held by another process") && said.contains(&id),
        "{said}"
    );
    let refused = elsewhere.place.reach(Path::new(PROGRAM)).unwrap_err();
    assert!(
        matches!(&refused, ReachError::Office(why) if why.contains("held by another process")),
        "{refused}"
    );
    elsewhere.place.data = PathBuf::from("/nonexistent");
    works(&house);
}

#[test]
fn a_directory_that_cannot_be_written_is_named() {
    let house = House::new();
    let file = house.dir.path().join("a-file");
    fs::write(&file, "").unwrap();
    for data in [
        file.join("data"),
        file.clone(),
        PathBuf::from("/proc/istiqbal"),
    ] {
        let place = Place::new(data.clone(), None).unwrap();
        let refused = place.reach(Path::new(PROGRAM)).unwrap_err();
        let ReachError::Data { path, .. } = &refused else {
            panic!("{}: {refused}", data.display());
        };
        assert!(path.starts_with(&data), "{refused}");
        let office = House {
            dir: super::world::scratch(),
            place,
        };
        let office = office.program(&["office"]).output().unwrap();
        let said = String::from_utf8_lossy(&office.stderr).into_owned();
        assert_eq!(office.status.code(), Some(1));
        let named = said.contains(&data.display().to_string());
        assert!(named && said.contains("--data"), "{said}");
    }
}

#[test]
fn a_socket_path_too_long_is_named_and_the_longest_works() {
    let mut house = House::new();
    let room = |length: usize| {
        let dir = house.dir.path();
        dir.join("s".repeat(length - dir.as_os_str().len() - 1))
    };
    let longest = room(SOCKET_PATH_LIMIT);
    let refused = Place::new(house.place.data.clone(), Some(room(SOCKET_PATH_LIMIT + 1)));
    assert!(
        matches!(&refused, Err(ReachError::SocketTooLong { length: 108, .. })),
        "{refused:?}"
    );
    house.place = Place::new(house.place.data.clone(), Some(longest)).unwrap();
    works(&house);
}

#[test]
fn an_office_that_cannot_start_says_why_to_whoever_wanted_it() {
    let house = House::new();
    open_desk(&mut house.client(), []);
    kill_process(
        Pid::from_raw(house.holder().unwrap()).unwrap(),
        Signal::KILL,
    )
    .unwrap();
    until("its end", || {
        house.place.reach_running().unwrap().is_none().then_some(())
    });
    let journal = house.place.data.join("journal");
    let segment = fs::read_dir(&journal)
        .unwrap()
        .map(|file| file.unwrap().path())
        .find(|path| path.extension().is_some_and(|ending| ending == "istiqbal"))
        .unwrap();
    let mut bytes = fs::read(&segment).unwrap();
    bytes[200] ^= 1;
    fs::write(&segment, &bytes).unwrap();
    let refused = house.place.reach(Path::new(PROGRAM)).unwrap_err();
    let ReachError::Office(why) = &refused else {
        panic!("{refused}");
    };
    let segment_named = why.contains(&segment.display().to_string());
    assert!(segment_named && why.contains("damaged"), "{why}");
    assert_eq!(fs::read(&segment).unwrap(), bytes, "nothing was changed");
}

#[test]
fn desks_find_an_office_while_offices_come_and_go() {
    let house = House::new();
    open_desk(&mut house.client(), [Role::Reception]);
    let working = AtomicUsize::new(4);
    thread::scope(|scope| {
        let desks: Vec<_> = (0..4)
            .map(|desk| {
                let (house, working) = (&house, &working);
                scope.spawn(move || {
                    for round in 0..60 {
                        let mut client = house.client();
                        // The line may go while its office leaves; the next one is found all the same.
                        let _ = client.order(enquiry(&format!("{desk} {round}")));
                    }
                    working.fetch_sub(1, Ordering::Relaxed);
                })
            })
            .collect();
        while working.load(Ordering::Relaxed) > 0 {
            if let Ok(Some(client)) = house.place.reach_running() {
                let office = socket_peercred(client.into_stream()).unwrap().pid;
                let _ = kill_process(office, Signal::TERM);
            }
        }
        for desk in desks {
            desk.join().unwrap();
        }
    });
    house.verified();
}
