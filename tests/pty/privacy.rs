//! Whoever comes to the terminal next finds nothing of anybody there: not in its title, and not on its screen once the
//! desk is left, locked, hung up or stopped.

use istiqbal::domain::pin::PinCode;
use istiqbal::protocol::Knock;
use rustix::process::Signal;

use crate::pages::request_of_noura;
use crate::place::Place;
use crate::terminal::{Kind, Terminal};

const ID: &str = "1681068712";
const MOBILE: &str = "0512345678";
const F2: &str = "\x1bOQ";
const F4: &str = "\x1bOS";
const F10: &str = "\x1b[21~";
const F12: &str = "\x1b[24~";
const PIN: &str = "739104";

/// Her page, with all that is masked shown.
fn page(place: &Place, kind: Kind) -> Terminal {
    let data = place.data();
    let home = data.parent().unwrap();
    let program = env!("CARGO_BIN_EXE_istiqbal");
    let command = [program, "--data", data.to_str().unwrap(), "--lang", "en"];
    let terminal = Terminal::run(kind, home, &command, ("LANG", "C.UTF-8"));
    terminal.shows("Nobody is waiting");
    terminal.press(F2);
    terminal.shows("Find");
    terminal.press(ID);
    terminal.shows("1 found");
    terminal.press("\r");
    terminal.shows("ID number");
    terminal.press(F4);
    terminal.shows(MOBILE);
    terminal
}

/// What stands on a terminal of these bytes; one that has no second screen shows all of it on its first.
fn left_on(bytes: &[u8], second_screen: bool) -> String {
    let [rows, columns] = [24u16, 80].map(|cells| cells.try_into().unwrap());
    let mut screen = vt100::Parser::new(rows, columns, 1_000);
    let text = String::from_utf8_lossy(bytes);
    let text = match second_screen {
        true => text.into_owned(),
        false => text.replace("\x1b[?1049h", "").replace("\x1b[?1049l", ""),
    };
    screen.process(text.as_bytes());
    let mut all = screen.screen().contents();
    screen.screen_mut().set_scrollback(1_000);
    all += &screen.screen().contents();
    all
}

#[track_caller]
fn nothing_is_left(terminal: &Terminal) {
    terminal.is_given_back();
    let bytes = terminal.bytes();
    for second_screen in [true, false] {
        let left = left_on(&bytes, second_screen);
        assert!(left.trim().is_empty(), "{second_screen}: {left}");
    }
    is_untitled(&bytes);
}

/// No title of a window, an icon or a tab was ever set.
#[track_caller]
fn is_untitled(bytes: &[u8]) {
    for begins in ["\x1b]0;", "\x1b]1;", "\x1b]2;", "\x1b]30;", "\x1bk"] {
        let begins = begins.as_bytes();
        let titled = bytes.windows(begins.len()).any(|window| window == begins);
        assert!(!titled, "{}", begins.escape_ascii());
    }
}

#[test]
fn nothing_of_anybody_is_left_on_a_terminal_however_it_is_left() {
    let place = Place::opened("wethaq");
    request_of_noura(&mut place.client());
    for kind in [Kind::Vte, Kind::Xterm] {
        let mut terminal = page(&place, kind);
        terminal.press(F10);
        terminal.shows("Enter");
        terminal.press("\r");
        assert_eq!(terminal.ends(), 0);
        nothing_is_left(&terminal);
    }
    for signal in [Signal::HUP, Signal::TERM, Signal::INT] {
        let mut terminal = page(&place, Kind::Vte);
        terminal.signal(signal);
        assert_eq!(terminal.ends(), 0, "{signal:?}");
        nothing_is_left(&terminal);
    }
}

#[test]
fn nothing_of_anybody_is_left_while_the_desk_is_stopped_or_locked() {
    let place = Place::opened("wethaq");
    request_of_noura(&mut place.client());
    let config = place.data().parent().unwrap().join(".config/istiqbal");
    std::fs::create_dir_all(&config).unwrap();
    std::fs::write(config.join("settings.toml"), "suspend = true\n").unwrap();
    let terminal = page(&place, Kind::Vte);
    terminal.signal(Signal::TSTP);
    terminal.stops();
    nothing_is_left(&terminal);
    terminal.signal(Signal::CONT);
    terminal.shows(MOBILE);
    drop(terminal);

    let new = PinCode::parse(PIN).unwrap();
    let set = Knock::SetPin { old: None, new };
    place.client().knock(set).unwrap();
    let terminal = page(&place, Kind::Vte);
    terminal.press(F12);
    terminal.shows("Who sits here?");
    for number in [ID, MOBILE] {
        let left = left_on(&terminal.bytes(), true);
        assert!(!left.contains(number), "{left}");
    }
    is_untitled(&terminal.bytes());
}
