//! Many at once: desks over SSH, each somebody of a branch, with the same work at the pace of hands.
//!
//! What was acknowledged on a screen is in the journal once. How long keys and commands took, and what it cost, is printed.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use istiqbal::cli::host::sshd::drop_in;
use istiqbal::domain::arrival::Visitor;
use istiqbal::domain::event::Event;
use istiqbal::domain::identity::{IdentityPaper, PaperKind};
use istiqbal::domain::ids::RequestNo;
use istiqbal::domain::staff::Role;
use istiqbal::journal::{Position, Reader};
use istiqbal::protocol::Order;
use istiqbal::records::read_entry;
use rustix::process::Signal;

use crate::cost::{self, Cost};
use crate::house::House;
use crate::terminal::{Kind, Terminal};

const F2: &str = "\x1bOQ";
const F3: &str = "\x1bOR";
const F4: &str = "\x1bOS";
const F9: &str = "\x1b[20~";
const DOWN: &str = "\x1b[B";
const UP: &str = "\x1b[A";
const PGDN: &str = "\x1b[6~";
const TAB: &str = "\t";
const ESC: &str = "\x1b";
const ENTER: &str = "\r";

fn setting(name: &str, usually: usize) -> usize {
    let said = std::env::var(name).ok();
    said.and_then(|said| said.parse().ok()).unwrap_or(usually)
}

/// How many desks: where nobody says, as many as every run has the time for.
pub fn sessions() -> usize {
    setting("ISTIQBAL_SSH_SESSIONS", 12)
}

/// Between two keys of one hand. Three a second where hands are measured, else as fast as the screen allows.
fn pace() -> Duration {
    let milliseconds = setting("ISTIQBAL_SSH_PACE", 20);
    Duration::from_millis(u64::try_from(milliseconds).unwrap())
}

/// When a hand begins, after the first: in a house everybody is at something else, and no two press keys as one.
fn turn(number: usize, sessions: usize) -> Duration {
    let spread = pace() * 90;
    spread * u32::try_from(number).unwrap() / u32::try_from(sessions).unwrap()
}

/// One hand at a desk, and how long it waited.
pub struct Hand {
    pub terminal: Terminal,
    next: Instant,
    pace: Duration,
    /// From a letter to the screen that shows it, in milliseconds.
    pub keys: Vec<f64>,
    /// From the key that has something done to the screen that shows it done, and what it shows.
    pub commands: Vec<(String, f64)>,
}

impl Hand {
    pub fn new(terminal: Terminal) -> Hand {
        Hand {
            terminal,
            next: Instant::now(),
            pace: pace(),
            keys: vec![],
            commands: vec![],
        }
    }

    fn wait(&mut self) {
        let now = Instant::now();
        thread::sleep(self.next.saturating_duration_since(now));
        self.next = self.next.max(now) + self.pace;
    }

    /// Presses a key.
    pub fn press(&mut self, key: &str) {
        self.wait();
        self.terminal.press(key);
    }

    /// Types letter by letter, each seen before the next is typed.
    pub fn types(&mut self, text: &str) {
        for end in 1..=text.len() {
            self.wait();
            let since = Instant::now();
            self.terminal.press(&text[end - 1..end]);
            self.terminal.shows(&text[..end]);
            self.keys.push(since.elapsed().as_secs_f64() * 1e3);
        }
    }

    /// Presses the key that has something done, and waits until it is shown as done.
    fn does(&mut self, key: &str, done: &str) -> String {
        self.wait();
        let since = Instant::now();
        self.terminal.press(key);
        let shows = self.terminal.shows(done);
        let took = since.elapsed().as_secs_f64() * 1e3;
        self.commands.push((done.to_owned(), took));
        shows
    }

    /// Presses a key and waits for what it leads to.
    fn leads(&mut self, key: &str, to: &str) {
        self.press(key);
        self.terminal.shows(to);
    }
}

// A key works once what it rests on is known, and is pressed anew where it came too early.
impl Hand {
    fn insists(&mut self, key: &str, to: &str) {
        for _ in 0..60 {
            self.press(key);
            if self.terminal.comes(to, Duration::from_secs(1)) {
                return;
            }
        }
        self.terminal.shows(to);
    }
}

/// Letters from a number, of which no two are alike: names that nobody takes for one another.
fn name(number: usize) -> String {
    let mut state = (number as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let mut word = || {
        let mut word = String::new();
        for at in 0..6 {
            state ^= state >> 12;
            state ^= state << 25;
            state ^= state >> 27;
            let letters = if at % 2 == 0 {
                "bdfgklmnprstvz"
            } else {
                "aeiou"
            };
            let pick = usize::try_from(state >> 33).unwrap() % letters.len();
            word.push_str(&letters[pick..=pick]);
        }
        word
    };
    format!("{} {} {}", word(), word(), word())
}

fn identity(number: usize) -> String {
    let found = (0..10).find_map(|check| {
        let digits = format!("1{number:08}{check}");
        IdentityPaper::parse_as(PaperKind::NationalId, &digits).ok()?;
        Some(digits)
    });
    found.unwrap()
}

/// What a hand has seen acknowledged.
#[derive(Default)]
struct Seen {
    /// Names of those registered, with the number of the request where it was seen.
    registered: Vec<String>,
    /// The queue, as it was scanned.
    queue: String,
    submitted: Vec<String>,
    questions: Vec<String>,
}

/// Somebody unknown, from the search to the need.
fn takes_in(hand: &mut Hand, number: usize, seen: &mut Seen) {
    let name = name(number);
    hand.leads(F2, "─ Find");
    hand.types(&name);
    // While a search is on its way, which it is again with every change, nobody new is taken in.
    hand.insists(F3, "─ Intake");
    hand.types(&identity(number));
    hand.press(ENTER);
    hand.types(&format!("05{number:08}"));
    hand.press(ENTER);
    hand.press("1");
    hand.press(ENTER);
    hand.types(&format!(
        "14{:02}/{}/{}",
        number % 30,
        1 + number % 9,
        1 + number % 28
    ));
    hand.press(ENTER);
    hand.press("1");
    hand.does(PGDN, "▸ Responsibilities");
    seen.registered.push(name);
    hand.press("1");
    hand.leads(ENTER, "▸ Channel");
    hand.leads(ENTER, "▸ Service");
    hand.leads("2", "● Counselling");
    hand.leads(ENTER, "▸ Category");
    hand.press("2");
    hand.leads(ENTER, "▸ What is asked for");
    hand.types("help with the rent");
    hand.does(PGDN, "on the paper");
    hand.terminal.shows("▸ Full name");
}

fn works(hand: &mut Hand, number: usize) -> Seen {
    let mut seen = Seen::default();
    hand.terminal.shows("─ Reception");
    takes_in(hand, 2 * number, &mut seen);
    hand.leads(ENTER, "▸ Identity number");
    hand.leads(ENTER, "▸ Born");
    hand.leads(ENTER, "▸ Valid until");
    hand.types("1455/1/15");
    hand.does(PGDN, "▸ Signed how");
    hand.leads("1", "● signature on paper");
    hand.leads(ENTER, "▸ Number of the signed sheet");
    hand.types("77");
    hand.does(ENTER, "▸ This was explained");
    hand.press("1");
    hand.does(ENTER, "▸ Submit now");
    hand.press("1");
    let shows = hand.does(ENTER, "Request number");
    let (_, rest) = shows.split_once("Request number: ").unwrap();
    let request: String = rest.chars().take_while(|c| !c.is_whitespace()).collect();
    seen.submitted.push(request);
    hand.leads(ENTER, "─ Reception");

    hand.leads(F4, "─ Queues");
    for key in [TAB, TAB, TAB].into_iter().chain([DOWN; 10]).chain([UP; 4]) {
        hand.press(key);
    }
    seen.queue = hand.terminal.until(|_| true);
    hand.leads(ESC, "─ Reception");

    takes_in(hand, 2 * number + 1, &mut seen);
    hand.insists(F9, "Question to the");
    let question = format!("when is {} paid", name(number).replace(' ', ""));
    hand.types(&question);
    hand.does(ENTER, "question was referred");
    seen.questions.push(question);
    seen
}

/// A desk of each, begun a few at a time.
pub fn open(house: &House, sessions: usize, shows: &'static str) -> Vec<Hand> {
    let staff = house.users.staff();
    let (mut hands, mut at) = (vec![], 0);
    while at < sessions {
        // A whole crowd at the door would only measure the door.
        let some: Vec<_> = (at..sessions.min(at + 20))
            .map(|at| house.ssh(&staff[at], Kind::Xterm, &[], ("LANG", "C.UTF-8")))
            .collect();
        for terminal in some {
            terminal.shows(shows);
            hands.push(Hand::new(terminal));
        }
        at = hands.len();
    }
    hands
}

fn printed(what: &str, mut values: Vec<f64>) {
    values.sort_by(f64::total_cmp);
    let at = |percent: usize| values[(values.len() - 1) * percent / 100];
    println!(
        "{what}: p50 {:.1} ms, p99 {:.1} ms, most {:.1} ms of {}",
        at(50),
        at(99),
        at(100),
        values.len()
    );
}

#[test]
fn what_many_were_told_is_in_the_journal_once() {
    let sessions = sessions();
    let house = Arc::new(House::open("wethaq", sessions));
    house.gives(&[Role::Reception, Role::SocialResearcher]);
    let hands = open(&house, sessions, "─ Reception");
    let before = Cost::of(&house);
    let since = Instant::now();
    // How the office answers meanwhile, asked beside all desks.
    let (stop, stopped) = std::sync::mpsc::channel::<()>();
    let beside = {
        let house = Arc::clone(&house);
        thread::spawn(move || {
            let mut client = house.client();
            let mut took = vec![];
            let mut number = 0;
            while stopped
                .recv_timeout(Duration::from_millis(100))
                .is_err_and(|error| error == std::sync::mpsc::RecvTimeoutError::Timeout)
            {
                number += 1;
                let log = Order::LogEnquiry {
                    question: format!("beside {number}"),
                    answer: "said".into(),
                    channel: "in-person".into(),
                    person: None,
                    standard: None,
                };
                let since = Instant::now();
                client.order(log).unwrap();
                took.push(since.elapsed().as_secs_f64() * 1e3);
            }
            took
        })
    };
    let working: Vec<_> = hands
        .into_iter()
        .enumerate()
        .map(|(number, mut hand)| {
            thread::spawn(move || {
                thread::sleep(turn(number, sessions));
                let seen = works(&mut hand, number);
                (hand, seen)
            })
        })
        .collect();
    let worked: Vec<(Hand, Seen)> = working
        .into_iter()
        .map(|work| work.join().unwrap())
        .collect();
    let took = since.elapsed();
    let after = Cost::of(&house);
    drop(stop);
    let beside = beside.join().unwrap();
    assert_eq!(house.desks().len(), sessions, "a desk ended by itself");

    println!(
        "── {sessions} desks over SSH at once, a key each {} ms or more, {:.0} s",
        pace().as_millis(),
        took.as_secs_f64()
    );
    let hands = || worked.iter().map(|(hand, _)| hand);
    let keys: Vec<&[f64]> = hands().map(|hand| hand.keys.as_slice()).collect();
    printed("a letter, typed to seen", keys.concat());
    let mut steps: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for (done, took) in hands().flat_map(|hand| &hand.commands) {
        steps.entry(done).or_default().push(*took);
    }
    let every = steps.values().flatten().copied().collect();
    printed("a step, key to done on the screen", every);
    for (done, took) in steps {
        printed(&format!("  until “{done}”"), took);
    }
    let enquiries = beside.len();
    printed("a command at the socket meanwhile", beside);
    cost::print(&before, &after, took);

    let (hands, seen): (Vec<Hand>, Vec<Seen>) = worked.into_iter().unzip();
    for hand in &hands {
        hand.terminal.signal(Signal::TERM);
    }
    house.comes_to(0);
    drop(hands);
    if house.users.made {
        each_sees_their_own(&seen);
    }
    once(&house, &seen, enquiries);
}

/// That no queue showed anybody of another branch: the members work at the first and the second in turn.
fn each_sees_their_own(seen: &[Seen]) {
    let mut rows = 0;
    for (desk, shown) in seen.iter().enumerate() {
        for (other, taken_in) in seen.iter().enumerate() {
            let shows = taken_in
                .registered
                .iter()
                .any(|name| shown.queue.contains(name.as_str()));
            assert!(
                !shows || desk % 2 == other % 2,
                "{desk} sees what {other} took in:\n{}",
                shown.queue
            );
            rows += usize::from(shows);
        }
    }
    assert!(rows >= seen.len(), "the queues showed {rows} rows");
}

/// That all that was seen acknowledged is in the journal, and once.
fn once(house: &House, seen: &[Seen], enquiries: usize) {
    let mut found: BTreeMap<String, usize> = BTreeMap::new();
    let mut logged = 0;
    for entry in Reader::new(&house.data()).entries(Position(1)) {
        let (_, event) = read_entry(&entry.unwrap()).unwrap();
        let what = match event {
            Event::PersonRegistered { facts, .. } => facts.name.line(),
            Event::RequestSubmitted { request, .. } => request.to_string(),
            Event::ClarificationReferred { question, .. } => question,
            Event::EnquiryLogged { .. } => {
                logged += 1;
                continue;
            }
            _ => continue,
        };
        *found.entry(what).or_default() += 1;
    }
    let all: Vec<&String> = seen
        .iter()
        .flat_map(|seen| [&seen.registered, &seen.submitted, &seen.questions])
        .flatten()
        .collect();
    assert_eq!(
        all.len(),
        4 * seen.len(),
        "two registered, one submitted, one referred each"
    );
    for what in all {
        if what.contains('/') {
            what.parse::<RequestNo>().unwrap();
        }
        assert_eq!(found.remove(what), Some(1), "{what}");
    }
    assert!(found.is_empty(), "nobody was told of {found:?}");
    assert_eq!(logged, enquiries);
}

/// A peer of the same making: as many editors behind the same sshd, a word typed at the same pace.
#[test]
#[ignore = "a measure beside which ours is read; run by tests/run ssh"]
fn as_many_editors_beside() {
    let sessions = sessions();
    let vim = crate::server::found("vim");
    let house = House::with("wethaq", sessions, |group, _| {
        drop_in(group, &format!("{} -u NONE -N -n -i NONE", vim.display()))
    });
    let hands = open(&house, sessions, "VIM - Vi IMproved");
    let editors = || cost::taken(house.run_by_staff("vim"));
    let before = editors();
    let since = Instant::now();
    let typing = hands.into_iter().enumerate().map(|(number, mut hand)| {
        thread::spawn(move || {
            thread::sleep(turn(number, sessions));
            hand.leads("i", "-- INSERT --");
            for round in 0..5 {
                hand.types(&name(round).replace(' ', ""));
                hand.press(ENTER);
            }
            hand
        })
    });
    let hands: Vec<Hand> = typing
        .collect::<Vec<_>>()
        .into_iter()
        .map(|typing| typing.join().unwrap())
        .collect();
    let took = since.elapsed();
    println!(
        "── {sessions} vim over SSH at once, {:.0} s",
        took.as_secs_f64()
    );
    let keys: Vec<&[f64]> = hands.iter().map(|hand| hand.keys.as_slice()).collect();
    printed("a letter, typed to seen", keys.concat());
    cost::print_of(&before, &editors(), took);
    for hand in &hands {
        hand.terminal.signal(Signal::TERM);
    }
}

/// What goes over the line to one terminal: for a letter, a row, a page, and while nobody does anything.
#[test]
#[ignore = "a measure, which takes its minute; run by tests/run ssh"]
fn what_a_desk_sends() {
    let house = House::open("wethaq", 1);
    let mut client = house.client();
    for number in 0..200 {
        let receive = Order::ReceiveVisitor {
            visitor: Visitor::Named(name(number)),
            purpose: "to ask".into(),
        };
        client.order(receive).unwrap();
    }
    let terminal = house.desk(&house.users.staff()[0], Kind::Xterm);
    terminal.shows("200 waiting");
    let settled = || {
        let mut sent = terminal.sent();
        loop {
            thread::sleep(Duration::from_millis(300));
            if terminal.sent() == sent {
                return sent;
            }
            sent = terminal.sent();
        }
    };
    let first = settled();
    let bytes = |keys: &[&str]| {
        let from = settled();
        for key in keys {
            terminal.press(key);
            settled();
        }
        (settled() - from) / keys.len()
    };
    let row = bytes(&[DOWN; 10]);
    let page = bytes(&[PGDN; 5]);
    terminal.press(F2);
    let letter = bytes(&["n", "o", "u", "r", "a"]);
    let from = settled();
    thread::sleep(Duration::from_secs(120));
    let idle = (terminal.sent() - from) / 2;
    println!(
        "── bytes to a terminal of 80 by 24: the first frame {first}, a letter {letter}, a row down {row}, a page {page}, a minute of nothing {idle}"
    );
    terminal.signal(Signal::TERM);
}
