//! The queues: every request that waits for somebody, by stage. What is shown follows the office; the row under the
//! hand stays the same request, wherever it moves to.

mod draw;

use ratatui::layout::Rect;

use super::act::{Act, Kind};
use super::beside::Beside;
use super::doors;
use super::request::Request;
use crate::desk::command::Command;
use crate::desk::condition::Snapshot;
use crate::desk::key::Key;
use crate::desk::screen::Screen;
use crate::desk::state::{Desk, State, Tag};
use crate::desk::widget::canvas::Canvas;
use crate::desk::widget::list::Selection;
use crate::desk::widget::text_field::{Manner, TextField};
use crate::desk::words;
use crate::domain::date::hijri;
use crate::domain::ids::{BranchNo, Entity, RequestNo};
use crate::domain::request::Stage;
use crate::protocol::query::{QueueOrder, QueuePage, QueueQuery, QueueRow};
use crate::protocol::{Answer, Done, Notice, Order, Query, Refusal, Sight};

/// Rows asked for at once.
const WINDOW: u16 = 120;
/// How near to the end of what is known the hand may come before more is asked for.
const MARGIN: usize = 30;

/// What this screen can do.
pub static COMMANDS: &[Command] = &[
    Command::new("queues", "command-queues", |state| {
        state.desk.open(Box::new(Queues::new(None)));
    })
    .when(|now| now.is("opened")),
    Command::new("queue-next", "command-queue-next", |state| {
        turn(state, true);
    }),
    Command::new("queue-previous", "command-queue-previous", |state| {
        turn(state, false);
    })
    .quiet(),
    Command::new("queue-open", "command-queue-open", |state| {
        state.on::<Queues>(Queues::enter);
    }),
    Command::new("queue-take", "command-queue-take", |state| {
        state.on::<Queues>(Queues::take);
    })
    .when(|now| now.is("selected")),
    Command::new("queue-order", "command-queue-order", |state| {
        state.on::<Queues>(|queues, desk| {
            queues.order = match queues.order {
                QueueOrder::Oldest => QueueOrder::Newest,
                QueueOrder::Newest => QueueOrder::Number,
                QueueOrder::Number => QueueOrder::Oldest,
            };
            queues.ask(desk);
        });
    })
    .when(|now| !now.is("beside")),
    Command::new("queue-mine", "command-queue-mine", |state| {
        state.on::<Queues>(|queues, desk| {
            queues.mine = !queues.mine;
            queues.ask(desk);
        });
    })
    .when(|now| !now.is("beside")),
    Command::new("queue-branch", "command-queue-branch", |state| {
        state.on::<Queues>(|queues, desk| {
            queues.branch = cycled(&desk.seen_branches(), queues.branch.as_ref());
            queues.ask(desk);
        });
    })
    .when(|now| !now.is("beside")),
    Command::new("queue-service", "command-queue-service", |state| {
        state.on::<Queues>(|queues, desk| {
            let all: Vec<String> = desk
                .profile
                .iter()
                .flat_map(|profile| profile.services.iter().map(|one| one.id.to_string()))
                .collect();
            queues.service = cycled(&all, queues.service.as_ref());
            queues.ask(desk);
        });
    })
    .when(|now| !now.is("beside")),
    Command::new("queue-stay", "command-queue-stay", |state| {
        state.on::<Queues>(|queues, _| queues.jump = None);
    })
    .when(|now| now.is("typing")),
];

fn turn(state: &mut State, on: bool) {
    state.on::<Queues>(|queues, desk| {
        let panes = panes(desk);
        let at = panes.iter().position(|one| *one == queues.pane());
        let by = if on { 1 } else { panes.len() - 1 };
        let next = (at.unwrap_or(0) + by) % panes.len();
        match panes.get(next) {
            Some(Pane::Stage(stage)) => queues.turn_to(*stage, desk),
            Some(Pane::Beside(beside)) => queues.beside = Some(*beside),
            None => {}
        }
    });
}

/// The stages that are queues here: one that the charity has not is none, unless something waits there still since
/// the policy was another.
fn stages(desk: &Desk) -> Vec<Stage> {
    let refers = desk
        .profile
        .as_ref()
        .is_none_or(|profile| profile.clarifier().is_some());
    let waits = |stage| {
        let counts = desk.view.as_ref().map(|view| &view.counts.stages);
        counts.is_some_and(|counts| counts.get(&stage).is_some_and(|count| *count > 0))
    };
    let mut stages = Stage::QUEUES.to_vec();
    stages.retain(|stage| *stage != Stage::Clarification || refers || waits(*stage));
    stages
}

/// What is turned through: the queues, then what waits beside them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pane {
    Stage(Stage),
    Beside(Beside),
}

fn panes(desk: &Desk) -> Vec<Pane> {
    let beside = Beside::ALL.into_iter().map(Pane::Beside);
    stages(desk)
        .into_iter()
        .map(Pane::Stage)
        .chain(beside)
        .collect()
}

/// All, then each in turn, then all again.
fn cycled<T: Clone + PartialEq>(all: &[T], now: Option<&T>) -> Option<T> {
    let next = match now {
        None => 0,
        Some(now) => all.iter().position(|one| one == now)? + 1,
    };
    all.get(next).cloned()
}

/// The queues.
pub struct Queues {
    stage: Stage,
    /// What waits beside the queues, while that is shown.
    beside: Option<Beside>,
    order: QueueOrder,
    branch: Option<BranchNo>,
    mine: bool,
    service: Option<String>,
    /// Rows `offset..` of all there are.
    offset: usize,
    rows: Vec<QueueRow>,
    selection: Selection,
    /// The request under the hand.
    held: Option<RequestNo>,
    asked: Option<(Tag, QueueQuery)>,
    /// Something changed while an answer was under way.
    again: bool,
    known: bool,
    /// The number being typed.
    jump: Option<TextField>,
}

impl Queues {
    /// The queues, at a stage or at the first.
    #[must_use]
    pub fn new(stage: Option<Stage>) -> Self {
        let stage = stage.filter(|stage| Stage::QUEUES.contains(stage));
        Self {
            stage: stage.unwrap_or(Stage::Clarification),
            beside: None,
            order: QueueOrder::default(),
            branch: None,
            mine: false,
            service: None,
            offset: 0,
            rows: Vec::new(),
            selection: Selection::default(),
            held: None,
            asked: None,
            again: false,
            known: false,
            jump: None,
        }
    }

    fn pane(&self) -> Pane {
        self.beside.map_or(Pane::Stage(self.stage), Pane::Beside)
    }

    fn row(&self, at: usize) -> Option<&QueueRow> {
        self.rows.get(at.checked_sub(self.offset)?)
    }

    fn selected_row(&self) -> Option<&QueueRow> {
        if self.beside.is_some() {
            return None;
        }
        self.row(self.selection.selected()?)
    }

    fn query(&self, desk: &Desk) -> QueueQuery {
        let me = desk.view.as_ref().and_then(|view| view.me.as_ref());
        let at = self.selection.selected().unwrap_or(0);
        let offset = at.saturating_sub(usize::from(WINDOW) / 2);
        QueueQuery {
            stage: self.stage,
            branch: self.branch,
            officer: me.map(|me| me.no).filter(|_| self.mine),
            service: self.service.clone(),
            order: self.order,
            offset: u32::try_from(offset).unwrap_or(u32::MAX),
            limit: WINDOW,
        }
    }

    /// Asks for the rows around the hand, once at a time.
    fn ask(&mut self, desk: &mut Desk) {
        if self.asked.is_some() {
            self.again = true;
            return;
        }
        let query = self.query(desk);
        let tag = desk.ask(Query::Queue(query.clone()));
        self.asked = Some((tag, query));
    }

    fn turn_to(&mut self, stage: Stage, desk: &mut Desk) {
        self.stage = stage;
        self.beside = None;
        self.rows.clear();
        self.offset = 0;
        self.selection = Selection::default();
        self.held = None;
        self.known = false;
        self.ask(desk);
    }

    fn know(&mut self, page: QueuePage, offset: usize) {
        self.known = true;
        self.offset = offset;
        self.rows = page.rows;
        self.selection
            .set_rows(usize::try_from(page.total).unwrap_or(usize::MAX));
        let held = self.held.and_then(|no| self.place_of(no));
        if let Some(at) = held {
            self.selection.select(at);
        }
        self.hold();
    }

    fn place_of(&self, no: RequestNo) -> Option<usize> {
        let at = self.rows.iter().position(|row| row.request == no)?;
        Some(self.offset + at)
    }

    fn hold(&mut self) {
        self.held = self.selected_row().map(|row| row.request);
    }

    /// Whether the hand has come near an end of the rows that are known, with more beyond.
    fn wants_more(&self) -> bool {
        let Some(at) = self.selection.selected() else {
            return false;
        };
        let end = self.offset + self.rows.len();
        (self.offset > 0 && at < self.offset + MARGIN)
            || (end < self.selection.rows() && at + MARGIN > end)
    }

    fn enter(&mut self, desk: &mut Desk) {
        let typed = self
            .jump
            .take()
            .and_then(|field| number(field.text(), desk));
        if let Some(no) = typed {
            desk.open(Box::new(Request::new(no)));
            return;
        }
        if let Some(beside) = self.beside {
            beside.open(desk);
            return;
        }
        let Some(row) = self.selected_row() else {
            return;
        };
        match row.stage {
            // What is still at the desk goes on where it stands.
            Stage::Intake | Stage::PapersMissing if works_at_desk(desk) => {
                super::request::go_on(desk, row.person, row.request);
            }
            stage => match Kind::of_stage(stage).filter(|kind| is_mine(desk, *kind)) {
                Some(kind) => desk.open(Box::new(Act::new(row.request, kind))),
                None => doors::request(desk, row.request, stage),
            },
        }
    }

    fn take(&mut self, desk: &mut Desk) {
        if let Some(row) = self.selected_row() {
            let saw = (Entity::Request(row.request), row.revision);
            desk.order(Order::Take(row.request), Some(saw));
        }
    }
}

/// Whether an act is for whoever looks.
fn is_mine(desk: &Desk, kind: Kind) -> bool {
    let profile = desk.profile.as_deref();
    profile.is_some_and(|profile| kind.is_for(profile, |role| desk.holds(role)))
}

fn works_at_desk(desk: &Desk) -> bool {
    use crate::domain::staff::Role;
    let me = desk.view.as_ref().and_then(|view| view.me.as_ref());
    me.is_some_and(|me| me.roles.contains(&Role::Reception))
}

/// A request's number as typed: all of it, or its place in this year.
fn number(typed: &str, desk: &Desk) -> Option<RequestNo> {
    let typed = typed.trim();
    if typed.contains('/') {
        return typed.parse().ok();
    }
    let year = u16::try_from(hijri(desk.now.date()).year()).ok()?;
    let serial = typed.parse().ok()?;
    Some(RequestNo { year, serial })
}

impl Screen for Queues {
    fn name(&self) -> &'static str {
        "queues"
    }

    fn sections(&self) -> &'static [&'static str] {
        &["list"]
    }

    fn title(&self, desk: &Desk) -> String {
        let mut parts = vec![
            desk.say("queues-title"),
            match self.pane() {
                Pane::Stage(stage) => words::stage(desk, stage),
                Pane::Beside(beside) => beside.name(desk),
            },
            desk.say(match self.order {
                QueueOrder::Oldest => "queues-order-oldest",
                QueueOrder::Newest => "queues-order-newest",
                QueueOrder::Number => "queues-order-number",
            }),
        ];
        if self.beside.is_some() {
            // Neither orders nor filters are of these.
            parts.truncate(2);
            return parts.join(" · ");
        }
        if self.mine {
            parts.push(desk.say("queues-mine"));
        }
        parts.extend(self.branch.map(|no| words::branch(desk, no)));
        let service = self.service.as_deref();
        parts.extend(service.map(|id| words::service(desk, desk.profile.as_deref(), id)));
        parts.join(" · ")
    }

    fn note(&self, desk: &Desk) -> String {
        if self.beside.is_some() {
            return String::new();
        }
        doors::position(desk, &self.selection)
    }

    fn snapshot(&self, _desk: &Desk, snapshot: &mut Snapshot) {
        snapshot.raise_if(self.selected_row().is_some(), "selected");
        snapshot.raise_if(self.known && self.selection.rows() == 0, "empty");
        snapshot.raise_if(self.jump.is_some(), "typing");
        snapshot.raise_if(self.beside.is_some(), "beside");
    }

    fn shown(&mut self, desk: &mut Desk) {
        // An answer asked for before the office went away may never come.
        self.asked = None;
        let stages = stages(desk);
        match stages.first().filter(|_| !stages.contains(&self.stage)) {
            Some(first) => self.turn_to(*first, desk),
            None => self.ask(desk),
        }
    }

    fn selection(&mut self) -> Option<&mut Selection> {
        self.beside.is_none().then_some(&mut self.selection)
    }

    fn selected(&mut self, desk: &mut Desk) {
        self.hold();
        if self.wants_more() {
            self.ask(desk);
        }
    }

    fn picked(&mut self, desk: &mut Desk) {
        self.enter(desk);
    }

    fn field(&mut self) -> Option<&mut TextField> {
        self.jump.as_mut()
    }

    fn edited(&mut self, desk: &mut Desk) {
        let Some(typed) = self.jump.as_ref().map(TextField::text) else {
            return;
        };
        if typed.is_empty() {
            self.jump = None;
            return;
        }
        if let Some(at) = number(typed, desk).and_then(|no| self.place_of(no)) {
            self.selection.select(at);
            self.hold();
        }
    }

    fn key(&mut self, key: Key, desk: &mut Desk) {
        let digit = key.typed().map(crate::arabic::digits::fold_char);
        if let Some(digit) = digit.filter(char::is_ascii_digit) {
            self.jump = Some(TextField::new(Manner::NUMBERS, &digit.to_string()));
            self.edited(desk);
        }
    }

    fn answered(&mut self, tag: Tag, answer: Result<Answer, Refusal>, desk: &mut Desk) {
        let Some((_, asked)) = self.asked.take_if(|(asked, _)| *asked == tag) else {
            return;
        };
        match answer {
            Ok(Answer::Queue(page)) => {
                let now = QueueQuery {
                    offset: asked.offset,
                    ..self.query(desk)
                };
                // Of a queue that is shown no more, nothing is taken in.
                if now == asked {
                    self.know(page, usize::try_from(asked.offset).unwrap_or(usize::MAX));
                }
            }
            Ok(_) => {}
            Err(refusal) => doors::refused(desk, &refusal),
        }
        if std::mem::take(&mut self.again) {
            self.ask(desk);
        }
    }

    fn done(&mut self, _tag: Tag, done: Result<Done, Refusal>, desk: &mut Desk) {
        match done {
            Ok(_) => {
                let said = desk.say("queues-taken");
                desk.toast(said);
            }
            Err(refusal) => doors::refused(desk, &refusal),
        }
        self.ask(desk);
    }

    fn notice(&mut self, notice: &Notice, desk: &mut Desk) {
        let touches = |one: &Entity| matches!(one, Entity::Request(_) | Entity::Person(_));
        if notice.concerns(touches) {
            self.ask(desk);
        }
    }

    fn sight(&self) -> Sight {
        Sight::Queue
    }

    fn draw(&self, desk: &Desk, canvas: &mut Canvas<'_>, area: Rect) {
        draw::draw(self, desk, canvas, area);
    }
}

#[cfg(test)]
mod tests;
