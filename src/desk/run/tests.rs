use std::io::Write;
use std::os::unix::net::UnixListener;
use std::path::Path;

use super::*;
use crate::desk::screens::made_up::case;
use crate::domain::ids::Revision;
use crate::locale::Language;
use crate::protocol::frame::{self, Greeting};
use crate::protocol::{Done, Made, ToDesk, ToOffice};
use crate::sheets::Kind;

#[test]
fn the_clock_is_waited_for_and_no_longer() {
    for (last, now, wait) in [
        (0, 0, 60_000),
        (0, 1, 59_999),
        (1, 59_999, 1),
        // It has moved on, or was set back, while other things were done.
        (59_999, 60_000, 0),
        (0, 200_000, 0),
        (200_000, 0, 0),
    ] {
        let wait = Duration::from_millis(wait);
        assert_eq!(until_tick(Moment(last), Moment(now)), wait);
    }
}

/// Only reached where something is broken.
const PATIENCE: Duration = Duration::from_secs(120);

/// A desk whose terminal is gone, before an office that does whatever it is told. It has no fonts.
fn left(dir: &Path) -> (Running, Receiver<Input>) {
    let place = Place::new(dir.to_owned(), None).unwrap();
    let listener = UnixListener::bind(dir.join("socket")).unwrap();
    thread::spawn(move || {
        let (mut line, _) = listener.accept().unwrap();
        line.write_all(&Greeting::ours().to_bytes()).unwrap();
        Greeting::read(&mut line).unwrap();
        while let Ok(message) = frame::receive(&mut line) {
            if let ToOffice::Do { seq, .. } = message {
                let done = Ok(Done {
                    revision: Revision(1),
                    made: Made::Nothing,
                });
                frame::send(&mut line, &ToDesk::Done { seq, done }).unwrap();
            }
        }
    });
    let (post, inputs) = channel();
    let arrived = post.clone();
    let heard = move |it| arrived.send(Input::Office(it)).is_ok();
    let desk = crate::desk::tests::desk(Language::English);
    let home = screens::home(&desk);
    let running = Running {
        post,
        outlet: Outlet::default(),
        places: Places::default(),
        state: State::new(desk, home),
        link: Link::open(place, PathBuf::from("/nonexistent"), heard).unwrap(),
        terminal: None,
        memory: Memory::default(),
        may_stop: false,
        frame: Buffer::default(),
        drawn: Drawn::default(),
        lines: Lines::default(),
        leaving: None,
        sight: Sight::Nothing,
        finished: Vec::new(),
        sheets: 0,
    };
    (running, inputs)
}

#[test]
fn who_leaves_waits_for_their_sheets_and_is_told_of_those_that_did_not_come_out() {
    let dir = tempfile::tempdir().unwrap();
    let (mut running, inputs) = left(dir.path());
    // One that is not on record yet, and one that is on its way.
    running.state.desk.print(Kind::Receipt, case());
    let mut effects = std::mem::take(&mut running.state.desk.effects);
    effects.push(Effect::Print(Kind::Declaration, case()));
    running.perform(effects);
    let parted = running.part(&inputs, PATIENCE);
    assert!(
        matches!(parted, Err(DeskError::Unprinted { sheets: 2 })),
        "{parted:?}"
    );
    running.part(&inputs, PATIENCE).unwrap();
}
