//! `istiqbal setup host`: makes this machine the host of several branches. The office becomes a service under a Unix
//! user of its own, and the desk becomes the login of a group.
//!
//! Each step is printed as a shell command before it is done, or said to be done already. So it can be read first
//! (`--dry-run`), done by hand, and run again after an update.

mod step;

pub mod sshd;
pub mod unit;

use std::io::Write;
use std::path::{Path, PathBuf};

use super::args::Host;
use super::{Failure, Session};
use crate::arabic::clean_text;
use step::{Act, Step};

/// The user that runs the office.
pub const USER: &str = "istiqbal";
/// The group of the staff: who is in it reaches the socket.
pub const GROUP: &str = "istiqbal";
/// Where the data is.
pub const DATA: &str = "/var/lib/istiqbal";
/// Where the office listens.
pub const SOCKET: &str = "/run/istiqbal/socket";

const UNIT: &str = "/etc/systemd/system/istiqbal.service";
const SETTINGS: &str = "/etc/xdg/istiqbal/settings.toml";
const SSHD: &str = "/etc/ssh/sshd_config.d/istiqbal.conf";

/// Why a host was not set up.
#[derive(Debug, thiserror::Error)]
pub enum HostFailure {
    /// What it takes and is not here.
    #[error("this needs {}", .0.iter().map(Lack::id).collect::<Vec<_>>().join(", "))]
    Lacks(Vec<Lack>),
    /// The machine's settings name another place.
    #[error("{} names another data directory or socket", .0.display())]
    Settings(PathBuf),
    /// A file.
    #[error("{}: {source}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why it cannot be read or written.
        source: std::io::Error,
    },
    /// A command that failed.
    #[error("{command}: {why}")]
    Command {
        /// As the shell would have it.
        command: String,
        /// What it said.
        why: String,
    },
}

/// Something that is missing for setting up a host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// To be root.
    Root,
    /// `groupadd` and `useradd`.
    Passwd,
    /// A machine that systemd runs.
    Systemd,
    /// sshd, reading drop-ins.
    Sshd,
}

impl Lack {
    /// What texts call it.
    #[must_use]
    pub const fn id(&self) -> &'static str {
        match self {
            Lack::Root => "root",
            Lack::Passwd => "passwd",
            Lack::Systemd => "systemd",
            Lack::Sshd => "sshd",
        }
    }
}

/// Sets this machine up, or an image of one.
pub fn run(session: &Session<'_>, options: &Host, out: &mut dyn Write) -> Result<(), Failure> {
    let root = options.root.as_deref();
    let root = root.map(|root| session.around.absolute(root));
    let lacks = lacks(session, root.is_some());
    if !options.dry_run && !lacks.is_empty() {
        return Err(HostFailure::Lacks(lacks).into());
    }
    let root = root.unwrap_or_else(|| PathBuf::from("/"));
    let is_image = options.root.is_some();
    let mut has_changed = false;
    for step in steps(&session.around.program, &root)? {
        let about = session.texts.get(step.about);
        // Services are told only of what is new to them.
        let is_done = step.is_done(&root, is_image)? || step.is_news() && !has_changed;
        if is_done {
            let args = [("what", about.as_str().into())];
            writeln!(out, "# {}", session.texts.with("host-done", &args))?;
            continue;
        }
        writeln!(out, "# {about}\n{}", clean_text(&step.as_shell()))?;
        out.flush()?;
        has_changed = true;
        if !options.dry_run {
            step.act(&root, is_image)?;
        }
    }
    if options.dry_run {
        for lack in lacks {
            let lack = session.texts.get(&format!("host-lacks-{}", lack.id()));
            let args = [("what", lack.as_str().into())];
            writeln!(out, "# {}", session.texts.with("host-lacks", &args))?;
        }
    } else {
        writeln!(out, "# {}", session.texts.get("host-next"))?;
    }
    Ok(())
}

/// What is missing here for a machine to be set up; an image takes no more than leave to write it.
fn lacks(session: &Session<'_>, is_image: bool) -> Vec<Lack> {
    if is_image {
        return vec![];
    }
    let path = session.around.var("PATH").unwrap_or_default();
    let system = ["/usr/sbin", "/sbin"].map(PathBuf::from);
    let dirs: Vec<PathBuf> = std::env::split_paths(path).chain(system).collect();
    let here = |program: &str| dirs.iter().any(|dir| dir.join(program).is_file());
    [
        (Lack::Root, rustix::process::geteuid().is_root()),
        (Lack::Passwd, here("groupadd") && here("useradd")),
        (
            Lack::Systemd,
            here("systemctl") && Path::new("/run/systemd/system").is_dir(),
        ),
        (
            Lack::Sshd,
            here("sshd") && Path::new(SSHD).parent().is_some_and(Path::is_dir),
        ),
    ]
    .into_iter()
    .filter_map(|(lack, is_here)| (!is_here).then_some(lack))
    .collect()
}

fn steps(running: &Path, root: &Path) -> Result<Vec<Step>, HostFailure> {
    // Where a package put it, it stays.
    let program = match running.starts_with("/usr") {
        true => running.to_owned(),
        false => PathBuf::from("/usr/local/bin/istiqbal"),
    };
    let words = |line: &str| line.split(' ').map(str::to_owned).collect();
    let write = |about, path: &str, text: String| Step {
        about,
        act: Act::Write {
            path: path.into(),
            text,
        },
    };
    let run = |about, line: &str| Step {
        about,
        act: Act::Run(words(line)),
    };
    let login = format!("{} desk --login", program.display());
    Ok(vec![
        Step {
            about: "host-program",
            act: Act::Copy {
                from: running.to_owned(),
                to: program.clone(),
            },
        },
        Step {
            about: "host-group",
            act: Act::Group(words(&format!("groupadd --system {GROUP}"))),
        },
        Step {
            about: "host-user",
            act: Act::User(words(&format!(
                "useradd --system --no-create-home --home-dir {DATA} --shell /usr/sbin/nologin --gid {GROUP} {USER}"
            ))),
        },
        write("host-unit", UNIT, unit::service(&program)),
        write("host-settings", SETTINGS, settings(root)?),
        write("host-sshd", SSHD, sshd::drop_in(GROUP, &login)),
        run("host-sshd-checked", "sshd -t"),
        run("host-reload", "systemctl daemon-reload"),
        run("host-enable", "systemctl enable istiqbal.service"),
        run("host-start", "systemctl restart istiqbal.service"),
        run("host-sshd-reload", "systemctl reload ssh.service"),
    ])
}

/// The machine's settings with the two places in them; what else they say stays.
fn settings(root: &Path) -> Result<String, HostFailure> {
    let ours = format!("data = \"{DATA}\"\nsocket = \"{SOCKET}\"\n");
    let path = step::below(root, Path::new(SETTINGS));
    let there = match std::fs::read_to_string(&path) {
        Ok(there) => there,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(ours),
        Err(source) => return Err(HostFailure::File { path, source }),
    };
    let says: toml::Table = toml::from_str(&there).unwrap_or_default();
    let says = |key: &str| {
        says.get(key)
            .and_then(toml::Value::as_str)
            .map(str::to_owned)
    };
    match (says("data"), says("socket")) {
        (None, None) => Ok(ours + &there),
        (Some(data), Some(socket)) if data == DATA && socket == SOCKET => Ok(there),
        _ => Err(HostFailure::Settings(path)),
    }
}
