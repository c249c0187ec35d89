//! A data directory of its own for a test, the program run on it, and its office ended with it.

use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use istiqbal::domain::staff::Role;
use istiqbal::profiles;
use istiqbal::protocol::{Client, Order};

pub struct Place {
    dir: tempfile::TempDir,
}

pub struct Ran {
    pub status: i32,
    pub out: String,
    pub err: String,
}

impl Place {
    pub fn new() -> Place {
        Place {
            dir: tempfile::Builder::new().prefix("ist").tempdir().unwrap(),
        }
    }

    /// One whose desk is open under a profile, with two branches and whoever runs the test in every role.
    pub fn opened(profile: &str) -> Place {
        let place = Place::new();
        // Any command starts the office.
        place.run(&["queue"]);
        open_desk(&mut place.client(), profile);
        place
    }

    pub fn data(&self) -> PathBuf {
        self.dir.path().join("data")
    }

    pub fn socket(&self) -> PathBuf {
        self.data().join("socket")
    }

    pub fn file(&self, name: &str, text: impl AsRef<[u8]>) -> String {
        let path = self.dir.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    }

    pub fn client(&self) -> Client {
        Client::connect(&self.socket()).unwrap()
    }

    /// The program on this directory, in English, with an environment that holds nothing of the machine's.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = program(self.dir.path());
        command
            .arg("--data")
            .arg(self.data())
            .args(["--lang", "en"])
            .args(args);
        command
    }

    pub fn run(&self, args: &[&str]) -> Ran {
        ran(self.command(args).output().unwrap())
    }

    /// Runs it, sees it done, and reads its JSON.
    pub fn json(&self, args: &[&str]) -> serde_json::Value {
        let ran = self.run(&[args, &["--format", "json"]].concat());
        assert_eq!(ran.status, 0, "{args:?}: {}", ran.err);
        serde_json::from_str(&ran.out)
            .unwrap_or_else(|error| panic!("{args:?}: {error}: {}", ran.out))
    }

    /// Ends the office, as a service manager would, and waits until it is gone.
    pub fn end_office(&self) {
        Place::end_office_of(&self.socket());
    }

    /// The same, of any office.
    pub fn end_office_of(socket: &Path) {
        let Ok(stream) = UnixStream::connect(socket) else {
            return;
        };
        // Whoever listens on the socket, as the kernel knows it.
        let office = rustix::net::sockopt::socket_peercred(&stream).unwrap().pid;
        drop(stream);
        rustix::process::kill_process(office, rustix::process::Signal::TERM).unwrap();
        let since = Instant::now();
        while rustix::process::test_kill_process(office).is_ok() {
            assert!(
                since.elapsed() < Duration::from_secs(60),
                "the office does not end"
            );
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            return self.end_office();
        }
        // A failed test leaves no office behind either, and its own message is the one to read.
        let _ = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| self.end_office()));
    }
}

/// Opens a desk under a profile, with two branches and whoever runs the test in every role.
pub fn open_desk(client: &mut Client, profile: &str) {
    let source = profiles::source(profile).unwrap().to_owned();
    let open = Order::OpenDesk {
        profile: source,
        branch: "تبوك".into(),
        name: "سلمى".into(),
        roles: Role::ALL.into(),
    };
    client.order(open).unwrap();
    let branch = Order::AddBranch {
        name: "ضباء".into(),
    };
    client.order(branch).unwrap();
}

/// The program with a home of its own and nothing else in its environment.
pub fn program(home: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_istiqbal"));
    command
        .env_clear()
        .env("HOME", home)
        .env("XDG_CONFIG_DIRS", home)
        .env("TMPDIR", home)
        .current_dir(home)
        .stdin(Stdio::null());
    command
}

pub fn ran(output: Output) -> Ran {
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Ran {
        status: output.status.code().unwrap_or(-1),
        out: text(output.stdout),
        err: text(output.stderr),
    }
}
