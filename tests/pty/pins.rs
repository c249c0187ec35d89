//! PINs in a terminal: asked for at the shell without a trace, and a real desk that several share.

use std::process::Command;

use istiqbal::domain::ids::{BranchNo, StaffNo};
use istiqbal::domain::pin::PinCode;
use istiqbal::domain::staff::Role;
use istiqbal::protocol::{Knock, Order};

use crate::place::{Place, ran};
use crate::terminal::{Kind, Terminal};

const OF_SALMA: &str = "739104";
const OF_HUDA: &str = "250871";
const CODE: &str = "418205";
const CTRL_C: &str = "\x03";
const F2: &str = "\x1bOQ";
const F3: &str = "\x1bOR";
const F12: &str = "\x1b[24~";
const DOWN: &str = "\x1b[B";

const PROGRAM: &str = env!("CARGO_BIN_EXE_istiqbal");

fn at_the_shell(place: &Place, arguments: &[&str]) -> Terminal {
    let data = place.data();
    let home = data.parent().unwrap();
    let command = [
        &[PROGRAM, "--data", data.to_str().unwrap(), "--lang", "en"],
        arguments,
    ];
    Terminal::run(Kind::Mute, home, &command.concat(), ("LANG", "C.UTF-8"))
}

/// That it ended so, the terminal as it was, and nothing of a PIN ever on it.
#[track_caller]
fn ends(mut terminal: Terminal, status: u32, shows: &str) {
    let seen = terminal.shows(shows);
    assert_eq!(terminal.ends(), status, "{seen}");
    assert!(terminal.is_as_before(), "the line's mode is not as it was");
    let sent = String::from_utf8_lossy(&terminal.bytes()).into_owned();
    for pin in [OF_SALMA, OF_HUDA, CODE] {
        assert!(!sent.contains(pin), "{sent}");
    }
}

fn answer(terminal: &Terminal, prompt: &str, typed: &str) {
    terminal.shows(prompt);
    terminal.press(format!("{typed}\r"));
}

/// Salma's account, which Huda shares from now on; she has a code.
fn shared() -> Place {
    let place = Place::opened("wethaq");
    let mut salma = place.client();
    let pin = |digits| PinCode::parse(digits).unwrap();
    let new = pin(OF_SALMA);
    salma.knock(Knock::SetPin { old: None, new }).unwrap();
    let huda = Order::AddStaff {
        name: "Huda".into(),
        uid: rustix::process::geteuid().as_raw(),
        roles: [Role::Reception].into(),
        branch: BranchNo(1),
    };
    salma.order(huda).unwrap();
    let (staff, code) = (StaffNo(2), pin(CODE));
    salma.knock(Knock::GiveCode { staff, code }).unwrap();
    place
}

#[test]
fn a_pin_is_asked_for_at_the_shell_and_leaves_no_trace_there() {
    let place = Place::opened("wethaq");
    let terminal = at_the_shell(&place, &["pin"]);
    answer(&terminal, "The new PIN", "1234");
    ends(terminal, 1, "Too easy");
    let terminal = at_the_shell(&place, &["pin"]);
    answer(&terminal, "The new PIN", OF_SALMA);
    answer(&terminal, "once more", OF_HUDA);
    ends(terminal, 1, "not the same");
    let terminal = at_the_shell(&place, &["pin"]);
    // A slip is taken back, and digits are digits.
    answer(&terminal, "The new PIN", "٧٣٩١٠٩\x7f٤");
    answer(&terminal, "once more", OF_SALMA);
    ends(terminal, 0, "your PIN is kept");
    let terminal = at_the_shell(&place, &["pin"]);
    answer(&terminal, "The PIN you have", OF_HUDA);
    answer(&terminal, "The new PIN", OF_HUDA);
    answer(&terminal, "once more", OF_HUDA);
    ends(terminal, 1, "not the PIN");
    let terminal = at_the_shell(&place, &["pin"]);
    terminal.shows("The PIN you have");
    terminal.press(CTRL_C);
    ends(terminal, 130, "nothing was done");
}

#[test]
fn whoever_shares_an_account_says_at_the_shell_who_they_are() {
    let place = shared();
    ends(at_the_shell(&place, &["queue"]), 1, "--as NAME");
    let terminal = at_the_shell(&place, &["--as", "Noor", "queue"]);
    ends(terminal, 2, "2 Huda");
    // With the code she chooses a PIN, and goes on with what she came for.
    let terminal = at_the_shell(&place, &["--as", "huda", "queue"]);
    answer(&terminal, "PIN", CODE);
    answer(&terminal, "The new PIN", OF_HUDA);
    answer(&terminal, "once more", OF_HUDA);
    ends(terminal, 0, "study");
    let terminal = at_the_shell(&place, &["queue", "--as", "2"]);
    answer(&terminal, "PIN", OF_SALMA);
    ends(terminal, 1, "not the PIN");
    let terminal = at_the_shell(&place, &["--as", "2", "staff", "pin", "reset", "1"]);
    answer(&terminal, "PIN", OF_HUDA);
    ends(terminal, 1, "administrator");
    let terminal = at_the_shell(&place, &["--as", "1", "staff", "pin", "reset", "huda"]);
    answer(&terminal, "PIN", OF_SALMA);
    let code = terminal.until(|screen| {
        let contents = screen.contents();
        contents.lines().any(|line| line.trim().len() == 6)
    });
    assert!(code.lines().any(|line| line.trim().parse::<u32>().is_ok()));

    // Without a terminal nothing is asked, whatever comes through a pipe.
    let data = place.data();
    let without = Command::new("setsid")
        .args(["--wait", PROGRAM, "--lang", "en", "--data"])
        .arg(&data)
        .args(["--as", "1", "queue"])
        .env("HOME", data.parent().unwrap())
        .stdin(std::process::Stdio::null())
        .output();
    let without = ran(without.unwrap());
    assert_eq!(without.status, 1);
    assert!(
        without.err.contains("there is none here"),
        "{}",
        without.err
    );
}

#[test]
fn a_desk_that_several_share_is_locked_and_blank_and_every_line_of_theirs_signs_in_anew() {
    let place = shared();
    let terminal = at_the_shell(&place, &[]);
    terminal.shows("Who sits here?");
    terminal.press(OF_SALMA);
    terminal.shows("••••••");
    terminal.press("\r");
    terminal.shows("Nobody is waiting");
    terminal.press(F2);
    terminal.shows("Find");
    terminal.press("Noura");
    terminal.shows("new person");
    terminal.press(F3);
    terminal.shows("Identity number");
    terminal.press("11023");
    terminal.press(F12);
    terminal.shows("Who sits here?");
    let locked = terminal.shows("Huda");
    assert!(
        !locked.contains("Noura") && !locked.contains("11023"),
        "{locked}"
    );
    // The office goes and comes: she signs in again, and is where she was.
    place.end_office();
    place.run(&["queue"]);
    terminal.press(DOWN);
    terminal.press("\x1b[A");
    terminal.until(|screen| !screen.contents().contains("does not answer"));
    terminal.press(OF_SALMA);
    terminal.shows("••••••");
    terminal.press("\r");
    let back = terminal.shows("11023");
    assert!(back.contains("Noura"), "{back}");
    let sent = String::from_utf8_lossy(&terminal.bytes()).into_owned();
    assert!(!sent.contains(OF_SALMA));
}

#[test]
fn line_prompts_ask_who_sits_there_where_several_share_the_account() {
    let place = shared();
    let terminal = at_the_shell(&place, &["desk", "--plain"]);
    terminal.shows("Who sits here?");
    terminal.shows("2 Huda");
    answer(&terminal, "Name or number:", "Noor");
    terminal.shows("not one of the choices");
    answer(&terminal, "Name or number:", "1");
    let from = terminal.sends(b"PIN: ", 0);
    terminal.press(format!("{OF_SALMA}\r"));
    terminal.shows("Name, identity, mobile or file number");
    terminal.press("\x04");
    assert!(terminal.sent() > from);
    ends(terminal, 0, "Name, identity, mobile or file number");
}

#[test]
fn a_wallboard_on_a_shared_account_is_somebodys_and_asks_again_once_the_office_was_started_anew() {
    let place = shared();
    let board = |screen: &vt100::Screen| {
        screen.alternate_screen() && screen.contents().contains("next of 0")
    };
    let terminal = at_the_shell(&place, &["queue", "--watch", "--as", "1"]);
    let asked = terminal.sends(b"PIN: ", 0);
    terminal.press(format!("{OF_SALMA}\r"));
    terminal.until(board);
    place.end_office();
    place.run(&["queue"]);
    terminal.sends(b"PIN: ", asked);
    terminal.press(format!("{OF_SALMA}\r"));
    terminal.until(board);
    terminal.press("q");
    let mut terminal = terminal;
    assert_eq!(terminal.ends(), 0);
    terminal.is_given_back();
    let sent = String::from_utf8_lossy(&terminal.bytes()).into_owned();
    assert!(!sent.contains(OF_SALMA));

    // Whoever is not named is asked, and nobody watches without a PIN.
    let terminal = at_the_shell(&place, &["queue", "--watch"]);
    answer(&terminal, "Name or number:", "1");
    terminal.sends(b"PIN: ", 0);
    terminal.press(format!("{OF_HUDA}\r"));
    ends(terminal, 1, "not the PIN");
}
