//! A person's access list (سجل الاطلاع): who opened, revealed, looked for, printed, copied or exported what is kept of
//! them, when and where. For supervisors and auditors; that it was read is on it the next time.

use ratatui::layout::Rect;

use super::asking::Asking;
use super::doors;
use crate::desk::screen::Screen;
use crate::desk::state::{Desk, Tag};
use crate::desk::widget::canvas::{Canvas, below};
use crate::desk::widget::list::Selection;
use crate::desk::widget::table::{self, Column, TableCell};
use crate::desk::widget::theme::Part;
use crate::desk::words;
use crate::domain::access::AccessLine;
use crate::domain::ids::{Entity, PersonNo};
use crate::protocol::{Answer, Query, Refusal};

/// The access list of a person, as much of it as was asked for.
pub struct Access {
    person: PersonNo,
    name: String,
    lines: Vec<AccessLine>,
    more: bool,
    known: bool,
    refused: Option<Refusal>,
    asking: Asking,
    selection: Selection,
}

impl Access {
    /// From its beginning.
    #[must_use]
    pub fn new(person: PersonNo, name: String) -> Self {
        Self {
            person,
            name,
            lines: Vec::new(),
            more: false,
            known: false,
            refused: None,
            asking: Asking::default(),
            selection: Selection::default(),
        }
    }

    fn query(&self) -> Query {
        Query::Access {
            person: self.person,
            skip: u32::try_from(self.lines.len()).unwrap_or(u32::MAX),
        }
    }

    fn ask(&mut self, desk: &mut Desk) {
        let query = self.query();
        self.asking.ask(desk, query);
    }
}

/// What more is known of a reading, in words where there are words for it.
fn detail(desk: &Desk, line: &AccessLine) -> String {
    let id = match line.what.as_str() {
        "record-copied" => format!("fact-{}", line.detail),
        "sheet-printed" => format!("sheet-{}", line.detail),
        _ => format!("access-{}", line.detail),
    };
    if desk.texts.has(&id) {
        desk.say(&id)
    } else {
        words::value(&line.detail)
    }
}

/// Of what of theirs.
fn of(desk: &Desk, of: Entity) -> TableCell {
    let (id, number) = match of {
        Entity::Request(request) => return TableCell::value(request.to_string()),
        Entity::Voice(no) => ("access-voice", no.to_string()),
        Entity::Enquiry(no) => ("access-enquiry", no.to_string()),
        Entity::Arrival(no) => ("access-arrival", no.to_string()),
        _ => return TableCell::said(desk.say("access-file")),
    };
    TableCell::said(desk.say_with(id, &[("number", number.into())]))
}

impl Screen for Access {
    fn name(&self) -> &'static str {
        "access"
    }

    fn sections(&self) -> &'static [&'static str] {
        &["list"]
    }

    fn title(&self, desk: &Desk) -> String {
        format!(
            "{} · {}",
            desk.say("access-title"),
            words::value(&self.name)
        )
    }

    fn note(&self, desk: &Desk) -> String {
        doors::position(desk, &self.selection)
    }

    fn snapshot(&self, _desk: &Desk, snapshot: &mut crate::desk::condition::Snapshot) {
        snapshot.raise_if(self.selection.selected().is_some(), "selected");
    }

    fn shown(&mut self, desk: &mut Desk) {
        self.asking = Asking::default();
        self.ask(desk);
    }

    fn selection(&mut self) -> Option<&mut Selection> {
        Some(&mut self.selection)
    }

    fn selected(&mut self, desk: &mut Desk) {
        let at_end = self.selection.selected();
        let at_end = at_end.is_some_and(|row| row + 1 == self.lines.len());
        if self.more && at_end && !self.asking.is_open() {
            self.ask(desk);
        }
    }

    fn answered(&mut self, tag: Tag, answer: Result<Answer, Refusal>, desk: &mut Desk) {
        if !self.asking.is(tag) {
            return;
        }
        match answer {
            Ok(Answer::Access(page)) => {
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

    fn draw(&self, desk: &Desk, canvas: &mut Canvas<'_>, area: Rect) {
        if let Some(refusal) = &self.refused {
            canvas.paragraph(below(area, 1), &words::refusal(desk, refusal), Part::Alarm);
            return;
        }
        if self.lines.is_empty() {
            let id = if self.known {
                "access-empty"
            } else {
                "history-reading"
            };
            canvas.paragraph(area, &desk.say(id), Part::Quiet);
            return;
        }
        let columns = [
            Column::new(desk.say("history-when"), 16),
            Column::new(desk.say("history-who"), 10).grow(1),
            Column::new(desk.say("history-what"), 16).grow(1),
            Column::new(desk.say("access-of"), 10),
            Column::new(desk.say("access-detail"), 12).grow(1).fold(2),
            Column::new(desk.say("fact-branch"), 10).fold(1),
        ];
        table::draw(canvas, area, &columns, &self.selection, true, |at| {
            let Some(line) = self.lines.get(at) else {
                return Vec::new();
            };
            vec![
                TableCell::said(words::moment(desk, line.at)),
                TableCell::value(words::staff(desk, line.by)),
                TableCell::said(words::event(desk, &line.what)),
                of(desk, line.of),
                TableCell::said(detail(desk, line)),
                TableCell::value(words::branch(desk, line.branch)),
            ]
        });
    }
}

#[cfg(test)]
mod tests;
