//! The desk as a login gives no way to anything else on the machine, whatever is asked of it and with whatever the other
//! side sends along, even where sshd takes every variable.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use istiqbal::cli::host::sshd::drop_in;
use istiqbal::desk::command;
use istiqbal::domain::ids::RequestNo;
use istiqbal::domain::person::PersonName;
use istiqbal::protocol::{Answer, Made, Order, Query};
use rustix::process::{Pid, Signal};

use crate::house::House;
use crate::terminal::{Kind, Terminal};
use crate::world::people::somebody;

const F2: &str = "\x1bOQ";
const F4: &str = "\x1bOS";
const F8: &str = "\x1b[19~";
const F12: &str = "\x1b[24~";
const INSERT: &str = "\x1b[2~";
const LEFT: &str = "\x1b[D";
const ENTER: &str = "\r";
const BACKSPACE: &str = "\x7f";
const ESC: &str = "\x1b";

/// Programs that would be a way out, or are taken for one.
const TRAPS: [&str; 20] = [
    "sh", "bash", "env", "vi", "vim", "nano", "editor", "ed", "less", "more", "man", "pager",
    "xdg-open", "evince", "browser", "mail", "sendmail", "lp", "lpr", "python3",
];

/// Variables that name a program or a file to somebody.
const PROGRAMS: [&str; 8] = [
    "VISUAL",
    "EDITOR",
    "PAGER",
    "BROWSER",
    "SHELL",
    "MANPAGER",
    "LESSOPEN",
    "ISTIQBAL_VIEWER",
];
const PLACES: [&str; 10] = [
    "XDG_CONFIG_HOME",
    "XDG_CONFIG_DIRS",
    "XDG_DATA_HOME",
    "XDG_DATA_DIRS",
    "XDG_STATE_HOME",
    "XDG_RUNTIME_DIR",
    "XDG_DOCUMENTS_DIR",
    "TMPDIR",
    "ISTIQBAL_DATA",
    "ISTIQBAL_SOCKET",
];

/// A house whose sshd takes everything, with traps in its path and planted files that the environment points to.
struct Trapped {
    house: House,
    log: PathBuf,
    planted: PathBuf,
}

impl Trapped {
    fn open() -> Trapped {
        let house = House::with("wethaq", 1, |group, login| {
            let drop_in = drop_in(group, &format!("PATH=$TRAPS {login}"));
            drop_in.replace("AcceptEnv NO_COLOR", "AcceptEnv *")
        });
        let at = |name: &str| house.home().join(name);
        let (log, traps, planted) = (at("sprung"), at("traps"), at("planted"));
        fs::write(&log, "").unwrap();
        fs::set_permissions(&log, fs::Permissions::from_mode(0o666)).unwrap();
        fs::create_dir(&traps).unwrap();
        for name in TRAPS {
            let trap = format!(
                "#!/bin/sh\nwhile read -r line; do :; done\necho {name} \"$@\" >> {log}\nexport >> {log}\n",
                log = log.display()
            );
            fs::write(traps.join(name), trap).unwrap();
            fs::set_permissions(traps.join(name), fs::Permissions::from_mode(0o755)).unwrap();
        }
        fs::create_dir_all(planted.join("istiqbal/profiles")).unwrap();
        let settings = "data = \"/planted\"\ndrop = \"/etc\"\nviewer = \"evince\"\nsuspend = true\nlanguage = \"ar\"\n";
        for (file, text) in [
            ("settings.toml", settings),
            (
                "keymap.toml",
                "[global]\nprepend = [ { on = \"F12\", run = \"quit\" } ]\n",
            ),
            ("profiles/own.toml", "key = = 1\n"),
        ] {
            fs::write(planted.join("istiqbal").join(file), text).unwrap();
        }
        // Whatever is written there would be seen.
        for dir in [planted.clone(), planted.join("istiqbal")] {
            fs::set_permissions(dir, fs::Permissions::from_mode(0o777)).unwrap();
        }
        Trapped {
            house,
            log,
            planted,
        }
    }

    fn options(&self) -> Vec<String> {
        let trap = self.house.home().join("traps");
        let mut variables = format!("SetEnv=TRAPS={}", trap.display());
        for name in PROGRAMS {
            variables += &format!(" {name}={}", trap.join("sh").display());
        }
        for name in PLACES {
            variables += &format!(" {name}={}", self.planted.display());
        }
        variables += " DISPLAY=:0 WAYLAND_DISPLAY=wayland-0 CUPS_SERVER=planted ISTIQBAL_LOG=trace";
        vec!["-o".to_owned(), variables]
    }

    fn desk(&self) -> Terminal {
        let options = self.options();
        let options: Vec<&str> = options.iter().map(String::as_str).collect();
        let user = &self.house.users.staff()[0];
        let terminal = self
            .house
            .ssh(user, Kind::Xterm, &options, ("LANG", "C.UTF-8"));
        terminal.shows("─ Reception");
        terminal
    }

    fn sprung(&self) -> String {
        fs::read_to_string(&self.log).unwrap()
    }
}

/// Waits until all that was pressed before is worked off: only the desk answers this key so, where nothing lies over it.
fn settle(terminal: &Terminal) -> String {
    let from = terminal.sent();
    terminal.press(F12);
    let is_drawn = || {
        let at = terminal.has_sent(b"\x1b[2J", from);
        at.is_some_and(|at| terminal.has_sent(b"\x1b[?2026l", at).is_some())
    };
    let since = Instant::now();
    loop {
        let shows = terminal.until(|_| true);
        let is_covered = ["Esc close", "Esc no"]
            .iter()
            .any(|key| shows.contains(key));
        if is_covered || is_drawn() {
            return terminal.until(|_| true);
        }
        assert!(
            since.elapsed() < Duration::from_secs(60),
            "no desk answers:\n{shows}"
        );
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// Whether a list of commands, help or a question lies over the screen.
fn is_covered(shows: &str) -> bool {
    ["Esc close", "Esc no"]
        .iter()
        .any(|key| shows.contains(key))
}

/// Presses keys, each once what the one before leads to is seen.
fn go(terminal: &Terminal, keys: &[(&str, &str)]) {
    for (key, seen) in keys {
        terminal.press(key);
        terminal.until(|screen| screen.contents().contains(seen));
        settle(terminal);
    }
}

/// Leaves whatever is seen, as far as that is a key's work.
fn goes_home(terminal: &Terminal) -> bool {
    for _ in 0..8 {
        let shows = settle(terminal);
        if shows.contains("─ Reception") && !is_covered(&shows) {
            return true;
        }
        terminal.press(ESC);
        // A key that comes at once after it would be another key.
        std::thread::sleep(Duration::from_millis(60));
    }
    false
}

/// That a process never had a child: none is there, and none that it waited for ever touched memory.
fn had_no_child(process: Pid) {
    let at = |file: &str| {
        let path = format!("/proc/{}/{file}", process.as_raw_nonzero());
        fs::read_to_string(path).unwrap()
    };
    let stat = at("stat");
    let (_, fields) = stat.rsplit_once(") ").unwrap();
    let fields: Vec<&str> = fields.split(' ').collect();
    // Faults of children, from the third field on: minor ones the 11th, major ones the 13th.
    assert_eq!((fields[8], fields[10]), ("0", "0"), "a program was run");
    let tasks = fs::read_dir(format!("/proc/{}/task", process.as_raw_nonzero())).unwrap();
    for task in tasks.flatten() {
        let children = fs::read_to_string(task.path().join("children")).unwrap_or_default();
        assert_eq!(children, "", "a program runs");
    }
}

/// Somebody with a request and a scan, for the commands that need one.
fn somebody_with_a_request(house: &House) -> RequestNo {
    let mut client = house.client();
    let mut facts = somebody(3);
    facts.name = PersonName::from_line("Zaynab Test").unwrap();
    let register = Order::RegisterPerson {
        facts,
        not_the_same: vec![],
        draft: None,
    };
    let Made::Person(person) = client.order(register).unwrap().made else {
        panic!("nobody was registered");
    };
    let open = Order::OpenRequest {
        person,
        channel: "in-person".into(),
        responsibilities_told: true,
        draft: None,
    };
    let Made::Request(request) = client.order(open).unwrap().made else {
        panic!("no request was opened");
    };
    client
        .attach(request, "", "scan.pdf", b"%PDF-1.7 scanned")
        .unwrap();
    request
}

#[test]
fn no_command_of_the_table_leads_out() {
    let trapped = Trapped::open();
    let house = &trapped.house;
    let request = somebody_with_a_request(house);
    let mut terminal = trapped.desk();
    let page = [
        (F2, "─ Find"),
        ("Zay", "Zaynab Test"),
        (ENTER, "stage"),
        (ENTER, "scan.pdf"),
        (LEFT, "scan.pdf"),
    ];
    // What the other side sends along did arrive.
    for desk in house.desks() {
        let sent = fs::read(format!("/proc/{}/environ", desk.as_raw_nonzero())).unwrap();
        let sent = String::from_utf8_lossy(&sent).into_owned();
        let trap = format!("PATH={}", house.home().join("traps").display());
        for variable in [&trap, "XDG_CONFIG_HOME=", "VISUAL=", "CUPS_SERVER="] {
            assert!(sent.contains(variable), "{variable}: {sent}");
        }
    }
    let mut ran: BTreeMap<&str, u32> = BTreeMap::new();
    for (place, keys) in [
        ("reception", &[][..]),
        ("queues", &[(F4, "─ Queues")]),
        ("find", &[(F2, "─ Find")]),
        ("person", &page[..3]),
        ("request", &page[..4]),
        ("scans", &page[..]),
    ] {
        // Whether the list of commands is open still, as the one before was not in it.
        let mut is_open = false;
        for command in command::table() {
            // It ends the desk; the printing system is told by a program of its own, with nothing of the other side's.
            if command.id == "quit" || command.id.starts_with("print-") {
                continue;
            }
            // It is the same one wherever it works.
            if ran.get(command.id).is_some_and(|times| *times > 1) {
                continue;
            }
            if !is_open {
                if !goes_home(&terminal) {
                    terminal = trapped.desk();
                }
                go(&terminal, keys);
                terminal.press(F8);
            }
            terminal.press(command.id);
            let found = terminal.until(|screen| {
                let typed = screen.rows(0, 80).any(|row| row.trim() == command.id);
                typed && screen.contents().contains("─ Commands")
            });
            is_open = found.contains("no command of that name");
            if is_open {
                terminal.press(BACKSPACE.repeat(command.id.len()));
                continue;
            }
            *ran.entry(command.id).or_default() += 1;
            terminal.press(ENTER);
            terminal.until(|screen| !screen.contents().contains("─ Commands"));
            settle(&terminal);
            for desk in house.desks() {
                had_no_child(desk);
            }
            assert_eq!(trapped.sprung(), "", "{} at {place}", command.id);
        }
    }
    assert!(ran.len() > 40, "too few worked to say anything: {ran:?}");
    println!(
        "{} commands worked somewhere and led nowhere else",
        ran.len()
    );

    // A path cannot be typed.
    assert!(goes_home(&terminal));
    go(&terminal, &page[..4]);
    for key in [INSERT, "/etc/passwd", ENTER] {
        terminal.press(key);
        settle(&terminal);
    }
    let Answer::Request(page) = house.client().ask(Query::Request(request)).unwrap() else {
        panic!("no request");
    };
    let scans = page.request.scans.iter().map(|scan| &scan.name);
    assert_eq!(scans.collect::<Vec<_>>(), ["scan.pdf"]);

    terminal.signal(Signal::TERM);
    house.comes_to(0);
    // Nothing was read or written where the other side said.
    let mut left: Vec<_> = fs::read_dir(trapped.planted.join("istiqbal"))
        .unwrap()
        .chain(fs::read_dir(&trapped.planted).unwrap())
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    left.sort();
    assert_eq!(
        left,
        ["istiqbal", "keymap.toml", "profiles", "settings.toml"]
    );
    assert_eq!(trapped.sprung(), "");
}

/// What a client that asks for something else than a terminal gets: its output, and whether it was well.
fn asked(house: &House, options: &[&str], words: &[&str]) -> (String, bool) {
    let line = house.server.line(&house.users.staff()[0].name, options);
    let out = Command::new(&line[0])
        .args(&line[1..])
        .args(words)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    (
        String::from_utf8_lossy(&out.stdout).into_owned(),
        out.status.success(),
    )
}

#[test]
fn nothing_but_the_desk_is_to_be_had_of_sshd() {
    let house = House::open("wethaq", 1);
    for words in [
        &["cat", "/etc/passwd"][..],
        &["sh", "-c", "cat /etc/passwd"],
        &["istiqbal", "profile", "adopt", "/etc/passwd"],
        &["desk; cat /etc/passwd"],
        &["$(cat /etc/passwd)"],
        &["scp", "-f", "/etc/passwd"],
    ] {
        let (out, well) = asked(&house, &["-T"], words);
        assert_eq!((out.as_str(), well), ("", false), "{words:?}");
        // With a terminal it is the desk, whatever was asked for.
        let line = [
            house.server.line(&house.users.staff()[0].name, &["-t"]),
            words.iter().map(|word| (*word).to_owned()).collect(),
        ];
        let line = line.concat();
        let line: Vec<&str> = line.iter().map(String::as_str).collect();
        let terminal = Terminal::run(Kind::Xterm, house.home(), &line, ("LANG", "C"));
        terminal.shows("Nobody is waiting");
        terminal.signal(Signal::TERM);
    }
    let here = format!("127.0.0.1:{}", house.server.port);
    let back = format!("0:{here}");
    let dynamic = ["-o", "ExitOnForwardFailure=yes", "-N", "-R", "0"];
    for options in [
        &["-s", "-T"][..],
        &["-W", &here],
        &["-o", "ExitOnForwardFailure=yes", "-N", "-R", &back],
        &dynamic,
    ] {
        let words: &[&str] = if options[0] == "-s" { &["sftp"] } else { &[] };
        let (out, well) = asked(&house, options, words);
        assert_eq!((out.as_str(), well), ("", false), "{options:?}");
    }
    house.comes_to(0);
}
