//! Find (بحث): one box for a name, an identity number, a mobile, a file or a request number.
//!
//! The office is asked at every letter, and only the answer to the last one counts: what is shown, and
//! what Enter opens, is always what is typed. Someone new is registered only from here, after a search.

use ratatui::layout::Rect;

use super::doors;
use super::elsewhere::Elsewhere;
use crate::desk::command::Command;
use crate::desk::condition::Snapshot;
use crate::desk::form::Values;
use crate::desk::screen::Screen;
use crate::desk::state::{Desk, State, Tag};
use crate::desk::widget::canvas::{Canvas, Hit, after, below, row, upper};
use crate::desk::widget::list::Selection;
use crate::desk::widget::table::{self, Column, TableCell};
use crate::desk::widget::text_field::{Manner, TextField};
use crate::desk::widget::theme::Part;
use crate::domain::contact::Mobile;
use crate::domain::identity::IdentityPaper;
use crate::domain::ids::{ArrivalNo, Entity, PersonNo};
use crate::locale::Arg;
use crate::protocol::{Answer, Done, Notice, PersonLine, Query, Refusal};

/// As many as anyone reads through; a longer name finds the rest.
const LIMIT: u16 = 50;

/// The commands of this screen.
pub static COMMANDS: &[Command] = &[
    Command::new("find-open", "command-find-open", |state| {
        state.on(Find::choose);
    })
    .when(|now| now.is("selected")),
    Command::new("find-new", "command-find-new", |state| {
        state.on(Find::register);
    })
    .when(|now| now.is("searched") && now.is("reception")),
    Command::new("find-admit", "command-admit-person", |state| {
        state.on(|find: &mut Find, desk| find.elsewhere.confirm(desk, admit));
    })
    .when(|now| now.is("elsewhere")),
];

/// Has whoever was found elsewhere admitted, once that is confirmed.
fn admit(state: &mut State) {
    state.on(|find: &mut Find, desk| find.elsewhere.admit(desk));
}

/// The search.
pub struct Find {
    field: TextField,
    /// The visitor being served.
    arrival: Option<ArrivalNo>,
    /// The name they gave.
    called: String,
    asked: Option<Tag>,
    found: Vec<PersonLine>,
    /// What `found` was found for.
    found_for: String,
    may_register: bool,
    /// Whoever has the number typed, where that is at another branch.
    elsewhere: Elsewhere,
    selection: Selection,
}

impl Find {
    /// A search, begun with a name where a visitor is being served.
    #[must_use]
    pub fn new(arrival: Option<ArrivalNo>, name: &str) -> Self {
        Self {
            field: TextField::new(Manner::WORDS, name),
            arrival,
            called: name.to_owned(),
            asked: None,
            found: Vec::new(),
            found_for: String::new(),
            may_register: false,
            elsewhere: Elsewhere::default(),
            selection: Selection::new(0),
        }
    }

    fn typed(&self) -> &str {
        self.field.text().trim()
    }

    fn search(&mut self, desk: &mut Desk) {
        let paper = IdentityPaper::parse(self.typed());
        // Of any other number whoever registers them asks, once it is whole.
        self.elsewhere.look_for(desk, paper.ok(), true);
        if self.typed().is_empty() {
            self.asked = None;
            self.take(Vec::new());
            return;
        }
        self.asked = Some(desk.ask(Query::Find {
            text: self.typed().to_owned(),
            limit: LIMIT,
        }));
    }

    fn take(&mut self, found: Vec<PersonLine>) {
        let same = self.found_for == self.typed();
        self.found_for = self.typed().to_owned();
        self.found = found;
        // Somebody of another branch is not registered anew.
        let may_register = self.may_register && !self.elsewhere.is_offered();
        let new = usize::from(self.is_searched() && may_register);
        self.selection.set_rows(self.found.len() + new);
        if !same {
            self.selection.select(0);
        }
    }

    /// Whether what is shown was found for what is typed.
    fn is_searched(&self) -> bool {
        !self.typed().is_empty() && self.asked.is_none() && self.found_for == self.typed()
    }

    fn choose(&mut self, desk: &mut Desk) {
        // Rows of an earlier letter are not what whoever presses Enter means.
        if !self.is_searched() {
            return;
        }
        let Some(at) = self.selection.selected() else {
            return;
        };
        match self.found.get(at).map(|found| found.no) {
            Some(person) => self.serve(desk, person),
            None => self.register(desk),
        }
    }

    fn serve(&mut self, desk: &mut Desk, person: PersonNo) {
        if self.arrival.is_some() {
            doors::intake_found(desk, self.arrival, person);
        } else {
            doors::person(desk, person);
        }
    }

    fn register(&mut self, desk: &mut Desk) {
        let known = known(self.typed(), &self.called);
        doors::intake_new(desk, self.arrival, known);
    }
}

/// What is known of someone new: what was typed to look for them, and the name they were called by. A
/// number that found nobody is no name, and is not typed twice either.
fn known(typed: &str, called: &str) -> Values {
    let mut known = Values::new();
    let mut know = |field: &str, value: &str| {
        if !value.is_empty() {
            known.insert(field.to_owned(), value.to_owned());
        }
    };
    if typed.chars().any(char::is_alphabetic) {
        know("name", typed);
    } else {
        know("name", called);
        if Mobile::parse(typed).is_ok() {
            know("mobile", typed);
        } else if IdentityPaper::parse(typed).is_ok() {
            know("id", typed);
        }
    }
    known
}

impl Screen for Find {
    fn name(&self) -> &'static str {
        "find"
    }

    fn title(&self, desk: &Desk) -> String {
        match self.arrival {
            Some(no) if !self.called.is_empty() => desk.say_with(
                "find-title-for",
                &[
                    ("number", no.0.into()),
                    ("name", Arg::from(self.called.as_str())),
                ],
            ),
            _ => desk.say("find-title"),
        }
    }

    fn note(&self, desk: &Desk) -> String {
        if !self.is_searched() {
            return String::new();
        }
        let said = if self.found.len() < usize::from(LIMIT) {
            "find-count"
        } else {
            "find-count-more"
        };
        desk.say_with(said, &[("count", self.found.len().into())])
    }

    fn snapshot(&self, _desk: &Desk, snapshot: &mut Snapshot) {
        snapshot.raise("typing");
        snapshot.raise_if(self.selection.selected().is_some(), "selected");
        snapshot.raise_if(self.is_searched(), "searched");
        snapshot.raise_if(self.elsewhere.is_offered(), "elsewhere");
    }

    fn shown(&mut self, desk: &mut Desk) {
        self.may_register = desk.standing.flags.contains("reception");
        self.search(desk);
    }

    fn selection(&mut self) -> Option<&mut Selection> {
        Some(&mut self.selection)
    }

    fn picked(&mut self, desk: &mut Desk) {
        self.choose(desk);
    }

    fn field(&mut self) -> Option<&mut TextField> {
        Some(&mut self.field)
    }

    fn edited(&mut self, desk: &mut Desk) {
        self.search(desk);
    }

    fn answered(&mut self, tag: Tag, answer: Result<Answer, Refusal>, desk: &mut Desk) {
        if self.asked != Some(tag) {
            self.elsewhere.answered(tag, answer);
            let found = std::mem::take(&mut self.found);
            if self.is_searched() {
                self.take(found);
            } else {
                self.found = found;
            }
            return;
        }
        self.asked = None;
        match answer {
            Ok(Answer::Found(found)) => self.take(found),
            Ok(_) => {}
            Err(refusal) => doors::refused(desk, &refusal),
        }
    }

    fn done(&mut self, tag: Tag, done: Result<Done, Refusal>, desk: &mut Desk) {
        if let Some(person) = self.elsewhere.done(tag, done, desk) {
            self.serve(desk, person);
        }
    }

    fn notice(&mut self, notice: &Notice, desk: &mut Desk) {
        let touches = |entity: &Entity| matches!(entity, Entity::Person(_));
        if self.asked.is_none() && (notice.concerns(touches)) {
            self.search(desk);
        }
    }

    fn draw(&self, desk: &Desk, canvas: &mut Canvas<'_>, area: Rect) {
        let label = desk.say("find-label");
        let line = row(area, 0);
        let label_width = canvas.text(line, &label, Part::Title);
        let list = below(area, 2);
        if self.typed().is_empty() {
            canvas.paragraph(list, &desk.say("find-hint"), Part::Quiet);
        } else {
            self.draw_found(desk, canvas, list);
        }
        self.field.draw(canvas, after(line, label_width + 2), true);
    }
}

impl Find {
    fn draw_found(&self, desk: &Desk, canvas: &mut Canvas<'_>, area: Rect) {
        let columns = [
            Column::new(desk.say("find-file"), 7),
            Column::new(desk.say("find-name"), 20).grow(1),
            Column::new(desk.say("find-paper"), 12).fold(1),
            Column::new(desk.say("find-mobile"), 14).fold(2),
            Column::new(desk.say("find-born"), 12).fold(3),
            Column::new(desk.say("find-requests"), 8).fold(4),
        ];
        let elsewhere = self.elsewhere.said(desk);
        let mut area = area;
        match (&elsewhere, self.found.is_empty()) {
            (Some(said), true) => drop(canvas.text(upper(area, 1), said, Part::Difference)),
            (Some(said), false) => {
                let foot = area.height.saturating_sub(1);
                canvas.text(row(area, foot), said, Part::Difference);
                area = upper(area, foot);
            }
            (None, true) => {
                let said = if self.is_searched() {
                    "find-nobody"
                } else {
                    "find-searching"
                };
                canvas.text(upper(area, 1), &desk.say(said), Part::Quiet);
            }
            (None, false) => {}
        }
        // The row of someone new stands apart: it spans all columns.
        let new_at = self.found.len();
        let columns: &[Column] = if self.found.is_empty() { &[] } else { &columns };
        table::draw(canvas, area, columns, &self.selection, false, |at| {
            let Some(found) = self.found.get(at) else {
                return Vec::new();
            };
            let requests = match found.requests {
                0 => String::new(),
                count => count.to_string(),
            };
            vec![
                TableCell::value(found.no.to_string()),
                TableCell::value(found.name.clone()),
                TableCell::value(found.paper.clone()),
                TableCell::value(found.mobile.clone()),
                TableCell::value(found.born.clone()),
                TableCell::value(requests),
            ]
        });
        if self.selection.rows() <= new_at {
            return;
        }
        let height = usize::from(area.height.saturating_sub(1));
        let Some(line) = new_at.checked_sub(self.selection.top(height)) else {
            return;
        };
        let Some(line) = u16::try_from(line)
            .ok()
            .and_then(|line| line.checked_add(1))
        else {
            return;
        };
        let place = row(area, line);
        let said = desk.say_with("find-add", &[("name", Arg::from(self.typed()))]);
        let part = if self.selection.selected() == Some(new_at) {
            Part::Selected
        } else {
            Part::Good
        };
        canvas.text(place, &said, part);
        canvas.zone(place, Hit::Row(new_at));
    }
}

#[cfg(test)]
mod tests {
    use super::known;

    #[test]
    fn what_was_looked_for_is_not_typed_twice() {
        for (typed, called, wanted) in [
            ("نورة سعد", "", &[("name", "نورة سعد")][..]),
            ("نورة سعد", "نورة", &[("name", "نورة سعد")]),
            (
                "0501234567",
                "نورة",
                &[("mobile", "0501234567"), ("name", "نورة")],
            ),
            ("٠٥٠١٢٣٤٥٦٧", "", &[("mobile", "٠٥٠١٢٣٤٥٦٧")]),
            ("1000000008", "", &[("id", "1000000008")]),
            // A file's number that is nobody's says nothing of anyone.
            ("318", "", &[]),
        ] {
            let known = known(typed, called);
            let known: Vec<_> = known
                .iter()
                .map(|(id, text)| (id.as_str(), text.as_str()))
                .collect();
            assert_eq!(known, wanted, "{typed}");
        }
    }
}
