//! The line between a desk and the terminal it is seen on.

use rustix::process::Signal;

use crate::house::House;
use crate::terminal::{Kind, Terminal};

const F2: &str = "\x1bOQ";
const F3: &str = "\x1bOR";
const F10: &str = "\x1b[21~";
const ENTER: &str = "\r";

/// Leaves by keys.
fn leave(mut terminal: Terminal) {
    terminal.press(F10);
    terminal.shows("Enter");
    terminal.press(ENTER);
    assert_eq!(terminal.ends(), 0);
    terminal.is_given_back();
}

#[test]
fn a_line_that_drops_in_the_middle_of_a_form_loses_nothing() {
    let house = House::open("wethaq", 1);
    let member = &house.users.staff()[0];
    let mut terminal = house.desk(member, Kind::Xterm);
    terminal.shows("Nobody is waiting");
    terminal.press(F2);
    terminal.shows("Find");
    terminal.press("Noura");
    terminal.shows("new person");
    terminal.press(F3);
    terminal.shows("Intake");
    // Half a word into some field, and the line is gone.
    terminal.press("\t\t");
    terminal.press("77");
    terminal.shows("77");
    terminal.signal(Signal::KILL);
    assert_ne!(terminal.ends(), 0);
    house.comes_to(0);
    // Another terminal, of another kind and size.
    let terminal = house.desk(member, Kind::Vte);
    terminal.resize(100, 30);
    terminal.shows("Noura");
    terminal.press("\t");
    terminal.press(ENTER);
    terminal.shows("Intake");
    terminal.shows("77");
    terminal.press("8");
    terminal.shows("778");
    leave(terminal);
    house.comes_to(0);
}
