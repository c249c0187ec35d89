//! From a key to the settled screen, in a form and in a list, and the bytes that takes.

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::time::Duration;

use crate::Outcome;
use crate::figures::{Pair, heading, percentile, runs, setting};
use crate::house::House;
use crate::pty::{Drawn, Program, Terminal};

/// People in the store: so many that its longest queue, the study, holds twice what is gone through.
const PEOPLE: u64 = 4_000;

/// Lines in the peers' lists.
const LINES: usize = 500;

/// How far down a list is gone, scrolling, and back up.
const DEPTH: usize = 200;

/// How many pages down a list is gone, and back up.
const PAGES: usize = 5;

/// A little more than the clock takes to show another minute.
const MINUTE: Duration = Duration::from_secs(61);

const PAGE_DOWN: &str = "\u{1b}[6~";
const PAGE_UP: &str = "\u{1b}[5~";
pub const DOWN: &str = "\u{1b}[B";
const UP: &str = "\u{1b}[A";
pub const TAB: &str = "\t";
const BACKTAB: &str = "\u{1b}[Z";
const BACKSPACE: &str = "\u{7f}";
const F2: &str = "\u{1b}OQ";
const F3: &str = "\u{1b}OR";
pub const F4: &str = "\u{1b}OS";

/// A program, the keys that lead to what is measured, and the keys that are measured.
struct Measured {
    program: Program,
    before: &'static [&'static str],
    keys: Vec<&'static str>,
    terminal: Option<Terminal>,
    millis: Vec<Vec<f64>>,
    bytes: Vec<f64>,
    silent: usize,
}

pub fn measure() -> Outcome {
    heading("keypress: from a key to the settled screen, 120 columns and 40 rows");
    let house = House::of_people(PEOPLE)?;
    let _office = house.office()?;
    let home = tempfile::tempdir()?;
    let list = || [[DOWN].repeat(DEPTH), [UP].repeat(DEPTH)].concat();
    let form = [
        measured(
            ours(&house, home.path()),
            &[F2, "سالم", F3, BACKTAB],
            typing(),
        ),
        measured(dialog_form(), &[], typing()),
    ];
    together("form, a letter", form.into())?;
    let queue = [
        measured(ours(&house, home.path()), &[F4, TAB, TAB, TAB], list()),
        // It begins at the last message.
        measured(mutt(home.path())?, &["="], list()),
        measured(gitui(home.path()), &["2"], list()),
    ];
    together("list, a row down", queue.into())?;
    let pages = || [[PAGE_DOWN].repeat(PAGES), [PAGE_UP].repeat(PAGES)].concat();
    let queue = [
        measured(ours(&house, home.path()), &[F4, TAB, TAB, TAB], pages()),
        measured(mutt(home.path())?, &["="], pages()),
        measured(gitui(home.path()), &["2"], pages()),
    ];
    together("list, a page", queue.into())?;
    idle(vec![
        measured(ours(&house, home.path()), &[F4, TAB, TAB, TAB], vec![]),
        measured(mutt(home.path())?, &[], vec![]),
        measured(gitui(home.path()), &["2"], vec![]),
        measured(dialog_form(), &[], vec![]),
    ])
}

fn measured(
    program: Program,
    before: &'static [&'static str],
    keys: Vec<&'static str>,
) -> Measured {
    Measured {
        program,
        before,
        keys,
        terminal: None,
        millis: vec![],
        bytes: vec![],
        silent: 0,
    }
}

/// A word and its undoing, so that no field is ever full.
fn typing() -> Vec<&'static str> {
    let word = ["م", "ح", "م", "د", " ", "س", "ا", "ل", "م"];
    let mut keys = word.to_vec();
    keys.extend([BACKSPACE].repeat(word.len()));
    keys
}

pub fn ours(house: &House, home: &Path) -> Program {
    let mut program = Program::new("istiqbal", house.arguments());
    // Not the settings of whoever measures.
    for name in ["HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"] {
        program
            .environment
            .push((name, home.to_string_lossy().into_owned()));
    }
    program
}

pub fn dialog_form() -> Program {
    let arguments = "dialog --form Person 20 80 3 Name 1 1 - 1 12 40 80 Mobile 2 1 - 2 12 40 80 City 3 1 - 3 12 40 80";
    // An empty field is an empty argument.
    let arguments = arguments.split(' ').map(|argument| match argument {
        "-" => "",
        other => other,
    });
    Program::new("dialog form", arguments)
}

/// A mailbox of made-up messages.
pub fn mutt(home: &Path) -> Outcome<Program> {
    let mut mailbox = String::new();
    for number in 0..LINES {
        write!(
            mailbox,
            "From desk@example.org Mon Jan  1 00:00:00 2024\nFrom: Desk {number} <desk@example.org>\n\
             Subject: Request {number} for the first time\nDate: Mon, 01 Jan 2024 00:00:00 +0000\n\
             Message-ID: <{number}@example.org>\nStatus: RO\n\nText.\n\n"
        )?;
    }
    // Else it asks whether to make it before it shows anything.
    fs::create_dir_all(home.join("Mail"))?;
    let path = home.join("mailbox");
    fs::write(&path, mailbox)?;
    let path = path.to_string_lossy().into_owned();
    let mut program = Program::new(
        "mutt list",
        ["mutt", "-n", "-R", "-F", "/dev/null", "-f", &path],
    );
    program.shows = "Msgs:500";
    program
        .environment
        .push(("HOME", home.to_string_lossy().into_owned()));
    Ok(program)
}

/// The log of this repository.
pub fn gitui(home: &Path) -> Program {
    let mut program = Program::new("gitui log", ["gitui", "-d", env!("CARGO_MANIFEST_DIR")]);
    program
        .environment
        .push(("XDG_CONFIG_HOME", home.to_string_lossy().into_owned()));
    program
}

/// Starts those that are here, each with what is measured before it.
fn begin(all: &mut Vec<Measured>) -> Outcome {
    all.retain(|one| one.program.arguments[0].starts_with('/') || one.program.is_here());
    for one in all {
        let (mut terminal, _) = Terminal::start(&one.program)?;
        terminal.rest(Duration::from_millis(500));
        for key in one.before {
            terminal.press(key)?;
            terminal.rest(Duration::from_millis(200));
        }
        if setting("ISTIQBAL_BENCH_SHOW", 0) > 0 {
            println!("{}\n{}", one.program.name, terminal.text());
        }
        one.terminal = Some(terminal);
    }
    Ok(())
}

/// What nobody asked for: bytes while no key is pressed.
fn idle(mut all: Vec<Measured>) -> Outcome {
    begin(&mut all)?;
    std::thread::sleep(MINUTE);
    for one in &mut all {
        let bytes = one.terminal.as_mut().map_or(0, Terminal::drain);
        println!(
            "{:<26} {:<12} {bytes} bytes",
            "an idle minute", one.program.name
        );
    }
    Ok(())
}

/// Measures them by turns, the first beside each of the others.
fn together(what: &str, mut all: Vec<Measured>) -> Outcome {
    begin(&mut all)?;
    let keys = setting("ISTIQBAL_BENCH_KEYS", 90);
    let mut next = 0;
    for _ in 0..runs() {
        for one in &mut all {
            one.run(next, keys)?;
        }
        next += keys;
    }
    for one in &all {
        println!(
            "{:<26} {:<12} {:.0} bytes a key at the median, {:.0} at p99, {:.1} on average; {} keys of {} drew nothing",
            what,
            one.program.name,
            percentile(&one.bytes, 50.0),
            percentile(&one.bytes, 99.0),
            one.bytes.iter().sum::<f64>() / one.bytes.len() as f64,
            one.silent,
            one.bytes.len() + one.silent,
        );
    }
    let Some((ours, peers)) = all.split_first() else {
        return Ok(());
    };
    for peer in peers {
        for percent in [50.0, 99.0] {
            let each = |one: &Measured| -> Vec<f64> {
                one.millis
                    .iter()
                    .map(|run| percentile(run, percent))
                    .collect()
            };
            Pair {
                what: &format!("{what}, p{percent}"),
                unit: "ms",
                peer: peer.program.name,
                more_is_better: false,
            }
            .print(&each(ours), &each(peer));
        }
    }
    Ok(())
}

impl Measured {
    /// One run of so many keys, going on in the row of keys where the last ended.
    fn run(&mut self, from: usize, keys: usize) -> Outcome {
        let Some(terminal) = &mut self.terminal else {
            return Ok(());
        };
        let mut run = vec![];
        for key in self
            .keys
            .iter()
            .cycle()
            .skip(from % self.keys.len())
            .take(keys)
        {
            match terminal.press(key)? {
                Some(Drawn { millis, bytes }) => {
                    run.push(millis);
                    self.bytes.push(bytes as f64);
                }
                None => self.silent += 1,
            }
        }
        self.millis.push(run);
        Ok(())
    }
}
