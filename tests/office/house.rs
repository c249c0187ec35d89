//! A data directory with offices that come and go, each the built program as a process of its own.

use std::fs::{self, File};
use std::path::Path;
use std::process::{Child, Command as Program, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use istiqbal::domain::event::Event;
use istiqbal::domain::ids::PersonNo;
use istiqbal::domain::staff::Role;
use istiqbal::journal::{Entry, Position, Reader};
use istiqbal::protocol::client::fresh_id;
use istiqbal::protocol::reach::Place;
use istiqbal::protocol::{Client, Command, Made, Order};
use istiqbal::records::read_entry;

use super::world::people::somebody;
use super::world::scratch;
use crate::world::orders;

/// The program itself.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_istiqbal");

/// How long anything may take that is waited for. Never reached unless something is wrong.
pub const PATIENCE: Duration = Duration::from_secs(120);

/// Waits until something has come about.
pub fn until<T>(what: &str, mut come: impl FnMut() -> Option<T>) -> T {
    let since = Instant::now();
    loop {
        if let Some(come) = come() {
            return come;
        }
        assert!(since.elapsed() < PATIENCE, "waited in vain for {what}");
        thread::sleep(Duration::from_millis(5));
    }
}

pub struct House {
    pub dir: tempfile::TempDir,
    pub place: Place,
}

/// An office that runs in the foreground of this test.
pub struct Office(pub Child);

impl House {
    pub fn new() -> House {
        let dir = scratch();
        let place = Place::new(dir.path().join("data"), None).unwrap();
        House { dir, place }
    }

    /// A house whose office runs and whose desk is open, with this user as reception and administrator.
    pub fn open() -> (House, Office) {
        let house = House::new();
        let office = house.office();
        open_desk(&mut house.client(), [Role::Reception]);
        (house, office)
    }

    /// The program on this house's data.
    pub fn program(&self, arguments: &[&str]) -> Program {
        let mut program = Program::new(PROGRAM);
        program
            .arg("--data")
            .arg(&self.place.data)
            .arg("--socket")
            .arg(&self.place.socket)
            .args(arguments)
            // Not the settings of whoever runs the tests, nor what others left anywhere.
            .env("HOME", self.dir.path().join("nobody"))
            .env_remove("XDG_CONFIG_HOME")
            .env_remove("XDG_DATA_HOME")
            .env_remove("RUST_BACKTRACE");
        program
    }

    /// Starts an office and waits until it can be reached.
    pub fn office(&self) -> Office {
        let mut office = self.start(self.program(&["office"]));
        until("the office", || {
            assert_eq!(office.0.try_wait().unwrap(), None, "{}", self.log());
            self.place.reach_running().ok().flatten()
        });
        office
    }

    /// Starts a program whose log goes where this house's log is.
    pub fn start(&self, mut program: Program) -> Office {
        let log = File::options()
            .create(true)
            .append(true)
            .open(self.dir.path().join("log"))
            .unwrap();
        Office(program.stdin(Stdio::null()).stderr(log).spawn().unwrap())
    }

    pub fn log(&self) -> String {
        fs::read_to_string(self.dir.path().join("log")).unwrap_or_default()
    }

    /// A client of the office that runs, or of one that is started now.
    pub fn client(&self) -> Client {
        self.place.reach(Path::new(PROGRAM)).unwrap()
    }

    /// Everything in the journal.
    pub fn entries(&self) -> Vec<Entry> {
        let entries = Reader::new(&self.place.data).entries(Position(1));
        entries.collect::<Result<_, _>>().unwrap()
    }

    pub fn events(&self) -> Vec<Event> {
        let entries = self.entries();
        entries
            .iter()
            .map(|entry| read_entry(entry).unwrap().1)
            .collect()
    }

    /// The program's own verification, of the journal and of the records.
    pub fn verified(&self) {
        let verify = self.program(&["verify"]).output().unwrap();
        let said = String::from_utf8_lossy(&verify.stdout);
        let wrong = String::from_utf8_lossy(&verify.stderr);
        assert!(verify.status.success(), "{said}{wrong}{}", self.log());
    }

    /// The office that was started on demand, by its process id.
    pub fn holder(&self) -> Option<i32> {
        let id = fs::read_to_string(self.place.data.join("journal/lock")).ok()?;
        id.trim().parse().ok()
    }
}

impl Drop for House {
    /// Offices started on demand end with the house.
    fn drop(&mut self) {
        if UnixStream::connect(&self.place.socket).is_ok()
            && let Some(office) = self.holder().and_then(rustix::process::Pid::from_raw)
        {
            let _ = rustix::process::kill_process(office, rustix::process::Signal::KILL);
        }
    }
}

use std::os::unix::net::UnixStream;

impl Office {
    /// `kill -9`.
    pub fn kill(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }

    /// Asks it to leave, as systemd does.
    pub fn terminate(&mut self) -> ExitStatus {
        let id = i32::try_from(self.0.id()).unwrap();
        let id = rustix::process::Pid::from_raw(id).unwrap();
        rustix::process::kill_process(id, rustix::process::Signal::TERM).unwrap();
        self.ended()
    }

    pub fn ended(&mut self) -> ExitStatus {
        until("the office's end", || self.0.try_wait().unwrap())
    }
}

impl Drop for Office {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Opens the desk of a charity; whoever opens it is an administrator, and what is given beside.
pub fn open_desk(client: &mut Client, roles: impl IntoIterator<Item = Role>) {
    let order = Order::OpenDesk {
        profile: istiqbal::profiles::source("wethaq").unwrap().to_owned(),
        branch: "الرئيسي".into(),
        name: "سلمى".into(),
        roles: roles.into_iter().collect(),
    };
    client.order(order).unwrap();
}

pub fn register(serial: u32) -> Order {
    orders::register(somebody(serial))
}

pub fn registered(client: &mut Client, serial: u32) -> PersonNo {
    match client.order(register(serial)).unwrap().made {
        Made::Person(person) => person,
        other => panic!("{other:?}"),
    }
}

pub fn enquiry(question: &str) -> Order {
    Order::LogEnquiry {
        question: question.to_owned(),
        answer: "نعم".into(),
        channel: "phone".into(),
        person: None,
        standard: None,
    }
}

pub fn command(order: Order) -> Command {
    Command {
        id: fresh_id().unwrap(),
        saw: None,
        order,
    }
}

/// This test program, to run one of its ignored tests as another process.
pub fn only(test: &str) -> Program {
    let mut program = Program::new(std::env::current_exe().unwrap());
    program.args([test, "--exact", "--ignored", "--nocapture"]);
    program
}
