//! Frames made wrong, between two parties that do not trust each other.

use std::cell::RefCell;
use std::io::{Read, Write};
use std::net::Shutdown;
use std::os::unix::net::UnixStream;

use istiqbal::journal::codec;
use istiqbal::protocol::frame::{self, Greeting};
use istiqbal::protocol::query::Answer;
use istiqbal::protocol::{Command, Order, Query, ToDesk, ToOffice};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::house::{House, enquiry};
use super::outside::{cases, harmful_text, made_wrong};
use super::world;
use super::world::acts::acts;
use super::world::desk::Desk;

/// Messages to an office: every order that a season of random work gives, and questions.
fn to_office() -> Vec<Vec<u8>> {
    let mut desk = Desk::open(&world::profiles()[1]);
    let mut runner = TestRunner::deterministic();
    let acts = acts(400..401).new_tree(&mut runner).unwrap().current();
    let mut messages = vec![];
    for (seq, act) in (1..).zip(acts) {
        let order = act.order(&desk.records);
        // Refused or not, it was sent.
        let _ = desk.order(act.uid, &order);
        messages.push(ToOffice::Do {
            seq,
            command: Box::new(Command {
                id: u128::from(seq),
                saw: None,
                order,
            }),
        });
    }
    messages.extend(
        [Query::Desk, Query::Line, Query::Drafts, Query::Versions]
            .map(|query| ToOffice::Ask { seq: 1, query }),
    );
    messages.push(ToOffice::Watch(true));
    messages.iter().map(body).collect()
}

/// Messages to a desk.
fn to_desk() -> Vec<Vec<u8>> {
    let source = world::profiles()[1].clone();
    let answers = [Answer::Profile(source), Answer::Line(vec![])];
    let answers = answers.map(|answer| ToDesk::Answer {
        seq: 3,
        answer: Ok(answer),
    });
    answers.iter().map(body).collect()
}

fn body<T: Serialize>(message: &T) -> Vec<u8> {
    codec::encode(message).unwrap()
}

/// Read, or refused; what was read is written as the same bytes again, so nothing has two meanings.
fn read_and_written<T: Serialize + DeserializeOwned>(bytes: &[u8]) -> Result<(), TestCaseError> {
    let Ok(message) = codec::decode::<T>(bytes) else {
        return Ok(());
    };
    let again = codec::encode(&message).unwrap();
    let twice: T = codec::decode(&again).unwrap();
    prop_assert_eq!(codec::encode(&twice).unwrap(), again);
    Ok(())
}

#[test]
fn a_frame_made_wrong_is_read_or_refused() {
    let mut runner = TestRunner::new(cases(20_000));
    runner
        .run(&made_wrong(to_office()), |bytes| {
            read_and_written::<ToOffice>(&bytes)
        })
        .unwrap();
    let mut runner = TestRunner::new(cases(2_000));
    runner
        .run(&made_wrong(to_desk()), |bytes| {
            read_and_written::<ToDesk>(&bytes)
        })
        .unwrap();
}

#[test]
fn an_office_outlives_every_frame_and_serves_the_others() {
    let (house, _office) = House::open();
    let good = RefCell::new((house.client(), 0));
    let framed = (made_wrong(to_office()), any::<bool>());
    let mut runner = TestRunner::new(cases(400));
    runner
        .run(&framed, |(body, honest)| {
            let mut stream = UnixStream::connect(&house.place.socket).unwrap();
            stream.write_all(&Greeting::ours().to_bytes()).unwrap();
            // It may have hung up before everything was written.
            let claimed = body.len() + usize::from(!honest);
            let length = u32::try_from(claimed).unwrap().to_be_bytes();
            let _ = stream.write_all(&[&length[..], &body].concat());
            let _ = stream.shutdown(Shutdown::Write);
            let mut said = vec![];
            let _ = stream.read_to_end(&mut said);
            let (good, done) = &mut *good.borrow_mut();
            *done += 1;
            good.order(enquiry(&format!("سؤال {done}"))).unwrap();
            Ok(())
        })
        .unwrap();
    drop(good);
    house.verified();
}

#[test]
fn harmful_text_in_an_order_is_kept_as_text_alone() {
    let (house, _office) = House::open();
    let mut runner = TestRunner::new(cases(300));
    let client = RefCell::new(house.client());
    runner
        .run(&(harmful_text(), harmful_text()), |(question, answer)| {
            let mut client = client.borrow_mut();
            let asked = client.order(Order::LogEnquiry {
                question,
                answer,
                channel: "phone".into(),
                person: None,
                standard: None,
            });
            let _ = asked;
            let Answer::Enquiries(enquiries) = client.ask(Query::Enquiries { limit: 1 }).unwrap()
            else {
                panic!("no enquiries");
            };
            for enquiry in enquiries {
                let shown = enquiry.question.clone() + &enquiry.answer;
                prop_assert!(super::outside::is_text_alone(&shown), "{shown:?}");
            }
            Ok(())
        })
        .unwrap();
}

/// A frame in the smallest pieces is in nobody's way, however long it takes.
#[test]
fn a_slow_frame_keeps_nobody_waiting() {
    let (house, _office) = House::open();
    let mut good = house.client();
    let ask = frame::pack(&ToOffice::Ask {
        seq: 1,
        query: Query::Desk,
    })
    .unwrap();
    let mut slow: Vec<UnixStream> = (0..32)
        .map(|_| UnixStream::connect(&house.place.socket).unwrap())
        .collect();
    let mut number = 0;
    for byte in Greeting::ours().to_bytes().into_iter().chain(ask) {
        for stream in &mut slow {
            stream.write_all(&[byte]).unwrap();
        }
        number += 1;
        good.order(enquiry(&format!("سؤال {number}"))).unwrap();
    }
    for mut stream in slow {
        Greeting::read(&mut stream).unwrap();
        let answer: ToDesk = frame::receive(&mut stream).unwrap();
        assert!(matches!(answer, ToDesk::Answer { seq: 1, .. }));
    }
}
