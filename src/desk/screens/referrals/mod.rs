//! The referrals (الإحالات): questions that wait for the social researcher or the supervisor, as the profile says, and
//! the answer being written to one of them. It is not the study of the request (policy row 6).

use ratatui::layout::Rect;

use super::asking::Asking;
use super::doors;
use super::kept::{Kept, Place};
use super::pinned::Pinned;
use super::request::Request;
use super::study::told::stated;
use super::telling::Telling;
use super::veil::{self, Veil};
use crate::desk::command::Command;
use crate::desk::condition::Snapshot;
use crate::desk::screen::Screen;
use crate::desk::state::{Desk, Tag};
use crate::desk::widget::canvas::{self, Canvas, after, below, upper};
use crate::desk::widget::list::Selection;
use crate::desk::widget::sheet::Sheet;
use crate::desk::widget::table::{self, Column, TableCell};
use crate::desk::widget::text_field::{Manner, TextField};
use crate::desk::widget::theme::Part;
use crate::desk::words;
use crate::domain::ids::{Entity, RequestNo};
use crate::domain::request::Stage;
use crate::protocol::query::{QueueQuery, QueueRow, RequestPage};
use crate::protocol::{Answer, Done, Notice, Order, Query, Refusal, Sight};

/// Rows asked for: more questions than these wait for nobody's eye.
const ROWS: u16 = 200;

/// What this screen can do.
pub static COMMANDS: &[Command] = &[
    Command::new("referrals", "command-referrals", |state| {
        state.desk.open(Box::new(Referrals::new()));
    })
    .when(|now| now.is("researcher")),
    Command::new("referral-answer", "command-referral-answer", |state| {
        state.on::<Referrals>(Referrals::open);
    })
    .when(|now| now.is("selected") && !now.is("typing")),
    Command::new("referral-send", "command-referral-send", |state| {
        state.on::<Referrals>(Referrals::send);
    })
    .when(|now| now.is("typing")),
    Command::new("referral-leave", "command-referral-leave", |state| {
        state.on::<Referrals>(Referrals::close);
    })
    .when(|now| now.is("typing")),
    Command::new("referral-reveal", "command-request-reveal", |state| {
        state.on::<Referrals>(Referrals::reveal);
    })
    .when(|now| now.is("guarded")),
    Command::new("referral-request", "command-referral-request", |state| {
        state.on::<Referrals>(|referrals, desk| {
            if let Some(no) = referrals.under_hand() {
                desk.open(Box::new(Request::new(no)));
            }
        });
    })
    .when(|now| now.is("selected")),
];

/// An answer being written. What is typed stays with its question while others are looked at.
struct Answering {
    no: RequestNo,
    page: Option<Box<RequestPage>>,
    field: TextField,
    veil: Veil,
}

/// The questions that wait, and the answer being written.
pub struct Referrals {
    rows: Vec<QueueRow>,
    selection: Selection,
    held: Option<RequestNo>,
    asking: Asking,
    known: bool,
    page_asked: Option<Tag>,
    pinned: Pinned,
    telling: Telling<RequestNo>,
    answering: Option<Answering>,
    kept: Kept,
}

fn query() -> Query {
    Query::Queue(QueueQuery::oldest(Stage::Clarification, ROWS))
}

impl Default for Referrals {
    fn default() -> Self {
        Self::new()
    }
}

impl Referrals {
    /// The list of questions.
    #[must_use]
    pub fn new() -> Self {
        Self {
            rows: Vec::new(),
            selection: Selection::default(),
            held: None,
            asking: Asking::default(),
            known: false,
            page_asked: None,
            pinned: Pinned::default(),
            telling: Telling::default(),
            answering: None,
            kept: Kept::new(Place::Answers),
        }
    }

    fn ask(&mut self, desk: &mut Desk) {
        self.asking.ask(desk, query());
    }

    fn selected_row(&self) -> Option<&QueueRow> {
        self.rows.get(self.selection.selected()?)
    }

    fn under_hand(&self) -> Option<RequestNo> {
        let answering = self.answering.as_ref().map(|answering| answering.no);
        answering.or_else(|| self.selected_row().map(|row| row.request))
    }

    fn open(&mut self, desk: &mut Desk) {
        let Some(no) = self.selected_row().map(|row| row.request) else {
            return;
        };
        let begun = self.kept.begun(&no.to_string()).to_owned();
        self.answering = Some(Answering {
            no,
            page: None,
            field: TextField::new(Manner::spoken(desk.rtl()), &begun),
            veil: Veil::default(),
        });
        self.page_asked = Some(desk.ask(Query::Request(no)));
    }

    /// Shows what was told in confidence once that is on record, or hides it again. From the list it opens the question
    /// as well.
    fn reveal(&mut self, desk: &mut Desk) {
        if self.answering.is_none() {
            self.open(desk);
        }
        if let Some(answering) = &mut self.answering {
            let of = Entity::Request(answering.no);
            answering.veil.turn(desk, of);
        }
    }

    /// Whether anything of what is under the hand was told in confidence.
    fn is_guarded(&self, desk: &Desk) -> bool {
        match &self.answering {
            Some(Answering { page, .. }) => page.as_ref().is_some_and(|page| {
                let profile = self.pinned.of(&page.request.pin, desk);
                profile.is_some_and(|profile| veil::guards(profile, page.request.need.as_ref()))
            }),
            // Of what has a question, the office tells the lists unless it was.
            None => self
                .selected_row()
                .is_some_and(|row| row.question.is_empty()),
        }
    }

    fn close(&mut self, desk: &mut Desk) {
        self.keep(desk);
        self.answering = None;
    }

    /// Keeps the answer being written as it stands.
    fn keep(&mut self, desk: &mut Desk) {
        if let Some(answering) = &self.answering {
            self.kept
                .keep(&answering.no.to_string(), answering.field.text(), desk);
        }
    }

    fn send(&mut self, desk: &mut Desk) {
        let Some(answering) = &self.answering else {
            return;
        };
        let text = answering.field.text().trim().to_owned();
        let said = if text.is_empty() {
            desk.say("invalid-empty")
        } else if let Some(page) = &answering.page {
            let order = Order::Answer {
                request: answering.no,
                answer: text,
            };
            let saw = (Entity::Request(answering.no), page.revision);
            let no = answering.no;
            if let Some(tag) = self.telling.tell(desk, order, saw, no) {
                self.kept.goes_with(tag, &no.to_string());
            }
            return;
        } else {
            desk.say("referrals-wait")
        };
        desk.warn(said);
    }

    fn know(&mut self, rows: Vec<QueueRow>) {
        self.known = true;
        self.rows = rows;
        self.selection.set_rows(self.rows.len());
        let held = self.held;
        let at = held.and_then(|no| self.rows.iter().position(|row| row.request == no));
        if let Some(at) = at {
            self.selection.select(at);
        }
        self.held = self.selected_row().map(|row| row.request);
    }

    fn draw_list(&self, desk: &Desk, canvas: &mut Canvas<'_>, area: Rect) {
        let columns = [
            Column::new(desk.say("queues-column-number"), 10),
            Column::new(String::new(), 1),
            Column::new(desk.say("queues-column-name"), 18).grow(1),
            Column::new(desk.say("queues-column-since"), 9),
            Column::new(desk.say("fact-service"), 16).grow(1).fold(2),
            Column::new(desk.say("queues-column-with"), 12).fold(1),
        ];
        let profile = desk.profile.as_deref();
        table::draw(canvas, area, &columns, &self.selection, true, |at| {
            let Some(row) = self.rows.get(at) else {
                return Vec::new();
            };
            let open = words::has_company(desk, Entity::Request(row.request));
            vec![
                TableCell::value(row.request.to_string()),
                TableCell::said(if open { "◆" } else { "" }).like(Part::Difference),
                TableCell::value(row.name.as_str()),
                TableCell::said(words::wait(desk, row.since)),
                TableCell::said(words::service(desk, profile, &row.service)),
                TableCell::value(words::staff(desk, row.officer)),
            ]
        });
    }
}

/// What is known of a row. Its question is read where it is opened, which is on record.
fn row(desk: &Desk, row: &QueueRow) -> Sheet {
    let mut sheet = Sheet::new();
    sheet.said(words::value(&row.name), Part::Title);
    let company = words::company(desk, Entity::Request(row.request));
    if !company.is_empty() {
        sheet.said(format!("◆ {company}"), Part::Difference);
    }
    let service = words::service(desk, desk.profile.as_deref(), &row.service);
    sheet.value(desk.say("fact-service"), &service, Part::Plain);
    let branch = words::branch(desk, row.branch);
    sheet.value(desk.say("fact-branch"), &branch, Part::Plain);
    sheet
}

impl Answering {
    /// The question, and what of the request it takes to answer it.
    fn gist(&self, desk: &Desk, pinned: &Pinned) -> Sheet {
        let Some(page) = &self.page else {
            return Sheet::new();
        };
        let profile = pinned.of(&page.request.pin, desk).map(AsRef::as_ref);
        let need = page.request.need.as_ref();
        let mut sheet = self.veil.sheet(desk, profile, need);
        if let Some(open) = page.request.open_clarification() {
            sheet.confided(desk.say("fact-question"), &open.question, Part::Title);
            sheet.fact(
                desk.say("referrals-asked"),
                words::act(desk, open.asked),
                Part::Quiet,
            );
        } else {
            sheet.said(desk.say("referrals-answered-already"), Part::Alarm);
        }
        let veiled = !self.veil.is_lifted();
        stated(&mut sheet, desk, profile, &page.request, veiled);
        let household = page.facts.household.size.map(|size| size.to_string());
        sheet.value(
            desk.say("fact-household"),
            &household.unwrap_or_default(),
            Part::Plain,
        );
        let income = page.facts.household.monthly_income;
        let income = income.map(|income| words::money(desk, income));
        sheet.value(
            desk.say("fact-income"),
            &income.unwrap_or_default(),
            Part::Plain,
        );
        for earlier in &page.request.clarifications {
            if let Some((answer, act)) = &earlier.answer {
                sheet.heading(desk.say("referrals-earlier"));
                sheet.confided(desk.say("fact-question"), &earlier.question, Part::Plain);
                sheet.confided(desk.say("fact-answer"), answer, Part::Plain);
                sheet.fact(String::new(), words::act(desk, *act), Part::Quiet);
            }
        }
        sheet
    }
}

impl Screen for Referrals {
    fn name(&self) -> &'static str {
        "referrals"
    }

    fn sections(&self) -> &'static [&'static str] {
        &["list"]
    }

    fn title(&self, desk: &Desk) -> String {
        let title = desk.say("referrals-title");
        let Some(answering) = &self.answering else {
            return title;
        };
        let number = words::value(&answering.no.to_string());
        match &answering.page {
            Some(page) => format!(
                "{title} · {number} · {}",
                words::value(&page.facts.name.line())
            ),
            None => format!("{title} · {number}"),
        }
    }

    fn note(&self, desk: &Desk) -> String {
        doors::position(desk, &self.selection)
    }

    fn snapshot(&self, desk: &Desk, snapshot: &mut Snapshot) {
        snapshot.raise_if(self.is_guarded(desk), "guarded");
        snapshot.raise_if(self.answering.is_some(), "typing");
        snapshot.raise_if(self.under_hand().is_some(), "selected");
        snapshot.raise_if(!self.rows.is_empty(), "referral");
        snapshot.raise_if(self.known && self.rows.is_empty(), "empty");
    }

    fn shown(&mut self, desk: &mut Desk) {
        self.asking = Asking::default();
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
        // While an answer is written, the question under it stays.
        self.answering.is_none().then_some(&mut self.selection)
    }

    fn selected(&mut self, _desk: &mut Desk) {
        self.held = self.selected_row().map(|row| row.request);
    }

    fn picked(&mut self, desk: &mut Desk) {
        self.open(desk);
    }

    fn field(&mut self) -> Option<&mut TextField> {
        self.answering
            .as_mut()
            .map(|answering| &mut answering.field)
    }

    fn answered(&mut self, tag: Tag, answer: Result<Answer, Refusal>, desk: &mut Desk) {
        if self.kept.heard(tag, &answer, desk) {
            return;
        }
        if self.pinned.heard(tag, &answer) {
            return;
        }
        let mine = self.asking.heard(tag, desk, query)
            || self.page_asked.take_if(|asked| *asked == tag).is_some();
        match answer {
            Ok(Answer::Queue(page)) if mine => self.know(page.rows),
            Ok(Answer::Request(page)) if mine => {
                if let Some(answering) = &mut self.answering
                    && answering.no == page.request.no
                {
                    self.pinned.want(&page.request.pin, desk);
                    answering.page = Some(page);
                }
            }
            Ok(_) => {}
            Err(refusal) => doors::refused(desk, &refusal),
        }
    }

    fn done(&mut self, tag: Tag, done: Result<Done, Refusal>, desk: &mut Desk) {
        self.kept.done(tag, &done, desk);
        if let Some(answering) = &mut self.answering
            && answering.veil.done(tag, &done, desk)
        {
            return;
        }
        let Some(no) = self.telling.heard(tag) else {
            return;
        };
        match done {
            Ok(_) => {
                let number = no.to_string();
                let said = desk.say_with("referrals-sent", &[("number", number.into())]);
                desk.toast(said);
                if self.answering.as_ref().is_some_and(|one| one.no == no) {
                    self.answering = None;
                }
            }
            // The answer stays, to be sent again on top of what changed.
            Err(refusal) => {
                doors::refused(desk, &refusal);
                self.page_asked = Some(desk.ask(Query::Request(no)));
            }
        }
        self.ask(desk);
    }

    fn notice(&mut self, notice: &Notice, desk: &mut Desk) {
        let touches = |one: &Entity| matches!(one, Entity::Request(_) | Entity::Person(_));
        if !notice.concerns(touches) {
            return;
        }
        self.ask(desk);
        if let Some(no) = self.answering.as_ref().map(|answering| answering.no)
            && (notice.read_afresh || notice.touched.contains(&Entity::Request(no)))
        {
            self.page_asked = Some(desk.ask(Query::Request(no)));
        }
    }

    fn sight(&self) -> Sight {
        match &self.answering {
            Some(answering) => Sight::Record(Entity::Request(answering.no)),
            None => Sight::Queue,
        }
    }

    fn draw(&self, desk: &Desk, canvas: &mut Canvas<'_>, area: Rect) {
        if let Some(answering) = &self.answering {
            let field = 3.min(area.height);
            let above = upper(area, area.height - field);
            answering.gist(desk, &self.pinned).draw(canvas, above, 0);
            let area = below(area, area.height - field);
            canvas.rule(upper(area, 1));
            let line = canvas::row(area, 1);
            let taken = canvas.text(line, &desk.say("fact-answer"), Part::Title);
            answering.field.draw(canvas, after(line, taken + 2), true);
        } else if self.known && self.rows.is_empty() {
            let profile = desk.profile.as_deref();
            let none = profile.is_some_and(|profile| profile.clarifier().is_none());
            let id = if none {
                "referrals-no-such-step"
            } else {
                "referrals-empty"
            };
            canvas.paragraph(below(area, 1), &desk.say(id), Part::Quiet);
        } else {
            let panes = crate::desk::widget::panes::split(canvas, area);
            self.draw_list(desk, canvas, panes.list);
            if let (Some(area), Some(row)) = (panes.detail, self.selected_row()) {
                self::row(desk, row).draw(canvas, area, 0);
            }
        }
    }
}

#[cfg(test)]
mod tests;
