//! The wallboard (لوحة الانتظار): the queues on a screen that hangs on a wall, for whoever passes by. It shows numbers,
//! counts and how long: no names and no papers. A client of the office like any other, drawn anew when something
//! changes and each minute.

mod board;
mod figures;

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use ratatui::buffer::Buffer;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGWINCH};

pub use self::board::{Board, Row, initials};
use super::key::{Code, Key};
use super::keymap::Keymap;
use super::link::{Arrived, Heard, Link};
use super::memory::Memory;
use super::run::{ANSWER_PATIENCE, DeskError, listen, now, until_tick};
use super::state::{Desk, Settings};
use super::terminal::input::Event;
use super::terminal::keyboard::Keyboard;
use super::terminal::{self, Setup, Terminal};
use super::widget::canvas::Canvas;
use super::words;
use crate::arabic::TextSetting;
use crate::domain::ids::{BranchNo, Entity};
use crate::domain::request::Stage;
use crate::protocol::reach::Place;
use crate::protocol::{Answer, Client, Query, QueueQuery, Refusal};

/// How a wallboard ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// Its user left it.
    Left,
    /// The office has forgotten who stands behind it: they say so anew, or it shows nothing.
    SignIn,
}

/// How a wallboard is run.
#[derive(Debug, Clone)]
pub struct Options {
    /// Whose office it talks to.
    pub place: Place,
    /// The program's own file, for starting an office.
    pub program: PathBuf,
    /// What it looks like.
    pub settings: Settings,
    /// What was chosen for this terminal before.
    pub memory: Memory,
    /// The terminal's name, as `TERM` has it.
    pub term: Option<String>,
    /// In which order text is written.
    pub text: TextSetting,
    /// What it shows.
    pub shows: Shows,
}

/// What a wallboard shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shows {
    /// The charity and the branch, to stand over it.
    pub title: String,
    /// One queue; `None` shows all of them.
    pub stage: Option<Stage>,
    /// Only this branch.
    pub branch: Option<BranchNo>,
    /// Whether the waiting line is of the branch that is shown.
    pub line: bool,
    /// The queues there are in this charity.
    pub stages: Vec<Stage>,
}

impl Shows {
    /// What is asked for it: rows enough for the largest screen.
    #[must_use]
    pub fn queries(&self) -> Vec<Query> {
        let queue = |stage: &Stage| {
            Query::Queue(QueueQuery {
                branch: self.branch,
                ..QueueQuery::oldest(*stage, ROWS)
            })
        };
        let line = self.line.then_some(Query::Line);
        self.stages.iter().map(queue).chain(line).collect()
    }
}

/// Rows asked for of each queue.
const ROWS: u16 = 100;

enum Input {
    Office(Arrived),
    /// `None` when the terminal is gone.
    Terminal(Option<Event>),
    Signal(i32),
    /// A thread met a defect; it has been told.
    Defect,
}

/// Shows a wallboard over a line on which it was said whose it is, until its user leaves it.
///
/// # Errors
/// Why it could not be shown, or no longer.
pub fn run(client: Client, options: Options) -> Result<Ended, DeskError> {
    let (post, inputs) = channel();
    let office = post.clone();
    let arrive = move |arrived| office.send(Input::Office(arrived)).is_ok();
    let link = Link::over(client, options.place, options.program, arrive)?;
    let setup = Setup {
        text: options.text,
        mouse: false,
    };
    let on_defect = post.clone();
    terminal::restore_on_panic(move || drop(on_defect.send(Input::Defect)));
    let terminal = Terminal::enter(options.term.as_deref(), setup, options.memory.clone())?;
    let told = post.clone();
    let signals = listen(move |signal| told.send(Input::Signal(signal)).is_ok())?;
    let keyboard = Keyboard::listen(move |event| drop(post.send(Input::Terminal(event))))?;
    let settings = options.memory.over(options.settings);
    let mut running = Running {
        desk: Desk::new(settings, Keymap::function_keys(), now()),
        board: Board::new(options.shows),
        link,
        terminal,
        frame: Buffer::default(),
        unanswered: 0,
        again: false,
        ended: Ended::Left,
    };
    let outcome = match running.wait_for_answers(&inputs) {
        Ok(true) => running.stay(&inputs),
        Ok(false) => Ok(()),
        Err(error) => Err(error),
    };
    let ended = running.ended;
    drop(keyboard);
    drop(running);
    signals.close();
    outcome.map(|()| ended)
}

struct Running {
    /// For the words and the clock.
    desk: Desk,
    board: Board,
    link: Link<Query>,
    terminal: Terminal,
    frame: Buffer,
    /// Questions under way.
    unanswered: usize,
    /// Something changed meanwhile.
    again: bool,
    ended: Ended,
}

impl Running {
    /// Gives the terminal a moment to say what it is, so that the first frame is drawn as it needs it. Whether the
    /// board stays.
    fn wait_for_answers(&mut self, inputs: &Receiver<Input>) -> Result<bool, DeskError> {
        self.ask();
        let deadline = Instant::now() + ANSWER_PATIENCE;
        self.take_until(inputs, deadline, |board| {
            board.terminal.has_answered() && board.unanswered == 0
        })
    }

    fn stay(&mut self, inputs: &Receiver<Input>) -> Result<(), DeskError> {
        loop {
            self.draw()?;
            match inputs.recv_timeout(until_tick(self.desk.now, now())) {
                Ok(input) => {
                    if !self.take(input)? {
                        return Ok(());
                    }
                }
                Err(RecvTimeoutError::Timeout) => self.desk.now = now(),
                Err(RecvTimeoutError::Disconnected) => return Ok(()),
            }
            for input in inputs.try_iter() {
                if !self.take(input)? {
                    return Ok(());
                }
            }
            if !self.settle(inputs)? {
                return Ok(());
            }
        }
    }

    /// Waits a little for the rest of the answers, so that a change is one frame and not one each. Whether the
    /// board stays.
    fn settle(&mut self, inputs: &Receiver<Input>) -> Result<bool, DeskError> {
        let deadline = Instant::now() + TOGETHER;
        self.take_until(inputs, deadline, |board| board.unanswered == 0)
    }

    /// Takes in what happens until that is `enough`, or until the deadline. Whether the board stays.
    fn take_until(
        &mut self,
        inputs: &Receiver<Input>,
        deadline: Instant,
        enough: impl Fn(&Self) -> bool,
    ) -> Result<bool, DeskError> {
        while !enough(self) {
            let left = deadline.saturating_duration_since(Instant::now());
            let Ok(input) = inputs.recv_timeout(left) else {
                break;
            };
            if !self.take(input)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Takes in what happened; whether the board stays.
    fn take(&mut self, input: Input) -> Result<bool, DeskError> {
        match input {
            Input::Office(arrived) => {
                self.hear(arrived)?;
                return Ok(self.ended == Ended::Left);
            }
            Input::Terminal(Some(Event::Key(event))) => {
                return Ok(!Key::from_event(&event).is_some_and(leaves));
            }
            Input::Terminal(Some(Event::Reply(reply))) => self.terminal.replied(&reply)?,
            Input::Terminal(Some(_)) => {}
            Input::Terminal(None) | Input::Signal(SIGHUP | SIGTERM | SIGINT) => return Ok(false),
            Input::Signal(SIGWINCH) => self.terminal.forget(),
            Input::Signal(SIGCONT) => self.terminal.retake()?,
            Input::Signal(_) => {}
            Input::Defect => return Err(DeskError::Defect),
        }
        Ok(true)
    }

    fn hear(&mut self, arrived: Arrived) -> Result<(), DeskError> {
        match self.link.take(arrived) {
            None | Some(Heard::Done(..) | Heard::Company(_)) => {}
            Some(Heard::Answered(query, answer)) => {
                self.unanswered = self.unanswered.saturating_sub(1);
                self.know(&query, answer);
                if self.unanswered == 0 && std::mem::take(&mut self.again) {
                    self.ask();
                }
            }
            Some(Heard::Notice(notice)) => {
                let shown = |one: &Entity| {
                    matches!(
                        one,
                        Entity::Request(_) | Entity::Person(_) | Entity::Arrival(_)
                    )
                };
                if notice.concerns(shown) {
                    self.ask();
                }
            }
            Some(Heard::Barred) => self.ended = Ended::SignIn,
            Some(Heard::Lost) => self.board.trouble = self.desk.say("frame-offline"),
            Some(Heard::Found) => {
                self.board.trouble.clear();
                self.ask();
            }
            Some(Heard::Hopeless(error)) => return Err(error.into()),
        }
        Ok(())
    }

    fn know(&mut self, query: &Query, answer: Result<Answer, Refusal>) {
        match answer {
            Ok(answer) => self.board.know(query, answer),
            Err(Refusal::SignIn) => self.ended = Ended::SignIn,
            Err(refusal) => self.board.trouble = words::refusal(&self.desk, &refusal),
        }
    }

    /// Asks for all that is shown, once at a time.
    fn ask(&mut self) {
        if self.unanswered > 0 {
            self.again = true;
            return;
        }
        for query in self.board.shows().queries() {
            self.unanswered += 1;
            self.link.ask(query.clone(), query);
        }
    }

    fn draw(&mut self) -> Result<(), DeskError> {
        self.desk.now = now();
        self.frame.resize(self.terminal.area());
        self.frame.reset();
        let settings = &self.desk.settings;
        let (digits, theme) = (settings.digits, settings.theme);
        let mut canvas = Canvas::new(&mut self.frame, self.desk.rtl(), digits, theme);
        self.board.draw(&self.desk, &mut canvas);
        // There is no caret, and nothing to click.
        let _ = canvas.finish();
        Ok(self.terminal.draw(&self.frame, None)?)
    }
}

/// How long answers to the same change may take to be drawn as one.
const TOGETHER: Duration = Duration::from_millis(40);

/// The keys there are: q, the same key under an Arabic layout, Esc and Ctrl-C.
fn leaves(key: Key) -> bool {
    match key.code {
        Code::Esc => true,
        Code::Char('q' | 'Q' | 'ض') => !key.ctrl && !key.alt,
        Code::Char('c') => key.ctrl,
        _ => false,
    }
}
