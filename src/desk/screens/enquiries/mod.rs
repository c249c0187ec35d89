//! Enquiries (الاستفسارات): a question asked at the desk and what was said to it (row 1).
//!
//! While the question is typed, the earlier ones that say the same stand below with their answers, so
//! that one answer serves twice.

mod draw;

use ratatui::layout::Rect;

use super::asking::Asking;
use super::doors;
use super::kept::{Kept, Place};
use super::person::Person;
use crate::arabic::fold::fold_text;
use crate::desk::command::Command;
use crate::desk::condition::Snapshot;
use crate::desk::overlay::Confirmation;
use crate::desk::screen::Screen;
use crate::desk::state::{Desk, Tag};
use crate::desk::widget::canvas::Canvas;
use crate::desk::widget::list::Selection;
use crate::desk::widget::text_field::{Manner, TextField};
use crate::desk::words;
use crate::domain::enquiry::Enquiry;
use crate::domain::ids::{Entity, PersonNo, StandardNo};
use crate::domain::standard::Standard;
use crate::protocol::{Answer, Done, Notice, Order, Query, Refusal};

/// As many as are looked through for an earlier answer.
const LIMIT: u16 = 200;

/// The commands of this screen.
pub static COMMANDS: &[Command] = &[
    Command::new("person-enquiry", "command-person-enquiry", |state| {
        state.on(|page: &mut Person, desk| {
            if let Some((no, name)) = page.known() {
                let screen = Enquiries::of(desk, Some((no, name)));
                desk.open(Box::new(screen));
            }
        });
    })
    .when(|now| now.is("reception") && now.is("masked")),
    Command::new("enquiry-on", "command-enquiry-on", |state| {
        state.on(Enquiries::go_on);
    })
    .when(|now| now.is("enquiring")),
    Command::new("enquiry-field", "command-enquiry-field", |state| {
        state.on(|screen: &mut Enquiries, _| screen.on_answer = !screen.on_answer);
    })
    .when(|now| now.is("enquiring"))
    .quiet(),
    Command::new("enquiry-channel", "command-enquiry-channel", |state| {
        state.on(Enquiries::next_channel);
    })
    .when(|now| now.is("enquiring")),
    Command::new("enquiry-same", "command-enquiry-same", |state| {
        state.on(|screen: &mut Enquiries, _| screen.same_answer());
    })
    .when(|now| now.is("enquiring") && now.is("selected")),
    Command::new("standard-approve", "command-standard-approve", |state| {
        state.on(|screen: &mut Enquiries, desk| screen.approve(false, desk));
    })
    .when(|now| now.is("enquiring") && now.is("supervisor")),
    Command::new("standard-correct", "command-standard-correct", |state| {
        state.on(|screen: &mut Enquiries, desk| screen.approve(true, desk));
    })
    .when(|now| now.is("enquiring") && now.is("supervisor")),
    Command::new("standard-retire", "command-standard-retire", |state| {
        state.on(Enquiries::retire);
    })
    .when(|now| now.is("standard") && now.is("supervisor")),
];

/// A row below the question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    /// An approved answer, by its place.
    Standard(usize),
    /// An earlier enquiry, by its place.
    Earlier(usize),
}

/// What was ordered and is not done yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ordered {
    Logged,
    Approved,
    Retired,
}

/// A question being logged, over those logged before.
pub struct Enquiries {
    question: TextField,
    answer: TextField,
    on_answer: bool,
    channel: String,
    /// Who asks, where their file is known: it counts as contact with them.
    person: Option<(PersonNo, String)>,
    kept: Kept,
    /// Whether what was begun before is there again.
    resumed: bool,
    asking: Asking,
    all: Vec<Enquiry>,
    /// What may be said to whoever asks, approved beforehand.
    standards: Vec<Standard>,
    standards_asked: Asking,
    /// Approved answers, then earlier enquiries, that hold every word of the question.
    shown: Vec<Shown>,
    selection: Selection,
    /// The approved answer that was taken.
    taken: Option<StandardNo>,
    ordered: Option<(Tag, Ordered)>,
}

impl Enquiries {
    /// An empty question, over the profile's first channel.
    #[must_use]
    pub fn new(desk: &Desk) -> Self {
        Self::of(desk, None)
    }

    /// The same of somebody whose file is known.
    fn of(desk: &Desk, person: Option<(PersonNo, String)>) -> Self {
        let profile = desk.profile.as_ref();
        let first = profile.and_then(|profile| profile.channels.first());
        Self {
            question: TextField::new(Manner::spoken(desk.rtl()), ""),
            answer: TextField::new(Manner::spoken(desk.rtl()), ""),
            on_answer: false,
            channel: first.map_or_else(String::new, |channel| channel.id.to_string()),
            person,
            kept: Kept::new(Place::Enquiries),
            resumed: false,
            asking: Asking::default(),
            all: Vec::new(),
            shown: Vec::new(),
            selection: Selection::new(0),
            standards: Vec::new(),
            standards_asked: Asking::default(),
            taken: None,
            ordered: None,
        }
    }

    fn ask(&mut self, desk: &mut Desk) {
        self.asking.ask(desk, Query::Enquiries { limit: LIMIT });
        self.standards_asked.ask(desk, Query::Standards);
    }

    /// Question and answer as they stand.
    #[cfg(test)]
    pub(super) fn typed(&self) -> (&str, &str) {
        (self.question.text(), self.answer.text())
    }

    /// What a field is kept under: one question for each who asks.
    fn kept_as(&self, field: &str) -> String {
        let person = self.person.as_ref().map_or(0, |(no, _)| no.0);
        format!("{person} {field}")
    }

    /// Takes up what was begun before, unless something else is typed by now.
    fn resume(&mut self) {
        if self.kept.waits() || std::mem::replace(&mut self.resumed, true) {
            return;
        }
        if !self.question.text().is_empty() || !self.answer.text().is_empty() {
            return;
        }
        let [question, answer, channel] = ["question", "answer", "channel"]
            .map(|field| self.kept.begun(&self.kept_as(field)).to_owned());
        self.question.set(&question);
        self.answer.set(&answer);
        self.on_answer = !answer.is_empty();
        if !channel.is_empty() {
            self.channel = channel;
        }
        self.look_through();
    }

    fn keep(&mut self, desk: &mut Desk) {
        let (question, answer) = (self.question.text(), self.answer.text());
        let begun = !question.is_empty() || !answer.is_empty();
        let channel = if begun { self.channel.as_str() } else { "" };
        for (field, value) in [
            ("question", question),
            ("answer", answer),
            ("channel", channel),
        ] {
            let key = self.kept_as(field);
            self.kept.keep(&key, value, desk);
        }
    }

    fn look_through(&mut self) {
        let typed = fold_text(self.question.text());
        let words: Vec<&str> = typed.split_whitespace().collect();
        let holds = |question: &str, answer: &str| {
            let said = fold_text(&format!("{question} {answer}"));
            words.iter().all(|word| said.contains(word))
        };
        let standards = self.standards.iter().enumerate();
        let standards = standards
            .filter(|(_, one)| holds(&one.question, &one.answer))
            .map(|(at, _)| Shown::Standard(at));
        let earlier = self.all.iter().enumerate();
        let earlier = earlier
            .filter(|(_, one)| holds(&one.question, &one.answer))
            .map(|(at, _)| Shown::Earlier(at));
        self.shown = standards.chain(earlier).collect();
        self.selection.set_rows(self.shown.len());
    }

    /// Takes in what there is now. The hand stays on what it was on.
    fn know(&mut self, take: impl FnOnce(&mut Self)) {
        let chosen = self.chosen().and_then(|row| self.record_of(row));
        take(self);
        self.look_through();
        let mut shown = self.shown.iter();
        let at = shown.position(|row| chosen.is_some() && self.record_of(*row) == chosen);
        self.selection.follow(self.shown.len(), at);
    }

    /// Which record a row is.
    fn record_of(&self, row: Shown) -> Option<Entity> {
        Some(match row {
            Shown::Standard(at) => Entity::Standard(self.standards.get(at)?.no),
            Shown::Earlier(at) => Entity::Enquiry(self.all.get(at)?.no),
        })
    }

    fn chosen(&self) -> Option<Shown> {
        self.shown.get(self.selection.selected()?).copied()
    }

    /// Question and answer of a row.
    fn said(&self, row: Shown) -> Option<(&str, &str)> {
        match row {
            Shown::Standard(at) => {
                let one = self.standards.get(at)?;
                Some((&one.question, &one.answer))
            }
            Shown::Earlier(at) => {
                let one = self.all.get(at)?;
                Some((&one.question, &one.answer))
            }
        }
    }

    fn chosen_standard(&self) -> Option<&Standard> {
        match self.chosen()? {
            Shown::Standard(at) => self.standards.get(at),
            Shown::Earlier(_) => None,
        }
    }

    /// The approved answer that is being given, as long as it is given word for word.
    fn given(&self) -> Option<StandardNo> {
        let taken = self.taken?;
        let standard = self.standards.iter().find(|one| one.no == taken)?;
        (standard.answer == self.answer.text().trim()).then_some(taken)
    }

    /// Approves what is typed: as a new answer, or as the one taken, amended.
    fn approve(&mut self, misconception: bool, desk: &mut Desk) {
        let question = self.question.text().trim().to_owned();
        let answer = self.answer.text().trim().to_owned();
        if question.is_empty() || answer.is_empty() {
            let said = desk.say("standard-needs-both");
            desk.warn(said);
            return;
        }
        let order = Order::ApproveStandard {
            standard: self.taken,
            question,
            answer,
            misconception,
        };
        self.order(order, Ordered::Approved, desk);
    }

    fn retire(&mut self, desk: &mut Desk) {
        let Some(standard) = self.chosen_standard() else {
            return;
        };
        let (no, body) = (standard.no, standard.question.clone());
        let title = desk.say("standard-retire-title");
        desk.confirm(Confirmation::new(title, body, move |state| {
            state.on(|screen: &mut Self, desk| {
                screen.order(Order::RetireStandard(no), Ordered::Retired, desk);
            });
        }));
    }

    fn order(&mut self, order: Order, what: Ordered, desk: &mut Desk) {
        if self.ordered.is_some() {
            return;
        }
        let tag = desk.order(order, None);
        if what != Ordered::Retired {
            self.kept.goes_with(tag, &self.kept_as(""));
        }
        self.ordered = Some((tag, what));
    }

    /// From the question to the answer, and from there into the log. Neither is logged empty.
    fn go_on(&mut self, desk: &mut Desk) {
        let question = self.question.text().trim();
        let answer = self.answer.text().trim();
        if question.is_empty() || !self.on_answer {
            self.on_answer = !question.is_empty();
            // An approved answer to what is asked is taken with the same key.
            if self.on_answer && answer.is_empty() && self.chosen_standard().is_some() {
                self.same_answer();
            }
            return;
        }
        if answer.is_empty() {
            return;
        }
        let order = Order::LogEnquiry {
            question: question.to_owned(),
            answer: answer.to_owned(),
            channel: self.channel.clone(),
            person: self.person.as_ref().map(|(no, _)| *no),
            standard: self.given(),
        };
        self.order(order, Ordered::Logged, desk);
    }

    fn next_channel(&mut self, desk: &mut Desk) {
        let Some(profile) = &desk.profile else { return };
        let channels = &profile.channels;
        let is_this = |id: &str| id == self.channel;
        let at = channels.iter().position(|one| is_this(one.id.as_str()));
        let next = at.map_or(0, |at| (at + 1) % channels.len().max(1));
        if let Some(channel) = channels.get(next) {
            self.channel = channel.id.to_string();
        }
    }

    fn same_answer(&mut self) {
        let Some(row) = self.chosen() else { return };
        let Some((question, answer)) = self.said(row) else {
            return;
        };
        let (question, answer) = (question.to_owned(), answer.to_owned());
        self.taken = self.chosen_standard().map(|one| one.no);
        // What many ask is counted under the question as it was approved.
        if self.taken.is_some() || self.question.text().trim().is_empty() {
            self.question.set(&question);
        }
        self.answer.set(&answer);
        self.on_answer = true;
    }
}

impl Screen for Enquiries {
    fn name(&self) -> &'static str {
        "enquiries"
    }

    fn title(&self, desk: &Desk) -> String {
        let title = desk.say("enquiries-title");
        match &self.person {
            Some((_, name)) => format!("{title} · {}", words::value(name)),
            None => title,
        }
    }

    fn note(&self, desk: &Desk) -> String {
        let view = desk.view.as_ref();
        let today = view.map_or(0, |view| view.counts.enquiries_today);
        desk.say_with("enquiries-today", &[("count", today.into())])
    }

    fn snapshot(&self, _desk: &Desk, snapshot: &mut Snapshot) {
        snapshot.raise("enquiring");
        snapshot.raise("typing");
        snapshot.raise_if(self.selection.selected().is_some(), "selected");
        snapshot.raise_if(self.chosen_standard().is_some(), "standard");
    }

    fn record(&self, _desk: &Desk) -> Option<Entity> {
        self.record_of(self.chosen()?)
    }

    fn shown(&mut self, desk: &mut Desk) {
        self.kept.ask(desk);
        self.resume();
        self.ask(desk);
    }

    fn leaving(&mut self, desk: &mut Desk) {
        // Left before what was begun earlier is known: that stays as it is.
        if self.resumed || !self.question.text().is_empty() {
            self.keep(desk);
        }
    }

    fn kept(&mut self) -> Option<&mut Kept> {
        Some(&mut self.kept)
    }

    fn selection(&mut self) -> Option<&mut Selection> {
        Some(&mut self.selection)
    }

    fn picked(&mut self, _desk: &mut Desk) {
        self.same_answer();
    }

    fn field(&mut self) -> Option<&mut TextField> {
        Some(if self.on_answer {
            &mut self.answer
        } else {
            &mut self.question
        })
    }

    fn edited(&mut self, _desk: &mut Desk) {
        if !self.on_answer {
            self.look_through();
        }
    }

    fn answered(&mut self, tag: Tag, answer: Result<Answer, Refusal>, desk: &mut Desk) {
        if self.kept.heard(tag, &answer, desk) {
            self.resume();
            return;
        }
        self.asking
            .heard(tag, desk, || Query::Enquiries { limit: LIMIT });
        self.standards_asked.heard(tag, desk, || Query::Standards);
        match answer {
            Ok(Answer::Enquiries(all)) => self.know(|screen| screen.all = all),
            Ok(Answer::Standards(standards)) => self.know(|screen| screen.standards = standards),
            Ok(_) => {}
            Err(refusal) => doors::refused(desk, &refusal),
        }
    }

    fn done(&mut self, tag: Tag, done: Result<Done, Refusal>, desk: &mut Desk) {
        self.kept.done(tag, &done, desk);
        let Some((_, what)) = self.ordered.filter(|(told, _)| *told == tag) else {
            return;
        };
        self.ordered = None;
        match done {
            Ok(_) if what == Ordered::Retired => {
                let said = desk.say("toast-standard-retired");
                desk.toast(said);
                self.ask(desk);
            }
            Ok(_) => {
                self.taken = None;
                self.question.set("");
                self.answer.set("");
                self.on_answer = false;
                self.ask(desk);
                let said = desk.say(match what {
                    Ordered::Approved => "toast-standard-approved",
                    _ => "toast-logged",
                });
                desk.toast(said);
            }
            Err(refusal) => doors::refused(desk, &refusal),
        }
    }

    fn notice(&mut self, notice: &Notice, desk: &mut Desk) {
        let touches = |entity: &Entity| matches!(entity, Entity::Enquiry(_) | Entity::Standard(_));
        if notice.concerns(touches) {
            self.ask(desk);
        }
    }

    fn draw(&self, desk: &Desk, canvas: &mut Canvas<'_>, area: Rect) {
        draw::draw(self, desk, canvas, area);
    }
}
