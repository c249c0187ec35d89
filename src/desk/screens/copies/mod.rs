//! Subjects' copies to be handed over (نسخ صاحب البيانات المطلوبة), the most urgent first. For those who watch over who
//! reads what.

use ratatui::layout::Rect;

use super::asking::Asking;
use super::doors;
use crate::desk::command::Command;
use crate::desk::condition::Snapshot;
use crate::desk::screen::Screen;
use crate::desk::state::{Desk, Tag};
use crate::desk::widget::canvas::{Canvas, below};
use crate::desk::widget::list::Selection;
use crate::desk::widget::table::{self, Column, TableCell};
use crate::desk::widget::theme::Part;
use crate::desk::words;
use crate::domain::copy::SubjectCopy;
use crate::domain::ids::Entity;
use crate::protocol::query::CopyLine;
use crate::protocol::{Answer, Notice, Query, Refusal};

/// What this screen can do.
pub static COMMANDS: &[Command] = &[
    Command::new("copies", "command-copies", |state| {
        state.desk.open(Box::new(Copies::default()));
    })
    .when(|now| now.is("watches")),
    Command::new("copies-open", "command-copies-open", |state| {
        state.on::<Copies>(Copies::open);
    })
    .when(|now| now.is("selected")),
];

/// The list.
#[derive(Default)]
pub struct Copies {
    lines: Vec<CopyLine>,
    known: bool,
    refused: Option<Refusal>,
    asking: Asking,
    selection: Selection,
}

/// How many days are left for a copy, in words.
pub(super) fn days_left(desk: &Desk, copy: &SubjectCopy) -> (String, Part) {
    let left = copy.days_left(desk.now);
    let (id, part) = match left {
        ..0 => ("copy-overdue", Part::Alarm),
        0..7 => ("copy-days-left", Part::Alarm),
        _ => ("copy-days-left", Part::Title),
    };
    let days = left.unsigned_abs();
    let days = i64::try_from(days).unwrap_or(i64::MAX);
    (desk.say_with(id, &[("days", days.into())]), part)
}

impl Copies {
    fn open(&mut self, desk: &mut Desk) {
        let line = self.selection.selected().and_then(|at| self.lines.get(at));
        if let Some(line) = line {
            doors::person(desk, line.copy.person);
        }
    }
}

impl Screen for Copies {
    fn name(&self) -> &'static str {
        "copies"
    }

    fn sections(&self) -> &'static [&'static str] {
        &["list"]
    }

    fn title(&self, desk: &Desk) -> String {
        desk.say("copies-title")
    }

    fn note(&self, desk: &Desk) -> String {
        doors::position(desk, &self.selection)
    }

    fn snapshot(&self, _desk: &Desk, snapshot: &mut Snapshot) {
        snapshot.raise_if(self.selection.selected().is_some(), "selected");
    }

    fn shown(&mut self, desk: &mut Desk) {
        self.asking = Asking::default();
        self.asking.ask(desk, Query::Copies);
    }

    fn selection(&mut self) -> Option<&mut Selection> {
        Some(&mut self.selection)
    }

    fn picked(&mut self, desk: &mut Desk) {
        self.open(desk);
    }

    fn answered(&mut self, tag: Tag, answer: Result<Answer, Refusal>, desk: &mut Desk) {
        if !self.asking.heard(tag, desk, || Query::Copies) {
            return;
        }
        match answer {
            Ok(Answer::Copies(lines)) => {
                self.refused = None;
                self.known = true;
                self.selection.set_rows(lines.len());
                self.lines = lines;
            }
            Ok(_) => {}
            Err(refusal) => self.refused = Some(refusal),
        }
    }

    fn notice(&mut self, notice: &Notice, desk: &mut Desk) {
        if notice.concerns(|one| matches!(one, Entity::Person(_))) {
            self.asking.ask(desk, Query::Copies);
        }
    }

    fn draw(&self, desk: &Desk, canvas: &mut Canvas<'_>, area: Rect) {
        if let Some(refusal) = &self.refused {
            canvas.paragraph(below(area, 1), &words::refusal(desk, refusal), Part::Alarm);
            return;
        }
        if self.lines.is_empty() {
            if self.known {
                canvas.paragraph(area, &desk.say("copies-none"), Part::Quiet);
            }
            return;
        }
        let columns = [
            Column::new(desk.say("copies-file"), 6),
            Column::new(desk.say("fact-name"), 16).grow(2),
            Column::new(desk.say("copies-asked"), 14),
            Column::new(desk.say("copies-left"), 10),
        ];
        table::draw(canvas, area, &columns, &self.selection, true, |at| {
            let Some(line) = self.lines.get(at) else {
                return Vec::new();
            };
            let (_, part) = days_left(desk, &line.copy);
            let left = line.copy.days_left(desk.now).to_string();
            vec![
                TableCell::value(line.copy.person.to_string()),
                TableCell::value(line.name.clone()),
                TableCell::value(words::hijri_date(line.copy.asked.at.date())),
                TableCell::value(left).like(part),
            ]
        });
    }
}

#[cfg(test)]
mod tests;
