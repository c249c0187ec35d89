//! The terminal: entered and left whatever happens, asked what it does with Arabic, painted.
//!
//! Nothing is written to it but frames that differ from what it shows. It is asked once, when entered; the answers are
//! taken whenever they come, so that a slow line delays no first frame and no key is lost to waiting.

pub mod input;
pub mod keyboard;
pub mod paint;

use std::io::{self, IsTerminal};
use std::os::fd::{AsFd, BorrowedFd};
use std::sync::{Mutex, PoisonError};

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;
use rustix::termios::{OptionalActions, Termios, tcgetattr, tcgetwinsize, tcsetattr};

use crate::arabic::terminal::{Plan, QUERY, Replies, plan};
use crate::arabic::{TextMode, TextSetting};
use crate::desk::memory::Memory;
use paint::{Order, Painter};

/// Why there is no terminal to draw on.
#[derive(Debug, thiserror::Error)]
pub enum TerminalError {
    /// Input or output is a file or a pipe.
    #[error("{} is not a terminal; use --plain for line prompts", if *.input { "standard input" } else { "standard output" })]
    NotATerminal {
        /// Whether it is the input.
        input: bool,
    },
    /// The terminal cannot place its cursor.
    #[error("the terminal ({term}) cannot draw a screen; use --plain for line prompts")]
    Dumb {
        /// Its name, from `TERM`.
        term: String,
    },
    /// The system refused.
    #[error("the terminal cannot be used: {0}")]
    Io(#[from] io::Error),
}

/// How the terminal is to be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setup {
    /// In which order text is written.
    pub text: TextSetting,
    /// Whether clicks and the wheel are heard. The terminal's own selection then needs Shift.
    pub mouse: bool,
}

/// The terminal while the desk has it. Given back when dropped.
#[derive(Debug)]
pub struct Terminal {
    setup: Setup,
    /// What was chosen before, by calibration.
    memory: Memory,
    /// What `TERM` calls it.
    term: String,
    painter: Painter,
    replies: Vec<u8>,
    plan: Plan,
}

/// What makes the terminal as it was before, while the desk has it.
struct Restore {
    mode: Termios,
    bytes: Vec<u8>,
}

/// Also reached from the panic hook, which has nothing else.
static RESTORE: Mutex<Option<Restore>> = Mutex::new(None);

/// The alternate screen; no wrapping, for a cell the terminal holds for wider must not scroll the screen; marked pastes.
const ENTER: &[u8] = b"\x1b[?1049h\x1b[?7l\x1b[?2004h";
/// The end of a frame broken off; the cursor; no colours; nothing of what was shown, for not every terminal has a screen
/// beside the first, and some keep it; the above undone.
const LEAVE: &[u8] = b"\x1b[?2026l\x1b[?25h\x1b[m\x1b[H\x1b[2J\x1b[?2004l\x1b[?7h";
const LEAVE_SCREEN: &[u8] = b"\x1b[?1049l";
/// Presses and the wheel, in decimal; no motion.
const MOUSE: &[u8] = b"\x1b[?1000h\x1b[?1006h";
const NO_MOUSE: &[u8] = b"\x1b[?1006l\x1b[?1000l";

/// What is drawn on where the terminal does not know its size.
const USUAL_SIZE: (u16, u16) = (80, 24);

/// More than this is not copied, in bytes of text: terminals drop longer sequences.
const LONGEST_COPY: usize = 48 << 10;

impl Terminal {
    /// Takes the terminal, called `term`, and asks it what it is.
    pub fn enter(
        term: Option<&str>,
        setup: Setup,
        memory: Memory,
    ) -> Result<Terminal, TerminalError> {
        for (is_terminal, input) in [
            (io::stdin().is_terminal(), true),
            (io::stdout().is_terminal(), false),
        ] {
            if !is_terminal {
                return Err(TerminalError::NotATerminal { input });
            }
        }
        if let Some(term) = term.filter(|term| is_dumb(Some(term))) {
            return Err(TerminalError::Dumb {
                term: term.to_owned(),
            });
        }
        let plan = plan(&Replies::default(), setup.text, None);
        let mut terminal = Terminal {
            setup,
            memory,
            term: term.unwrap_or_default().to_owned(),
            painter: Painter::new(order(&plan)),
            replies: Vec::new(),
            plan,
        };
        terminal.take()?;
        // Before the first clear, for an old console prints some of it.
        write_all(QUERY)?;
        Ok(terminal)
    }

    fn take(&mut self) -> io::Result<()> {
        let input = io::stdin();
        let before = tcgetattr(&input)?;
        let mut raw = before.clone();
        raw.make_raw();
        lock().get_or_insert(Restore {
            mode: before,
            bytes: Vec::new(),
        });
        self.note_leave();
        tcsetattr(&input, OptionalActions::Now, &raw)?;
        let mouse = if self.setup.mouse { MOUSE } else { b"" };
        write_all(&[ENTER, self.plan.enter, mouse].concat())?;
        self.painter.forget();
        Ok(())
    }

    fn note_leave(&self) {
        let mouse = if self.setup.mouse { NO_MOUSE } else { b"" };
        if let Some(restore) = lock().as_mut() {
            // What was told to the terminal on the alternate screen is taken back there.
            restore.bytes = [LEAVE, mouse, self.plan.leave, LEAVE_SCREEN].concat();
        }
    }

    /// How the terminal is drawn on, by what it has answered so far.
    pub fn plan(&self) -> Plan {
        self.plan
    }

    /// Whether the terminal has answered all it was asked.
    pub fn has_answered(&self) -> bool {
        Replies::parse(&self.replies).is_complete
    }

    /// What it calls itself, without its version; else what `TERM` calls it.
    pub fn name(&self) -> String {
        let replies = Replies::parse(&self.replies);
        if replies.is_putty {
            return "PuTTY".to_owned();
        }
        let name = replies.name.unwrap_or_default();
        let end = name.find(|c: char| !c.is_ascii_alphabetic());
        match name.get(..end.unwrap_or(name.len())) {
            Some(name) if !name.is_empty() => name.to_owned(),
            _ => self.term.clone(),
        }
    }

    /// Takes an answer of the terminal, and draws on it by that from now on.
    pub fn replied(&mut self, reply: &[u8]) -> io::Result<()> {
        self.replies.extend(reply);
        self.replan()
    }

    /// Draws by what is remembered from now on.
    pub fn remember(&mut self, memory: Memory) -> io::Result<()> {
        self.memory = memory;
        self.replan()
    }

    fn replan(&mut self) -> io::Result<()> {
        let replies = Replies::parse(&self.replies);
        let remembered = self.memory.text_on(&self.name());
        let plan = plan(&replies, self.setup.text, remembered);
        if (plan.enter, plan.leave) != (self.plan.enter, self.plan.leave) {
            // The next frame clears the screen: only lines written after that are as told.
            write_all(&[self.plan.leave, plan.enter].concat())?;
            self.painter.forget();
        }
        self.painter.set_order(order(&plan));
        self.plan = plan;
        self.note_leave();
        Ok(())
    }

    /// The size in cells.
    pub fn area(&self) -> Rect {
        let (width, height) = match tcgetwinsize(io::stdout()) {
            Ok(size) if size.ws_col > 0 && size.ws_row > 0 => (size.ws_col, size.ws_row),
            _ => USUAL_SIZE,
        };
        Rect::new(0, 0, width, height)
    }

    /// Shows a frame, with the cursor at `caret`.
    pub fn draw(&mut self, frame: &Buffer, caret: Option<Position>) -> io::Result<()> {
        // A thread that panicked may have given it back a moment ago.
        if lock().is_none() {
            return Ok(());
        }
        write_all(self.painter.paint(frame, caret))
    }

    /// Draws the next frame whole.
    pub fn forget(&mut self) {
        self.painter.forget();
    }

    /// Puts text on the clipboard of the terminal, wherever that is. Too long a text is not copied.
    pub fn copy(&mut self, text: &str) -> io::Result<bool> {
        if text.len() > LONGEST_COPY {
            return Ok(false);
        }
        let text = base64(text.as_bytes());
        write_all(format!("\x1b]52;c;{text}\x07").as_bytes())?;
        Ok(true)
    }

    /// Gives the terminal back, stops until continued, takes it again.
    pub fn suspend(&mut self) -> io::Result<()> {
        restore();
        signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)?;
        self.take()
    }

    /// Takes the terminal again after someone else had it.
    pub fn retake(&mut self) -> io::Result<()> {
        restore();
        self.take()
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        restore();
    }
}

/// Makes the terminal as it was, where the desk has it. Done twice it does nothing.
pub fn restore() {
    let Some(restore) = lock().take() else { return };
    // A terminal that is gone needs nothing.
    let _ = write_all(&restore.bytes);
    let _ = tcsetattr(io::stdin(), OptionalActions::Now, &restore.mode);
}

fn lock() -> std::sync::MutexGuard<'static, Option<Restore>> {
    RESTORE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Has a panic of any thread give the terminal back before it is told, and then calls `told`.
pub fn restore_on_panic(told: impl Fn() + Send + Sync + 'static) {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        restore();
        usual(info);
        told();
    }));
}

/// Whether a terminal of this name, as `TERM` has it, can place no cursor, or nobody says that it can.
#[must_use]
pub fn is_dumb(term: Option<&str>) -> bool {
    matches!(term, None | Some("dumb" | "unknown"))
}

fn order(plan: &Plan) -> Order {
    match plan.mode {
        TextMode::Visual => Order::AsSeen,
        TextMode::Logical => Order::Reordered(plan.row_base),
    }
}

/// Writes to the terminal at once, past any buffer.
fn write_all(bytes: &[u8]) -> io::Result<()> {
    let out = io::stdout();
    write_to(out.as_fd(), bytes)
}

fn write_to(out: BorrowedFd<'_>, mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        match rustix::io::write(out, bytes) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(count) => bytes = bytes.get(count..).unwrap_or_default(),
            Err(Errno::INTR) => {}
            Err(Errno::AGAIN) => {
                // Another program left it non-blocking.
                match poll(&mut [PollFd::new(&out, PollFlags::OUT)], None) {
                    Ok(_) | Err(Errno::INTR) => {}
                    Err(error) => return Err(error.into()),
                }
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let group = (0..3).fold(0u32, |group, at| {
            group << 8 | u32::from(three.get(at).copied().unwrap_or(0))
        });
        for at in 0..4 {
            let letter = usize::try_from(group >> (18 - 6 * at) & 63)
                .ok()
                .and_then(|index| LETTERS.get(index))
                .filter(|_| at <= three.len());
            out.push(letter.map_or('=', |letter| char::from(*letter)));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_as_rfc_4648_has_it() {
        for (plain, coded) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
            ("٠١", "2aDZoQ=="),
        ] {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
    }
}
