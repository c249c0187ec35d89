//! sshd on the loopback: its own keys, its own port, one group whose login is a command.

use std::fs;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// Where Debian has it; elsewhere it is looked for by name.
const SSHD: [&str; 3] = ["/usr/sbin/sshd", "/usr/local/sbin/sshd", "/usr/bin/sshd"];

pub struct Server {
    dir: PathBuf,
    sshd: Child,
    pub port: u16,
}

/// A program in the path, wholly named: what runs in a terminal here has no path.
pub fn found(program: &str) -> PathBuf {
    let path = std::env::var_os("PATH").unwrap();
    let found = std::env::split_paths(&path)
        .map(|dir| dir.join(program))
        .find(|program| program.is_file());
    found.unwrap_or_else(|| panic!("{program} is not here"))
}

fn run(command: &mut Command) {
    let out = command.output().unwrap();
    let said = String::from_utf8_lossy(&out.stderr);
    assert!(out.status.success(), "{command:?}: {said}");
}

fn key(path: &Path) -> String {
    run(Command::new("ssh-keygen")
        .args(["-q", "-t", "ed25519", "-N", "", "-C", "test", "-f"])
        .arg(path));
    fs::read_to_string(path.with_extension("pub")).unwrap()
}

impl Server {
    /// Starts one that is told this of a group and its login. The rest of its settings is careless.
    pub fn start(dir: &Path, drop_in: &str) -> Server {
        fs::create_dir_all(dir).unwrap();
        let path = |name: &str| dir.join(name).display().to_string();
        let host = key(&dir.join("host"));
        let own = key(&dir.join("own"));
        fs::write(path("authorized"), own).unwrap();
        for (name, mode) in [("authorized", 0o644), (".", 0o755)] {
            fs::set_permissions(path(name), fs::Permissions::from_mode(mode)).unwrap();
        }
        fs::write(path("drop-in"), drop_in).unwrap();
        if rustix::process::getuid().is_root() {
            // A directory that it wants, made by its service as a rule.
            fs::create_dir_all("/run/sshd").unwrap();
        }
        let program = SSHD.into_iter().find(|path| Path::new(path).exists());
        let program = program.expect("sshd (in Debian: openssh-server)");
        loop {
            // Somebody else may take the port between here and there.
            let free = TcpListener::bind("127.0.0.1:0").unwrap();
            let port = free.local_addr().unwrap().port();
            drop(free);
            let settings = format!(
                "Include {drop_in}\n\
                 ListenAddress 127.0.0.1\nPort {port}\nHostKey {host}\nPidFile none\nUsePAM no\nStrictModes no\n\
                 AuthorizedKeysFile {authorized}\nPasswordAuthentication no\nKbdInteractiveAuthentication no\n\
                 LoginGraceTime 0\nMaxStartups 1000\nMaxAuthTries 20\nPrintMotd no\nPrintLastLog no\n\
                 X11Forwarding yes\nAcceptEnv *\nSubsystem sftp internal-sftp\n",
                drop_in = path("drop-in"),
                host = path("host"),
                authorized = path("authorized"),
            );
            fs::write(path("sshd_config"), settings).unwrap();
            run(Command::new(program).args(["-t", "-f", &path("sshd_config")]));
            let mut sshd = Command::new(program)
                .args(["-D", "-e", "-f", &path("sshd_config")])
                .stdin(Stdio::null())
                .stdout(Stdio::null())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap();
            let mut said = BufReader::new(sshd.stderr.take().unwrap()).lines();
            let listens = said
                .by_ref()
                .map_while(Result::ok)
                .any(|line| line.contains("Server listening"));
            if !listens {
                let _ = sshd.wait();
                continue;
            }
            // Whatever else it says is nobody's, and must not fill the pipe.
            std::thread::spawn(move || said.for_each(drop));
            let known = format!("[127.0.0.1]:{port} {host}");
            fs::write(path("known"), known).unwrap();
            return Server {
                dir: dir.to_owned(),
                sshd,
                port,
            };
        }
    }

    /// The client's command line, without a command of its own.
    pub fn line(&self, user: &str, options: &[&str]) -> Vec<String> {
        let path = |name: &str| self.dir.join(name).display().to_string();
        let ssh = found("ssh").display().to_string();
        let mut line: Vec<String> = [&ssh, "-F", "none", "-q", "-C", "-i", &path("own")]
            .map(str::to_owned)
            .into();
        for option in [
            "BatchMode=yes".to_owned(),
            "IdentitiesOnly=yes".to_owned(),
            "StrictHostKeyChecking=yes".to_owned(),
            "GlobalKnownHostsFile=/dev/null".to_owned(),
            format!("UserKnownHostsFile={}", path("known")),
            format!("Port={}", self.port),
        ] {
            line.extend(["-o".to_owned(), option]);
        }
        line.extend(options.iter().map(|option| (*option).to_owned()));
        line.push(format!("{user}@127.0.0.1"));
        line
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.sshd.kill();
        let _ = self.sshd.wait();
    }
}
