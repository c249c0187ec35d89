//! The thread that waits for the terminal to send something.

use std::io::{self, Write};
use std::os::unix::net::UnixStream;
use std::thread::JoinHandle;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;

use super::input::{Decoder, Event};

/// Reads the terminal until dropped, so that what is typed after the desk is left goes to whom it is meant for.
#[derive(Debug)]
pub struct Keyboard {
    stop: UnixStream,
    thread: Option<JoinHandle<()>>,
}

impl Keyboard {
    /// Begins to read standard input. `heard` is told each event, and `None` once when the terminal is gone.
    pub fn listen(heard: impl FnMut(Option<Event>) + Send + 'static) -> io::Result<Keyboard> {
        let (stop, stopped) = UnixStream::pair()?;
        let thread = std::thread::Builder::new()
            .name("keyboard".into())
            .spawn(move || read(&stopped, heard))?;
        Ok(Keyboard {
            stop,
            thread: Some(thread),
        })
    }
}

impl Drop for Keyboard {
    fn drop(&mut self) {
        let _ = self.stop.write_all(b".");
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn read(stopped: &UnixStream, mut heard: impl FnMut(Option<Event>)) {
    let input = io::stdin();
    let mut decoder = Decoder::asked();
    let mut buffer = [0; 4096];
    let mut events = Vec::new();
    loop {
        let mut fds = [
            PollFd::new(&input, PollFlags::IN),
            PollFd::new(stopped, PollFlags::IN),
        ];
        let patience = decoder.patience().map(timespec);
        let ready = match poll(&mut fds, patience.as_ref()) {
            Ok(ready) => ready,
            Err(Errno::INTR) => continue,
            Err(_) => return heard(None),
        };
        let [ours, stop] = &fds;
        if !stop.revents().is_empty() {
            return;
        }
        if ready == 0 {
            decoder.give_up(&mut events);
        } else if !ours.revents().is_empty() {
            match rustix::io::read(&input, &mut buffer) {
                Ok(count) if count > 0 => {
                    decoder.feed(buffer.get(..count).unwrap_or_default(), &mut events);
                }
                Err(Errno::INTR | Errno::AGAIN) => continue,
                // The line is gone: what was begun is all there is.
                Ok(_) | Err(_) => {
                    decoder.give_up(&mut events);
                    events.drain(..).map(Some).for_each(&mut heard);
                    return heard(None);
                }
            }
        }
        events.drain(..).map(Some).for_each(&mut heard);
    }
}

fn timespec(time: Duration) -> Timespec {
    Timespec {
        tv_sec: i64::try_from(time.as_secs()).unwrap_or(i64::MAX),
        tv_nsec: time.subsec_nanos().into(),
    }
}
