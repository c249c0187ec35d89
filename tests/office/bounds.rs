//! What one client may not have of the office, though every frame of it is well made.

use std::io::{Read, Write};
use std::os::unix::net::UnixStream;

use istiqbal::domain::event::Event;
use istiqbal::domain::ids::Entity;
use istiqbal::domain::person::Facts;
use istiqbal::protocol::frame::Greeting;
use istiqbal::protocol::query::Likes;
use istiqbal::protocol::{ClientError, Imported, Made, Order, Query, Refusal};

use super::house::{House, command, enquiry, registered, until};
use super::world::people::somebody;

/// One character that stands for a phrase of eighteen.
const PHRASE: &str = "\u{FDFA}";

fn field_refused<T: std::fmt::Debug>(outcome: Result<T, ClientError>, wanted: (&str, &str)) {
    match outcome.unwrap_err() {
        ClientError::Refused(Refusal::Invalid { field, why }) => {
            assert_eq!((field.as_str(), why.as_str()), wanted);
        }
        other => panic!("{other}"),
    }
}

#[test]
fn nobody_looks_for_a_word_as_long_as_a_frame() {
    let (house, _office) = House::open();
    let mut client = house.client();
    for word in ["a".repeat(1_000_000), "م".repeat(1_000_000)] {
        let traits = Likes {
            name: word.clone(),
            id: String::new(),
            mobile: String::new(),
            born: String::new(),
        };
        let alike = Query::Alike {
            traits,
            except: None,
        };
        field_refused(client.ask(alike), ("name", "too-long"));
        let find = Query::Find {
            text: word,
            limit: 50,
        };
        field_refused(client.ask(find), ("text", "too-long"));
    }
}

#[test]
fn what_grows_as_it_is_cleaned_is_measured_once_it_is() {
    let (house, _office) = House::open();
    let mut client = house.client();
    let mut register = |change: &dyn Fn(&mut Facts)| {
        let mut facts = somebody(1);
        change(&mut facts);
        client.order(Order::RegisterPerson {
            facts,
            not_the_same: vec![],
            draft: None,
        })
    };
    let own = |fields: usize, value: String| {
        move |facts: &mut Facts| {
            let fields = (0..fields).map(|at| (format!("f{at}"), value.clone()));
            facts.extra = fields.collect();
        }
    };
    let grown = register(&own(65, PHRASE.repeat(8_000)));
    field_refused(grown, ("f0", "too-long"));
    let together = register(&own(20, "م".repeat(8_000)));
    field_refused(together, ("fields", "too-long"));
    for name in [PHRASE.repeat(8_000), PHRASE.repeat(50), "م".repeat(101)] {
        let long = register(&|facts| facts.name.father.clone_from(&name));
        field_refused(long, ("name", "too-long"));
    }
    register(&|facts| facts.name.father = "م".repeat(100)).unwrap();
    client.order(enquiry("؟")).unwrap();
}

#[test]
fn an_import_holds_nobody_up_for_long_and_its_outcome_is_not_kept() {
    let (house, _office) = House::open();
    let import = |people| Order::ImportPeople {
        people: (0..people).map(somebody).collect(),
        source: [3; 32],
        dry_run: true,
    };
    let mut client = house.client();
    field_refused(client.order(import(1_001)), ("people", "too-many"));
    let mut command = command(import(5));
    client.command(command.clone()).unwrap();
    // Had the outcome been kept, it would be told again, whatever is asked by the same id.
    command.order = import(3);
    let Made::Imported(made) = client.command(command).unwrap().made else {
        panic!()
    };
    assert_eq!(made.len(), 3);
    assert!(matches!(made[0], Imported::Added(_)));
}

#[test]
fn one_reading_is_told_once_however_often_it_is_asked_for() {
    let (house, _office) = House::open();
    let mut client = house.client();
    let person = registered(&mut client, 1);
    let entity = Entity::Person(person);
    let copy = |field: &str| Order::NoteCopied {
        entity,
        field: field.into(),
    };
    let mut asked = 0_u64;
    for _ in 0..100 {
        client.ask(Query::Person(person)).unwrap();
        for order in [Order::Reveal(entity), copy("mobile"), copy("iban")] {
            client.order(order).unwrap();
            asked += 1;
        }
    }
    // Another line of the same reader is no other reader.
    house.client().ask(Query::Person(person)).unwrap();
    client.order(enquiry("؟")).unwrap();
    let events = house.events();
    let read = events.iter().filter(|event| event.reads() == Some(entity));
    let mut read: Vec<&str> = read.map(Event::id).collect();
    read.sort();
    assert_eq!(
        read,
        [
            "record-copied",
            "record-copied",
            "record-opened",
            "record-revealed"
        ]
    );
    // And no hand copies without end.
    let refused = loop {
        match client.order(copy("mobile")) {
            Ok(_) => asked += 1,
            Err(refused) => break refused,
        }
        assert!(asked < 10_000);
    };
    assert!(
        matches!(refused, ClientError::Refused(Refusal::TooOften { until }) if until.0 > 0),
        "{refused}"
    );
    assert!(asked > 1_000, "{asked}");
    // Nothing else of theirs is held up.
    client.ask(Query::Person(person)).unwrap();
    client.order(enquiry("؟")).unwrap();
    house.verified();
}

#[test]
fn no_draft_grows_without_end_by_being_kept_again() {
    let (house, _office) = House::open();
    let mut client = house.client();
    let keep = |draft| Order::KeepDraft {
        draft,
        about: Default::default(),
        changed: (0..15)
            .map(|at| (format!("f{at}"), "a".repeat(16_000)))
            .collect(),
        at: String::new(),
    };
    let Made::Draft(draft) = client.order(keep(None)).unwrap().made else {
        panic!()
    };
    let mut kept = 1;
    let refused = loop {
        match client.order(keep(Some(draft))) {
            Ok(_) => kept += 1,
            Err(refused) => break refused,
        }
        assert!(kept < 1_000, "there is no end to it");
    };
    assert!(
        matches!(refused, ClientError::Refused(Refusal::TooOften { .. })),
        "{refused}"
    );
    assert!(kept > 200, "{kept}");
    client.order(enquiry("؟")).unwrap();
}

#[test]
fn whoever_does_not_finish_greeting_is_not_waited_for() {
    let (house, _office) = House::open();
    let idle = house.client();
    let half = |greeting: &[u8]| {
        let mut stream = UnixStream::connect(&house.place.socket).unwrap();
        stream.write_all(greeting).unwrap();
        stream
    };
    let ours = Greeting::ours().to_bytes();
    for mut stream in [half(&[]), half(&ours[..5]), half(&ours[..ours.len() - 1])] {
        let mut rest = vec![];
        stream.read_to_end(&mut rest).unwrap();
        assert_eq!(rest, ours, "greeted, and hung up");
    }
    // Whoever did may sit there all day.
    let mut idle = idle;
    idle.ask(Query::Desk).unwrap();
}

#[test]
fn one_user_has_no_lines_without_end_and_new_ones_once_some_are_gone() {
    let (house, _office) = House::open();
    let line = || {
        let mut stream = UnixStream::connect(&house.place.socket).ok()?;
        stream.write_all(&Greeting::ours().to_bytes()).ok()?;
        let mut first = [0];
        stream.read_exact(&mut first).ok()?;
        Some(stream)
    };
    let mut lines = vec![];
    while let Some(stream) = line() {
        lines.push(stream);
        assert!(lines.len() <= 600, "there is no end to them");
    }
    assert!(lines.len() > 500, "{}", lines.len());
    lines.truncate(400);
    until("room for another", line);
    house.client().order(enquiry("؟")).unwrap();
}
