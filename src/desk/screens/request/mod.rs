//! A request's page: where it stands, what is next and who does it, and everything that was kept of it.

pub mod acts;
pub(super) mod after;
pub(super) mod offer;
pub(super) mod page;
mod study;

use std::sync::Arc;

use chrono::NaiveDate;
use ratatui::layout::Rect;

use super::asking::Asking;
use super::copying::{Copying, Number};
use super::pinned::Pinned;
use super::telling::Telling;
use super::veil::Veil;
use super::{doors, scans};
use crate::desk::command::Command;
use crate::desk::condition::Snapshot;
use crate::desk::errand::Ran;
use crate::desk::key::Key;
use crate::desk::overlay::Confirmation;
use crate::desk::screen::Screen;
use crate::desk::state::{Desk, Tag};
use crate::desk::widget::canvas::{Canvas, after, below, first, upper};
use crate::desk::widget::list::Selection;
use crate::desk::widget::text_field::{Manner, TextField};
use crate::desk::widget::theme::Part;
use crate::desk::words;
use crate::domain::ids::{Entity, PersonNo, RequestNo};
use crate::domain::profile::Profile;
use crate::domain::request::Stage;
use crate::domain::workflow::Step;
use crate::protocol::query::RequestPage;
use crate::protocol::{Answer, Done, Notice, Order, Query, Refusal, Sight};

/// What this screen can do.
pub static COMMANDS: &[Command] = &[
    Command::new("request-go-on", "command-request-go-on", |state| {
        state.on::<Request>(|request, desk| {
            if let Some(page) = &request.page {
                go_on(desk, page.request.person, request.no);
            }
        });
    })
    .when(|now| now.is("can-go-on")),
    Command::new("request-study", "command-request-study", |state| {
        state.on::<Request>(study::study);
    })
    .when(|now| now.is("can-study")),
    Command::new("request-refer", "command-request-refer", |state| {
        state.on::<Request>(|request, desk| request.write(Writing::Question, desk));
    })
    .when(|now| now.is("can-refer")),
    Command::new("request-withdraw", "command-request-withdraw", |state| {
        state.on::<Request>(|request, desk| request.write(Writing::Reason, desk));
    })
    .when(|now| now.is("can-withdraw")),
    Command::new("request-take", "command-request-take", |state| {
        state.on::<Request>(|request, desk| request.order(Order::Take(request.no), desk));
    })
    .when(|now| now.is("can-take")),
    Command::new("request-send", "command-request-send", |state| {
        state.on::<Request>(Request::send);
    })
    .when(|now| now.is("typing")),
    Command::new("request-leave", "command-request-leave", |state| {
        state.on::<Request>(|request, _| request.writing = None);
    })
    .when(|now| now.is("typing")),
    Command::new("request-person", "command-request-person", |state| {
        state.on::<Request>(|request, desk| {
            if let Some(page) = &request.page {
                desk.open(Box::new(super::person::Person::new(page.request.person)));
            }
        });
    }),
    Command::new("request-rate", "command-request-rate", |state| {
        state.on::<Request>(offer::rate);
    })
    .when(|now| now.is("rating-due")),
    Command::new("request-unrated", "command-request-unrated", |state| {
        state.on::<Request>(offer::decline);
    })
    .when(|now| now.is("rating-due")),
    Command::new("request-reveal", "command-request-reveal", |state| {
        state.on::<Request>(|request, desk| {
            request.veil.turn(desk, Entity::Request(request.no));
            request.measure(desk);
        });
    })
    .when(|now| now.is("masked")),
    Command::new("request-copy-id", "command-person-copy-id", |state| {
        state.on::<Request>(|request, desk| request.copy(Number::Id, desk));
    })
    .when(|now| now.is("has-id") && !now.is("typing")),
    Command::new(
        "request-copy-mobile",
        "command-person-copy-mobile",
        |state| {
            state.on::<Request>(|request, desk| request.copy(Number::Mobile, desk));
        },
    )
    .when(|now| now.is("has-mobile") && !now.is("typing")),
];

/// Goes on with a request that is still at the desk.
pub(super) fn go_on(desk: &mut Desk, person: PersonNo, request: RequestNo) {
    desk.open(super::intake::for_request(person, request));
}

/// What is being written on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Writing {
    /// A question to be referred.
    Question,
    /// Why the request is withdrawn.
    Reason,
}

/// A request's page.
pub struct Request {
    no: RequestNo,
    page: Option<Box<RequestPage>>,
    pinned: Pinned,
    refused: Option<Refusal>,
    asking: Asking,
    telling: Telling,
    copying: Copying,
    writing: Option<(Writing, TextField)>,
    veil: Veil,
    scroll: Selection,
    /// What was found of its scans.
    marks: scans::Marks,
    /// That the beneficiary would rather not rate, on its way to the office.
    declining: Option<Tag>,
}

impl Request {
    /// The page of a request.
    #[must_use]
    pub fn new(no: RequestNo) -> Self {
        Self {
            no,
            page: None,
            pinned: Pinned::default(),
            refused: None,
            asking: Asking::default(),
            telling: Telling::default(),
            copying: Copying::default(),
            writing: None,
            veil: Veil::default(),
            scroll: Selection::default(),
            marks: scans::Marks::default(),
            declining: None,
        }
    }

    fn ask(&mut self, desk: &mut Desk) {
        self.asking.ask(desk, Query::Request(self.no));
    }

    fn profile<'a>(&'a self, desk: &'a Desk) -> Option<&'a Profile> {
        let pinned = self.page().map(|page| &page.request.pin);
        let profile = match pinned {
            Some(pin) => self.pinned.of(pin, desk),
            None => desk.profile.as_ref(),
        };
        profile.map(Arc::as_ref)
    }

    pub(super) fn page(&self) -> Option<&RequestPage> {
        self.page.as_deref()
    }

    /// The profile the request is pinned to, once it is known.
    pub(super) fn pinned(&self, desk: &Desk) -> Option<Arc<Profile>> {
        let pin = &self.page.as_ref()?.request.pin;
        self.pinned.exactly(pin, desk).cloned()
    }

    fn can(&self, step: Step) -> bool {
        self.page.as_ref().is_some_and(|page| {
            let mut steps = page.steps.iter();
            steps.any(|(one, may)| *one == step && may.is_ok())
        })
    }

    fn at_desk(&self) -> bool {
        let stage = self.page.as_ref().map(|page| page.request.stage);
        matches!(stage, Some(Stage::Intake | Stage::PapersMissing)) && self.can(Step::StateNeed)
    }

    fn write(&mut self, what: Writing, desk: &Desk) {
        self.writing = Some((what, TextField::new(Manner::spoken(desk.rtl()), "")));
    }

    /// Tells the office to do something with it as it was seen.
    fn order(&mut self, order: Order, desk: &mut Desk) {
        if let Some(page) = &self.page {
            let saw = (Entity::Request(self.no), page.revision);
            self.telling.tell(desk, order, saw, ());
        }
    }

    fn copy(&mut self, number: Number, desk: &mut Desk) {
        self.copying.begin(number, Entity::Request(self.no), desk);
    }

    fn send(&mut self, desk: &mut Desk) {
        let Some((writing, field)) = &self.writing else {
            return;
        };
        let text = field.text().trim().to_owned();
        if text.is_empty() {
            let said = desk.say("invalid-empty");
            desk.warn(said);
            return;
        }
        match writing {
            Writing::Question => {
                let request = self.no;
                self.order(
                    Order::Refer {
                        request,
                        question: text,
                    },
                    desk,
                );
            }
            Writing::Reason => {
                let number = self.no.to_string();
                let title = desk.say("request-withdraw-title");
                let body = desk.say_with("request-withdraw-body", &[("number", number.into())]);
                desk.confirm(Confirmation::new(title, body, move |state| {
                    state.on::<Request>(|request, desk| {
                        let no = request.no;
                        request.order(
                            Order::Withdraw {
                                request: no,
                                because: text,
                            },
                            desk,
                        );
                    });
                }));
            }
        }
    }

    fn know(&mut self, page: RequestPage, desk: &mut Desk) {
        self.refused = None;
        self.pinned.want(&page.request.pin, desk);
        self.page = Some(Box::new(page));
        self.measure(desk);
    }

    /// How far the page can be scrolled on a screen of this size.
    fn measure(&mut self, desk: &Desk) {
        let width = desk.size.0.saturating_sub(2);
        let height = u16::try_from(desk.page()).unwrap_or(u16::MAX);
        let (start, end) = page::sheets(self, desk);
        let rtl = desk.rtl();
        let stops = match end {
            Some(end) => {
                let (a, b) = page::columns(width);
                start.stops(rtl, a, height).max(end.stops(rtl, b, height))
            }
            None => start.stops(rtl, width, height),
        };
        self.scroll.set_rows(stops);
    }
}

/// What is next for a request in a stage, and who does it.
pub(super) fn next_of_stage(
    desk: &Desk,
    profile: Option<&Profile>,
    stage: Stage,
    officer: &str,
    reply_not_before: Option<NaiveDate>,
) -> String {
    match stage {
        Stage::Intake => desk.say_with("next-intake", &[("who", officer.into())]),
        Stage::PapersMissing => desk.say_with("next-papers-missing", &[("who", officer.into())]),
        Stage::Clarification => {
            let who = profile.and_then(|profile| profile.clarification.as_ref());
            let who = who.map_or_else(
                || desk.say("role-supervisor"),
                |clarification| desk.texts.pick(&clarification.title).to_owned(),
            );
            desk.say_with("next-clarification", &[("who", who.into())])
        }
        Stage::Study => {
            let who = profile.map_or_else(String::new, |profile| words::studied_by(desk, profile));
            let reached = reply_not_before.is_some_and(|date| date <= desk.now.date());
            let id = if reached {
                "next-study-reply"
            } else {
                "next-study"
            };
            desk.say_with(id, &[("who", who.into())])
        }
        Stage::Decision => {
            let who = profile.map_or_else(
                || desk.say("role-committee-secretary"),
                |profile| {
                    desk.texts
                        .pick(&profile.titles.committee_secretary)
                        .to_owned()
                },
            );
            desk.say_with("next-decision", &[("who", who.into())])
        }
        Stage::Reply => match reply_not_before.filter(|date| *date > desk.now.date()) {
            Some(date) => {
                let date = words::both_dates(desk, date);
                desk.say_with(
                    "next-reply-on",
                    &[("date", date.into()), ("who", officer.into())],
                )
            }
            None => desk.say_with("next-reply", &[("who", officer.into())]),
        },
        Stage::Objection => desk.say("next-objection"),
        Stage::Registration => desk.say_with("next-registration", &[("who", officer.into())]),
        Stage::Delivery => desk.say_with("next-delivery", &[("who", officer.into())]),
        Stage::Closed => desk.say("next-closed"),
        Stage::Withdrawn => desk.say("next-withdrawn"),
    }
}

impl Screen for Request {
    fn name(&self) -> &'static str {
        "request"
    }

    fn sections(&self) -> &'static [&'static str] {
        &["list"]
    }

    fn record(&self, _desk: &Desk) -> Option<Entity> {
        self.writing.is_none().then_some(Entity::Request(self.no))
    }

    fn title(&self, desk: &Desk) -> String {
        let title = words::entity(desk, Entity::Request(self.no));
        match &self.page {
            Some(page) => format!("{title} · {}", words::value(&page.facts.name.line())),
            None => title,
        }
    }

    fn note(&self, desk: &Desk) -> String {
        let stage = self.page.as_ref().map(|page| page.request.stage);
        stage.map_or_else(String::new, |stage| words::stage(desk, stage))
    }

    fn snapshot(&self, desk: &Desk, snapshot: &mut Snapshot) {
        let reading = self.writing.is_none();
        self.raise_acts(desk, snapshot);
        snapshot.raise_if(!reading, "typing");
        snapshot.raise_if(self.page.is_some(), "masked");
        let has = |number: Number| {
            self.page()
                .is_some_and(|page| number.of(&page.facts).is_some())
        };
        snapshot.raise_if(has(Number::Id), "has-id");
        snapshot.raise_if(has(Number::Mobile), "has-mobile");
        super::printing::snapshot(self.page().filter(|_| reading), snapshot);
        scans::snapshot(self.page().filter(|_| reading), snapshot);
        snapshot.raise_if(reading && self.can(Step::Rate), "rating-due");
        snapshot.raise_if(reading && self.at_desk(), "can-go-on");
        snapshot.raise_if(reading && self.can(Step::Refer), "can-refer");
        snapshot.raise_if(reading && self.can(Step::Withdraw), "can-withdraw");
        snapshot.raise_if(reading && study::can_study(self, desk), "can-study");
        let me = |desk: &Desk| desk.view.as_ref()?.me.as_ref().map(|me| me.no);
        let officer = self.page.as_ref().map(|page| page.request.officer);
        let others = officer.is_some() && officer != me(desk);
        snapshot.raise_if(reading && others && self.can(Step::Take), "can-take");
    }

    fn resized(&mut self, desk: &mut Desk) {
        self.measure(desk);
    }

    fn shown(&mut self, desk: &mut Desk) {
        self.asking = Asking::default();
        self.ask(desk);
    }

    fn selection(&mut self) -> Option<&mut Selection> {
        Some(&mut self.scroll)
    }

    fn field(&mut self) -> Option<&mut TextField> {
        self.writing.as_mut().map(|(_, field)| field)
    }

    fn key(&mut self, key: Key, desk: &mut Desk) {
        let typed = key.typed().filter(|_| self.writing.is_none());
        let at = typed.and_then(scans::by_digit);
        let errand = at.and_then(|at| scans::opening(self.page()?, at));
        if let Some(errand) = errand {
            desk.run(errand);
        }
    }

    fn ran(&mut self, _tag: Tag, ran: Ran, _desk: &mut Desk) {
        self.marks.note(&ran);
    }

    fn answered(&mut self, tag: Tag, answer: Result<Answer, Refusal>, desk: &mut Desk) {
        if self.pinned.heard(tag, &answer) {
            self.measure(desk);
            return;
        }
        let no = self.no;
        if !self.asking.heard(tag, desk, || Query::Request(no)) {
            return;
        }
        match answer {
            Ok(Answer::Request(page)) => self.know(*page, desk),
            Ok(_) => {}
            Err(refusal) => self.refused = Some(refusal),
        }
    }

    fn done(&mut self, tag: Tag, done: Result<Done, Refusal>, desk: &mut Desk) {
        if self.veil.done(tag, &done, desk) {
            return self.measure(desk);
        }
        let facts = self.page.as_ref().map(|page| &page.facts);
        if self.copying.done(tag, &done, facts, desk) {
            return;
        }
        if self.declining == Some(tag) {
            self.declining = None;
            match done {
                Ok(_) => desk.toast(offer::declined(desk)),
                Err(refusal) => doors::refused(desk, &refusal),
            }
            return;
        }
        if self.telling.heard(tag).is_none() {
            return;
        }
        match done {
            Ok(_) => {
                let said = match self.writing.take() {
                    Some((Writing::Question, _)) => desk.say("request-referred"),
                    Some((Writing::Reason, _)) => desk.say("request-withdrawn"),
                    None => desk.say("queues-taken"),
                };
                desk.toast(said);
            }
            // What was written stays, to be sent again on top of what changed.
            Err(refusal) => doors::refused(desk, &refusal),
        }
        self.ask(desk);
    }

    fn notice(&mut self, notice: &Notice, desk: &mut Desk) {
        let person = self.page.as_ref().map(|page| page.request.person);
        if notice.concerns_request(self.no, person) {
            self.ask(desk);
        }
    }

    fn sight(&self) -> Sight {
        Sight::Record(Entity::Request(self.no))
    }

    fn draw(&self, desk: &Desk, canvas: &mut Canvas<'_>, area: Rect) {
        if self.page.is_none() {
            if let Some(refusal) = &self.refused {
                canvas.paragraph(below(area, 1), &words::refusal(desk, refusal), Part::Alarm);
            }
            return;
        }
        let area = match &self.writing {
            Some((writing, field)) => {
                let label = desk.say(match writing {
                    Writing::Question => "fact-question",
                    Writing::Reason => "request-withdraw-reason",
                });
                let line = upper(area, 1);
                let taken = canvas.text(line, &label, Part::Title);
                field.draw(canvas, after(line, taken + 2), true);
                canvas.rule(upper(below(area, 1), 1));
                below(area, 2)
            }
            None => area,
        };
        let from = self.scroll.selected().unwrap_or(0);
        match page::sheets(self, desk) {
            (start, Some(end)) => {
                let (width, _) = page::columns(area.width);
                start.draw(canvas, first(area, width), from);
                canvas.divider(first(after(area, width + 1), 1));
                end.draw(canvas, after(area, width + 3), from);
            }
            (start, None) => start.draw(canvas, area, from),
        }
    }
}

#[cfg(test)]
mod tests;
