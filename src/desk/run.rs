//! The loop: takes in what happens, updates the state, draws one frame, and carries out the effects.
//!
//! Everything arrives over one channel, and the loop sleeps on it until the minute shown changes. A frame is drawn once
//! everything that has arrived is taken in, and writes nothing where it looks like the one before.

mod beside;

use std::collections::VecDeque;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use chrono::Utc;
use ratatui::buffer::Buffer;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::{Handle, Signals};

use self::beside::Finished;
use super::draw::redraw;
use super::errand::Places;
use super::key::{Code, Key};
use super::keymap::Keymap;
use super::link::{Arrived, Heard, Link};
use super::memory::Memory;
use super::screens;
use super::state::{Action, Desk, Effect, Settings, State, Tag};
use super::terminal::input::Event;
use super::terminal::keyboard::Keyboard;
use super::terminal::{self, Setup, Terminal, TerminalError};
use super::update::{begin, update};
use super::widget::canvas::Drawn;
use super::widget::lines::Lines;
use crate::arabic::{TextMode, TextSetting};
use crate::domain::ids::StaffNo;
use crate::domain::moment::Moment;
use crate::profiles::Offers;
use crate::protocol::Sight;
use crate::protocol::reach::{Place, ReachError};
use crate::sheets::printer::Outlet;

/// How a desk is run.
#[derive(Debug)]
pub struct Options {
    /// Whose office it talks to.
    pub place: Place,
    /// The program's own file, for starting an office.
    pub program: PathBuf,
    /// What it looks like at first.
    pub settings: Settings,
    /// The keys.
    pub keymap: Keymap,
    /// Something to say as soon as it is open.
    pub warning: Option<String>,
    /// The charities offered at the first run.
    pub charities: Offers,
    /// What was chosen before.
    pub memory: Memory,
    /// The terminal's name, as `TERM` has it.
    pub term: Option<String>,
    /// In which order text is written.
    pub text: TextSetting,
    /// Where fonts are found and sheets go.
    pub outlet: Outlet,
    /// Where files are.
    pub places: Places,
    /// After how many minutes without a key it is locked; `None` where the settings do not say.
    pub lock_after: Option<u16>,
    /// Whether it may be stopped from outside and continued: not where there is no shell to come back from.
    pub may_stop: bool,
}

/// Why a desk was not opened, or not left as it should be.
#[derive(Debug, thiserror::Error)]
pub enum DeskError {
    /// The terminal.
    #[error(transparent)]
    Terminal(#[from] TerminalError),
    /// The office.
    #[error(transparent)]
    Reach(#[from] ReachError),
    /// Anything of the system's.
    #[error("the desk could not be opened: {0}")]
    Io(#[from] io::Error),
    /// A thread of the desk met a defect; it has been told.
    #[error("the desk stopped because of a defect; what was saved is kept")]
    Defect,
    /// The office did not say that it has the last of what was done.
    #[error(
        "the office did not confirm the last {commands} of what was done; open the desk again and look"
    )]
    Unconfirmed {
        /// How many commands.
        commands: usize,
    },
    /// Sheets had not come out when the desk was left.
    #[error(
        "of what was printed last, {sheets} did not come out; open the desk again and print it"
    )]
    Unprinted {
        /// How many sheets.
        sheets: usize,
    },
}

/// How long the terminal may take to say what it is, before the first frame is drawn without.
pub(super) const ANSWER_PATIENCE: Duration = Duration::from_millis(25);
/// How long the office may take for the last of what was done, and the printer for the last sheets.
const PARTING_PATIENCE: Duration = Duration::from_secs(3);
/// No more is taken in before a frame is drawn, however much comes.
const BATCH: usize = 256;
/// In milliseconds.
const MINUTE: i64 = 60_000;

enum Input {
    /// From the terminal; `None` when it is gone.
    Terminal(Option<Event>),
    Office(Arrived),
    Signal(i32),
    /// What came of what somebody had done beside the loop.
    Finished(Option<StaffNo>, Finished),
    /// Some thread panicked; the terminal is given back already.
    Defect,
}

/// Opens a desk and stays until its user leaves.
///
/// # Errors
/// Why it was not opened, or why it ended otherwise than it should.
pub fn run(options: Options) -> Result<(), DeskError> {
    let (post, inputs) = channel();
    let to_loop = |wrap: fn(Arrived) -> Input| {
        let post: Sender<Input> = post.clone();
        move |arrived| post.send(wrap(arrived)).is_ok()
    };
    // Before the terminal is taken: what goes wrong here is told in lines.
    let link = Link::open(
        options.place.clone(),
        options.program.clone(),
        to_loop(Input::Office),
    )?;
    let setup = Setup {
        text: options.text,
        mouse: true,
    };
    let on_defect = post.clone();
    terminal::restore_on_panic(move || drop(on_defect.send(Input::Defect)));
    let terminal = Terminal::enter(options.term.as_deref(), setup, options.memory.clone())?;
    let told = post.clone();
    let signals = listen(move |signal| told.send(Input::Signal(signal)).is_ok())?;
    let typed = post.clone();
    let keyboard = Keyboard::listen(move |event| drop(typed.send(Input::Terminal(event))))?;
    let mut desk = Desk::new(options.memory.over(options.settings), options.keymap, now());
    desk.charities = Arc::new(options.charities);
    desk.idle.after = options.lock_after;
    if let Some(warning) = options.warning {
        desk.warn(warning);
    }
    let home = screens::home(&desk);
    let mut running = Running {
        post,
        outlet: options.outlet,
        places: options.places,
        state: State::new(desk, home),
        link,
        terminal: Some(terminal),
        memory: options.memory,
        may_stop: options.may_stop,
        frame: Buffer::default(),
        drawn: Drawn::default(),
        lines: Lines::default(),
        leaving: None,
        sight: Sight::Nothing,
        finished: Vec::new(),
        sheets: 0,
    };
    running.wait_for_answers(&inputs);
    let outcome = running.stay(&inputs);
    running.places.scanning.viewer.close();
    // The terminal first, so that nobody waits for the office in front of a dead screen.
    drop(keyboard);
    drop(running.terminal.take());
    let outcome = outcome.and_then(|()| running.part(&inputs, PARTING_PATIENCE));
    signals.close();
    outcome
}

/// Has every signal told that ends, stops or resizes a program at a terminal.
pub(super) fn listen(post: impl Fn(i32) -> bool + Send + 'static) -> io::Result<Handle> {
    let mut signals = Signals::new([SIGWINCH, SIGHUP, SIGTERM, SIGINT, SIGTSTP, SIGCONT])?;
    let handle = signals.handle();
    thread::Builder::new()
        .name("signals".into())
        .spawn(move || {
            for signal in signals.forever() {
                if !post(signal) {
                    return;
                }
            }
        })?;
    Ok(handle)
}

pub(super) fn now() -> Moment {
    Moment(Utc::now().timestamp_millis())
}

/// How long until the clock shows another minute than it did at the last tick.
pub(super) fn until_tick(last: Moment, now: Moment) -> Duration {
    let (last, minute) = (last.0.div_euclid(MINUTE), now.0.div_euclid(MINUTE));
    let rest = MINUTE - now.0.rem_euclid(MINUTE);
    let rest = if last == minute { rest } else { 0 };
    Duration::from_millis(u64::try_from(rest).unwrap_or(0))
}

/// How the stay ends.
#[derive(Debug)]
enum Leaving {
    /// As the user wants it, or the system.
    Quietly,
    With(DeskError),
}

struct Running {
    post: Sender<Input>,
    outlet: Outlet,
    places: Places,
    state: State,
    link: Link<Tag>,
    /// `None` once it is given back.
    terminal: Option<Terminal>,
    memory: Memory,
    may_stop: bool,
    frame: Buffer,
    drawn: Drawn,
    lines: Lines,
    leaving: Option<Leaving>,
    /// What the office was told is before whoever sits here.
    sight: Sight,
    /// What came of things whose owner does not sit here now.
    finished: Vec<(Option<StaffNo>, Finished)>,
    /// How many sheets are on their way to the printer.
    sheets: usize,
}

impl Running {
    /// Gives the terminal a moment to say what it is, so that the first frame is drawn as it needs it. What is typed
    /// meanwhile is kept, and what the terminal says later is heard as well.
    fn wait_for_answers(&mut self, inputs: &Receiver<Input>) {
        let deadline = Instant::now() + ANSWER_PATIENCE;
        let mut early = Vec::new();
        while !self.terminal.as_ref().is_none_or(Terminal::has_answered) {
            let left = deadline.saturating_duration_since(Instant::now());
            match inputs.recv_timeout(left) {
                Ok(Input::Terminal(Some(Event::Reply(reply)))) => self.replied(&reply),
                Ok(other) => early.push(other),
                Err(_) => break,
            }
        }
        self.resize();
        let effects = begin(&mut self.state);
        self.perform(effects);
        for input in early {
            self.take(input);
        }
    }

    fn stay(&mut self, inputs: &Receiver<Input>) -> Result<(), DeskError> {
        self.draw();
        loop {
            match self.leaving.take() {
                None => {}
                Some(Leaving::Quietly) => return Ok(()),
                Some(Leaving::With(error)) => return Err(error),
            }
            match inputs.recv_timeout(until_tick(self.state.desk.now, now())) {
                Ok(input) => self.take(input),
                Err(RecvTimeoutError::Timeout) => self.act(Action::Tick(now())),
                // The loop holds what sends, in the link.
                Err(RecvTimeoutError::Disconnected) => return Ok(()),
            }
            for input in inputs.try_iter().take(BATCH) {
                self.take(input);
            }
            self.draw();
        }
    }

    /// Waits until the office has all that was done, and every sheet is out. Answers may ask for more to be done, as the
    /// next part of a draft.
    fn part(&mut self, inputs: &Receiver<Input>, patience: Duration) -> Result<(), DeskError> {
        let deadline = Instant::now() + patience;
        let mut failed = 0;
        while self.link.unanswered() > 0 || self.sheets > 0 {
            let left = deadline.saturating_duration_since(Instant::now());
            match inputs.recv_timeout(left) {
                Ok(input @ Input::Office(_)) => self.take(input),
                Ok(Input::Finished(_, Finished::Printed(_, _, went))) => {
                    self.sheets = self.sheets.saturating_sub(1);
                    if let Err(error) = went {
                        tracing::warn!(%error, "a sheet did not come out");
                        failed += 1;
                    }
                }
                Ok(_) => {}
                Err(_) => break,
            }
        }
        match (self.link.unanswered(), self.sheets + failed) {
            (0, 0) => Ok(()),
            (0, sheets) => Err(DeskError::Unprinted { sheets }),
            (commands, _) => Err(DeskError::Unconfirmed { commands }),
        }
    }

    fn take(&mut self, input: Input) {
        match input {
            Input::Terminal(Some(Event::Key(event))) => {
                if let Some(key) = Key::from_event(&event) {
                    self.act(Action::Key(key));
                }
            }
            Input::Terminal(Some(Event::Paste(text))) => self.act(Action::Paste(text)),
            Input::Terminal(Some(Event::Click { column, row })) => {
                if let Some(hit) = self.drawn.hit(column, row).cloned() {
                    self.act(Action::Click(hit));
                }
            }
            Input::Terminal(Some(Event::Scroll { down })) => {
                let code = if down { Code::Down } else { Code::Up };
                self.act(Action::Key(Key::plain(code)));
            }
            Input::Terminal(Some(Event::Reply(reply))) => self.replied(&reply),
            Input::Terminal(None) | Input::Signal(SIGHUP | SIGTERM | SIGINT) => {
                self.act(Action::Hangup);
                self.leave(Leaving::Quietly);
            }
            Input::Signal(SIGWINCH) => {
                // Even to the size it had: in between it may have been smaller, and cut off what it shows.
                self.on_terminal(|terminal| {
                    terminal.forget();
                    Ok(())
                });
                self.resize();
            }
            Input::Signal(SIGTSTP) if self.may_stop => self.on_terminal(Terminal::suspend),
            Input::Signal(SIGCONT) => {
                self.on_terminal(Terminal::retake);
                self.resize();
            }
            Input::Signal(_) => {}
            Input::Office(arrived) => {
                if let Some(heard) = self.link.take(arrived) {
                    self.hear(heard);
                }
            }
            Input::Finished(by, finished) => {
                if matches!(finished, Finished::Printed(..)) {
                    self.sheets = self.sheets.saturating_sub(1);
                }
                self.finished.push((by, finished));
                self.finish();
            }
            Input::Defect => self.leave(Leaving::With(DeskError::Defect)),
        }
    }

    fn hear(&mut self, heard: Heard<Tag>) {
        match heard {
            Heard::Answered(tag, answer) => {
                self.act(Action::Answer(tag, answer));
                self.finish();
            }
            Heard::Done(tag, done) => self.act(Action::Done(tag, done)),
            Heard::Notice(notice) => self.act(Action::Notice(notice)),
            Heard::Company(company) => self.act(Action::Company(company)),
            Heard::Barred => self.act(Action::Barred),
            Heard::Lost => self.act(Action::Disconnected),
            Heard::Found => self.act(Action::Reconnected),
            Heard::Hopeless(error) => self.leave(Leaving::With(error.into())),
        }
    }

    fn leave(&mut self, how: Leaving) {
        self.leaving.get_or_insert(how);
    }

    fn act(&mut self, action: Action) {
        let effects = update(&mut self.state, action);
        self.perform(effects);
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        let mut effects = VecDeque::from(effects);
        while let Some(effect) = effects.pop_front() {
            match effect {
                Effect::Ask(tag, query) => self.link.ask(tag, query),
                Effect::Do(tag, order, saw) => {
                    if let Some(Heard::Done(tag, done)) = self.link.order(tag, saw, *order) {
                        effects.extend(update(&mut self.state, Action::Done(tag, done)));
                    }
                }
                Effect::Knock(tag, knock) => self.link.knock(tag, knock),
                Effect::Blank => self.places.scanning.viewer.close(),
                Effect::Copy(text) => self.on_terminal(|terminal| terminal.copy(&text).map(drop)),
                Effect::Keep(settings) => {
                    if let Err(error) = self.memory.keep(&settings) {
                        tracing::warn!(%error, "the settings are not kept");
                    }
                }
                Effect::ReadsRight { as_drawn } => self.reads_right(as_drawn),
                Effect::Print(kind, case) => self.print(kind, case),
                Effect::Run(tag, errand) => self.run_errand(tag, errand),
                Effect::Redraw => self.on_terminal(|terminal| {
                    terminal.forget();
                    Ok(())
                }),
                Effect::Leave => self.leave(Leaving::Quietly),
            }
        }
    }

    fn reads_right(&mut self, as_drawn: bool) {
        let Some(terminal) = &mut self.terminal else {
            return;
        };
        let mode = match (terminal.plan().mode, as_drawn) {
            (mode, true) => mode,
            (TextMode::Visual, false) => TextMode::Logical,
            (TextMode::Logical, false) => TextMode::Visual,
        };
        let name = terminal.name();
        if let Err(error) = self.memory.keep_text(&name, mode) {
            tracing::warn!(%error, "what was chosen for this terminal is not kept");
        }
        let memory = self.memory.clone();
        self.on_terminal(|terminal| terminal.remember(memory));
    }

    fn replied(&mut self, reply: &[u8]) {
        self.on_terminal(|terminal| terminal.replied(reply));
        if let Some(terminal) = &self.terminal {
            let plan = terminal.plan();
            self.state.desk.unsure = terminal.has_answered() && !plan.is_sure;
            self.state.desk.advice = plan.advice;
            self.state.desk.stale = true;
        }
    }

    fn resize(&mut self) {
        if let Some(terminal) = &self.terminal {
            let area = terminal.area();
            self.frame.resize(area);
            self.act(Action::Resize(area.width, area.height));
        }
    }

    /// Says what is before whoever sits here, where that is something else than before.
    fn say_sight(&mut self) {
        let sight = self.state.sight();
        if sight != self.sight {
            self.sight = sight;
            self.state.desk.company.clear();
            self.link.look(sight);
        }
    }

    fn draw(&mut self) {
        if self.leaving.is_some() || !std::mem::take(&mut self.state.desk.stale) {
            return;
        }
        self.say_sight();
        self.frame.reset();
        self.drawn = redraw(&self.state, &mut self.frame, &mut self.lines);
        let (frame, caret) = (std::mem::take(&mut self.frame), self.drawn.caret);
        self.on_terminal(|terminal| terminal.draw(&frame, caret));
        self.frame = frame;
    }

    /// Does something with the terminal. One that does not take it is gone: the desk is left as on a hangup.
    fn on_terminal(&mut self, f: impl FnOnce(&mut Terminal) -> io::Result<()>) {
        let Some(terminal) = &mut self.terminal else {
            return;
        };
        if let Err(error) = f(terminal) {
            tracing::warn!(%error, "the terminal is gone");
            self.terminal = None;
            self.act(Action::Hangup);
            self.leave(Leaving::Quietly);
        }
    }
}

#[cfg(test)]
mod tests;
