//! Asks for a PIN on the terminal itself (`/dev/tty`), even where input and output are redirected, and shows nothing of
//! it. Without a terminal nothing is asked: a PIN is never taken from an argument, a file or a pipe.

use std::fs::File;
use std::io::{self, Read, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};
use signal_hook::SigId;
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use zeroize::Zeroizing;

use super::pin::PinFailure;

/// How soon a signal is heard.
const LOOK: Duration = Duration::from_millis(200);

/// No line is longer, in bytes.
const LONGEST: usize = 256;

const CTRL_C: u8 = 3;
const CTRL_D: u8 = 4;
const CTRL_U: u8 = 21;

/// The terminal, given back as it was found.
pub struct Terminal {
    device: File,
    before: Termios,
    silent: Termios,
    stopped: Arc<AtomicBool>,
    signals: Vec<SigId>,
}

impl Terminal {
    /// The terminal this was started from.
    ///
    /// # Errors
    /// Where there is none.
    pub fn open() -> Result<Terminal, PinFailure> {
        let device = File::options()
            .read(true)
            .write(true)
            .open("/dev/tty")
            .map_err(|_| PinFailure::NoTerminal)?;
        let before = tcgetattr(&device).map_err(|_| PinFailure::NoTerminal)?;
        let stopped = Arc::new(AtomicBool::new(false));
        let signals = [SIGHUP, SIGINT, SIGTERM]
            .into_iter()
            .filter_map(|signal| signal_hook::flag::register(signal, Arc::clone(&stopped)).ok())
            .collect();
        let mut mode = before.clone();
        mode.local_modes
            .remove(LocalModes::ECHO | LocalModes::ICANON | LocalModes::ISIG);
        let terminal = Terminal {
            device,
            before,
            silent: mode,
            stopped,
            signals,
        };
        // What was typed before anything was asked is nobody's answer.
        tcsetattr(&terminal.device, OptionalActions::Flush, &terminal.silent)
            .map_err(io::Error::from)?;
        Ok(terminal)
    }

    /// Says something, in a line of its own.
    pub fn say(&mut self, text: &str) -> Result<(), PinFailure> {
        writeln!(self.device, "{}", crate::arabic::clean_line(text))?;
        Ok(())
    }

    /// Asks for a line, of which nothing is shown.
    pub fn ask(&mut self, prompt: &str) -> Result<Zeroizing<String>, PinFailure> {
        write!(self.device, "{}: ", crate::arabic::clean_line(prompt))?;
        self.device.flush()?;
        let typed = self.line();
        writeln!(self.device)?;
        typed
    }

    /// Asks for a line that is no secret: it is seen as it is typed.
    pub fn ask_openly(&mut self, prompt: &str) -> Result<String, PinFailure> {
        write!(self.device, "{}: ", crate::arabic::clean_line(prompt))?;
        self.device.flush()?;
        self.turn(&self.before)?;
        let typed = self.line();
        self.turn(&self.silent)?;
        Ok(typed?.to_string())
    }

    fn turn(&self, mode: &Termios) -> io::Result<()> {
        Ok(tcsetattr(&self.device, OptionalActions::Now, mode)?)
    }

    fn line(&mut self) -> Result<Zeroizing<String>, PinFailure> {
        // Room for all of it at once: what grows leaves copies behind.
        let mut line = Zeroizing::new(Vec::with_capacity(LONGEST));
        loop {
            let Some(byte) = self.byte()? else {
                return Err(PinFailure::Interrupted);
            };
            match byte {
                b'\n' | b'\r' => break,
                CTRL_C => return Err(PinFailure::Interrupted),
                CTRL_D if line.is_empty() => return Err(PinFailure::Interrupted),
                CTRL_U => line.clear(),
                0x08 | 0x7f => {
                    // A letter may be several bytes.
                    while line.pop().is_some_and(|byte| byte & 0xc0 == 0x80) {}
                }
                byte if line.len() < LONGEST => line.push(byte),
                _ => {}
            }
        }
        let text = std::str::from_utf8(&line).unwrap_or_default();
        Ok(Zeroizing::new(text.to_owned()))
    }

    /// The next byte; `None` where there will be none.
    fn byte(&mut self) -> Result<Option<u8>, PinFailure> {
        let look = Timespec::try_from(LOOK).map_err(io::Error::other)?;
        loop {
            if self.stopped.load(Ordering::Relaxed) {
                return Ok(None);
            }
            let mut ready = [PollFd::new(&self.device, PollFlags::IN)];
            match poll(&mut ready, Some(&look)) {
                Ok(0) | Err(rustix::io::Errno::INTR) => continue,
                Ok(_) => {}
                Err(error) => return Err(io::Error::from(error).into()),
            }
            let mut byte = 0;
            let read = self.device.read(std::slice::from_mut(&mut byte))?;
            return Ok((read > 0).then_some(byte));
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = tcsetattr(&self.device, OptionalActions::Flush, &self.before);
        for signal in self.signals.drain(..) {
            signal_hook::low_level::unregister(signal);
        }
    }
}
