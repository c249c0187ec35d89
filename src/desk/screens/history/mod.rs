//! The whole history (سجل التغييرات) of a person or a request: when, who, what, and what it changed. For those who oversee
//! the desk (rows 54, 55).

mod draw;

use ratatui::layout::Rect;

use super::asking::Asking;
use super::person::Person;
use super::request::Request;
use crate::desk::command::Command;
use crate::desk::condition::Snapshot;
use crate::desk::screen::Screen;
use crate::desk::state::{Desk, Tag};
use crate::desk::widget::canvas::Canvas;
use crate::desk::widget::list::Selection;
use crate::desk::words;
use crate::domain::history::Line;
use crate::domain::ids::Entity;
use crate::protocol::{Answer, Notice, Query, Refusal};

/// What this screen can do.
pub static COMMANDS: &[Command] = &[
    Command::new("history", "command-history", |state| {
        state.on::<Request>(|request, desk| open(desk, Entity::Request(request.no())));
        state.on::<Person>(|person, desk| open(desk, Entity::Person(person.no())));
    })
    .when(|now| now.is("has-history")),
    Command::new("history-open", "command-history-open", |state| {
        state.on::<History>(|history, desk| history.enter(desk));
    })
    .when(|now| now.is("selected") && !now.is("reading")),
    Command::new("history-list", "command-history-list", |state| {
        state.on::<History>(|history, _| history.reading = None);
    })
    .when(|now| now.is("reading")),
    Command::new("history-reveal", "command-history-reveal", |state| {
        state.on::<History>(|history, _| history.revealed = !history.revealed);
    })
    .when(|now| now.is("masked")),
];

fn open(desk: &mut Desk, entity: Entity) {
    desk.open(Box::new(History::new(entity)));
}

/// Says that what is seen has a history, where who works here may read it.
pub(super) fn offer(desk: &Desk, snapshot: &mut Snapshot) {
    snapshot.raise_if(desk.standing.flags.contains("histories"), "has-history");
}

/// The history of a record, as much of it as was asked for.
pub struct History {
    entity: Entity,
    lines: Vec<Line>,
    more: bool,
    known: bool,
    refused: Option<Refusal>,
    asking: Asking,
    revealed: bool,
    selection: Selection,
    /// The selected line alone, and how far down it one reads.
    reading: Option<Selection>,
}

impl History {
    /// From its beginning.
    #[must_use]
    pub fn new(entity: Entity) -> Self {
        Self {
            entity,
            lines: Vec::new(),
            more: false,
            known: false,
            refused: None,
            asking: Asking::default(),
            revealed: false,
            selection: Selection::default(),
            reading: None,
        }
    }

    /// Asks for what follows the lines there are: what happened does not change.
    fn ask(&mut self, desk: &mut Desk) {
        let query = self.query();
        self.asking.ask(desk, query);
    }

    fn query(&self) -> Query {
        Query::History {
            entity: self.entity,
            skip: u32::try_from(self.lines.len()).unwrap_or(u32::MAX),
        }
    }

    fn chosen(&self) -> Option<&Line> {
        self.lines.get(self.selection.selected()?)
    }

    fn enter(&mut self, desk: &Desk) {
        if let Some(line) = self.chosen() {
            let height = u16::try_from(desk.page()).unwrap_or(u16::MAX);
            let sheet = draw::sheet(self, desk, line);
            let width = desk.size.0.saturating_sub(2);
            self.reading = Some(Selection::new(sheet.stops(desk.rtl(), width, height)));
        }
    }
}

impl Screen for History {
    fn name(&self) -> &'static str {
        "history"
    }

    fn sections(&self) -> &'static [&'static str] {
        &["list"]
    }

    fn title(&self, desk: &Desk) -> String {
        let title = desk.say("history-title");
        format!("{title} · {}", words::entity(desk, self.entity))
    }

    fn note(&self, desk: &Desk) -> String {
        let Some(row) = self.selection.selected() else {
            return String::new();
        };
        let id = if self.more {
            "history-position-more"
        } else {
            "list-position"
        };
        let rows = self.selection.rows().into();
        desk.say_with(id, &[("row", (row + 1).into()), ("rows", rows)])
    }

    fn snapshot(&self, _desk: &Desk, snapshot: &mut Snapshot) {
        snapshot.raise_if(self.reading.is_some(), "reading");
        snapshot.raise_if(!self.lines.is_empty(), "masked");
        snapshot.raise_if(self.chosen().is_some(), "selected");
    }

    fn shown(&mut self, desk: &mut Desk) {
        self.asking = Asking::default();
        self.ask(desk);
    }

    fn selection(&mut self) -> Option<&mut Selection> {
        Some(self.reading.as_mut().unwrap_or(&mut self.selection))
    }

    fn selected(&mut self, desk: &mut Desk) {
        let at_end = self
            .selection
            .selected()
            .is_some_and(|row| row + 1 == self.lines.len());
        if self.reading.is_none() && self.more && at_end && !self.asking.is_open() {
            self.ask(desk);
        }
    }

    fn picked(&mut self, desk: &mut Desk) {
        if self.reading.is_none() {
            self.enter(desk);
        }
    }

    fn answered(&mut self, tag: Tag, answer: Result<Answer, Refusal>, desk: &mut Desk) {
        if !self.asking.is(tag) {
            return;
        }
        match answer {
            Ok(Answer::History(page)) => {
                self.refused = None;
                self.known = true;
                self.lines.extend(page.lines);
                self.more = page.more;
                self.selection.set_rows(self.lines.len());
            }
            Ok(_) => {}
            Err(refusal) => self.refused = Some(refusal),
        }
        let rest = self.query();
        self.asking.heard(tag, desk, || rest);
    }

    fn notice(&mut self, notice: &Notice, desk: &mut Desk) {
        if !self.more && (notice.read_afresh || notice.touched.contains(&self.entity)) {
            self.ask(desk);
        }
    }

    fn draw(&self, desk: &Desk, canvas: &mut Canvas<'_>, area: Rect) {
        draw::draw(self, desk, canvas, area);
    }
}

#[cfg(test)]
mod tests;
