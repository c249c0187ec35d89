//! The whole history (سجل التغييرات) of a record: when, who, what, and what it changed. For those who oversee the desk
//! (rows 54, 55). Values are named by the profile version they were entered under.

mod draw;

use std::collections::BTreeMap;
use std::sync::Arc;

use ratatui::layout::Rect;

use super::asking::Asking;
use super::pinned::Pinned;
use super::veil::Veil;
use crate::desk::command::Command;
use crate::desk::condition::Snapshot;
use crate::desk::screen::Screen;
use crate::desk::state::{Desk, Tag};
use crate::desk::widget::canvas::Canvas;
use crate::desk::widget::list::Selection;
use crate::desk::words;
use crate::domain::history::{Change, Line};
use crate::domain::ids::Entity;
use crate::domain::profile::Profile;
use crate::domain::request::{Need, Pin, Urgency};
use crate::protocol::query::VersionLine;
use crate::protocol::{Answer, Done, Notice, Query, Refusal};

/// What this screen can do.
pub static COMMANDS: &[Command] = &[
    Command::new("history", "command-history", |state| {
        state.on_top(|screen, desk| {
            if let Some(entity) = screen.record(desk) {
                desk.open(Box::new(History::new(entity)));
            }
        });
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
        state.on::<History>(|history, desk| history.veil.turn(desk, history.entity));
    })
    .when(|now| now.is("masked")),
];

/// The history of a record, as much of it as was asked for.
pub struct History {
    entity: Entity,
    lines: Vec<Line>,
    more: bool,
    known: bool,
    refused: Option<Refusal>,
    asking: Asking,
    veil: Veil,
    /// Which versions were in force when, oldest first: what is no request's is named by them.
    versions: Vec<VersionLine>,
    versions_asked: Option<Tag>,
    pinned: Pinned,
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
            veil: Veil::default(),
            versions: Vec::new(),
            versions_asked: None,
            pinned: Pinned::default(),
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

    /// The profile version that a line was entered under, as far as it is known.
    fn pin(&self, line: &Line) -> Option<Pin> {
        let request = match self.entity {
            Entity::Request(_) => self.lines.iter().find_map(|line| pin_of(&line.changes)),
            _ => pin_of(&line.changes),
        };
        request.or_else(|| {
            let before = self.versions.iter().rev();
            let in_force = before.skip_while(|version| version.at > line.at);
            in_force.map(|version| version.pin.clone()).next()
        })
    }

    /// The profile that a line's values are named by.
    fn profile<'a>(&'a self, desk: &'a Desk, line: &Line) -> Option<&'a Arc<Profile>> {
        match self.pin(line) {
            Some(pin) => self.pinned.of(&pin, desk),
            None => desk.profile.as_ref(),
        }
    }

    /// What is asked for, as far as what it is guarded by goes; nothing where this is no request's history.
    fn need(&self) -> Option<Need> {
        matches!(self.entity, Entity::Request(_)).then(|| {
            let last = |field: &str| {
                let stated = self.lines.iter().filter(|line| line.what == "need-stated");
                let mut changes = stated.flat_map(|line| &line.changes).rev();
                let told = changes.find(|change| change.field == field);
                told.map_or_else(String::new, |change| change.after.clone())
            };
            Need {
                service: last("service"),
                category: last("category"),
                text: String::new(),
                urgency: Urgency::default(),
                extra: BTreeMap::new(),
            }
        })
    }

    fn want_profile(&mut self, desk: &mut Desk) {
        if let Some(pin) = self.chosen().and_then(|line| self.pin(line)) {
            self.pinned.want(&pin, desk);
        }
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

/// The version that a request was opened under.
fn pin_of(changes: &[Change]) -> Option<Pin> {
    let told = |field: &str| changes.iter().find(|change| change.field == field);
    Some(Pin {
        profile: told("pin.profile")?.after.clone(),
        version: told("pin.version")?.after.parse().ok()?,
    })
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
        if !matches!(self.entity, Entity::Request(_)) {
            self.versions_asked = Some(desk.ask(Query::Versions));
        }
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
        if self.reading.is_none() {
            self.want_profile(desk);
        }
    }

    fn picked(&mut self, desk: &mut Desk) {
        if self.reading.is_none() {
            self.enter(desk);
        }
    }

    fn answered(&mut self, tag: Tag, answer: Result<Answer, Refusal>, desk: &mut Desk) {
        if self.pinned.heard(tag, &answer) {
            return;
        }
        if self.versions_asked.take_if(|asked| *asked == tag).is_some() {
            if let Ok(Answer::Versions(versions)) = answer {
                self.versions = versions;
                self.want_profile(desk);
            }
            return;
        }
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
                self.want_profile(desk);
            }
            Ok(_) => {}
            Err(refusal) => self.refused = Some(refusal),
        }
        let rest = self.query();
        self.asking.heard(tag, desk, || rest);
    }

    fn done(&mut self, tag: Tag, done: Result<Done, Refusal>, desk: &mut Desk) {
        self.veil.done(tag, &done, desk);
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
