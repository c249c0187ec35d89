//! A line that is lost, found again, and shared.

use std::os::unix::net::UnixListener;
use std::sync::mpsc::{Receiver, channel};

use super::*;
use crate::domain::pin::PinCode;
use crate::protocol::Made;
use crate::protocol::frame::{Greeting, PROTOCOL};

/// An office that does what a test tells it.
struct Office {
    listener: UnixListener,
    dir: tempfile::TempDir,
}

impl Office {
    fn open() -> Office {
        let dir = tempfile::tempdir().unwrap();
        let listener = UnixListener::bind(dir.path().join("socket")).unwrap();
        Office { listener, dir }
    }

    fn place(&self) -> Place {
        Place::new(self.dir.path().to_owned(), None).unwrap()
    }

    /// Lets the next client in.
    fn greet(&self, protocol: u16) -> UnixStream {
        use std::io::Write;
        let (mut stream, _) = self.listener.accept().unwrap();
        let ours = Greeting {
            protocol,
            ..Greeting::ours()
        };
        stream.write_all(&ours.to_bytes()).unwrap();
        Greeting::read(&mut stream).unwrap();
        stream
    }
}

fn hear(mut line: &UnixStream) -> ToOffice {
    frame::receive(&mut line).unwrap()
}

fn is_watched(line: &UnixStream) -> bool {
    matches!(hear(line), ToOffice::Watch(true))
}

fn command(line: &UnixStream) -> (u64, Command) {
    match hear(line) {
        ToOffice::Do { seq, command } => (seq, *command),
        other => panic!("{other:?}"),
    }
}

fn say(mut line: &UnixStream, message: &ToDesk) {
    frame::send(&mut line, message).unwrap();
}

fn link(office: &Office) -> (Link<&'static str>, Receiver<Arrived>, UnixStream) {
    let (post, arrived) = channel();
    let place = office.place();
    let opening = thread::spawn(move || {
        Link::open(place, PathBuf::from("/nonexistent"), move |it| {
            post.send(it).is_ok()
        })
        .unwrap()
    });
    let line = office.greet(PROTOCOL);
    let link = opening.join().unwrap();
    assert!(is_watched(&line));
    (link, arrived, line)
}

fn done(seq: u64) -> ToDesk {
    let done = Done {
        revision: Revision(7),
        made: Made::Nothing,
    };
    ToDesk::Done {
        seq,
        done: Ok(done),
    }
}

fn branch() -> Order {
    Order::AddBranch {
        name: "تبوك".into(),
    }
}

#[test]
fn what_was_lost_goes_out_again_and_a_command_keeps_its_id() {
    let office = Office::open();
    let (mut link, arrived, line) = link(&office);
    link.ask("drafts", Query::Drafts);
    assert!(link.order("first", None, branch()).is_none());
    assert!(link.order("second", None, branch()).is_none());
    assert!(matches!(hear(&line), ToOffice::Ask { .. }));
    let (first_seq, _) = command(&line);
    let (_, second) = command(&line);
    say(&line, &done(first_seq));
    let heard = link.take(arrived.recv().unwrap());
    assert!(
        matches!(heard, Some(Heard::Done("first", Ok(_)))),
        "{heard:?}"
    );

    drop(line);
    assert!(matches!(
        link.take(arrived.recv().unwrap()),
        Some(Heard::Lost)
    ));
    link.ask("line", Query::Line);
    assert!(link.order("third", None, branch()).is_none());
    let line = office.greet(PROTOCOL);
    assert!(matches!(
        link.take(arrived.recv().unwrap()),
        Some(Heard::Found)
    ));
    assert!(is_watched(&line));
    let (seq, again) = command(&line);
    assert_eq!(again, second);
    let (third_seq, third) = command(&line);
    assert_ne!(third.id, second.id);
    for _ in ["line", "drafts"] {
        let ToOffice::Ask { seq, query } = hear(&line) else {
            panic!("nothing is asked");
        };
        let (tag, answer) = match query {
            Query::Line => ("line", Answer::Line(vec![])),
            _ => ("drafts", Answer::Drafts(vec![])),
        };
        let answer = Ok(answer);
        say(&line, &ToDesk::Answer { seq, answer });
        let heard = link.take(arrived.recv().unwrap());
        assert!(matches!(heard, Some(Heard::Answered(it, Ok(_))) if it == tag));
    }
    for seq in [seq, third_seq] {
        say(&line, &done(seq));
        assert!(matches!(
            link.take(arrived.recv().unwrap()),
            Some(Heard::Done(_, Ok(_)))
        ));
    }
    assert_eq!(link.unanswered(), 0);
}

#[test]
fn a_closing_office_has_not_answered() {
    let office = Office::open();
    let (mut link, arrived, line) = link(&office);
    link.ask("line", Query::Line);
    link.order("it", None, branch());
    let answer = Err(Refusal::Closing);
    say(&line, &ToDesk::Answer { seq: 1, answer });
    let done = Err(Refusal::Closing);
    say(&line, &ToDesk::Done { seq: 2, done });
    assert!(link.take(arrived.recv().unwrap()).is_none());
    assert!(link.take(arrived.recv().unwrap()).is_none());
    assert_eq!(link.unanswered(), 1);
}

#[test]
fn notices_and_refusals_come_through_and_a_message_too_long_is_answered_here() {
    let office = Office::open();
    let (mut link, arrived, line) = link(&office);
    let notice = Notice {
        revision: Revision(3),
        touched: vec![],
        read_afresh: true,
    };
    say(&line, &ToDesk::Notice(notice.clone()));
    let heard = link.take(arrived.recv().unwrap());
    assert!(matches!(heard, Some(Heard::Notice(it)) if it == notice));
    link.order("refused", None, branch());
    let (seq, _) = command(&line);
    let refusal = Err(Refusal::NotOpened);
    say(&line, &ToDesk::Done { seq, done: refusal });
    let heard = link.take(arrived.recv().unwrap());
    assert!(matches!(
        heard,
        Some(Heard::Done("refused", Err(Refusal::NotOpened)))
    ));
    let name = "x".repeat(frame::FRAME_LIMIT);
    let heard = link.order("long", None, Order::AddBranch { name });
    assert!(matches!(
        heard,
        Some(Heard::Done("long", Err(Refusal::Unreadable)))
    ));
    assert_eq!(link.unanswered(), 0);
}

fn knocked(line: &UnixStream) -> (u64, Knock) {
    match hear(line) {
        ToOffice::Knock { seq, knock } => (seq, knock),
        other => panic!("{other:?}"),
    }
}

/// Somebody signs in over the line.
fn signs_in(
    link: &mut Link<&'static str>,
    arrived: &Receiver<Arrived>,
    line: &UnixStream,
    staff: StaffNo,
) {
    let pin = PinCode::parse("2580").unwrap();
    link.knock("in", Knock::SignIn { staff, pin });
    let (seq, _) = knocked(line);
    let answer = Ok(Answer::SignedIn {
        staff,
        set_first: false,
        ticket: Ticket(1),
        missed: 0,
    });
    say(line, &ToDesk::Answer { seq, answer });
    let heard = link.take(arrived.recv().unwrap());
    assert!(matches!(heard, Some(Heard::Answered("in", Ok(_)))));
}

#[test]
fn what_is_given_is_done_before_one_goes() {
    let office = Office::open();
    let (mut link, arrived, line) = link(&office);
    link.order("kept", None, branch());
    let (seq, _) = command(&line);
    link.knock("out", Knock::SignOut);
    link.ask("line", Query::Line);
    assert!(matches!(hear(&line), ToOffice::Ask { .. }), "it waits");
    say(&line, &done(seq));
    assert!(matches!(
        link.take(arrived.recv().unwrap()),
        Some(Heard::Done("kept", Ok(_)))
    ));
    assert!(matches!(knocked(&line), (_, Knock::SignOut)));
}

#[test]
fn what_one_of_them_gave_never_goes_out_as_another_of_them() {
    const SALMA: StaffNo = StaffNo(1);
    const HUDA: StaffNo = StaffNo(2);
    let office = Office::open();
    let (mut link, arrived, line) = link(&office);
    signs_in(&mut link, &arrived, &line, SALMA);
    link.order("hers", None, branch());
    let (_, hers) = command(&line);
    drop(line);
    assert!(matches!(
        link.take(arrived.recv().unwrap()),
        Some(Heard::Lost)
    ));
    assert_eq!(link.ticket(), None);
    let line = office.greet(PROTOCOL);
    link.take(arrived.recv().unwrap());
    assert!(is_watched(&line));
    // The office wants to know who sits there before it says what happened.
    let (seq, _) = command(&line);
    let refusal = Err(Refusal::SignIn);
    say(&line, &ToDesk::Done { seq, done: refusal });
    assert!(matches!(
        link.take(arrived.recv().unwrap()),
        Some(Heard::Barred)
    ));
    signs_in(&mut link, &arrived, &line, HUDA);
    link.order("another's", None, branch());
    let (of_huda, other) = command(&line);
    assert_ne!(other.id, hers.id);
    say(&line, &done(of_huda));
    link.take(arrived.recv().unwrap());
    signs_in(&mut link, &arrived, &line, SALMA);
    let (again, command) = command(&line);
    assert_eq!(command, hers);
    say(&line, &done(again));
    assert!(matches!(
        link.take(arrived.recv().unwrap()),
        Some(Heard::Done("hers", Ok(_)))
    ));
    assert_eq!(link.unanswered(), 0);
}

#[test]
fn an_office_that_comes_back_newer_ends_the_search_and_is_named() {
    let office = Office::open();
    let (mut link, arrived, line) = link(&office);
    drop(line);
    assert!(matches!(
        link.take(arrived.recv().unwrap()),
        Some(Heard::Lost)
    ));
    office.greet(PROTOCOL + 1);
    let heard = link.take(arrived.recv().unwrap());
    let Some(Heard::Hopeless(ReachError::Client(ClientError::Version { older, .. }))) = heard
    else {
        panic!("{heard:?}");
    };
    assert!(!older);
}
