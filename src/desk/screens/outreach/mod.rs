//! Outreach (المبادرة بالتواصل): whom to contact without being asked, and why (row 23).

use ratatui::layout::Rect;

use super::asking::Asking;
use super::doors;
use super::kept::{Kept, Place};
use super::telling::Telling;
use crate::desk::command::Command;
use crate::desk::condition::Snapshot;
use crate::desk::screen::Screen;
use crate::desk::state::{Desk, Tag};
use crate::desk::widget::canvas::{Canvas, after, below, row, upper};
use crate::desk::widget::list::Selection;
use crate::desk::widget::table::{self, Column, TableCell};
use crate::desk::widget::text_field::{Manner, TextField};
use crate::desk::widget::theme::Part;
use crate::desk::words;
use crate::domain::ids::Entity;
use crate::domain::outreach::{Reached, Reason, ReasonKind};
use crate::protocol::query::{OutreachPage, OutreachQuery, OutreachRow};
use crate::protocol::{Answer, Done, Notice, Order, Query, Refusal};

/// Rows asked for: as many as are worked through in a day, and more.
const LIMIT: u16 = 200;

/// The commands of this screen.
pub static COMMANDS: &[Command] = &[
    Command::new("outreach", "command-outreach", |state| {
        state.desk.open(Box::new(Outreach::default()));
    })
    .when(|now| now.is("opened") && !now.is("typing") && !now.is("outreach")),
    Command::new("outreach-spoken", "command-outreach-spoken", |state| {
        state.on(|screen: &mut Outreach, desk| screen.write(desk));
    })
    .when(|now| works(now) && now.is("selected") && !now.is("typing")),
    Command::new("outreach-keep", "command-outreach-keep", |state| {
        state.on(|screen: &mut Outreach, desk| screen.log(Reached::Spoken, desk));
    })
    .when(|now| now.is("outreach") && now.is("typing")),
    Command::new("outreach-leave", "command-outreach-leave", |state| {
        state.on(Outreach::leave);
    })
    .when(|now| now.is("outreach") && now.is("typing")),
    Command::new(
        "outreach-no-answer",
        "command-outreach-no-answer",
        |state| {
            state.on(|screen: &mut Outreach, desk| screen.log(Reached::NoAnswer, desk));
        },
    )
    .when(|now| works(now) && now.is("selected")),
    Command::new("outreach-person", "command-outreach-person", |state| {
        state.on(|screen: &mut Outreach, desk| {
            if let Some(row) = screen.chosen() {
                doors::person(desk, row.person);
            }
        });
    })
    .when(|now| now.is("outreach") && now.is("selected") && !now.is("typing")),
    Command::new("outreach-channel", "command-outreach-channel", |state| {
        state.on(|screen: &mut Outreach, desk| {
            let channels = desk.profile.as_ref().map_or(0, |one| one.channels.len());
            screen.channel = (screen.channel + 1) % channels.max(1);
        });
    })
    .when(works),
    Command::new("outreach-reason", "command-outreach-reason", |state| {
        state.on(Outreach::next_reason);
    })
    .when(|now| now.is("outreach") && !now.is("typing")),
];

/// Whether who looks may seek contact, too.
fn works(now: &Snapshot) -> bool {
    now.is("outreach") && (now.is("reception") || now.is("supervisor"))
}

/// Whom to contact.
pub struct Outreach {
    asking: Asking,
    page: OutreachPage,
    known: bool,
    reason: Option<ReasonKind>,
    selection: Selection,
    /// Over which of the profile's channels, by its place.
    channel: usize,
    /// What came of it, being written, and with whom: the row under the hand may leave meanwhile.
    writing: Option<(OutreachRow, TextField)>,
    telling: Telling,
    kept: Kept,
}

impl Default for Outreach {
    fn default() -> Self {
        Self {
            asking: Asking::default(),
            page: OutreachPage::default(),
            known: false,
            reason: None,
            selection: Selection::default(),
            channel: 0,
            writing: None,
            telling: Telling::default(),
            kept: Kept::new(Place::Outreach),
        }
    }
}

/// What is written about somebody is kept under.
fn kept_as(row: &OutreachRow) -> String {
    format!("{} {} ", row.person.0, row.reason.written())
}

impl Outreach {
    fn query(&self) -> Query {
        Query::Outreach(OutreachQuery {
            reason: self.reason,
            limit: LIMIT,
            ..OutreachQuery::default()
        })
    }

    fn ask(&mut self, desk: &mut Desk) {
        let query = self.query();
        self.asking.ask(desk, query);
    }

    /// Whoever is being written about, else the row under the hand.
    fn chosen(&self) -> Option<&OutreachRow> {
        let at = self.selection.selected();
        let under_hand = || self.page.rows.get(at?);
        let writing = self.writing.as_ref().map(|(row, _)| row);
        writing.or_else(under_hand)
    }

    /// All reasons, then one after the other.
    fn next_reason(&mut self, desk: &mut Desk) {
        self.reason = match self.reason {
            None => ReasonKind::ALL.first().copied(),
            Some(now) => {
                let mut rest = ReasonKind::ALL.into_iter().skip_while(|one| *one != now);
                rest.nth(1)
            }
        };
        self.ask(desk);
    }

    fn write(&mut self, desk: &Desk) {
        if let Some(row) = self.chosen().cloned() {
            let begun = self.kept.begun(&kept_as(&row)).to_owned();
            let field = TextField::new(Manner::spoken(desk.rtl()), &begun);
            self.writing = Some((row, field));
        }
    }

    /// Keeps what is written; of somebody who has left the queue there is nothing more to say.
    fn keep(&mut self, desk: &mut Desk) {
        if let Some((row, field)) = &self.writing {
            let there = self.place_of(row).is_some();
            let text = if there { field.text() } else { "" };
            self.kept.keep(&kept_as(row), text, desk);
        }
    }

    fn leave(&mut self, desk: &mut Desk) {
        self.keep(desk);
        self.writing = None;
    }

    fn place_of(&self, row: &OutreachRow) -> Option<usize> {
        let mut rows = self.page.rows.iter();
        rows.position(|one| one.person == row.person && one.reason == row.reason)
    }

    fn channel_id(&self, desk: &Desk) -> String {
        let profile = desk.profile.as_ref();
        let channel = profile.and_then(|profile| profile.channels.get(self.channel));
        channel.map_or_else(String::new, |channel| channel.id.to_string())
    }

    fn log(&mut self, reached: Reached, desk: &mut Desk) {
        let Some(row) = self.chosen() else {
            return;
        };
        let kept = kept_as(row);
        let result = self.writing.as_ref().map(|(_, field)| field);
        let order = Order::LogContact {
            person: row.person,
            reason: row.reason.clone(),
            channel: self.channel_id(desk),
            reached,
            result: result.map_or_else(String::new, |field| field.text().trim().to_owned()),
        };
        if let Some(tag) = self.telling.tell_unseen(desk, order, ()) {
            self.kept.goes_with(tag, &kept);
        }
    }

    fn know(&mut self, page: OutreachPage) {
        let chosen = self.chosen().cloned();
        self.page = page;
        self.selection.set_rows(self.page.rows.len());
        if let Some(at) = chosen.and_then(|row| self.place_of(&row)) {
            self.selection.select(at);
        }
        self.known = true;
    }
}

/// Why somebody is to be contacted, in words.
fn reason(desk: &Desk, row: &OutreachRow) -> String {
    let profile = desk.profile.as_deref();
    let what = match &row.reason {
        Reason::PaperExpires { kind, .. } => words::paper(desk, profile, kind),
        Reason::RenewalDue { request, .. } | Reason::Unblocked { request } => request.to_string(),
        Reason::Silent => String::new(),
    };
    let id = format!("outreach-{}", row.reason.kind().id());
    desk.say_with(&id, &[("what", words::value(&what).into())])
}

impl Screen for Outreach {
    fn name(&self) -> &'static str {
        "outreach"
    }

    fn sections(&self) -> &'static [&'static str] {
        &["list"]
    }

    fn title(&self, desk: &Desk) -> String {
        desk.say("outreach-title")
    }

    fn note(&self, desk: &Desk) -> String {
        let totals = self.page.totals.iter();
        let all = totals.filter(|(kind, _)| self.reason.is_none_or(|one| one == **kind));
        let sum: u32 = all.fold(0, |sum, (_, count)| sum.saturating_add(*count));
        desk.say_with("outreach-count", &[("count", sum.into())])
    }

    fn snapshot(&self, _desk: &Desk, snapshot: &mut Snapshot) {
        snapshot.raise("outreach");
        snapshot.raise_if(self.writing.is_some(), "typing");
        snapshot.raise_if(self.chosen().is_some(), "selected");
    }

    fn shown(&mut self, desk: &mut Desk) {
        self.kept.ask(desk);
        self.ask(desk);
    }

    fn leaving(&mut self, desk: &mut Desk) {
        self.keep(desk);
    }

    fn kept(&mut self) -> Option<&mut Kept> {
        Some(&mut self.kept)
    }

    fn selection(&mut self) -> Option<&mut Selection> {
        // While something is written, whom it is about stays.
        self.writing.is_none().then_some(&mut self.selection)
    }

    fn field(&mut self) -> Option<&mut TextField> {
        self.writing.as_mut().map(|(_, field)| field)
    }

    fn answered(&mut self, tag: Tag, answer: Result<Answer, Refusal>, desk: &mut Desk) {
        if self.kept.heard(tag, &answer, desk) {
            return;
        }
        let query = self.query();
        self.asking.heard(tag, desk, || query);
        match answer {
            Ok(Answer::Outreach(page)) => self.know(page),
            Ok(_) => {}
            Err(refusal) => doors::refused(desk, &refusal),
        }
    }

    fn done(&mut self, tag: Tag, done: Result<Done, Refusal>, desk: &mut Desk) {
        self.kept.done(tag, &done, desk);
        if self.telling.heard(tag).is_none() {
            return;
        }
        match done {
            Ok(_) => {
                self.writing = None;
                let said = desk.say("toast-contacted");
                desk.toast(said);
            }
            Err(refusal) => doors::refused(desk, &refusal),
        }
        self.ask(desk);
    }

    fn notice(&mut self, notice: &Notice, desk: &mut Desk) {
        let touches = |entity: &Entity| matches!(entity, Entity::Person(_) | Entity::Request(_));
        if notice.concerns(touches) {
            self.ask(desk);
        }
    }

    fn draw(&self, desk: &Desk, canvas: &mut Canvas<'_>, area: Rect) {
        let label = desk.say("enquiries-channel");
        let taken = canvas.text(row(area, 0), &label, Part::Quiet);
        let profile = desk.profile.as_deref();
        let channel = words::channel(desk, profile, &self.channel_id(desk));
        canvas.text(after(row(area, 0), taken + 2), &channel, Part::Plain);
        let list = below(area, 2);
        let list = upper(list, list.height.saturating_sub(2));
        if self.page.rows.is_empty() && self.known {
            canvas.paragraph(list, &desk.say("outreach-empty"), Part::Quiet);
        }
        let columns = [
            Column::new(desk.say("outreach-name"), 20).grow(1),
            Column::new(desk.say("outreach-why"), 24).grow(1),
            Column::new(desk.say("outreach-day"), 10),
            Column::new(desk.say("fact-mobile"), 14).fold(1),
            Column::new(desk.say("outreach-tried"), 13).fold(2),
        ];
        let (rows, at_hand) = (&self.page.rows, self.writing.is_none());
        if !rows.is_empty() {
            table::draw(canvas, list, &columns, &self.selection, at_hand, |at| {
                let Some(one) = rows.get(at) else {
                    return Vec::new();
                };
                let tried = one.tried.map(|at| words::age(desk, at));
                vec![
                    TableCell::value(one.name.clone()),
                    TableCell::said(reason(desk, one)),
                    TableCell::value(words::hijri_date(one.day)),
                    TableCell::value(one.mobile.clone()),
                    TableCell::said(tried.unwrap_or_default()),
                ]
            });
        }
        let foot = below(area, area.height.saturating_sub(1));
        match (&self.writing, self.chosen()) {
            (Some((_, field)), _) => {
                let taken = canvas.text(foot, &desk.say("outreach-result"), Part::Title);
                field.draw(canvas, after(foot, taken + 2), true);
            }
            (None, Some(one)) => {
                canvas.text(foot, &words::both_dates(desk, one.day), Part::Quiet);
            }
            (None, None) => {}
        }
    }
}

#[cfg(test)]
mod tests;
