//! Enquiries (الاستفسارات): a question asked at the desk and what was said to it (row 1).
//!
//! While the question is typed, the earlier ones that say the same stand below with their answers, so
//! that one answer serves twice.

mod draw;

use ratatui::layout::Rect;

use super::asking::Asking;
use super::doors;
use crate::arabic::fold::fold_text;
use crate::desk::command::Command;
use crate::desk::condition::Snapshot;
use crate::desk::screen::Screen;
use crate::desk::state::{Desk, Tag};
use crate::desk::widget::canvas::Canvas;
use crate::desk::widget::list::Selection;
use crate::desk::widget::text_field::{Manner, TextField};
use crate::domain::enquiry::Enquiry;
use crate::domain::ids::Entity;
use crate::protocol::{Answer, Done, Notice, Order, Query, Refusal};

/// As many as are looked through for an earlier answer.
const LIMIT: u16 = 200;

/// The commands of this screen.
pub static COMMANDS: &[Command] = &[
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
];

/// A question being logged, over those logged before.
pub struct Enquiries {
    question: TextField,
    answer: TextField,
    on_answer: bool,
    channel: String,
    asking: Asking,
    all: Vec<Enquiry>,
    /// Places in `all` that hold every word of the question.
    shown: Vec<usize>,
    selection: Selection,
    logging: Option<Tag>,
}

impl Enquiries {
    /// An empty question, over the profile's first channel.
    #[must_use]
    pub fn new(desk: &Desk) -> Self {
        let profile = desk.profile.as_ref();
        let first = profile.and_then(|profile| profile.channels.first());
        Self {
            question: TextField::new(Manner::spoken(desk.rtl()), ""),
            answer: TextField::new(Manner::spoken(desk.rtl()), ""),
            on_answer: false,
            channel: first.map_or_else(String::new, |channel| channel.id.to_string()),
            asking: Asking::default(),
            all: Vec::new(),
            shown: Vec::new(),
            selection: Selection::new(0),
            logging: None,
        }
    }

    fn ask(&mut self, desk: &mut Desk) {
        self.asking.ask(desk, Query::Enquiries { limit: LIMIT });
    }

    fn look_through(&mut self) {
        let typed = fold_text(self.question.text());
        let words: Vec<&str> = typed.split_whitespace().collect();
        let holds = |enquiry: &Enquiry| {
            let said = fold_text(&format!("{} {}", enquiry.question, enquiry.answer));
            words.iter().all(|word| said.contains(word))
        };
        let all = self.all.iter().enumerate();
        self.shown = all
            .filter(|(_, one)| holds(one))
            .map(|(at, _)| at)
            .collect();
        self.selection.set_rows(self.shown.len());
    }

    fn row(&self, at: usize) -> Option<&Enquiry> {
        self.all.get(*self.shown.get(at)?)
    }

    fn chosen(&self) -> Option<&Enquiry> {
        self.row(self.selection.selected()?)
    }

    /// From the question to the answer, and from there into the log. Neither is logged empty.
    fn go_on(&mut self, desk: &mut Desk) {
        let question = self.question.text().trim();
        let answer = self.answer.text().trim();
        if question.is_empty() || !self.on_answer {
            self.on_answer = !question.is_empty();
            return;
        }
        if answer.is_empty() || self.logging.is_some() {
            return;
        }
        let order = Order::LogEnquiry {
            question: question.to_owned(),
            answer: answer.to_owned(),
            channel: self.channel.clone(),
            person: None,
            standard: None,
        };
        self.logging = Some(desk.order(order, None));
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
        let Some(earlier) = self.chosen() else { return };
        let (question, answer) = (earlier.question.clone(), earlier.answer.clone());
        if self.question.text().trim().is_empty() {
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
        desk.say("enquiries-title")
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
    }

    fn shown(&mut self, desk: &mut Desk) {
        self.ask(desk);
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
        self.asking
            .heard(tag, desk, || Query::Enquiries { limit: LIMIT });
        match answer {
            Ok(Answer::Enquiries(all)) => {
                self.all = all;
                self.look_through();
            }
            Ok(_) => {}
            Err(refusal) => doors::refused(desk, &refusal),
        }
    }

    fn done(&mut self, tag: Tag, done: Result<Done, Refusal>, desk: &mut Desk) {
        if self.logging != Some(tag) {
            return;
        }
        self.logging = None;
        match done {
            Ok(_) => {
                self.question.set("");
                self.answer.set("");
                self.on_answer = false;
                self.ask(desk);
                let said = desk.say("toast-logged");
                desk.toast(said);
            }
            Err(refusal) => doors::refused(desk, &refusal),
        }
    }

    fn notice(&mut self, notice: &Notice, desk: &mut Desk) {
        let touches = |entity: &Entity| matches!(entity, Entity::Enquiry(_));
        if notice.read_afresh || notice.touched.iter().any(touches) {
            self.ask(desk);
        }
    }

    fn draw(&self, desk: &Desk, canvas: &mut Canvas<'_>, area: Rect) {
        draw::draw(self, desk, canvas, area);
    }
}
