//! Stores to measure on, and their offices: the built program, each a process of its own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use istiqbal::domain::staff::Role;
use istiqbal::profiles;
use istiqbal::protocol::reach::Place;
use istiqbal::protocol::{Client, Order};
use rustix::process::{Pid, Signal, kill_process, test_kill_process};

use crate::Outcome;
use crate::figures::setting;

/// The program itself.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_istiqbal");

/// How long an office may take to come or go.
const PATIENCE: Duration = Duration::from_secs(300);

/// A data directory. Its socket is elsewhere, where the path is short.
pub struct House {
    pub place: Place,
    _socket: tempfile::TempDir,
}

/// An office in the foreground; ends when dropped.
pub struct Office(Child);

/// Where stores are kept from one time to the next.
pub fn kept() -> Outcome<PathBuf> {
    let usual = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/bench");
    let dir = setting("ISTIQBAL_BENCH_DIR", usual);
    fs::create_dir_all(&dir)?;
    Ok(dir.canonicalize()?)
}

impl House {
    pub fn at(data: PathBuf) -> Outcome<House> {
        let socket = tempfile::tempdir()?;
        let place = Place::new(data, Some(socket.path().join("socket")))?;
        Ok(House {
            place,
            _socket: socket,
        })
    }

    /// A store of made-up people, made the first time it is asked for.
    pub fn of_people(people: u64) -> Outcome<House> {
        House::made_up(&format!("people-{people}"), &[("--people", people)])
    }

    /// A store of made-up people with as many requests of theirs as are asked for.
    pub fn of_requests(people: u64, requests: u64) -> Outcome<House> {
        House::made_up(
            &format!("people-{people}-requests-{requests}"),
            &[("--people", people), ("--requests", requests)],
        )
    }

    fn made_up(name: &str, extent: &[(&str, u64)]) -> Outcome<House> {
        let data = kept()?.join(name);
        // Told apart from one that was broken off half-way.
        let whole = kept()?.join(format!("{name}.whole"));
        if !whole.exists() {
            let _ = fs::remove_dir_all(&data);
            println!("making the store {}", data.display());
            let since = Instant::now();
            let made = Command::new(PROGRAM)
                .args(["demo", "--fill-only"])
                .args(
                    extent
                        .iter()
                        .flat_map(|(of, many)| [of.to_string(), many.to_string()]),
                )
                .arg("--dir")
                .arg(&data)
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .status()?;
            if !made.success() {
                return Err(format!("the store could not be made: {made}").into());
            }
            println!("made in {:.0} s", since.elapsed().as_secs_f64());
            fs::write(whole, "")?;
        }
        House::at(data)
    }

    /// The program on this store.
    pub fn arguments(&self) -> Vec<String> {
        let path = |path: &Path| path.to_string_lossy().into_owned();
        vec![
            PROGRAM.to_owned(),
            "--data".to_owned(),
            path(&self.place.data),
            "--socket".to_owned(),
            path(&self.place.socket),
        ]
    }

    /// Starts an office and waits until it can be reached.
    pub fn office(&self) -> Outcome<Office> {
        let arguments = self.arguments();
        let mut office = Office(
            Command::new(PROGRAM)
                .args(&arguments[1..])
                .arg("office")
                .stdin(Stdio::null())
                .stderr(Stdio::null())
                .spawn()?,
        );
        let since = Instant::now();
        while self.place.reach_running()?.is_none() {
            if let Some(ended) = office.0.try_wait()? {
                return Err(format!("the office ended: {ended}").into());
            }
            if since.elapsed() > PATIENCE {
                return Err("the office does not come".into());
            }
            thread::sleep(Duration::from_millis(20));
        }
        Ok(office)
    }

    /// The same, saying how long it took and what it holds.
    pub fn large_office(&self) -> Outcome<Office> {
        let since = Instant::now();
        let office = self.office()?;
        println!(
            "office open after {:.2} s, {} MB",
            since.elapsed().as_secs_f64(),
            office.resident() >> 20
        );
        Ok(office)
    }

    /// An office on a new store, at which whoever measures is the reception.
    pub fn opened(&self) -> Outcome<Office> {
        let office = self.office()?;
        self.client()?.order(Order::OpenDesk {
            profile: profiles::source("wethaq").unwrap_or_default().to_owned(),
            branch: "الرئيسي".into(),
            name: "سلمى".into(),
            roles: [Role::Reception].into(),
        })?;
        Ok(office)
    }

    pub fn client(&self) -> Outcome<Client> {
        Ok(Client::connect(&self.place.socket)?)
    }

    /// Ends an office that a desk started, and waits until it is gone.
    pub fn end_office(&self) -> Outcome {
        let Ok(id) = fs::read_to_string(self.place.data.join("journal/lock")) else {
            return Ok(());
        };
        // Only where it listens is the number in the lock an office's.
        if self.client().is_err() {
            return Ok(());
        }
        let Some(office) = id.trim().parse().ok().and_then(Pid::from_raw) else {
            return Ok(());
        };
        kill_process(office, Signal::TERM)?;
        let since = Instant::now();
        while test_kill_process(office).is_ok() && since.elapsed() < PATIENCE {
            thread::sleep(Duration::from_millis(20));
        }
        Ok(())
    }
}

impl Office {
    /// Its number among processes.
    pub fn process(&self) -> String {
        self.0.id().to_string()
    }

    /// Memory it holds, in bytes.
    pub fn resident(&self) -> u64 {
        resident(&self.process())
    }
}

/// Memory that a process holds, in bytes; `self` is this one.
pub fn resident(process: &str) -> u64 {
    memory(process, "VmRSS:")
}

/// The most memory that a process ever held, in bytes; none where it has ended.
pub fn peak(process: &str) -> u64 {
    memory(process, "VmHWM:")
}

fn memory(process: &str, which: &str) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(which));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok())
        .unwrap_or(0)
        * 1024
}

impl Drop for Office {
    fn drop(&mut self) {
        if let Some(id) = i32::try_from(self.0.id()).ok().and_then(Pid::from_raw) {
            let _ = kill_process(id, Signal::TERM);
        }
        let _ = self.0.wait();
    }
}
