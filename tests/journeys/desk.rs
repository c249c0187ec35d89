//! A desk driven by keys: the real state, the real keymap, a real office behind a real socket; only the terminal is
//! left out, and its cells are kept in memory.

use std::collections::VecDeque;
use std::process::Command as Program;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use istiqbal::desk::errand::{self, Places};
use istiqbal::desk::key::{Code, Key};
use istiqbal::desk::keymap::Keymap;
use istiqbal::desk::scanning::Scanning;
use istiqbal::desk::state::{Action, Desk, Effect, Settings, State};
use istiqbal::desk::{draw, screens, update};
use istiqbal::domain::ids::RequestNo;
use istiqbal::domain::moment::Moment;
use istiqbal::journal::{FileJournal, Group, Journal, NewEntry, Options, Position};
use istiqbal::locale::Language;
use istiqbal::profiles::Sources;
use istiqbal::protocol::client::fresh_id;
use istiqbal::protocol::reach::Place;
use istiqbal::protocol::{Answer, Client, ClientError, Command, Query, Refusal};
use istiqbal::sheets::printer::{Outlet, Went};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::world::memory::MemoryJournal;

/// The program itself.
const PROGRAM: &str = env!("CARGO_BIN_EXE_istiqbal");

/// How long anything may take that is waited for. Never reached unless something is wrong.
const PATIENCE: Duration = Duration::from_secs(60);

/// A data directory with its office, started on demand, ended with the test.
pub struct House {
    dir: tempfile::TempDir,
    pub place: Place,
}

impl House {
    pub fn new() -> House {
        let dir = tempfile::tempdir().unwrap();
        let place = Place::new(dir.path().join("data"), None).unwrap();
        House { dir, place }
    }

    /// One in which this happened already; no office runs there yet.
    pub fn after(past: MemoryJournal) -> House {
        let house = House::new();
        let mut journal = FileJournal::open(&house.place.data, Options::default()).unwrap();
        let entries = past.0.into_iter().map(|entry| NewEntry {
            stamp: entry.stamp,
            command: entry.command,
            kind: entry.kind,
            schema: entry.schema,
            payload: entry.payload,
        });
        let group = Group {
            entries: entries.collect(),
            ..Group::default()
        };
        journal.append(&[group], &|_| Position::NONE).unwrap();
        house
    }

    pub fn client(&self) -> Client {
        self.place.reach(PROGRAM.as_ref()).unwrap()
    }

    pub fn desk(&self, language: Language) -> Driven {
        self.desk_with(language, Scanning::default())
    }

    /// The same, where scans come from somewhere and are shown somehow.
    pub fn desk_with(&self, language: Language, scanning: Scanning) -> Driven {
        let places = Places {
            copies: Some(Outlet {
                fonts: vec!["/usr/share/fonts".into(), "/usr/local/share/fonts".into()],
                folder: Some(self.copies()),
                ..Outlet::default()
            }),
            exports: Some(self.exports()),
            shelves: vec![self.place.data.join("shelf")],
            scanning: Scanning {
                office: Some((self.place.clone(), PROGRAM.into())),
                ..scanning
            },
            profiles: Sources {
                own: Some(self.own_profiles()),
                home: Some(self.dir.path().to_owned()),
            },
        };
        Driven::new(self.client(), language, places)
    }

    /// Where the user's own profiles lie.
    pub fn own_profiles(&self) -> std::path::PathBuf {
        self.dir.path().join("profiles")
    }

    /// Puts a file below the home directory.
    pub fn put(&self, name: &str, text: &str) {
        let path = self.dir.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    /// Where desks write copies for those they are about.
    pub fn copies(&self) -> std::path::PathBuf {
        self.dir.path().join("copies")
    }

    /// Where desks save reports.
    pub fn exports(&self) -> std::path::PathBuf {
        self.dir.path().join("reports")
    }

    /// What the program prints to these arguments.
    pub fn run(&self, arguments: &[&str]) -> String {
        let out = Program::new(PROGRAM)
            .arg("--data")
            .arg(&self.place.data)
            .args(arguments)
            .env("HOME", self.dir.path())
            .env_remove("XDG_CONFIG_HOME")
            .output()
            .unwrap();
        assert!(
            out.status.success(),
            "{arguments:?}: {}",
            String::from_utf8_lossy(&out.stderr)
        );
        String::from_utf8(out.stdout).unwrap()
    }
}

impl Drop for House {
    fn drop(&mut self) {
        // Whoever holds the journal's lock is the office; it goes when its socket is told to.
        let lock = self.place.data.join("journal").join("lock");
        if let Ok(pid) = std::fs::read_to_string(lock)
            && let Ok(pid) = pid.trim().parse::<i32>()
            && let Some(pid) = rustix::process::Pid::from_raw(pid)
        {
            let _ = rustix::process::kill_process(pid, rustix::process::Signal::TERM);
        }
    }
}

/// A desk and its line to the office.
pub struct Driven {
    pub state: State,
    client: Client,
    /// Keys pressed beside those that type data.
    pub keys: usize,
    size: (u16, u16),
    /// The order with which the desk is killed, and whether it was.
    last: Option<&'static str>,
    killed: bool,
    /// Where its files are.
    places: Places,
}

impl Driven {
    fn new(client: Client, language: Language, places: Places) -> Driven {
        let settings = Settings {
            language,
            ..Settings::default()
        };
        let now = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap()
            .as_millis();
        let desk = Desk::new(
            settings,
            Keymap::function_keys(),
            Moment(i64::try_from(now).unwrap()),
        );
        let home = screens::home(&desk);
        let mut driven = Driven {
            state: State::new(desk, home),
            client,
            keys: 0,
            size: (120, 36),
            last: None,
            killed: false,
            places,
        };
        driven.client.watch().unwrap();
        let effects = update::begin(&mut driven.state);
        driven.settle(effects);
        driven
    }

    pub fn size(mut self, columns: u16, rows: u16) -> Driven {
        self.size = (columns, rows);
        self.act(Action::Resize(columns, rows));
        self
    }

    fn act(&mut self, action: Action) {
        let effects = update::update(&mut self.state, action);
        self.settle(effects);
    }

    /// Does what the desk wants done, until it wants nothing more; then tells it what changed meanwhile.
    fn settle(&mut self, effects: Vec<Effect>) {
        let mut effects: VecDeque<Effect> = effects.into();
        loop {
            while let Some(effect) = effects.pop_front() {
                if self.killed {
                    return;
                }
                let action = match effect {
                    Effect::Ask(tag, query) => Action::Answer(tag, refused(self.client.ask(query))),
                    Effect::Do(tag, order, saw) => {
                        self.killed = self.last == Some(order.id());
                        let command = Command {
                            id: fresh_id().unwrap(),
                            saw,
                            order: *order,
                        };
                        Action::Done(tag, refused(self.client.command(command)))
                    }
                    Effect::Knock(tag, knock) => {
                        let told = refused(self.client.knock(knock));
                        if let Ok(Answer::SignedIn { ticket, .. }) = &told {
                            self.places.scanning.beside = Some(*ticket);
                        }
                        Action::Answer(tag, told)
                    }
                    // As if there were a printer.
                    Effect::Print(kind, case) => {
                        Action::Printed(case.request.no, kind, Ok(Went::Printed))
                    }
                    Effect::Run(tag, errand) => Action::Ran(tag, errand::run(&self.places, errand)),
                    _ => continue,
                };
                effects.extend(update::update(&mut self.state, action));
            }
            if self.client.notices.is_empty() {
                return;
            }
            let notice = self.client.notices.remove(0);
            effects.extend(update::update(&mut self.state, Action::Notice(notice)));
        }
    }

    /// Once this order is with the office the desk hears and says no more.
    pub fn killed_after(&mut self, order: &'static str) {
        self.last = Some(order);
    }

    /// The terminal goes away.
    pub fn close(&mut self) {
        self.act(Action::Hangup);
    }

    /// Presses keys by name: `F3`, `Enter`, `Down`. Each counts.
    pub fn press(&mut self, keys: &str) -> &mut Driven {
        for key in keys.split_whitespace() {
            self.keys += 1;
            self.act(Action::Key(key.parse().unwrap()));
        }
        self
    }

    /// Types data, which does not count.
    pub fn type_in(&mut self, text: &str) -> &mut Driven {
        for c in text.chars() {
            self.act(Action::Key(Key {
                code: Code::Char(c),
                ctrl: false,
                alt: false,
                shift: false,
            }));
        }
        self
    }

    /// So many minutes pass, and nobody touches anything.
    pub fn idle(&mut self, minutes: i64) -> &mut Driven {
        for _ in 0..minutes {
            let now = Moment(self.state.desk.now.0 + 60_000);
            self.act(Action::Tick(now));
        }
        self
    }

    /// What happened elsewhere, as far as the office has told it by now.
    pub fn hear(&mut self) {
        // Asking anything makes sure that what was told before has come in.
        let _ = self.client.ask(Query::Desk).unwrap();
        self.settle(Vec::new());
    }

    /// What is seen, from left to right, line by line.
    pub fn seen(&self) -> String {
        let (columns, rows) = self.size;
        let mut buffer = Buffer::empty(Rect::new(0, 0, columns, rows));
        draw::draw(&self.state, &mut buffer);
        let row = |y| {
            (0..columns)
                .map(|x| buffer[(x, y)].symbol())
                .collect::<String>()
        };
        (0..rows)
            .map(row)
            .map(|row| row.trim_end().to_owned())
            .filter(|row| !row.trim_matches([' ', '│']).is_empty())
            .collect::<Vec<_>>()
            .join("\n")
    }

    /// The section of the screen that is seen.
    pub fn screen(&self) -> &'static str {
        self.state.top().unwrap().name()
    }

    /// Waits until words are seen that come from elsewhere.
    #[track_caller]
    pub fn comes(&mut self, words: &str) -> &mut Driven {
        let since = Instant::now();
        while !self.shows(words) {
            assert!(
                since.elapsed() < PATIENCE,
                "«{words}» never came on {}:\n{}",
                self.screen(),
                self.seen()
            );
            self.hear();
        }
        self
    }

    /// Whether something is seen: words as they are read, shaped here as the screen shapes them.
    pub fn shows(&self, words: &str) -> bool {
        let base = istiqbal::arabic::Base::Rtl;
        let shaped = istiqbal::arabic::lay_out(words, base);
        self.seen().contains(shaped.as_str())
    }

    #[track_caller]
    pub fn sees(&mut self, words: &str) -> &mut Driven {
        assert!(
            self.shows(words),
            "«{words}» is not seen on {}:\n{}",
            self.screen(),
            self.seen()
        );
        self
    }

    #[track_caller]
    pub fn is_at(&mut self, screen: &str) -> &mut Driven {
        assert_eq!(self.screen(), screen, "{}", self.seen());
        self
    }

    /// Leaves whatever is open.
    pub fn home(&mut self) -> &mut Driven {
        while self.screen() != "reception" {
            self.press("Esc");
        }
        self
    }

    /// Opens the page of a request by its number.
    #[track_caller]
    pub fn opens(&mut self, no: RequestNo) -> &mut Driven {
        self.home().press("F2").type_in(&no.to_string());
        self.press("Enter");
        if self.screen() == "person" {
            self.press("Enter");
        }
        self.is_at("request")
    }

    /// Has something done without a key.
    pub fn order(&mut self, order: istiqbal::protocol::Order) {
        self.client.order(order).unwrap();
    }

    /// Why something would not be done for whoever sits here, whatever keys there are.
    pub fn refusal_of(&mut self, order: istiqbal::protocol::Order) -> Refusal {
        refused(self.client.order(order)).unwrap_err()
    }

    pub fn ask(&mut self, query: Query) -> Answer {
        self.client.ask(query).unwrap()
    }
}

fn refused<T>(result: Result<T, ClientError>) -> Result<T, Refusal> {
    result.map_err(|error| match error {
        ClientError::Refused(refusal) => refusal,
        other => panic!("{other}"),
    })
}
