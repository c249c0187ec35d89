//! Unix users for a while, where the test may make some.

use std::path::Path;
use std::process::{Command, Stdio};

use rustix::process::{Pid, getgid, getuid, test_kill_process};

/// Before the number of the process that made it.
const PREFIX: &str = "istiqbal-test-";

/// A Unix user.
#[derive(Clone, Debug)]
pub struct User {
    pub name: String,
    pub uid: u32,
}

/// Some users of one group.
pub struct Users {
    pub group: String,
    pub gid: u32,
    /// The first runs the office, the others are staff. All are the same one where none could be made.
    pub all: Vec<User>,
    /// Whether they were made, and must go.
    pub made: bool,
}

fn run(program: &str, arguments: &[&str]) -> bool {
    Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

impl Users {
    /// An owner of the office and so many for the staff.
    pub fn of(staff: usize, home: &Path) -> Users {
        if !getuid().is_root() {
            println!(
                "not root: everybody is the same Unix user, so that the group's way to the socket is not shown"
            );
            return Users::whoever_runs(staff);
        }
        remove_orphans();
        let group = format!("{PREFIX}{}", std::process::id());
        assert!(run("groupadd", &[&group]), "groupadd {group}");
        let mut users = Users {
            gid: 0,
            all: vec![],
            made: true,
            group,
        };
        let id = |database: &str, name: &str| -> u32 {
            let out = Command::new("getent").args([database, name]).output();
            let out = String::from_utf8(out.unwrap().stdout).unwrap();
            out.split(':').nth(2).unwrap().trim().parse().unwrap()
        };
        users.gid = id("group", &users.group);
        for number in 0..=staff {
            let name = format!("{}-{number}", users.group);
            let home = home.join(number.to_string());
            let arguments = [
                "-M",
                "-N",
                "-p",
                "*",
                "-s",
                "/bin/sh",
                "-g",
                &users.group,
                "-d",
                home.to_str().unwrap(),
                &name,
            ];
            // Somebody else may hold the list of users just now.
            let made = (0..20).any(|_| run("useradd", &arguments));
            assert!(made, "useradd {name}");
            let uid = id("passwd", &name);
            std::fs::create_dir_all(&home).unwrap();
            std::os::unix::fs::chown(&home, Some(uid), Some(users.gid)).unwrap();
            users.all.push(User { name, uid });
        }
        users
    }

    fn whoever_runs(staff: usize) -> Users {
        let id = |what: &str| {
            let out = Command::new("id").arg(what).output().unwrap().stdout;
            String::from_utf8(out).unwrap().trim().to_owned()
        };
        let me = User {
            name: id("-un"),
            uid: getuid().as_raw(),
        };
        Users {
            group: id("-gn"),
            gid: getgid().as_raw(),
            all: vec![me; staff + 1],
            made: false,
        }
    }

    pub fn owner(&self) -> &User {
        &self.all[0]
    }

    pub fn staff(&self) -> &[User] {
        &self.all[1..]
    }
}

impl Drop for Users {
    fn drop(&mut self) {
        if self.made {
            remove(&self.group);
        }
    }
}

/// What runs that were killed left behind.
fn remove_orphans() {
    let groups = std::fs::read_to_string("/etc/group").unwrap_or_default();
    for group in groups.lines().filter_map(|line| line.split(':').next()) {
        let process = group.strip_prefix(PREFIX).and_then(|id| id.parse().ok());
        let is_gone = |id| Pid::from_raw(id).is_none_or(|id| test_kill_process(id).is_err());
        if process.is_some_and(is_gone) {
            remove(group);
        }
    }
}

fn remove(group: &str) {
    let users = std::fs::read_to_string("/etc/passwd").unwrap_or_default();
    let names = users.lines().filter_map(|line| line.split(':').next());
    let own = format!("{group}-");
    for name in names.filter(|name| name.starts_with(&own)) {
        // `-f`: a desk of theirs may be ending still.
        (0..20).any(|_| run("userdel", &["-f", name]));
    }
    (0..20).any(|_| run("groupdel", &[group]));
}
