//! Clients with bad manners, or bad lines: none of them hurts the office, or anybody else.

use std::io::{Read, Write};
use std::os::unix::net::UnixStream;

use istiqbal::domain::ids::{BranchNo, Entity};
use istiqbal::protocol::frame::{self, FRAME_LIMIT, Greeting};
use istiqbal::protocol::{Answer, ClientError, Query, Refusal, ToDesk, ToOffice};

use super::house::{House, command, enquiry, register, registered};

/// A line that has greeted.
fn greeted(house: &House) -> UnixStream {
    let mut stream = UnixStream::connect(&house.place.socket).unwrap();
    stream.write_all(&Greeting::ours().to_bytes()).unwrap();
    Greeting::read(&mut stream).unwrap();
    stream
}

/// Whether the office hangs up, with no word.
fn hung_up(mut stream: UnixStream) {
    let mut rest = vec![];
    // A reset is as good an end as any: there was more that it did not read.
    let _ = stream.read_to_end(&mut rest);
    assert!(rest.is_empty(), "{rest:?}");
}

#[test]
fn nothing_a_client_sends_hurts_the_office_or_another_client() {
    let (house, _office) = House::open();
    let mut good = house.client();
    let mut kept = vec![];
    let mut number = 0;
    let mut still_good = || {
        number += 1;
        good.order(enquiry(&format!("سؤال {number}"))).unwrap();
        house.client().ask(Query::Desk).unwrap();
    };
    let ask = frame::pack(&ToOffice::Ask {
        seq: 1,
        query: Query::Desk,
    })
    .unwrap();

    // No greeting at all, and half of one: these stay, and wait.
    kept.push(UnixStream::connect(&house.place.socket).unwrap());
    let mut half = UnixStream::connect(&house.place.socket).unwrap();
    half.write_all(b"ISTI").unwrap();
    kept.push(half);
    still_good();

    // Another protocol altogether.
    let mut stream = UnixStream::connect(&house.place.socket).unwrap();
    stream
        .write_all(b"GET / HTTP/1.1\r\nHost: example\r\n\r\n")
        .unwrap();
    Greeting::read(&mut stream).unwrap();
    hung_up(stream);
    still_good();

    // A frame too long, by one and by all.
    for length in [u32::try_from(FRAME_LIMIT).unwrap() + 1, u32::MAX] {
        let mut stream = greeted(&house);
        stream.write_all(&length.to_be_bytes()).unwrap();
        hung_up(stream);
        still_good();
    }

    // A frame of nothing, of noise, of a message with something after it, and of one cut short.
    let body = &ask[4..];
    for body in [
        vec![],
        vec![0xFF; 100],
        (0..=255).collect(),
        [body, &[0]].concat(),
        body[..body.len() - 1].to_vec(),
    ] {
        let mut stream = greeted(&house);
        let length = u32::try_from(body.len()).unwrap().to_be_bytes();
        stream.write_all(&[&length[..], &body].concat()).unwrap();
        hung_up(stream);
        still_good();
    }

    // A frame that ends in the middle, once with the line gone and once with the line held.
    let longest = u32::try_from(FRAME_LIMIT).unwrap().to_be_bytes();
    let mut stream = greeted(&house);
    stream.write_all(&longest).unwrap();
    stream.write_all(&[0; 1000]).unwrap();
    drop(stream);
    let mut stream = greeted(&house);
    stream.write_all(&longest).unwrap();
    kept.push(stream);
    still_good();

    // Questions without end from somebody who never listens.
    let mut deaf = greeted(&house);
    deaf.set_nonblocking(true).unwrap();
    let many = ask.repeat(1000);
    for _ in 0..100 {
        if deaf.write(&many).is_err() {
            break;
        }
    }
    kept.push(deaf);
    still_good();
    drop(kept);
    still_good();
    drop(house.client());
    house.verified();
}

#[test]
fn a_message_in_the_smallest_pieces_is_understood() {
    let (house, _office) = House::open();
    let mut stream = UnixStream::connect(&house.place.socket).unwrap();
    let ask = frame::pack(&ToOffice::Ask {
        seq: 9,
        query: Query::Line,
    })
    .unwrap();
    for byte in Greeting::ours().to_bytes().into_iter().chain(ask) {
        stream.write_all(&[byte]).unwrap();
    }
    Greeting::read(&mut stream).unwrap();
    let answer: ToDesk = frame::receive(&mut stream).unwrap();
    assert!(
        matches!(
            answer,
            ToDesk::Answer {
                seq: 9,
                answer: Ok(Answer::Line(_))
            }
        ),
        "{answer:?}"
    );
}

#[test]
fn whoever_watches_is_told_and_whoever_does_not_is_not() {
    let (house, _office) = House::open();
    let (mut watching, mut other) = (house.client(), house.client());
    watching.watch().unwrap();
    // Asking after is answered after: from here on it is told.
    watching.ask(Query::Desk).unwrap();
    let person = registered(&mut other, 1);
    let notice = watching.next_notice().unwrap();
    assert_eq!(notice.touched, [Entity::Person(person)]);
    assert!(!notice.read_afresh);
    assert_eq!(other.notices, []);

    // Reading touches nothing, and a refusal tells nobody.
    other.ask(Query::Person(person)).unwrap();
    other.order(register(1)).unwrap_err();
    let next = registered(&mut other, 2);
    assert_eq!(
        watching.next_notice().unwrap().touched,
        [Entity::Person(next)]
    );

    let mut stream = watching.into_stream();
    frame::send(&mut stream, &ToOffice::Watch(false)).unwrap();
    let ask = |seq| ToOffice::Ask {
        seq,
        query: Query::Desk,
    };
    frame::send(&mut stream, &ask(100)).unwrap();
    let answer: ToDesk = frame::receive(&mut stream).unwrap();
    assert!(matches!(answer, ToDesk::Answer { seq: 100, .. }));
    registered(&mut other, 3);
    frame::send(&mut stream, &ask(101)).unwrap();
    let answer: ToDesk = frame::receive(&mut stream).unwrap();
    assert!(
        matches!(answer, ToDesk::Answer { seq: 101, .. }),
        "{answer:?}"
    );
}

#[test]
fn who_falls_behind_is_told_to_read_afresh_and_delays_nobody() {
    let (house, _office) = House::open();
    let (mut behind, mut other) = (house.client(), house.client());
    behind.watch().unwrap();
    behind.ask(Query::Desk).unwrap();
    let mut last = None;
    // More than the line's own buffer and the office's queue together hold.
    for number in 0..3_000 {
        // Of the house, and so told one by one.
        let rename = istiqbal::protocol::Order::RenameBranch {
            branch: BranchNo(1),
            name: number.to_string(),
        };
        last = Some(other.order(rename).unwrap().revision);
    }
    let mut told = 0;
    let afresh = loop {
        let notice = behind.next_notice().unwrap();
        told += 1;
        if notice.read_afresh {
            break notice;
        }
    };
    assert!(told < 3_000, "{told}");
    assert_eq!(afresh.touched, []);
    // What is read now is everything up to there at least; what comes after is told again.
    assert!(Some(afresh.revision) <= last);
    let mut revision = afresh.revision;
    while Some(revision) < last {
        revision = behind.next_notice().unwrap().revision;
    }
    let person = registered(&mut other, 5);
    assert_eq!(
        behind.next_notice().unwrap().touched,
        [Entity::Person(person)]
    );
}

#[test]
fn much_that_happens_is_told_in_few_words_and_none_of_it_is_left_out() {
    let (house, _office) = House::open();
    let (mut watching, mut other) = (house.client(), house.client());
    watching.watch().unwrap();
    watching.ask(Query::Desk).unwrap();
    let orders = 300;
    let mut last = None;
    for number in 0..orders {
        last = Some(other.order(enquiry(&number.to_string())).unwrap().revision);
    }
    let (mut notices, mut touched) = (0, std::collections::BTreeSet::new());
    loop {
        let notice = watching.next_notice().unwrap();
        assert!(!notice.read_afresh);
        notices += 1;
        touched.extend(notice.touched);
        if Some(notice.revision) >= last {
            break;
        }
    }
    assert_eq!(touched.len(), orders);
    assert!(notices < orders, "{notices}");
}

#[test]
fn more_than_an_answer_holds_is_refused_by_name_and_less_is_told() {
    let (house, _office) = House::open();
    let mut client = house.client();
    let question = "؟".repeat(8_000);
    for _ in 0..200 {
        let mut order = enquiry(&question);
        if let istiqbal::protocol::Order::LogEnquiry { answer, .. } = &mut order {
            answer.clone_from(&question);
        }
        client.command(command(order)).unwrap();
    }
    let refused = client.ask(Query::Enquiries { limit: 200 }).unwrap_err();
    assert!(
        matches!(refused, ClientError::Refused(Refusal::TooMuch)),
        "{refused}"
    );
    let told = client.ask(Query::Enquiries { limit: 20 }).unwrap();
    assert!(matches!(told, Answer::Enquiries(told) if told.len() == 20));
}

#[test]
fn very_much_changed_at_once_is_told_as_that() {
    let (house, _office) = House::open();
    let mut watching = house.client();
    watching.watch().unwrap();
    watching.ask(Query::Desk).unwrap();
    let people = (1..1_000).map(super::world::people::somebody).collect();
    let import = istiqbal::protocol::Order::ImportPeople {
        people,
        source: [1; 32],
        dry_run: false,
    };
    house.client().order(import).unwrap();
    let notice = watching.next_notice().unwrap();
    assert!(notice.read_afresh);
    assert_eq!(notice.touched, []);
}
