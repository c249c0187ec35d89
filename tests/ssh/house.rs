//! A host as one is set up: the office under a user of its own, its socket by the group, desks by ssh.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use istiqbal::domain::ids::BranchNo;
use istiqbal::domain::staff::Role;
use istiqbal::protocol::reach::Place;
use istiqbal::protocol::{Answer, Client, Order, Query};
use rustix::process::{Pid, Signal, kill_process};

use crate::place::open_desk;
use crate::server::Server;
use crate::terminal::{Kind, Terminal};
use crate::users::{User, Users};

/// A host. Its fields go in this order: the users last, when nothing of theirs runs.
pub struct House {
    pub server: Server,
    office: Child,
    socket: PathBuf,
    pub users: Users,
    pub dir: tempfile::TempDir,
}

/// The built program, or the one that is to be measured.
pub fn program() -> PathBuf {
    let said = std::env::var_os("ISTIQBAL_SSH_PROGRAM").map(PathBuf::from);
    said.unwrap_or_else(|| env!("CARGO_BIN_EXE_istiqbal").into())
}

impl House {
    /// One that works by a profile, with two branches and so many at the desk, in every role, at each in turn.
    pub fn open(profile: &str, staff: usize) -> House {
        House::with(profile, staff, |group, login| {
            istiqbal::cli::host::sshd::drop_in(group, login)
        })
    }

    /// The same, where sshd is told of the group and its login in another way.
    pub fn with(profile: &str, staff: usize, drop_in: impl Fn(&str, &str) -> String) -> House {
        let dir = tempfile::Builder::new().prefix("ist").tempdir().unwrap();
        let at = |name: &str| dir.path().join(name);
        fs::set_permissions(dir.path(), fs::Permissions::from_mode(0o755)).unwrap();
        let users = Users::of(staff, &at("home"));
        // Where others may run it.
        let program = at("istiqbal");
        fs::hard_link(self::program(), &program)
            .or_else(|_| fs::copy(self::program(), &program).map(drop))
            .unwrap();
        let owner = users.owner();
        for (name, mode) in [("data", 0o700), ("run", 0o750)] {
            fs::create_dir(at(name)).unwrap();
            fs::set_permissions(at(name), fs::Permissions::from_mode(mode)).unwrap();
            chown(at(name), Some(owner.uid), Some(users.gid)).unwrap();
        }
        let socket = at("run").join("socket");
        let office = office(&users, &program, &at("data"), &socket);
        let house_socket = socket.clone();
        let login = format!(
            "{} --data {} --socket {} --lang en desk --login",
            program.display(),
            at("data").display(),
            socket.display()
        );
        let login = if users.made {
            login
        } else {
            // Not with the files of whoever runs the test.
            format!("env HOME={} {login}", at("home").display())
        };
        let server = Server::start(&at("ssh"), &drop_in(&users.group, &login));
        let house = House {
            users,
            server,
            office,
            socket: house_socket,
            dir,
        };
        house.take_up(profile);
        house
    }

    /// Has the staff of more than the desk nothing but these roles.
    pub fn gives(&self, roles: &[Role]) {
        let mut client = self.client();
        let Answer::Desk(desk) = client.ask(Query::Desk).unwrap() else {
            panic!("no desk");
        };
        let is_made =
            |uid| self.users.made && self.users.staff().iter().any(|user| user.uid == uid);
        for member in desk.staff.iter().filter(|member| is_made(member.uid)) {
            let change = Order::ChangeRoles {
                staff: member.no,
                roles: roles.iter().copied().collect(),
            };
            client.order(change).unwrap();
        }
    }

    fn take_up(&self, profile: &str) {
        let mut client = self.client();
        open_desk(&mut client, profile);
        if !self.users.made {
            return;
        }
        for (number, user) in self.users.staff().iter().enumerate() {
            let add = Order::AddStaff {
                name: format!("Member {number}"),
                uid: user.uid,
                roles: Role::ALL.into(),
                branch: BranchNo(1 + u16::try_from(number % 2).unwrap()),
            };
            client.order(add).unwrap();
        }
    }

    /// A line to the office as its administrator.
    pub fn client(&self) -> Client {
        // It may have been started a moment ago.
        let place = Place::new(self.data(), Some(self.socket.clone())).unwrap();
        loop {
            if let Some(client) = place.reach_running().unwrap() {
                return client;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// The office's process.
    pub fn office(&self) -> u32 {
        self.office.id()
    }

    pub fn home(&self) -> &Path {
        self.dir.path()
    }

    pub fn data(&self) -> PathBuf {
        self.dir.path().join("data")
    }

    /// Somebody's terminal, with ssh in it.
    pub fn ssh(&self, user: &User, kind: Kind, options: &[&str], env: (&str, &str)) -> Terminal {
        let line = self.server.line(&user.name, options);
        let line: Vec<&str> = line.iter().map(String::as_str).collect();
        Terminal::run(kind, self.home(), &line, env)
    }

    /// A desk of somebody's, once it shows something.
    pub fn desk(&self, user: &User, kind: Kind) -> Terminal {
        let terminal = self.ssh(user, kind, &[], ("LANG", "C.UTF-8"));
        terminal.until(|screen| screen.alternate_screen() && !screen.contents().trim().is_empty());
        terminal
    }

    /// The desks that run here now.
    pub fn desks(&self) -> Vec<Pid> {
        let program = self.dir.path().join("istiqbal");
        let program = program.to_str().unwrap();
        let processes = fs::read_dir("/proc").unwrap().flatten();
        let ids = processes.filter_map(|entry| entry.file_name().to_str()?.parse::<i32>().ok());
        ids.filter(|id| {
            let line = fs::read(format!("/proc/{id}/cmdline")).unwrap_or_default();
            let words: Vec<&[u8]> = line.split(|byte| *byte == 0).collect();
            words.first() == Some(&program.as_bytes()) && words.contains(&&b"desk"[..])
        })
        .filter_map(Pid::from_raw)
        .collect()
    }

    /// The processes of this name that members of the staff run.
    pub fn run_by_staff(&self, name: &str) -> Vec<u32> {
        let processes = fs::read_dir("/proc").unwrap().flatten();
        let ids = processes.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
        ids.filter(|id| {
            let called = fs::read_to_string(format!("/proc/{id}/comm")).unwrap_or_default();
            let owner = fs::metadata(format!("/proc/{id}")).map(|process| process.uid());
            let is_ours = |uid| self.users.staff().iter().any(|user| user.uid == uid);
            called.trim() == name && owner.is_ok_and(is_ours)
        })
        .collect()
    }

    /// Waits until so many desks run.
    pub fn comes_to(&self, desks: usize) {
        while self.desks().len() != desks {
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Drop for House {
    fn drop(&mut self) {
        let id = i32::try_from(self.office.id()).ok().and_then(Pid::from_raw);
        if let (Some(id), Ok(None)) = (id, self.office.try_wait()) {
            let _ = kill_process(id, Signal::TERM);
            let _ = self.office.wait();
        }
    }
}

/// Starts an office as the service does: under its user, without network, without any privilege.
fn office(users: &Users, program: &Path, data: &Path, socket: &Path) -> Child {
    let (uid, gid) = (users.owner().uid.to_string(), users.gid.to_string());
    let mut words: Vec<&str> = vec![];
    if users.made {
        let alone = Command::new("unshare").args(["--net", "true"]).output();
        if alone.is_ok_and(|out| out.status.success()) {
            words.extend(["nice", "-n", "-5", "unshare", "--net"]);
        } else {
            println!("no network namespace here: the office is not shown to do without network");
        }
        words.extend([
            "setpriv",
            "--reuid",
            &uid,
            "--regid",
            &gid,
            "--clear-groups",
        ]);
        words.extend(["--no-new-privs", "--bounding-set=-all", "--inh-caps=-all"]);
    }
    words.push(program.to_str().unwrap());
    let log = fs::File::create(data.with_file_name("office.log")).unwrap();
    Command::new(words[0])
        .args(&words[1..])
        .arg("--data")
        .arg(data)
        .arg("--socket")
        .arg(socket)
        .arg("office")
        .env_clear()
        .env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin")
        .current_dir("/")
        .stdin(Stdio::null())
        .stderr(log)
        .spawn()
        .unwrap()
}
