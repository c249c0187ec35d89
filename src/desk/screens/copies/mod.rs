//! Subjects' copies to be handed over (نسخ صاحب البيانات المطلوبة), the most urgent first. For those who watch over who
//! reads what.

use std::path::Path;
use std::sync::Arc;

use ratatui::layout::Rect;

use super::asking::Asking;
use super::doors;
use crate::desk::command::Command;
use crate::desk::condition::Snapshot;
use crate::desk::errand::{Errand, Ran, Whole};
use crate::desk::overlay::Confirmation;
use crate::desk::screen::Screen;
use crate::desk::state::{Desk, Tag};
use crate::desk::widget::canvas::{Canvas, below};
use crate::desk::widget::list::Selection;
use crate::desk::widget::table::{self, Column, TableCell};
use crate::desk::widget::theme::Part;
use crate::desk::words;
use crate::domain::copy::SubjectCopy;
use crate::domain::ids::{Entity, PersonNo};
use crate::domain::profile::Profile;
use crate::protocol::query::{CopyLine, DeskView};
use crate::protocol::{Answer, Notice, Query, Refusal};
use crate::sheets::say;

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
    Command::new("copies-write", "command-copies-write", |state| {
        state.on::<Copies>(|copies, desk| {
            if copies.making.is_none()
                && let Some(person) = copies.chosen()
            {
                copies.making = Some((desk.run(Errand::CopyPlace), Making::Place(person)));
            }
        });
    })
    .when(|now| now.is("selected") && now.is("supervisor")),
];

/// A copy being written: what is waited for.
enum Making {
    /// Where it could go.
    Place(PersonNo),
    /// What is held; with what the desk knew when it was asked, for somebody else may sit here when it comes.
    Held(Arc<Profile>, Box<DeskView>),
    /// What became of it, after what is known already.
    Past(Box<Whole>),
    /// Who read it, after those known already.
    Read(Box<Whole>),
    /// Its files.
    Files,
}

/// The list.
#[derive(Default)]
pub struct Copies {
    lines: Vec<CopyLine>,
    known: bool,
    refused: Option<Refusal>,
    asking: Asking,
    selection: Selection,
    making: Option<(Tag, Making)>,
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

/// Whether its files were written.
const fn files(copy: &SubjectCopy) -> &'static str {
    match copy.written {
        Some(_) => "✓",
        None => "–",
    }
}

impl Copies {
    fn chosen(&self) -> Option<PersonNo> {
        let line = self.lines.get(self.selection.selected()?)?;
        Some(line.copy.person)
    }

    fn open(&mut self, desk: &mut Desk) {
        if let Some(person) = self.chosen() {
            doors::person(desk, person);
        }
    }

    /// Once it is known where it goes: before that nothing is read, for what is read is held for written.
    fn write(&mut self, person: PersonNo, place: &Path, desk: &mut Desk) {
        let title = desk.say("copies-write-title");
        let args = [
            ("number", person.to_string().into()),
            ("place", words::value(&place.display().to_string()).into()),
        ];
        let body = desk.say_with("copies-write-body", &args);
        desk.confirm(Confirmation::new(title, body, move |state| {
            state.on::<Copies>(|copies, desk| {
                let (Some(profile), Some(view)) = (desk.profile.clone(), desk.view.clone()) else {
                    return;
                };
                let tag = desk.ask(Query::Holdings(person));
                copies.making = Some((tag, Making::Held(profile, view)));
            });
        }));
    }

    /// The next part of what is written; once there is no more, its files.
    fn gather(&mut self, making: Making, answer: Answer, desk: &mut Desk) {
        self.making = Some(match (making, answer) {
            (Making::Held(profile, view), Answer::Holdings(holdings)) => {
                let whole = Box::new(Whole {
                    holdings,
                    past: Vec::new(),
                    access: Vec::new(),
                    profile,
                    view,
                    now: desk.now,
                    language: desk.texts.language(),
                    digits: desk.settings.digits,
                });
                (desk.ask(past_after(&whole)), Making::Past(whole))
            }
            (Making::Past(mut whole), Answer::Past(page)) => {
                whole.past.extend(page.lines);
                if page.more {
                    (desk.ask(past_after(&whole)), Making::Past(whole))
                } else {
                    (desk.ask(access_after(&whole)), Making::Read(whole))
                }
            }
            (Making::Read(mut whole), Answer::Access(page)) => {
                whole.access.extend(page.lines);
                if page.more {
                    (desk.ask(access_after(&whole)), Making::Read(whole))
                } else {
                    (desk.run(Errand::Copy(whole)), Making::Files)
                }
            }
            _ => return,
        });
    }
}

fn past_after(whole: &Whole) -> Query {
    Query::Past {
        person: whole.holdings.person.no,
        skip: u32::try_from(whole.past.len()).unwrap_or(u32::MAX),
    }
}

fn access_after(whole: &Whole) -> Query {
    Query::Access {
        person: whole.holdings.person.no,
        skip: u32::try_from(whole.access.len()).unwrap_or(u32::MAX),
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
        // A copy under way goes on: what was asked for it is answered still.
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
        if let Some((_, making)) = self.making.take_if(|(waited, _)| *waited == tag) {
            match answer {
                Ok(answer) => self.gather(making, answer, desk),
                Err(refusal) => doors::refused(desk, &refusal),
            }
            return;
        }
        if !self.asking.heard(tag, desk, || Query::Copies) {
            return;
        }
        match answer {
            Ok(Answer::Copies(lines)) => {
                self.refused = None;
                self.known = true;
                let chosen = self.chosen();
                let at = |line: &CopyLine| Some(line.copy.person) == chosen;
                self.selection
                    .follow(lines.len(), lines.iter().position(at));
                self.lines = lines;
            }
            Ok(_) => {}
            Err(refusal) => self.refused = Some(refusal),
        }
    }

    fn ran(&mut self, tag: Tag, ran: Ran, desk: &mut Desk) {
        let Some((_, making)) = self.making.take_if(|(waited, _)| *waited == tag) else {
            return;
        };
        let said = match (ran, making) {
            (Ran::CopyPlace(Some(place)), Making::Place(person)) => {
                return self.write(person, &place, desk);
            }
            (Ran::CopyPlace(None), Making::Place(person)) => {
                let number = person.to_string().into();
                desk.say_with("copies-not-here", &[("number", number)])
            }
            (Ran::Copied(Ok((paths, left))), _) => {
                let [sheet, told] = &paths;
                let name = |path: &Path| {
                    let name = path.file_name().unwrap_or_default();
                    words::value(&name.to_string_lossy())
                };
                let place = sheet.parent().unwrap_or(Path::new("/"));
                let args = [
                    ("sheet", name(sheet).into()),
                    ("told", name(told).into()),
                    ("place", words::value(&place.display().to_string()).into()),
                ];
                let written = desk.say_with("copies-written", &args);
                match i64::try_from(left).unwrap_or(i64::MAX) {
                    0 => written,
                    left => {
                        let left = desk.say_with("copies-scans-left", &[("count", left.into())]);
                        format!("{written} · {left}")
                    }
                }
            }
            (Ran::Copied(Err(error)), _) => say::failure(&desk.texts, &error),
            _ => return,
        };
        // Where they are must be read: it stays a little longer than what is said in passing.
        desk.warn(said);
        self.asking.ask(desk, Query::Copies);
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
            Column::new(desk.say("copies-asked"), 10),
            Column::new(desk.say("copies-left"), 10),
            Column::new(desk.say("copies-files"), 8).fold(1),
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
                TableCell::said(files(&line.copy)),
            ]
        });
    }
}

#[cfg(test)]
mod tests;
