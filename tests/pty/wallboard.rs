//! The wallboard on a terminal.

use std::path::Path;

use istiqbal::domain::arrival::Visitor;
use istiqbal::protocol::Order;
use rustix::process::Signal;

use crate::place::Place;
use crate::terminal::{Kind, Terminal};

const PROGRAM: &str = env!("CARGO_BIN_EXE_istiqbal");

fn wallboard(place: &Place) -> Terminal {
    let data = place.data();
    let home: &Path = data.parent().unwrap();
    let arguments = ["queue", "--watch", "--lang", "en", "--data"];
    let command = [&[PROGRAM][..], &arguments, &[data.to_str().unwrap()]].concat();
    let terminal = Terminal::run(Kind::Vte, home, &command, ("LANG", "C.UTF-8"));
    terminal.until(|screen| screen.alternate_screen() && screen.contents().contains("study"));
    terminal
}

/// What is seen now.
fn screen(terminal: &Terminal) -> String {
    terminal.until(|_| true)
}

fn receive(place: &Place, name: &str) {
    let visitor = Visitor::Named(name.to_owned());
    let purpose = String::new();
    let order = Order::ReceiveVisitor { visitor, purpose };
    place.client().order(order).unwrap();
}

#[test]
fn the_wallboard_follows_and_leaves_by_its_few_keys_alone() {
    let place = Place::opened("wethaq");
    let mut terminal = wallboard(&place);
    // No key of the desk's does anything here.
    terminal.press("\x1bOP\x1bOS\r1?");
    assert!(screen(&terminal).contains("next of 0"));
    receive(&place, "نورة الحربي");
    // The first in the line is called next.
    terminal.shows("next of 1");
    terminal.resize(60, 20);
    terminal.shows("next of 1");
    assert!(!screen(&terminal).contains("نورة"));
    terminal.press("q");
    assert_eq!(terminal.ends(), 0);
    terminal.is_given_back();

    for key in ["\x1b", "\x03", "ض"] {
        let mut terminal = wallboard(&place);
        terminal.press(key);
        assert_eq!(terminal.ends(), 0, "{key:?}");
        terminal.is_given_back();
    }
    let mut terminal = wallboard(&place);
    terminal.signal(Signal::TERM);
    assert_eq!(terminal.ends(), 0);
    terminal.is_given_back();
}
