//! The line between a desk and the terminal it is seen on: dropped, stopped, resized, and with others between.

use std::time::{Duration, Instant};

use istiqbal::arabic::{Base, lay_out};
use istiqbal::cli::host::sshd::drop_in;
use istiqbal::domain::arrival::Visitor;
use istiqbal::protocol::{Answer, Order, Query};
use rustix::process::{Pid, Signal, kill_process};

use crate::house::House;
use crate::server::found;
use crate::terminal::{Kind, Terminal, count};

const F2: &str = "\x1bOQ";
const F3: &str = "\x1bOR";
const F10: &str = "\x1b[21~";
const F12: &str = "\x1b[24~";
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

#[test]
fn the_terminal_is_left_as_it_was_found_however_the_desk_ends() {
    let house = House::open("wethaq", 1);
    let member = &house.users.staff()[0];
    for signal in [Signal::HUP, Signal::TERM, Signal::INT] {
        let mut terminal = house.desk(member, Kind::Vte);
        terminal.shows("Nobody is waiting");
        for desk in house.desks() {
            kill_process(desk, signal).unwrap();
        }
        assert_eq!(terminal.ends(), 0, "{signal:?}");
        terminal.is_given_back();
    }
    // Stopped from outside, where no shell is there to come back from: it stays. Continued, it takes the terminal anew.
    let terminal = house.desk(member, Kind::Vte);
    terminal.shows("Nobody is waiting");
    let [desk] = house.desks()[..] else {
        panic!("{:?}", house.desks());
    };
    kill_process(desk, Signal::TSTP).unwrap();
    terminal.press(F3);
    terminal.press("still here");
    terminal.shows("still here");
    let from = terminal.bytes().len();
    kill_process(desk, Signal::CONT).unwrap();
    let told = terminal.sends(b"\x1b[8l", from);
    terminal.sends(b"\x1b[?2026l", told);
    terminal.shows("still here");
    leave(terminal);
}

#[test]
fn a_storm_of_sizes_ends_with_the_last_one_wholly_drawn() {
    let house = House::open("wethaq", 1);
    let terminal = house.desk(&house.users.staff()[0], Kind::Xterm);
    terminal.shows("Nobody is waiting");
    // What came last may not have come yet when it is looked at; then the next storm tells.
    let is_whole = || {
        for round in 0..200_u16 {
            terminal.resize(1 + round * 37 % 211, 1 + round * 13 % 67);
            if round % 10 == 0 {
                terminal.press(F12);
            }
        }
        terminal.resize(100, 30);
        let mut sent = 0;
        while terminal.sent() != sent {
            sent = terminal.sent();
            std::thread::sleep(Duration::from_millis(700));
        }
        let shown = terminal.shows("Nobody is waiting");
        terminal.press(F12);
        let at = terminal.sends(b"\x1b[2J", sent);
        terminal.sends(b"\x1b[?2026l", at);
        terminal.until(|_| true) == shown
    };
    assert!((0..3).any(|_| is_whole()));
    leave(terminal);
}

#[test]
fn no_locale_is_needed_on_the_far_side() {
    for locale in ["LC_ALL=C LANG=C", "LC_ALL=POSIX LANG=ar_SA.ISO-8859-6"] {
        let house = House::with("wethaq", 1, |group, login| {
            format!("{}    SetEnv {locale}\n", drop_in(group, login))
        });
        let terminal = house.desk(&house.users.staff()[0], Kind::Xterm);
        terminal.shows("Nobody is waiting");
        terminal.press(F3);
        terminal.press("سلمى");
        terminal.shows(lay_out("سلمى", Base::Rtl).as_str());
        terminal.press([ENTER, ENTER].concat());
        terminal.until(|screen| !screen.contents().contains("Nobody is waiting"));
        let Answer::Line(line) = house.client().ask(Query::Line).unwrap() else {
            panic!("no line");
        };
        assert_eq!(line[0].name, "سلمى");
        leave(terminal);
    }
}

#[test]
fn a_terminal_that_can_draw_nothing_is_asked_line_by_line() {
    let house = House::open("wethaq", 1);
    let member = &house.users.staff()[0];
    for term in ["dumb", "unknown", ""] {
        let mut terminal = house.ssh(member, Kind::Mute, &[], ("TERM", term));
        terminal.sends(b"Name, identity", 0);
        terminal.press("Noura\n");
        terminal.sends(b"==", 0);
        assert_eq!(count(&terminal.bytes(), b"\x1b"), 0, "{term:?}");
        // No more input.
        terminal.press("\x04");
        assert_eq!(terminal.ends(), 0, "{term:?}");
    }
    // Without a terminal of the far side there is none to draw on, and it is said how to bring one.
    let mut terminal = house.ssh(member, Kind::Mute, &["-T"], ("LANG", "C"));
    assert_eq!(terminal.ends(), 1);
    terminal.sends(b"ssh -t", 0);
}

#[test]
fn tmux_and_screen_may_stand_between() {
    let house = House::open("wethaq", 1);
    let member = &house.users.staff()[0];
    let ssh = house.server.line(&member.name, &[]);
    let socket = house.home().join("tmux").display().to_string();
    let rc = house.home().join("screenrc");
    std::fs::write(&rc, "startup_message off\nvbell off\n").unwrap();
    let tmux = found("tmux").display().to_string();
    let screen = found("screen").display().to_string();
    for between in [
        &[&tmux, "-u", "-S", &socket, "-f", "/dev/null", "new-session"][..],
        &[&screen, "-U", "-c", rc.to_str().unwrap(), "-S", "istiqbal"],
    ] {
        let line: Vec<&str> = between
            .iter()
            .copied()
            .chain(ssh.iter().map(String::as_str))
            .collect();
        let screens = house.home().join("screens").display().to_string();
        let mut terminal = Terminal::run(Kind::Xterm, house.home(), &line, ("SCREENDIR", &screens));
        // What stands between answers for itself alone, so that the desk may ask how Arabic reads.
        let asks = terminal.until(|screen| {
            let shows = screen.contents();
            shows.contains("Calibration") || shows.contains("Nobody is waiting")
        });
        if asks.contains("Calibration") {
            terminal.press(F2);
        }
        terminal.shows("Nobody is waiting");
        terminal.press(F3);
        terminal.press("سلمى");
        terminal.shows(lay_out("سلمى", Base::Rtl).as_str());
        terminal.resize(100, 30);
        terminal.until(|screen| {
            screen.rows(0, 100).any(|row| row.chars().count() > 90)
                && screen.contents().contains("Nobody is waiting")
        });
        terminal.press("\x1b");
        terminal.press(F10);
        terminal.shows("Enter");
        terminal.press(ENTER);
        assert_eq!(terminal.ends(), 0, "{}", between[0]);
        terminal.until(|screen| !screen.alternate_screen() && !screen.bracketed_paste());
        assert!(terminal.is_as_before());
        house.comes_to(0);
    }
}

/// How much a process has written so far.
fn written(process: Pid) -> u64 {
    let io = format!("/proc/{}/io", process.as_raw_nonzero());
    let io = std::fs::read_to_string(io).unwrap();
    let line = io.lines().find_map(|line| line.strip_prefix("wchar: "));
    line.unwrap().parse().unwrap()
}

#[test]
fn a_terminal_that_reads_no_more_keeps_nobody_waiting() {
    let house = House::open("wethaq", 2);
    let [slow, quick] = [0, 1].map(|at| &house.users.staff()[at]);
    // Much to draw, so that the line is full soon.
    let mut client = house.client();
    let mut receive = |from: u32, to: u32| {
        for number in from..to {
            let name = format!("{number} {}", "long ".repeat(30));
            let receive = Order::ReceiveVisitor {
                visitor: Visitor::Named(name.trim().to_owned()),
                purpose: "to ask something".into(),
            };
            client.order(receive).unwrap();
        }
    };
    receive(0, 80);
    let stuck = house.desk(slow, Kind::Xterm);
    stuck.shows("long");
    let [desk] = house.desks()[..] else {
        panic!("{:?}", house.desks());
    };
    stuck.resize(250, 80);
    stuck.until(|screen| screen.rows(0, 250).any(|row| row.chars().count() > 240));
    stuck.signal(Signal::STOP);
    // Frames until the line is full, and the desk waits for it.
    let mut before = 0;
    while written(desk) > before {
        before = written(desk);
        kill_process(desk, Signal::WINCH).unwrap();
        let since = Instant::now();
        while written(desk) == before && since.elapsed() < Duration::from_millis(1_500) {
            std::thread::sleep(Duration::from_millis(5));
        }
    }
    // Others work on, by more changes than the office keeps for anybody who does not listen.
    let watching = house.desk(quick, Kind::Xterm);
    watching.shows("Reception");
    receive(80, 400);
    watching.press([F3, "Last of all", ENTER, ENTER].concat());
    watching.press(F2);
    watching.shows("Find");
    assert_eq!(written(desk), before, "it was not stuck");
    // The line moves again, and what is seen is what there is.
    stuck.signal(Signal::CONT);
    stuck.shows("400 waiting");
    leave(stuck);
    leave(watching);
}
