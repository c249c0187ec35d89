//! The desk in a terminal.

use std::path::Path;

use istiqbal::domain::ids::RequestNo;
use istiqbal::protocol::{Answer, Client, Query};
use rustix::process::Signal;

use crate::place::Place;
use crate::terminal::{Kind, Terminal, count};

const F2: &str = "\x1bOQ";
const F3: &str = "\x1bOR";
const F10: &str = "\x1b[21~";
const F12: &str = "\x1b[24~";
const ENTER: &str = "\r";

fn desk(place: &Place, kind: Kind, lang: &str) -> Terminal {
    let data = place.data();
    let home = data.parent().unwrap();
    let data = data.to_str().unwrap();
    let program = env!("CARGO_BIN_EXE_istiqbal");
    let terminal = Terminal::run(
        kind,
        home,
        &[program, "--data", data, "--lang", lang],
        ("LANG", "C.UTF-8"),
    );
    terminal.until(|screen| screen.alternate_screen() && !screen.contents().trim().is_empty());
    terminal
}

fn drafts(client: &mut Client) -> Vec<istiqbal::protocol::query::DraftLine> {
    match client.ask(Query::Drafts).unwrap() {
        Answer::Drafts(drafts) => drafts,
        other => panic!("{other:?}"),
    }
}

/// Leaves by keys.
fn leave(terminal: &mut Terminal) {
    terminal.press(F10);
    terminal.shows("Enter");
    terminal.press(ENTER);
    assert_eq!(terminal.ends(), 0);
    terminal.is_given_back();
}

#[test]
fn the_terminal_is_given_back_however_the_desk_ends() {
    let place = Place::opened("wethaq");
    for kind in [Kind::Vte, Kind::Konsole, Kind::Xterm, Kind::Mute] {
        leave(&mut desk(&place, kind, "en"));
    }
    for signal in [Signal::TERM, Signal::HUP, Signal::INT] {
        let mut terminal = desk(&place, Kind::Vte, "en");
        terminal.shows("Reception");
        terminal.signal(signal);
        assert_eq!(terminal.ends(), 0, "{signal:?}");
        terminal.is_given_back();
    }
}

#[test]
fn a_form_survives_its_terminal_with_the_field_under_the_hand() {
    let place = Place::opened("wethaq");
    let mut terminal = desk(&place, Kind::Xterm, "en");
    terminal.shows("Nobody is waiting");
    terminal.press(F2);
    terminal.shows("Find");
    terminal.press("Noura");
    // Once nobody was found, and the key for that is shown.
    terminal.shows("new person");
    terminal.shows("F3");
    terminal.press(F3);
    terminal.shows("Intake");
    // Half a word into some field, and the window is closed.
    terminal.press("\t\t");
    terminal.press("77");
    terminal.shows("77");
    terminal.hang_up(F12);
    assert_eq!(terminal.ends(), 0);
    let mut client = place.client();
    let kept = drafts(&mut client);
    assert_eq!(kept.len(), 1, "{kept:?}");
    let Answer::Draft(draft) = client.ask(Query::Draft(kept[0].no)).unwrap() else {
        panic!("there is no draft");
    };
    let at = draft.at.as_str();
    assert_eq!(
        draft.values.get(at).map(String::as_str),
        Some("77"),
        "at {at}"
    );
    assert_eq!(draft.about.request, None::<RequestNo>);
}

#[test]
fn a_pasted_line_end_submits_nothing() {
    let place = Place::opened("wethaq");
    let mut terminal = desk(&place, Kind::Xterm, "en");
    terminal.shows("Nobody is waiting");
    terminal.press(F3);
    terminal.press("\x1b[200~one\rtwo\nthree\r\n\x1b[201~");
    terminal.shows("one");
    // Had a line end been Enter, the arrival would be noted by now.
    terminal.press("four");
    terminal.shows("four");
    let Answer::Line(line) = place.client().ask(Query::Line).unwrap() else {
        panic!("no line");
    };
    assert!(line.is_empty(), "{line:?}");
    terminal.press(ENTER);
    terminal.press(ENTER);
    terminal.until(|screen| !screen.contents().contains("Nobody is waiting"));
    leave(&mut terminal);
}

#[test]
fn any_size_is_drawn_and_the_last_one_wholly() {
    let place = Place::opened("wethaq");
    let mut terminal = desk(&place, Kind::Xterm, "en");
    terminal.shows("Reception");
    for (cols, rows) in [
        (1, 1),
        (200, 60),
        (2, 50),
        (300, 1),
        (1, 1),
        (59, 19),
        (0, 0),
        (60, 20),
        (7, 7),
    ] {
        terminal.resize(cols, rows);
    }
    terminal.resize(100, 30);
    let wide = |screen: &vt100::Screen| screen.rows(0, 100).any(|row| row.chars().count() > 90);
    let shown = terminal.until(|screen| {
        wide(screen)
            && ["Wethaq", "F1 help"]
                .iter()
                .all(|text| screen.contents().contains(text))
    });
    let from = terminal.bytes().len();
    terminal.press(F12);
    let at = terminal.sends(b"\x1b[2J", from);
    terminal.sends(b"\x1b[?2026l", at);
    assert_eq!(terminal.until(|_| true), shown);
    leave(&mut terminal);
}

#[test]
fn each_terminal_is_told_and_given_what_makes_arabic_right() {
    let place = Place::opened("wethaq");
    for (kind, told, reversed) in [
        (Kind::Vte, true, false),
        (Kind::Xterm, false, false),
        (Kind::Konsole, false, true),
        (Kind::Mute, false, false),
    ] {
        let mut terminal = desk(&place, kind, "ar");
        // The branch, as its letters are shaped: تبوك.
        let (first, last) = ("\u{fe97}", "\u{fed9}");
        let order = |row: &str| Some((row.find(first)?, row.find(last)?));
        let kept = terminal.until(|screen| screen.rows(0, 80).any(|row| order(&row).is_some()));
        let row = kept.lines().find(|row| order(row).is_some()).unwrap();
        let (first, last) = order(row).unwrap();
        assert_eq!(first < last, reversed, "{kind:?}: {row:?}");
        let bytes = terminal.bytes();
        assert_eq!(count(&bytes, b"\x1b[8l") > 0, told, "{kind:?}");
        if matches!(kind, Kind::Konsole) {
            terminal.shows("BidiRenderingEnabled=false");
        }
        if told {
            // On the alternate screen, and lines written before it are cleared away.
            let entered = terminal.sends(b"\x1b[?1049h", 0);
            let told = terminal.sends(b"\x1b[8l", entered);
            terminal.sends(b"\x1b[2J", told);
        }
        terminal.press(F10);
        terminal.press(ENTER);
        assert_eq!(terminal.ends(), 0);
        terminal.is_given_back();
        if told {
            let back = terminal.sends(b"\x1b[8h", 0);
            terminal.sends(b"\x1b[?1049l", back);
        }
    }
}

#[test]
fn a_late_answer_is_heard_and_never_typed() {
    let place = Place::opened("wethaq");
    let mut terminal = desk(&place, Kind::Mute, "en");
    terminal.shows("Nobody is waiting");
    terminal.press(F3);
    let answer = Kind::Vte.answer();
    let (start, rest) = answer.split_at(answer.len() / 2);
    terminal.press([b"ab", start].concat());
    terminal.press([rest, b"cd"].concat());
    let shows = terminal.shows("abcd");
    assert!(!shows.contains("VTE"), "{shows}");
    let told = terminal.sends(b"\x1b[8l", 0);
    terminal.sends(b"\x1b[2J", told);
    leave(&mut terminal);
}

#[test]
fn a_letter_costs_tens_of_bytes() {
    let place = Place::opened("wethaq");
    let mut terminal = desk(&place, Kind::Xterm, "ar");
    terminal.until(|screen| screen.contents().contains("F3"));
    terminal.press(F3);
    // The row of the name, with nothing in it yet.
    let row = |shows: &str| shows.lines().nth(2).map(str::to_owned);
    let empty = row(&terminal.shows("Esc"));
    // The second form of each letter shows that it and its neighbour are drawn.
    let letters = [
        ("س", "\u{feb1}"),
        ("ل", "\u{fede}"),
        ("م", "\u{fee2}"),
        ("ى", "\u{fef0}"),
    ];
    let mut costs = Vec::new();
    for _ in 0..12 {
        let mut told = terminal.bytes().len();
        for (at, (letter, shaped)) in letters.into_iter().enumerate() {
            terminal.press(letter);
            let drawn = terminal.sends(shaped.as_bytes(), told);
            let end = terminal.sends(b"\x1b[?2026l", drawn);
            // The first letter closes the frames that were on their way before it.
            if at > 0 {
                costs.push(end - told);
            }
            told = end;
        }
        terminal.press("\x7f".repeat(letters.len()));
        terminal.until(|screen| row(&screen.contents()) == empty);
    }
    // What the desk asked for as it was opened is drawn between letters or with one, and so is a new minute: a handful,
    // where the letters are many.
    let dear = costs.iter().filter(|cost| **cost > 60).count();
    assert!(dear <= 8, "{costs:?}");
    terminal.signal(Signal::TERM);
    assert_eq!(terminal.ends(), 0);
}

#[test]
fn a_killed_office_is_waited_for_and_loses_nothing() {
    let place = Place::opened("wethaq");
    let mut terminal = desk(&place, Kind::Xterm, "en");
    terminal.shows("Nobody is waiting");
    let office = office(&place.socket());
    rustix::process::kill_process(office, Signal::KILL).unwrap();
    terminal.shows("not answering");
    terminal.press([F3, "Fahad", ENTER, "asking", ENTER].concat());
    let shows = terminal.until(|screen| {
        let shows = screen.contents();
        shows.contains("Fahad")
            && !shows.contains("not answering")
            && !shows.contains("Nobody is waiting")
    });
    let Answer::Line(line) = place.client().ask(Query::Line).unwrap() else {
        panic!("no line");
    };
    assert_eq!(line.len(), 1, "{shows}");
    leave(&mut terminal);
}

fn office(socket: &Path) -> rustix::process::Pid {
    let stream = std::os::unix::net::UnixStream::connect(socket).unwrap();
    rustix::net::sockopt::socket_peercred(&stream).unwrap().pid
}

#[test]
fn it_is_stopped_from_outside_only_where_the_settings_say_so() {
    let place = Place::opened("wethaq");
    let mut terminal = desk(&place, Kind::Vte, "en");
    terminal.shows("Nobody is waiting");
    terminal.signal(Signal::TSTP);
    terminal.press(F3);
    terminal.press("still here");
    terminal.shows("still here");
    leave(&mut terminal);

    let config = place.data().parent().unwrap().join(".config/istiqbal");
    std::fs::create_dir_all(&config).unwrap();
    std::fs::write(config.join("settings.toml"), "suspend = true\n").unwrap();
    let mut terminal = desk(&place, Kind::Vte, "en");
    terminal.shows("Nobody is waiting");
    terminal.signal(Signal::TSTP);
    terminal.stops();
    terminal.is_given_back();
    let from = terminal.bytes().len();
    terminal.signal(Signal::CONT);
    let told = terminal.sends(b"\x1b[8l", from);
    terminal.sends(b"\x1b[?2026l", told);
    terminal.shows("Nobody is waiting");
    leave(&mut terminal);
}

#[test]
fn where_nothing_can_be_drawn_it_is_said_what_can_be_done() {
    let place = Place::opened("wethaq");
    let ran = place.run(&["desk"]);
    assert_eq!(ran.status, 1);
    assert!(
        ran.err.contains("standard input") && ran.err.contains("--plain"),
        "{}",
        ran.err
    );
    let data = place.data();
    let program = env!("CARGO_BIN_EXE_istiqbal");
    let command = [program, "--data", data.to_str().unwrap(), "--lang", "en"];
    let home = data.parent().unwrap();
    // A terminal on which nothing can be placed is asked line by line without being told to.
    for term in ["dumb", "unknown", ""] {
        let terminal = Terminal::run(Kind::Mute, home, &command, ("TERM", term));
        terminal.sends(b"Name, identity", 0);
        assert_eq!(count(&terminal.bytes(), b"\x1b"), 0);
    }
}
