//! An act after the decision: told, objected, registered, delivered, closed, referred elsewhere. What it rests on stands
//! beside a short form; what stands in its way stands there in words.

mod draw;
mod kind;

use std::sync::Arc;

use ratatui::layout::Rect;

pub use self::kind::Kind;
pub(super) use self::kind::parts_awaited;
use super::asking::Asking;
use super::doors;
use super::kept::{Kept, Place};
use super::pinned::Pinned;
use super::rating::Rating;
use super::request::{Request, offer};
use super::telling::Telling;
use super::veil::{self, Veil};
use crate::desk::command::Command;
use crate::desk::condition::Snapshot;
use crate::desk::form::{Form, FormEvent, Running, Values};
use crate::desk::screen::Screen;
use crate::desk::state::{Desk, State, Tag};
use crate::desk::widget::canvas::Canvas;
use crate::desk::widget::list::{Motion, Selection};
use crate::desk::words;
use crate::domain::ids::{Entity, RequestNo};
use crate::domain::profile::Profile;
use crate::domain::request::Stage;
use crate::domain::voice::Occasion;
use crate::domain::workflow::{Missing, Step};
use crate::protocol::query::RequestPage;
use crate::protocol::{Answer, Done, Notice, Query, Refusal, Sight};

/// What works in an act.
pub static COMMANDS: &[Command] = &[
    Command::new("act-register", "command-act-register", |state| {
        state.on::<Act>(|act, desk| act.send(desk));
    })
    .when(|now| now.is("can-register")),
    Command::new("act-send", "command-act-send", |state| {
        state.on::<Act>(|act, desk| {
            let events = act.running.as_mut().map(Running::next_step);
            for event in events.unwrap_or_default() {
                act.form_event(event, desk);
            }
        });
    })
    .when(|now| now.is("form")),
    Command::new("act-complete", "command-act-complete", |state| {
        state.on::<Act>(|act, desk| {
            if let Some(page) = &act.page {
                desk.replace(super::intake::for_request(page.request.person, act.no));
            }
        });
    })
    .when(|now| now.is("can-complete")),
    Command::new("act-early", "command-act-early", |state| {
        state.on::<Act>(|act, desk| {
            let early = Act {
                then: Some(act.kind),
                ..Act::new(act.no, Kind::AllowEarly)
            };
            desk.replace(Box::new(early));
        });
    })
    .when(|now| now.is("can-allow-early")),
    Command::new("act-read", "command-act-read", |state| {
        state.on::<Act>(Act::read_on);
    })
    .when(|now| now.is("more-to-read")),
    Command::new("act-reveal", "command-request-reveal", |state| {
        state.on::<Act>(|act, desk| act.veil.turn(desk, Entity::Request(act.no)));
    })
    .when(|now| now.is("guarded")),
    Command::new("act-page", "command-act-page", |state| {
        state.on::<Act>(|act, desk| desk.open(Box::new(Request::new(act.no))));
    }),
];

/// Opens an act on the request that is seen.
pub(super) fn open(state: &mut State, no: RequestNo, kind: Kind) {
    state.desk.open(Box::new(Act::new(no, kind)));
}

/// An act on a request.
pub struct Act {
    no: RequestNo,
    kind: Kind,
    page: Option<Box<RequestPage>>,
    pinned: Pinned,
    refused: Option<Refusal>,
    asking: Asking,
    running: Option<Running>,
    kept: Kept,
    /// How far what it rests on is scrolled.
    scroll: Selection,
    /// What the form offered, which nobody has typed.
    offered: Values,
    telling: Telling,
    veil: Veil,
    /// It is done: what comes next on the same request is looked for, or the screen closes.
    finished: bool,
    /// What the same hand came for, and goes on with.
    then: Option<Kind>,
}

impl Act {
    /// An act on a request.
    #[must_use]
    pub fn new(no: RequestNo, kind: Kind) -> Self {
        Self {
            no,
            kind,
            page: None,
            pinned: Pinned::default(),
            refused: None,
            asking: Asking::default(),
            running: None,
            kept: Kept::new(Place::Acts),
            scroll: Selection::default(),
            offered: Values::new(),
            telling: Telling::default(),
            veil: Veil::default(),
            finished: false,
            then: None,
        }
    }

    fn profile<'a>(&'a self, desk: &'a Desk) -> Option<&'a Profile> {
        if self.pinned.waits() {
            return None;
        }
        let page = self.page.as_ref()?;
        self.pinned.of(&page.request.pin, desk).map(Arc::as_ref)
    }

    fn know(&mut self, page: RequestPage, desk: &mut Desk) {
        self.refused = None;
        self.pinned.want(&page.request.pin, desk);
        self.page = Some(Box::new(page));
        if std::mem::take(&mut self.finished) && !self.goes_on(desk) {
            self.ask_how_it_was(desk);
            return;
        }
        self.fill(desk);
        self.scroll.set_rows(self.stops(desk).0);
    }

    /// Closes; after the reply and the end of the delivery the rating that is due stands in its place, for the
    /// beneficiary is there to be asked (row 13).
    fn ask_how_it_was(&self, desk: &mut Desk) {
        let occasion = match self.kind {
            Kind::Reply => Some(Occasion::Reply),
            Kind::Deliver | Kind::Close => Some(Occasion::Delivery),
            _ => None,
        };
        let due = self
            .page
            .as_ref()
            .map_or_else(Vec::new, |page| offer::due(self.profile(desk), page));
        match occasion.filter(|one| due.contains(one)) {
            Some(occasion) => {
                let rating = Rating::new(desk, self.no, occasion);
                desk.replace(Box::new(rating));
            }
            None => desk.close(),
        }
    }

    /// Whether the same hand goes on: with what it came for, with the next part, or with closing once everything is
    /// delivered.
    fn goes_on(&mut self, desk: &Desk) -> bool {
        if let Some(then) = self.then.take() {
            self.kind = then;
            self.running = None;
            return true;
        }
        let delivering = self.kind == Kind::Deliver;
        let (Some(page), Some(profile), true) = (&self.page, self.profile(desk), delivering) else {
            return false;
        };
        if page.request.stage != Stage::Delivery {
            return false;
        }
        if parts_awaited(profile, page).is_empty() {
            self.kind = Kind::Close;
        }
        self.running = None;
        true
    }

    /// What a field of this act on this request is kept under.
    fn kept_as(&self, field: &str) -> String {
        format!("{} {} {field}", self.no, self.kind.step().id())
    }

    /// Lays the form out, once page, profile and what was left are known; what is typed already stays.
    fn fill(&mut self, desk: &mut Desk) {
        let (Some(page), Some(profile), false) =
            (&self.page, self.profile(desk), self.kept.waits())
        else {
            return;
        };
        let kind = match self.kind {
            // Everything is delivered: what is left is to close.
            Kind::Deliver if page.may(Step::Close) => Kind::Close,
            kind => kind,
        };
        if kind.blocked(page).is_some() {
            // What is typed may be wanted once nothing stands in the way.
            let left = self.running.take().and_then(|mut running| running.leave());
            if let Some(left) = left {
                self.form_event(left, desk);
            }
            self.kind = kind;
            return;
        }
        let form = kind.form(profile, page);
        let offered = kind.known(desk, profile, page);
        match (&mut self.running, form) {
            (Some(running), Some(form)) if kind == self.kind => running.redefine(form),
            (_, form) => {
                self.kind = kind;
                self.running = form.map(|form| self.begin(form, &offered));
                self.offered = offered;
            }
        }
    }

    /// A form with what is offered and, over it, what was typed before it was left: the hand is there again.
    fn begin(&self, form: Arc<Form>, offered: &Values) -> Running {
        let mut values = offered.clone();
        let mut left = None;
        for field in form.steps.iter().flat_map(|step| &step.fields) {
            let begun = self.kept.begun(&self.kept_as(&field.id));
            if !begun.is_empty() {
                values.insert(field.id.clone(), begun.to_owned());
                left = Some(field.id.clone());
            }
        }
        match left {
            Some(left) => Running::resume(form, values, &left),
            None => Running::new(form, values),
        }
    }

    /// The next part of what it rests on, and after the last one the first again.
    fn read_on(&mut self, desk: &mut Desk) {
        let (stops, at_once) = self.stops(desk);
        self.scroll.set_rows(stops);
        let part = at_once.saturating_sub(1).max(1);
        if !self.scroll.go(Motion::PageDown, part) {
            self.scroll.select(0);
        }
    }

    fn send(&mut self, desk: &mut Desk) {
        let Some(page) = &self.page else { return };
        let values = self.running.as_ref().map(Running::values).cloned();
        if let Some(order) = self.kind.order(page, &values.unwrap_or_default()) {
            let saw = (Entity::Request(self.no), page.revision);
            if let Some(tag) = self.telling.tell(desk, order, saw, ()) {
                self.kept.goes_with(tag, &self.kept_as(""));
            }
        }
    }

    /// Whether a supervisor who looks may give leave to reply before the earliest day.
    fn may_allow_early(&self) -> bool {
        let Some(page) = &self.page else { return false };
        let early = |one: &Missing| matches!(one, Missing::ReplyNotBefore(_));
        self.kind == Kind::Reply
            && page.lacks(Step::Reply).iter().any(early)
            && page.may(Step::AllowEarlyReply)
    }

    fn done_words(&self, desk: &Desk) -> String {
        let page = self.page.as_deref();
        let floor = page.and_then(|page| page.request.submission.as_ref());
        let floor = floor.map(|one| words::both_dates(desk, one.reply_not_before));
        let file = page.map_or(0, |page| page.request.person.0);
        let accepted = page.is_some_and(|page| page.request.accepted());
        let upheld = self
            .running
            .as_ref()
            .is_some_and(|running| running.value("upheld") == "upheld");
        let id = match self.kind {
            Kind::Reply if accepted => "act-done-reply-accepted",
            Kind::Reply => "act-done-reply-rejected",
            Kind::AllowEarly => "act-done-early",
            Kind::Object => "act-done-object",
            Kind::AnswerObjection if upheld => "act-done-upheld",
            Kind::AnswerObjection => "act-done-dismissed",
            Kind::Register => "act-done-register",
            Kind::Deliver => "act-done-deliver",
            Kind::Close => "act-done-close",
            Kind::Outside => "act-done-outside",
        };
        desk.say_with(
            id,
            &[
                ("number", self.no.to_string().into()),
                ("file", file.to_string().into()),
                ("date", floor.unwrap_or_default().into()),
            ],
        )
    }
}

impl Screen for Act {
    fn name(&self) -> &'static str {
        "act"
    }

    fn sections(&self) -> &'static [&'static str] {
        if self.running.is_some() {
            &["form"]
        } else {
            &["list"]
        }
    }

    fn title(&self, desk: &Desk) -> String {
        let title = words::step(desk, self.kind.step());
        let number = words::value(&self.no.to_string());
        match &self.page {
            Some(page) => format!(
                "{title} {number} · {}",
                words::value(&page.facts.name.line())
            ),
            None => format!("{title} {number}"),
        }
    }

    fn note(&self, desk: &Desk) -> String {
        let stage = self.page.as_ref().map(|page| page.request.stage);
        stage.map_or_else(String::new, |stage| words::stage(desk, stage))
    }

    fn snapshot(&self, desk: &Desk, snapshot: &mut Snapshot) {
        if let Some(running) = &self.running {
            running.snapshot(snapshot);
        }
        let guards = |page: &RequestPage| {
            let need = page.request.need.as_ref();
            self.profile(desk)
                .is_some_and(|profile| veil::guards(profile, need))
        };
        snapshot.raise_if(self.page.as_deref().is_some_and(guards), "guarded");
        let registering = self.page.as_ref().filter(|_| self.kind == Kind::Register);
        if let Some(page) = registering {
            snapshot.raise_if(page.may(Step::Register), "can-register");
            snapshot.raise_if(!page.lacks(Step::Register).is_empty(), "can-complete");
        }
        snapshot.raise_if(self.may_allow_early(), "can-allow-early");
        let reads_on = self.running.is_some() && self.stops(desk).0 > 1;
        snapshot.raise_if(reads_on, "more-to-read");
    }

    fn selection(&mut self) -> Option<&mut Selection> {
        self.running.is_none().then_some(&mut self.scroll)
    }

    fn resized(&mut self, desk: &mut Desk) {
        self.scroll.set_rows(self.stops(desk).0);
    }

    fn shown(&mut self, desk: &mut Desk) {
        self.asking = Asking::default();
        self.kept.ask(desk);
        self.asking.ask(desk, Query::Request(self.no));
    }

    fn kept(&mut self) -> Option<&mut Kept> {
        Some(&mut self.kept)
    }

    fn form(&mut self) -> Option<&mut Running> {
        self.running.as_mut()
    }

    fn form_event(&mut self, event: FormEvent, desk: &mut Desk) {
        match event {
            FormEvent::Finished => self.send(desk),
            FormEvent::Barred(count) => doors::barred(desk, count),
            FormEvent::Left { field, value, .. } => {
                let offered = self.offered.get(&field) == Some(&value);
                let typed = if offered { "" } else { value.as_str() };
                self.kept.keep(&self.kept_as(&field), typed, desk);
            }
            FormEvent::Edited { .. } | FormEvent::Step(_) => {}
        }
    }

    fn answered(&mut self, tag: Tag, answer: Result<Answer, Refusal>, desk: &mut Desk) {
        if self.kept.heard(tag, &answer, desk) {
            self.fill(desk);
            return;
        }
        if self.pinned.heard(tag, &answer) {
            self.fill(desk);
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
        self.kept.done(tag, &done, desk);
        if self.veil.done(tag, &done, desk) {
            self.scroll.set_rows(self.stops(desk).0);
            return;
        }
        if self.telling.heard(tag).is_none() {
            return;
        }
        match done {
            Ok(_) => {
                let said = self.done_words(desk);
                desk.toast(said);
                // What it says is done with: leaving it must not keep it anew.
                self.running = None;
                self.finished = true;
            }
            // What was filled in stays, to be sent again on top of what changed.
            Err(refusal) => doors::refused(desk, &refusal),
        }
        self.asking.ask(desk, Query::Request(self.no));
    }

    fn notice(&mut self, notice: &Notice, desk: &mut Desk) {
        let person = self.page.as_ref().map(|page| page.request.person);
        if notice.concerns_request(self.no, person) {
            self.asking.ask(desk, Query::Request(self.no));
        }
    }

    fn sight(&self) -> Sight {
        Sight::Record(Entity::Request(self.no))
    }

    fn draw(&self, desk: &Desk, canvas: &mut Canvas<'_>, area: Rect) {
        self.draw_act(desk, canvas, area);
    }
}

#[cfg(test)]
mod tests;
