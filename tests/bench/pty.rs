//! Any terminal program, measured from outside: from a key to the last byte of what it draws for it.

use std::io::{Read, Write};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

use crate::Outcome;
use crate::figures::millis;

/// What a terminal shows.
const SIZE: PtySize = PtySize {
    rows: 40,
    cols: 120,
    pixel_width: 0,
    pixel_height: 0,
};

/// Silence that ends what is drawn for a key, and the first frame.
const AFTER_KEY: Duration = Duration::from_millis(30);
const AFTER_START: Duration = Duration::from_millis(150);

/// How long a program may draw nothing: after a key, and at first.
const UNTIL_DRAWN: Duration = Duration::from_millis(500);
const UNTIL_STARTED: Duration = Duration::from_secs(120);

/// A program and where it may be looked for.
#[derive(Clone)]
pub struct Program {
    pub name: &'static str,
    pub arguments: Vec<String>,
    pub environment: Vec<(&'static str, String)>,
    /// What its first frame must have, to be what is to be measured and no question.
    pub shows: &'static str,
}

impl Program {
    pub fn new(
        name: &'static str,
        arguments: impl IntoIterator<Item = impl Into<String>>,
    ) -> Program {
        Program {
            name,
            arguments: arguments.into_iter().map(Into::into).collect(),
            environment: vec![],
            shows: "",
        }
    }

    /// Whether it is on this machine; where not, says so.
    pub fn is_here(&self) -> bool {
        is_here(&self.arguments[0])
    }
}

/// Whether a program is on this machine; where not, says so.
pub fn is_here(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let here = std::env::split_paths(&path).any(|dir| dir.join(program).is_file());
    if !here {
        println!("not measured: {program}, which is not here");
    }
    here
}

/// A running program and its terminal.
pub struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    keys: Box<dyn Write + Send>,
    drawn: Receiver<(Instant, Vec<u8>)>,
    screen: vt100::Parser,
    _master: Box<dyn MasterPty + Send>,
}

/// What came for a key.
#[derive(Clone, Copy)]
pub struct Drawn {
    pub millis: f64,
    pub bytes: usize,
}

impl Terminal {
    /// Starts a program and waits for its first frame.
    pub fn start(program: &Program) -> Outcome<(Terminal, Drawn)> {
        let pty = native_pty_system().openpty(SIZE)?;
        let mut reader = pty.master.try_clone_reader()?;
        let keys = pty.master.take_writer()?;
        let mut command = CommandBuilder::new(&program.arguments[0]);
        command.args(&program.arguments[1..]);
        for (name, value) in [
            ("TERM", "xterm-256color"),
            ("LANG", "C.UTF-8"),
            ("LC_ALL", "C.UTF-8"),
            ("COLORTERM", "truecolor"),
        ] {
            command.env(name, value);
        }
        for name in ["TMUX", "NO_COLOR", "LINES", "COLUMNS"] {
            command.env_remove(name);
        }
        for (name, value) in &program.environment {
            command.env(name, value);
        }
        let (send, drawn) = channel();
        thread::spawn(move || {
            let mut buffer = vec![0; 1 << 16];
            while let Ok(length) = reader.read(&mut buffer) {
                let bytes = buffer[..length].to_vec();
                if length == 0 || send.send((Instant::now(), bytes)).is_err() {
                    return;
                }
            }
        });
        let since = Instant::now();
        let child = pty.slave.spawn_command(command)?;
        drop(pty.slave);
        let mut terminal = Terminal {
            child,
            keys,
            drawn,
            screen: vt100::Parser::new(SIZE.rows.try_into()?, SIZE.cols.try_into()?, 0),
            _master: pty.master,
        };
        let first = terminal
            .settle(since, UNTIL_STARTED, AFTER_START)
            .ok_or_else(|| format!("{} draws nothing", program.name))?;
        if !terminal.text().contains(program.shows) {
            let text = terminal.text();
            return Err(format!("{} shows something else:\n{text}", program.name).into());
        }
        Ok((terminal, first))
    }

    /// Types, and waits until what is drawn for it has come; `None` where nothing is.
    pub fn press(&mut self, keys: &str) -> Outcome<Option<Drawn>> {
        self.drain();
        let since = Instant::now();
        self.keys.write_all(keys.as_bytes())?;
        self.keys.flush()?;
        Ok(self.settle(since, UNTIL_DRAWN, AFTER_KEY))
    }

    /// Takes what still comes for a while.
    pub fn rest(&mut self, time: Duration) {
        thread::sleep(time);
        self.drain();
    }

    /// The program's number among processes.
    pub fn process(&self) -> String {
        self.child.process_id().unwrap_or_default().to_string()
    }

    /// What can be read on the screen now.
    pub fn text(&self) -> String {
        self.screen.screen().contents()
    }

    /// Takes what came meanwhile: how many bytes.
    pub fn drain(&mut self) -> usize {
        let mut count = 0;
        while let Ok((_, bytes)) = self.drawn.try_recv() {
            self.screen.process(&bytes);
            count += bytes.len();
        }
        count
    }

    fn settle(&mut self, since: Instant, patience: Duration, quiet: Duration) -> Option<Drawn> {
        let mut drawn: Option<Drawn> = None;
        let mut kept = vec![];
        loop {
            let wait = if drawn.is_none() { patience } else { quiet };
            match self.drawn.recv_timeout(wait) {
                Ok((at, bytes)) => {
                    let before = drawn.map_or(0, |drawn| drawn.bytes);
                    drawn = Some(Drawn {
                        millis: millis(at.duration_since(since)),
                        bytes: before + bytes.len(),
                    });
                    kept.extend(bytes);
                }
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break,
            }
        }
        self.screen.process(&kept);
        drawn
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
