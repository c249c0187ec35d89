//! A sitting (جلسة اللجنة, rows 7, 8, 49): the requests that wait for a decision, one after the other, each with what its
//! study brought. Once one is decided the hand is on the next.

mod draw;

use ratatui::layout::Rect;

use super::asking::Asking;
use super::doors;
use super::kept::{Kept, Place};
use super::study::bench::{Bench, Came, minutes_key};
use super::study::work::Work;
use crate::desk::command::Command;
use crate::desk::condition::Snapshot;
use crate::desk::form::{FormEvent, Running};
use crate::desk::screen::Screen;
use crate::desk::state::{Desk, State, Tag};
use crate::desk::widget::canvas::Canvas;
use crate::desk::widget::list::Selection;
use crate::desk::words;
use crate::domain::decision::Outcome;
use crate::domain::ids::{Entity, RequestNo};
use crate::domain::request::Stage;
use crate::protocol::query::{QueueQuery, QueueRow};
use crate::protocol::{Answer, Done, Notice, Query, Refusal, Sight};

/// Rows asked for: no sitting decides on more.
const ROWS: u16 = 200;

/// What this screen can do; what it shares with a study stands there.
pub static COMMANDS: &[Command] = &[
    Command::new("committee", "command-committee", |state| {
        state.desk.open(Box::new(Committee::new(None)));
    })
    .when(|now| now.is("opened") && now.is("decides")),
    Command::new("committee-accept", "command-committee-accept", |state| {
        decide(state, Outcome::Accepted);
    })
    .when(|now| now.is("can-decide") && !now.is("form")),
    Command::new("committee-reject", "command-committee-reject", |state| {
        decide(state, Outcome::Rejected);
    })
    .when(|now| now.is("can-decide") && !now.is("form")),
];

fn decide(state: &mut State, outcome: Outcome) {
    state.on::<Committee>(|committee, desk| {
        committee.bench.begin(Work::Decide(outcome), desk);
    });
}

/// The list of a sitting.
pub struct Committee {
    rows: Vec<QueueRow>,
    selection: Selection,
    asking: Asking,
    known: bool,
    /// The request under the hand.
    held: Option<RequestNo>,
    bench: Bench,
    /// Whether the arrows scroll what is read of the request.
    reads: bool,
    scroll: Selection,
}

impl Committee {
    /// The list, with the hand on a request if it is there.
    #[must_use]
    pub fn new(at: Option<RequestNo>) -> Self {
        Self {
            rows: Vec::new(),
            selection: Selection::default(),
            asking: Asking::default(),
            known: false,
            held: at,
            bench: Bench::new(Place::Sitting, None),
            reads: false,
            scroll: Selection::default(),
        }
    }

    pub(super) const fn bench(&mut self) -> &mut Bench {
        &mut self.bench
    }

    pub(super) fn other_side(&mut self, desk: &mut Desk) {
        self.reads = !self.reads;
        self.measure(desk);
    }

    fn query() -> Query {
        Query::Queue(QueueQuery::oldest(Stage::Decision, ROWS))
    }

    fn ask(&mut self, desk: &mut Desk) {
        self.asking.ask(desk, Self::query());
    }

    fn know(&mut self, rows: Vec<QueueRow>, desk: &mut Desk) {
        self.known = true;
        self.rows = rows;
        self.selection.set_rows(self.rows.len());
        let held = self.held;
        let place = held.and_then(|no| self.rows.iter().position(|row| row.request == no));
        if let Some(at) = place {
            self.selection.select(at);
        }
        self.hold(desk);
    }

    /// The hand is on another row: its request is asked for.
    fn hold(&mut self, desk: &mut Desk) {
        // While something is written about a request, it stays under the hand even if it is decided elsewhere.
        if self.bench.writing().is_some() {
            return;
        }
        let row = self.selection.selected().and_then(|at| self.rows.get(at));
        self.held = row.map(|row| row.request);
        if self.bench.no() != self.held {
            self.scroll = Selection::default();
        }
        self.bench.turn_to(self.held, desk);
    }

    fn measure(&mut self, desk: &Desk) {
        let (width, height) = draw::read_area(desk);
        let stops = draw::detail(self, desk).stops(desk.rtl(), width, height);
        let at = self.scroll.selected().unwrap_or(0);
        self.scroll.set_rows(stops);
        self.scroll.select(at);
    }
}

impl Screen for Committee {
    fn name(&self) -> &'static str {
        "committee"
    }

    fn sections(&self) -> &'static [&'static str] {
        self.bench.sections()
    }

    fn title(&self, desk: &Desk) -> String {
        let title = match &desk.profile {
            Some(profile) => {
                let who = words::studied_by(desk, profile);
                desk.say_with("committee-title", &[("who", who.into())])
            }
            None => desk.say("section-committee"),
        };
        let minutes = self.bench.kept(&minutes_key(desk));
        if minutes.is_empty() {
            return title;
        }
        let minutes = words::value(minutes);
        let minutes = desk.say_with("committee-under-minutes", &[("number", minutes.into())]);
        format!("{title} · {minutes}")
    }

    fn note(&self, desk: &Desk) -> String {
        doors::position(desk, &self.selection)
    }

    fn snapshot(&self, desk: &Desk, snapshot: &mut Snapshot) {
        self.bench.snapshot(desk, snapshot);
        let reading = self.bench.writing().is_none();
        snapshot.raise_if(reading && self.bench.no().is_some(), "selected");
        snapshot.raise_if(self.known && self.rows.is_empty(), "empty");
    }

    fn resized(&mut self, desk: &mut Desk) {
        self.measure(desk);
    }

    fn shown(&mut self, desk: &mut Desk) {
        self.asking = Asking::default();
        self.ask(desk);
        self.bench.shown(desk);
    }

    fn leaving(&mut self, desk: &mut Desk) {
        self.bench.leave(desk);
    }

    fn kept(&mut self) -> Option<&mut Kept> {
        Some(self.bench.begun())
    }

    fn selection(&mut self) -> Option<&mut Selection> {
        Some(if self.reads {
            &mut self.scroll
        } else {
            &mut self.selection
        })
    }

    fn selected(&mut self, desk: &mut Desk) {
        if !self.reads {
            self.hold(desk);
        }
        self.measure(desk);
    }

    fn form(&mut self) -> Option<&mut Running> {
        self.bench.running()
    }

    fn form_event(&mut self, event: FormEvent, desk: &mut Desk) {
        self.bench.form_event(&event, desk);
    }

    fn answered(&mut self, tag: Tag, answer: Result<Answer, Refusal>, desk: &mut Desk) {
        if self.bench.answered(tag, &answer, desk) {
            self.measure(desk);
        }
        if !self.asking.heard(tag, desk, Self::query) {
            return;
        }
        match answer {
            Ok(Answer::Queue(page)) => self.know(page.rows, desk),
            Ok(_) => {}
            Err(refusal) => doors::refused(desk, &refusal),
        }
    }

    fn done(&mut self, tag: Tag, done: Result<Done, Refusal>, desk: &mut Desk) {
        if let Some(Came::Done(Some(Work::Decide(_)))) = self.bench.done(tag, &done, desk) {
            self.reads = false;
        }
        self.measure(desk);
        self.ask(desk);
    }

    fn notice(&mut self, notice: &Notice, desk: &mut Desk) {
        let touches = |one: &Entity| matches!(one, Entity::Request(_) | Entity::Person(_));
        if notice.concerns(touches) {
            self.ask(desk);
        }
        self.bench.notice(notice, desk);
    }

    fn tick(&mut self, desk: &mut Desk) {
        self.measure(desk);
    }

    fn sight(&self) -> Sight {
        self.bench.sight()
    }

    fn draw(&self, desk: &Desk, canvas: &mut Canvas<'_>, area: Rect) {
        draw::draw(self, desk, canvas, area);
    }
}

#[cfg(test)]
mod tests;
