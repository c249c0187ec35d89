//! A terminal for one program: a screen of its own, every byte kept, and questions answered as some terminal would.

use std::io::{Read, Write};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

use istiqbal::arabic::terminal::QUERY;
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, SlavePty, native_pty_system};

/// What a terminal answers to the desk's questions.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    Vte,
    Konsole,
    Xterm,
    /// Answers nothing.
    Mute,
}

impl Kind {
    pub fn answer(self) -> &'static [u8] {
        match self {
            Kind::Vte => b"\x1b[8;1$y\x1bP>|VTE(7001)\x1b\\\x1b[?65;1;9c",
            Kind::Konsole => b"\x1bP>|Konsole 22.12.3\x1b\\\x1b[?62;1;4c",
            Kind::Xterm => {
                b"\x1b[8;0$y\x1bP>|XTerm(379)\x1b\\\x1b[?64;1;2;6;9;15;16;17;18;21;22;28c"
            }
            Kind::Mute => b"",
        }
    }
}

/// What the program has sent so far.
struct Sent {
    bytes: Vec<u8>,
    screen: vt100::Parser,
}

type Shared = Arc<(Mutex<Sent>, Condvar)>;

pub struct Terminal {
    /// The terminal's side of the line; `None` once it is hung up.
    master: Option<Box<dyn MasterPty + Send>>,
    /// Held so that the line outlives the program and its mode can be looked at.
    slave: Option<Box<dyn SlavePty + Send>>,
    writer: Arc<Mutex<Option<Box<dyn Write + Send>>>>,
    reader: Option<JoinHandle<()>>,
    hung_up: Arc<AtomicBool>,
    sent: Shared,
    child: Box<dyn Child + Send + Sync>,
    mode_before: String,
}

/// Only reached where something is broken.
const PATIENCE: Duration = Duration::from_secs(60);

impl Terminal {
    /// Runs a program, its name first, with a home of its own and little else in its environment.
    pub fn run(kind: Kind, home: &Path, command: &[&str], (name, value): (&str, &str)) -> Terminal {
        let size = PtySize {
            rows: 24,
            cols: 80,
            ..PtySize::default()
        };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut builder = CommandBuilder::new(command[0]);
        builder.args(&command[1..]);
        builder.env_clear();
        for (name, value) in [("HOME", home), ("XDG_CONFIG_DIRS", home), ("TMPDIR", home)] {
            builder.env(name, value);
        }
        builder.env("TERM", "xterm-256color");
        builder.env(name, value);
        builder.cwd(home);
        let mode_before = mode(&*pair.master);
        let child = pair.slave.spawn_command(builder).unwrap();
        let writer = Arc::new(Mutex::new(Some(pair.master.take_writer().unwrap())));
        let sent: Shared = Arc::new((
            Mutex::new(Sent {
                bytes: Vec::new(),
                screen: vt100::Parser::default(),
            }),
            Condvar::new(),
        ));
        let hung_up = Arc::new(AtomicBool::new(false));
        let reader = pair.master.try_clone_reader().unwrap();
        let reader = {
            let (sent, hung_up, writer) = (sent.clone(), hung_up.clone(), writer.clone());
            std::thread::spawn(move || read(reader, kind, &sent, &writer, &hung_up))
        };
        Terminal {
            master: Some(pair.master),
            slave: Some(pair.slave),
            writer,
            reader: Some(reader),
            hung_up,
            sent,
            child,
            mode_before,
        }
    }

    /// Sends what a key sends, or several.
    pub fn press(&self, bytes: impl AsRef<[u8]>) {
        if let Some(writer) = &mut *self.writer.lock().unwrap() {
            writer.write_all(bytes.as_ref()).unwrap();
        }
    }

    pub fn resize(&self, cols: u16, rows: u16) {
        let size = PtySize {
            rows,
            cols,
            ..PtySize::default()
        };
        let some = |count: u16| count.max(1).try_into().unwrap();
        self.sent
            .0
            .lock()
            .unwrap()
            .screen
            .screen_mut()
            .set_size(some(rows), some(cols));
        self.master.as_ref().unwrap().resize(size).unwrap();
    }

    /// Waits until the screen is as wanted; what it shows then.
    pub fn until(&self, wanted: impl Fn(&vt100::Screen) -> bool) -> String {
        let (lock, more) = &*self.sent;
        let sent = lock.lock().unwrap();
        let (sent, late) = more
            .wait_timeout_while(sent, PATIENCE, |sent| !wanted(sent.screen.screen()))
            .unwrap();
        let shows = sent.screen.screen().contents();
        assert!(!late.timed_out(), "the screen stays:\n{shows}");
        shows
    }

    /// Waits until the screen shows a text; all it shows then.
    pub fn shows(&self, text: &str) -> String {
        self.until(|screen| screen.contents().contains(text))
    }

    /// Whether the screen comes to show a text within a time.
    pub fn comes(&self, text: &str, patience: Duration) -> bool {
        let (lock, more) = &*self.sent;
        let shows = |sent: &Sent| sent.screen.screen().contents().contains(text);
        let sent = lock.lock().unwrap();
        let (sent, _) = more
            .wait_timeout_while(sent, patience, |sent| !shows(sent))
            .unwrap();
        shows(&sent)
    }

    /// Waits until these bytes have been sent, from some place on; the place after them.
    pub fn sends(&self, wanted: &[u8], from: usize) -> usize {
        let (lock, more) = &*self.sent;
        let place = |sent: &Sent| {
            let bytes = sent.bytes.get(from..)?;
            let at = bytes
                .windows(wanted.len())
                .position(|window| window == wanted)?;
            Some(from + at + wanted.len())
        };
        let sent = lock.lock().unwrap();
        let (sent, _) = more
            .wait_timeout_while(sent, PATIENCE, |sent| place(sent).is_none())
            .unwrap();
        place(&sent).unwrap_or_else(|| {
            let all = sent.bytes.get(from..).unwrap_or_default().escape_ascii();
            panic!("{} was not sent, but: {all}", wanted.escape_ascii())
        })
    }

    /// How many bytes were sent so far.
    pub fn sent(&self) -> usize {
        self.sent.0.lock().unwrap().bytes.len()
    }

    /// Whether these bytes have been sent, from some place on; the place after them.
    pub fn has_sent(&self, wanted: &[u8], from: usize) -> Option<usize> {
        let sent = self.sent.0.lock().unwrap();
        let bytes = sent.bytes.get(from..)?;
        let at = bytes
            .windows(wanted.len())
            .position(|window| window == wanted)?;
        Some(from + at + wanted.len())
    }

    /// All that was sent so far.
    pub fn bytes(&self) -> Vec<u8> {
        self.sent.0.lock().unwrap().bytes.clone()
    }

    pub fn process(&self) -> rustix::process::Pid {
        let id = i32::try_from(self.child.process_id().unwrap()).unwrap();
        rustix::process::Pid::from_raw(id).unwrap()
    }

    pub fn signal(&self, signal: rustix::process::Signal) {
        rustix::process::kill_process(self.process(), signal).unwrap();
    }

    /// Whether the line is as it was before the program was run.
    pub fn is_as_before(&self) -> bool {
        mode(&**self.master.as_ref().unwrap()) == self.mode_before
    }

    /// Waits until the program has stopped, and with it all that it does before.
    pub fn stops(&self) {
        let stat = format!("/proc/{}/stat", self.process().as_raw_nonzero());
        while !std::fs::read_to_string(&stat).unwrap().contains(") T ") {
            std::thread::yield_now();
        }
    }

    /// Closes the terminal's side, as when its window is closed or the line drops. The program must send something
    /// once `prompt` is pressed, for the reader to notice.
    pub fn hang_up(&mut self, prompt: &str) {
        self.hung_up.store(true, Ordering::SeqCst);
        self.press(prompt);
        self.reader.take().unwrap().join().unwrap();
        self.writer.lock().unwrap().take();
        self.master = None;
        self.slave = None;
    }

    /// Waits until the program has ended; with which status.
    pub fn ends(&mut self) -> u32 {
        self.child.wait().unwrap().exit_code()
    }

    /// That the terminal was given back, whole, and every frame was finished.
    pub fn is_given_back(&self) {
        self.sends(b"\x1b[?1049l", 0);
        // What follows in the same farewell may come in a piece of its own.
        self.until(|screen| {
            !screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste()
        });
        let bytes = self.bytes();
        let (lock, _) = &*self.sent;
        let sent = lock.lock().unwrap();
        let screen = sent.screen.screen();
        assert!(!screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste());
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
        assert!(self.is_as_before(), "the line's mode is not as it was");
        for (on, off) in [
            (&b"\x1b[?1049h"[..], &b"\x1b[?1049l"[..]),
            (b"\x1b[?7l", b"\x1b[?7h"),
            (b"\x1b[8l", b"\x1b[8h"),
            (b"\x1b[?1006h", b"\x1b[?1006l"),
        ] {
            assert_eq!(
                count(&bytes, on),
                count(&bytes, off),
                "{}",
                on.escape_ascii()
            );
        }
        frames_are_whole(&bytes);
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        if let Ok(None) = self.child.try_wait() {
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}

/// That frames are not broken off and do not overlap. The end of one more may be sent on leaving, to be sure.
fn frames_are_whole(bytes: &[u8]) {
    let (mut open, mut from) = (false, 0);
    while let Some(at) = bytes[from..]
        .windows(8)
        .position(|window| window.starts_with(b"\x1b[?2026"))
    {
        let last = bytes[from + at + 7];
        assert!(!(open && last == b'h'), "a frame in a frame");
        open = last == b'h';
        from += at + 8;
    }
    assert!(!open, "a frame is not finished");
}

pub fn count(bytes: &[u8], wanted: &[u8]) -> usize {
    bytes
        .windows(wanted.len())
        .filter(|window| *window == wanted)
        .count()
}

fn mode(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios().unwrap())
}

fn read(
    mut from: Box<dyn Read + Send>,
    kind: Kind,
    sent: &Shared,
    writer: &Mutex<Option<Box<dyn Write + Send>>>,
    hung_up: &AtomicBool,
) {
    let mut buffer = [0; 4096];
    let mut answered = 0;
    while let Ok(count @ 1..) = from.read(&mut buffer) {
        if hung_up.load(Ordering::SeqCst) {
            return;
        }
        let (lock, more) = &**sent;
        let mut sent = lock.lock().unwrap();
        sent.bytes.extend_from_slice(&buffer[..count]);
        sent.screen.process(&buffer[..count]);
        let asked = self::count(&sent.bytes, QUERY);
        drop(sent);
        more.notify_all();
        for _ in answered..asked {
            if let Some(writer) = &mut *writer.lock().unwrap() {
                writer.write_all(kind.answer()).unwrap();
            }
        }
        answered = asked;
    }
}
